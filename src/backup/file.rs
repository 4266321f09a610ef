//! A file that is there whole or not at all, and is nobody else's business.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::store::folder;

/// A file being written under another name. Dropped before it is kept, it is removed.
pub struct Fresh {
    path: PathBuf,
    part: PathBuf,
    file: BufWriter<File>,
    force: bool,
    kept: bool,
}

impl Fresh {
    /// Begins a file that will be at `path`; it is written to `path` with `.new` at its end. What a
    /// crash has left there is removed.
    ///
    /// # Errors
    /// There is a file at `path`, and it is not to be replaced by `force`; the system's.
    pub fn create(path: &Path, force: bool) -> Result<Fresh> {
        let Some(name) = path.file_name() else { bail!("{} names no file", path.display()) };
        let mut name = name.to_owned();
        name.push(".new");
        let part = path.with_file_name(name);
        ensure!(!path.is_dir(), "{} is a folder; give the name of a file", path.display());
        refuse(path, force)?;
        let whole = || format!("cannot write {}", part.display());
        match fs::remove_file(&part) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error).with_context(whole)?,
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        let file = BufWriter::new(options.open(&part).with_context(whole)?);
        Ok(Fresh { path: path.to_owned(), part, file, force, kept: false })
    }

    /// Makes it durable and gives it its name; returns its size in bytes.
    ///
    /// # Errors
    /// As [`Fresh::create`].
    pub fn keep(mut self) -> Result<u64> {
        let failed = || format!("cannot write {}", self.part.display());
        self.file.flush().with_context(failed)?;
        let file = self.file.get_ref();
        file.sync_all().with_context(failed)?;
        let size = file.metadata().with_context(failed)?.len();
        ensure!(self.is_ours(), "another program writes {}", self.part.display());
        refuse(&self.path, self.force)?;
        fs::rename(&self.part, &self.path).with_context(failed)?;
        self.kept = true;
        folder::sync_folder(parent(&self.path)).with_context(failed)?;
        Ok(size)
    }

    /// Somebody else may be writing a backup to the same place.
    fn is_ours(&self) -> bool {
        let id = |meta: fs::Metadata| (meta.dev(), meta.ino());
        let (written, named) = (self.file.get_ref().metadata(), fs::metadata(&self.part));
        written.ok().map(id) == named.ok().map(id)
    }
}

/// What is there is replaced if that was asked for, and if it is a file: a device that was replaced,
/// such as `/dev/null`, would be missed by the whole machine.
fn refuse(path: &Path, force: bool) -> Result<()> {
    let Ok(there) = fs::symlink_metadata(path) else { return Ok(()) };
    let name = path.display();
    ensure!(there.is_file(), "{name} is there already, and is no ordinary file; name another");
    ensure!(force, "{name} is there already; --force replaces it");
    Ok(())
}

/// The folder in which a file lies.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Write for Fresh {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if !self.kept && self.is_ours() {
            let _ = fs::remove_file(&self.part);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn only_files_are_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "before").unwrap();
        fs::create_dir(at("folder")).unwrap();
        symlink(at("file"), at("link")).unwrap();
        symlink(at("nowhere"), at("dangling")).unwrap();
        let said = |name, force| match Fresh::create(&at(name), force) {
            Ok(_) => String::new(),
            Err(why) => why.to_string(),
        };
        assert_eq!([said("new", false), said("file", true)], ["", ""]);
        assert!(said("file", false).ends_with("--force replaces it"));
        assert!(said("folder", true).contains("is a folder"));
        for other in ["link", "dangling"] {
            assert!(said(other, true).ends_with("is no ordinary file; name another"), "{other}");
        }
        assert!(Fresh::create(Path::new("/dev/null"), true).is_err());
        assert_eq!(fs::read(at("file")).unwrap(), b"before");
    }
}
