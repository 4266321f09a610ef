//! Who wrote or pressed something while updates piled up. A full batch of updates means that
//! Telegram has more: nobody sits before his telephone and waits for an answer to those.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::chat::edge::PersonId;

/// People whose newest update came in a full batch: their screens give way to what others ask for
/// now.
#[derive(Debug, Default)]
pub(super) struct Crowd(Mutex<HashSet<PersonId>>);

impl Crowd {
    fn people(&self) -> MutexGuard<'_, HashSet<PersonId>> {
        // Each change of the set is one call: it is whole also after a panic elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An update of this person came in, in a full batch or not.
    pub(super) fn note(&self, who: PersonId, full: bool) {
        if full {
            self.people().insert(who);
        } else {
            self.people().remove(&who);
        }
    }

    /// Nothing waits any more.
    pub(super) fn gone(&self) {
        self.people().clear();
    }

    /// Whether this person's screen can wait.
    pub(super) fn has(&self, who: PersonId) -> bool {
        self.people().contains(&who)
    }
}
