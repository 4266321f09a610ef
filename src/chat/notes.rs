//! Notes: an operator types what happened, and a result is made of it, or up to three are offered. What
//! the note tells (reason, date, address …) is in them already; what is missing is asked as always.
//! Nothing is saved by it: the card is.

use crate::domain::attempt::Draft;
use crate::domain::codes::{CodeId, Need};
use crate::domain::lead::LeadId;
use crate::domain::note::{Note, Noted};
use crate::domain::notice::Body;
use crate::notes::{Guess, Verdict as Meant};
use crate::words::Phrase;
use anyhow::Result;

use super::desk::{Screen, Then};
use super::event::Event;
use super::flow::{self, Way};
use super::numbers;
use super::screens;
use super::turn::{Room, Turn};
use super::typed;
use super::view::{raw, t};

/// So many situations are offered.
const OFFERED: usize = 3;

/// Whether a text can tell anything: figures alone cannot.
pub fn is_note(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
}

/// Fewer letters tell nothing.
const FEWEST_LETTERS: usize = 2;

/// A number, and behind it what can mean one thing only. `in_hand`: there is a call, and without its
/// mark the number of a questionnaire is none.
pub fn is_clear(room: &Room<'_>, text: &str, in_hand: bool) -> bool {
    let text = &typed::words(text);
    let of_card = || numbers::questionnaire_before(room, text).filter(|_| !in_hand);
    let found = numbers::before(room, text).or_else(of_card);
    found.is_some_and(|(_, rest)| matches!(meant(room, rest), Meant::Clear(_)))
}

/// What was typed just now, as a note; none: there is nothing in it, and the person was told.
pub fn note(turn: &mut Turn<'_>, text: &str) -> Option<Note> {
    match typed::long(&typed::words(text)) {
        Ok(text) => Some(Note { text, at: turn.now, dice: turn.below(u32::MAX) }),
        Err(why) => {
            turn.remark(why);
            None
        }
    }
}

/// A time was typed where something else is asked, «May» or «24 hours», and is not taken for the answer;
/// the same text once more is: then it was meant.
pub fn is_mistaken(turn: &mut Turn<'_>, text: &str) -> bool {
    if !numbers::is_moment(turn, text) {
        return false;
    }
    let note = Note { text: typed::words(text), at: turn.now, dice: 0 };
    let insists = insists(turn, text);
    turn.desk.said = Some(note).filter(|_| !insists);
    !insists
}

/// The same was sent just before, and not taken: then it was meant.
pub fn insists(turn: &Turn<'_>, text: &str) -> bool {
    turn.desk.said.as_ref().is_some_and(|said| said.text == typed::words(text))
}

/// Something was typed where it can only tell how a call to this lead ended. A number before it says
/// that it was a call to somebody else.
///
/// # Errors
/// The store's.
pub fn typed(turn: &mut Turn<'_>, id: LeadId, text: &str) -> Result<()> {
    let text = &typed::words(text);
    let other = numbers::before(turn, text).map(|(number, rest)| (number, rest.to_owned()));
    let (lead, text) = match other {
        Some((number, rest)) => match numbers::find(turn, &number)? {
            numbers::Found::Lead(lead) => (lead, rest),
            numbers::Found::Nothing => (id, text.to_owned()),
            nobody => {
                about_nobody(turn, nobody, text, &rest);
                return Ok(());
            }
        },
        None => (id, text.to_owned()),
    };
    let Some(note) = note(turn, &text) else { return Ok(()) };
    flow::begin(turn, lead, Then::Note(note))
}

/// `/result` with words after it: about the lead whose number stands before or behind them, about the
/// call in hand, or it is asked about which. A bare number is none of this. In a call the number of a
/// questionnaire needs its mark: «2 objections» is told of the call.
///
/// # Errors
/// The store's.
pub fn command(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let text = &typed::words(text);
    if !numbers::has_words(turn, text) {
        // «tel. 8 499 …»: a number, and no note.
        turn.go(Screen::Number(Then::Result));
        return screens::number_typed(turn, Then::Result, text);
    }
    let in_hand = turn.desk.unfinished();
    let found = match numbers::before(turn, text) {
        Some(found) => Some(found),
        None if in_hand.is_none() => {
            let of_card = numbers::questionnaire_before(turn, text);
            of_card.or_else(|| numbers::behind(turn, text))
        }
        // In a call, a number at the end is what somebody told, unless it is one of our leads.
        None => match numbers::behind(turn, text) {
            Some(found) if numbers::is_known(turn, &found.0)? => Some(found),
            _ => None,
        },
    };
    if let Some((number, rest)) = found.map(|(number, rest)| (number, rest.to_owned())) {
        return match numbers::find(turn, &number)? {
            numbers::Found::Lead(lead) => match note(turn, &rest) {
                Some(note) => flow::begin(turn, lead, Then::Note(note)),
                None => flow::begin(turn, lead, Then::Result),
            },
            numbers::Found::Nothing => unnumbered(turn, text, in_hand),
            nobody => {
                about_nobody(turn, nobody, text, &rest);
                Ok(())
            }
        };
    }
    if let Some(lead) = in_hand
        && let Some((number, _)) = numbers::questionnaire_before(turn, text)
        && number != lead.0.to_string()
    {
        turn.remark(t("note-of-call").with("id", lead.0).with("number", number));
    }
    unnumbered(turn, text, in_hand)
}

/// The number beside a note is nobody's: the note is never taken for one about somebody else. The number
/// of a client who was forgotten is not told again.
fn about_nobody(turn: &mut Turn<'_>, found: numbers::Found, text: &str, rest: &str) {
    let typed = match found {
        numbers::Found::NoSuchQuestionnaire(number) => {
            turn.remark(t("no-questionnaire").with("number", number));
            text
        }
        _ => {
            turn.remark(t("do-not-call-number"));
            rest
        }
    };
    if let Some(note) = note(turn, typed) {
        give_back(turn, &note);
    }
}

fn unnumbered(turn: &mut Turn<'_>, text: &str, in_hand: Option<LeadId>) -> Result<()> {
    let Some(note) = note(turn, text) else { return Ok(()) };
    match in_hand {
        Some(lead) => flow::begin(turn, lead, Then::Note(note)),
        None => {
            turn.go(Screen::Whose(note, Vec::new()));
            Ok(())
        }
    }
}

/// Somebody answered this message: if it reminds of a call, what was typed tells how that ended; else
/// it is text like any other.
///
/// # Errors
/// The store's.
pub fn reply(turn: &mut Turn<'_>, message: i32, text: &str) -> Result<()> {
    let text = &typed::words(text);
    let bare = numbers::is_bare(turn, text);
    let notice = if bare { None } else { turn.facts.notice_on(turn.me.id, message)? };
    let recalls = match notice.map(|notice| notice.body) {
        Some(Body::Due { recalls } | Body::Handed { recalls, .. }) => recalls,
        _ => return screens::typed(turn, text),
    };
    let mut open = Vec::new();
    let mut over = Vec::new();
    let mut of_others = false;
    for id in recalls {
        let Some(recall) = turn.facts.recall(id)? else { continue };
        if recall.owner != turn.me.id {
            // Handed on since: the call is a colleague's.
            of_others = true;
            continue;
        }
        let list = if recall.is_open() { &mut open } else { &mut over };
        if !list.contains(&recall.lead) {
            list.push(recall.lead);
        }
    }
    let leads = if open.is_empty() { over } else { open };
    let Some(note) = note(turn, text) else { return Ok(()) };
    if leads.is_empty() && of_others {
        turn.remark(t("recall-not-yours"));
        give_back(turn, &note);
        return Ok(());
    }
    match leads[..] {
        [lead] => flow::begin(turn, lead, Then::Note(note)),
        _ => {
            turn.go(Screen::Whose(note, leads));
            Ok(())
        }
    }
}

/// Makes of a note what can be made of it: the card, situations to choose from, or the list of all.
/// Answers given so far are kept where the situation needs them and the note says nothing else.
///
/// # Errors
/// The store's.
pub fn take(turn: &mut Turn<'_>, id: LeadId, note: Note) -> Result<()> {
    let lead = turn.lead(id)?;
    let guesses = turn.house.guess(&note.text);
    let meant = there(turn, guesses.verdict());
    let codes = guesses.all().iter().map(|guess| &guess.code);
    let codes = codes.filter(|code| turn.house.codes.get(code).is_some());
    let offered: Vec<CodeId> = codes.take(OFFERED).cloned().collect();
    let first = offered.first().cloned();
    let unsure = matches!(meant, Meant::Unsure(_));
    let mut draft = match turn.desk.draft.take() {
        Some(draft) if draft.lead == id => draft,
        _ => {
            let situation = first.clone().unwrap_or_else(|| turn.house.codes.intermediate.clone());
            flow::new_draft(turn, &lead, situation)
        }
    };
    draft.unfill();
    if draft.note.is_some() {
        // What the former note counted does not hold for this one.
        (draft.early, draft.objections, draft.no_more_calls) = (false, 0, false);
        if first.as_ref() != Some(&draft.situation) {
            // Nor does a date that was chosen for what the former one told.
            (draft.when, draft.exact, draft.moved) = (None, false, None);
            draft.answers.remove(&Need::When);
        }
    }
    draft.note = Some(Noted { note, open: true, unsure, first, offered, gave: Vec::new() });
    let screen = screen(&draft);
    turn.desk.draft = Some(draft);
    match meant {
        Meant::Clear(guess) => flow::choose(turn, id, guess.code, Way::default()),
        Meant::Among(_) | Meant::Unsure(_) => {
            turn.go(screen);
            Ok(())
        }
    }
}

/// Where the situation is chosen of which a note tells.
pub fn screen(draft: &Draft) -> Screen {
    match &draft.note {
        Some(noted) if !noted.unsure => Screen::Guesses(draft.lead),
        _ => Screen::Situations(draft.lead),
    }
}

/// What a note means; only situations that there are.
pub fn meant(room: &Room<'_>, text: &str) -> Meant {
    there(room, room.house.guess(text).verdict())
}

fn there(room: &Room<'_>, meant: Meant) -> Meant {
    let there = |guess: &Guess| room.house.codes.get(&guess.code).is_some();
    let known = |list: Vec<Guess>| list.into_iter().filter(there).collect::<Vec<_>>();
    match meant {
        Meant::Clear(guess) if there(&guess) => Meant::Clear(guess),
        Meant::Clear(_) => Meant::Unsure(Vec::new()),
        Meant::Among(list) => match known(list) {
            list if list.is_empty() => Meant::Unsure(list),
            list => Meant::Among(list),
        },
        Meant::Unsure(list) => Meant::Unsure(known(list)),
    }
}

/// Takes what was typed on the screen before, beside its own question, for a note about this lead.
///
/// # Errors
/// The store's.
pub fn take_said(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    match turn.desk.said.take() {
        Some(note) => flow::begin(turn, id, Then::Note(note)),
        None => Ok(()),
    }
}

/// The note cannot be taken: the person reads it once more, so that it can be copied.
pub fn give_back(turn: &mut Turn<'_>, note: &Note) {
    turn.remark(given_back(note));
}

fn given_back(note: &Note) -> Phrase {
    t("note-not-taken").with("note", raw(&note.text))
}

/// A note waited for what becomes of an unfinished call, or for the lead that it is about: whoever goes
/// elsewhere gets it back.
pub fn left(turn: &mut Turn<'_>, before: &Screen, event: &Event) {
    let Some(note) = waiting(before) else { return };
    let now = waiting(&turn.desk.screen);
    let taken = turn.desk.draft.as_ref().and_then(|draft| draft.note.as_ref());
    // Typed once more in other words.
    let again = matches!(event, Event::Text(_)) && matches!(before, Screen::Whose(..));
    let kept = now == Some(note)
        || taken.is_some_and(|noted| noted.note == *note)
        || (again && now.is_some())
        || turn.desk.remarks.contains(&given_back(note));
    if !kept {
        give_back(turn, note);
    }
}

/// The note that waits on a screen.
fn waiting(screen: &Screen) -> Option<&Note> {
    match screen {
        Screen::Unfinished(_, Then::Note(note)) | Screen::Whose(note, _) => Some(note),
        _ => None,
    }
}
