//! Backups: whole or refused, put back without losing what was there, and made before records of an
//! older version are touched.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "backup/exchange.rs"]
mod exchange;
#[path = "backup/figures.rs"]
mod figures;
#[path = "backup/format.rs"]
mod format;
#[path = "backup/old.rs"]
mod old;
#[path = "backup/restore.rs"]
mod restore;
#[path = "backup/sealed.rs"]
mod sealed;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use sufler::backup;
use sufler::store::disk::prefix_end;
use sufler::store::{Batch, Disk, Memory, Sled, Tap, schema};

type Pairs = BTreeMap<Vec<u8>, Vec<u8>>;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_348_800, 0).unwrap()
}

fn all(disk: &dyn Disk) -> Pairs {
    disk.range(&[], &prefix_end(&[]), usize::MAX).unwrap().into_iter().collect()
}

/// What a store in a folder holds.
fn inside(folder: &Path) -> Pairs {
    all(&Sled::open(folder).unwrap())
}

fn put(disk: &dyn Disk, key: &str, value: &[u8]) {
    let mut batch = Batch::new();
    batch.put(key, value);
    disk.write(batch).unwrap();
    disk.sync().unwrap();
}

/// A store of this version with some thousand records, one of them long.
fn filled(disk: Arc<dyn Disk>) -> Tap {
    schema::note(&*disk).unwrap();
    for number in 0..3_000u32 {
        Scarce(&*disk).fill(&format!("z{number}"), &number.to_be_bytes().repeat(9));
    }
    put(&*disk, "zlong", &[7; 300_000]);
    Tap::new(disk)
}

/// A disk that does not sync each time.
struct Scarce<'a>(&'a dyn Disk);

impl Scarce<'_> {
    fn fill(&self, key: &str, value: &[u8]) {
        let mut batch = Batch::new();
        batch.put(key, value);
        self.0.write(batch).unwrap();
    }
}

/// A backup of what is in memory.
fn backed_up() -> (Tap, Vec<u8>) {
    let tap = filled(Arc::new(Memory::new()));
    let (bytes, end) = backup::write(&tap, now(), Vec::new()).unwrap();
    assert_eq!((end.pairs, end.changes), (3_002, 0));
    (tap, bytes)
}
