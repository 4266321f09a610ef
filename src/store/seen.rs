//! Which updates a turn was made of. Telegram counts them one by one, so that those of a block are one
//! pair: what the store holds in memory grows with the number of its pairs.

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::book::Book;
use super::disk::{Batch, prefix_end};
use super::keys::{key, seen_key, signed};
use super::memo::once;

/// 64 updates in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenBlock {
    /// When the last of these turns was made, in milliseconds since 1970 (UTC).
    pub newest: i64,
    /// A bit for each update that was seen, the lowest for the first.
    pub seen: u64,
}

impl SeenBlock {
    /// The block that an update belongs to.
    pub fn of(update: i64) -> i64 {
        update >> 6
    }

    /// Where in its block an update stands.
    pub fn bit(update: i64) -> u64 {
        1 << (update & 63)
    }

    /// The updates of block `number` that were seen.
    pub fn updates(self, number: i64) -> impl Iterator<Item = i64> {
        (0..64)
            .filter(move |place| self.seen >> place & 1 == 1)
            .map(move |place| number << 6 | place)
    }

    /// A block as it is stored; none if it is none.
    pub fn read(bytes: &[u8]) -> Option<SeenBlock> {
        let (newest, seen) = bytes.split_first_chunk::<8>()?;
        let seen = u64::from_be_bytes(seen.try_into().ok()?);
        Some(SeenBlock { newest: i64::from_be_bytes(*newest), seen })
    }

    /// As it is stored.
    pub fn bytes(self) -> Vec<u8> {
        [self.newest.to_be_bytes(), self.seen.to_be_bytes()].concat()
    }
}

impl Book {
    /// Whether a turn was made of this update, whichever version noted it.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn seen(&self, update: i64) -> Result<bool> {
        let old = || Ok(self.disk().get(&key(b'u', &[&signed(update)]))?.is_some());
        if self.seen_in_block(update)? { Ok(true) } else { old() }
    }

    /// Whether this version noted that a turn was made of this update.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn seen_in_block(&self, update: i64) -> Result<bool> {
        Ok(self.seen_block(update)?.seen & SeenBlock::bit(update) != 0)
    }

    /// The block of an update; an empty one if there is none.
    pub(super) fn seen_block(&self, update: i64) -> Result<SeenBlock> {
        once(self.memo().map(|memo| &memo.seen), SeenBlock::of(update), || {
            let block = self.disk().get(&seen_key(update))?;
            Ok(block.and_then(|bytes| SeenBlock::read(&bytes)).unwrap_or_default())
        })
    }

    /// Whether a former version noted any update. This one adds none.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn has_seen_before(&self) -> Result<bool> {
        Ok(!self.disk().keys(b"u", &prefix_end(b"u"), 1)?.is_empty())
    }

    /// Notes that a turn was made of an update.
    ///
    /// # Errors
    /// The disk's.
    pub fn put_seen(&self, batch: &mut Batch, update: i64, now: DateTime<Utc>) -> Result<()> {
        let mut block = self.seen_block(update)?;
        block.newest = block.newest.max(now.timestamp_millis());
        block.seen |= SeenBlock::bit(update);
        batch.put(seen_key(update), block.bytes());
        Ok(())
    }

    /// Forgets updates that were seen before `before`, at most `limit` blocks of them; returns how
    /// many updates. Those of a block go together.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn forget_seen(
        &self,
        batch: &mut Batch,
        before: DateTime<Utc>,
        limit: usize,
    ) -> Result<usize> {
        let before = before.timestamp_millis();
        let mut count = 0;
        for (key, value) in self.pairs(b"g", limit)? {
            if let Some(block) = SeenBlock::read(&value).filter(|block| block.newest < before) {
                count += block.seen.count_ones() as usize;
                batch.delete(key);
            }
        }
        // What a former version noted, one by one.
        let old = |value: &[u8]| value.try_into().is_ok_and(|v| i64::from_be_bytes(v) < before);
        for (key, value) in self.pairs(b"u", limit)? {
            if old(&value) {
                count += 1;
                batch.delete(key);
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_stored_and_tells_its_updates() {
        for update in [0, 63, 64, 731_000_001, -1, -64, -65, i64::MAX, i64::MIN] {
            let block = SeenBlock { newest: -5, seen: SeenBlock::bit(update) };
            assert_eq!(SeenBlock::read(&block.bytes()), Some(block));
            assert_eq!(block.updates(SeenBlock::of(update)).collect::<Vec<_>>(), [update]);
        }
        assert_eq!(SeenBlock::read(b"late"), None);
    }
}
