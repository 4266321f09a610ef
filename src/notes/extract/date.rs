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
const WITHOUT: [&str; 10] = [
    super::INBOUND,
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
    let denials = denials(note, &found);
    let found = carried(found, &denials, setting.now);
    let mut best: Option<(i32, Parsed, &Found, Option<Range<usize>>)> = None;
    let mut not_then = Vec::new();
    for (found, denied) in found.iter().zip(denials) {
        let words = touched(note, &found.at);
        let never = denied.clone().filter(|_| says_no_more(found, setting.now));
        if let Some(not) = never {
            if found.day {
                not_then.push(found.parsed);
            }
            let words = note.words.get_mut(not.start.min(words.start)..not.end.max(words.end));
            words.into_iter().flatten().for_each(|word| word.taken = Some(Taken::OtherDate));
        }
        if found.of_event {
            note.events.push(words.clone());
        }
        if found.of_event && !is(&["meeting"]) && !called_at_once(note, &words) {
            continue;
        }
        // What denies a time belongs to its words.
        let inside = found.denied && words.clone().any(|at| note.has(at, Hint::Recall));
        let called = inside || near(note, &words, Hint::Recall);
        let away = absent || near(note, &words, Hint::Away);
        let lasts = away || is(&LASTING) || code.is_none();
        let ends = note.words.get(words.end).is_none_or(|next| next.before != Gap::Nothing);
        let today = matches!(found.parsed, Parsed::Day(day) if day == setting.now.date());
        let told = called || is(&SENT);
        // Of a time without a day nobody knows whether it is not the hour of this call.
        let hours = is(&NOT_REACHED) && (!found.day || has_both_ends(found, setting.now));
        let hours = hours && !matches!(found.parsed, Parsed::In(..));
        // Not then is not never, also today. What is said beside it may be.
        if let Some(not) = &denied {
            note.no_more_calls.retain(|never| never.end <= not.start || never.start >= not.end);
        }
        if (found.length && !(lasts && (found.day || ends)))
            || (today && !told)
            || ((found.weak || hours || is(&WITHOUT)) && !called)
        {
            continue;
        }
        let closed = is(&NOT_REACHED);
        let back = (away || closed) && !called_at_once(note, &words);
        let parsed = if denied.is_some() && !found.until {
            // When the client is to be called is told only by what is said not to come after.
            let Some(parsed) = until(found, setting.now) else { continue };
            parsed
        } else if denied.is_some() || (found.until && back && !is_limit(note, found, &words)) {
            behind(found, setting.now)
        } else {
            found.parsed
        };
        let score = 2 * i32::from(found.day)
            + 2 * i32::from(found.time)
            + 2 * i32::from(called && !is(&["meeting"]))
            + i32::from(parsed.exact().is_some());
        if best.as_ref().is_none_or(|(least, ..)| score >= *least) {
            best = Some((score, parsed, found, denied));
        }
    }
    // Whose hour is denied is not called on that day, unless it is said when else on it.
    let meant_on = best.as_ref().map(|(_, parsed, ..)| parsed.day());
    let not_on = not_then
        .iter()
        .filter(|not| matches!(not, Parsed::Day(_)) || meant_on.is_none_or(|day| day != not.day()));
    note.not_on.extend(not_on.map(Parsed::day));
    let (_, parsed, meant, denied) = best?;
    note.denied = denied.is_some();
    // Who names a time asks for a call then.
    if denied.is_none() {
        note.no_more_calls.clear();
    }
    let text =
        meant.at.iter().filter_map(|at| note.text.get(at.clone())).collect::<Vec<_>>().join(" ");
    // The others are no reason either.
    let others = found.iter().filter(|f| (!f.weak || f.denied) && !f.of_event);
    for found in others.chain(meant.of_event.then_some(meant)) {
        let taken = if found == meant { Taken::Date } else { Taken::OtherDate };
        found.at.iter().for_each(|at| note.take(at, taken));
    }
    let denied = denied.and_then(|denied| note.words.get_mut(denied));
    denied.into_iter().flatten().for_each(|word| word.taken = Some(Taken::Date));
    Some((parsed, text))
}

/// Whether what is denied leaves nothing of its time: a day, an hour, no "after 5".
fn says_no_more(found: &Found, now: NaiveDateTime) -> bool {
    !found.length && !found.weak && !found.until && until(found, now).is_none()
}

/// The same, each hour on the day that is told before it: "don't call tomorrow at 10, call at 12"; "a
/// meeting tomorrow from 10 to 12, call after 12".
fn carried(
    mut all: Vec<Found>,
    denials: &[Option<Range<usize>>],
    now: NaiveDateTime,
) -> Vec<Found> {
    let mut last: Option<(NaiveDate, Told)> = None;
    for (found, denied) in all.iter_mut().zip(denials) {
        let day = found.parsed.day();
        let hour = found.time && !found.day && !found.length && !found.weak;
        last = match (last, denied) {
            (_, Some(_)) if found.day => found.time.then_some((day, Told::Denied)),
            (Some((day, Told::Day)), Some(_)) if hour => Some((day, Told::Denied)),
            (last, Some(_)) => last,
            (_, None) if found.day && found.of_event => Some((day, Told::Event)),
            (_, None) if found.day => (!found.time).then_some((day, Told::Day)),
            (Some((day, told)), None) if hour && !found.of_event && told != Told::Day => {
                if (told == Told::Denied || is_after(&found.parsed)) && day > now.date() {
                    found.parsed = on_day(found.parsed, day, now);
                    found.day = true;
                }
                None
            }
            (last, None) => last,
        };
    }
    all
}

/// What was told of a day before an hour.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Day,
    Denied,
    Event,
}

fn is_after(parsed: &Parsed) -> bool {
    match parsed {
        Parsed::Part(_, part) => *part == DayPart::AfterLunch,
        Parsed::Window(_, to) => to.time() == NaiveTime::MIN,
        _ => false,
    }
}

/// The same hours on another day.
fn on_day(parsed: Parsed, day: NaiveDate, now: NaiveDateTime) -> Parsed {
    let at = |moment: NaiveDateTime| day.and_time(moment.time());
    match parsed {
        Parsed::Exact(moment) => Parsed::Exact(at(moment)),
        Parsed::About(moment) => Parsed::About(at(moment)),
        Parsed::Part(_, part) => Parsed::Part(day, part),
        Parsed::Window(from, to) => {
            let from = if from == now { day.and_time(NaiveTime::MIN) } else { at(from) };
            let next = day.succ_opt().filter(|_| to.time() == NaiveTime::MIN);
            Parsed::Window(from, next.map_or(at(to), |next| next.and_time(NaiveTime::MIN)))
        }
        other @ (Parsed::In(..) | Parsed::Day(_)) => other,
    }
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

/// The words by which the client asks not to be called at each of these times; all days of a list are
/// denied by what denies one.
fn denials(note: &Note, found: &[Found]) -> Vec<Option<Range<usize>>> {
    let one = |found: &Found| {
        let words = touched(note, &found.at);
        if found.denied {
            // With the words of the note that say the same: "asked not to call" on Friday.
            let said = note.not_then.iter().chain(&note.no_more_calls);
            let said = said.filter(|not| not.start < words.end && words.start < not.end);
            return Some(
                said.fold(words.clone(), |all, not| all.start.min(not.start)..all.end.max(not.end)),
            );
        }
        // "Call tomorrow at 11 do not call today": behind a call that is to be made it is of another time.
        let joined = |at: &usize| note.words.get(at + 1).is_some_and(|w| w.before == Gap::Nothing);
        let mut before = (words.start.saturating_sub(2)..words.start).rev().take_while(joined);
        // "Asked, on Wednesday, not to call": that is no call yet.
        let call = |at: usize| note.has(at, Hint::Recall) && !note.has(at, Hint::Asked);
        let to_be = before.any(call);
        denied_by(note, &words).filter(|not| found.until || !to_be || not.start < words.start)
    };
    let mut denials: Vec<_> = found.iter().map(one).collect();
    for at in 1..found.len() {
        let listed = found.get(at).is_some_and(|found| found.listed);
        if let (true, Some((before, [this, ..]))) = (listed, denials.split_at_mut_checked(at))
            && this.is_none()
        {
            this.clone_from(before.last().unwrap_or(&None));
        }
    }
    for at in (1..found.len()).rev() {
        let listed = found.get(at).is_some_and(|found| found.listed);
        let called = found.get(at - 1).is_some_and(|f| called_at_once(note, &touched(note, &f.at)));
        if let (true, Some((before, [this, ..]))) =
            (listed && !called, denials.split_at_mut_checked(at))
            && let Some(last @ None) = before.last_mut()
        {
            last.clone_from(this);
        }
    }
    denials
}

/// The words by which the client asks not to be called then: "asked for no calls before Friday".
fn denied_by(note: &Note, words: &Range<usize>) -> Option<Range<usize>> {
    let joined = |at: usize| note.words.get(at).is_some_and(|word| word.before == Gap::Nothing);
    let together =
        |from: usize, to: usize| from <= to && to - from < NEAR && (from..=to).all(joined);
    let beside = |not: &&Range<usize>| {
        let between = words.start < not.start && not.end < words.end;
        between || together(not.end, words.start) || together(words.end, not.start)
    };
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

/// Whether it is until when somebody can be called, not until when he is away: it is said of one who is
/// there, or it is a statement of its own that names the day and the hour, "busy, tomorrow before 12".
fn is_limit(note: &Note, found: &Found, words: &Range<usize>) -> bool {
    let joined = |at: usize| note.words.get(at).is_some_and(|word| word.before == Gap::Nothing);
    let not = |at: usize| note.has(at, Hint::No) || note.has(at, Hint::Binds);
    let is_there = |there: &Range<usize>| {
        let denied = there.start.checked_sub(1).is_some_and(|at| joined(there.start) && not(at));
        let before = (words.start..=words.start + 1).contains(&there.end);
        let beside = (before && there.start < words.start && joined(words.start))
            || (there.start == words.end && joined(words.end));
        beside && !denied
    };
    if note.there.iter().any(is_there) {
        return true;
    }
    let (from, to) = found.parsed.window();
    let own = words.start == 0 || !joined(words.start);
    let away = |at: usize| note.has(at, Hint::Away);
    let away = (words.end..words.end + 2).take_while(|at| joined(*at)).any(away);
    found.day && found.time && from.date() == to.date() && own && !away
}

/// Until when somebody can be called who is not to be called after that.
fn until(found: &Found, now: NaiveDateTime) -> Option<Parsed> {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let (from, to) = match found.after.unwrap_or(found.parsed) {
        Parsed::Part(day, DayPart::AfterLunch) => {
            let (_, end) = Parsed::Part(day, DayPart::BeforeLunch).window();
            (end, midnight(day.succ_opt()?))
        }
        Parsed::Window(from, to) => (from, to),
        _ => return None,
    };
    // A span with an end of its own is one in which not to call, and says nothing of another time.
    if from <= now || to.time() != NaiveTime::MIN {
        return None;
    }
    let start = if found.time { midnight(from.date()).max(now) } else { now };
    Some(Parsed::Window(start, from))
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
