//! The words of hasty notes that say what stands beside them: who spoke, what was asked for, where
//! a name follows. They are data: `notes.toml` of each language.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Deserialize;

use super::Defect;
use super::find::Letters;
use super::tree::Place;

/// What a word says about itself or its neighbours. The names are those of `[words]` in
/// `notes.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    /// Somebody on the other end: "secretary", "boss".
    Role,
    /// That somebody said what follows: "says".
    Said,
    /// That what follows is the reason: "because".
    Because,
    /// A further call: "call back".
    Recall,
    /// What the situation is called itself: "refused", "did not connect".
    Situation,
    /// The situation over again and nothing else: "busy", "refused". No reason by itself.
    Bare,
    /// The same where the decision maker refuses: "not interested".
    BareRefusal,
    /// Belongs to what somebody has: "they have a supplier".
    Has,
    /// Somebody is not there for a time.
    Away,
    /// Somebody will be there: "comes back". Without its time it says nothing, and is no reason.
    Returns,
    /// Says nothing: "well", "just".
    Filler,
    /// A bare no, which is no reason by itself.
    No,
    /// Joins two statements: "and", "but".
    Join,
    /// Belongs to the word behind it: "not", "in".
    Binds,
    /// The same, and never the last word of a statement.
    Unfinished,
    /// Neither the first word of a statement nor its last: "and", "the".
    Link,
    /// The sign in an address: "at".
    At,
    /// The point in an address: "dot".
    Dot,
    /// A no that was worked off: "objection".
    Objection,
    /// The number of objections stands beside it: "handled".
    Handled,
    /// A name follows: "ask for".
    NameNext,
    /// Part of a name: "Mr".
    Title,
    /// No name, although it looks like one.
    NotName,
    /// A first name.
    FirstName,
    /// The decision maker is not interested.
    NotInterested,
    /// The decision maker has no use for it now.
    NotRelevant,
    /// Nobody stands in for whoever is away.
    NobodyCovers,
    /// The client asks not to be called any more.
    NoMoreCalls,
    /// The client asks not to be called at the time that is named beside it, or before or after it.
    NotThen,
    /// Somebody is there, and can be called.
    There,
    /// The client will call himself.
    SelfCall,
    /// A call that sounds like the client's, and is one of ours: "the manager will call back".
    OwnCall,
    /// A call that is over, or that was not made: "did not call back".
    CallMade,
    /// What sounds like a call that is over is wished for behind it: "asked to be called back".
    Wished,
    /// Something is asked for, which may be no call: "asked", with what it is behind it.
    Asked,
    /// Another statement begins: "and", "but".
    Clause,
    /// Stands beside a telephone number and tells nothing: "tel".
    Telephone,
}

impl Hint {
    /// Says whose call is spoken of, and nothing of the words beside it.
    fn is_of_calls(self) -> bool {
        use Hint::{CallMade, Clause, OwnCall, SelfCall, Wished};
        matches!(self, SelfCall | OwnCall | CallMade | Wished | Clause)
    }
}

/// `notes.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    /// Letters that are typed for each other: the first is read as the second.
    #[serde(default)]
    same: Vec<(char, char)>,
    words: BTreeMap<Hint, Vec<String>>,
    /// Small numbers in words.
    #[serde(default)]
    numbers: BTreeMap<String, Vec<String>>,
    /// What an abbreviation stands for.
    #[serde(default)]
    expand: BTreeMap<String, Vec<String>>,
    /// Ends of a name after the father's.
    #[serde(default)]
    patronymics: Vec<String>,
    /// What marks a word as somebody else's, at its end, with what stands there without it.
    #[serde(default)]
    quoted: Vec<(String, String)>,
}

/// One or several words that are looked for. The last of each may go on.
#[derive(Clone, Debug)]
struct Pattern {
    words: Vec<(String, bool)>,
    hint: Hint,
}

/// The words of all languages.
#[derive(Debug, Default)]
pub struct Hints {
    letters: Letters,
    same: BTreeMap<char, char>,
    patterns: HashMap<char, Vec<Pattern>>,
    /// The patterns of other alphabets in Latin letters.
    in_latin: HashMap<char, Vec<Pattern>>,
    numbers: HashMap<String, u16>,
    expand: HashMap<String, String>,
    patronymics: Vec<String>,
    quoted: Vec<(String, String)>,
}

/// A word of fewer Latin letters is not taken for one of another alphabet.
const SHORTEST_LATIN: usize = 3;

/// The largest number that is read in words.
const LARGEST: u16 = 20;

impl Hints {
    /// Adds a language's `notes.toml`.
    ///
    /// # Errors
    /// What is wrong with it; of mistakes in the TOML itself only the first.
    pub(super) fn add(&mut self, path: &str, text: &str) -> Result<(), Vec<Defect>> {
        let name: Arc<str> = Arc::from(path);
        let at = |needle: &str| Place::at(&name, text, text.find(needle).unwrap_or(0));
        let file: File = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            vec![Place::at(&name, text, offset).defect(error.message().to_owned())]
        })?;
        let mut defects = Vec::new();
        self.same.extend(file.same);
        for (hint, words) in &file.words {
            for typed in words {
                let pattern = self.pattern(typed, *hint);
                let letters = |word: &(String, bool)| {
                    !word.0.is_empty() && word.0.chars().all(char::is_alphanumeric)
                };
                let first = pattern.words.first().and_then(|(word, _)| word.chars().next());
                match first {
                    Some(first) if pattern.words.iter().all(letters) => {
                        self.patterns.entry(first).or_default().push(pattern);
                    }
                    _ => {
                        let what = format!("`{typed}`: words of letters only, an open end as `*`");
                        defects.push(at(typed).defect(what));
                    }
                }
            }
        }
        for (number, words) in &file.numbers {
            match number.parse::<u16>().ok().filter(|n| *n <= LARGEST) {
                Some(number) => {
                    let words = words.iter().map(|word| (self.plain(word), number));
                    self.numbers.extend(words.collect::<Vec<_>>());
                }
                None => {
                    let what = format!("`{number}` must be a number from 0 to {LARGEST}");
                    defects.push(at(number).defect(what));
                }
            }
        }
        for (full, short) in &file.expand {
            let pairs = short.iter().map(|word| (self.plain(word), full.clone()));
            self.expand.extend(pairs.collect::<Vec<_>>());
        }
        self.patronymics.extend(file.patronymics);
        self.quoted.extend(file.quoted);
        if defects.is_empty() { Ok(()) } else { Err(defects) }
    }

    /// Makes the words ready that are typed in Latin letters, once all languages are there.
    pub(super) fn finish(&mut self, letters: &Letters) {
        self.letters = letters.clone();
        // The longer ending first.
        self.quoted.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        let other = self.patterns.values().flatten();
        let other = other.filter(|pattern| !pattern.words.iter().all(|(word, _)| word.is_ascii()));
        for pattern in other {
            let words = pattern.words.iter().map(|(word, open)| (self.latin(word), *open));
            let pattern = Pattern { words: words.collect(), hint: pattern.hint };
            let length: usize = pattern.words.iter().map(|(word, _)| word.len()).sum();
            let first = pattern.words.first().and_then(|(word, _)| word.chars().next());
            if let Some(first) = first.filter(|_| length >= SHORTEST_LATIN) {
                self.in_latin.entry(first).or_default().push(pattern);
            }
        }
    }

    fn pattern(&self, typed: &str, hint: Hint) -> Pattern {
        let words = typed.split_whitespace();
        let word = |word: &str| (self.plain(word.trim_end_matches('*')), word.ends_with('*'));
        Pattern { words: words.map(word).collect(), hint }
    }

    /// A word in small letters, with letters that are typed for each other made the same.
    pub fn plain(&self, word: &str) -> String {
        let letters = word.chars().flat_map(char::to_lowercase);
        let letters = letters.filter(|c| !matches!(c, '\'' | '\u{2019}' | '`' | '-' | '\u{2011}'));
        letters.map(|c| self.same.get(&c).copied().unwrap_or(c)).collect()
    }

    /// A word in Latin letters, as roughly as people write it.
    pub fn latin(&self, word: &str) -> String {
        self.letters.latin(&word.chars().collect::<Vec<_>>()).iter().collect()
    }

    /// What the words from here on say, and how many of them together; the longest first. The
    /// words are [`Hints::plain`], and the same in [`Hints::latin`] letters. Whose calls they speak of
    /// is told by [`Hints::of_calls`].
    pub fn at(&self, words: &[(&str, &str)]) -> Vec<(Hint, usize)> {
        self.all(words, |hint| hint == Hint::SelfCall || !hint.is_of_calls())
    }

    /// The same, of nothing but calls: whose they are, and whether they are over.
    pub fn of_calls(&self, words: &[(&str, &str)]) -> Vec<(Hint, usize)> {
        self.all(words, Hint::is_of_calls)
    }

    fn all(&self, words: &[(&str, &str)], wanted: impl Fn(Hint) -> bool) -> Vec<(Hint, usize)> {
        let Some((plain, latin)) = words.first() else { return Vec::new() };
        let own = plain.chars().next().and_then(|first| self.patterns.get(&first));
        let ascii = plain.is_ascii();
        let other = latin.chars().next().and_then(|first| self.in_latin.get(&first));
        let other = other.filter(|_| ascii);
        let is = |word: &str, (text, open): &(String, bool)| {
            if *open { word.starts_with(text.as_str()) } else { word == text }
        };
        let holds =
            |pattern: &&Pattern, latin: bool| {
                wanted(pattern.hint)
                    && pattern.words.len() <= words.len()
                    && pattern.words.iter().zip(words).all(|(expected, (own, other))| {
                        is(if latin { other } else { own }, expected)
                    })
            };
        let own = own.into_iter().flatten().filter(|pattern| holds(pattern, false));
        let other = other.into_iter().flatten().filter(|pattern| holds(pattern, true));
        let mut found: Vec<(Hint, usize)> =
            own.chain(other).map(|pattern| (pattern.hint, pattern.words.len())).collect();
        found.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
        found
    }

    /// A small number in digits or words.
    pub fn number(&self, plain: &str) -> Option<u16> {
        if let Some(number) = self.numbers.get(plain) {
            return Some(*number);
        }
        plain.parse().ok().filter(|number| *number <= LARGEST)
    }

    /// What an abbreviation stands for.
    pub fn expanded(&self, plain: &str) -> Option<&str> {
        self.expand.get(plain).map(String::as_str)
    }

    /// Whether a word is a name after the father's.
    pub fn is_patronymic(&self, plain: &str) -> bool {
        self.patronymics.iter().any(|end| plain.len() > end.len() && plain.ends_with(end.as_str()))
    }

    /// A word without what marks it as somebody else's.
    pub fn unquoted(&self, word: &str) -> Option<String> {
        self.quoted.iter().find_map(|(end, instead)| {
            let stem = word.strip_suffix(end.as_str()).filter(|stem| stem.chars().count() > 2)?;
            Some(format!("{stem}{instead}"))
        })
    }
}
