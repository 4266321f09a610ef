//! The door: who comes in, and with which role; and what somebody gets who does not.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};

use crate::domain::notice::NoticeId;
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::record::Change;
use crate::words::Phrase;

use super::event::{Event, Who};
use super::facts::Facts;
use super::house::House;
use super::inline;
use super::press::{On, Press};
use super::typed;
use super::update::Outcome;
use super::view::{Sheet, View, t};

/// What somebody did who is not in the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stranger {
    /// Nothing that opens a door.
    Knocked,
    /// Showed a token that is no good invite.
    WrongToken,
}

/// What happens at the door.
#[derive(Default)]
pub(super) struct Door {
    /// Who came in, and by which invite.
    pub changes: Vec<Change>,
    /// Whose menu of commands has changed.
    pub menus: Vec<PersonId>,
    /// Whose invite it was.
    pub invited_by: Option<PersonId>,
    /// Somebody has just come in.
    pub new: bool,
}

/// The token of an invite, where one is shown.
pub fn token(event: &Event) -> Option<&str> {
    match event {
        Event::Command(name, token) if name == "start" && !token.is_empty() => {
            Some(token.as_str()).filter(|token| *token != inline::OPENED)
        }
        _ => None,
    }
}

impl Door {
    /// Lets somebody in: an owner, a guest with a good invite, or anybody where the door is open.
    ///
    /// # Errors
    /// The store's.
    pub fn let_in(
        &mut self,
        house: &House,
        facts: &dyn Facts,
        who: &Who,
        event: &Event,
        now: DateTime<Utc>,
    ) -> Result<Option<Person>> {
        // The token is looked up as it is: 128 random bits are not found out by how long that
        // takes, least of all through Telegram, and who guesses is soon not heard any more.
        let invite = match token(event) {
            Some(token) => facts.invite(token)?.filter(|invite| invite.good(now)),
            None => None,
        };
        // An invite is as good as who made it: whoever may not give the role any more, did not.
        let invite = match invite {
            Some(invite) => {
                let by = facts.person(invite.by)?.filter(|by| !by.left);
                let may = by.is_some_and(|by| Some(invite.role) <= by.role.may_give());
                Some(invite).filter(|_| may)
            }
            None => None,
        };
        let known = facts.person(who.id)?;
        let removed = known.as_ref().is_some_and(|person| person.left);
        let role = if house.owners.contains(&who.id) {
            Role::Admin
        } else if let Some(invite) = &invite {
            invite.role
        } else if house.open && !removed {
            Role::Operator
        } else {
            return Ok(None);
        };
        if let Some(mut invite) = invite {
            self.invited_by = Some(invite.by);
            invite.used_by = Some(who.id);
            self.changes.push(Change::Invite(invite));
        }
        let person = Person {
            id: who.id,
            name: typed::profile(&who.name).unwrap_or_else(|| who.id.0.to_string()),
            role,
            lang: house.words.best_language(who.lang.as_deref()),
            zone: None,
            on_shift: true,
            since: now,
            unreachable: false,
            left: false,
            // Somebody new; what was done before stays that of a former colleague.
            former: known.and_then(|known| known.former),
            exempt: false,
            default_for_calls: false,
        };
        self.changes.push(Change::Person(person.clone()));
        self.menus.push(who.id);
        self.new = true;
        Ok(Some(person))
    }
}

/// An owner is an administrator, also if he came in earlier as somebody else; whoever writes can
/// be written to.
pub(super) fn promoted(house: &House, mut person: Person, door: &mut Door) -> Person {
    let owner = house.owners.contains(&person.id) && person.role != Role::Admin;
    if owner {
        person.role = Role::Admin;
        door.menus.push(person.id);
    }
    if owner || person.unreachable {
        person.unreachable = false;
        door.changes.push(Change::Person(person.clone()));
    }
    person
}

/// A stranger gets one polite answer, and nothing else. Who worked here once is told so at each
/// key, and what hangs under the key is not shown any more.
///
/// # Errors
/// The store's.
pub(super) fn stranger(
    house: &House,
    facts: &dyn Facts,
    who: &Who,
    event: &Event,
) -> Result<Outcome> {
    let lang = house.words.best_language(who.lang.as_deref());
    let kind = if token(event).is_some() { Stranger::WrongToken } else { Stranger::Knocked };
    let once = Some(message(t("stranger")));
    let mut outcome = Outcome { once, lang, stranger: Some(kind), ..Outcome::default() };
    let pressed = matches!(event, Event::Press(_) | Event::OldKey);
    let Some(person) = facts.person(who.id)?.filter(|_| pressed) else { return Ok(outcome) };
    outcome.toast = Some(t("you-left"));
    outcome.lang = person.lang;
    if let Event::Press(Press { on: On::Notice(id), .. }) = event {
        outcome.changes.extend(drawn_again(facts, *id, who.id)?);
    }
    Ok(outcome)
}

fn drawn_again(facts: &dyn Facts, id: NoticeId, of: PersonId) -> Result<Option<Change>> {
    let notice = facts.notice(id)?.filter(|notice| notice.to == of && notice.shown.is_some());
    Ok(notice.map(|mut notice| {
        notice.stamp = notice.stamp.wrapping_add(1);
        Change::Notice(notice)
    }))
}

/// What somebody reads who has shown too many wrong tokens, for as long as none is looked at.
pub fn shut(left: Duration) -> View {
    // Where he is, and what his clock shows, nobody knows.
    let minutes = left.num_seconds().max(1).unsigned_abs().div_ceil(60);
    message(t("stranger-wait").with("minutes", minutes))
}

fn message(phrase: Phrase) -> View {
    let mut sheet = Sheet::new(On::Screen(0));
    sheet.plain(phrase);
    sheet.view
}
