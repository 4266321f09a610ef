//! Dates that operators choose: ready ones, typed ones, and why one is refused.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;

use crate::domain::calendar::{NotThen, Placed, moment, moment_after};
use crate::domain::campaign::Hours;
use crate::domain::codes::{Code, Finality, Next};
use crate::domain::lead::Lead;
use crate::domain::recall::DueKind;
use crate::words::{Arg, Parsed, Phrase, TimeStyle, day_name};

use super::press::Act;
use super::say::zone_name;
use super::turn::{Room, Turn};
use super::view::t;

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
    let calendar = room.calendar(lead);
    match kind {
        DueKind::Recall => calendar.recall(at, room.now),
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
    /// When, UTC: «tomorrow» is the day after it.
    pub at: DateTime<Utc>,
}

/// Reads a typed date. A day or a part of the day without a time gets a random minute inside it.
/// The text is in the reader's time zone.
///
/// # Errors
/// What the reader is told: what was not understood, and what would be.
pub fn read(turn: &mut Turn<'_>, text: &str) -> Result<Typed, Phrase> {
    let me = turn.me;
    let said = Said { lang: &me.lang, zone: turn.zone(), at: turn.now };
    read_said(turn, text, &said)
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
    let parsed = turn.house.words.when(said.lang, &text, local).map_err(|error| error.phrase())?;
    let room = **turn;
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
            return Err(t("pick-passed"));
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
    let permitted = room.house.campaign.permitted;
    let (from, to) = within(from.max(earliest + minutes(1)), to, ahead, spread, permitted);
    let span = (to - from).num_minutes().clamp(1, i64::from(u16::MAX)) as u32;
    let at = from + minutes(below(span));
    Ok(Typed { at: moment_after(zone, at, now), exact: false })
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
    permitted: Hours,
) -> (NaiveDateTime, NaiveDateTime) {
    let last = (to - minutes(1)).date();
    let whole_days = from.date() < last;
    let day = if whole_days && !ahead { last } else { from.date() };
    let start = day.and_time(chrono::NaiveTime::MIN);
    let (opens, closes) = (start + minutes(spread.from), start + minutes(spread.to));
    let open_end = to >= start + Duration::days(1);
    let end = if from < closes && (whole_days || open_end) {
        closes
    } else {
        start + minutes(permitted.to)
    };
    let narrowed = (from.max(opens), to.min(end));
    if narrowed.0 < narrowed.1 { narrowed } else { (from, to) }
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
