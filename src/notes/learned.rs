//! What an installation's operators have taught.
//!
//! A weight moves only as far as two operators agree: of all that the operators' lessons would move
//! it in one direction, the second largest counts. So nobody's mistakes, however many, move anything
//! alone. Where one person only records results there is nobody to agree with: that one counts.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Reader;
use super::features::{Feature, Sort};
use crate::domain::codes::CodeId;
use crate::domain::lesson::Lesson;
use crate::domain::people::PersonId;

/// A lesson keeps no more fingerprints than this.
const KEPT: usize = 48;
/// The farthest that lessons move the score of a situation, up or down: less than what a clear
/// example is ahead.
const FARTHEST: f32 = 2.0;
/// How far one lesson moves a feature that no example has, in thousandths.
const STEP: i64 = 500;
/// The farthest that one operator moves one weight, in thousandths.
const MOST: i64 = 3_000;

/// What lessons add to the scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// By fingerprint: what each situation gets.
    shifts: HashMap<u32, Vec<(CodeId, f32)>>,
}

impl Learned {
    /// Nothing was learned.
    pub fn none() -> Learned {
        Learned::default()
    }

    /// Whether there is nothing in it.
    pub fn is_none(&self) -> bool {
        self.shifts.is_empty()
    }

    /// Puts lessons together; their order does not matter. `people` is how many record results in
    /// this installation: with one, their lessons count by themselves.
    pub fn fold<'l>(
        reader: &Reader,
        lessons: impl Iterator<Item = &'l Lesson>,
        people: usize,
    ) -> Learned {
        // Whole numbers: their sum does not depend on the order.
        let mut moves: BTreeMap<(u32, &CodeId), BTreeMap<PersonId, i64>> = BTreeMap::new();
        let codes = reader.codes();
        for lesson in lessons.filter(|lesson| codes.contains(&lesson.code)) {
            let features: BTreeSet<u32> = lesson.features.iter().copied().take(KEPT).collect();
            for id in features {
                let step = (STEP as f32 / (1.0 + reader.model.seen(id) as f32).sqrt()) as i64;
                for code in codes {
                    let own = *code == lesson.code;
                    let by = if own { step } else { -step / (codes.len() as i64) };
                    *moves.entry((id, code)).or_default().entry(lesson.who).or_default() += by;
                }
            }
        }
        let mut shifts: HashMap<u32, Vec<(CodeId, f32)>> = HashMap::new();
        for ((id, code), by_person) in moves {
            let moved = agreed(by_person.into_values(), people);
            if moved != 0 {
                shifts.entry(id).or_default().push((code.clone(), moved as f32 / 1_000.0));
            }
        }
        Learned { shifts }
    }

    /// Adds what was learned about these features to the scores of `codes`.
    pub(super) fn shift(&self, features: &[Feature], codes: &[CodeId], scores: &mut [f32]) {
        if self.is_none() {
            return;
        }
        let mut sums = vec![0.0_f32; scores.len()];
        let known = features.iter().filter(|feature| is_kept(feature.sort));
        for (code, by) in known.filter_map(|feature| self.shifts.get(&feature.id)).flatten() {
            if let Ok(at) = codes.binary_search(code) {
                sums[at] += by;
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum.clamp(-FARTHEST, FARTHEST);
        }
    }
}

/// How far people agree: the second largest in each direction.
fn agreed(moves: impl Iterator<Item = i64>, people: usize) -> i64 {
    let mut moves: Vec<i64> = moves.map(|by| by.clamp(-MOST, MOST)).collect();
    moves.sort_unstable();
    if people <= 1 && moves.len() == 1 {
        return moves[0];
    }
    let up = moves.iter().rev().nth(1).copied().unwrap_or_default().max(0);
    let down = moves.get(1).copied().unwrap_or_default().min(0);
    up + down
}

/// What a lesson keeps of a note's features.
pub(super) fn kept(features: &[Feature]) -> Vec<u32> {
    let kept = features.iter().filter(|feature| is_kept(feature.sort));
    kept.map(|feature| feature.id).take(KEPT).collect()
}

fn is_kept(sort: Sort) -> bool {
    matches!(sort, Sort::Sound | Sort::Pair)
}
