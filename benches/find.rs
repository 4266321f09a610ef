//! What a search over the texts of a house costs, and making it ready.
//!
//! `cargo bench --bench find`. Under `cargo test` everything runs once.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use sufler::words::Words;
use sufler::words::find::Text;

/// As many as all scripts of a large house have.
const TEXTS: u32 = 500;

/// Invented words, as many different ones as so many texts have in three languages.
fn texts() -> Vec<Text> {
    let mut dice = 7_u32;
    let mut below = |limit: u32| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 16) % limit
    };
    let alphabets = [('а', 32), ('ა', 33), ('a', 26)];
    let mut word = |(first, letters): (char, u32)| -> String {
        let syllables = 2 + below(3);
        let letter = |at: u32| char::from_u32(first as u32 + at % letters).unwrap();
        (0..syllables).flat_map(|_| [letter(below(9)), letter(below(33))]).collect()
    };
    let mut line = |words: u32, at: u32| {
        let words: Vec<String> = (0..words).map(|_| word(alphabets[at as usize % 3])).collect();
        words.join(" ")
    };
    let text = |at| Text { names: vec![line(5, at)], content: vec![line(15, at)] };
    (0..TEXTS).map(text).collect()
}

fn find(criterion: &mut Criterion) {
    let words = Words::load(&[]).unwrap();
    let texts = texts();
    let finder = words.finder(&texts);
    let name = texts[300].names[0].clone();
    let one: String = name.split(' ').next().unwrap().chars().skip(1).collect();
    criterion.bench_function("find: one word with a slip", |b| {
        b.iter(|| black_box(finder.find(&one)));
    });
    criterion.bench_function("find: five words", |b| b.iter(|| black_box(finder.find(&name))));
    criterion.bench_function("find: make 500 texts ready", |b| {
        b.iter(|| black_box(words.finder(&texts)));
    });
}

criterion_group!(benches, find);
criterion_main!(benches);
