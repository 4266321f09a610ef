//! How often guesses are right: counted over notes whose situation is known.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Guesses, Verdict};
use crate::domain::codes::CodeId;

/// In so many equal steps of certainty it is compared with how often it was right.
const BINS: usize = 15;

/// Counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    /// Notes.
    pub notes: u32,
    /// The first guess was right.
    pub first: u32,
    /// One of the first three was right.
    pub three: u32,
    /// The verdict was clear …
    pub clear: u32,
    /// … and right.
    pub clear_right: u32,
    /// The verdict was that it is not sure.
    pub unsure: u32,
    #[serde(skip)]
    bins: [(f64, u32); BINS],
}

impl Tally {
    /// Counts a note.
    pub fn add(&mut self, guesses: &Guesses, code: &CodeId) {
        let Some(best) = guesses.best() else { return };
        let right = best.code == *code;
        self.notes += 1;
        self.first += u32::from(right);
        self.three += u32::from(guesses.top(3).iter().any(|guess| guess.code == *code));
        let bin = ((f64::from(best.p) * BINS as f64) as usize).min(BINS - 1);
        self.bins[bin].0 += f64::from(best.p);
        self.bins[bin].1 += u32::from(right);
        match guesses.verdict() {
            Verdict::Clear(_) => {
                self.clear += 1;
                self.clear_right += u32::from(right);
            }
            Verdict::Unsure(_) => self.unsure += 1,
            Verdict::Among(_) => {}
        }
    }

    /// Expected calibration error: how far certainty and being right are apart, 0 to 1.
    pub fn calibration_error(&self) -> f64 {
        let apart: f64 = self.bins.iter().map(|(p, right)| (p - f64::from(*right)).abs()).sum();
        apart / f64::from(self.notes.max(1))
    }
}

/// Counts by language, by situation, and what was taken for what.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    /// All notes.
    pub all: Tally,
    /// By language.
    pub langs: BTreeMap<String, Tally>,
    /// By situation.
    pub codes: BTreeMap<CodeId, Tally>,
    confusions: BTreeMap<(CodeId, CodeId), u32>,
}

impl Tallies {
    /// Counts a note.
    pub fn add(&mut self, guesses: &Guesses, lang: &str, code: &CodeId) {
        self.all.add(guesses, code);
        self.langs.entry(lang.to_owned()).or_default().add(guesses, code);
        self.codes.entry(code.clone()).or_default().add(guesses, code);
        if let Some(best) = guesses.best().filter(|best| best.code != *code) {
            *self.confusions.entry((code.clone(), best.code.clone())).or_default() += 1;
        }
    }

    /// Which situation was taken for which other, and how often; the most frequent first.
    pub fn confusions(&self) -> Vec<(&CodeId, &CodeId, u32)> {
        let mut list: Vec<_> =
            self.confusions.iter().map(|((code, guess), count)| (code, guess, *count)).collect();
        list.sort_by(|a, b| b.2.cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        list
    }
}
