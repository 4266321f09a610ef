//! Learns from examples which words of a note say why.
//!
//! One run of words, or none: every word has scores for standing outside, at the beginning, inside
//! and at the end of it, and the best run is taken. The scores are sums of weights of hashed
//! features, learned by an averaged perceptron. It says the same every time.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Setting;
use super::align::aligned;
use super::text::{Gap, Note, Taken, Word};
use super::{address, contact, date};
use crate::domain::codes::CodeId;
use crate::words::Hint;

/// Outside, first, inside, last.
const LABELS: usize = 4;
const OUTSIDE: usize = 0;
const FIRST: usize = 1;
const INSIDE: usize = 2;
const LAST: usize = 3;

/// Features are folded into so many places, a power of two.
const PLACES: usize = 1 << 18;
/// How many times the examples are gone through.
const ROUNDS: usize = 5;
/// A longer note is not looked at to its end, in words.
const MOST_WORDS: usize = 60;
/// Of the examples of a situation at least this part must have a reason, or nobody looks for one.
const LEAST_SHARE: f32 = 0.1;
/// In a situation where so many have one, it is looked for where it is not plain to see, too.
const USUAL_SHARE: f32 = 0.7;
/// A note of so many words at most may well have no reason even there.
const SHORT: usize = 3;
/// By so much the best run may be behind no run then.
const GIVEN: f32 = 12.0;

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
    weights: Vec<[f32; LABELS]>,
    /// Which part of the examples of a situation has a reason.
    shares: BTreeMap<CodeId, f32>,
}

impl std::fmt::Debug for Reasons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reasons").field("shares", &self.shares).finish_non_exhaustive()
    }
}

/// The features of each word.
type Features = Vec<Vec<u32>>;

struct Taught {
    features: Features,
    gold: Option<Range<usize>>,
}

impl Reasons {
    /// Learns from examples; those whose reason is not made of their own words teach nothing.
    /// `setting.now` is any moment.
    pub fn train(lessons: &[Lesson<'_>], setting: &Setting<'_>) -> Reasons {
        let mut order: Vec<&Lesson<'_>> = lessons.iter().collect();
        // Any order will do that does not depend on the order of the files, and mixes.
        order.sort_by_key(|lesson| (hash(&[lesson.text]), lesson.text));
        let shares = shares(lessons);
        let taught: Vec<Taught> = order
            .into_iter()
            .filter(|lesson| shares.get(lesson.code).is_some_and(|share| *share >= LEAST_SHARE))
            .filter(|lesson| {
                // That nobody wrote it out does not say that there is none.
                let usual = shares.get(lesson.code).is_some_and(|share| *share >= USUAL_SHARE);
                lesson.reason.is_some() || !usual || lesson.text.split_whitespace().count() <= SHORT
            })
            .filter_map(|lesson| {
                let note = prepared(lesson.text, lesson.code, setting);
                let gold = match lesson.reason {
                    Some(reason) => Some(aligned(&note, reason, MOST_WORDS, setting)?),
                    None => None,
                };
                Some(Taught { features: features(&note, Some(lesson.code)), gold })
            })
            .collect();
        Reasons { weights: learn(&taught), shares }
    }

    /// Which words say why; none: nothing does.
    pub(super) fn find(&self, note: &Note, code: Option<&CodeId>) -> Option<Range<usize>> {
        let share = code.and_then(|code| self.shares.get(code).copied()).unwrap_or(0.0);
        // A situation that needs no reason may be told with one all the same.
        let code = code.filter(|_| share >= LEAST_SHARE);
        let scores = scores(&self.weights, &features(note, code));
        let outside: f32 = scores.iter().map(|word| word[OUTSIDE]).sum();
        let (run, score) = best_run(&scores)?;
        let given = match share {
            USUAL_SHARE.. => GIVEN,
            LEAST_SHARE.. => 0.0,
            // It is a statement beside the one that says what happened.
            _ if is_one_statement(note) => return None,
            _ => 0.0,
        };
        (score + given > outside).then_some(run)
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

fn learn(taught: &[Taught]) -> Vec<[f32; LABELS]> {
    let mut weights = vec![[0.0_f32; LABELS]; PLACES];
    let mut totals = vec![[0.0_f32; LABELS]; PLACES];
    let mut step = 1.0_f32;
    for _ in 0..ROUNDS {
        for lesson in taught {
            let scores = scores(&weights, &lesson.features);
            let outside: f32 = scores.iter().map(|word| word[OUTSIDE]).sum();
            let guess = best_run(&scores).filter(|(_, score)| *score > outside).map(|(run, _)| run);
            if guess != lesson.gold {
                let mut change = |run: &Option<Range<usize>>, by: f32| {
                    for (at, features) in lesson.features.iter().enumerate() {
                        for label in labels(run.as_ref(), at) {
                            for place in features {
                                let place = *place as usize;
                                if let Some(weight) = weights.get_mut(place) {
                                    weight[label] += by;
                                }
                                if let Some(total) = totals.get_mut(place) {
                                    total[label] += by * step;
                                }
                            }
                        }
                    }
                };
                change(&lesson.gold, 1.0);
                change(&guess, -1.0);
            }
            step += 1.0;
        }
    }
    for (weight, total) in weights.iter_mut().zip(&totals) {
        for (weight, total) in weight.iter_mut().zip(total) {
            *weight -= total / step;
        }
    }
    weights
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

fn scores(weights: &[[f32; LABELS]], features: &Features) -> Vec<[f32; LABELS]> {
    let score = |places: &Vec<u32>| {
        let mut sum = [0.0_f32; LABELS];
        for weight in places.iter().filter_map(|place| weights.get(*place as usize)) {
            for (sum, weight) in sum.iter_mut().zip(weight) {
                *sum += weight;
            }
        }
        sum
    };
    features.iter().map(score).collect()
}

/// The run with the highest score, that of the words outside included.
fn best_run(scores: &[[f32; LABELS]]) -> Option<(Range<usize>, f32)> {
    let all: f32 = scores.iter().map(|word| word[OUTSIDE]).sum();
    let mut best: Option<(Range<usize>, f32)> = None;
    // The best beginning of a run that goes on here, and what it has over standing outside.
    let mut open: Option<(usize, f32)> = None;
    for (at, word) in scores.iter().enumerate() {
        let begins = word[FIRST] - word[OUTSIDE];
        let goes_on = open.map(|(from, gain)| (from, gain + word[INSIDE] - word[OUTSIDE]));
        let here = match goes_on {
            Some((from, gain)) if gain > begins => (from, gain),
            _ => (at, begins),
        };
        open = Some(here);
        let total = all + here.1 + word[LAST];
        if best.as_ref().is_none_or(|(_, least)| total > *least) {
            best = Some((here.0..at + 1, total));
        }
    }
    best
}

fn features(note: &Note, code: Option<&CodeId>) -> Features {
    let words = note.words.get(..note.words.len().min(MOST_WORDS)).unwrap_or_default();
    let keys: Vec<String> = words.iter().map(key).collect();
    let code = code.map_or("", CodeId::as_str);
    let mut said = false;
    let mut features = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let whole = |n: Option<usize>| n.and_then(|n| keys.get(n)).map_or("", String::as_str);
        let near = |n: Option<usize>| start(whole(n), 5);
        let (last, next) = (at.checked_sub(1), Some(at + 1));
        let (own, own5) = (whole(Some(at)), near(Some(at)));
        let behind = words.get(at + 1).map(|word| word.before);
        let mut places = Vec::with_capacity(40);
        let mut add = |parts: &[&str]| places.push(hash(parts) & (PLACES as u32 - 1));
        add(&["b"]);
        add(&["w", own]);
        add(&["4", start(own, 4)]);
        add(&["7", start(own, 7)]);
        add(&["e", end(own, 3)]);
        add(&["p", near(last)]);
        add(&["n", near(next)]);
        add(&["pp", near(at.checked_sub(2))]);
        add(&["nn", near(Some(at + 2))]);
        add(&["pc", near(last), own5]);
        add(&["cn", own5, near(next)]);
        add(&["c", code]);
        add(&["cw", code, own5]);
        add(&["cp", code, near(last)]);
        add(&["g", gap(Some(word.before)), gap(behind)]);
        add(&["gb", gap(Some(word.before)), own5]);
        add(&["ga", gap(behind), code]);
        add(&["gc", gap(Some(word.before)), code]);
        add(&["at", POSITIONS.get(at).unwrap_or(&"far"), code]);
        add(&["left", POSITIONS.get(words.len() - at).unwrap_or(&"far")]);
        add(&["said", if said { "y" } else { "n" }]);
        for (name, word) in [("h", Some(word)), ("hp", last.and_then(|n| words.get(n)))]
            .into_iter()
            .chain([("hn", words.get(at + 1))])
        {
            let hints = word.map(|word| word.hints.as_slice()).unwrap_or_default();
            for hint in hints.iter().filter(|hint| tells(**hint)) {
                add(&[name, hint_name(*hint)]);
                add(&[name, hint_name(*hint), code]);
            }
            if hints.is_empty() {
                add(&[name, "none"]);
            }
        }
        features.push(places);
        said |= word.hints.iter().any(|hint| matches!(hint, Hint::Said | Hint::Because));
    }
    features
}

const POSITIONS: [&str; 5] = ["0", "1", "2", "3", "4"];

/// What a word is known by.
fn key(word: &Word) -> String {
    match word.taken {
        Some(Taken::Date) => "#date".to_owned(),
        Some(Taken::Email | Taken::Phone | Taken::Code) => "#address".to_owned(),
        Some(Taken::Contact) => "#name".to_owned(),
        Some(Taken::Objections) => "#objections".to_owned(),
        None if word.plain.bytes().all(|b| b.is_ascii_digit()) => "#number".to_owned(),
        None => word.latin.clone(),
    }
}

/// Hints that have to do with reasons.
fn tells(hint: Hint) -> bool {
    matches!(
        hint,
        Hint::Role
            | Hint::Said
            | Hint::Because
            | Hint::Recall
            | Hint::Situation
            | Hint::Away
            | Hint::Filler
            | Hint::Join
    )
}

fn hint_name(hint: Hint) -> &'static str {
    match hint {
        Hint::Role => "role",
        Hint::Said => "said",
        Hint::Because => "because",
        Hint::Recall => "recall",
        Hint::Situation => "situation",
        Hint::Away => "away",
        Hint::Filler => "filler",
        Hint::Join => "join",
        _ => "",
    }
}

fn gap(gap: Option<Gap>) -> &'static str {
    match gap {
        None => "end",
        Some(Gap::Nothing) => "",
        Some(Gap::Comma) => ",",
        Some(Gap::Stop) => ".",
        Some(Gap::Quote) => "\"",
        Some(Gap::Dash) => "-",
    }
}

fn start(word: &str, letters: usize) -> &str {
    word.char_indices().nth(letters).map_or(word, |(at, _)| &word[..at])
}

fn end(word: &str, letters: usize) -> &str {
    let from = word.char_indices().rev().nth(letters.saturating_sub(1)).map_or(0, |(at, _)| at);
    &word[from..]
}

/// FNV-1a of the parts, well mixed.
fn hash(parts: &[&str]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (hash >> 32) as u32
}
