//! Dates and times as people type them.
//!
//! ```text
//! text ─ vocab: words of when.toml ─► tokens ─ grammar (clock, span) ─► Said ─ resolve(now) ─► Parsed
//! ```
//!
//! The words of a language are data (`locales/LANG/when.toml`); the rules here are of no language:
//! a number before a month is a day, a number before or after "half" is an hour, and so on.

mod beside;
mod calendar;
mod cannot;
mod clock;
mod day;
mod denied;
mod edges;
mod found;
mod grammar;
mod index;
mod joined;
mod meant;
mod pieces;
mod resolve;
mod said;
mod span;
mod split;
mod together;
mod token;
mod vocab;

use std::ops::Range;

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;

use super::dates::clock as hours_and_minutes;
use super::{Arg, Phrase, TimeStyle};

pub use found::{Dates, Found, Refused};
pub(super) use vocab::Speech;

/// A longer text is not a date that somebody typed.
const LONGEST: usize = 300;
/// So much of a text is said back.
const LONGEST_QUOTED: usize = 20;
/// Beyond it no calendar goes, and no date is written with four digits.
const LAST_YEAR: i32 = 9999;

/// What date and time somebody named, in the local time in which `now` was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// A day and a time: «tomorrow at 15:40».
    Exact(NaiveDateTime),
    /// So much later than now: «in 2 hours». The time is what a clock would show that nobody
    /// changes to summer time or back meanwhile.
    In(NaiveDateTime, Duration),
    /// A day and a time that was called approximate: «about ten».
    About(NaiveDateTime),
    /// A day without a time: «tomorrow», «in a week».
    Day(NaiveDate),
    /// A day and a part of it: «tomorrow after lunch».
    Part(NaiveDate, DayPart),
    /// Some time between two moments, the second excluded: «after 4», «from 10 to 12»,
    /// «before Friday» (which ends as Friday begins), «within an hour».
    Window(NaiveDateTime, NaiveDateTime),
}

/// A part of the day, as business callers mean it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayPart {
    /// 9 to 12.
    Morning,
    /// 9 to 13.
    BeforeLunch,
    /// 13 to 14.
    Lunch,
    /// 14 to 18.
    AfterLunch,
    /// 12 to 18.
    Afternoon,
    /// 16 to 18.
    EndOfDay,
    /// 18 to 21.
    Evening,
    /// 21 to 24.
    Night,
}

/// Why a text gave no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Nothing was said.
    #[error("empty")]
    Empty,
    /// This word or number, as typed, says nothing about a date.
    #[error("not understood: {0}")]
    NotUnderstood(String),
    /// There is no such day in the calendar (31.02), or it is beyond counting.
    #[error("no such date: {0}")]
    NoSuchDate(String),
    /// There is no such time (25:00), or it is not in the part of the day that was named.
    #[error("no such time: {0}")]
    NoSuchTime(String),
    /// A length of time with a minus before it: what is meant would be over.
    #[error("backwards: {0}")]
    Backwards(String),
    /// The time has passed.
    #[error("past: {0}")]
    Past(NaiveDateTime),
    /// The whole day has passed.
    #[error("past day: {0}")]
    PastDay(NaiveDate),
    /// More than one day was named.
    #[error("several days")]
    SeveralDays,
    /// More than one time was named.
    #[error("several times")]
    SeveralTimes,
    /// This date is another weekday than the one named.
    #[error("other weekday: {0}")]
    OtherWeekday(NaiveDate),
    /// A week or month was named, but no day in it.
    #[error("which day")]
    WhichDay,
}

impl DayPart {
    /// All, in the order of the day.
    pub const ALL: [DayPart; 8] = [
        DayPart::Morning,
        DayPart::BeforeLunch,
        DayPart::Lunch,
        DayPart::AfterLunch,
        DayPart::Afternoon,
        DayPart::EndOfDay,
        DayPart::Evening,
        DayPart::Night,
    ];

    /// From this hour to that (excluded), 24 being the end of the day.
    pub fn hours(self) -> (u32, u32) {
        match self {
            DayPart::Morning => (9, 12),
            DayPart::BeforeLunch => (9, 13),
            DayPart::Lunch => (13, 14),
            DayPart::AfterLunch => (14, 18),
            DayPart::Afternoon => (12, 18),
            DayPart::EndOfDay => (16, 18),
            DayPart::Evening => (18, 21),
            DayPart::Night => (21, 24),
        }
    }

    /// Its name: «in the morning».
    pub fn phrase(self) -> Phrase {
        Phrase::new(match self {
            DayPart::Morning => "part-morning",
            DayPart::BeforeLunch => "part-before-lunch",
            DayPart::Lunch => "part-lunch",
            DayPart::AfterLunch => "part-after-lunch",
            DayPart::Afternoon => "part-afternoon",
            DayPart::EndOfDay => "part-end-of-day",
            DayPart::Evening => "part-evening",
            DayPart::Night => "part-night",
        })
    }
}

impl Parsed {
    /// The moment, if a day and an exact time were named.
    pub fn exact(&self) -> Option<NaiveDateTime> {
        match self {
            Parsed::Exact(moment) | Parsed::In(moment, _) => Some(*moment),
            _ => None,
        }
    }

    /// The day; of a window, the day it begins.
    pub fn day(&self) -> NaiveDate {
        match self {
            Parsed::Exact(moment)
            | Parsed::In(moment, _)
            | Parsed::About(moment)
            | Parsed::Window(moment, _) => moment.date(),
            Parsed::Day(day) | Parsed::Part(day, _) => *day,
        }
    }

    /// From when (included) until when (excluded): an exact time is its minute, an approximate one
    /// a quarter of an hour around it.
    pub fn window(&self) -> (NaiveDateTime, NaiveDateTime) {
        let minutes = |moment: NaiveDateTime, n| {
            moment.checked_add_signed(Duration::minutes(n)).unwrap_or(moment)
        };
        match *self {
            Parsed::Exact(moment) | Parsed::In(moment, _) => (moment, minutes(moment, 1)),
            Parsed::About(moment) => (minutes(moment, -7), minutes(moment, 8)),
            Parsed::Day(day) => (at_hour(day, 0), at_hour(day, 24)),
            Parsed::Part(day, part) => {
                let (from, to) = part.hours();
                (at_hour(day, from), at_hour(day, to))
            }
            Parsed::Window(from, to) => (from, to),
        }
    }

    /// What was understood, to be shown for a check: «Tuesday, 24 November, 14:30». Say it with
    /// [`Words::say_at`](crate::words::Words::say_at), which shows the year where it is another.
    pub fn phrase(&self) -> Phrase {
        let day =
            |phrase: Phrase, day: NaiveDate| phrase.with("day", Arg::Day(day, TimeStyle::Weekday));
        let time = |moment: NaiveDateTime| hours_and_minutes(moment.time());
        match *self {
            Parsed::Exact(at) | Parsed::In(at, _) => {
                day(Phrase::new("moment-exact"), at.date()).with("time", time(at))
            }
            Parsed::About(at) => day(Phrase::new("moment-about"), at.date()).with("time", time(at)),
            Parsed::Day(on) => day(Phrase::new("moment-day"), on),
            Parsed::Part(on, part) => {
                day(Phrase::new("moment-part"), on).with("part", part.phrase())
            }
            Parsed::Window(from, to)
                if from.date() == to.date() && from == at_hour(from.date(), 0) =>
            {
                day(Phrase::new("moment-before"), from.date()).with("time", time(to))
            }
            Parsed::Window(from, to) if from.date() == to.date() => {
                day(Phrase::new("moment-between"), from.date())
                    .with("from", time(from))
                    .with("to", time(to))
            }
            Parsed::Window(from, to) if to == at_hour(from.date(), 24) => {
                day(Phrase::new("moment-after"), from.date()).with("time", time(from))
            }
            Parsed::Window(from, to) => {
                let last = to.checked_sub_signed(Duration::minutes(1)).unwrap_or(to).date();
                Phrase::new("moment-days")
                    .with("from", Arg::Day(from.date(), TimeStyle::Weekday))
                    .with("to", Arg::Day(last, TimeStyle::Weekday))
            }
        }
    }
}

impl WhenError {
    /// The refusal, for the person who typed.
    pub fn phrase(&self) -> Phrase {
        match self {
            WhenError::Empty => Phrase::new("when-empty"),
            WhenError::NotUnderstood(word) => {
                Phrase::new("when-not-understood").with("word", word.clone())
            }
            WhenError::NoSuchDate(text) => {
                Phrase::new("when-no-such-date").with("text", text.clone())
            }
            WhenError::NoSuchTime(text) => {
                Phrase::new("when-no-such-time").with("text", text.clone())
            }
            WhenError::Backwards(text) => Phrase::new("when-backwards").with("text", text.clone()),
            WhenError::Past(moment) => Phrase::new("when-past")
                .with("day", Arg::Day(moment.date(), TimeStyle::Weekday))
                .with("time", hours_and_minutes(moment.time())),
            WhenError::PastDay(day) => {
                Phrase::new("when-past-day").with("day", Arg::Day(*day, TimeStyle::Weekday))
            }
            WhenError::SeveralDays => Phrase::new("when-several-days"),
            WhenError::SeveralTimes => Phrase::new("when-several-times"),
            WhenError::OtherWeekday(day) => {
                Phrase::new("when-other-weekday").with("day", Arg::Day(*day, TimeStyle::Weekday))
            }
            WhenError::WhichDay => Phrase::new("when-which-day"),
        }
    }

    /// The same, with the year of a day that is not in that of `today`.
    pub fn phrase_on(&self, today: NaiveDate) -> Phrase {
        let mut phrase = self.phrase();
        for (_, arg) in &mut phrase.args {
            if let Arg::Day(day, style) = arg
                && day.year() != today.year()
            {
                *style = TimeStyle::Dated;
            }
        }
        phrase
    }
}

/// The beginning of an hour, 24 being the next midnight.
fn at_hour(day: NaiveDate, hour: u32) -> NaiveDateTime {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight.checked_add_signed(Duration::hours(hour.into())).unwrap_or(midnight)
}

/// Tries the languages in turn. The first that understands everything answers, also by a refusal;
/// where none does, the first language says what it did not understand.
pub(super) fn parse<'a>(
    languages: impl Iterator<Item = (&'a str, &'a Speech)>,
    text: &str,
    now: NaiveDateTime,
) -> Result<Parsed, WhenError> {
    if text.chars().count() > LONGEST {
        let start: String = text.chars().take(LONGEST_QUOTED).collect();
        return Err(WhenError::NotUnderstood(start));
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(WhenError::Empty);
    }
    let mut tried = Vec::new();
    let mut refusal = None;
    for (language, speech) in languages {
        if tried.contains(&language) {
            continue;
        }
        tried.push(language);
        let answer = speech
            .tokens(text)
            .and_then(|tokens| grammar::read(&tokens))
            .and_then(|said| resolve::resolve(&said, now));
        match answer {
            Err(WhenError::NotUnderstood(word)) => {
                refusal.get_or_insert(WhenError::NotUnderstood(word));
            }
            Ok(parsed) if parsed.window().1.year() > LAST_YEAR => {
                return Err(WhenError::NoSuchDate(
                    text.trim().chars().take(LONGEST_QUOTED).collect(),
                ));
            }
            answer => return answer,
        }
    }
    Err(refusal.unwrap_or(WhenError::Empty))
}

/// All dates and times in a text, whatever language they are in; where two read the same words, the
/// one that understands more of them. `text` is in its compatible form (NFKC).
pub(super) fn find<'a>(
    languages: impl Iterator<Item = &'a Speech>,
    text: &str,
    now: NaiveDateTime,
) -> Dates {
    let mut read = Vec::new();
    let mut known = 0;
    let mut first = None;
    for speech in languages {
        first.get_or_insert(speech);
        if !speech.may_read(text) {
            continue;
        }
        let pieces = speech.pieces(text);
        let words = pieces.iter().filter(|piece| piece.says_something()).count();
        // In Latin letters it is another language only if it understands more.
        if speech.reads_latin() && words <= known {
            continue;
        }
        if speech.is_latin() && !speech.reads_latin() {
            known = words;
        }
        read.push(found::find(speech, &pieces, text, now));
    }
    if let (true, Some(speech)) = (read.is_empty(), first) {
        read.push(found::find(speech, &speech.pieces(text), text, now));
    }
    without_overlaps(read)
}

/// What several languages read, where they read the same words only the longest.
fn without_overlaps(read: Vec<Dates>) -> Dates {
    let mut all: Vec<Result<Found, Refused>> = Vec::new();
    for dates in read {
        all.extend(dates.found.into_iter().map(Ok));
        all.extend(dates.refused.into_iter().map(Err));
    }
    let places = |one: &Result<Found, Refused>| match one {
        Ok(found) => found.at.clone(),
        Err(refused) => refused.at.clone(),
    };
    let length = |one: &Result<Found, Refused>| {
        places(one).iter().map(ExactSizeIterator::len).sum::<usize>()
    };
    all.sort_by_key(|one| (std::cmp::Reverse(length(one)), one.is_err()));
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut dates = Dates::default();
    for one in all {
        let at = places(&one);
        if taken.iter().any(|taken| at.iter().any(|at| overlaps(at, taken))) {
            continue;
        }
        taken.extend(at);
        match one {
            Ok(found) => dates.found.push(found),
            Err(refused) => dates.refused.push(refused),
        }
    }
    let start = |at: &[Range<usize>]| at.first().map_or(0, |at| at.start);
    dates.found.sort_by_key(|found| start(&found.at));
    dates.refused.sort_by_key(|refused| start(&refused.at));
    dates
}
