//! The words of all texts, each once, with the groups of letters in it.

use std::collections::HashMap;

use super::alike::Slate;

/// Words that share less by the weight of their groups are not compared letter by letter.
const LEAST_SHARED: f32 = 0.25;
/// What two words with the same groups of letters get at most: they are not the same word.
const BY_GROUPS: f32 = 0.95;
/// Shorter words have too few groups to be like each other by them.
const SHORTEST: usize = 4;

/// Two or three letters.
type Group = [char; 3];

/// Stands before the first letter: how a word begins says more than what is in it.
const BEGIN: char = '^';
/// Stands in a group of two.
const NONE: char = '\0';

/// Words and where they are.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_word: HashMap<Vec<char>, usize>,
    words: Vec<Word>,
    groups: HashMap<Group, Seen>,
}

#[derive(Debug, Default)]
struct Word {
    letters: Vec<char>,
    /// Texts, in order, and how much the word counts there.
    places: Vec<(usize, f32)>,
    /// The weight of its groups.
    weight: f32,
}

/// The words in which a group of letters stands.
#[derive(Debug, Default)]
struct Seen {
    words: Vec<usize>,
    weight: f32,
}

fn groups(word: &[char]) -> Vec<Group> {
    let letters: Vec<char> = std::iter::once(BEGIN).chain(word.iter().copied()).collect();
    let twos = letters.windows(2).map(|two| [two[0], two[1], NONE]);
    let threes = letters.windows(3).map(|three| [three[0], three[1], three[2]]);
    let mut groups: Vec<Group> = twos.chain(threes).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

impl Index {
    /// Adds a word of a text. Texts come in order.
    pub fn add(&mut self, letters: &[char], text: usize, counts: f32) {
        let new = self.words.len();
        let at = *self.by_word.entry(letters.to_vec()).or_insert(new);
        if at == new {
            self.words.push(Word { letters: letters.to_vec(), ..Word::default() });
            for group in groups(letters) {
                self.groups.entry(group).or_default().words.push(new);
            }
        }
        let Some(word) = self.words.get_mut(at) else { return };
        match word.places.last_mut() {
            Some((last, known)) if *last == text => *known = known.max(counts),
            _ => word.places.push((text, counts)),
        }
    }

    /// All words are there: what says how much.
    pub fn finish(&mut self) {
        let all = self.words.len() as f32;
        for seen in self.groups.values_mut() {
            seen.weight = (1.0 + all / seen.words.len() as f32).ln();
            for at in &seen.words {
                if let Some(word) = self.words.get_mut(*at) {
                    word.weight += seen.weight;
                }
            }
        }
    }

    /// How much each of so many texts gets for a typed word: the likest of its words counts. Words
    /// that are less alike than `least` are different words.
    pub fn like(&self, typed: &[char], texts: usize, least: f32) -> Vec<f32> {
        let mut found = vec![0.0_f32; texts];
        let mut shared = vec![0.0_f32; self.words.len()];
        let mut weight = 0.0;
        // What no word has says nothing against any of them but the typed one's own length.
        let unknown = (1.0 + self.words.len() as f32).ln() * 0.5;
        for group in groups(typed) {
            let Some(seen) = self.groups.get(&group) else {
                weight += unknown;
                continue;
            };
            weight += seen.weight;
            for at in &seen.words {
                if let Some(shared) = shared.get_mut(*at) {
                    *shared += seen.weight;
                }
            }
        }
        let mut slate = Slate::default();
        let number = typed.iter().any(char::is_ascii_digit);
        for (word, shared) in self.words.iter().zip(shared) {
            if shared == 0.0 || (number && typed != word.letters.as_slice()) {
                continue;
            }
            let by_groups = 2.0 * shared / (weight + word.weight);
            let begins = word.letters.first() == typed.first();
            if by_groups < LEAST_SHARED && !(begins && shared > weight * LEAST_SHARED) {
                continue;
            }
            let mut alike = slate.alike(typed, &word.letters);
            if typed.len().min(word.letters.len()) >= SHORTEST {
                alike = alike.max(by_groups * BY_GROUPS);
            }
            if alike < least {
                continue;
            }
            for (text, counts) in &word.places {
                if let Some(best) = found.get_mut(*text) {
                    *best = best.max(alike * counts);
                }
            }
        }
        found
    }
}
