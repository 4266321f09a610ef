//! What is read of an answer that says that a request was done. Most of what Telegram says there nobody
//! needs, the message above all that it gives back as a whole: where it begins as answers always do, the
//! rest of it is not even looked at.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::lean;
use super::update::Heard;

/// What is needed of an answer.
pub(super) trait Reply: DeserializeOwned {
    /// The same, as far as the beginning of what Telegram has to say tells it.
    fn glance(_result: &[u8]) -> Option<Self> {
        None
    }
}

/// Nothing is needed: it was done.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Done;

impl<'de> Deserialize<'de> for Done {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(from).map(|IgnoredAny| Done)
    }
}

impl Reply for Done {
    fn glance(_: &[u8]) -> Option<Self> {
        Some(Done)
    }
}

/// All that is needed of the message that Telegram gives back: its number.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sent(pub i32);

/// The number of a message that was taken, but Telegram did not say where it is: what comes after it
/// is a new message.
pub(super) const NOWHERE: i32 = 0;

impl<'de> Deserialize<'de> for Sent {
    /// Reads whatever there is: what was taken is not to be sent a second time.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = from.deserialize_any(Number)?;
        let number = number.and_then(|number| i32::try_from(number).ok());
        if number.is_none() {
            tracing::warn!("Telegram does not say which message it has sent");
        }
        Ok(Sent(number.unwrap_or(NOWHERE)))
    }
}

/// Finds the number of a message, and passes over everything else.
struct Number;

/// A key of the message.
#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "snake_case")]
enum Part {
    MessageId,
    #[serde(other)]
    Other,
}

macro_rules! no_number {
    ($($visit:ident: $what:ty,)*) => {
        $(fn $visit<E>(self, _: $what) -> Result<Self::Value, E> {
            Ok(None)
        })*
    };
}

impl<'de> Visitor<'de> for Number {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut message: A) -> Result<Self::Value, A::Error> {
        let mut number = None;
        while let Some(part) = message.next_key()? {
            match part {
                Part::MessageId => number = message.next_value::<Value>()?.as_i64(),
                Part::Other => drop(message.next_value::<IgnoredAny>()?),
            }
        }
        Ok(number)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    no_number! {
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
        visit_str: &str,
    }
}

impl Reply for Sent {
    fn glance(result: &[u8]) -> Option<Self> {
        let number = result.strip_prefix(br#"{"message_id":"#)?;
        let end = number.iter().position(|byte| !byte.is_ascii_digit())?;
        // What follows a whole number; a fraction would go on.
        matches!(number.get(end), Some(b',' | b'}')).then_some(())?;
        str::from_utf8(number.get(..end)?).ok()?.parse().ok().map(Sent)
    }
}

impl Reply for super::Me {}

/// An update: what it means, or as it came.
#[derive(Debug)]
pub(super) enum Update {
    Heard(Heard),
    Raw(Box<RawValue>),
}

impl<'de> Deserialize<'de> for Update {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(from).map(Update::Raw)
    }
}

impl Reply for Vec<Update> {
    /// Where all are of the usual kinds, they are understood in one go.
    fn glance(result: &[u8]) -> Option<Self> {
        let heard = catch_unwind(AssertUnwindSafe(|| lean::hear_all(result))).ok()??;
        Some(heard.into_iter().map(Update::Heard).collect())
    }
}

/// How an answer begins that says that something was done.
const DONE: &[u8] = br#"{"ok":true,"result":"#;

/// What the beginning of a whole answer tells.
pub(super) fn glance<T: Reply>(answer: &[u8]) -> Option<T> {
    T::glance(answer.strip_prefix(DONE)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_tells_what_the_whole_would() {
        let sent =
            |rest: &str| glance::<Sent>(format!(r#"{{"ok":true,"result":{rest}}}"#).as_bytes());
        assert_eq!(sent(r#"{"message_id":17,"chat":{}}"#), Some(Sent(17)));
        assert_eq!(sent(r#"{"message_id":17}"#), Some(Sent(17)));
        for other in [
            r#"{"chat":{},"message_id":17}"#,
            r#"{"message_id":17.5}"#,
            r#"{"message_id":99999999999}"#,
            r#"{"message_id":-1}"#,
            r#"{"message_id":"17"}"#,
            "true",
            "null",
        ] {
            assert_eq!(sent(other), None, "{other}");
        }
        assert_eq!(glance::<Done>(br#"{"ok":true,"result":true}"#), Some(Done));
        assert_eq!(glance::<Done>(br#"{"ok":false,"error_code":400}"#), None);
        assert_eq!(glance::<Done>(br#"{ "ok" : true }"#), None);
    }
}
