//! What our changes of sled promise of a batch: all of it or nothing also where it breaks off, and that
//! who waits for it beside the one who applies it is not left waiting.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use rand::RngExt;
use sled::{Config, Db, Error, IVec};

type Changes = Vec<(IVec, Option<IVec>)>;

/// More than fits into one buffer.
const MANY: u32 = 400;

/// The store; one that was just dropped lets go of its lock a little later.
fn open(folder: &Path) -> Db {
    let tries = (0..500).find_map(|_| {
        let opened = Config::new().path(folder).flush_every_ms(None).open();
        opened.inspect_err(|_| std::thread::sleep(Duration::from_millis(20))).ok()
    });
    tries.expect("the store opens")
}

fn changes(count: u32, value: u8) -> Changes {
    let change = |key: u32| (IVec::from(&key.to_be_bytes()), Some(IVec::from(vec![value; 4_000])));
    (0..count).map(change).collect()
}

fn breaks_off(how: fn() -> Result<Changes, Error>) {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path());
    db.insert("before", "whole").unwrap();
    db.flush().unwrap();
    let mut round = 0;
    let applied = catch_unwind(AssertUnwindSafe(|| {
        db.apply_rounds(|_| {
            round += 1;
            if round == 1 { Ok(changes(MANY, 1)) } else { how() }
        })
    }));
    assert!(!matches!(applied, Ok(Ok(()))));
    assert!(db.flush().is_err(), "somebody else may be waiting for what came before");
    drop(db);
    let db = open(folder.path());
    let keys: Vec<_> = db.iter().keys().map(Result::unwrap).collect();
    assert_eq!(keys, ["before"]);
}

#[test]
fn of_a_batch_that_fails_half_way_nothing_is_there() {
    breaks_off(|| Err(Error::Unsupported("it fails".into())));
}

#[test]
fn of_a_batch_that_panics_half_way_nothing_is_there() {
    breaks_off(|| panic!("it panics"));
}

#[test]
fn who_syncs_while_a_batch_is_applied_does_not_need_another_sync() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path());
    let (begun, begins) = channel();
    let (synced, syncs) = channel();
    let other = db.clone();
    std::thread::spawn(move || {
        begins.recv().unwrap();
        synced.send(other.flush().map(drop)).unwrap();
    });
    let mut round = 0;
    let applied = db.apply_rounds(|_| {
        round += 1;
        if round == 2 {
            begun.send(()).unwrap();
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(if round < 3 { changes(5, round) } else { Vec::new() })
    });
    applied.unwrap();
    syncs.recv_timeout(Duration::from_secs(20)).expect("the batch is applied").unwrap();
}

/// Pages do not stay in memory, and each batch needs those that somebody else has written just as it began.
#[test]
fn a_batch_does_not_wait_for_what_is_written_with_its_beginning() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config::new().path(folder.path()).flush_every_ms(None).cache_capacity(16 << 10);
    let db = config.open().unwrap();
    let key = |number: u32| IVec::from(&number.to_be_bytes());
    let begun = Instant::now();
    let goes_on = move || begun.elapsed() < Duration::from_secs(3);
    let (over, ends) = channel();
    let (one, other) = (over, db.clone());
    let batches = std::thread::spawn(move || {
        for value in 0u64.. {
            let value = IVec::from(value.to_be_bytes().repeat(50));
            let mut all = Some((0..1_000).map(|n| (key(n), Some(value.clone()))).collect());
            other.apply_rounds(|_| Ok(all.take().unwrap_or_default())).unwrap();
            if !goes_on() {
                break;
            }
        }
        one.send(()).unwrap();
    });
    std::thread::spawn(move || {
        while goes_on() {
            let number = rand::rng().random_range(0..1_000);
            db.insert(key(number), vec![7; 400]).unwrap();
        }
    });
    ends.recv_timeout(Duration::from_secs(30)).expect("batches go on");
    batches.join().unwrap();
}

/// The last leaf is split all the time, and its left part often once more at once; what is looked for lies
/// in the right one, under a key that is shorter than what all keys of the left one begin with.
#[test]
fn a_short_key_is_looked_for_while_the_leaf_before_it_is_split() {
    let folder = tempfile::tempdir().unwrap();
    let db = open(folder.path());
    db.insert("a", "below").unwrap();
    let key = |number: u32| IVec::from([b"d".repeat(8), number.to_be_bytes().to_vec()].concat());
    let begun = Instant::now();
    let goes_on = || begun.elapsed() < Duration::from_secs(5);
    std::thread::scope(|threads| {
        for _ in 0..2 {
            threads.spawn(|| {
                while goes_on() {
                    assert!(db.look(b"e", |value| value.is_none()).unwrap());
                }
            });
        }
        let mut dice = rand::rng();
        let mut number = 0;
        while goes_on() {
            let mut changes = BTreeMap::new();
            for _ in 0..dice.random_range(1..9) {
                let len = if dice.random_ratio(1, 3) { 400 } else { 60 };
                changes.insert(key(number), Some(IVec::from(vec![1; len])));
                number += 1;
            }
            for _ in 0..dice.random_range(0..4) {
                let long = vec![2; dice.random_range(500..4_000)];
                let back = dice.random_range(1..=number.min(40));
                changes.insert(key(number - back), Some(IVec::from(long)));
            }
            let mut changes = Some(changes.into_iter().collect());
            db.apply_rounds(|_| Ok(changes.take().unwrap_or_default())).unwrap();
        }
    });
}
