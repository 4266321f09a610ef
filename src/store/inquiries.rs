//! Calls that came in, by number, by lead and by time.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::inquiry::Inquiry;
use crate::domain::lead::LeadId;

use super::book::Book;
use super::disk::walk;
use super::keys::{key, last_number, number_key, signed};

/// So many entries are read at a time.
const PAGE: usize = 1_000;

impl Book {
    /// A call that came in.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn inquiry(&self, id: u64) -> Result<Option<Inquiry>> {
        self.read(&number_key(b'I', id))
    }

    /// All calls that came in from a lead, by number.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn inquiries(&self, lead: LeadId) -> Result<Vec<Inquiry>> {
        let keys = self.pairs(&key(b'L', &[&lead.0.to_be_bytes()]), usize::MAX)?;
        let ids = keys.into_iter().filter_map(|(key, _)| last_number(&key));
        let found = ids.map(|id| self.inquiry(id));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The calls that came in and ended between two moments, the second excluded, by time: when each
    /// ended, to the millisecond, and its number. However many there are, only these are in memory.
    ///
    /// # Errors
    /// The disk's.
    pub fn ended_between(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<(DateTime<Utc>, u64)>> {
        let bound = |moment: DateTime<Utc>| key(b'T', &[&signed(moment.timestamp_millis())]);
        let mut ended = Vec::new();
        walk(self.disk(), &bound(from), &bound(to), PAGE, |key, _| {
            ended.extend(ended_at(key).zip(last_number(key)));
            Ok(())
        })?;
        Ok(ended)
    }
}

/// The moment in a key of the index.
fn ended_at(key: &[u8]) -> Option<DateTime<Utc>> {
    let millis = u64::from_be_bytes(key.get(1..9)?.try_into().ok()?) ^ (1 << 63);
    DateTime::from_timestamp_millis(millis as i64)
}
