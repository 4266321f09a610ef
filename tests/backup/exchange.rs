//! One store in the place of another: whatever moment a crash hits, the next opening finds one of them
//! whole, and the other is kept.

use std::fs;
use std::path::Path;

use sufler::store::{Sled, exchange};

use crate::{inside, put};

fn store(folder: &Path, says: &str) {
    let store = Sled::open(folder).unwrap();
    put(&store, "says", says.as_bytes());
}

/// The files of a store, in some order.
fn parts(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let ours = |name: &String| !["away", "next", "lock"].contains(&name.as_str());
    let mut names: Vec<_> = names.filter(ours).filter(|name| !name.starts_with("ex")).collect();
    names.sort();
    names
}

/// A folder with the store `former`, and `next` beside it.
fn prepared() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    store(data.path(), "former");
    store(&data.path().join("next"), "next");
    data
}

fn says(folder: &Path) -> String {
    String::from_utf8(inside(folder)[&b"says"[..]].clone()).unwrap()
}

#[test]
fn an_exchange_that_is_cut_short_is_finished_by_the_next_opening() {
    let order = r#"{"away":"away","next":"next"}"#;
    let some = prepared();
    let (formers, nexts) = (parts(some.path()).len(), parts(&some.path().join("next")).len());
    assert!(formers >= 4 && nexts >= 4, "{:?}", parts(some.path()));
    // Cut in the first half after so many moves, then in the second.
    for moved in 0..=formers + nexts {
        let data = prepared();
        let data = data.path();
        let (away, next) = (data.join("away"), data.join("next"));
        fs::create_dir(&away).unwrap();
        for part in parts(data).iter().take(moved) {
            fs::rename(data.join(part), away.join(part)).unwrap();
        }
        if let Some(moved) = moved.checked_sub(formers) {
            fs::write(data.join("exchange.in"), order).unwrap();
            for part in parts(&next).iter().take(moved) {
                fs::rename(next.join(part), data.join(part)).unwrap();
            }
        } else {
            fs::write(data.join("exchange.out"), order).unwrap();
        }
        assert!(Sled::is_in(data), "moved {moved}");
        assert_eq!(says(data), "next", "moved {moved}");
        assert_eq!(says(&away), "former", "moved {moved}");
        assert!(!next.exists() && !data.join("exchange.in").exists());
        assert_eq!(says(data), "next", "once more");
    }
}

#[test]
fn where_the_next_store_does_not_read_nothing_of_it_is_thrown_away() {
    let data = prepared();
    let data = data.path();
    fs::create_dir(data.join("away")).unwrap();
    fs::write(data.join("exchange.in"), r#"{"away":"away","next":"no-folder"}"#).unwrap();
    fs::write(data.join("no-folder"), "what cannot be listed").unwrap();
    assert!(Sled::open(data).is_err());
    assert!(data.join("exchange.in").exists() && data.join("no-folder").exists());
}

#[test]
fn an_empty_store_never_takes_the_place_of_one_that_is_gone() {
    for name in ["exchange.out", "exchange.in"] {
        let data = prepared();
        let data = data.path();
        fs::create_dir(data.join("away")).unwrap();
        if name == "exchange.in" {
            for part in parts(data) {
                fs::rename(data.join(&part), data.join("away").join(&part)).unwrap();
            }
        }
        fs::write(data.join(name), r#"{"away":"away","next":"next"}"#).unwrap();
        fs::remove_dir_all(data.join("next")).unwrap();
        let said = Sled::open(data).unwrap_err().to_string();
        assert!(said.contains("there is no store in next"), "{said}");
    }
}

#[test]
fn while_a_store_is_open_nobody_exchanges_it() {
    let data = prepared();
    let store = Sled::open(data.path()).unwrap();
    assert!(exchange::lock(data.path()).is_err());
    drop(store);
    let lock = exchange::lock(data.path()).unwrap();
    let impatient =
        sufler::store::sled::Options { patience: std::time::Duration::ZERO, ..Default::default() };
    assert!(Sled::open_with(data.path(), impatient).is_err(), "nor the other way round");
    exchange::exchange(data.path(), &lock, "away", "next").unwrap();
    drop(lock);
    assert_eq!(says(data.path()), "next");
}
