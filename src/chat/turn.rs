//! One turn in the making: what it may look at, and what it changes.

use std::collections::HashMap;
use std::ops::Deref;

use anyhow::Result;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::audit::{Deed, Done};
use crate::domain::calendar::Calendar;
use crate::domain::consent::{Ask, Request};
use crate::domain::forget::Secret;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::notice::{Body, Notice, NoticeId};
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::recall::{Recall, State};
use crate::domain::record::{Attempt, Change, Counter};
use crate::words::Phrase;

use super::desk::{Desk, Screen};
use super::facts::Facts;
use super::house::House;
use super::mail;
use super::view::t;

/// What a screen may look at while it is drawn or decided.
#[derive(Clone, Copy)]
pub struct Room<'a> {
    /// Rules and words.
    pub house: &'a House,
    /// The store.
    pub facts: &'a dyn Facts,
    /// The moment, UTC.
    pub now: DateTime<Utc>,
    /// Who reads or acts.
    pub me: &'a Person,
    /// Leads whose numbers the person has just typed: see [`Desk::typed`].
    pub typed: &'a [LeadId],
}

/// One turn of one person.
pub struct Turn<'a> {
    room: Room<'a>,
    /// Where the person stands; changed by the turn.
    pub desk: Desk,
    /// What the turn changes in the store.
    pub changes: Vec<Change>,
    /// The short answer to a pressed key.
    pub toast: Option<Phrase>,
    /// The screen does not change: only the toast is shown.
    pub still: bool,
    /// Whose menu of commands has changed.
    pub menus: Vec<PersonId>,
    /// What others have before them, where the turn changes it.
    pub desks: Vec<(PersonId, Desk)>,
    taken: HashMap<Counter, u64>,
    dice: &'a mut dyn FnMut() -> u64,
}

impl<'a> Deref for Turn<'a> {
    type Target = Room<'a>;

    fn deref(&self) -> &Room<'a> {
        &self.room
    }
}

impl Room<'_> {
    /// The reader's time zone.
    pub fn zone(&self) -> Tz {
        self.me.zone.unwrap_or(self.house.campaign.zone)
    }

    /// The time zone of a lead.
    pub fn lead_zone(&self, lead: &Lead) -> Tz {
        let zone = self.house.places.zone(lead.city.as_deref(), lead.e164());
        zone.unwrap_or(self.house.campaign.zone)
    }

    /// The calendar for a lead.
    pub fn calendar(&self, lead: &Lead) -> Calendar<'_> {
        Calendar { campaign: &self.house.campaign, zone: self.lead_zone(lead) }
    }

    /// A lead that must be there.
    ///
    /// # Errors
    /// The store's; no such lead.
    pub fn lead(&self, id: LeadId) -> Result<Lead> {
        self.facts.lead(id)?.ok_or_else(|| anyhow::anyhow!("lead {} is not in the store", id.0))
    }

    /// All attempts on a lead, by number. Of one that counts none nothing is read.
    ///
    /// # Errors
    /// The store's.
    pub fn attempts(&self, lead: &Lead) -> Result<Vec<Attempt>> {
        if lead.attempts == 0 { Ok(Vec::new()) } else { self.facts.attempts(lead.id) }
    }

    /// A colleague's name, as it is now.
    ///
    /// # Errors
    /// The store's.
    pub fn name(&self, id: PersonId) -> Result<String> {
        self.name_at(id, self.now)
    }

    /// The name of whoever did something at a moment; of somebody who was forgotten since, a word
    /// and a number.
    ///
    /// # Errors
    /// The store's.
    pub fn name_at(&self, id: PersonId, at: DateTime<Utc>) -> Result<String> {
        let Some(person) = self.facts.person(id)? else { return Ok(id.0.to_string()) };
        Ok(match person.number_at(at) {
            Some(number) => self.former(number),
            None => person.name,
        })
    }

    /// Whether there is anybody to ask for a permission: a supervisor or somebody above.
    ///
    /// # Errors
    /// The store's.
    pub fn is_led(&self) -> Result<bool> {
        Ok(self.facts.people()?.iter().any(|person| person.is(Role::Supervisor)))
    }

    /// What stands for the name of somebody who was forgotten under this number.
    pub fn former(&self, number: u32) -> String {
        self.house.words.say(&self.me.lang, &t("former-colleague").with("number", number))
    }
}

impl<'a> Turn<'a> {
    /// A turn that begins at this desk.
    pub fn new(room: Room<'a>, desk: Desk, dice: &'a mut dyn FnMut() -> u64) -> Self {
        Turn {
            room,
            desk,
            changes: Vec::new(),
            toast: None,
            still: false,
            menus: Vec::new(),
            desks: Vec::new(),
            taken: HashMap::new(),
            dice,
        }
    }

    /// A lead that must be there, as this turn has it: with what was just corrected.
    ///
    /// # Errors
    /// The store's; no such lead.
    pub fn lead(&self, id: LeadId) -> Result<Lead> {
        let corrected = self.changes.iter().rev().find_map(|change| match change {
            Change::Lead(lead) if lead.id == id => Some(lead.clone()),
            _ => None,
        });
        corrected.map_or_else(|| self.room.lead(id), Ok)
    }

    /// A random number below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        ((self.dice)() % u64::from(limit.max(1))) as u32
    }

    /// A new key for marks.
    pub fn secret(&mut self) -> Secret {
        Secret::new(self.dice)
    }

    /// 128 random bits in hexadecimal.
    pub fn token(&mut self) -> String {
        format!("{:016x}{:016x}", (self.dice)(), (self.dice)())
    }

    /// Goes to a screen.
    pub fn go(&mut self, screen: Screen) {
        self.desk.screen = screen;
    }

    /// Puts a remark on top of the next screen.
    pub fn remark(&mut self, phrase: Phrase) {
        self.desk.remarks.push(phrase);
    }

    /// Notes in the audit trail what cannot be seen from the changes: an export, for example.
    pub fn done(&mut self, deed: Deed) {
        self.changes.push(Change::Audit(Done { at: self.now, by: Some(self.me.id), deed }));
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

    /// A recall changes: draws again what tells of it, the owner's reminder and the supervisors'
    /// alerts. `before` is the recall as it was.
    ///
    /// # Errors
    /// The store's.
    pub fn retell(&mut self, before: &Recall) -> Result<()> {
        if let Some(id) = before.notice {
            self.redraw(NoticeId(id))?;
        }
        if before.state == State::Overdue {
            for supervisor in self.facts.people()?.iter().filter(|p| p.is(Role::Supervisor)) {
                if let Some(alert) = self.facts.alert(supervisor.id)? {
                    self.redraw(alert.id)?;
                }
            }
        }
        Ok(())
    }

    /// Somebody has become a supervisor: what waits for an answer is his as well.
    ///
    /// # Errors
    /// The store's.
    pub fn brief(&mut self, supervisor: PersonId) -> Result<()> {
        for mut request in self.facts.open_requests()? {
            request.notices.push(self.notify(supervisor, Body::Request { request: request.id })?);
            self.changes.push(Change::Request(request));
        }
        mail::brief(self, supervisor)
    }

    /// Asks the supervisors; returns whether there is anybody to ask.
    ///
    /// # Errors
    /// The store's.
    pub fn request(&mut self, ask: Ask, lead: LeadId) -> Result<bool> {
        let id = self.take(Counter::Request)?;
        let (by, at) = (self.me.id, self.now);
        let people = self.facts.people()?;
        let mut notices = Vec::new();
        for supervisor in people.iter().filter(|p| p.is(Role::Supervisor)) {
            notices.push(self.notify(supervisor.id, Body::Request { request: id })?);
        }
        let asked = !notices.is_empty();
        self.changes.push(Change::Request(Request {
            id,
            ask,
            lead,
            by,
            at,
            answer: None,
            notices,
        }));
        Ok(asked)
    }
}
