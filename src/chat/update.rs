//! The turn: what a person did, and what comes of it. Pure: facts, time and dice are arguments.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::due;
use crate::domain::notice::Body;
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::record::Change;
use crate::words::Phrase;

use super::clocks;
use super::commands;
use super::deeds;
use super::desk::{Desk, Screen};
use super::door::{Door, Stranger, promoted, stranger};
use super::event::{Event, Incoming};
use super::facts::Facts;
use super::house::House;
use super::notes;
use super::notices;
use super::offers;
use super::press::{On, Press};
use super::screens;
use super::turn::{Room, Turn};
use super::view::{View, t};

/// What a turn comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The person's desk, where it changed.
    pub desk: Option<Desk>,
    /// Records to be stored.
    pub changes: Vec<Change>,
    /// The short answer to a pressed key.
    pub toast: Option<Phrase>,
    /// The language of the toast and of `once`.
    pub lang: String,
    /// A message for a stranger, who has no desk.
    pub once: Option<View>,
    /// Whose menu of commands has changed.
    pub menus: Vec<PersonId>,
    /// It was somebody who is not in the team.
    pub stranger: Option<Stranger>,
    /// Desks of others that changed.
    pub desks: Vec<(PersonId, Desk)>,
}

/// Decides one turn.
///
/// # Errors
/// The store's: then nothing has changed.
pub fn update(
    house: &House,
    facts: &dyn Facts,
    desk: Option<Desk>,
    incoming: &Incoming,
    now: DateTime<Utc>,
    dice: &mut dyn FnMut() -> u64,
) -> Result<Outcome> {
    let who = &incoming.who;
    let known = facts.person(who.id)?.filter(|person| !person.left);
    if let Event::Reachable(can) = incoming.event {
        return reachable(facts, known, can, now);
    }
    let mut door = Door::default();
    let person = match known {
        Some(person) => promoted(house, person, &mut door),
        None => match door.let_in(house, facts, who, &incoming.event, now)? {
            Some(person) => person,
            None => return stranger(house, facts, who, &incoming.event),
        },
    };
    let before = desk.unwrap_or_default();
    let room = Room { house, facts, now, me: &person, typed: &before.typed };
    let mut turn = Turn::new(room, Desk { remarks: Vec::new(), ..before.clone() }, dice);
    turn.changes.append(&mut door.changes);
    turn.menus.append(&mut door.menus);
    if let Some(by) = door.invited_by {
        turn.notify(by, Body::Joined { who: person.id })?;
    }
    if door.new && person.is(Role::Supervisor) {
        turn.brief(person.id)?;
    }
    if door.new {
        turn.remark(t("welcome").with("role", screens::role_name(person.role)));
    }
    // The start itself is done with the welcome; whatever else came first is done after it.
    if door.new && matches!(&incoming.event, Event::Command(name, _) if name == "start") {
        turn.go(Screen::Home);
        turn.desk.below = before.stamp.wrapping_add(1);
    } else {
        happen(&mut turn, &incoming.event)?;
        screens::begun(&mut turn)?;
        notes::left(&mut turn, &before.screen, &incoming.event);
    }
    let same = turn.desk.screen == before.screen && turn.desk.walk == before.walk;
    if turn.desk.said == before.said && !same {
        turn.desk.said = None;
    }
    wind(&mut turn, &before)?;
    offers::follow(&mut turn, &before)?;
    deeds::note(&mut turn, &before.screen)?;
    let lang = person.lang.clone();
    let mut outcome = Outcome {
        desk: None,
        changes: turn.changes,
        toast: turn.toast,
        lang,
        once: None,
        menus: turn.menus,
        stranger: None,
        desks: turn.desks,
    };
    if !turn.still {
        let mut desk = turn.desk;
        desk.stamp = before.stamp.wrapping_add(1);
        outcome.desk = Some(desk);
    }
    Ok(outcome)
}

/// Sets the clocks of the desks that this turn changes.
fn wind(turn: &mut Turn<'_>, before: &Desk) -> Result<()> {
    let (house, now, me) = (turn.house, turn.now, turn.me.id);
    let mut over = Vec::new();
    if !turn.still {
        let (change, more) = clocks::follow(house, me, Some(before), &mut turn.desk, now);
        turn.changes.extend(change);
        over.extend(more);
    }
    for (who, mut desk) in std::mem::take(&mut turn.desks) {
        let was = turn.facts.desk(who)?;
        let (change, more) = clocks::follow(house, who, was.as_ref(), &mut desk, now);
        turn.changes.extend(change);
        over.extend(more);
        turn.desks.push((who, desk));
    }
    over.into_iter().try_for_each(|id| turn.redraw(id))
}

fn happen(turn: &mut Turn<'_>, event: &Event) -> Result<()> {
    if !matches!(event, Event::Press(_) | Event::OldKey) {
        turn.desk.below = turn.desk.stamp.wrapping_add(1);
    }
    match event {
        Event::Text(text) => screens::typed(turn, text),
        Event::Reply(message, text) => notes::reply(turn, *message, text),
        Event::Command(name, argument) => commands::run(turn, name, argument),
        Event::Press(press) => pressed(turn, press),
        Event::OldKey => {
            stale(turn);
            Ok(())
        }
        Event::Odd => {
            turn.remark(t("only-text"));
            Ok(())
        }
        Event::Edited => {
            turn.remark(t("edited-not-read"));
            Ok(())
        }
        Event::Reachable(_) => Ok(()),
    }
}

fn pressed(turn: &mut Turn<'_>, press: &Press) -> Result<()> {
    match press.on {
        On::Screen(stamp) if stamp == turn.desk.stamp => screens::press(turn, &press.act),
        On::Screen(stamp) => {
            let in_place = turn.desk.below != turn.desk.stamp;
            if stamp.wrapping_add(1) == turn.desk.stamp && in_place {
                // A second tap on a screen that has just changed under the finger.
                turn.toast = Some(t("toast-already"));
                turn.still = true;
            } else {
                stale(turn);
            }
            Ok(())
        }
        On::Notice(id) => {
            let Some(notice) = turn.facts.notice(id)?.filter(|n| n.to == turn.me.id) else {
                stale(turn);
                return Ok(());
            };
            let known = notices::press(turn, &notice, &press.act)?
                || screens::everywhere(turn, &press.act)?;
            if !known {
                // No notice bears such a key.
                stale(turn);
                return Ok(());
            }
            // The screen opens below the notice.
            turn.desk.below = turn.desk.stamp.wrapping_add(1);
            // A key that comes too late: what the notice shows is not so any more.
            if turn.still { turn.redraw(id) } else { Ok(()) }
        }
    }
}

/// An old key never acts: a short answer, and the current screen where it can be seen.
fn stale(turn: &mut Turn<'_>) {
    turn.toast = Some(t("toast-old"));
    turn.desk.below = turn.desk.stamp.wrapping_add(1);
}

fn reachable(
    facts: &dyn Facts,
    person: Option<Person>,
    can: bool,
    now: DateTime<Utc>,
) -> Result<Outcome> {
    let stranger = person.is_none().then_some(Stranger::Knocked);
    let Some(person) = person.filter(|person| person.unreachable == can) else {
        return Ok(Outcome { stranger, ..Outcome::default() });
    };
    let recalls = if can { Vec::new() } else { facts.recalls_of(person.id, usize::MAX)? };
    let mut changes = vec![Change::Person(Person { unreachable: !can, ..person })];
    changes.extend(due::let_go(recalls, now));
    Ok(Outcome { changes, ..Outcome::default() })
}
