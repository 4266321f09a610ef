//! What a note may mean: up to three situations, each with what would be saved. And the question about
//! which call a note is.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen, Then};
use crate::chat::flow::{self, Way};
use crate::chat::notes;
use crate::chat::numbers::{self, Found};
use crate::chat::press::Act;
use crate::chat::preview::{self, Preview};
use crate::chat::say::{self, code_name, lead_line};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, raw, t};
use crate::domain::attempt::{Draft, call_number};
use crate::domain::codes::{CodeId, Need};
use crate::domain::lead::LeadId;
use crate::domain::note::Note;
use crate::words::{Arg, Phrase, TimeStyle};

/// How the choice looks.
pub fn view(room: &Room<'_>, desk: &Desk, id: LeadId, sheet: &mut Sheet) -> Result<()> {
    let draft = desk.draft.as_ref().filter(|draft| draft.lead == id);
    let Some((draft, noted)) = draft.and_then(|draft| Some((draft, draft.note.as_ref()?))) else {
        return super::situations::view(room, desk, id, sheet);
    };
    let lead = room.lead(id)?;
    let attempts = room.attempts(&lead)?;
    let number = call_number(&lead, attempts.last(), room.me.id);
    sheet.title(t("guesses-title"));
    sheet.plain(
        t("card-lead")
            .with("lead", lead_line(room, &lead)?)
            .with("call", super::lead::call_of(number, room.house.codes.calls)),
    );
    typed_line(draft, sheet);
    let mut keys = Vec::new();
    for (at, code) in (1u32..).zip(&noted.offered) {
        let preview = preview::preview(room, &lead, draft, desk.walk.as_ref(), code)?;
        let name = name(code, &preview);
        sheet.gap();
        sheet.plain(t("guess-line").with("at", at).with("name", name.clone()));
        lines(room, &preview, sheet)?;
        keys.push((name, Act::Code(code.0.clone())));
    }
    keys.into_iter().for_each(|key| sheet.keys([key]));
    sheet.keys([(t("key-other-situation"), Act::Result(id.0))]);
    let back = if desk.walk.as_ref().is_some_and(|walk| walk.is_with(id)) {
        t("key-back-to-call")
    } else {
        t("key-card")
    };
    sheet.keys([(back, Act::Back)]);
    Ok(())
}

/// The note, as it was typed.
pub fn typed_line(draft: &Draft, sheet: &mut Sheet) {
    if let Some(noted) = &draft.note {
        sheet.aside(t("note-typed").with("note", raw(&noted.note.text)));
    }
}

/// The situation, and what the rules make of it where that is something else.
fn name(code: &CodeId, preview: &Preview) -> Phrase {
    match &preview.end {
        Ok(end) if end.code != *code => {
            t("guess-becomes").with("code", code_name(code)).with("result", code_name(&end.code))
        }
        _ => code_name(code),
    }
}

/// The comment, the date, and what has still to be asked; or why it is refused.
fn lines(room: &Room<'_>, preview: &Preview, sheet: &mut Sheet) -> Result<()> {
    let Preview { draft, asks, end } = preview;
    let end = match end {
        Ok(end) => end,
        Err(why) => {
            sheet.aside(why.as_ref().map_or_else(|| to_ask(asks), |why| say::refused(room, why)));
            return Ok(());
        }
    };
    if !asks.iter().any(|need| matches!(need, Need::Refusal | Need::When)) {
        sheet.line(Style::Record, say::comment(room, draft, end.ordinal));
    }
    if let Some(due) = end.due.filter(|_| !asks.contains(&Need::When)) {
        let id = super::card::due_id(due);
        sheet.plain(Phrase::new(id).with("time", Arg::Time(due.at, room.zone(), TimeStyle::Long)));
    }
    if let Some(day) = draft.day.filter(|_| asks.contains(&Need::When)) {
        sheet.plain(t("guess-day").with("day", Arg::Day(day, TimeStyle::Weekday)));
    }
    if !asks.is_empty() {
        sheet.aside(to_ask(asks));
    }
    if end.consent {
        sheet.aside(super::card::consent_line(room)?);
    }
    Ok(())
}

/// What will be asked, in a line.
fn to_ask(asks: &[Need]) -> Phrase {
    let names = asks.iter().map(|need| Phrase::new(format!("need-{}", need.id())));
    let list = names.reduce(|list, name| t("list-and").with("list", list).with("name", name));
    t("guess-asks").with("what", list.unwrap_or_else(|| t("gap")))
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, id: LeadId, act: &Act) -> Result<()> {
    match act {
        Act::Code(code) => flow::choose(turn, id, CodeId(code.clone()), Way::default())?,
        _ if turn.desk.walk.as_ref().is_some_and(|walk| walk.is_with(id)) => turn.go(Screen::Step),
        _ => turn.go(Screen::Lead(id)),
    }
    Ok(())
}

/// How the question looks about which call a note is.
pub fn whose_view(room: &Room<'_>, note: &Note, leads: &[LeadId], sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("whose-title"));
    sheet.plain(t("note-typed").with("note", raw(&note.text)));
    sheet.plain(t(if leads.is_empty() { "whose-number" } else { "whose-which" }));
    for id in leads.iter().take(MOST_LEADS) {
        sheet.keys([(lead_line(room, &room.lead(*id)?)?, Act::About(id.0))]);
    }
    sheet.keys([(t("key-home"), Act::Home)]);
    Ok(())
}

/// So many leads of one message are offered; the number of another can be typed.
const MOST_LEADS: usize = 10;

/// The lead was chosen.
pub fn whose_press(turn: &mut Turn<'_>, note: Note, leads: &[LeadId], act: &Act) -> Result<()> {
    match act {
        Act::About(id) if leads.contains(&LeadId(*id)) => {
            flow::begin(turn, LeadId(*id), Then::Note(note))
        }
        _ => {
            turn.go(Screen::Home);
            Ok(())
        }
    }
}

/// Its number was typed; or the note once more, in other words.
pub fn whose_typed(turn: &mut Turn<'_>, note: Note, leads: &[LeadId], text: &str) -> Result<()> {
    match numbers::find_inside(turn, text)? {
        Found::Lead(id) => return flow::begin(turn, id, Then::Note(note)),
        Found::DoNotCall => turn.remark(t("do-not-call-number")),
        Found::NoSuchQuestionnaire(number) => {
            turn.remark(t("no-questionnaire").with("number", number));
        }
        Found::Nothing => {
            if let Some(note) = notes::note(turn, text) {
                turn.go(Screen::Whose(note, leads.to_vec()));
            }
        }
    }
    Ok(())
}
