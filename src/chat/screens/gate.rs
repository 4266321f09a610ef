//! Why no attempt may be made now: the lead is closed, waits for a consent, or must not be called;
//! or another call is unfinished.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen, Then};
use crate::chat::press::Act;
use crate::chat::say::{caller_line, code_name, lead_line};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::chat::{flow, notices};
use crate::domain::attempt::Gate;
use crate::domain::consent::Ask;
use crate::domain::lead::LeadId;
use crate::domain::people::Role;
use crate::domain::record::Change;

/// How the refusal looks.
pub fn view(room: &Room<'_>, id: LeadId, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    sheet.title(lead_line(room, &lead)?);
    match flow::gate(room, &lead)? {
        Some(Gate::Forgotten) => sheet.plain(t("gate-forgotten")),
        Some(Gate::DoNotCall) => sheet.plain(t("gate-do-not-call")),
        Some(Gate::Closed(code)) => {
            sheet.plain(t("gate-closed").with("code", code_name(&code)));
            sheet.keys([(super::lead::reopen_label(room), Act::Reopen(id.0))]);
        }
        Some(Gate::Pending) => sheet.plain(t(match room.is_led()? {
            true => "gate-pending",
            false => "gate-pending-nobody",
        })),
        None => {
            sheet.plain(t("gate-open"));
            sheet.keys([(t("key-call"), Act::Call(id.0)), (t("key-result"), Act::Result(id.0))]);
        }
    }
    sheet.keys([(t("key-card"), Act::Lead(id.0))]);
    Ok(())
}

/// How the question about the unfinished call looks.
pub fn unfinished_view(
    room: &Room<'_>,
    desk: &Desk,
    id: LeadId,
    then: &Then,
    sheet: &mut Sheet,
) -> Result<()> {
    let new = room.facts.lead(id)?;
    if desk.is_busy() {
        sheet.title(t("unfinished-title").with("lead", caller_line(room, desk.unfinished())?));
    }
    // What is known of a call that came in is recorded when it is given up.
    let (ask, drop) = match super::more::is_inbound(desk.walk.as_ref()) {
        true => ("unfinished-inbound-ask", "key-drop-inbound-for"),
        false => ("unfinished-ask", "key-drop"),
    };
    if let Then::Note(note) = then {
        sheet.plain(t("note-typed").with("note", raw(&note.text)));
    }
    sheet.plain(t(ask));
    sheet.keys([(t("key-return"), Act::Return)]);
    if let Some(new) = new {
        sheet.keys([(t(drop).with("lead", lead_line(room, &new)?), Act::Drop)]);
    }
    Ok(())
}

/// Gives the unfinished call up, and begins the new one.
pub fn unfinished_press(turn: &mut Turn<'_>, id: LeadId, then: Then, act: &Act) -> Result<()> {
    if *act == Act::Drop {
        crate::chat::outcome::leave(turn)?;
        return flow::begin(turn, id, then);
    }
    turn.go(Screen::Lead(id));
    Ok(())
}

/// Opens a closed lead; an operator asks a supervisor to.
pub fn reopen(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let mut lead = turn.lead(id)?;
    if lead.closed.is_none() || lead.phone.is_none() {
        turn.go(Screen::Lead(id));
        return Ok(());
    }
    let asked = turn.facts.open_request(id)?;
    if turn.me.is(Role::Supervisor) {
        match asked {
            // Whoever asked is told.
            Some(request) if request.ask == Ask::Reopen => {
                notices::decide(turn, request.id, true)?;
            }
            _ => {
                lead.closed = None;
                turn.changes.push(Change::Lead(lead));
            }
        }
        turn.remark(t("reopened"));
    } else if asked.is_some() {
        turn.remark(t(match turn.is_led()? {
            true => "already-asked",
            false => "already-asked-nobody",
        }));
    } else {
        let asked = turn.request(Ask::Reopen, id)?;
        turn.remark(t(if asked { "reopen-asked" } else { "nobody-to-ask" }));
    }
    turn.go(Screen::Lead(id));
    Ok(())
}
