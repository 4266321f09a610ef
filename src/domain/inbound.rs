//! An inbound call: what is kept of it while it goes on. Source: domain page, sections 4 to 6.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

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
}
