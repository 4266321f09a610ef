//! How often the built-in reader is right about notes that it was not taught. The floors are a little
//! below what was measured (`benches/README.md`): they catch what makes it worse.

use std::collections::{BTreeMap, HashSet};

use sufler::app::load::Sources;
use sufler::cli::parse_moment;
use sufler::notes::Verdict;
use sufler::notes::extract::judge::{same_reason, same_when};
use sufler::notes::extract::{Setting, extract};
use sufler::notes::learned::Learned;
use sufler::notes::tally::{Tallies, Tally};

use super::{examples, noted, notes, reader};

/// Notes by others than the writers of the examples: looked at while tuning, held back once and looked at
/// since, and held back.
const FILES: [&str; 3] = ["dev.jsonl", "seen.jsonl", "held_back.jsonl"];
/// Languages.
const LANGS: [&str; 3] = ["ru", "ka", "en"];
/// So many examples each situation has in each language.
const EXAMPLES: usize = 60;
/// The first guess, and the first three, in percent of all notes and in each language.
const FIRST: [u32; 2] = [91, 90];
const THREE: [u32; 2] = [98, 96];
/// A clear verdict is right, in percent.
const CLEAR_RIGHT: u32 = 96;
/// Of notes in all languages, and in each.
const CALIBRATION_ERROR: [f64; 2] = [0.05, 0.08];

/// What is taken out of notes rightly, in percent of those that hold one: in all languages, and in
/// each.
const REASONS: [u32; 2] = [87, 84];
const TIMES: [u32; 2] = [96, 94];

fn measure(file: &str) -> Tallies {
    let mut tallies = Tallies::default();
    for note in noted(file) {
        let guesses = reader().guess(&note.text, &Learned::none());
        tallies.add(&guesses, &note.lang, &note.code);
    }
    tallies
}

fn holds(name: &str, tally: &Tally, which: usize) {
    let percent = |part: u32, of: u32| 100.0 * f64::from(part) / f64::from(of.max(1));
    let (first, three) = (percent(tally.first, tally.notes), percent(tally.three, tally.notes));
    let clear = percent(tally.clear_right, tally.clear);
    let error = tally.calibration_error();
    let said = format!("{name}: {first:.1} {three:.1} {clear:.1} {error:.3}");
    assert!(first >= f64::from(FIRST[which]), "first guess: {said}");
    assert!(three >= f64::from(THREE[which]), "first three: {said}");
    assert!(clear >= f64::from(CLEAR_RIGHT), "clear: {said}");
    assert!(error <= CALIBRATION_ERROR[which], "calibration: {said}");
}

#[test]
fn notes_that_nobody_taught_are_understood() {
    for file in FILES {
        let tallies = measure(file);
        assert!(tallies.all.notes >= 300, "{file}: {} notes", tallies.all.notes);
        holds(file, &tallies.all, 0);
        assert_eq!(tallies.langs.len(), LANGS.len());
        for (lang, tally) in &tallies.langs {
            holds(&format!("{file} {lang}"), tally, 1);
        }
        assert_eq!(tallies.codes.len(), 22, "{file}: not every situation is in it");
    }
}

/// Of how many notes the reason and the time were taken rightly.
#[derive(Clone, Copy, Default)]
struct Taken {
    reasons: [u32; 2],
    times: [u32; 2],
}

#[test]
fn reasons_and_times_are_taken_out_of_notes_that_nobody_taught() {
    let sources = Sources::read(None, None).unwrap();
    let words = sources.words().unwrap();
    let country = sources.rules().unwrap().campaign.country;
    let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
    for note in FILES.into_iter().flat_map(noted) {
        let now = note.now.as_deref().and_then(|now| parse_moment(now).ok()).unwrap();
        let reasons = notes().reasons();
        let setting = Setting { words: &words, reasons, country: &country, now };
        let found = extract(&note.text, Some(&note.code), &setting);
        let reason = found.reason.or(found.bare);
        for of in ["all", &note.lang] {
            let taken = taken.entry(of.to_owned()).or_default();
            if let Some(expected) = &note.reason {
                let same = reason.as_ref().is_some_and(|it| same_reason(expected, it, &setting));
                taken.reasons[0] += u32::from(same);
                taken.reasons[1] += 1;
            }
            if let Some(expected) = &note.when {
                let same = |found| same_when(expected, &found, Some(&note.code), &setting);
                taken.times[0] += u32::from(found.when.is_some_and(same));
                taken.times[1] += 1;
            }
        }
    }
    assert_eq!(taken.len(), 1 + LANGS.len());
    for (of, taken) in taken {
        let which = usize::from(of != "all");
        for (what, [right, all], floor) in
            [("reasons", taken.reasons, REASONS[which]), ("times", taken.times, TIMES[which])]
        {
            assert!(all >= 70, "{of}: only {all} {what}");
            assert!(right * 100 >= all * floor, "{of}: {right} of {all} {what}");
        }
    }
}

#[test]
fn what_is_no_note_is_not_understood() {
    let verdict = |text: &str| reader().guess(text, &Learned::none()).verdict();
    for text in [
        "asdfgh",
        "фывапролд",
        "ghbdtn rfr ltkf",
        "ლპკჰგფ",
        "рпавпр прпр",
        "...",
        "12",
        "\u{1f600}",
    ] {
        assert!(matches!(verdict(text), Verdict::Unsure(_)), "{text}");
    }
    let none = Learned::none();
    for note in noted("dev.jsonl") {
        let known = reader().known(&note.text, &none);
        assert!(known > 0.65, "{}: {known}", note.text);
    }
}

#[test]
fn every_situation_has_examples_in_every_language() {
    let mut texts: BTreeMap<(String, String), HashSet<String>> = BTreeMap::new();
    for example in examples() {
        let key = (example.lang, example.code.to_string());
        texts.entry(key).or_default().insert(example.text.to_lowercase());
    }
    assert_eq!(texts.len(), 22 * LANGS.len());
    for ((lang, code), texts) in texts {
        assert!(texts.len() >= EXAMPLES, "{lang} {code}: {} different examples", texts.len());
    }
}

#[test]
fn nothing_is_measured_by_what_was_taught() {
    let plain = |text: &str| -> String {
        text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    // Two words are said alike by everybody: that is no copy.
    let long = |text: &String| text.chars().count() > 24;
    let taught: HashSet<String> = examples().iter().map(|example| plain(&example.text)).collect();
    for file in FILES {
        for note in noted(file) {
            let text = plain(&note.text);
            assert!(!long(&text) || !taught.contains(&text), "{file}: {}", note.text);
        }
    }
}
