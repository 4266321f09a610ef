//! Softmax regression over hashed features: one weight for each feature and situation, moved by
//! AdaGrad, in an order that is always the same.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Settings;
use super::features::Feature;
use super::guess::softmax;
use crate::domain::codes::CodeId;

/// Where weights begin that have not moved yet: keeps their first steps from being the longest.
const FIRST_SQUARE: f32 = 1e-2;
/// A probability that is so near to what it should be moves no weight.
const NEAR: f32 = 1e-2;

/// Weights by feature and situation.
#[derive(Debug)]
pub(super) struct Model {
    codes: Vec<CodeId>,
    rows: Rows,
    weights: Vec<f32>,
}

/// Rows by fingerprint.
type Rows = HashMap<u32, Row, BuildHasherDefault<Spread>>;

/// Fingerprints are hashes already; looking one up is half of what training takes otherwise.
#[derive(Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, id: u32) {
        self.0 = (self.0 ^ u64::from(id)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// Where its weights begin.
    at: u32,
    /// How many examples have it.
    seen: u32,
}

/// A note as the model sees it: where the weights of its features begin, how much each counts.
struct Note {
    features: Vec<(u32, f32)>,
    code: usize,
}

impl Model {
    /// Learns. The same examples in the same order make the same weights.
    pub fn train(taught: &[(Vec<Feature>, &CodeId)], settings: &Settings) -> Model {
        let mut codes: Vec<CodeId> = taught.iter().map(|(_, code)| (*code).clone()).collect();
        codes.sort();
        codes.dedup();
        let width = codes.len();
        let mut ids: Vec<u32> = Vec::new();
        for (features, _) in taught {
            ids.extend(features.iter().map(|feature| feature.id));
        }
        ids.sort_unstable();
        let fewest = usize::from(settings.fewest);
        let known = ids.chunk_by(|a, b| a == b).filter(|same| same.len() >= fewest);
        let place = |(number, same): (usize, &[u32])| {
            (same[0], Row { at: (number * width) as u32, seen: same.len() as u32 })
        };
        let rows: Rows = known.enumerate().map(place).collect();
        let mut model = Model { weights: vec![0.0; rows.len() * width], codes, rows };
        let mut notes = Vec::with_capacity(taught.len());
        for (features, code) in taught {
            let code = model.codes.binary_search(code).unwrap_or_default();
            notes.push(Note { features: model.known(features), code });
        }
        model.learn(&notes, settings);
        model
    }

    fn learn(&mut self, notes: &[Note], settings: &Settings) {
        let width = self.codes.len();
        let mut squares = vec![FIRST_SQUARE; self.weights.len()];
        let mut order: Vec<usize> = (0..notes.len()).collect();
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        let other = settings.smoothing / width.max(1) as f32;
        let mut slopes: Vec<(usize, f32)> = Vec::with_capacity(width);
        for _ in 0..settings.rounds {
            shuffle(&mut order, &mut dice);
            for note in order.iter().map(|at| &notes[*at]) {
                slopes.clear();
                let p = softmax(&self.sum(&note.features), 1.0);
                for (code, p) in p.into_iter().enumerate() {
                    let own = if code == note.code { 1.0 - settings.smoothing } else { 0.0 };
                    let slope = p - other - own;
                    if slope.abs() > NEAR {
                        slopes.push((code, slope));
                    }
                }
                for (row, value) in &note.features {
                    let row = *row as usize;
                    let weights = &mut self.weights[row..row + width];
                    let squares = &mut squares[row..row + width];
                    for (code, slope) in &slopes {
                        let slope = slope * value;
                        squares[*code] += slope * slope;
                        weights[*code] -= settings.step * slope / squares[*code].sqrt();
                    }
                }
            }
        }
    }

    fn known(&self, features: &[Feature]) -> Vec<(u32, f32)> {
        features.iter().filter_map(|f| Some((self.rows.get(&f.id)?.at, f.value))).collect()
    }

    fn sum(&self, features: &[(u32, f32)]) -> Vec<f32> {
        let mut scores = vec![0.0; self.codes.len()];
        for (row, value) in features {
            let weights = &self.weights[*row as usize..];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * value;
            }
        }
        scores
    }

    /// What each situation gets.
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        self.sum(&self.known(features))
    }

    /// How far a feature moves one situation ahead of another.
    pub fn ahead(&self, feature: &Feature, first: &CodeId, second: &CodeId) -> f32 {
        let weight = |code: &CodeId| {
            let at =
                self.rows.get(&feature.id)?.at as usize + self.codes.binary_search(code).ok()?;
            self.weights.get(at).map(|weight| weight * feature.value)
        };
        weight(first).unwrap_or_default() - weight(second).unwrap_or_default()
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
