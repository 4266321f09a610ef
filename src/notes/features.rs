//! What of a note is looked at, each as a number: words and their pairs, beginnings of words, groups
//! of letters, cues and which come together.

use std::collections::HashMap;

use super::cues::Cues;
use super::text::{Word, words};

/// Something of a note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Feature {
    /// The fingerprint.
    pub id: u32,
    /// How much of it.
    pub value: f32,
    /// Which sort.
    pub sort: Sort,
}

/// Sorts of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sort {
    /// A word as it was typed.
    Word,
    /// A word in one alphabet.
    Sound,
    /// Two words in a row, in one alphabet.
    Pair,
    /// A group of letters of a word.
    Letters,
    /// A cue.
    Cue,
    /// Two cues.
    Cues,
}

/// How much each sort counts.
const WEIGHTS: [(Sort, f32); 6] = [
    (Sort::Word, 1.0),
    (Sort::Sound, 1.0),
    (Sort::Pair, 1.0),
    (Sort::Letters, 1.5),
    (Sort::Cue, 1.0),
    (Sort::Cues, 1.0),
];

/// Makes features; remembers the words it has seen.
pub(super) struct Features<'c> {
    cues: &'c Cues,
    sounds: HashMap<String, String>,
}

impl<'c> Features<'c> {
    /// Of these cues.
    pub fn new(cues: &'c Cues) -> Self {
        Features { cues, sounds: HashMap::new() }
    }

    /// Of a note.
    pub fn of(&mut self, note: &str) -> Vec<Feature> {
        let mut list = Vec::new();
        self.each(note, &mut |sort, text| list.push((sort, hash(sort, text))));
        list.sort_unstable();
        list.dedup();
        let mut features = Vec::with_capacity(list.len());
        for (sort, weight) in WEIGHTS {
            let count = list.iter().filter(|(own, _)| *own == sort).count();
            let value = weight / (count.max(1) as f32).sqrt();
            let own = list.iter().filter(|(own, _)| *own == sort);
            features.extend(own.map(|(sort, id)| Feature { id: *id, value, sort: *sort }));
        }
        features
    }

    /// Every feature, with what it is of; some may come twice.
    pub fn each(&mut self, note: &str, put: &mut dyn FnMut(Sort, &str)) {
        let words = words(note);
        for word in &words {
            if !self.sounds.contains_key(&word.text) {
                let sound = self.cues.latin(&word.text);
                self.sounds.insert(word.text.clone(), sound);
            }
        }
        let sound = |word: &Word| self.sounds.get(&word.text).map_or("", String::as_str);
        let sounds: Vec<&str> = words.iter().map(sound).collect();
        let mut text = String::new();
        for (at, word) in words.iter().enumerate() {
            put(Sort::Word, &word.text);
            put(Sort::Sound, sounds[at]);
            text.clear();
            text.push_str(at.checked_sub(1).map_or("^", |before| sounds[before]));
            text.push(' ');
            text.push_str(sounds[at]);
            put(Sort::Pair, &text);
            if !word.text.starts_with('#') {
                groups(sounds[at], put);
            }
        }
        let found = self.cues.found(&sounds);
        for (number, cue) in found.iter().enumerate() {
            put(Sort::Cue, self.cues.name(cue.cue));
            for later in &found[number + 1..] {
                let pair = format!("{} {}", self.cues.name(cue.cue), self.cues.name(later.cue));
                put(Sort::Cues, &pair);
            }
        }
        if let Some(last) = found.iter().max_by_key(|cue| cue.end) {
            put(Sort::Cues, &format!("{} $", self.cues.name(last.cue)));
        }
    }
}

/// Groups of two to five letters of a word, its ends marked.
fn groups(word: &str, put: &mut dyn FnMut(Sort, &str)) {
    let marked = format!("<{word}>");
    let bounds: Vec<usize> =
        marked.char_indices().map(|(at, _)| at).chain([marked.len()]).collect();
    let letters = bounds.len() - 1;
    for length in 2..=5 {
        for from in 0..(letters + 1).saturating_sub(length) {
            put(Sort::Letters, &marked[bounds[from]..bounds[from + length]]);
        }
    }
}

/// FNV-1a, 32 bits.
fn hash(sort: Sort, text: &str) -> u32 {
    let eat = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(eat(0x811c_9dc5, sort as u8), eat)
}
