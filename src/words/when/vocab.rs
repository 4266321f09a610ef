//! The vocabulary of a language (`when.toml`), and a typed text as tokens in it.
//!
//! An entry is one or several words. A word that ends in `*` may have any ending of the language's
//! `[endings]`, and the ending may mean something. In a word of five letters or more one letter may
//! be wrong, missing, superfluous or exchanged with its neighbour.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::split::{Raw, plain, split};
use super::token::{Ending, Kind, Mark, Meaning, Sense, Token, Unit};
use super::{DayPart, WhenError};
use crate::words::Defect;
use crate::words::dates::Names;
use crate::words::tree::Place;

/// Words of fewer letters must be typed without a fault.
const SHORTEST_TYPO: usize = 5;

type Entries = BTreeMap<String, Vec<String>>;

/// `when.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// Letters that are typed for each other: the first is read as the second.
    #[serde(default)]
    same: Vec<(char, char)>,
    names: Names,
    endings: BTreeMap<Ending, Vec<String>>,
    /// Endings typed to digits, where they differ.
    #[serde(default)]
    digits: BTreeMap<Ending, Vec<String>>,
    words: BTreeMap<Mark, Vec<String>>,
    parts: BTreeMap<DayPart, Vec<String>>,
    units: BTreeMap<Unit, Vec<String>>,
    numbers: Entries,
    #[serde(default)]
    ordinals: Entries,
    months: Entries,
    weekdays: Entries,
    days: Entries,
    #[serde(default)]
    spans: Entries,
    #[serde(default)]
    times: Entries,
}

/// What a language calls days and times.
pub(in crate::words) struct Speech {
    pub names: Names,
    same: Vec<(char, char)>,
    endings: Vec<(String, Ending)>,
    digit_endings: Vec<(String, Ending)>,
    entries: Vec<Entry>,
}

struct Entry {
    words: Vec<EntryWord>,
    meaning: Meaning,
}

#[derive(PartialEq)]
struct EntryWord {
    text: String,
    letters: usize,
    open: bool,
}

impl Speech {
    /// Reads `when.toml`.
    ///
    /// # Errors
    /// What is wrong with it; of mistakes in the TOML itself only the first.
    pub fn read(path: &str, text: &str) -> Result<Speech, Vec<Defect>> {
        let name: Arc<str> = Arc::from(path);
        let file: File = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            vec![Place::at(&name, text, offset).defect(error.message().to_owned())]
        })?;
        let mut builder =
            Builder { path: name, text, same: file.same, entries: Vec::new(), defects: Vec::new() };
        for (mark, words) in &file.words {
            builder.add(Meaning::Mark(*mark), words);
        }
        for (part, words) in &file.parts {
            builder.add(Meaning::Part(*part), words);
        }
        for (unit, words) in &file.units {
            builder.add(Meaning::Unit(*unit), words);
        }
        let within = |n: u32, from, to| (from..=to).contains(&n).then_some(n);
        builder.table(&file.numbers, "a number from 0 to 59", |key| {
            Some(Meaning::Number(within(key.parse().ok()?, 0, 59)?))
        });
        builder.table(&file.ordinals, "a number from 1 to 31", |key| {
            Some(Meaning::Ordinal(within(key.parse().ok()?, 1, 31)?))
        });
        builder.table(&file.months, "a number from 1 to 12", |key| {
            Some(Meaning::Month(within(key.parse().ok()?, 1, 12)?))
        });
        builder.table(&file.weekdays, "a number from 1 (Monday) to 7", |key| {
            Some(Meaning::Weekday(within(key.parse().ok()?, 1, 7)? - 1))
        });
        builder.table(&file.days, "days from today, from -7 to 7", |key| {
            Some(Meaning::Offset(i64::from_str(key).ok().filter(|n| n.abs() <= 7)?))
        });
        builder.table(&file.spans, "such as \"30 minute\" or \"2 week\"", |key| {
            let (n, unit) = key.split_once(' ')?;
            let unit = match unit {
                "minute" => Unit::Minute,
                "hour" => Unit::Hour,
                "day" => Unit::Day,
                "week" => Unit::Week,
                "month" => Unit::Month,
                _ => return None,
            };
            Some(Meaning::Span(within(n.parse().ok()?, 0, 999)?, unit))
        });
        builder.table(&file.times, "a time such as \"12:00\", or \"~1:30\" of 12 hours", |key| {
            let (clock, certain) = match key.strip_prefix('~') {
                Some(rest) => (rest, false),
                None => (key, true),
            };
            let (hour, minute) = clock.split_once(':')?;
            let (hour, minute) = (within(hour.parse().ok()?, 0, 24)?, minute.parse().ok()?);
            Some(Meaning::Time(hour, within(minute, 0, 59)?, certain))
        });
        let endings = builder.endings(&file.endings);
        let mut digit_endings = builder.endings(&file.digits);
        digit_endings.extend(endings.iter().cloned());
        let Builder { same, entries, defects, .. } = builder;
        if defects.is_empty() {
            Ok(Speech { names: file.names, same, endings, digit_endings, entries })
        } else {
            Err(defects)
        }
    }

    /// The typed text as tokens; words that say nothing are left out.
    pub(super) fn tokens(&self, text: &str) -> Result<Vec<Token>, WhenError> {
        let raws = split(text, &self.same);
        let mut tokens: Vec<Token> = Vec::new();
        let mut at = 0;
        while let Some(raw) = raws.get(at) {
            at += 1;
            match raw {
                Raw::Sign(sign) => {
                    tokens.push(Token { kind: Kind::Sign(*sign), text: sign.to_string() });
                }
                Raw::Number { text } => {
                    let value = text.parse().unwrap_or(u32::MAX);
                    let kind = Kind::Number(value, text.len(), Ending::Plain);
                    tokens.push(Token { kind, text: text.clone() });
                }
                Raw::Letters { text, lower, glued } => {
                    let found = self.best(&raws[at - 1..]);
                    if found.as_ref().is_none_or(|found| found.faults > 0)
                        && let Some(last) = tokens.last_mut()
                        && self.take_ending(lower, *glued, last)
                    {
                        continue;
                    }
                    let found = found.filter(|found| !found.unclear);
                    let found = found.ok_or_else(|| WhenError::NotUnderstood(text.clone()))?;
                    at += found.words - 1;
                    let says_nothing = |s: &Sense| s.meaning == Meaning::Mark(Mark::Filler);
                    if !found.senses.iter().all(says_nothing) {
                        tokens.push(Token { kind: Kind::Word(found.senses), text: text.clone() });
                    }
                }
            }
        }
        Ok(tokens)
    }

    /// Whether letters behind a number or a word are an ending of it. Apart from the number only an
    /// ending that means something is taken for one.
    fn take_ending(&self, lower: &str, glued: bool, last: &mut Token) -> bool {
        let ending = match &mut last.kind {
            Kind::Number(_, _, ending) => ending,
            Kind::Sign(_) => return false,
            Kind::Word(senses) => {
                let known = self.ending(lower).filter(|ending| *ending != Ending::Plain);
                let Some(found) = known else { return false };
                senses.iter_mut().for_each(|sense| sense.ending = found);
                return true;
            }
        };
        match self.digit_endings.iter().find(|(text, _)| text == lower) {
            Some((_, found)) if glued || *found != Ending::Plain => {
                *ending = *found;
                true
            }
            _ => false,
        }
    }

    /// The entries that match here with the most words and, of those, the fewest faults.
    fn best(&self, raws: &[Raw]) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut source: Option<&Entry> = None;
        for entry in &self.entries {
            let Some((faults, ending)) = self.matches(entry, raws) else { continue };
            // A fault must not make a word that somebody means one that is skipped.
            if faults > 0 && entry.meaning == Meaning::Mark(Mark::Filler) {
                continue;
            }
            let words = entry.words.len();
            let sense = Sense { meaning: entry.meaning, ending };
            match &mut best {
                Some(found) if found.words > words => {}
                Some(found) if found.words == words && found.faults < faults => {}
                Some(found) if found.words == words && found.faults == faults => {
                    // With a fault in it, a word may be two different ones.
                    found.unclear |= faults > 0
                        && source
                            .is_some_and(|s| s.meaning != entry.meaning && s.words != entry.words);
                    if !found.senses.contains(&sense) {
                        found.senses.push(sense);
                    }
                }
                _ => {
                    best = Some(Found { words, faults, senses: vec![sense], unclear: false });
                    source = Some(entry);
                }
            }
        }
        best
    }

    /// How many faults an entry has here, and its last word's ending.
    fn matches(&self, entry: &Entry, raws: &[Raw]) -> Option<(usize, Ending)> {
        let mut faults = 0;
        let mut ending = Ending::Plain;
        for (at, word) in entry.words.iter().enumerate() {
            let Some(Raw::Letters { lower, .. }) = raws.get(at) else { return None };
            let (more, found) = self.matches_word(word, lower)?;
            faults += more;
            ending = found;
        }
        (faults <= 1).then_some((faults, ending))
    }

    fn matches_word(&self, word: &EntryWord, typed: &str) -> Option<(usize, Ending)> {
        if !word.open {
            if word.text == typed {
                return Some((0, Ending::Plain));
            }
            return word.is_nearly(typed).then_some((1, Ending::Plain));
        }
        if let Some(rest) = typed.strip_prefix(word.text.as_str())
            && let Some(ending) = self.ending(rest)
        {
            return Some((0, ending));
        }
        let near = word.letters.saturating_sub(1)..=word.letters + 1;
        let cuts = typed.char_indices().map(|(at, _)| at).chain([typed.len()]).enumerate();
        cuts.filter(|(letters, _)| near.contains(letters)).find_map(|(_, cut)| {
            let (stem, rest) = typed.split_at(cut);
            let ending = self.ending(rest)?;
            word.is_nearly(stem).then_some((1, ending))
        })
    }

    fn ending(&self, rest: &str) -> Option<Ending> {
        if rest.is_empty() {
            return Some(Ending::Plain);
        }
        Some(self.endings.iter().find(|(text, _)| text == rest)?.1)
    }
}

/// The best match of the vocabulary at a place.
struct Found {
    words: usize,
    faults: usize,
    senses: Vec<Sense>,
    unclear: bool,
}

impl EntryWord {
    fn is_nearly(&self, typed: &str) -> bool {
        let letters = typed.chars().count();
        self.letters >= SHORTEST_TYPO
            && letters.abs_diff(self.letters) <= 1
            && strsim::osa_distance(&self.text, typed) <= 1
    }
}

/// Makes entries of the lists in `when.toml`.
struct Builder<'t> {
    path: Arc<str>,
    text: &'t str,
    same: Vec<(char, char)>,
    entries: Vec<Entry>,
    defects: Vec<Defect>,
}

impl Builder<'_> {
    fn plain(&self, text: &str) -> String {
        plain(&text.nfkc().collect::<String>(), &self.same)
    }

    fn endings(&self, texts: &BTreeMap<Ending, Vec<String>>) -> Vec<(String, Ending)> {
        let pairs =
            texts.iter().flat_map(|(ending, texts)| texts.iter().map(|text| (text, *ending)));
        pairs.map(|(text, ending)| (self.plain(text), ending)).collect()
    }

    fn add(&mut self, meaning: Meaning, texts: &[String]) {
        for text in texts {
            let words = text.split_whitespace().map(|word| {
                let stem = self.plain(word.trim_end_matches('*'));
                EntryWord { letters: stem.chars().count(), text: stem, open: word.ends_with('*') }
            });
            let words: Vec<EntryWord> = words.collect();
            let letters = |word: &EntryWord| {
                !word.text.is_empty() && word.text.chars().all(char::is_alphanumeric)
            };
            if words.is_empty() || !words.iter().all(letters) {
                let message = format!("`{text}`: words of letters only, an open end as `*`");
                self.defect(text, message);
            } else {
                self.entries.push(Entry { words, meaning });
            }
        }
    }

    fn table(&mut self, table: &Entries, expected: &str, read: impl Fn(&str) -> Option<Meaning>) {
        for (key, texts) in table {
            match read(key) {
                Some(meaning) => self.add(meaning, texts),
                None => self.defect(key, format!("`{key}` must be {expected}")),
            }
        }
    }

    /// A defect where `needle` first stands.
    fn defect(&mut self, needle: &str, message: String) {
        let offset = self.text.find(needle).unwrap_or(0);
        self.defects.push(Place::at(&self.path, self.text, offset).defect(message));
    }
}
