//! From tokens to what was said. Days and times may come in any order, so the reader takes from
//! left to right whatever forms a time span, a time or a day, and remembers what stands before it
//! ("after", "next") or sets what stands behind it.

use super::said::{DaySaid, Relation, Said, TimeSaid};
use super::token::{Ending, Kind, Mark, Meaning, Token, Unit, YEARS};
use super::{DayPart, WhenError};

/// A number that was read.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub value: u32,
    pub digits: usize,
    pub ordinal: bool,
    pub ending: Ending,
    /// The token behind it.
    pub next: usize,
    pub text: String,
}

impl Number {
    /// Whether a minus stands before it. Before a time of day that is but a dash.
    pub fn is_negative(&self) -> bool {
        self.text.starts_with('-')
    }

    /// Whether it stands apart from it: between words it may be a dash.
    pub fn is_behind_dash(&self) -> bool {
        self.text.starts_with("- ")
    }

    /// Whether it looks like a year.
    pub fn is_year(&self) -> bool {
        self.digits == 4 && YEARS.contains(&self.value)
    }
}

/// What a mark behind it would be about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Nothing,
    Day,
    Time,
}

pub(super) type Answer<T> = Result<T, WhenError>;

/// Reads the tokens.
///
/// # Errors
/// The first token that makes no sense where it stands.
pub(super) fn read(tokens: &[Token]) -> Answer<Said> {
    read_as(tokens, false)
}

/// The same, but a week or month of which no day is named is its first working day.
///
/// # Errors
/// As [`read`].
pub(super) fn read_leniently(tokens: &[Token]) -> Answer<Said> {
    read_as(tokens, true)
}

fn read_as(tokens: &[Token], lenient: bool) -> Answer<Said> {
    let mut reader = Reader {
        tokens,
        at: 0,
        said: Said { lenient, ..Said::default() },
        pending: None,
        next_or_this: None,
        last: Last::Nothing,
        or_another: false,
        loose: Vec::new(),
        dots: Vec::new(),
    };
    while reader.at < tokens.len() {
        let taken = reader.minutes_of_hour()?
            || reader.span()?
            || reader.clock()?
            || reader.day()?
            || reader.mark()?;
        if !taken {
            return Err(reader.not_understood(reader.at));
        }
    }
    reader.finish()
}

pub(super) struct Reader<'t> {
    pub tokens: &'t [Token],
    pub at: usize,
    pub said: Said,
    /// What was said before the next time or day.
    pub pending: Option<(Relation, usize)>,
    /// "this" (0) or "next" (1) before a weekday or week.
    pub next_or_this: Option<i64>,
    pub last: Last,
    /// "and" or "or" stood behind a day: another day would be one too many.
    pub or_another: bool,
    /// Numbers that may be an hour or a day.
    pub loose: Vec<Number>,
    /// Pairs that may be a date or a time: `10.12`.
    pub dots: Vec<(Number, Number)>,
}

impl Reader<'_> {
    pub fn not_understood(&self, at: usize) -> WhenError {
        let text = self.tokens.get(at).map_or_else(String::new, |token| token.text.clone());
        WhenError::NotUnderstood(text)
    }

    /// What was typed from there to here.
    pub fn text_since(&self, from: usize) -> String {
        let mut text = String::new();
        for at in from..self.at {
            let Some(token) = self.tokens.get(at) else { break };
            let joined = self.is_sign(at) || (at > 0 && self.is_sign(at - 1));
            if !joined && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&token.text);
        }
        text
    }

    pub fn is(&self, at: usize, mark: Mark) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(mark))
    }

    pub fn is_sign(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some(Token { kind: Kind::Sign(_), .. }))
    }

    pub fn unit(&self, at: usize) -> Option<(Unit, Ending)> {
        self.tokens.get(at)?.unit()
    }

    pub fn month(&self, at: usize) -> Option<u32> {
        self.tokens.get(at)?.month()
    }

    /// A number in digits or words; "twenty" takes the "four" behind it along.
    pub fn number(&self, at: usize) -> Option<Number> {
        let token = self.tokens.get(at)?;
        if let Kind::Number(value, digits, ending) = token.kind {
            let ordinal = ending == Ending::Ordinal;
            let text = token.text.clone();
            return Some(Number { value, digits, ordinal, ending, next: at + 1, text });
        }
        let count = |m| match m {
            Meaning::Number(n) => Some((n, false)),
            Meaning::Ordinal(n) => Some((n, true)),
            _ => None,
        };
        let ((value, ordinal), ending) = token.sense(count)?;
        let text = token.text.clone();
        let number = Number { value, digits: 2, ordinal, ending, next: at + 1, text };
        if value >= 20 && value % 10 == 0 && !ordinal {
            let unit = self.tokens.get(at + 1).and_then(|token| token.sense(count));
            if let Some(((unit @ 1..=9, ordinal), ending)) = unit {
                let text = format!("{} {}", token.text, self.tokens[at + 1].text);
                let (value, next) = (value + unit, at + 2);
                return Some(Number { value, ordinal, ending, next, text, ..number });
            }
        }
        Some(Number { digits: if value < 10 { 1 } else { 2 }, ..number })
    }

    /// Takes what was said before it, unless the ending says something.
    pub fn relation(&mut self, ending: Ending) -> Relation {
        let pending = self.pending.take().map(|(relation, _)| relation);
        match ending {
            Ending::Before => Relation::Before,
            Ending::From => Relation::From,
            Ending::About => Relation::About,
            _ => pending.unwrap_or(Relation::At),
        }
    }

    pub fn time(
        &mut self,
        hour: u32,
        minute: u32,
        certain: bool,
        ending: Ending,
        from: usize,
    ) -> Answer<()> {
        let text = self.text_since(from);
        if hour > 24 || minute > 59 || (hour == 24 && minute > 0) {
            return Err(WhenError::NoSuchTime(text));
        }
        let relation = self.relation(ending);
        self.said.times.push(TimeSaid { hour, minute, certain, relation, text, afternoon: None });
        self.last = Last::Time;
        Ok(())
    }

    /// A mark that stands by itself.
    fn mark(&mut self) -> Answer<bool> {
        let Some(token) = self.tokens.get(self.at) else { return Ok(false) };
        let at = self.at;
        if token.kind == Kind::Sign('-') {
            self.at += 1;
            // "10am-12pm", but also "Tuesday - 14:30".
            if let Some(number) = self.number(at + 1)
                && let Some(time) = self.said.times.last_mut()
                && self.last == Last::Time
                && self.tokens.get(number.next).is_some_and(Token::is_behind_hour)
            {
                time.relation = Relation::From;
                self.pending = Some((Relation::Before, at));
            }
            return Ok(true);
        }
        if let Some((part, ending)) = token.part() {
            self.at += 1;
            return self.part(part, ending).map(|()| true);
        }
        if token.is(Mark::NotAfterIt) && self.last == Last::Time {
            self.at += 1;
            self.said.limit = true;
            self.relate(Relation::Before);
            return Ok(true);
        }
        // A word may mean both "after" behind a day and "next" before one.
        let next = token.is(Mark::Next) && self.is_day_or_week(at + 1);
        if self.last != Last::Nothing && !next {
            let behind = [
                (Mark::AfterIt, Relation::After),
                (Mark::BeforeIt, Relation::Before),
                (Mark::AboutIt, Relation::About),
            ];
            if let Some((_, relation)) = behind.into_iter().find(|(mark, _)| token.is(*mark)) {
                self.at += 1;
                self.relate(relation);
                return Ok(true);
            }
        }
        let range = self.said.times.last().is_some_and(|time| time.relation == Relation::From);
        let before = [
            (Mark::At, Relation::At),
            (Mark::After, Relation::After),
            (Mark::Before, Relation::Before),
            (Mark::NotAfter, Relation::Before),
            (Mark::From, Relation::From),
            (Mark::About, Relation::About),
        ];
        let found = before.into_iter().find(|(mark, _)| token.is(*mark));
        if let Some((_, relation)) = found {
            self.said.limit |= token.is(Mark::NotAfter);
            let weaker = relation == Relation::At && self.pending.is_some();
            if !weaker {
                self.pending = Some((relation, at));
            }
        } else if token.is(Mark::To) && self.last == Last::Time {
            if let Some(time) = self.said.times.last_mut() {
                time.relation = Relation::From;
            }
            self.pending = Some((Relation::Before, at));
        } else if token.is(Mark::And) {
            self.or_another = self.last == Last::Day;
            if range {
                self.pending = Some((Relation::Before, at));
            }
        } else if token.is(Mark::Next) {
            self.next_or_this = Some(1);
        } else if token.is(Mark::This) {
            self.next_or_this = Some(0);
        } else if token.is(Mark::EndOfWeek) {
            let ending = self.mark_ending(at, Mark::EndOfWeek).unwrap_or(Ending::Plain);
            self.at += 1;
            let next = self.next_or_this.take() == Some(1);
            self.said.week = if next { Some(1) } else { self.said.week };
            return self.set_day(DaySaid::EndOfWeek, ending).map(|()| true);
        } else if token.is(Mark::SameTime) {
            self.said.same_time = true;
        } else if token.is(Mark::In) {
            // "in the morning", but not "in 5" of what nobody knows.
            if self.number(at + 1).is_some_and(|number| self.month(number.next).is_none()) {
                return Err(self.not_understood(at + 1));
            }
        } else if let Some(afternoon) = token.afternoon() {
            let of = match self.said.times.last_mut() {
                Some(time) if self.last == Last::Time => &mut time.afternoon,
                _ => &mut self.said.afternoon,
            };
            if of.replace(afternoon).is_some_and(|said| said != afternoon) {
                return Err(WhenError::SeveralTimes);
            }
        } else if !(token.is(Mark::Year) && self.last == Last::Day) {
            return Ok(false);
        }
        self.at += 1;
        Ok(true)
    }

    /// What was said last, is after, before or about.
    fn relate(&mut self, relation: Relation) {
        match (self.last, self.said.times.last_mut()) {
            (Last::Time, Some(time)) => time.relation = relation,
            _ => self.said.day_relation = Some(relation),
        }
    }

    fn part(&mut self, part: DayPart, ending: Ending) -> Answer<()> {
        if self.next_or_this == Some(0) && self.said.days.is_empty() {
            // "this evening"
            self.next_or_this = None;
            self.said.days.push(DaySaid::Offset(0));
        }
        let of_time = self.last == Last::Time && self.pending.is_none();
        let relation = if of_time { Relation::At } else { self.relation(ending) };
        let (part, relation) = match (relation, part) {
            (Relation::After, DayPart::Lunch) => (DayPart::AfterLunch, None),
            (Relation::Before, DayPart::Lunch) => (DayPart::BeforeLunch, None),
            (Relation::After | Relation::Before, _) => (part, Some(relation)),
            _ => (part, None),
        };
        if self.said.part.is_some_and(|said| said != part) {
            return Err(WhenError::SeveralTimes);
        }
        self.said.part = Some(part);
        self.said.part_relation = relation.or(self.said.part_relation);
        Ok(())
    }

    /// Decides what the numbers are that may be several things.
    fn finish(mut self) -> Answer<Said> {
        if let Some((relation, at)) = self.pending
            && !matches!(relation, Relation::At | Relation::About)
        {
            return Err(self.not_understood(at));
        }
        if self.next_or_this.is_some() {
            return Err(WhenError::WhichDay);
        }
        self.finish_dots()?;
        if let Some(said) = self.said.year
            && let Some(DaySaid::Date { year: year @ None, .. }) = self.said.days.last_mut()
        {
            *year = Some(said);
        }
        let loose = std::mem::take(&mut self.loose);
        let no_time = |said: &Said| said.times.is_empty() && !said.same_time;
        match loose.as_slice() {
            [day, month] if !self.said.has_day() && is_date(day.value, month.value) => {
                let text = format!("{} {}", day.text, month.text);
                let (day, month) = (day.value, month.value);
                self.said.days.push(DaySaid::Date { day, month, year: None, text });
            }
            // Nothing else was said: "-1".
            [hour] if hour.is_negative() && self.said == Said::default() => {
                return Err(WhenError::Backwards(hour.text.clone()));
            }
            [hour] if no_time(&self.said) && hour.value <= 24 && hour.digits <= 2 => {
                let certain = is_certain(hour);
                let relation = Relation::At;
                let (hour, text) = (hour.value, hour.text.clone());
                let (minute, afternoon) = (0, None);
                let time = TimeSaid { hour, minute, certain, relation, afternoon, text };
                self.said.times.push(time);
            }
            // A number beyond the hours is a day even alone.
            [day]
                if !self.said.has_day()
                    && (!no_time(&self.said) || day.value > 24)
                    && day.value <= 31 =>
            {
                self.said.days.push(DaySaid::OfMonth(day.value));
            }
            [] => {}
            [first, ..] => return Err(WhenError::NotUnderstood(first.text.clone())),
        }
        Ok(self.said)
    }
}

/// Whether it can be a day and a month.
pub(super) fn is_date(day: u32, month: u32) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

/// Whether an hour is of 24: it is written `03`.
pub(super) fn is_certain(hour: &Number) -> bool {
    hour.digits == 2 && hour.text.trim_start_matches(['-', ' ']).starts_with('0')
}
