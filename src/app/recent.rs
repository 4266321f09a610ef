//! What has been drawn and is not on disk yet, and what the audit trail has to know of a file once it
//! was sent. An edge may draw the next state before the last one is noted there; it has to find the
//! message that it has just sent. Which screens wait to be noted is known here too: whoever notes them
//! is woken for the first of them only.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::chat::edge::Drawn;
use crate::domain::audit::Deed;
use crate::domain::notice::NoticeId;
use crate::domain::people::PersonId;
use crate::store::book::Shown;

/// Drawings on their way to the disk.
#[derive(Default)]
pub struct Recent(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    screens: HashMap<PersonId, Shown>,
    notices: HashMap<NoticeId, (i32, u32)>,
    given: HashMap<NoticeId, Deed>,
    /// Whose screens are not noted, and since when the first of them waits for it.
    unnoted: BTreeSet<PersonId>,
    since: Option<Instant>,
}

impl Recent {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Each change of the maps is one call: they are whole also after a panic elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A person's screen was drawn. Whether it is the first that waits to be noted.
    pub fn screen_drawn(&self, who: PersonId, shown: Shown) -> bool {
        let mut waiting = self.waiting();
        waiting.screens.insert(who, shown);
        waiting.unnoted.insert(who);
        let first = waiting.since.is_none();
        waiting.since.get_or_insert_with(Instant::now);
        first
    }

    /// How long the first of the screens has waited to be noted; none where none does.
    pub fn unnoted_for(&self) -> Option<Duration> {
        self.waiting().since.map(|since| since.elapsed())
    }

    /// The screens that wait to be noted, by person: they count as noted now.
    pub fn take_unnoted(&self) -> Vec<Drawn> {
        let mut waiting = self.waiting();
        waiting.since = None;
        let people = std::mem::take(&mut waiting.unnoted);
        let drawn = |who| {
            let Shown { message, stamp, keys } = *waiting.screens.get(&who)?;
            Some(Drawn::Screen { who, message, stamp, keys })
        };
        people.into_iter().filter_map(drawn).collect()
    }

    /// A notice was drawn.
    pub fn notice_drawn(&self, id: NoticeId, message: i32, stamp: u32) {
        self.waiting().notices.insert(id, (message, stamp));
    }

    /// A file was made: what giving it out will have been.
    pub fn made(&self, id: NoticeId, deed: Deed) {
        self.waiting().given.insert(id, deed);
    }

    /// A file was sent: what was done by it. Known until that is on disk: a write for which there is
    /// no room is made again.
    pub fn given(&self, id: NoticeId) -> Option<Deed> {
        self.waiting().given.get(&id).cloned()
    }

    /// It is on disk now, unless something newer was drawn meanwhile.
    pub fn settle(&self, drawn: Drawn) {
        let mut waiting = self.waiting();
        match drawn {
            Drawn::Screen { who, message, stamp, keys } => {
                let same = waiting.screens.get(&who) == Some(&Shown { message, stamp, keys });
                // One that still waits to be noted is looked for here.
                if same && !waiting.unnoted.contains(&who) {
                    waiting.screens.remove(&who);
                }
            }
            Drawn::Notice { id, message, stamp } => {
                if waiting.notices.get(&id) == Some(&(message, stamp)) {
                    waiting.notices.remove(&id);
                }
                waiting.given.remove(&id);
            }
            Drawn::Unreachable(_) => {}
        }
    }

    /// What of a person's screen was drawn last and is not on disk.
    pub fn screen(&self, who: PersonId) -> Option<Shown> {
        self.waiting().screens.get(&who).copied()
    }

    /// What of a notice was drawn last and is not on disk.
    pub fn notice(&self, id: NoticeId) -> Option<(i32, u32)> {
        self.waiting().notices.get(&id).copied()
    }
}
