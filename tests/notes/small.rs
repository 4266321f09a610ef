//! A reader that knows a handful of notes.

use chrono::DateTime;
use sufler::domain::lesson::Lesson;
use sufler::domain::people::PersonId;
use sufler::notes::cues::Cues;
use sufler::notes::learned::Learned;
use sufler::notes::{Example, Reader, Settings, Verdict};
use sufler::words::Source;

const SETTINGS: Settings = Settings {
    clear: 0.6,
    ahead: 0.4,
    unsure: 0.3,
    known: 0.0,
    temperature: 1.0,
    fewest: 1,
    rounds: 20,
    step: 0.2,
    smoothing: 0.02,
};

const NOTES: [(&str, &str); 15] = [
    ("no_answer", "rings out, nobody picks up"),
    ("no_answer", "long rings no answer"),
    ("no_answer", "гудки, не берут трубку"),
    ("no_answer", "никто не берет трубку"),
    ("no_answer", "ყურმილს არავინ იღებს"),
    ("secretary_refusal", "secretary refused to connect"),
    ("secretary_refusal", "secr won't put me through"),
    ("secretary_refusal", "секретарь не соединяет"),
    ("secretary_refusal", "секр отказала, не соединяет"),
    ("secretary_refusal", "მდივანმა არ შემაერთა"),
    ("lpr_absent", "boss is away on vacation"),
    ("lpr_absent", "director not there, back monday"),
    ("lpr_absent", "директора нет на месте"),
    ("lpr_absent", "шеф в отпуске"),
    ("lpr_absent", "უფროსი შვებულებაშია"),
];

fn reader() -> Reader {
    reader_with(&SETTINGS)
}

fn reader_with(settings: &Settings) -> Reader {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let letters = include_str!("../../locales/ru/find.toml");
    let sources = [
        source("ru/find.toml", letters),
        source("ka/find.toml", include_str!("../../locales/ka/find.toml")),
        source("en/cues.toml", "[cues]\nsecretary = [\"secr*\"]\naway = [\"not there\"]\n"),
    ];
    let examples = NOTES.map(|(code, text)| Example {
        lang: "en".to_owned(),
        text: text.to_owned(),
        code: code.into(),
        reason: None,
        when: None,
        now: None,
    });
    Reader::train(&examples, &Cues::read(&sources).unwrap(), settings)
}

fn best(reader: &Reader, learned: &Learned, text: &str) -> String {
    reader.guess(text, learned).best().unwrap().code.to_string()
}

#[test]
fn what_was_taught_is_known_in_any_letters() {
    let (reader, none) = (reader(), Learned::none());
    for (code, text) in NOTES {
        assert_eq!(best(&reader, &none, text), code, "{text}");
    }
    for (code, text) in [
        ("secretary_refusal", "sekretar ne soedinyaet"),
        ("no_answer", "ne berut trubku"),
        ("lpr_absent", "direktora net"),
        ("lpr_absent", "uprosi shvebulebashia"),
        ("lpr_absent", "ШЕФ В ОТПУСКЕ!!!"),
    ] {
        assert_eq!(best(&reader, &none, text), code, "{text}");
    }
}

#[test]
fn probabilities_are_complete_and_ordered() {
    let reader = reader();
    for text in ["secr refused", "", "???", "zzzz 5 @ +7 495 a@b.ge"] {
        let guesses = reader.guess(text, &Learned::none());
        let sum: f32 = guesses.all().iter().map(|guess| guess.p).sum();
        assert!((sum - 1.0).abs() < 1e-4, "{text}: {sum}");
        assert!(guesses.all().is_sorted_by(|a, b| a.p >= b.p));
        assert_eq!(guesses.top(3).len(), 3);
    }
    assert!(matches!(reader.guess("", &Learned::none()).verdict(), Verdict::Among(_)));
    let clear = reader.guess("secretary refused to connect", &Learned::none()).verdict();
    assert!(matches!(clear, Verdict::Clear(_)), "{clear:?}");
}

#[test]
fn what_two_agree_on_against_the_examples_is_asked() {
    // Whoever sets them may find much clear.
    let reader = reader_with(&Settings { clear: 0.5, ahead: 0.9, ..SETTINGS });
    let mut asked = 0;
    let texts = ["boss odd gadget", "secr odd gadget", "odd gadget refused", "odd rings gadget"];
    for text in texts.into_iter().chain(NOTES.map(|(_, text)| text)) {
        let before = reader.guess(text, &Learned::none());
        let Verdict::Clear(one) = before.verdict() else { continue };
        for other in before.all().iter().skip(1) {
            let lesson = |number: u64| Lesson {
                id: number,
                who: PersonId(number as i64 % 2),
                code: other.code.clone(),
                features: reader.lesson(text),
                reader: reader.hashing(),
                at: DateTime::UNIX_EPOCH,
            };
            let lessons: Vec<Lesson> = (0..40).map(lesson).collect();
            let after = reader.guess(text, &Learned::fold(lessons.iter(), 2));
            let first = after.best().unwrap();
            match after.verdict() {
                Verdict::Clear(guess) => assert_eq!(guess.code, one.code, "{text}"),
                // Without the examples it would be clear.
                Verdict::Among(list) => {
                    asked += usize::from(first.p > 0.55 && first.code == other.code);
                    assert!(list.iter().any(|guess| guess.code == one.code), "{text}");
                }
                Verdict::Unsure(_) => panic!("{text}: not understood any more"),
            }
        }
    }
    assert!(asked > 0, "nothing was near enough");
}

#[test]
fn other_letters_or_cuts_make_other_fingerprints_and_say_so() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let letters = include_str!("../../locales/ru/find.toml");
    let hashing =
        |sources: &[Source]| Reader::train(&[], &Cues::read(sources).unwrap(), &SETTINGS).hashing();
    let cues = source("en/cues.toml", "[cues]\naway = [\"not there\"]\n");
    let russian = hashing(&[source("ru/find.toml", letters)]);
    assert_ne!(russian, hashing(&[]));
    assert_eq!(russian, hashing(&[source("ru/find.toml", letters), cues]), "cues are not kept");
}

#[test]
fn training_is_the_same_every_time() {
    let (a, b) = (reader(), reader());
    for (_, text) in NOTES {
        assert_eq!(a.guess(text, &Learned::none()), b.guess(text, &Learned::none()));
    }
}
