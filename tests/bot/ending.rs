//! SIGTERM: what is in hand is finished, nothing is lost, and the end comes in time.

use std::time::{Duration, Instant};

use crate::bench::{Bench, Person, open};
use crate::common::bot_api::Fault;
use crate::words::say;

/// Whoever stops containers gives them so long, and then kills.
const IN_TIME: Duration = Duration::from_millis(9_500);

fn number(n: usize) -> String {
    format!("8 499 322-46-{}", 10 + n)
}

/// People with a card before them.
async fn with_cards(bench: &Bench, count: usize) -> Vec<Person> {
    let people: Vec<Person> =
        (0..count).map(|n| bench.person(101 + n as i64, &format!("Анна {n}"))).collect();
    for (n, person) in people.iter().enumerate() {
        person.command(&format!("/result {}", number(n))).await;
    }
    for person in &people {
        person.sees("situations-title").await;
        person.tap("code-no_answer").await;
        person.sees("card-comment").await;
    }
    people
}

/// Every one of them sees once that it is saved, and it is saved once.
async fn all_saved(people: &[Person]) {
    let title = say("ru", "saved-title");
    for person in people {
        person.sees("saved-title").await;
        let saved = person.visible().into_iter().filter(|m| m.text.contains(&title));
        assert_eq!(saved.count(), 1, "{:?}", person.visible());
    }
    for (n, person) in people.iter().enumerate() {
        person.send(&number(n)).await;
        let card = person.sees("recall-line").await;
        assert_eq!(card.stretches("code"), ["Нет ответа 1"], "{card}");
    }
}

async fn ended(bench: &mut Bench) -> Duration {
    let began = Instant::now();
    bench.stop().await;
    began.elapsed()
}

#[tokio::test]
async fn with_a_slow_telegram_the_end_waits_for_it() {
    let mut bench = open().start().await;
    let people = with_cards(&bench, 8).await;
    bench.api.fault(Fault::delay(Duration::from_millis(700)).always());
    for person in &people {
        person.tap("key-save").await;
    }
    // In the middle of it: updates are taken, answers and drawings are on their way.
    bench.api.wait_calls("editMessageText", people.len() + 1).await;
    let time = ended(&mut bench).await;
    assert!(time < IN_TIME, "{time:?}");
    bench.api.clear_faults();
    bench.restart();
    all_saved(&people).await;
    bench.done().await;
}

#[tokio::test]
async fn with_polls_that_hang_the_end_comes_soon() {
    let mut bench = open().start().await;
    let people = with_cards(&bench, 1).await;
    bench.api.wait_settled().await;
    // The poll that waits already brings one press; every later one hangs.
    bench.api.fault(Fault::hang().on("getUpdates").always());
    people[0].tap("key-save").await;
    people[0].sees("saved-title").await;
    people[0].skip();
    let time = ended(&mut bench).await;
    assert!(time < Duration::from_secs(6), "{time:?}");
    assert_eq!(bench.api.pending(), 1, "nobody could acknowledge it");
    bench.api.clear_faults();
    bench.restart();
    bench.api.wait_settled().await;
    people[0].send(&number(0)).await;
    let card = people[0].sees("recall-line").await;
    assert_eq!(card.stretches("code"), ["Нет ответа 1"], "{card}");
    bench.done().await;
}

#[tokio::test]
async fn told_twice_it_ends_at_once_and_the_rest_is_drawn_after_the_next_start() {
    let mut bench = open().start().await;
    let people = with_cards(&bench, 4).await;
    bench.api.wait_settled().await;
    bench.api.fault(Fault::hang().on("editMessageText").always());
    for person in &people {
        person.tap("key-save").await;
    }
    bench.api.wait_settled().await;
    let began = Instant::now();
    bench.bot.terminate();
    // The first one is heard: no new poll begins. Then somebody loses patience.
    bench.api.wait_calls("editMessageText", 2 * people.len()).await;
    bench.bot.interrupt();
    let status = bench.bot.wait_exit(IN_TIME).await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(status.success(), "{status:?}");
    bench.api.clear_faults();
    bench.restart();
    all_saved(&people).await;
    bench.done().await;
}

#[tokio::test]
async fn what_can_be_drawn_in_time_is_drawn_before_the_end() {
    let mut bench = open().args(["--rate", "10", "--chat-rate", "1000"]).start().await;
    let people = with_cards(&bench, 12).await;
    bench.api.wait_settled().await;
    for person in &people {
        person.tap("key-save").await;
        person.command("/settings").await;
        person.command("/recalls").await;
    }
    bench.api.wait_settled().await;
    let time = ended(&mut bench).await;
    assert!(time < IN_TIME, "{time:?}");
    for person in &people {
        let seen = person.last();
        assert!(seen.text.contains("1 перезвон"), "{seen}");
    }
    bench.restart();
    bench.done().await;
}
