//! Whose call a note about a call that came in speaks of: one that is ours to make, one that the client
//! will make, one that is over. Only the first can be promised.

use std::ops::Range;

use crate::words::{Hint, Hints};

/// What of a note speaks of calls that are still ours to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ours {
    /// The note without the statements that speak of other calls.
    pub text: String,
    /// One of them says that the client will call.
    pub himself: bool,
    /// One of them tells of a call that was made, or that was not.
    pub over: bool,
}

/// A word, and what it says of calls together with those behind it.
struct Word {
    at: Range<usize>,
    found: Vec<(Hint, usize)>,
    /// It is a word of a call to come, besides.
    recall: bool,
    /// A comma or more stands before it.
    apart: bool,
    /// A statement has ended before it.
    stop: bool,
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Else,
    Himself,
    /// A call that is over, and nothing besides: it is said of the call before it.
    Over(bool),
}

/// Leaves the statements out of a note that speak of calls which are not ours to make.
pub fn ours(text: &str, hints: &Hints) -> Ours {
    let words = read(text, hints);
    let clauses = clauses(&words);
    let mut about: Vec<About> = clauses.iter().map(|clause| of(&words, clause.clone())).collect();
    for at in 1..about.len() {
        let joined = clauses.get(at).and_then(|clause| words.get(clause.start));
        let joined = joined.is_some_and(|word| !word.stop);
        if about.get(at) == Some(&About::Over(true))
            && let Some(before) = about.get_mut(at - 1).filter(|_| joined)
        {
            *before = About::Over(false);
        }
    }
    let mut found = Ours::default();
    for (clause, about) in clauses.iter().zip(&about) {
        let start = words.get(clause.start).map_or(0, |word| word.at.start);
        let end = words.get(clause.end).map_or(text.len(), |word| word.at.start);
        match about {
            About::Else => found.text += text.get(start..end).unwrap_or_default(),
            About::Himself => found.himself = true,
            About::Over(_) => found.over = true,
        }
    }
    found
}

fn read(text: &str, hints: &Hints) -> Vec<Word> {
    let part = |c: char| c.is_alphanumeric() || "'\u{2019}`-\u{2011}".contains(c);
    let mut places: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| part(*c)) {
        match places.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end += c.len_utf8(),
            None => places.push(at..at + c.len_utf8()),
        }
    }
    let plain = |at: &Range<usize>| hints.plain(text.get(at.clone()).unwrap_or_default());
    let plain: Vec<(String, String)> = places
        .iter()
        .map(plain)
        .map(|plain| {
            let latin = hints.latin(&plain);
            (plain, latin)
        })
        .collect();
    let keys: Vec<(&str, &str)> =
        plain.iter().map(|(plain, latin)| (plain.as_str(), latin.as_str())).collect();
    let mut end = 0;
    let mut words = Vec::new();
    for (number, at) in places.into_iter().enumerate() {
        let gap = text.get(end..at.start).unwrap_or_default();
        // «11:30», «24.11» are one.
        let apart = number > 0 && gap.contains(|c: char| !c.is_whitespace()) && gap.len() > 1;
        let from = keys.get(number..).unwrap_or_default();
        let recall = hints.at(from).iter().any(|(hint, _)| *hint == Hint::Recall);
        let stop = apart && gap.contains(['.', '!', '?', ';']);
        end = at.end;
        words.push(Word { at, found: hints.of_calls(from), recall, apart, stop });
    }
    words
}

/// The words that say this, from this word on.
fn says(words: &[Word], at: usize, hint: Hint) -> Option<usize> {
    let found = words.get(at)?.found.iter().filter(|(found, _)| *found == hint);
    found.map(|(_, length)| *length).max()
}

/// Where statements begin and end: at commas, and before words that join two of them.
fn clauses(words: &[Word]) -> Vec<Range<usize>> {
    let mut clauses = Vec::new();
    let (mut start, mut whole) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        let begins = word.apart || says(words, at, Hint::Clause).is_some();
        if begins && at > start && at >= whole {
            clauses.push(start..at);
            start = at;
        }
        // What says something together is not torn.
        whole = whole.max(at + says(words, at, Hint::CallMade).unwrap_or(0));
    }
    clauses.push(start..words.len());
    clauses
}

fn of(words: &[Word], clause: Range<usize>) -> About {
    let places = |within: &Range<usize>, hint: Hint| {
        let from = within.clone().filter_map(|at| Some((at, says(words, at, hint)?)));
        from.map(|(at, length)| at..at + length).collect::<Vec<_>>()
    };
    let inside = |all: &[Range<usize>], at: usize| all.iter().any(|range| range.contains(&at));
    let own = places(&(0..words.len()), Hint::OwnCall);
    // «let them call back», «the manager will call back»
    let is_ours = |call: &Range<usize>| {
        let before = |own: &Range<usize>| clause.start <= own.start && own.end <= call.start;
        call.clone().any(|at| inside(&own, at)) || own.iter().any(before)
    };
    if !places(&clause, Hint::SelfCall).iter().all(is_ours) {
        return About::Himself;
    }
    let wished = places(&clause, Hint::Wished);
    let told = |made: &Range<usize>| !wished.iter().any(|wished| wished.end <= made.start);
    let made = places(&clause, Hint::CallMade);
    let made: Vec<Range<usize>> = made.into_iter().filter(told).collect();
    if made.is_empty() {
        return About::Else;
    }
    let rest: Vec<usize> = clause.filter(|at| !inside(&made, *at)).collect();
    if rest.iter().any(|at| words.get(*at).is_some_and(|word| word.recall)) {
        // «called back to ask for a call tomorrow»
        return About::Else;
    }
    About::Over(rest.iter().all(|at| says(words, *at, Hint::Clause).is_some()))
}
