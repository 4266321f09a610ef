//! Hours of a day as a manager names them: several, and across midnight if need be.

use chrono::{DateTime, Duration, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::moment;

/// A day, in minutes.
pub const DAY: u16 = 24 * 60;
/// So many days ahead the next good hour is looked for.
const AHEAD: u64 = 3;

/// From a minute of the day to another, on the clocks of the one who named it. The second is
/// excluded; where it is not the later one it is on the next day: `22:00–07:00`, or `09:00–09:00`
/// for a whole day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first minute, since midnight: below [`DAY`].
    pub from: u16,
    /// The minute at which it is over, since midnight: 1 to [`DAY`].
    pub to: u16,
}

impl Span {
    /// The hours between two minutes of the day, `to` up to the next midnight; none: there are no
    /// such minutes.
    pub fn new(from: u32, to: u32) -> Option<Span> {
        let (from, to) = (u16::try_from(from).ok()?, u16::try_from(to).ok()?);
        let to = if to == 0 { DAY } else { to };
        (from < DAY && to <= DAY).then_some(Span { from, to })
    }

    /// Whether a time of day lies inside.
    pub fn contains(self, time: NaiveTime) -> bool {
        let minute = minute_of(time);
        if self.from < self.to {
            (self.from..self.to).contains(&minute)
        } else {
            minute >= self.from || minute < self.to
        }
    }

    /// Reads hours written in digits: `10:00-12:00`, `9–18`, `22.30—7`. None: they are not.
    pub fn read(text: &str) -> Option<Span> {
        let dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
        let (from, to) = text.split_once(dash)?;
        Span::between(from, to)
    }

    /// The hours between two times: `9`, `09:30`, `9.30` or `24:00`.
    pub fn between(from: &str, to: &str) -> Option<Span> {
        Span::new(clock(from)?, clock(to)?)
    }
}

/// `9`, `09:30`, `9.30` or `24:00` as minutes since midnight.
fn clock(text: &str) -> Option<u32> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    let digits = |part: &str, most: usize| {
        let fine = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fine.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= u32::from(DAY)).then_some(total)
}

/// Whether a time of day lies inside one of these hours.
pub fn within(spans: &[Span], time: NaiveTime) -> bool {
    spans.iter().any(|span| span.contains(time))
}

/// The first moment from `now` on at which `good` holds of the zone's clock, looked for at `now` and
/// wherever one of `spans` begins or ends; none within the next days.
pub fn next(
    now: DateTime<Utc>,
    zone: Tz,
    spans: &[Span],
    good: impl Fn(NaiveTime) -> bool,
) -> Option<DateTime<Utc>> {
    let holds = |at: &DateTime<Utc>| good(at.with_timezone(&zone).time());
    if holds(&now) {
        return Some(now);
    }
    let today = now.with_timezone(&zone).date_naive();
    let days = today.iter_days().take(AHEAD as usize);
    let edges = days.flat_map(|day| {
        let minutes = spans.iter().flat_map(|span| [span.from, span.to]);
        minutes.map(move |minute| {
            moment(zone, day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(minute)))
        })
    });
    edges.filter(|at| *at > now).filter(holds).min()
}

fn minute_of(time: NaiveTime) -> u16 {
    (time.hour() * 60 + time.minute()) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_in_digits_are_read() {
        let span = |from, to| Some(Span { from, to });
        for (text, expected) in [
            ("10:00-12:00", span(600, 720)),
            ("10:00 \u{2013} 12:00", span(600, 720)),
            ("9\u{2014}18", span(540, 1080)),
            ("9.30-11.15", span(570, 675)),
            ("22:00-7:00", span(1320, 420)),
            ("22-24:00", span(1320, DAY)),
            ("22-0", span(1320, DAY)),
            ("0-24", span(0, DAY)),
            ("9-9", span(540, 540)),
            ("24-5", None),
            ("25:00-26:00", None),
            ("9:60-10", None),
            ("9", None),
            ("9-", None),
            ("+9-10", None),
            ("9-10-11", None),
            ("9:000-10", None),
        ] {
            assert_eq!(Span::read(text), expected, "{text}");
        }
    }
}
