//! A TOML file as values that remember where they stood. Reading goes on after a defect, so that
//! all of them are found at once.

use std::ops::Range;

use chrono::{NaiveDate, Timelike};
use chrono_tz::{TZ_VARIANTS, Tz};
use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{self, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::defect::Notes;
use super::names::unknown;
use crate::domain::campaign::{Hours, Ordinal, Source};
use crate::domain::codes::{Early, Finality, Group, Need, Next, Reached};
use crate::domain::forget::Rule;
use crate::domain::inbound::ClientStage;
use crate::domain::kind::Kind;
use crate::domain::lead::Field;
use crate::domain::script::{DatumKind, Direction, Feature, Input, Panel, Promise, Side, Stage};

/// A value and where it stood.
pub(super) type Node<'t> = Spanned<DeValue<'t>>;

/// The file as a table, unless it is no TOML. Of each line only the first error is noted: those
/// that follow on it are mostly its consequences.
pub(super) fn parse<'t>(notes: &Notes<'t>) -> Option<Spanned<DeTable<'t>>> {
    let (root, mut errors) = DeTable::parse_recoverable(notes.text);
    let right = errors.is_empty();
    let start = |error: &toml::de::Error| error.span().map_or(0, |span| span.start);
    let line = |error: &toml::de::Error| {
        notes.text.bytes().take(start(error)).filter(|byte| *byte == b'\n').count()
    };
    errors.sort_by_key(start);
    errors.dedup_by_key(|error| line(error));
    for error in &errors {
        notes.add(&(start(error)..start(error)), format!("no TOML: {}", error.message()));
    }
    right.then_some(root)
}

/// A table whose fields are taken out one by one; what nobody took is unknown.
pub(super) struct Fields<'n> {
    /// What it describes, for messages: `step`.
    pub what: &'static str,
    /// Where it stands.
    pub span: Range<usize>,
    table: &'n DeTable<'n>,
    notes: &'n Notes<'n>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The fields of a table.
    pub fn new(
        what: &'static str,
        span: Range<usize>,
        table: &'n DeTable<'n>,
        notes: &'n Notes<'n>,
    ) -> Self {
        Fields { what, span, table, notes, known: Vec::new() }
    }

    /// The fields of a value that should be a table.
    pub fn of(what: &'static str, node: &'n Node<'n>, notes: &'n Notes<'n>) -> Option<Self> {
        match node.get_ref() {
            DeValue::Table(table) => Some(Fields::new(what, node.span(), table, notes)),
            other => {
                notes.add(&node.span(), format!("a table is wanted, not {}", a(other)));
                None
            }
        }
    }

    /// Any value.
    pub fn node(&mut self, name: &'static str) -> Option<&'n Node<'n>> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    /// All fields, whatever their names.
    pub fn all(self) -> impl Iterator<Item = (Spanned<String>, &'n Node<'n>)> + use<'n> {
        let key = |key: &Spanned<_>| Spanned::new(key.span(), ToString::to_string(key.get_ref()));
        self.table.iter().map(move |(name, value)| (key(name), value))
    }

    /// A value that may be left out.
    pub fn maybe<T: Leaf>(&mut self, name: &'static str) -> Option<Spanned<T>> {
        let node = self.node(name)?;
        leaf(name, node, self.notes)
    }

    /// A value that has to be there.
    pub fn need<T: Leaf>(&mut self, name: &'static str) -> Option<Spanned<T>> {
        self.needed(name).and_then(|node| leaf(name, node, self.notes))
    }

    /// Any value that has to be there.
    pub fn needed(&mut self, name: &'static str) -> Option<&'n Node<'n>> {
        let node = self.node(name);
        if node.is_none() {
            self.notes.add(&self.span, format!("this {} has no `{name}`", self.what));
        }
        node
    }

    /// Values in a row; none when left out.
    pub fn list<T: Leaf>(&mut self, name: &'static str) -> Vec<Spanned<T>> {
        self.nodes(name).into_iter().filter_map(|node| leaf(name, node, self.notes)).collect()
    }

    /// Values in a row that have to be there, and where the row stands.
    pub fn needed_list<T: Leaf>(
        &mut self,
        name: &'static str,
    ) -> Option<(Range<usize>, Vec<Spanned<T>>)> {
        let span = self.needed(name)?.span();
        Some((span, self.list(name)))
    }

    /// Tables in a row (`[[name]]`, or inline); none when left out.
    pub fn tables(&mut self, name: &'static str) -> Vec<Fields<'n>> {
        let notes = self.notes;
        self.nodes(name).into_iter().filter_map(|node| Fields::of(name, node, notes)).collect()
    }

    /// A table that may be left out (`[name]`).
    pub fn table(&mut self, name: &'static str) -> Option<Fields<'n>> {
        let notes = self.notes;
        self.node(name).and_then(|node| Fields::of(name, node, notes))
    }

    /// Tables by name (`[field.name]`); none when left out.
    pub fn tables_by_name(
        &mut self,
        field: &'static str,
        what: &'static str,
    ) -> impl Iterator<Item = (Spanned<String>, Fields<'n>)> + use<'n> {
        let notes = self.notes;
        let table = self.node(field).and_then(|node| Fields::of(field, node, notes));
        let named = table.into_iter().flat_map(Fields::all);
        named.filter_map(move |(name, node)| Some((name, Fields::of(what, node, notes)?)))
    }

    /// Notes something about the whole.
    pub fn wrong(&self, message: impl Into<String>) {
        self.notes.add(&self.span, message);
    }

    fn nodes(&mut self, name: &'static str) -> Vec<&'n Node<'n>> {
        match self.node(name) {
            None => Vec::new(),
            Some(node) => items(name, node, self.notes),
        }
    }

    /// Notes every field that nobody asked for.
    pub fn done(self) {
        for (key, _) in self.table {
            if !self.known.iter().any(|name| key.get_ref() == name) {
                self.notes.add(&key.span(), unknown("field", key.get_ref(), &self.known));
            }
        }
    }
}

/// The items of a value that should be a list.
pub(super) fn items<'n>(name: &str, node: &'n Node<'n>, notes: &Notes<'_>) -> Vec<&'n Node<'n>> {
    match node.get_ref() {
        DeValue::Array(array) => array.iter().collect(),
        other => {
            notes.add(&node.span(), format!("`{name}` wants a list, not {}", a(other)));
            Vec::new()
        }
    }
}

/// One value, noted where it is not what is wanted.
pub(super) fn leaf<T: Leaf>(name: &str, node: &Node<'_>, notes: &Notes<'_>) -> Option<Spanned<T>> {
    match T::read(node.get_ref()) {
        Ok(value) => Some(Spanned::new(node.span(), value)),
        Err(why) => {
            notes.add(&node.span(), format!("`{name}`: {why}"));
            None
        }
    }
}

/// What stands at the end of a branch of the tree.
pub(super) trait Leaf: Sized {
    /// The value, or what is wrong with it.
    fn read(value: &DeValue<'_>) -> Result<Self, String>;
}

fn a(value: &DeValue<'_>) -> String {
    let article = if matches!(value, DeValue::Integer(_) | DeValue::Array(_)) { "an" } else { "a" };
    format!("{article} {}", value.type_str())
}

fn text<'v>(value: &'v DeValue<'_>) -> Result<&'v str, String> {
    match value.as_str() {
        Some(text) if text.trim().is_empty() => Err("is empty".to_owned()),
        Some(text) => Ok(text),
        None => Err(format!("a string is wanted, not {}", a(value))),
    }
}

impl Leaf for String {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        text(value).map(str::to_owned)
    }
}

impl Leaf for bool {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        value.as_bool().ok_or_else(|| format!("true or false is wanted, not {}", a(value)))
    }
}

impl Leaf for NaiveDate {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let date = match value {
            DeValue::Datetime(date) => date.to_string(),
            _ => text(value)?.to_owned(),
        };
        date.parse().map_err(|_| format!("`{date}` is no date; write it as 2026-11-04"))
    }
}

impl Leaf for Tz {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let name = text(value)?;
        name.parse().map_err(|_| {
            let zones: Vec<&str> = TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
            unknown("time zone", name, &zones)
        })
    }
}

impl Leaf for f64 {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let number = match value {
            DeValue::Float(number) => number.as_str(),
            DeValue::Integer(number) => number.as_str(),
            other => return Err(format!("a number is wanted, not {}", a(other))),
        };
        number.parse().map_err(|_| format!("`{number}` is no number"))
    }
}

/// A time of day: minutes since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock(pub u32);

impl Leaf for Clock {
    fn read(value: &DeValue<'_>) -> Result<Self, String> {
        let written = text(value)?;
        let time = chrono::NaiveTime::parse_from_str(written, "%H:%M");
        let time = time.map_err(|_| format!("`{written}` is no time of day; write it as 18:00"))?;
        Ok(Clock(time.hour() * 60 + time.minute()))
    }
}

macro_rules! numbers {
    ($($t:ty),*) => { $(impl Leaf for $t {
        fn read(value: &DeValue<'_>) -> Result<Self, String> {
            let number = value.as_integer().ok_or_else(|| format!("a number is wanted, not {}", a(value)))?;
            <$t>::from_str_radix(number.as_str(), number.radix())
                .map_err(|_| format!("{number} is out of range: 0 to {}", <$t>::MAX))
        }
    })* };
}
numbers!(u16, u32, u64);

/// Words of a closed set, spelt as the domain spells them when it is stored.
macro_rules! words {
    ($($t:ty),*) => { $(impl Leaf for $t {
        fn read(value: &DeValue<'_>) -> Result<Self, String> {
            let word: StrDeserializer<'_, Wrong> = text(value)?.into_deserializer();
            <$t>::deserialize(word).map_err(|wrong| wrong.0)
        }
    })* };
}
words!(
    Early, Feature, Finality, Group, Hours, Input, Kind, Need, Next, Ordinal, Reached, Rule, Side
);
words!(Stage, Direction, ClientStage, DatumKind, Field, Panel, Promise, Source);

/// Why a word is not of its set.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Wrong(String);

impl de::Error for Wrong {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Wrong(message.to_string())
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Wrong(unknown("value", word, known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Leaf>(value: &str) -> Result<T, String> {
        T::read(DeValue::parse(value).unwrap().get_ref())
    }

    #[test]
    fn a_leaf_says_what_it_wants() {
        assert_eq!(read::<u16>("3"), Ok(3));
        assert_eq!(read::<u16>("0x10"), Ok(16));
        assert_eq!(read::<u16>("-1"), Err("-1 is out of range: 0 to 65535".into()));
        assert_eq!(read::<u16>("\"3\""), Err("a number is wanted, not a string".into()));
        assert_eq!(read::<bool>("1"), Err("true or false is wanted, not an integer".into()));
        assert_eq!(read::<String>("' '"), Err("is empty".into()));
        assert_eq!(read::<Side>("'lpr'"), Ok(Side::Lpr));
        assert_eq!(
            read::<Side>("'lpp'"),
            Err("there is no value `lpp`; did you mean `lpr`?".into())
        );
        assert_eq!(
            read::<Tz>("'Europe/Mosco'"),
            Err("there is no time zone `Europe/Mosco`; did you mean `Europe/Moscow`?".into())
        );
        let day = NaiveDate::from_ymd_opt(2026, 11, 4);
        assert_eq!(read::<NaiveDate>("2026-11-04").ok(), day);
        assert_eq!(read::<NaiveDate>("'2026-11-04'").ok(), day);
        assert!(read::<NaiveDate>("'4.11.2026'").is_err());
        assert!(read::<Hours>("'18:00-09:00'").is_err());
    }
}
