//! The next call or visit: when it is due, who is told, and what becomes of it.
//! Source: seed 000 (result «call again»), domain page section 3.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::lead::LeadId;
use super::people::PersonId;

/// The id of a recall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecallId(pub u64);

/// A call that was computed or agreed. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recall {
    /// Its id.
    pub id: RecallId,
    /// The campaign.
    pub campaign: String,
    /// Whom it is about.
    pub lead: LeadId,
    /// The attempt that led to it; the last one before it, or 0, where an inquiry did.
    pub attempt: u16,
    /// The inquiry that led to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inquiry: Option<u64>,
    /// Who is to make it.
    pub owner: PersonId,
    /// When.
    #[serde(with = "super::moment")]
    pub due: DateTime<Utc>,
    /// Which rules its date obeys.
    pub kind: DueKind,
    /// The client named the time, or it was promised.
    pub agreed: bool,
    /// Where it stands.
    pub state: State,
    /// When the timer has to look at it again; none: never.
    #[serde(default, with = "super::moment::maybe")]
    pub wake: Option<DateTime<Utc>>,
    /// The message that told the owner of it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<u64>,
}

/// Three kinds of due date, with rules of their own (domain page, section 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// At most five days ahead.
    Recall,
    /// A call agreed with the client: free.
    Call,
    /// The same, made by the operator himself: allowed although the lead is closed.
    OwnCall,
    /// A visit agreed with the client: free.
    Visit,
    /// Six months after a final refusal.
    LongTerm,
    /// A call back that was promised in a call that came in: free.
    Promise,
    /// The same, for the end of the operator's shift: nobody else makes it. Source: seed 004.
    ShiftEnd,
}

/// Where a recall stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not due yet, or put off.
    Waiting,
    /// The operator was told.
    Told,
    /// Nobody took it in time: the supervisors were told.
    Overdue,
    /// Somebody is at it.
    Taken,
    /// Done, or no longer wanted.
    Closed,
}

impl DueKind {
    /// Promised in a call that came in: it is made by the operator himself, although the lead may
    /// be closed, and nothing has to be recorded of it.
    pub fn is_promise(self) -> bool {
        matches!(self, DueKind::Promise | DueKind::ShiftEnd)
    }
}

impl Recall {
    /// Still to be done.
    pub fn is_open(&self) -> bool {
        self.state != State::Closed
    }

    /// Puts it at another time: told again when that comes.
    pub fn put_off(&mut self, due: DateTime<Utc>) {
        self.due = due;
        self.state = State::Waiting;
        self.wake = Some(due);
    }

    /// Nobody needs to be told of it any more.
    pub fn close(&mut self) {
        self.state = State::Closed;
        self.wake = None;
    }
}
