//! A notice is a message of its own, beside the screen: a reminder, an alert, a request, an
//! answer. What it says is read from the store when it is drawn.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::document::Document;
use super::message::MessageId;
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
    /// The state since which it has to be a new message, although an older one is there: only a new
    /// one makes a sound.
    #[serde(default, skip_serializing_if = "is_none")]
    pub fresh: u32,
}

fn is_none(stamp: &u32) -> bool {
    *stamp == 0
}

impl Notice {
    /// A notice that is to be sent.
    pub fn new(id: NoticeId, to: PersonId, at: DateTime<Utc>, body: Body) -> Self {
        Notice { id, to, at, body, stamp: 1, shown: None, fresh: 0 }
    }

    /// What it says may have changed: it is drawn again, where it stands.
    pub fn retell(&mut self) {
        self.stamp = self.stamp.wrapping_add(1);
    }

    /// It is told anew, by a new message.
    pub fn tell_anew(&mut self, at: DateTime<Utc>) {
        self.retell();
        (self.at, self.fresh) = (at, self.stamp);
    }

    /// It has to be a new message.
    pub fn is_new(&self) -> bool {
        self.shown.is_none_or(|(_, stamp)| stamp < self.fresh)
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
    /// A colleague has promised the client to call: the reader's own recall is taken off him.
    Relieved {
        /// The reader's.
        recall: RecallId,
        /// The one that took its place.
        promise: RecallId,
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
    /// A message that was taken for the reader, or for whom he stands in.
    Message {
        /// Which.
        message: MessageId,
    },
    /// What has come of a message that the reader took.
    MessageNews {
        /// Which.
        message: MessageId,
    },
    /// The reader's role has changed, or he no longer works here.
    Role,
    /// Somebody came in by the reader's invite.
    Joined {
        /// Who.
        who: PersonId,
    },
    /// A caller waits on hold: for whoever put him there.
    Hold,
    /// A call has reached a mark: for whoever leads it. Nothing is left of it when that is past.
    Mark,
    /// An inquiry is not recorded in the other system yet: for whoever took the call.
    Unrecorded {
        /// Which.
        inquiry: u64,
    },
    /// A call is offered to the reader.
    Offer {
        /// Which offer.
        offer: u64,
    },
    /// What became of a call that the reader offered.
    Offered {
        /// Which offer.
        offer: u64,
    },
    /// A file that the reader asked for.
    File {
        /// What it holds.
        what: Document,
    },
}
