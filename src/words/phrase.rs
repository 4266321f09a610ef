//! A phrase is what somebody will read, before it has a language: a message id and its arguments.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A message of `locales/` with its arguments; [`Words::say`](super::Words::say) makes text of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    /// `message` or `message.attribute`.
    pub id: Cow<'static, str>,
    /// Arguments by name, in the order they were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<(Cow<'static, str>, Arg)>,
    /// In whose language it is said.
    #[serde(default)]
    pub voice: Voice,
    /// The script whose texts it comes from (see [`Words::add_book`](super::Words::add_book));
    /// none: the common texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub book: Option<String>,
}

/// The language of a phrase: what is shown is in the reader's, what is spoken to the client or
/// written into the record is in a language of the campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Voice {
    /// The language of whoever reads the screen.
    #[default]
    Reader,
    /// This language (`ru`, `ka`, `en` …), whoever reads it.
    In(String),
}

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Arg {
    /// Text as it stands (names, numbers, what somebody typed).
    Text(String),
    /// A number; selects plural forms.
    Number(i64),
    /// Another phrase, said in the same language unless it has a voice of its own.
    Phrase(Box<Phrase>),
    /// A moment, shown in a time zone.
    Time(DateTime<Utc>, Tz, TimeStyle),
    /// A calendar day.
    Day(NaiveDate, TimeStyle),
}

/// How a moment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeStyle {
    /// `24.11, 14:30`, the record's form.
    Short,
    /// `Tuesday, 24 November, 14:30`, as people of that language write it.
    Long,
    /// `14:30`.
    Clock,
    /// `24 November` (of another year, with the year).
    Day,
    /// `Tuesday, 24 November`.
    Weekday,
    /// `Monday, 24 November 2025`.
    Dated,
}

impl Phrase {
    /// A phrase of the common texts, in the reader's language, without arguments.
    pub fn new(id: impl Into<Cow<'static, str>>) -> Self {
        Phrase { id: id.into(), args: Vec::new(), voice: Voice::Reader, book: None }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Arg>) -> Self {
        self.args.push((name.into(), value.into()));
        self
    }

    /// The same, said in `lang` whoever reads it.
    #[must_use]
    pub fn in_lang(mut self, lang: impl Into<String>) -> Self {
        self.voice = Voice::In(lang.into());
        self
    }

    /// The same, from the texts of a script.
    #[must_use]
    pub fn from_book(mut self, book: impl Into<String>) -> Self {
        self.book = Some(book.into());
        self
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}
impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}
impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Self {
        Arg::Phrase(Box::new(phrase))
    }
}
macro_rules! number {
    ($($t:ty),*) => { $(impl From<$t> for Arg {
        fn from(n: $t) -> Self { Arg::Number(n as i64) }
    })* };
}
number!(u8, u16, u32, u64, usize, i32, i64);
