//! Open recalls, by their indexes.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::people::PersonId;
use crate::domain::recall::{Recall, RecallId};

use super::book::Book;
use super::disk::{prefix_end, walk};
use super::keys::{last_number, moment, person_key};

impl Book {
    /// How many recalls are open. Reads the index page by page: writers wait for a page only.
    ///
    /// # Errors
    /// The disk's.
    pub fn count_open(&self) -> Result<usize> {
        let mut count = 0;
        walk(self.disk(), b"o", &prefix_end(b"o"), 1000, |_, _| {
            count += 1;
            Ok(())
        })?;
        Ok(count)
    }

    /// Open recalls of a person, by due date.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn recalls_of(&self, owner: PersonId, limit: usize) -> Result<Vec<Recall>> {
        self.pointed(&person_key(b'm', owner), limit)
    }

    /// When open recalls of a person are due, to the millisecond, and which they are; by due date.
    /// Of the index alone, so that a count does not fetch them all into memory.
    ///
    /// # Errors
    /// The disk's.
    pub fn dues_of(&self, owner: PersonId, limit: usize) -> Result<Vec<(DateTime<Utc>, RecallId)>> {
        let prefix = person_key(b'm', owner);
        let keys = self.disk().keys(&prefix, &prefix_end(&prefix), limit)?;
        let read = |key: &Vec<u8>| Some((moment(key.get(9..17)?)?, RecallId(last_number(key)?)));
        Ok(keys.iter().filter_map(read).collect())
    }

    fn pointed(&self, prefix: &[u8], limit: usize) -> Result<Vec<Recall>> {
        let ids = self.pairs(prefix, limit)?.into_iter().filter_map(|(key, _)| last_number(&key));
        let found = ids.map(|id| self.recall(RecallId(id)));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }
}
