//! Numbers joined by signs, which may be times or dates: `14:30`, `24.11`, `10-12`.

use super::WhenError;
use super::grammar::{Answer, Last, Number, Reader, is_certain, is_date};
use super::said::{DaySaid, Relation, TimeSaid};
use super::token::{Ending, Kind, Token};

/// What numbers joined by signs make.
enum Piece {
    /// `14:30`.
    Time(Number, u32),
    /// `24.11.2026`: year, month, day.
    Date(Option<u32>, u32, u32),
    /// `24.11`, `16.00`.
    Dot(Number, Number),
    /// `14-30`, `10-12`.
    Dash(Number, Number),
    /// One end of a span: the `10` of `10-11:30`.
    One(Number),
}

impl Reader<'_> {
    /// Numbers joined by signs.
    pub fn joined(&mut self) -> Answer<()> {
        let from = self.at;
        let (pieces, ending) = self.pieces()?;
        let text = self.text_since(from);
        let mut pieces = pieces.into_iter();
        let is_day = |a: &Piece, b: &Piece| match (a, b) {
            (Piece::Dot(day, month), Piece::Time(..)) => is_date(day.value, month.value),
            _ => false,
        };
        match (pieces.next(), pieces.next(), pieces.next()) {
            (Some(Piece::Dash(a, b)), None, _) => self.dash(a, b, ending, text, from),
            (Some(piece), None, _) => self.piece(piece, ending, text, from),
            (Some(first), Some(second), None) if is_day(&first, &second) => {
                self.piece(first, Ending::Plain, text.clone(), from)?;
                self.piece(second, ending, text, from)
            }
            (Some(first), Some(second), None) => {
                match (hour_minute(&first), hour_minute(&second)) {
                    (Some(first), Some(second)) => self.range(first, second, &text),
                    _ => {
                        self.piece(first, Ending::Plain, text.clone(), from)?;
                        self.piece(second, ending, text, from)
                    }
                }
            }
            _ => Err(WhenError::NotUnderstood(text)),
        }
    }

    fn pieces(&mut self) -> Answer<(Vec<Piece>, Ending)> {
        let mut numbers = Vec::new();
        let mut signs = Vec::new();
        while let Some(number) = self.number(self.at) {
            self.at = number.next;
            numbers.push(number);
            match self.tokens.get(self.at) {
                Some(Token { kind: Kind::Sign(sign), .. }) => signs.push(*sign),
                _ => break,
            }
            self.at += 1;
        }
        let ending = numbers.last().map_or(Ending::Plain, |number| number.ending);
        let mut pieces = Vec::new();
        let mut rest = numbers.as_slice();
        let mut signs = signs.as_slice();
        while let [first, more @ ..] = rest {
            let dates = ['.', '/', '-'];
            let (piece, used) = match (signs, more) {
                ([':', ':', ..], [minute, _, ..]) => (Piece::Time(first.clone(), minute.value), 3),
                ([':', ..], [minute, ..]) => (Piece::Time(first.clone(), minute.value), 2),
                ([a, b, ..], [second, third, ..])
                    if a == b && dates.contains(a) && !matches!(signs.get(2), Some(':')) =>
                {
                    (date_of(first, second, third), 3)
                }
                (['/', ..], [second, ..]) => (date_of_two(first, second), 2),
                (['.', ..], [second, ..]) => (Piece::Dot(first.clone(), second.clone()), 2),
                (['-'], [second]) if pieces.is_empty() => {
                    (Piece::Dash(first.clone(), second.clone()), 2)
                }
                _ => (Piece::One(first.clone()), 1),
            };
            pieces.push(piece);
            rest = &rest[used..];
            signs = signs.get(used..).unwrap_or_default();
        }
        Ok((pieces, ending))
    }

    fn piece(&mut self, piece: Piece, ending: Ending, text: String, from: usize) -> Answer<()> {
        match piece {
            Piece::Time(hour, minute) => {
                self.time(hour.value, minute, is_certain(&hour), ending, from)
            }
            Piece::Date(year, month, day) => {
                self.set_day(DaySaid::Date { day, month, year, text }, ending)
            }
            Piece::Dot(a, b) => {
                let time = is_time(&a, &b);
                let date = is_date(a.value, b.value);
                let asked = ending == Ending::At
                    || matches!(self.pending, Some((Relation::At | Relation::About, _)));
                match (time, date) {
                    (true, true) if !asked => {
                        self.dots.push((a, Number { ending, ..b }));
                        Ok(())
                    }
                    (true, _) => self.time(a.value, b.value, is_certain(&a), ending, from),
                    // Whether there is such a day is seen when all of it is read.
                    (false, _) if (1..=12).contains(&b.value) => {
                        let (day, month) = (a.value, b.value);
                        self.set_day(DaySaid::Date { day, month, year: None, text }, ending)
                    }
                    (false, _) if a.value > 31 => Err(WhenError::NoSuchDate(text)),
                    (false, _) => Err(WhenError::NoSuchTime(text)),
                }
            }
            Piece::One(number) => self.time(number.value, 0, is_certain(&number), ending, from),
            Piece::Dash(..) => Err(WhenError::NotUnderstood(text)),
        }
    }

    /// `14-30` is a time, `10-12` a span, `24-11` a date.
    fn dash(
        &mut self,
        a: Number,
        b: Number,
        ending: Ending,
        text: String,
        from: usize,
    ) -> Answer<()> {
        if self.month(self.at).is_some() {
            return Err(WhenError::SeveralDays);
        }
        let hours = a.value <= 23 && b.value <= 24;
        let upwards = a.value < b.value || (a.value <= 12 && b.value <= 7);
        if is_time(&a, &b) && b.value.is_multiple_of(5) && a.value <= 23 {
            self.time(a.value, b.value, is_certain(&a), ending, from)
        } else if hours && upwards {
            self.range((a, 0), (b, 0), &text)
        } else if is_date(a.value, b.value) {
            let (day, month) = (a.value, b.value);
            self.set_day(DaySaid::Date { day, month, year: None, text }, ending)
        } else {
            Err(WhenError::NoSuchTime(text))
        }
    }

    fn range(&mut self, first: (Number, u32), second: (Number, u32), text: &str) -> Answer<()> {
        self.pending = None;
        self.last = Last::Time;
        for ((hour, minute), relation) in [(first, Relation::From), (second, Relation::Before)] {
            if hour.value > 24 || minute > 59 {
                return Err(WhenError::NoSuchTime(text.to_owned()));
            }
            let (certain, text) = (is_certain(&hour), text.to_owned());
            let (hour, afternoon) = (hour.value, None);
            self.said.times.push(TimeSaid { hour, minute, certain, relation, afternoon, text });
        }
        Ok(())
    }

    /// Decides whether `10.12` is a date or a time by what else was said.
    pub fn finish_dots(&mut self) -> Answer<()> {
        for (a, b) in std::mem::take(&mut self.dots) {
            let text = format!("{}.{}", a.text, b.text);
            if self.said.has_day() && self.said.times.is_empty() {
                let (hour, minute, certain) = (a.value, b.value, is_certain(&a));
                let relation = self.relation(b.ending);
                let time = TimeSaid { hour, minute, certain, relation, afternoon: None, text };
                self.said.times.push(time);
            } else {
                let (day, month) = (a.value, b.value);
                self.set_day(DaySaid::Date { day, month, year: None, text }, b.ending)?;
            }
        }
        Ok(())
    }
}

/// Day, month and year in either order.
fn date_of(a: &Number, b: &Number, c: &Number) -> Piece {
    if a.digits == 4 {
        return Piece::Date(Some(a.value), b.value, c.value);
    }
    match date_of_two(a, b) {
        Piece::Date(_, month, day) => Piece::Date(Some(c.value), month, day),
        other => other,
    }
}

/// The day first, unless only the month first makes sense.
fn date_of_two(a: &Number, b: &Number) -> Piece {
    let month_first = !is_date(a.value, b.value) && is_date(b.value, a.value);
    let (day, month) = if month_first { (b.value, a.value) } else { (a.value, b.value) };
    Piece::Date(None, month, day)
}

/// Whether `a.b` can be a time: minutes are always of two digits.
fn is_time(a: &Number, b: &Number) -> bool {
    a.value <= 24 && a.digits <= 2 && b.digits == 2 && b.value <= 59
}

/// Hour and minute, of a piece that can be a time.
fn hour_minute(piece: &Piece) -> Option<(Number, u32)> {
    match piece {
        Piece::Time(hour, minute) => Some((hour.clone(), *minute)),
        Piece::Dot(a, b) => is_time(a, b).then(|| (a.clone(), b.value)),
        Piece::One(hour) => Some((hour.clone(), 0)),
        Piece::Date(..) | Piece::Dash(..) => None,
    }
}
