//! What clients said that no branch foresaw, for the script's author: the same answers at the same
//! step together, with how often. Source: domain page, section 10.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::people::PersonId;
use super::record::OtherAnswer;

/// A step of a version of a script.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spot {
    /// The script.
    pub script: String,
    /// Its version.
    pub version: u32,
    /// The step.
    pub step: String,
}

/// The same answer, however often it was given at one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// What tells it from others: see [`OtherAnswer::alike`].
    pub id: u64,
    /// Where.
    pub spot: Spot,
    /// In the words in which it was written down first.
    pub text: String,
    /// How often.
    pub times: u32,
    /// When for the last time, UTC.
    pub last: DateTime<Utc>,
    /// The author has dealt with it: who, and when.
    #[serde(default)]
    pub dealt: Option<(PersonId, DateTime<Utc>)>,
}

/// What there is at one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Where.
    pub spot: Spot,
    /// Different answers that nobody has dealt with.
    pub open: u32,
    /// How often those were given.
    pub times: u64,
    /// Different answers that somebody has dealt with.
    pub dealt: u32,
}

impl Spot {
    /// A number for it.
    pub fn id(&self) -> u64 {
        number(&[self.script.as_bytes(), &self.version.to_be_bytes(), self.step.as_bytes()])
    }
}

impl Heard {
    /// An answer that was given for the first time.
    pub fn new(id: u64, answer: &OtherAnswer) -> Self {
        let (text, last) = (answer.text.clone(), answer.at);
        Heard { id, spot: answer.spot(), text, times: 1, last, dealt: None }
    }

    /// It was given once more.
    pub fn again(&mut self, answer: &OtherAnswer) {
        self.times = self.times.saturating_add(1);
        self.last = self.last.max(answer.at);
    }
}

impl Tally {
    /// Nothing at a step.
    pub fn new(spot: Spot) -> Self {
        Tally { spot, open: 0, times: 0, dealt: 0 }
    }

    /// Adds an answer.
    pub fn add(&mut self, heard: &Heard) {
        match heard.dealt {
            Some(_) => self.dealt = self.dealt.saturating_add(1),
            None => {
                self.open = self.open.saturating_add(1);
                self.times = self.times.saturating_add(heard.times.into());
            }
        }
    }

    /// Takes an answer out.
    pub fn remove(&mut self, heard: &Heard) {
        match heard.dealt {
            Some(_) => self.dealt = self.dealt.saturating_sub(1),
            None => {
                self.open = self.open.saturating_sub(1);
                self.times = self.times.saturating_sub(heard.times.into());
            }
        }
    }

    /// Nothing is left.
    pub fn is_empty(&self) -> bool {
        self.open == 0 && self.dealt == 0
    }
}

impl OtherAnswer {
    /// Where it was given.
    pub fn spot(&self) -> Spot {
        let (script, step) = (self.script.clone(), self.step.clone());
        Spot { script, version: self.version, step }
    }

    /// The same for answers at one step that differ in letters' case, in signs and in spaces only;
    /// none, if nothing of it is left.
    pub fn alike(&self) -> Option<u64> {
        let plain = plain(&self.text);
        if plain.is_empty() && self.text.trim().is_empty() {
            return None;
        }
        // Nothing but signs is told apart by them.
        let text = if plain.is_empty() { self.text.trim() } else { &plain };
        let version = self.version.to_be_bytes();
        let parts = [self.script.as_bytes(), &version, self.step.as_bytes(), text.as_bytes()];
        Some(number(&parts))
    }
}

/// A text without case, signs and superfluous spaces.
pub fn plain(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The first 64 bits of a hash of all parts.
fn number(parts: &[&[u8]]) -> u64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let hash = hash.finalize();
    hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}
