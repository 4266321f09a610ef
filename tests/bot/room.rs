//! No room on the disk: the bot says so, confirms nothing, and goes on by itself when there is room.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use tempfile::TempDir;

use crate::bench::{Bench, PHONE, Person, SOON, open};
use crate::common::bot_api::Fault;
use crate::words::say;

const OTHER: &str = "8 499 322-46-86";
/// What the log says, as an error.
const SAID: &str = "is full: ";

/// The folder by which the test makes the bot's world.
struct Trial(TempDir);

impl Trial {
    fn new() -> Trial {
        Trial(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn path(&self) -> String {
        self.0.path().to_str().unwrap().to_owned()
    }

    fn fill_the_disk(&self) {
        fs::write(self.file("full"), "").unwrap();
    }

    fn make_room(&self) {
        fs::remove_file(self.file("full")).unwrap();
    }

    /// From now on the bot's clock is so much ahead.
    fn ahead(&self, by: TimeDelta) {
        let now = Utc::now().timestamp_millis();
        let fresh = self.file("clock.new");
        fs::write(&fresh, format!("{now} {} 1", now + by.num_milliseconds())).unwrap();
        fs::rename(fresh, self.file("clock")).unwrap();
    }
}

/// A bot with an administrator and an operator; the test may fill its disk.
async fn bench() -> (Bench, Trial, Person, Person) {
    let trial = Trial::new();
    let mut bench = {
        let setup = open().owner(1).env("SUFLER_TRIAL", trial.path());
        setup.args(["--rate", "100", "--chat-rate", "20", "--backups", "off"]).start().await
    };
    bench.forgive(SAID);
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    (bench, trial, boss, nina)
}

/// How often somebody was sent this.
fn count(person: &Person, id: &str) -> usize {
    let text = say(person.lang, id);
    person.messages().iter().filter(|message| message.text.contains(&text)).count()
}

async fn attempts_on_card(person: &Person, number: &str) -> usize {
    person.send(number).await;
    person.sees("recall-line").await.stretches("code").len()
}

#[tokio::test]
async fn what_was_done_without_room_is_done_by_itself_and_in_order_when_there_is_room() {
    let (bench, trial, boss, nina) = bench().await;
    nina.result(PHONE, "no_answer").await;
    bench.api.wait_settled().await;
    trial.fill_the_disk();
    let save = nina.tap("key-save").await;
    assert_eq!(save.answer().await.text, say("ru", "toast-disk-full"));
    boss.sees("disk-full").await;
    // What is typed meanwhile waits behind the key, and is told of by a message, once.
    let first = nina.send(OTHER).await;
    nina.sees("disk-full").await;
    let second = nina.send("8 499 322-46-87").await;
    let polls = bench.api.polls();
    while bench.api.polls() < polls + 3 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(count(&nina, "saved-title"), 0, "nothing is confirmed: {:?}", nina.visible());
    assert_eq!(bench.api.pending_ids(), [save.update_id, first, second].into());
    assert_eq!(count(&nina, "disk-full"), 1, "{:?}", nina.messages());
    assert_eq!(save.answers().len(), 1, "a key is answered once");

    trial.make_room();
    bench.api.wait_acknowledged(second).await;
    nina.expect("№ 3 · +7 499 322-46-87").await;
    assert_eq!(attempts_on_card(&nina, PHONE).await, 1);
    assert_eq!((count(&nina, "disk-full"), count(&boss, "disk-full")), (1, 1));

    // The next time is told of anew.
    trial.fill_the_disk();
    nina.send(OTHER).await;
    nina.sees("disk-full").await;
    boss.sees("disk-full").await;
    trial.make_room();
    nina.expect("№ 2 · +7 499 322-46-86").await;
    bench.done().await;
}

#[tokio::test]
async fn a_kill_while_turns_are_held_loses_none_and_the_start_waits_for_room() {
    let (mut bench, trial, _, nina) = bench().await;
    nina.result(PHONE, "no_answer").await;
    bench.api.wait_settled().await;
    trial.fill_the_disk();
    let save = nina.tap("key-save").await;
    save.answer().await;
    let typed = nina.send(OTHER).await;
    nina.sees("disk-full").await;
    bench.kill_and_restart();
    bench.bot.expect_output("waiting until there is room").await;
    assert!(bench.bot.is_running());
    assert_eq!(bench.api.pending_ids(), [save.update_id, typed].into());

    // Whoever wants it to end need not make room.
    bench.bot.terminate();
    let status = bench.bot.wait_exit(SOON).await;
    assert_eq!(status.code(), Some(0), "{}", bench.bot.output());
    bench.restart();
    bench.bot.expect_output("waiting until there is room").await;
    trial.make_room();
    bench.api.wait_acknowledged(typed).await;
    nina.expect("№ 2 · +7 499 322-46-86").await;
    assert_eq!(attempts_on_card(&nina, PHONE).await, 1);
    bench.done().await;
}

#[tokio::test]
async fn a_recall_that_comes_due_without_room_is_told_of_once_when_there_is_room() {
    let (bench, trial, boss, nina) = bench().await;
    nina.no_answer(PHONE).await;
    bench.api.wait_settled().await;
    trial.fill_the_disk();
    trial.ahead(TimeDelta::days(3));
    // The timer has tried, and the administrator knows.
    boss.sees("disk-full").await;
    assert_eq!(count(&nina, "reminder-late"), 0, "{:?}", nina.messages());
    trial.make_room();
    nina.sees("reminder-late").await;
    bench.api.wait_settled().await;
    assert_eq!(count(&nina, "reminder-late"), 1, "{:?}", nina.messages());
    bench.done().await;
}

/// What was drawn while there was no room is noted when there is: it is not drawn again after a
/// restart.
#[tokio::test]
async fn a_drawing_without_room_is_noted_later() {
    let (mut bench, trial, _, nina) = bench().await;
    bench.api.wait_settled().await;
    bench.api.fault(Fault::delay(Duration::from_millis(300)).on("sendMessage"));
    let typed = nina.send(PHONE).await;
    bench.api.wait_acknowledged(typed).await;
    trial.fill_the_disk();
    let card = nina.expect("№ 1 · +7 499 322-46-85").await;
    bench.bot.expect_output("nothing is saved until there is room").await;
    trial.make_room();
    bench.bot.expect_output("there is room on the disk again").await;
    bench.afresh().await;
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    let cards = nina.messages().iter().filter(|m| m.text.starts_with("№ 1 · ")).count();
    assert!(cards <= 1, "drawn again: {:?}", nina.messages());
    assert!(nina.messages().iter().any(|m| m.id == card.id), "edited in place");
    bench.done().await;
}

#[tokio::test]
async fn the_end_without_room_leaves_what_is_held_to_the_next_start() {
    let (mut bench, trial, _, nina) = bench().await;
    trial.fill_the_disk();
    let typed = nina.send(PHONE).await;
    nina.sees("disk-full").await;
    bench.stop().await;
    assert_eq!(bench.api.pending_ids(), [typed].into());
    trial.make_room();
    bench.restart();
    nina.expect("№ 1 · +7 499 322-46-85").await;
    bench.done().await;
}
