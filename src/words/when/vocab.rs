//! The vocabulary of a language (`when.toml`), and a typed text as tokens in it.
//!
//! An entry is one or several words. A word that ends in `*` may have any ending of the language's
//! `[endings]`, and the ending may mean something. In a word of five letters or more one letter may
//! be wrong, missing, superfluous or exchanged with its neighbour.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;
use std::sync::Arc;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::DayPart;
use super::beside::{Beside, BesideFile};
use super::index::Index;
use super::split::{Raw, RawKind, plain};
use super::token::{Ending, Mark, Meaning, Sense, Unit};
use crate::words::Defect;
use crate::words::dates::Names;
use crate::words::find::Letters;
use crate::words::tree::Place;

/// Words of fewer letters must be typed without a fault.
pub(super) const SHORTEST_TYPO: usize = 5;

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
    /// Days of the year that have a name.
    #[serde(default)]
    dates: Entries,
    /// Seasons, by the month in which they begin.
    #[serde(default)]
    seasons: Entries,
    #[serde(default)]
    beside: BesideFile,
}

/// What a language calls days and times.
pub(in crate::words) struct Speech {
    pub names: Names,
    pub(super) same: Vec<(char, char)>,
    /// This language as people write it who have only Latin letters.
    pub(super) latin: Option<Letters>,
    endings: HashMap<String, Ending>,
    pub(super) digit_endings: Vec<(String, Ending)>,
    entries: Vec<Entry>,
    index: Index,
    /// Words beside which a number or a day is no date that is meant.
    pub(super) beside: Beside,
}

#[derive(Clone)]
pub(super) struct Entry {
    pub words: Vec<EntryWord>,
    meaning: Meaning,
}

#[derive(Clone, PartialEq)]
pub(super) struct EntryWord {
    pub text: String,
    pub letters: usize,
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
        builder.table(&file.dates, "a day and a month such as \"31.12\"", |key| {
            let (day, month) = key.split_once('.')?;
            let (day, month) = (day.parse().ok()?, month.parse().ok()?);
            Some(Meaning::Date(within(day, 1, 31)?, within(month, 1, 12)?))
        });
        let season = "a month from 1 to 12, 0 of the next quarter, or \"in 3\" where the word alone means it";
        builder.table(&file.seasons, season, |key| {
            let (month, alone) = match key.strip_prefix("in ") {
                Some(month) => (month, true),
                None => (key, false),
            };
            Some(Meaning::Season(within(month.parse().ok()?, 0, 12)?, alone))
        });
        let endings = builder.endings(&file.endings);
        let mut digit_endings = builder.endings(&file.digits);
        digit_endings.extend(endings.iter().cloned());
        let beside = Beside::new(&file.beside, |word| builder.plain(word));
        let Builder { same, entries, defects, .. } = builder;
        if defects.is_empty() {
            let index = Index::new(&entries);
            let endings = endings.into_iter().rev().collect();
            let names = file.names;
            let latin = None;
            Ok(Speech { names, same, latin, endings, digit_endings, entries, index, beside })
        } else {
            Err(defects)
        }
    }

    /// Whether it is written in Latin letters anyway.
    pub fn is_latin(&self) -> bool {
        self.index.is_ascii()
    }

    /// Whether a text has letters with which words of it begin.
    pub(super) fn may_read(&self, text: &str) -> bool {
        text.chars().flat_map(char::to_lowercase).any(|letter| self.index.begins(letter))
    }

    /// Whether it is this language in letters that are not its own.
    pub(super) fn reads_latin(&self) -> bool {
        self.latin.is_some()
    }

    /// The same language as people write it who have only Latin letters.
    pub fn in_latin(&self, letters: &Letters) -> Speech {
        // By the typed word's rules: "khutshabati" has no "ts".
        let latin = |text: &str| super::pieces::latin(letters, text);
        let mut entries: Vec<Entry> = Vec::new();
        for entry in &self.entries {
            let words = entry.words.iter().map(|word| {
                let text = latin(&word.text);
                EntryWord { letters: text.chars().count(), text, open: word.open }
            });
            let entry = Entry { words: words.collect(), meaning: entry.meaning };
            // Where an ending joins it, "t" and "s" are read as one sound.
            let joined = entry.words.split_last().and_then(|(last, before)| {
                let stem = last.text.strip_suffix('t').filter(|_| last.open)?;
                let word = EntryWord { text: format!("{stem}c"), ..last.clone() };
                let words = before.iter().cloned().chain([word]).collect();
                Some(Entry { words, meaning: entry.meaning })
            });
            entries.push(entry);
            entries.extend(joined);
        }
        // Two that look alike then: the first of the alphabet, always.
        let mut endings: Vec<_> = self.endings.iter().collect();
        endings.sort_by(|a, b| b.0.cmp(a.0));
        let latin_endings = endings.into_iter().map(|(text, e)| (latin(text), *e)).collect();
        Speech {
            names: self.names.clone(),
            same: Vec::new(),
            latin: Some(letters.clone()),
            endings: latin_endings,
            digit_endings: self.digit_endings.iter().map(|(t, e)| (latin(t), *e)).collect(),
            index: Index::new(&entries),
            entries,
            beside: self.beside.map(latin),
        }
    }

    /// The entries that match here with the most words and, of those, the fewest faults.
    pub(super) fn best(&self, raws: &[Raw]) -> Option<Found> {
        let mut best: Option<Found> = None;
        let mut source: Option<&Entry> = None;
        let Some(Raw { kind: RawKind::Letters { lower, .. }, .. }) = raws.first() else {
            return None;
        };
        for entry in self.index.candidates(lower).filter_map(|at| self.entries.get(at)) {
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
            let raw = raws.get(at)?;
            let RawKind::Letters { lower, .. } = &raw.kind else { return None };
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

    pub(super) fn ending(&self, rest: &str) -> Option<Ending> {
        if rest.is_empty() {
            return Some(Ending::Plain);
        }
        self.endings.get(rest).copied()
    }
}

/// The best match of the vocabulary at a place.
pub(super) struct Found {
    pub words: usize,
    pub faults: usize,
    pub senses: Vec<Sense>,
    pub unclear: bool,
}

impl EntryWord {
    fn is_nearly(&self, typed: &str) -> bool {
        let letters = typed.chars().count();
        self.letters >= SHORTEST_TYPO
            && letters.abs_diff(self.letters) <= 1
            && is_one_slip(&self.text, typed)
    }
}

/// Whether two words differ by one letter at most: another, missing, superfluous, or exchanged with
/// its neighbour.
pub(in crate::words) fn is_one_slip(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let start: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
    let (Some(a), Some(b)) = (a.get(start..), b.get(start..)) else { return false };
    let (mut a1, mut b1) = (a.chars(), b.chars());
    let _ = (a1.next(), b1.next());
    if a1.as_str() == b1.as_str() || a1.as_str() == b || b1.as_str() == a {
        return true;
    }
    let mut first = a.chars();
    let mut second = b.chars();
    let exchanged = match (first.next(), first.next(), second.next(), second.next()) {
        (Some(a1), Some(a2), Some(b1), Some(b2)) => a1 == b2 && a2 == b1,
        _ => false,
    };
    exchanged && first.as_str() == second.as_str()
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
