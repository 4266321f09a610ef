//! Dates as people type them: a moment that is possible and has not passed, or a refusal that can be
//! said.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use sufler::app::load::Sources;
use sufler::words::{Parsed, Words};

use super::dice::{Dice, file};
use super::fuzz;

/// Left of the arrows in `tests/when`, in all languages.
pub fn samples() -> Vec<String> {
    let mut samples = Vec::new();
    for lang in ["ru", "ka", "en"] {
        let text = file(&format!("tests/when/{lang}.txt"));
        let lines = text.lines().filter(|line| !line.starts_with(['#', 'n']));
        samples.extend(lines.filter_map(|line| line.split_once(" => ")).map(|(l, _)| l.to_owned()));
    }
    assert!(samples.len() > 300);
    samples
}

/// Words of dates thrown together.
fn tossed(dice: &mut Dice, words: &[String]) -> String {
    let count = 1 + dice.below(6);
    let word = |dice: &mut Dice| match dice.below(3) {
        0 => dice.below(130).to_string(),
        1 if dice.one_in(9) => dice.next().to_string(),
        _ => dice.pick(words).clone(),
    };
    let between = [" ", " ", ".", ":", "-", "", ", "];
    (0..count).map(|_| format!("{}{}", word(dice), dice.pick(&between))).collect()
}

/// A moment between 2020 and 2039, often at an edge of the calendar.
fn moment(dice: &mut Dice) -> NaiveDateTime {
    let day = match dice.below(3) {
        0 => *dice.pick(&[(2026, 12, 31), (2028, 2, 29), (2027, 2, 28), (2026, 11, 22)]),
        _ => (2020 + dice.below(20) as i32, 1 + dice.below(12) as u32, 1 + dice.below(28) as u32),
    };
    let day = NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap();
    let minute = *dice.pick(&[0, 1, 719, 720, 721, 1438, 1439, 600, 900]);
    day.and_hms_opt(0, 0, dice.below(60) as u32).unwrap() + TimeDelta::minutes(minute)
}

#[test]
fn dates() {
    let words: Words = Sources::read(None, None).unwrap().words().unwrap();
    let samples = samples();
    let parts: Vec<String> =
        samples.iter().flat_map(|s| s.split([' ', '.', ':'])).map(str::to_owned).collect();
    let make = |dice: &mut Dice| {
        let text = match dice.below(8) {
            0 => dice.noise(40),
            1 => dice.noise(400),
            2..=4 => dice.mutated(&samples),
            _ => tossed(dice, &parts),
        };
        let lang = *dice.pick(&["ru", "ka", "en", "de"]);
        let now = moment(dice);
        format!("{lang}|{}|{text}", now.format("%Y-%m-%dT%H:%M:%S"))
    };
    fuzz("date", 1.0, make, |input| {
        let (lang, rest) = input.split_once('|').unwrap();
        let (now, text) = rest.split_once('|').unwrap();
        let now: NaiveDateTime = now.parse().unwrap();
        let parsed = match words.when(lang, text, now) {
            Ok(parsed) => parsed,
            Err(refusal) => {
                let said = words.say_at(lang, &refusal.phrase(), now.date());
                assert!(
                    !said.is_empty() && (text.contains("{$") || !said.contains("{$")),
                    "{said}"
                );
                return "refused";
            }
        };
        let said = words.say_at(lang, &parsed.phrase(), now.date());
        assert!(!said.is_empty() && !said.contains("{$"), "{said}");
        let minute = now.with_second(0).unwrap();
        let (from, to) = parsed.window();
        assert!(from <= to, "{parsed:?}");
        assert!(to >= minute && parsed.day() >= now.date() - TimeDelta::days(0), "{parsed:?}");
        assert!(to.year() <= 9999, "{parsed:?}");
        match parsed {
            Parsed::Exact(at) | Parsed::In(at, _) => {
                assert!(at >= minute, "{parsed:?}");
                assert_eq!(at.second(), 0);
                "a moment"
            }
            Parsed::About(at) => {
                assert!(at >= minute, "{parsed:?}");
                "about a moment"
            }
            Parsed::Day(day) => {
                assert!(day >= now.date(), "{parsed:?}");
                "a day"
            }
            Parsed::Part(day, _) => {
                assert!(day >= now.date(), "{parsed:?}");
                "a part of a day"
            }
            Parsed::Window(..) => "a span",
        }
    });
}
