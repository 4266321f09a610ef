//! Cues: who spoke, what was agreed, who will act. The words are data, `locales/*/cues.toml`:
//!
//! ```toml
//! [not]
//! words = ["not", "didnt"]                # turns the cue behind it round
//! [who]
//! secretary = ["secr*", "front desk"]     # `*`: the word may go on; several words in a row
//! [cues]
//! refuses = ["put .. through", "*refus*"] # `..`: up to three words between
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
/// Patterns are kept by so many first sounds.
const START: usize = 3;
/// A negation turns round what begins so many words behind it.
const NEGATED: usize = 2;
/// Shorter words of another alphabet are not looked for among Latin ones: too many words of other
/// languages sound so.
const SHORT: usize = 3;

/// The cues of all languages, and their letters.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    nots: Vec<Part>,
    turns: Vec<Vec<Part>>,
    patterns: Vec<Pattern>,
    /// By the first sounds of the first word, three at most: which patterns may begin there.
    starts: HashMap<String, Vec<usize>>,
    /// Those whose first word may begin in any way.
    anywhere: Vec<usize>,
    letters: Letters,
}

#[derive(Clone, Debug)]
struct Cue {
    name: String,
    who: bool,
}

#[derive(Clone, Debug)]
struct Pattern {
    cue: usize,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    sound: String,
    latin: bool,
    /// The word may begin in any way.
    before: bool,
    /// The word may go on.
    after: bool,
    /// Other words may stand before it.
    gap: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    not: BTreeMap<String, Vec<String>>,
    turn: BTreeMap<String, Vec<String>>,
    who: BTreeMap<String, Vec<String>>,
    cues: BTreeMap<String, Vec<String>>,
}

/// A word of a note, as it sounds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sound<'s> {
    /// In Latin letters.
    pub text: &'s str,
    /// It was typed so.
    pub latin: bool,
}

/// A cue in a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// The number of its first word.
    pub at: usize,
    /// The number of the word behind its last.
    pub end: usize,
    /// Which.
    pub cue: usize,
    /// A negation stands before it.
    pub not: bool,
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
                Ok(file) => cues.add_file(&file),
                Err(error) => {
                    let at = error.span().map_or(0, |span| span.start);
                    defects.push(Defect::at(path, text, at, error.message()));
                }
            }
        }
        if defects.is_empty() { Ok(cues) } else { Err(defects) }
    }

    fn add_file(&mut self, file: &File) {
        for words in file.not.values().flatten() {
            let parts = self.parts(words);
            self.nots.extend(parts);
        }
        for words in file.turn.values().flatten() {
            let parts = self.parts(words);
            self.turns.push(parts);
        }
        for (list, who) in [(&file.who, true), (&file.cues, false)] {
            for (name, patterns) in list {
                let known = self.cues.iter().position(|cue| cue.name == *name && cue.who == who);
                let cue = known.unwrap_or_else(|| {
                    self.cues.push(Cue { name: name.clone(), who });
                    self.cues.len() - 1
                });
                patterns.iter().for_each(|pattern| self.add(cue, pattern));
            }
        }
    }

    fn add(&mut self, cue: usize, pattern: &str) {
        let parts = self.parts(pattern);
        let Some(first) = parts.first() else { return };
        let list = match first {
            Part { before: true, .. } => &mut self.anywhere,
            Part { sound, .. } => self.starts.entry(start(sound, START).to_owned()).or_default(),
        };
        list.push(self.patterns.len());
        self.patterns.push(Pattern { cue, parts });
    }

    fn parts(&self, pattern: &str) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut gap = false;
        for word in pattern.split_whitespace() {
            if word == ".." {
                gap = true;
                continue;
            }
            let bare = word.trim_matches('*');
            parts.push(Part {
                sound: self.sound_of(bare),
                latin: bare.is_ascii(),
                before: word.starts_with('*'),
                after: word.ends_with('*'),
                gap,
            });
            gap = false;
        }
        parts
    }

    fn sound_of(&self, word: &str) -> String {
        if word.starts_with('#') {
            return word.to_owned();
        }
        let plain: String = super::text::words(word).into_iter().map(|word| word.text).collect();
        self.sound(&plain)
    }

    /// How a word of a note sounds, in Latin letters.
    pub(super) fn sound(&self, word: &str) -> String {
        if word.starts_with('#') {
            return word.to_owned();
        }
        let letters: Vec<char> = word.chars().collect();
        self.letters.latin(&letters).into_iter().collect()
    }

    /// The name of a cue.
    pub(super) fn name(&self, cue: usize) -> &str {
        &self.cues[cue].name
    }

    /// Whether a cue says who spoke or acts.
    pub(super) fn is_who(&self, cue: usize) -> bool {
        self.cues[cue].who
    }

    /// Where the last turn of a note ends («but», «then»), if it has one.
    pub(super) fn turn(&self, sounds: &[Sound<'_>]) -> Option<usize> {
        let at =
            |at: usize| self.turns.iter().filter_map(move |parts| end(parts, sounds, at)).max();
        (0..sounds.len()).rev().find_map(at)
    }

    /// The cues of a note, in the order of its words.
    pub(super) fn found(&self, sounds: &[Sound<'_>]) -> Vec<Found> {
        let nots: Vec<bool> =
            sounds.iter().map(|sound| self.nots.iter().any(|not| not.is(*sound, 1))).collect();
        let mut found: Vec<Found> = Vec::new();
        for (at, word) in sounds.iter().enumerate() {
            let not = nots[at.saturating_sub(NEGATED)..at].contains(&true);
            let just = at.checked_sub(1).is_some_and(|before| nots[before]);
            let mut keys: Vec<&str> = (1..=START).map(|count| start(word.text, count)).collect();
            keys.dedup();
            let listed = keys.into_iter().filter_map(|key| self.starts.get(key)).flatten();
            for number in listed.chain(&self.anywhere) {
                let pattern = &self.patterns[*number];
                if let Some(end) = pattern.end(sounds, at) {
                    // What is said not to have been done is often followed by who did not.
                    let not = if self.is_who(pattern.cue) { just } else { not };
                    found.push(Found { at, end, cue: pattern.cue, not });
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What patterns are kept by: the first sounds.
fn start(sound: &str, count: usize) -> &str {
    let end = sound.char_indices().nth(count).map_or(sound.len(), |(at, _)| at);
    &sound[..end]
}

impl Part {
    fn is(&self, word: Sound<'_>, short: usize) -> bool {
        let same = match (self.before, self.after) {
            (false, false) => word.text == self.sound,
            (false, true) => word.text.starts_with(&self.sound),
            (true, false) => word.text.ends_with(&self.sound),
            (true, true) => word.text.contains(&self.sound),
        };
        let open = usize::from(self.before || self.after);
        same && (self.latin == word.latin
            || self.sound.starts_with('#')
            || (word.latin && self.sound.len() >= short + open))
    }
}

impl Pattern {
    /// Where it ends, if it begins at this word.
    fn end(&self, sounds: &[Sound<'_>], at: usize) -> Option<usize> {
        end(&self.parts, sounds, at)
    }
}

/// Where these words end, if they begin at this one.
fn end(parts: &[Part], sounds: &[Sound<'_>], at: usize) -> Option<usize> {
    let mut next = at;
    for part in parts {
        let reach = if part.gap { GAP } else { 0 };
        // Among several words short ones are told apart by their neighbours.
        let short = if parts.len() > 1 { 1 } else { SHORT };
        let window = sounds.get(next..).unwrap_or_default();
        next += window.iter().take(reach + 1).position(|word| part.is(*word, short))? + 1;
    }
    Some(next)
}
