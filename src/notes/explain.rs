//! Why a note was understood so: what spoke for the first situation, and what for the second.

use std::collections::BTreeMap;

use super::features::{Features, Sort, fingerprint};
use super::learned::Learned;
use super::{Guesses, Reader};

/// What decided.
#[derive(Clone, Debug)]
pub struct Why {
    /// All situations, the likeliest first.
    pub guesses: Guesses,
    /// The cues of the note, in the order of its words; `!` before what a negation turned round.
    pub cues: Vec<String>,
    /// What speaks for the first situation against the second, the strongest first; what speaks for
    /// the second is negative.
    pub reasons: Vec<Because>,
}

/// Something that decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// Of which sort it is, in a word.
    pub sort: &'static str,
    /// What it is, as the reader sees it.
    pub what: String,
    /// How far it moves the first situation ahead of the second.
    pub by: f32,
}

impl Reader {
    /// Why a note is understood as it is.
    pub fn explain(&self, text: &str, learned: &Learned) -> Why {
        let guesses = self.guess(text, learned);
        let mut shown: BTreeMap<u32, (Sort, String)> = BTreeMap::new();
        let mut cues = Vec::new();
        Features::new(&self.cues).each(text, &mut |sort, parts| {
            let what = said(sort, parts);
            if sort == Sort::Cue && !cues.contains(&what) {
                cues.push(what.clone());
            }
            shown.insert(fingerprint(sort, parts), (sort, what));
        });
        let mut reasons = Vec::new();
        if let [first, second, ..] = guesses.all() {
            for feature in Features::new(&self.cues).of(text) {
                let by = self.model.ahead(&feature, &first.code, &second.code);
                if let Some((sort, what)) = shown.get(&feature.id).filter(|_| by != 0.0) {
                    reasons.push(Because { sort: name(*sort), what: what.clone(), by });
                }
            }
        }
        reasons.sort_by(|a, b| b.by.abs().total_cmp(&a.by.abs()).then(a.what.cmp(&b.what)));
        Why { guesses, cues, reasons }
    }
}

/// What a feature is of, readable.
fn said(sort: Sort, parts: &[&str]) -> String {
    match sort {
        Sort::Word | Sort::Sound | Sort::Stem | Sort::Letters | Sort::Cue | Sort::Cues => {
            parts.concat()
        }
        Sort::Pair => parts.join(" "),
        Sort::Subject | Sort::Turn => {
            let shown = parts.iter().filter(|part| !part.is_empty());
            shown.copied().collect::<Vec<_>>().join(" ").replace("! ", "!")
        }
    }
}

fn name(sort: Sort) -> &'static str {
    match sort {
        Sort::Word => "word",
        Sort::Sound => "sound",
        Sort::Stem => "beginning",
        Sort::Pair => "words",
        Sort::Letters => "letters",
        Sort::Cue => "cue",
        Sort::Cues => "cues",
        Sort::Subject | Sort::Turn => "who does",
    }
}
