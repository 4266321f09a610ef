//! Learns from examples which words of a note say why.
//!
//! One run of words, or none. Every word has scores for standing outside, at the beginning, inside
//! and at the end of it, and the run has one as a whole: for its length, for how it lies between
//! commas and stops. The scores are sums of weights of hashed features; they make a chance for every run
//! and for none. That run is taken which would most likely pass for what somebody else took: people end
//! a reason now here, now a statement later. It says the same every time.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Setting;
use super::align::aligned;
use super::features::{Looked, MOST_WORDS, hash, look};
use super::text::{Gap, Note, Word};
use super::weights::{Taught, Weights, learn};
use super::{address, clean, contact, date};
use crate::domain::codes::CodeId;
use crate::words::Hint;

/// Of the examples of a situation at least this part must have a reason, or one is looked for only
/// beside the statement that says what happened.
const LEAST_SHARE: f32 = 0.05;
/// A note of so many words at most may well have no reason where others have one.
const SHORT: usize = 3;
/// Up to this chance that nothing says why a reason is given: the operator sees it, and can change it …
const GIVEN: f32 = 0.15;
/// … and up to this one where the situation needs none.
const ALONE: f32 = 0.1;
/// What says only the situation over again is no answer to the question why: it does no harm.
const BARE: f32 = 0.5;

/// A shorter note has one statement only, in words.
const SHORTEST: usize = 6;

/// An example.
#[derive(Clone, Copy, Debug)]
pub struct Lesson<'a> {
    /// The note.
    pub text: &'a str,
    /// Its situation.
    pub code: &'a CodeId,
    /// The words that say why, nearly as they stand in it.
    pub reason: Option<&'a str>,
}

/// What was learned of reasons.
pub struct Reasons {
    weights: Weights,
    /// Which part of the examples of a situation has a reason.
    shares: BTreeMap<CodeId, f32>,
}

impl std::fmt::Debug for Reasons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reasons").field("shares", &self.shares).finish_non_exhaustive()
    }
}

/// Lessons, taken apart: what was learned from is no longer needed then.
pub struct Studied {
    taught: Vec<Taught>,
    shares: BTreeMap<CodeId, f32>,
}

impl Studied {
    /// As [`Reasons::train`] sees them.
    pub fn of(lessons: &[Lesson<'_>], setting: &Setting<'_>) -> Studied {
        Studied::part(lessons, 0..1, setting)
    }

    /// One part of them, `part.start` of `part.end`: the parts may be made beside each other.
    pub fn part(lessons: &[Lesson<'_>], part: Range<usize>, setting: &Setting<'_>) -> Studied {
        let shares = shares(lessons);
        let needs = |code: &CodeId| shares.get(code).is_some_and(|share| *share >= LEAST_SHARE);
        // That nobody wrote it out does not say that there is none.
        let told = |lesson: &&Lesson<'_>| {
            lesson.reason.is_some() || lesson.text.split_whitespace().count() <= SHORT
        };
        let mut order: Vec<&Lesson<'_>> =
            lessons.iter().filter(told).filter(|lesson| needs(lesson.code)).collect();
        // Any order will do that does not depend on the order of the files, and mixes.
        order.sort_by_cached_key(|lesson| (hash(&[lesson.text]), lesson.text));
        let length = order.len().div_ceil(part.end).max(1);
        let own = order.chunks(length).nth(part.start).unwrap_or_default();
        Studied { taught: vec![studied(own, setting)], shares }
    }

    /// This part and the next one.
    #[must_use]
    pub fn and(mut self, next: Studied) -> Studied {
        self.taught.extend(next.taught);
        self
    }

    /// Learns.
    pub fn learn(self) -> Reasons {
        Reasons { weights: learn(&self.taught), shares: self.shares }
    }
}

impl Reasons {
    /// Learns from examples; those whose reason is not made of their own words teach nothing.
    /// `setting.now` is any moment.
    pub fn train(lessons: &[Lesson<'_>], setting: &Setting<'_>) -> Reasons {
        Studied::of(lessons, setting).learn()
    }

    /// Which words say why; none: nothing does.
    pub(super) fn find(&self, note: &Note, code: Option<&CodeId>) -> Option<Range<usize>> {
        let share = code.and_then(|code| self.shares.get(code).copied()).unwrap_or(0.0);
        let told = code;
        // A situation that needs no reason may be told with one all the same.
        let code = code.filter(|_| share >= LEAST_SHARE);
        let given = match share {
            LEAST_SHARE.. => GIVEN,
            // It is a statement beside the one that says what happened.
            _ if is_one_statement(note) => return None,
            _ => ALONE,
        };
        let mut looked = Looked::default();
        look(note, code, &mut looked);
        let features = looked.notes().next()?;
        let tells = |run: &Range<usize>| clean::says_why(note, run, told);
        let (run, none) = self.weights.likeliest(&features, tells)?;
        (none <= if tells(&run) { given } else { BARE }).then_some(run)
    }
}

/// Whether a note says but what happened, without a because.
fn is_one_statement(note: &Note) -> bool {
    let told = |word: &Word| word.taken.is_none();
    let because = note.words.iter().any(|word| word.hints.contains(&Hint::Because));
    let breaks = note.words.iter().skip(1).any(|word| told(word) && word.before != Gap::Nothing);
    let words = note.words.iter().filter(|word| told(word)).count();
    words < SHORTEST || !(because || breaks)
}

/// Takes lessons apart.
fn studied(lessons: &[&Lesson<'_>], setting: &Setting<'_>) -> Taught {
    let mut taught = Taught { looked: Looked::roomy(), golds: Vec::new() };
    for Lesson { text, code, reason } in lessons {
        let note = prepared(text, code, setting);
        let gold = reason.map(|reason| aligned(&note, reason, MOST_WORDS, setting));
        if gold.as_ref().is_none_or(Option::is_some) {
            look(&note, Some(code), &mut taught.looked);
            taught.golds.push(gold.flatten());
        }
    }
    taught
}

/// The note as the extraction sees it when it comes to the reason.
fn prepared(text: &str, code: &CodeId, setting: &Setting<'_>) -> Note {
    let hints = setting.words.hints();
    let mut note = Note::read(text, hints);
    let _ = address::email(&mut note);
    let _ = address::phone(&mut note, setting.country);
    let _ = contact::objections(&mut note, hints);
    let _ = contact::name(&mut note, hints);
    let _ = date::find(&mut note, Some(code), setting);
    note
}

fn shares(lessons: &[Lesson<'_>]) -> BTreeMap<CodeId, f32> {
    let mut counts: BTreeMap<CodeId, (u16, u16)> = BTreeMap::new();
    for lesson in lessons {
        let (all, having) = counts.entry(lesson.code.clone()).or_default();
        *all = all.saturating_add(1);
        *having = having.saturating_add(u16::from(lesson.reason.is_some()));
    }
    let share = |(all, having): (u16, u16)| f32::from(having) / f32::from(all.max(1));
    counts.into_iter().map(|(code, count)| (code, share(count))).collect()
}
