//! Makes a run of words fit behind «refusal 1, …».

use std::ops::Range;

use super::text::{Gap, Note, Taken};
use crate::domain::codes::CodeId;
use crate::words::{Hint, Hints};

/// A longer reason is cut, in characters.
const LONGEST: usize = 200;

/// The words, with abbreviations written out, a small first letter and no stop at the end.
pub(super) fn clean(note: &Note, run: Range<usize>, hints: &Hints) -> Option<String> {
    let run = without_edges(note, run);
    let mut text = String::new();
    let mut last_end = None;
    for at in run.clone() {
        let Some(word) = note.words.get(at) else { break };
        if matches!(
            word.taken,
            Some(
                Taken::Email
                    | Taken::Phone
                    | Taken::Contact
                    | Taken::Objections
                    | Taken::NoDate
                    | Taken::Code
            )
        ) {
            last_end = Some(word.at.end);
            continue;
        }
        if !text.is_empty() {
            let gap = last_end.and_then(|end| note.text.get(end..word.at.start)).unwrap_or(" ");
            text.push_str(&spaced(gap));
        }
        last_end = Some(word.at.end);
        let typed = note.typed(at);
        match hints.expanded(&word.plain) {
            Some(full) => text.push_str(full),
            None if note.shouted => text.extend(typed.chars().flat_map(char::to_lowercase)),
            None => text.push_str(typed),
        }
    }
    if let Some(bare) = hints.unquoted(&text) {
        text = bare;
    }
    let text: String = text.chars().take(LONGEST).collect();
    let text = text
        .trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '+' | '#' | '\u{2116}'));
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(small_first(text))
}

/// Whether a run says more than its situation.
pub(super) fn says_why(note: &Note, run: &Range<usize>, code: Option<&CodeId>) -> bool {
    run.clone().any(|at| tells(note, at) && !is_bare(note, at, code))
}

/// Whether a run says the situation over again and nothing else.
pub(super) fn is_over_again(note: &Note, run: &Range<usize>, code: Option<&CodeId>) -> bool {
    let quiet = [Hint::No, Hint::Join, Hint::Filler];
    let bare = |at: usize| is_bare(note, at, code);
    run.clone().any(bare)
        && run.clone().all(|at| bare(at) || quiet.iter().any(|hint| note.has(at, *hint)))
}

/// Without what was found to be something else, and words that only lead to the reason.
fn without_edges(note: &Note, mut run: Range<usize>) -> Range<usize> {
    // "The budget in January" is one statement.
    let stays = |at: usize| {
        note.words.get(at).is_some_and(|word| {
            word.taken == Some(Taken::OtherDate) && (word.before == Gap::Nothing)
        })
    };
    let empty = |at: usize| {
        let word = note.words.get(at);
        word.is_none_or(|word| {
            (word.taken.is_some() && !stays(at))
                || word.hints.iter().any(|hint| matches!(hint, Hint::Said | Hint::Because))
        })
    };
    // "The secretary's words: …"
    let tells =
        |at: usize| note.has(at, Hint::Role) && at + 2 < run.end && note.has(at + 1, Hint::Said);
    while !run.is_empty() && (empty(run.start) || tells(run.start)) {
        run.start += 1;
    }
    while !run.is_empty() && (empty(run.end - 1)) {
        run.end -= 1;
    }
    run
}

/// Whether a word can be a reason, or a part of one.
fn tells(note: &Note, at: usize) -> bool {
    let leads = [Hint::Role, Hint::Said, Hint::Because, Hint::Recall, Hint::Returns, Hint::Filler];
    let empty = |hint: &Hint| leads.contains(hint) || matches!(hint, Hint::Join | Hint::No);
    note.words.get(at).is_some_and(|word| word.taken.is_none() && !word.hints.iter().any(empty))
}

/// Whether a word says over again what the situation says already: "busy" of somebody who is busy.
fn is_bare(note: &Note, at: usize, code: Option<&CodeId>) -> bool {
    let is = |codes: &[&str]| code.is_some_and(|code| codes.contains(&code.as_str()));
    (note.has(at, Hint::Bare) && (code.is_none() || is(&SAY_WHY)))
        || (note.has(at, Hint::BareRefusal) && is(&["lpr_refusal"]))
}

/// Situations that need a reason, and no relation, field, kind or fault.
const SAY_WHY: [&str; 4] =
    ["secretary_refusal", "lpr_refusal", "conversation_refused", "lpr_absent"];

/// What stands between two words, as it is written.
fn spaced(gap: &str) -> String {
    let marks: String = gap.chars().filter(|c| !c.is_whitespace()).collect();
    match marks.as_str() {
        "" => " ".to_owned(),
        "," | ";" | ":" => format!("{marks} "),
        "/" | "&" | "+" | "'" => gap.to_owned(),
        _ if marks.contains(['\u{ab}', '\u{bb}', '"', '\u{201c}', '\u{201d}', '\u{201e}']) => {
            " ".to_owned()
        }
        _ if marks.starts_with(['-', '\u{2013}', '\u{2014}']) => " \u{2013} ".to_owned(),
        _ if marks.starts_with('.') && !gap.contains(' ') => gap.to_owned(),
        _ => ", ".to_owned(),
    }
}

/// A small first letter, unless it begins an abbreviation or a word alone with a capital.
fn small_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    let second = letters.clone().next();
    let keeps = second.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        || (first == 'I' && second.is_none_or(|c| !c.is_alphabetic()))
        || !first.is_uppercase()
        || ('\u{10A0}'..='\u{10FF}').contains(&first);
    if keeps { text.to_owned() } else { first.to_lowercase().chain(letters).collect() }
}
