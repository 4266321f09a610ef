//! An inquiry: one call that came in, as it was recorded. Source: domain page, sections 4 to 6 and 8.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::inbound::{ClientStage, Pass};
use super::kind::Kind;
use super::lead::LeadId;
use super::message::MessageId;
use super::offer::Transfer;
use super::people::PersonId;
use super::phone::Phone;
use super::recall::RecallId;

/// A call that came in. Moments are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// A running number.
    pub id: u64,
    /// The campaign.
    pub campaign: String,
    /// Who took it.
    pub by: PersonId,
    /// Who called; none: it was never known.
    #[serde(default)]
    pub lead: Option<LeadId>,
    /// The kind of the call.
    pub kind: Kind,
    /// The script by which it was led.
    pub script: String,
    /// Its version.
    pub version: u32,
    /// The step at which it ended.
    pub step: String,
    /// The script with which it began, where the operator had to take another.
    #[serde(default)]
    pub switched_from: Option<String>,
    /// How it ended, by the script's id for it; none: it was left.
    #[serde(default)]
    pub outcome: Option<String>,
    /// A conversation took place.
    pub talk: bool,
    /// What the caller was when it ended.
    #[serde(default)]
    pub stage: ClientStage,
    /// The call made the caller a client.
    #[serde(default)]
    pub deal: bool,
    /// What the caller told, by the id of the datum; nothing, if the lead was forgotten.
    #[serde(default)]
    pub filled: BTreeMap<String, String>,
    /// The steps in the order in which the operator came to them, also those he went back from.
    #[serde(default)]
    pub passed: Vec<Pass>,
    /// Through whose hands it went before, in order.
    #[serde(default)]
    pub transfers: Vec<Transfer>,
    /// The colleague who was asked for.
    #[serde(default)]
    pub manager: Option<PersonId>,
    /// What goes into the record, in the campaign's record language; nothing, if the lead was
    /// forgotten.
    #[serde(default)]
    pub text: String,
    /// When it was answered.
    pub begun: DateTime<Utc>,
    /// When it ended.
    pub ended: DateTime<Utc>,
    /// Seconds in which the caller was on hold.
    #[serde(default)]
    pub held: u32,
    /// Seconds of the longest hold.
    #[serde(default, skip_serializing_if = "is_none")]
    pub longest_hold: u32,
    /// It has to be recorded in another system; none: it has not.
    #[serde(default)]
    pub register: Option<Register>,
    /// The call back that was promised in it.
    #[serde(default)]
    pub recall: Option<RecallId>,
    /// The message that was taken in it for a colleague.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

/// What becomes of the duty to record an inquiry in another system. Source: seed 002.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// Minutes between reminders.
    pub every: u32,
    /// When it was recorded; none: it was not yet.
    #[serde(default)]
    pub done: Option<DateTime<Utc>>,
    /// The message that reminds of it.
    #[serde(default)]
    pub notice: Option<u64>,
    /// Who has to do it; none: whoever took the call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
}

fn is_none(seconds: &u32) -> bool {
    *seconds == 0
}

impl Inquiry {
    /// It has still to be recorded in the other system.
    pub fn waits(&self) -> bool {
        self.register.is_some_and(|register| register.done.is_none())
    }

    /// Who has to record it in the other system, or had to.
    pub fn registrar(&self) -> PersonId {
        self.register.and_then(|register| register.by).unwrap_or(self.by)
    }

    /// Somebody else's number was told in it.
    pub fn tells(&self, phone: &Phone) -> bool {
        phone.is_in(&self.text) || self.filled.values().any(|told| phone.is_in(told))
    }

    /// The inquiry without a number that was told in it: whose it is was forgotten, and not the caller.
    #[must_use]
    pub fn without(mut self, phone: &Phone) -> Inquiry {
        self.filled.retain(|_, told| !phone.is_in(told));
        let lines: Vec<&str> = self.text.lines().filter(|line| !phone.is_in(line)).collect();
        self.text = lines.join("\n");
        self
    }

    /// The inquiry without anything that the caller told.
    #[must_use]
    pub fn forgotten(self) -> Inquiry {
        let register = self.register.filter(|register| register.done.is_some());
        Inquiry { filled: BTreeMap::new(), text: String::new(), register, ..self }
    }
}
