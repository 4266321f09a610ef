//! What a backup costs, and what turns feel of it. By hand, and best without the weight of a debug
//! build: `CARGO_PROFILE_TEST_OPT_LEVEL=3 cargo test --test backup figures -- --ignored --nocapture`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use sufler::backup::{self, restore::restore};
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::people::PersonId;
use sufler::domain::phone::Phone;
use sufler::domain::record::{Attempt, Change, Standing};
use sufler::store::{Batch, Book, Disk, Sled, Tap, schema};

use crate::now;

const ATTEMPTS: u32 = 100_000;

fn attempt(lead: u32, number: u16) -> Change {
    Change::Attempt(Attempt {
        lead: LeadId(lead),
        number,
        campaign: "default".into(),
        by: PersonId(i64::from(100 + lead % 50)),
        at: now() + TimeDelta::milliseconds(i64::from(lead) * 997),
        code: "no_answer".into(),
        situation: "answering_machine".into(),
        comment: format!("Автоответ {number}, соединился с секретарём {lead}, просит перезвонить"),
        standing: Standing::Good,
        next: Some(now() + TimeDelta::days(2)),
        objections: 1,
        script: Some(("outbound".into(), 1, "dial".into())),
    })
}

/// Writes and syncs as a group of turns does, until it is over; how long each took, in order.
fn turns(tap: &Tap, book: &Book, first: u32, over: &AtomicBool) -> Vec<Duration> {
    let mut took = Vec::new();
    let desk = vec![b'd'; 700];
    for number in first.. {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let mut batch = Batch::new();
        book.put(&mut batch, &[attempt(number, 1)]).unwrap();
        book.put_desk(&mut batch, PersonId(i64::from(number % 50)), &desk).unwrap();
        book.put_seen(&mut batch, i64::from(number), now()).unwrap();
        let began = Instant::now();
        tap.write(batch).unwrap();
        tap.sync().unwrap();
        took.push(began.elapsed());
        std::thread::sleep(Duration::from_millis(2));
    }
    took.sort_unstable();
    took
}

fn line(name: &str, took: &[Duration]) -> String {
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let (half, most, all) = (at(0.5), at(0.99), at(1.0));
    format!(
        "{name}: {} turns, median {half:.2} ms, 99 % {most:.2} ms, longest {all:.2} ms",
        took.len()
    )
}

#[test]
#[ignore = "figures"]
fn figures() {
    // On the disk of the project: the temporary folder may lie in memory.
    let folder = tempfile::TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let data = folder.path().join("data");
    let tap = Tap::new(Arc::new(Sled::open(&data).unwrap()));
    schema::note(&tap).unwrap();
    let book = Book::new(Arc::new(tap.clone()));
    let mut batch = Batch::new();
    for lead in 1..=ATTEMPTS / 2 {
        let phone = Phone::parse(&format!("+7495{:07}", 1_000_000 + lead), "RU").unwrap();
        let mut known = Lead::new(LeadId(lead), "default", phone, PersonId(100), now());
        known.attempts = 2;
        known.name = Some(format!("ООО «Ромашка {lead}»"));
        let changes = [Change::Lead(known), attempt(lead, 1), attempt(lead, 2)];
        book.put(&mut batch, &changes).unwrap();
        if batch.len() > 5_000 {
            tap.write(std::mem::take(&mut batch)).unwrap();
        }
    }
    tap.write(batch).unwrap();
    tap.sync().unwrap();
    println!("store: {} attempts, {:.1} MB", ATTEMPTS, tap.size().unwrap() as f64 / 1e6);

    let over = AtomicBool::new(false);
    let alone = std::thread::scope(|scope| {
        let turns = scope.spawn(|| turns(&tap, &book, 1_000_000, &over));
        std::thread::sleep(Duration::from_secs(5));
        over.store(true, Ordering::Relaxed);
        turns.join().unwrap()
    });
    println!("{}", line("without a backup", &alone));

    over.store(false, Ordering::Relaxed);
    let file = folder.path().join("figures.sufler");
    let (beside, made) = std::thread::scope(|scope| {
        let turns = scope.spawn(|| turns(&tap, &book, 2_000_000, &over));
        let began = Instant::now();
        let mut made = Vec::new();
        while began.elapsed() < Duration::from_secs(5) {
            let began = Instant::now();
            let one = backup::save(&tap, now(), None, &file, true).unwrap();
            made.push((one, began.elapsed()));
        }
        over.store(true, Ordering::Relaxed);
        (turns.join().unwrap(), made)
    });
    println!("{}", line("while backups are made without a pause", &beside));
    for (one, took) in &made {
        let (pairs, changes) = (one.end.pairs, one.end.changes);
        println!(
            "backup: {pairs} pairs and {changes} changes, {:.1} MB, {:.2} s",
            one.size as f64 / 1e6,
            took.as_secs_f64()
        );
    }
    let began = Instant::now();
    let back = restore(&file, &folder.path().join("back"), None, now()).unwrap();
    println!("restore: {:?}, {:.2} s", back.store.counts, began.elapsed().as_secs_f64());
}
