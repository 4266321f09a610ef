//! The audit trail on the disk: entries are added at its end and nowhere else.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::domain::audit::{Audit, Done, hash};
use crate::domain::lead::LeadId;

use super::book::Book;
use super::disk::{Batch, after, prefix_end};
use super::envelope;
use super::keys::{last_number, number_key, told_key};
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

/// A list of numbers as it is stored: eight bytes each.
pub(super) fn numbers(bytes: &[u8]) -> Vec<u64> {
    let (numbers, _) = bytes.as_chunks::<8>();
    numbers.iter().map(|number| u64::from_be_bytes(*number)).collect()
}

impl Book {
    /// A value as it is with what a batch changes; a `fresh` one is not on the disk yet.
    fn with(&self, batch: &Batch, key: &[u8], fresh: bool) -> Result<Option<Vec<u8>>> {
        match batch.iter().rfind(|(own, _)| *own == key) {
            Some((_, value)) => Ok(value.map(<[u8]>::to_vec)),
            None if fresh => Ok(None),
            None => self.disk().get(key),
        }
    }

    /// The end of the trail, as it is with what a batch adds.
    fn head(&self, batch: &Batch) -> Result<Head> {
        let bytes = self.with(batch, HEAD, false)?;
        bytes.map_or_else(|| Ok(Head::default()), |bytes| open(HEAD, &bytes))
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
        let mut told: BTreeMap<LeadId, Vec<u64>> = BTreeMap::new();
        for done in done {
            let number = head.number + 1;
            let entry = Audit { number, done: done.clone(), before: head.hash };
            let key = number_key(b'e', number);
            let sealed = seal(&key, &entry)?;
            head = Head { number, hash: hash(envelope::open(&key, &sealed)?.body) };
            batch.put(key, sealed);
            if let Some(lead) = done.deed.lead() {
                told.entry(lead).or_default().push(number);
            }
        }
        for (lead, numbers) in told {
            let key = told_key(lead);
            // Nothing was told yet of a lead that this turn enters.
            let mut list = self.with(batch, &key, self.is_new(lead))?.unwrap_or_default();
            list.extend(numbers.into_iter().flat_map(u64::to_be_bytes));
            batch.put(key, list);
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
        if let Some(lead) = lead {
            let newest = self.told(lead)?.into_iter().rev().filter(|number| *number <= upto);
            let entries = newest.take(limit).map(|number| self.read(&number_key(b'e', number)));
            return Ok(entries
                .collect::<Result<Vec<Option<Audit>>>>()?
                .into_iter()
                .flatten()
                .collect());
        }
        let to = after(&number_key(b'e', upto));
        let pairs = self.disk().range_back(&number_key(b'e', 0), &to, limit)?;
        pairs.iter().map(|(key, bytes)| open(key, bytes)).collect()
    }

    /// The numbers of the entries about a lead, oldest first.
    fn told(&self, lead: LeadId) -> Result<Vec<u64>> {
        Ok(numbers(&self.disk().get(&told_key(lead))?.unwrap_or_default()))
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
        if let Some(lead) = lead {
            let newer = self.told(lead)?.into_iter().filter(|number| *number > after);
            return Ok(newer.take(limit).last());
        }
        let next = number_key(b'e', after.saturating_add(1));
        let pairs = self.disk().range(&next, &prefix_end(HEAD), limit)?;
        Ok(pairs.last().and_then(|(key, _)| last_number(key)))
    }
}
