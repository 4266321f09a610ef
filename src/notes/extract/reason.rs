//! The words of a note that say why.

use std::ops::Range;

use super::Setting;
use super::clean;
use super::text::{Gap, Note};
use crate::domain::codes::CodeId;
use crate::words::Hint;

/// A reason has no more words by the simple rules.
const MOST_WORDS: usize = 12;
/// The longest word that is only a preposition, in letters.
const PREPOSITION: usize = 3;

/// Situations that have no reason, relation, field, kind or fault.
const WITHOUT: [&str; 13] = [
    "no_answer",
    "answering_machine",
    "other_company",
    "already_customer",
    "awaiting_call",
    "meeting",
    "call_transfer",
    "customer_number_given",
    "email_sent_lpr",
    "email_sent_secretary",
    "email_required",
    "recall",
    "possible_interest",
];

/// The reason, ready to stand behind a comma.
pub(super) fn find(note: &Note, code: Option<&CodeId>, setting: &Setting<'_>) -> Option<String> {
    let is_fault = code.is_some_and(|code| code.as_str() == "connection_error");
    let run = match setting.reasons {
        Some(reasons) => reasons.find(note, code).map(|run| {
            let run = whole(note, widened(note, run));
            if is_fault { with_other_faults(note, run) } else { run }
        }),
        None if code.is_some_and(|code| WITHOUT.contains(&code.as_str())) => None,
        None => by_rules(note),
    };
    clean::clean(note, run?, code, setting.words.hints())
}

/// The same with the few words of its part of the sentence that were left out.
fn widened(note: &Note, mut run: Range<usize>) -> Range<usize> {
    let stays = |at: usize| {
        note.words.get(at).is_none_or(|word| {
            word.taken.is_some() || word.hints.iter().any(|hint| APART.contains(hint))
        })
    };
    let joined = |at: usize| note.words.get(at).is_some_and(|word| word.before == Gap::Nothing);
    let first = run.start;
    let mut at = run.start;
    while at > 0 && joined(at) && !stays(at - 1) && first - at < WIDER {
        at -= 1;
        if says(note, at) || is_small(note, at) || has(note, at) {
            run.start = at;
        }
    }
    let last = run.end;
    let mut at = run.end;
    while joined(at) && !stays(at) && at - last < WIDER {
        if says(note, at) || note.has(at, Hint::Has) {
            run.end = at + 1;
        }
        at += 1;
    }
    run
}

/// The same without half of what is said in several words: "hung up", not "hung".
fn whole(note: &Note, mut run: Range<usize>) -> Range<usize> {
    for word in run.clone().filter_map(|at| note.words.get(at)) {
        let phrase = word.phrase.clone();
        let free = phrase.clone().all(|at| note.words.get(at).is_some_and(|w| w.taken.is_none()));
        if free {
            run = run.start.min(phrase.start)..run.end.max(phrase.end);
        }
    }
    run
}

/// A bad line may have several faults: "line dropped, crackle".
fn with_other_faults(note: &Note, mut run: Range<usize>) -> Range<usize> {
    let apart = |at: usize| note.words.get(at).is_none_or(|word| word.before != Gap::Nothing);
    let listed = |at: usize| note.words.get(at).is_some_and(|word| word.before == Gap::Comma);
    let fault = |part: Range<usize>| {
        let known = |at: usize| {
            let word = note.words.get(at);
            word.is_some_and(|word| word.taken.is_none() && !word.hints.iter().any(is_other))
        };
        !part.is_empty() && part.len() <= FAULT && part.clone().all(known)
    };
    if listed(run.end) {
        let end = (run.end + 1..=note.words.len()).find(|at| apart(*at)).unwrap_or(run.end);
        if fault(run.end..end) {
            run.end = end;
        }
    }
    if listed(run.start) {
        let start = (0..run.start).rev().find(|at| *at == 0 || apart(*at)).unwrap_or(run.start);
        if fault(start..run.start) {
            run.start = start;
        }
    }
    run
}

/// So many words a fault has at most that stands beside another.
const FAULT: usize = 3;

fn is_other(hint: &Hint) -> bool {
    matches!(hint, Hint::Role | Hint::Said | Hint::Because | Hint::Recall)
}

/// "have", or the "they" before it.
fn has(note: &Note, at: usize) -> bool {
    let joins = note.has(at, Hint::Join);
    let letter = note.typed(at).chars().count() == 1;
    note.has(at, Hint::Has)
        || (joins && note.has(at + 1, Hint::Has))
        || (joins && letter && note.has(at + 1, Hint::Join) && note.has(at + 2, Hint::Has))
}

/// So many words are put to a reason on either side.
const WIDER: usize = 3;

/// Words that are no part of a reason.
const APART: [Hint; 5] = [Hint::Role, Hint::Said, Hint::Because, Hint::Recall, Hint::Situation];

/// Not interested, or not relevant.
pub(super) fn refusal(note: &Note, code: Option<&CodeId>) -> Option<&'static str> {
    if code.is_some_and(|code| code.as_str() != "lpr_refusal") {
        return None;
    }
    let has = |hint| (0..note.words.len()).any(|at| note.has(at, hint));
    match (has(Hint::NotInterested), has(Hint::NotRelevant)) {
        (true, false) => Some("not_interested"),
        (false, true) => Some("not_relevant"),
        _ => None,
    }
}

/// The statement that holds most words which say nothing else.
fn by_rules(note: &Note) -> Option<Range<usize>> {
    let mut best: Option<(usize, Range<usize>)> = None;
    let mut from = 0;
    for at in 0..=note.words.len() {
        let breaks = note.words.get(at).is_none_or(|word| {
            word.before != Gap::Nothing
                || word.taken.is_some()
                || word.hints.iter().any(|hint| matches!(hint, Hint::Because | Hint::Said))
        });
        if !breaks || at == from {
            continue;
        }
        let run = inner(note, from..at);
        let told = from < note.words.len()
            && (note.has(from, Hint::Because) || note.has(from, Hint::Said));
        let score = run.clone().filter(|at| says(note, *at)).count() * 2 + usize::from(told) * 3;
        if !run.is_empty() && run.len() <= MOST_WORDS && best.as_ref().is_none_or(|b| score > b.0) {
            best = Some((score, run));
        }
        from = at;
    }
    best.filter(|(score, _)| *score > 0).map(|(_, run)| run)
}

/// Without the words at its edges that say nothing of the reason.
fn inner(note: &Note, mut run: Range<usize>) -> Range<usize> {
    while !run.is_empty() && !says(note, run.start) && !note.has(run.start, Hint::Join) {
        run.start += 1;
    }
    while !run.is_empty() && !says(note, run.end - 1) {
        run.end -= 1;
    }
    run
}

fn says(note: &Note, at: usize) -> bool {
    let other = |hint: &Hint| APART.contains(hint) || matches!(hint, Hint::Filler | Hint::Join);
    note.words.get(at).is_some_and(|word| word.taken.is_none() && !word.hints.iter().any(other))
}

/// A preposition that belongs to the word behind it.
fn is_small(note: &Note, at: usize) -> bool {
    let small = note.typed(at).chars().count() <= PREPOSITION;
    small && note.has(at, Hint::Join) && says(note, at + 1)
}
