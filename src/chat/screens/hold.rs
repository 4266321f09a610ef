//! A caller on hold: the phrase that asks leave, the look-up time, and the phrase of the return. The
//! messages beside the screen that ask about it, and marks of the call's length.
//! Source: seed 001 (every 40 seconds), seed 004 (first minute, four to five minutes); domain page,
//! sections 5.3, 5.4 and 11.

use anyhow::Result;

use crate::chat::clocks::{self, MINUTES};
use crate::chat::press::Act;
use crate::chat::say::caller_line;
use crate::chat::turn::Room;
use crate::chat::view::{Sheet, Style, t};
use crate::domain::clocks::{Hold, Mark, seconds};
use crate::domain::notice::Notice;
use crate::domain::walk::Walk;
use crate::words::{Arg, Phrase, TimeStyle};

use super::faq;
use super::page::Page;

/// The text that asks leave, and its part for the return.
const HOLD: &str = "hold";
const BACK: &str = "hold.back";

/// A span in words.
pub fn span(seconds: u32) -> Phrase {
    t("span").with("minutes", seconds / 60).with("seconds", seconds % 60)
}

fn clock_time(room: &Room<'_>, at: chrono::DateTime<chrono::Utc>) -> Arg {
    Arg::Time(at, room.zone(), TimeStyle::Clock)
}

/// The screen while the caller waits.
///
/// # Errors
/// The store's.
pub fn view(mut page: Page<'_>, sheet: &mut Sheet) -> Result<()> {
    let Some(inbound) = &page.walk.inbound else { return Ok(()) };
    let Some(hold) = &inbound.clocks.hold else { return Ok(()) };
    let room = page.room;
    sheet.title(t("hold-title").with("time", clock_time(&room, hold.since)));
    page.progress(sheet);
    page.texts = page.texts.announced(hold.announced.map(|announced| announced.minutes));
    if page.texts.has(HOLD) {
        sheet.line(Style::Say, page.texts.spoken(HOLD));
    }
    match hold.announced {
        Some(announced) => {
            let until = clock_time(&room, announced.until);
            let said = t("hold-announced").with("minutes", announced.minutes);
            sheet.plain(said.with("time", until));
        }
        None => sheet.aside(t("hold-minutes")),
    }
    sheet.keys([(t("key-unhold"), Act::Unhold)]);
    sheet.keys(MINUTES.map(|n| (t("key-minutes").with("minutes", n), Act::Minutes(n))));
    // What is looked up meanwhile has its place.
    let change = super::incoming::data(&page, inbound, sheet)?;
    page.packed(change, sheet);
    // The line may drop while somebody waits, and who waits may be handed over.
    super::incoming::pinned(&page, sheet);
    let more = (t("key-more"), Act::More);
    sheet.keys(faq::key(page.script).into_iter().chain([more]));
    Ok(())
}

/// What stands above a step after a hold: the phrase of the return.
pub fn above(page: &Page<'_>, sheet: &mut Sheet) {
    let Some(inbound) = &page.walk.inbound else { return };
    if inbound.clocks.back_at == Some(page.walk.trail.len()) && page.texts.has(BACK) {
        sheet.line(Style::Say, page.texts.spoken(BACK));
    }
}

/// The key that puts the caller of a step on hold.
pub fn key(walk: &Walk, sheet: &mut Sheet) {
    if walk.inbound.is_some() {
        sheet.keys([(t("key-hold"), Act::Hold)]);
    }
}

/// The message that asks about a caller on hold; nothing, once he waits no more.
///
/// # Errors
/// The store's.
pub fn ping(room: &Room<'_>, notice: &Notice, sheet: &mut Sheet) -> Result<()> {
    let desk = room.facts.desk(room.me.id)?.unwrap_or_default();
    let asked = desk.walks().find_map(|walk| {
        let (id, hold) = walk.inbound.as_ref()?.clocks.asking()?;
        (id == notice.id && notice.at >= hold.since).then_some((walk, hold))
    });
    let Some((walk, hold)) = asked else { return Ok(()) };
    sheet.title(t("ping-title").with("span", span(seconds(hold.since, notice.at))));
    if desk.shelf.is_some() {
        // Several calls lie there: which of them it is.
        sheet.plain(caller_line(room, walk.lead)?);
    }
    if let Some(minutes) = hold.overdue() {
        sheet.plain(t("hold-overdue").with("minutes", minutes));
    }
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    if let Some(page) = Page::new(room, walk, lead.as_ref())? {
        let step = page.texts.shown(&format!("{}.title", page.step.id));
        sheet.aside(t("ping-stopped").with("step", step));
        if page.texts.has(BACK) {
            sheet.line(Style::Say, page.texts.spoken(BACK));
        }
    }
    given_up(hold, sheet);
    sheet.keys([(t("key-unhold"), Act::Unhold)]);
    Ok(())
}

fn given_up(hold: &Hold, sheet: &mut Sheet) {
    if hold.is_given_up() {
        sheet.plain(t("ping-last"));
    }
}

/// The message with a mark of the call's length; nothing, once that is past.
///
/// # Errors
/// The store's.
pub fn mark(room: &Room<'_>, notice: &Notice, sheet: &mut Sheet) -> Result<()> {
    let desk = room.facts.desk(room.me.id)?.unwrap_or_default();
    let (Some(walk), Some(clocks)) = (&desk.walk, clocks::of(&desk)) else { return Ok(()) };
    let Some((_, mark)) = clocks.mark.filter(|(id, _)| *id == notice.id) else { return Ok(()) };
    match mark {
        Mark::Talk(seconds) => sheet.aside(t("mark-talk").with("span", span(seconds))),
        Mark::Ask => {
            let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
            let Some(page) = Page::new(room, walk, lead.as_ref())? else { return Ok(()) };
            let Some(inbound) = &walk.inbound else { return Ok(()) };
            let lacking = clocks::lacking(page.script, inbound);
            let Some(ask) = page.script.clock.ask.as_ref().filter(|_| !lacking.is_empty()) else {
                return Ok(());
            };
            sheet.aside(t("mark-ask").with("span", span(ask.within)));
            for datum in lacking {
                sheet.plain(page.texts.shown(&format!("field-{}", datum.id)));
            }
        }
    }
    Ok(())
}
