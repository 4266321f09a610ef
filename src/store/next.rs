//! Numbers that come next: the one behind the last record of its kind.

use anyhow::Result;

use crate::domain::lead::LeadId;
use crate::domain::record::Counter;

use super::book::Book;
use super::disk::prefix_end;
use super::memo::is_free;

impl Book {
    /// The number that comes next.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn next(&self, counter: Counter) -> Result<u64> {
        let prefix: u8 = match counter {
            Counter::Lead => b'l',
            Counter::Recall => b'r',
            Counter::Request => b'q',
            Counter::Notice => b'n',
            Counter::Answer => b's',
            Counter::Message => b'M',
            Counter::Inquiry => b'I',
            Counter::Offer => b'O',
            Counter::Lesson => b'K',
        };
        let last = self.disk().range_back(&[prefix], &prefix_end(&[prefix]), 1)?;
        let number = last.first().map_or(0, |(key, _)| {
            key.iter().skip(1).fold(0u64, |number, byte| (number << 8) | u64::from(*byte))
        });
        let next = number + 1;
        let known = self.memo().and_then(|memo| match counter {
            Counter::Lead => Some(&memo.next_lead),
            Counter::Recall => Some(&memo.next_recall),
            _ => None,
        });
        if let Some(known) = known {
            let _ = known.set(next);
        }
        Ok(next)
    }

    /// Whether a lead has a number that was not given yet: there is nothing about it.
    pub(super) fn is_new(&self, id: LeadId) -> bool {
        is_free(self.memo().map(|memo| &memo.next_lead), id.0.into())
    }
}
