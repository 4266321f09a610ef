//! Open recalls, a million of them: how soon the program is ready after its start, how late the
//! first of them is told of, and how long it takes to catch up after a pause.
//!
//! `cargo bench --bench due` takes 20,000 recalls; `SUFLER_BENCH_LARGE=1` a million. Under
//! `cargo test` everything runs on a small store.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Duration, Utc};
use sufler::app::App;
use sufler::chat::edge::Draw;
use sufler::domain::notice::Body;
use sufler::timer::{self, Due};
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// Where the store lies; told from process to process.
const FOLDER: &str = "SUFLER_BENCH_FOLDER";
const PEOPLE: usize = 1_000;
/// Milliseconds from one recall to the next.
const STEP: i64 = 250;
/// How many of the first recalls are watched.
const WATCHED: usize = 20;
const CASES: [&str; 7] =
    ["fill", "start-killed", "start", "start", "told", "behind", "start-killed"];

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

fn count() -> usize {
    match (common::in_earnest(), common::large()) {
        (false, _) => 200,
        (true, false) => 20_000,
        (true, true) => 1_000_000,
    }
}

fn fill(folder: &Path) {
    let started = Instant::now();
    let disk = common::open(folder);
    common::hire(&disk, PEOPLE);
    common::fill(&disk, count(), PEOPLE, common::noon(), Duration::milliseconds(STEP));
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
        let app = App::start(house, disk, clock, common::dice(), draws).unwrap();
        Running { app: Arc::new(app), inbox, runtime: Runtime::new().unwrap() }
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
