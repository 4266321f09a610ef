//! Times that are said not to be meant: "not on Friday", "any day but Friday", those of meetings; and lists
//! of days.

use std::ops::Range;

use super::edges::is_core;
use super::found::{Candidate, Finder};
use super::pieces::Read;
use super::said::Said;
use super::token::Mark;

/// So many words may say it.
const LONGEST_DENIAL: usize = 4;

impl Finder<'_> {
    /// A time together with the words before it or behind it by which it is not meant; none: it is.
    pub fn denial(&self, range: &Range<usize>, said: &Said) -> Option<Range<usize>> {
        // Of a length of time nobody says that it is another one.
        if said.span.is_some() {
            return None;
        }
        let beside = &self.speech.beside;
        let touches = |at: usize| !self.apart(at);
        let empty = |at: &usize| self.is_empty(*at);
        let words = |at: Range<usize>| -> Vec<&str> {
            self.pieces.get(at).unwrap_or_default().iter().map(|piece| &*piece.lower).collect()
        };
        let before = |end: usize| {
            let most = LONGEST_DENIAL.min(end);
            let most = (1..=most).take_while(|count| touches(end - count)).last()?;
            beside.denied_behind(&words(end - most..end)).map(|count| end - count)
        };
        let behind = |start: usize| {
            let most =
                (1..=LONGEST_DENIAL).take_while(|count| touches(start + count - 2)).last()?;
            beside.denied_before(&words(start..start + most)).map(|count| start + count)
        };
        // "Not in, back at 3": what is denied is none of the time's own words.
        let core = range.clone().find(|at| self.token(*at).is_some_and(is_core));
        let whole = range.start..core.unwrap_or(range.start);
        let part = core.and_then(|at| self.token(at)).is_some_and(|token| token.part().is_some());
        if whole.into_iter().any(|at| (empty(&at) && !part) || !touches(at)) {
            return None;
        }
        // One word that says nothing may stand between: "not on Friday".
        let start = range.start.checked_sub(1).filter(|at| touches(*at) && empty(at));
        let end = (touches(range.end - 1) && empty(&range.end)).then_some(range.end + 1);
        let first = [Some(range.start), start].into_iter().flatten().find_map(before);
        let last = [Some(range.end), end].into_iter().flatten().find_map(behind);
        match (first, last) {
            (Some(first), _) => Some(first..range.end),
            (None, Some(last)) => Some(range.start..last),
            (None, None) => None,
        }
    }

    /// Whether it is a word that says nothing.
    pub fn is_empty(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| matches!(piece.read, Read::Nothing))
    }

    /// Whether it is something that takes its time.
    pub fn is_event(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| self.speech.beside.is_event(&piece.lower))
    }

    /// Whether it is how long a meeting takes, or from when to when it is: "a meeting, 2 hours".
    pub fn is_of_event(&self, range: &Range<usize>, said: &Said) -> bool {
        let event = |at: usize| self.is_event(at);
        let lasts =
            said.hours || said.times.len() == 2 || said.span.as_ref().is_some_and(|s| s.bare);
        // One word may stand between: "a meeting for 2 hours".
        let before = (range.start.saturating_sub(2)..range.start).rev();
        let behind = range.end..range.end + 2;
        lasts
            && (before.take_while(|at| !self.apart(*at)).any(event)
                || behind.take_while(|at| !self.apart(at - 1)).any(event))
    }

    /// Of which days the one before them is another: "Wednesday, Thursday and Friday".
    pub fn lists(&self, candidates: &[Candidate]) -> Vec<bool> {
        let day = |candidate: &Candidate| {
            let said = &candidate.said;
            self.has_day(said) && !self.has_time(said) && said.span.is_none()
        };
        let mut lists = vec![false; candidates.len()];
        let mut goes_on = false;
        for (at, pair) in candidates.windows(2).enumerate().rev() {
            let [a, b] = pair else { continue };
            let and = |at: usize| self.token(at).is_some_and(|token| token.is(Mark::And));
            let between = a.pieces.end..b.pieces.start;
            // Commas list days where the last one has its "and".
            let joined = match between.len() {
                0 => goes_on && a.pieces.end == b.pieces.start,
                1 => and(between.start),
                _ => false,
            };
            goes_on = joined && day(a) && day(b);
            lists[at + 1] = goes_on;
        }
        lists
    }
}
