//! How a batch gets into the tree: every leaf that it touches is looked up and copied once, and what
//! was there before, which the tally has to know, is found on the same way.

use sled::{Db, IVec};

use super::{Sled, StoreError};
use crate::store::disk::Batch;
use crate::store::layout::{self, Head, MARKER, Tally, piece_key};

/// A change of the tree.
type Entry = (IVec, Option<IVec>);

/// The changes of a batch in the order of their keys, each key once.
pub(super) struct Changes(Vec<(Vec<u8>, Option<Vec<u8>>)>);

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
    /// Applies all of it and one write more to `tally`. Gives how many pairs more there are at each key.
    pub(super) fn apply(
        &self,
        db: &Db,
        changes: &Changes,
        tally: &mut Tally,
    ) -> Result<Vec<i64>, StoreError> {
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
