//! Dates and times somewhere in a text that is about other things too.
//!
//! The text falls into runs of words that the vocabulary knows. In each run the longest part that
//! reads as a date is taken, if it holds what no other word means: a bare number is nothing. A day that
//! cannot be is taken like others, so that its time is not taken for that of today.

use std::ops::Range;

use chrono::{Datelike as _, NaiveDateTime};

use super::cannot::{backwards, is_no_day};
use super::edges::{is_core, is_day, is_edge, is_lunch, is_past, may_begin, may_end};
use super::meant::{in_digits, is_bare_number, is_year};
use super::pieces::{Piece, Read};
use super::said::{DaySaid, Edge, Relation, Said};
use super::token::{Kind, Mark, Meaning, Token, Unit};
use super::vocab::Speech;
use super::{DayPart, LAST_YEAR, Parsed, WhenError, grammar, resolve};

/// A longer run of known words is looked at piecewise.
const LONGEST_RUN: usize = 14;
/// Numbers from here on are no slip for an hour.
const LATEST_HOUR: u32 = 30;
/// Characters that no date goes across.
const BREAKS: [char; 5] = ['!', '?', ';', '\n', '\u{FFFC}'];

/// A date or time that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it says. A week or month of which no day is named is its first working day.
    pub parsed: Parsed,
    /// Where its words stand in the text, in bytes, in order.
    pub at: Vec<Range<usize>>,
    /// A day was named.
    pub day: bool,
    /// A time or a part of the day was named.
    pub time: bool,
    /// It is said to be the end of something: "until Friday".
    pub until: bool,
    /// It is the end of a week or month, with its last day.
    pub last: bool,
    /// It may well be something else: "lunch", "this week".
    pub weak: bool,
    /// It is but a length of time: "two weeks", without "in".
    pub length: bool,
    /// It is said not to be then: "not on Friday", "any day but Friday".
    pub denied: bool,
    /// It is how long a meeting takes, or from when to when it is.
    pub of_event: bool,
    /// The hour of the clock after which it is, where that may be a length of time as well: of "5 hours
    /// after".
    pub after: Option<Parsed>,
    /// The day before it is one of a list of which this one is another: "Thursday and Friday".
    pub listed: bool,
}

/// A date that stands in a text and cannot be, with the time that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why not: there is no such day or hour, or it was in a year that is over.
    pub why: WhenError,
    /// Where its words stand in the text, in bytes, in order.
    pub at: Vec<Range<usize>>,
}

/// The dates and times of a text, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// Those that can be.
    pub found: Vec<Found>,
    /// Those that cannot.
    pub refused: Vec<Refused>,
}

#[derive(Clone)]
pub(super) struct Candidate {
    pub pieces: Range<usize>,
    pub said: Said,
    pub parsed: Result<Parsed, WhenError>,
    /// With the words that say that it is not then.
    pub denied: Option<Range<usize>>,
    pub of_event: bool,
}

/// All dates and times that stand in a text, in order; those that have passed are left out, unless
/// their year was named. `text` is in its compatible form (NFKC).
pub(super) fn find(speech: &Speech, pieces: &[Piece], text: &str, now: NaiveDateTime) -> Dates {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    let gap_breaks = |at: usize| {
        let (Some(a), Some(b)) = (pieces.get(at), pieces.get(at + 1)) else { return true };
        let number = matches!(&a.read, Read::Token(token) if in_digits(token));
        text.get(byte(a.to)..byte(b.from))
            .is_none_or(|gap| gap.contains(BREAKS) || (number && gap.starts_with(". ")))
    };
    let commas: Vec<bool> = (0..pieces.len())
        .map(|at| {
            let (Some(a), Some(b)) = (pieces.get(at), pieces.get(at + 1)) else { return true };
            text.get(byte(a.to)..byte(b.from)).is_none_or(|gap| !gap.trim().is_empty())
        })
        .collect();
    let breaks: Vec<bool> = (0..pieces.len()).map(gap_breaks).collect();
    let finder = Finder { speech, pieces, commas: &commas, breaks: &breaks, now };
    let mut candidates = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        let mut end = start;
        while pieces.get(end).is_some_and(Piece::is_known) {
            end += 1;
            if finder.breaks(end - 1) {
                break;
            }
        }
        finder.search(finder.not_past(start..end), &mut candidates);
        start = end.max(start + 1);
    }
    candidates.sort_by_key(|candidate| candidate.pieces.start);
    let place = |range: &Range<usize>| {
        let first = pieces.get(range.start).map_or(0, |piece| piece.from);
        let last = pieces.get(range.end.saturating_sub(1)).map_or(0, |piece| piece.to);
        byte(first)..byte(last)
    };
    finder.deny_hours(&mut candidates);
    let mut dates = Dates::default();
    let listed = finder.lists(&candidates);
    let mut add = |candidate: &Candidate, at, listed| match candidate.parsed.clone() {
        Ok(parsed) => {
            let found = finder.found(&candidate.said, parsed, at);
            let (denied, of_event) = (candidate.denied.is_some(), candidate.of_event);
            dates.found.push(Found { denied, of_event, listed, ..found });
        }
        Err(why) => dates.refused.push(Refused { why, at }),
    };
    let mut rest = candidates.as_slice();
    let mut event = candidates.iter().find(|one| one.is_span_of_event()).cloned();
    while let [first, more @ ..] = rest {
        rest = more;
        if let [second, more @ ..] = more
            && let Some(both) = finder.together(first, second)
        {
            let at = vec![place(&first.pieces), place(second.whole())];
            add(&both, at, false);
            event = event.map(|event| if both.is_span_of_event() { both } else { event });
            rest = more;
            continue;
        }
        let listed = listed.get(candidates.len() - more.len() - 1).copied().unwrap_or(false);
        let at = vec![place(first.whole())];
        add(first, at, listed);
    }
    if let Some((words, said, parsed)) = event.and_then(|e| finder.after_event(&e, &candidates)) {
        dates.found.push(finder.found(&said, parsed, vec![place(&words)]));
    }
    dates
}

impl Candidate {
    /// With what denies it.
    pub fn whole(&self) -> &Range<usize> {
        self.denied.as_ref().unwrap_or(&self.pieces)
    }

    fn is_span_of_event(&self) -> bool {
        self.of_event && self.said.times.len() == 2
    }
}

pub(super) struct Finder<'t> {
    pub speech: &'t Speech,
    pub pieces: &'t [Piece],
    /// Whether something stands between a piece and the next.
    commas: &'t [bool],
    /// Whether no date goes across what stands there.
    breaks: &'t [bool],
    now: NaiveDateTime,
}

impl Finder<'_> {
    /// What stands behind the last word for a day that has passed, and behind the time of that day.
    fn not_past(&self, run: Range<usize>) -> Range<usize> {
        let past = |at: &usize| self.token(*at).is_some_and(is_past);
        let Some(last) = run.clone().rev().find(past) else { return run };
        let day = |at: &usize| self.token(*at).is_some_and(is_day);
        (last + 1..run.end).find(day).map_or(run.end..run.end, |next| next..run.end)
    }

    /// Searches a run of known words.
    fn search(&self, run: Range<usize>, candidates: &mut Vec<Candidate>) {
        if !run.clone().any(|at| self.token(at).is_some_and(is_core)) {
            return;
        }
        let found = Self::longest(&run, |range| self.read(range));
        // Only of what is nothing else: of "tomorrow at 25:00" the day can be.
        let found = found.or_else(|| Self::longest(&run, |range| self.read_no_time(range)));
        if let Some(mut candidate) = found {
            candidate.denied = self.denial(&candidate.pieces, &candidate.said);
            candidate.of_event = self.is_of_event(&candidate.pieces, &candidate.said);
            self.search(run.start..candidate.pieces.start, candidates);
            self.search(candidate.pieces.end..run.end, candidates);
            candidates.push(candidate);
        }
    }

    pub fn longest(
        run: &Range<usize>,
        read: impl Fn(Range<usize>) -> Option<(Said, Result<Parsed, WhenError>)>,
    ) -> Option<Candidate> {
        (1..=run.len().min(LONGEST_RUN)).rev().find_map(|length| {
            (run.start..=(run.end - length)).find_map(|start| {
                let pieces = start..start + length;
                let (said, parsed) = read(pieces.clone())?;
                Some(Candidate { pieces, said, parsed, denied: None, of_event: false })
            })
        })
    }

    pub fn apart(&self, at: usize) -> bool {
        self.commas.get(at).copied().unwrap_or(true)
    }

    pub fn breaks(&self, at: usize) -> bool {
        self.breaks.get(at).copied().unwrap_or(true)
    }

    /// Whether a word that nobody knows is written together with what stands before or behind it.
    fn glued(&self, at: Option<usize>) -> bool {
        let pair = at.and_then(|at| Some((self.pieces.get(at)?, self.pieces.get(at + 1)?)));
        pair.is_some_and(|(a, b)| a.to == b.from && (!a.is_known() || !b.is_known()))
    }

    pub fn token(&self, at: usize) -> Option<&Token> {
        match &self.pieces.get(at)?.read {
            Read::Token(token) => Some(token),
            _ => None,
        }
    }

    fn tokens(&self, range: Range<usize>) -> Vec<Token> {
        range.filter_map(|at| self.token(at).cloned()).collect()
    }

    /// The tokens of a range that may be a date by what it begins and ends with.
    fn whole(&self, range: &Range<usize>) -> Option<Vec<Token>> {
        let edge = |at: usize| self.token(at).is_some_and(is_edge);
        // "The year's end", in languages in which it is said so.
        let begins = |token: &Token| {
            may_begin(token) || (token.is(Mark::Year) && range.len() > 1 && edge(range.start + 1))
        };
        let ends = |token: &Token| {
            may_end(token)
                || (is_edge(token) && range.len() > 1 && self.is_long_time(range.end - 2))
        };
        if !self.token(range.start).is_some_and(begins)
            || !self.token(range.end - 1).is_some_and(ends)
        {
            return None;
        }
        let sign = |at: Option<usize>| {
            at.and_then(|at| self.token(at)).is_some_and(|t| matches!(t.kind, Kind::Sign(_)))
        };
        let start = range.start;
        // "At lunch, back at 2" says two things.
        let alone = self.token(start).is_some_and(|token| is_bare_number(token) || is_lunch(token));
        if sign(start.checked_sub(1))
            || sign(Some(range.end))
            || self.glued(start.checked_sub(1))
            || self.glued(Some(range.end - 1))
            || self.cuts_span(start)
            || (alone && range.len() > 1 && self.apart(start) && !sign(Some(start + 1)))
        {
            return None;
        }
        let tokens = self.tokens(range.clone());
        // The day of a date is no hour.
        let cut = tokens.last().is_some_and(is_bare_number)
            && self.token(range.end).is_some_and(|next| next.month().is_some());
        // Nor is a date meant in another year than its own.
        let of_year = tokens.last().is_some_and(|last| last.month().is_some())
            && self.token(range.end).is_some_and(is_year);
        (!cut && !of_year && !tokens.iter().any(is_past)).then_some(tokens)
    }

    pub fn read(&self, range: Range<usize>) -> Option<(Said, Result<Parsed, WhenError>)> {
        let tokens = self.whole(&range)?;
        if let Some(why) = backwards(&tokens) {
            return Some((Said::default(), Err(why)));
        }
        let (said, parsed) = self.understood(&tokens)?;
        self.is_meant(&said, &tokens, range).then_some((said, parsed))
    }

    /// A time that no clock shows: "at 25:00".
    fn read_no_time(&self, range: Range<usize>) -> Option<(Said, Result<Parsed, WhenError>)> {
        let tokens = self.whole(&range)?;
        let nearly = tokens.windows(2).any(|pair| {
            matches!(pair, [hour, colon] if colon.kind == Kind::Sign(':')
                && matches!(hour.kind, Kind::Number(0..LATEST_HOUR, 1..=2, _)))
        });
        match grammar::read_leniently(&tokens) {
            Err(why @ WhenError::NoSuchTime(_)) if nearly => Some((Said::default(), Err(why))),
            _ => None,
        }
    }

    /// Whether it is a week, a month or a year.
    fn is_long_time(&self, at: usize) -> bool {
        let long = |m| matches!(m, Meaning::Month(_) | Meaning::Unit(Unit::Week | Unit::Month));
        self.token(at).is_some_and(|token| {
            token.is(Mark::Year) || token.sense(|m| long(m).then_some(())).is_some()
        })
    }

    pub fn read_both(
        &self,
        a: &Range<usize>,
        b: &Range<usize>,
    ) -> Option<(Said, Result<Parsed, WhenError>)> {
        let mut tokens = self.tokens(a.clone());
        tokens.extend(self.tokens(b.clone()));
        self.understood(&tokens)
    }

    fn understood(&self, tokens: &[Token]) -> Option<(Said, Result<Parsed, WhenError>)> {
        let said = grammar::read_leniently(tokens).ok()?;
        let parsed = match resolve::resolve(&said, self.now) {
            Ok(parsed) if parsed.window().1.year() <= LAST_YEAR => Ok(parsed),
            Err(why) if is_no_day(&why, &said) => Err(why),
            _ => return None,
        };
        Some((said, parsed))
    }

    pub fn has_day(&self, said: &Said) -> bool {
        let long = |unit: Unit| !matches!(unit, Unit::Minute | Unit::Hour);
        said.has_day()
            || said.week.is_some()
            || said.next_month
            || said.span.as_ref().is_some_and(|span| span.parts.iter().any(|(_, u)| long(*u)))
    }

    pub fn has_time(&self, said: &Said) -> bool {
        let short = |unit: Unit| matches!(unit, Unit::Minute | Unit::Hour);
        !said.times.is_empty()
            || said.part.is_some()
            || said.afternoon.is_some()
            || said.same_time
            || said.span.as_ref().is_some_and(|span| span.parts.iter().any(|(_, u)| short(*u)))
    }

    fn found(&self, said: &Said, parsed: Parsed, at: Vec<Range<usize>>) -> Found {
        let before = |relation: &Relation| *relation == Relation::Before;
        let within = said.span.as_ref().is_some_and(|span| span.within);
        let until = said.day_relation.as_ref().is_some_and(before)
            || said.part_relation.as_ref().is_some_and(before)
            || said.part == Some(DayPart::BeforeLunch)
            || (said.times.len() == 1 && said.times.iter().any(|time| before(&time.relation)))
            || within;
        // Who names the last hour at which to call is away until none.
        let until = until && !said.limit;
        Found {
            parsed,
            at,
            day: self.has_day(said),
            time: self.has_time(said),
            until,
            last: said.days.iter().any(|day| {
                matches!(
                    day,
                    DaySaid::EndOfWeek
                        | DaySaid::Edge(Edge::End, _)
                        | DaySaid::EdgeOf(Edge::End, _)
                )
            }),
            weak: !self.has_day(said) && said.times.is_empty() && said.part == Some(DayPart::Lunch)
                || (said.week == Some(0) && !said.has_day() && said.lenient),
            length: said.span.as_ref().is_some_and(|span| span.bare),
            after: resolve::after_hour(said)
                .and_then(|said| resolve::resolve(&said, self.now).ok()),
            denied: false,
            of_event: false,
            listed: false,
        }
    }
}

impl Piece {
    /// A known word, or a number with an ending; a bare number all languages know.
    pub(super) fn says_something(&self) -> bool {
        match &self.read {
            Read::Token(token) => match token.kind {
                Kind::Word(_) => self.faults == 0,
                Kind::Number(_, _, ending) => !ending.is_plain(),
                Kind::Sign(_) => false,
            },
            Read::Nothing => true,
            Read::Unknown => false,
        }
    }

    pub(super) fn is_known(&self) -> bool {
        !matches!(self.read, Read::Unknown)
    }
}
