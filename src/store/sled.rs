//! The disk of the product: one tree of sled 0.34 in a folder.
//!
//! What sled does not do by itself is done here:
//!
//! - it panics on damaged files: every call is made under `catch_unwind`, so the program must not
//!   be built with `panic = "abort"`. After a panic or half a write the store refuses everything,
//!   until a new process opens it again;
//! - it may open a damaged file with fewer records and no word: see [`Tally`], [`Sled::verify`] and
//!   the module `confirmed`;
//! - it cannot go on after a write that failed: see the module `room`;
//! - it moves large pages to files that it never syncs: see the module `layout`;
//! - who reads would wait while a batch is applied: see the module `read`.
//!
//! What is [written](Disk::write) is read from memory until the next [sync](Disk::sync), or the next write,
//! puts it into the tree: that takes most of the time of a write, and whoever decides the next turns need
//! not wait for it.
//!
//! Its `flush_async` is never used: it hangs when several wait for it.

mod count;
mod read;
mod write;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use sled::{Db, IVec};

use super::confirmed::{self, Confirmed};
use super::disk::{Batch, Disk, Pair};
pub use super::error::StoreError;
use super::exchange::{self, Lock};
use super::folder;
use super::layout::{self, MARKER, head_key};
pub use super::layout::{FORMAT, Tally};
use super::room;
use write::{Changes, Tree};

/// Bytes of pages that are kept in memory unless told otherwise (32 MiB), where each counts as the next power of
/// two. Behind it stands the system's own cache.
pub const CACHE: u64 = 32 << 20;

/// How long to wait between two tries at the lock.
const RETRY: Duration = Duration::from_millis(20);

/// How to open a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Bytes of pages that are kept in memory.
    pub cache: u64,
    /// How long to wait for the lock: a process that is just ending, or a store that was just
    /// dropped, lets go of it a little later.
    pub patience: Duration,
}

impl Default for Options {
    /// A cache of [`CACHE`] bytes, one second of patience.
    fn default() -> Self {
        Options { cache: CACHE, patience: Duration::from_secs(1) }
    }
}

/// A store in a folder, held open and locked until it is dropped.
#[derive(Debug)]
pub struct Sled {
    db: Db,
    folder: PathBuf,
    /// What is written and not entirely in the tree: see the module `read`.
    written: RwLock<Arc<Changes>>,
    /// Held by who puts something into the tree. `written` is taken after it.
    tree: Mutex<Tree>,
    /// Why nothing goes on: sled has panicked, or did half of something.
    stopped: OnceLock<String>,
    /// There was no room for the last write.
    full: AtomicBool,
    /// What was confirmed, beside the store.
    confirmed: Confirmed,
    /// Nobody else opens or exchanges the store. Dropped last.
    _lock: Lock,
}

impl Sled {
    /// Opens the store in `folder`, creating it if there is none.
    ///
    /// # Errors
    /// Any of [`StoreError`]. Not all damage is noticed here: flipped bytes may come to light only
    /// when they are read, by an error of that call or by a broken
    /// [`envelope`](super::envelope), and lost pages by [`verify`](Self::verify).
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(folder, Options::default())
    }

    /// Opens the store in `folder` in a particular way, creating it if there is none.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_with(folder: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path = folder.as_ref();
        let io = |error| StoreError::from_io(path, error);
        folder::create(path).map_err(io)?;
        let lock = patiently(options.patience, || exchange::lock(path))?;
        exchange::finish(path).map_err(io)?;
        let format = folder::read_format(path).map_err(io)?;
        match format {
            Some(0) => return Err(StoreError::damaged(path, "the file format is unreadable")),
            Some(newer) if newer > FORMAT => return Err(StoreError::Newer(path.into(), newer)),
            Some(_) | None => (),
        }
        // Opening sums the file up in a snapshot that is synced: the file must not be behind it.
        let data = path.join(folder::DATA_FILE);
        folder::sync_file(&data).map_err(io)?;
        let db = patiently(options.patience, || open_tree(path, options.cache))?;
        folder::close_to_others(path);
        let mut store = Sled {
            db,
            folder: path.into(),
            written: RwLock::default(),
            tree: Mutex::default(),
            stopped: OnceLock::new(),
            full: AtomicBool::new(false),
            confirmed: Confirmed::open(path).map_err(io)?,
            _lock: lock,
        };
        let tally = store.admit(format.is_some())?;
        store.tree = Mutex::new(Tree { tally, ..Tree::default() });
        store.note_tally()?;
        Ok(store)
    }

    /// Whether there is a store in `folder`, in whatever state: opening would not make a new one.
    pub fn is_in(folder: &Path) -> bool {
        folder::holds_a_store(folder)
    }

    /// The folder it lies in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the store should hold.
    pub fn tally(&self) -> Tally {
        match self.tree() {
            Ok(tree) => tree.tally,
            Err(_) => self.tree.lock().unwrap_or_else(PoisonError::into_inner).tally,
        }
    }

    /// Counts all pairs and compares with what should be there; reads the heads of everything, a
    /// second or so for a million pairs. Contents are for the reader of envelopes to check.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with both numbers, or a fault of reading.
    pub fn verify(&self) -> Result<Tally, StoreError> {
        let tree = self.tree()?;
        let mut found = 0;
        self.guarded(|db| {
            let count = |_: &[u8], _: &[u8], _: &IVec| {
                found += 1;
                true
            };
            let all = db.scan(&head_key(b""), &layout::heads_end(), false, count);
            all.map_err(|e| self.fault(e))
        })?;
        if found == tree.tally.pairs {
            Ok(tree.tally)
        } else {
            let expected = tree.tally.pairs;
            Err(self.damaged(format!("it has {found} records and should have {expected}")))
        }
    }

    /// Compares what is inside with the files beside it; finishes a new store.
    fn admit(&self, complete: bool) -> Result<Tally, StoreError> {
        let io = |error| StoreError::from_io(&self.folder, error);
        let (marker, empty) = self.guarded(|db| {
            let marker = db.get(MARKER).map_err(|e| self.fault(e))?;
            Ok((marker, db.iter().next().is_none()))
        })?;
        let tally = match marker {
            Some(marker) => self.read_marker(&marker)?,
            None if complete => return Err(self.damaged("its records are gone")),
            None if !empty => return Err(self.damaged("it holds something else")),
            None => {
                let marker = self.marker(Tally::default())?;
                self.guarded(|db| db.insert(MARKER, marker).map_err(|e| self.fault(e)))?;
                self.settle()?;
                Tally::default()
            }
        };
        if !complete {
            folder::finish(&self.folder).map_err(io)?;
        }
        let noted = folder::read_tally(&self.folder).map_err(io)?.unwrap_or_default();
        let confirmed = confirmed::read(&self.folder).map_err(io)?;
        match noted.writes.max(confirmed).saturating_sub(tally.writes) {
            0 => Ok(tally),
            lost => Err(self.damaged(format!("the last {lost} changes are gone"))),
        }
    }

    /// Makes all durable and writes down beside it how much that is. A store that was not admitted
    /// counts nothing and leaves the former note.
    fn note_tally(&self) -> Result<(), StoreError> {
        let tally = self.tree()?.tally;
        self.settle()?;
        if tally.writes == 0 {
            return Ok(());
        }
        let noted = folder::write_tally(&self.folder, tally);
        noted.map_err(|error| StoreError::from_io(&self.folder, error))
    }

    fn read_marker(&self, marker: &[u8]) -> Result<Tally, StoreError> {
        match Tally::open(marker).map_err(|e| self.damaged(e))? {
            (_, Some(tally)) => Ok(tally),
            (format, None) if format > FORMAT => {
                Err(StoreError::Newer(self.folder.clone(), format))
            }
            (_, None) => Err(self.damaged("its marker is unreadable")),
        }
    }

    fn marker(&self, tally: Tally) -> Result<Vec<u8>, StoreError> {
        tally.seal().map_err(|error| StoreError::from_io(&self.folder, error.into()))
    }

    /// Makes a call to sled, unless a former one has shown that it cannot be trusted any more.
    fn guarded<T>(&self, call: impl FnOnce(&Db) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if let Some(why) = self.stopped.get() {
            return Err(StoreError::Stopped(why.clone()));
        }
        catch_unwind(AssertUnwindSafe(|| call(&self.db))).unwrap_or_else(|panic| {
            Err(self.stop(StoreError::from_panic(&self.folder, panic.as_ref())))
        })
    }

    /// Refuses everything from now on.
    fn stop(&self, error: StoreError) -> StoreError {
        self.stopped.get_or_init(|| error.to_string());
        error
    }

    fn damaged(&self, why: impl ToString) -> StoreError {
        StoreError::damaged(&self.folder, why)
    }

    fn fault(&self, error: sled::Error) -> StoreError {
        StoreError::from_sled(&self.folder, error)
    }

    /// Refuses a write for which there is no room, before anything is begun.
    fn look_for_room(&self) -> Result<(), StoreError> {
        let free = room::free(&self.folder).map_err(|e| StoreError::from_io(&self.folder, e))?;
        let was_full = self.full.load(Ordering::Relaxed);
        let full = free < if was_full { room::ENOUGH } else { room::RESERVE };
        if full != was_full {
            self.full.store(full, Ordering::Relaxed);
        }
        if full { Err(StoreError::Full(self.folder.clone(), free)) } else { Ok(()) }
    }

    /// All that was written reaches the medium, the device's cache included: sled's `flush` in
    /// `vendor/sled` syncs the file.
    fn settle(&self) -> Result<(), StoreError> {
        // After a failed sync the system may count as written what is not: a second would lie.
        self.guarded(|db| db.flush().map_err(|error| self.stop(self.fault(error))).map(drop))
    }
}

impl Disk for Sled {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>> {
        Ok(self.value(key)?)
    }

    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        Ok(self.walk((from, to), limit, false, |db, key, found| self.pair(db, key, found))?)
    }

    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        Ok(self.walk((from, to), limit, true, |db, key, found| self.pair(db, key, found))?)
    }

    fn keys(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Vec<u8>>> {
        Ok(self.walk((from, to), limit, false, |_, key, _| Ok(key.to_vec()))?)
    }

    fn write(&self, batch: Batch) -> Result<()> {
        batch.check()?;
        if batch.is_empty() {
            return Ok(());
        }
        self.look_for_room()?;
        Ok(self.let_read(Changes::of(batch))?)
    }

    fn sync(&self) -> Result<()> {
        let writes = self.tree()?.tally.writes;
        self.settle()?;
        self.confirmed.note(writes);
        Ok(())
    }

    fn has_room(&self) -> bool {
        self.look_for_room().is_ok()
    }

    fn size(&self) -> Result<u64> {
        Ok(self.guarded(|db| db.size_on_disk().map_err(|e| self.fault(e)))?)
    }
}

impl Drop for Sled {
    fn drop(&mut self) {
        // An error has nowhere to go: the next opening then finds an older note, or reports it.
        let _ = self.note_tally();
        // Sled flushes when it is dropped. One that has stopped must not: it could write half a
        // batch, or wait for ever. Its memory and its lock then stay with the process.
        if self.stopped.get().is_some() {
            std::mem::forget(self.db.clone());
        }
    }
}

/// Tries again while the store is in use.
pub(super) fn patiently<T>(
    mut patience: Duration,
    open: impl Fn() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    loop {
        match open() {
            Err(StoreError::Busy(_)) if !patience.is_zero() => {
                sleep(RETRY);
                patience = patience.saturating_sub(RETRY);
            }
            opened => return opened,
        }
    }
}

fn open_tree(folder: &Path, cache: u64) -> Result<Db, StoreError> {
    let config = sled::Config::new().path(folder).cache_capacity(cache).flush_every_ms(None);
    catch_unwind(AssertUnwindSafe(|| config.open()))
        .map_err(|panic| StoreError::from_panic(folder, panic.as_ref()))?
        .map_err(|error| StoreError::from_sled(folder, error))
}
