//! Dates and times as people write them: names from `when.toml`, patterns from `dates.ftl`.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Deserialize;

use super::say::{Choice, Values};
use super::{Arg, Phrase, TimeStyle, Words};

/// What a `date-…` pattern may use; a language takes what it needs.
pub(super) const PARTS: [&str; 9] =
    ["day", "day2", "month", "month2", "month-short", "weekday", "weekday-short", "year", "time"];

/// The messages of `dates.ftl` that the code asks for.
pub(super) const REQUIRED: [&str; 41] = [
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
    "when-backwards",
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

/// What a pattern of a date may have filled in.
struct Parts<'a> {
    day: NaiveDate,
    time: Option<NaiveTime>,
    names: Option<&'a Names>,
}

impl Parts<'_> {
    fn name(&self, list: fn(&Names) -> &[String], at: u32) -> &str {
        let name = self.names.and_then(|names| list(names).get(at as usize));
        name.map_or("", String::as_str)
    }
}

impl Values for Parts<'_> {
    fn put(&self, name: &str, to: &mut String) -> bool {
        let day = self.day;
        let (month, weekday) = (day.month0(), day.weekday().num_days_from_monday());
        let put = match name {
            "day" => write!(to, "{}", day.day()),
            "day2" => write!(to, "{:02}", day.day()),
            "month2" => write!(to, "{:02}", day.month()),
            "year" => write!(to, "{}", day.year()),
            "time" => to.write_str(&self.time.map(clock).unwrap_or_default()),
            "month" => to.write_str(self.name(|names| &names.months, month)),
            "month-short" => to.write_str(self.name(|names| &names.months_short, month)),
            "weekday" => to.write_str(self.name(|names| &names.weekdays, weekday)),
            "weekday-short" => to.write_str(self.name(|names| &names.weekdays_short, weekday)),
            _ => return false,
        };
        // Writing to a string does not fail.
        put.is_ok()
    }

    fn choice(&self, _: &str) -> Option<Choice<'_>> {
        None
    }

    fn all(&self) -> FluentArgs<'_> {
        let value = |name| {
            let mut text = String::new();
            self.put(name, &mut text);
            (name, FluentValue::from(text))
        };
        PARTS.into_iter().map(value).collect()
    }
}

impl Words {
    /// Adds a date (and time) in a style; the year is shown where it differs from `year`.
    pub(super) fn put_date(
        &self,
        lang: &str,
        day: NaiveDate,
        time: Option<NaiveTime>,
        style: TimeStyle,
        year: Option<i32>,
        to: &mut String,
    ) {
        let other_year = year.is_some_and(|year| year != day.year());
        let id = match (style, time, other_year) {
            (TimeStyle::Clock, Some(time), _) => return to.push_str(&clock(time)),
            (TimeStyle::Short, Some(_), false) => "date-short",
            (TimeStyle::Short, Some(_), true) => "date-short-year",
            (TimeStyle::Short | TimeStyle::Clock, None, false) => "date-short-day",
            (TimeStyle::Short | TimeStyle::Clock, None, true) => "date-short-day-year",
            (TimeStyle::Long, Some(_), false) => "date-long",
            (TimeStyle::Long, Some(_), true) => "date-long-year",
            (TimeStyle::Day, _, false) => "date-day",
            (TimeStyle::Day, _, true) => "date-day-year",
            (TimeStyle::Long | TimeStyle::Weekday, _, false) => "date-weekday",
            (TimeStyle::Long | TimeStyle::Weekday, _, true) | (TimeStyle::Dated, ..) => {
                "date-weekday-year"
            }
        };
        let names = self.order(lang).find_map(|l| self.speech.get(l)).map(|s| &s.names);
        self.fill(lang, id, None, &Parts { day, time, names }, to);
    }
}
