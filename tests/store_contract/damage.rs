//! A damaged file: the caller gets an error, or everything that was stored. Never a panic, never a
//! hang, never fewer records without a word. Each case runs in a process of its own, as it would.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sufler::store::disk::{prefix_end, walk};
use sufler::store::{Batch, Disk, Sled, StoreError, envelope};

use crate::{folder_of_the_parent, in_a_child};

const RECORDS: u64 = 1_500;
const TIMEOUT: Duration = Duration::from_secs(30);

/// What happens to a file; the place is a fraction of its length in thousandths, or so many bytes
/// before the end of what was written.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Cut(u64),
    Flip(u64),
    Zero(u64),
    CutTail(usize),
    ZeroTail(usize),
    GarbageTail(usize),
    Missing,
    Nothing,
}

impl Harm {
    fn inflict(self, file: &Path) {
        if let Harm::Missing = self {
            let _ = fs::remove_file(file);
            let _ = fs::remove_dir(file);
            return;
        }
        let mut bytes = fs::read(file).unwrap();
        let len = bytes.len();
        // Sled fills the rest of a segment with zeroes or with a mark.
        let end = bytes.iter().rposition(|byte| !matches!(byte, 0 | 1 | 15)).map_or(0, |at| at + 1);
        let place = |thousandths: u64| len * thousandths as usize / 1_000;
        match self {
            Harm::Cut(at) => bytes.truncate(place(at)),
            Harm::Flip(at) => bytes[place(at)..].iter_mut().take(8).for_each(|byte| *byte ^= 0xa5),
            Harm::Zero(at) => bytes[place(at)..].iter_mut().take(4_096).for_each(|byte| *byte = 0),
            Harm::CutTail(tail) => bytes.truncate(end.saturating_sub(tail)),
            Harm::ZeroTail(tail) => bytes[end.saturating_sub(tail)..].fill(0),
            Harm::GarbageTail(tail) => {
                let start = end.saturating_sub(tail);
                (start..len).for_each(|at| bytes[at] = (at * 31 % 251) as u8);
            }
            Harm::Missing | Harm::Nothing => {}
        }
        fs::write(file, bytes).unwrap();
    }
}

fn fill(folder: &Path) {
    let store = Sled::open(folder).unwrap();
    for few in 0..RECORDS / 20 {
        let mut batch = Batch::new();
        for number in 0..20 {
            let key = (few * 20 + number).to_be_bytes();
            let body = vec![b'x'; 100 + (number * 37 % 300) as usize];
            batch.put(key, envelope::seal(1, 1, &key, &body));
        }
        store.write(batch).unwrap();
        store.sync().unwrap();
    }
}

/// Opens and reads everything there is; the number of records, and a checksum of them all.
fn examine(folder: &Path) -> anyhow::Result<(u64, u32)> {
    let store = Sled::open(folder)?;
    let mut found = 0;
    let mut sum = crc32fast::Hasher::new();
    walk(&store, b"", &prefix_end(b""), 100, |key, value| {
        envelope::open(key, value)?;
        found += 1;
        sum.update(key);
        sum.update(value);
        Ok(())
    })?;
    store.verify()?;
    let mut batch = Batch::new();
    batch.put("one more", "and it still writes");
    store.write(batch)?;
    store.sync()?;
    Ok((found, sum.finalize()))
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn child() {
    let Some(folder) = folder_of_the_parent() else { return };
    match examine(&folder) {
        Ok((found, sum)) => println!("found {found} records, {sum:08x}"),
        Err(error) => {
            let ours = error.is::<StoreError>() || error.is::<envelope::Damage>();
            assert!(ours, "not an error of the store: {error:?}");
            println!("error: {error}");
        }
    }
}

#[test]
#[ignore = "run by the test below, in a process of its own, which ends as by kill -9"]
fn killed_child() {
    let Some(folder) = folder_of_the_parent() else { return };
    fill(&folder);
    let store = Sled::open(&folder).unwrap();
    // Opened anew, so that what was noted at the opening is older than what is written now.
    for round in 0..30u8 {
        let mut batch = Batch::new();
        for number in 0..RECORDS / 10 {
            let key = number.to_be_bytes();
            batch.put(key, envelope::seal(1, 1, &key, &[round; 60]));
        }
        store.write(batch).unwrap();
        store.sync().unwrap();
    }
    std::process::abort();
}

/// What the child said about a copy of `store` with this harm.
fn outcome(store: &Path, file: &str, harm: Harm) -> String {
    let copy = tempfile::tempdir().unwrap();
    fs::create_dir(copy.path().join("blobs")).unwrap();
    let mut harmed = PathBuf::new();
    for entry in fs::read_dir(store).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let target = copy.path().join(&name);
        if path.is_file() {
            fs::copy(&path, &target).unwrap();
        }
        if name == file || name.starts_with("snap.") && file == "snap" {
            harmed = target;
        }
    }
    if harmed.as_os_str().is_empty() {
        return "error: there is nothing to harm".to_owned();
    }
    harm.inflict(&harmed);

    let mut child = in_a_child("damage::child", copy.path()).spawn().unwrap();
    let started = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if started.elapsed() > TIMEOUT => {
                child.kill().unwrap();
                panic!("{harm:?} of {file}: hangs");
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    assert!(status.success(), "{harm:?} of {file}: {status}\n{text}");
    let line = text.lines().find(|line| line.contains("found ") || line.contains("error: "));
    line.unwrap_or_else(|| panic!("{harm:?} of {file}: no answer in {text}")).to_owned()
}

#[test]
fn damage_of_a_closed_store_is_an_error_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    // A second opening makes sled write its summary.
    drop(Sled::open(folder.path()).unwrap());
    damage_is_an_error_or_harmless(folder.path());
}

/// What was written since the opening is in no summary, and only the note of what was confirmed
/// tells of it.
#[test]
fn damage_of_a_killed_store_is_an_error_or_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let status = in_a_child("damage::killed_child", folder.path()).status().unwrap();
    assert!(!status.success(), "it was to abort");
    damage_is_an_error_or_harmless(folder.path());
}

fn damage_is_an_error_or_harmless(store: &Path) {
    let mut cases = Vec::new();
    for place in (0..1_000).step_by(50) {
        cases.push(("db", Harm::Cut(place)));
        cases.push(("db", Harm::Zero(place)));
        cases.push(("db", Harm::Flip(place)));
        cases.push(("db", Harm::Flip(place + 25)));
    }
    for tail in [1, 7, 64, 700, 5_000, 20_000, 100_000, 300_000] {
        cases.push(("db", Harm::CutTail(tail)));
        cases.push(("db", Harm::ZeroTail(tail)));
        cases.push(("db", Harm::GarbageTail(tail)));
    }
    cases.push(("db", Harm::Missing));
    cases.push(("blobs", Harm::Missing));
    for file in ["conf", "snap", "format", "tally", "confirmed"] {
        cases.push((file, Harm::Missing));
        cases.push((file, Harm::Cut(0)));
        cases.push((file, Harm::Cut(500)));
        cases.push((file, Harm::Flip(300)));
    }
    let found = outcome(store, "db", Harm::Nothing);
    assert!(found.contains(&format!("found {RECORDS} records")), "{found}");
    let results: Vec<_> = std::thread::scope(|threads| {
        let cases: Vec<_> = cases.chunks(cases.len().div_ceil(4)).collect();
        let work = |cases: &[(&'static str, Harm)]| {
            cases.iter().map(|&(f, h)| (f, h, outcome(store, f, h))).collect::<Vec<_>>()
        };
        let running: Vec<_> =
            cases.into_iter().map(|cases| threads.spawn(move || work(cases))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    for (file, harm, outcome) in &results {
        let sound = outcome.contains("error: ") || outcome.contains(&found);
        assert!(sound, "{harm:?} of {file}: {outcome}");
    }
    let errors = results.iter().filter(|(_, _, outcome)| outcome.contains("error: ")).count();
    assert!(errors >= 15, "only {errors} of {} cases did any harm", results.len());
}
