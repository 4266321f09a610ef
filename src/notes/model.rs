//! Softmax regression over hashed features: one weight for each feature and situation, moved by
//! AdaGrad, in an order that is always the same.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

use super::features::Feature;
use super::guess::softmax;
use super::{Settings, roomy};
use crate::domain::codes::CodeId;

/// Where weights begin that have not moved yet: keeps their first steps from being the longest.
const FIRST_SQUARE: f32 = 1e-2;
/// A probability that is so near to what it should be moves no weight.
const NEAR: f32 = 1e-2;

/// So many weights are added at once, as processors do; what is read behind the last situation counts
/// for nothing.
const LANES: usize = 8;

/// Weights by feature and situation.
#[derive(Debug)]
pub(super) struct Model {
    codes: Vec<CodeId>,
    rows: ByFeature<Row>,
    weights: Vec<f32>,
}

/// By fingerprint.
type ByFeature<T> = HashMap<u32, T, BuildHasherDefault<Spread>>;

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

/// Notes that teach, in a few long lists: there are millions of features, and what many small lists
/// took would stay with the process.
#[derive(Debug)]
pub(super) struct Taught {
    /// Fingerprints of features, one note's behind the other's; later where the weights of each begin.
    features: Vec<u32>,
    /// Those that count alike: where they end, and how much each counts.
    alike: Vec<(u32, f32)>,
    /// Where each note ends among those, and its situation.
    notes: Vec<(u32, u32)>,
}

impl Taught {
    /// None yet.
    pub fn none() -> Taught {
        Taught { features: roomy(), alike: roomy(), notes: Vec::new() }
    }

    /// Adds a note; `code` is the number of its situation.
    pub fn add(&mut self, features: &[Feature], code: usize) {
        for alike in features.chunk_by(|a, b| a.value == b.value) {
            self.features.extend(alike.iter().map(|feature| feature.id));
            self.alike.push((self.features.len() as u32, alike[0].value));
        }
        self.notes.push((self.alike.len() as u32, code as u32));
    }

    /// Where the weights of each feature of `fewest` notes or more begin. Those of many notes come
    /// first: what is used together lies together.
    fn rows(&self, fewest: u16, width: usize) -> ByFeature<Row> {
        let mut ids = roomy();
        ids.extend_from_slice(&self.features);
        ids.sort_unstable();
        let known = ids.chunk_by(|a, b| a == b).filter(|same| same.len() >= usize::from(fewest));
        let mut known: Vec<(u32, u32)> = known.map(|same| (same[0], same.len() as u32)).collect();
        known.sort_unstable_by_key(|(id, seen)| (Reverse(*seen), *id));
        let row = |(number, (id, seen))| (id, Row { at: (number * width) as u32, seen });
        known.into_iter().enumerate().map(row).collect()
    }

    /// Puts in the place of each feature where its weights begin; those that have none go.
    fn find(&mut self, rows: &ByFeature<Row>) {
        let (mut from, mut kept) = (0, 0);
        for (end, _) in &mut self.alike {
            for at in from..*end as usize {
                if let Some(row) = rows.get(&self.features[at]) {
                    self.features[kept] = row.at;
                    kept += 1;
                }
            }
            from = *end as usize;
            *end = kept as u32;
        }
        self.features.truncate(kept);
    }

    /// Each note: which of `alike` are its own, and its situation.
    fn spans(&self) -> Vec<(Range<u32>, u32)> {
        let mut from = 0;
        let span = |(end, code): &(u32, u32)| (std::mem::replace(&mut from, *end)..*end, *code);
        self.notes.iter().map(span).collect()
    }

    /// The features of a note: where the weights of those begin that count alike, and how much.
    fn features(&self, span: Range<u32>) -> impl Iterator<Item = (&[u32], f32)> {
        let ends = &self.alike[span.start as usize..span.end as usize];
        let before = (span.start as usize).checked_sub(1).map_or(0, |last| self.alike[last].0);
        let mut from = before as usize;
        ends.iter().map(move |(end, value)| {
            let rows = &self.features[from..*end as usize];
            from = *end as usize;
            (rows, *value)
        })
    }
}

impl Model {
    /// Learns. The same notes in the same order make the same weights. `codes` are the situations, in
    /// order.
    pub fn train(mut taught: Taught, codes: Vec<CodeId>, settings: &Settings) -> Model {
        let rows = taught.rows(settings.fewest, codes.len());
        taught.find(&rows);
        let weights = vec![0.0; rows.len() * codes.len() + LANES];
        let mut model = Model { codes, rows, weights };
        model.learn(&taught, settings);
        model
    }

    fn learn(&mut self, taught: &Taught, settings: &Settings) {
        let width = self.codes.len();
        let mut squares = roomy();
        squares.resize(self.weights.len(), FIRST_SQUARE);
        let mut order = taught.spans();
        let mut dice = 0x9e37_79b9_7f4a_7c15_u64;
        let other = settings.smoothing / width.max(1) as f32;
        let mut scores = self.none();
        let mut slopes: Vec<(usize, f32)> = Vec::with_capacity(width);
        for _ in 0..settings.rounds {
            shuffle(&mut order, &mut dice);
            for (span, right) in &order {
                scores.fill([0.0; LANES]);
                for (rows, value) in taught.features(span.clone()) {
                    rows.iter().for_each(|row| self.put(&mut scores, *row, value));
                }
                slopes.clear();
                let p = softmax(&scores.as_flattened()[..width], 1.0);
                for (code, p) in p.into_iter().enumerate() {
                    let own = if code == *right as usize { 1.0 - settings.smoothing } else { 0.0 };
                    let slope = p - other - own;
                    if slope.abs() > NEAR {
                        slopes.push((code, slope));
                    }
                }
                for (rows, value) in taught.features(span.clone()) {
                    for row in rows {
                        let row = *row as usize..*row as usize + width;
                        let (weights, squares) =
                            (&mut self.weights[row.clone()], &mut squares[row]);
                        for (code, slope) in &slopes {
                            let slope = slope * value;
                            squares[*code] += slope * slope;
                            weights[*code] -= settings.step * slope / squares[*code].sqrt();
                        }
                    }
                }
            }
        }
    }

    /// Scores before anything is known of a note.
    fn none(&self) -> Vec<[f32; LANES]> {
        vec![[0.0; LANES]; self.codes.len().div_ceil(LANES)]
    }

    /// Adds what a feature says to the scores.
    fn put(&self, scores: &mut [[f32; LANES]], row: u32, value: f32) {
        let (weights, _) = self.weights[row as usize..].as_chunks::<LANES>();
        for (scores, weights) in scores.iter_mut().zip(weights) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight * value;
            }
        }
    }

    /// What each situation gets.
    pub fn scores(&self, features: &[Feature]) -> Vec<f32> {
        let mut scores = self.none();
        for feature in features {
            if let Some(row) = self.rows.get(&feature.id) {
                self.put(&mut scores, row.at, feature.value);
            }
        }
        scores.as_flattened()[..self.codes.len()].to_vec()
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
fn shuffle<T>(order: &mut [T], dice: &mut u64) {
    for last in (1..order.len()).rev() {
        *dice ^= *dice << 13;
        *dice ^= *dice >> 7;
        *dice ^= *dice << 17;
        order.swap(last, (*dice % (last as u64 + 1)) as usize);
    }
}
