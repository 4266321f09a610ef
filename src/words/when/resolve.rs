//! From what was said to a day and a time, counted from now.

use chrono::{Datelike, Days, Duration, Months, NaiveDate, NaiveDateTime, Timelike};

use super::calendar::{LAST_WORKING_DAY, beyond, date, of_week, plus};
use super::said::{DaySaid, Relation, Said, SpanSaid, TimeSaid};
use super::token::Unit;
use super::{DayPart, Parsed, WhenError, at_hour};

/// «today at 8», said at noon, is in the evening; said of a later hour it is a mistake.
const LAST_EVENING_HOUR: u32 = 8;

type Answer<T> = Result<T, WhenError>;

/// What was said, seen from `now`.
pub(super) fn resolve(said: &Said, now: NaiveDateTime) -> Answer<Parsed> {
    let mut said = said.clone();
    let now = now.with_second(0).and_then(|now| now.with_nanosecond(0)).unwrap_or(now);
    if said.same_time {
        if !said.times.is_empty() {
            return Err(WhenError::SeveralTimes);
        }
        said.times.push(TimeSaid {
            hour: now.hour(),
            minute: now.minute(),
            certain: true,
            relation: Relation::At,
            afternoon: None,
            text: String::new(),
        });
    }
    // Beside a day it is one of that day.
    if said.has_day() && said.times.is_empty() {
        said = after_hour(&said).unwrap_or(said);
    }
    let mut from_span = None;
    if let Some(span) = &said.span {
        match after_span(span, &said, now)? {
            Spanned::Answer(parsed) => return Ok(parsed),
            Spanned::Day(day) => from_span = Some(day),
        }
    }
    let today = now.date();
    let day = named_day(&said, from_span, today)?;
    if let (Some(relation), [], None) = (said.day_relation, said.times.as_slice(), said.part) {
        let Some((day, _)) = day else { return Err(WhenError::WhichDay) };
        return around_day(relation, day, said.weekday.is_some(), now);
    }
    match said.times.as_slice() {
        [] => without_time(&said, day, now),
        [time] => with_time(&said, time, day, now),
        [from, to] if from.relation == Relation::From && to.relation == Relation::Before => {
            between(&said, from, to, day, now)
        }
        _ => Err(WhenError::SeveralTimes),
    }
}

/// "4 hours after", taken for a time of the day.
pub(super) fn after_hour(said: &Said) -> Option<Said> {
    let Some(SpanSaid { parts, later: true, until: None, .. }) = &said.span else { return None };
    let [(hour, Unit::Hour)] = parts.as_slice() else { return None };
    let (hour, text) = (*hour, hour.to_string());
    let (minute, certain, afternoon) = (0, false, None);
    let time = TimeSaid { hour, minute, certain, relation: Relation::After, afternoon, text };
    let said = Said { times: vec![time], span: None, ..said.clone() };
    (hour <= 24).then_some(said)
}

enum Spanned {
    Answer(Parsed),
    Day(NaiveDate),
}

fn after_span(span: &SpanSaid, said: &Said, now: NaiveDateTime) -> Answer<Spanned> {
    let add = |parts: &[(u32, Unit)]| {
        let beyond = || {
            let numbers = parts.iter().map(|(n, _)| n.to_string());
            WhenError::NoSuchDate(numbers.collect::<Vec<_>>().join(" "))
        };
        parts.iter().try_fold(now, |moment, part| later(moment, *part)).ok_or_else(beyond)
    };
    let moment = add(&span.parts)?;
    let Some(&(_, unit)) = span.parts.last() else { return Err(WhenError::Empty) };
    let by_clock = matches!(unit, Unit::Minute | Unit::Hour);
    if span.within {
        // "within a day" is today, "within a week" seven days.
        let whole_day = span.parts == [(1, Unit::Day)];
        let end = if whole_day { at_hour(now.date(), 24) } else { moment };
        return Ok(Spanned::Answer(Parsed::Window(now, end)));
    }
    if let Some(until) = span.until {
        let end = add(&[(until, unit)])?;
        let (from, to) = if moment <= end { (moment, end) } else { (end, moment) };
        let whole =
            if by_clock { (from, to) } else { (at_hour(from.date(), 0), at_hour(to.date(), 24)) };
        return Ok(Spanned::Answer(Parsed::Window(whole.0, whole.1)));
    }
    if !by_clock {
        return Ok(Spanned::Day(moment.date()));
    }
    if !said.times.is_empty() || said.part.is_some() {
        return Err(WhenError::SeveralTimes);
    }
    // "today in 2 hours", but not "tomorrow in 2 hours".
    let named = named_day(said, None, now.date())?;
    if named.is_some_and(|(day, _)| day != moment.date()) {
        return Err(WhenError::SeveralDays);
    }
    let parsed = match span.about {
        true => Parsed::About(moment),
        false => Parsed::In(moment, moment - now),
    };
    Ok(Spanned::Answer(parsed))
}

fn later(moment: NaiveDateTime, (n, unit): (u32, Unit)) -> Option<NaiveDateTime> {
    match unit {
        Unit::Minute => moment.checked_add_signed(Duration::minutes(n.into())),
        Unit::Hour => moment.checked_add_signed(Duration::hours(n.into())),
        Unit::Day => moment.checked_add_days(Days::new(n.into())),
        Unit::Week => moment.checked_add_days(Days::new(u64::from(n) * 7)),
        Unit::Month => moment.checked_add_months(Months::new(n)),
    }
}

/// The day that was named, and whether a time that has passed on it may move it to the next such
/// day (as with a weekday).
fn named_day(
    said: &Said,
    from_span: Option<NaiveDate>,
    today: NaiveDate,
) -> Answer<Option<(NaiveDate, Option<u64>)>> {
    let mut explicit = from_span;
    for day in &said.days {
        let dated = matches!(day, DaySaid::Date { .. });
        let day = date(day, said, today)?;
        if dated && explicit.is_some_and(|other| said.lenient && is_about(said, other, day)) {
            // "in a month, on 20 December": the date is the more exact of the two.
            explicit = None;
        }
        if explicit.replace(day).is_some_and(|other| other != day) {
            return Err(WhenError::SeveralDays);
        }
    }
    let Some(weekday) = said.weekday else {
        return match explicit {
            Some(day) => Ok(Some((day, None))),
            None if said.lenient && said.week.is_some_and(|week| week > 0) => {
                Ok(Some((of_week(plus(today, 7)?, 0)?, None)))
            }
            None if said.lenient && said.week == Some(0) => {
                let friday = of_week(today, LAST_WORKING_DAY)?;
                if friday < today {
                    Err(WhenError::PastDay(friday))
                } else {
                    Ok(Some((friday, None)))
                }
            }
            None if said.lenient && said.next_month => {
                let next =
                    today.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
                Ok(Some((next.ok_or_else(|| beyond(today))?, None)))
            }
            None if said.week.is_some() || said.next_month => Err(WhenError::WhichDay),
            None => Ok(None),
        };
    };
    if let Some(day) = explicit {
        let in_weeks =
            said.span.as_ref().is_some_and(|s| matches!(s.parts.last(), Some((_, Unit::Week))));
        if in_weeks {
            // "in a week, on Friday": of that week.
            return Ok(Some((of_week(day, weekday)?, None)));
        }
        if day.weekday().num_days_from_monday() != weekday {
            return Err(WhenError::OtherWeekday(day));
        }
        return Ok(Some((day, None)));
    }
    if let Some(week) = said.week.filter(|week| *week > 0) {
        let day = plus(today, u64::try_from(week).unwrap_or(0) * 7)?;
        return Ok(Some((of_week(day, weekday)?, None)));
    }
    let ahead = (weekday + 7 - today.weekday().num_days_from_monday()) % 7;
    Ok(Some((plus(today, ahead.into())?, Some(7))))
}

/// Whether a date is what a length of time in weeks or months may be an approximate name of.
fn is_about(said: &Said, from_span: NaiveDate, day: NaiveDate) -> bool {
    let unit = said.span.as_ref().and_then(|span| span.parts.last()).map(|(_, unit)| *unit);
    let off = match unit {
        Some(Unit::Month) => 15,
        Some(Unit::Week) => 6,
        _ => 0,
    };
    (from_span - day).num_days().abs() <= off
}

/// "before Friday", "after Friday", "from Friday on".
fn around_day(
    relation: Relation,
    day: NaiveDate,
    weekday: bool,
    now: NaiveDateTime,
) -> Answer<Parsed> {
    // A weekday without a time is never today.
    let again = weekday && relation == Relation::From && day == now.date();
    let day = if again { plus(day, 7)? } else { day };
    let (from, to) = match relation {
        Relation::Before => {
            let day = if day == now.date() { plus(day, 7)? } else { day };
            (now, at_hour(day, 0))
        }
        Relation::After => (at_hour(day, 24), at_hour(plus(day, 7)?, 24)),
        _ => (at_hour(day, 0).max(now), at_hour(plus(day, 6)?, 24)),
    };
    if to <= now { Err(WhenError::PastDay(day)) } else { Ok(Parsed::Window(from, to)) }
}

type Day = Option<(NaiveDate, Option<u64>)>;

fn without_time(said: &Said, day: Day, now: NaiveDateTime) -> Answer<Parsed> {
    let today = now.date();
    let part = said.part.or(match said.afternoon {
        Some(true) => Some(DayPart::Afternoon),
        Some(false) => Some(DayPart::Morning),
        None => None,
    });
    let Some(part) = part else {
        return match day {
            // A weekday without a time is never today.
            Some((day, Some(days))) if day == today => Ok(Parsed::Day(plus(day, days)?)),
            Some((day, _)) if day < today => Err(WhenError::PastDay(day)),
            Some((day, _)) => Ok(Parsed::Day(day)),
            None => Err(WhenError::Empty),
        };
    };
    let (from, to) = part.hours();
    let end = |day| match said.part_relation {
        // "before the end of the day" is all of the day.
        Some(Relation::Before) if part == DayPart::EndOfDay => at_hour(day, to),
        Some(Relation::Before) => at_hour(day, from),
        Some(Relation::After) => at_hour(day, 24),
        _ => at_hour(day, to),
    };
    let day = match day {
        Some((day, Some(days))) if end(day) <= now => plus(day, days)?,
        Some((day, _)) if end(day) <= now => return Err(WhenError::Past(end(day))),
        Some((day, _)) => day,
        None if end(today) <= now => plus(today, 1)?,
        None => today,
    };
    Ok(match said.part_relation {
        Some(Relation::Before) => Parsed::Window(at_hour(day, 0).max(now), end(day)),
        Some(Relation::After) => Parsed::Window(at_hour(day, to).max(now), end(day)),
        _ => Parsed::Part(day, part),
    })
}

fn with_time(said: &Said, time: &TimeSaid, day: Day, now: NaiveDateTime) -> Answer<Parsed> {
    let hour = hour_of_day(time, said)?;
    let mut relation = time.relation;
    if let (Some(of_day), Relation::At) = (said.day_relation, relation) {
        relation = of_day;
    }
    let moment = |day| {
        at_hour(day, hour)
            .checked_add_signed(Duration::minutes(time.minute.into()))
            .ok_or_else(|| beyond(day))
    };
    let today = now.date();
    let at = match day {
        None => {
            let at = moment(today)?;
            if at > now { at } else { moment(plus(today, 1)?)? }
        }
        Some((day, again)) => {
            let at = moment(day)?;
            let evening = at.checked_add_signed(Duration::hours(12)).unwrap_or(at);
            let named = time.afternoon.or(said.afternoon).is_some() || said.part.is_some();
            let open = !time.certain && !named;
            match again {
                _ if at > now => at,
                Some(days) => moment(plus(day, days)?)?,
                // "today at 8", said at noon.
                None if day == today && open && hour <= LAST_EVENING_HOUR && evening > now => {
                    evening
                }
                None if day < today => return Err(WhenError::PastDay(day)),
                None => return Err(WhenError::Past(at)),
            }
        }
    };
    Ok(match relation {
        Relation::At => Parsed::Exact(at),
        Relation::About => Parsed::About(at),
        Relation::After | Relation::From => Parsed::Window(at, at_hour(at.date(), 24)),
        // "before Friday 16:00" begins now, "on Friday before 16:00" on that day.
        Relation::Before if said.day_relation.is_some() => Parsed::Window(now, at),
        Relation::Before => Parsed::Window(at_hour(at.date(), 0).max(now), at),
    })
}

fn between(
    said: &Said,
    from: &TimeSaid,
    to: &TimeSaid,
    day: Day,
    now: NaiveDateTime,
) -> Answer<Parsed> {
    let minutes = |time: &TimeSaid, hour: u32| i64::from(hour * 60 + time.minute);
    let start = minutes(from, start_hour(from, to, said)?);
    let mut end = minutes(to, hour_of_day(to, said)?);
    if end <= start && !to.certain && to.hour <= 12 {
        end += 12 * 60;
    }
    if end <= start || end > 24 * 60 {
        return Err(WhenError::NoSuchTime(to.text.clone()));
    }
    let at = |day: NaiveDate, minutes| {
        at_hour(day, 0).checked_add_signed(Duration::minutes(minutes)).ok_or_else(|| beyond(day))
    };
    let today = now.date();
    let day = match day {
        None if at(today, end)? <= now => plus(today, 1)?,
        None => today,
        Some((day, Some(days))) if at(day, end)? <= now => plus(day, days)?,
        Some((day, None)) if day < today => return Err(WhenError::PastDay(day)),
        Some((day, None)) if at(day, end)? <= now => return Err(WhenError::Past(at(day, end)?)),
        Some((day, _)) => day,
    };
    Ok(Parsed::Window(at(day, start)?, at(day, end)?))
}

/// The hour at which "3 to 5 pm" begins: that of the afternoon too, unless it ends before.
fn start_hour(from: &TimeSaid, to: &TimeSaid, said: &Said) -> Answer<u32> {
    if from.afternoon.is_none() && to.afternoon.is_some() {
        let same = TimeSaid { afternoon: to.afternoon, ..from.clone() };
        if let (Ok(start), Ok(end)) = (hour_of_day(&same, said), hour_of_day(to, said))
            && start < end
        {
            return Ok(start);
        }
    }
    hour_of_day(from, said)
}

/// The hour of 24 (24 is the midnight that ends the day). Without a part of the day, 1 to 7 are
/// hours of the afternoon: that is when business callers call.
fn hour_of_day(time: &TimeSaid, said: &Said) -> Answer<u32> {
    let none = || WhenError::NoSuchTime(time.text.clone());
    let hour = time.hour;
    if let Some(afternoon) = time.afternoon.or(said.afternoon) {
        return match (afternoon, hour) {
            (false, 12) => Ok(0),
            (false, 0..12) | (true, 12..24) => Ok(hour),
            (true, 1..12) => Ok(hour + 12),
            _ => Err(none()),
        };
    }
    let Some(part) = said.part else {
        return Ok(if !time.certain && (1..=7).contains(&hour) { hour + 12 } else { hour });
    };
    match part {
        DayPart::Morning if hour <= 12 => Ok(hour),
        DayPart::BeforeLunch if (1..=2).contains(&hour) => Ok(hour + 12),
        DayPart::BeforeLunch if hour <= 14 => Ok(hour),
        DayPart::Afternoon if (8..=11).contains(&hour) => Ok(hour),
        DayPart::Lunch if (11..=15).contains(&hour) => Ok(hour),
        DayPart::Lunch | DayPart::AfterLunch | DayPart::Afternoon | DayPart::EndOfDay => match hour
        {
            1..=7 => Ok(hour + 12),
            12..=20 => Ok(hour),
            _ => Err(none()),
        },
        DayPart::Evening => match hour {
            4..=11 => Ok(hour + 12),
            12 | 24 => Ok(24),
            16..24 => Ok(hour),
            _ => Err(none()),
        },
        DayPart::Night => match hour {
            12 | 24 => Ok(24),
            0..=5 | 21..24 => Ok(hour),
            9..=11 => Ok(hour + 12),
            _ => Err(none()),
        },
        _ => Err(none()),
    }
}
