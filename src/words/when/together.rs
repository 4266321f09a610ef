//! Which day and which time of a text belong together, and what denies which of them.

use std::ops::Range;

use super::found::{Candidate, Finder};
use super::meant::is_bare_number;
use super::said::{Relation, Said};
use super::token::Mark;
use super::{DayPart, Parsed, WhenError};

/// Words that may stand between a day and its time.
const BETWEEN: usize = 3;

impl Finder<'_> {
    /// A day and a time that are told apart from one another, as one.
    pub fn together(&self, a: &Candidate, b: &Candidate) -> Option<Candidate> {
        let near = b.pieces.start.saturating_sub(a.pieces.end) <= BETWEEN;
        let whole = !(a.pieces.end.saturating_sub(1)..b.pieces.start).any(|at| self.breaks(at));
        let apart = self.has_day(&a.said) != self.has_day(&b.said)
            && self.has_time(&a.said) != self.has_time(&b.said);
        let of_event = self.is_one_event(a, b);
        let apart = apart && (of_event || (!a.of_event && !b.of_event));
        // "Tomorrow, after 5 no" denies the hours behind 5; "tomorrow, not at 3" leaves the day as it is.
        let hours = !self.has_day(&b.said) && is_open(&b.said);
        let apart = apart && a.denied.is_none() && (b.denied.is_none() || hours);
        if !(near && whole && apart) {
            return None;
        }
        let (said, parsed) = self.read_both(&a.pieces, &b.pieces)?;
        // What was long ago and what is to come may well be told in one sentence.
        let past = matches!(parsed, Err(WhenError::PastDay(_)));
        (!past).then(|| Candidate { said, parsed, of_event, ..b.clone() })
    }

    /// "From 10 to 12 a meeting tomorrow".
    fn is_one_event(&self, a: &Candidate, b: &Candidate) -> bool {
        let between = a.pieces.end..b.pieces.start;
        let span = a.said.times.len() == 2 || b.said.times.len() == 2;
        let joined = !(a.pieces.end - 1..b.pieces.start).any(|at| self.apart(at));
        span && joined && between.len() == 1 && self.is_event(between.start)
    }

    /// "On Wednesday no calls after 12": what stands between a day and its hour denies the hour.
    pub fn deny_hours(&self, candidates: &mut Vec<Candidate>) {
        *candidates = candidates.drain(..).flat_map(|one| self.day_and_hour(one)).collect();
        for at in 1..candidates.len() {
            let Some([a, b]) = candidates.get_mut(at - 1..=at) else { continue };
            let behind = a.denied.clone().filter(|denied| denied.end > a.pieces.end);
            let Some(denied) = behind.filter(|denied| denied.start == a.pieces.start) else {
                continue;
            };
            let day = self.has_day(&a.said) && !self.has_time(&a.said);
            let time = self.has_time(&b.said) && !self.has_day(&b.said) && b.said.span.is_none();
            let free = b.denied.is_none() && !b.of_event;
            let next = b.pieces.start == denied.end && !self.apart(denied.end - 1);
            if day && time && free && next {
                b.denied = Some(a.pieces.end..b.pieces.end);
                a.denied = None;
            }
        }
    }

    /// "Tomorrow, at 3 no" says two things: only the hour is denied. So does "a meeting from 10 to 12, call
    /// tomorrow".
    fn day_and_hour(&self, one: Candidate) -> Vec<Candidate> {
        let pieces = one.pieces.clone();
        let Some(split) = (pieces.start..pieces.end - 1).find(|at| self.apart(*at)) else {
            return vec![one];
        };
        let behind = one.denied.clone().filter(|denied| {
            denied.start == pieces.start && denied.end > pieces.end && !is_open(&one.said)
        });
        let called = one.of_event && (self.is_empty(split + 1) || self.is_empty(pieces.end));
        if behind.is_none() && !called {
            return vec![one];
        }
        let read = |run: Range<usize>| Self::longest(&run, |range| self.read(range));
        let (Some(a), Some(b)) = (read(pieces.start..split + 1), read(split + 1..pieces.end))
        else {
            return vec![one];
        };
        let day = |c: &Candidate| self.has_day(&c.said) && !self.has_time(&c.said);
        let hour = |c: &Candidate| !self.has_day(&c.said) && c.said.span.is_none();
        if called && hour(&a) && self.is_of_event(&a.pieces, &a.said) {
            return vec![Candidate { of_event: true, ..a }, b];
        }
        match behind.filter(|_| day(&a) && hour(&b)) {
            Some(denied) => {
                let denied = Some(b.pieces.start..denied.end);
                vec![a, Candidate { denied, ..b }]
            }
            None => vec![one],
        }
    }

    /// Whether a span would be cut in two that began there: "from 10 | to 12".
    pub fn cuts_span(&self, start: usize) -> bool {
        let is = |at: Option<usize>, marks: &[Mark]| {
            let token = at.and_then(|at| self.token(at));
            token.is_some_and(|token| marks.iter().any(|mark| token.is(*mark)))
        };
        let number =
            |at: Option<usize>| at.and_then(|at| self.token(at)).is_some_and(is_bare_number);
        let month = |at: usize| self.token(at).is_some_and(|token| token.month().is_some());
        let span = |from: Option<usize>| {
            let Some(from) = from else { return false };
            is(Some(from), &[Mark::From])
                && number(Some(from + 1))
                && is(Some(from + 2), &[Mark::Before, Mark::To])
                && number(Some(from + 3))
                && !month(from + 4)
                && !(from..from + 3).any(|at| self.apart(at))
        };
        span(start.checked_sub(1)) || span(start.checked_sub(2))
    }

    /// Where a text only says "after" of a meeting of which it told the end, and from when on that is.
    pub fn after_event(
        &self,
        event: &Candidate,
        all: &[Candidate],
    ) -> Option<(Range<usize>, Said, Parsed)> {
        let Ok(Parsed::Window(_, end)) = event.parsed else { return None };
        let taken = |at: usize| all.iter().any(|one| one.whole().contains(&at));
        let is = |at: usize, mark| self.token(at).is_some_and(|token| token.is(mark));
        // Nothing else is named after which it is: "after", "after the meeting".
        let before = |at: usize| is(at, Mark::After) && (self.apart(at) || self.is_event(at + 1));
        let behind = |at: usize| {
            (is(at, Mark::AfterIt) || is(at, Mark::Later))
                && (self.apart(at - 1) || self.is_event(at - 1))
        };
        let mut behind_it = event.pieces.end..self.pieces.len();
        let at = behind_it.find(|at| !taken(*at) && (before(*at) || behind(*at)))?;
        let words = if self.is_event(at + 1) && !self.apart(at) { at..at + 2 } else { at..at + 1 };
        let midnight = end.date().succ_opt()?.and_time(chrono::NaiveTime::MIN);
        Some((words, event.said.clone(), Parsed::Window(end, midnight)))
    }
}

/// Whether it has but one end: "after 5", "before lunch".
fn is_open(said: &Said) -> bool {
    let ends = |relation: Relation| {
        matches!(relation, Relation::After | Relation::From | Relation::Before)
    };
    match said.times.as_slice() {
        [] => {
            matches!(said.part, Some(DayPart::AfterLunch | DayPart::BeforeLunch))
                || said.part_relation.is_some()
        }
        [time] => ends(time.relation),
        _ => false,
    }
}
