//! The list of commands: name, least role, and what each does.

use anyhow::Result;

use crate::domain::people::{Person, Role};
use crate::domain::record::Change;

use super::desk::{Screen, Then};
use super::flow;
use super::notes;
use super::numbers;
use super::outcome;
use super::turn::Turn;
use super::typed;
use super::view::t;

/// Every command with the least role that may use it, in the order of the menu.
pub const COMMANDS: [(&str, Role); 21] = [
    ("call", Role::Operator),
    ("result", Role::Operator),
    ("incoming", Role::Operator),
    ("recalls", Role::Operator),
    ("messages", Role::Operator),
    ("profile", Role::Operator),
    ("faq", Role::Operator),
    ("shift", Role::Operator),
    ("cancel", Role::Operator),
    ("team", Role::Supervisor),
    ("invite", Role::Supervisor),
    ("answers", Role::Supervisor),
    ("export", Role::Supervisor),
    ("backup", Role::Admin),
    ("audit", Role::Admin),
    ("forget", Role::Admin),
    ("learning", Role::Admin),
    ("settings", Role::Operator),
    ("language", Role::Operator),
    ("help", Role::Operator),
    ("start", Role::Operator),
];

/// The commands of a role; of a stranger (`None`) only the first one.
pub fn of(role: Option<Role>) -> Vec<&'static str> {
    let allowed = |least: Role| role.is_some_and(|role| role >= least);
    let named = COMMANDS.iter().filter(|(name, least)| allowed(*least) || *name == "start");
    // A member is past the start; his menu does without it.
    named.map(|(name, _)| *name).filter(|name| role.is_none() || *name != "start").collect()
}

/// Does what a command says.
///
/// # Errors
/// The store's.
pub fn run(turn: &mut Turn<'_>, name: &str, argument: &str) -> Result<()> {
    let Some((_, least)) = COMMANDS.iter().find(|(known, _)| *known == name) else {
        turn.remark(t("command-unknown"));
        return Ok(());
    };
    if !turn.me.is(*least) {
        turn.remark(t("command-forbidden").with("role", super::screens::role_name(*least)));
        return Ok(());
    }
    match name {
        "call" => numbered(turn, Then::Call, argument)?,
        "result" => numbered(turn, Then::Result, argument)?,
        "incoming" => super::screens::rings(turn, argument)?,
        "recalls" => turn.go(Screen::Recalls(0)),
        "messages" => turn.go(Screen::Messages(0)),
        "profile" => super::screens::profile(turn, turn.me.id)?,
        "faq" => super::screens::faq::open(turn, argument),
        "shift" => shift(turn)?,
        "cancel" => cancel(turn)?,
        "team" => turn.go(Screen::Team(0)),
        "invite" => turn.go(Screen::Inviting),
        "answers" => turn.go(Screen::Answers(0)),
        "export" => turn.go(Screen::Export),
        "backup" => turn.go(Screen::Backup),
        "audit" => audit(turn, argument)?,
        "forget" => forget(turn, argument)?,
        "learning" => turn.go(Screen::Learning),
        "settings" => turn.go(Screen::Settings),
        "language" => turn.go(Screen::Langs),
        "help" => turn.go(Screen::Help),
        _ => turn.go(Screen::Home),
    }
    Ok(())
}

/// `/call 4993224685` goes on at once; without a number it is asked for. With a call in hand,
/// the command goes on with that call.
fn numbered(turn: &mut Turn<'_>, then: Then, argument: &str) -> Result<()> {
    let argument = &typed::words(argument);
    if !argument.is_empty() {
        let note = then == Then::Result && !numbers::is_bare(turn, argument);
        if note && argument.chars().any(char::is_alphabetic) {
            return notes::command(turn, argument);
        }
        turn.go(Screen::Number(then.clone()));
        return super::screens::number_typed(turn, then, argument);
    }
    if let Some(lead) = turn.desk.unfinished() {
        return flow::begin(turn, lead, then);
    }
    turn.go(Screen::Number(then));
    Ok(())
}

/// The audit trail; after a number, of one lead.
fn audit(turn: &mut Turn<'_>, argument: &str) -> Result<()> {
    if argument.is_empty() {
        turn.go(Screen::Audit(None, 0));
        return Ok(());
    }
    match numbers::known(turn, argument)? {
        Ok(lead) => turn.go(Screen::Audit(Some(lead), 0)),
        Err(why) => turn.remark(why),
    }
    Ok(())
}

/// Asks about the lead with this number. No lead is entered for it.
fn forget(turn: &mut Turn<'_>, argument: &str) -> Result<()> {
    if argument.is_empty() {
        turn.remark(t("forget-how"));
        return Ok(());
    }
    match numbers::known(turn, argument)? {
        Ok(lead) if turn.facts.lead(lead)?.is_some() => turn.go(Screen::ForgetLead(lead)),
        Ok(lead) => turn.remark(t("no-such-lead").with("number", lead.0)),
        Err(why) => turn.remark(why),
    }
    Ok(())
}

/// Puts what is in hand aside: nothing is lost, and another call may take its place.
fn cancel(turn: &mut Turn<'_>) -> Result<()> {
    let asked = super::screens::asks(&turn.desk.screen);
    turn.go(Screen::Home);
    if !turn.desk.is_busy() {
        turn.remark(t(if asked { "cancelled" } else { "cancelled-nothing" }));
        return Ok(());
    }
    turn.remark(t("cancelled-aside"));
    outcome::put_aside(turn)
}

/// Begins or ends the shift.
///
/// # Errors
/// The store's.
pub fn shift(turn: &mut Turn<'_>) -> Result<()> {
    if turn.me.on_shift {
        outcome::shift_over(turn)?;
    }
    let person = Person { on_shift: !turn.me.on_shift, ..turn.me.clone() };
    if person.on_shift {
        turn.remark(t("shift-begun"));
    }
    turn.changes.push(Change::Person(person));
    turn.go(Screen::Home);
    Ok(())
}
