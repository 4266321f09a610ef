//! Dates and times as people write them: names from `when.toml`, patterns from `dates.ftl`.

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Deserialize;

use super::{Arg, Phrase, TimeStyle, Words};

/// What a `date-…` pattern may use; a language takes what it needs.
pub(super) const PARTS: [&str; 9] =
    ["day", "day2", "month", "month2", "month-short", "weekday", "weekday-short", "year", "time"];

/// The messages of `dates.ftl` that the code asks for.
pub(super) const REQUIRED: [&str; 40] = [
    "date-short",
    "date-short-year",
    "date-short-day",
    "date-short-day-year",
    "date-long",
    "date-long-year",
    "date-day",
    "date-day-year",
    "date-weekday",
    "date-weekday-year",
    "day-today",
    "day-tomorrow",
    "day-yesterday",
    "day-other",
    "moment-exact",
    "moment-about",
    "moment-day",
    "moment-part",
    "moment-between",
    "moment-after",
    "moment-before",
    "moment-days",
    "part-morning",
    "part-before-lunch",
    "part-lunch",
    "part-after-lunch",
    "part-afternoon",
    "part-end-of-day",
    "part-evening",
    "part-night",
    "when-empty",
    "when-not-understood",
    "when-no-such-date",
    "when-no-such-time",
    "when-past",
    "when-past-day",
    "when-several-days",
    "when-several-times",
    "when-other-weekday",
    "when-which-day",
];

/// Whether a message is a pattern of a date: those may differ in their variables by language.
pub(super) fn is_pattern(id: &str) -> bool {
    id.starts_with("date-")
}

/// The names of a language's months (January first) and weekdays (Monday first), in the form in
/// which they stand in a date.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Names {
    months: [String; 12],
    months_short: [String; 12],
    weekdays: [String; 7],
    weekdays_short: [String; 7],
}

/// Today, tomorrow or yesterday by that name; any other day as weekday and date, with the year
/// where it is not that of `today`. Both days are in the reader's time zone.
pub fn day_name(day: NaiveDate, today: NaiveDate) -> Phrase {
    match day.signed_duration_since(today).num_days() {
        0 => Phrase::new("day-today"),
        1 => Phrase::new("day-tomorrow"),
        -1 => Phrase::new("day-yesterday"),
        _ => Phrase::new("day-other").with("day", Arg::Day(day, TimeStyle::Weekday)),
    }
}

/// `14:30`: hours and minutes, 24 hours.
pub(super) fn clock(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

impl Words {
    /// A date (and time) in a style; the year is shown where it differs from `year`.
    pub(super) fn written(
        &self,
        lang: &str,
        day: NaiveDate,
        time: Option<NaiveTime>,
        style: TimeStyle,
        year: Option<i32>,
    ) -> String {
        let id = match (style, time) {
            (TimeStyle::Clock, Some(time)) => return clock(time),
            (TimeStyle::Short, Some(_)) => "date-short",
            (TimeStyle::Short | TimeStyle::Clock, None) => "date-short-day",
            (TimeStyle::Long, Some(_)) => "date-long",
            (TimeStyle::Day, _) => "date-day",
            (TimeStyle::Long | TimeStyle::Weekday, _) => "date-weekday",
        };
        let other_year = year.is_some_and(|year| year != day.year());
        let id = if other_year { format!("{id}-year") } else { id.to_owned() };
        let mut args = FluentArgs::with_capacity(PARTS.len());
        let mut set = |name, text: String| args.set(name, FluentValue::from(text));
        set("day", day.day().to_string());
        set("day2", format!("{:02}", day.day()));
        set("month2", format!("{:02}", day.month()));
        set("year", day.year().to_string());
        set("time", time.map(clock).unwrap_or_default());
        if let Some(names) = self.order(lang).find_map(|l| self.speech.get(l)).map(|s| &s.names) {
            let (month, weekday) = (day.month0(), day.weekday().num_days_from_monday());
            let name = |list: &[String], at: u32| list.get(at as usize).cloned();
            set("month", name(&names.months, month).unwrap_or_default());
            set("month-short", name(&names.months_short, month).unwrap_or_default());
            set("weekday", name(&names.weekdays, weekday).unwrap_or_default());
            set("weekday-short", name(&names.weekdays_short, weekday).unwrap_or_default());
        }
        self.format(lang, &id, None, &args)
    }
}
