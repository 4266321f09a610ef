//! Kinds of outbound call, by how well the client knows us. Source: seed 003, domain page section 4.

use serde::{Deserialize, Serialize};

use super::codes::Reached;
use super::people::PersonId;

/// The kind of an outbound call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The client does not know of us.
    Cold,
    /// The client knows the company, or talked with a colleague.
    Warm,
    /// We know the person ourselves.
    Hot,
    /// The client asked for this call, or it was promised.
    Awaited,
}

impl Kind {
    /// All of them, in the order in which operators see them.
    pub const ALL: [Kind; 4] = [Kind::Cold, Kind::Warm, Kind::Hot, Kind::Awaited];

    /// The id in message names and in the script's `$kind`.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Cold => "cold",
            Kind::Warm => "warm",
            Kind::Hot => "hot",
            Kind::Awaited => "awaited",
        }
    }

    /// The kind with this id.
    pub fn from_id(id: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// Why a call is of its kind: the operator reads it beside the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The operator said so.
    Corrected,
    /// A call was agreed with the client.
    Agreed,
    /// This operator has talked with the decision maker.
    TalkedMyself,
    /// A colleague has talked with somebody there.
    TalkedColleague(PersonId),
    /// Nobody has talked with them yet.
    NoTalk,
}

/// One past talk, as far as the kind of the next call depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Who called.
    pub by: PersonId,
    /// Whom the call reached.
    pub reached: Reached,
}

/// The kind of the next call to a lead and the reason: the operator's own correction, else an
/// agreed call, else what the earlier talks (oldest first) make of it.
pub fn derive(corrected: Option<Kind>, agreed: bool, talks: &[Talk], me: PersonId) -> (Kind, Why) {
    if let Some(kind) = corrected {
        return (kind, Why::Corrected);
    }
    if agreed {
        return (Kind::Awaited, Why::Agreed);
    }
    if talks.iter().any(|talk| talk.by == me && talk.reached == Reached::Lpr) {
        return (Kind::Hot, Why::TalkedMyself);
    }
    match talks.iter().rev().find(|talk| talk.reached != Reached::Nobody) {
        Some(talk) => (Kind::Warm, Why::TalkedColleague(talk.by)),
        None => (Kind::Cold, Why::NoTalk),
    }
}
