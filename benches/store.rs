//! What the store costs: single turns, turns in groups, reads, and a queue of a million due dates.
//!
//! `cargo bench --bench store`. Under `cargo test` everything runs once, on a small store.

// A bench has nobody to hand an error to.
#![allow(clippy::unwrap_used, missing_docs)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use sufler::store::disk::prefix_end;
use sufler::store::{Batch, Disk, Sled, envelope};
use tempfile::TempDir;

/// The first moment in the queue, in milliseconds since 1970, and the distance between two.
const START: u64 = 1_760_000_000_000;
const STEP: u64 = 250;

/// On the disk that the project is built on: the usual temporary folder may lie in memory.
fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Whether this is a measurement, not a test run.
fn in_earnest() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// A record as a turn writes it: 300 bytes in an envelope.
fn record(key: &[u8]) -> Vec<u8> {
    envelope::seal(1, 1, key, &[b'x'; 300])
}

/// What a turn changes: four records of one chat.
fn turn(number: u64) -> Batch {
    let mut batch = Batch::new();
    for sort in *b"cdlw" {
        let key = [&[sort][..], &(number % 5_000).to_be_bytes()].concat();
        batch.put(key.clone(), record(&key));
    }
    batch
}

fn due_key(millis: u64, id: u64) -> Vec<u8> {
    [&b"due"[..], &millis.to_be_bytes(), &id.to_be_bytes()].concat()
}

fn writes(c: &mut Criterion) {
    let folder = folder();
    let store = Sled::open(folder.path()).unwrap();
    let mut number = 0;
    let mut group = c.benchmark_group("write and sync");
    for turns in [1, 10, 100] {
        group.throughput(Throughput::Elements(turns));
        group.bench_with_input(BenchmarkId::from_parameter(turns), &turns, |b, &turns| {
            b.iter(|| {
                for _ in 0..turns {
                    number += 1;
                    store.write(turn(number)).unwrap();
                }
                store.sync().unwrap();
            });
        });
    }
    group.finish();

    // What a committer does: all waiting turns become one batch.
    let mut group = c.benchmark_group("joined into one batch, write and sync");
    for turns in [10, 100, 1_000] {
        group.throughput(Throughput::Elements(turns));
        group.bench_with_input(BenchmarkId::from_parameter(turns), &turns, |b, &turns| {
            b.iter(|| {
                let mut joined = Batch::new();
                for _ in 0..turns {
                    number += 1;
                    joined.append(turn(number));
                }
                store.write(joined).unwrap();
                store.sync().unwrap();
            });
        });
    }
    group.finish();

    let mut at = 0u64;
    c.bench_function("get", |b| {
        b.iter(|| {
            at = (at + 7_919) % number.min(5_000);
            let key = [&b"c"[..], &at.to_be_bytes()].concat();
            black_box(store.get(&key).unwrap())
        });
    });
    c.bench_function("get and open the envelope", |b| {
        b.iter(|| {
            at = (at + 7_919) % number.min(5_000);
            let key = [&b"c"[..], &at.to_be_bytes()].concat();
            let value = store.get(&key).unwrap().unwrap_or_default();
            black_box(envelope::open(&key, &value).is_ok())
        });
    });
}

/// Fills a queue; what that took is printed, for it is done once only.
fn fill(folder: &Path, keys: u64) {
    let store = Sled::open(folder).unwrap();
    let started = Instant::now();
    for thousand in 0..keys / 1_000 {
        let mut batch = Batch::new();
        for id in thousand * 1_000..(thousand + 1) * 1_000 {
            let key = due_key(START + id * STEP, id);
            let value = envelope::seal(2, 1, &key, &id.to_be_bytes());
            batch.put(key, value);
        }
        store.write(batch).unwrap();
    }
    store.sync().unwrap();
    let size = store.size().unwrap() >> 20;
    println!("{keys} due keys: filled in {:.1?}, {size} MB", started.elapsed());
}

fn due(c: &mut Criterion) {
    let keys = if in_earnest() { 1_000_000 } else { 2_000 };
    let folder = folder();
    fill(folder.path(), keys);
    let started = Instant::now();
    let store = Sled::open(folder.path()).unwrap();
    println!("{keys} due keys: opened in {:.1?}", started.elapsed());
    let started = Instant::now();
    store.verify().unwrap();
    println!("{keys} due keys: counted in {:.1?}", started.elapsed());

    let end = prefix_end(b"due");
    let mut group = c.benchmark_group(format!("{keys} due keys"));
    group.bench_function("first", |b| {
        b.iter(|| black_box(store.range(b"due", &end, 1).unwrap()));
    });
    group.bench_function("range of 1,000", |b| {
        b.iter(|| black_box(store.range(b"due", &end, 1_000).unwrap()));
    });
    // A recall is moved: out of one place, into another. Without sync: that is measured above.
    let mut id = 0;
    group.bench_function("insert and delete", |b| {
        b.iter(|| {
            id = (id + 7_919) % keys;
            let (old, new) = (due_key(START + id * STEP, id), due_key(START + id * STEP + 1, id));
            let value = envelope::seal(2, 1, &new, &id.to_be_bytes());
            let mut batch = Batch::new();
            batch.delete(old.clone());
            batch.put(new.clone(), value.clone());
            store.write(batch).unwrap();
            let mut back = Batch::new();
            back.delete(new);
            back.put(old, value);
            store.write(back).unwrap();
        });
    });
    group.finish();
}

fn short() -> Criterion {
    let criterion = Criterion::default();
    criterion.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1))
}

criterion_group!(name = benches; config = short(); targets = writes, due);
criterion_main!(benches);
