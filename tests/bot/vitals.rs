//! Whether the bot knows that a part of it does not do its work.

use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use chrono::{TimeDelta, Utc};
use sufler::app::App;
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::edge::{Backstage, PersonId};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::domain::lead::LeadId;
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::Change;
use sufler::ops::{Stage, Vitals};
use sufler::store::disk::Pair;
use sufler::store::{Batch, Book, Disk, Memory};
use tokio::sync::mpsc::unbounded_channel;

/// A disk that breaks, or hangs, when it is told to.
#[derive(Default)]
struct Frail {
    memory: Memory,
    broken: AtomicBool,
    hangs: AtomicBool,
    /// How many calls hang.
    hanging: AtomicUsize,
}

impl Frail {
    fn hang(&self) {
        self.hanging.fetch_add(1, Relaxed);
        while self.hangs.load(Relaxed) {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.hanging.fetch_sub(1, Relaxed);
    }
}

impl Disk for Frail {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.memory.get(key)
    }
    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.memory.range(from, to, limit)
    }
    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.memory.range_back(from, to, limit)
    }
    fn write(&self, batch: Batch) -> Result<()> {
        self.hang();
        self.memory.write(batch)
    }
    fn sync(&self) -> Result<()> {
        Ok(())
    }
    fn size(&self) -> Result<u64> {
        self.hang();
        if self.broken.load(Relaxed) {
            bail!("the store has stopped: a test");
        }
        self.memory.size()
    }
}

fn scene() -> (Arc<Frail>, Arc<App>, Vitals) {
    let disk = Arc::new(Frail::default());
    let sources = Sources::read(None, None).unwrap();
    let shared: Arc<dyn Disk> = disk.clone();
    let doors = Doors { open: true, ..Doors::default() };
    let house = Arc::new(load::house(&sources, doors, &shared).unwrap());
    let (draws, _) = unbounded_channel();
    let app = App::start(house, shared.clone(), Arc::new(Utc::now), Box::new(|| 4), draws);
    let (app, vitals) = (Arc::new(app.unwrap()), Vitals::new(std::path::Path::new(".")));
    vitals.serves(app.clone(), shared);
    (disk, app, vitals)
}

/// Parts that fail, why, and whether a new start may mend it.
async fn failing(vitals: &Vitals) -> Vec<(&'static str, String, bool)> {
    vitals.failing().await.into_iter().map(|it| (it.part, it.why, it.restart)).collect()
}

#[tokio::test]
async fn each_part_that_fails_is_named() {
    let (disk, app, vitals) = scene();
    let starting = vitals.stage();
    let away = ("telegram", "has not been reached yet".to_owned(), false);
    assert_eq!(failing(&vitals).await, [away]);
    assert_eq!(*starting.borrow(), Stage::Starting);
    vitals.answered();
    assert_eq!(*starting.borrow(), Stage::Serving);
    assert_eq!(failing(&vitals).await, []);

    disk.broken.store(true, Relaxed);
    let stopped = ("store", "the store has stopped: a test".to_owned(), true);
    assert_eq!(failing(&vitals).await, [stopped]);
    disk.broken.store(false, Relaxed);

    // Nobody has started the timer: a recall that was due is not told.
    let due = Utc::now() - TimeDelta::seconds(90);
    let recall = Recall {
        id: RecallId(1),
        campaign: "default".into(),
        lead: LeadId(1),
        attempt: 1,
        inquiry: None,
        owner: PersonId(7),
        due,
        kind: DueKind::Recall,
        agreed: false,
        state: State::Waiting,
        wake: Some(due),
        notice: None,
    };
    let mut batch = Batch::new();
    Book::new(disk.clone()).put(&mut batch, &[Change::Recall(recall)]).unwrap();
    disk.write(batch).unwrap();
    let late = failing(&vitals).await;
    assert_eq!(late.len(), 1, "{late:?}");
    assert!(late[0].0 == "timer" && late[0].1.starts_with("a recall waits for 9"), "{late:?}");
    drop(app);
}

#[tokio::test]
async fn a_disk_that_hangs_is_noticed_and_collects_no_threads() {
    let (disk, app, vitals) = scene();
    vitals.answered();
    disk.hangs.store(true, Relaxed);
    let who = Who { id: PersonId(7), name: "Ann".into(), lang: Some("en".into()) };
    let event = Event::typed("/start");
    let settled = app.submit(Incoming { update: Some(1), who, event });
    until("the turn is being written", || disk.hanging.load(Relaxed) == 1).await;
    for _ in 0..3 {
        let parts = failing(&vitals).await;
        let said: Vec<_> = parts.iter().map(|(part, why, _)| (*part, why.as_str())).collect();
        let store = ("store", "does not answer within a second");
        let turns = ("turns", "the thread of turns does not answer within a second");
        assert_eq!(said, [store, turns]);
        assert!(parts.iter().all(|(_, _, restart)| *restart));
        assert_eq!(disk.hanging.load(Relaxed), 2, "one question waits, however often one asks");
    }
    disk.hangs.store(false, Relaxed);
    settled.await.unwrap();
    until("nothing hangs", || disk.hanging.load(Relaxed) == 0).await;
    assert_eq!(failing(&vitals).await, []);
}

async fn until(what: &str, mut done: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(20);
    while !done() {
        assert!(Instant::now() < end, "{what}: in vain");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
