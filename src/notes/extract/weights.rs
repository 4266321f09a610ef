//! How likely a run of words is the reason: sums of learned weights.

use std::array;
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
/// How many times the examples are gone through: more of it, and what is found in notes by others is
/// worse.
const ROUNDS: usize = 3;
/// The size of steps.
const STEP: f32 = 0.03;
/// Where weights begin that have not moved yet: keeps their first steps from being the longest.
const FIRST_SQUARE: f32 = 1e-2;
/// A chance that is so near to what it should be moves no weight.
const NEAR: f32 = 1e-2;
/// So many runs are held against each other at the end.
const KEPT: usize = 80;
/// Notes by others are read with less certainty than the examples: what is divided out of the scores.
const WARM: f32 = 1.5;
/// How strongly a run is drawn to where others, too, begin and end, and the least that counts there: what
/// passes for others should still be a statement.
const EDGE: f32 = 0.07;
const LEAST_EDGE: f32 = 0.01;
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

/// Learns the weights from examples, in their order: softmax regression over all runs of a note and none,
/// by AdaGrad. It gives chances, which [`Weights::likeliest`] needs; what only tells right from wrong runs
/// does not.
pub(super) fn learn(taught: &[Taught]) -> Weights {
    let mut learner = Learner {
        weights: Weights::new(Vec::new(), 0.0),
        squares: Weights::new(roomy(), FIRST_SQUARE),
        slopes: Vec::new(),
    };
    let mut runs = Vec::new();
    for _ in 0..ROUNDS {
        for Taught { looked, golds } in taught {
            for (features, gold) in looked.notes().zip(golds) {
                learner.see(&features, gold.as_ref(), &mut runs);
            }
        }
    }
    learner.weights
}

struct Learner {
    weights: Weights,
    /// Of all that weights were moved by.
    squares: Weights,
    /// By how much each word of the note is too likely to stand in each place.
    slopes: Vec<[f32; LABELS]>,
}

impl Learner {
    /// Moves the weights by one example. `runs` is a list that is used again.
    fn see(
        &mut self,
        features: &Features<'_>,
        gold: Option<&Range<usize>>,
        runs: &mut Vec<(Range<usize>, f32)>,
    ) {
        if gold.is_some_and(|gold| gold.len() > LONGEST_RUN) {
            return;
        }
        let scores = self.weights.scores(features);
        runs.clear();
        let none = self.weights.runs(features, &scores, |run, score| runs.push((run, score)));
        let none = chances(runs, none, 1.0);
        self.slopes.clear();
        self.slopes.resize(scores.len(), [0.0; LABELS]);
        for (run, chance) in runs.iter_mut() {
            if gold == Some(run) {
                *chance -= 1.0;
            }
            self.slope(run, *chance);
        }
        for (places, slopes) in features.words().zip(&self.slopes) {
            if slopes.iter().all(|slope| slope.abs() < NEAR) {
                continue;
            }
            for place in places {
                let weights = self.weights.words.get_mut(place);
                let squares = self.squares.words.get_mut(place);
                let (Some(weights), Some(squares)) = (weights, squares) else { continue };
                // All at once, as processors do.
                *squares = array::from_fn(|label| squares[label] + slopes[label] * slopes[label]);
                *weights = array::from_fn(|label| {
                    weights[label] - STEP * slopes[label] / squares[label].sqrt()
                });
            }
        }
        self.whole(features, None, if gold.is_none() { none - 1.0 } else { none });
        for (run, slope) in runs.iter() {
            self.whole(features, Some(run), *slope);
        }
    }

    /// Puts the slope of a run to its words.
    fn slope(&mut self, run: &Range<usize>, slope: f32) {
        for at in run.clone() {
            let Some(word) = self.slopes.get_mut(at) else { continue };
            word[OUTSIDE] -= slope;
            word[if at == run.start { FIRST } else { INSIDE }] += slope;
            if at + 1 == run.end {
                word[LAST] += slope;
            }
        }
    }

    /// Moves the weights of a run as a whole.
    fn whole(&mut self, features: &Features<'_>, run: Option<&Range<usize>>, slope: f32) {
        if slope.abs() < NEAR {
            return;
        }
        for place in features.of_run(run) {
            let weight = self.weights.runs.get_mut(place);
            let square = self.squares.runs.get_mut(place);
            if let (Some(weight), Some(square)) = (weight, square) {
                *square += slope * slope;
                *weight -= STEP * slope / square.sqrt();
            }
        }
    }
}

/// Makes chances of the scores of runs and of none; gives that of none.
fn chances(runs: &mut [(Range<usize>, f32)], none: f32, warm: f32) -> f32 {
    let top = runs.iter().map(|(_, score)| *score).fold(none, f32::max);
    let raised = |score: f32| ((score - top) / warm).exp();
    let mut sum = raised(none);
    for (_, score) in runs.iter_mut() {
        *score = raised(*score);
        sum += *score;
    }
    runs.iter_mut().for_each(|(_, chance)| *chance /= sum);
    raised(none) / sum
}

impl Weights {
    fn new(mut words: Vec<[f32; LABELS]>, each: f32) -> Weights {
        words.resize(PLACES, [each; LABELS]);
        Weights { words, runs: vec![each; RUN_PLACES] }
    }

    /// What each word has for standing in each place.
    fn scores(&self, features: &Features) -> Vec<[f32; LABELS]> {
        let score = |places| {
            let mut sum = [0.0_f32; LABELS];
            for weight in Iterator::filter_map(places, |place: usize| self.words.get(place)) {
                sum = array::from_fn(|label| sum[label] + weight[label]);
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

    /// The run that would most likely pass for what somebody else took, and the chance that nothing says
    /// why. One that does not `tell` anything is taken only where it is much likelier than those that do.
    pub fn likeliest(
        &self,
        features: &Features<'_>,
        tell: impl Fn(&Range<usize>) -> bool,
    ) -> Option<(Range<usize>, f32)> {
        let scores = self.scores(features);
        let mut runs: Vec<(Range<usize>, f32)> = Vec::new();
        let none = self.runs(features, &scores, |run, score| runs.push((run, score)));
        let none = chances(&mut runs, none, WARM);
        let mut edges = vec![[LEAST_EDGE; 2]; scores.len() + 1];
        for (run, chance) in &runs {
            edges[run.start][0] += chance;
            edges[run.end][1] += chance;
        }
        runs.sort_by(|a, b| b.1.total_cmp(&a.1));
        runs.truncate(KEPT);
        let mut best: Option<(&Range<usize>, f32)> = None;
        for (run, _) in &runs {
            let passes = |(other, _): &&(Range<usize>, f32)| features.holds(run, other);
            let fit: f32 = runs.iter().filter(passes).map(|(_, chance)| chance).sum();
            let chance = fit * (edges[run.start][0] * edges[run.end][1]).powf(EDGE);
            let chance = if tell(run) { chance } else { chance * SILENT };
            if best.is_none_or(|(_, least)| chance > least) {
                best = Some((run, chance));
            }
        }
        best.map(|(run, _)| (run.clone(), none))
    }
}
