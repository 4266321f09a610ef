//! kill -9 at any moment: what `sync` has confirmed is there, and no batch is there by half.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::Duration;

use rand::RngExt;
use sufler::store::{Batch, Disk, Sled};

use crate::{folder_of_the_parent, in_a_child};

const ROUNDS: usize = 8;
const WRITERS: u8 = 3;

fn key(writer: u8, side: u8, number: u64) -> Vec<u8> {
    [&[writer, side][..], &number.to_be_bytes()].concat()
}

/// The number after the last that `writer` has written.
fn next(store: &Sled, writer: u8) -> u64 {
    let last = store.range_back(&[writer, 0], &[writer, 1], 1).unwrap();
    last.first().map_or(0, |(key, _)| u64::from_be_bytes(key[2..].try_into().unwrap()) + 1)
}

/// Each batch is a number on two sides, long now and then, and a counter that is overwritten.
fn batch(writer: u8, number: u64) -> Batch {
    let long = if number.is_multiple_of(16) { 9_000 } else { 50 };
    let mut batch = Batch::new();
    batch.put(key(writer, 0, number), vec![1; long]);
    batch.put([writer, 2], number.to_be_bytes());
    batch.put(key(writer, 1, number), vec![2; long]);
    batch
}

#[test]
#[ignore = "run by the test below, in a process of its own, and killed"]
fn child() {
    let Some(folder) = folder_of_the_parent() else { return };
    let store = Sled::open(folder).unwrap();
    std::thread::scope(|threads| {
        for writer in 0..WRITERS {
            let store = &store;
            threads.spawn(move || {
                for number in next(store, writer).. {
                    store.write(batch(writer, number)).unwrap();
                    store.sync().unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "synced {writer} {number}").unwrap();
                }
            });
        }
    });
}

/// Lets the child write for a while, kills it; the last number that it confirmed for each writer.
fn run_and_kill(folder: &Path) -> Vec<Option<u64>> {
    let mut child = in_a_child("kill::child", folder).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut confirmed = vec![None; usize::from(WRITERS)];
    let mut note = |line: &str| {
        let words: Vec<_> = line.split(' ').collect();
        if let ["synced", writer, number] = words[..] {
            confirmed[writer.parse::<usize>().unwrap()] = Some(number.parse().unwrap());
        }
    };
    let first = lines.find(|line| line.starts_with("synced")).expect("the child writes");
    note(&first);
    std::thread::sleep(Duration::from_micros(rand::rng().random_range(0..120_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    // The last line may be cut in the middle of a number, which is then smaller: still confirmed.
    lines.for_each(|line| note(&line));
    confirmed
}

#[test]
fn a_kill_loses_nothing_that_was_synced() {
    let folder = tempfile::tempdir().unwrap();
    let mut total = 0;
    for round in 0..ROUNDS {
        let confirmed = run_and_kill(folder.path());
        let store = Sled::open(folder.path()).unwrap();
        store.verify().unwrap();
        for (writer, confirmed) in (0..WRITERS).zip(confirmed) {
            let next = next(&store, writer);
            assert!(
                confirmed.is_none_or(|last| last < next),
                "round {round}: {confirmed:?} {next}"
            );
            for side in 0..2 {
                let all = store.range(&[writer, side], &[writer, side + 1], usize::MAX).unwrap();
                let numbers = (0..next).map(|number| key(writer, side, number));
                assert!(all.iter().map(|(key, _)| key.clone()).eq(numbers), "round {round}");
            }
            let counter = store.get(&[writer, 2]).unwrap();
            let last = next.checked_sub(1).map(|last| last.to_be_bytes().to_vec());
            assert_eq!(counter, last, "round {round}");
            total += confirmed.unwrap_or(0);
        }
    }
    assert!(total > 0, "nothing was ever confirmed");
}
