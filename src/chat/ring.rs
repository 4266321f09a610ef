//! What comes of an alarm that goes off. Pure, as a turn is: facts, time and dice are arguments.
//! One file for each kind of subject.

mod desk;
mod inquiry;
mod message;
mod offer;

use std::collections::HashMap;

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::forget::Gone;
use crate::domain::notice::{Body, Notice, NoticeId};
use crate::domain::people::PersonId;
use crate::domain::record::{Change, Counter};

use super::clocks;
use super::desk::Desk;
use super::facts::Facts;
use super::house::House;

/// What an alarm comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rung {
    /// Records to be stored.
    pub changes: Vec<Change>,
    /// Desks that changed. One whose stamp is as it was is not drawn anew, and its keys go on acting:
    /// an alarm must not take a key from under somebody's finger.
    pub desks: Vec<(PersonId, Desk)>,
}

/// An alarm in the making of what it comes to.
pub struct Bell<'a> {
    /// Rules and words.
    pub house: &'a House,
    /// The store.
    pub facts: &'a dyn Facts,
    /// The moment, UTC. The alarm may have been set for a much earlier one: the bot was not running.
    pub now: DateTime<Utc>,
    /// Records to be stored.
    pub changes: Vec<Change>,
    /// Desks that change.
    pub desks: Vec<(PersonId, Desk)>,
    taken: HashMap<Counter, u64>,
    dice: &'a mut dyn FnMut() -> u64,
}

/// Decides what comes of an alarm. Unless it is set again it is gone.
///
/// # Errors
/// The store's: then nothing has changed.
pub fn ring(
    house: &House,
    facts: &dyn Facts,
    alarm: &Alarm,
    now: DateTime<Utc>,
    dice: &mut dyn FnMut() -> u64,
) -> Result<Rung> {
    let (changes, desks, taken) = (Vec::new(), Vec::new(), HashMap::new());
    let mut bell = Bell { house, facts, now, changes, desks, taken, dice };
    match alarm.subject {
        Subject::Desk(who) => desk::ring(&mut bell, who)?,
        Subject::Message(id) => message::ring(&mut bell, id)?,
        Subject::Offer(id) => offer::ring(&mut bell, id)?,
        Subject::Inquiry(id) => inquiry::ring(&mut bell, id)?,
    }
    wind(&mut bell)?;
    let Bell { mut changes, desks, .. } = bell;
    let again = |c: &Change| matches!(c, Change::Alarm(set) if set.subject == alarm.subject);
    if !changes.iter().any(again) {
        changes.push(Change::Gone(Gone::Alarm(alarm.subject)));
    }
    Ok(Rung { changes, desks })
}

/// Sets the clocks of the desks that this alarm changes.
fn wind(bell: &mut Bell<'_>) -> Result<()> {
    let mut over = Vec::new();
    for (who, mut desk) in std::mem::take(&mut bell.desks) {
        let was = bell.facts.desk(who)?;
        let (change, more) = clocks::follow(bell.house, who, was.as_ref(), &mut desk, bell.now);
        bell.changes.extend(change);
        over.extend(more);
        bell.desks.push((who, desk));
    }
    over.into_iter().try_for_each(|id| bell.redraw(id))
}

impl Bell<'_> {
    /// Sets an alarm, or moves it.
    pub fn set(&mut self, subject: Subject, at: DateTime<Utc>) {
        self.changes.push(Change::Alarm(Alarm { subject, at }));
    }

    /// The next number of a kind; each call takes one.
    ///
    /// # Errors
    /// The store's.
    pub fn take(&mut self, counter: Counter) -> Result<u64> {
        let number = match self.taken.get(&counter) {
            Some(last) => last + 1,
            None => self.facts.next(counter)?,
        };
        self.taken.insert(counter, number);
        Ok(number)
    }

    /// Sends a message to somebody.
    ///
    /// # Errors
    /// The store's.
    pub fn notify(&mut self, to: PersonId, body: Body) -> Result<NoticeId> {
        let id = NoticeId(self.take(Counter::Notice)?);
        self.changes.push(Change::Notice(Notice::new(id, to, self.now, body)));
        Ok(id)
    }

    /// Tells somebody by a message that was there before, anew and with a sound; by another one, where
    /// there was none or it does not read. The older message is taken away.
    ///
    /// # Errors
    /// The store's.
    pub fn tell_anew(
        &mut self,
        before: Option<NoticeId>,
        to: PersonId,
        body: Body,
    ) -> Result<NoticeId> {
        let known = before.and_then(|id| self.facts.notice(id).ok().flatten());
        let Some(mut notice) = known.filter(|notice| notice.to == to) else {
            return self.notify(to, body);
        };
        notice.body = body;
        notice.tell_anew(self.now);
        let id = notice.id;
        self.changes.push(Change::Notice(notice));
        Ok(id)
    }

    /// Draws a notice again, because what it shows has changed; a file stays as it was sent.
    ///
    /// # Errors
    /// The store's.
    pub fn redraw(&mut self, id: NoticeId) -> Result<()> {
        let waits = |c: &Change| matches!(c, Change::Notice(notice) if notice.id == id);
        if !self.changes.iter().any(waits)
            && let Some(mut notice) = self.facts.notice(id)?.filter(|n| n.document().is_none())
        {
            notice.stamp = notice.stamp.wrapping_add(1);
            self.changes.push(Change::Notice(notice));
        }
        Ok(())
    }

    /// A random number below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        ((self.dice)() % u64::from(limit.max(1))) as u32
    }
}
