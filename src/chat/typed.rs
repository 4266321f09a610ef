//! Typed answers, cleaned and checked before they are kept.

use unicode_normalization::char::is_combining_mark;

use crate::domain::attempt::ANSWER_MAX;
use crate::words::Phrase;

use super::view::t;

/// The longest name, city or field of business.
const SHORT_MAX: usize = 100;

/// The longest thing that a client tells.
const LONG_MAX: usize = 2000;

/// The most marks above and below one letter; no language needs more.
const MARKS_MAX: usize = 4;

/// One line of text: white space folded; dropped what nobody sees but what can hide, reorder or pile
/// up text. What joins an emoji to one picture stays.
pub fn line(text: &str) -> String {
    let unseen = |c: char| c.is_control() || is_format(c) || is_direction(c);
    let visible = |c: char| !unseen(c) || c.is_whitespace();
    let chars: Vec<char> = text.chars().collect();
    let mut cleaned = String::with_capacity(text.len());
    let (mut at, mut marks) = (0, 0);
    while let Some(&c) = chars.get(at) {
        let picture = picture(chars.get(at..).unwrap_or_default());
        if picture > 0 {
            cleaned.extend(chars.iter().skip(at).take(picture));
            (at, marks) = (at + picture, 0);
            continue;
        }
        at += 1;
        if !visible(c) {
            continue;
        }
        marks = if is_combining_mark(c) { marks + 1 } else { 0 };
        if marks <= MARKS_MAX {
            cleaned.push(c);
        }
    }
    cleaned.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same of a note: what sets the direction of text may stand between two words, and parts them.
pub fn words(text: &str) -> String {
    line(&text.replace(is_direction, " "))
}

/// How many of these characters, from the first, are one emoji: pictures joined to one, with their
/// colours and variants; a flag with its letters; a digit in a key. 0: it is something else.
fn picture(text: &[char]) -> usize {
    if let [key, '\u{FE0F}', '\u{20E3}', ..] = text
        && (key.is_ascii_digit() || matches!(key, '#' | '*'))
    {
        return 3;
    }
    let mut length = 0;
    while text.get(length).copied().is_some_and(is_picture) {
        length += 1;
        let next = |at: usize| text.get(at).copied().unwrap_or_default();
        let tags = text.iter().skip(length).take_while(|c| is_tag(**c)).count();
        if (1..=TAGS_MAX).contains(&tags) && next(length + tags) == '\u{E007F}' {
            return length + tags + 1;
        }
        length += usize::from(next(length) == '\u{FE0F}');
        length += usize::from(matches!(next(length), '\u{1F3FB}'..='\u{1F3FF}'));
        if next(length) != '\u{200D}' || !is_picture(next(length + 1)) || length > PICTURE_MAX {
            break;
        }
        length += 1;
    }
    length
}

/// The letters of a region in its flag.
const TAGS_MAX: usize = 6;
/// The longest emoji, in characters.
const PICTURE_MAX: usize = 12;

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}')
}

/// Characters that may be drawn as emoji.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}'
        | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{25A0}'..='\u{25FF}'
        | '\u{2934}' | '\u{2935}' | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{24C2}' | '\u{A9}' | '\u{AE}')
}

/// Invisible characters that reorder text.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Invisible characters that hide text.
fn is_format(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}' | '\u{00AD}' | '\u{115F}' | '\u{1160}' | '\u{17B4}'..='\u{17B5}'
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

/// The name of somebody's profile: cut where it is too long; none: nobody could read it.
pub fn profile(text: &str) -> Option<String> {
    let mut name: String = line(text).chars().take(SHORT_MAX).collect();
    name.truncate(name.trim_end().len());
    name.chars().any(char::is_alphanumeric).then_some(name)
}

/// The answer to an open question, in the operator's words.
///
/// # Errors
/// What the reader is told: it is empty, or too long.
pub fn answer(text: &str) -> Result<String, Phrase> {
    within(text, ANSWER_MAX)
}

/// What a client said, as long as a message may be.
///
/// # Errors
/// What the reader is told: it is empty, or too long.
pub fn long(text: &str) -> Result<String, Phrase> {
    within(text, LONG_MAX)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_stay_whole() {
        for text in [
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}",
            "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
            "\u{1f469}\u{1f3fd}\u{200d}\u{1f4bb} a",
            "\u{2764}\u{fe0f}\u{200d}\u{1f525}",
            "1\u{fe0f}\u{20e3}#\u{fe0f}\u{20e3}",
            "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "\u{1f1ec}\u{1f1ea} \u{a9}\u{fe0f} \u{1f937}\u{1f3fb}\u{200d}\u{2642}\u{fe0f}",
        ] {
            assert_eq!(line(text), text, "{text:?}");
        }
    }

    #[test]
    fn what_hides_or_reorders_is_dropped() {
        for (text, expected) in [
            ("a\u{200d}b \u{200d}\u{1f468}", "ab \u{1f468}"),
            ("\u{1f468}\u{200d}x\u{fe0f}", "\u{1f468}x"),
            ("\u{1f468}\u{fe0f}\u{fe0f}\u{fe0f}", "\u{1f468}\u{fe0f}"),
            ("1\u{fe0f}2", "12"),
            ("a\u{e0061}\u{e007f}", "a"),
            ("\u{1f3f4}\u{e0061}b", "\u{1f3f4}b"),
            ("\u{202e}a\u{202c} \u{2067}b\u{2069}\u{200f}", "a b"),
            ("a\u{200f}b\u{61c}c", "abc"),
            ("a\u{0}\u{1b}[31mb\t\r\n c\u{2028}d", "a[31mb c d"),
            ("\u{ad}\u{3164}\u{2800}\u{feff}", ""),
            ("e\u{301}\u{327}", "e\u{301}\u{327}"),
        ] {
            assert_eq!(line(text), expected, "{text:?}");
        }
        let piled = format!("a{}b", "\u{301}\u{301}\u{feff}".repeat(500));
        assert_eq!(line(&piled), format!("a{}b", "\u{301}".repeat(MARKS_MAX)));
    }

    #[test]
    fn a_long_profile_name_is_cut_and_an_unreadable_one_is_none() {
        assert_eq!(profile(&"x".repeat(128)), Some("x".repeat(SHORT_MAX)));
        assert_eq!(profile("  Ann\nLee "), Some("Ann Lee".to_owned()));
        for nobody in ["", "\u{200b}", " \u{202e} ", "\u{3164}", "..."] {
            assert_eq!(profile(nobody), None, "{nobody:?}");
        }
    }
}
