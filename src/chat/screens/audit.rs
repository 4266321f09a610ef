//! The audit trail: who did what. For administrators, to be read only.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::press::{Act, Field};
use crate::chat::say::code_name;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::domain::audit::{Audit, Deed, Done};
use crate::domain::lead::LeadId;
use crate::domain::people::PersonId;
use crate::words::{Arg, Phrase, TimeStyle};

use super::edit::field_name;
use super::lead::kind_name;
use super::role_name;

/// So many entries stand on a page.
const ON_PAGE: usize = 12;

/// How a page looks, newest first, from the entry `from` back; 0: from the newest one.
pub fn view(room: &Room<'_>, lead: Option<LeadId>, from: u64, sheet: &mut Sheet) -> Result<()> {
    match lead {
        None => sheet.title(t("audit-title")),
        Some(lead) => sheet.title(t("audit-of").with("id", lead.0)),
    }
    let upto = if from == 0 { u64::MAX } else { from };
    let entries = room.facts.audit(lead, upto, ON_PAGE + 1)?;
    if entries.is_empty() {
        sheet.plain(match lead {
            Some(lead) if room.facts.lead(lead)?.is_none() => {
                t("no-such-lead").with("number", lead.0)
            }
            _ => t("audit-none"),
        });
    }
    for entry in entries.iter().take(ON_PAGE) {
        sheet.plain(line(room, entry, lead.is_some())?);
    }
    let mut keys = Vec::new();
    if let Some(newest) = entries.first()
        && let Some(newer) = room.facts.audit_newer(lead, newest.number, ON_PAGE)?
    {
        keys.push((t("key-audit-newer"), Act::From(newer)));
    }
    if let Some(older) = entries.get(ON_PAGE) {
        keys.push((t("key-audit-older"), Act::From(older.number)));
    }
    sheet.keys(keys);
    let card = match lead {
        Some(lead) if room.facts.lead(lead)?.is_some() => Some((t("key-card"), Act::Lead(lead.0))),
        _ => None,
    };
    sheet.keys(card.into_iter().chain([(t("key-home"), Act::Home)]));
    Ok(())
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, lead: Option<LeadId>, act: &Act) {
    turn.go(match act {
        Act::From(entry) => Screen::Audit(lead, *entry),
        _ => Screen::Home,
    });
}

/// An entry: when, who, what, which lead.
fn line(room: &Room<'_>, entry: &Audit, one_lead: bool) -> Result<Phrase> {
    let Done { at, by, deed } = &entry.done;
    let who = match by {
        Some(by) => raw(&room.name_at(*by, *at)?),
        None => t("audit-bot"),
    };
    let line = match deed.lead().filter(|_| !one_lead) {
        Some(lead) => t("audit-line-lead").with("id", lead.0),
        None => t("audit-line"),
    };
    Ok(line
        .with("time", Arg::Time(*at, room.zone(), TimeStyle::Short))
        .with("who", who)
        .with("what", what(room, &entry.done)?))
}

fn what(room: &Room<'_>, done: &Done) -> Result<Phrase> {
    let deed = &done.deed;
    let phrase = Phrase::new(format!("deed-{}", deed.id()));
    let name = |id: &PersonId| -> Result<Phrase> { Ok(raw(&room.name_at(*id, done.at)?)) };
    let time = |due| Arg::Time(due, room.zone(), TimeStyle::Short);
    Ok(match deed {
        Deed::LeadEdited { fields, .. } => phrase.with("fields", list(fields)),
        Deed::KindSet { kind, .. } => phrase.with("kind", kind_name(*kind)),
        Deed::StageSet { stage, .. } => phrase.with("stage", super::edit::stage_name(*stage)),
        Deed::InquirySaved { inquiry, .. } | Deed::InquiryRecorded { inquiry, .. } => {
            phrase.with("number", *inquiry)
        }
        Deed::AttemptSaved { attempt, code, .. } => {
            phrase.with("attempt", *attempt).with("code", code_name(code))
        }
        Deed::ConsentAsked { attempt, .. }
        | Deed::ConsentGiven { attempt, .. }
        | Deed::ConsentDeclined { attempt, .. } => phrase.with("attempt", *attempt),
        Deed::RecallSet { owner, due, .. } => {
            phrase.with("time", time(*due)).with("name", name(owner)?)
        }
        Deed::RecallMoved { due, .. } => phrase.with("time", time(*due)),
        Deed::RecallHanded { to, .. } => phrase.with("name", name(to)?),
        Deed::PersonJoined { role, invite, .. } => {
            let phrase = phrase.with("role", role_name(*role));
            match invite {
                Some(invite) => phrase.with("invite", invite.as_str()),
                None => phrase,
            }
        }
        Deed::RoleGiven { person, role } => {
            phrase.with("name", name(person)?).with("role", role_name(*role))
        }
        Deed::MessageTaken { to, .. }
        | Deed::MessageMoved { to, .. }
        | Deed::MessagePassed { to, .. } => phrase.with("name", name(to)?),
        Deed::ProfileChanged { person }
        | Deed::PersonRemoved { person }
        | Deed::PersonForgotten { person }
        | Deed::SettingsChanged { person } => phrase.with("name", name(person)?),
        Deed::InviteMade { invite, role } => {
            phrase.with("invite", invite.as_str()).with("role", role_name(*role))
        }
        Deed::Exported { attempts, from, to } => {
            let mut phrase = phrase.with("count", *attempts);
            if let (Some(from), Some(to)) = (from, to) {
                phrase = phrase.with("from", Arg::Day(*from, TimeStyle::Short));
                phrase = phrase.with("to", Arg::Day(*to, TimeStyle::Short));
            }
            phrase
        }
        Deed::CallTaken { from, .. } => phrase.with("name", name(from)?),
        Deed::Imported { source, numbers } => {
            phrase.with("source", source.id()).with("count", *numbers)
        }
        Deed::Unlearned { person, lessons } => {
            let phrase = phrase.with("count", *lessons);
            match person {
                Some(person) => phrase.with("name", name(person)?),
                None => phrase,
            }
        }
        Deed::TeachingSet { .. } => phrase,
        Deed::BackedUp { bytes } => phrase.with("size", bytes.div_ceil(1024)),
        Deed::LeadEntered { .. }
        | Deed::CardOpened { .. }
        | Deed::ReopenAsked { .. }
        | Deed::ReopenDeclined { .. }
        | Deed::Reopened { .. }
        | Deed::DoNotCallSet { .. }
        | Deed::DoNotCallLifted { .. }
        | Deed::MessageRead { .. }
        | Deed::MessageAnswered { .. }
        | Deed::RecallTaken { .. }
        | Deed::RecallClosed { .. }
        | Deed::LeadForgotten { .. } => phrase,
    })
}

/// Fields of the card, one after another.
fn list(fields: &[Field]) -> Phrase {
    let mut names = fields.iter().map(|field| field_name(*field));
    let first = names.next().unwrap_or_else(|| t("gap"));
    names.fold(first, |list, name| t("list-and").with("list", list).with("name", name))
}
