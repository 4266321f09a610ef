//! A notice is a message of its own, beside the screen: a reminder, an alert, a request, an
//! answer. What it says is read from the store when it is drawn.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::document::Document;
use super::people::PersonId;
use super::recall::RecallId;

/// The id of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NoticeId(pub u64);

/// A message to one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Its id.
    pub id: NoticeId,
    /// For whom.
    pub to: PersonId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub body: Body,
    /// Rises whenever what it says may have changed.
    pub stamp: u32,
    /// The message that shows it, and the state that it shows; once it was sent.
    #[serde(default)]
    pub shown: Option<(i32, u32)>,
}

impl Notice {
    /// A notice that is to be sent.
    pub fn new(id: NoticeId, to: PersonId, at: DateTime<Utc>, body: Body) -> Self {
        Notice { id, to, at, body, stamp: 1, shown: None }
    }

    /// What is shown is no longer what should be. A file that was sent stays as it is.
    pub fn is_dirty(&self) -> bool {
        self.shown.is_none_or(|(_, stamp)| stamp != self.stamp && self.document().is_none())
    }

    /// The file that it is, if it is one.
    pub fn document(&self) -> Option<Document> {
        match self.body {
            Body::File { what } => Some(what),
            _ => None,
        }
    }
}

/// What a notice is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Recalls that are due: for whoever is to make them.
    Due {
        /// Which.
        recalls: Vec<RecallId>,
    },
    /// Recalls that nobody took: for supervisors.
    Overdue {
        /// Which.
        recalls: Vec<RecallId>,
    },
    /// Recalls were handed over to the reader.
    Handed {
        /// Which.
        recalls: Vec<RecallId>,
        /// By whom.
        from: PersonId,
    },
    /// A request to answer, or already answered: for supervisors.
    Request {
        /// Which.
        request: u64,
    },
    /// The answer to the reader's own request.
    Answer {
        /// Which.
        request: u64,
    },
    /// The reader's role has changed, or he no longer works here.
    Role,
    /// Somebody came in by the reader's invite.
    Joined {
        /// Who.
        who: PersonId,
    },
    /// A file that the reader asked for.
    File {
        /// What it holds.
        what: Document,
    },
}
