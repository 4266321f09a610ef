//! What counts as the same letter, and letters typed for others.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::words::Defect;

/// A longer word is cut.
const LONGEST_WORD: usize = 32;

/// The words of a text, in order: small letters without marks above them.
pub(super) fn words(text: &str) -> Vec<Vec<char>> {
    let plain: String = text.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(LONGEST_WORD).collect()).collect()
}

/// `find.toml`: how a language's letters come out elsewhere.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Which letter a key gives that bears a Latin one.
    #[serde(default)]
    keyboard: HashMap<char, char>,
    /// How people write a letter who have only Latin ones.
    #[serde(default)]
    latin: BTreeMap<char, String>,
}

/// The letters of all languages.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    keyboards: Vec<HashMap<char, char>>,
    latin: BTreeMap<char, String>,
}

impl Letters {
    /// Adds a language's `find.toml`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn add(&mut self, path: &str, text: &str) -> Result<(), Vec<Defect>> {
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            vec![Defect::at(path, text, at, error.message())]
        })?;
        if !file.keyboard.is_empty() {
            self.keyboards.push(file.keyboard);
        }
        self.latin.extend(file.latin);
        Ok(())
    }

    /// A word in Latin letters, each letter for itself.
    pub fn written(&self, word: &[char]) -> String {
        let mut latin = String::new();
        for letter in word {
            match self.latin.get(letter) {
                Some(written) => latin.push_str(written),
                None => latin.push(*letter),
            }
        }
        latin
    }

    /// A word in Latin letters, as roughly as people write it.
    pub fn latin(&self, word: &[char]) -> Vec<char> {
        let mut latin = self.written(word);
        for (written, read) in ROUGHLY {
            // Most are not there, and looking is a tenth of replacing.
            if latin.as_bytes().windows(written.len()).any(|part| part == written.as_bytes()) {
                latin = latin.replace(written, read);
            }
        }
        let mut rough: Vec<char> = latin.chars().collect();
        rough.dedup();
        rough
    }

    /// What was meant if it was typed with the keyboard in another language than it seems.
    pub fn other_layouts<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = String> + 'a {
        let latin = typed.chars().any(|c| c.is_ascii_alphabetic());
        let meant = self.keyboards.iter().flat_map(move |keyboard| {
            let there = latin.then(|| change(typed, |key| keyboard.get(&key).copied()));
            let back: HashMap<char, char> =
                keyboard.iter().map(|(key, letter)| (*letter, *key)).collect();
            let back = change(&typed.to_lowercase(), |letter| back.get(&letter).copied());
            [there, Some(back)]
        });
        meant.flatten().filter(move |meant| meant != typed)
    }
}

fn change(text: &str, other: impl Fn(char) -> Option<char>) -> String {
    let small = |key: char| key.to_lowercase().next().and_then(&other);
    text.chars().map(|key| other(key).or_else(|| small(key)).unwrap_or(key)).collect()
}

/// Sounds that people write in several ways with Latin letters; the longer ones first.
const ROUGHLY: [(&str, &str); 18] = [
    // Before the pairs: "gazafxul" and "gazapkhul" are one word.
    ("x", "kh"),
    ("f", "p"),
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("sh", "s"),
    ("zh", "z"),
    ("dz", "z"),
    ("ch", "c"),
    ("ts", "c"),
    ("tz", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "p"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
];
