//! A store made of a backup. It is built aside and looked through before anything is replaced; what
//! it replaces is kept.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Utc};
use secrecy::SecretString;

use crate::store::exchange;
use crate::store::schema::{self, NewerSchema, SCHEMA};
use crate::store::verify::verify_sled;
use crate::store::{Batch, Disk, Sled, StoreError, folder};

use super::format::{Head, Reader};
use super::{seal, shelf};

/// Where the next store is built, in the data folder.
const ASIDE: &str = "restoring";

/// The beginning of the names of folders with former stores.
const REPLACED: &str = "replaced-";

/// So many changes are written to the new store at a time.
const AT_ONCE: usize = 2_000;

/// So many bytes of changes at most, about.
const BYTES_AT_ONCE: usize = 4 << 20;

/// What else may lie in a data folder beside a store.
const NEIGHBOURS: [&str; 8] = [
    "backups",
    "sufler.toml",
    "heartbeat",
    "heartbeat.new",
    "control.sock",
    "lock",
    ASIDE,
    "lost+found",
];

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What the file was a backup of; none if a store that had been replaced was put back.
    pub head: Option<Head>,
    /// What the store holds now.
    pub store: Look,
    /// Where the former store is, if there was one.
    pub replaced: Option<PathBuf>,
}

/// What a look through the restored store has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Records and index entries by kind.
    pub counts: BTreeMap<&'static str, u64>,
    /// What does not fit together in it. It was so when the backup was made.
    pub defects: u64,
    /// It is of an older version: the next start brings it up to date.
    pub old: bool,
}

/// Puts the store in the backup `from` in the place of the one in `data`. `from` may also be a
/// folder in `data` with a store that was replaced before.
///
/// # Errors
/// The store is in use; `data` holds something else; the file is no backup, cut or changed, or
/// encrypted with another passphrase; the new store does not open. In all these cases the former
/// one is as it was.
pub fn restore(
    from: &Path,
    data: &Path,
    passphrase: Option<&SecretString>,
    now: DateTime<Utc>,
) -> Result<Restored> {
    // A file that is not there is said before a folder is made.
    let is_folder = fs::metadata(from).with_context(|| from.display().to_string())?.is_dir();
    refuse_foreign(data)?;
    let system = |error| StoreError::from_io(data, error);
    folder::create(data).map_err(system)?;
    let lock = exchange::lock(data).map_err(in_use)?;
    exchange::resume(data, &lock).context("an earlier restore has to be finished first")?;
    let former = Sled::is_in(data);
    let (head, next) = if is_folder {
        (None, put_aside_before(from, data)?)
    } else {
        clear(data)?;
        let built = File::open(from).map_err(Into::into);
        let built = built.and_then(|file| build(file, &data.join(ASIDE), passphrase));
        match built.with_context(|| from.display().to_string()) {
            Ok(head) => (Some(head), ASIDE.to_owned()),
            Err(error) => {
                let _ = clear(data);
                return Err(error);
            }
        }
    };
    let looked = look_through(&data.join(&next)).context("the restored store is not in order");
    if looked.is_err() && !is_folder {
        let _ = clear(data);
    }
    let store = looked?;
    let away = free_name(data, now);
    exchange::exchange(data, &lock, &away, &next).map_err(in_use)?;
    if !former {
        let _ = fs::remove_dir(data.join(&away));
    }
    Ok(Restored { head, store, replaced: former.then(|| data.join(away)) })
}

fn in_use(error: StoreError) -> anyhow::Error {
    match error {
        StoreError::Busy(data) => anyhow::anyhow!(
            "the store in {} is in use: stop the bot first (nothing was changed)",
            data.display()
        ),
        error => error.into(),
    }
}

/// A wrong `--data` must not end in somebody's home.
fn refuse_foreign(data: &Path) -> Result<()> {
    if Sled::is_in(data) {
        return Ok(());
    }
    let entries = match fs::read_dir(data) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| data.display().to_string()),
    };
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        ensure!(
            NEIGHBOURS.contains(&&*name) || name.starts_with(REPLACED),
            "{} holds no store of Sufler, but something else ({name}): give the bot's data folder, \
             or an empty one",
            data.display()
        );
    }
    Ok(())
}

/// The name of the folder with a store that was replaced before.
fn put_aside_before(from: &Path, data: &Path) -> Result<String> {
    let from = from.canonicalize()?;
    let name = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let inside = from.parent() == Some(data.canonicalize()?.as_path());
    if !inside || !name.starts_with(REPLACED) || !Sled::is_in(&from) {
        bail!(
            "{} is a folder; give a backup file, or a folder {} with a store that was replaced",
            from.display(),
            data.join(format!("{REPLACED}…")).display()
        );
    }
    Ok(name)
}

/// Removes what a restore that was killed has left. Only for who holds the folder's lock, or has the
/// store in it open.
///
/// # Errors
/// The system's.
pub fn clear(data: &Path) -> Result<()> {
    let aside = data.join(ASIDE);
    match fs::remove_dir_all(&aside) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", aside.display()))
        }
        _ => Ok(()),
    }
}

fn free_name(data: &Path, now: DateTime<Utc>) -> String {
    let name = format!("{REPLACED}{}", shelf::stamp(now));
    let mut free = name.clone();
    let mut number = 2;
    while data.join(&free).exists() {
        free = format!("{name}-{number}");
        number += 1;
    }
    free
}

/// Makes a store in the folder `aside` of a backup.
///
/// # Errors
/// It is no backup, cut or changed, of a newer version, or encrypted with another passphrase; the
/// store's.
pub fn build(from: impl Read, aside: &Path, passphrase: Option<&SecretString>) -> Result<Head> {
    let reader = Reader::new(seal::open(BufReader::new(from), passphrase)?)?;
    let head = reader.head().clone();
    if head.schema > SCHEMA {
        return Err(NewerSchema(head.schema).into());
    }
    let store = Sled::open(aside)?;
    let (mut batch, mut bytes) = (Batch::new(), 0);
    reader.each(|key, value| {
        match value {
            Some(value) => batch.put(key, value),
            None => batch.delete(key),
        }
        bytes += key.len() + value.map_or(0, <[u8]>::len);
        if batch.len() >= AT_ONCE || bytes >= BYTES_AT_ONCE {
            bytes = 0;
            store.write(std::mem::take(&mut batch))?;
        }
        Ok(())
    })?;
    store.write(batch)?;
    store.sync()?;
    Ok(head)
}

/// Opens the store anew, as a bot would, and reads all of it.
fn look_through(folder: &Path) -> Result<Look> {
    let store = Sled::open(folder)?;
    store.verify()?;
    let old = schema::find(&store)?.is_some_and(|found| found < SCHEMA);
    let report = verify_sled(&store, &mut |_| {})?;
    Ok(Look { counts: report.counts, defects: report.found, old })
}
