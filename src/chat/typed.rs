//! Typed answers, cleaned and checked before they are kept.

use crate::domain::attempt::ANSWER_MAX;
use crate::words::Phrase;

use super::view::t;

/// The longest name, city or field of business.
const SHORT_MAX: usize = 100;

/// One line of text: white space folded, control and invisible direction marks dropped.
pub fn line(text: &str) -> String {
    let visible = |c: char| !(c.is_control() || is_format(c)) || c.is_whitespace();
    let cleaned: String = text.chars().filter(|c| visible(*c)).collect();
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Invisible characters that reorder or hide text.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' | '\u{00AD}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A name, a city, a field of business.
///
/// # Errors
/// What the reader is told: it is empty, or too long.
pub fn short(text: &str) -> Result<String, Phrase> {
    within(text, SHORT_MAX)
}

/// The answer to an open question, in the operator's words.
///
/// # Errors
/// What the reader is told: it is empty, or too long.
pub fn answer(text: &str) -> Result<String, Phrase> {
    within(text, ANSWER_MAX)
}

fn within(text: &str, most: usize) -> Result<String, Phrase> {
    let text = line(text);
    let length = text.chars().count();
    if !text.chars().any(char::is_alphanumeric) {
        Err(t("typed-empty"))
    } else if length > most {
        Err(t("typed-long").with("most", most).with("length", length))
    } else {
        Ok(text)
    }
}

/// An e-mail address: something, an at sign, and a host with a full stop.
///
/// # Errors
/// What the reader is told.
pub fn email(text: &str) -> Result<String, Phrase> {
    let text = short(text)?;
    let fine = text.split_once('@').is_some_and(|(name, host)| {
        let parts: Vec<&str> = host.split('.').collect();
        !name.is_empty()
            && parts.len() > 1
            && parts.iter().all(|part| !part.is_empty())
            && !host.contains('@')
            && !text.contains(|c: char| c.is_whitespace() || ",;<>\"".contains(c))
    });
    if fine { Ok(text) } else { Err(t("typed-email")) }
}
