//! Who answers for whom in a CRM, and calls that are offered to colleagues.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::domain::campaign::Source;
use crate::domain::forget::Gone;
use crate::domain::offer::Offer;
use crate::domain::phone::Phone;
use crate::domain::record::Change;
use crate::domain::responsible::Responsible;

use super::book::Book;
use super::disk::{prefix_end, walk};
use super::keys::{key, number_key, responsible_key};
use super::record::open;

/// So many records are read at a time.
const PAGE: usize = 1_000;

impl Book {
    /// Who answers for a number in a CRM.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn responsible(&self, source: Source, phone: &Phone) -> Result<Option<Responsible>> {
        self.read(&responsible_key(source, phone))
    }

    /// All lines of CRMs that name somebody so. There is no index for it: all are looked through.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn responsible_named(&self, name: &str) -> Result<Vec<Responsible>> {
        let mut found = Vec::new();
        walk(self.disk(), b"R", &prefix_end(b"R"), PAGE, |key, bytes| {
            found.extend(open::<Responsible>(key, bytes).ok().filter(|line| line.names(name)));
            Ok(())
        })?;
        Ok(found)
    }

    /// A call that was offered to a colleague.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn offer(&self, id: u64) -> Result<Option<Offer>> {
        self.read(&number_key(b'O', id))
    }

    /// What has to be changed so that the table of a CRM is this one, and nothing else: lines that are as
    /// they were are not written again. Of two lines with one number the later one counts. A line that
    /// does not read is replaced.
    ///
    /// # Errors
    /// The disk's.
    pub fn replace_table(&self, source: Source, table: Vec<Responsible>) -> Result<Vec<Change>> {
        let mut lines: BTreeMap<Vec<u8>, Responsible> = BTreeMap::new();
        for line in table.into_iter().filter(|line| line.source == source) {
            lines.insert(responsible_key(source, &line.phone), line);
        }
        let mut changes = Vec::new();
        let prefix = key(b'R', &[source.id().as_bytes(), &[0]]);
        walk(self.disk(), &prefix, &prefix_end(&prefix), PAGE, |key, bytes| {
            let before = open::<Responsible>(key, bytes).ok();
            match (lines.get(key), before) {
                (Some(line), Some(before)) if *line == before => drop(lines.remove(key)),
                (Some(_), _) => {}
                (None, Some(before)) => {
                    changes.push(Change::Gone(Gone::Responsible(source, before.phone)));
                }
                // Nobody can say which number it is.
                (None, None) => {}
            }
            Ok(())
        })?;
        changes.extend(lines.into_values().map(Change::Responsible));
        Ok(changes)
    }
}
