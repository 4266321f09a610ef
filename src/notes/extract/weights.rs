//! How likely a run of words is the reason: sums of learned weights.

use std::ops::Range;

use super::features::{Features, Looked, PLACES, RUN_PLACES};
use crate::notes::roomy;

/// Outside, first, inside, last.
const LABELS: usize = 4;
const OUTSIDE: usize = 0;
const FIRST: usize = 1;
const INSIDE: usize = 2;
const LAST: usize = 3;
/// A run is not longer, in words.
const LONGEST_RUN: usize = 16;
/// How many times the examples are gone through.
const ROUNDS: usize = 5;
/// By so much the right run is to be ahead of one that has nothing in common with it.
const MARGIN: f32 = 25.0;
/// So many runs are held against each other at the end.
const KEPT: usize = 40;
/// A run that is behind by so much is a third as likely.
const WARM: f32 = 10.0;
/// So much a run counts more for being itself than for passing for another.
const OWN: f32 = 0.05;
/// So much a run counts that tells nothing, beside those that do.
const SILENT: f32 = 0.5;

/// Examples, taken apart.
pub(super) struct Taught {
    pub looked: Looked,
    /// The reason of each.
    pub golds: Vec<Option<Range<usize>>>,
}

/// The weights of words and of runs.
pub(super) struct Weights {
    words: Vec<[f32; LABELS]>,
    runs: Vec<f32>,
}

/// Learns the weights from examples, in their order.
pub(super) fn learn(taught: &Taught) -> Weights {
    let mut weights = Weights::new(Vec::new());
    let mut totals = Weights::new(roomy());
    let mut step = 1.0_f32;
    for _ in 0..ROUNDS {
        for (features, gold) in taught.looked.notes().zip(&taught.golds) {
            let features = &features;
            let guess = weights.best(features, |run| cost(run, gold.as_ref()));
            if guess != *gold {
                for (run, by) in [(gold, 1.0), (&guess, -1.0)] {
                    weights.add(features, run.as_ref(), by);
                    totals.add(features, run.as_ref(), by * step);
                }
            }
            step += 1.0;
        }
    }
    let words = weights.words.iter_mut().flatten().zip(totals.words.iter().flatten());
    for (weight, total) in words.chain(weights.runs.iter_mut().zip(&totals.runs)) {
        *weight -= total / step;
    }
    weights
}

/// How wrong a run is: a neighbour of the right one is less so than another.
fn cost(run: Option<&Range<usize>>, gold: Option<&Range<usize>>) -> f32 {
    match (run, gold) {
        (Some(run), Some(gold)) => MARGIN * (1.0 - alike(run, gold)),
        (None, None) => 0.0,
        _ => MARGIN,
    }
}

/// How much of two runs is the same, from 0 to 1.
fn alike(run: &Range<usize>, other: &Range<usize>) -> f32 {
    let shared = run.end.min(other.end).saturating_sub(run.start.max(other.start));
    2.0 * count(shared) / count(run.len() + other.len())
}

fn count(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

impl Weights {
    fn new(mut words: Vec<[f32; LABELS]>) -> Weights {
        words.resize(PLACES, [0.0; LABELS]);
        Weights { words, runs: vec![0.0; RUN_PLACES] }
    }

    /// What each word has for standing in each place.
    fn scores(&self, features: &Features) -> Vec<[f32; LABELS]> {
        let score = |places| {
            let mut sum = [0.0_f32; LABELS];
            for weight in Iterator::filter_map(places, |place: usize| self.words.get(place)) {
                for (sum, weight) in sum.iter_mut().zip(weight) {
                    *sum += weight;
                }
            }
            sum
        };
        features.words().map(score).collect()
    }

    /// Every run with how much it has, and how much none has.
    fn runs(
        &self,
        features: &Features<'_>,
        scores: &[[f32; LABELS]],
        mut each: impl FnMut(Range<usize>, f32),
    ) -> f32 {
        let whole = |run: Option<&Range<usize>>| -> f32 {
            features.of_run(run).filter_map(|place| self.runs.get(place)).sum()
        };
        for from in 0..scores.len() {
            let mut gain = 0.0;
            for (at, word) in scores.iter().enumerate().skip(from).take(LONGEST_RUN) {
                let own = if at == from { FIRST } else { INSIDE };
                gain += word[own] - word[OUTSIDE];
                let run = from..at + 1;
                let score = gain + word[LAST] + whole(Some(&run));
                each(run, score);
            }
        }
        whole(None)
    }

    /// The best run or none; the cost is put to each.
    fn best(
        &self,
        features: &Features<'_>,
        cost: impl Fn(Option<&Range<usize>>) -> f32,
    ) -> Option<Range<usize>> {
        let scores = self.scores(features);
        let mut best: Option<(Range<usize>, f32)> = None;
        let none = self.runs(features, &scores, |run, score| {
            let score = score + cost(Some(&run));
            if best.as_ref().is_none_or(|(_, least)| score > *least) {
                best = Some((run, score));
            }
        });
        best.filter(|(_, score)| *score > none + cost(None)).map(|(run, _)| run)
    }

    /// The run that is most likely to be what somebody else would have taken, or to hold it, unless
    /// none has more by `given`. One that does not `tell` anything is taken only where it is much
    /// likelier than those that do.
    pub fn likeliest(
        &self,
        features: &Features<'_>,
        given: f32,
        tell: impl Fn(&Range<usize>) -> bool,
    ) -> Option<Range<usize>> {
        let scores = self.scores(features);
        let mut runs: Vec<(Range<usize>, f32)> = Vec::new();
        let none = self.runs(features, &scores, |run, score| runs.push((run, score)));
        runs.sort_by(|a, b| b.1.total_cmp(&a.1));
        let top = runs.first()?.1;
        if top + given <= none {
            return None;
        }
        runs.truncate(KEPT);
        for (_, score) in &mut runs {
            *score = ((*score - top) / WARM).exp();
        }
        let mut best: Option<(usize, f32)> = None;
        for (at, (run, own)) in runs.iter().enumerate() {
            let fits = |other| f32::from(u8::from(features.holds(run, other))) + alike(run, other);
            let fit = runs.iter().map(|(other, chance)| chance * fits(other));
            let chance = fit.sum::<f32>() + own * OWN;
            let chance = if tell(run) { chance } else { chance * SILENT };
            if best.is_none_or(|(_, least)| chance > least) {
                best = Some((at, chance));
            }
        }
        best.and_then(|(at, _)| runs.get(at)).map(|(run, _)| run.clone())
    }

    fn add(&mut self, features: &Features<'_>, run: Option<&Range<usize>>, by: f32) {
        for (at, places) in features.words().enumerate() {
            for label in labels(run, at) {
                for place in places.clone() {
                    if let Some(weight) = self.words.get_mut(place) {
                        weight[label] += by;
                    }
                }
            }
        }
        for place in features.of_run(run) {
            if let Some(weight) = self.runs.get_mut(place) {
                *weight += by;
            }
        }
    }
}

/// The labels of a word, if that run is the reason.
fn labels(run: Option<&Range<usize>>, at: usize) -> impl Iterator<Item = usize> {
    let (own, last) = match run {
        Some(run) if run.contains(&at) => {
            (if at == run.start { FIRST } else { INSIDE }, at + 1 == run.end)
        }
        _ => (OUTSIDE, false),
    };
    std::iter::once(own).chain(last.then_some(LAST))
}
