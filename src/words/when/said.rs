//! What was said, before it is known which day and time that is.

use super::DayPart;
use super::token::Unit;

/// How a time or day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    At,
    About,
    After,
    Before,
    From,
}

/// A time as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TimeSaid {
    pub hour: u32,
    pub minute: u32,
    /// Of 24 hours for certain: `03:15`, noon.
    pub certain: bool,
    pub relation: Relation,
    /// "pm", "am".
    pub afternoon: Option<bool>,
    pub text: String,
}

/// A day as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DaySaid {
    /// So many days from today.
    Offset(i64),
    Date {
        day: u32,
        month: u32,
        year: Option<u32>,
        text: String,
    },
    OfMonth(u32),
    EndOfWeek,
    /// The beginning, middle or end of a week or month.
    Edge(Edge, Unit),
    /// The same of a month that is named.
    EdgeOf(Edge, u32),
    /// The first day of a month of which no day was named.
    MonthStart(u32),
}

/// A part of a week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    Middle,
    End,
}

/// A length of time from now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SpanSaid {
    pub parts: Vec<(u32, Unit)>,
    /// "2 to 3 hours": the second number.
    pub until: Option<u32>,
    pub within: bool,
    pub about: bool,
    /// Nothing says that it is to pass: "two weeks".
    pub bare: bool,
    /// "4 hours after", which beside a day is a time of that day.
    pub later: bool,
}

/// All that was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// All must be the same day.
    pub days: Vec<DaySaid>,
    pub weekday: Option<u32>,
    /// This week is 0, the next 1.
    pub week: Option<i64>,
    pub next_month: bool,
    /// Said apart from the date.
    pub year: Option<u32>,
    pub day_relation: Option<Relation>,
    /// It is the last time or day that will do: "no later than 5".
    pub limit: bool,
    pub times: Vec<TimeSaid>,
    pub part: Option<DayPart>,
    /// "before" or "after" the part of the day.
    pub part_relation: Option<Relation>,
    /// "pm", "am" before the time, or without one.
    pub afternoon: Option<bool>,
    pub same_time: bool,
    /// A week or month without a day is its first working day.
    pub lenient: bool,
    pub span: Option<SpanSaid>,
    /// Its hour may as well be a number of hours: "2 o'clock", where that is said alike.
    pub hours: bool,
}

impl Said {
    pub fn has_day(&self) -> bool {
        !self.days.is_empty() || self.weekday.is_some()
    }
}
