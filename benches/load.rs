//! Whole runs: many operators at once, each of whom waits for his turn before he makes the next;
//! and the memory that it takes. Every turn is on the disk before it counts.
//!
//! `cargo bench --bench load`; a single case: `cargo bench --bench load -- memory`. With
//! `SUFLER_BENCH_LARGE=1` the runs are longer. Under `cargo test` everything runs shortly.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use sufler::app::App;
use sufler::chat::desk::{Desk, Screen};
use sufler::chat::edge::{Backstage, Drawn};
use sufler::chat::event::Event;
use sufler::chat::house::House;
use sufler::chat::screens;
use sufler::chat::turn::Room;
use sufler::domain::lead::LeadId;
use sufler::domain::record::Counter;
use sufler::store::disk::{prefix_end, walk};
use sufler::store::{Batch, Disk, envelope};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::unbounded_channel;

use common::Hand;

const CASES: [&str; 10] = [
    "operators-1",
    "operators-10",
    "operators-100",
    "operators-1000",
    "drawn-100",
    "attempts-1000",
    "attempts-100000",
    "memory",
    "flat-200000",
    "size-100000",
];
/// With `SUFLER_BENCH_LARGE` also these.
const LARGE: [&str; 1] = ["attempts-1000000"];
/// Telephone numbers from here on belong to nobody yet.
const NEW: usize = 5_000_000;
/// Each run is made so often; the table shows the middle one.
const RUNS: usize = 3;

fn main() {
    let large = if common::large() { &LARGE[..] } else { &[] };
    common::cases::run(&[&CASES[..], large].concat(), |case| {
        let (name, count) = case.split_once('-').unwrap_or((case, ""));
        let count: usize = count.parse().unwrap_or(100);
        match name {
            "operators" => operators(count, 0, false),
            "drawn" => operators(count, 0, true),
            "attempts" => operators(100, scaled(count), false),
            "flat" => flat(scaled(count)),
            "size" => size(scaled(count)),
            _ => memory(scaled(100_000)),
        }
    });
}

/// Under test everything is small.
fn scaled(count: usize) -> usize {
    if common::in_earnest() { count } else { count / 100 }
}

fn run_for() -> Duration {
    match (common::in_earnest(), common::large()) {
        (false, _) => Duration::from_millis(100),
        (true, false) => Duration::from_secs(2),
        (true, true) => Duration::from_secs(20),
    }
}

/// Operators naming results, over a store that holds so many attempts already.
fn operators(count: usize, attempts: usize, drawn: bool) {
    let folder = common::folder();
    let disk = common::open(folder.path());
    common::hire(&disk, count);
    let due = common::noon() + chrono::Duration::days(1);
    common::fill(&disk, attempts, count, due, chrono::Duration::seconds(1));
    let mut run = Run::new(disk, count, drawn);
    let mut rates = Vec::new();
    let mut half = Vec::new();
    let mut most = Vec::new();
    for _ in 0..RUNS {
        let (rate, mut waits) = run.go();
        waits.sort_unstable();
        rates.push(rate);
        half.push(milliseconds(&waits, 0.5));
        most.push(milliseconds(&waits, 0.99));
    }
    let what = if drawn { ", each screen drawn" } else { "" };
    let (rate, least, best) = common::middle(rates);
    println!(
        "{count:>5} operators, {attempts:>6} attempts before{what}: {rate:>6.0} turns/s \
         ({least:.0}–{best:.0}), half wait less than {:.1} ms, 99 % less than {:.1} ms",
        common::middle(half).0,
        common::middle(most).0,
    );
}

fn milliseconds(sorted: &[Duration], share: f64) -> f64 {
    let at = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(at).map_or(0.0, |wait| wait.as_secs_f64() * 1_000.0)
}

struct Run {
    house: Arc<House>,
    app: Arc<App>,
    runtime: Runtime,
    hands: Vec<Hand>,
    drawn: bool,
    numbers: Arc<AtomicUsize>,
}

impl Run {
    fn new(disk: Arc<dyn Disk>, count: usize, drawn: bool) -> Run {
        let house = common::house(&disk);
        common::warm_up();
        let (draws, mut inbox) = unbounded_channel();
        let runtime = Runtime::new().unwrap();
        runtime.spawn(async move { while inbox.recv().await.is_some() {} });
        let clock = common::clock(common::noon());
        let app = App::start(house.clone(), disk, clock, common::dice(), draws).unwrap();
        let numbers = Arc::new(AtomicUsize::new(NEW));
        let hands = (0..count).map(Hand::new).collect();
        Run { house, app: Arc::new(app), runtime, hands, drawn, numbers }
    }

    /// Turns a second, and how long each waited.
    fn go(&mut self) -> (f64, Vec<Duration>) {
        let first = self.numbers.load(Ordering::Relaxed);
        let started = Instant::now();
        let until = started + run_for();
        let tasks: Vec<_> = std::mem::take(&mut self.hands)
            .into_iter()
            .map(|mut hand| {
                let (app, house) = (self.app.clone(), self.house.clone());
                let (numbers, drawn) = (self.numbers.clone(), self.drawn);
                self.runtime.spawn(async move {
                    let mut waits = Vec::new();
                    while Instant::now() < until {
                        let call = numbers.fetch_add(1, Ordering::Relaxed);
                        for step in 0..4 {
                            let incoming = hand.names_result(step, call);
                            let asked = Instant::now();
                            let settled = app.submit(incoming).await.unwrap();
                            waits.push(asked.elapsed());
                            assert!(!settled.skipped);
                            if drawn {
                                draw(&app, &house, &hand);
                            }
                        }
                    }
                    (hand, waits)
                })
            })
            .collect();
        let mut waits = Vec::new();
        for task in tasks {
            let (hand, more) = self.runtime.block_on(task).unwrap();
            self.hands.push(hand);
            waits.extend(more);
        }
        let took = started.elapsed().as_secs_f64();
        // The calls were recorded, not refused.
        let calls = self.numbers.load(Ordering::Relaxed) - first;
        assert_eq!(waits.len(), calls * 4);
        let book = self.app.book();
        let last = u32::try_from(book.next(Counter::Lead).unwrap() - 1).unwrap();
        assert_eq!(book.attempts(LeadId(last)).unwrap().len(), 1);
        (waits.len() as f64 / took, waits)
    }
}

/// As an edge does it, without the way to Telegram.
fn draw(app: &App, house: &House, hand: &Hand) {
    let drawing = app.screen(hand.who).unwrap().unwrap();
    assert!(common::say_all(house, &drawing.view) > 0);
    let (who, stamp) = (hand.who, drawing.stamp);
    app.drawn(Drawn::Screen { who, message: 1, stamp, keys: true });
}

/// A store with so many attempts is opened and used: every card is drawn, then operators work.
fn memory(attempts: usize) {
    let mut steps = Vec::new();
    let mut note = |what: &str| steps.push(format!("{what} {} MB", common::memory("VmRSS")));
    let folder = common::folder();
    let count = 100;
    // Filled by another process: what filling leaves in memory is not to be counted.
    if std::env::var_os(FILL).is_none() {
        let status = std::process::Command::new(std::env::current_exe().unwrap())
            .args(std::env::args().skip(1))
            .env(FILL, folder.path())
            .status();
        assert!(status.unwrap().success());
    } else {
        let disk = common::open(std::env::var_os(FILL).unwrap().as_ref());
        common::hire(&disk, count);
        let due = common::noon() + chrono::Duration::days(1);
        common::fill(&disk, attempts, count, due, chrono::Duration::seconds(1));
        return;
    }
    note("empty process");
    let disk = common::open(folder.path());
    note("store opened");
    let mut run = Run::new(disk, count, false);
    note("rules, texts, telephone tables loaded");
    let app = run.app.clone();
    let (book, me) = (app.book(), common::person(0));
    let room = Room { house: &run.house, facts: book, now: common::noon(), me: &me, typed: &[] };
    let started = Instant::now();
    for id in 1..=attempts {
        let screen = Screen::Lead(LeadId(id as u32));
        let view = screens::view(&room, &Desk { screen, ..Desk::default() }).unwrap();
        assert!(common::say_all(&run.house, &view) > 0);
    }
    let each = started.elapsed() / attempts as u32;
    note("every card drawn");
    let (rate, _) = run.go();
    note("after turns");
    let most = common::memory("VmHWM");
    println!(
        "{attempts} attempts: {}; at most {most} MB; {each:.0?} a card, {rate:.0} turns/s",
        steps.join(", "),
    );
}

/// So many turns that add no records, by a hundred people: does the memory stay what it is? The long
/// run is `cargo bench --bench load -- flat-10000000`.
fn flat(turns: usize) {
    let folder = common::folder();
    let disk = common::open(folder.path());
    common::hire(&disk, 100);
    let mut run = Run::new(disk, 100, false);
    let mut steps = Vec::new();
    for _ in 0..10 {
        let tasks: Vec<_> = std::mem::take(&mut run.hands)
            .into_iter()
            .map(|mut hand| {
                let app = run.app.clone();
                run.runtime.spawn(async move {
                    for _ in 0..turns / 1_000 {
                        assert!(
                            !app.submit(hand.does(Event::typed("/help"))).await.unwrap().skipped
                        );
                    }
                    hand
                })
            })
            .collect();
        for task in tasks {
            run.hands.push(run.runtime.block_on(task).unwrap());
        }
        steps.push(common::memory("VmRSS").to_string());
    }
    println!("{turns} turns that add no records: {} MB after each tenth", steps.join(", "));
}

/// How much of the disk a store takes with so many attempts, and after ten times as many overwrites of
/// desks, twenty at a time.
fn size(attempts: usize) {
    let folder = common::folder();
    let disk = common::open(folder.path());
    common::hire(&disk, 100);
    let due = common::noon() + chrono::Duration::days(1);
    common::fill(&disk, attempts, 100, due, chrono::Duration::seconds(1));
    let report = |what: &str| {
        let mut live = 0;
        let end = prefix_end(b"");
        walk(&*disk, b"", &end, 1_000, |key, value| {
            live += (key.len() + value.len()) as u64;
            Ok(())
        })
        .unwrap();
        let size = disk.size().unwrap();
        println!(
            "{attempts} attempts, {what}: {} bytes each on the disk, {} of them keys and values; {:.2} times",
            size / attempts as u64,
            live / attempts as u64,
            size as f64 / live as f64,
        );
    };
    report("filled");
    let overwrites = attempts * 10;
    for first in (0..overwrites).step_by(20) {
        let mut batch = Batch::new();
        for number in first..first + 20 {
            let key = [&b"d"[..], &(number * 7 % 100).to_be_bytes()].concat();
            let value = envelope::seal(1, 1, &key, &vec![number as u8; 500 + number % 400]);
            batch.put(key, value);
        }
        disk.write(batch).unwrap();
        if first % 2_000 == 0 {
            disk.sync().unwrap();
        }
    }
    disk.sync().unwrap();
    report(&format!("{overwrites} desks overwritten"));
}

/// The folder that this process is to fill, and nothing else.
const FILL: &str = "SUFLER_BENCH_FILL";
