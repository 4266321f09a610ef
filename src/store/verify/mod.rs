//! Whether everything in a store fits together: `sufler verify`. Every record opens and is what its
//! key says, every index entry leads to a record that wants it, every record has the entries that it
//! wants, and what records say of one another is so.
//!
//! | what | must hold |
//! |---|---|
//! | attempts | numbered from 1 without gaps, as many as the lead counts; only the last one may wait for a consent, and then a request asks for it |
//! | recalls | one open recall for a lead at most, none for one on the do-not-call list; on a closed lead only what was agreed; it stems from the last attempt |
//! | wakes | exactly what waits, was told or was taken wakes the timer, and what waits not before it is due |
//! | notices | what they tell of is there; what was told is told by the notice that it names |
//! | leads | closed by the result of the last attempt that counts; of a forgotten one no field and no comment is left |
//! | offers | one that waits is for a call on the desk of whoever offers it, and an alarm ends it |
//! | audit trail | numbered without gaps, each entry holds the hash of the one before it, the end is where it was noted |
//! | messages | found under everybody to whom they were sent, and among the unread as long as nobody has read them; of a forgotten caller's no word is left |
//! | desks | the call in hand has its lead, and its version of the script |
//!
//! The walk reads a page at a time and looks up the rest, so that a store of any size fits. What a
//! damaged record would say is not asked of others: one wound, one finding. Findings name records by
//! kind and number, never by a phone number, a name or a token.

mod desk;
mod entries;
mod forgotten;
mod heard;
mod inbox;
mod inquiry;
mod lessons;
mod place;
mod records;
mod routing;
mod trail;
mod walk;

use std::collections::BTreeMap;
use std::fmt;

use anyhow::Result;

use super::disk::Disk;
use super::error::StoreError;
use super::sled::Sled;

/// So many findings are kept in a [`Report`]; all are counted.
const KEPT: usize = 1_000;

/// Something that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: a record by kind and number.
    pub place: String,
    /// What is wrong there.
    pub wrong: String,
    /// What would be right.
    pub right: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; right: {}", self.place, self.wrong, self.right)
    }
}

/// What a walk through a store found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The first thousand findings, in the order of keys.
    pub findings: Vec<Finding>,
    /// How many there are.
    pub found: u64,
    /// How many pairs there are of each kind, damaged ones included.
    pub counts: BTreeMap<&'static str, u64>,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.found == 0
    }

    fn add(&mut self, finding: Finding) {
        self.found += 1;
        if self.findings.len() < KEPT {
            self.findings.push(finding);
        }
    }
}

/// The counts by kind, and the verdict.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts: Vec<_> = self.counts.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        if !counts.is_empty() {
            writeln!(f, "{}", counts.join(", "))?;
        }
        match self.found {
            0 => writeln!(f, "no defects"),
            1 => writeln!(f, "1 defect"),
            count => writeln!(f, "{count} defects"),
        }
    }
}

/// Walks through everything on a disk that nobody writes to meanwhile, of this or an older schema.
/// `found` is called with each finding at once.
///
/// # Errors
/// The disk does not read any more. Damage is a finding.
pub fn verify(disk: &dyn Disk, found: &mut dyn FnMut(&Finding)) -> Result<Report> {
    walk::walk(disk, found)
}

/// The same for the disk of the product, which also knows how many pairs it should hold.
///
/// # Errors
/// As [`verify`].
pub fn verify_sled(disk: &Sled, found: &mut dyn FnMut(&Finding)) -> Result<Report> {
    let mut report = verify(disk, found)?;
    match disk.verify() {
        Ok(_) => {}
        Err(StoreError::Damaged(_, wrong)) => {
            let place = "the store".to_owned();
            let finding = Finding { place, wrong, right: "as many pairs as its marker counts" };
            found(&finding);
            report.add(finding);
        }
        Err(fault) => return Err(fault.into()),
    }
    Ok(report)
}
