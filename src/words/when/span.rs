//! Lengths of time from now: "in 2 hours", "in a week", "within an hour".

use super::WhenError;
use super::grammar::{Answer, Number, Reader};
use super::said::{Relation, SpanSaid};
use super::token::{Ending, Kind, Mark, Meaning, Token, Unit};

/// An amount of time that was read.
#[derive(Default)]
struct Amount {
    parts: Vec<(u32, Unit)>,
    until: Option<u32>,
    /// The token behind it.
    next: usize,
    /// The ending of its last word.
    ending: Option<Ending>,
    /// The first unit stands without a number.
    bare: bool,
    /// A minus stands before a number of it.
    negative: bool,
    /// What may as well be a dash.
    dash: bool,
    /// It may be a time of day as well: "2 o'clock".
    clock: bool,
}

impl Reader<'_> {
    /// A length of time, if the words say that it is one and no time of day.
    pub fn span(&mut self) -> Answer<bool> {
        let from = self.at;
        if self.inverted() {
            return Ok(true);
        }
        let lead = [Mark::In, Mark::Within].into_iter().find(|mark| self.is(from, *mark));
        let after = lead.is_none() && self.is(from, Mark::After);
        let mut start = from + usize::from(lead.is_some() || after);
        let about = lead.is_some() && self.is(start, Mark::About);
        start += usize::from(about);
        let Some(mut amount) = self.amount(start, lead.is_some()) else {
            return Ok(lead == Some(Mark::In) && self.minutes_meant(start));
        };
        if lead.is_some() {
            self.one_or(&mut amount);
            self.minutes_alone(&mut amount);
        }
        let later = self.is(amount.next, Mark::Later);
        let within_behind = self.is(amount.next, Mark::WithinIt);
        let in_ending = amount.ending == Some(Ending::In) && self.next_or_this.is_none();
        let plain = lead.is_none() && !later && !within_behind && !in_ending;
        if plain && !(after && !amount.bare && !amount.clock) {
            // Behind nothing else it is no dash before an hour: "-2 o'clock".
            let less = amount.negative && from == 0 && !self.said.lenient;
            let clock = (amount.clock || amount.ending == Some(Ending::At)) && !less;
            if after || amount.bare || clock {
                self.said.hours |= clock && !after && self.pending.is_none();
                return Ok(false);
            }
        }
        if self.said.span.is_some() {
            return Err(WhenError::SeveralTimes);
        }
        self.at = amount.next + usize::from(later || within_behind);
        // "Away -2 weeks": somebody's dash.
        let dash = plain || (amount.dash && lead.is_none());
        if amount.negative && !(dash && self.said.lenient) {
            return Err(WhenError::Backwards(self.text_since(from)));
        }
        let about = about || matches!(self.pending.take(), Some((Relation::About, _)));
        self.said.span = Some(SpanSaid {
            parts: amount.parts,
            until: amount.until,
            within: lead == Some(Mark::Within) || within_behind,
            bare: plain && !after,
            about,
            later,
        });
        Ok(true)
    }

    /// "in 15": minutes, where nothing else is said.
    fn minutes_meant(&mut self, at: usize) -> bool {
        let meant = |number: &Number| self.said.lenient && !number.is_negative();
        let Some(number) = self.number(at).filter(meant) else { return false };
        let round = number.value.is_multiple_of(5) && (5..=50).contains(&number.value);
        let alone = number.next == self.tokens.len() && self.said.span.is_none();
        if !(round && alone && number.ending == Ending::Plain && !number.ordinal) {
            return false;
        }
        self.at = number.next;
        let parts = vec![(number.value, Unit::Minute)];
        self.said.span = Some(SpanSaid { parts, ..SpanSaid::default() });
        true
    }

    /// "in an hour or two", said without the "or".
    fn one_or(&self, amount: &mut Amount) {
        let by_clock = matches!(amount.parts.as_slice(), [(1, Unit::Minute | Unit::Hour)]);
        let or = usize::from(self.is(amount.next, Mark::And));
        if let Some(number) = self.number(amount.next + or)
            && by_clock
            && amount.bare
            && (2..=5).contains(&number.value)
            && number.ending == Ending::Plain
            && !number.ordinal
            && !self.is_sign(number.next)
            && self.unit(number.next).is_none()
        {
            amount.until = Some(number.value);
            amount.next = number.next;
        }
    }

    /// "1h30": minutes behind an hour, without their unit.
    fn minutes_alone(&self, amount: &mut Amount) {
        if let [(_, Unit::Hour)] = amount.parts.as_slice()
            && let Some(number) = self.number(amount.next)
            && amount.until.is_none()
            && number.digits == 2
            && number.value <= 59
            && number.ending == Ending::Plain
            && !self.is_sign(number.next)
            && self.month(number.next).is_none()
        {
            amount.parts.push((number.value, Unit::Minute));
            amount.next = number.next;
        }
    }

    /// "hours in two": about two hours.
    fn inverted(&mut self) -> bool {
        let Some((unit, _)) = self.unit(self.at) else { return false };
        if !self.is(self.at + 1, Mark::In) || self.said.span.is_some() {
            return false;
        }
        let number = self.number(self.at + 2).filter(|n| !self.is_sign(n.next));
        let Some(number) = number else { return false };
        if self.unit(number.next).is_some() {
            return false;
        }
        self.at = number.next;
        let parts = vec![(number.value, unit)];
        self.said.span = Some(SpanSaid { parts, about: true, ..SpanSaid::default() });
        true
    }

    /// Numbers with their units.
    fn amount(&self, start: usize, lead: bool) -> Option<Amount> {
        let mut amount = Amount { next: start, ..Amount::default() };
        while let Some(more) = self.amount_part(&amount) {
            amount = more;
            // "2 hours and 15 minutes".
            let and = usize::from(self.is(amount.next, Mark::And));
            let goes_on = amount.until.is_none()
                && (lead || !amount.bare)
                && self
                    .number(amount.next + and)
                    .is_some_and(|n| !self.is_sign(n.next) && self.unit(n.next).is_some());
            if !goes_on {
                break;
            }
            amount.next += and;
        }
        (!amount.parts.is_empty()).then_some(amount)
    }

    /// One more number with its unit.
    fn amount_part(&self, so_far: &Amount) -> Option<Amount> {
        let start = so_far.next;
        let first = so_far.parts.is_empty();
        let mut amount = Amount {
            parts: so_far.parts.clone(),
            clock: so_far.clock,
            bare: so_far.bare,
            negative: so_far.negative,
            dash: so_far.dash,
            ..Amount::default()
        };
        let named = |m| if let Meaning::Span(n, unit) = m { Some((n, unit)) } else { None };
        if let Some((part, ending)) = self.tokens.get(start).and_then(|t| t.sense(named)) {
            amount.parts.push(part);
            amount.next = start + 1;
            amount.ending = Some(ending);
            return Some(amount);
        }
        let minus = self.is(start, Mark::Minus);
        let start = start + usize::from(minus);
        let Some(number) = self.number(start) else {
            let (unit, ending) = self.unit(start).filter(|_| first)?;
            amount.parts.push((1, unit));
            amount.bare = true;
            amount.next = start + 1;
            amount.ending = Some(ending);
            amount.clock = self.is_clock(start);
            return Some(amount);
        };
        amount.negative |= minus || number.is_negative();
        amount.dash |= number.is_behind_dash();
        let mut unit_at = number.next;
        let mut tenths = None;
        if let Some(Token { kind: Kind::Sign(sign), .. }) = self.tokens.get(number.next) {
            let second = self.number(number.next + 1)?;
            match sign {
                '-' => amount.until = Some(second.value),
                '.' if second.digits == 1 => tenths = Some(second.value),
                _ => return None,
            }
            unit_at = second.next;
        }
        // "two three hours"
        if let Some(second) = self.number(unit_at)
            && amount.until.is_none()
            && (number.value.saturating_add(1)..=number.value.saturating_add(5))
                .contains(&second.value)
            && self.unit(second.next).is_some()
        {
            amount.until = Some(second.value);
            unit_at = second.next;
        }
        if self.is(unit_at, Mark::AndHalf) {
            tenths = Some(5);
            unit_at += 1;
        }
        let (unit, ending) = self.unit(unit_at)?;
        amount.next = unit_at + 1;
        amount.ending = Some(ending);
        if first {
            amount.clock = self.is_clock(unit_at);
        }
        amount.parts.push((number.value, unit));
        match (tenths, unit) {
            (Some(tenths), Unit::Hour) => amount.parts.push((tenths * 6, Unit::Minute)),
            (Some(5), Unit::Day) => amount.parts.push((12, Unit::Hour)),
            (Some(_), _) => return None,
            (None, _) => {}
        }
        Some(amount)
    }

    /// Whether a unit is also what stands behind an hour: "o'clock", or, where a time is awaited,
    /// the "day" of "3 in the day".
    fn is_clock(&self, at: usize) -> bool {
        let awaited = self.pending.is_some() || self.said.has_day();
        self.is(at, Mark::Clock)
            || (awaited && self.tokens.get(at).is_some_and(|token| token.part().is_some()))
    }
}
