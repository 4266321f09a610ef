//! Examples while they are learned from.

use super::extract::Lesson;
use super::{Example, roomy};
use crate::domain::codes::CodeId;

/// What training looks at of examples, all texts in one: there are thousands, and what so many small
/// texts took would stay with the process.
#[derive(Debug)]
pub struct Examples {
    text: String,
    list: Vec<Ends>,
    codes: Vec<CodeId>,
}

/// Where what belongs to an example ends in the text.
#[derive(Debug)]
struct Ends {
    note: usize,
    reason: Option<usize>,
    /// The number of its situation.
    code: usize,
}

impl Examples {
    /// None yet.
    pub fn none() -> Examples {
        let text = String::from_utf8(roomy()).unwrap_or_default();
        Examples { text, list: Vec::new(), codes: Vec::new() }
    }

    /// Adds one.
    pub fn add(&mut self, example: &Example) {
        let known = self.codes.iter().position(|code| *code == example.code);
        let code = known.unwrap_or_else(|| {
            self.codes.push(example.code.clone());
            self.codes.len() - 1
        });
        self.text.push_str(&example.text);
        let note = self.text.len();
        let reason = example.reason.as_ref().map(|reason| {
            self.text.push_str(reason);
            self.text.len()
        });
        self.list.push(Ends { note, reason, code });
    }

    /// All of them.
    pub fn lessons(&self) -> Vec<Lesson<'_>> {
        let mut lessons = Vec::with_capacity(self.list.len());
        let mut from = 0;
        for Ends { note, reason, code } in &self.list {
            let Some(code) = self.codes.get(*code) else { continue };
            let part = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
            let (text, reason_at) = (part(from, *note), *reason);
            lessons.push(Lesson { text, code, reason: reason_at.map(|end| part(*note, end)) });
            from = reason.unwrap_or(*note);
        }
        lessons
    }
}

impl<'e> From<&'e Example> for Lesson<'e> {
    fn from(example: &'e Example) -> Self {
        let Example { text, code, reason, .. } = example;
        Lesson { text, code, reason: reason.as_deref() }
    }
}
