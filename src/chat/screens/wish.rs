//! A time that is typed where something else is asked: beside a reason, in place of a name, or at a step
//! of the script. It is when to call, and is never lost.

use std::ops::Range;

use anyhow::Result;
use chrono::NaiveDate;

use super::ask;
use crate::chat::desk::Screen;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{raw, t};
use crate::chat::{dates, flow, notes, numbers, told, typed};
use crate::domain::attempt::Draft;
use crate::domain::codes::{Code, Early, Need};
use crate::domain::note::{Note, Noted};
use crate::domain::script::{Branch, Script, Step, Target, Told};
use crate::domain::walk::Walk;
use crate::notes::extract::{Extract, extract};
use crate::words::{Arg, Dates, Hint, Phrase, TimeStyle, WhenError};

/// Words that lead to a reason or a time, and are neither.
const LEADS: [Hint; 11] = [
    Hint::Role,
    Hint::Said,
    Hint::Because,
    Hint::Recall,
    Hint::Bare,
    Hint::Filler,
    Hint::No,
    Hint::Join,
    Hint::Binds,
    Hint::Unfinished,
    Hint::Link,
];

/// What may stand inside a word.
const INNER: [char; 4] = ['-', '\'', '\u{2019}', '\u{2011}'];

/// What stands between two statements.
const BETWEEN: [&str; 4] = [", ", "; ", ". ", " \u{2014} "];

/// A time where a name is asked: the person is told. Typed once more, it is the name.
pub fn for_name(turn: &mut Turn<'_>, text: &str) -> bool {
    if notes::insists(turn, text) || is_month(turn, text) || !is_time(turn, text) {
        return false;
    }
    turn.remark(t("time-no-name"));
    turn.desk.said = notes::note(turn, text);
    true
}

/// Whether a text is the name of a month and nothing else: as a time it says too little, and people are
/// called so.
fn is_month(room: &Room<'_>, text: &str) -> bool {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    let line = typed::line(text);
    let read = || room.house.words.when(&room.me.lang, &line, local);
    !line.contains(char::is_whitespace) && read() == Err(WhenError::WhichDay)
}

/// Whether a text says when to call, or until when, and nothing else: with the word for a call too.
fn is_time(room: &Room<'_>, text: &str) -> bool {
    let named = || dates_in(room, text).found.iter().any(|found| !found.weak);
    numbers::is_moment(room, text) || is_limit(room, text) || (named() && is_told(room, text, ""))
}

/// Whether a text says until when to call, or from when on, and nothing else.
fn is_limit(room: &Room<'_>, text: &str) -> bool {
    let found = dates_in(room, text).found;
    found.iter().any(|found| found.until || found.denied)
        && !found.iter().any(|found| found.length || found.weak)
        && dates::is_date(room, text)
}

fn dates_in(room: &Room<'_>, text: &str) -> Dates {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    room.house.words.dates_in(&typed::line(text), local)
}

/// Whether a text holds nothing but times, this reason, and what leads to them.
fn is_told(room: &Room<'_>, text: &str, reason: &str) -> bool {
    let hints = room.house.words.hints();
    // Lunch may be why, and a week how long.
    let dates: Vec<_> = dates_in(room, text).found.into_iter().filter(|f| !f.weak).collect();
    let line = typed::line(text);
    let words = words(&line);
    let read: Vec<(String, String)> = words
        .iter()
        .map(|at| {
            let plain = hints.plain(line.get(at.clone()).unwrap_or_default());
            let latin = hints.latin(&plain);
            (plain, latin)
        })
        .collect();
    let keys: Vec<(&str, &str)> = read.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let mut leads = 0;
    let reason: Vec<String> = {
        let of = |at: Range<usize>| hints.plain(reason.get(at).unwrap_or_default());
        self::words(reason).into_iter().map(of).collect()
    };
    words.iter().enumerate().all(|(at, place)| {
        let here = hints.at(keys.get(at..).unwrap_or_default());
        let longest = here.iter().filter(|(hint, _)| LEADS.contains(hint)).map(|(_, of)| *of).max();
        leads = leads.max(at + longest.unwrap_or(0));
        let dated = |part: &Range<usize>| part.start < place.end && place.start < part.end;
        at < leads
            || dates.iter().flat_map(|found| &found.at).any(dated)
            || read.get(at).is_some_and(|(plain, _)| reason.contains(plain))
    })
}

/// Where the words of a line stand.
fn words(line: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) if c.is_alphanumeric() || INNER.contains(&c) => word.end = end,
            _ if c.is_alphanumeric() => words.push(at..end),
            _ => {}
        }
    }
    words
}

/// An answer to the question for a reason, without the time that it tells too: that is the next call's.
/// None: it told nothing else, and the question stays. In doubt all of it is the reason.
///
/// # Errors
/// The store's.
pub fn apart(turn: &mut Turn<'_>, need: Need, text: &str) -> Result<Option<String>> {
    let whole = Ok(Some(text.to_owned()));
    let Some(draft) = turn.desk.draft.clone().filter(|_| is_why(need)) else { return whole };
    let house = turn.house;
    let Some(code) = house.codes.get(&draft.situation) else { return whole };
    if typed::answer(text).is_err() || !ask::has_date(turn, &draft)? {
        return whole;
    }
    if !is_absence(code) && is_limit(turn, text) {
        ask::time_typed(turn, need, text)?;
        return Ok(None);
    }
    let found = read(turn, code, text);
    keep_off(turn, &draft, &found.not_on)?;
    let only_not_then = found.reason.is_none() || is_told(turn, text, "");
    if found.when.is_none() && !found.not_on.is_empty() && only_not_then {
        turn.remark(t("time-kept").with("time", raw(&typed::line(text))));
        turn.go(Screen::Ask(need));
        return Ok(None);
    }
    if let Some(reason) = beside(turn, need, &found, text)? {
        return Ok(Some(reason));
    }
    with_time(turn, need, code, found, text)
}

/// Whether it is asked why.
pub fn is_why(need: Need) -> bool {
    matches!(need, Need::Reason | Need::Fault)
}

/// Of somebody who is away, until when is why he cannot be reached.
fn is_absence(code: &Code) -> bool {
    code.early == Some(Early::LongAbsence)
}

fn read(room: &Room<'_>, code: &Code, text: &str) -> Extract {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    extract(&typed::words(text), Some(&code.id), &told::setting(room, local))
}

/// The reason of a text that names a time, which is kept; none: nothing else was told.
fn with_time(
    turn: &mut Turn<'_>,
    need: Need,
    code: &Code,
    found: Extract,
    text: &str,
) -> Result<Option<String>> {
    let Some(mut draft) = turn.desk.draft.clone() else { return Ok(Some(text.to_owned())) };
    let lead = turn.lead(draft.lead)?;
    let wrong = wrong_in(turn, text);
    if found.when.is_none() && wrong.is_none() {
        return Ok(Some(text.to_owned()));
    }
    let note = Note { text: typed::words(text), at: turn.now, dice: turn.below(u32::MAX) };
    let (first, offered, gave) = (None, Vec::new(), Vec::new());
    let noted = Noted { note, open: false, unsure: false, first, offered, gave };
    let told = told::of(turn, &lead, &noted, code);
    let wrong = wrong.filter(|_| told.when.is_none());
    if told.when.is_none() && told.not_then.is_none() && wrong.is_none() {
        return Ok(Some(text.to_owned()));
    }
    let named = dates_in(turn, text).found;
    let until = is_absence(code) && named.iter().any(|found| found.until);
    let lasts = until || named.iter().any(|found| found.length);
    let intermediate = code.id == turn.house.codes.intermediate;
    let alone = found.reason.is_none() && !lasts && !intermediate && is_told(turn, text, "");
    let refused = told.not_then.map(|(_, why)| dates::refusal(turn, &lead, why)).or(wrong);
    match (told.when, refused) {
        // A time that was named for itself counts for more than the end of an absence.
        (Some(_), _) if until && draft.when.is_some() => {}
        (Some((at, exact, moved)), _) => {
            (draft.when, draft.exact, draft.moved) = (Some(at), exact, moved);
            draft.day = None;
            draft.answers.remove(&Need::When);
            draft.answered(Need::When);
            turn.desk.draft = Some(draft);
        }
        (None, Some(why)) if !lasts => turn.remark(why),
        _ => {}
    }
    if !alone {
        // What was not taken for the call stays with the reason.
        let stays = lasts || (told.when.is_none() && named.iter().any(|found| found.until));
        let reason = found.reason.filter(|reason| !stays && is_told(turn, text, reason));
        return Ok(Some(reason.unwrap_or_else(|| text.to_owned())));
    }
    if told.when.is_some() {
        remark_kept(turn, "time-kept");
    }
    turn.go(Screen::Ask(need));
    Ok(None)
}

/// Why a time that is told can be none.
fn wrong_in(room: &Room<'_>, text: &str) -> Option<Phrase> {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    let why = dates::wrong_in(room, text, local)?;
    let never = matches!(why, WhenError::NoSuchDate(_) | WhenError::NoSuchTime(_));
    never.then(|| why.phrase_on(local.date()))
}

/// The reason of a text with a statement of its own that is nothing but a time: "has a supplier, tomorrow
/// at 10". The time is kept.
fn beside(turn: &mut Turn<'_>, need: Need, found: &Extract, text: &str) -> Result<Option<String>> {
    if found.when.is_some() || need != Need::Reason {
        return Ok(None);
    }
    let line = typed::line(text);
    let cut = BETWEEN.iter().fold(vec![line.as_str()], |parts, between| {
        parts.into_iter().flat_map(|part| part.split(between)).collect()
    });
    let (times, rest): (Vec<&str>, Vec<&str>) =
        cut.into_iter().partition(|part| numbers::is_moment(turn, part));
    let [time] = times[..] else { return Ok(None) };
    let reason = rest.join(", ");
    if !reason.chars().any(char::is_alphabetic) || is_told(turn, &reason, "") {
        return Ok(None);
    }
    ask::date_typed(turn, time)?;
    Ok(Some(reason))
}

/// Moves the day for which nobody asked off those on which the client is not to be called.
fn keep_off(turn: &mut Turn<'_>, draft: &Draft, not_on: &[NaiveDate]) -> Result<()> {
    let lead = turn.lead(draft.lead)?;
    if !not_on.contains(&turn.calendar(&lead).day(draft.spread)) {
        return Ok(());
    }
    let (dice, now) = (turn.below(u32::MAX), turn.now);
    let calendar = turn.calendar(&lead);
    let spread = calendar.default_recall_but(now, not_on, |limit| dice % limit.max(1));
    if let Some(draft) = &mut turn.desk.draft {
        draft.spread = spread;
    }
    Ok(())
}

/// Tells which time is kept, in this message.
pub fn remark_kept(turn: &mut Turn<'_>, message: &'static str) {
    let kept = turn.desk.draft.as_ref().map(|draft| (draft.day, draft.when));
    let time = match kept {
        Some((Some(day), _)) => Arg::Day(day, TimeStyle::Weekday),
        Some((None, Some(at))) => Arg::Time(at, turn.zone(), TimeStyle::Long),
        _ => return,
    };
    turn.remark(t(message).with("time", Phrase::new("time").with("time", time)));
}

/// A time that is typed at a step from which a way leads to a result with a date is that date: it is
/// kept for it. False: it is something else.
///
/// # Errors
/// The store's.
pub fn at_step(
    turn: &mut Turn<'_>,
    walk: &Walk,
    script: &Script,
    step: &Step,
    text: &str,
) -> Result<bool> {
    let house = turn.house;
    let code = |branch: &Branch| match &branch.to {
        Target::End(id) => house.codes.get(id).filter(|code| {
            code.needs.contains(&Need::When) || branch.answers.contains(&(Need::When, Told::Ask))
        }),
        _ => None,
    };
    let ways = walk.branches(script, &house.campaign, step);
    let Some(code) = ways.into_iter().find_map(code) else { return Ok(false) };
    let Some(id) = walk.lead else { return Ok(false) };
    if !numbers::is_moment(turn, text) && (is_absence(code) || !is_limit(turn, text)) {
        return Ok(false);
    }
    let before = turn.desk.draft.clone();
    let mut draft = match before.clone().filter(|draft| draft.lead == id) {
        Some(draft) => draft,
        None => {
            let lead = turn.lead(id)?;
            flow::new_draft(turn, &lead, code.id.clone())
        }
    };
    // The date is one of that result, whatever the other one has been answered so far.
    let situation = std::mem::replace(&mut draft.situation, code.id.clone());
    turn.desk.draft = Some(draft);
    let told = turn.desk.remarks.len();
    ask::date_typed(turn, text)?;
    turn.go(Screen::Step);
    if turn.desk.remarks.len() > told {
        // It will not do, and why was told.
        turn.desk.draft = before;
        return Ok(true);
    }
    if let Some(draft) = &mut turn.desk.draft {
        draft.situation = situation;
    }
    remark_kept(turn, "time-kept-step");
    Ok(true)
}
