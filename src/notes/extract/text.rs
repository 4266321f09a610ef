//! A note as words, each with what the vocabulary says of it.

use std::ops::Range;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::markup;
use crate::words::{Hint, Hints};

/// A longer note is not read to its end, in characters.
const LONGEST: usize = 1000;
/// Nothing goes across it.
pub(super) const HOLE: char = '\u{FFFC}';

/// The sign before a number: it belongs to that.
const NUMERO: &str = "\u{2116}";

/// A note, cut into words.
pub(super) struct Note {
    /// One line, in the compatible form (NFKC), but with the sign of a number as it is.
    pub text: String,
    pub words: Vec<Word>,
    /// Nearly all letters are capitals: they say nothing then.
    pub shouted: bool,
    /// It says that nobody stands in.
    pub uncovered: bool,
    /// It says that the client will call himself.
    pub self_call: bool,
    /// Words that say that the client asks not to be called any more.
    pub no_more_calls: Vec<Range<usize>>,
    /// Words that say that the client asks not to be called at some time.
    pub not_then: Vec<Range<usize>>,
    /// The time of the next call was told by when not to call.
    pub denied: bool,
    /// Days on which the client asks not to be called.
    pub not_on: Vec<NaiveDate>,
    /// Words that say how long a meeting takes, or from when to when it is.
    pub events: Vec<Range<usize>>,
    /// Words that say that somebody is there.
    pub there: Vec<Range<usize>>,
}

/// A word of a note.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// In small letters, as the vocabulary has it.
    pub plain: String,
    /// The same in Latin letters, roughly.
    pub latin: String,
    /// What it says, alone or with its neighbours.
    pub hints: Vec<Hint>,
    /// The words that together name a situation or an absence, this one among them.
    pub phrase: Range<usize>,
    /// What it was found to be a part of.
    pub taken: Option<Taken>,
    /// What stands before it besides white space.
    pub before: Gap,
}

/// What words were found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    Email,
    Phone,
    Objections,
    Contact,
    Date,
    /// A time that is not that of the next call: "the budget is for January".
    OtherDate,
    /// A date that cannot be: whoever reads it is told so, and it is part of nothing.
    NoDate,
    /// A tag, a formula, the address of a page.
    Code,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Nothing,
    Comma,
    Stop,
    Quote,
    Dash,
}

impl Note {
    pub fn read(text: &str, hints: &Hints) -> Note {
        let seen = |c: char| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{AD}' | HOLE);
        // What sets the direction of text may stand between two words.
        let blank = |c: char| {
            c.is_control()
                || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        let visible = text.chars().take(LONGEST).filter(|c| seen(*c));
        let visible: String = visible.map(|c| if blank(c) { ' ' } else { c }).collect();
        // All in its compatible form but the sign of a number, which stays as it was typed.
        let parts: Vec<String> = visible.split(NUMERO).map(|part| part.nfkc().collect()).collect();
        let folded = parts.join(NUMERO);
        let text = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut words = Vec::new();
        let mut last_end = 0;
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut at = 0;
        while let Some(&(start, c)) = chars.get(at) {
            if !c.is_alphanumeric() && !is_sign(c) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            if is_sign(c) {
                let digit = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_ascii_digit());
                let blank = usize::from(chars.get(end).is_some_and(|(_, c)| *c == ' '));
                if !digit(end + blank) {
                    at += 1;
                    continue;
                }
                end += blank + 1;
            }
            while let Some(&(_, c)) = chars.get(end) {
                let inner =
                    is_inner(c) && chars.get(end + 1).is_some_and(|(_, c)| c.is_alphanumeric());
                if !c.is_alphanumeric() && !inner && !is_mark(c) {
                    break;
                }
                end += 1;
            }
            let stop = chars.get(end).map_or(text.len(), |(at, _)| *at);
            let typed = text.get(start..stop).unwrap_or_default();
            let plain = hints.plain(typed);
            let before = gap(text.get(last_end..start).unwrap_or_default());
            let latin = hints.latin(&plain);
            words.push(Word {
                at: start..stop,
                plain,
                latin,
                hints: Vec::new(),
                taken: None,
                phrase: words.len()..words.len() + 1,
                before,
            });
            last_end = stop;
            at = end;
        }
        let keys: Vec<(&str, &str)> =
            words.iter().map(|word| (word.plain.as_str(), word.latin.as_str())).collect();
        let from = |at: usize| hints.at(keys.get(at..).unwrap_or_default());
        let found: Vec<Vec<(Hint, usize)>> = (0..words.len()).map(from).collect();
        let (mut uncovered, mut self_call) = (false, false);
        let (mut no_more_calls, mut not_then, mut there) = (Vec::new(), Vec::new(), Vec::new());
        for (at, found) in found.into_iter().enumerate() {
            for (hint, length) in found {
                // These say nothing about the words beside them.
                uncovered |= hint == Hint::NobodyCovers;
                self_call |= hint == Hint::SelfCall;
                match hint {
                    Hint::NoMoreCalls => no_more_calls.push(at..at + length),
                    Hint::NotThen => not_then.push(at..at + length),
                    Hint::There => there.push(at..at + length),
                    _ => {}
                }
                if matches!(
                    hint,
                    Hint::NobodyCovers
                        | Hint::NoMoreCalls
                        | Hint::NotThen
                        | Hint::There
                        | Hint::SelfCall
                        | Hint::Telephone
                ) {
                    continue;
                }
                let whole = matches!(hint, Hint::Situation | Hint::Away);
                for word in words.iter_mut().skip(at).take(length) {
                    if whole && length > word.phrase.len() {
                        word.phrase = at..at + length;
                    }
                    if !word.hints.contains(&hint) {
                        word.hints.push(hint);
                    }
                }
            }
        }
        let letters = text.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
        let (upper, all) = letters
            .fold((0, 0), |(upper, all), c| (upper + usize::from(c.is_uppercase()), all + 1));
        let shouted = all > 6 && upper * 5 >= all * 4;
        let code = markup::find(&text);
        let (denied, not_on, events) = (false, Vec::new(), Vec::new());
        let mut note = Note {
            text,
            words,
            shouted,
            uncovered,
            self_call,
            no_more_calls,
            not_then,
            denied,
            not_on,
            events,
            there,
        };
        code.iter().for_each(|bytes| note.take(bytes, Taken::Code));
        note
    }

    /// A word as it was typed.
    pub fn typed(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.text.get(word.at.clone())).unwrap_or_default()
    }

    /// Marks the words that touch these bytes.
    pub fn take(&mut self, bytes: &Range<usize>, taken: Taken) {
        let touched = |word: &&mut Word| word.at.start < bytes.end && bytes.start < word.at.end;
        self.words.iter_mut().filter(touched).for_each(|word| word.taken = Some(taken));
    }

    /// The text in which the words that were taken are holes, as long as they were in bytes.
    pub fn with_holes(&self) -> String {
        let mut text = self.text.clone();
        // A number with its sign is no time.
        let hole =
            |word: &&Word| word.taken.is_some() || text_at(&self.text, word).starts_with(is_sign);
        for word in self.words.iter().rev().filter(hole) {
            // A hole is three bytes long: the first says that there is one, the rest is white space.
            let length = word.at.len();
            let hole = if length >= HOLE.len_utf8() {
                format!("{HOLE}{}", " ".repeat(length - HOLE.len_utf8()))
            } else {
                "!".repeat(length)
            };
            text.replace_range(word.at.clone(), &hole);
        }
        // As long, and it stays one character in the compatible form.
        text.replace(NUMERO, HOLE.encode_utf8(&mut [0; 4]))
    }

    pub fn has(&self, at: usize, hint: Hint) -> bool {
        self.words.get(at).is_some_and(|word| word.hints.contains(&hint))
    }
}

fn text_at<'t>(text: &'t str, word: &Word) -> &'t str {
    text.get(word.at.clone()).unwrap_or_default()
}

fn is_inner(c: char) -> bool {
    matches!(c, '-' | '\'' | '\u{2019}' | '`' | '\u{2011}')
}

fn is_sign(c: char) -> bool {
    c == '#' || NUMERO.contains(c)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn gap(text: &str) -> Gap {
    let mut found = Gap::Nothing;
    for c in text.chars() {
        match c {
            '.' | '!' | '?' | ';' | ':' | '(' | ')' | '/' | '>' => return Gap::Stop,
            '\u{ab}' | '\u{bb}' | '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' => found = Gap::Quote,
            ',' if found == Gap::Nothing => found = Gap::Comma,
            '-' | '\u{2013}' | '\u{2014}' | '=' if found == Gap::Nothing => found = Gap::Dash,
            _ => {}
        }
    }
    found
}
