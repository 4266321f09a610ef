//! A store of an older version: backed up first, then brought up to date.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::store::schema::{self, SCHEMA};
use crate::store::{Tap, folder};

use super::{save, shelf};

/// An upgrade that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgraded {
    /// The schema that the store had.
    pub from: u32,
    /// Records that were looked through.
    pub records: u64,
    /// Records among them that do not read.
    pub unreadable: u64,
    /// The backup of the store as it was.
    pub backup: PathBuf,
}

/// Makes the store in `data` one of this version, if it is not. To be done before anything else is
/// done with it. A crash in the middle does no harm: it is done again, with another backup.
///
/// # Errors
/// [`NewerSchema`](schema::NewerSchema); the backup cannot be made, so that nothing was changed; the
/// store's.
pub fn upgrade(tap: &Tap, data: &Path, now: DateTime<Utc>) -> Result<Option<Upgraded>> {
    match schema::find(tap)? {
        Some(SCHEMA) => Ok(None),
        None => schema::note(tap).map(|()| None),
        Some(from) => {
            let backup = shelf::before_schema(data, SCHEMA, now);
            folder::create(&shelf::folder(data))
                .map_err(anyhow::Error::from)
                .and_then(|()| save(tap, now, None, &backup, true))
                .context("before the data can be brought up to date they have to be backed up")?;
            let done = schema::migrate(tap, from)?;
            let (records, unreadable) = (done.records, done.unreadable);
            Ok(Some(Upgraded { from, records, unreadable, backup }))
        }
    }
}
