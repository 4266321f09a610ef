//! The time of the next call, of all the times that a note may name.

use std::ops::Range;

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::Setting;
use super::text::{Gap, Note, Taken};
use crate::domain::codes::CodeId;
use crate::words::{Dates, DayPart, Found, Hint, Parsed, WhenError};

/// Words so near to a date may say that it is the next call's.
const NEAR: usize = 3;

/// Situations in which a length of time says when to call again.
const LASTING: [&str; 3] = ["conversation_refused", "possible_interest", "recall"];

/// Situations in which nobody was reached: a date is that of the next try, or of the office's.
const NOT_REACHED: [&str; 3] = ["no_answer", "answering_machine", "connection_error"];

/// Situations in which something is to be sent: of those alone today is a date.
const SENT: [&str; 3] = ["email_sent_lpr", "email_sent_secretary", "email_required"];

/// Situations after which nobody is called again, unless the note says so.
const WITHOUT: [&str; 9] = [
    "apartment",
    "other_company",
    "off_profile_lpr",
    "off_profile_secretary",
    "competitor",
    "already_customer",
    "lpr_refusal",
    "secretary_refusal",
    "call_transfer",
];

/// When to call, and the words of it; they are taken.
pub(super) fn find(
    note: &mut Note,
    code: Option<&CodeId>,
    setting: &Setting<'_>,
) -> Option<(Parsed, String)> {
    let Dates { found, refused } = setting.words.dates_in(&note.with_holes(), setting.now);
    for refused in &refused {
        // What was in a year that is over may be the reason, unless a call is to be then.
        let over = matches!(refused.why, WhenError::PastDay(_));
        let words = touched(note, &refused.at);
        if !over || near(note, &words, Hint::Recall) {
            refused.at.iter().for_each(|at| note.take(at, Taken::NoDate));
        }
    }
    let is = |codes: &[&str]| code.is_some_and(|code| codes.contains(&code.as_str()));
    let absent = is(&["lpr_absent"]);
    let mut best: Option<(i32, Parsed, &Found, Option<Range<usize>>)> = None;
    for found in &found {
        let words = touched(note, &found.at);
        let called = near(note, &words, Hint::Recall);
        let away = absent || near(note, &words, Hint::Away);
        let lasts = away || is(&LASTING) || code.is_none();
        let ends = note.words.get(words.end).is_none_or(|next| next.before != Gap::Nothing);
        let today = matches!(found.parsed, Parsed::Day(day) if day == setting.now.date());
        let told = called || is(&SENT);
        // Of a time without a day nobody knows whether it is not the hour of this call.
        let hours = is(&NOT_REACHED) && (!found.day || has_both_ends(found, setting.now));
        let hours = hours && !matches!(found.parsed, Parsed::In(..));
        if (found.length && !(lasts && (found.day || ends)))
            || (today && !told)
            || ((found.weak || hours || is(&WITHOUT)) && !called)
        {
            continue;
        }
        let closed = is(&NOT_REACHED);
        // "Call tomorrow at 11 do not call today": behind a call that is to be made it is of another time.
        let to_be =
            (words.start.saturating_sub(2)..words.start).any(|at| note.has(at, Hint::Recall));
        let denied =
            denied_by(note, &words).filter(|not| found.until || !to_be || not.start < words.start);
        // Not then is not never. What is said beside it may be.
        if let Some(not) = &denied {
            note.no_more_calls.retain(|never| never.end <= not.start || never.start >= not.end);
        }
        if denied.is_some() && !found.until {
            // When the client is to be called is not told.
            continue;
        }
        let back = (away || closed) && !called_at_once(note, &words);
        let later = found.until && (denied.is_some() || back);
        let parsed = if later { behind(found, setting.now) } else { found.parsed };
        let score = 2 * i32::from(found.day)
            + 2 * i32::from(found.time)
            + 2 * i32::from(called && !is(&["meeting"]))
            + i32::from(parsed.exact().is_some());
        if best.as_ref().is_none_or(|(least, ..)| score >= *least) {
            best = Some((score, parsed, found, denied));
        }
    }
    let (_, parsed, meant, denied) = best?;
    // Who names a time asks for a call then.
    if denied.is_none() {
        note.no_more_calls.clear();
    }
    let text =
        meant.at.iter().filter_map(|at| note.text.get(at.clone())).collect::<Vec<_>>().join(" ");
    // The others are no reason either.
    for found in found.iter().filter(|found| !found.weak) {
        let taken = if found == meant { Taken::Date } else { Taken::OtherDate };
        found.at.iter().for_each(|at| note.take(at, taken));
    }
    let denied = denied.and_then(|denied| note.words.get_mut(denied));
    denied.into_iter().flatten().for_each(|word| word.taken = Some(Taken::Date));
    Some((parsed, text))
}

/// "From 9 to 18", as an office is open.
fn has_both_ends(found: &Found, now: NaiveDateTime) -> bool {
    let Parsed::Window(from, end) = found.parsed else { return false };
    found.time && from > now && end.time() != NaiveTime::MIN
}

/// The words of a date.
fn touched(note: &Note, places: &[Range<usize>]) -> Range<usize> {
    let touches = |word: &super::text::Word| {
        places.iter().any(|at| word.at.start < at.end && at.start < word.at.end)
    };
    let words = note.words.iter().enumerate();
    let all: Vec<usize> = words.filter(|(_, word)| touches(word)).map(|(at, _)| at).collect();
    let first = all.iter().min().copied().unwrap_or(0);
    first..all.iter().max().map_or(first, |last| last + 1)
}

fn near(note: &Note, words: &Range<usize>, hint: Hint) -> bool {
    let before = words.start.saturating_sub(NEAR)..words.start;
    before.chain(words.end..words.end + 2).any(|at| note.has(at, hint))
}

/// The words by which the client asks not to be called then: "asked for no calls before Friday".
fn denied_by(note: &Note, words: &Range<usize>) -> Option<Range<usize>> {
    let joined = |at: usize| note.words.get(at).is_some_and(|word| word.before == Gap::Nothing);
    let together =
        |from: usize, to: usize| from <= to && to - from < NEAR && (from..=to).all(joined);
    let beside =
        |not: &&Range<usize>| together(not.end, words.start) || together(words.end, not.start);
    let not = note.not_then.iter().find(beside)?;
    let mut start = not.start;
    while joined(start) && start > 0 && note.has(start - 1, Hint::Recall) {
        start -= 1;
    }
    Some(start..not.end)
}

/// "Call before Friday": there it is no end of an absence.
fn called_at_once(note: &Note, words: &Range<usize>) -> bool {
    words.start.checked_sub(1).is_some_and(|at| note.has(at, Hint::Recall))
}

/// From when on somebody is back who is away until then.
fn behind(found: &Found, now: NaiveDateTime) -> Parsed {
    let end = match found.parsed {
        Parsed::Part(day, DayPart::BeforeLunch) => return Parsed::Part(day, DayPart::AfterLunch),
        Parsed::Window(_, end) => end,
        other => return other,
    };
    if found.last {
        return Parsed::Day(next_working_day(end.date()));
    }
    let midnight = end.time() == NaiveTime::MIN;
    if midnight || (!found.time && end.date() > now.date()) {
        return Parsed::Day(end.date());
    }
    let last = end.date().succ_opt().map_or(end, |next| next.and_time(NaiveTime::MIN));
    Parsed::Window(end, last)
}

fn next_working_day(day: NaiveDate) -> NaiveDate {
    let ahead = match day.weekday().num_days_from_monday() {
        4 => 3,
        5 => 2,
        _ => 1,
    };
    day.checked_add_signed(Duration::days(ahead)).unwrap_or(day)
}
