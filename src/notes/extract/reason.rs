//! The words of a note that say why.

use std::ops::Range;

use super::Setting;
use super::clean;
use super::text::{Gap, Note, Taken};
use crate::domain::codes::CodeId;
use crate::words::Hint;

/// A reason has no more words by the simple rules.
const MOST_WORDS: usize = 12;

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

/// What a note gives as its reason.
#[derive(Default)]
pub(super) struct Found {
    /// The reason, ready to stand behind a comma.
    pub reason: Option<String>,
    /// The situation over again, where nothing else says why.
    pub bare: Option<String>,
}

pub(super) fn find(note: &Note, code: Option<&CodeId>, setting: &Setting<'_>) -> Found {
    let run = match setting.reasons {
        Some(reasons) => reasons.find(note, code).map(|run| finished(note, whole(note, run), code)),
        None if code.is_some_and(|code| WITHOUT.contains(&code.as_str())) => None,
        None => by_rules(note),
    };
    let Some(run) = run else { return Found::default() };
    let says_why = clean::says_why(note, &run, code);
    let text = clean::clean(note, run, setting.words.hints());
    if says_why { Found { reason: text, bare: None } } else { Found { reason: None, bare: text } }
}

/// The same without half of what is said in several words: "hung up", not "hung".
fn whole(note: &Note, mut run: Range<usize>) -> Range<usize> {
    let phrases = run.clone().filter_map(|at| note.words.get(at)).map(|word| word.phrase.clone());
    let phrases: Vec<Range<usize>> = phrases.collect();
    let events = note.events.iter().filter(|event| event.start < run.end && run.start < event.end);
    for phrase in phrases.into_iter().chain(events.cloned().collect::<Vec<_>>()) {
        let free = phrase.clone().all(|at| note.words.get(at).is_some_and(|w| w.taken.is_none()));
        if free {
            run = run.start.min(phrase.start)..run.end.max(phrase.end);
        }
    }
    run
}

/// The same, beginning and ending where a statement does: "not interested", not "interested".
fn finished(note: &Note, mut run: Range<usize>, code: Option<&CodeId>) -> Range<usize> {
    let free = |at: usize| note.words.get(at).is_some_and(|word| word.taken.is_none());
    let joined = |at: usize| note.words.get(at).is_some_and(|word| word.before == Gap::Nothing);
    while run.len() > 1 && note.has(run.start, Hint::Link) {
        run.start += 1;
    }
    while run.start > 0
        && joined(run.start)
        && free(run.start - 1)
        && note.has(run.start - 1, Hint::Binds)
    {
        run.start -= 1;
    }
    let goes_on = |at: usize| {
        joined(at)
            && free(at)
            && !APART.iter().any(|hint| note.has(at, *hint))
            && at < note.words.len()
    };
    let dated =
        |at: usize| note.words.get(at).is_some_and(|word| word.taken == Some(Taken::OtherDate));
    while joined(run.end) && dated(run.end) {
        run.end += 1;
    }
    // "Crackle and noise", not half of it.
    let ends = |at: usize| at >= note.words.len() || !joined(at);
    if note.has(run.end, Hint::Link) && joined(run.end) && goes_on(run.end + 1) && ends(run.end + 2)
    {
        run.end += 2;
    }
    while run.len() > 1 {
        let last = run.end - 1;
        if note.has(last, Hint::Unfinished) && goes_on(run.end) {
            run.end += 1;
        } else if note.has(last, Hint::Link)
            || (note.has(last, Hint::Unfinished) && !note.has(last, Hint::No))
        {
            run.end -= 1;
            break;
        } else {
            break;
        }
    }
    without_bare(note, run, code)
}

/// The same without a statement at either edge that says the situation over again.
fn without_bare(note: &Note, mut run: Range<usize>, code: Option<&CodeId>) -> Range<usize> {
    let begins = |at: &usize| note.words.get(*at).is_some_and(|word| word.before != Gap::Nothing);
    let tells = |part: Range<usize>| !clean::is_over_again(note, &part, code);
    if !clean::says_why(note, &run, code) {
        return run;
    }
    while let Some(second) = (run.start + 1..run.end).find(begins) {
        if tells(run.start..second) {
            break;
        }
        run.start = second;
    }
    while let Some(last) = (run.start + 1..run.end).rev().find(begins) {
        if tells(last..run.end) {
            break;
        }
        run.end = last;
    }
    run
}

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
