//! Which records a store has beside each other: its schema. Records themselves carry versions of
//! their own (see [`record`](super::record)); the schema is about what must be there together.
//!
//! | schema | what |
//! |---|---|
//! | 1 | Sufler 0.1; such a store does not say it |
//! | 2 | every attempt is in the index of attempts by time, `t` |
//! | 3 | every unforeseen answer is counted with those like it, `G`, `S`, `V`, `Y` |
//!
//! A step from one schema to the next may be cut short by a crash and is then made again from its
//! beginning; that the store has the next schema is written last.

use anyhow::Result;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::domain::record::Attempt;

use super::disk::{Batch, Disk, prefix_end, walk};
use super::keys::{key, time_key};
use super::record::{open, seal};

/// The schema that this program reads and writes.
pub const SCHEMA: u32 = 3;

/// So many pairs are read and written at a time.
const PAGE: usize = 1_000;

/// The schema of a store, as it is kept in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// The number.
    pub version: u32,
}

/// Why the records of a store cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the data have schema {0}, this program knows schemas up to {SCHEMA}: a newer Sufler wrote \
     them, use that one"
)]
pub struct NewerSchema(pub u32);

/// What the steps have done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Migrated {
    /// Records that are in order now.
    pub records: u64,
    /// Records that do not read, and were left as they are.
    pub unreadable: u64,
}

/// Where the schema is kept.
pub(super) fn schema_key() -> Vec<u8> {
    key(b'j', &[])
}

/// The schema of a store; none if it is empty.
///
/// # Errors
/// [`NewerSchema`]; the disk's, or damage.
pub fn find(disk: &dyn Disk) -> Result<Option<u32>> {
    let found = match disk.get(&schema_key())? {
        Some(bytes) => open::<Schema>(&schema_key(), &bytes)?.version,
        None if disk.range(&[], &prefix_end(&[]), 1)?.is_empty() => return Ok(None),
        None => 1,
    };
    if found > SCHEMA { Err(NewerSchema(found).into()) } else { Ok(Some(found)) }
}

/// Writes down, durably, that the store has the schema of this program.
///
/// # Errors
/// The disk's.
pub fn note(disk: &dyn Disk) -> Result<()> {
    let mut batch = Batch::new();
    batch.put(schema_key(), seal(&schema_key(), &Schema { version: SCHEMA })?);
    disk.sync()?;
    disk.write(batch)?;
    disk.sync()
}

/// Makes a store of the schema `from` one of this program's.
///
/// # Errors
/// The disk's. The store can be migrated again.
pub fn migrate(disk: &dyn Disk, from: u32) -> Result<Migrated> {
    let mut done = Migrated::default();
    if from < 2 {
        index_by_time(disk, &mut done)?;
    }
    if from < 3 {
        let (records, unreadable) = super::heard::count_all(disk)?;
        done.records += records;
        done.unreadable += unreadable;
    }
    note(disk)?;
    Ok(done)
}

fn index_by_time(disk: &dyn Disk, done: &mut Migrated) -> Result<()> {
    let mut batch = Batch::new();
    walk(disk, b"a", &prefix_end(b"a"), PAGE, |key, bytes| {
        match open::<Attempt>(key, bytes) {
            Ok(attempt) => {
                batch.put(time_key(&attempt), Vec::new());
                done.records += 1;
            }
            Err(_) => done.unreadable += 1,
        }
        if batch.len() >= PAGE { disk.write(std::mem::take(&mut batch)) } else { Ok(()) }
    })?;
    disk.write(batch)
}
