//! Which entries of the vocabulary a typed word may be: those that begin alike, and the longer ones
//! that have nearly the same letters.

use std::collections::HashMap;

use super::vocab::{Entry, SHORTEST_TYPO};

/// Finds the few entries that have to be compared.
#[derive(Default)]
pub(super) struct Index {
    /// By the first letter of the first word.
    first: HashMap<char, Vec<First>>,
    /// By the second, where a slip is forgiven.
    second: HashMap<char, Vec<First>>,
}

/// The first word of an entry.
#[derive(Clone, Copy)]
struct First {
    /// Its letters, as a set of bits.
    letters: u64,
    length: usize,
    entry: usize,
}

impl First {
    /// Whether a word with these letters may be it, so many at most.
    fn fits(&self, there: u64, most: usize) -> bool {
        let missing = self.letters & !there;
        // One letter may be another; two that are not there are two slips.
        let slip = self.length >= SHORTEST_TYPO && missing & missing.wrapping_sub(1) == 0;
        self.length <= most && (missing == 0 || slip)
    }
}

impl Index {
    pub fn new(entries: &[Entry]) -> Index {
        let mut index = Index::default();
        for (at, entry) in entries.iter().enumerate() {
            let Some(word) = entry.words.first() else { continue };
            let mut start = word.text.chars();
            let (Some(first), second) = (start.next(), start.next()) else { continue };
            let word = First { letters: letters(&word.text), length: word.letters, entry: at };
            index.first.entry(first).or_default().push(word);
            if let Some(second) = second.filter(|_| word.length >= SHORTEST_TYPO) {
                index.second.entry(second).or_default().push(word);
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
        let (there, most) = (letters(typed), typed.chars().count() + 1);
        // It begins alike, or has a slip there: a letter lacks, is another, is one too many, or two are
        // exchanged.
        let alike = [
            first.and_then(|letter| self.first.get(&letter)),
            first.and_then(|letter| self.second.get(&letter)),
            second.and_then(|letter| self.second.get(&letter)),
            second.and_then(|letter| self.first.get(&letter)),
        ];
        let alike = alike.into_iter().flatten().flatten();
        let mut found: Vec<usize> =
            alike.filter(|word| word.fits(there, most)).map(|word| word.entry).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }
}

fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}
