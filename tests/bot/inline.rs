//! Phrases in any chat, by the bot's name.

use crate::bench::{invite_only, open};
use crate::words::say;

#[tokio::test]
async fn a_member_finds_phrases_in_his_language_and_in_those_of_clients() {
    let bench = open().start().await;
    let anna = bench.started(101, "Анна").await;
    let all = anna.inline("").await;
    assert!(all.results.len() > 10, "{all:?}");
    assert!(all.is_personal && all.cache_time <= 10, "{all:?}");
    assert_eq!(all.button, None);
    // Those of a group stand together.
    let mut titles: Vec<&String> = all.results.iter().map(|result| &result.title).collect();
    titles.dedup();
    let groups = titles.len();
    titles.sort();
    titles.dedup();
    assert!(groups <= titles.len() + 3, "{titles:?}");
    // What does not fit is asked for with the offset.
    if !all.next_offset.is_empty() {
        let more = anna.inline_from("", &all.next_offset).await;
        assert!(more.results.iter().all(|result| !all.results.contains(result)), "{more:?}");
    }
    // A slip, and another ending.
    let found = anna.inline("ваш звнок до встреча").await;
    let texts: Vec<&str> = found.results.iter().map(|result| result.text.as_str()).collect();
    assert!(texts[0].contains("До встречи"), "{texts:?}");
    // The same in the languages of clients.
    assert!(found.results[0].id.ends_with(".ru"), "{found:?}");
    assert!(found.results[1].id.ends_with(".ka"), "{found:?}");
    assert!(anna.inline("велосипед").await.results.is_empty());
    assert!(all.results.iter().any(|result| result.text.contains("Анна")), "{all:?}");
    assert!(all.results.iter().all(|result| !result.text.contains("none")), "{all:?}");
    bench.done().await;
}

#[tokio::test]
async fn nothing_of_a_call_in_hand_is_offered() {
    let bench = open().start().await;
    let anna = bench.started(101, "Анна").await;
    anna.command("/call 8 499 322-46-85").await;
    anna.step("dial").await;
    for words in ["", "встреча", "8 499 322-46-85"] {
        let found = anna.inline(words).await;
        assert!(found.results.iter().all(|result| !result.text.contains("322")), "{found:?}");
    }
    // It is no turn: the call is where it was, and its keys act.
    anna.branch("dial.secretary").await;
    anna.step("sec_greet").await;
    bench.done().await;
}

#[tokio::test]
async fn who_is_not_in_the_team_gets_nothing_but_the_way_in() {
    let bench = invite_only().owner(1).start().await;
    bench.started(1, "Марина").await;
    for (id, lang) in [(201, "ru"), (202, "ka"), (203, "en")] {
        let somebody = bench.person_of(lang, id, "Кто-то");
        let found = somebody.inline("встреча").await;
        assert!(found.results.is_empty() && found.is_personal, "{found:?}");
        let (text, start) = found.button.unwrap();
        assert_eq!(text, say(lang, "inline-stranger"));
        // It opens the bot, and is no wrong token.
        for _ in 0..8 {
            somebody.command(&format!("/start {start}")).await;
        }
        somebody.sees("stranger").await;
    }
    bench.done().await;
}
