//! Who is calling: whose client it is, the last talk, and who should take the call, each with the
//! reason. Source: seed 001 (intelligent contact manager), domain page section 7.

use anyhow::Result;

use crate::chat::callers::{self, Caller, LastTalk};
use crate::chat::desk::Screen;
use crate::chat::press::Act;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::chat::{incoming, numbers};
use crate::domain::campaign::Source;
use crate::domain::lead::Lead;
use crate::domain::people::PersonId;
use crate::domain::routing::{self, Can, Candidate, Why};
use crate::domain::walk::Walk;
use crate::words::{Arg, Phrase, TimeStyle};

/// What a step shows of the caller, and the key to hand the call over.
///
/// # Errors
/// The store's.
pub fn panel(room: &Room<'_>, walk: &Walk, sheet: &mut Sheet) -> Result<()> {
    let Some(lead) = walk.lead.map(|id| room.lead(id)).transpose()? else {
        sheet.aside(t("caller-type"));
        return Ok(());
    };
    let caller = callers::of(room, Some(&lead))?;
    if let (None, Some(client)) = (&lead.name, &caller.client) {
        sheet.plain(t("caller-client").with("client", raw(client)));
    }
    whose(room, &caller, sheet)?;
    history(room, &caller, sheet)?;
    advice(room, walk, &caller, sheet)
}

/// Whose client it is, and whether he is there.
fn whose(room: &Room<'_>, caller: &Caller, sheet: &mut Sheet) -> Result<()> {
    match routing::whose(&caller.candidates) {
        // The line below tells when.
        Some(candidate) if matches!(candidate.why, Why::LastTalk(_)) => {
            let name = who(room, candidate.who)?;
            sheet.plain(t("caller-theirs").with("name", name).with("can", can(candidate.can)));
        }
        Some(candidate) => sheet.plain(whose_line(room, candidate)?),
        None => sheet.plain(t("caller-nobodys")),
    }
    Ok(())
}

fn whose_line(room: &Room<'_>, candidate: &Candidate) -> Result<Phrase> {
    Ok(t("caller-whose")
        .with("name", who(room, candidate.who)?)
        .with("can", can(candidate.can))
        .with("why", why(room, candidate.why)))
}

/// The same for the card of a lead that was looked up without a call: only what the card does not show
/// anyway, a colleague who answers for it.
///
/// # Errors
/// The store's.
pub fn line(room: &Room<'_>, lead: &Lead, sheet: &mut Sheet) -> Result<()> {
    let caller = callers::of(room, Some(lead))?;
    let mine = |candidate: &&Candidate| candidate.who != room.me.id;
    if let Some(candidate) = routing::whose(&caller.candidates).filter(mine) {
        sheet.plain(whose_line(room, candidate)?);
    }
    if let (None, Some(client)) = (&lead.name, &caller.client) {
        sheet.plain(t("caller-client").with("client", raw(client)));
    }
    Ok(())
}

/// The last talk, and how many there were.
fn history(room: &Room<'_>, caller: &Caller, sheet: &mut Sheet) -> Result<()> {
    if let Some(LastTalk { at, by, result }) = &caller.last {
        sheet.plain(
            t("caller-last")
                .with("time", Arg::Time(*at, room.zone(), TimeStyle::Short))
                .with("name", raw(&room.name_at(*by, *at)?))
                .with("result", result.clone()),
        );
    }
    if caller.calls + caller.inquiries > 0 {
        let counts = t("caller-counts").with("calls", caller.calls);
        sheet.aside(counts.with("inquiries", caller.inquiries));
    }
    Ok(())
}

/// Who should take the call, in one tap; nothing to do if that is the reader.
fn advice(room: &Room<'_>, walk: &Walk, caller: &Caller, sheet: &mut Sheet) -> Result<()> {
    let handing = walk.inbound.as_ref().map(|inbound| &inbound.handing);
    if handing.is_none_or(|handing| handing.open.is_some() || handing.back.is_some()) {
        return Ok(());
    }
    let first = caller.candidates.iter().find(|candidate| candidate.can == Can::Now);
    match first {
        Some(candidate) if candidate.who == room.me.id => sheet.plain(t("caller-yours")),
        Some(candidate) => {
            if routing::whose(&caller.candidates) != Some(candidate) {
                sheet.plain(
                    t("caller-should")
                        .with("name", who(room, candidate.who)?)
                        .with("why", why(room, candidate.why)),
                );
            }
            sheet.keys([
                (to_key(room, candidate)?, Act::Offer(candidate.who.0)),
                (t("key-transfer"), Act::Transfer),
            ]);
        }
        // Somebody is known, and nobody can take it.
        None if !caller.candidates.is_empty() => sheet.plain(t("caller-keep")),
        None => {}
    }
    Ok(())
}

/// The key that offers the call to somebody.
///
/// # Errors
/// The store's.
pub fn to_key(room: &Room<'_>, candidate: &Candidate) -> Result<Phrase> {
    Ok(t("key-offer").with("name", who(room, candidate.who)?))
}

fn who(room: &Room<'_>, id: PersonId) -> Result<Phrase> {
    if id == room.me.id { Ok(t("caller-you")) } else { Ok(raw(&room.name(id)?)) }
}

/// Whether somebody is there.
pub fn can(can: Can) -> Phrase {
    t(match can {
        Can::Now => "can-now",
        Can::OffShift => "can-off-shift",
        Can::Unreachable => "can-unreachable",
    })
}

/// Why somebody is to take a call.
pub fn why(room: &Room<'_>, why: Why) -> Phrase {
    let day = |at| Arg::Time(at, room.zone(), TimeStyle::Short);
    match why {
        Why::LastTalk(at) => t("why-last-talk").with("time", day(at)),
        Why::EarlierTalk(at) => t("why-earlier-talk").with("time", day(at)),
        Why::Responsible(source) => t("why-responsible").with("source", source_name(source)),
        Why::Default => t("why-default"),
    }
}

/// A CRM by its name.
pub fn source_name(source: Source) -> Phrase {
    Phrase::new(format!("source-{}", source.id()))
}

/// A call comes in, and who is calling was perhaps typed with the command: that is told as soon as the
/// call has begun.
///
/// # Errors
/// The store's.
pub fn rings(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    turn.desk.rung_by = None;
    if !text.trim().is_empty() {
        match numbers::find_inside(turn, text)? {
            numbers::Found::Lead(id) => turn.desk.rung_by = Some(id),
            numbers::Found::DoNotCall => turn.remark(t("caller-forgotten")),
            other => turn.remark(super::incoming::nobody(turn, other, text)),
        }
    }
    incoming::ring(turn)?;
    if let Some(id) = turn.desk.rung_by.filter(|_| is_put_off(&turn.desk.screen)) {
        incoming::remark_caller(turn, id)?;
    }
    Ok(())
}

/// The call has begun whose caller is known; whoever goes elsewhere begins none.
///
/// # Errors
/// The store's.
pub fn begun(turn: &mut Turn<'_>) -> Result<()> {
    if is_put_off(&turn.desk.screen) {
        return Ok(());
    }
    let Some(id) = turn.desk.rung_by.take() else { return Ok(()) };
    let unknown = |walk: &Walk| walk.inbound.is_some() && walk.lead.is_none();
    if turn.desk.screen == Screen::Step && turn.desk.walk.as_ref().is_some_and(unknown) {
        incoming::set_caller(turn, id)?;
    }
    Ok(())
}

/// Something is asked before the call begins.
fn is_put_off(screen: &Screen) -> bool {
    matches!(screen, Screen::Incoming | Screen::Interrupted)
}
