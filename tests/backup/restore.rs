//! A store put back: everything as it was, the former one kept, nothing touched when anything is wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sufler::backup::restore::{Restored, restore};
use sufler::backup::{self};
use sufler::store::{Sled, Tap};

use crate::{Pairs, all, backed_up, filled, inside, now, put};

fn tempdir() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

/// A backup in a file, and what it holds.
fn in_a_file(folder: &Path) -> (PathBuf, Pairs) {
    let (tap, bytes) = backed_up();
    let file = folder.join("my.sufler");
    fs::write(&file, bytes).unwrap();
    (file, all(&tap as &Tap))
}

fn done(from: &Path, data: &Path) -> Result<Restored, String> {
    restore(from, data, None, now()).map_err(|error| format!("{error:#}"))
}

/// A data folder with another store.
fn other(data: &Path) -> Pairs {
    let store = Sled::open(data).unwrap();
    sufler::store::schema::note(&store).unwrap();
    put(&store, "zz", b"former");
    all(&store)
}

#[test]
fn into_a_folder_that_is_not_there() {
    let folder = tempdir();
    let (file, pairs) = in_a_file(folder.path());
    let data = folder.path().join("a/data");
    let restored = done(&file, &data).unwrap();
    assert_eq!(restored.replaced, None);
    assert_eq!(restored.head.unwrap().made, now());
    assert!(inside(&data) == pairs);
    let names: Vec<_> = fs::read_dir(&data).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("re")), "{names:?}");
}

#[test]
fn over_a_store_and_back_again() {
    let folder = tempdir();
    let (file, pairs) = in_a_file(folder.path());
    let data = folder.path().join("data");
    let former = other(&data);
    fs::write(data.join("sufler.toml"), "").unwrap();
    let restored = done(&file, &data).unwrap();
    assert!(inside(&data) == pairs);
    let replaced = restored.replaced.unwrap();
    assert!(inside(&replaced) == former, "the former one is a store of its own");
    assert!(data.join("sufler.toml").exists(), "what is no part of the store stays");

    let back = done(&replaced, &data).unwrap();
    assert!(inside(&data) == former);
    assert!(!replaced.exists());
    assert!(inside(&back.replaced.unwrap()) == pairs, "and that can be undone too");
}

#[test]
fn a_damaged_store_is_replaced() {
    let folder = tempdir();
    let (file, pairs) = in_a_file(folder.path());
    let data = folder.path().join("data");
    other(&data);
    fs::write(data.join("format"), "nonsense").unwrap();
    fs::write(data.join("db"), "nonsense").unwrap();
    assert!(Sled::open(&data).is_err());
    done(&file, &data).unwrap();
    assert!(inside(&data) == pairs);
}

#[test]
fn a_store_in_use_is_not_replaced() {
    let folder = tempdir();
    let (file, _) = in_a_file(folder.path());
    let data = folder.path().join("data");
    let former = other(&data);
    let store = Sled::open(&data).unwrap();
    let said = done(&file, &data).unwrap_err();
    assert!(said.contains("is in use: stop the bot first"), "{said}");
    drop(store);

    // A version that does not know our lock has sled's.
    let tree = ::sled::Config::new().path(&data);
    let tree = (0..500).find_map(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        tree.open().ok()
    });
    assert!(done(&file, &data).unwrap_err().contains("is in use"));
    drop(tree);
    assert!(inside(&data) == former);
}

#[test]
fn a_bad_file_changes_nothing() {
    let folder = tempdir();
    let (file, _) = in_a_file(folder.path());
    let data = folder.path().join("data");
    let former = other(&data);
    let before = names(&data);
    let bytes = fs::read(&file).unwrap();
    let mut changed = bytes.clone();
    changed[bytes.len() / 2] ^= 1;
    for (bytes, why) in [
        (&bytes[..bytes.len() / 2], "the file is cut"),
        (&changed[..], "was changed or damaged"),
        (b"something else".as_slice(), "not a backup of Sufler"),
        (b"", "not a backup of Sufler"),
    ] {
        fs::write(&file, bytes).unwrap();
        let said = done(&file, &data).unwrap_err();
        assert!(said.contains(why) && said.contains("my.sufler"), "{said}");
        assert_eq!(names(&data), before);
    }
    assert!(done(&folder.path().join("none"), &data).unwrap_err().contains("none"));
    assert!(inside(&data) == former);
}

fn names(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    // Sled names its snapshot after what it has written.
    let mut names: Vec<_> = names.filter(|name| !name.starts_with("snap.")).collect();
    names.sort();
    names
}

#[test]
fn a_folder_of_somebody_else_is_not_touched() {
    let folder = tempdir();
    let (file, _) = in_a_file(folder.path());
    let home = folder.path().join("home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("letter.txt"), "dear").unwrap();
    let said = done(&file, &home).unwrap_err();
    assert!(said.contains("holds no store of Sufler, but something else (letter.txt)"), "{said}");
    assert_eq!(names(&home), ["letter.txt"]);

    // A folder is taken only if a restore has made it.
    let data = folder.path().join("data");
    let former = other(&data);
    let elsewhere = folder.path().join("replaced-by-hand");
    other(&elsewhere);
    assert!(done(&elsewhere, &data).unwrap_err().contains("is a folder"));
    assert!(inside(&data) == former);
}

#[test]
fn a_newer_schema_is_not_restored() {
    let folder = tempdir();
    let file = folder.path().join("newer.sufler");
    let head =
        backup::Head { made: now(), by: "9.0.0".into(), schema: sufler::store::schema::SCHEMA + 1 };
    let writer = backup::format::Writer::new(fs::File::create(&file).unwrap(), &head).unwrap();
    writer.finish(0, 0).unwrap();
    let data = folder.path().join("data");
    let said = done(&file, &data).unwrap_err();
    assert!(said.contains("a newer Sufler wrote them"), "{said}");
}

#[test]
fn a_backup_of_a_store_that_is_written_to_is_whole() {
    let folder = tempdir();
    let data = folder.path().join("data");
    let tap = filled(Arc::new(Sled::open(folder.path().join("live")).unwrap()));
    let file = folder.path().join("live.sufler");
    let over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0u32;
            while !over.load(std::sync::atomic::Ordering::Relaxed) {
                number += 1;
                let mut batch = sufler::store::Batch::new();
                batch.put("a first", number.to_be_bytes());
                batch.put("zzz last", number.to_be_bytes());
                sufler::store::Disk::write(&tap, batch).unwrap();
            }
        });
        backup::save(&tap, now(), None, &file, false).unwrap();
        over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    // These keys are of no kind: the look through the store counts them as defects, and says so.
    let restored = done(&file, &data).unwrap();
    assert!(restored.store.defects > 0);
    let pairs = inside(&data);
    assert_eq!(pairs.get(&b"a first"[..]), pairs.get(&b"zzz last"[..]));
    assert!(pairs.len() >= 3_002);

    // A file that is there is not replaced unasked; nobody else may read it.
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let again = backup::save(&tap, now(), None, &file, false).unwrap_err();
    assert!(again.to_string().contains("is there already"), "{again}");
    assert!(backup::save(&tap, now(), None, &file, true).unwrap().size > 0);
    assert!(!folder.path().join("live.sufler.new").exists());
}
