//! Records as they are stored: each type has a kind and a version of its own, and is read in every
//! version that was ever released (`tests/fixtures/store/records_*.txt`).

use anyhow::{Context as _, Result, anyhow, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::domain::consent::Request;
use crate::domain::lead::Lead;
use crate::domain::notice::Notice;
use crate::domain::people::{Invite, Person};
use crate::domain::recall::Recall;
use crate::domain::record::{Attempt, OtherAnswer};

use super::envelope;

/// A type that is stored.
pub trait Record: Serialize + DeserializeOwned {
    /// Its number, never used for another type.
    const KIND: u16;
    /// The version that is written. Fields may be added with a default without raising it.
    const VERSION: u16 = 1;
    /// Makes a record of an older version one of the next version.
    ///
    /// # Errors
    /// There never was such a version.
    fn upgrade(version: u16, _old: serde_json::Value) -> Result<serde_json::Value> {
        bail!("records of kind {} never had the version {version}", Self::KIND)
    }
}

macro_rules! records {
    ($($type:ty = $kind:literal,)*) => { $(impl Record for $type { const KIND: u16 = $kind; })* };
}

records! {
    Person = 1,
    Invite = 2,
    Lead = 3,
    Attempt = 4,
    Recall = 5,
    Request = 6,
    Notice = 7,
    OtherAnswer = 8,
    super::book::Shown = 10,
    super::book::Version = 11,
    super::book::Pointer = 12,
    crate::domain::audit::Audit = 13,
    crate::domain::forget::Forgotten = 14,
    crate::domain::forget::Count = 15,
    super::schema::Schema = 16,
    super::trail::Head = 17,
    crate::domain::forget::Secret = 18,
    crate::domain::inquiry::Inquiry = 19,
    crate::domain::alarm::Alarm = 20,
    crate::domain::message::Message = 21,
    crate::domain::profile::Profile = 23,
    crate::domain::offer::Offer = 22,
    crate::domain::responsible::Responsible = 24,
    crate::domain::heard::Heard = 25,
    crate::domain::heard::Tally = 26,
    crate::domain::lesson::Lesson = 27,
    crate::domain::learning::Learning = 28,
}

/// The kind of desks, whose content only the conversation knows.
pub const DESK: u16 = 9;

/// A record as it is stored under `key`.
///
/// # Errors
/// It cannot be written as JSON.
pub fn seal<R: Record>(key: &[u8], record: &R) -> Result<Vec<u8>> {
    let write = |bytes: &mut Vec<u8>| serde_json::to_writer(bytes, record);
    Ok(envelope::seal_written(R::KIND, R::VERSION, key, write)?)
}

/// The record that is stored under `key`, whatever version of Sufler wrote it.
///
/// # Errors
/// It is damaged, or a newer version of Sufler wrote it.
pub fn open<R: Record>(key: &[u8], bytes: &[u8]) -> Result<R> {
    let opened = envelope::open(key, bytes)?;
    if opened.kind != R::KIND {
        bail!("a record of kind {} where one of kind {} belongs", opened.kind, R::KIND);
    }
    // At once, not each string by itself.
    let body = std::str::from_utf8(opened.body).context("the record is no text")?;
    if opened.version == R::VERSION {
        return serde_json::from_str(body).map_err(unread);
    }
    if opened.version > R::VERSION {
        bail!("the record was written by a newer version of Sufler");
    }
    let mut value = serde_json::from_str(body).map_err(unread)?;
    for version in opened.version..R::VERSION {
        value = R::upgrade(version, value)?;
    }
    serde_json::from_value(value).map_err(unread)
}

/// The library's own words may quote the record, and the log is no place for what people wrote.
fn unread(error: serde_json::Error) -> anyhow::Error {
    let place = anyhow!("{:?} at {}:{}", error.classify(), error.line(), error.column());
    place.context("the record does not read")
}
