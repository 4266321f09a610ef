//! The list of situations under their headings: straight to the result.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::flow::{self, Way};
use crate::chat::notes;
use crate::chat::press::Act;
use crate::chat::say::{code_name, lead_line};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, t};
use crate::domain::attempt::call_number;
use crate::domain::codes::{CodeId, Group};
use crate::domain::lead::LeadId;
use crate::words::Phrase;

/// How it looks.
pub fn view(room: &Room<'_>, desk: &Desk, id: LeadId, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    let attempts = room.attempts(&lead)?;
    let number = call_number(&lead, attempts.last(), room.me.id);
    sheet.title(t("situations-title"));
    sheet.plain(lead_line(room, &lead)?);
    let of = room.house.codes.calls;
    sheet.plain(super::lead::call_of(number, of));
    let draft = desk.draft.as_ref().filter(|draft| draft.lead == id);
    let noted = draft.and_then(|draft| Some((draft, draft.note.as_ref()?)));
    if let Some((draft, noted)) = noted {
        super::guesses::typed_line(draft, sheet);
        if noted.unsure {
            sheet.plain(t("note-unsure"));
        }
    }
    sheet.aside(t(if noted.is_some() { "note-again-hint" } else { "note-hint" }));
    for group in Group::ALL {
        let codes = room.house.codes.list.iter().filter(|code| code.group == group);
        sheet.keys([(heading(group), Act::Group(group))]);
        let keys = codes.map(|code| (code_name(&code.id), Act::Code(code.id.0.clone())));
        sheet.packed(&room.house.words, &room.me.lang, keys);
    }
    let guessed = draft.is_some_and(|draft| notes::screen(draft) == Screen::Guesses(id));
    let back = if guessed {
        t("key-back")
    } else if desk.walk.as_ref().is_some_and(|walk| walk.is_with(id)) {
        t("key-back-to-call")
    } else {
        t("key-card")
    };
    sheet.keys([(back, Act::Back)]);
    Ok(())
}

fn heading(group: Group) -> Phrase {
    t("group-key").with("group", Phrase::new(["group-", group.id()].concat()))
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, id: LeadId, act: &Act) -> Result<()> {
    match act {
        Act::Group(group) => {
            turn.toast = Some(Phrase::new(format!("group-{}.hint", group.id())));
            turn.still = true;
        }
        Act::Code(code) => flow::choose(turn, id, CodeId(code.clone()), Way::default())?,
        _ if is_guessed(turn, id) => turn.go(Screen::Guesses(id)),
        _ if turn.desk.walk.as_ref().is_some_and(|walk| walk.is_with(id)) => turn.go(Screen::Step),
        _ => turn.go(Screen::Lead(id)),
    }
    Ok(())
}

/// The list was opened from what a note may mean.
fn is_guessed(turn: &Turn<'_>, id: LeadId) -> bool {
    let draft = turn.desk.draft.as_ref().filter(|draft| draft.lead == id);
    draft.is_some_and(|draft| notes::screen(draft) == Screen::Guesses(id))
}
