//! Counts what a store holds, a page at a time, while work goes on.
//!
//! Sled may lose a page in the middle of its file without a word: the number of pairs tells. To count
//! ten million takes ten seconds, and nobody is to wait for that at a start; so the count goes on beside
//! the work. What is written meanwhile behind the place that it has come to is added to it, so that at
//! the end it is held against what should be there at that moment.

use sled::IVec;

use crate::store::layout::{self, Tally, head_key};

use super::write::Tree;
use super::{Sled, StoreError};

/// How far a count has come.
#[derive(Debug, Default)]
pub(super) struct Counting {
    /// All before this key in the tree is counted.
    next: Vec<u8>,
    /// So many pairs were found there.
    found: u64,
}

impl Counting {
    /// Notes that there are so many pairs more at `key`.
    pub fn change(&mut self, key: &[u8], more: i64) {
        if more != 0 && !self.next.is_empty() && head_key(key) < self.next {
            self.found = self.found.saturating_add_signed(more);
        }
    }
}

impl Sled {
    /// Counts on, `most` pairs at a time. Gives what the store holds once all are counted and none is
    /// missing. Contents are for the reader of envelopes to check.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with both numbers, after which the store refuses everything; a fault of
    /// reading.
    pub fn count_on(&self, most: usize) -> Result<Option<Tally>, StoreError> {
        let mut tree = self.tree()?;
        let Tree { tally, counting } = &mut *tree;
        let start = counting.next.clone().max(head_key(b""));
        let most = most.max(1) as u64;
        let (mut page, mut last) = (0, None);
        self.guarded(|db| {
            let count = |prefix: &[u8], rest: &[u8], _: &IVec| {
                page += 1;
                if page == most {
                    last = Some([prefix, rest, &[0]].concat());
                }
                page < most
            };
            db.scan(&start, &layout::heads_end(), false, count).map_err(|error| self.fault(error))
        })?;
        counting.found += page;
        if let Some(last) = last {
            counting.next = last;
            return Ok(None);
        }
        let found = std::mem::take(counting).found;
        if found == tally.pairs {
            return Ok(Some(*tally));
        }
        let expected = tally.pairs;
        let why = format!("it has {found} records and should have {expected}");
        Err(self.stop(self.damaged(why)))
    }
}
