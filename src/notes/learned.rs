//! What an installation's operators have taught.
//!
//! A weight moves only as far as two operators agree: of all that the operators' lessons would move
//! it in one direction, the second largest counts. So nobody's mistakes, however many, move anything
//! alone. Where one person only records results there is nobody to agree with: that one counts.
//! What the examples know well moves little. What they find clear may become doubtful by lessons, but
//! never clearly something else: who is in a hurry looks at no card that was right a hundred times.
//!
//! Kept are numbers of lessons; what they come to is reckoned when a note is read. So a lesson is added
//! or taken back in no time, and the order in which lessons came does not matter.

use std::collections::{BTreeMap, HashMap};

use super::features::{Feature, Sort};
use super::model::Model;
use crate::domain::codes::CodeId;
use crate::domain::forget::{Salt, Secret};
use crate::domain::lesson::Lesson;
use crate::domain::people::PersonId;

/// A lesson keeps no more fingerprints than this.
const KEPT: usize = 64;
/// The farthest that lessons move the score of a situation, up or down.
const FARTHEST: f32 = 1.2;
/// How far one lesson moves its situation up, in thousandths, by a feature that no example has …
const UP: i64 = 500;
/// … and every other one down.
const DOWN: i64 = 160;
/// The farthest that one operator moves such a weight, in thousandths.
const MOST: i64 = 3_000;

/// What lessons add to the scores.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// How many record results in this installation.
    people: usize,
    /// The situations of lessons, in the order in which they came.
    codes: Vec<CodeId>,
    /// By the way of making fingerprints, and fingerprint: those of another reader are never found.
    taught: HashMap<(u32, u32), Vec<Taught>>,
    /// What fingerprints are salted with; those of old lessons are not.
    salt: Option<Secret>,
}

/// How lessons are found: as they were made without a salt, and with it.
pub(super) struct Finder<'l> {
    learned: &'l Learned,
    reader: u32,
    salted: Option<(u32, Salt)>,
}

impl<'l> Finder<'l> {
    /// What the lessons of this reader say of a fingerprint.
    fn of(&self, id: u32) -> impl Iterator<Item = &'l Taught> {
        let with = self.salted.as_ref().map(|(reader, salt)| (*reader, salt.of(id)));
        let keys = [Some((self.reader, id)), with];
        let taught = &self.learned.taught;
        keys.into_iter().flatten().filter_map(|key| taught.get(&key)).flatten()
    }

    /// Somebody taught what this fingerprint is of.
    pub fn has(&self, id: u32) -> bool {
        self.of(id).next().is_some()
    }
}

/// How many lessons of one person say that a word means a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Taught {
    who: PersonId,
    code: u16,
    count: u16,
}

impl Learned {
    /// Nothing was learned.
    pub fn none() -> Learned {
        Learned::default()
    }

    /// Whether there is nothing in it.
    pub fn is_none(&self) -> bool {
        self.taught.is_empty()
    }

    /// The lessons of a reader that makes its fingerprints in this way.
    pub(super) fn of(&self, reader: u32) -> Finder<'_> {
        let salt = self.salt.as_ref().filter(|_| !self.is_none()).map(Secret::salt);
        let salted = salt.map(|salt| (salt.of(reader), salt));
        Finder { learned: self, reader, salted }
    }

    /// Lessons are salted with this.
    pub fn salted_with(&mut self, salt: Option<&Secret>) {
        if self.salt.as_ref() != salt {
            self.salt = salt.cloned();
        }
    }

    /// Puts lessons together; their order does not matter. `people` is how many record results in
    /// this installation: with one, their lessons count by themselves.
    pub fn fold<'l>(lessons: impl Iterator<Item = &'l Lesson>, people: usize) -> Learned {
        let mut learned = Learned { people, ..Learned::default() };
        lessons.for_each(|lesson| learned.add(lesson));
        learned
    }

    /// So many record results now.
    pub fn people(&mut self, people: usize) {
        self.people = people;
    }

    /// Adds a lesson.
    pub fn add(&mut self, lesson: &Lesson) {
        let known = self.codes.iter().position(|code| *code == lesson.code);
        let at = known.unwrap_or_else(|| {
            self.codes.push(lesson.code.clone());
            self.codes.len() - 1
        });
        let (who, code) = (lesson.who, at as u16);
        for id in fingerprints(lesson) {
            let all = self.taught.entry((lesson.reader, id)).or_default();
            match all.binary_search_by_key(&(who, code), |taught| (taught.who, taught.code)) {
                Ok(at) => all[at].count = all[at].count.saturating_add(1),
                Err(at) => all.insert(at, Taught { who, code, count: 1 }),
            }
        }
    }

    /// Takes a lesson back that was added.
    pub fn take(&mut self, lesson: &Lesson) {
        let Some(at) = self.codes.iter().position(|code| *code == lesson.code) else { return };
        for id in fingerprints(lesson) {
            let key = (lesson.reader, id);
            let Some(all) = self.taught.get_mut(&key) else { continue };
            let own =
                |taught: &&mut Taught| taught.who == lesson.who && usize::from(taught.code) == at;
            if let Some(taught) = all.iter_mut().find(own) {
                taught.count = taught.count.saturating_sub(1);
            }
            all.retain(|taught| taught.count > 0);
            if all.is_empty() {
                self.taught.remove(&key);
            }
        }
    }

    /// Forgets what somebody has taught, or everybody.
    pub fn forget(&mut self, who: Option<PersonId>) {
        self.taught.retain(|_, all| {
            all.retain(|taught| who.is_some_and(|who| taught.who != who));
            !all.is_empty()
        });
    }

    /// Adds what was learned about these features to the scores of the model's situations. `reader`
    /// says in which way their fingerprints were made.
    pub(super) fn shift(
        &self,
        features: &[Feature],
        reader: u32,
        model: &Model,
        scores: &mut [f32],
    ) {
        let codes = model.codes();
        // Where the model has the situations of lessons; it may have fewer.
        let places: Vec<Option<usize>> =
            self.codes.iter().map(|code| codes.binary_search(code).ok()).collect();
        let mut sums = vec![0.0_f32; scores.len()];
        let lessons = self.of(reader);
        for feature in features.iter().filter(|feature| is_kept(feature.sort)) {
            let mut all = lessons.of(feature.id).peekable();
            if all.peek().is_none() {
                continue;
            }
            // What many examples have says what they say, whatever is taught later.
            let scale = 1e-3 / (1.0 + model.seen(feature.id) as f32).sqrt();
            let mut by_person: BTreeMap<PersonId, Vec<i64>> = BTreeMap::new();
            for taught in all {
                let place = places.get(usize::from(taught.code)).copied().flatten();
                let Some(place) = place else { continue };
                let moves = by_person.entry(taught.who).or_insert_with(|| vec![0; codes.len()]);
                let count = i64::from(taught.count);
                for (at, by) in moves.iter_mut().enumerate() {
                    *by += if at == place { count * UP } else { -(count * DOWN) };
                }
            }
            for (at, sum) in sums.iter_mut().enumerate() {
                let moves = by_person.values().filter_map(|moves| moves.get(at).copied());
                *sum += agreed(moves, self.people) as f32 * scale;
            }
        }
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += sum.clamp(-FARTHEST, FARTHEST);
        }
    }
}

/// The fingerprints of a lesson, each once.
fn fingerprints(lesson: &Lesson) -> Vec<u32> {
    let mut ids: Vec<u32> = lesson.features.iter().copied().take(KEPT).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// How far people agree: the second largest in each direction.
fn agreed(moves: impl Iterator<Item = i64>, people: usize) -> i64 {
    let mut moves: Vec<i64> = moves.map(|by| by.clamp(-MOST, MOST)).collect();
    moves.sort_unstable();
    if people <= 1
        && let [alone] = moves[..]
    {
        return alone;
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

/// Whether lessons keep features of this sort.
pub(super) fn is_kept(sort: Sort) -> bool {
    matches!(sort, Sort::Sound | Sort::Stem | Sort::Pair)
}
