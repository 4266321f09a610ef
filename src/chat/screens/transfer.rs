//! A call in hand goes to a colleague: to whom it may, that it is offered, what the colleague sees,
//! and what came of it. Source: seed 001, domain page section 7.

use anyhow::Result;

use crate::chat::callers;
use crate::chat::desk::{Desk, Screen};
use crate::chat::flow;
use crate::chat::offers;
use crate::chat::press::Act;
use crate::chat::say::{caller_line, may_see_number, telephone};
use crate::chat::texts::Texts;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::domain::offer::{Handing, Offer};
use crate::domain::people::{Person, Role};
use crate::domain::routing::{self, Can, Candidate, SWING};
use crate::domain::script::DatumKind;
use crate::domain::walk::Walk;
use crate::words::Phrase;

use super::caller;

/// So many colleagues are offered besides those who should take the call.
const OFFERED: usize = 20;

/// How the choice of the colleague looks: those who should take the call first, each with the reason.
///
/// # Errors
/// The store's.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return super::home::view(room, desk, sheet) };
    sheet.title(t("transfer-title"));
    sheet.plain(caller_line(room, walk.lead)?);
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let caller = callers::of(room, lead.as_ref())?;
    let handing = handing(walk);
    swing(&handing, sheet);
    sheet.aside(t("transfer-how"));
    for candidate in caller.candidates.iter().filter(|candidate| candidate.who != room.me.id) {
        sheet.plain(candidate_line(room, candidate, &handing)?);
    }
    let mut keys: Vec<(Phrase, Act)> = Vec::new();
    let able = |candidate: &&Candidate| candidate.can == Can::Now && candidate.who != room.me.id;
    for candidate in caller.candidates.iter().filter(able) {
        keys.push((caller::to_key(room, candidate)?, Act::Offer(candidate.who.0)));
    }
    let named = |person: &Person| caller.candidates.iter().any(|c| c.who == person.id);
    let mut others: Vec<Person> = room.facts.people()?;
    others.retain(|person| {
        let there = person.is(Role::Operator) && Can::of(person) == Can::Now;
        there && person.id != room.me.id && !named(person)
    });
    others.sort_by_key(|person| person.name.to_lowercase());
    for person in others.into_iter().take(OFFERED) {
        keys.push((raw(&person.name), Act::Offer(person.id.0)));
    }
    if keys.is_empty() {
        sheet.plain(t("transfer-nobody"));
    }
    keys.into_iter().for_each(|key| sheet.keys([key]));
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

fn handing(walk: &Walk) -> Handing {
    walk.inbound.as_ref().map(|inbound| inbound.handing.clone()).unwrap_or_default()
}

fn candidate_line(room: &Room<'_>, candidate: &Candidate, handing: &Handing) -> Result<Phrase> {
    let asked = if handing.asked.contains(&candidate.who) { "yes" } else { "no" };
    Ok(t("transfer-candidate")
        .with("name", raw(&room.name(candidate.who)?))
        .with("can", caller::can(candidate.can))
        .with("why", caller::why(room, candidate.why))
        .with("asked", asked))
}

/// Said where the caller has been sent from one to another too often.
fn swing(handing: &Handing, sheet: &mut Sheet) {
    let done = handing.transfers.len();
    if done + 1 >= SWING {
        sheet.title(t("transfer-swing").with("done", done).with("next", done + 1));
    }
}

/// The keys of both screens that are no offer's.
pub fn press(turn: &mut Turn<'_>) {
    let busy = turn.desk.walk.is_some();
    turn.go(if busy { Screen::Step } else { Screen::Home });
}

/// How it looks that a call is offered.
///
/// # Errors
/// The store's.
pub fn offered_view(room: &Room<'_>, desk: &Desk, id: u64, sheet: &mut Sheet) -> Result<()> {
    let offer = room.facts.offer(id)?.filter(|offer| offer.from == room.me.id);
    let Some(offer) = offer.filter(Offer::is_open) else {
        return super::home::view(room, desk, sheet);
    };
    sheet.title(t("offered-title").with("name", raw(&room.name(offer.to)?)));
    sheet.plain(caller_line(room, offer.lead)?);
    sheet.plain(deadline(room, &offer));
    sheet.aside(t("offered-hint"));
    sheet.keys([(t("key-to-step"), Act::Back), (t("key-withdraw"), Act::Withdraw(id))]);
    Ok(())
}

/// How long is left, and until when.
fn deadline(room: &Room<'_>, offer: &Offer) -> Phrase {
    let left = (offer.until - room.now).num_seconds().max(0);
    let until = offer.until.with_timezone(&room.zone()).format("%H:%M:%S").to_string();
    t("offered-until").with("seconds", left).with("time", until)
}

/// What a step says of it: that the call is offered, or that it came back, with the next colleague in one
/// tap.
///
/// # Errors
/// The store's.
pub fn on_step(room: &Room<'_>, walk: &Walk, sheet: &mut Sheet) -> Result<()> {
    let handing = handing(walk);
    if let Some(id) = handing.open {
        let Some(offer) = room.facts.offer(id)?.filter(Offer::is_open) else { return Ok(()) };
        let name = raw(&room.name(offer.to)?);
        sheet.plain(t("step-offered").with("name", name).with("left", deadline(room, &offer)));
        sheet.keys([(t("key-withdraw"), Act::Withdraw(id))]);
        return Ok(());
    }
    let Some(id) = handing.back else { return Ok(()) };
    let Some(offer) = room.facts.offer(id)? else { return Ok(()) };
    swing(&handing, sheet);
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let caller = callers::of(room, lead.as_ref())?;
    let how = offer.end.map_or("late", |end| end.how.id());
    sheet.plain(Phrase::new(format!("step-back.{how}")).with("name", raw(&room.name(offer.to)?)));
    match routing::next(&caller.candidates, room.me.id, &handing.asked) {
        Some(candidate) => {
            sheet.plain(candidate_line(room, candidate, &handing)?);
            sheet.keys([
                (caller::to_key(room, candidate)?, Act::Offer(candidate.who.0)),
                (t("key-transfer-other"), Act::Transfer),
            ]);
        }
        None => {
            sheet.plain(t("transfer-no-more"));
            sheet.keys([(t("key-transfer-other"), Act::Transfer)]);
        }
    }
    Ok(())
}

/// What a colleague sees who is offered a call: who is calling, why it comes to him, and what the caller
/// told so far.
///
/// # Errors
/// The store's.
pub fn offer_view(room: &Room<'_>, id: u64, sheet: &mut Sheet) -> Result<()> {
    let Some(offer) = room.facts.offer(id)? else { return Ok(()) };
    let from = raw(&room.name_at(offer.from, offer.at)?);
    if let Some(end) = offer.end {
        let line = caller_line(room, offer.lead)?;
        let said = Phrase::new(format!("offer-over.{}", end.how.id()));
        sheet.plain(said.with("lead", line).with("name", from));
        return Ok(());
    }
    sheet.title(t("offer-title").with("name", from.clone()));
    sheet.plain(caller_line(room, offer.lead)?);
    let lead = offer.lead.map(|id| room.lead(id)).transpose()?;
    if let Some(lead) = lead.as_ref().filter(|lead| lead.name.is_some())
        && let Some(phone) = telephone(room, lead)?
        && may_see_number(room, lead)?
    {
        sheet.plain(phone);
    }
    let caller = callers::of(room, lead.as_ref())?;
    let me = caller.candidates.iter().find(|candidate| candidate.who == room.me.id);
    sheet.plain(match me.map(|candidate| candidate.why) {
        None => t("offer-why-chosen").with("name", from),
        Some(why) => t("offer-why").with("why", caller::why(room, why)),
    });
    let desk = room.facts.desk(offer.from)?;
    if let Some(walk) = desk.as_ref().and_then(|desk| offers::call(desk, &offer)) {
        told(room, walk, sheet)?;
    }
    if usize::from(offer.transfer) >= SWING {
        sheet.title(t("offer-swing").with("next", offer.transfer));
    }
    sheet.plain(deadline(room, &offer));
    sheet.keys([
        (t("key-take-call"), Act::TakeCall(id)),
        (t("key-refuse-call"), Act::RefuseCall(id)),
    ]);
    Ok(())
}

/// Where the call stands, and what the caller told.
fn told(room: &Room<'_>, walk: &Walk, sheet: &mut Sheet) -> Result<()> {
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let Some((script, book)) = flow::script_of(room, walk) else { return Ok(()) };
    let texts = Texts::new(*room, walk, (script, book), lead.as_ref())?;
    if let Some(step) = walk.step(script) {
        let title = texts.shown(&format!("{}.title", step.id));
        sheet.plain(t("offer-step").with("script", texts.shown("name")).with("step", title));
    }
    // Numbers are shown above, to whom they may be.
    for datum in script.data.iter().filter(|datum| datum.kind != DatumKind::Phone) {
        if let Some(value) = texts.value(datum) {
            let label = texts.shown(&format!("field-{}", datum.id));
            sheet.plain(t("offer-told").with("label", label).with("value", value));
        }
    }
    Ok(())
}

/// What became of a call that the reader offered.
///
/// # Errors
/// The store's.
pub fn outcome_view(room: &Room<'_>, id: u64, sheet: &mut Sheet) -> Result<()> {
    let Some(offer) = room.facts.offer(id)? else { return Ok(()) };
    let how = offer.end.map_or("late", |end| end.how.id());
    sheet.plain(caller_line(room, offer.lead)?);
    sheet.plain(Phrase::new(format!("offer-end.{how}")).with("name", raw(&room.name(offer.to)?)));
    let came_back = offer.end.is_some_and(|end| end.how.came_back());
    let desk = room.facts.desk(room.me.id)?;
    let here = |desk: &Desk| desk.walks().any(|walk| handing(walk).back == Some(id));
    if came_back && desk.as_ref().is_some_and(here) {
        sheet.keys([(t("key-return"), Act::Return)]);
    }
    Ok(())
}
