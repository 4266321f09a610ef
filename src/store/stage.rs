//! A disk on which a group of turns is prepared: each turn sees what the ones before it changed,
//! and the disk below sees all of it as one batch, or nothing. What the group before it has changed is
//! on the disk below: [`Disk::write`] lets it be read at once, while it is still being made durable.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;

use super::disk::{Batch, Disk, Pair};

/// Changes over a disk that are not on it yet. Written by one thread; `sync` is the disk's.
pub struct Stage {
    disk: Arc<dyn Disk>,
    pending: Mutex<BTreeMap<Vec<u8>, Option<Vec<u8>>>>,
}

impl Stage {
    /// Nothing changed yet.
    pub fn new(disk: Arc<dyn Disk>) -> Self {
        Stage { disk, pending: Mutex::default() }
    }

    fn pending(&self) -> MutexGuard<'_, BTreeMap<Vec<u8>, Option<Vec<u8>>>> {
        // Every change of the map is one call: it is whole even where a thread died over it.
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing is prepared.
    pub fn is_empty(&self) -> bool {
        self.pending().is_empty()
    }

    /// Everything that is prepared, as one batch, taken out.
    pub fn take(&self) -> Batch {
        let mut batch = Batch::new();
        for (key, value) in std::mem::take(&mut *self.pending()) {
            match value {
                Some(value) => batch.put(key, value),
                None => batch.delete(key),
            }
        }
        batch
    }

    fn merged(&self, from: &[u8], to: &[u8], limit: usize, back: bool) -> Result<Vec<Pair>> {
        if from >= to {
            return Ok(Vec::new());
        }
        let pending = self.pending();
        let bounds = (Bound::Included(from), Bound::Excluded(to));
        let changed = pending.range::<[u8], _>(bounds);
        // Each removal hides at most one pair below. A new value stands in its pair's place.
        let hidden = changed.clone().filter(|(_, value)| value.is_none()).count();
        let below = limit.saturating_add(hidden);
        Ok(if back {
            let pairs = self.disk.range_back(from, to, below)?;
            merge(pairs, changed.rev(), limit, |key, other| key > other)
        } else {
            let pairs = self.disk.range(from, to, below)?;
            merge(pairs, changed, limit, |key, other| key < other)
        })
    }
}

/// Pairs with the changes over them, at most `limit`. Both come in the order in which `before` puts
/// their keys.
fn merge<'a>(
    pairs: Vec<Pair>,
    changes: impl Iterator<Item = (&'a Vec<u8>, &'a Option<Vec<u8>>)>,
    limit: usize,
    before: impl Fn(&[u8], &[u8]) -> bool,
) -> Vec<Pair> {
    let mut pairs = pairs.into_iter().peekable();
    let mut changes = changes.peekable();
    let mut merged = Vec::new();
    while merged.len() < limit {
        let unchanged =
            pairs.next_if(|(key, _)| changes.peek().is_none_or(|(other, _)| before(key, other)));
        if unchanged.is_some() {
            merged.extend(unchanged);
            continue;
        }
        let Some((key, value)) = changes.next() else { break };
        pairs.next_if(|(former, _)| former == key);
        merged.extend(value.as_ref().map(|value| (key.clone(), value.clone())));
    }
    merged
}

impl Disk for Stage {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        match self.pending().get(key) {
            Some(value) => Ok(value.clone()),
            None => self.disk.get(key),
        }
    }

    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.merged(from, to, limit, false)
    }

    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.merged(from, to, limit, true)
    }

    fn write(&self, batch: Batch) -> Result<()> {
        batch.check()?;
        self.pending().extend(batch);
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        self.disk.sync()
    }

    fn size(&self) -> Result<u64> {
        self.disk.size()
    }
}
