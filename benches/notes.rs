//! What understanding a hasty note costs, training its reader, and putting lessons together.
//!
//! `cargo bench --bench notes`. Under `cargo test` everything runs once.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;

use chrono::{DateTime, NaiveDateTime};
use criterion::{Criterion, criterion_group, criterion_main};
use sufler::app::load::Sources;
use sufler::domain::lesson::Lesson;
use sufler::domain::people::PersonId;
use sufler::notes::learned::Learned;
use sufler::notes::{Reader, extract};
use sufler::script::read_notes;

/// As many lessons as an installation keeps.
const LESSONS: usize = 4_000;
const OPERATORS: i64 = 20;

fn notes(criterion: &mut Criterion) {
    let sources = Sources::read(None, None).unwrap();
    let cues = sources.cues().unwrap();
    let (examples, settings) = read_notes(&sources.files).unwrap();
    let reader = Reader::train(&examples, &cues, &settings);
    let lesson = |at: usize| {
        let example = &examples[at * examples.len() / LESSONS];
        Lesson {
            reader: reader.hashing(),
            id: at as u64,
            who: PersonId(at as i64 % OPERATORS),
            code: example.code.clone(),
            features: reader.lesson(&example.text),
            at: DateTime::UNIX_EPOCH,
        }
    };
    let taught: Vec<Lesson> = (0..LESSONS).map(lesson).collect();
    let learned = Learned::fold(taught.iter(), OPERATORS as usize);
    let short = "секр отшила, говорит у них есть поставщик";
    let long = "the secretary put me through at last, the director listened to all of it, asked what \
                it costs, but the budget is spent, so not before february, call him on the 10th";
    for (name, note) in [("short", short), ("long", long)] {
        criterion.bench_function(&format!("notes: guess a {name} note"), |b| {
            b.iter(|| black_box(reader.guess(note, &learned)));
        });
    }
    let mut group = criterion.benchmark_group("notes");
    group.sample_size(10);
    group.bench_function("train on all examples", |b| {
        b.iter(|| black_box(Reader::train(&examples, &cues, &settings)));
    });
    let lessons: Vec<_> = examples.iter().map(extract::Lesson::from).collect();
    let words = sources.words().unwrap();
    let now = NaiveDateTime::default();
    let setting = extract::Setting { words: &words, reasons: None, country: "RU", now };
    group.bench_function("train what finds reasons", |b| {
        b.iter(|| black_box(extract::Reasons::train(&lessons, &setting)));
    });
    group.bench_function("fold 4,000 lessons of 20 operators", |b| {
        b.iter(|| black_box(Learned::fold(taught.iter(), OPERATORS as usize)));
    });
    group.bench_function("read all examples", |b| b.iter(|| black_box(read_notes(&sources.files))));
    group.finish();
}

criterion_group!(benches, notes);
criterion_main!(benches);
