//! What stands in a note that nobody says: tags, formulas, addresses of pages.

use std::ops::Range;

/// Where such things stand, in bytes.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let begins = text.get(..at).is_none_or(|before| before.ends_with(' ') || before.is_empty());
        let length = tag(rest)
            .or_else(|| formula(rest).filter(|_| begins))
            .or_else(|| page(rest).filter(|_| begins));
        match length {
            Some(length) => {
                found.push(at..at + length);
                at += length.max(1);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

/// `<b>`, and of a program all of it.
fn tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let begins = |c: char| c.is_ascii_alphabetic() || c == '/' || c == '!';
    let end = inside.find('>').filter(|_| inside.starts_with(begins))? + 2;
    for (open, close) in PROGRAMS {
        let is = inside.get(..open.len()).is_some_and(|name| name.eq_ignore_ascii_case(open));
        if is && let Some(last) = text.to_ascii_lowercase().find(close) {
            return Some(last + close.len());
        }
    }
    Some(end)
}

const PROGRAMS: [(&str, &str); 2] = [("script", "</script>"), ("style", "</style>")];

/// `=SUM(A1:A9)`.
fn formula(text: &str) -> Option<usize> {
    let name = text.strip_prefix(['=', '+', '@'])?;
    let letters = name.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').count();
    let call = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let call = call && name.get(letters..).is_some_and(|rest| rest.starts_with('('));
    let word = text.find(' ').unwrap_or(text.len());
    call.then(|| text.find(')').map_or(word, |end| end + 1))
}

/// `https://…`, `www.…`.
fn page(text: &str) -> Option<usize> {
    let starts = |start: &str| {
        text.get(..start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start))
    };
    let is = ["http://", "https://", "ftp://", "www."].into_iter().any(starts);
    is.then(|| text.find(' ').unwrap_or(text.len()))
}
