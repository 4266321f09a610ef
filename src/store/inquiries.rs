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

    /// Hands over, in the order of time, the calls that came in and ended between two moments, the
    /// second excluded. Reads the index page by page.
    ///
    /// # Errors
    /// As [`Book::person`]; those of `each`.
    pub fn inquiries_between(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        mut each: impl FnMut(Inquiry) -> Result<()>,
    ) -> Result<()> {
        let bound = |millis: i64| key(b'T', &[&signed(millis)]);
        // The index knows milliseconds; the inquiry says it more exactly.
        let end = bound(to.timestamp_millis().saturating_add(1));
        walk(self.disk(), &bound(from.timestamp_millis()), &end, PAGE, |key, _| {
            match last_number(key).map(|id| self.inquiry(id)).transpose()?.flatten() {
                Some(inquiry) if (from..to).contains(&inquiry.ended) => each(inquiry),
                // Removed since the page was read.
                _ => Ok(()),
            }
        })
    }
}
