//! What typed text does on each screen.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::turn::Turn;
use crate::chat::view::t;
use crate::chat::{notes, notices, numbers};
use crate::domain::codes::Need;
use crate::domain::lead::LeadId;
use crate::domain::note::Note;

use super::{
    ask, edit, faq, guesses, incoming, inquiry, least, messages, more, number, profile, recalls,
    settings, step,
};

/// What typed text does: a bare number opens its lead's card at any time; else it is the answer to
/// what the screen asks.
///
/// # Errors
/// The store's.
pub fn typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let role = least(&turn.desk.screen);
    if !turn.me.is(role) {
        turn.remark(notices::forbidden(role));
        turn.go(Screen::Home);
        return Ok(());
    }
    let screen = turn.desk.screen.clone();
    if let Screen::Number(then) = screen {
        return number::typed(turn, then, text);
    }
    if let Screen::Whose(note, leads) = screen {
        return guesses::whose_typed(turn, note, &leads, text);
    }
    if let Screen::Field(id, field) = screen {
        return edit::field_typed(turn, id, field, text);
    }
    if messages::names_typed(turn, &screen, text)? || profile::answered(turn, &screen, text)? {
        return Ok(());
    }
    if more::is_inbound(turn.desk.walk.as_ref()) {
        match &screen {
            Screen::Step | Screen::More => return incoming::typed(turn, text),
            Screen::Caller => return incoming::who(turn, text),
            Screen::Datum(id) => return more::datum_typed(turn, id, text),
            Screen::Promised(id) => return inquiry::promised_typed(turn, id, text),
            Screen::BreakOff => return more::break_off_typed(turn, text),
            _ => {}
        }
    }
    // Where a date is asked for, a few digits are part of a date, unless they are marked as a number.
    let dates = matches!(
        screen,
        Screen::Time
            | Screen::Card(_)
            | Screen::Later(_)
            | Screen::MessageWhen(_)
            | Screen::Ask(Need::When)
    );
    if dates && let Some((number, time)) = numbers::with_time(turn, text) {
        return timed(turn, &screen, &number, time);
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let date = dates && digits < SHORTEST_PHONE && !numbers::is_marked(text);
    if !date && open_by_number(turn, text)? {
        return Ok(());
    }
    match screen {
        Screen::Ask(need) => ask::typed(turn, need, text),
        Screen::Time => ask::date_typed(turn, text),
        Screen::Card(_) => ask::card_typed(turn, text),
        Screen::Situations(id) | Screen::Guesses(id) if notes::is_note(text) => {
            notes::typed(turn, id, text)
        }
        Screen::Later(id) => recalls::later_typed(turn, id, text),
        Screen::MessageWhen(id) => messages::when_typed(turn, id, text),
        Screen::Step => step::typed(turn, text),
        Screen::Faq(_) | Screen::FaqText(..) => faq::typed(turn, text),
        Screen::Name | Screen::Zones => settings::typed(turn, text),
        screen => {
            // A number with a clear note behind it needs no command before it.
            if notes::is_clear(turn, text, turn.desk.is_busy()) {
                return notes::command(turn, text);
            }
            let about = told_of(turn, &screen).filter(|_| notes::is_note(text));
            match (numbers::find_inside(turn, text)?, about) {
                (numbers::Found::Lead(id), _) => {
                    turn.go(Screen::Lead(id));
                    turn.desk.said = beside(turn, text);
                }
                (numbers::Found::DoNotCall, _) => turn.remark(t("do-not-call-number")),
                (_, Some(id)) => return notes::typed(turn, id, text),
                (found @ numbers::Found::NoSuchQuestionnaire(_), None) => {
                    open(turn, found);
                }
                _ if digits > 0 => turn.remark(numbers::none_in(turn, text, "not-a-number")),
                _ if matches!(screen, Screen::Situations(_) | Screen::Guesses(_)) => {
                    turn.remark(t("note-none"));
                }
                _ => turn.remark(t("not-understood")),
            }
            Ok(())
        }
    }
}

/// Fewer digits than any telephone number has with its area code.
const SHORTEST_PHONE: usize = 9;

/// A number with a time beside it, where a time is asked: of the lead of which it is asked, that is the
/// time; of another, it waits on its card as a note.
fn timed(turn: &mut Turn<'_>, screen: &Screen, number: &str, time: &str) -> Result<()> {
    let own = match screen {
        Screen::Later(id) => turn.facts.recall(*id)?.map(|recall| recall.lead),
        Screen::MessageWhen(_) => None,
        _ => turn.desk.draft.as_ref().map(|draft| draft.lead),
    };
    let found = numbers::find(turn, number)?;
    match found {
        numbers::Found::Lead(id) if own == Some(id) => return typed(turn, time),
        numbers::Found::Lead(_) => turn.desk.said = notes::note(turn, time),
        _ => {}
    }
    open(turn, found);
    Ok(())
}

fn open_by_number(turn: &mut Turn<'_>, text: &str) -> Result<bool> {
    let found = numbers::find(turn, text)?;
    Ok(open(turn, found))
}

/// Opens what a number led to; false: it is no number.
fn open(turn: &mut Turn<'_>, found: numbers::Found) -> bool {
    match found {
        numbers::Found::Lead(id) => turn.go(Screen::Lead(id)),
        numbers::Found::DoNotCall => turn.remark(t("do-not-call-number")),
        numbers::Found::NoSuchQuestionnaire(number) => {
            turn.remark(t("no-questionnaire").with("number", number));
        }
        numbers::Found::Nothing => return false,
    }
    true
}

/// The words beside a number: perhaps a note about the call to it.
fn beside(turn: &mut Turn<'_>, text: &str) -> Option<Note> {
    let noted = numbers::before(turn, text).or_else(|| numbers::behind(turn, text));
    let (_, words) = noted.or_else(|| numbers::with_time(turn, text))?;
    let words = words.to_owned();
    notes::note(turn, &words)
}

/// The lead of which the screen tells, where what is typed can only be how a call to it ended.
fn told_of(turn: &Turn<'_>, screen: &Screen) -> Option<LeadId> {
    match screen {
        Screen::Lead(id) => Some(*id),
        Screen::Refused(_) => turn.desk.draft.as_ref().map(|draft| draft.lead),
        _ => None,
    }
}
