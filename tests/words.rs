//! Texts, dates as they are written, and dates as they are typed. What people type is data:
//! `tests/when/LANG.txt`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "phrases/phrases.rs"]
mod phrases;

use std::fs;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use sufler::words::{
    Arg, DayPart, Defect, Parsed, Phrase, Source, TimeStyle, WhenError, Words, day_name,
};

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// The files of `locales/` that this module owns.
fn own_sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let files = ["ru", "ka", "en"]
        .iter()
        .flat_map(|lang| [format!("{lang}/dates.ftl"), format!("{lang}/when.toml")]);
    files.map(|path| source(&path, &fs::read_to_string(root.join(&path)).unwrap())).collect()
}

fn own_words() -> Words {
    Words::load(&own_sources()).unwrap_or_else(|defects| panic!("{}", lines(&defects)))
}

fn words(sources: &[(&str, &str)]) -> Words {
    let sources: Vec<Source> = sources.iter().map(|(path, text)| source(path, text)).collect();
    Words::load(&sources).unwrap_or_else(|defects| panic!("{}", lines(&defects)))
}

fn lines(defects: &[Defect]) -> String {
    defects.iter().map(|d| format!("{d}\n")).collect()
}

fn moment(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

// --- Texts -----------------------------------------------------------------------------------

/// Spellings that no text has, and what it has instead. What people type is read in every spelling.
const ONE_SPELLING: [(&str, &str); 2] = [("...", "…"), ("მომწოდებ", "მიმწოდებ")];

#[test]
fn texts_spell_alike_what_is_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join("locales")];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == "ftl") {
                let text = fs::read_to_string(&path).unwrap();
                for (other, one) in ONE_SPELLING {
                    assert!(!text.contains(other), "{}: {other}, not {one}", path.display());
                }
                read += 1;
            }
        }
    }
    assert!(read > 30, "{read}");
}

#[test]
fn a_phrase_is_said_in_the_readers_language() {
    let words = words(&[
        ("ru/a.ftl", "hello = Привет, { $name }!\n    .short = Привет\n"),
        ("en/a.ftl", "hello = Hello, { $name }!\n    .short = Hello\n"),
    ]);
    let phrase = Phrase::new("hello").with("name", "<Нино>");
    assert_eq!(words.say("ru", &phrase), "Привет, <Нино>!");
    assert_eq!(words.say("en", &phrase), "Hello, <Нино>!");
    assert_eq!(words.say("en", &Phrase::new("hello.short")), "Hello");
    assert_eq!(words.languages(), ["en", "ru"]);
}

#[test]
fn a_voice_is_kept_and_handed_down() {
    let words = words(&[
        ("ru/a.ftl", "box = Запись: { $inner }\nword = слово\n"),
        ("en/a.ftl", "box = Record: { $inner }\nword = word\n"),
    ]);
    let word = Phrase::new("word");
    let in_english = word.clone().in_lang("en");
    let said = |phrase: Phrase| words.say("ru", &phrase);
    assert_eq!(said(Phrase::new("box").with("inner", word.clone())), "Запись: слово");
    assert_eq!(said(Phrase::new("box").with("inner", in_english)), "Запись: word");
    assert_eq!(said(Phrase::new("box").with("inner", word).in_lang("en")), "Record: word");
}

#[test]
fn numbers_select_plural_forms() {
    let words = words(&[(
        "ru/a.ftl",
        "calls = { $n ->\n    [one] { $n } звонок\n    [few] { $n } звонка\n   *[many] { $n } звонков\n  }\n",
    )]);
    let calls = |n: i64| words.say("ru", &Phrase::new("calls").with("n", n));
    assert_eq!([calls(1), calls(3), calls(11)], ["1 звонок", "3 звонка", "11 звонков"]);
    assert_eq!(calls(i64::MIN), "-9223372036854775808 звонков", "no fault at the end of numbers");
}

#[test]
fn a_missing_text_falls_back_to_english_then_to_any_then_to_its_id() {
    let words = words(&[
        ("ru/a.ftl", "only-ru = тут\n"),
        ("en/a.ftl", "only-en = here\n"),
        ("ka/a.ftl", "x = y\n"),
    ]);
    assert_eq!(words.say("ka", &Phrase::new("only-en")), "here");
    assert_eq!(words.say("ka", &Phrase::new("only-ru")), "тут");
    assert_eq!(words.say("de", &Phrase::new("only-en")), "here");
    assert_eq!(words.say("ka", &Phrase::new("nowhere")), "nowhere");
    assert_eq!(words.say("ka", &Phrase::new("x").from_book("nowhere")), "x");
    assert!(!words.has("ka", "only-en", None) && words.has("en", "only-en", None));
}

#[test]
fn the_language_of_a_person_is_found() {
    let words = words(&[("ru/a.ftl", "x = y\n"), ("en/a.ftl", "x = y\n"), ("ka/a.ftl", "x = y\n")]);
    for (code, expected) in
        [("ru", "ru"), ("en-US", "en"), ("KA", "ka"), ("ka_GE", "ka"), ("uk", "en"), ("", "en")]
    {
        assert_eq!(words.best_language(Some(code)), expected, "{code}");
    }
    assert_eq!(words.best_language(None), "en");
}

#[test]
fn a_running_call_keeps_the_texts_it_began_with() {
    let words = words(&[("ru/scripts/outbound.ftl", "open = Новое\n"), ("ru/a.ftl", "x = y\n")]);
    let old = [("ru".to_owned(), "open = Старое\n".to_owned())];
    words.add_book("outbound@3f2a", &old).unwrap();
    let open = |book: &str| words.say("ru", &Phrase::new("open").from_book(book));
    assert_eq!(open("outbound"), "Новое");
    assert_eq!(open("outbound@3f2a"), "Старое");
    assert_eq!(open("outbound@unknown"), "Новое", "the newest serves for a lost one");
    assert_eq!(words.books(), ["outbound", "outbound@3f2a"]);
    assert_eq!(words.say("ru", &Phrase::new("open")), "open", "books are apart from the rest");

    let broken = [("ru".to_owned(), "open Новее\n".to_owned())];
    let defects = words.add_book("outbound", &broken).unwrap_err();
    assert_eq!((defects[0].file.as_str(), defects[0].line), ("ru/scripts/outbound.ftl", 1));
    assert_eq!(open("outbound"), "Новое", "a broken one changes nothing");
}

#[test]
fn words_are_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&words(&[("ru/a.ftl", "x = y\n")]));
}

// --- Defects ---------------------------------------------------------------------------------

fn load_defects(sources: &[(&str, &str)]) -> String {
    let sources: Vec<Source> = sources.iter().map(|(path, text)| source(path, text)).collect();
    lines(&Words::load(&sources).unwrap_err())
}

fn check_defects(sources: &[(&str, &str)]) -> String {
    lines(&words(sources).check())
}

#[test]
fn all_defects_of_loading_are_told_with_their_places() {
    let found = load_defects(&[
        ("ru/a.ftl", "ok = да\nbroken = { $x\n\nfine = да\nда = нет\n"),
        ("ru/b.ftl", "# again\nok = нет\n    .a = 1\n    .a = 2\n"),
        ("ru/deep/er/c.ftl", ""),
        ("ru/when.toml", "same = 1\n"),
        ("c.ftl", ""),
    ]);
    for expected in [
        "ru/a.ftl:4:1: Fluent syntax: Expected a token starting with \"}\"",
        "ru/a.ftl:5:1: Fluent syntax: ",
        "ru/b.ftl:2:1: `ok` is defined twice: first at ru/a.ftl:1",
        "ru/b.ftl:4:6: `ok` has two attributes `.a`",
        "ru/deep/er/c.ftl:1:1: expected LANG/NAME.ftl",
        "ru/when.toml:1:8: ",
        "c.ftl:1:1: not in the folder of a language",
    ] {
        assert!(found.contains(expected), "no `{expected}` in\n{found}");
    }
}

#[test]
fn what_a_language_lacks_is_told() {
    let found = check_defects(&[
        ("ru/a.ftl", "a = { $x } и { $y }\nb = да\n    .do = делай\nc = c\n"),
        ("en/a.ftl", "a = { $x }\nb = yes\n"),
        ("ru/scripts/s.ftl", "q = q\n"),
    ]);
    assert_eq!(
        found,
        "ru/a.ftl:1:1: `a` in en does not use $y (en/a.ftl:1), ru does\n\
         ru/a.ftl:3:6: `b.do` is missing in en (ru has it)\n\
         ru/a.ftl:4:1: message `c` is missing in en (ru has it)\n\
         ru/scripts/s.ftl:1:1: en has no script `s`: add en/scripts/s.ftl\n"
    );
}

#[test]
fn variables_of_referred_messages_count() {
    let words = words(&[(
        "ru/a.ftl",
        "a = { b } { -t(case: \"x\") }\nb = { $n ->\n    [0] { c.of }\n   *[other] { $m }\n  }\nc =\n    .of = { a } { $k }\n-t = { $case }\n",
    )]);
    let variables: Vec<String> = words.variables("ru", "a", None).into_iter().collect();
    assert_eq!(variables, ["k", "m", "n"]);
    assert!(words.variables("ru", "c", None).is_empty());
    assert_eq!(words.ids("ru", None), ["a", "b", "c.of"]);
}

#[test]
fn plural_forms_must_be_complete() {
    let select = |forms: &str| format!("a = {{ $n ->\n{forms}   *[other] x\n  }}\n");
    let check = |lang: &str, forms: &str| {
        check_defects(&[(format!("{lang}/a.ftl").as_str(), select(forms).as_str())])
    };
    let (one, few, many) = ("    [one] x\n", "    [few] x\n", "    [many] x\n");
    assert_eq!(check("ru", &format!("{one}{few}{many}")), "");
    assert_eq!(check("en", one), "");
    assert_eq!(check("ka", one), "");
    assert_eq!(check("ru", "    [none] x\n    [warm] y\n"), "", "not a number");
    assert_eq!(
        check("ru", &format!("{one}{few}")),
        "ru/a.ftl:1:8: `a`: plural forms missing for ru: [many]\n"
    );
    assert_eq!(
        check("ka", &format!("{one}{many}")),
        "ka/a.ftl:1:8: `a`: ka has no plural form [many], only [one, other]\n"
    );
}

#[test]
fn references_to_nothing_are_told() {
    let found = check_defects(&[(
        "ru/a.ftl",
        "a = { b } { -t } { c.x } { c } { DATETIME($d) } { NUMBER($n) }\nc =\n    .y = 1\n",
    )]);
    assert_eq!(
        found,
        "ru/a.ftl:1:7: `b` is not defined in this language\n\
         ru/a.ftl:1:14: `-t` is not defined in this language\n\
         ru/a.ftl:1:20: `c` has no attribute `.x`\n\
         ru/a.ftl:1:28: `c` has no text of its own, only attributes\n\
         ru/a.ftl:1:34: unknown function DATETIME: only NUMBER exists\n"
    );
}

#[test]
fn a_vocabulary_with_faults_tells_them() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en/when.toml");
    let good = fs::read_to_string(path).unwrap();
    let bad = good.replace("[months]\n1 =", "[months]\n13 =").replace("\"noon\"", "\"no-on\"");
    let found = load_defects(&[("en/when.toml", &bad)]);
    assert!(found.contains("`13` must be a number from 1 to 12"), "{found}");
    assert!(found.contains("`no-on`: words of letters only"), "{found}");
}

#[test]
fn our_own_texts_have_no_defects() {
    let defects = own_words().check();
    assert!(defects.is_empty(), "{}", lines(&defects));
}

// --- Dates as they are written ---------------------------------------------------------------

#[test]
fn dates_are_written_as_people_do() {
    let words = words_with("show = { $t }\n");
    let at = Utc.with_ymd_and_hms(2026, 11, 24, 10, 30, 0).unwrap();
    let zone: Tz = "Asia/Tbilisi".parse().unwrap();
    let cases = [
        ("ru", TimeStyle::Short, "24.11, 14:30"),
        ("ka", TimeStyle::Short, "24.11, 14:30"),
        ("en", TimeStyle::Short, "24 Nov, 14:30"),
        ("ru", TimeStyle::Long, "вторник, 24 ноября, 14:30"),
        ("ka", TimeStyle::Long, "სამშაბათი, 24 ნოემბერი, 14:30"),
        ("en", TimeStyle::Long, "Tuesday, 24 November, 14:30"),
        ("ru", TimeStyle::Clock, "14:30"),
        ("ru", TimeStyle::Day, "24 ноября"),
        ("ka", TimeStyle::Weekday, "სამშაბათი, 24 ნოემბერი"),
        ("en", TimeStyle::Weekday, "Tuesday, 24 November"),
    ];
    for (lang, style, expected) in cases {
        let phrase = Phrase::new("show").with("t", Arg::Time(at, zone, style));
        assert_eq!(words.say(lang, &phrase), expected);
    }
    let spring = Phrase::new("show").with("t", Arg::Day(day("2027-03-05"), TimeStyle::Day));
    assert_eq!(words.say("ru", &spring), "5 марта");
    assert_eq!(words.say_at("ru", &spring, day("2026-11-22")), "5 марта 2027 года");
    assert_eq!(words.say_at("ka", &spring, day("2026-11-22")), "2027 წლის 5 მარტი");
    assert_eq!(words.say_at("en", &spring, day("2027-11-22")), "5 March");
}

fn words_with(text: &str) -> Words {
    let mut sources = own_sources();
    sources.extend(["ru", "ka", "en"].map(|lang| source(&format!("{lang}/more.ftl"), text)));
    Words::load(&sources).unwrap()
}

#[test]
fn near_days_have_names() {
    let words = own_words();
    let today = day("2026-11-22");
    let name = |lang: &str, on: &str| words.say(lang, &day_name(day(on), today));
    assert_eq!(name("ru", "2026-11-22"), "сегодня");
    assert_eq!(name("ka", "2026-11-23"), "ხვალ");
    assert_eq!(name("en", "2026-11-21"), "yesterday");
    assert_eq!(name("ru", "2026-11-24"), "вторник, 24 ноября");
}

#[test]
fn what_was_understood_is_said_back() {
    let words = own_words();
    let now = moment("2026-11-22 12:00");
    let back = |lang: &str, text: &str| {
        let phrase = match words.when(lang, text, now) {
            Ok(parsed) => parsed.phrase(),
            Err(error) => error.phrase(),
        };
        words.say(lang, &phrase)
    };
    for (lang, typed, expected) in [
        ("ru", "24.11 14:30", "вторник, 24 ноября, 14:30"),
        ("ka", "ხვალ 10-დან 12-მდე", "ორშაბათი, 23 ნოემბერი, 10:00-დან 12:00-მდე"),
        ("en", "thu after 4", "Thursday, 26 November, after 16:00"),
        ("en", "before Friday", "Sunday, 22 November – Thursday, 26 November"),
        ("ru", "завтра утром", "понедельник, 23 ноября, утром"),
        ("en", "about 5", "Sunday, 22 November, about 17:00"),
        ("ru", "в среду", "среда, 25 ноября"),
        ("ru", "", "Когда? Например: завтра в 10:30"),
        ("ru", "31.02", "Такой даты нет: 31.02"),
        ("ru", "завтра в 25:00", "Такого времени нет: 25:00"),
        ("ka", "გუშინ", "ეს დღე უკვე გავიდა: შაბათი, 21 ნოემბერი"),
    ] {
        assert_eq!(back(lang, typed), expected, "{typed}");
    }
}

// --- Dates as they are typed -----------------------------------------------------------------

fn shown(answer: &Result<Parsed, WhenError>) -> String {
    let time = |at: &NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    match answer {
        Ok(Parsed::Exact(at) | Parsed::In(at, _)) => time(at),
        Ok(Parsed::About(at)) => format!("~{}", time(at)),
        Ok(Parsed::Day(day)) => day.to_string(),
        Ok(Parsed::Part(day, part)) => format!("{day} {part:?}"),
        Ok(Parsed::Window(from, to)) => format!("{} .. {}", time(from), time(to)),
        Err(WhenError::Past(at)) => format!("! past: {}", time(at)),
        Err(error) => format!("! {error}"),
    }
}

/// Reads `tests/when/LANG.txt`: lines `text => what is understood`, `now = …` sets the time.
fn check_typed(lang: &str) {
    let words = own_words();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/when/{lang}.txt"));
    let text = fs::read_to_string(path).unwrap();
    let mut now = None;
    let mut wrong = String::new();
    let mut count = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        if let Some(time) = line.strip_prefix("now = ") {
            now = Some(moment(time.trim()));
            continue;
        }
        let (typed, expected) = line.split_once("=>").expect(line);
        count += 1;
        let found = shown(&words.when(lang, typed.trim(), now.expect("now = first")));
        if found != expected.trim() {
            wrong += &format!("{} => {}, found {found}\n", typed.trim(), expected.trim());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 60, "only {count} lines");
}

#[test]
fn russian_dates_are_understood() {
    check_typed("ru");
}

#[test]
fn georgian_dates_are_understood() {
    check_typed("ka");
}

#[test]
fn english_dates_are_understood() {
    check_typed("en");
}

#[test]
fn other_languages_are_tried_too() {
    let words = own_words();
    let now = moment("2026-11-22 12:00");
    let tomorrow = Ok(Parsed::Exact(moment("2026-11-23 15:00")));
    assert_eq!(words.when("ka", "завтра в 15", now), tomorrow);
    assert_eq!(words.when("ru", "tomorrow 3pm", now), tomorrow);
    assert_eq!(words.when("de", "ხვალ სამზე", now), tomorrow);
    let unknown = Err(WhenError::NotUnderstood("Übermorgen".into()));
    assert_eq!(words.when("ru", "Übermorgen", now), unknown);
}

#[test]
fn what_we_write_we_understand() {
    let words = words_with("show = { $t }\n");
    let now = moment("2026-11-22 12:00");
    for lang in ["ru", "ka", "en"] {
        for days in 1..=380 {
            let at = now + chrono::Duration::minutes(days * 1440 + days % 60);
            let time = |style| Arg::Time(at.and_utc(), Tz::UTC, style);
            let said = |arg| words.say_at(lang, &Phrase::new("show").with("t", arg), now.date());
            for style in [TimeStyle::Long, TimeStyle::Short] {
                let text = said(time(style));
                assert_eq!(words.when(lang, &text, now), Ok(Parsed::Exact(at)), "{lang}: {text}");
            }
            for style in [TimeStyle::Day, TimeStyle::Weekday, TimeStyle::Short] {
                let text = said(Arg::Day(at.date(), style));
                assert_eq!(
                    words.when(lang, &text, now),
                    Ok(Parsed::Day(at.date())),
                    "{lang}: {text}"
                );
            }
        }
    }
}

#[test]
fn an_answer_tells_its_window() {
    let exact = Parsed::Exact(moment("2026-11-22 12:00"));
    assert_eq!(exact.exact(), Some(moment("2026-11-22 12:00")));
    let part = Parsed::Part(day("2026-11-22"), DayPart::Night);
    assert_eq!(part.exact(), None);
    assert_eq!(part.window(), (moment("2026-11-22 21:00"), moment("2026-11-23 00:00")));
    let end_of_time = Parsed::Day(NaiveDate::MAX);
    assert_eq!(end_of_time.window().0.date(), NaiveDate::MAX);
}

/// Words of all languages, numbers and signs in any order.
fn typed() -> impl Strategy<Value = String> {
    let samples: Vec<String> = ["ru", "ka", "en"]
        .iter()
        .flat_map(|lang| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/when/{lang}.txt"));
            let text = fs::read_to_string(path).unwrap();
            let typed: Vec<String> =
                text.lines().filter_map(|l| Some(l.split_once("=>")?.0.to_owned())).collect();
            typed.iter().flat_map(|l| l.split_whitespace().map(str::to_owned)).collect::<Vec<_>>()
        })
        .collect();
    let piece = prop_oneof![
        6 => prop::sample::select(samples),
        2 => "[0-9]{1,12}",
        1 => "[-.:/, ]{1,3}",
        1 => "\\PC{1,4}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_input_panics(
        texts in prop::collection::vec(typed(), 150),
        noise in prop::collection::vec(".*", 50),
        seconds in -9_000_000_000_i64..250_000_000_000,
    ) {
        let words = own_words();
        let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap().naive_utc();
        for text in texts.iter().chain(&noise) {
            for now in [now, NaiveDateTime::MAX, NaiveDateTime::MIN] {
                match words.when("ru", text, now) {
                    Ok(parsed) => {
                        let (from, to) = parsed.window();
                        prop_assert!(from <= to, "{text}: {parsed:?}");
                        words.say("ka", &parsed.phrase());
                    }
                    Err(error) => {
                        words.say("ka", &error.phrase());
                    }
                }
            }
        }
    }
}
