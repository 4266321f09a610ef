//! The store in its folder: what stays, who may come in, and what is refused.

use std::fs;
use std::path::Path;
use std::time::Duration;

use sufler::store::sled::{FORMAT, Options, Tally};
use sufler::store::{Batch, Disk, Sled, StoreError, envelope};

const IMPATIENT: Options = Options { cache: 1 << 20, patience: Duration::ZERO };

fn put(store: &Sled, key: &str, value: &[u8]) {
    let mut batch = Batch::new();
    batch.put(key, value);
    store.write(batch).unwrap();
}

/// The tree below the store. Sled lets go of its lock a little after it is dropped.
fn tree_below(folder: &Path) -> ::sled::Db {
    for _ in 0..500 {
        match ::sled::Config::new().path(folder).open() {
            Err(error) if error.to_string().contains("acquire lock") => {
                std::thread::sleep(Duration::from_millis(10));
            }
            opened => return opened.unwrap(),
        }
    }
    panic!("the lock is never released");
}

/// A store with one record, closed.
fn with_a_record(folder: &Path) {
    put(&Sled::open(folder).unwrap(), "k", b"v");
}

#[test]
fn nobody_else_reads_it_whatever_the_folder_allows() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let mode = |name: &str| fs::metadata(path.join(name)).unwrap().permissions().mode() & 0o777;
    let open_to_all = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o755));
    open_to_all(path).unwrap();
    // Also one that an earlier version has made.
    for _ in 0..2 {
        with_a_record(path);
        assert_eq!((mode("db"), mode("blobs")), (0o600, 0o700));
        open_to_all(&path.join("db")).unwrap();
        open_to_all(&path.join("blobs")).unwrap();
    }
}

#[test]
fn closing_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let long: Vec<u8> = (0..65_536u32).map(|i| (i % 253) as u8).collect();
    let store = Sled::open(folder.path()).unwrap();
    put(&store, "short", b"1");
    put(&store, "long", &long);
    assert_eq!(store.folder(), folder.path());
    drop(store);

    let store = Sled::open(folder.path()).unwrap();
    assert_eq!(store.get(b"short").unwrap().as_deref(), Some(&b"1"[..]));
    assert!(store.get(b"long").unwrap() == Some(long));
    assert_eq!(store.verify().unwrap(), Tally { writes: 2, pairs: 2 });
}

#[test]
fn a_folder_is_created_with_those_above_it() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a/b/c");
    with_a_record(&deep);
    assert_eq!(fs::read_to_string(deep.join("format")).unwrap(), format!("{FORMAT}\n"));
}

#[test]
fn a_second_opening_is_told_that_the_store_is_in_use() {
    let folder = tempfile::tempdir().unwrap();
    let first = Sled::open(folder.path()).unwrap();
    let second = Sled::open_with(folder.path(), IMPATIENT).unwrap_err();
    assert!(matches!(second, StoreError::Busy(_)), "{second}");
    put(&first, "still", b"usable");
    drop(first);
    assert_eq!(Sled::open(folder.path()).unwrap().tally().pairs, 1);
}

#[test]
fn an_opening_waits_for_the_former_owner_to_go() {
    let folder = tempfile::tempdir().unwrap();
    let first = Sled::open(folder.path()).unwrap();
    std::thread::scope(|threads| {
        let second = threads.spawn(|| {
            Sled::open_with(
                folder.path(),
                Options { patience: Duration::from_secs(30), ..IMPATIENT },
            )
        });
        std::thread::sleep(Duration::from_millis(50));
        assert!(!second.is_finished());
        drop(first);
        assert!(second.join().unwrap().is_ok());
    });
}

#[test]
fn a_newer_format_is_refused_with_its_number() {
    let folder = tempfile::tempdir().unwrap();
    with_a_record(folder.path());
    fs::write(folder.path().join("format"), "99\n").unwrap();
    let error = Sled::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer(_, 99)), "{error}");

    // The file beside it may be lost; the marker inside says the same.
    fs::remove_file(folder.path().join("format")).unwrap();
    let raw = tree_below(folder.path());
    raw.insert([0], envelope::seal(0, 98, &[0], b"{\"other\":1}")).unwrap();
    drop(raw);
    let error = Sled::open(folder.path()).unwrap_err();
    assert!(matches!(error, StoreError::Newer(_, 98)), "{error}");
}

#[test]
fn what_is_not_our_store_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let raw = tree_below(folder.path());
    raw.insert("somebody", "else's").unwrap();
    drop(raw);
    let error = Sled::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("something else"), "{error}");
    let raw = tree_below(folder.path());
    assert_eq!(raw.len(), 1);

    let file = folder.path().join("file");
    fs::write(&file, "no folder").unwrap();
    let error = Sled::open(&file).unwrap_err();
    assert!(matches!(error, StoreError::Io(..)), "{error}");
}

#[test]
fn an_emptied_store_is_not_taken_for_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    with_a_record(folder.path());
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "db" || name.starts_with("snap.") {
            fs::remove_file(path).unwrap();
        }
    }
    for _ in 0..2 {
        let error = Sled::open(folder.path()).unwrap_err();
        assert!(error.to_string().contains("its records are gone"), "{error}");
    }
}

#[test]
fn an_older_copy_of_the_data_is_noticed_every_time() {
    let folder = tempfile::tempdir().unwrap();
    with_a_record(folder.path());
    let noted = folder.path().join("tally");
    assert_eq!(fs::read_to_string(&noted).unwrap(), r#"{"writes":1,"pairs":1}"#);
    fs::write(&noted, r#"{"writes":4,"pairs":2}"#).unwrap();
    for _ in 0..2 {
        let error = Sled::open(folder.path()).unwrap_err();
        assert!(error.to_string().contains("the last 3 changes are gone"), "{error}");
    }
    // Without the note the loss is accepted.
    fs::remove_file(&noted).unwrap();
    assert_eq!(Sled::open(folder.path()).unwrap().verify().unwrap().pairs, 1);
}

#[test]
fn a_lost_record_makes_the_count_wrong() {
    let folder = tempfile::tempdir().unwrap();
    with_a_record(folder.path());
    let raw = tree_below(folder.path());
    raw.remove(b"\x01k").unwrap().unwrap();
    drop(raw);
    let store = Sled::open(folder.path()).unwrap();
    let error = store.verify().unwrap_err();
    assert!(error.to_string().contains("has 0 records and should have 1"), "{error}");
    // A count beside the work says the same, and nothing goes on after it.
    put(&store, "l", b"more");
    let error = store.count_on(10).unwrap_err();
    assert!(error.to_string().contains("has 1 records and should have 2"), "{error}");
    let error = store.get(b"l").unwrap_err().downcast::<StoreError>().unwrap();
    assert!(matches!(error, StoreError::Stopped(..)), "{error}");
}

#[test]
fn a_count_goes_on_where_it_was_and_takes_in_what_is_written_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sled::open(folder.path()).unwrap();
    for key in ["b", "d", "f", "h"] {
        put(&store, key, b"1");
    }
    assert_eq!(store.count_on(2).unwrap(), None, "b and d");
    put(&store, "a", b"behind");
    put(&store, "b", b"behind, and nothing more");
    put(&store, "g", b"ahead");
    let mut batch = Batch::new();
    batch.delete("d");
    batch.delete("h");
    store.write(batch).unwrap();
    assert_eq!(store.count_on(2).unwrap(), None, "f and g");
    assert_eq!(store.count_on(2).unwrap().unwrap().pairs, 4, "a, b, f, g");
    // The next one begins anew.
    assert_eq!(store.count_on(100).unwrap().unwrap().pairs, 4);
}

#[test]
fn a_lost_piece_of_a_long_value_is_damage() {
    let folder = tempfile::tempdir().unwrap();
    put(&Sled::open(folder.path()).unwrap(), "k", &[7; 10_000]);
    let raw = tree_below(folder.path());
    raw.remove(b"\x02\x01k\x00\x01").unwrap().unwrap();
    drop(raw);
    let error = Sled::open(folder.path()).unwrap().get(b"k").unwrap_err();
    let error = error.downcast::<StoreError>().unwrap();
    assert!(matches!(error, StoreError::Damaged(..)), "{error}");
}

#[test]
fn nothing_goes_to_files_that_are_never_synced() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sled::open(folder.path()).unwrap();
    for round in 0..4u8 {
        let mut batch = Batch::new();
        for key in 0..60u8 {
            batch.put([b'k', key], vec![round; 4_096]);
            batch.put(vec![key; 255], vec![round; 300 * usize::from(key)]);
        }
        store.write(batch).unwrap();
    }
    // Many small ones lie together, and then they grow.
    for len in [1, 200, 4_096] {
        for some in 0..8u8 {
            let mut batch = Batch::new();
            (some..240).step_by(8).for_each(|key| batch.put([b'm', key], vec![1; len]));
            store.write(batch).unwrap();
        }
    }
    store.sync().unwrap();
    assert_eq!(fs::read_dir(folder.path().join("blobs")).unwrap().count(), 0);
}

#[test]
fn removed_long_values_leave_no_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let store = Sled::open(folder.path()).unwrap();
    put(&store, "k", &[1; 60_000]);
    put(&store, "k", &[2; 9_000]);
    let mut batch = Batch::new();
    batch.delete("k");
    store.write(batch).unwrap();
    drop(store);
    let raw = tree_below(folder.path());
    let keys: Vec<_> = raw.iter().keys().map(Result::unwrap).collect();
    assert_eq!(keys, [[0]], "only the marker stays");
}
