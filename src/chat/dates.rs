//! Dates that operators choose: ready ones, typed ones, and why one is refused.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;

use crate::domain::calendar::{NotThen, Placed, moment, moment_after};
use crate::domain::campaign::Hours;
use crate::domain::codes::{Code, Finality, Next};
use crate::domain::lead::{Lead, LeadId};
use crate::domain::recall::DueKind;
use crate::notes::extract::{Setting, only_not_then};
use crate::words::{Arg, Parsed, Phrase, TimeStyle, WhenError, day_name};

use super::press::Act;
use super::say::zone_name;
use super::turn::{Room, Turn};
use super::view::{raw, t};

/// Which rules the date of a code obeys.
pub fn due_kind(code: &Code) -> DueKind {
    match (code.finality, code.next) {
        (Finality::First, Next::Call) => DueKind::Call,
        (Finality::First, Next::OwnCall) => DueKind::OwnCall,
        (Finality::First, Next::Visit) => DueKind::Visit,
        (Finality::First, Next::LongTerm) => DueKind::LongTerm,
        _ => DueKind::Recall,
    }
}

/// Whether a date is allowed; moved off a day off where its kind asks for that.
///
/// # Errors
/// Why not.
pub fn place(
    room: &Room<'_>,
    lead: &Lead,
    kind: DueKind,
    at: DateTime<Utc>,
) -> Result<Placed, NotThen> {
    place_but(room, lead, kind, at, &[])
}

/// The same, moved to none of these days if there is another.
///
/// # Errors
/// Why not.
pub fn place_but(
    room: &Room<'_>,
    lead: &Lead,
    kind: DueKind,
    at: DateTime<Utc>,
    but: &[NaiveDate],
) -> Result<Placed, NotThen> {
    let calendar = room.calendar(lead);
    match kind {
        DueKind::Recall => calendar.recall_but(at, room.now, but),
        DueKind::Call
        | DueKind::OwnCall
        | DueKind::LongTerm
        | DueKind::Promise
        | DueKind::ShiftEnd => calendar.agreed_call(at, room.now),
        DueKind::Visit => calendar.visit(at, room.now),
    }
}

/// What the operator reads when a date is refused.
pub fn refusal(room: &Room<'_>, lead: &Lead, why: NotThen) -> Phrase {
    match why {
        NotThen::Past => t("pick-passed"),
        NotThen::TooFar { days, last } => {
            t("pick-too-far").with("days", days).with("last", Arg::Day(last, TimeStyle::Weekday))
        }
        NotThen::Hours { local } => {
            let permitted = room.house.campaign.permitted;
            t("pick-hours")
                .with("local", clock(local.hour() * 60 + local.minute()))
                .with("from", clock(permitted.from))
                .with("to", clock(permitted.to))
                .with("zone", zone_name(room, room.lead_zone(lead)))
        }
    }
}

/// `09:05` of minutes since midnight.
pub fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A date that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Typed {
    /// When.
    pub at: DateTime<Utc>,
    /// The day and the time were named exactly.
    pub exact: bool,
}

/// How something was said about a date.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// In which language, first of all.
    pub lang: &'a str,
    /// By which clock.
    pub zone: Tz,
    /// The clock of whoever is to be called: by it the permitted hours count.
    pub client: Tz,
    /// When, UTC: «tomorrow» is the day after it.
    pub at: DateTime<Utc>,
}

/// Reads a typed date. A day or a part of the day without a time gets a random minute inside it, in
/// which the client may be called. The text is in the reader's time zone.
///
/// # Errors
/// What the reader is told: what was not understood, and what would be.
pub fn read(turn: &mut Turn<'_>, text: &str, client: Tz) -> Result<Typed, Phrase> {
    let me = turn.me;
    let said = Said { lang: &me.lang, zone: turn.zone(), client, at: turn.now };
    read_said(turn, text, &said)
}

/// The date in a text that is about nothing else; one that says when not to call means what it does in a
/// note.
fn read_words(
    room: &Room<'_>,
    lang: &str,
    text: &str,
    now: NaiveDateTime,
) -> Result<Parsed, WhenError> {
    let (words, country) = (&room.house.words, room.house.campaign.country.as_str());
    let read = words.when(lang, text, now);
    if !matches!(read, Err(WhenError::NotUnderstood(_))) {
        return read;
    }
    let setting = Setting { words, reasons: None, country, now };
    only_not_then(text, &setting).map_or(read, Ok)
}

/// Whether a text is about a date and nothing else, also about one that cannot be.
pub fn is_date(room: &Room<'_>, text: &str) -> bool {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    let read = read_words(room, &room.me.lang, &super::typed::line(text), local);
    !matches!(read, Err(WhenError::NotUnderstood(_) | WhenError::Empty))
}

/// The clock of a client; of nobody who is known, the campaign's.
///
/// # Errors
/// The store's.
pub fn clock_of(turn: &Turn<'_>, lead: Option<LeadId>) -> anyhow::Result<Tz> {
    let lead = lead.map(|id| turn.lead(id)).transpose()?;
    Ok(lead.map_or(turn.house.campaign.zone, |lead| turn.lead_zone(&lead)))
}

/// The hour of a day that is known, where a text names an hour and no day.
pub fn hour_of(room: &Room<'_>, text: &str, day: NaiveDate) -> Option<DateTime<Utc>> {
    let text = super::typed::line(text);
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let words = &room.house.words;
    if words.dates_in(&text, midnight).found.iter().any(|found| found.day) {
        return None;
    }
    match words.when(&room.me.lang, &text, midnight).ok()? {
        Parsed::Exact(at) | Parsed::About(at) if at.date() == day => {
            Some(moment_after(room.zone(), at, room.now))
        }
        _ => None,
    }
}

/// Usual hours of a day at which this lead may be called.
pub fn hours(room: &Room<'_>, lead: &Lead, kind: DueKind, day: NaiveDate) -> Vec<(Phrase, Act)> {
    let midnight = day.and_time(chrono::NaiveTime::MIN);
    let at = |hour: i64| (hour, moment(room.zone(), midnight + Duration::hours(hour)));
    let allowed = |(_, at): &(i64, DateTime<Utc>)| place(room, lead, kind, *at).is_ok();
    let hours = (FIRST_HOUR..=LAST_HOUR).map(at).filter(allowed);
    let key = |(hour, at): (i64, DateTime<Utc>)| {
        (raw(&clock(hour as u32 * 60)), Act::At(at.timestamp() / 60))
    };
    hours.map(key).collect()
}

/// The hours that are offered of a day.
const FIRST_HOUR: i64 = 9;
const LAST_HOUR: i64 = 18;

/// Why a date in a text that is about other things too can be none: there is no such day or hour, it
/// is over, or it is another weekday.
pub fn wrong_in(room: &Room<'_>, text: &str, local: NaiveDateTime) -> Option<WhenError> {
    let bare = |word: &str| {
        let text = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = text.starts_with(|c: char| c.is_ascii_digit());
        let minus = digits && word.starts_with(['-', '\u{2212}']);
        // One that stands apart is a word of its own.
        let apart = text.is_empty() && word.starts_with(['-', '\u{2212}', '\u{2013}']);
        if minus || apart { format!("-{text}") } else { text.to_owned() }
    };
    let words: Vec<String> = text.split_whitespace().map(bare).collect();
    let longest = words.len().min(LONGEST_DATE);
    let pieces = (1..=longest).rev().flat_map(|length| words.windows(length));
    let told = |piece: &[String]| match room
        .house
        .words
        .when(&room.me.lang, &piece.join(" "), local)
        .err()?
    {
        // At the beginning it may be a dash behind what stands before it.
        WhenError::Backwards(_) if piece.first().is_some_and(|word| word.starts_with('-')) => None,
        why @ (WhenError::NoSuchDate(_)
        | WhenError::NoSuchTime(_)
        | WhenError::Backwards(_)
        | WhenError::Past(_)
        | WhenError::PastDay(_)
        | WhenError::OtherWeekday(_)) => Some(why),
        _ => None,
    };
    pieces.filter(|piece| looks_dated(piece)).find_map(told)
}

/// A date that somebody types in a note has no more words.
const LONGEST_DATE: usize = 4;

/// Whether a text has figures that are written as a day or an hour: not a mere number.
pub fn is_dated(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    looks_dated(&words)
}

/// Digits with a word beside them, or written as an hour or as a day and its month: not a mere number.
fn looks_dated(words: &[String]) -> bool {
    let figures = |text: &str| text.parse::<u32>().ok();
    let written = |word: &String| {
        let hour = word.split_once(':').and_then(|(a, b)| figures(a).zip(figures(b)));
        let mut parts = word.split(['.', '/']).map(figures);
        let day = parts.next().flatten().zip(parts.next().flatten());
        hour.is_some() || day.is_some_and(|(day, month)| day < 40 && (1..=12).contains(&month))
    };
    let named = |word: &String| word.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let digits =
        |word: &String| word.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    words.iter().any(written) || (words.iter().any(digits) && words.iter().any(named))
}

/// Reads a date that somebody typed earlier.
///
/// # Errors
/// As [`read`]; also if it has passed since.
pub fn read_said(turn: &mut Turn<'_>, text: &str, said: &Said<'_>) -> Result<Typed, Phrase> {
    let zone = said.zone;
    let local = said.at.with_timezone(&zone).naive_local();
    // What is not understood is said back: so it is cleaned first.
    let text = super::typed::line(text);
    let room = **turn;
    let parsed = read_words(&room, said.lang, &text, local);
    let parsed = parsed.map_err(|error| error.phrase_on(local.date()))?;
    let typed = moment_of(&room, parsed, said, &mut |span| turn.below(span))?;
    if typed.at <= turn.now && said.at < turn.now { Err(t("pick-passed")) } else { Ok(typed) }
}

/// The moment that a date names which was read. `below` draws a minute where only a span was named.
///
/// # Errors
/// What the reader is told: it has passed.
pub fn moment_of(
    room: &Room<'_>,
    parsed: Parsed,
    said: &Said<'_>,
    below: &mut dyn FnMut(u32) -> u32,
) -> Result<Typed, Phrase> {
    let (zone, now) = (said.zone, said.at);
    let local = now.with_timezone(&zone).naive_local();
    // What is left of the time that was named.
    let earliest = local.max(room.now.with_timezone(&zone).naive_local());
    let spread = room.house.campaign.spread;
    let day = |day: NaiveDate, from: u32, to: u32| {
        let start = day.and_time(chrono::NaiveTime::MIN);
        (start + minutes(from), start + minutes(to))
    };
    let (from, to) = match parsed {
        // A date without a year that has passed is read as next year's; nobody means that.
        Parsed::Exact(at) | Parsed::In(at, _) | Parsed::About(at)
            if (at - local).num_days() > NEXT_YEAR =>
        {
            return Err(too_late((at - local).num_days()));
        }
        Parsed::Day(day) | Parsed::Part(day, _) if (day - local.date()).num_days() > NEXT_YEAR => {
            return Err(too_late((day - local.date()).num_days()));
        }
        Parsed::Exact(at) | Parsed::About(at) => {
            return Ok(Typed { at: moment_after(zone, at, now), exact: true });
        }
        // Not by the clock on the wall, which may be changed meanwhile.
        Parsed::In(_, after) => {
            // Whole minutes, and never earlier than was said: «in a minute» is not in a second.
            let minute = now.with_second(0).and_then(|now| now.with_nanosecond(0));
            let minute = minute.map(|floor| if floor < now { floor + minutes(1) } else { floor });
            return Ok(Typed { at: minute.unwrap_or(now) + after, exact: true });
        }
        Parsed::Day(date) => day(date, spread.from, spread.to),
        Parsed::Part(date, part) => {
            let (from, to) = part.hours();
            day(date, from * 60, to * 60)
        }
        Parsed::Window(from, to) => (from, to),
    };
    let ahead = from.date() > earliest.date();
    let permitted = permitted_here(room, said, from.date());
    let (from, to) = within(from.max(earliest + minutes(1)), to, ahead, spread, permitted);
    let span = (to - from).num_minutes().clamp(1, i64::from(u16::MAX)) as u32;
    let at = from + minutes(below(span));
    Ok(Typed { at: moment_after(zone, at, now), exact: false })
}

/// Why a day so many days ahead is refused: no date without a year is further away than a year.
fn too_late(days: i64) -> Phrase {
    t(if days > 366 { "pick-far" } else { "pick-passed" })
}

/// Days after which a date is next year's, taken for one that has just passed.
const NEXT_YEAR: i64 = 330;

/// A window of more than a day is narrowed to working hours of one: «before Friday» is best kept on
/// Thursday, its last day; «from Monday on», which lies `ahead`, on Monday. One within a day keeps
/// to the hours in which somebody may be called; «after 4» ends with the working day.
fn within(
    from: NaiveDateTime,
    to: NaiveDateTime,
    ahead: bool,
    spread: Hours,
    permitted: (Duration, Duration),
) -> (NaiveDateTime, NaiveDateTime) {
    let last = (to - minutes(1)).date();
    let whole_days = from.date() < last;
    let day = if whole_days && !ahead { last } else { from.date() };
    let start = day.and_time(chrono::NaiveTime::MIN);
    let (may_from, may_to) = (start + permitted.0, start + permitted.1);
    let opens = may_from.max(start + minutes(spread.from));
    let closes = may_to.min(start + minutes(spread.to));
    // Where the hours of work and the client's never meet, the client's count.
    let (opens, closes) = if opens < closes { (opens, closes) } else { (may_from, may_to) };
    let open_end = to >= start + Duration::days(1);
    let end = if from < closes && (whole_days || open_end) { closes } else { may_to };
    let narrowed = (from.max(opens), to.min(end));
    if narrowed.0 < narrowed.1 { narrowed } else { (from, to) }
}

/// From when to when the client may be called on a day, by the clock by which it was said; counted from
/// that clock's midnight.
fn permitted_here(room: &Room<'_>, said: &Said<'_>, day: NaiveDate) -> (Duration, Duration) {
    let noon = moment(said.zone, day.and_time(chrono::NaiveTime::MIN) + Duration::hours(12));
    let here = noon.with_timezone(&said.zone).naive_local();
    let ahead = noon.with_timezone(&said.client).naive_local() - here;
    let permitted = room.house.campaign.permitted;
    (minutes(permitted.from) - ahead, minutes(permitted.to) - ahead)
}

/// Ready dates that are allowed for this lead: soon, and at usual times of the next days. Minutes
/// are not round on purpose, so that calls are spread.
pub fn chips(room: &Room<'_>, lead: &Lead, kind: DueKind) -> Vec<(Phrase, Act)> {
    let zone = room.zone();
    let local = room.now.with_timezone(&zone).naive_local();
    let today = local.date();
    let soon = [15, 60, 180].map(|count| {
        let at = room.now + Duration::minutes(count);
        let label = match count {
            15 => t("in-minutes").with("count", 15),
            count => t("in-hours").with("count", count / 60),
        };
        (label, at)
    });
    let spare = room.now.minute() % 10;
    let later = (1..=4).flat_map(|ahead| {
        [10 * 60 + 20, 15 * 60 + 40].map(|minute| {
            let day = today + chrono::Days::new(ahead);
            let at = day.and_time(chrono::NaiveTime::MIN) + minutes(minute + spare);
            let at = moment(zone, at);
            // Two such keys have to fit a row of a telephone: only tomorrow goes by its name.
            let label = if ahead == 1 {
                t("day-clock")
                    .with("day", day_name(day, today))
                    .with("clock", clock(minute + spare))
            } else {
                t("time").with("time", Arg::Time(at, zone, TimeStyle::Short))
            };
            (label, at)
        })
    });
    let allowed =
        |at: DateTime<Utc>| place(room, lead, kind, at).is_ok_and(|placed| placed.moved.is_none());
    // What is agreed with an interested client is never in a quarter of an hour.
    let soon = soon.into_iter().filter(|_| matches!(kind, DueKind::Recall));
    soon.chain(later)
        .filter(|(_, at)| allowed(*at))
        .take(MOST_CHIPS)
        .map(|(label, at)| (label, Act::At(at.timestamp() / 60)))
        .collect()
}

const MOST_CHIPS: usize = 8;

/// The moment that a ready date names; none that nobody would offer.
pub fn chosen(room: &Room<'_>, minute: i64) -> Option<DateTime<Utc>> {
    let at = DateTime::from_timestamp(minute.checked_mul(60)?, 0)?;
    ((at - room.now).abs() < Duration::days(FURTHEST)).then_some(at)
}

/// Days beyond which nothing is agreed.
const FURTHEST: i64 = 730;

fn minutes(count: u32) -> Duration {
    Duration::minutes(i64::from(count))
}
