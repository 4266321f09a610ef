//! The texts as `locales/` has them, so that a polished word breaks no test.

use std::path::Path;
use std::sync::LazyLock;

use sufler::words::{Phrase, Source, Words};

use crate::common::bot_api::Wanted;

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let mut sources = Vec::new();
    read(&root, "", &mut sources);
    Words::load(&sources).unwrap()
});

fn read(folder: &Path, under: &str, sources: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{under}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            read(&entry.path(), &format!("{path}/"), sources);
        } else {
            sources.push(Source { path, text: std::fs::read_to_string(entry.path()).unwrap() });
        }
    }
}

/// The text of a message without variables.
pub fn say(lang: &str, id: &str) -> String {
    say_with(lang, Phrase::new(id.to_owned()))
}

/// The text of a phrase.
pub fn say_with(lang: &str, phrase: Phrase) -> String {
    assert!(WORDS.has(lang, &phrase.id, phrase.book.as_deref()), "{lang} has no {}", phrase.id);
    WORDS.say(lang, &phrase)
}

/// A text of the outbound script.
pub fn script(lang: &str, id: &str) -> String {
    say_with(lang, Phrase::new(id.to_owned()).from_book("outbound"))
}

/// All ids of a language that start so.
pub fn ids(lang: &str, start: &str) -> Vec<String> {
    let mut ids = WORDS.ids(lang, None);
    ids.retain(|id| id.starts_with(start) && !id.contains('.'));
    ids
}

/// A message with whatever values: what stands around its variables has to be there.
#[derive(Debug)]
pub struct Said {
    id: String,
    parts: Vec<String>,
}

/// A message of this language, whatever its variables hold.
pub fn said(lang: &str, id: &str) -> Said {
    said_with(lang, Phrase::new(id.to_owned()))
}

/// A phrase whose other variables may hold anything.
pub fn said_with(lang: &str, phrase: Phrase) -> Said {
    let id = phrase.id.to_string();
    // A variable that is not given shows as {$name}.
    let text = say_with(lang, phrase);
    let pieces = text.split("{$");
    let behind = |(n, piece): (usize, &str)| match n {
        0 => piece.to_owned(),
        _ => piece.split_once('}').unwrap().1.to_owned(),
    };
    let mut parts: Vec<String> = pieces.enumerate().map(behind).collect();
    parts.retain(|part| part.chars().any(char::is_alphabetic));
    assert!(!parts.is_empty(), "{id} is nothing but variables");
    Said { id: id.to_owned(), parts }
}

impl Wanted for Said {
    fn fits(&self, text: &str) -> bool {
        self.parts.iter().all(|part| text.contains(part.trim()))
    }
    fn describe(&self) -> String {
        format!("{} {:?}", self.id, self.parts)
    }
}
