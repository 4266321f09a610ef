//! A typed text cut into numbers, the signs between them, and words.

use unicode_normalization::UnicodeNormalization;

/// A piece of the typed text, and where it stands in it: its first character and the one behind its
/// last, counted in the text's compatible form (NFKC).
pub(super) struct Raw {
    pub kind: RawKind,
    pub from: usize,
    pub to: usize,
}

pub(super) enum RawKind {
    /// `minus`: one stands before it, and nothing before that; with the blanks behind it.
    Number {
        text: String,
        minus: String,
    },
    Letters {
        text: String,
        lower: String,
        glued: bool,
    },
    Sign(char),
}

/// In lower case, without apostrophes, with letters that are typed for each other made the same.
pub(super) fn plain(word: &str, same: &[(char, char)]) -> String {
    let letters = word.chars().filter(|c| !is_apostrophe(*c)).flat_map(char::to_lowercase);
    letters.map(|c| same.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to)).collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{02bc}' | '`')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_digit()
}

/// Cuts a text into numbers, the signs between them, and words.
pub(super) fn split(text: &str, same: &[(char, char)]) -> Vec<Raw> {
    let chars: Vec<char> = text.nfkc().collect();
    let mut raws: Vec<Raw> = Vec::new();
    let mut at = 0;
    let run = |from: usize, test: &dyn Fn(char) -> bool| {
        from + chars[from..].iter().take_while(|c| test(**c)).count()
    };
    while let Some(&c) = chars.get(at) {
        if c.is_ascii_digit() {
            let end = run(at, &|c| c.is_ascii_digit());
            let joined = matches!(raws.last(), Some(Raw { kind: RawKind::Sign(_), .. }));
            let minus = minus(&chars[..at], chars.get(end)).filter(|_| !joined).unwrap_or_default();
            let kind = RawKind::Number { text: chars[at..end].iter().collect(), minus };
            raws.push(Raw { kind, from: at, to: end });
            at = end;
            if let Some((sign, next)) = sign_at(&chars, end, &raws) {
                raws.push(Raw { kind: RawKind::Sign(sign), from: end, to: next });
                at = next;
            }
        } else if is_letter(c) {
            let end = run(at, &|c| is_letter(c) || is_apostrophe(c));
            let text: String = chars[at..end].iter().collect();
            let before = |back: usize| at.checked_sub(back).and_then(|at| chars.get(at));
            let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
            let dash = before(1).is_some_and(|c| is_dash(*c));
            let glued = digit(before(1)) || (dash && digit(before(2)));
            let kind = RawKind::Letters { lower: plain(&text, same), text, glued };
            raws.push(Raw { kind, from: at, to: end });
            at = end;
            // "10am-12pm"
            if let Some(('-', next)) = sign_at(&chars, end, &raws).filter(|_| glued) {
                raws.push(Raw { kind: RawKind::Sign('-'), from: end, to: next });
                at = next;
            }
        } else {
            at += 1;
        }
    }
    raws
}

/// The minus in which a text ends and that belongs to the number behind it. Apart from it, and before an
/// hour with its minutes, it is but a dash: "tomorrow - 15:20".
fn minus(before: &[char], behind: Option<&char>) -> Option<String> {
    let blanks = before.iter().rev().take_while(|c| **c == ' ').count();
    let (before, apart) = before.split_at(before.len() - blanks);
    let minus = match before {
        [c] | [.., ' ', c] => is_dash(*c) && (apart.is_empty() || behind != Some(&':')),
        _ => false,
    };
    minus.then(|| ['-'].iter().chain(apart.first()).collect())
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The sign that joins the number that ends before `end` to a next one, and where that begins.
fn sign_at(chars: &[char], end: usize, raws: &[Raw]) -> Option<(char, usize)> {
    let blanks = |from: usize| chars[from..].iter().take_while(|c| **c == ' ').count();
    let at = end + blanks(end);
    let sign = match *chars.get(at)? {
        c if is_dash(c) => '-',
        c @ (':' | '.' | '/' | ',') => c,
        _ => return None,
    };
    let next = at + 1 + blanks(at + 1);
    if !chars.get(next)?.is_ascii_digit() {
        return None;
    }
    let apart = at > end || next > at + 1;
    match sign {
        ':' | '-' => Some((sign, next)),
        '.' | '/' if !apart => Some((sign, next)),
        // A comma stands for a point, unless it separates a date from a time.
        ',' if !apart => {
            let after = next + chars[next..].iter().take_while(|c| c.is_ascii_digit()).count();
            let of_next = matches!(chars.get(after), Some(':' | '.'));
            let of_last = raws.len() > 1
                && matches!(raws.get(raws.len() - 2), Some(Raw { kind: RawKind::Sign(_), .. }));
            (!of_next && !of_last).then_some(('.', next))
        }
        _ => None,
    }
}
