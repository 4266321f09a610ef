//! The audit trail on the disk: entries are added at its end and nowhere else.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::domain::audit::{Audit, Done, hash};
use crate::domain::lead::LeadId;

use super::book::Book;
use super::disk::{Batch, after, prefix_end};
use super::envelope;
use super::keys::{key, last_number, number_key, told_key};
use super::record::{open, seal};

/// Where the end of the trail is noted.
pub(super) const HEAD: &[u8] = b"e";

/// The end of the trail: with it the next entry is chained, and one that is missing there is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the last entry; 0 before the first.
    pub number: u64,
    /// Its hash.
    pub hash: String,
}

impl Default for Head {
    fn default() -> Self {
        Head { number: 0, hash: hash(&[]) }
    }
}

impl Book {
    /// The end of the trail, as it is with what a batch adds.
    fn head(&self, batch: &Batch) -> Result<Head> {
        let added = batch.iter().filter(|(key, _)| *key == HEAD).last();
        match added.and_then(|(_, value)| value) {
            Some(bytes) => open(HEAD, bytes),
            None => Ok(self.read(HEAD)?.unwrap_or_default()),
        }
    }

    /// Adds entries at the end of the trail.
    pub(super) fn put_trail<'a>(
        &self,
        batch: &mut Batch,
        done: impl Iterator<Item = &'a Done>,
    ) -> Result<()> {
        let mut done = done.peekable();
        if done.peek().is_none() {
            return Ok(());
        }
        let mut head = self.head(batch)?;
        for done in done {
            let number = head.number + 1;
            let entry = Audit { number, done: done.clone(), before: head.hash };
            let key = number_key(b'e', number);
            let sealed = seal(&key, &entry)?;
            head = Head { number, hash: hash(envelope::open(&key, &sealed)?.body) };
            batch.put(key, sealed);
            if let Some(lead) = done.deed.lead() {
                batch.put(told_key(lead, number), Vec::new());
            }
        }
        batch.put(HEAD, seal(HEAD, &head)?);
        Ok(())
    }

    /// Entries of the trail, or of one lead's part of it: those with numbers up to `upto`, newest
    /// first.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn audit(&self, lead: Option<LeadId>, upto: u64, limit: usize) -> Result<Vec<Audit>> {
        let (from, to) = match lead {
            None => (number_key(b'e', 0), after(&number_key(b'e', upto))),
            Some(lead) => (told_key(lead, 0), after(&told_key(lead, upto))),
        };
        let pairs = self.disk().range_back(&from, &to, limit)?;
        let entry = |(key, bytes): (Vec<u8>, Vec<u8>)| -> Result<Option<Audit>> {
            match lead {
                None => open(&key, &bytes).map(Some),
                Some(_) => self.read(&number_key(b'e', last_number(&key).unwrap_or_default())),
            }
        };
        let found: Result<Vec<Option<Audit>>> = pairs.into_iter().map(entry).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    /// Where a page of the trail begins that ends right after `after`: the number of the entry that
    /// is `limit` newer, or of the newest. None: nothing is newer.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn audit_newer(
        &self,
        lead: Option<LeadId>,
        after: u64,
        limit: usize,
    ) -> Result<Option<u64>> {
        let next = after.saturating_add(1);
        let (from, to) = match lead {
            None => (number_key(b'e', next), prefix_end(HEAD)),
            Some(lead) => (told_key(lead, next), prefix_end(&key(b'b', &[&lead.0.to_be_bytes()]))),
        };
        let pairs = self.disk().range(&from, &to, limit)?;
        Ok(pairs.last().and_then(|(key, _)| last_number(key)))
    }
}
