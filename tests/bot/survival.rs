//! What was shown is kept, and nothing happens twice: kill -9, updates that come again, SIGTERM.

use crate::bench::{PHONE, Person, open};
use crate::common::bot_api::Fault;
use crate::words::say;

/// How many attempts the card of this lead shows.
async fn attempts_on_card(person: &Person, number: &str) -> usize {
    person.send(number).await;
    let card = person.sees("recall-line").await;
    let recalls = card.text.matches("Перезвон: ").count();
    assert_eq!(recalls, 1, "one recall: {card}");
    card.stretches("code").len()
}

#[tokio::test]
async fn what_was_shown_as_saved_survives_a_kill() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.kill_and_restart();
    nina.send(PHONE).await;
    let card = nina.sees("recall-line").await;
    assert!(card.text.contains("Нет ответа 1"), "{card}");
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    bench.kill_and_restart();
    // The screen goes on where it was: its keys act.
    nina.tap("code-answering_machine").await;
    nina.expect("Автоответ 2").await;
    nina.save().await;
    bench.done().await;
}

#[tokio::test]
async fn a_call_that_was_killed_in_the_middle_goes_on_at_its_step() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command(&format!("/call {PHONE}")).await;
    nina.step("dial").await;
    nina.branch("dial.secretary").await;
    nina.step("sec_greet").await;
    bench.kill_and_restart();
    nina.branch("sec_greet.topic").await;
    nina.step("sec_topic").await;
    bench.kill_and_restart();
    nina.tap("key-back").await;
    nina.step("sec_greet").await;
    bench.done().await;
}

#[tokio::test]
async fn an_update_that_was_on_disk_but_not_acknowledged_acts_once() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    // The request that waits is answered with the press; the one that would acknowledge it hangs.
    bench.api.wait_settled().await;
    bench.api.fault(Fault::hang().on("getUpdates").always());
    let save = nina.tap("key-save").await;
    nina.sees("saved-title").await;
    assert_eq!(bench.api.pending(), 1, "the press is not acknowledged yet");
    bench.kill();
    bench.api.clear_faults();
    bench.restart();
    bench.api.wait_acknowledged(save.update_id).await;
    assert_eq!(attempts_on_card(&nina, PHONE).await, 1);
    bench.done().await;
}

#[tokio::test]
async fn an_update_that_was_delivered_but_not_on_disk_acts_once() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    bench.api.wait_settled().await;
    // The bot stands still: what is sent to it now is delivered, and dies with it.
    bench.bot.signal("STOP");
    let save = nina.tap("key-save").await;
    let number = nina.send("8 499 322-46-86").await;
    bench.kill();
    assert_eq!(bench.api.pending(), 2);
    bench.restart();
    bench.api.wait_acknowledged(save.update_id).await;
    bench.api.wait_acknowledged(number).await;
    nina.expect("№ 2 · +7 499 322-46-86").await;
    assert_eq!(attempts_on_card(&nina, PHONE).await, 1);
    bench.done().await;
}

#[tokio::test]
async fn an_update_that_comes_again_acts_once() {
    let bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    let save = nina.tap("key-save").await;
    nina.sees("saved-title").await;
    let number = nina.send(PHONE).await;
    nina.sees("recall-line").await;
    for _ in 0..3 {
        bench.api.redeliver(save.update_id);
        bench.api.redeliver(number);
    }
    // The app itself sends a press that was not answered again, as a new update.
    nina.press_raw(&save.data, nina.messages()[3].id).await.answer().await;
    assert_eq!(attempts_on_card(&nina, PHONE).await, 1);
    bench.done().await;
}

#[tokio::test]
async fn the_end_loses_nothing_that_people_did() {
    let mut bench = open().start().await;
    let names = ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор"];
    let mut people = Vec::new();
    for (n, name) in names.iter().enumerate() {
        people.push(bench.person(101 + n as i64, name));
    }
    let number = |n: usize| format!("8 499 322-46-{}", 10 + n);
    for (n, person) in people.iter().enumerate() {
        person.command(&format!("/result {}", number(n))).await;
    }
    for person in &people {
        person.sees("situations-title").await;
        person.tap("code-no_answer").await;
        person.sees("card-comment").await;
    }
    // Everybody saves, and at this moment the bot is told to end.
    for person in &people {
        person.tap("key-save").await;
    }
    bench.stop().await;
    bench.restart();
    for person in &people {
        person.sees("saved-title").await;
    }
    for (n, person) in people.iter().enumerate() {
        assert_eq!(attempts_on_card(person, &number(n)).await, 1);
        let saved =
            person.visible().into_iter().filter(|m| m.text.contains(&say("ru", "saved-title")));
        assert_eq!(saved.count(), 1, "{:?}", person.visible());
    }
    bench.done().await;
}

#[tokio::test]
async fn the_end_comes_within_ten_seconds_though_telegram_hangs() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    bench.api.fault(Fault::hang().on("editMessageText").always());
    let save = nina.tap("key-save").await;
    bench.api.wait_acknowledged(save.update_id).await;
    let began = std::time::Instant::now();
    bench.stop().await;
    // Whoever stops containers gives them 10 seconds, and then kills.
    assert!(began.elapsed().as_millis() < 9_500, "{:?}", began.elapsed());
    bench.api.clear_faults();
    bench.restart();
    nina.sees("saved-title").await;
    assert_eq!(attempts_on_card(&nina, PHONE).await, 1);
    bench.done().await;
}
