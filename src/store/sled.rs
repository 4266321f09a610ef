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
//! - it moves large pages to files that it never syncs: see the module `layout`.
//!
//! Its `flush_async` is never used: it hangs when several wait for it.

mod count;
mod write;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard};
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use sled::{Db, IVec};

use super::confirmed::{self, Confirmed};
use super::disk::{Batch, Disk, Pair};
pub use super::error::StoreError;
use super::exchange::{self, Lock};
use super::folder;
use super::layout::{self, Head, MARKER, head_key, own_key, piece_key};
pub use super::layout::{FORMAT, Tally};
use super::room;
use count::Counting;
use write::Changes;

/// Bytes of pages that are kept in memory unless told otherwise (16 MiB); with what the allocator adds some
/// twice that. Behind it stands the system's own cache.
pub const CACHE: u64 = 16 << 20;

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
    /// Makes a call one whole, for sled itself locks each step of a range only. Inside: what the
    /// store holds.
    tally: RwLock<Tally>,
    /// How far [`Sled::count_on`] has come. Taken while `tally` is held.
    counting: Mutex<Counting>,
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
            tally: RwLock::default(),
            counting: Mutex::default(),
            stopped: OnceLock::new(),
            full: AtomicBool::new(false),
            confirmed: Confirmed::open(path).map_err(io)?,
            _lock: lock,
        };
        let tally = store.admit(format.is_some())?;
        store.tally = RwLock::new(tally);
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
        *self.still()
    }

    /// Counts all pairs and compares with what should be there; reads the heads of everything, a
    /// second or so for a million pairs. Contents are for the reader of envelopes to check.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] with both numbers, or a fault of reading.
    pub fn verify(&self) -> Result<Tally, StoreError> {
        let tally = self.still();
        let found = self.guarded(|db| {
            db.range(head_key(b"")..layout::heads_end())
                .try_fold(0, |n, pair| pair.map(|_| n + 1).map_err(|e| self.fault(e)))
        })?;
        if found == tally.pairs {
            Ok(*tally)
        } else {
            let expected = tally.pairs;
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
        self.settle()?;
        let tally = self.tally();
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

    /// Nobody writes while this is held.
    fn still(&self) -> RwLockReadGuard<'_, Tally> {
        self.tally.read().unwrap_or_else(PoisonError::into_inner)
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

    /// The value of `key`, of which `bytes` is the head.
    fn assemble(&self, db: &Db, key: &[u8], bytes: &IVec) -> Result<Vec<u8>, StoreError> {
        let head = Head::read(bytes).ok_or_else(|| self.damaged("a record has no head"))?;
        let len = match head {
            Head::Whole(value) => return Ok(value.to_vec()),
            Head::Cut(len) => len,
        };
        let mut value = Vec::with_capacity(len);
        for number in 0..head.pieces() {
            let piece = db.get(piece_key(key, number)).map_err(|e| self.fault(e))?;
            value.extend_from_slice(&piece.unwrap_or_default());
        }
        if value.len() == len {
            Ok(value)
        } else {
            Err(self.damaged(format!("a record has {} bytes instead of {len}", value.len())))
        }
    }

    fn collect(
        &self,
        db: &Db,
        found: impl Iterator<Item = sled::Result<(IVec, IVec)>>,
    ) -> Result<Vec<Pair>, StoreError> {
        found
            .map(|pair| {
                let (raw, bytes) = pair.map_err(|e| self.fault(e))?;
                let key = own_key(&raw);
                Ok((key.to_vec(), self.assemble(db, key, &bytes)?))
            })
            .collect()
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
        let _still = self.still();
        Ok(self.guarded(|db| match db.get(head_key(key)).map_err(|e| self.fault(e))? {
            Some(bytes) => self.assemble(db, key, &bytes).map(Some),
            None => Ok(None),
        })?)
    }

    fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        if from >= to {
            return Ok(Vec::new());
        }
        let raw = head_key(from)..head_key(to);
        let _still = self.still();
        Ok(self.guarded(|db| self.collect(db, db.range(raw).take(limit)))?)
    }

    fn range_back(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Pair>> {
        if from >= to {
            return Ok(Vec::new());
        }
        let raw = head_key(from)..head_key(to);
        let _still = self.still();
        Ok(self.guarded(|db| self.collect(db, db.range(raw).rev().take(limit)))?)
    }

    fn keys(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Vec<u8>>> {
        if from >= to {
            return Ok(Vec::new());
        }
        let raw = head_key(from)..head_key(to);
        let _still = self.still();
        let key = |pair: sled::Result<IVec>| {
            pair.map(|raw| own_key(&raw).to_vec()).map_err(|e| self.fault(e))
        };
        Ok(self.guarded(|db| db.range(raw).keys().take(limit).map(key).collect())?)
    }

    fn write(&self, batch: Batch) -> Result<()> {
        batch.check()?;
        if batch.is_empty() {
            return Ok(());
        }
        self.look_for_room()?;
        let changes = Changes::of(batch);
        let mut alone = self.tally.write().unwrap_or_else(PoisonError::into_inner);
        let mut tally = *alone;
        let more = self.guarded(|db| self.apply(db, &changes, &mut tally))?;
        *alone = tally;
        let mut counting = self.counting.lock().unwrap_or_else(PoisonError::into_inner);
        changes.keys().zip(more).for_each(|(key, more)| counting.change(key, more));
        Ok(())
    }

    fn sync(&self) -> Result<()> {
        let writes = self.tally().writes;
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
