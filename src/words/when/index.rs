//! Which entries of the vocabulary a typed word may be: those that begin alike, and the longer ones
//! that have nearly the same letters.

use std::collections::HashMap;

use super::vocab::{Entry, SHORTEST_TYPO};

/// Finds the few entries that have to be compared.
#[derive(Default)]
pub(super) struct Index {
    /// By the first letter of the first word.
    first: HashMap<char, Vec<usize>>,
    /// Of first words in which a slip is forgiven: the letters as a set of bits, their number, and
    /// the entry.
    long: Vec<(u64, usize, usize)>,
}

impl Index {
    pub fn new(entries: &[Entry]) -> Index {
        let mut index = Index::default();
        for (at, entry) in entries.iter().enumerate() {
            let Some(word) = entry.words.first() else { continue };
            if let Some(letter) = word.text.chars().next() {
                index.first.entry(letter).or_default().push(at);
            }
            if word.letters >= SHORTEST_TYPO {
                index.long.push((letters(&word.text), word.letters, at));
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
        let first = typed.chars().next().and_then(|letter| self.first.get(&letter));
        let mut found: Vec<usize> = first.cloned().unwrap_or_default();
        let (there, most) = (letters(typed), typed.chars().count() + 1);
        // One letter may be another; two that are not there are two slips.
        let near = self
            .long
            .iter()
            .filter(|(needed, length, _)| *length <= most && (needed & !there).count_ones() <= 1);
        found.extend(near.map(|(.., at)| *at));
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }
}

fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}
