//! What a typed text is made of: numbers, signs between numbers, and words with their meanings.

use std::ops::Range;

use serde::Deserialize;

use super::DayPart;

/// Numbers of four digits that stand for years.
pub(super) const YEARS: Range<u32> = 1900..2200;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

/// What a word does to its neighbours. The names are those of `[words]` in `when.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mark {
    /// Says nothing: "please", "call".
    Filler,
    /// Before a time or day: "at".
    At,
    /// Before a length of time that is to pass: "in".
    In,
    /// Behind a length of time that is to pass: "later", "from now".
    Later,
    /// Before a length of time that is not to be exceeded: "within".
    Within,
    /// The same behind it.
    WithinIt,
    /// Before a time or day after which: "after".
    After,
    /// The same behind it.
    AfterIt,
    /// Before a time or day before which: "before", "by", "until".
    Before,
    /// The same behind it.
    BeforeIt,
    /// Before the last time or day at which: "not after", "no later than". Nobody is away until then.
    NotAfter,
    /// The same behind it: "at the latest".
    NotAfterIt,
    /// Before the beginning of a span: "from", "between".
    From,
    /// Before a time or day that is near: "about".
    About,
    /// The same behind it: "10ish".
    AboutIt,
    /// Half of the hour that is named, which ends at that hour (so 3 is 2:30).
    HalfTo,
    /// Half an hour past the hour that is named.
    HalfPast,
    /// Minutes past an hour: "ten past two".
    Past,
    /// Minutes to an hour, or the end of a span: "ten to two", "10 to 12".
    To,
    /// Minutes that an hour lacks, said before them.
    Lack,
    /// Before a number: so much less. "In minus two hours" would be over.
    Minus,
    /// And a half: "two and a half hours".
    AndHalf,
    /// "And", between hours and minutes or the ends of a span.
    And,
    /// "Next" before a weekday, a week or a month.
    Next,
    /// "This" before a weekday, a week.
    This,
    /// "o'clock": what is before it is an hour.
    Clock,
    /// What is before it is a day of the month.
    OfMonth,
    /// Behind the number of a year.
    Year,
    /// The time that it is now: "same time".
    SameTime,
    /// The last working day of the week.
    EndOfWeek,
    /// Monday after the weekend.
    AfterWeekend,
    /// The first days of the week or month that is named beside it.
    Start,
    /// The middle of it.
    Middle,
    /// The last of it.
    End,
    /// Before noon, after an hour: "am".
    Am,
    /// After noon, after an hour: "pm".
    Pm,
}

/// What an ending says. The names are those of `[endings]` in `when.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Ending {
    /// Nothing: a case.
    Plain,
    /// "At" it.
    At,
    /// "In" it: of a length of time, that it is to pass.
    In,
    /// "Before" it.
    Before,
    /// "From" it on.
    From,
    /// About it.
    About,
    /// "Of" it: before minutes or a half, the hour they belong to.
    Of,
    /// The number counts places: 24th.
    Ordinal,
}

impl Ending {
    /// Whether it says nothing.
    pub fn is_plain(self) -> bool {
        self == Ending::Plain
    }
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Number(u32),
    Ordinal(u32),
    /// January is 1.
    Month(u32),
    /// Monday is 0.
    Weekday(u32),
    /// So many days from today.
    Offset(i64),
    Span(u32, Unit),
    /// A day and a month.
    Date(u32, u32),
    /// A season, by its first month; whether the word means nothing else.
    Season(u32, bool),
    /// A time with a name; whether it is meant of 24 hours.
    Time(u32, u32, bool),
    Part(DayPart),
    Unit(Unit),
    Mark(Mark),
}

/// A meaning and the ending that the word had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sense {
    pub meaning: Meaning,
    pub ending: Ending,
}

/// The kinds of token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number in so many digits, and the ending that was typed to it.
    Number(u32, usize, Ending),
    /// `:`, `.`, `/` or `-` between two numbers.
    Sign(char),
    /// A word, with all it may mean; it is never empty.
    Word(Vec<Sense>),
}

/// A token and the text it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub text: String,
}

impl Token {
    /// Whether it may be this mark.
    pub fn is(&self, mark: Mark) -> bool {
        self.sense(|m| (m == Meaning::Mark(mark)).then_some(())).is_some()
    }

    /// The first meaning that `pick` takes, and its ending.
    pub fn sense<T>(&self, pick: impl Fn(Meaning) -> Option<T>) -> Option<(T, Ending)> {
        match &self.kind {
            Kind::Word(senses) => senses.iter().find_map(|s| Some((pick(s.meaning)?, s.ending))),
            _ => None,
        }
    }

    pub fn unit(&self) -> Option<(Unit, Ending)> {
        self.sense(|m| if let Meaning::Unit(unit) = m { Some(unit) } else { None })
    }

    pub fn month(&self) -> Option<u32> {
        Some(self.sense(|m| if let Meaning::Month(month) = m { Some(month) } else { None })?.0)
    }

    /// After noon or before it.
    pub fn afternoon(&self) -> Option<bool> {
        if self.is(Mark::Pm) { Some(true) } else { self.is(Mark::Am).then_some(false) }
    }

    /// Whether it says of the number before it that it is an hour.
    pub fn is_behind_hour(&self) -> bool {
        self.kind == Kind::Sign(':') || self.is(Mark::Clock) || self.afternoon().is_some()
    }

    pub fn part(&self) -> Option<(DayPart, Ending)> {
        self.sense(|m| if let Meaning::Part(part) = m { Some(part) } else { None })
    }
}
