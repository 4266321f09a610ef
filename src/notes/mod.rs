//! Hasty notes: which situation somebody means who types «secr refused, has a supplier».
//!
//! ```text
//! text ─► text.rs      words in small letters, numbers and addresses by their kind
//!      ─► letters      the same sounds in one alphabet, so that Russian and Georgian typed in Latin meet
//!      ─► cues.rs      who spoke, what was agreed, who will act: words of locales/*/cues.toml
//!      ─► features.rs  hashed words, pairs, beginnings, groups of letters, cues and their pairs
//!      ─► model.rs     softmax regression, trained when the program starts
//!      ─► guess.rs     probabilities, and whether they are clear
//! ```
//!
//! What else a note holds (the reason, the time, an address, a name) is taken out of it in
//! [`extract`].
//!
//! The examples are data (`scripts/notes/*.jsonl`), and so are thresholds (`scripts/notes.toml`).
//! What an installation's operators confirm moves the weights a little: [`learned`]. Everything here
//! is pure and says the same every time: no IO, no clock, no random numbers.
//!
//! A crate was looked for and not taken: linfa and smartcore hold their features in dense matrices
//! and bring ndarray along; the regression itself is a hundred lines.

pub mod calls;
pub mod cues;
pub mod examples;
pub mod explain;
pub mod extract;
mod features;
mod guess;
pub mod learned;
mod model;
pub mod tally;
mod text;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::domain::codes::CodeId;
use cues::Cues;
use extract::{Lesson, Reasons};
use features::Features;
pub use guess::{Guess, Guesses, Verdict};
use learned::Learned;
use model::{Model, Taught};

/// A note with what it means: a line of `scripts/notes/*.jsonl`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The language: `ru`, `ka`, `en`.
    pub lang: String,
    /// What somebody typed.
    pub text: String,
    /// The situation.
    pub code: CodeId,
    /// The words that say why, if the note has them.
    pub reason: Option<String>,
    /// The time it names: local ISO date or moment, or the words as they stand in the text.
    pub when: Option<String>,
    /// The local moment at which it was typed, ISO, where `when` needs it.
    pub now: Option<String>,
}

/// Figures of `scripts/notes.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// A guess with this probability or more is clear …
    pub clear: f32,
    /// … if the second is at most this part of it.
    pub ahead: f32,
    /// Below this the first guess is not sure enough to be offered before the grouped list.
    pub unsure: f32,
    /// Below this part of a note that was seen before, 0 to 1, it is not understood at all.
    pub known: f32,
    /// What is divided out of the scores, so that the probabilities are as high as they are right.
    pub temperature: f32,
    /// A feature that fewer examples have teaches nothing that holds for other notes.
    pub fewest: u16,
    /// How many times the examples are gone through.
    pub rounds: u16,
    /// The step of the first round.
    pub step: f32,
    /// How much of each probability of an example is left to the other situations.
    pub smoothing: f32,
}

/// What tells the situations apart: trained once, never changed.
#[derive(Debug)]
pub struct Reader {
    cues: Cues,
    model: Model,
    settings: Settings,
    hashing: u32,
}

impl Reader {
    /// Learns from examples. The order of the examples does not matter; their number should be alike
    /// for all situations.
    pub fn train(examples: &[Example], cues: &Cues, settings: &Settings) -> Reader {
        Reader::learn(examples.iter().map(Lesson::from).collect(), cues, settings)
    }

    /// The same.
    pub fn learn(mut lessons: Vec<Lesson<'_>>, cues: &Cues, settings: &Settings) -> Reader {
        let cues = cues.clone();
        let hashing = features::hashing(&cues);
        lessons.sort_unstable_by_key(|lesson| (lesson.code, lesson.text));
        let mut codes: Vec<CodeId> = Vec::new();
        let mut features = Features::new(&cues);
        let mut taught = Taught::none();
        for lesson in &lessons {
            if codes.last() != Some(lesson.code) {
                codes.push(lesson.code.clone());
            }
            taught.add(&features.of(lesson.text), codes.len() - 1);
        }
        drop((features, lessons));
        let model = Model::train(taught, codes, settings);
        Reader { cues, model, settings: settings.clone(), hashing }
    }

    /// All situations, the likeliest first. What was learned may make a note clear, or doubtful; where
    /// it would make another situation clear than the examples do, that is asked.
    pub fn guess(&self, text: &str, learned: &Learned) -> Guesses {
        let features = Features::new(&self.cues).of(text);
        let mut scores = self.model.scores(&features);
        let strange = self.known(text, learned) < self.settings.known;
        let guesses =
            |scores: &[f32]| Guesses::new(self.model.codes(), scores, &self.settings, strange);
        let untaught = guesses(&scores);
        if learned.is_none() {
            return untaught;
        }
        learned.shift(&features, self.hashing, &self.model, &mut scores);
        guesses(&scores).unlike(&untaught)
    }

    /// How much of a note is made of what examples or lessons have, 0 to 1.
    pub fn known(&self, text: &str, learned: &Learned) -> f32 {
        let lessons = learned.of(self.hashing);
        let seen = |id| self.model.seen(id) > 0 || lessons.has(id);
        Features::new(&self.cues).known(text, &seen)
    }

    /// What a lesson keeps of a note: fingerprints of its words, never the text. Words can be tried against
    /// them: they are salted before they are kept.
    pub fn lesson(&self, text: &str) -> Vec<u32> {
        let features = Features::new(&self.cues).of(text);
        learned::kept(&features)
    }

    /// In which way it makes fingerprints: those of another way mean other words.
    pub fn hashing(&self) -> u32 {
        self.hashing
    }

    /// The situations it knows, in the order of their ids.
    pub fn codes(&self) -> &[CodeId] {
        self.model.codes()
    }
}

/// What training gives.
#[derive(Debug)]
pub struct Trained {
    /// The reader.
    pub reader: Reader,
    /// What examples taught of reasons; none: there are no examples.
    pub reasons: Option<Reasons>,
}

impl Default for Trained {
    /// Nothing is known: no note is understood.
    fn default() -> Self {
        let reader = Reader::train(&[], &Cues::default(), &Settings::default());
        Trained { reader, reasons: None }
    }
}

/// A reader for everybody in the house. It is trained when it is first needed, or before that by
/// whoever calls [`Notes::reader`] in a thread. Who needs it in the meantime waits, unless
/// [`Notes::never_wait`] was called: then he does without.
#[derive(Clone)]
pub struct Notes(Arc<Lazy>);

struct Lazy {
    trained: OnceLock<Trained>,
    train: Mutex<Option<Box<dyn FnOnce() -> Trained + Send>>>,
    aside: AtomicBool,
}

impl Notes {
    /// A reader that is trained so, once.
    pub fn new(train: impl FnOnce() -> Trained + Send + 'static) -> Notes {
        let train: Box<dyn FnOnce() -> Trained + Send> = Box::new(train);
        let (train, aside) = (Mutex::new(Some(train)), AtomicBool::new(false));
        Notes(Arc::new(Lazy { trained: OnceLock::new(), train, aside }))
    }

    /// From now on nobody waits for training but who calls [`Notes::reader`]: somebody does that aside.
    pub fn never_wait(&self) {
        self.0.aside.store(true, Ordering::Relaxed);
    }

    /// The reader; trains it, or waits until it is trained.
    pub fn reader(&self) -> &Reader {
        &self.trained().reader
    }

    /// The reader; none: it is being trained aside. Waits for nothing then.
    pub fn ready(&self) -> Option<&Reader> {
        Some(&self.at_hand()?.reader)
    }

    /// What examples taught of reasons; none: there are no examples, or it is being trained aside.
    pub fn reasons(&self) -> Option<&Reasons> {
        self.at_hand()?.reasons.as_ref()
    }

    /// As [`Reader::guess`]; nothing while it is being trained aside.
    pub fn guess(&self, text: &str, learned: &Learned) -> Guesses {
        self.ready().map_or_else(Guesses::none, |reader| reader.guess(text, learned))
    }

    fn at_hand(&self) -> Option<&Trained> {
        if self.0.aside.load(Ordering::Relaxed) {
            self.0.trained.get()
        } else {
            Some(self.trained())
        }
    }

    fn trained(&self) -> &Trained {
        self.0.trained.get_or_init(|| {
            let train = self.0.train.lock().unwrap_or_else(PoisonError::into_inner).take();
            // It would fail again: without a reader all work but that of guessing goes on.
            let trained = train.and_then(|train| catch_unwind(AssertUnwindSafe(train)).ok());
            trained.unwrap_or_else(|| {
                tracing::error!("the reader of notes cannot be trained; no note is understood");
                Trained::default()
            })
        })
    }
}

impl std::fmt::Debug for Notes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Notes").field(&self.0.trained.get().is_some()).finish()
    }
}

/// A long list that is needed for a while only, with room for what is put into it: one that grows leaves
/// its former halves behind, and of room that is not used no memory is taken.
fn roomy<T>() -> Vec<T> {
    Vec::with_capacity((16 << 20) / size_of::<T>().max(1))
}
