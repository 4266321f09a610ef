//! What has been drawn and is not on disk yet, and what the audit trail has to know of a file once it
//! was sent. An edge may draw the next state before the last one is noted there; it has to find the
//! message that it has just sent. Which screens wait to be noted is known here too: whoever notes them
//! is woken for the first of them only.
//!
//! And what is written and not on disk yet, of what is to be drawn: an edge that draws what was told of
//! before would show it already.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::chat::edge::{Draw, Drawn};
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
    /// What the groups that are not told of yet will have drawn, the last of them that will, and whether
    /// an edge was put off meanwhile.
    untold: HashMap<Draw, (u64, bool)>,
}

impl Recent {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Each change of the maps is one call: they are whole also after a panic elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The group with this number is written next: it is told of once it is on disk, and has these drawn
    /// then.
    pub fn begins(&self, group: u64, draws: &[Draw]) {
        self.waiting().untold.extend(draws.iter().map(|draw| (*draw, (group, false))));
    }

    /// This group is on disk, or was not written after all; to be said before anybody is told. Gives what
    /// an edge wanted to draw meanwhile.
    pub fn is_over(&self, group: u64, draws: &[Draw]) -> Vec<Draw> {
        let mut waiting = self.waiting();
        let mut put_off = Vec::new();
        for draw in draws {
            if let Entry::Occupied(last) = waiting.untold.entry(*draw)
                && last.get().0 == group
                && last.remove().1
            {
                put_off.push(*draw);
            }
        }
        put_off
    }

    /// Whether a group that is not told of yet will have this drawn: then it is not to be drawn now. To
    /// be asked after the records were read: what was not written then is not in them.
    pub fn puts_off(&self, draw: Draw) -> bool {
        self.waiting().untold.get_mut(&draw).map(|(_, put_off)| *put_off = true).is_some()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_drawn_when_the_last_group_that_changes_it_is_over() {
        let recent = Recent::default();
        let [ann, bob] = [1, 2].map(|id| Draw::Screen(PersonId(id)));
        recent.begins(1, &[ann, bob]);
        recent.begins(2, &[ann]);
        assert!(recent.puts_off(ann) && recent.puts_off(bob));
        assert_eq!(recent.is_over(1, &[ann, bob]), [bob]);
        assert!(recent.puts_off(ann) && !recent.puts_off(bob));
        // Whoever was put off is told also where the group was not written after all.
        assert_eq!(recent.is_over(2, &[ann]), [ann]);
        assert!(!recent.puts_off(ann));
        recent.begins(3, &[bob]);
        assert_eq!(recent.is_over(3, &[bob]), []);
    }
}
