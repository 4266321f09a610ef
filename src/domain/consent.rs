//! A customer's consent, asked for one attempt: the supervisor answers. Source: seed 000, domain
//! page section 2.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::lead::LeadId;
use super::notice::NoticeId;
use super::people::PersonId;

/// A request to a supervisor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: u64,
    /// What is asked for.
    pub ask: Ask,
    /// Whom it is about.
    pub lead: LeadId,
    /// Who asks.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// The answer.
    #[serde(default)]
    pub answer: Option<Answer>,
    /// The messages that ask for it, one to each supervisor.
    #[serde(default)]
    pub notices: Vec<NoticeId>,
}

/// What a supervisor can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// The customer's consent to this attempt's result.
    Consent {
        /// The number of the attempt.
        attempt: u16,
    },
    /// To open a closed lead for a further attempt.
    Reopen,
}

/// A supervisor's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes or no.
    pub yes: bool,
    /// Who answered.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}
