//! What operators teach: two who agree teach a word, nobody alone spoils anything.

use chrono::DateTime;
use proptest::prelude::*;

use sufler::domain::lesson::Lesson;
use sufler::domain::people::PersonId;
use sufler::notes::learned::Learned;
use sufler::notes::{Example, Verdict};

use super::{noted, reader};

/// Words that mean a situation in one call centre only.
const SLANG: [(&str, &str, &str); 4] = [
    ("полный глухарь", "опять глухарь", "no_answer"),
    ("словил кукушку", "кукушка там", "answering_machine"),
    ("got bricked at the gate", "bricked again", "secretary_refusal"),
    ("სუფთა ბულკია", "ბულკია", "connection_error"),
];

fn lesson(who: i64, text: &str, code: &str) -> Lesson {
    Lesson {
        id: 1,
        who: PersonId(who),
        code: code.into(),
        features: reader().lesson(text),
        reader: reader().hashing(),
        at: DateTime::UNIX_EPOCH,
    }
}

fn best(text: &str, learned: &Learned) -> String {
    reader().guess(text, learned).best().unwrap().code.to_string()
}

/// Notes that the reader understands clearly and rightly.
fn clear_ones() -> Vec<Example> {
    let mut notes = noted("dev.jsonl");
    notes.retain(|note| match reader().guess(&note.text, &Learned::none()).verdict() {
        Verdict::Clear(guess) => guess.code == note.code && guess.p > 0.97,
        _ => false,
    });
    assert!(notes.len() > 150);
    notes
}

/// Another situation than this one.
fn wrong(code: &str, by: usize) -> String {
    let codes = reader().codes();
    let at = codes.iter().position(|own| own.as_str() == code).unwrap();
    codes[(at + 1 + by % (codes.len() - 1)) % codes.len()].to_string()
}

#[test]
fn two_operators_teach_a_word_and_forgetting_it_leaves_nothing() {
    for (said, again, code) in SLANG {
        for each in [3, 5] {
            let mut learned = Learned::none();
            let taught: Vec<Lesson> =
                (0..each * 2).map(|at| lesson(i64::from(at) % 2, said, code)).collect();
            taught.iter().for_each(|lesson| learned.add(lesson));
            learned.people(5);
            let before = reader().guess(again, &Learned::none());
            let after = reader().guess(again, &learned);
            let odds = |p: f32| p / (1.0 - p);
            let (now, then) = (after.p(&code.into()), before.p(&code.into()));
            assert!(odds(now) > odds(then) * 1.5, "{again}, {each} each: {then} to {now}");
            let same = reader().guess(said, &learned);
            assert!(same.top(3).iter().any(|guess| guess.code.as_str() == code), "{said}, {each}");
            if each == 5 {
                assert_eq!(best(said, &learned), code, "{said}");
                assert!(after.top(3).iter().any(|guess| guess.code.as_str() == code), "{again}");
            }
            taught.iter().for_each(|lesson| learned.take(lesson));
            assert_eq!(reader().guess(again, &learned), before, "{said}: not forgotten");
        }
    }
}

#[test]
fn one_operator_changes_nothing_with_a_thousand_lessons() {
    let notes = noted("dev.jsonl");
    let spoilt = (0..1_000).map(|at| {
        let note = &notes[at % notes.len()];
        lesson(7, &note.text, &wrong(note.code.as_str(), at / notes.len()))
    });
    let spoilt: Vec<Lesson> = spoilt.collect();
    let learned = Learned::fold(spoilt.iter(), 5);
    for note in &notes {
        let before = reader().guess(&note.text, &Learned::none());
        assert_eq!(reader().guess(&note.text, &learned), before, "{}", note.text);
    }
}

#[test]
fn who_is_wrong_among_others_turns_nothing_round() {
    let notes = noted("dev.jsonl");
    let right = notes.iter().enumerate().filter(|(at, _)| at % 3 == 0);
    let mut lessons: Vec<Lesson> =
        right.map(|(at, note)| lesson(1 + at as i64 % 3, &note.text, note.code.as_str())).collect();
    let count = |lessons: &[Lesson]| {
        let learned = Learned::fold(lessons.iter(), 5);
        notes.iter().filter(|note| best(&note.text, &learned) == note.code.as_str()).count()
    };
    let before = count(&lessons);
    lessons.extend((0..1_000).map(|at| {
        let note = &notes[at % notes.len()];
        lesson(7, &note.text, &wrong(note.code.as_str(), at / notes.len()))
    }));
    let after = count(&lessons);
    assert!(after + 2 >= before, "right before {before}, then {after} of {}", notes.len());
}

#[test]
fn what_is_clear_stays_even_against_many() {
    let notes = clear_ones();
    // Everybody is wrong about every third of them, again and again.
    let lessons = notes.iter().enumerate().filter(|(at, _)| at % 3 == 0).flat_map(|(at, note)| {
        (0..20).map(move |who| lesson(who % 4, &note.text, &wrong(note.code.as_str(), at)))
    });
    let lessons: Vec<Lesson> = lessons.collect();
    let learned = Learned::fold(lessons.iter(), 5);
    for note in &notes {
        assert_eq!(best(&note.text, &learned), note.code.as_str(), "{}", note.text);
    }
}

#[test]
fn lessons_of_a_reader_with_another_way_of_hashing_mean_nothing() {
    let (said, again, code) = SLANG[0];
    let other = |number: i64| Lesson { reader: 1, ..lesson(number % 2, said, code) };
    let lessons: Vec<Lesson> = (0..20).map(other).collect();
    let learned = Learned::fold(lessons.iter(), 2);
    assert_eq!(reader().guess(again, &learned), reader().guess(again, &Learned::none()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_order_of_lessons_does_not_matter(
        picks in prop::collection::vec((0..348_usize, 0..5_i64, 0..4_usize), 0..40).prop_shuffle(),
        people in 1..6_usize,
    ) {
        let notes = noted("dev.jsonl");
        let lesson = |(at, who, by): &(usize, i64, usize)| {
            let note = &notes[at % notes.len()];
            let code = if *by == 0 { note.code.to_string() } else { wrong(note.code.as_str(), *by) };
            lesson(*who, &note.text, &code)
        };
        let lessons: Vec<Lesson> = picks.iter().map(lesson).collect();
        let forward = Learned::fold(lessons.iter(), people);
        let backward = Learned::fold(lessons.iter().rev(), people);
        for note in notes.iter().step_by(16) {
            prop_assert_eq!(
                reader().guess(&note.text, &forward),
                reader().guess(&note.text, &backward)
            );
        }
    }

    #[test]
    fn what_is_clear_never_turns_into_something_else_that_is_clear(
        picks in prop::collection::vec((0..348_usize, 1..8_usize, 1..4_usize), 1..6),
    ) {
        let notes = noted("dev.jsonl");
        for (at, count, by) in picks {
            let note = &notes[at % notes.len()];
            let before = reader().guess(&note.text, &Learned::none());
            let code = before.all()[by].code.to_string();
            let lessons: Vec<Lesson> = (0..count * 2)
                .map(|number| lesson(number as i64 % 2, &note.text, &code))
                .collect();
            let after = reader().guess(&note.text, &Learned::fold(lessons.iter(), 2));
            if let (Verdict::Clear(one), Verdict::Clear(other)) = (before.verdict(), after.verdict()) {
                prop_assert_eq!(one.code, other.code, "{}", note.text);
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        let guesses = reader().guess(&text, &Learned::none());
        let sum: f32 = guesses.all().iter().map(|guess| guess.p).sum();
        prop_assert!((sum - 1.0).abs() < 1e-3);
        prop_assert!(reader().lesson(&text).len() <= 64);
    }
}
