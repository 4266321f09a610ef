//! The store, held to its contract: the same for every disk, and what only the real one can do:
//! outlive a kill, and notice that it is damaged.

// The helpers of a test may do what tests may.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod batches;
mod contract;
mod damage;
mod envelope;
mod folder;
mod kill;
mod random;
mod tap;

use std::path::Path;
use std::process::{Command, Stdio};

use sufler::store::{Disk, Memory, Sled};

/// Calls `check` with a fresh disk of every sort. The name is printed: it is seen when a check fails.
fn on_every_disk(check: impl Fn(&dyn Disk)) {
    println!("disk: memory");
    check(&Memory::new());
    println!("disk: sled");
    let folder = tempfile::tempdir().unwrap();
    check(&Sled::open(folder.path()).unwrap());
}

/// A pair as bytes, for comparison.
fn pair(key: &str, value: &str) -> (Vec<u8>, Vec<u8>) {
    (key.into(), value.into())
}

/// Runs the ignored test `name` of this program in a process of its own, with `FOLDER` set.
fn in_a_child(name: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([name, "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env("FOLDER", folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}

/// The folder that the parent has set; none if somebody runs the ignored tests by hand.
fn folder_of_the_parent() -> Option<std::path::PathBuf> {
    std::env::var_os("FOLDER").map(Into::into)
}
