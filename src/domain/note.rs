//! A note: what an operator typed about a call, in a hurry. It is kept as it was typed as long as the
//! result that is made of it is in the making, and no longer.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::codes::{CodeId, Need};
use super::phone::Phone;

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// In the operator's words, on one line.
    pub text: String,
    /// When, UTC: «tomorrow» is the day after it.
    pub at: DateTime<Utc>,
    /// Drawn once, so that a minute that nobody named stays the same however often it is shown.
    pub dice: u32,
}

/// A note of which a result is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// What was typed.
    pub note: Note,
    /// Nobody has said yet which situation it is.
    #[serde(default)]
    pub open: bool,
    /// It was not understood: whatever the situation turns out to be, its words are the reason.
    #[serde(default)]
    pub unsure: bool,
    /// The situation that was guessed first.
    #[serde(default)]
    pub first: Option<CodeId>,
    /// The situations that it may mean, the likeliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<CodeId>,
    /// The answers that were taken from it; another situation takes its own.
    #[serde(default)]
    pub gave: Vec<Need>,
}

impl Note {
    /// A minute of so many that it might be; 0, if there are none.
    pub fn below(&self, count: u32) -> u32 {
        self.dice % count.max(1)
    }
}

impl Note {
    /// A number stands in it, with its country code or without.
    pub fn tells(&self, phone: &Phone) -> bool {
        Note::tells_in(&self.text, phone)
    }

    /// The same of any text.
    pub fn tells_in(text: &str, phone: &Phone) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (own, told) = (digits(phone.e164()), digits(text));
        let start = own.len().saturating_sub(NATIONAL);
        own.get(start..).is_some_and(|end| told.contains(end))
    }
}

/// So many digits at its end tell a number from others.
const NATIONAL: usize = 9;

impl Noted {
    /// The operator answers himself: that no longer comes from the note.
    pub fn answered(&mut self, need: Need) {
        self.gave.retain(|given| *given != need);
    }
}
