//! Lines that people type: telephone numbers, questionnaires, names, answers, addresses, commands.

use sufler::chat::event::Event;
use sufler::chat::typed;
use sufler::domain::phone::{Named, Phone, named};

use super::dice::Dice;
use super::{dates, fuzz};

const NUMBERS: [&str; 16] = [
    "8 (499) 322-46-85",
    "+7 499 322 46 85",
    "74993224685",
    "499.322.46.85",
    "8 (812) 333-44-55",
    "8-800-555-35-35",
    "+995 32 212 34 56",
    "032 2 12 34 56",
    "555 12 34 56",
    "+374 10 123456",
    "8 (727) 234-56-78",
    "+49 (0)30 901820",
    "+1 202-555-0123",
    "\u{2116}15",
    "# 999999",
    "000015",
];

#[test]
fn telephone_numbers() {
    let samples: Vec<String> = NUMBERS.map(str::to_owned).to_vec();
    let make = |dice: &mut Dice| {
        let text = match dice.below(4) {
            0 => dice.noise(40),
            1 => (0..dice.below(24))
                .map(|_| *dice.pick(&['0', '7', '8', '9', '4', '+', '-', ' ']))
                .collect(),
            _ => dice.mutated(&samples),
        };
        let country = *dice.pick(&["RU", "GE", "AM", "KZ", "DE", "US", "", "xx"]);
        format!("{country}|{text}")
    };
    fuzz("phone", 1.0, make, |input| {
        let (country, text) = input.split_once('|').unwrap();
        let Some(phone) = Phone::parse(text, country) else {
            return match named(text, country) {
                Some(Named::Questionnaire(number)) => {
                    assert!(number <= 999_999);
                    "a questionnaire"
                }
                Some(Named::Phone(phone)) => panic!("{phone:?} out of nothing"),
                None => "refused",
            };
        };
        let digits = phone.e164().strip_prefix('+').unwrap();
        assert!(digits.bytes().all(|b| b.is_ascii_digit()) && (5..=15).contains(&digits.len()));
        assert_eq!(Phone::parse(phone.e164(), country), Some(phone.clone()), "{phone:?}");
        assert_eq!(Phone::parse(&phone.pretty(), "GE"), Some(phone.clone()), "{phone:?}");
        // What is hidden cannot be got back.
        let count = |text: &str| text.chars().filter(char::is_ascii_digit).count();
        let (masked, pretty) = (phone.masked(), phone.pretty());
        assert_eq!(masked.chars().count(), pretty.chars().count());
        assert!(count(&masked) + 2 <= count(&pretty), "{masked} of {pretty}");
        "a number"
    });
}

#[test]
fn typed_text() {
    let mut samples = dates::samples();
    samples.extend(NUMBERS.map(str::to_owned));
    samples.extend(
        [
            "/start 0123456789abcdef",
            "/result@bot 8 499 322-46-85",
            "a.b+c@example.co.uk",
            "<b>x</b> & {$call} {-term}",
            "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}",
            "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
            "1\u{fe0f}\u{20e3}",
            "e\u{301}\u{327}",
        ]
        .map(str::to_owned),
    );
    let make = |dice: &mut Dice| match dice.below(3) {
        0 => dice.noise(300),
        _ => dice.mutated(&samples),
    };
    let unseen = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
    fuzz("typed text", 1.0, make, |text| {
        let line = typed::line(text);
        assert!(!line.contains(unseen) && !line.contains("  "), "{line:?}");
        assert_eq!(line, line.trim());
        assert_eq!(typed::line(&line), line, "cleaning is done once");
        assert!(line.len() <= text.len());
        if let Event::Command(name, argument) = Event::typed(text) {
            assert!(!name.contains(char::is_whitespace) && argument == argument.trim());
        }
        if let Ok(address) = typed::email(text) {
            assert!(address.contains('@') && !address.contains(char::is_whitespace));
            return "an address";
        }
        match typed::short(text) {
            Ok(short) => {
                assert!(short.chars().count() <= 100 && short.chars().any(char::is_alphanumeric));
                assert_eq!(typed::answer(text), Ok(short));
                "short"
            }
            Err(_) if typed::answer(text).is_ok() => "an answer",
            Err(_) => "refused",
        }
    });
}
