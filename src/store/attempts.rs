//! Attempts in the order in which they were saved, over all leads: for reports and exports.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::domain::lead::LeadId;
use crate::domain::record::Attempt;

use super::book::Book;
use super::disk::walk;
use super::keys::{attempt_key, key, signed};

/// So many index entries are read at a time.
const PAGE: usize = 512;

impl Book {
    /// Calls `visit` for every attempt saved at `from` or later and before `to`, the earliest
    /// first; within a millisecond by lead and number. However many there are, only a page of the
    /// index and one attempt are in memory. Attempts saved meanwhile may be visited or not.
    ///
    /// # Errors
    /// The first of `visit`'s, which ends it; the disk's, or damage.
    pub fn attempts_between(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        mut visit: impl FnMut(Attempt) -> Result<()>,
    ) -> Result<()> {
        let bound = |millis: i64| key(b't', &[&signed(millis)]);
        // The index knows milliseconds; the attempt says it more exactly.
        let end = bound(to.timestamp_millis().saturating_add(1));
        walk(self.disk(), &bound(from.timestamp_millis()), &end, PAGE, |key, _| {
            let (lead, number) = named(key).context("an index entry names no attempt")?;
            match self.read::<Attempt>(&attempt_key(lead, number))? {
                Some(attempt) if (from..to).contains(&attempt.at) => visit(attempt),
                // Removed since the page was read.
                _ => Ok(()),
            }
        })
    }
}

/// Lead and number at the end of a key of the index.
fn named(key: &[u8]) -> Option<(LeadId, u16)> {
    let (rest, number) = key.split_last_chunk::<2>()?;
    let (_, lead) = rest.split_last_chunk::<4>()?;
    Some((LeadId(u32::from_be_bytes(*lead)), u16::from_be_bytes(*number)))
}
