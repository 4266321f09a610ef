//! Kinds of call, by how well the client knows us. Source: seed 003, domain page section 4.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::codes::Reached;
use super::people::PersonId;

/// The kind of a call: four in which the client rings, and four in which we do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Inbound: had no contact with us before.
    FirstTime,
    /// Inbound: had contact with us, and did not buy.
    Returned,
    /// Inbound: was sent to us by somebody who speaks well of us.
    Recommended,
    /// Inbound: is our client already.
    Repeat,
    /// Outbound: the client does not know of us.
    Cold,
    /// Outbound: the client knows the company, or talked with a colleague.
    Warm,
    /// Outbound: we know the person ourselves.
    Hot,
    /// Outbound: the client asked for this call, or it was promised.
    Awaited,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 8] = [
        Kind::FirstTime,
        Kind::Returned,
        Kind::Recommended,
        Kind::Repeat,
        Kind::Cold,
        Kind::Warm,
        Kind::Hot,
        Kind::Awaited,
    ];
    /// Of calls that come in, in the order in which operators see them.
    pub const INBOUND: [Kind; 4] =
        [Kind::FirstTime, Kind::Returned, Kind::Recommended, Kind::Repeat];
    /// Of calls that we make, in the order in which operators see them.
    pub const OUTBOUND: [Kind; 4] = [Kind::Cold, Kind::Warm, Kind::Hot, Kind::Awaited];

    /// The client rings.
    pub fn is_inbound(self) -> bool {
        Kind::INBOUND.contains(&self)
    }

    /// The id in message names and in the script's `$kind`.
    pub fn id(self) -> &'static str {
        match self {
            Kind::FirstTime => "first_time",
            Kind::Returned => "returned",
            Kind::Recommended => "recommended",
            Kind::Repeat => "repeat",
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

/// Why a call is of its kind: the operator reads it beside the kind. Moments are UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The operator said so.
    Corrected,
    /// A call was agreed with the client.
    Agreed,
    /// This operator has talked with the person: the decision maker, or whoever rang.
    TalkedMyself,
    /// A colleague has talked with somebody there.
    TalkedColleague(PersonId),
    /// Nobody has talked with them yet.
    NoTalk,
    /// Nobody knows yet who is calling.
    Unknown,
    /// There was no contact before.
    NoContact,
    /// They called then, and did not buy.
    Called(DateTime<Utc>),
    /// We talked with them then, and they did not buy.
    Talked(DateTime<Utc>),
    /// Somebody recommended us to them.
    Recommended,
    /// They made a deal with us; the moment where it was made in a call.
    Client(Option<DateTime<Utc>>),
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
    if let Some(kind) = corrected.filter(|kind| !kind.is_inbound()) {
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

/// One past conversation, whoever rang whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact {
    /// When.
    pub at: DateTime<Utc>,
    /// They rang us.
    pub inbound: bool,
    /// A deal was made in it.
    pub deal: bool,
}

/// What is known of whoever is calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller<'a> {
    /// Has made a deal with us.
    pub client: bool,
    /// Was recommended to call us.
    pub recommended: bool,
    /// Earlier conversations, oldest first.
    pub contacts: &'a [Contact],
}

/// The kind of a call that comes in, and the reason: the operator's own correction, else what is
/// known of the caller. Whoever was recommended and has talked with us since is known by himself.
pub fn derive_inbound(corrected: Option<Kind>, caller: Option<Caller<'_>>) -> (Kind, Why) {
    if let Some(kind) = corrected.filter(|kind| kind.is_inbound()) {
        return (kind, Why::Corrected);
    }
    let Some(caller) = caller else { return (Kind::FirstTime, Why::Unknown) };
    let last = |wanted: &dyn Fn(&&Contact) -> bool| caller.contacts.iter().rev().find(wanted);
    if caller.client {
        let deal = last(&|contact| contact.deal).map(|contact| contact.at);
        return (Kind::Repeat, Why::Client(deal));
    }
    if let Some(contact) = last(&|contact| contact.inbound) {
        return (Kind::Returned, Why::Called(contact.at));
    }
    match caller.contacts.last() {
        Some(contact) => (Kind::Returned, Why::Talked(contact.at)),
        None if caller.recommended => (Kind::Recommended, Why::Recommended),
        None => (Kind::FirstTime, Why::NoContact),
    }
}
