//! Cues: who spoke, what was agreed, who will act. The words are data, `locales/*/cues.toml`:
//!
//! ```toml
//! [cues]
//! secretary = ["secr*", "front desk"]     # several words in a row; `*`: it may go on
//! refuses = ["not put* .. through"]       # `..`: up to three words between
//! ```
//!
//! They are compared as sounds in one alphabet, so that they are found however they were typed.
//! What a cue counts for, the examples teach. Source: section 12 of the domain page.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::words::find::Letters;
use crate::words::{Defect, Source};

/// The end of the paths of such files.
const FILE: &str = "/cues.toml";
/// The end of the paths of files of letters.
const LETTERS: &str = "/find.toml";
/// The longest gap `..`, in words.
const GAP: usize = 3;

/// The cues of all languages, and their letters.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    names: Vec<String>,
    /// By the first two letters of the first word: which patterns may begin there.
    patterns: Vec<Pattern>,
    starts: HashMap<String, Vec<usize>>,
    letters: Letters,
}

#[derive(Clone, Debug)]
struct Pattern {
    cue: usize,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    word: String,
    /// The word may go on.
    open: bool,
    /// Other words may stand before it.
    gap: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    cues: BTreeMap<String, Vec<String>>,
}

impl Cues {
    /// Reads `*/cues.toml` and `*/find.toml` among the files of `locales/`.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(sources: &[Source]) -> Result<Cues, Vec<Defect>> {
        let mut defects = Vec::new();
        let mut letters = Letters::default();
        for Source { path, text } in sources.iter().filter(|file| file.path.ends_with(LETTERS)) {
            if let Err(mut more) = letters.add(path, text) {
                defects.append(&mut more);
            }
        }
        let mut cues = Cues { letters, ..Cues::default() };
        for Source { path, text } in sources.iter().filter(|file| file.path.ends_with(FILE)) {
            match toml::from_str::<File>(text) {
                Ok(file) => file.cues.iter().for_each(|(name, patterns)| cues.add(name, patterns)),
                Err(error) => {
                    let at = error.span().map_or(0, |span| span.start);
                    defects.push(Defect::at(path, text, at, error.message()));
                }
            }
        }
        if defects.is_empty() { Ok(cues) } else { Err(defects) }
    }

    fn add(&mut self, name: &str, patterns: &[String]) {
        let known = self.names.iter().position(|known| known == name);
        let cue = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        for pattern in patterns {
            let mut parts = Vec::new();
            let mut gap = false;
            for word in pattern.split_whitespace() {
                if word == ".." {
                    gap = true;
                    continue;
                }
                let (word, open) = match word.strip_suffix('*') {
                    Some(word) => (word, true),
                    None => (word, false),
                };
                parts.push(Part { word: self.sounds(word), open, gap });
                gap = false;
            }
            let Some(first) = parts.first() else { continue };
            self.starts.entry(start(&first.word)).or_default().push(self.patterns.len());
            self.patterns.push(Pattern { cue, parts });
        }
    }

    /// A word in one alphabet.
    pub(super) fn sounds(&self, word: &str) -> String {
        let plain = super::text::words(word).into_iter().map(|word| word.text);
        let plain: Vec<char> = plain.collect::<String>().chars().collect();
        self.letters.latin(&plain).into_iter().collect()
    }

    /// A word of a note in one alphabet.
    pub(super) fn latin(&self, word: &str) -> String {
        let letters: Vec<char> = word.chars().collect();
        self.letters.latin(&letters).into_iter().collect()
    }

    /// The name of a cue.
    pub(super) fn name(&self, cue: usize) -> &str {
        &self.names[cue]
    }

    /// The cues of a note, with the words at which they begin and end, in the order of the words.
    pub(super) fn found(&self, sounds: &[&str]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for (at, word) in sounds.iter().enumerate() {
            for number in self.starts.get(&start(word)).into_iter().flatten() {
                let pattern = &self.patterns[*number];
                if let Some(end) = pattern.end(sounds, at) {
                    let cue = Found { cue: pattern.cue, at, end };
                    if !found.contains(&cue) {
                        found.push(cue);
                    }
                }
            }
        }
        found
    }
}

/// A cue in a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Which.
    pub cue: usize,
    /// The number of its first word.
    pub at: usize,
    /// The number of the word behind its last.
    pub end: usize,
}

/// What patterns are kept by.
fn start(word: &str) -> String {
    word.chars().take(1).collect()
}

impl Part {
    fn is(&self, word: &str) -> bool {
        if self.open { word.starts_with(&self.word) } else { word == self.word }
    }
}

impl Pattern {
    /// Where it ends, if it begins at this word.
    fn end(&self, sounds: &[&str], at: usize) -> Option<usize> {
        let mut next = at;
        for part in &self.parts {
            let reach = if part.gap { GAP } else { 0 };
            let window = sounds.get(next..).unwrap_or_default();
            next += window.iter().take(reach + 1).position(|word| part.is(word))? + 1;
        }
        Some(next)
    }
}
