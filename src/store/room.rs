//! Room on the disk. Sled cannot be used any more after a write that failed, so it never comes to one:
//! before each write the free room is looked at, and below a reserve nothing is begun.

use std::io;
use std::path::Path;

use crate::trial;

/// So much stays free, in bytes (64 MiB). One write is a few MiB at most (5,000 recalls that come due
/// at once), and sled moves some of what it finds around it into new segments of 512 KiB. The next
/// opening sums the store up in a new file, some 100 bytes a page, and has to find room for it too.
pub const RESERVE: u64 = 64 << 20;

/// Once there was too little, so much has to be free before it goes on (80 MiB): a disk at the edge
/// would else stop and go at each write.
pub const ENOUGH: u64 = RESERVE + (16 << 20);

/// Bytes that may still be written where `folder` is, or will be made.
///
/// # Errors
/// The operating system does not say.
pub fn free(folder: &Path) -> io::Result<u64> {
    let there = folder.ancestors().find(|path| path.exists());
    let there = there.filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(trial::room(ask(there)?))
}

#[cfg(unix)]
fn ask(folder: &Path) -> io::Result<u64> {
    let told = rustix::fs::statvfs(folder)?;
    Ok(told.f_bavail.saturating_mul(told.f_frsize))
}

/// Elsewhere a full disk is noticed when it refuses a write.
#[cfg(not(unix))]
fn ask(_folder: &Path) -> io::Result<u64> {
    Ok(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_is_that_of_the_nearest_folder() {
        let folder = tempfile::tempdir().unwrap();
        let here = free(folder.path()).unwrap();
        assert!(here > 0);
        let deeper = free(&folder.path().join("a/b/c")).unwrap();
        assert!(deeper.abs_diff(here) < 1 << 30, "{deeper} {here}");
        assert!(free(Path::new("not/there")).is_ok());
    }
}
