//! Every word that a person reads or types: texts by language, dates as people write them, and
//! dates as people type them.
//!
//! ```text
//! locales/ru/*.ftl              common texts             Phrase::new("id")
//! locales/ru/scripts/NAME.ftl   texts of one script      Phrase::new("id").from_book("NAME")
//! locales/ru/when.toml          months, weekdays, the vocabulary of typed dates
//! locales/ru/find.toml          letters typed for others, for searching; may be missing
//! locales/ru/cues.toml          what gives a situation away in a note: read by `notes`
//! locales/ru/notes.toml         the words beside what is taken out of a note: a reason, a name
//! locales/ru/dates.ftl          patterns of dates
//! ```
//!
//! A language is a folder: adding one needs no change here. A text that a language lacks is taken
//! from English, else from any language that has it; a text that nobody has shows as its id and is
//! reported to the log, once.
//!
//! The module imports nothing of ours, does no IO and knows no clock: [`Words::when`] is told what
//! time it is.

mod check;
mod dates;
pub mod find;
mod hints;
mod phrase;
mod reading;
mod say;
mod texts;
mod tree;
mod when;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use unic_langid::LanguageIdentifier;

use find::{Finder, Letters};
use texts::Book;
use when::Speech;

pub use dates::day_name;
pub use hints::{Hint, Hints};
pub use phrase::{Arg, Phrase, TimeStyle, Voice};
pub use when::{Dates, DayPart, Found, Parsed, Refused, WhenError};

/// The language taken where the asked one has no text.
const FALLBACK: &str = "en";

/// So many different missing texts are reported; a flood would help nobody.
const MOST_COMPLAINTS: usize = 1_000;

/// So many finders are kept; those of versions that nobody uses any more go with the others.
const MOST_FINDERS: usize = 32;

/// One file of `locales/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path below `locales/`, with `/`: `ru/codes.ftl`, `ru/scripts/outbound.ftl`,
    /// `ru/when.toml`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// Something wrong in a file of `locales/`, for whoever writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// As in [`Source::path`].
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// What is wrong and what would be right, in English.
    pub message: String,
}

impl Defect {
    /// A defect at a byte of a file.
    pub(crate) fn at(file: &str, text: &str, byte: usize, message: &str) -> Defect {
        let before = text.get(..byte).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Defect {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            message: message.to_owned(),
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// By file, line and column.
fn sort(defects: &mut [Defect]) {
    defects.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
}

/// The texts of all languages. Shared between threads behind an `Arc`.
pub struct Words {
    languages: Vec<String>,
    common: Book,
    books: RwLock<BTreeMap<String, Arc<Book>>>,
    speech: BTreeMap<String, Speech>,
    /// The languages of other alphabets, as people write them who have only Latin letters.
    speech_in_latin: Vec<Speech>,
    hints: Hints,
    letters: Letters,
    finders: Mutex<BTreeMap<String, Arc<Finder>>>,
    complained: Mutex<HashSet<String>>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("languages", &self.languages).finish_non_exhaustive()
    }
}

impl Words {
    /// Reads the files of `locales/`; files that end neither in `.ftl` nor in `.toml` are skipped.
    ///
    /// # Errors
    /// All that cannot be read: syntax, ids defined twice, files in the wrong place. Whether the
    /// languages agree with each other is told by [`Words::check`].
    pub fn load(sources: &[Source]) -> Result<Words, Vec<Defect>> {
        let mut defects = Vec::new();
        let mut words = Words {
            languages: Vec::new(),
            common: Book::default(),
            books: RwLock::default(),
            speech: BTreeMap::new(),
            speech_in_latin: Vec::new(),
            hints: Hints::default(),
            letters: Letters::default(),
            finders: Mutex::default(),
            complained: Mutex::default(),
        };
        let mut books: BTreeMap<String, Book> = BTreeMap::new();
        for Source { path, text } in sources {
            let at_start =
                |message: String| Defect { file: path.clone(), line: 1, column: 1, message };
            if !path.ends_with(".ftl") && !path.ends_with(".toml") {
                continue;
            }
            let Some((lang, rest)) = path.split_once('/') else {
                defects.push(at_start("not in the folder of a language, such as `ru/`".into()));
                continue;
            };
            let Ok(id) = lang.parse::<LanguageIdentifier>() else {
                defects.push(at_start(format!("the folder `{lang}` is no language code")));
                continue;
            };
            if !words.languages.iter().any(|known| known == lang) {
                words.languages.push(lang.to_owned());
            }
            let script = rest.strip_prefix("scripts/").and_then(|name| name.strip_suffix(".ftl"));
            let book = match (script, rest) {
                (Some(name), _) if !name.contains('/') => books.entry(name.to_owned()).or_default(),
                (None, "when.toml") => {
                    match Speech::read(path, text) {
                        Ok(speech) => {
                            words.speech.insert(lang.to_owned(), speech);
                        }
                        Err(mut more) => defects.append(&mut more),
                    }
                    continue;
                }
                (None, "notes.toml") => {
                    if let Err(mut more) = words.hints.add(path, text) {
                        defects.append(&mut more);
                    }
                    continue;
                }
                (None, "find.toml") => {
                    if let Err(mut more) = words.letters.add(path, text) {
                        defects.append(&mut more);
                    }
                    continue;
                }
                // Read where notes are understood.
                (None, "cues.toml") => continue,
                (None, rest) if !rest.contains('/') && rest.ends_with(".ftl") => &mut words.common,
                _ => {
                    defects.push(at_start(
                        "expected LANG/NAME.ftl, LANG/scripts/NAME.ftl, or one of LANG/when.toml, \
                         find.toml, cues.toml and notes.toml"
                            .into(),
                    ));
                    continue;
                }
            };
            book.add((lang, id), path, text, &mut defects);
        }
        words.languages.sort();
        words.books =
            RwLock::new(books.into_iter().map(|(name, book)| (name, Arc::new(book))).collect());
        if defects.is_empty() {
            let other = words.speech.values().filter(|speech| !speech.is_latin());
            words.hints.finish(&words.letters);
            words.speech_in_latin = other.map(|speech| speech.in_latin(&words.letters)).collect();
            return Ok(words);
        }
        sort(&mut defects);
        Err(defects)
    }

    /// Adds (or replaces) the texts of a script under a name, in all its languages at once; also
    /// while others read. Older versions that a running call is pinned to are named
    /// `outbound@3f2a`: where such a version is not known, the texts of `outbound` serve.
    ///
    /// # Errors
    /// What cannot be read; nothing is added then.
    pub fn add_book(&self, name: &str, texts: &[(String, String)]) -> Result<(), Vec<Defect>> {
        let mut defects = Vec::new();
        let mut book = Book::default();
        for (lang, text) in texts {
            let file = format!("{lang}/scripts/{name}.ftl");
            match lang.parse::<LanguageIdentifier>() {
                Ok(id) => book.add((lang, id), &file, text, &mut defects),
                Err(_) => defects.push(Defect {
                    file,
                    line: 1,
                    column: 1,
                    message: format!("`{lang}` is no language code"),
                }),
            }
        }
        if !defects.is_empty() {
            return Err(defects);
        }
        let mut books = self.books.write().unwrap_or_else(PoisonError::into_inner);
        books.insert(name.to_owned(), Arc::new(book));
        Ok(())
    }

    /// The languages to try: the asked one, English, any.
    fn order<'a>(&'a self, lang: &'a str) -> impl Iterator<Item = &'a str> {
        [lang, FALLBACK].into_iter().chain(self.languages.iter().map(String::as_str))
    }

    /// The book of that name, else the newest version of it.
    fn with_book<T>(&self, name: Option<&str>, read: impl FnOnce(&Book) -> T) -> Option<T> {
        let Some(name) = name else { return Some(read(&self.common)) };
        let book = {
            let books = self.read_books();
            let newest = || books.get(name.split_once('@')?.0);
            Arc::clone(books.get(name).or_else(newest)?)
        };
        Some(read(&book))
    }

    fn read_books(&self) -> RwLockReadGuard<'_, BTreeMap<String, Arc<Book>>> {
        self.books.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports a text that is missing or broken, once.
    fn complain(&self, lang: &str, id: &str, book: Option<&str>, errors: &[String]) {
        let book = book.unwrap_or("common");
        let mut known = self.complained.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST_COMPLAINTS && known.insert(format!("{lang}/{book}/{id}")) {
            tracing::error!(lang, book, id, ?errors, "a text is missing or broken");
        }
    }

    /// The codes of the languages, sorted.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The language for somebody whose program says `code` (`ru`, `en-US`, `ka`): the same, the
    /// same without its region, else English, else the first there is.
    pub fn best_language(&self, code: Option<&str>) -> String {
        let code = code.unwrap_or_default().replace('_', "-").to_ascii_lowercase();
        let short = code.split('-').next().unwrap_or_default();
        let known = |wanted: &str| self.languages.iter().find(|l| l.eq_ignore_ascii_case(wanted));
        known(&code)
            .or_else(|| known(short))
            .or_else(|| known(FALLBACK))
            .or_else(|| self.languages.first())
            .map_or_else(|| FALLBACK.to_owned(), Clone::clone)
    }

    /// Whether this very language has the message (with a value), or `message.attribute`.
    pub fn has(&self, lang: &str, id: &str, book: Option<&str>) -> bool {
        self.with_book(book, |texts| texts.get(lang).is_some_and(|t| t.has(id))).unwrap_or(false)
    }

    /// The variables that a message or `message.attribute` needs, those of messages it refers to
    /// included; empty where there is none.
    pub fn variables(&self, lang: &str, id: &str, book: Option<&str>) -> BTreeSet<String> {
        self.with_book(book, |texts| {
            let texts = texts.get(lang)?;
            Some(texts.variables(texts.facts(id)?))
        })
        .flatten()
        .unwrap_or_default()
    }

    /// All `message` and `message.attribute` ids of a language, sorted.
    pub fn ids(&self, lang: &str, book: Option<&str>) -> Vec<String> {
        let list = |texts: &Book| {
            let entries = texts.get(lang).map(|texts| &texts.entries).into_iter().flatten();
            let messages = entries.filter(|(id, _)| !id.starts_with('-'));
            let ids = messages.flat_map(|(id, entry)| {
                let attributes = entry.attributes.keys().map(move |name| format!("{id}.{name}"));
                entry.value.iter().map(|_| id.clone()).chain(attributes)
            });
            ids.collect()
        };
        self.with_book(book, list).unwrap_or_default()
    }

    /// The names of the books, sorted.
    pub fn books(&self) -> Vec<String> {
        self.read_books().keys().cloned().collect()
    }

    /// What is incomplete: messages, attributes or variables that one language has and another
    /// lacks, plural forms that a language needs, references to nothing.
    pub fn check(&self) -> Vec<Defect> {
        check::check(self)
    }

    /// Texts made ready for searching, whatever language they are in.
    pub fn finder(&self, texts: &[find::Text]) -> Finder {
        Finder::new(self.letters.clone(), texts)
    }

    /// The finder of texts that stay the same under this key; made when it is needed first.
    ///
    /// # Errors
    /// Those of `texts`.
    pub fn kept_finder<E>(
        &self,
        key: &str,
        texts: impl FnOnce() -> Result<Vec<find::Text>, E>,
    ) -> Result<Arc<Finder>, E> {
        let known = || self.finders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(finder) = known().get(key) {
            return Ok(finder.clone());
        }
        let finder = Arc::new(self.finder(&texts()?));
        let mut finders = known();
        if finders.len() >= MOST_FINDERS {
            finders.clear();
        }
        finders.insert(key.to_owned(), finder.clone());
        Ok(finder)
    }
}
