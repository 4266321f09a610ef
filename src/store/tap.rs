//! A disk that lets others hear what is written to it, and the copy of a whole disk that is made
//! while work goes on.
//!
//! # Why the copy is consistent
//!
//! [`Tap::copy`] begins to listen, then reads the keys page by page. After each page it hands out
//! first the pairs of that page, then all batches that were written since it last looked. Whoever
//! applies everything in the order in which it was handed out has the disk as it was at the last
//! look, [`Tap::copy`]'s end:
//!
//! - Every batch from the beginning to the last look is handed out, once, in the order in which the
//!   disk took it: writing a batch and noting it is one step, under one lock, and so is looking.
//! - A page is handed out before the batches that were written after it was read. So a page never
//!   puts back what a batch has changed: the batches that are already handed out were on the disk
//!   when the page was read, and are in it.
//! - Take any key. If a batch touched it since the beginning, the last thing handed out about it is
//!   either the last such batch, or a page that was read after that batch. Otherwise it is the page,
//!   which holds what the key had all the time, or nothing if there was no such key.
//!
//! What a page shows of a batch that has not been handed out yet (it was written while the walk was
//! between two looks) may be half of it, where the other half lies behind the walk. The batch comes
//! later and makes it whole.
//!
//! Memory is bounded: one page, and the batches written while it was read and handed out. If the
//! receiver is so slow that these grow beyond [`MOST`], the copy fails; turns never wait for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Result, ensure};
use thiserror::Error;

use super::disk::{Batch, Disk, MAX_KEY, Pair, after};

/// Bytes of batches that may wait for a copy.
pub const MOST: usize = 32 << 20;

/// So many pairs are read at a time: turns wait for no longer than that takes.
const PAGE: usize = 256;

/// How often a copy that waits looks whether it may begin.
const LOOK: Duration = Duration::from_millis(20);

/// A disk through which everything is written. Cheap to clone.
#[derive(Clone)]
pub struct Tap {
    disk: Arc<dyn Disk>,
    /// Held while a batch is written.
    ears: Arc<Mutex<Ears>>,
}

#[derive(Default)]
struct Ears {
    open: BTreeMap<u64, Heard>,
    next: u64,
    closed: bool,
    /// Nobody knows yet whether all is there: no copy is made.
    uncounted: bool,
}

/// What was written and not looked at.
#[derive(Default)]
struct Heard {
    batches: Vec<Batch>,
    bytes: usize,
    lost: bool,
}

/// The tap was closed while a copy was being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the program is ending")]
pub struct Closed;

/// How much a copy handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Pairs that were read from the disk.
    pub pairs: u64,
    /// Changes that were made meanwhile.
    pub changes: u64,
}

impl Tap {
    /// A tap on this disk. What is written past it is not heard.
    pub fn new(disk: Arc<dyn Disk>) -> Self {
        Tap { disk, ears: Arc::default() }
    }

    fn ears(&self) -> MutexGuard<'_, Ears> {
        // Every change under it is whole also after a panic of the disk.
        self.ears.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on copies wait for [`counted`](Self::counted): one of a store that has lost something
    /// would take the place of an older one that has it.
    pub fn is_being_counted(&self) {
        self.ears().uncounted = true;
    }

    /// All is there.
    pub fn counted(&self) {
        self.ears().uncounted = false;
    }

    /// Ends the copies that are being made, with an error, and lets nobody begin another.
    pub fn close(&self) {
        self.ears().closed = true;
    }

    /// Whether it was closed: the program is ending, and what takes long is to be given up.
    pub fn is_closed(&self) -> bool {
        self.ears().closed
    }

    fn wait_until_counted(&self) -> Result<()> {
        loop {
            let Ears { closed, uncounted, .. } = *self.ears();
            match (closed, uncounted) {
                (true, _) => return Err(Closed.into()),
                (false, true) => sleep(LOOK),
                (false, false) => return Ok(()),
            }
        }
    }

    /// Hands out everything that is on the disk, in the order of keys, and between the pairs the
    /// changes that are made meanwhile (no value: a removal). Applied in this order they give the
    /// disk as it is at the end of this call, at the latest.
    ///
    /// # Errors
    /// `give`'s; the disk's; more was written meanwhile than may wait; [`Closed`].
    pub fn copy(&self, mut give: impl FnMut(&[u8], Option<&[u8]>) -> Result<()>) -> Result<Copied> {
        self.wait_until_counted()?;
        let ear = Ear::open(self);
        let end = vec![u8::MAX; MAX_KEY + 1];
        let mut start = Vec::new();
        let mut copied = Copied::default();
        loop {
            let page = self.disk.range(&start, &end, PAGE)?;
            for (key, value) in &page {
                give(key, Some(value))?;
                copied.pairs += 1;
            }
            for batch in ear.look()? {
                for (key, value) in batch.iter() {
                    give(key, value)?;
                    copied.changes += 1;
                }
            }
            match page.last() {
                Some((key, _)) if page.len() == PAGE => start = after(key),
                _ => return Ok(copied),
            }
        }
    }
}

impl From<Arc<dyn Disk>> for Tap {
    fn from(disk: Arc<dyn Disk>) -> Self {
        Tap::new(disk)
    }
}

/// Somebody who listens, until it is dropped.
struct Ear<'a> {
    tap: &'a Tap,
    id: u64,
}

impl<'a> Ear<'a> {
    fn open(tap: &'a Tap) -> Self {
        let mut ears = tap.ears();
        let id = ears.next;
        ears.next += 1;
        ears.open.insert(id, Heard::default());
        Ear { tap, id }
    }

    /// What was written since the last look.
    fn look(&self) -> Result<Vec<Batch>> {
        let mut ears = self.tap.ears();
        if ears.closed {
            return Err(Closed.into());
        }
        let heard = ears.open.get_mut(&self.id).map(std::mem::take).unwrap_or_default();
        ensure!(!heard.lost, "more is written than the copy can take in: it is too slow");
        Ok(heard.batches)
    }
}

impl Drop for Ear<'_> {
    fn drop(&mut self) {
        self.tap.ears().open.remove(&self.id);
    }
}

impl Heard {
    fn note(&mut self, batch: &Batch) {
        self.bytes += batch.iter().map(|(k, v)| k.len() + v.map_or(0, <[u8]>::len)).sum::<usize>();
        if self.lost || self.bytes > MOST {
            *self = Heard { lost: true, ..Heard::default() };
        } else {
            self.batches.push(batch.clone());
        }
    }
}

impl Disk for Tap {
    fn keys(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Vec<u8>>> {
        self.disk.keys(from, to, limit)
    }

    fn has_room(&self) -> bool {
        self.disk.has_room()
    }

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
        // Held also while nobody listens: one who begins to must not miss a batch on its way.
        let mut ears = self.ears();
        if ears.open.is_empty() {
            return self.disk.write(batch);
        }
        self.disk.write(batch.clone())?;
        ears.open.values_mut().for_each(|heard| heard.note(&batch));
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        self.disk.sync()
    }

    fn size(&self) -> Result<u64> {
        self.disk.size()
    }
}
