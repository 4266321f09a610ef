//! Odd text, wherever text is typed: shown whole or refused, never taken for markup, and no screen
//! breaks. (What parsers make of odder text is tried in `tests/fuzz`.)

use tokio::task::JoinSet;

use crate::bench::{Bench, Person, Setup, open};
use crate::common::bot_api::Message;
use crate::words::say;

/// Each with what is shown of it where it is taken; none: it is refused.
fn odd() -> Vec<(String, Option<String>)> {
    let taken = |text: &str, shown: &str| (text.to_owned(), Some(shown.to_owned()));
    let same = |text: &str| (text.to_owned(), Some(text.to_owned()));
    let refused = |text: &str| (text.to_owned(), None);
    vec![
        refused(&"я".repeat(4096)),
        refused(&"\u{202e}\u{200b}".repeat(1000)),
        refused("\u{2800}\u{3164}\u{200b} \u{a0}\u{115f}"),
        refused(&"💎".repeat(2048)),
        taken("\u{202e}кот\u{202c}\u{2066} ток\u{2069}", "кот ток"),
        taken("н\u{200b}е\u{200d}т\u{feff}", "нет"),
        taken(
            &format!("зал{}го", "\u{30d}\u{317}".repeat(60)),
            "зал\u{30d}\u{317}\u{30d}\u{317}го",
        ),
        taken("две\nстроки\tи\u{b}табуляция", "две строки и табуляция"),
        taken("ноль\u{0}и\u{1b}[31mкрасный\u{7f}", "нольи[31mкрасный"),
        same("<b>жирно</b> & <a href=\"tg://user?id=1\">я</a> &lt;"),
        same("{ $call } { -term } { code-recall } { \"{\" } .comment = %s {0}"),
        same("\\ud83d\\ude00 \\u0000 \\x00 ${PATH} `id` '; DROP TABLE leads; --"),
        same("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 1️⃣ ❤️ сердце"),
        same("звать @durov и /cancel, https://t.me/x?start=1"),
        same(&"длинноеслово".repeat(8)),
    ]
}

fn quick() -> Setup {
    open().args(["--rate", "10000", "--chat-rate", "1000"])
}

/// Everybody types one of the odd texts, each in a way of his own.
async fn each<F: Future<Output = ()> + Send + 'static>(
    bench: &Bench,
    act: impl Fn(Person, String, Option<String>, usize) -> F,
) {
    let mut people = JoinSet::new();
    for (n, (text, shown)) in odd().into_iter().enumerate() {
        let person = bench.person(100 + n as i64, "Нина");
        people.spawn(act(person, text, shown, 10 + n));
    }
    people.join_all().await;
}

/// Waits for a screen with this key. Older messages that are drawn once more have none.
async fn screen_with(person: &Person, key: &str) -> Message {
    let label = say(person.lang, key);
    person.expect_where(&format!("a screen with {label}"), |m| m.has_key(&label)).await
}

/// Goes to the question for a field of the card that is open.
async fn to_field(person: &Person, field: &str) {
    person.tap("key-edit").await;
    screen_with(person, &format!("field-{field}")).await;
    person.tap(&format!("field-{field}")).await;
    person.sees(&format!("field-{field}.ask")).await;
}

#[tokio::test]
async fn every_field_of_a_card_shows_odd_text_whole_or_refuses_it() {
    let bench = quick().start().await;
    each(&bench, async |person, text, shown, n| {
        person.send(&format!("8 499 322-47-{n}")).await;
        screen_with(&person, "key-edit").await;
        for field in ["name", "contact", "city", "business"] {
            to_field(&person, field).await;
            person.send(&text).await;
            if let Some(shown) = &shown {
                let card = person.sees("card-changed").await;
                assert!(card.text.contains(shown), "{field}: {shown:?} in {card}");
                continue;
            }
            let refused = screen_with(&person, "key-back").await;
            assert!(!refused.text.contains(&say("ru", "card-changed")), "{field}: {refused}");
            person.tap("key-back").await;
            screen_with(&person, "field-name").await;
            person.tap("key-back").await;
            screen_with(&person, "key-edit").await;
        }
    })
    .await;
    bench.done().await;
}

#[tokio::test]
async fn odd_text_is_no_address_and_no_number() {
    let bench = quick().start().await;
    each(&bench, async |person, text, _, n| {
        person.send(&format!("8 499 322-47-{n}")).await;
        screen_with(&person, "key-edit").await;
        for field in ["email", "phone"] {
            to_field(&person, field).await;
            person.send(&text).await;
            let refused = screen_with(&person, "key-back").await;
            assert!(!refused.text.contains(&say("ru", "card-changed")), "{field}: {refused}");
            person.tap("key-back").await;
            screen_with(&person, "field-name").await;
            person.tap("key-back").await;
            screen_with(&person, "key-edit").await;
        }
    })
    .await;
    bench.done().await;
}

#[tokio::test]
async fn odd_text_is_no_date_and_a_script_takes_it_as_an_answer() {
    let bench = quick().start().await;
    each(&bench, async |person, text, shown, n| {
        person.result(&format!("8 499 322-48-{n}"), "no_answer").await;
        person.tap("key-other-time").await;
        person.sees("pick-how").await;
        person.send(&text).await;
        person.sees("pick-how").await;
        person.send("завтра в 10:15").await;
        let card = person.sees("card-comment").await;
        assert!(card.text.contains("10:15"), "{card}");
        person.save().await;
        person.command(&format!("/call 8 499 322-49-{n}")).await;
        person.step("dial").await;
        person.send(&text).await;
        let step = person.step("dial").await;
        let noted = step.text.contains(&say("ru", "answer-noted"));
        assert_eq!(noted, shown.is_some(), "{step}");
    })
    .await;
    bench.done().await;
}

#[tokio::test]
async fn odd_names_of_profiles_are_cleaned_or_a_number_stands_for_them() {
    let bench = quick().start().await;
    for (n, (text, shown)) in odd().into_iter().enumerate() {
        // The longest that Telegram takes.
        let name: String = text.chars().take(64).collect();
        let person = bench.person(100 + n as i64, &name);
        person.command("/start").await;
        let home = person.sees("home-hint").await;
        let whole = text.chars().count() <= 64;
        match shown.filter(|_| whole) {
            Some(shown) => assert!(home.text.contains(&shown), "{shown:?}: {home}"),
            None if !name.chars().any(char::is_alphanumeric) => {
                assert!(home.text.contains(&person.id.to_string()), "{home}");
            }
            None => {}
        }
    }
    bench.done().await;
}
