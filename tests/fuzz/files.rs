//! Files of an installation, as their authors break them: read, or every defect at a place that is
//! there.

use sufler::app::load::Sources;
use sufler::domain::codes::Codes;
use sufler::script::{Defect, Files, Rules, read_campaign, read_codes, read_places, read_script};
use sufler::words::{Source, Words};

use super::dice::{Dice, file, files};
use super::fuzz;

/// The defects are of this file, and each points at a place of it.
fn placed(text: &str, defects: &[Defect]) {
    assert!(!defects.is_empty(), "refused without a word");
    for defect in defects {
        let line = defect.line.checked_sub(1).and_then(|n| text.split('\n').nth(n));
        let line = line.unwrap_or_else(|| panic!("no line for {defect}"));
        assert!((1..=line.chars().count() + 1).contains(&defect.column), "no column for {defect}");
        assert!(!defect.message.is_empty());
    }
}

/// A sample, line by line: some are lost, doubled, moved or changed.
fn shuffled(dice: &mut Dice, sample: &str) -> String {
    let mut lines: Vec<String> = sample.lines().map(str::to_owned).collect();
    for _ in 0..1 + dice.below(3) {
        let (at, other) = (dice.below(lines.len()), dice.below(lines.len()));
        match dice.below(5) {
            0 if lines.len() > 1 => {
                lines.remove(at);
            }
            1 => lines.insert(at, lines[other].clone()),
            2 => lines.swap(at, other),
            3 => {
                let value = *dice.pick(&[
                    "0",
                    "-1",
                    "\"\"",
                    "[]",
                    "{}",
                    "1979-05-27",
                    "inf",
                    "true",
                    "\"x\"",
                    "[\"\"]",
                    "9223372036854775807",
                    "\"{\"",
                    "'''",
                ]);
                if let Some((key, _)) = lines[at].clone().split_once('=') {
                    lines[at] = format!("{key}= {value}");
                }
            }
            _ => lines[at] = dice.mutated(&lines),
        }
    }
    lines.join("\n")
}

fn make(dice: &mut Dice, samples: &[String]) -> String {
    match dice.below(10) {
        0 => dice.noise(200),
        1..=3 => dice.mutated(samples),
        _ => {
            let sample = dice.pick(samples).clone();
            shuffled(dice, &sample)
        }
    }
}

fn codes() -> Codes {
    read_codes("codes.toml", &file("scripts/codes.toml")).unwrap()
}

/// Small files are read often, the large ones of the product now and then.
fn samples(small: &[&str], large: &[&str]) -> Vec<String> {
    let mut samples: Vec<String> = large.iter().map(|path| file(path)).collect();
    for path in small {
        let text = file(path);
        samples.extend(std::iter::repeat_n(text, 20 * large.len().max(1)));
    }
    samples
}

#[test]
fn scripts() {
    let base = samples(&["tests/defects/base/scripts/talk.toml"], &["scripts/outbound.toml"]);
    let own = read_codes("codes.toml", &file("tests/defects/base/scripts/codes.toml")).unwrap();
    let product = codes();
    fuzz(
        "script",
        1.0,
        |dice| make(dice, &base),
        |text| {
            let codes = if text.len() > 5_000 { &product } else { &own };
            match read_script("talk", "talk.toml", text, codes, "1".to_owned()) {
                Ok(script) => {
                    assert!(script.steps.contains_key(&script.start), "no way in");
                    "read"
                }
                Err(defects) => {
                    placed(text, &defects);
                    "refused"
                }
            }
        },
    );
}

#[test]
fn codes_places_and_campaigns() {
    let (small, large) = (["tests/defects/base/scripts/codes.toml"], ["scripts/codes.toml"]);
    let base = samples(&small, &large);
    fuzz(
        "codes",
        0.5,
        |dice| make(dice, &base),
        |text| match read_codes("codes.toml", text) {
            Ok(_) => "read",
            Err(defects) => {
                placed(text, &defects);
                "refused"
            }
        },
    );
    let (small, large) = (["tests/defects/base/scripts/places.toml"], ["scripts/places.toml"]);
    let base = samples(&small, &large);
    fuzz(
        "places",
        0.5,
        |dice| make(dice, &base),
        |text| match read_places("places.toml", text) {
            Ok(places) => {
                let _ = places.zone(Some("x"), Some("+74993224685"));
                "read"
            }
            Err(defects) => {
                placed(text, &defects);
                "refused"
            }
        },
    );
    let (small, large) = (["tests/defects/base/scripts/campaign.toml"], ["scripts/campaign.toml"]);
    let base = samples(&small, &large);
    let product = codes();
    let read = |text: &String| match read_campaign("campaign.toml", text, &product) {
        Ok(_) => "read",
        Err(defects) => {
            placed(text, &defects);
            "refused"
        }
    };
    fuzz("campaign", 0.5, |dice| make(dice, &base), read);
}

#[test]
fn all_files_of_an_installation() {
    let built_in = Files::built_in();
    let base: Vec<String> =
        built_in.list.iter().map(|(path, text)| format!("{path}\n{text}")).collect();
    let make = |dice: &mut Dice| {
        let sample = dice.pick(&base).clone();
        let (path, text) = sample.split_once('\n').unwrap();
        format!("{path}\n{}", shuffled(dice, text))
    };
    fuzz("installation", 0.02, make, |input| {
        let (path, text) = input.split_once('\n').unwrap();
        let mut files = built_in.clone();
        files.list.retain(|(known, _)| known != path);
        files.list.push((path.to_owned(), text.to_owned()));
        match Rules::read(&files, &|_| String::new()) {
            Ok(_) => "read",
            Err(defects) => {
                for defect in &defects {
                    let text = files.list.iter().find(|(path, _)| *path == defect.file);
                    placed(&text.unwrap().1, std::slice::from_ref(defect));
                }
                "refused"
            }
        }
    });
}

#[test]
fn texts() {
    let base: Vec<String> = files("tests/defects/base/locales/ru")
        .into_iter()
        .chain(files("tests/defects/base/locales/ru/scripts"))
        .map(|(_, text)| text)
        .collect();
    let when = file("locales/ru/when.toml");
    let sources = Sources::read(None, None).unwrap();
    assert!(sources.words().is_ok());
    let make = |dice: &mut Dice| match dice.below(8) {
        // Nested more deeply than any reader may follow.
        0 => format!("a = {}", "{".repeat(1 << dice.below(18))),
        1 => format!("a = {}b{}", "{".repeat(dice.below(70)), "}".repeat(dice.below(70))),
        _ => make(dice, &base),
    };
    fuzz("texts", 0.2, make, |text| {
        let source =
            |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let all = [source("ru/chat.ftl", text), source("ru/when.toml", &when)];
        match Words::load(&all) {
            Ok(words) => {
                let _ = words.check();
                for id in words.ids("ru", None) {
                    words.say("ru", &sufler::words::Phrase::new(id));
                }
                "read"
            }
            Err(defects) => {
                for defect in defects {
                    assert!(defect.line >= 1 && defect.column >= 1, "{defect}");
                    assert!(defect.line <= text.split('\n').count() + 1, "{defect}");
                }
                "refused"
            }
        }
    });
}
