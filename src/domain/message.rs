//! A message that was taken for a colleague who could not be reached: it goes from one to the next
//! until somebody has read it. Source: seed 001 (how to take a message), domain page sections 6
//! and 11: word for word, with date and time, and it has to arrive.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::lead::LeadId;
use super::people::{Person, PersonId, Role};
use super::recall::RecallId;

/// The number of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub u64);

/// The fields of the form, as the caller's words were typed; none: not asked, or not told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// Who called.
    pub caller: Option<String>,
    /// Post.
    pub position: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// What it is about, word for word.
    pub about: Option<String>,
    /// The number to call back.
    pub number: Option<String>,
    /// When to call back.
    pub when: Option<String>,
    /// Who may take it instead.
    pub instead: Option<String>,
    /// How the caller felt.
    pub mood: Option<String>,
}

impl Form {
    /// The ids of the fields in scripts and texts, in the order of the form.
    pub const FIELDS: [&str; 8] =
        ["caller", "position", "organisation", "about", "number", "when", "instead", "mood"];

    /// The form of what was asked in a call; `value` gives what stands in a field.
    pub fn filled(value: impl Fn(&str) -> Option<String>) -> Form {
        let some = |id| value(id).filter(|text| !text.trim().is_empty());
        Form {
            caller: some("caller"),
            position: some("position"),
            organisation: some("organisation"),
            about: some("about"),
            number: some("number"),
            when: some("when"),
            instead: some("instead"),
            mood: some("mood"),
        }
    }

    /// What stands in a field.
    pub fn value(&self, id: &str) -> Option<&str> {
        match id {
            "caller" => self.caller.as_deref(),
            "position" => self.position.as_deref(),
            "organisation" => self.organisation.as_deref(),
            "about" => self.about.as_deref(),
            "number" => self.number.as_deref(),
            "when" => self.when.as_deref(),
            "instead" => self.instead.as_deref(),
            "mood" => self.mood.as_deref(),
            _ => None,
        }
    }
}

/// Why somebody was sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// It is for him.
    Addressee,
    /// He stands in for whoever had it, who is not there or has not read it in time.
    StandIn(PersonId),
    /// He leads, and nobody else has read it.
    Supervisor,
    /// A colleague passed it on to him.
    Passed(PersonId),
}

/// That a message was sent to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// To whom.
    pub to: PersonId,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Why to him.
    pub because: Because,
    /// The notice that shows it to him; none: he cannot be written to.
    #[serde(default)]
    pub notice: Option<u64>,
}

/// What has come of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has read it.
    Waiting,
    /// Read.
    Read {
        /// By whom.
        by: PersonId,
        /// When, UTC.
        at: DateTime<Utc>,
    },
    /// Somebody will call back.
    Calls {
        /// Who.
        by: PersonId,
        /// When he said so, UTC.
        at: DateTime<Utc>,
        /// When he will call, UTC.
        due: DateTime<Utc>,
        /// The recall that reminds him.
        recall: RecallId,
    },
}

/// A message. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its number.
    pub id: MessageId,
    /// The campaign.
    pub campaign: String,
    /// Who called, if his number is known.
    #[serde(default)]
    pub lead: Option<LeadId>,
    /// The call in which it was taken, by its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inquiry: Option<u64>,
    /// Who took it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// For whom it is.
    pub to: PersonId,
    /// What the caller told.
    pub form: Form,
    /// To whom it was sent, in order.
    pub sent: Vec<Sent>,
    /// What has come of it.
    pub state: State,
    /// The notice that tells the one who took it what has come of it.
    #[serde(default)]
    pub news: Option<u64>,
    /// The caller was forgotten, and his words with him.
    #[serde(default)]
    pub forgotten: bool,
}

impl Message {
    /// Nobody has read it.
    pub fn waits(&self) -> bool {
        self.state == State::Waiting
    }

    /// Whose it is now: to whom it was sent last.
    pub fn with(&self) -> PersonId {
        self.sent.last().map_or(self.to, |sent| sent.to)
    }

    /// Whether it was sent to somebody.
    pub fn reached(&self, who: PersonId) -> bool {
        self.sent.iter().any(|sent| sent.to == who)
    }

    /// Whether supervisors have been told of it since it was passed on last.
    pub fn is_overdue(&self) -> bool {
        self.waits() && self.round().iter().any(|sent| sent.because == Because::Supervisor)
    }

    /// Those who have it at hand since it was passed on last, in the order in which they got it.
    pub fn round(&self) -> &[Sent] {
        let passed = |sent: &Sent| matches!(sent.because, Because::Passed(_));
        let from = self.sent.iter().rposition(passed).unwrap_or(0);
        self.sent.get(from..).unwrap_or_default()
    }

    /// The message without what the caller told: he was forgotten.
    #[must_use]
    pub fn forgotten(self) -> Message {
        Message { form: Form::default(), forgotten: true, ..self }
    }
}

/// Who is told next of a message that nobody has read: whoever stands in for the one who has it now,
/// once; else the supervisors who have not been told since it was passed on. `stand_ins` are those
/// who may take it instead, in order: the profile's, then whom the caller named. Nobody is told who
/// has left, cannot be written to, or has it already.
pub fn next_readers(
    message: &Message,
    stand_ins: &[PersonId],
    people: &[Person],
) -> Vec<(PersonId, Because)> {
    let round = message.round();
    let has = |who: PersonId| round.iter().any(|sent| sent.to == who);
    let can = |p: &&Person| p.is(Role::Operator) && !p.unreachable && !has(p.id);
    let stood_in = |sent: &Sent| matches!(sent.because, Because::StandIn(_) | Because::Supervisor);
    let holder = round.first().map_or(message.to, |sent| sent.to);
    if !round.iter().any(stood_in) {
        let able: Vec<&Person> = stand_ins
            .iter()
            .filter_map(|id| people.iter().filter(can).find(|p| p.id == *id))
            .collect();
        let there = able.iter().find(|p| p.on_shift).or(able.first());
        if let Some(person) = there {
            return vec![(person.id, Because::StandIn(holder))];
        }
    }
    let leads: Vec<&Person> =
        people.iter().filter(|p| p.is(Role::Supervisor)).filter(can).collect();
    let on_shift: Vec<&Person> = leads.iter().copied().filter(|p| p.on_shift).collect();
    let told = if on_shift.is_empty() { leads } else { on_shift };
    told.into_iter().map(|p| (p.id, Because::Supervisor)).collect()
}
