//! A caller on hold: asked about at 40 and 80 seconds, through a kill, and marks beside the screen.

use std::time::Duration;

use chrono::TimeDelta;
use sufler::words::Phrase;

use crate::bench::{Bench, Person, Setup, open};
use crate::common::bot_api::Message;
use crate::trial::Trial;
use crate::words::{say, say_with};

fn on(trial: &Trial) -> Setup {
    let setup = open().args(["--rate", "1000", "--chat-rate", "1000"]);
    setup.env(Trial::VARIABLE, trial.folder())
}

fn text(book: &str, id: &'static str) -> String {
    say_with("ru", Phrase::new(id).from_book(book))
}

/// Waits for a step of a script.
async fn step(nina: &Person, script: &str, id: &'static str) -> Message {
    let title = text(script, id);
    nina.expect_where(&title, |m| m.stretches("bold").contains(&title)).await
}

/// Somebody who has taken a call by this script.
async fn answered(bench: &Bench, script: &str) -> Person {
    let nina = bench.started(101, "Нина").await;
    nina.command("/incoming").await;
    nina.sees("scripts-title").await;
    nina.press(&text(script, "name")).await;
    let first = if script == "duty" { "answer.title" } else { "greet.title" };
    step(&nina, script, first).await;
    nina
}

/// The seconds that a message about a hold tells; none: it is another message.
fn waited(message: &Message) -> Option<u32> {
    let title = say("ru", "ping-title");
    let start = title.split("{$").next().unwrap();
    let span = message.text.lines().next()?.strip_prefix(start)?;
    let numbers: Vec<u32> = span.split(' ').filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [minutes, seconds] => Some(minutes * 60 + seconds),
        [number] if span.contains("мин") => Some(number * 60),
        [seconds] => Some(seconds),
        _ => None,
    }
}

/// The next message about a hold.
async fn ping(nina: &Person) -> (Message, u32) {
    let message = nina.expect_where("a question about the hold", |m| waited(m).is_some()).await;
    let seconds = waited(&message).unwrap();
    (message, seconds)
}

/// The messages about a hold that are there.
fn pings(nina: &Person) -> Vec<u32> {
    let there = nina.messages().into_iter().filter(|m| m.is_from_bot() && !m.deleted);
    there.filter_map(|message| waited(&message)).collect()
}

#[tokio::test]
async fn a_hold_is_asked_about_at_forty_and_eighty_seconds() {
    let trial = Trial::new();
    let bench = on(&trial).start().await;
    let nina = answered(&bench, "secretary").await;
    // Ninety seconds are three.
    trial.fast(30);
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    let (first, at) = ping(&nina).await;
    assert!((40..50).contains(&at) && !first.silent, "{first}");
    let (second, at) = ping(&nina).await;
    assert!((80..90).contains(&at) && !second.silent, "{second}");
    assert!(second.id > first.id && second.has_key(&say("ru", "key-unhold")), "{second}");
    nina.tap("key-unhold").await;
    let back = step(&nina, "secretary", "greet.title").await;
    assert!(back.text.contains("за ожидание"), "{back}");
    bench.api.wait_settled().await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert!(pings(&nina).is_empty(), "nobody waits any more");
    bench.done().await;
}

#[tokio::test]
async fn a_hold_goes_on_after_a_kill_and_what_was_missed_comes_once() {
    let trial = Trial::new();
    let mut bench = on(&trial).start().await;
    let nina = answered(&bench, "secretary").await;
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    trial.forth(TimeDelta::seconds(40));
    assert!((40..50).contains(&ping(&nina).await.1));
    bench.api.wait_settled().await;
    // It is noted that it was drawn: otherwise it would be drawn again.
    tokio::time::sleep(Duration::from_millis(500)).await;
    bench.kill();
    trial.forth(TimeDelta::seconds(130));
    bench.restart();
    let (again, at) = ping(&nina).await;
    assert!((170..190).contains(&at), "{again}");
    bench.api.wait_calls("deleteMessage", 1).await;
    bench.api.wait_settled().await;
    assert_eq!(pings(&nina).len(), 1, "{:?}", nina.visible());
    bench.kill_and_restart();
    // The key of the question is the way back, and a second tap does nothing.
    trial.forth(TimeDelta::seconds(20));
    nina.tap("key-unhold").await;
    step(&nina, "secretary", "greet.title").await;
    bench.api.wait_calls("deleteMessage", 2).await;
    bench.api.wait_settled().await;
    assert!(pings(&nina).is_empty());
    trial.forth(TimeDelta::minutes(5));
    bench.api.wait_settled().await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(pings(&nina).is_empty());
    bench.done().await;
}

#[tokio::test]
async fn a_mark_makes_no_sound_and_takes_no_key_away() {
    let trial = Trial::new();
    let bench = on(&trial).start().await;
    let nina = answered(&bench, "duty").await;
    let screen = nina.last();
    trial.forth(TimeDelta::seconds(61));
    let start = say("ru", "mark-ask");
    let start = start.split("{$").next().unwrap().to_owned();
    let ask = nina.expect_where("a mark", |m| m.text.starts_with(&start)).await;
    assert!(ask.silent && ask.keys.is_empty(), "{ask}");
    // The key that was under the finger acts.
    nina.press_on(screen.id, &text("duty", "answer.next")).await;
    step(&nina, "duty", "introduce.title").await;
    trial.forth(TimeDelta::seconds(180));
    let mark = nina.expect_where("a mark", |m| m.text.starts_with(&start)).await;
    assert!(mark.silent && mark.text.contains("4 мин"), "{mark}");
    bench.api.wait_calls("deleteMessage", 1).await;
    bench.api.wait_settled().await;
    let there = |m: &&Message| m.is_from_bot() && !m.deleted && m.text.starts_with(&start);
    assert_eq!(nina.messages().iter().filter(there).count(), 1);
    bench.done().await;
}
