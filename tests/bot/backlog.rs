//! After an outage: thousands of updates and of overdue recalls at once. All are served, in order and
//! together, and what happens now does not wait behind them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::people::PersonId;
use sufler::domain::phone::Phone;
use sufler::domain::recall::{Recall, RecallId};
use sufler::domain::record::{Attempt, Change, Counter};
use sufler::store::{Batch, Book, Disk, Sled};
use sufler::words::Phrase;

use crate::bench::{Bench, PHONE, Person, Setup, open};
use crate::common::bot_api::RateLimits;
use crate::trial::Trial;
use crate::words::say_with;

const FIRST: i64 = 101;

/// A number of a client.
fn number(n: usize) -> String {
    format!("+7499{:07}", 3_000_000 + n)
}

/// A bot, and people who have started it; the first of them has called once.
async fn team(setup: Setup, people: i64) -> (Bench, Vec<Person>) {
    let bench = setup.start().await;
    let people: Vec<Person> =
        (0..people).map(|n| bench.person(FIRST + n, &format!("Анна {n}"))).collect();
    for person in &people {
        person.command("/start").await;
    }
    for person in &people {
        person.sees("home-hint").await;
    }
    people[0].no_answer(PHONE).await;
    bench.api.wait_settled().await;
    (bench, people)
}

/// Clones of the only lead with its attempt and its recall, `owner(n)` being whose the n-th is. The
/// bot must not run.
fn recalls(bench: &Bench, count: usize, due: impl Fn(usize) -> (i64, DateTime<Utc>)) {
    let disk = Arc::new(Sled::open(bench.data()).unwrap());
    let book = Book::new(disk.clone());
    let lead = book.lead(LeadId(1)).unwrap().unwrap();
    let attempt = book.attempts(LeadId(1)).unwrap().remove(0);
    let recall = book.recall(RecallId(1)).unwrap().unwrap();
    for start in (0..count).step_by(500) {
        let mut batch = Batch::new();
        for n in start..count.min(start + 500) {
            let (owner, due) = due(n);
            let (id, owner) = (LeadId(n as u32 + 2), PersonId(owner));
            let phone = Some(Phone::parse(&number(n), "RU").unwrap());
            let (campaign, wake) = (recall.campaign.clone(), Some(due));
            let lead = Lead { id, phone, ..lead.clone() };
            let attempt = Attempt { lead: id, by: owner, ..attempt.clone() };
            let id = RecallId(n as u64 + 2);
            let recall = Recall { id, lead: lead.id, owner, due, wake, campaign, ..recall.clone() };
            let changes = [Change::Lead(lead), Change::Attempt(attempt), Change::Recall(recall)];
            book.put(&mut batch, &changes).unwrap();
        }
        disk.write(batch).unwrap();
    }
    disk.sync().unwrap();
}

/// The most memory that the bot has ever held, in MB.
fn most_memory(bench: &Bench) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", bench.bot.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

#[tokio::test]
async fn ten_thousand_updates_and_five_thousand_recalls_after_an_outage() {
    const LINES: usize = 10_000;
    const RECALLS: usize = 5_000;
    let fast = open().owner(1).args(["--rate", "100000", "--chat-rate", "100000"]);
    let (mut bench, people) = team(fast, 50).await;
    bench.api.patience(Duration::from_secs(60));
    let boss = bench.started(1, "Марина").await;
    // One of them is off shift: his recalls are the supervisor's.
    people[49].command("/shift").await;
    people[49].sees("home-off-shift").await;
    bench.api.wait_settled().await;
    bench.stop().await;
    let day_ago = Utc::now() - TimeDelta::days(1);
    recalls(&bench, RECALLS, |n| (FIRST + n as i64 % 50, day_ago + TimeDelta::seconds(n as i64)));
    let mut last = 0;
    for n in 0..LINES {
        last = people[n % 50].send(&number(RECALLS + n)).await;
    }
    people.iter().for_each(|person| person.skip());
    boss.skip();
    let began = Instant::now();
    bench.restart();
    bench.api.wait_acknowledged(last).await;
    let taken = began.elapsed();
    let due = say_with("ru", Phrase::new("due-title").with("count", RECALLS / 50));
    for person in &people[..49] {
        person.expect(&due).await;
    }
    let alert = boss.expect(&say_with("ru", Phrase::new("overdue-title").with("count", 100))).await;
    for (n, person) in people.iter().enumerate() {
        let wanted = Phone::parse(&number(RECALLS + LINES - 50 + n), "RU").unwrap();
        let e164 = wanted.e164().to_owned();
        let shows = |text: &str| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.contains(&e164[1..])
        };
        person.expect_where("the last lead", |m| shows(&m.text)).await;
    }
    // What is new does not wait: everything old is through.
    boss.command("/help").await;
    boss.sees("help-text").await;
    let memory = most_memory(&bench);
    println!("{LINES} updates and {RECALLS} recalls in {taken:?}, {memory} MB at most");
    assert!(memory < 250, "{memory} MB");
    // Each got one message of all that is due, and one alert went out.
    for person in &people[..49] {
        let told = person.messages().into_iter().filter(|m| m.text.contains(&due)).count();
        assert_eq!(told, 1, "person {}", person.id);
    }
    assert!(people[49].visible().iter().all(|m| !m.text.contains(&due)));
    assert_eq!(boss.visible().iter().filter(|m| m.text == alert.text).count(), 1);
    bench.stop().await;
    let book = Book::new(Arc::new(Sled::open(bench.data()).unwrap()));
    assert_eq!(book.next(Counter::Lead).unwrap(), (RECALLS + LINES + 2) as u64, "none twice");
    let campaign = book.lead(LeadId(1)).unwrap().unwrap().campaign;
    for n in 0..50 {
        let ids = (0..LINES / 50).map(|line| {
            let phone = Phone::parse(&number(RECALLS + line * 50 + n), "RU").unwrap();
            book.lead_by_phone(&campaign, &phone).unwrap().expect("a line was lost")
        });
        let ids: Vec<LeadId> = ids.collect();
        assert!(ids.is_sorted(), "person {n}: out of order");
    }
    drop(book);
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn a_reminder_and_a_new_tap_go_before_what_piled_up_and_telegrams_limits_are_kept() {
    const PEOPLE: i64 = 70;
    let trial = Trial::new();
    let setup = open().env(Trial::VARIABLE, trial.folder());
    let (mut bench, people) = team(setup, PEOPLE).await;
    bench.stop().await;
    let (called, taps) = (&people[0], &people[PEOPLE as usize - 1]);
    for _ in 0..3 {
        for person in &people[1..] {
            person.command("/settings").await;
        }
    }
    people.iter().for_each(|person| person.skip());
    let before = bench.api.calls().len();
    bench.api.rate_limits(Some(RateLimits::default()));
    bench.restart();
    bench.api.wait_settled().await;
    // All that was done is on disk, and most of it not drawn: now something comes due, and somebody
    // does something.
    trial.forth(TimeDelta::days(4));
    taps.command("/help").await;
    taps.sees("help-text").await;
    called.sees("reminder-late").await;
    for person in &people[1..PEOPLE as usize - 1] {
        person.sees("settings-title").await;
    }
    let calls = bench.api.calls().split_off(before);
    assert!(calls.iter().all(|call| call.status != Some(429)), "Telegram had to refuse");
    let sent: Vec<i64> = calls
        .iter()
        .filter(|call| call.method == "sendMessage")
        .filter_map(|call| call.chat_id)
        .collect();
    // Who is drawn before his last line is read gets a second message. The first are drawn while the others'
    // lines are read: as many as go out before the pace is kept.
    let twice = sent.len() - PEOPLE as usize;
    assert!(twice < 30, "one message for each, however often he wrote: {twice}");
    let place = |person: &Person| sent.iter().position(|id| *id == person.id).unwrap();
    let (reminder, answer) = (place(called), place(taps));
    println!("of {PEOPLE} messages the reminder was number {reminder}, the answer {answer}");
    assert!(reminder < 50 && answer < 50);
    bench.done().await;
}
