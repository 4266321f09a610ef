//! How a batch gets into the tree: every leaf that it touches is looked up and copied once, and what
//! was there before, which the tally has to know, is found on the same way.

use std::sync::{Arc, MutexGuard, PoisonError};

use sled::{Db, IVec};

use super::count::Counting;
use super::{Sled, StoreError};
use crate::store::disk::Batch;
use crate::store::layout::{self, Head, MARKER, Tally, piece_key};

/// A change of the tree.
type Entry = (IVec, Option<IVec>);

/// What is known of the tree by who writes to it.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// What it holds.
    pub tally: Tally,
    /// How far [`Sled::count_on`] has come.
    pub counting: Counting,
}

/// A change of a pair.
type Change = (Vec<u8>, Option<Vec<u8>>);

/// The changes of a batch in the order of their keys, each key once.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<Change>);

impl Changes {
    pub fn of(batch: Batch) -> Self {
        let mut changes: Vec<_> = batch.into_iter().collect();
        changes.sort_by(|(one, _), (other, _)| one.cmp(other));
        // Of several the last: it takes the place of the one before it.
        changes.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        Changes(changes)
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What becomes of a key, if anything does.
    pub fn get(&self, key: &[u8]) -> Option<Option<&[u8]>> {
        let at = self.0.binary_search_by(|(other, _)| other.as_slice().cmp(key)).ok()?;
        self.0.get(at).map(|(_, value)| value.as_deref())
    }

    /// Those with `from <= key < to`.
    pub fn range(&self, from: &[u8], to: &[u8]) -> &[Change] {
        let place = |bound: &[u8]| self.0.partition_point(|(key, _)| key.as_slice() < bound);
        self.0.get(place(from)..place(to)).unwrap_or_default()
    }

    /// Its keys.
    pub fn keys(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|(key, _)| key.as_slice())
    }

    fn heads(&self) -> Vec<Entry> {
        let mut bytes = Vec::new();
        let mut packed = |lay: &dyn Fn(&mut Vec<u8>)| {
            bytes.clear();
            lay(&mut bytes);
            IVec::from(bytes.as_slice())
        };
        let entries = self.0.iter().map(|(key, value)| {
            let value = value.as_deref();
            let head = packed(&|bytes| layout::lay_head_key(key, bytes));
            (head, value.map(|value| packed(&|bytes| layout::lay_head(value, bytes))))
        });
        entries.collect()
    }

    /// Pieces of long values, and removal of those of former values that are left over.
    fn pieces(&self, former: &[Option<IVec>]) -> Vec<Entry> {
        let mut pieces = Vec::new();
        for ((key, value), former) in self.0.iter().zip(former) {
            let old = former.as_ref().and_then(|head| Head::read(head)).map_or(0, |h| h.pieces());
            let new = value.iter().flat_map(|value| layout::pieces(value));
            let mut count = 0;
            for (number, piece) in (0..).zip(new) {
                pieces.push((piece_key(key, number).into(), Some(piece.into())));
                count = number + 1;
            }
            pieces.extend((count..old).map(|number| (piece_key(key, number).into(), None)));
        }
        pieces.sort_by(|(one, _): &Entry, (other, _)| one.cmp(other));
        pieces
    }

    /// How many pairs more there are by each.
    fn more(&self, former: &[Option<IVec>]) -> Vec<i64> {
        let pairs = self.0.iter().zip(former);
        pairs.map(|((_, new), old)| i64::from(new.is_some()) - i64::from(old.is_some())).collect()
    }
}

impl Sled {
    /// Puts what is written into the tree, while others read. What is there is all there is to be as long
    /// as the guard is held.
    pub(super) fn tree(&self) -> Result<MutexGuard<'_, Tree>, StoreError> {
        let mut tree = self.tree.lock().unwrap_or_else(PoisonError::into_inner);
        // Also where nothing is to be put into it: nobody is to begin on what will never be durable.
        self.guarded(|_| Ok(()))?;
        let written = self.written.read().unwrap_or_else(PoisonError::into_inner).clone();
        if !written.is_empty() {
            let mut tally = tree.tally;
            let more = self.guarded(|db| self.apply(db, &written, &mut tally))?;
            tree.tally = tally;
            written.keys().zip(more).for_each(|(key, more)| tree.counting.change(key, more));
            *self.written.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        }
        Ok(tree)
    }

    /// Lets everybody read what these changes come to, once those before are in the tree.
    pub(super) fn let_read(&self, changes: Changes) -> Result<(), StoreError> {
        let _tree = self.tree()?;
        *self.written.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(changes);
        Ok(())
    }

    /// Applies all of it and one write more to `tally`. Gives how many pairs more there are at each key.
    fn apply(&self, db: &Db, changes: &Changes, tally: &mut Tally) -> Result<Vec<i64>, StoreError> {
        let mut more = Vec::new();
        let mut rounds = 0;
        let applied = db.apply_rounds(|former| {
            rounds += 1;
            Ok(match rounds {
                1 => changes.heads(),
                2 => {
                    more = changes.more(former);
                    tally.writes += 1;
                    tally.pairs = tally.pairs.saturating_add_signed(more.iter().sum());
                    // The marker comes before all pieces.
                    let marker = tally.seal().map_err(std::io::Error::from)?;
                    let mut last = vec![(IVec::from(MARKER), Some(IVec::from(marker)))];
                    last.extend(changes.pieces(former));
                    last
                }
                _ => Vec::new(),
            })
        });
        // Half of it may have been applied.
        applied.map_err(|error| self.stop(self.fault(error)))?;
        Ok(more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::Disk;

    #[test]
    fn a_store_that_has_stopped_takes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sled::open(folder.path()).unwrap();
        let mut batch = Batch::new();
        batch.put("key", "value");
        store.write(batch.clone()).unwrap();
        store.sync().unwrap();
        let tally = store.tally();
        store.stop(store.damaged("a sync failed"));
        for result in [store.write(batch), store.sync(), store.get(b"key").map(drop)] {
            let refused = result.unwrap_err();
            assert!(matches!(refused.downcast_ref(), Some(StoreError::Stopped(_))), "{refused}");
        }
        assert_eq!(store.tally(), tally);
    }

    #[test]
    fn of_several_changes_to_a_key_the_last_counts() {
        let mut batch = Batch::new();
        for (key, value) in [("b", "1"), ("a", "2"), ("b", "3"), ("c", "4"), ("b", "5")] {
            batch.put(key, value);
        }
        batch.delete("c");
        let changes = Changes::of(batch);
        let told =
            |(key, value): &(Vec<u8>, Option<Vec<u8>>)| (key[0], value.as_ref().map(|v| v[0]));
        let all: Vec<_> = changes.0.iter().map(told).collect();
        assert_eq!(all, [(b'a', Some(b'2')), (b'b', Some(b'5')), (b'c', None)]);
    }
}
