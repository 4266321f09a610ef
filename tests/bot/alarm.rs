//! A recall comes on time, by the real clock.

use std::time::Duration;

use chrono::{TimeDelta, Timelike, Utc};

use crate::bench::{PHONE, open};

#[tokio::test]
async fn a_recall_comes_on_time_and_three_taps_save_it() {
    let mut bench = open().start().await;
    bench.api.patience(Duration::from_secs(30));
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    let asked = Utc::now();
    nina.send("через 1 минуту").await;
    // Due dates are whole minutes.
    let due = (asked + TimeDelta::minutes(1)).with_second(0).unwrap();
    let mut due = due.with_nanosecond(0).unwrap();
    nina.sees("due-recall").await;
    nina.save().await;
    // Most of a long minute is left out.
    let left = due - Utc::now();
    if left > TimeDelta::seconds(20) {
        let skipped = left - TimeDelta::seconds(5);
        bench.pass(skipped).await;
        due -= skipped;
    }
    let reminder = nina.sees("reminder").await;
    let late = Utc::now() - due;
    println!("the reminder came {} ms after its time", late.num_milliseconds());
    assert!((0..1000).contains(&late.num_milliseconds()), "{late}");
    assert!(!reminder.silent, "a reminder has to be heard");
    assert!(reminder.text.contains("Нет ответа 1"), "{reminder}");

    // Three taps.
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    nina.tap("code-no_answer").await;
    nina.expect("Нет ответа 2").await;
    nina.save().await;
    bench.done().await;
}
