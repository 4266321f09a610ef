//! What is taken out of a hasty note besides its situation. The notes are data:
//! `tests/notes_extract/LANG.txt`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chrono::NaiveDateTime;
use proptest::prelude::*;
use sufler::domain::codes::CodeId;
use sufler::notes::extract::judge::{same_reason, same_when};
use sufler::notes::extract::{Extract, Lesson, Reasons, Setting, extract};
use sufler::words::{Source, Words};

const LANGUAGES: [&str; 3] = ["ru", "ka", "en"];
/// Of the notes of a language so many in a hundred must give the right reason.
const REASONS: usize = 85;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let files = LANGUAGES.iter().flat_map(|lang| {
            ["dates.ftl", "when.toml", "find.toml", "notes.toml"]
                .map(|file| format!("{lang}/{file}"))
        });
        let sources = files.filter_map(|path| {
            let text = fs::read_to_string(root().join("locales").join(&path)).ok()?;
            Some(Source { path, text })
        });
        Words::load(&sources.collect::<Vec<_>>()).unwrap()
    })
}

fn now() -> NaiveDateTime {
    "2026-11-23T10:00:00".parse().unwrap()
}

fn setting(reasons: Option<&Reasons>) -> Setting<'_> {
    Setting { words: words(), reasons, country: "RU", now: now() }
}

/// A line of `tests/notes_extract/LANG.txt`.
struct Case {
    place: String,
    text: String,
    code: CodeId,
    expected: Vec<(String, String)>,
}

fn cases(lang: &str) -> Vec<Case> {
    let path = root().join(format!("tests/notes_extract/{lang}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    lines
        .map(|(at, line)| {
            let mut parts = line.split(" | ");
            let text = parts.next().unwrap().to_owned();
            let code = CodeId::from(parts.next().unwrap_or_else(|| panic!("{lang}: {line}")));
            let pairs = parts.map(|part| part.split_once(": ").unwrap_or_else(|| panic!("{line}")));
            let expected = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
            Case { place: format!("{lang}.txt:{}", at + 1), text, code, expected }
        })
        .collect()
}

/// The examples that the program learns from.
fn reasons() -> &'static Reasons {
    static REASONS: OnceLock<Reasons> = OnceLock::new();
    REASONS.get_or_init(|| {
        let mut examples: Vec<(String, CodeId, Option<String>)> = Vec::new();
        let folder = fs::read_dir(root().join("scripts/notes")).unwrap();
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for line in files.iter().map(|file| fs::read_to_string(file).unwrap()).flat_map(lines) {
            let line: serde_json::Value = serde_json::from_str(&line).unwrap();
            let text = |key: &str| line.get(key).and_then(|v| v.as_str()).map(str::to_owned);
            examples.push((
                text("text").unwrap(),
                CodeId::from(text("code").unwrap().as_str()),
                text("reason"),
            ));
        }
        let lessons: Vec<Lesson<'_>> = examples
            .iter()
            .map(|(text, code, reason)| Lesson { text, code, reason: reason.as_deref() })
            .collect();
        Reasons::train(&lessons, &setting(None))
    })
}

fn lines(text: String) -> Vec<String> {
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

/// What of a case is not as expected; reasons apart, since they are learned.
fn faults(case: &Case, found: &Extract) -> Vec<String> {
    let shown = |key: &str| match key {
        "when" => found.when.map(|when| format!("{when:?}")),
        "email" => found.email.clone(),
        "phone" => found.phone.as_ref().map(|phone| phone.e164().to_owned()),
        "contact" => found.contact.clone(),
        "objections" => found.objections.map(|count| count.to_string()),
        "reason" => found.reason.clone(),
        "not on" if found.not_on.is_empty() => None,
        "not on" => {
            Some(found.not_on.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        }
        other => panic!("{}: `{other}` is no part of a note", case.place),
    };
    let wrong = |(key, value): &&(String, String)| match (key.as_str(), value.as_str()) {
        ("reason", "-") => found.reason.is_some(),
        ("reason", _) => false,
        (key, "-") => shown(key).is_some(),
        ("when", when) => {
            let same = |found| same_when(when, &found, Some(&case.code), &setting(None));
            !found.when.is_some_and(same)
        }
        (key, value) => shown(key).as_deref() != Some(value),
    };
    let told = case.expected.iter().filter(wrong);
    told.map(|(key, value)| {
        let found = shown(key);
        format!("{} {}: {key} is {found:?}, expected {value}", case.place, case.text)
    })
    .collect()
}

fn check(lang: &str) {
    let cases = cases(lang);
    assert!(cases.len() >= 100, "{lang}: only {} notes", cases.len());
    let mut told = Vec::new();
    let (mut right, mut all) = (0, 0);
    let mut missed = Vec::new();
    for case in &cases {
        let found = extract(&case.text, Some(&case.code), &setting(Some(reasons())));
        told.extend(faults(case, &found));
        let Some((_, expected)) =
            case.expected.iter().find(|(key, why)| key == "reason" && why != "-")
        else {
            continue;
        };
        all += 1;
        let same = |found: &String| same_reason(expected, found, &setting(None));
        if found.reason.as_ref().is_some_and(same) {
            right += 1;
        } else {
            missed.push(format!("{} {}: {expected} / {:?}", case.place, case.text, found.reason));
        }
    }
    assert!(told.is_empty(), "{} wrong parts:\n{}", told.len(), told.join("\n"));
    let missed = missed.join("\n");
    assert!(right * 100 >= all * REASONS, "{lang}: {right} of {all} reasons:\n{missed}");
}

#[test]
fn russian_notes_are_taken_apart() {
    check("ru");
}

#[test]
fn georgian_notes_are_taken_apart() {
    check("ka");
}

#[test]
fn english_notes_are_taken_apart() {
    check("en");
}

#[test]
fn without_examples_simple_rules_find_a_reason() {
    let found = |text: &str, code: &str| {
        extract(text, Some(&CodeId::from(code)), &setting(None)).reason.unwrap_or_default()
    };
    assert_eq!(
        found("секр отшила, говорит у них есть поставщик", "secretary_refusal"),
        "у них есть поставщик"
    );
    assert_eq!(
        found("sec refused because tender is closed", "secretary_refusal"),
        "tender is closed"
    );
    assert_eq!(found("секр отказ", "secretary_refusal"), "");
    assert_eq!(found("гудки", "no_answer"), "");
}

#[test]
fn a_refusal_says_which_of_the_two_it_is() {
    let refusal =
        |text: &str| extract(text, Some(&CodeId::from("lpr_refusal")), &setting(None)).refusal;
    assert_eq!(refusal("лпр не интересно, отказ"), Some("not_interested"));
    assert_eq!(refusal("лпр: неактуально"), Some("not_relevant"));
    assert_eq!(refusal("dm not interested at all"), Some("not_interested"));
    assert_eq!(refusal("გმპ-ს არ აინტერესებს"), Some("not_interested"));
    assert_eq!(refusal("лпр отказал"), None);
}

#[test]
fn the_situation_over_again_is_no_reason_but_is_known() {
    let found = |text: &str, code: &str| {
        let found = extract(text, Some(&CodeId::from(code)), &setting(Some(reasons())));
        (found.reason, found.bare)
    };
    let busy = |word: &str| (None, Some(word.to_owned()));
    assert_eq!(found("лпр занят", "conversation_refused"), busy("занят"));
    assert_eq!(found("boss busy", "conversation_refused"), busy("busy"));
    assert_eq!(found("гудки", "no_answer"), (None, None));
}

#[test]
fn a_reason_begins_and_ends_where_a_statement_does() {
    let found = |text: &str, code: &str| {
        extract(text, Some(&CodeId::from(code)), &setting(Some(reasons()))).reason
    };
    for (text, code) in [
        ("секр отшила, говорит что у них есть поставщик", "secretary_refusal"),
        ("лпр нет, секр сказала что он в командировке до пятницы", "lpr_absent"),
        ("sec refused, says that they have a supplier", "secretary_refusal"),
        ("line dropped right after hello", "connection_error"),
        ("director says they are a hair salon", "off_profile_lpr"),
        ("მდივანმა თქვა რომ სკოლაა", "off_profile_secretary"),
    ] {
        let reason = found(text, code).unwrap();
        let words: Vec<&str> = reason.split(' ').collect();
        let (first, last) = (words[0], words[words.len() - 1]);
        for word in ["говорит", "что", "сказала", "says", "that", "a", "the", "თქვა", "რომ"]
        {
            assert!(first != word && last != word, "{text}: {reason}");
        }
        assert!(!["до", "after", "right after", "of"].contains(&last), "{text}: {reason}");
        assert!(!reason.contains("пятниц"), "{text}: {reason}");
    }
}

#[test]
fn the_judge_of_reasons_is_neither_deaf_nor_blind() {
    let same = |a: &str, b: &str| same_reason(a, b, &setting(None));
    assert!(same("есть поставщик", "говорит, что у них есть поставщик"));
    assert!(same("в отпуске", "отпуск"));
    assert!(same("has a supplier", "they have supplier"));
    assert!(same("არ სჭირდებათ", "არ გვჭირდება"));
    assert!(!same("есть поставщик", "нет бюджета"));
    assert!(!same(
        "есть поставщик",
        "у них есть поставщик, на складе ремонт, все в отпуске, не до нас"
    ));
    assert!(!same("no budget", "no time"));
    assert!(!same("дорого", ""));
}

#[test]
fn the_judge_of_times_wants_the_same_day_and_time() {
    let code = CodeId::from("lpr_absent");
    let same = |expected: &str, note: &str| {
        let found = extract(note, Some(&code), &setting(None)).when;
        found.is_some_and(|found| same_when(expected, &found, Some(&code), &setting(None)))
    };
    assert!(same("2026-11-26T16:00", "в четверг после 4"));
    assert!(same("в четверг после 4", "лпр нет, в четверг после 4"));
    assert!(same("2026-11-27", "в отпуске до пятницы"));
    assert!(same("до пятницы", "в отпуске до пятницы"));
    assert!(!same("2026-11-26", "в отпуске до пятницы"));
    assert!(!same("2026-11-26T15:00", "в четверг после 4"));
    assert!(!same("завтра в 10", "завтра в 11"));
}

/// Pieces of notes, and what somebody may paste between them.
fn anything() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "секр",
        "лпр",
        "говорит",
        "завтра",
        "в 10",
        "до пятницы",
        "3 возр",
        "ხვალ",
        "ათზე",
        "მდივანი",
        "tomorrow",
        "at",
        "call",
        "@",
        "info@firma.ru",
        "8 912 345-67-89",
        "Иван",
        "Петрович",
        "15:00",
        "28.11",
        "\u{0}",
        "\u{202e}",
        "\u{FFFC}",
        "é",
        "\u{301}",
        "👍🏽",
        ".",
        ",",
        "-",
        "ﬁ",
        "ß",
        "İ",
    ]);
    let mixed = prop::collection::vec(prop_oneof![pieces.prop_map(str::to_owned), ".{0,8}"], 0..20);
    prop_oneof![mixed.prop_map(|parts| parts.join(" ")), ".{0,60}"]
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in anything(), code in prop::sample::select(vec!["", "lpr_absent", "secretary_refusal", "awaiting_call"])) {
        let code = (!code.is_empty()).then(|| CodeId::from(code));
        let found = extract(&text, code.as_ref(), &setting(None));
        let again = extract(&text, code.as_ref(), &setting(None));
        prop_assert_eq!(&found, &again);
        for part in [&found.reason, &found.when_text, &found.email, &found.contact].into_iter().flatten() {
            prop_assert!(!part.chars().any(char::is_control), "{:?} of {:?}", part, text);
            prop_assert!(!part.trim().is_empty());
            prop_assert!(part.chars().count() <= 1000);
        }
        if let Some(when) = found.when {
            let (from, to) = when.window();
            prop_assert!(from <= to);
        }
    }
}
