//! Days as they are said: dates, weekdays, "tomorrow", "next week".

use super::WhenError;
use super::grammar::{Answer, Last, Number, Reader};
use super::said::{DaySaid, Edge, Relation};
use super::token::{Ending, Mark, Meaning, Unit};

impl Reader<'_> {
    /// Remembers a day; whether several mean the same, `resolve` knows ("tomorrow, 23.11").
    pub fn set_day(&mut self, day: DaySaid, ending: Ending) -> Answer<()> {
        self.said.days.push(day);
        self.day_said(ending)
    }

    fn day_said(&mut self, ending: Ending) -> Answer<()> {
        if self.or_another {
            return Err(WhenError::SeveralDays);
        }
        let relation = self.relation(ending);
        if matches!(relation, Relation::Before | Relation::After | Relation::From) {
            self.said.day_relation = Some(relation);
        }
        self.last = Last::Day;
        Ok(())
    }

    /// A day: a date in words, a weekday, tomorrow.
    pub fn day(&mut self) -> Answer<bool> {
        let from = self.at;
        if self.edge()? {
            return Ok(true);
        }
        if let Some(number) = self.number(from)
            && !self.is_sign(number.next)
        {
            if let Some(month) = self.month(number.next) {
                self.at = number.next + 1;
                let ending = self.month_ending(number.next);
                return self.date(from, number.value, month, ending).map(|()| true);
            }
            if self.is(number.next, Mark::OfMonth) {
                self.at = number.next + 1;
                return self.set_day(DaySaid::OfMonth(number.value), number.ending).map(|()| true);
            }
            if self.is_year(&number) {
                self.said.year = Some(number.value);
                self.at = number.next + usize::from(self.is(number.next, Mark::Year));
                return Ok(true);
            }
            return self.loose_number(number).map(|()| true);
        }
        if let Some(month) = self.month(from) {
            let day =
                self.number(from + 1).filter(|day| !self.is_sign(day.next) && day.value <= 31);
            let Some(day) = day else {
                if !self.said.lenient {
                    return Err(WhenError::WhichDay);
                }
                self.at += 1;
                let ending = self.month_ending(from);
                return self.set_day(DaySaid::MonthStart(month), ending).map(|()| true);
            };
            self.at = day.next;
            return self.date(from, day.value, month, day.ending).map(|()| true);
        }
        let Some(token) = self.tokens.get(from) else { return Ok(false) };
        if let Some(ending) = self.mark_ending(from, Mark::AfterWeekend) {
            self.at += 1;
            return self.set_day(DaySaid::Edge(Edge::Start, Unit::Week), ending).map(|()| true);
        }
        let named = |m| if let Meaning::Date(day, month) = m { Some((day, month)) } else { None };
        if let Some(((day, month), ending)) = token.sense(named) {
            let text = token.text.clone();
            self.at += 1;
            return self
                .set_day(DaySaid::Date { day, month, year: None, text }, ending)
                .map(|()| true);
        }
        let season = |m| if let Meaning::Season(month, _) = m { Some(month) } else { None };
        if let Some((month, ending)) = token.sense(season) {
            if !self.said.lenient {
                return Err(WhenError::WhichDay);
            }
            self.at += 1;
            self.next_or_this = None;
            return self.set_day(DaySaid::MonthStart(month), ending).map(|()| true);
        }
        if self.said.lenient
            && self.next_or_this.is_some()
            && self.is(from, Mark::Year)
            && self.next_or_this == Some(0)
        {
            return Err(WhenError::WhichDay);
        }
        if self.said.lenient && self.next_or_this == Some(1) && token.is(Mark::Year) {
            let ending = self.mark_ending(from, Mark::Year).unwrap_or(Ending::Plain);
            self.at += 1;
            self.next_or_this = None;
            return self.set_day(DaySaid::MonthStart(1), ending).map(|()| true);
        }
        let offset = |m| if let Meaning::Offset(days) = m { Some(days) } else { None };
        if let Some((days, ending)) = token.sense(offset) {
            self.at += 1;
            return self.set_day(DaySaid::Offset(days), ending).map(|()| true);
        }
        let weekday = |m| if let Meaning::Weekday(day) = m { Some(day) } else { None };
        let week = matches!(token.unit(), Some((Unit::Week, _)));
        let weekday = token.sense(weekday);
        // A word may be both a weekday and "week"; after "next" it is the week.
        if let Some(next) = self.next_or_this
            && week
        {
            self.next_or_this = None;
            self.at += 1;
            self.said.week = Some(next);
            self.pending = None;
            return Ok(true);
        }
        if self.next_or_this == Some(1) && matches!(token.unit(), Some((Unit::Month, _))) {
            self.next_or_this = None;
            self.at += 1;
            self.said.next_month = true;
            if self.said.lenient {
                self.pending = None;
            }
            return Ok(true);
        }
        let Some((weekday, ending)) = weekday else { return Ok(false) };
        if self.said.weekday.is_some_and(|said| said != weekday) {
            return Err(WhenError::SeveralDays);
        }
        self.at += 1;
        self.said.weekday = Some(weekday);
        if let Some(next) = self.next_or_this.take() {
            self.said.week = (next > 0).then_some(next).or(self.said.week);
        }
        self.day_said(ending).map(|()| true)
    }

    /// The beginning, middle or end of a week or month, said before it or behind it.
    fn edge(&mut self) -> Answer<bool> {
        let from = self.at;
        let part = |at: usize| {
            let parts = [(Mark::Start, Edge::Start), (Mark::Middle, Edge::Middle)];
            let mut parts = parts.into_iter().chain([(Mark::End, Edge::End)]);
            parts.find_map(|(mark, edge)| Some((edge, self.mark_ending(at, mark)?)))
        };
        let long = |at: usize| self.unit(at).filter(|(u, _)| matches!(u, Unit::Week | Unit::Month));
        let (edge, unit, ending, next, behind) = if let Some((edge, ending)) = part(from) {
            if let Some(month) = self.month(from + 1)
                && self.said.lenient
            {
                self.at = from + 2;
                return self.set_day(DaySaid::EdgeOf(edge, month), ending).map(|()| true);
            }
            let year = usize::from(self.is(from + 1, Mark::This));
            if self.is(from + 1 + year, Mark::Year) && self.said.lenient {
                self.at = from + 2 + year;
                let month = if edge == Edge::End { 12 } else { 1 };
                return self.set_day(DaySaid::EdgeOf(edge, month), ending).map(|()| true);
            }
            let next = self.is(from + 1, Mark::Next);
            let between = usize::from(next || self.is(from + 1, Mark::This));
            let Some((unit, _)) = long(from + 1 + between) else { return Ok(false) };
            (edge, unit, ending, next, from + 2 + between)
        } else if let (true, Some((edge, ending))) = (self.is(from, Mark::Year), part(from + 1))
            && self.said.lenient
        {
            self.at = from + 2;
            let month = if edge == Edge::End { 12 } else { 1 };
            return self.set_day(DaySaid::EdgeOf(edge, month), ending).map(|()| true);
        } else if let (Some(month), Some((edge, ending))) = (self.month(from), part(from + 1))
            && self.said.lenient
        {
            self.at = from + 2;
            return self.set_day(DaySaid::EdgeOf(edge, month), ending).map(|()| true);
        } else if let (Some((unit, _)), Some((edge, ending))) = (long(from), part(from + 1)) {
            (edge, unit, ending, false, from + 2)
        } else {
            return Ok(false);
        };
        let next = next || self.next_or_this.take() == Some(1);
        match unit {
            Unit::Week if next => self.said.week = Some(1),
            Unit::Month if next => self.said.next_month = true,
            _ => {}
        }
        self.at = behind;
        self.set_day(DaySaid::Edge(edge, unit), ending).map(|()| true)
    }

    /// A year apart from the date: before it with the word "year", or behind it.
    fn is_year(&self, number: &Number) -> bool {
        let date = matches!(self.said.days.last(), Some(DaySaid::Date { year: None, .. }));
        let marked = self.is(number.next, Mark::Year);
        self.said.year.is_none() && number.is_year() && (date || marked)
    }

    /// Whether a weekday, a week or a month stands here.
    pub fn is_day_or_week(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let weekday = |m| matches!(m, Meaning::Weekday(_)).then_some(());
        let long = matches!(token.unit(), Some((Unit::Week | Unit::Month, _)));
        long || token.sense(weekday).is_some()
    }

    fn month_ending(&self, at: usize) -> Ending {
        let month = |m| if let Meaning::Month(month) = m { Some(month) } else { None };
        self.tokens.get(at).and_then(|token| token.sense(month)).map_or(Ending::Plain, |(_, e)| e)
    }

    /// A date in words; a year may follow.
    fn date(&mut self, from: usize, day: u32, month: u32, ending: Ending) -> Answer<()> {
        let year = self.number(self.at).filter(|year| {
            let behind = self.is(year.next, Mark::Year);
            !self.is_sign(year.next) && (year.is_year() || (year.digits == 2 && behind))
        });
        if let Some(year) = &year {
            self.at = year.next;
        }
        let text = self.text_since(from);
        self.set_day(DaySaid::Date { day, month, year: year.map(|y| y.value), text }, ending)
    }

    /// A number alone: the day of a month where its form says so, else one to decide at the end.
    fn loose_number(&mut self, number: Number) -> Answer<()> {
        self.at = number.next;
        let of_month = number.ordinal || matches!(number.ending, Ending::Ordinal | Ending::In);
        if of_month && number.value <= 31 {
            return self.set_day(DaySaid::OfMonth(number.value), number.ending);
        }
        let late = number.value > 24;
        if late && number.value <= 31 && matches!(number.ending, Ending::Before | Ending::From) {
            return self.set_day(DaySaid::OfMonth(number.value), number.ending);
        }
        if let Some((relation, _)) = self.pending
            && number.value <= 31
            && relation != Relation::At
        {
            return self.set_day(DaySaid::OfMonth(number.value), number.ending);
        }
        self.loose.push(number);
        Ok(())
    }
}
