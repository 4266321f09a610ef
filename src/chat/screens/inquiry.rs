//! A call that came in, as it was recorded; and the promise of a call back before it is.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::press::Act;
use crate::chat::say::{caller_line, zone_name};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Key, Sheet, Style, raw, t};
use crate::chat::{dates, flow, numbers, outcome};
use crate::domain::inquiry::Inquiry;
use crate::domain::offer::Transfer;
use crate::domain::people::Role;
use crate::domain::recall::DueKind;
use crate::domain::script::{DatumKind, Promise};
use crate::words::{Arg, Phrase, TimeStyle};

/// So much can be copied by a key.
const COPY_MAX: usize = 256;

/// How an inquiry looks.
pub fn view(room: &Room<'_>, desk: &Desk, id: u64, sheet: &mut Sheet) -> Result<()> {
    let Some(inquiry) = room.facts.inquiry(id)? else {
        sheet.title(t("home-hint"));
        sheet.keys([(t("key-home"), Act::Home)]);
        return Ok(());
    };
    sheet.title(t("inquiry-title").with("outcome", outcome_name(room, &inquiry)));
    sheet.plain(caller_line(room, inquiry.lead)?);
    for Transfer { from, to, at } in &inquiry.transfers {
        sheet.aside(
            t("inquiry-transfer")
                .with("from", raw(&room.name_at(*from, *at)?))
                .with("to", raw(&room.name_at(*to, *at)?)),
        );
    }
    if let Some(recall) = inquiry.recall.map(|id| room.facts.recall(id)).transpose()?.flatten() {
        sheet.plain(super::lead::recall_line(room, &recall)?);
        // Taken from the operator's words: it can be changed here.
        if inquiry.outcome.is_none() && recall.is_open() {
            sheet.keys([(t("key-promise"), Act::Recall(recall.id.0))]);
        }
    }
    if inquiry.held > 0 {
        let longest = super::hold::span(inquiry.longest_hold);
        let held = t("inquiry-held").with("span", super::hold::span(inquiry.held));
        sheet.aside(held.with("longest", longest));
    }
    if let Some(message) = inquiry.message.map(|id| room.facts.message(id)).transpose()?.flatten() {
        sheet.plain(super::messages::in_history(room, &message)?);
        sheet.keys([(t("key-message-show"), Act::Message(message.id.0))]);
    }
    let mine = inquiry.by == room.me.id;
    if mine || room.me.is(Role::Supervisor) {
        copied(&inquiry, sheet);
    }
    if inquiry.registrar() == room.me.id && inquiry.waits() {
        sheet.gap();
        sheet.title(t("record-now"));
        sheet.keys([(t("key-recorded"), Act::Recorded(id))]);
    } else if inquiry.register.is_some_and(|register| register.done.is_some()) {
        sheet.aside(t("record-done"));
    }
    if desk.shelf.is_some() {
        sheet.gap();
        sheet.plain(t("home-unfinished").with("lead", caller_line(room, desk.shelved())?));
        sheet.keys([(t("key-return"), Act::Return)]);
    }
    let card = inquiry.lead.map(|lead| (t("key-card"), Act::Lead(lead.0)));
    sheet.keys([(t("key-incoming-next"), Act::Incoming)]);
    sheet.keys(card.into_iter().chain([(t("key-home"), Act::Home)]));
    Ok(())
}

/// A reminder that an inquiry is not recorded in the other system yet.
///
/// # Errors
/// The store's.
pub fn unrecorded(room: &Room<'_>, id: u64, sheet: &mut Sheet) -> Result<()> {
    let waiting =
        room.facts.inquiry(id)?.filter(|one| one.waits() && one.registrar() == room.me.id);
    let Some(inquiry) = waiting else {
        sheet.plain(t("record-done"));
        return Ok(());
    };
    sheet.title(t("record-now"));
    let time = Arg::Time(inquiry.ended, room.zone(), TimeStyle::Clock);
    sheet.plain(
        t("record-which")
            .with("time", time)
            .with("lead", caller_line(room, inquiry.lead)?)
            .with("outcome", outcome_name(room, &inquiry)),
    );
    copied(&inquiry, sheet);
    sheet.keys([(t("key-recorded"), Act::Recorded(id))]);
    Ok(())
}

/// The text for the record, to be copied.
fn copied(inquiry: &Inquiry, sheet: &mut Sheet) {
    if inquiry.text.is_empty() {
        return;
    }
    sheet.gap();
    sheet.line(Style::Record, raw(&inquiry.text));
    if inquiry.text.encode_utf16().count() <= COPY_MAX {
        sheet.row([Key::Copy(t("key-copy-record"), raw(&inquiry.text))]);
    } else {
        sheet.aside(t("record-tap"));
    }
}

/// How it ended, in the reader's language, as the script says it now.
pub fn outcome_name(room: &Room<'_>, inquiry: &Inquiry) -> Phrase {
    let Some(outcome) = &inquiry.outcome else { return t("inquiry-left") };
    let id = format!("outcome-{outcome}");
    if room.house.words.has(&room.me.lang, &id, Some(&inquiry.script)) {
        Phrase::new(id).from_book(inquiry.script.clone())
    } else {
        raw(outcome)
    }
}

/// An inquiry among the history of a lead: when, who, how it ended.
///
/// # Errors
/// The store's.
pub fn lines(room: &Room<'_>, inquiry: &Inquiry, sheet: &mut Sheet) -> Result<()> {
    sheet.plain(
        t("inquiry-line")
            .with("time", Arg::Time(inquiry.ended, room.zone(), TimeStyle::Short))
            .with("by", room.name_at(inquiry.by, inquiry.ended)?)
            .with("kind", super::lead::kind_name(inquiry.kind))
            .with("outcome", outcome_name(room, inquiry)),
    );
    if let Some(message) = inquiry.message.map(|id| room.facts.message(id)).transpose()?.flatten() {
        sheet.plain(super::messages::in_history(room, &message)?);
    } else {
        for told in at_length(room, inquiry) {
            sheet.line(Style::Record, raw(&told));
        }
    }
    Ok(())
}

/// So much of what a caller told stands in a history, in characters.
const TOLD_MAX: usize = 160;

/// What the caller told in words of his own: who calls back has to know what about.
fn at_length(room: &Room<'_>, inquiry: &Inquiry) -> Vec<String> {
    let data = room.house.scripts.get(&inquiry.script).map(|script| script.data.as_slice());
    let long = data.unwrap_or_default().iter().filter(|datum| datum.kind == DatumKind::Long);
    let told = long.filter_map(|datum| inquiry.filled.get(&datum.id));
    told.map(|text| match text.char_indices().nth(TOLD_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.clone(),
    })
    .collect()
}

/// How the question for the time of the promised call looks; before it, who is to be called.
pub fn promised_view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    sheet.title(t("promise-title"));
    match walk.lead {
        None => sheet.plain(t("promise-who")),
        Some(id) => {
            let lead = room.lead(id)?;
            sheet.plain(caller_line(room, Some(id))?);
            if let Some(recall) = room.facts.open_recall(id)? {
                sheet.plain(super::lead::recall_line(room, &recall)?);
                sheet.aside(t("promise-instead"));
            }
            sheet.plain(t("promise-when"));
            if room.zone() != room.house.campaign.zone || room.zone() != room.lead_zone(&lead) {
                sheet.aside(t("zone-is").with("zone", zone_name(room, room.zone())));
            }
            sheet.aside(t("pick-how"));
            for pair in dates::chips(room, &lead, DueKind::Recall).chunks(2) {
                sheet.keys(pair.iter().cloned());
            }
        }
    }
    sheet.keys([(t("key-back"), Act::Back), (t("key-unpromised"), Act::Unpromised)]);
    Ok(())
}

/// What its keys do.
pub fn promised_press(turn: &mut Turn<'_>, id: &str, act: &Act) -> Result<()> {
    match act {
        Act::At(minute) => match dates::chosen(turn, *minute) {
            Some(at) => place(turn, id, at),
            None => Ok(()),
        },
        Act::Unpromised => outcome::promised(turn, id, None),
        _ => {
            turn.go(Screen::Step);
            Ok(())
        }
    }
}

/// Takes what was typed: who is to be called, then when.
pub fn promised_typed(turn: &mut Turn<'_>, id: &str, text: &str) -> Result<()> {
    let known = turn.desk.walk.as_ref().is_some_and(|walk| walk.lead.is_some());
    if !known {
        if numbers::is_time(turn, text) {
            let wrong = numbers::no_such_time(turn, text);
            turn.remark(wrong.unwrap_or_else(|| number_first(turn, id)));
            return Ok(());
        }
        super::incoming::who(turn, text)?;
        let known = turn.desk.walk.as_ref().is_some_and(|walk| walk.lead.is_some());
        // The time is asked next, or nothing more where it is known.
        return if known { outcome::end(turn, id) } else { again(turn, id) };
    }
    let lead = turn.desk.walk.as_ref().and_then(|walk| walk.lead);
    let client = dates::clock_of(turn, lead)?;
    match dates::read(turn, text, client) {
        Ok(date) => place(turn, id, date.at),
        Err(why) => {
            turn.remark(why);
            Ok(())
        }
    }
}

/// That the number comes first, and when the call will be.
fn number_first(turn: &Turn<'_>, id: &str) -> Phrase {
    let walk = turn.desk.walk.as_ref();
    let script = walk.and_then(|walk| flow::script_of(turn, walk));
    let promise = script.and_then(|(script, _)| script.outcome(id)?.recall);
    t(match promise {
        Some(Promise::ShiftEnd) => "promise-number-shift",
        _ => "promise-number-first",
    })
}

fn again(turn: &mut Turn<'_>, id: &str) -> Result<()> {
    turn.go(Screen::Promised(id.to_owned()));
    Ok(())
}

fn place(turn: &mut Turn<'_>, id: &str, at: chrono::DateTime<chrono::Utc>) -> Result<()> {
    let Some(lead) = turn.desk.walk.as_ref().and_then(|walk| walk.lead) else { return Ok(()) };
    let lead = turn.lead(lead)?;
    match dates::place(turn, &lead, DueKind::Promise, at) {
        Ok(placed) => outcome::promised(turn, id, Some(placed.at)),
        Err(why) => {
            let why = dates::refusal(turn, &lead, why);
            turn.remark(why);
            Ok(())
        }
    }
}
