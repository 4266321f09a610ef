//! Reads. A batch that is written waits in memory to be put into the tree, which the next sync does; here it
//! hides what the tree has under the same keys, from the call that wrote it until the tree holds all of
//! it. So nobody who reads waits while a batch is put into the tree, however long it is, and yet a read sees
//! it entirely or not at all: what of it is in the tree already, or only in part, is never looked at.

use std::cmp::Ordering;
use std::sync::{Arc, PoisonError, RwLockReadGuard};

use sled::{Db, IVec};

use super::write::Changes;
use super::{Sled, StoreError};
use crate::store::disk::Pair;
use crate::store::layout::{Head, head_key, own_key, piece_key};

/// Where the value of a pair is.
pub(super) enum Found<'a> {
    /// Not in the tree yet.
    Written(&'a [u8]),
    /// This is its head in the tree.
    InTree(&'a [u8]),
}

impl Sled {
    /// What is written and not entirely in the tree. While this is held nothing else is written, and nothing
    /// of it is taken away: a call is one whole.
    fn written(&self) -> RwLockReadGuard<'_, Arc<Changes>> {
        self.written.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value under a key.
    pub(super) fn value(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        let written = self.written();
        self.guarded(|db| {
            if let Some(change) = written.get(key) {
                return Ok(change.map(<[u8]>::to_vec));
            }
            let value =
                |head: Option<&IVec>| head.map(|head| self.assemble(db, key, head)).transpose();
            db.look(&head_key(key), value).map_err(|e| self.fault(e))?
        })
    }

    /// What `make` makes of all pairs with `from <= key < to`, at most `limit`, the last one first if it
    /// goes `back`.
    pub(super) fn walk<T>(
        &self,
        (from, to): (&[u8], &[u8]),
        limit: usize,
        back: bool,
        make: impl Fn(&Db, &[u8], Found<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        if from >= to || limit == 0 {
            return Ok(Vec::new());
        }
        let written = self.written();
        self.guarded(|db| {
            let mut changes = written.range(from, to).iter();
            let mut next = || if back { changes.next_back() } else { changes.next() };
            let mut change = next();
            let mut found = Vec::new();
            // Says whether there is room for more.
            let mut pair = |key: &[u8], head: &IVec| {
                while let Some((changed, value)) = change {
                    let order = changed.as_slice().cmp(key);
                    let order = if back { order.reverse() } else { order };
                    if order == Ordering::Greater {
                        break;
                    }
                    if let Some(value) = value {
                        found.push(make(db, changed, Found::Written(value))?);
                    }
                    change = next();
                    if order == Ordering::Equal || found.len() == limit {
                        return Ok(found.len() < limit);
                    }
                }
                found.push(make(db, key, Found::InTree(head))?);
                Ok(found.len() < limit)
            };
            let (mut raw, mut failed) = (Vec::new(), Ok(()));
            let visited = db.scan(&head_key(from), &head_key(to), back, |start, rest, head| {
                raw.clear();
                raw.extend_from_slice(start);
                raw.extend_from_slice(rest);
                pair(own_key(&raw), head).unwrap_or_else(|error| {
                    failed = Err(error);
                    false
                })
            });
            visited.map_err(|error| self.fault(error))?;
            failed?;
            while let Some((key, value)) = change.filter(|_| found.len() < limit) {
                if let Some(value) = value {
                    found.push(make(db, key, Found::Written(value))?);
                }
                change = next();
            }
            Ok(found)
        })
    }

    /// A pair, wherever its value is.
    pub(super) fn pair(&self, db: &Db, key: &[u8], found: Found<'_>) -> Result<Pair, StoreError> {
        let value = match found {
            Found::Written(value) => value.to_vec(),
            Found::InTree(head) => self.assemble(db, key, head)?,
        };
        Ok((key.to_vec(), value))
    }

    /// The value of `key`, of which `bytes` is the head in the tree.
    fn assemble(&self, db: &Db, key: &[u8], bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
        let head = Head::read(bytes).ok_or_else(|| self.damaged("a record has no head"))?;
        let len = match head {
            Head::Whole(value) => return Ok(value.to_vec()),
            Head::Cut(len) => len,
        };
        let mut value = Vec::with_capacity(len);
        for number in 0..head.pieces() {
            let piece = db.get(piece_key(key, number)).map_err(|e| self.fault(e))?;
            value.extend_from_slice(&piece.unwrap_or_default());
        }
        if value.len() == len {
            Ok(value)
        } else {
            Err(self.damaged(format!("a record has {} bytes instead of {len}", value.len())))
        }
    }
}
