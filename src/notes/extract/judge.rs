//! Whether what was extracted is what somebody else would have extracted.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use super::align::{alike, inflected};
use super::text::Note;
use super::{Setting, date};
use crate::domain::codes::CodeId;
use crate::words::{Hint, Parsed};

/// So much of the expected words that say something must be there, and so much of what is there
/// must be expected or lead to it.
const RECALL: f32 = 0.6;
const PRECISION: f32 = 0.5;
/// A moment that was called approximate may be off by so much.
const ABOUT: i64 = 30;

/// Whether a reason says the same as the expected one. Both are taken word by word, in small Latin
/// letters; a form of a word (also one with another beginning, as persons have in Georgian), or one
/// with a slip in it, is that word. Words that only lead to the
/// reason («says», «they», «that», «well») count neither way. Of the words that are expected six in
/// ten must be there, and half of those that are there must be expected. A reason of which only
/// such words remain is compared whole. An abbreviation is what it stands for, and a word with the mark of
/// somebody else's words is that word.
pub fn same_reason(expected: &str, found: &str, setting: &Setting<'_>) -> bool {
    let words = |text: &str| -> Vec<String> {
        let note = Note::read(&written_out(text, setting), setting.words.hints());
        let content = |at: &usize| {
            let leads = [Hint::Said, Hint::Because, Hint::Filler, Hint::Join];
            !leads.into_iter().any(|hint| note.has(*at, hint))
        };
        let latin = |at: usize| note.words.get(at).map(|word| word.latin.clone());
        let content: Vec<String> =
            (0..note.words.len()).filter(content).filter_map(latin).collect();
        if content.is_empty() { (0..note.words.len()).filter_map(latin).collect() } else { content }
    };
    let (expected, found) = (words(expected), words(found));
    if expected.is_empty() || found.is_empty() {
        return expected.is_empty() && found.is_empty();
    }
    let part = |of: &[String], in_others: &[String]| {
        let same = |a: &str, b: &str| alike(a, b) || inflected(a, b);
        let there = of.iter().filter(|word| in_others.iter().any(|other| same(word, other)));
        ratio(there.count(), of.len())
    };
    part(&expected, &found) >= RECALL && part(&found, &expected) >= PRECISION
}

/// The words of a text without what is only a way of writing them: «ppl» is «people».
fn written_out(text: &str, setting: &Setting<'_>) -> String {
    let hints = setting.words.hints();
    let note = Note::read(text, hints);
    let word = |at: usize| {
        let plain = &note.words.get(at)?.plain;
        let full = hints.expanded(plain).map(str::to_owned).or_else(|| hints.unquoted(plain));
        Some(full.unwrap_or_else(|| note.typed(at).to_owned()))
    };
    (0..note.words.len()).filter_map(word).collect::<Vec<_>>().join(" ")
}

fn ratio(part: usize, whole: usize) -> f32 {
    let count = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    count(part) / count(whole).max(1.0)
}

/// Whether a time is the expected one: a local ISO moment (`2026-11-26T16:00`), a day, or the words
/// for it. A moment must be the same to the minute, half an hour around one that was called
/// approximate, or within the part of the day that was found on that very day. A day must be the
/// same day. Words are read alone and must give the same day, and the same time or part of it; of
/// somebody who is away «until Friday» both the words' own reading and Friday are right.
pub fn same_when(
    expected: &str,
    found: &Parsed,
    code: Option<&CodeId>,
    setting: &Setting<'_>,
) -> bool {
    let expected = expected.trim();
    if let Some(moment) = iso_moment(expected) {
        return is_at(moment, found);
    }
    if let Ok(day) = expected.parse::<NaiveDate>() {
        return has_day(day, found);
    }
    let same = |read: &Parsed| {
        let (a, b) = (read.window(), found.window());
        read == found
            || (read.day() == found.day() && a.0 < b.1 && b.0 < a.1 && times_agree(read, found))
    };
    let mut note = Note::read(expected, setting.words.hints());
    if date::find(&mut note, code, setting).is_some_and(|(read, _)| same(&read)) {
        return true;
    }
    let plain = setting.words.dates_in(&note.text, setting.now).found;
    let absent = CodeId::from("lpr_absent");
    let mut again = Note::read(expected, setting.words.hints());
    let away = date::find(&mut again, Some(&absent), setting).map(|(read, _)| read);
    let alone = setting
        .words
        .languages()
        .iter()
        .find_map(|lang| setting.words.when(lang, expected, setting.now).ok());
    plain.iter().map(|found| found.parsed).chain(away).chain(alone).any(|read| same(&read))
}

/// Both name a time or neither does.
fn times_agree(a: &Parsed, b: &Parsed) -> bool {
    let whole_day = |parsed: &Parsed| {
        let (from, to) = parsed.window();
        to - from >= Duration::hours(20)
    };
    whole_day(a) == whole_day(b)
}

fn iso_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim_end_matches('Z');
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        .into_iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

fn is_at(moment: NaiveDateTime, found: &Parsed) -> bool {
    match *found {
        Parsed::Exact(at) | Parsed::In(at, _) => at == moment,
        Parsed::About(at) => (at - moment).abs() <= Duration::minutes(ABOUT),
        Parsed::Day(_) => false,
        Parsed::Part(..) | Parsed::Window(..) => {
            let (from, to) = found.window();
            (from..=to).contains(&moment) && to - from <= Duration::hours(24)
        }
    }
}

fn has_day(day: NaiveDate, found: &Parsed) -> bool {
    let (from, to) = found.window();
    let last = to.checked_sub_signed(Duration::minutes(1)).map_or(to.date(), |to| to.date());
    found.day() == day || ((from.date()..=last).contains(&day) && to - from <= Duration::days(8))
}
