//! The day of a call where the client has ruled days out: of several that were named, another one.

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveTime, Utc, Weekday};

use crate::words::{Parsed, Phrase};

use super::dates::{self, Said, Typed};
use super::turn::Room;

/// So many days of a window are tried.
const MOST_DAYS: usize = 31;

/// The moment that a date names, as [`dates::moment_of`] has it. If that is on a day that is not to be,
/// another day of the window, best one that `fits`; it stays on such a day only where there is no other.
///
/// # Errors
/// What the reader is told: it has passed.
pub fn moment(
    room: &Room<'_>,
    parsed: Parsed,
    said: &Said<'_>,
    not_on: &[NaiveDate],
    below: &mut dyn FnMut(u32) -> u32,
    fits: &dyn Fn(DateTime<Utc>) -> bool,
) -> Result<Typed, Phrase> {
    let named = dates::moment_of(room, parsed, said, below)?;
    let day_of = |at: DateTime<Utc>| at.with_timezone(&said.zone).date_naive();
    let picked = day_of(named.at);
    let (first, last) = span(parsed);
    // Of «next week, not on Tuesday» it is that week's, also where this week's is read.
    let of_week = |day: NaiveDate| not_on.iter().any(|off| off.weekday() == day.weekday());
    let off = |day: NaiveDate| not_on.contains(&day) || (first < last && of_week(day));
    if !off(picked) {
        return Ok(named);
    }
    let first = first.max(day_of(room.now));
    // What is named from some day on is best kept early, what is named before some day late.
    let later = picked.iter_days().skip(1).take_while(|day| *day <= last);
    let earlier = picked.iter_days().rev().skip(1).take_while(|day| *day >= first);
    let mut spare = None;
    for day in later.chain(earlier).take(MOST_DAYS).filter(|day| !off(*day)) {
        let found = dates::moment_of(room, on(parsed, day), said, below);
        let Some(found) = found.ok().filter(|found| day_of(found.at) == day) else { continue };
        if fits(found.at) {
            return Ok(found);
        }
        spare.get_or_insert(found);
    }
    Ok(spare.unwrap_or(named))
}

/// The first and the last day of what was named. A week is named by its Monday: who names a Monday does
/// not rule it out.
fn span(parsed: Parsed) -> (NaiveDate, NaiveDate) {
    let day = parsed.day();
    match parsed {
        Parsed::Window(_, to) => (day, (to - Duration::minutes(1)).date()),
        _ if day.weekday() == Weekday::Mon => (day, day + Duration::days(WORKING_DAYS - 1)),
        _ => (day, day),
    }
}

/// Of a week that is named it is these on which somebody is called.
const WORKING_DAYS: i64 = 5;

/// The same on another day.
fn on(parsed: Parsed, day: NaiveDate) -> Parsed {
    match parsed {
        Parsed::Window(from, to) => {
            let start = day.and_time(NaiveTime::MIN);
            Parsed::Window(from.max(start), to.min(start + Duration::days(1)))
        }
        Parsed::Exact(at) | Parsed::In(at, _) => Parsed::Exact(day.and_time(at.time())),
        Parsed::About(at) => Parsed::About(day.and_time(at.time())),
        Parsed::Part(_, part) => Parsed::Part(day, part),
        Parsed::Day(_) => Parsed::Day(day),
    }
}
