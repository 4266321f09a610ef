//! E-mail addresses and telephone numbers.

use std::ops::Range;

use super::text::{Note, Taken};
use crate::domain::phone::Phone;
use crate::words::Hint;

/// So many digits at least has a number that is read out of a text …
const SHORTEST: usize = 9;
/// … and so many at most.
const LONGEST: usize = 15;

/// The first e-mail address; its words are taken.
pub(super) fn email(note: &mut Note) -> Option<String> {
    let (range, address) = typed(&note.text).or_else(|| spelt(note))?;
    note.take(&range, Taken::Email);
    Some(address)
}

/// `name@host.tld`, also with blanks around the sign, or with "(at)".
fn typed(text: &str) -> Option<(Range<usize>, String)> {
    for sign in ["@", "(at)", "[at]", "(a)"] {
        let found = text.match_indices(sign);
        for (at, _) in found {
            let before = text.get(..at)?.trim_end();
            let behind_at = at + sign.len();
            let behind = text.get(behind_at..)?;
            let gap = behind.len() - behind.trim_start().len();
            let behind = behind.trim_start();
            let name_length = before.chars().rev().take_while(|c| is_name(*c)).count();
            let name = before.get(before.len() - name_length..)?;
            let host_length = behind.chars().take_while(|c| is_host(*c)).count();
            let host = behind.get(..host_length)?.trim_end_matches(['.', '-']);
            if let Some(address) = whole(name, host) {
                let start = before.len() - name_length;
                return Some((start..behind_at + gap + host.len(), address));
            }
        }
    }
    None
}

/// Spelt out: "name dog mail dot com".
fn spelt(note: &Note) -> Option<(Range<usize>, String)> {
    let signs = (1..note.words.len()).filter(|at| note.has(*at, Hint::At));
    for at in signs {
        let mut first = at - 1;
        let part = |at: usize| {
            let word = note.typed(at);
            (!word.is_empty() && word.chars().all(is_name)).then(|| word.to_owned())
        };
        let Some(mut name) = part(first) else { continue };
        while first >= 2 && note.has(first - 1, Hint::Dot) {
            let Some(more) = part(first - 2) else { break };
            name = format!("{more}.{name}");
            first -= 2;
        }
        // What stands behind: host and its end, with points or the word for them.
        let mut last = at + 1;
        let Some(mut host) = part(last) else { continue };
        loop {
            let joined = note.words.get(last + 1).is_some_and(|next| {
                let end = note.words.get(last).map_or(0, |word| word.at.end);
                note.text.get(end..next.at.start) == Some(".")
            });
            let skipped = if joined {
                1
            } else if note.has(last + 1, Hint::Dot) {
                2
            } else {
                break;
            };
            let Some(more) = part(last + skipped) else { break };
            host = format!("{host}.{more}");
            last += skipped;
        }
        if let Some(address) = whole(&name, &host) {
            let start = note.words.get(first).map_or(0, |word| word.at.start);
            let end = note.words.get(last).map_or(start, |word| word.at.end);
            return Some((start..end, address));
        }
    }
    None
}

fn whole(name: &str, host: &str) -> Option<String> {
    let name = name.trim_matches(['.', '-']);
    let (_, end) = host.rsplit_once('.')?;
    let good = !name.is_empty()
        && end.len() >= 2
        && end.chars().all(|c| c.is_ascii_alphabetic())
        && !host.starts_with('.')
        && !host.contains("..");
    good.then(|| format!("{name}@{host}").to_ascii_lowercase())
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%')
}

fn is_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-')
}

/// The first telephone number; its words are taken.
pub(super) fn phone(note: &mut Note, country: &str) -> Option<Phone> {
    let mut found = None;
    for range in numbers(&note.text) {
        let text = note.text.get(range.clone()).unwrap_or_default();
        found = found.or_else(|| Phone::parse(text, country));
        // So many digits are no time either, even if they are no number of that country.
        note.take(&range, Taken::Phone);
    }
    found
}

/// Where digits stand that may be a telephone number.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let (mut end, mut digits) = (0, 0);
    let end_of_text = std::iter::once((text.len(), 'x'));
    for (at, c) in text.char_indices().chain(end_of_text) {
        let joins = matches!(c, ' ' | '-' | '(' | ')' | '\u{2011}' | '\u{2013}');
        if c.is_ascii_digit() || (c == '+' && start.is_none()) {
            start.get_or_insert(at);
            digits += usize::from(c.is_ascii_digit());
            end = at + 1;
        } else if !(joins && start.is_some()) {
            if let Some(start) = start.take()
                && (SHORTEST..=LONGEST).contains(&digits)
            {
                found.push(start..end);
            }
            digits = 0;
        }
    }
    found
}
