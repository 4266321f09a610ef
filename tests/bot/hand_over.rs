//! A call that is handed over comes back after a minute without answer, also where the bot is killed in
//! between; then somebody else takes it. In each language, through the messenger.

use std::path::Path;
use std::time::Duration;

use chrono::TimeDelta;
use sufler::words::Phrase;

use crate::bench::{Bench, Person, open};
use crate::trial::Trial;
use crate::words::say_with;

async fn waits(person: &Person, id: &'static str) {
    person.sees(id).await;
}

async fn hands_over(lang: &'static str) {
    let trial = Trial::new();
    let setup = open().args(["--rate", "1000", "--chat-rate", "1000"]);
    let mut bench: Bench = setup.env(Trial::VARIABLE, trial.folder()).start().await;
    let person = |id, name| bench.person_of(lang, id, name);
    let (anna, pete, mary) = (person(101, "Anna"), person(102, "Pete"), person(103, "Mary"));
    for somebody in [&anna, &pete, &mary] {
        somebody.command("/start").await;
        somebody.sees("home-hint").await;
    }
    anna.command("/incoming").await;
    anna.sees("scripts-title").await;
    let name = Phrase::new("name").from_book("hotline");
    anna.press(&say_with(lang, name)).await;
    anna.send("+7 499 322-46-85").await;
    anna.sees("caller-set").await;
    anna.tap("key-more").await;
    anna.tap("key-transfer-call").await;
    anna.sees("transfer-title").await;
    anna.press("Pete").await;
    waits(&anna, "offered-title").await;
    let message = pete.sees("offer-title").await;
    assert!(!message.text.contains("322-46-85"), "{message}");

    bench.kill_and_restart();
    trial.forth(TimeDelta::seconds(61));
    anna.sees("step-back.late").await;
    pete.sees("offer-over.late").await;

    anna.tap("key-transfer-other").await;
    anna.sees("transfer-title").await;
    anna.press("Mary").await;
    mary.sees("offer-title").await;
    mary.tap("key-take-call").await;
    mary.sees("offer-took").await;
    anna.sees("offer-end.taken").await;
    // It is hers now: she may hand it on.
    mary.tap("key-more").await;
    mary.tap("key-transfer-call").await;
    mary.press("Anna").await;
    anna.sees("offer-title").await;
    mary.tap("key-withdraw").await;
    mary.sees("offer-withdrawn").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    bench.done().await;
}

#[tokio::test]
async fn a_call_that_nobody_takes_comes_back_in_russian() {
    hands_over("ru").await;
}

#[tokio::test]
async fn a_call_that_nobody_takes_comes_back_in_georgian() {
    hands_over("ka").await;
}

#[tokio::test]
async fn a_call_that_nobody_takes_comes_back_in_english() {
    hands_over("en").await;
}

/// The bot dies at the first passing of a point after it was started again with a press before it.
async fn dies_at(point: &str, bench: &mut Bench, trial: &Trial) {
    let crash = Path::new(trial.folder()).join("crash");
    std::fs::write(&crash, format!("{point} 1")).unwrap();
    bench.restart();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    bench.kill();
    std::fs::remove_file(crash).unwrap();
    bench.restart();
}

/// Wherever the bot dies while a call is offered and taken, it is then in one hand.
#[tokio::test]
async fn a_call_is_in_one_hand_wherever_the_bot_dies() {
    let trial = Trial::new();
    let setup = open().args(["--rate", "1000", "--chat-rate", "1000"]);
    let mut bench: Bench = setup.env(Trial::VARIABLE, trial.folder()).start().await;
    let person = |id, name| bench.person_of("en", id, name);
    let (mut from, mut to) = (person(101, "Anna"), person(102, "Pete"));
    for somebody in [&from, &to] {
        somebody.command("/start").await;
        somebody.sees("home-hint").await;
    }
    from.command("/incoming").await;
    from.sees("scripts-title").await;
    from.press(&say_with("en", Phrase::new("name").from_book("duty"))).await;
    from.send("+7 499 322-46-85").await;
    from.sees("caller-set").await;
    let mut names = ("Anna", "Pete");
    for point in ["before-write", "before-sync", "before-told", "after-told", "before-noted"] {
        from.tap("key-more").await;
        from.tap("key-transfer-call").await;
        from.sees("transfer-title").await;
        bench.api.wait_settled().await;
        bench.kill();
        from.press(names.1).await;
        dies_at(point, &mut bench, &trial).await;
        to.sees("offer-title").await;
        from.sees("offered-title").await;
        bench.api.wait_settled().await;
        bench.kill();
        to.tap("key-take-call").await;
        dies_at(point, &mut bench, &trial).await;
        to.sees("offer-took").await;
        from.sees("offer-end.taken").await;
        (from, to) = (to, from);
        names = (names.1, names.0);
    }
    // One call, and one record of it.
    from.command("/cancel").await;
    from.sees("cancelled-aside").await;
    bench.done().await;
}
