//! A store of version 0.1 is backed up, then brought up to date; a crash in the middle does no harm.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Result;
use chrono::{DateTime, Utc};
use sufler::backup::restore::restore;
use sufler::backup::upgrade::upgrade;
use sufler::domain::record::{Attempt, Change};
use sufler::store::disk::Pair;
use sufler::store::schema::{self, NewerSchema, SCHEMA};
use sufler::store::{Batch, Book, Disk, Memory, Sled, Tap, envelope};

use crate::{Pairs, all, inside, now};

/// The records of version 0.1, without what was added since.
fn old_store(disk: &dyn Disk) -> Pairs {
    let mut batch = Batch::new();
    for line in include_str!("../fixtures/store/records_v1.txt").lines() {
        if line.starts_with(['#']) {
            continue;
        }
        let mut parts = line.splitn(4, ' ');
        let (_, key, head) = (parts.next(), unhex(parts.next().unwrap()), parts.next().unwrap());
        if b"pilfarosqynzdvk".contains(&key[0]) {
            batch.put(key, [&unhex(head), parts.next().unwrap().as_bytes()].concat());
        }
    }
    disk.write(batch).unwrap();
    disk.sync().unwrap();
    all(disk)
}

fn unhex(text: &str) -> Vec<u8> {
    let pairs = (0..text.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn by_time(disk: Arc<dyn Disk>) -> Vec<Attempt> {
    let mut found = Vec::new();
    let visit = |attempt| {
        found.push(attempt);
        Ok(())
    };
    Book::new(disk)
        .attempts_between(DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, visit)
        .unwrap();
    found
}

#[test]
fn a_store_of_the_first_version_is_backed_up_and_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let sled = Arc::new(Sled::open(&data).unwrap());
    let old = old_store(&*sled);
    assert!(old.keys().any(|key| key[0] == b'a'));
    let tap = Tap::new(sled.clone());
    assert_eq!(schema::find(&tap).unwrap(), Some(1));

    let done = upgrade(&tap, &data, now()).unwrap().unwrap();
    assert_eq!((done.from, done.records, done.unreadable), (1, 2, 0));
    assert_eq!(done.backup, data.join("backups/before-schema-3-20261122T120000Z.sufler"));
    assert_eq!(schema::find(&tap).unwrap(), Some(SCHEMA));
    assert_eq!(by_time(sled.clone()).len(), 1);
    let migrated = all(&tap);
    assert!(old.iter().all(|(key, value)| migrated.get(key) == Some(value)), "nothing is lost");
    assert_eq!(migrated.len(), old.len() + 6, "the index entries, the counts and the schema");
    assert_eq!(upgrade(&tap, &data, now()).unwrap(), None, "once");
    drop((tap, sled));

    // The way back, and forth again.
    let restored = restore(&done.backup, &data, None, now()).unwrap();
    assert!(restored.store.old);
    assert!(inside(&data) == old);
    let tap = Tap::new(Arc::new(Sled::open(&data).unwrap()));
    upgrade(&tap, &data, now() + chrono::Duration::seconds(5)).unwrap().unwrap();
    assert!(all(&tap) == migrated);
}

/// A disk that dies after so many writes.
struct Dying {
    disk: Memory,
    left: AtomicI64,
}

impl Disk for Dying {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        self.disk.get(key)
    }
    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.disk.range(from, to, limit)
    }
    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.disk.range_back(from, to, limit)
    }
    fn write(&self, batch: Batch) -> Result<()> {
        let left = self.left.fetch_sub(1, Ordering::Relaxed);
        anyhow::ensure!(left > 0, "power cut");
        self.disk.write(batch)
    }
    fn sync(&self) -> Result<()> {
        self.disk.sync()
    }
    fn size(&self) -> Result<u64> {
        self.disk.size()
    }
}

#[test]
fn a_crash_in_the_middle_of_it_does_no_harm() {
    let (attempt, _) = one_attempt();
    let disk = Arc::new(Dying { disk: Memory::new(), left: AtomicI64::new(0) });
    let mut batch = Batch::new();
    let book = Book::new(disk.clone());
    for number in 1..=3_500 {
        let attempt = Attempt { number, ..attempt.clone() };
        book.put(&mut batch, &[Change::Attempt(attempt)]).unwrap();
    }
    // The first version had no index by time.
    let old = batch.iter().filter(|(key, _)| key[0] != b't');
    let mut first = Batch::new();
    old.for_each(|(key, value)| first.put(key, value.unwrap()));
    disk.disk.write(first).unwrap();
    for writes in 0..5 {
        disk.left.store(writes, Ordering::Relaxed);
        assert!(schema::migrate(&*disk, 1).is_err());
        assert_eq!(schema::find(&*disk).unwrap(), Some(1), "{writes} writes");
    }
    disk.left.store(i64::MAX, Ordering::Relaxed);
    assert_eq!(schema::migrate(&*disk, 1).unwrap().records, 3_500);
    assert_eq!(schema::find(&*disk).unwrap(), Some(SCHEMA));
    assert_eq!(by_time(disk).len(), 3_500);
}

fn one_attempt() -> (Attempt, Pairs) {
    let disk = Arc::new(Memory::new());
    let pairs = old_store(&*disk);
    let (key, bytes) = pairs.iter().find(|(key, _)| key[0] == b'a').unwrap();
    (serde_json::from_slice(envelope::open(key, bytes).unwrap().body).unwrap(), pairs)
}

#[test]
fn a_damaged_attempt_does_not_keep_the_bot_from_starting() {
    let disk = Memory::new();
    old_store(&disk);
    let mut batch = Batch::new();
    batch.put([b'a', 0, 0, 0, 9, 0, 1], "nonsense");
    disk.write(batch).unwrap();
    let done = schema::migrate(&disk, 1).unwrap();
    assert_eq!((done.records, done.unreadable), (2, 1));
}

#[test]
fn a_new_store_has_nothing_to_be_backed_up_and_a_newer_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data: &Path = folder.path();
    let disk = Arc::new(Memory::new());
    let tap = Tap::new(disk.clone());
    assert_eq!(upgrade(&tap, data, now()).unwrap(), None);
    assert_eq!(schema::find(&tap).unwrap(), Some(SCHEMA));
    assert!(!data.join("backups").exists());

    let newer = schema::Schema { version: SCHEMA + 1 };
    let mut batch = Batch::new();
    batch.put("j", sufler::store::record::seal(b"j", &newer).unwrap());
    disk.write(batch).unwrap();
    let said = upgrade(&tap, data, now()).unwrap_err();
    assert_eq!(said.downcast_ref(), Some(&NewerSchema(SCHEMA + 1)));
}

#[test]
fn without_a_backup_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    // Where the folder of backups should be there is a file.
    std::fs::write(folder.path().join("backups"), "").unwrap();
    let disk = Arc::new(Memory::new());
    let old = old_store(&*disk);
    let said = upgrade(&Tap::new(disk.clone()), folder.path(), now()).unwrap_err();
    assert!(format!("{said:#}").contains("they have to be backed up"), "{said:#}");
    assert!(all(&*disk) == old);
}
