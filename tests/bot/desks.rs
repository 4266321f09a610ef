//! The hotline and the duty desk, in each of the three languages.

use chrono::TimeDelta;

use crate::bench::PHONE;
use crate::desk::{Desk, on};
use crate::trial::Trial;
use crate::words::say;

async fn consultation(lang: &'static str) {
    let trial = Trial::new();
    let bench = on(&trial, lang).start().await;
    let desk = Desk::at(&bench, "hotline", lang).await;
    desk.rings().await;
    desk.takes(&["greet.asks"]).await;
    desk.step("identify").await;
    desk.who.send(PHONE).await;
    desk.who.sees("caller-set").await;
    desk.types("Maria").await;
    desk.takes(&["identify.told", "card.found", "history.fresh"]).await;
    desk.step("consult").await;
    desk.types("Washer 60").await;
    desk.types("it leaks").await;
    desk.takes(&["consult.answered", "form_consult.mine"]).await;
    let summary = desk.step("summary").await;
    let question = summary.stretches("blockquote").concat();
    assert!(question.ends_with('?'), "{summary}");
    desk.who.press(&desk.text("summary.none")).await;
    let bye = desk.step("bye").await;
    assert_eq!(bye.stretches("blockquote"), [desk.text("bye")], "{bye}");
    desk.who.press(&desk.text("bye.consulted")).await;
    let saved = desk.ends("consulted").await;
    assert!(saved.text.contains("Washer 60") && saved.text.contains("it leaks"), "{saved}");
    assert!(saved.text.contains(&say(lang, "record-now")), "{saved}");
    // Reminded until it is recorded, and no more.
    for _ in 0..2 {
        trial.forth(TimeDelta::minutes(5));
        let now = say(lang, "record-now");
        desk.who.expect_where("a reminder", |m| m.text.starts_with(&now)).await;
    }
    desk.who.tap("key-recorded").await;
    desk.who.sees("record-done").await;
    bench.done().await;
}

async fn line_drop(lang: &'static str) {
    let trial = Trial::new();
    let bench = on(&trial, lang).start().await;
    let desk = Desk::at(&bench, "hotline", lang).await;
    desk.rings().await;
    desk.takes(&["greet.asks"]).await;
    desk.step("identify").await;
    desk.who.send(PHONE).await;
    desk.who.sees("caller-set").await;
    desk.takes(&["identify.told", "card.found"]).await;
    desk.step("history").await;
    desk.who.tap("key-more").await;
    desk.who.sees("more-title").await;
    desk.who.press(&desk.text("always.lost")).await;
    // Called back once: the talk goes on where it was, and no mark is asked for at its end.
    desk.takes(&["lost.reached", "history.open", "status.theirs_plain"]).await;
    let bye = desk.step("bye_plain").await;
    assert_eq!(bye.stretches("blockquote"), [desk.text("bye_plain")], "{bye}");
    // It drops once more: that is the end.
    desk.who.press(&desk.text("bye_plain.more")).await;
    desk.step("consult").await;
    desk.who.tap("key-more").await;
    desk.who.sees("more-title").await;
    assert!(!desk.who.last().has_key(&desk.text("always.lost")), "{}", desk.who.last());
    desk.who.press(&desk.text("always.lost_again")).await;
    desk.ends("dropped").await;
    bench.done().await;
}

async fn promise_of_the_duty(lang: &'static str) {
    let trial = Trial::new();
    let bench = on(&trial, lang).start().await;
    let desk = Desk::at(&bench, "duty", lang).await;
    desk.rings().await;
    desk.takes(&["answer.next", "introduce.next"]).await;
    desk.step("address").await;
    desk.types("Maria").await;
    desk.takes(&["address.next", "praise.next"]).await;
    desk.step("caller").await;
    desk.who.send(PHONE).await;
    desk.who.sees("caller-set").await;
    desk.takes(&["caller.next"]).await;
    desk.step("purpose").await;
    desk.types("taxes").await;
    // The five don'ts are one tap away, and so is the way back.
    desk.who.press(&desk.text("always.donts")).await;
    let donts = desk.step("donts").await;
    for number in ["1. ", "2. ", "3. ", "4. ", "5. "] {
        assert!(donts.text.contains(number), "{donts}");
    }
    desk.who.press(&desk.text("donts.go_on")).await;
    desk.takes(&["purpose.advice", "broken.agreed"]).await;
    desk.ends("after_shift").await;
    trial.forth(TimeDelta::days(2));
    let late = say(lang, "reminder-late");
    let due = desk.who.expect_where("the callback", |m| m.text.starts_with(&late)).await;
    assert!(due.text.contains("322-46-85"), "{due}");
    bench.done().await;
}

#[tokio::test]
async fn a_consultation_is_led_recorded_and_reminded_of_in_russian() {
    consultation("ru").await;
}

#[tokio::test]
async fn a_consultation_is_led_recorded_and_reminded_of_in_georgian() {
    consultation("ka").await;
}

#[tokio::test]
async fn a_consultation_is_led_recorded_and_reminded_of_in_english() {
    consultation("en").await;
}

#[tokio::test]
async fn a_dropped_line_is_called_back_once_in_russian() {
    line_drop("ru").await;
}

#[tokio::test]
async fn a_dropped_line_is_called_back_once_in_georgian() {
    line_drop("ka").await;
}

#[tokio::test]
async fn a_dropped_line_is_called_back_once_in_english() {
    line_drop("en").await;
}

#[tokio::test]
async fn a_consultation_of_the_duty_desk_is_promised_for_the_shifts_end_in_russian() {
    promise_of_the_duty("ru").await;
}

#[tokio::test]
async fn a_consultation_of_the_duty_desk_is_promised_for_the_shifts_end_in_georgian() {
    promise_of_the_duty("ka").await;
}

#[tokio::test]
async fn a_consultation_of_the_duty_desk_is_promised_for_the_shifts_end_in_english() {
    promise_of_the_duty("en").await;
}
