//! Whether something that reads as a date is one that is meant.

use std::ops::Range;

use super::found::Finder;
use super::said::{DaySaid, Relation, Said};
use super::token::{Ending, Kind, Mark, Meaning, Token, YEARS};

/// So many letters a word of another alphabet has at least that is typed in Latin letters, or it may
/// be a word of another language; a day such as "tomorrow" may have fewer.
const SHORTEST_WORD: usize = 4;
const SHORTEST_DAY: usize = 3;

impl Finder<'_> {
    /// Whether it is a date that is meant, by what it holds and what stands beside it.
    pub fn is_meant(&self, said: &Said, tokens: &[Token], range: Range<usize>) -> bool {
        let lower = |at: Option<usize>| at.and_then(|at| self.pieces.get(at)).map(|p| &*p.lower);
        let last = lower(range.start.checked_sub(1));
        let before_last = lower(range.start.checked_sub(2));
        let next = lower(Some(range.end));
        let beside = &self.speech.beside;
        let touches = range.start.checked_sub(1).is_none_or(|at| !self.apart(at));
        // A length of time is long or not; a time is then or not.
        let spoilt = |word: &str| {
            beside.spoils_next(word)
                || (said.span.is_some() && beside.denied_behind(&[word]).is_some())
        };
        if touches && last.is_some_and(spoilt) || next.is_some_and(|word| beside.spoils_last(word))
        {
            return false;
        }
        let counts = tokens.last().is_some_and(is_bare_number)
            && !self.apart(range.end - 1)
            && !tokens.iter().any(|t| t.kind == Kind::Sign(':'));
        if counts && next.is_some_and(|word| beside.is_counted(word)) {
            return false;
        }
        let faulty = range.clone().any(|at| self.is_doubtful(at, range.len()));
        if faulty || (self.speech.reads_latin() && !self.is_long(range.clone())) {
            return false;
        }
        if self.has_day(said) {
            return self.is_day(said, tokens, range, last, before_last);
        }
        if let Some(span) = &said.span {
            return !span.bare || tokens.len() > 1 || self.is_isolated(&range);
        }
        self.is_time(said, tokens)
    }

    /// Whether a slip in a word may as well make another word of it.
    fn is_doubtful(&self, at: usize, together: usize) -> bool {
        let Some(piece) = self.pieces.get(at).filter(|piece| piece.faults > 0) else {
            return false;
        };
        let letters = piece.lower.chars().count();
        let named = |m| {
            let day = matches!(m, Meaning::Offset(_) | Meaning::Weekday(_) | Meaning::Month(_));
            (day || matches!(m, Meaning::Part(_))).then_some(())
        };
        let named = self.token(at).is_some_and(|token| token.sense(named).is_some());
        (letters < 6 && (together == 1 || !named)) || (letters < 7 && self.speech.reads_latin())
    }

    /// Whether there are letters enough that it is no word of another language.
    fn is_long(&self, range: Range<usize>) -> bool {
        let letters = |at: usize| match self.token(at).map(|token| &token.kind) {
            Some(Kind::Word(_)) => self.pieces.get(at).map_or(0, |p| p.to - p.from),
            _ => 0,
        };
        let ended = |at: usize| {
            self.token(at).is_some_and(|t| matches!(t.kind, Kind::Number(_, _, e) if !e.is_plain()))
        };
        let at = self.token(range.start).is_some_and(|token| token.is(Mark::At));
        let day = |at: usize| {
            self.token(at).is_some_and(|t| {
                t.sense(|m| matches!(m, Meaning::Offset(_)).then_some(())).is_some()
            })
        };
        let long = |at: usize| letters(at) >= if day(at) { SHORTEST_DAY } else { SHORTEST_WORD };
        range.clone().any(|at| long(at) || ended(at)) || (at && range.len() > 1)
    }

    /// Whether nothing else stands in that part of the sentence.
    fn is_isolated(&self, range: &Range<usize>) -> bool {
        range.start.checked_sub(1).is_none_or(|at| self.apart(at)) && self.apart(range.end - 1)
    }

    /// Whether a day was really named.
    fn is_day(
        &self,
        said: &Said,
        tokens: &[Token],
        range: Range<usize>,
        last: Option<&str>,
        before_last: Option<&str>,
    ) -> bool {
        let time = self.has_time(said);
        if let [DaySaid::OfMonth(_)] = said.days.as_slice()
            && said.weekday.is_none()
            && !time
        {
            let marked = tokens.iter().any(|token| token.is(Mark::OfMonth));
            let related = tokens.len() > 1 && tokens.first().is_some_and(is_preposition);
            let digits = tokens.iter().any(|token| match token.kind {
                Kind::Number(_, _, ending) => !ending.is_plain(),
                _ => false,
            });
            return marked || (related && tokens.iter().any(in_digits)) || digits;
        }
        if matches!(said.days.as_slice(), [DaySaid::MonthStart(_)]) && !time {
            let alone = |m| matches!(m, Meaning::Season(_, true)).then_some(());
            if tokens.iter().any(|token| token.sense(alone).is_some()) {
                return true;
            }
            if said.day_relation == Some(Relation::From) {
                // "since January"
                return false;
            }
            if self.is_isolated(&range) {
                return true;
            }
            // "may", "mart": also other words.
            let ending = |m| matches!(m, Meaning::Month(_) | Meaning::Season(..)).then_some(());
            let ending = tokens.iter().find_map(|token| token.sense(ending));
            let ends = ending.is_some_and(|((), ending)| !ending.is_plain());
            let next_year = tokens.iter().any(|token| token.is(Mark::Next));
            return ends
                || next_year
                || (tokens.len() > 1 && tokens.first().is_some_and(is_preposition));
        }
        let spelt = |token: &Token| in_digits(token) || token.month().is_some();
        let dated = said.days.iter().any(|day| matches!(day, DaySaid::Date { .. }));
        let named = |m| matches!(m, Meaning::Date(..)).then_some(());
        if dated && !tokens.iter().any(|t| spelt(t) || t.sense(named).is_some()) {
            return false;
        }
        let around_the_clock = |token: &DaySaid| match token {
            DaySaid::Date { day, month, text, .. } => {
                (*day, *month) == (24, 7) && text.contains('/')
            }
            _ => false,
        };
        if said.days.iter().any(around_the_clock) {
            return false;
        }
        // "two weeks" of which nobody says that they are to pass; "a year" alone.
        let Some(span) = said.span.as_ref().filter(|span| span.bare) else { return true };
        let number = tokens.iter().any(|t| in_digits(t) || t.sense(number).is_some());
        // "for a week" is an entry of its own.
        let whole = range.len() == 1
            && self.pieces.get(range.start).is_some_and(|p| p.to - p.from > p.text.chars().count());
        let lasting = last.is_some_and(|word| self.speech.beside.lasts(word));
        let spoilt = before_last.is_some_and(|word| self.speech.beside.spoils_next(word));
        (number || lasting || whole) && !spoilt && span.until.is_none()
    }

    /// Whether a time without a day is one: with a sign, with "o'clock", or behind a preposition.
    fn is_time(&self, said: &Said, tokens: &[Token]) -> bool {
        if said.times.is_empty() {
            // "since morning"; "at this time" of nobody knows which day.
            let since = tokens
                .iter()
                .any(|token| token.part().is_some_and(|(_, ending)| ending == Ending::From));
            return said.part.is_some() && !since;
        }
        let sign = |token: &Token| match token.kind {
            Kind::Sign(':') => true,
            Kind::Word(_) => {
                token.is(Mark::Clock)
                    || token.afternoon().is_some()
                    || token.part().is_some()
                    || token.sense(|m| matches!(m, Meaning::Time(..)).then_some(())).is_some()
                    || [Mark::HalfTo, Mark::HalfPast, Mark::Past, Mark::Lack, Mark::AboutIt]
                        .into_iter()
                        .any(|mark| token.is(mark))
            }
            _ => false,
        };
        if tokens.iter().any(sign) {
            return true;
        }
        let ended = |token: &Token| matches!(token.kind, Kind::Number(_, _, e) if !e.is_plain());
        let related = said.times.iter().any(|time| time.relation != Relation::At)
            || tokens.first().is_some_and(is_preposition)
            || tokens.iter().any(|t| t.sense(number).is_some_and(|(_, e)| !e.is_plain()))
            || tokens.iter().any(ended);
        let range_alone = said.times.len() == 2
            && !tokens.first().is_some_and(|first| is_preposition(first) || ended(first));
        // "from the one", "in 2020".
        let odd = said.times.iter().all(|time| {
            (time.hour == 1 && time.relation != Relation::At)
                || (time.text.len() == 4 && (19..=20).contains(&time.hour))
        });
        related && !range_alone && !odd
    }
}

pub(super) fn number(meaning: Meaning) -> Option<u32> {
    match meaning {
        Meaning::Number(n) | Meaning::Ordinal(n) => Some(n),
        _ => None,
    }
}

/// A number that stands for a year.
pub(super) fn is_year(token: &Token) -> bool {
    matches!(token.kind, Kind::Number(value, 4, _) if YEARS.contains(&value))
}

/// A number without an ending, in digits or words.
pub(super) fn is_bare_number(token: &Token) -> bool {
    match token.kind {
        Kind::Number(_, _, ending) => ending.is_plain(),
        _ => token.sense(number).is_some_and(|(_, ending)| ending.is_plain()),
    }
}

pub(super) fn in_digits(token: &Token) -> bool {
    matches!(token.kind, Kind::Number(..))
}

pub(super) fn is_preposition(token: &Token) -> bool {
    let before = [Mark::At, Mark::After, Mark::Before, Mark::NotAfter, Mark::From, Mark::About];
    before.into_iter().chain([Mark::In, Mark::Within]).any(|mark| token.is(mark))
}
