//! The settings file: TOML text to values by key, each with its line.
//!
//! The parser's own error text would show the line with the token in it, so messages are made here.

use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use super::error::{Origin, SettingsError};

/// Every key of the file.
pub(super) const KEYS: [&str; 13] = [
    "token",
    "api_url",
    "data",
    "owners",
    "access",
    "scripts",
    "locales",
    "rate",
    "chat_rate",
    "listen",
    "backups",
    "backup_keep",
    "backup_passphrase",
];

const RATES: [&str; 2] = ["rate", "chat_rate"];

/// The values of a settings file; a list is its items with commas between, as in the environment.
pub(super) struct File {
    name: String,
    values: BTreeMap<&'static str, (String, usize)>,
}

impl File {
    /// Reads the text of the file `name`.
    pub(super) fn parse(name: &str, text: &str) -> Result<File, SettingsError> {
        let mut file = File { name: name.to_owned(), values: BTreeMap::new() };
        let table = DeTable::parse(text).map_err(|error| SettingsError::Syntax {
            at: file.at(error.span().map_or(1, |span| line(text, span.start))),
            message: error.message().to_owned(),
        })?;
        let mut entries: Vec<_> = table.get_ref().iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let line = line(text, key.span().start);
            let known = known(key.get_ref()).ok_or_else(|| SettingsError::UnknownKey {
                at: file.at(line),
                key: key.get_ref().to_string(),
                meant: similar(key.get_ref()),
            })?;
            let value = written(known, value.get_ref()).map_err(|expected| {
                SettingsError::Type { at: file.at(line), key: known, expected }
            })?;
            file.values.insert(known, (value, line));
        }
        Ok(file)
    }

    /// The value of a key and where it stands.
    pub(super) fn get(&self, key: &str) -> Option<(String, Origin)> {
        self.values.get(key).map(|(text, line)| (text.clone(), self.at(*line)))
    }

    fn at(&self, line: usize) -> Origin {
        Origin::File { name: self.name.clone(), line }
    }
}

fn known(key: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|known| *known == key)
}

/// The key that somebody who wrote this most likely meant.
fn similar(key: &str) -> Option<&'static str> {
    let key = key.to_lowercase().replace('-', "_");
    let inside = KEYS.into_iter().find(|known| key.contains(known));
    let likeness = |known: &&str| strsim::normalized_damerau_levenshtein(&key, known);
    let nearest = || {
        let best = KEYS.into_iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        best.filter(|known| likeness(known) >= 0.6)
    };
    inside.or_else(nearest)
}

/// The value as it would be written in the environment; an error is what it should be instead.
fn written(key: &str, value: &DeValue<'_>) -> Result<String, &'static str> {
    if RATES.contains(&key) {
        let expected = "a number of messages a second, such as 29";
        let number = match value {
            DeValue::Integer(number) => Some(number.to_string()),
            DeValue::Float(number) => Some(number.to_string()),
            _ => None,
        };
        return number.ok_or(expected);
    }
    if key == "backup_keep" {
        let days = value.as_integer().map(ToString::to_string);
        return days.ok_or("a number of days, such as 7");
    }
    if key != "owners" {
        return value.as_str().map(str::to_owned).ok_or("text in quotation marks");
    }
    let expected = "a list of ids, such as [123456789]";
    let DeValue::Array(items) = value else { return Err(expected) };
    let ids: Option<Vec<String>> =
        items.iter().map(|item| item.get_ref().as_integer().map(ToString::to_string)).collect();
    ids.map(|ids| ids.join(",")).ok_or(expected)
}

fn line(text: &str, offset: usize) -> usize {
    1 + text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
}
