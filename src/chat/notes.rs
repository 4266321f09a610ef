//! Notes: an operator types what happened, and a result is made of it, or up to three are offered. What
//! the note tells (reason, date, address …) is in them already; what is missing is asked as always.
//! Nothing is saved by it: the card is.

use anyhow::Result;
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::attempt::{ANSWER_MAX, Draft, Said};
use crate::domain::calendar::NotThen;
use crate::domain::codes::{Code, CodeId, Early, Need};
use crate::domain::lead::{Field, Lead, LeadId};
use crate::domain::note::{Note, Noted};
use crate::domain::notice::Body;
use crate::domain::recall::DueKind;
use crate::domain::script::Side;
use crate::notes::extract::{Setting, extract};
use crate::notes::{Guess, Verdict as Meant};

use super::dates;
use super::desk::{Screen, Then};
use super::event::Event;
use super::flow::{self, Way};
use super::numbers;
use super::press::Act;
use super::screens;
use super::turn::{Room, Turn};
use super::typed;
use super::view::{raw, t};

/// So many situations are offered.
pub const OFFERED: usize = 3;

/// Whether a text can tell anything: figures alone cannot.
pub fn is_note(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_LETTERS
}

/// Fewer letters tell nothing.
const FEWEST_LETTERS: usize = 2;

/// A number, and behind it what can mean one thing only.
pub fn is_clear(room: &Room<'_>, text: &str) -> bool {
    let rest = numbers::before(room, text).map(|(_, rest)| rest);
    rest.is_some_and(|rest| matches!(meant(room, rest), Meant::Clear(_)))
}

/// What was typed just now, as a note; none: there is nothing in it, and the person was told.
pub fn note(turn: &mut Turn<'_>, text: &str) -> Option<Note> {
    match typed::long(text) {
        Ok(text) => Some(Note { text, at: turn.now, dice: turn.below(u32::MAX) }),
        Err(why) => {
            turn.remark(why);
            None
        }
    }
}

/// Something was typed where it can only tell how a call to this lead ended. A number before it says
/// that it was a call to somebody else.
///
/// # Errors
/// The store's.
pub fn typed(turn: &mut Turn<'_>, id: LeadId, text: &str) -> Result<()> {
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
/// call in hand, or it is asked about which. A bare number is none of this.
///
/// # Errors
/// The store's.
pub fn command(turn: &mut Turn<'_>, text: &str) -> Result<()> {
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
    let meant = meant(turn, &note.text);
    let first = guesses(&meant).first().map(|guess| guess.code.clone());
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
        (draft.early, draft.objections) = (false, 0);
        if first.as_ref() != Some(&draft.situation) {
            // Nor does a date that was chosen for what the former one told.
            (draft.when, draft.exact, draft.moved) = (None, false, None);
            draft.answers.remove(&Need::When);
        }
    }
    draft.note = Some(Noted { note, open: true, unsure, first, gave: Vec::new() });
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
    let there = |guess: &Guess| room.house.codes.get(&guess.code).is_some();
    let known = |list: Vec<Guess>| list.into_iter().filter(there).collect::<Vec<_>>();
    match room.house.guess(text).verdict() {
        Meant::Clear(guess) if there(&guess) => Meant::Clear(guess),
        Meant::Clear(_) => Meant::Unsure(Vec::new()),
        Meant::Among(list) => match known(list) {
            list if list.is_empty() => Meant::Unsure(list),
            list => Meant::Among(list),
        },
        Meant::Unsure(list) => Meant::Unsure(known(list)),
    }
}

/// The likeliest situations of a note, the likeliest first.
pub fn offered(room: &Room<'_>, text: &str) -> Vec<CodeId> {
    let guesses = room.house.guess(text);
    let there = |guess: &&Guess| room.house.codes.get(&guess.code).is_some();
    let codes = guesses.all().iter().filter(there).take(OFFERED);
    codes.map(|guess| guess.code.clone()).collect()
}

fn guesses(meant: &Meant) -> &[Guess] {
    match meant {
        Meant::Clear(guess) => std::slice::from_ref(guess),
        Meant::Among(list) | Meant::Unsure(list) => list,
    }
}

/// What a note tells for a situation.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Answers to what the situation needs.
    pub answers: Vec<(Need, Said)>,
    /// The time that it names, whether to the minute, and the day off from which it was moved.
    pub when: Option<(DateTime<Utc>, bool, Option<NaiveDate>)>,
    /// The time that it names, and why that is not allowed.
    pub not_then: Option<(dates::Typed, NotThen)>,
    /// Objections that were worked off.
    pub objections: u16,
    /// The name of a contact.
    pub contact: Option<String>,
    /// Nobody stands in for whoever is away, and he is away for longer than a callback may wait.
    pub long_absence: bool,
}

/// Takes out of a note what a situation needs. Pure: the same each time.
pub fn told(room: &Room<'_>, lead: &Lead, noted: &Noted, code: &Code) -> Told {
    let note = &noted.note;
    let zone = room.zone();
    let local = note.at.with_timezone(&zone).naive_local();
    let setting = Setting {
        words: &room.house.words,
        reasons: room.house.notes.reasons(),
        country: &room.house.campaign.country,
        now: local,
    };
    let found = extract(&note.text, Some(&code.id), &setting);
    let mut told = Told { objections: found.objections.unwrap_or(0), ..Told::default() };
    told.contact = found.contact.and_then(|name| typed::short(&name).ok());
    let words = if noted.unsure { Some(note.text.clone()) } else { found.reason };
    let words = words.and_then(|words| typed::answer(&cut(&words)).ok());
    for need in &code.needs {
        let said = match need {
            Need::Reason | Need::Relation | Need::Competitor | Need::Fault => {
                words.clone().map(Said::Text)
            }
            Need::Field => {
                words.clone().and_then(|words| typed::short(&words).ok()).map(Said::Text)
            }
            Need::Email => {
                found.email.as_deref().and_then(|text| typed::email(text).ok()).map(Said::Text)
            }
            Need::Refusal => found.refusal.map(|chip| Said::Chip(chip.to_owned())),
            _ => None,
        };
        told.answers.extend(said.map(|said| (*need, said)));
    }
    let said = dates::Said { lang: &room.me.lang, zone, at: note.at };
    let moment = found.when.and_then(|parsed| {
        dates::moment_of(room, parsed, &said, &mut |count| note.below(count)).ok()
    });
    if let Some(moment) = moment {
        let kind = dates::due_kind(code);
        match dates::place(room, lead, kind, moment.at) {
            // An appointment needs the hour that was named.
            Ok(_) if kind != DueKind::Recall && !moment.exact => {}
            Ok(placed) => told.when = Some((placed.at, moment.exact, placed.moved)),
            Err(why) => told.not_then = Some((moment, why)),
        }
    }
    let far = matches!(told.not_then, Some((_, NotThen::TooFar { .. })));
    told.long_absence = found.uncovered && far;
    told
}

/// So much of a text as an answer may have, to the end of a word.
fn cut(text: &str) -> String {
    if text.chars().count() <= ANSWER_MAX {
        return text.to_owned();
    }
    let start: String = text.chars().take(ANSWER_MAX - 1).collect();
    let end = start.rfind(char::is_whitespace).unwrap_or(start.len());
    format!("{}\u{2026}", start.get(..end).unwrap_or_default())
}

impl Told {
    /// Puts the answers into a result. What the operator answered himself stays, unless the note is
    /// `fresh`, newer than that.
    pub fn put(&self, draft: &mut Draft, fresh: bool) {
        for (need, said) in &self.answers {
            if fresh || !draft.answers.contains_key(need) {
                draft.answers.insert(*need, said.clone());
                draft.confirm.retain(|other| other != need);
                gave(draft, *need);
            }
        }
        if let Some((at, exact, moved)) = self.when.filter(|_| fresh || draft.when.is_none()) {
            (draft.when, draft.exact, draft.moved) = (Some(at), exact, moved);
            draft.answers.remove(&Need::When);
            gave(draft, Need::When);
        }
    }

    /// Objections count that the script did not see.
    pub fn count(&self, room: &Room<'_>, code: &Code, draft: &mut Draft) {
        draft.objections = draft.objections.max(self.objections);
        if code.early == Some(Early::Objections) {
            let limits = room.house.script().and_then(|script| script.limits.get(&Side::Secretary));
            draft.early |= limits.is_some_and(|limit| draft.objections >= limit.limit);
        }
        if code.early == Some(Early::LongAbsence) {
            draft.early |= self.long_absence;
        }
    }
}

fn gave(draft: &mut Draft, need: Need) {
    if let Some(noted) = &mut draft.note
        && !noted.gave.contains(&need)
    {
        noted.gave.push(need);
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
    turn.remark(t("note-not-taken").with("note", raw(&note.text)));
}

/// A note waited for what becomes of an unfinished call: whoever goes elsewhere gets it back.
pub fn left(turn: &mut Turn<'_>, before: &Screen, event: &Event) {
    let Screen::Unfinished(_, Then::Note(note)) = before else { return };
    let waits =
        |screen: &Screen| matches!(screen, Screen::Unfinished(_, Then::Note(same)) if same == note);
    // With the call given up, the note is taken.
    let dropped = matches!(event, Event::Press(press) if press.act == Act::Drop);
    if !dropped && !waits(&turn.desk.screen) {
        give_back(turn, note);
    }
}

/// What a note tells that goes on the lead's card when the result is saved. A name and a field of
/// business that stand there are not overwritten by what was typed in a hurry.
pub fn for_card(lead: &Lead, draft: &Draft, told: &Told) -> Vec<(Field, String)> {
    let mut fields = Vec::new();
    if let Some(name) = told.contact.as_ref().filter(|_| lead.contact.is_none()) {
        fields.push((Field::Contact, name.clone()));
    }
    let gave = draft.note.as_ref().map(|noted| noted.gave.as_slice()).unwrap_or_default();
    for (need, field) in [(Need::Email, Field::Email), (Need::Field, Field::Business)] {
        if let Some(Said::Text(value)) = draft.answers.get(&need)
            && gave.contains(&need)
            && match lead.value(field) {
                // The client may have told a new address: the card shows both. What he does is known.
                Some(old) => field == Field::Email && old != value,
                None => true,
            }
        {
            fields.push((field, value.clone()));
        }
    }
    fields
}
