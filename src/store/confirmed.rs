//! How many writes were confirmed, noted beside the store with each of them. Sled takes a torn end of
//! its file for one that was never written, and opens without a word: this is what tells.
//!
//! The note is not synced: that would cost a turn as much as its own sync. After the end of the process,
//! however sudden, the system still has it; after a power cut it may be as old as the system keeps
//! bytes to itself, some 30 s on Linux. It is written after the sync that it tells of, so it never
//! claims more than the medium was given.
//!
//! | byte | what |
//! |---|---|
//! | 0 and 512 | the number of writes, even or odd (8 bytes, big-endian), and its CRC-32 (4 bytes) |

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::folder;

pub(super) const FILE: &str = "confirmed";

/// Where the second note lies: a write that is cut leaves the other one whole.
const SECOND: u64 = 512;
const LENGTH: usize = 12;

/// The note of an open store.
#[derive(Debug)]
pub(super) struct Confirmed {
    file: File,
    last: AtomicU64,
}

impl Confirmed {
    /// Opens the note in a folder, or makes one.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut options = File::options();
        options.create(true).truncate(false).read(true).write(true);
        let file = options.open(folder.join(FILE))?;
        Ok(Confirmed { file, last: AtomicU64::new(0) })
    }

    /// So many writes are on the medium. If that cannot be noted, only a loss is noticed later.
    pub fn note(&self, writes: u64) {
        if self.last.fetch_max(writes, Ordering::Relaxed) < writes {
            let bytes = writes.to_be_bytes();
            let note = [&bytes[..], &crc32fast::hash(&bytes).to_be_bytes()].concat();
            let _ = self.file.write_all_at(&note, writes % 2 * SECOND);
        }
    }
}

/// How many writes were confirmed in the store in a folder; 0 if nobody knows.
pub(super) fn read(folder: &Path) -> io::Result<u64> {
    let bytes = folder::read(&folder.join(FILE))?.unwrap_or_default();
    let note = |at: usize| {
        let (writes, sum) = bytes.get(at..at + LENGTH)?.split_first_chunk::<8>()?;
        let sound = crc32fast::hash(writes).to_be_bytes() == sum;
        sound.then(|| u64::from_be_bytes(*writes))
    };
    Ok(note(0).max(note(SECOND as usize)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greater_note_that_is_whole_counts() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap(), 0);
        let confirmed = Confirmed::open(folder.path()).unwrap();
        for writes in [1, 2, 5, 4, 6] {
            confirmed.note(writes);
        }
        assert_eq!(read(folder.path()).unwrap(), 6);
        let path = folder.path().join(FILE);
        let whole = std::fs::read(&path).unwrap();
        let mut torn = whole.clone();
        torn[3] ^= 1;
        std::fs::write(&path, &torn).unwrap();
        assert_eq!(read(folder.path()).unwrap(), 5, "the one before it");
        for len in 0..whole.len() {
            std::fs::write(&path, &whole[..len]).unwrap();
            assert!([0, 6].contains(&read(folder.path()).unwrap()), "cut to {len}");
        }
    }
}
