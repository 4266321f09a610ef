//! Asks for a number: a telephone number or that of a questionnaire.

use anyhow::Result;

use crate::chat::desk::{Screen, Then};
use crate::chat::turn::Turn;
use crate::chat::view::{Sheet, raw, t};
use crate::chat::{flow, notes, numbers};

/// How it looks. No keys: the answer is typed.
pub fn view(then: &Then, sheet: &mut Sheet) {
    sheet.title(t("number-title"));
    sheet.plain(match then {
        Then::Call => t("number-call"),
        Then::Result | Then::Note(_) => t("number-result"),
    });
}

/// A typed number begins the work on its lead.
pub fn typed(turn: &mut Turn<'_>, then: Then, text: &str) -> Result<()> {
    let mut found = numbers::find(turn, text)?;
    if found == numbers::Found::Nothing {
        // With a note beside the number, one message is enough.
        if then == Then::Result && numbers::is_noted(turn, text) {
            return notes::command(turn, text);
        }
        found = numbers::find_inside(turn, text)?;
    }
    match found {
        numbers::Found::Lead(id) => {
            let time = numbers::with_time(turn, text).map(|(_, time)| time.to_owned());
            flow::begin(turn, id, then)?;
            time.map_or(Ok(()), |time| beside(turn, &time))
        }
        numbers::Found::NoSuchQuestionnaire(number) => {
            turn.remark(t("no-questionnaire").with("number", number));
            Ok(())
        }
        numbers::Found::DoNotCall => {
            turn.remark(t("do-not-call-number"));
            turn.go(Screen::Number(then));
            Ok(())
        }
        numbers::Found::Nothing => {
            turn.remark(numbers::none_in(turn, text, "not-a-number"));
            turn.go(Screen::Number(then));
            Ok(())
        }
    }
}

/// A time stood beside the number: the call begins now, and ends at that time if it is the next one's.
fn beside(turn: &mut Turn<'_>, time: &str) -> Result<()> {
    let Some(note) = notes::note(turn, time) else { return Ok(()) };
    if turn.desk.screen == Screen::Step {
        turn.remark(t("number-time").with("time", raw(time)).with("key", t("key-said-end")));
        turn.desk.said = Some(note);
    } else {
        notes::give_back(turn, &note);
    }
    Ok(())
}
