//! Open recalls, a million of them: how soon the program is ready after its start, how late the
//! first of them is told of, and how long it takes to catch up after a pause; the
//! last also as Telegram sees it, at the pace that it allows.
//!
//! `cargo bench --bench due` takes 20,000 recalls; `SUFLER_BENCH_LARGE=1` a million. Under
//! `cargo test` everything runs on a small store.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;
#[path = "../tests/common/mod.rs"]
mod stand_in;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};
use sufler::app::App;
use sufler::chat::edge::Draw;
use sufler::domain::notice::Body;
use sufler::domain::record::Change;
use sufler::telegram::{self, Options, Pace, Patience};
use sufler::timer::{self, Due};
use sufler::words::Words;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use stand_in::bot_api::{BotApi, User};

/// Where the store lies; told from process to process.
const FOLDER: &str = "SUFLER_BENCH_FOLDER";
/// Milliseconds from one recall to the next.
const STEP: i64 = 250;
/// How many of the first recalls are watched.
const WATCHED: usize = 20;
/// How long the reminders that go out in their time are watched, in seconds.
const WATCHED_FOR: u64 = 60;
const CASES: [&str; 8] =
    ["fill", "start-killed", "start", "start", "rush", "told", "behind", "start-killed"];

fn main() {
    let folder = common::folder();
    match std::env::var_os(FOLDER) {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            common::cases::run(&CASES, |case| match case {
                "fill" => fill(&folder),
                "start-killed" => start(&folder, "start after a kill"),
                "start" => start(&folder, "start"),
                "told" => told(&folder),
                "rush" => rush(&folder),
                _ => behind(&folder),
            });
        }
        None => {
            let mut again = std::process::Command::new(std::env::current_exe().unwrap());
            again.args(std::env::args().skip(1)).env(FOLDER, folder.path());
            assert!(again.status().unwrap().success());
        }
    }
}

fn people() -> usize {
    if common::in_earnest() { 1_000 } else { 20 }
}

fn count() -> usize {
    match (common::in_earnest(), common::large()) {
        (false, _) => 1_000,
        (true, false) => 20_000,
        (true, true) => 1_000_000,
    }
}

fn fill(folder: &Path) {
    let started = Instant::now();
    let disk = common::open(folder);
    common::hire(&disk, people());
    common::fill(&disk, count(), people(), common::noon(), Duration::milliseconds(STEP));
    let size = disk.size().unwrap() >> 20;
    println!("{} recalls: filled in {:.1?}, {size} MB on disk", count(), started.elapsed());
    // The end comes without warning: the store is not closed.
    std::mem::forget(disk);
}

/// From nothing to the moment at which the timer knows for what it waits.
fn start(folder: &Path, name: &str) {
    let started = Instant::now();
    let disk = common::open(folder);
    let opened = started.elapsed();
    let house = common::house(&disk);
    let loaded = started.elapsed();
    common::warm_up();
    let warm = started.elapsed();
    let (draws, _inbox) = unbounded_channel();
    let clock = common::clock(common::noon() - Duration::hours(1));
    let app = App::start(house, disk, clock, common::dice(), draws).unwrap();
    assert!(app.next().unwrap().is_some());
    let ready = started.elapsed();
    let milliseconds = |time: std::time::Duration| time.as_secs_f64() * 1_000.0;
    println!(
        "{name}: ready after {:.0} ms (store {:.0}, rules and texts {:.0}, telephone tables \
         {:.0}, first date {:.1}); {} MB",
        milliseconds(ready),
        milliseconds(opened),
        milliseconds(loaded - opened),
        milliseconds(warm - loaded),
        milliseconds(ready - warm),
        common::memory("VmRSS"),
    );
}

/// The program over the store in `folder`, at this moment.
struct Running {
    app: Arc<App>,
    words: Arc<Words>,
    inbox: UnboundedReceiver<Draw>,
    runtime: Runtime,
}

impl Running {
    fn new(folder: &Path, at: impl FnOnce(DateTime<Utc>) -> DateTime<Utc>) -> Running {
        let disk = common::open(folder);
        let house = common::house(&disk);
        common::warm_up();
        let (draws, inbox) = unbounded_channel();
        let first = sufler::store::Book::new(disk.clone()).first_wake().unwrap().unwrap();
        let clock = common::clock(at(first));
        let words = house.words.clone();
        let app = App::start(house, disk, clock, common::dice(), draws).unwrap();
        Running { app: Arc::new(app), words, inbox, runtime: Runtime::new().unwrap() }
    }
}

/// The timer waits for the first recalls; how late are they told of?
fn told(folder: &Path) {
    let mut running = Running::new(folder, |first| first - Duration::seconds(2));
    let app = running.app.clone();
    let lateness = running.runtime.block_on(async {
        let waiting = tokio::spawn(timer::run(app.clone(), timer::LONGEST));
        let mut late = Vec::new();
        while late.len() < WATCHED {
            let Some(Draw::Notice(id, _)) = running.inbox.recv().await else { continue };
            let now = app.now();
            let Body::Due { recalls } = app.book().notice(id).unwrap().unwrap().body else {
                continue;
            };
            for recall in recalls {
                let due = app.book().recall(recall).unwrap().unwrap().due;
                late.push((now - due).num_microseconds().unwrap_or_default() as f64 / 1_000.0);
            }
        }
        waiting.abort();
        late
    });
    let first = lateness.first().copied().unwrap_or_default();
    let (middle, _, most) = common::middle(lateness);
    println!(
        "told of: the first {first:.1} ms after its time; of the first {WATCHED} the middle one \
         {middle:.1} ms, the latest {most:.1} ms; {} MB",
        common::memory("VmRSS"),
    );
}

/// The program was off while many recalls came due: how long until everybody is told?
fn behind(folder: &Path) {
    let missed = 10_000.min(count() as i64 / 2);
    let mut running = Running::new(folder, |first| first + Duration::milliseconds(missed * STEP));
    let app = running.app.clone();
    let started = Instant::now();
    let mut notices = 0;
    running.runtime.block_on(async {
        let waiting = tokio::spawn(timer::run(app.clone(), timer::LONGEST));
        while app.next().unwrap().is_some_and(|at| at <= app.now()) {
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        waiting.abort();
        // What was told last is on the disk when a further turn of the timer is.
        app.wake().await.unwrap();
        while running.inbox.try_recv().is_ok() {
            notices += 1;
        }
    });
    println!(
        "behind by {missed} recalls: all told after {:.0?}, by {notices} messages; {} MB",
        started.elapsed(),
        common::memory("VmRSS"),
    );
    std::mem::forget(app);
}

/// Many came due while the program was off, and everybody wrote to it meanwhile; as Telegram sees it, at
/// the pace that it allows. How long do the answers to that take, how long does an operator wait who
/// writes now, how fast do the reminders go out, and how late are they once there is room for each?
fn rush(folder: &Path) {
    let missed = 10_000.min(count() as i64 / 8);
    common::put(&common::open(folder), &[Change::Person(common::person(people()))]);
    let running = Running::new(folder, |first| first + Duration::milliseconds(missed * STEP));
    let Running { app, words, inbox, runtime } = running;
    runtime.block_on(async {
        let api = BotApi::start().await;
        let mut staff: Vec<User> = Vec::new();
        for number in 0..=people() {
            let id = common::person(number).id.0;
            staff.push(api.user(id, "Operator", Some(common::LANG)));
            staff[number].unblock().await;
            staff[number].send("/help").await;
        }
        let operator = staff.last().unwrap();
        let options = Options {
            token: api.token().into(),
            api_url: Some(api.url().parse().unwrap()),
            pace: Pace::default(),
            patience: Patience::default(),
        };
        let edge = telegram::run(options, app.clone(), words, inbox, std::future::pending(), || {});
        let waiting = tokio::spawn(timer::run(app.clone(), timer::LONGEST));
        let operators = async {
            let started = Instant::now();
            // The one who writes now has got the answer to what he wrote before.
            while operator.visible().iter().all(|message| !message.is_from_bot()) {
                pause(10).await;
            }
            let mut answers = Vec::new();
            // Until hardly more goes out than what comes due now.
            let mut sent = 0;
            loop {
                let seen = operator.messages().len();
                let asked = Instant::now();
                operator.send("/help").await;
                while operator.messages().len() <= seen + 1 {
                    tokio::time::sleep(std::time::Duration::from_micros(200)).await;
                }
                answers.push(asked.elapsed().as_secs_f64() * 1_000.0);
                pause(1_500).await;
                let now = api.calls_of("sendMessage").len();
                if now < sent + 20 {
                    break;
                }
                sent = now;
            }
            let answered = |user: &User| user.visible().iter().any(|message| message.is_from_bot());
            while !staff.iter().all(answered) {
                pause(10).await;
            }
            let room = Instant::now();
            pause(if common::in_earnest() { WATCHED_FOR * 1_000 } else { 2_000 }).await;
            let (now, at) = (app.now(), Instant::now());
            let calls = api.calls_of("sendMessage");
            let seconds = |at: Instant| (at - started).as_secs_f64();
            // What each of these people got first that is no reminder is the answer to what he wrote.
            let mut answered: HashMap<i64, f64> = HashMap::new();
            let (mut late, mut told, mut reminders, mut last) = (Vec::new(), 0, 0, 0.0);
            for call in &calls {
                let due = due_in(&call.params);
                if due.is_empty() {
                    let chat = call.params["chat_id"].as_i64().unwrap();
                    answered.entry(chat).or_insert(seconds(call.at));
                }
                let then = now - Duration::from_std(at - call.at).unwrap();
                let lateness = due.iter().map(|due| (then - *due).num_microseconds().unwrap());
                if call.at >= room {
                    late.extend(lateness.map(|late| late as f64 / 1_000.0));
                } else {
                    told += due.len();
                    reminders += usize::from(!due.is_empty());
                    last = seconds(call.at);
                }
            }
            let (middle, _, most) = common::middle(answered.into_values().collect());
            println!(
                "a rush of {missed} recalls, and {} people who wrote before the start: {sent} \
                 messages, {:.1} a second, {reminders} of them reminders of {told}; these people \
                 were answered after {middle:.0} s, the last after {most:.0} s",
                people() + 1,
                sent as f64 / last,
            );
            let (middle, _, most) = common::middle(answers.clone());
            println!(
                "meanwhile {} answers to an operator, the middle one after {middle:.1} ms, the last \
                 after {most:.1} ms",
                answers.len(),
            );
            late.sort_by(f64::total_cmp);
            let of_hundred =
                |share| late.get(late.len() * share / 100).copied().unwrap_or_default();
            println!(
                "{} reminders in their time, {STEP} ms apart, as Telegram got them: the middle one \
                 {:.1} ms late, 99 of 100 at most {:.1} ms",
                late.len(),
                of_hundred(50),
                of_hundred(99),
            );
        };
        tokio::select! {
            end = edge => panic!("the edge came to an end: {:?}", end.map(|_| ())),
            () = operators => {}
        }
        waiting.abort();
    });
    println!("then {} MB, the stand-in with it", common::memory("VmRSS"));
}

async fn pause(milliseconds: u64) {
    tokio::time::sleep(std::time::Duration::from_millis(milliseconds)).await;
}

/// When the recalls were due that a message names: their leads bear their numbers.
fn due_in(params: &serde_json::Value) -> Vec<DateTime<Utc>> {
    let text = params["text"].as_str().unwrap_or_default();
    let names = text.split("Organisation with the number ").skip(1);
    let number = |rest: &str| {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..digits].parse::<i64>().unwrap()
    };
    names.map(|rest| common::noon() + Duration::milliseconds((number(rest) - 1) * STEP)).collect()
}
