//! What is wrong with a file, and where.

use std::cell::RefCell;
use std::fmt;
use std::ops::Range;

/// Something wrong in a file of rules or texts. English, for authors and developers; ordered by
/// file and line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl Defect {
    /// A defect at a byte of a text.
    pub fn at(file: &str, text: &str, byte: usize, message: impl Into<String>) -> Defect {
        let mut end = byte.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Defect {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            message: message.into(),
        }
    }

    /// A defect of a file as a whole.
    pub fn whole(file: &str, message: impl Into<String>) -> Defect {
        Defect { file: file.to_owned(), line: 1, column: 1, message: message.into() }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)
    }
}

/// Collects the defects of one file.
pub(super) struct Notes<'t> {
    /// The file's name.
    pub file: &'t str,
    /// Its text.
    pub text: &'t str,
    list: RefCell<Vec<Defect>>,
}

impl<'t> Notes<'t> {
    /// Nothing wrong yet.
    pub fn new(file: &'t str, text: &'t str) -> Self {
        Notes { file, text, list: RefCell::default() }
    }

    /// Notes what is wrong at a place in the text.
    pub fn add(&self, span: &Range<usize>, message: impl Into<String>) {
        self.list.borrow_mut().push(Defect::at(self.file, self.text, span.start, message));
    }

    /// What was read, if nothing was wrong; else all that was, in order.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, Vec<Defect>> {
        let file = self.file;
        let mut list = self.list.into_inner();
        list.sort();
        list.dedup();
        match read {
            Some(value) if list.is_empty() => Ok(value),
            _ if list.is_empty() => Err(vec![Defect::whole(file, "cannot be read")]),
            _ => Err(list),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "a\n\u{e9}\u{e9}x\n";
        let at = |byte| {
            let defect = Defect::at("f", text, byte, "m");
            (defect.line, defect.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(2), (2, 1));
        assert_eq!(at(6), (2, 3));
        assert_eq!(at(3), (2, 1), "a byte inside a character counts as its start");
        assert_eq!(at(999), (3, 1));
    }
}
