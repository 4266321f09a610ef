//! Names of people, and the number of objections that were worked off.

use super::text::{Gap, Note, Taken};
use crate::words::{Hint, Hints};

/// Words between a number and the objections that it counts.
const BETWEEN: usize = 2;
/// Words that may say behind the objections that they were worked off.
const HANDLED: usize = 3;
/// More were never worked off in one call.
const MOST: u16 = 9;

/// How many objections; their words are taken.
pub(super) fn objections(note: &mut Note, hints: &Hints) -> Option<u16> {
    let number = |at: usize| {
        let word = note.words.get(at)?;
        hints.number(&word.plain).filter(|count| (1..=MOST).contains(count))
    };
    let (from, to, count) = (0..note.words.len()).find_map(|at| {
        if !note.has(at, Hint::Objection) {
            return None;
        }
        let before = (1..=BETWEEN).filter_map(|back| at.checked_sub(back));
        // "objections worked off, all three".
        let skipped = |at: &usize| {
            [Hint::Handled, Hint::Filler, Hint::Join].into_iter().any(|hint| note.has(*at, hint))
        };
        let handled = (at + 1..at + 1 + HANDLED).take_while(skipped).count();
        let mut near = before.chain(at + 1..=at + BETWEEN + handled);
        let (place, count) = near.find_map(|place| Some((place, number(place)?)))?;
        let (mut from, mut to) = (place.min(at), place.max(at));
        from -= usize::from(from > 0 && note.has(from - 1, Hint::Handled));
        to += usize::from(note.has(to + 1, Hint::Handled));
        Some((from, to, count))
    })?;
    note.words
        .iter_mut()
        .take(to + 1)
        .skip(from)
        .for_each(|word| word.taken = Some(Taken::Objections));
    Some(count)
}

/// Who was named; the words are taken. Rather nobody than somebody who is not meant.
pub(super) fn name(note: &mut Note, hints: &Hints) -> Option<String> {
    let length = note.words.len();
    let found = (0..length).find_map(|at| with_patronymic(note, hints, at));
    let found = found.or_else(|| (0..length).find_map(|at| with_title(note, at)));
    let found = found.or_else(|| (0..length).find_map(|at| behind_cue(note, at)));
    let (from, to, cue) = found?;
    let words: Vec<String> = (from..to).map(|at| capital(note.typed(at), note.shouted)).collect();
    for word in note.words.iter_mut().take(to).skip(from - usize::from(cue)) {
        word.taken = Some(Taken::Contact);
    }
    Some(words.join(" "))
}

/// A first name and the father's, with a surname if one is written with a capital.
fn with_patronymic(note: &Note, hints: &Hints, at: usize) -> Option<(usize, usize, bool)> {
    let second = note.words.get(at + 1)?;
    let first = is_first(note, at) || (is_capital(note, at) && is_free(note, at));
    let named = first
        && second.before == Gap::Nothing
        && hints.is_patronymic(&second.plain)
        && (is_capital(note, at + 1) || note.has(at, Hint::FirstName))
        && second.taken.is_none();
    if !named {
        return None;
    }
    let from = match at.checked_sub(1) {
        Some(before) if is_surname(note, before) && gap_before(note, at) == Gap::Nothing => before,
        _ => at,
    };
    let behind = is_surname(note, at + 2) && gap_before(note, at + 2) == Gap::Nothing;
    Some((from, at + 2 + usize::from(behind && from == at), cued(note, from)))
}

/// "Mr Smith".
fn with_title(note: &Note, at: usize) -> Option<(usize, usize, bool)> {
    if !note.has(at, Hint::Title) {
        return None;
    }
    let next = note.words.get(at + 1)?;
    let good = is_free(note, at + 1)
        && matches!(next.before, Gap::Nothing | Gap::Stop)
        && next.plain.chars().all(char::is_alphabetic)
        && (has_no_case(note, at + 1) || is_capital(note, at + 1) || is_first(note, at + 1));
    let more = is_surname(note, at + 2) && gap_before(note, at + 2) == Gap::Nothing;
    good.then_some((at, at + 2 + usize::from(more), cued(note, at)))
}

/// A name behind "ask for", or beside a post.
fn behind_cue(note: &Note, at: usize) -> Option<(usize, usize, bool)> {
    let strong = at.checked_sub(1).is_some_and(|before| note.has(before, Hint::NameNext));
    let post = at.checked_sub(1).is_some_and(|before| note.has(before, Hint::Role));
    if !(strong || post) || !is_free(note, at) || gap_before(note, at) == Gap::Stop {
        return None;
    }
    let sure = is_first(note, at)
        && (is_capital(note, at) || has_no_case(note, at) || note.words.len() > at + 1 || strong);
    let likely = strong && !post && is_surname(note, at);
    if !sure && !likely {
        return None;
    }
    let more = is_surname(note, at + 1) && gap_before(note, at + 1) == Gap::Nothing;
    Some((at, at + 1 + usize::from(more), strong && !post))
}

fn cued(note: &Note, from: usize) -> bool {
    from.checked_sub(1).is_some_and(|at| note.has(at, Hint::NameNext) && !note.has(at, Hint::Role))
}

fn gap_before(note: &Note, at: usize) -> Gap {
    note.words.get(at).map_or(Gap::Stop, |word| word.before)
}

fn is_free(note: &Note, at: usize) -> bool {
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '-');
    note.words.get(at).is_some_and(|word| {
        word.taken.is_none()
            && letters(&word.plain)
            && !word.hints.contains(&Hint::NotName)
            && !word.hints.contains(&Hint::Role)
    })
}

fn is_first(note: &Note, at: usize) -> bool {
    note.has(at, Hint::FirstName) && is_free(note, at)
}

/// A capital that says something.
fn is_capital(note: &Note, at: usize) -> bool {
    let typed = note.typed(at);
    let mut letters = typed.chars();
    let first = letters.next().is_some_and(char::is_uppercase);
    first && letters.next().is_some_and(char::is_lowercase) && !note.shouted
}

fn has_no_case(note: &Note, at: usize) -> bool {
    note.typed(at).chars().all(|c| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase())
}

/// A word with a capital that is nothing that we know.
fn is_surname(note: &Note, at: usize) -> bool {
    let known = note
        .words
        .get(at)
        .is_none_or(|word| word.hints.iter().any(|hint| !matches!(hint, Hint::FirstName)));
    at > 0 && is_capital(note, at) && is_free(note, at) && !known
}

fn capital(word: &str, shouted: bool) -> String {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    // Georgian has capitals that nobody writes.
    if !first.is_uppercase() && !first.is_lowercase() || ('\u{10D0}'..='\u{10FF}').contains(&first)
    {
        return word.to_owned();
    }
    let rest: String =
        if shouted { letters.flat_map(char::to_lowercase).collect() } else { letters.collect() };
    first.to_uppercase().chain(rest.chars()).collect()
}
