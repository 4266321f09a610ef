//! What can be wrong with a store that lies in a folder.

use std::any::Any;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::layout::FORMAT;
use super::room::RESERVE;

/// What can be wrong with a store. For developers and administrators: English, with the folder.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process holds the lock, or this one has opened the folder twice.
    #[error("the store in {} is in use by another process", .0.display())]
    Busy(PathBuf),
    /// Bytes are lost or changed, or the folder holds something else.
    #[error("the store in {} is damaged: {}; restore it from a backup", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// Written by a newer program.
    #[error(
        "the store in {} has format {}, this program knows formats up to {FORMAT}: \
         use a newer program", .0.display(), .1
    )]
    Newer(PathBuf, u16),
    /// The operating system does not let us.
    #[error("no permission to use the store in {}: {}", .0.display(), .1)]
    Denied(PathBuf, io::Error),
    /// A former call failed in a way after which nothing can be trusted. A new process may go on.
    #[error("the store has stopped, start the program again; first {}", .0)]
    Stopped(String),
    /// There is too little room on the disk: nothing was begun, nothing has changed. Once there is
    /// room, the same goes on.
    #[error(
        "the disk of the store in {} is full: {} MiB free, {} MiB are kept as a reserve",
        .0.display(), .1 >> 20, RESERVE >> 20
    )]
    Full(PathBuf, u64),
    /// Reading or writing failed.
    #[error("cannot read or write the store in {}: {}", .0.display(), .1)]
    Io(PathBuf, io::Error),
}

impl StoreError {
    pub(super) fn damaged(folder: &Path, why: impl ToString) -> Self {
        StoreError::Damaged(folder.into(), why.to_string())
    }

    pub(super) fn from_sled(folder: &Path, error: sled::Error) -> Self {
        match error {
            sled::Error::Io(error) if error.to_string().starts_with("could not acquire lock") => {
                StoreError::Busy(folder.into())
            }
            sled::Error::Io(error) => Self::from_io(folder, error),
            sled::Error::Unsupported(why) => Self::damaged(folder, why),
            sled::Error::Corruption { .. } => {
                Self::damaged(folder, "bytes are not what was written")
            }
            error => Self::damaged(folder, error),
        }
    }

    /// Out of what the system says.
    pub fn from_io(folder: &Path, error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                StoreError::Denied(folder.into(), error)
            }
            ErrorKind::UnexpectedEof => Self::damaged(folder, "a file is cut"),
            _ => StoreError::Io(folder.into(), error),
        }
    }

    /// Out of what a panic of sled has thrown.
    pub(super) fn from_panic(folder: &Path, panic: &(dyn Any + Send)) -> Self {
        let text = panic.downcast_ref::<&str>().copied();
        let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
        Self::damaged(folder, text.unwrap_or("its files make no sense"))
    }
}

/// A record that does not read, on a disk that does: what it concerns must not stop the rest.
pub fn is_damage(fault: &anyhow::Error) -> bool {
    fault.downcast_ref::<StoreError>().is_none()
}

/// What was read; nothing where it is damaged, which the log says.
///
/// # Errors
/// The disk's.
pub fn unless_damaged<T: Default>(read: anyhow::Result<T>) -> anyhow::Result<T> {
    read.or_else(|fault| {
        if !is_damage(&fault) {
            return Err(fault);
        }
        tracing::error!(fault = %format_args!("{fault:#}"), "a record is damaged, and passed over");
        Ok(T::default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_system_is_told_from_damage() {
        let of = |kind: ErrorKind| StoreError::from_io(Path::new("here"), kind.into());
        assert!(matches!(of(ErrorKind::PermissionDenied), StoreError::Denied(..)));
        assert!(matches!(of(ErrorKind::StorageFull), StoreError::Io(..)));
        assert!(matches!(of(ErrorKind::UnexpectedEof), StoreError::Damaged(..)));
    }

    #[test]
    fn every_message_names_the_folder() {
        let here = || Path::new("here").to_owned();
        for error in [
            StoreError::Busy(here()),
            StoreError::damaged(&here(), "why"),
            StoreError::Newer(here(), 9),
            StoreError::Full(here(), 7),
            StoreError::from_io(&here(), ErrorKind::PermissionDenied.into()),
            StoreError::from_io(&here(), ErrorKind::StorageFull.into()),
        ] {
            assert!(error.to_string().contains("store in here"), "{error}");
        }
    }
}
