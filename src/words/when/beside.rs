//! Words beside which a number or a day is no date that is meant: what is counted, what is past.

use serde::Deserialize;

/// `[beside]` of `when.toml`. A word that ends in `*` may go on.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct BesideFile {
    /// Behind a number: it counts these.
    counted: Vec<String>,
    /// Before a date: it is past, a greeting, somebody's working hours, or denied.
    before: Vec<String>,
    /// Behind a date: it is past.
    behind: Vec<String>,
    /// Before a day or time: it is not the one. One word or several.
    not: Vec<String>,
    /// The same behind it.
    not_it: Vec<String>,
    /// Beside a length of time or a span: so long it takes, or then it is. A meeting.
    events: Vec<String>,
    /// Before a length of time: so long somebody will be away.
    lasting: Vec<String>,
}

/// The same, ready to be asked.
#[derive(Default)]
pub(in crate::words) struct Beside {
    counted: Patterns,
    before: Patterns,
    behind: Patterns,
    not: Vec<Patterns>,
    not_it: Vec<Patterns>,
    events: Patterns,
    lasting: Patterns,
}

/// Words, and whether they may go on.
#[derive(Default)]
struct Patterns(Vec<(String, bool)>);

/// Entries of several words, each a pattern of its own.
fn phrases(entries: &[String], plain: &impl Fn(&str) -> String) -> Vec<Patterns> {
    let words = |entry: &String| entry.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    entries.iter().map(|entry| Patterns::new(&words(entry), plain)).collect()
}

impl Patterns {
    fn new(words: &[String], plain: &impl Fn(&str) -> String) -> Patterns {
        let pattern = |word: &String| (plain(word.trim_end_matches('*')), word.ends_with('*'));
        Patterns(words.iter().map(pattern).filter(|(word, _)| !word.is_empty()).collect())
    }

    fn map(&self, change: &impl Fn(&str) -> String) -> Patterns {
        let changed = self.0.iter().map(|(word, open)| (change(word), *open));
        Patterns(changed.filter(|(word, _)| !word.is_empty()).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|entry| is(entry, word))
    }

    /// Whether these words are the pattern's, one by one.
    fn are(&self, words: &[&str]) -> bool {
        self.0.len() == words.len() && self.0.iter().zip(words).all(|(entry, word)| is(entry, word))
    }
}

fn is((text, open): &(String, bool), word: &str) -> bool {
    if *open { word.starts_with(text) } else { word == text }
}

impl Beside {
    pub fn new(file: &BesideFile, plain: impl Fn(&str) -> String) -> Beside {
        Beside {
            counted: Patterns::new(&file.counted, &plain),
            before: Patterns::new(&file.before, &plain),
            behind: Patterns::new(&file.behind, &plain),
            not: phrases(&file.not, &plain),
            not_it: phrases(&file.not_it, &plain),
            events: Patterns::new(&file.events, &plain),
            lasting: Patterns::new(&file.lasting, &plain),
        }
    }

    /// The same in other letters.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Beside {
        Beside {
            counted: self.counted.map(&change),
            before: self.before.map(&change),
            behind: self.behind.map(&change),
            not: self.not.iter().map(|entry| entry.map(&change)).collect(),
            not_it: self.not_it.iter().map(|entry| entry.map(&change)).collect(),
            events: self.events.map(&change),
            lasting: self.lasting.map(&change),
        }
    }

    /// Whether a number before this word counts it.
    pub fn is_counted(&self, word: &str) -> bool {
        self.counted.has(word)
    }

    /// Whether a date behind this word is not meant.
    pub fn spoils_next(&self, word: &str) -> bool {
        self.before.has(word)
    }

    /// Whether a date before this word is not meant.
    pub fn spoils_last(&self, word: &str) -> bool {
        self.behind.has(word)
    }

    /// How many words at the end of these say that the day or time behind them is not the one.
    pub fn denied_behind(&self, words: &[&str]) -> Option<usize> {
        let ends = |count: &usize| {
            let end = words.get(words.len() - count..).unwrap_or_default();
            self.not.iter().any(|entry| entry.are(end))
        };
        (1..=words.len()).rev().find(ends)
    }

    /// How many words at the beginning of these say that the day or time before them is not the one.
    pub fn denied_before(&self, words: &[&str]) -> Option<usize> {
        let begins = |count: &usize| {
            let start = words.get(..*count).unwrap_or_default();
            self.not_it.iter().any(|entry| entry.are(start))
        };
        (1..=words.len()).rev().find(begins)
    }

    /// Whether it is something that takes its time.
    pub fn is_event(&self, word: &str) -> bool {
        self.events.has(word)
    }

    /// Whether a length of time behind this word is meant.
    pub fn lasts(&self, word: &str) -> bool {
        self.lasting.has(word)
    }
}
