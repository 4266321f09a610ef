//! A disk that forgets: for tests, and for trying the product without a folder.

use std::collections::BTreeMap;
use std::sync::{PoisonError, RwLock};

use anyhow::Result;

use super::disk::{Batch, Disk, Pair};

/// Ordered bytes in memory. Keeps the contract of [`Disk`], except that nothing outlives it.
#[derive(Debug, Default)]
pub struct Memory {
    // No code under this lock can panic half-way through a change, so a poisoned lock is sound.
    pairs: RwLock<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl Memory {
    /// An empty disk.
    pub fn new() -> Self {
        Self::default()
    }

    fn collect(
        &self,
        from: &[u8],
        to: &[u8],
        take: impl FnOnce(&mut dyn DoubleEndedIterator<Item = Pair>) -> Vec<Pair>,
    ) -> Vec<Pair> {
        if from >= to {
            return Vec::new();
        }
        let pairs = self.pairs.read().unwrap_or_else(PoisonError::into_inner);
        let mut found =
            pairs.range(from.to_vec()..to.to_vec()).map(|(k, v)| (k.clone(), v.clone()));
        take(&mut found)
    }
}

impl Disk for Memory {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        let pairs = self.pairs.read().unwrap_or_else(PoisonError::into_inner);
        Ok(pairs.get(key).cloned())
    }

    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        Ok(self.collect(from, to, |found| found.take(limit).collect()))
    }

    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        Ok(self.collect(from, to, |found| found.rev().take(limit).collect()))
    }

    fn write(&self, batch: Batch) -> Result<()> {
        batch.check()?;
        let mut pairs = self.pairs.write().unwrap_or_else(PoisonError::into_inner);
        for (key, value) in batch {
            match value {
                Some(value) => pairs.insert(key, value),
                None => pairs.remove(&key),
            };
        }
        Ok(())
    }

    /// Nothing to do: memory is as durable as it will ever be.
    fn sync(&self) -> Result<()> {
        Ok(())
    }

    /// Bytes of all keys and values.
    fn size(&self) -> Result<u64> {
        let pairs = self.pairs.read().unwrap_or_else(PoisonError::into_inner);
        Ok(pairs.iter().map(|(key, value)| (key.len() + value.len()) as u64).sum())
    }
}
