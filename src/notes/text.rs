//! A note as words: small letters without marks above them; numbers, times and addresses as what
//! they are, since no note repeats another's.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In small letters; of a number or an address its kind, such as `#mail`.
    pub text: String,
    /// Something like a comma stands before it.
    pub after_break: bool,
}

/// A note has no more words than this; the rest is not looked at.
const MOST_WORDS: usize = 120;
/// A longer word is cut, in letters.
const LONGEST: usize = 32;
/// So many digits and more are a telephone number.
const PHONE: usize = 6;

/// The words of a note.
pub(super) fn words(note: &str) -> Vec<Word> {
    let plain: String = note.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let mut words = Vec::new();
    let mut after_break = false;
    for piece in plain.split_whitespace() {
        if is_mail(piece) {
            words.push(Word { text: "#mail".to_owned(), after_break });
            after_break = piece.ends_with(is_break);
            continue;
        }
        let mut rest = piece;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            if !part.is_empty() {
                split_digits(part, &mut after_break, &mut words);
            }
            let mark = after.chars().next();
            if mark.is_some_and(is_break) {
                after_break = true;
            }
            rest = &after[mark.map_or(0, char::len_utf8)..];
        }
    }
    words.truncate(MOST_WORDS);
    words
}

/// Letters and digits; inside a word also what joins a time or a range.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_joint(c)
}

fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | ':')
}

fn is_break(c: char) -> bool {
    matches!(c, ',' | '.' | ';' | '!' | '?' | '(' | ')' | '\u{2013}' | '\u{2014}' | '/' | '>')
}

fn is_mail(piece: &str) -> bool {
    piece.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// «10ish», «till5»: digits and letters are words of their own.
fn split_digits(part: &str, after_break: &mut bool, words: &mut Vec<Word>) {
    let mut rest = part;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let same = |c: char| c.is_ascii_digit() == digits || (digits && c == ':');
        let end = rest.find(|c: char| !same(c)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        rest = after;
        let text = if digits { number(token) } else { letters(token) };
        if !text.is_empty() {
            words.push(Word { text, after_break: *after_break });
            *after_break = false;
        }
    }
}

fn number(token: &str) -> String {
    let count = token.bytes().filter(u8::is_ascii_digit).count();
    let kind = match count {
        _ if token.contains(':') && count <= 4 => "#time",
        0..=2 => "#few",
        count if count >= PHONE => "#phone",
        _ => "#number",
    };
    kind.to_owned()
}

fn letters(token: &str) -> String {
    token.chars().filter(|c| !is_joint(*c)).take(LONGEST).collect()
}
