//! A disk without room. Turns are held, not made: the edges put the same ones in again until there is
//! room, in the order in which they came. What was drawn meanwhile is kept to be noted.

use std::collections::HashSet;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::chat::edge::{Draw, Drawn, Settled};
use crate::chat::event::{Event, Incoming};
use crate::domain::people::{PersonId, Role};
use crate::store::StoreError;
use crate::words::Phrase;

use super::engine::{Engine, Job};
use super::inbox::Inbox;
use super::mark::{Mark, outcome};
use super::news::{Made, News};

/// How long to wait before what is kept is tried again.
const RETRY: Duration = Duration::from_secs(1);

/// How an outage stands.
#[derive(Default)]
pub struct Outage {
    /// The last write was refused.
    on: bool,
    /// A turn was held, and the edges have not begun again with it.
    holding: bool,
    /// Who was told by a message.
    told: HashSet<PersonId>,
    /// What was drawn and is not noted.
    drawn: Vec<Drawn>,
}

impl Outage {
    /// What was held comes again, the first of it first.
    pub fn again(&mut self) {
        self.holding = false;
    }

    /// A write was refused; `turns` were in it, and these drawings. Whether that is news.
    pub fn refused(&mut self, turns: bool, mut drawn: Vec<Drawn>) -> bool {
        self.holding |= turns;
        self.drawn.append(&mut drawn);
        !std::mem::replace(&mut self.on, true)
    }

    /// A write went through. Whether that is news.
    pub fn written(&mut self) -> bool {
        // Who is held until the edges have begun again is not to be told a second time.
        if !self.holding {
            self.told.clear();
        }
        std::mem::replace(&mut self.on, false)
    }

    /// Whether this person is still to be told by a message.
    pub fn is_to_tell(&mut self, who: PersonId) -> bool {
        self.told.insert(who)
    }

    /// Something waits to be noted.
    pub fn has_drawn(&self) -> bool {
        !self.drawn.is_empty()
    }

    /// What waits to be noted, taken out.
    pub fn take_drawn(&mut self) -> Vec<Drawn> {
        std::mem::take(&mut self.drawn)
    }
}

impl Engine {
    /// The next job; none inside when only what is kept is to be noted. None at the end.
    pub(super) fn next(&self, inbox: &mut Inbox) -> Option<Option<Job>> {
        let again = self.outage.has_drawn().then_some(RETRY);
        let Some(wait) = self.time_to_note().into_iter().chain(again).min() else {
            return inbox.wait().map(Some);
        };
        match inbox.wait_for(wait) {
            Ok(job) => Some(Some(job)),
            Err(RecvTimeoutError::Timeout) => Some(None),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Whether a turn is not even to be decided: one before it is held, or there is no room still.
    pub(super) fn has_to_hold(&mut self) -> bool {
        if self.outage.on && !self.herald.disk.has_room() {
            self.outage.holding = true;
        }
        self.outage.holding
    }

    /// There is no room for a group: nothing of it was made. The timer is not answered and tries
    /// again, as do the edges; what was drawn is kept.
    pub(super) fn keep(&mut self, news: News, fault: &anyhow::Error) {
        if self.outage.refused(!news.settled.is_empty(), news.drawn) {
            tracing::error!(fault = %format_args!("{fault:#}"), "nothing is saved until there is room");
            let people = self.book.people().unwrap_or_default();
            for admin in people.iter().filter(|person| person.is(Role::Admin)) {
                self.tell_full(admin.id);
            }
        }
        for Made { sender, incoming, settled, mark } in news.settled {
            if settled.once.is_some() {
                // Not answered yet.
                self.strangers.unanswered(incoming.who.id);
            }
            self.hold(sender, &incoming, &mark);
        }
        for sender in news.pinged {
            let _ = sender.send(());
        }
    }

    /// Holds a turn, and tells whoever made it: in answer to a key, else by a message, once.
    pub(super) fn hold(
        &mut self,
        sender: oneshot::Sender<Settled>,
        incoming: &Incoming,
        mark: &Mark,
    ) {
        let who = incoming.who.id;
        let person = self.book.person(who).ok().flatten().filter(|person| !person.left);
        let mut settled = Settled { held: true, ..Settled::default() };
        match (&incoming.event, person) {
            (Event::Reachable(_), _) | (_, None) => {}
            (Event::Press(_) | Event::OldKey, Some(person)) => {
                let toast = Phrase::new("toast-disk-full");
                settled.toast = Some(self.house.words.say(&person.lang, &toast));
            }
            (_, Some(_)) => self.tell_full(who),
        }
        mark.told(outcome(&settled));
        let _ = sender.send(settled);
    }

    fn tell_full(&mut self, who: PersonId) {
        if self.outage.is_to_tell(who) {
            let _ = self.herald.told.draws.send(Draw::Full(who));
        }
    }
}

/// The disk has no room for more.
pub fn is_full(fault: &anyhow::Error) -> bool {
    matches!(fault.downcast_ref(), Some(StoreError::Full(..)))
}
