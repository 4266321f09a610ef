//! One store put in the place of another in a data folder, so that a crash at any moment leaves the
//! former or the next one, whole: nobody ever opens half of both, or an empty folder in between.
//!
//! A store is several files, which no single rename exchanges. So what has to be done is written
//! down first, in a file beside them; whoever opens the store finishes it:
//!
//! | file | what it says |
//! |---|---|
//! | `exchange.out` | the files of the former store are being moved away |
//! | `exchange.in` | they are away; the files of the next store are being moved in |
//! | `lock` | empty; whoever has the store open holds a lock on it |

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::confirmed;
use super::error::StoreError;
use super::folder::{self, DATA_FILE};
use super::sled::{Options, patiently};

const LOCK: &str = "lock";
pub(super) const OUT: &str = "exchange.out";
pub(super) const IN: &str = "exchange.in";

/// The files and folders that a store consists of; besides them `snap.` and a number.
const PARTS: [&str; 8] =
    [DATA_FILE, "conf", "blobs", "format", "format.new", "tally", "tally.new", confirmed::FILE];

/// Held while a store is open, or is being exchanged.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code, reason = "the lock lasts as long as the file is open")] File);

/// What an exchange has to do. Both are names of folders in the data folder.
#[derive(Serialize, Deserialize)]
struct Order {
    /// Where the former store goes.
    away: String,
    /// Where the next one lies.
    next: String,
}

/// Locks the folder, which must exist.
///
/// # Errors
/// [`StoreError::Busy`], or the system's.
pub fn lock(folder: &Path) -> Result<Lock, StoreError> {
    let io = |error| StoreError::from_io(folder, error);
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(folder.join(LOCK)).map_err(io)?;
    take(&file, folder)?;
    Ok(Lock(file))
}

/// Locks the file of sled as sled itself does, if there is one.
fn lock_data(folder: &Path) -> Result<Option<File>, StoreError> {
    let file = match File::options().write(true).open(folder.join(DATA_FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::from_io(folder, error)),
    };
    patiently(Options::default().patience, || take(&file, folder))?;
    Ok(Some(file))
}

fn take(file: &File, folder: &Path) -> Result<(), StoreError> {
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(()),
        Err(Errno::WOULDBLOCK) => Err(StoreError::Busy(folder.into())),
        Err(error) => Err(StoreError::from_io(folder, error.into())),
    }
}

/// Moves the store in `data` to the folder `away` in it, and the one in the folder `next` in it to
/// its place. That one must be closed. There need not be a former one.
///
/// # Errors
/// The system's. After one the exchange may have been begun: the next opening finishes it.
pub fn exchange(data: &Path, _lock: &Lock, away: &str, next: &str) -> Result<(), StoreError> {
    let io = |error| StoreError::from_io(data, error);
    // Versions before our lock hold only sled's own; and sled lets go of it a little late.
    let _former = lock_data(data)?;
    let _next = lock_data(&data.join(next))?;
    folder::create(&data.join(away)).map_err(io)?;
    let order = Order { away: away.into(), next: next.into() };
    let order = serde_json::to_vec(&order).map_err(|error| io(error.into()))?;
    folder::replace(data, OUT, &order).map_err(io)?;
    finish(data).map_err(io)
}

/// Finishes an exchange that was begun, if one was.
///
/// # Errors
/// The system's; the next store is gone.
pub fn resume(data: &Path, _lock: &Lock) -> Result<(), StoreError> {
    finish(data).map_err(|error| StoreError::from_io(data, error))
}

/// The same for who holds the lock.
pub(super) fn finish(data: &Path) -> io::Result<()> {
    if let Some(order) = read(data, OUT)? {
        if !data.join(&order.next).join(DATA_FILE).exists() {
            return Err(gone(&order.next));
        }
        let away = data.join(order.away);
        for part in parts(data)? {
            fs::rename(data.join(&part), away.join(&part))?;
        }
        folder::sync_folder(&away)?;
        folder::sync_folder(data)?;
        fs::rename(data.join(OUT), data.join(IN))?;
        folder::sync_folder(data)?;
    }
    if let Some(order) = read(data, IN)? {
        let next = data.join(&order.next);
        let left = match parts(&next) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            left => left?,
        };
        for part in left {
            fs::rename(next.join(&part), data.join(&part))?;
        }
        if !data.join(DATA_FILE).exists() {
            return Err(gone(&order.next));
        }
        folder::sync_folder(data)?;
        fs::remove_file(data.join(IN))?;
        folder::sync_folder(data)?;
        // What else is in it, its lock, is of no use.
        let _ = fs::remove_dir_all(next);
    }
    Ok(())
}

/// An empty store must not take the place of one that was lost.
fn gone(next: &str) -> io::Error {
    let why = format!("a restore was begun and cannot be finished: there is no store in {next}");
    io::Error::new(ErrorKind::NotFound, why)
}

fn read(data: &Path, name: &str) -> io::Result<Option<Order>> {
    let Some(text) = folder::read(&data.join(name))? else { return Ok(None) };
    Ok(Some(serde_json::from_slice(&text)?))
}

/// The files of a store that are in a folder.
fn parts(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut parts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let text = name.to_string_lossy();
        if PARTS.contains(&&*text) || text.starts_with("snap.") {
            parts.push(name.into());
        }
    }
    Ok(parts)
}
