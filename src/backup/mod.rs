//! Backups: a whole store in one file, made while the bot works, and put back when it is needed.
//!
//! - `format`: the file; `seal`: the same under a passphrase; `file`: how it comes to be on a disk.
//! - `shelf`: the folder of backups: names, which are old, which is the newest.
//! - `restore`: a store made of a file, and put in the place of the one that is there.
//! - `upgrade`: a store of an older version, backed up and brought up to date.
//!
//! Why a backup of a store that is being written to is one moment of it:
//! [`tap`](crate::store::tap).

pub mod file;
pub mod format;
pub mod restore;
pub mod seal;
pub mod shelf;
pub mod upgrade;

use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use secrecy::SecretString;

use crate::store::{Tap, schema};
use crate::trial;

pub use format::{Defect, End, Head};

/// A sink that takes no more than so many bytes.
struct Narrow {
    bytes: Vec<u8>,
    most: usize,
}

/// A backup does not fit where it has to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the backup has more than {0} bytes")]
pub struct TooLarge(pub usize);

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other(TooLarge(self.most)));
        }
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A backup that was written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it holds.
    pub end: End,
    /// Its size in bytes.
    pub size: u64,
}

/// Writes a backup of the store below `tap` to `sink`: the state at the end of this call.
///
/// # Errors
/// The sink's, the store's; that so much is written meanwhile that the sink is too slow for it.
pub fn write<W: Write>(tap: &Tap, now: DateTime<Utc>, sink: W) -> Result<(W, End)> {
    let schema = schema::find(tap)?.unwrap_or(schema::SCHEMA);
    let head = Head { made: now, by: env!("CARGO_PKG_VERSION").into(), schema };
    let mut writer = format::Writer::new(sink, &head)?;
    let copied = tap.copy(|key, value| {
        trial::pass("in-backup");
        writer.change(key, value)
    })?;
    writer.finish(copied.pairs, copied.changes)
}

/// The same, encrypted if there is a passphrase.
///
/// # Errors
/// As [`write()`]; the passphrase is too short.
pub fn write_sealed<W: Write>(
    tap: &Tap,
    now: DateTime<Utc>,
    passphrase: Option<&SecretString>,
    sink: W,
) -> Result<(W, End)> {
    match passphrase {
        None => write(tap, now, sink),
        Some(passphrase) => {
            let (sealed, end) = write(tap, now, seal::seal(sink, passphrase)?)?;
            Ok((sealed.finish()?, end))
        }
    }
}

/// The same, encrypted, in memory.
///
/// # Errors
/// As [`write_sealed`]; [`TooLarge`] as soon as there are more than `most` bytes.
pub fn bytes(
    tap: &Tap,
    now: DateTime<Utc>,
    passphrase: &SecretString,
    most: usize,
) -> Result<Vec<u8>> {
    let sink = Narrow { bytes: Vec::new(), most };
    match write_sealed(tap, now, Some(passphrase), sink) {
        Ok((sink, _)) => Ok(sink.bytes),
        Err(error) => {
            let fault = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            let large = fault.and_then(|fault| fault.downcast_ref::<TooLarge>()).copied();
            Err(large.map_or(error, Into::into))
        }
    }
}

/// Passes on a backup that another process writes, encrypted if there is a passphrase, and makes sure
/// that it is whole.
///
/// # Errors
/// A [`Defect`], if it is not; the sink's, the source's; the passphrase is too short.
pub fn pass_on<R: Read, W: Write>(
    source: R,
    passphrase: Option<&SecretString>,
    sink: W,
) -> Result<(W, End)> {
    match passphrase {
        None => look_on(source, sink),
        Some(passphrase) => {
            let (sealed, end) = look_on(source, seal::seal(sink, passphrase)?)?;
            Ok((sealed.finish()?, end))
        }
    }
}

fn look_on<R: Read, W: Write>(source: R, mut sink: W) -> Result<(W, End)> {
    let both = Both { source, sink: &mut sink };
    let end = format::Reader::new(BufReader::new(both))?.each(|_, _| Ok(()))?;
    Ok((sink, end))
}

/// What is read from the source goes to the sink too.
struct Both<R, W> {
    source: R,
    sink: W,
}

impl<R: Read, W: Write> Read for Both<R, W> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(bytes)?;
        self.sink.write_all(bytes.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

/// Writes a backup of the store below `tap` to a file that is there whole or not at all; one that is
/// there is replaced by `force` only.
///
/// # Errors
/// As [`write_sealed`]; the file cannot be written.
pub fn save(
    tap: &Tap,
    now: DateTime<Utc>,
    passphrase: Option<&SecretString>,
    path: &Path,
    force: bool,
) -> Result<Made> {
    let file = file::Fresh::create(path, force)?;
    let written = write_sealed(tap, now, passphrase, file);
    let (file, end) = written.with_context(|| format!("the backup {}", path.display()))?;
    Ok(Made { end, size: file.keep()? })
}
