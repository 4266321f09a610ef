//! What is measured and logged of a turn: whose it is, of which kind, and how long it took from
//! the moment it was put in until somebody was told.

use std::time::Instant;

use crate::chat::edge::Settled;
use crate::chat::event::Incoming;
use crate::domain::people::PersonId;
use crate::meter;

/// A turn on its way.
pub struct Mark {
    who: PersonId,
    update: Option<i64>,
    event: &'static str,
    since: Instant,
}

impl Mark {
    /// A turn that was put in at this moment.
    pub fn new(incoming: &Incoming, since: Instant) -> Mark {
        let (who, update, event) = (incoming.who.id, incoming.update, incoming.event.kind());
        Mark { who, update, event, since }
    }

    /// The turn is on disk and the edge knows: what it should be told is the answer's word.
    pub fn told(&self, outcome: &'static str) {
        let took = self.since.elapsed();
        meter::turn(self.event, outcome, took);
        tracing::debug!(
            person = self.who.0,
            update = self.update,
            event = self.event,
            outcome,
            micros = took.as_micros() as u64,
            "turn"
        );
    }
}

/// How a turn ended, in a word for logs.
pub fn outcome(settled: &Settled) -> &'static str {
    match settled {
        Settled { held: true, .. } => "held",
        Settled { skipped: true, .. } => "skipped",
        _ => "done",
    }
}
