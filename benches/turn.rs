//! What the parts of a turn cost: deciding it, drawing what it leads to, making it durable.
//!
//! `cargo bench --bench turn`. Under `cargo test` everything runs once.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sufler::app::App;
use sufler::chat::desk::Desk;
use sufler::chat::edge::Backstage;
use sufler::chat::event::{Event, Incoming};
use sufler::chat::house::House;
use sufler::chat::press::Act;
use sufler::chat::screens;
use sufler::chat::turn::Room;
use sufler::chat::update::{Outcome, update};
use sufler::domain::people::Person;
use sufler::store::{Batch, Book, Disk, Stage};
use tempfile::TempDir;
use tokio::sync::mpsc::unbounded_channel;

use common::Hand;

const PEOPLE: usize = 100;
const LEADS: usize = 10_000;

/// One operator before a store of usual size, as the thread of turns sees it.
struct Desktop {
    house: Arc<House>,
    stage: Arc<Stage>,
    book: Book,
    me: Person,
    hand: Hand,
    desk: Desk,
    now: DateTime<Utc>,
    _folder: TempDir,
}

impl Desktop {
    fn new() -> Self {
        let folder = common::folder();
        let disk = common::open(folder.path());
        let house = common::house(&disk);
        common::hire(&disk, PEOPLE);
        let leads = if common::in_earnest() { LEADS } else { 200 };
        let now = common::noon();
        common::fill(&disk, leads, PEOPLE, now, chrono::Duration::seconds(1));
        let stage = Arc::new(Stage::new(disk));
        let (me, hand) = (common::person(0), Hand::new(0));
        let book = Book::new(stage.clone());
        Desktop { house, stage, book, me, hand, desk: Desk::default(), now, _folder: folder }
    }

    fn decide(&self, desk: Desk, incoming: &Incoming) -> Outcome {
        let dice = &mut || 7;
        update(&self.house, &self.book, Some(desk), incoming, self.now, dice).unwrap()
    }

    fn play(&mut self, incoming: &Incoming) {
        let outcome = self.decide(self.desk.clone(), incoming);
        let mut batch = Batch::new();
        self.book.put(&mut batch, &outcome.changes).unwrap();
        self.stage.write(batch).unwrap();
        self.desk = outcome.desk.unwrap();
        assert_eq!(self.desk.stamp, self.hand.stamp);
    }

    fn draw(&self) -> usize {
        let room =
            Room { house: &self.house, facts: &self.book, now: self.now, me: &self.me, typed: &[] };
        common::say_all(&self.house, &screens::view(&room, &self.desk).unwrap())
    }
}

/// Measures the decision of a turn and the drawing of the screen that it leads to.
fn turn(c: &mut Criterion, desktop: &mut Desktop, name: &str, incoming: &Incoming) {
    c.bench_function(&format!("decide: {name}"), |b| {
        b.iter(|| black_box(desktop.decide(desktop.desk.clone(), incoming)));
    });
    desktop.play(incoming);
    screen(c, desktop, name);
}

fn screen(c: &mut Criterion, desktop: &Desktop, name: &str) {
    assert!(desktop.draw() > 0);
    c.bench_function(&format!("view and words: {name}"), |b| {
        b.iter(|| black_box(desktop.draw()));
    });
}

fn parts(c: &mut Criterion) {
    let mut desktop = Desktop::new();
    let new = 5_000_000;
    for (step, name) in ["/result", "its number", "its situation", "save"].iter().enumerate() {
        let incoming = desktop.hand.names_result(step, new);
        turn(c, &mut desktop, name, &incoming);
    }
    let incoming = desktop.hand.does(Event::typed("/call 150"));
    turn(c, &mut desktop, "/call", &incoming);
    let incoming = desktop.hand.presses(Act::Branch("secretary".to_owned()));
    turn(c, &mut desktop, "a step of the script", &incoming);
    let incoming = desktop.hand.does(Event::typed(&common::phone(100)));
    turn(c, &mut desktop, "a card by its number", &incoming);
    let incoming = desktop.hand.does(Event::typed("/recalls"));
    turn(c, &mut desktop, "/recalls (100 open)", &incoming);
}

/// Turns that wait together: one write, one sync.
fn durable(c: &mut Criterion) {
    let folder = common::folder();
    let disk = common::open(folder.path());
    let house = common::house(&disk);
    common::hire(&disk, 256);
    let (draws, mut inbox) = unbounded_channel();
    let clock = common::clock(common::noon());
    let app = App::start(house, disk, clock, common::dice(), draws).unwrap();
    let mut hands: Vec<_> = (0..256).map(Hand::new).collect();
    let mut group = c.benchmark_group("durable");
    for together in [1, 10, 100] {
        group.throughput(Throughput::Elements(together));
        group.bench_with_input(BenchmarkId::from_parameter(together), &together, |b, &count| {
            b.iter(|| {
                let turns = hands.iter_mut().take(count as usize);
                let settled: Vec<_> =
                    turns.map(|hand| app.submit(hand.does(Event::typed("/help")))).collect();
                for one in settled {
                    assert!(!one.blocking_recv().unwrap().skipped);
                }
                while inbox.try_recv().is_ok() {}
            });
        });
    }
    group.finish();
}

fn short() -> Criterion {
    let criterion = Criterion::default();
    criterion.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1))
}

criterion_group!(name = benches; config = short(); targets = parts, durable);
criterion_main!(benches);
