//! Softmax regression over hashed features: one weight for each feature and situation, moved by
//! AdaGrad, in an order that is always the same.

use std::collections::HashMap;

use super::Settings;
use super::features::Feature;
use super::guess::softmax;
use crate::domain::codes::CodeId;

/// A feature that fewer examples have teaches nothing that holds for other notes.
const FEWEST: u32 = 2;

/// Weights by feature and situation.
#[derive(Debug)]
pub(super) struct Model {
    codes: Vec<CodeId>,
    rows: HashMap<u32, Row>,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Where its weights begin.
    at: u32,
    /// How many examples have it.
    seen: u32,
}

impl Model {
    /// Learns. The same examples in the same order make the same weights.
    pub fn train(taught: &[(Vec<Feature>, &CodeId)], settings: &Settings) -> Model {
        let mut codes: Vec<CodeId> = taught.iter().map(|(_, code)| (*code).clone()).collect();
        codes.sort();
        codes.dedup();
        let width = codes.len();
        let mut seen: HashMap<u32, u32> = HashMap::new();
        for feature in taught.iter().flat_map(|(features, _)| features) {
            *seen.entry(feature.id).or_default() += 1;
        }
        let mut known: Vec<(u32, u32)> = seen.into_iter().filter(|(_, n)| *n >= FEWEST).collect();
        known.sort_unstable();
        let place = |(number, (id, seen)): (usize, &(u32, u32))| {
            (*id, Row { at: (number * width) as u32, seen: *seen })
        };
        let rows: HashMap<u32, Row> = known.iter().enumerate().map(place).collect();
        let mut model =
            Model { weights: vec![0.0; known.len() * width], bias: vec![0.0; width], codes, rows };
        model.learn(taught, settings);
        model
    }

    fn learn(&mut self, taught: &[(Vec<Feature>, &CodeId)], settings: &Settings) {
        let width = self.codes.len();
        let notes: Vec<(Vec<(usize, f32)>, usize)> = taught
            .iter()
            .filter_map(|(features, code)| {
                let own = features.iter().filter_map(|f| Some((self.rows.get(&f.id)?.at, f.value)));
                let own = own.map(|(at, value)| (at as usize, value)).collect();
                Some((own, self.codes.binary_search(code).ok()?))
            })
            .collect();
        let mut squares = vec![1e-2_f32; self.weights.len()];
        let mut order: Vec<usize> = (0..notes.len()).collect();
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        let other = settings.smoothing / width.max(1) as f32;
        for _ in 0..settings.rounds {
            shuffle(&mut order, &mut dice);
            for at in &order {
                let (features, code) = &notes[*at];
                let mut slope = softmax(&self.sum(features), 1.0);
                for (number, p) in slope.iter_mut().enumerate() {
                    *p -= other + if number == *code { 1.0 - settings.smoothing } else { 0.0 };
                }
                for (row, value) in features {
                    let weights = &mut self.weights[*row..row + width];
                    let squares = &mut squares[*row..row + width];
                    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(&slope) {
                        let slope = slope * value + settings.decay * *weight;
                        *square += slope * slope;
                        *weight -= settings.step * slope / square.sqrt();
                    }
                }
            }
        }
    }

    fn sum(&self, features: &[(usize, f32)]) -> Vec<f32> {
        let mut scores = self.bias.clone();
        for (row, value) in features {
            let weights = &self.weights[*row..row + scores.len()];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * value;
            }
        }
        scores
    }

    /// What each situation gets.
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        let known = features.iter().filter_map(|f| Some((self.rows.get(&f.id)?.at, f.value)));
        let known: Vec<(usize, f32)> = known.map(|(at, value)| (at as usize, value)).collect();
        self.sum(&known)
    }

    /// In how many examples a feature was seen.
    pub fn seen(&self, id: u32) -> u32 {
        self.rows.get(&id).map_or(0, |row| row.seen)
    }

    /// The situations, in the order of their ids.
    pub fn codes(&self) -> &[CodeId] {
        &self.codes
    }
}

/// Fisher and Yates, with dice that always fall the same way.
fn shuffle(order: &mut [usize], dice: &mut u64) {
    for last in (1..order.len()).rev() {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        order.swap(last, (*dice % (last as u64 + 1)) as usize);
    }
}
