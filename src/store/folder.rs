//! What lies in a store's folder beside the files of sled, and how names become durable.
//!
//! | file | what |
//! |---|---|
//! | `format` | the format of the store, a number; written when a new store is complete |
//! | `tally` | the [`Tally`] when it was last opened or closed, JSON: less inside means loss |
//! | `confirmed` | the same at each confirmed write, not synced: see the module `confirmed` |

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::exchange;
use super::layout::{FORMAT, Tally};

/// The file that sled writes to.
pub(super) const DATA_FILE: &str = "db";
const FORMAT_FILE: &str = "format";
const TALLY_FILE: &str = "tally";

/// Creates the folder and those above it, durably. What is in it is nobody else's business.
pub fn create(folder: &Path) -> io::Result<()> {
    let missing: Vec<_> =
        folder.ancestors().filter(|p| !p.as_os_str().is_empty() && !p.exists()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    for created in missing {
        match created.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent)?,
            _ => sync_folder(Path::new("."))?,
        }
    }
    Ok(())
}

/// Sled makes its files readable to everybody: whoever made the folder before the first start would
/// show clients' numbers to all users of the machine. Who may write the files and does not own them
/// cannot change that, and goes on.
pub(super) fn close_to_others(folder: &Path) {
    #[cfg(unix)]
    for (name, mode) in [(DATA_FILE, 0o600), ("blobs", 0o700)] {
        let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
        let _ = fs::set_permissions(folder.join(name), mode);
    }
}

/// Whether there is a store in the folder, or what is left of one.
pub(super) fn holds_a_store(folder: &Path) -> bool {
    [FORMAT_FILE, DATA_FILE, exchange::OUT, exchange::IN]
        .iter()
        .any(|name| folder.join(name).exists())
}

/// The format that the folder says it has; none for a new one, zero if it is unreadable.
pub(super) fn read_format(folder: &Path) -> io::Result<Option<u16>> {
    let text = read(&folder.join(FORMAT_FILE))?;
    Ok(text.map(|text| str::from_utf8(&text).ok().and_then(|t| t.trim().parse().ok()).unwrap_or(0)))
}

/// Makes the files of sled durable by name, then says that the store is complete.
pub(super) fn finish(folder: &Path) -> io::Result<()> {
    sync_file(&folder.join("conf"))?;
    sync_folder(&folder.join("blobs"))?;
    replace(folder, FORMAT_FILE, format!("{FORMAT}\n").as_bytes())
}

/// What the store held when that was last noted; none if it never was, or the file is unreadable.
pub(super) fn read_tally(folder: &Path) -> io::Result<Option<Tally>> {
    let text = read(&folder.join(TALLY_FILE))?;
    Ok(text.and_then(|text| serde_json::from_slice(&text).ok()))
}

/// Notes what the store holds, all of which is durable by now.
pub(super) fn write_tally(folder: &Path, tally: Tally) -> io::Result<()> {
    replace(folder, TALLY_FILE, &serde_json::to_vec(&tally)?)
}

/// Makes the contents of a file durable, if there is one.
pub(super) fn sync_file(path: &Path) -> io::Result<()> {
    match File::open(path) {
        Ok(file) => file.sync_all(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The contents of a file, if there is one.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file so that a crash leaves either the former one or this one.
pub(super) fn replace(folder: &Path, name: &str, contents: &[u8]) -> io::Result<()> {
    let fresh = folder.join(format!("{name}.new"));
    let mut file = File::create(&fresh)?;
    file.write_all(contents)?;
    file.sync_all()?;
    fs::rename(&fresh, folder.join(name))?;
    sync_folder(folder)
}

/// Makes the names in a folder durable.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Elsewhere a folder cannot be opened to be synced, and names need no such care.
#[cfg(not(unix))]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
