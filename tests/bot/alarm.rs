//! A recall comes on time, by the real clock.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use crate::bench::{PHONE, open};

/// The minute of the hour that a card shows last («12:41»), as a moment after now.
fn shown_minute(card: &str, now: DateTime<Utc>) -> DateTime<Utc> {
    let (_, minute) = card
        .rmatch_indices(':')
        .find_map(|(at, _)| {
            let minute = card.get(at + 1..at + 3)?.parse::<u32>().ok()?;
            Some((at, minute))
        })
        .unwrap();
    let this_hour = now.with_minute(minute).unwrap().with_second(0).unwrap();
    let this_hour = this_hour.with_nanosecond(0).unwrap();
    if this_hour < now { this_hour + TimeDelta::hours(1) } else { this_hour }
}

#[tokio::test]
async fn a_recall_comes_on_time_and_three_taps_save_it() {
    let mut bench = open().start().await;
    bench.api.patience(Duration::from_secs(30));
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    nina.send("через 1 минуту").await;
    let card = nina.sees("due-recall").await;
    let mut due = shown_minute(&card.text, Utc::now());
    nina.save().await;
    // Most of a long minute is left out.
    let left = due - Utc::now();
    if left > TimeDelta::seconds(20) {
        let skipped = left - TimeDelta::seconds(10);
        bench.pass(skipped).await;
        due -= skipped;
    }
    let reminder = nina.sees("reminder").await;
    let late = Utc::now() - due;
    println!("the reminder came {} ms after its time", late.num_milliseconds());
    // How late is measured in benches/due.rs; here: not early, and not forgotten till somebody looks.
    assert!((0..60_000).contains(&late.num_milliseconds()), "{late}");
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
