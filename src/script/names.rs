//! Ids: how they are written, that none is given twice, and that whoever names one names one
//! that exists.

use std::ops::Range;

use toml::Spanned;

use super::defect::Notes;

/// The longest id, in characters: with it every key's data fits into Telegram's 64 bytes.
pub const ID_MAX: usize = 24;

/// More known names than this are not listed in a message.
const LISTED: usize = 16;

/// All ids of one sort.
pub(super) struct Names {
    what: &'static str,
    /// None: the list itself could not be read, so nothing is held against it.
    list: Option<Vec<String>>,
}

impl Names {
    /// The ids that a file gives; wrong and repeated ones are noted.
    pub fn given<'s>(
        what: &'static str,
        notes: &Notes<'_>,
        ids: impl IntoIterator<Item = &'s Spanned<String>>,
    ) -> Names {
        let mut list: Vec<String> = Vec::new();
        for id in ids {
            check_id(notes, what, &id.span(), id.get_ref());
            if list.contains(id.get_ref()) {
                notes.add(&id.span(), format!("{what} `{}` is there twice", id.get_ref()));
            } else {
                list.push(id.get_ref().clone());
            }
        }
        Names { what, list: Some(list) }
    }

    /// Ids that another file gave.
    pub fn known(what: &'static str, list: Option<Vec<String>>) -> Names {
        Names { what, list }
    }

    /// Whether this one was given.
    pub fn has(&self, id: &str) -> bool {
        self.list.as_ref().is_none_or(|list| list.iter().any(|known| known == id))
    }

    /// What to say of an id that was not given.
    pub fn unknown(&self, id: &str) -> String {
        let list: Vec<&str> = self.list.iter().flatten().map(String::as_str).collect();
        unknown(self.what, id, &list)
    }

    /// The id that is meant, if it can be told.
    pub fn meant(&self, id: &str) -> Option<String> {
        if self.has(id) {
            return Some(id.to_owned());
        }
        let list: Vec<&str> = self.list.iter().flatten().map(String::as_str).collect();
        nearest(id, &list).map(str::to_owned)
    }

    /// The ids, in the order they were given.
    pub fn into_list(self) -> Vec<String> {
        self.list.unwrap_or_default()
    }

    /// The id that is meant: itself if it exists. One that does not is noted; then it is what was
    /// probably meant, so that a slip of the pen is reported once and not by its consequences.
    pub fn find(&self, notes: &Notes<'_>, id: &Spanned<String>) -> Option<String> {
        if !self.has(id.get_ref()) {
            let list: Vec<&str> = self.list.iter().flatten().map(String::as_str).collect();
            notes.add(&id.span(), unknown(self.what, id.get_ref(), &list));
        }
        self.meant(id.get_ref())
    }

    /// A list of ids that all exist and are named once.
    pub fn find_all(&self, notes: &Notes<'_>, ids: &[Spanned<String>]) -> Vec<String> {
        once(notes, self.what, ids);
        ids.iter().filter_map(|id| self.find(notes, id)).collect()
    }
}

/// Notes values that a list has twice.
pub(super) fn once<T: PartialEq + std::fmt::Display>(
    notes: &Notes<'_>,
    what: &str,
    list: &[Spanned<T>],
) {
    for (at, value) in list.iter().enumerate() {
        if list[..at].iter().any(|before| before.get_ref() == value.get_ref()) {
            notes.add(&value.span(), format!("{what} `{}` is named twice", value.get_ref()));
        }
    }
}

/// Notes an id that is not written as ids are.
pub(super) fn check_id(notes: &Notes<'_>, what: &str, span: &Range<usize>, id: &str) {
    let mut letters = id.chars();
    let right = letters.next().is_some_and(|c| c.is_ascii_lowercase())
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !right {
        notes.add(
            span,
            format!(
                "`{id}` is no id of a {what}: small Latin letters, digits and `_`, a letter first"
            ),
        );
    }
    let length = id.chars().count();
    if length > ID_MAX {
        notes.add(
            span,
            format!("the id `{id}` has {length} characters; a key has room for {ID_MAX}"),
        );
    }
}

/// Says that a name is not known, and which one was probably meant.
pub(super) fn unknown(what: &str, name: &str, known: &[&str]) -> String {
    let mut message = format!("there is no {what} `{name}`");
    if let Some(meant) = nearest(name, known) {
        message += &format!("; did you mean `{meant}`?");
    } else if !known.is_empty() && known.len() <= LISTED {
        message += &format!("; known are `{}`", known.join("`, `"));
    }
    message
}

/// The known name that a misspelt one is closest to, if it is close at all.
pub fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let slips = (name.chars().count() / 4).clamp(1, 3);
    known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), *candidate))
        .filter(|(distance, _)| *distance <= slips)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_another_word_is_not() {
        let known = ["present", "close", "lpr_open"];
        assert_eq!(nearest("presnet", &known), Some("present"));
        assert_eq!(nearest("lpr_opne", &known), Some("lpr_open"));
        assert_eq!(nearest("greet", &known), None);
        assert_eq!(
            unknown("step", "greet", &known),
            "there is no step `greet`; known are `present`, `close`, `lpr_open`"
        );
        assert_eq!(unknown("step", "greet", &[]), "there is no step `greet`");
    }
}
