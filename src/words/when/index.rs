//! Which entries of the vocabulary a typed word may be: those that begin alike, and the longer ones
//! that have nearly the same letters.

use std::collections::HashMap;

use super::vocab::{Entry, SHORTEST_TYPO};

/// Finds the few entries that have to be compared.
#[derive(Default)]
pub(super) struct Index {
    /// By the first letter of the first word.
    first: HashMap<char, Vec<usize>>,
    /// Of first words in which a slip is forgiven, by the first letter, and by the second.
    long: HashMap<char, Vec<Long>>,
    long_second: HashMap<char, Vec<Long>>,
}

/// A word in which a slip is forgiven.
#[derive(Clone, Copy)]
struct Long {
    /// Its letters, as a set of bits.
    letters: u64,
    length: usize,
    entry: usize,
}

impl Index {
    pub fn new(entries: &[Entry]) -> Index {
        let mut index = Index::default();
        for (at, entry) in entries.iter().enumerate() {
            let Some(word) = entry.words.first() else { continue };
            let mut start = word.text.chars();
            let (Some(first), second) = (start.next(), start.next()) else { continue };
            index.first.entry(first).or_default().push(at);
            if word.letters >= SHORTEST_TYPO {
                let long = Long { letters: letters(&word.text), length: word.letters, entry: at };
                index.long.entry(first).or_default().push(long);
                if let Some(second) = second {
                    index.long_second.entry(second).or_default().push(long);
                }
            }
        }
        index
    }

    /// Whether all entries begin with letters that are Latin.
    pub fn is_ascii(&self) -> bool {
        self.first.keys().all(char::is_ascii)
    }

    /// Whether an entry begins with this letter.
    pub fn begins(&self, letter: char) -> bool {
        self.first.contains_key(&letter)
    }

    /// The entries that a word may begin, in the order of the vocabulary.
    pub fn candidates(&self, typed: &str) -> impl Iterator<Item = usize> {
        let mut start = typed.chars();
        let (first, second) = (start.next(), start.next());
        let mut found: Vec<usize> =
            first.and_then(|letter| self.first.get(&letter)).cloned().unwrap_or_default();
        let (there, most) = (letters(typed), typed.chars().count() + 1);
        // A slip at the first letter: it lacks or is exchanged, is another, or is one too many.
        let slips = [
            first.and_then(|letter| self.long_second.get(&letter)),
            second.and_then(|letter| self.long_second.get(&letter)),
            second.and_then(|letter| self.long.get(&letter)),
        ];
        for long in slips.into_iter().flatten().flatten() {
            // One letter may be another; two that are not there are two slips.
            if long.length <= most && (long.letters & !there).count_ones() <= 1 {
                found.push(long.entry);
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }
}

fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}
