//! What has been drawn and is not on disk yet, and what the audit trail has to know of a file once it
//! was sent. An edge may draw the next state before the last one is noted there; it has to find the
//! message that it has just sent. Which screens wait to be noted is known here too: whoever notes them
//! is woken for the first of them only.
//!
//! And what is written and not on disk yet, of what is to be drawn: an edge that draws what was told of
//! before would show it already.

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
    /// The groups that are not told of yet, by their numbers: there are two at most.
    untold: Vec<(u64, Untold)>,
}

/// What a group will have drawn, and whether an edge was put off with it meanwhile.
type Untold = HashMap<Draw, bool>;

impl Recent {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Each change of the maps is one call: they are whole also after a panic elsewhere.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The group with this number is written next: it is told of once it is on disk, and has these drawn
    /// then.
    pub fn begins(&self, group: u64, draws: &[Draw]) {
        let draws = draws.iter().map(|draw| (*draw, false)).collect();
        self.waiting().untold.push((group, draws));
    }

    /// This group is on disk, or was not written after all; to be said before anybody is told. Gives what
    /// an edge wanted to draw meanwhile, and was put off with.
    pub fn is_over(&self, group: u64) -> Vec<Draw> {
        let mut waiting = self.waiting();
        let Some(at) = waiting.untold.iter().position(|(own, _)| *own == group) else {
            return Vec::new();
        };
        let (_, draws) = waiting.untold.remove(at);
        draws.into_iter().filter(|(_, put_off)| *put_off).map(|(draw, _)| draw).collect()
    }

    /// Whether a group that is not told of yet will have this drawn: then it is not to be drawn now. To
    /// be asked after the records were read: what was not written then is not in them.
    pub fn puts_off(&self, draw: Draw) -> bool {
        let mut waiting = self.waiting();
        let last = waiting.untold.iter_mut().rev().find_map(|(_, draws)| draws.get_mut(&draw));
        last.map(|put_off| *put_off = true).is_some()
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
        assert_eq!(recent.is_over(1), [bob]);
        assert!(recent.puts_off(ann) && !recent.puts_off(bob));
        assert_eq!(recent.is_over(2), [ann]);
        assert!(!recent.puts_off(ann));
    }

    #[test]
    fn a_group_that_was_not_written_uncovers_nothing_of_the_one_before_it() {
        let recent = Recent::default();
        let ann = Draw::Screen(PersonId(1));
        recent.begins(1, &[ann]);
        recent.begins(2, &[ann]);
        assert!(recent.puts_off(ann));
        // Whoever was put off with it is told, and put off again.
        assert_eq!(recent.is_over(2), [ann]);
        assert!(recent.puts_off(ann));
        assert_eq!(recent.is_over(1), [ann]);
        recent.begins(3, &[ann]);
        assert_eq!(recent.is_over(3), []);
    }
}
