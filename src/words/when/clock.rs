//! Times of day as they are said.

use super::grammar::{Answer, Last, Number, Reader, is_certain};
use super::said::Relation;
use super::token::{Ending, Kind, Mark, Meaning, Unit};

impl Reader<'_> {
    /// A time of day.
    pub fn clock(&mut self) -> Answer<bool> {
        let from = self.at;
        if self.is_sign(from + 1) && self.number(from).is_some() {
            return self.joined().map(|()| true);
        }
        if self.named()? {
            return Ok(true);
        }
        let Some(number) = self.number(from) else { return Ok(false) };
        let value = number.value;
        if self.month(number.next).is_some() || number.ordinal || self.is_sign(number.next) {
            return Ok(false);
        }
        // "10 o'clock", "10 o'clock 30 minutes".
        if self.is(number.next, Mark::Clock) {
            let mut ending = self.clock_ending(number.next);
            self.at = number.next + 1;
            let minute = self.minutes_behind_hour();
            if let Some((_, minute_ending)) = minute {
                ending = minute_ending;
            }
            let certain = is_certain(&number);
            let minute = minute.map_or(0, |(minute, _)| minute);
            return self.time(value, minute, certain, ending, from).map(|()| true);
        }
        // "10 30".
        if let Some(minute) = self.bare_minute(&number) {
            self.at = minute.next;
            let certain = is_certain(&number);
            return self.time(value, minute.value, certain, minute.ending, from).map(|()| true);
        }
        let half_of_day = self
            .tokens
            .get(number.next)
            .is_some_and(|token| token.part().is_some() || token.afternoon().is_some());
        let at_ending = match number.ending {
            Ending::Plain | Ending::In | Ending::Ordinal => false,
            Ending::At => true,
            _ => value <= 24,
        };
        let of_then_mark = number.ending == Ending::Of && !self.is(number.next, Mark::AfterIt);
        let asked = match self.pending {
            Some((Relation::At, _)) => true,
            Some(_) => value <= 24,
            None => false,
        };
        let range = self.is(number.next, Mark::To) && self.number(number.next + 1).is_some();
        let hour = ((half_of_day || range) && value <= 24) || (at_ending && !of_then_mark) || asked;
        let four_digits = number.digits == 4 && (asked || !number.is_year());
        if self.is(number.next, Mark::OfMonth) || number.ending == Ending::In {
            return Ok(false);
        }
        self.at = number.next;
        if four_digits && value / 100 <= 24 {
            return self.time(value / 100, value % 100, true, number.ending, from).map(|()| true);
        }
        if hour {
            let certain = is_certain(&number);
            return self.time(value, 0, certain, number.ending, from).map(|()| true);
        }
        self.at = from;
        Ok(false)
    }

    /// Noon, or "o'clock" alone, which is one.
    fn named(&mut self) -> Answer<bool> {
        let from = self.at;
        let Some(token) = self.tokens.get(from) else { return Ok(false) };
        let named = |m| match m {
            Meaning::Time(hour, minute, certain) => Some((hour, minute, certain)),
            _ => None,
        };
        if let Some(((hour, minute, certain), ending)) = token.sense(named) {
            self.at += 1;
            return self.time(hour, minute, certain, ending, from).map(|()| true);
        }
        if !token.is(Mark::Clock) {
            return Ok(false);
        }
        if self.last == Last::Time {
            // "14:30 o'clock"
            self.at += 1;
            return Ok(true);
        }
        // "o'clock at ten": about ten.
        if self.is(from + 1, Mark::At)
            && let Some(number) = self.number(from + 2)
            && !self.is_sign(number.next)
        {
            self.at = number.next;
            self.pending = Some((Relation::About, from));
            return self.time(number.value, 0, false, Ending::Plain, from).map(|()| true);
        }
        let ending = self.clock_ending(from);
        let part = self.tokens.get(from + 1).is_some_and(|token| token.part().is_some());
        if self.pending.is_some() || ending == Ending::At || part {
            self.at += 1;
            return self.time(1, 0, false, ending, from).map(|()| true);
        }
        Ok(false)
    }

    fn clock_ending(&self, at: usize) -> Ending {
        let clock = |m| (m == Meaning::Mark(Mark::Clock)).then_some(());
        self.tokens.get(at).and_then(|t| t.sense(clock)).map_or(Ending::Plain, |(_, e)| e)
    }

    pub fn mark_ending(&self, at: usize, mark: Mark) -> Option<Ending> {
        let is = |m| (m == Meaning::Mark(mark)).then_some(());
        self.tokens.get(at)?.sense(is).map(|(_, ending)| ending)
    }

    /// "… and 30 minutes" behind an hour.
    fn minutes_behind_hour(&mut self) -> Option<(u32, Ending)> {
        let start = if self.is(self.at, Mark::And) { self.at + 1 } else { self.at };
        let minute = self.number(start)?;
        if minute.value > 59 || self.is_sign(minute.next) {
            return None;
        }
        if let Some((Unit::Minute, ending)) = self.unit(minute.next) {
            self.at = minute.next + 1;
            return Some((minute.value, ending));
        }
        // "10 o'clock 30", but not "10 o'clock 24 November".
        let alone = minute.digits == 2
            && self.month(minute.next).is_none()
            && !self.is(minute.next, Mark::OfMonth)
            && !minute.ordinal;
        if alone {
            self.at = minute.next;
        }
        alone.then_some((minute.value, minute.ending))
    }

    /// The `30` of `10 30`.
    fn bare_minute(&self, hour: &Number) -> Option<Number> {
        if hour.value > 23 || hour.digits > 2 || hour.ending != Ending::Plain {
            return None;
        }
        let minute = self.number(hour.next)?;
        let minutes = minute.digits == 2 && minute.value <= 59 && !minute.ordinal;
        let other = self.is_sign(minute.next)
            || self.month(minute.next).is_some()
            || self.is(minute.next, Mark::Clock)
            || self.is(minute.next, Mark::OfMonth)
            || self.unit(minute.next).is_some_and(|(unit, _)| unit != Unit::Minute);
        let minute_word = matches!(self.unit(minute.next), Some((Unit::Minute, _)));
        let next = if minute_word { minute.next + 1 } else { minute.next };
        (minutes && !other).then_some(Number { next, ..minute })
    }

    /// Halves, quarters and minutes of an hour, on either side of it.
    pub fn minutes_of_hour(&mut self) -> Answer<bool> {
        let from = self.at;
        let hour_at = |at: usize| {
            self.number(at).filter(|h| (1..=12).contains(&h.value) && !self.is_sign(h.next))
        };
        // What the hour loses or gains in minutes, the hour, the token behind, the ending.
        let found: Option<(i32, Number, usize, Ending)> = 'found: {
            if self.is(from, Mark::HalfTo) {
                break 'found hour_at(from + 1).map(|h| (-30, h.clone(), h.next, h.ending));
            }
            if self.is(from, Mark::HalfPast) {
                break 'found hour_at(from + 1).map(|h| (30, h.clone(), h.next, h.ending));
            }
            if self.is(from, Mark::Lack) {
                let Some(minute) = self.number(from + 1) else { break 'found None };
                let at = self.behind_minute(&minute);
                let minute = i32::try_from(minute.value).unwrap_or(60);
                break 'found hour_at(at).map(|h| (-minute, h.clone(), h.next, h.ending));
            }
            let Some(first) = self.number(from).filter(|n| !self.is_sign(n.next)) else {
                break 'found None;
            };
            let as_hour = hour_at(from);
            if let Some(ending) = self.mark_ending(first.next, Mark::HalfTo)
                && let Some(hour) = as_hour.clone()
            {
                break 'found Some((-30, hour, first.next + 1, ending));
            }
            let lacks = self.is(first.next, Mark::Lack);
            if (lacks || first.ending == Ending::Of)
                && let Some(hour) = as_hour
                && let Some(minute) = self.number(first.next + usize::from(lacks))
                && minute.value <= 59
                && !self.is_sign(minute.next)
                && self.month(minute.next).is_none()
            {
                let next = self.behind_minute(&minute);
                let ending = self.unit(minute.next).map_or(minute.ending, |(_, ending)| ending);
                let minute = i32::try_from(minute.value).unwrap_or(0);
                let change = if lacks { -minute } else { minute - 60 };
                break 'found Some((change, hour, next, ending));
            }
            let at = self.behind_minute(&first);
            let minute = i32::try_from(first.value).unwrap_or(60);
            if self.is(at, Mark::Past) {
                break 'found hour_at(at + 1).map(|h| (minute, h.clone(), h.next, h.ending));
            }
            if self.is(at, Mark::To)
                && let Some(hour) = hour_at(at + 1)
            {
                // "10 to 12" in digits is a span, "5 to 3" and "ten to twelve" are not.
                let in_digits = matches!(self.tokens[from].kind, Kind::Number(..));
                let span = self.pending.is_some_and(|(relation, _)| relation == Relation::From)
                    || (in_digits && at == first.next && first.value < hour.value);
                let next = hour.next;
                break 'found (!span).then_some((-minute, hour, next, Ending::Plain));
            }
            let ordinal = hour_at(at).filter(|h| h.ordinal && self.month(h.next).is_none());
            ordinal.map(|h| (minute - 60, h.clone(), h.next, h.ending))
        };
        let Some((change, hour, next, ending)) = found else { return Ok(false) };
        if change.abs() > 59 {
            return Ok(false);
        }
        let total = i32::try_from(hour.value).unwrap_or(0) * 60 + change;
        // Ten to one is 12:50.
        let total = u32::try_from(if total < 60 { total + 12 * 60 } else { total }).unwrap_or(0);
        self.at = next;
        if self.is(next, Mark::Clock) {
            self.at += 1;
        }
        self.time(total / 60, total % 60, false, ending, from).map(|()| true)
    }

    /// Behind a number and the word "minutes", if it is there.
    fn behind_minute(&self, number: &Number) -> usize {
        let minutes = matches!(self.unit(number.next), Some((Unit::Minute, _)));
        if minutes { number.next + 1 } else { number.next }
    }
}
