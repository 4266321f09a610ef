//! An inbound call: what is kept of it while it goes on. Source: domain page, sections 4 to 6.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::clocks::Clocks;
use super::kind::Kind;
use super::offer::Handing;
use super::people::PersonId;

/// What somebody is to us. Source: seed 003: every person is an opportunity.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ClientStage {
    /// Called us, or was called.
    #[default]
    Person,
    /// Gave direct or indirect consent to talk or to co-operate.
    Potential,
    /// Has made a deal with us.
    Client,
}

impl ClientStage {
    /// All of them, in order.
    pub const ALL: [ClientStage; 3] =
        [ClientStage::Person, ClientStage::Potential, ClientStage::Client];

    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            ClientStage::Person => "person",
            ClientStage::Potential => "potential",
            ClientStage::Client => "client",
        }
    }

    /// The stage with this id.
    pub fn from_id(id: &str) -> Option<ClientStage> {
        ClientStage::ALL.into_iter().find(|stage| stage.id() == id)
    }
}

/// The part of a call in progress that only inbound calls have. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbound {
    /// When it was answered.
    pub begun: DateTime<Utc>,
    /// What the caller told, by the id of the datum.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub filled: BTreeMap<String, String>,
    /// What was asked and is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<String>,
    /// The colleague who is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
    /// What the caller is to us, as the card had it when it became known who is calling.
    #[serde(default)]
    pub stage: ClientStage,
    /// The kind of the call, where the operator corrected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Kind>,
    /// The script with which it began, where the operator had to take another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub switched_from: Option<String>,
    /// The steps in the order in which the operator came to them, also those he went back from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<Pass>,
    /// Hold, and marks of the call's length.
    #[serde(default, skip_serializing_if = "Clocks::is_new")]
    pub clocks: Clocks,
    /// To whom it is offered, was offered, and through whose hands it went.
    #[serde(default, skip_serializing_if = "Handing::is_empty")]
    pub handing: Handing,
}

/// A step that a call came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Its id.
    pub step: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

/// So many steps of a call are noted; a person who leans on a key does not fill the disk.
const PASSED_MAX: usize = 200;

impl Inbound {
    /// A call that is answered now.
    pub fn new(begun: DateTime<Utc>) -> Self {
        Inbound {
            begun,
            filled: BTreeMap::new(),
            skipped: Vec::new(),
            manager: None,
            stage: ClientStage::default(),
            corrected: None,
            switched_from: None,
            passed: Vec::new(),
            clocks: Clocks::default(),
            handing: Handing::default(),
        }
    }

    /// The datum is known.
    pub fn is_filled(&self, id: &str) -> bool {
        self.filled.contains_key(id)
    }

    /// Notes where the call is; nothing, if it has not moved.
    pub fn pass(&mut self, step: &str, at: DateTime<Utc>) {
        let moved = self.passed.last().is_none_or(|last| last.step != step);
        if moved && self.passed.len() < PASSED_MAX {
            self.passed.push(Pass { step: step.to_owned(), at });
        }
    }
}
