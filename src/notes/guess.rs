//! What comes out: probabilities, and whether they are clear.

use super::Settings;
use crate::domain::codes::CodeId;

/// A situation that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// Which.
    pub code: CodeId,
    /// How likely, 0 to 1. Of the notes for which it says 0.8, eight in ten mean this.
    pub p: f32,
}

/// What to make of the guesses.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// This one.
    Clear(Guess),
    /// One of these, the likeliest first; at most three.
    Among(Vec<Guess>),
    /// Not understood; perhaps one of these. The grouped list is shown.
    Unsure(Vec<Guess>),
}

/// So many are offered.
const OFFERED: usize = 3;

/// All situations, the likeliest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Guesses {
    list: Vec<Guess>,
    settings: Settings,
    /// Examples and lessons find different situations clear: then neither is.
    disputed: bool,
    /// Too little of the note was seen before.
    strange: bool,
}

impl Guesses {
    pub(super) fn new(
        codes: &[CodeId],
        scores: &[f32],
        settings: &Settings,
        strange: bool,
    ) -> Guesses {
        let p = softmax(scores, settings.temperature);
        let pairs = codes.iter().zip(p);
        let mut list: Vec<Guess> = pairs.map(|(code, p)| Guess { code: code.clone(), p }).collect();
        list.sort_by(|a, b| b.p.total_cmp(&a.p).then_with(|| a.code.cmp(&b.code)));
        Guesses { list, settings: settings.clone(), disputed: false, strange }
    }

    /// Nothing is known of it.
    pub fn none() -> Guesses {
        Guesses::new(&[], &[], &Settings::default(), false)
    }

    /// These, but not clear where the untaught ones clearly say something else.
    pub(super) fn unlike(self, untaught: &Guesses) -> Guesses {
        let disputed = match (self.verdict(), untaught.verdict()) {
            (Verdict::Clear(taught), Verdict::Clear(untaught)) => taught.code != untaught.code,
            _ => false,
        };
        Guesses { disputed, ..self }
    }

    /// All of them.
    pub fn all(&self) -> &[Guess] {
        &self.list
    }

    /// The likeliest; none where there are no examples.
    pub fn best(&self) -> Option<&Guess> {
        self.list.first()
    }

    /// The likeliest, at most so many.
    pub fn top(&self, count: usize) -> &[Guess] {
        &self.list[..count.min(self.list.len())]
    }

    /// How likely this one is.
    pub fn p(&self, code: &CodeId) -> f32 {
        self.list.iter().find(|guess| guess.code == *code).map_or(0.0, |guess| guess.p)
    }

    /// Whether it is clear, by the thresholds of `scripts/notes.toml`.
    pub fn verdict(&self) -> Verdict {
        let top = self.top(OFFERED).to_vec();
        let second = top.get(1).map_or(0.0, |guess| guess.p);
        match top.first() {
            _ if self.strange => Verdict::Unsure(top),
            Some(first)
                if !self.disputed
                    && first.p >= self.settings.clear
                    && second <= first.p * self.settings.ahead =>
            {
                Verdict::Clear(first.clone())
            }
            Some(first) if first.p >= self.settings.unsure => Verdict::Among(top),
            _ => Verdict::Unsure(top),
        }
    }
}

/// Probabilities of scores.
pub(super) fn softmax(scores: &[f32], temperature: f32) -> Vec<f32> {
    let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised = scores.iter().map(|score| ((score - best) / temperature).exp());
    let raised: Vec<f32> = raised.collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|p| p / sum.max(f32::MIN_POSITIVE)).collect()
}
