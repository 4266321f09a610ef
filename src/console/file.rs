//! A file that the bot gives, written into a folder.

use std::fs::{File as Open, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use crate::chat::edge::File;

/// Files of one name that are kept side by side at most.
const MOST: u32 = 1000;

/// Writes a file into `folder`, for the eyes of its owner only, and gives the name that it has there:
/// another than its own where that is taken, because nothing is ever overwritten.
///
/// # Errors
/// The folder cannot be written to; too many files of this name.
pub fn keep(folder: &Path, file: &File) -> io::Result<String> {
    let (stem, end) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
    for number in 1..=MOST {
        let name = if number == 1 { file.name.clone() } else { format!("{stem}-{number}.{end}") };
        match create(&folder.join(&name)) {
            Ok(mut open) => {
                open.write_all(&file.bytes)?;
                open.sync_all()?;
                return Ok(name);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn create(path: &Path) -> io::Result<Open> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let file = |text: &str| File { name: "calls.csv".into(), bytes: text.into() };
        for (text, name) in [("a", "calls.csv"), ("b", "calls-2.csv"), ("c", "calls-3.csv")] {
            assert_eq!(keep(folder.path(), &file(text)).unwrap(), name);
            assert_eq!(std::fs::read_to_string(folder.path().join(name)).unwrap(), text);
        }
        assert!(keep(&folder.path().join("nowhere"), &file("d")).is_err());
    }
}
