//! The thread of turns over a disk that refuses: what has no room is held and made later, in order;
//! a disk that fails ends the work.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "outage/ahead.rs"]
mod ahead;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use anyhow::{Result, bail};
use chrono::{DateTime, Utc};
use sufler::app::App;
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::edge::{Backstage, Draw, Drawn, PersonId, Settled};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::domain::audit::Deed;
use sufler::domain::document::{Document, Span};
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::phone::Phone;
use sufler::domain::record::{Attempt, Change, Standing};
use sufler::store::disk::Pair;
use sufler::store::{Batch, Book, Disk, Memory, StoreError};
use sufler::timer::Due;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

const SOON: Duration = Duration::from_secs(30);
const NINA: i64 = 101;
const PYOTR: i64 = 102;

const ROOM: u8 = 0;
const FULL: u8 = 1;
const BROKEN: u8 = 2;

/// A disk in memory, as full or as broken as the test wants it.
struct Moody {
    memory: Memory,
    mood: AtomicU8,
    refused: AtomicU64,
    /// So many syncs were begun.
    syncs: AtomicU64,
    /// So many syncs wait until they may.
    waiting: AtomicU64,
    syncs_wait: Mutex<bool>,
    may: Condvar,
}

impl Moody {
    fn syncs_wait(&self, so: bool) {
        *self.syncs_wait.lock().unwrap() = so;
        self.may.notify_all();
    }

    fn is(&self, mood: u8) {
        self.mood.store(mood, Ordering::SeqCst);
    }
}

impl Disk for Moody {
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
        let here = PathBuf::from("here");
        match self.mood.load(Ordering::SeqCst) {
            ROOM => self.memory.write(batch),
            FULL => {
                self.refused.fetch_add(1, Ordering::SeqCst);
                Err(StoreError::Full(here, 0).into())
            }
            _ => bail!(StoreError::Stopped("a sync failed".into())),
        }
    }
    fn sync(&self) -> Result<()> {
        self.syncs.fetch_add(1, Ordering::SeqCst);
        let waits = self.syncs_wait.lock().unwrap();
        self.waiting.fetch_add(1, Ordering::SeqCst);
        drop(self.may.wait_while(waits, |waits| *waits).unwrap());
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        anyhow::ensure!(self.mood.load(Ordering::SeqCst) != BROKEN, "a sync failed");
        Ok(())
    }
    fn has_room(&self) -> bool {
        self.mood.load(Ordering::SeqCst) != FULL
    }
    fn size(&self) -> Result<u64> {
        self.memory.size()
    }
}

struct Bench {
    app: App,
    disk: Arc<Moody>,
    draws: UnboundedReceiver<Draw>,
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap()
}

async fn bench() -> Bench {
    let disk = Arc::new(Moody {
        memory: Memory::new(),
        mood: AtomicU8::new(ROOM),
        refused: AtomicU64::new(0),
        syncs: AtomicU64::new(0),
        waiting: AtomicU64::new(0),
        syncs_wait: Mutex::new(false),
        may: Condvar::new(),
    });
    let sources = Sources::read(None, None).unwrap();
    let doors = Doors { owners: vec![PersonId(NINA), PersonId(PYOTR)], ..Doors::default() };
    let below: Arc<dyn Disk> = disk.clone();
    let house = Arc::new(load::house(&sources, doors, &below).unwrap());
    let (sender, draws) = unbounded_channel();
    let dice = Box::new(|| 7);
    let app = App::start(house, below, Arc::new(now), dice, sender).unwrap();
    let mut bench = Bench { app, disk, draws };
    for (update, who) in [(1, NINA), (2, PYOTR)] {
        assert!(!bench.says(update, who, "/start").await.held);
    }
    bench.drawn();
    bench
}

async fn until(so: impl Fn() -> bool) {
    let waiting = async {
        while !so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(SOON, waiting).await.unwrap();
}

fn incoming(update: i64, who: i64, event: Event) -> Incoming {
    let who = Who { id: PersonId(who), name: "Nina".into(), lang: Some("en".into()) };
    Incoming { update: Some(update), who, event }
}

impl Bench {
    async fn says(&self, update: i64, who: i64, text: &str) -> Settled {
        self.does(update, who, Event::typed(text)).await
    }

    async fn does(&self, update: i64, who: i64, event: Event) -> Settled {
        let settled = self.app.submit(incoming(update, who, event));
        timeout(SOON, settled).await.unwrap().unwrap()
    }

    /// What was to be drawn since the last look.
    fn drawn(&mut self) -> Vec<Draw> {
        std::iter::from_fn(|| self.draws.try_recv().ok()).collect()
    }

    fn told(&mut self) -> Vec<i64> {
        let told = self.drawn().into_iter();
        told.filter_map(|draw| if let Draw::Full(who) = draw { Some(who.0) } else { None })
            .collect()
    }

    fn seen(&self, update: i64) -> bool {
        Book::new(self.disk.clone()).seen(update).unwrap()
    }
}

#[tokio::test]
async fn no_turn_overtakes_one_that_is_held() {
    let mut bench = bench().await;
    bench.disk.is(FULL);
    assert!(bench.says(3, NINA, "8 499 322-46-85").await.held);
    // There is room again, but the edge has not begun again with the first of them.
    bench.disk.is(ROOM);
    assert!(bench.says(4, NINA, "8 499 322-46-86").await.held);
    assert!(bench.says(5, PYOTR, "8 499 322-46-87").await.held);
    assert!(![3, 4, 5].iter().any(|update| bench.seen(*update)), "nothing was made");
    bench.app.again();
    for (update, who, text) in [(3, NINA, "8 499 322-46-85"), (4, NINA, "8 499 322-46-86")] {
        assert!(!bench.says(update, who, text).await.held);
    }
    let book = Book::new(bench.disk.clone());
    let phones: Vec<_> = (1..3)
        .map(|id| book.lead(LeadId(id)).unwrap().unwrap())
        .map(|lead| lead.e164().unwrap().to_owned())
        .collect();
    assert_eq!(phones, ["+74993224685", "+74993224686"]);
    assert_eq!(bench.told().len(), 2, "both are administrators, each is told once");
}

#[tokio::test]
async fn a_key_is_answered_each_time_and_a_message_comes_once() {
    let mut bench = bench().await;
    bench.disk.is(FULL);
    for update in 3..6 {
        bench.app.again();
        let settled = bench.does(update, NINA, Event::OldKey).await;
        assert!(settled.held && settled.toast.unwrap().contains("disk is full"));
        bench.app.again();
        let settled = bench.says(update + 10, PYOTR, "hello").await;
        assert!(settled.held && settled.toast.is_none());
    }
    let mut told = bench.told();
    told.sort_unstable();
    assert_eq!(told, [NINA, PYOTR]);
    assert_eq!(bench.drawn(), [], "nothing else is shown");
    let (view, lang) = bench.app.full(PersonId(NINA)).unwrap().unwrap();
    assert_eq!((view.lines.len(), view.keys.len(), lang.as_str()), (1, 0, "en"));
    // Blocking the bot is not answered, neither is a stranger.
    bench.app.again();
    let settled = bench.does(20, PYOTR, Event::Reachable(false)).await;
    assert!(settled.held && settled.toast.is_none());
    bench.app.again();
    let settled = bench.says(21, 999, "hello").await;
    assert!(settled.held && settled.once.is_none());
    bench.disk.is(ROOM);
    bench.app.again();
    assert!(bench.says(21, 999, "hello").await.once.is_some(), "answered when there is room");
    assert_eq!(bench.app.full(PersonId(999)).unwrap(), None);
}

#[tokio::test]
async fn what_was_drawn_without_room_is_noted_without_anybodys_doing() {
    let bench = bench().await;
    bench.disk.is(FULL);
    let who = PersonId(NINA);
    bench.app.drawn(Drawn::Screen { who, message: 40, stamp: 1, keys: true });
    bench.app.drawn(Drawn::Screen { who, message: 41, stamp: 1, keys: true });
    let refused = || bench.disk.refused.load(Ordering::SeqCst);
    until(|| refused() >= 2).await;
    let book = Book::new(bench.disk.clone());
    assert_eq!(book.shown(who).unwrap(), None);
    assert_eq!(bench.app.screen(who).unwrap().unwrap().on, Some(41), "known all the same");
    bench.disk.is(ROOM);
    until(|| book.shown(who).unwrap().is_some_and(|shown| shown.message == 41)).await;
}

/// A call that was saved, and a table of it that Nina has ordered.
fn ordered(bench: &Bench) -> NoticeId {
    let (lead, by, campaign) = (LeadId(1), PersonId(NINA), "default");
    let phone = Phone::parse("+74993224685", "RU").unwrap();
    let attempt = Attempt {
        lead,
        number: 1,
        campaign: campaign.into(),
        by,
        at: now(),
        code: "recall".into(),
        situation: "no_answer".into(),
        comment: String::new(),
        standing: Standing::Good,
        next: None,
        objections: 0,
        script: None,
    };
    let id = NoticeId(50);
    let what = Document::Attempts { days: Span::default() };
    let changes = [
        Change::Lead(Lead { attempts: 1, ..Lead::new(lead, campaign, phone, by, now()) }),
        Change::Attempt(attempt),
        Change::Notice(Notice::new(id, by, now(), Body::File { what })),
    ];
    let mut batch = Batch::new();
    Book::new(bench.disk.clone()).put(&mut batch, &changes).unwrap();
    bench.disk.memory.write(batch).unwrap();
    id
}

#[tokio::test]
async fn a_file_that_was_sent_without_room_is_in_the_audit_trail() {
    let bench = bench().await;
    let id = ordered(&bench);
    bench.disk.is(FULL);
    let parcel = bench.app.file(id, u64::MAX).unwrap().unwrap();
    assert!(parcel.file.is_some());
    bench.app.drawn(Drawn::Notice { id, message: 40, stamp: parcel.stamp });
    let book = Book::new(bench.disk.clone());
    until(|| bench.disk.refused.load(Ordering::SeqCst) >= 2).await;
    bench.disk.is(ROOM);
    until(|| book.notice(id).unwrap().unwrap().shown.is_some()).await;
    let trail = book.audit(None, u64::MAX, 100).unwrap();
    let exported = |deed: &Deed| matches!(deed, Deed::Exported { attempts: 1, .. });
    assert_eq!(trail.iter().filter(|entry| exported(&entry.done.deed)).count(), 1, "{trail:?}");
}

#[tokio::test]
async fn the_end_does_not_wait_for_a_table() {
    let mut bench = bench().await;
    let id = ordered(&bench);
    bench.app.stop();
    assert!(bench.app.file(id, u64::MAX).unwrap().unwrap().file.is_none(), "given up");
}

#[tokio::test]
async fn the_timer_is_not_answered_until_there_is_room() {
    let bench = bench().await;
    bench.disk.is(FULL);
    // Something to write: a recall that leads nowhere is dropped from the index.
    let mut batch = Batch::new();
    batch.put([b"w".as_slice(), &[0; 16]].concat(), "");
    bench.disk.memory.write(batch).unwrap();
    assert!(timeout(SOON, bench.app.wake()).await.unwrap().is_err());
    bench.disk.is(ROOM);
    assert!(timeout(SOON, bench.app.wake()).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_disk_that_fails_ends_the_work_also_when_nobody_does_anything() {
    let bench = bench().await;
    bench.disk.is(BROKEN);
    let who = PersonId(NINA);
    bench.app.drawn(Drawn::Screen { who, message: 40, stamp: 1, keys: true });
    timeout(SOON, bench.app.broken()).await.unwrap();
    let settled = bench.app.submit(incoming(3, NINA, Event::typed("hello")));
    assert!(timeout(SOON, settled).await.unwrap().is_err(), "no turn is made");
}

#[tokio::test]
async fn a_damaged_record_that_a_turn_writes_over_does_not_end_the_work() {
    let bench = bench().await;
    let mut batch = Batch::new();
    // Where the audit trail ends.
    let sound = bench.disk.get(b"e").unwrap().unwrap();
    batch.put("e", "no record");
    bench.disk.memory.write(batch).unwrap();
    assert!(!bench.says(3, NINA, "8 499 322-46-85").await.held);
    let book = Book::new(bench.disk.clone());
    assert_eq!(book.lead(LeadId(1)).unwrap(), None, "nothing is saved that the trail cannot note");
    let shown = format!("{:?}", bench.app.screen(PersonId(NINA)).unwrap().unwrap().view);
    assert!(shown.contains("\"fault\""), "{shown}");
    // What needs no entry goes on, and so does the rest once the record is whole.
    assert!(!bench.says(4, PYOTR, "/help").await.held);
    let mut batch = Batch::new();
    batch.put("e", sound);
    bench.disk.memory.write(batch).unwrap();
    assert!(!bench.says(5, NINA, "8 499 322-46-85").await.held);
    assert!(book.lead(LeadId(1)).unwrap().is_some());
}

#[tokio::test]
async fn what_is_damaged_keeps_nothing_else_from_being_drawn_after_a_start() {
    let bench = bench().await;
    let desk = bench.disk.range(b"d", b"e", 1).unwrap().remove(0).0;
    let mut batch = Batch::new();
    batch.put(desk, "no desk");
    for key in [b'n', b'x'] {
        batch.put([&[key][..], &99u64.to_be_bytes()].concat(), "no notice");
    }
    bench.disk.memory.write(batch).unwrap();
    let waits = bench.app.undrawn().unwrap();
    assert!(waits.contains(&Draw::Screen(PersonId(PYOTR))), "{waits:?}");
    assert!(!waits.contains(&Draw::Screen(PersonId(NINA))), "{waits:?}");
}
