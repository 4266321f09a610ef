//! An alarm: a moment at which something has to be looked at again, although nobody does anything.
//! There is one alarm for each subject; setting it again moves it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::people::PersonId;

/// What an alarm is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The call that a person leads: hold, marks of time.
    Desk(PersonId),
    /// A message to a colleague, by its number.
    Message(u64),
    /// A call that is offered to a colleague, by the number of the offer.
    Offer(u64),
    /// An inquiry that has still to be recorded elsewhere, by its number.
    Inquiry(u64),
}

/// An alarm that is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarm {
    /// What it is about.
    pub subject: Subject,
    /// When it goes off, UTC; the store keeps milliseconds.
    pub at: DateTime<Utc>,
}

impl Alarm {
    /// An alarm.
    pub fn new(subject: Subject, at: DateTime<Utc>) -> Self {
        Alarm { subject, at }
    }
}
