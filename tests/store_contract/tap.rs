//! The copy of a whole disk while work goes on: applied in the order in which it was handed out, it
//! is the disk as it was at the end.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::Result;
use proptest::collection::vec;
use proptest::prelude::*;
use sufler::store::disk::{Pair, prefix_end};
use sufler::store::tap::MOST;
use sufler::store::{Batch, Disk, Memory, Sled, Tap};

type Pairs = BTreeMap<Vec<u8>, Vec<u8>>;
type Changes = Vec<(u16, Option<u8>)>;

fn all(disk: &dyn Disk) -> Pairs {
    disk.range(&[], &prefix_end(&[]), usize::MAX).unwrap().into_iter().collect()
}

/// What a copy comes to.
fn copy(tap: &Tap) -> Result<Pairs> {
    let mut pairs = Pairs::new();
    tap.copy(|key, value| {
        match value {
            Some(value) => pairs.insert(key.to_vec(), value.to_vec()),
            None => pairs.remove(key),
        };
        Ok(())
    })?;
    Ok(pairs)
}

/// A disk on which something happens before and after each page is read.
struct Restless {
    disk: Memory,
    tap: OnceLock<Tap>,
    coming: Mutex<Vec<Changes>>,
}

impl Restless {
    fn happen(&self) {
        let coming = self.coming.lock().unwrap().pop();
        if let (Some(changes), Some(tap)) = (coming, self.tap.get()) {
            tap.write(batch(&changes)).unwrap();
        }
    }
}

fn batch(changes: &[(u16, Option<u8>)]) -> Batch {
    let mut batch = Batch::new();
    for (key, value) in changes {
        match value {
            Some(value) => batch.put(key.to_be_bytes(), [*value]),
            None => batch.delete(key.to_be_bytes()),
        }
    }
    batch
}

impl Disk for Restless {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.disk.get(key)
    }
    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.happen();
        let page = self.disk.range(from, to, limit);
        self.happen();
        page
    }
    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.disk.range_back(from, to, limit)
    }
    fn write(&self, batch: Batch) -> Result<()> {
        self.disk.write(batch)
    }
    fn sync(&self) -> Result<()> {
        self.disk.sync()
    }
    fn size(&self) -> Result<u64> {
        self.disk.size()
    }
}

fn changes() -> impl Strategy<Value = Changes> {
    vec((0..1_500u16, prop::option::weighted(0.7, any::<u8>())), 0..200)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_copy_is_the_disk_at_its_end(before in vec(changes(), 0..12), during in vec(changes(), 0..12)) {
        let coming = Mutex::new(during);
        let disk = Arc::new(Restless { disk: Memory::new(), tap: OnceLock::new(), coming });
        for changes in before {
            disk.write(batch(&changes)).unwrap();
        }
        let tap = disk.tap.get_or_init(|| Tap::new(disk.clone()));
        // Everything that happens, happens before the last look: the end is the disk as it is then.
        prop_assert_eq!(copy(tap).unwrap(), all(&disk.disk));
    }
}

/// Four threads write while several copies are made. Every batch writes its number under one key at
/// each end of the order and under one that wanders in between, and removes another.
fn under_fire(disk: Arc<dyn Disk>) {
    let tap = Tap::new(disk);
    let number = Mutex::new(0u32);
    let state = |upto: u32| {
        let mut pairs = Pairs::new();
        for n in 1..=upto {
            let value = n.to_be_bytes().to_vec();
            pairs.insert(b"\0first".to_vec(), value.clone());
            pairs.insert(key(n), value.clone());
            pairs.remove(&key(n / 2));
            pairs.insert(b"\xfflast".to_vec(), value);
        }
        pairs
    };
    fn key(n: u32) -> Vec<u8> {
        // Neighbours in time are far from each other.
        [&b"k"[..], &(n.wrapping_mul(2_654_435_761) % 2_003).to_be_bytes()].concat()
    }
    let write = || {
        let mut number = number.lock().unwrap();
        *number += 1;
        let value = number.to_be_bytes();
        let mut batch = Batch::new();
        batch.put(b"\0first", value);
        batch.put(key(*number), value);
        batch.delete(key(*number / 2));
        batch.put(b"\xfflast", value);
        tap.write(batch).unwrap();
    };
    (0..2_000).for_each(|_| write());
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    write();
                }
            });
        }
        let _ends = Ends(&over);
        for _ in 0..6 {
            let begun = *number.lock().unwrap();
            let copied = copy(&tap).unwrap();
            let at = u32::from_be_bytes(copied[&b"\0first"[..]][..].try_into().unwrap());
            assert!(begun <= at && at <= *number.lock().unwrap(), "{begun} {at}");
            assert!(copied == state(at), "not the state after {at} batches");
        }
    });
}

/// Ends the threads also if the test fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn while_many_write_a_copy_is_one_moment() {
    under_fire(Arc::new(Memory::new()));
}

#[test]
fn while_many_write_a_copy_of_the_real_disk_is_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    under_fire(Arc::new(Sled::open(folder.path()).unwrap()));
}

#[test]
fn a_receiver_that_is_too_slow_fails_and_keeps_nobody_waiting() {
    let tap = Tap::new(Arc::new(Memory::new()));
    let long = vec![7; 1 << 20];
    let put = |key: &str| {
        let mut batch = Batch::new();
        batch.put(key, long.clone());
        tap.write(batch).unwrap();
    };
    put("a");
    let copied = tap.copy(|_, _| {
        (0..=MOST >> 20).for_each(|_| put("a"));
        Ok(())
    });
    assert!(copied.unwrap_err().to_string().contains("too slow"));
    assert_eq!(copy(&tap).unwrap().len(), 1, "the next one is another matter");
}

#[test]
fn a_closed_tap_still_writes_and_makes_no_more_copies() {
    let tap = Tap::new(Arc::new(Memory::new()));
    tap.write(batch(&[(1, Some(1))])).unwrap();
    tap.close();
    tap.write(batch(&[(2, Some(2))])).unwrap();
    assert!(copy(&tap).is_err());
    assert_eq!(all(&tap).len(), 2);
}
