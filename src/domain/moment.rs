//! Moments as records keep them: RFC 3339 in UTC, just as chrono writes and reads them. Each turn does
//! so a dozen times, and chrono's general way through its formats takes as long as the rest of a record;
//! what is not of the usual form is left to it.
//!
//! For `#[serde(with = "moment")]`, and `moment::maybe` where there may be none.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a moment.
///
/// # Errors
/// The serializer's.
pub fn serialize<S: Serializer>(at: &DateTime<Utc>, to: S) -> Result<S::Ok, S::Error> {
    match written(at, &mut [0; 30]) {
        Some(text) => to.serialize_str(text),
        None => at.serialize(to),
    }
}

/// Reads a moment.
///
/// # Errors
/// It is none.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    from.deserialize_str(Text)
}

struct Text;

impl Visitor<'_> for Text {
    type Value = DateTime<Utc>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an RFC 3339 formatted date and time string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<DateTime<Utc>, E> {
        read(text.as_bytes()).map_or_else(|| text.parse().map_err(E::custom), Ok)
    }
}

/// `2026-11-10T09:00:00.123456789Z`
type Bytes = [u8; 30];

/// `2026-11-10T09:00:00Z`, with a fraction of three, six or nine digits where there is one.
fn written<'b>(at: &DateTime<Utc>, bytes: &'b mut Bytes) -> Option<&'b str> {
    let (date, time) = (at.date_naive(), at.time());
    let year = u32::try_from(date.year()).ok().filter(|year| *year <= 9999)?;
    let nano = Some(time.nanosecond()).filter(|nano| *nano < 1_000_000_000)?;
    *bytes = *b"0000-00-00T00:00:00.000000000Z";
    let mut put = |from: usize, to: usize, mut number: u32| {
        for byte in bytes.get_mut(from..to).unwrap_or_default().iter_mut().rev() {
            *byte = b'0' + (number % 10) as u8;
            number /= 10;
        }
    };
    put(0, 4, year);
    put(5, 7, date.month());
    put(8, 10, date.day());
    put(11, 13, time.hour());
    put(14, 16, time.minute());
    put(17, 19, time.second());
    put(20, 29, nano);
    let end = match nano {
        0 => 19,
        _ if nano % 1_000_000 == 0 => 23,
        _ if nano % 1_000 == 0 => 26,
        _ => 29,
    };
    *bytes.get_mut(end)? = b'Z';
    std::str::from_utf8(bytes.get(..=end)?).ok()
}

/// Reads the same.
fn read(text: &[u8]) -> Option<DateTime<Utc>> {
    let number = |from: usize, to: usize| {
        text.get(from..to)?.iter().try_fold(0, |number: u32, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0'))
        })
    };
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if text.last() != Some(&b'Z') || marks.iter().any(|(at, mark)| text.get(*at) != Some(mark)) {
        return None;
    }
    let fraction = text.len().checked_sub("2026-11-10T09:00:00.Z".len());
    let nano = match (fraction, text.get(19)) {
        (None, Some(b'Z')) => 0,
        (Some(digits @ 1..=9), Some(b'.')) => {
            number(20, 20 + digits)? * 10u32.pow(9 - u32::try_from(digits).ok()?)
        }
        _ => return None,
    };
    let date =
        NaiveDate::from_ymd_opt(number(0, 4)?.try_into().ok()?, number(5, 7)?, number(8, 10)?)?;
    Some(date.and_hms_nano_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?, nano)?.and_utc())
}

/// A moment, or none.
pub mod maybe {
    use super::{DateTime, Deserialize, Deserializer, Serialize, Serializer, Utc};

    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    struct Moment(#[serde(with = "super")] DateTime<Utc>);

    /// Writes it.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(at: &Option<DateTime<Utc>>, to: S) -> Result<S::Ok, S::Error> {
        at.map(Moment).serialize(to)
    }

    /// Reads it.
    ///
    /// # Errors
    /// It is something else.
    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<DateTime<Utc>>, D::Error> {
        Ok(Option::<Moment>::deserialize(from)?.map(|moment| moment.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Both {
        #[serde(with = "super")]
        at: DateTime<Utc>,
        #[serde(with = "maybe")]
        next: Option<DateTime<Utc>>,
    }

    fn same(at: DateTime<Utc>) {
        let usual = serde_json::to_string(&at).unwrap();
        let both = Both { at, next: Some(at) };
        let text = serde_json::to_string(&both).unwrap();
        assert_eq!(text, format!("{{\"at\":{usual},\"next\":{usual}}}"));
        assert_eq!(serde_json::from_str::<Both>(&text).unwrap(), both);
    }

    #[test]
    fn moments_are_written_and_read_as_chrono_does() {
        let parts = [1i64, 7, 60, 3_599, 86_399, 86_400, 31_622_400, 951_782_400, 1_794_300_000];
        let nanos = [0, 1, 999, 1_000, 123_456, 1_000_000, 85_000_000, 999_999_999, 1_500_000_000];
        for seconds in parts.into_iter().flat_map(|s| [s, -s]).chain([253_402_300_799]) {
            for nano in nanos {
                if let Some(at) = DateTime::from_timestamp(seconds, nano) {
                    same(at);
                }
            }
        }
        same(DateTime::<Utc>::MIN_UTC);
        same(DateTime::<Utc>::MAX_UTC);
    }

    #[test]
    fn what_is_read_is_what_chrono_reads() {
        for text in [
            "2026-11-10T09:00:00Z",
            "2026-11-10T09:00:00.5Z",
            "2026-11-10T09:00:00.123456789Z",
            "2026-11-10T09:00:00.1234567891Z",
            "2026-11-10T09:00:00.Z",
            "2026-11-10T09:00:60Z",
            "2026-02-30T09:00:00Z",
            "2026-11-10T24:00:00Z",
            "2026-11-10t09:00:00z",
            "2026-11-10 09:00:00Z",
            "2026-11-10T09:00:00+03:00",
            "2026-11-10T09:00:00",
            "+2026-1-10T09:00:00Z",
            "2026-11-10T09:00:00\u{2212}1Z",
            "",
        ] {
            let json = serde_json::to_string(text).unwrap();
            let usual = serde_json::from_str::<DateTime<Utc>>(&json).ok();
            let both = serde_json::from_str::<Both>(&format!("{{\"at\":{json},\"next\":null}}"));
            assert_eq!(both.ok().map(|both| both.at), usual, "{text}");
        }
    }
}
