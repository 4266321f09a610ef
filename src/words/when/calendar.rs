//! Days of the calendar, counted from today.

use chrono::{Datelike, Days, Duration, Months, NaiveDate};

use super::WhenError;
use super::said::{DaySaid, Edge, Said};
use super::token::Unit;

/// Friday, counted from Monday.
pub(super) const LAST_WORKING_DAY: u32 = 4;

type Answer<T> = Result<T, WhenError>;

/// The day that was said.
pub(super) fn date(day: &DaySaid, said: &Said, today: NaiveDate) -> Answer<NaiveDate> {
    let next_month = said.next_month;
    match day {
        DaySaid::Offset(days) => {
            today.checked_add_signed(Duration::days(*days)).ok_or_else(|| beyond(today))
        }
        DaySaid::EndOfWeek if said.week == Some(1) => of_week(plus(today, 7)?, LAST_WORKING_DAY),
        DaySaid::EdgeOf(edge, month) => {
            let start = today.with_day(1).ok_or_else(|| beyond(today))?;
            let ahead = (month + 12 - start.month()) % 12;
            let of_month =
                |ahead: u32| edge_of_month(*edge, start.checked_add_months(Months::new(ahead))?);
            let next = [of_month(ahead), of_month(ahead + 12)];
            { next }.into_iter().flatten().find(|day| *day >= today).ok_or_else(|| beyond(today))
        }
        DaySaid::Edge(edge, Unit::Month) => {
            let start = today.with_day(1).ok_or_else(|| beyond(today))?;
            let of_month =
                |ahead: u32| edge_of_month(*edge, start.checked_add_months(Months::new(ahead))?);
            let ahead = u32::from(next_month);
            let next = [of_month(ahead), of_month(ahead + 1)];
            let passed = |day: &NaiveDate| *day < today || (*day == today && *edge == Edge::Start);
            { next }.into_iter().flatten().find(|day| !passed(day)).ok_or_else(|| beyond(today))
        }
        DaySaid::Edge(edge, _) => {
            let weekday = match edge {
                Edge::Start => 0,
                Edge::Middle => 2,
                Edge::End => LAST_WORKING_DAY,
            };
            let this = of_week(today, weekday)?;
            let passed = this < today || (this == today && *edge == Edge::Start);
            if said.week == Some(1) || passed { plus(this, 7) } else { Ok(this) }
        }
        DaySaid::MonthStart(month) => {
            // None: of the next quarter.
            let month = if *month == 0 { today.month0() / 3 * 3 % 12 + 4 } else { *month };
            let month = if month > 12 { month - 12 } else { month };
            let first = |year: i32| NaiveDate::from_ymd_opt(year, month, 1);
            let next = [first(today.year()), first(today.year().saturating_add(1))];
            { next }.into_iter().flatten().find(|day| *day >= today).ok_or_else(|| beyond(today))
        }
        DaySaid::EndOfWeek => {
            let ahead = (LAST_WORKING_DAY + 7 - today.weekday().num_days_from_monday()) % 7;
            plus(today, ahead.into())
        }
        DaySaid::Date { day, month, year, text } => {
            let none = || WhenError::NoSuchDate(text.clone());
            let on = |year: u32| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, *month, *day);
            if let Some(year) = year {
                let year = if *year < 100 { year + 2000 } else { *year };
                return on(year).ok_or_else(none);
            }
            let this_year = u32::try_from(today.year()).map_err(|_| none())?;
            let candidates = [on(this_year), on(this_year.saturating_add(1))];
            candidates.into_iter().flatten().find(|day| *day >= today).ok_or_else(none)
        }
        DaySaid::OfMonth(day) => {
            let start = today.with_day(1).unwrap_or(today);
            let months = u32::from(next_month)..=12;
            let days =
                months.filter_map(|n| start.checked_add_months(Months::new(n))?.with_day(*day));
            let first = { days }.find(|found| *found >= today);
            first.ok_or_else(|| WhenError::NoSuchDate(day.to_string()))
        }
    }
}

/// The first of a month, its fifteenth, or its last working day; `first` is its first day.
fn edge_of_month(edge: Edge, first: NaiveDate) -> Option<NaiveDate> {
    match edge {
        Edge::Start => Some(first),
        Edge::Middle => first.with_day(15),
        Edge::End => {
            let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
            let weekend = last.weekday().num_days_from_monday().saturating_sub(LAST_WORKING_DAY);
            last.checked_sub_days(Days::new(weekend.into()))
        }
    }
}

pub(super) fn of_week(day: NaiveDate, weekday: u32) -> Answer<NaiveDate> {
    let back = day.weekday().num_days_from_monday();
    let monday = day.checked_sub_days(Days::new(back.into()));
    plus(monday.ok_or_else(|| beyond(day))?, weekday.into())
}

pub(super) fn plus(day: NaiveDate, days: u64) -> Answer<NaiveDate> {
    day.checked_add_days(Days::new(days)).ok_or_else(|| beyond(day))
}

pub(super) fn beyond(day: NaiveDate) -> WhenError {
    WhenError::NoSuchDate(day.to_string())
}
