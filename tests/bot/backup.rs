//! Backups from outside: made while people work, put back, refused when anything is wrong, made by the
//! bot itself.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use sufler::domain::people::PersonId;
use sufler::domain::record::Counter;
use sufler::store::verify::verify_sled;
use sufler::store::{Batch, Book, Disk, Sled};
use tempfile::TempDir;

use crate::bench::{Bench, PHONE, Person, SOON, examine_log, open};
use crate::common::process::Program;

const PASSPHRASE: &str = "correct horse battery";

/// Nobody waits for the pace of Telegram.
const FAST: [&str; 4] = ["--rate", "10000", "--chat-rate", "10000"];

/// Runs `sufler` with these words, and with the passphrase if there is one: code and both outputs.
async fn sufler(words: &[&str], passphrase: Option<&str>) -> (Option<i32>, String) {
    let mut program = Program::sufler().args(words).dir(std::env::temp_dir());
    if let Some(passphrase) = passphrase {
        program = program.env("SUFLER_BACKUP_PASSPHRASE", passphrase);
    }
    let mut process = program.start();
    let code = process.wait_exit(SOON).await.code();
    (code, process.stdout() + &process.stderr())
}

/// The same, which has to succeed.
async fn done(words: &[&str], passphrase: Option<&str>) -> String {
    let (code, said) = sufler(words, passphrase).await;
    assert_eq!(code, Some(0), "{said}");
    said
}

/// The same, which has to fail.
async fn refused(words: &[&str], passphrase: Option<&str>) -> String {
    let (code, said) = sufler(words, passphrase).await;
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder for files and restored data.
struct Attic {
    folder: TempDir,
}

impl Attic {
    fn new() -> Attic {
        Attic { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// How many attempts everybody has saved, in a store that fits together.
fn attempts(data: &Path) -> BTreeMap<PersonId, usize> {
    let store = Arc::new(Sled::open(data).unwrap());
    let mut defects = Vec::new();
    verify_sled(&store, &mut |finding| defects.push(finding.to_string())).unwrap();
    assert!(defects.is_empty(), "{defects:#?}");
    let book = Book::new(store);
    let mut counts = BTreeMap::new();
    let (from, to) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let visit = |attempt: sufler::domain::record::Attempt| {
        *counts.entry(attempt.by).or_default() += 1;
        Ok(())
    };
    book.attempts_between(from, to, visit).unwrap();
    counts
}

#[tokio::test]
async fn a_backup_while_ten_people_work_is_one_moment_of_their_work() {
    let bench = open().args(FAST).start().await;
    let attic = Attic::new();
    let over = AtomicBool::new(false);
    let saved: Vec<AtomicUsize> = (0..10).map(|_| AtomicUsize::new(0)).collect();
    let work = async |n: usize| {
        let person = bench.started(101 + n as i64, "Нина").await;
        let mut count = 0;
        while !over.load(Ordering::Relaxed) {
            // A number of one's own, another one for each attempt.
            person.no_answer(&format!("8 499 32{n} {:02} {:02}", count / 100, count % 100)).await;
            count += 1;
            saved[n].store(count, Ordering::Relaxed);
        }
    };
    let copy = async || {
        let data = bench.data();
        let mut copies = Vec::new();
        for round in 0..4 {
            // Some attempts lie between one backup and the next.
            let sum = || saved.iter().map(|count| count.load(Ordering::Relaxed)).sum::<usize>();
            let enough = sum() + 10;
            while sum() < enough {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let before: Vec<_> = saved.iter().map(|n| n.load(Ordering::Relaxed)).collect();
            let file = attic.path(&format!("{round}.sufler"));
            let said = done(&["backup", text(&file), "--data", text(&data)], None).await;
            assert!(said.contains("while the bot works"), "{said}");
            let after: Vec<_> = saved.iter().map(|n| n.load(Ordering::Relaxed)).collect();
            copies.push((file, before, after));
        }
        over.store(true, Ordering::Relaxed);
        copies
    };
    let (copies, ..) = tokio::join!(
        copy(),
        work(0),
        work(1),
        work(2),
        work(3),
        work(4),
        work(5),
        work(6),
        work(7),
        work(8),
        work(9),
    );
    for (round, (file, before, after)) in copies.iter().enumerate() {
        let data = attic.path(&format!("restored-{round}"));
        done(&["restore", text(file), "--data", text(&data)], None).await;
        let counts = attempts(&data);
        for n in 0..10 {
            let count = counts.get(&PersonId(101 + n as i64)).copied().unwrap_or(0);
            // What was shown as saved before is in it; one more may be on its way.
            assert!(before[n] <= count && count <= after[n] + 1, "{n}: {counts:?}");
        }
    }
    bench.done().await;
}

/// Kills the bot, restores `file` in the place of its data, and starts it again.
async fn restored(bench: &mut Bench, file: &Path, passphrase: Option<&str>) -> String {
    bench.api.wait_settled().await;
    bench.stop().await;
    let said = done(&["restore", text(file), "--data", text(&bench.data())], passphrase).await;
    bench.restart();
    said
}

async fn shows(person: &Person, number: &str, attempts: usize) {
    person.send(number).await;
    let card = person.expect("№ ").await;
    assert_eq!(card.stretches("code").len(), attempts, "{card}");
}

#[tokio::test]
async fn what_is_restored_is_what_was_and_its_screens_answer() {
    let mut bench = open().args(FAST).start().await;
    let attic = Attic::new();
    let (file, data) = (attic.path("encrypted"), bench.data());
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    let made = ["backup", text(&file), "--data", text(&data), "--encrypt"];
    let said = done(&made, Some(PASSPHRASE)).await;
    assert!(said.contains("encrypted, while the bot works"), "{said}");
    assert!(std::fs::read(&file).unwrap().starts_with(b"age-encryption.org"));
    // What is done afterwards is not in it.
    nina.result(PHONE, "answering_machine").await;
    nina.save().await;
    nina.no_answer("8 499 322-46-86").await;

    let said = restored(&mut bench, &file, Some(PASSPHRASE)).await;
    assert!(said.contains("attempts 1, ") && said.contains("recalls 1, "), "{said}");
    assert!(said.contains("to go back to it:\n  sufler restore "), "{said}");
    shows(&nina, PHONE, 1).await;
    nina.result(PHONE, "answering_machine").await;
    nina.save().await;

    // And back again, to what the restore has replaced.
    let former = said.split("the former store is in ").nth(1).unwrap();
    let former = PathBuf::from(former.split("; to go back").next().unwrap());
    restored(&mut bench, &former, None).await;
    nina.send("8 499 322-46-86").await;
    nina.expect("№ 2").await;
    bench.api.wait_settled().await;
    bench.stop().await;
    assert_eq!(attempts(&data), BTreeMap::from([(PersonId(101), 3)]));
    let store = Book::new(Arc::new(Sled::open(&data).unwrap()));
    assert!(store.next(Counter::Recall).unwrap() > 2);
    drop(store);
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn what_is_wrong_is_said_in_a_line_and_nothing_is_replaced() {
    let mut bench = open().args(FAST).start().await;
    let attic = Attic::new();
    let (file, sealed, data) = (attic.path("plain"), attic.path("sealed"), bench.data());
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    let (at, place) = (text(&file), text(&data));
    done(&["backup", at, "--data", place], None).await;
    done(&["backup", text(&sealed), "--encrypt", "--data", place], Some(PASSPHRASE)).await;
    let plain = std::fs::read(&file).unwrap();

    let said = refused(&["restore", at, "--data", place], None).await;
    assert!(said.contains("in use: stop the bot first"), "{said}");
    let said = refused(&["backup", at, "--data", place], None).await;
    assert!(said.contains("is there already; --force replaces it"), "{said}");
    done(&["backup", at, "--data", place, "--force"], None).await;
    let said =
        refused(&["backup", text(&attic.path("x")), "--data", place, "--encrypt"], None).await;
    assert!(said.contains("SUFLER_BACKUP_PASSPHRASE"), "{said}");
    let nowhere = attic.path("no data");
    let said = refused(&["backup", text(&attic.path("x")), "--data", text(&nowhere)], None).await;
    assert!(said.contains("there is no store in"), "{said}");
    assert!(!attic.path("x").exists() && !nowhere.exists());
    let said = refused(&["backup", text(&attic.path("no/folder/x")), "--data", place], None).await;
    assert!(said.contains("no/folder/x.new"), "{said}");

    let own = text(&data.join("db")).to_owned();
    let said = refused(&["backup", &own, "--data", place, "--force"], None).await;
    assert!(said.contains("among the files of the store"), "{said}");

    bench.api.wait_settled().await;
    bench.stop().await;
    // Without the bot it goes as well.
    let said = done(&["backup", at, "--data", place, "--force"], None).await;
    assert!(!said.contains("while the bot works"), "{said}");
    let before = attempts(&data);
    let said = refused(&["restore", text(&sealed), "--data", place], None).await;
    assert!(said.contains("encrypted: put its passphrase"), "{said}");
    let said =
        refused(&["restore", text(&sealed), "--data", place], Some("another passphrase")).await;
    assert!(said.contains("is not the one") && !said.contains("another passphrase"), "{said}");
    std::fs::write(&file, &plain[..plain.len() - 100]).unwrap();
    let said = refused(&["restore", at, "--data", place], None).await;
    assert!(said.contains("the file is cut"), "{said}");
    let mut changed = plain.clone();
    changed[plain.len() / 2] ^= 4;
    std::fs::write(&file, &changed).unwrap();
    let said = refused(&["restore", at, "--data", place], None).await;
    assert!(said.contains("was changed or damaged"), "{said}");
    assert_eq!(attempts(&data), before);
    bench.restart();
    shows(&nina, PHONE, 1).await;
    bench.done().await;
}

#[tokio::test]
async fn what_a_killed_restore_has_left_goes_with_the_next_start() {
    let mut bench = open().args(FAST).start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.api.wait_settled().await;
    bench.stop().await;
    let left = bench.data().join("restoring");
    std::fs::create_dir(&left).unwrap();
    std::fs::copy(bench.data().join("db"), left.join("db")).unwrap();
    bench.restart();
    shows(&nina, PHONE, 1).await;
    assert!(!left.exists(), "what it held may be forgotten by now");
    bench.done().await;
}

/// A trial in which the program dies at the so-many-th record of a backup.
fn dies_in_a_backup(trial: &Path, at: usize) {
    std::fs::write(trial.join("crash"), format!("in-backup {at}")).unwrap();
}

async fn soon(what: &str, is_so: impl Fn() -> bool) {
    let end = Instant::now() + SOON;
    while !is_so() {
        assert!(Instant::now() < end, "not soon: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_kill_in_the_middle_of_a_backup_leaves_no_half_of_one() {
    let trial = tempfile::tempdir().unwrap();
    let setup = open().args(FAST).args(["--backups", "off"]);
    let setup = setup.env("SUFLER_TRIAL", text(trial.path()));
    dies_in_a_backup(trial.path(), 12);
    let mut bench = setup.start().await;
    let attic = Attic::new();
    let (file, data) = (attic.path("half"), bench.data());
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.api.wait_settled().await;
    let said = refused(&["backup", text(&file), "--data", text(&data)], None).await;
    assert!(said.contains("broke"), "{said}");
    assert!(names(attic.folder.path()).is_empty(), "{:?}", names(attic.folder.path()));
    bench.kill();
    std::fs::remove_file(trial.path().join("crash")).unwrap();
    bench.restart();
    shows(&nina, PHONE, 1).await;
    // What the killed bot has left of its socket is no obstacle.
    done(&["backup", text(&file), "--data", text(&data)], None).await;
    assert_eq!(names(attic.folder.path()), ["half"]);
    bench.done().await;
}

#[tokio::test]
async fn the_bot_makes_a_backup_a_day_and_a_kill_in_the_middle_is_made_good() {
    let trial = tempfile::tempdir().unwrap();
    let attic = Attic::new();
    let shelf = attic.path("shelf");
    let setup = open().args(FAST).env("SUFLER_BACKUPS", text(&shelf));
    let setup = setup.env("SUFLER_TRIAL", text(trial.path()));
    std::fs::create_dir(&shelf).unwrap();
    // One of the day before yesterday is too old; it stays while there is no newer one.
    let old = Utc::now() - chrono::Duration::days(2);
    let old = format!("daily-{}.sufler", old.format("%Y%m%dT%H%M%SZ"));
    std::fs::write(shelf.join(&old), "an old one").unwrap();
    dies_in_a_backup(trial.path(), 2);
    let mut bench = setup.start().await;
    let end = bench.bot.wait_exit(SOON).await;
    assert!(!end.success());
    let left = names(&shelf);
    assert!(
        left.contains(&old) && left.iter().all(|n| *n == old || n.ends_with(".new")),
        "{left:?}"
    );
    bench.kill();

    std::fs::remove_file(trial.path().join("crash")).unwrap();
    bench.restart();
    let made = || names(&shelf).into_iter().find(|n| *n != old && n.ends_with(".sufler"));
    soon("a daily backup", || made().is_some() && names(&shelf).len() == 2).await;
    bench.bot.expect_output("daily backup made").await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.api.wait_settled().await;
    assert_eq!(names(&shelf).len(), 2, "one a day");
    let data = attic.path("restored");
    done(&["restore", text(&shelf.join(made().unwrap())), "--data", text(&data)], None).await;
    assert!(attempts(&data).is_empty(), "it was made before the first attempt");

    // The next day.
    let now = Utc::now().timestamp_millis();
    let tomorrow = now + 25 * 3_600_000;
    std::fs::write(trial.path().join("clock"), format!("{now} {tomorrow} 1")).unwrap();
    soon("the next daily backup", || names(&shelf).len() == 3).await;
    std::fs::remove_file(trial.path().join("clock")).unwrap();
    bench.done().await;
}

#[tokio::test]
async fn a_damaged_store_names_the_newest_backup() {
    let mut bench = open().start().await;
    let data = bench.data();
    bench.bot.expect_output("serving").await;
    let shelf = data.join("backups");
    std::fs::create_dir(&shelf).unwrap();
    let newest = shelf.join("daily-20261122T063500Z.sufler");
    done(&["backup", text(&newest), "--data", text(&data)], None).await;
    bench.stop().await;
    std::fs::write(shelf.join("daily-20261121T063500Z.sufler"), "older").unwrap();
    std::fs::write(data.join("db"), vec![7; 20_000]).unwrap();
    bench.restart();
    let end = bench.bot.wait_exit(SOON).await;
    assert_eq!(end.code(), Some(1));
    let way = format!("`sufler restore {} --data {}`", newest.display(), data.display());
    assert!(bench.bot.stderr().contains(&way), "{}", bench.bot.output());
    // It is the way.
    done(&["restore", text(&newest), "--data", text(&data)], None).await;
    bench.restart();
    bench.started(101, "Нина").await;
    bench.done().await;
}

#[tokio::test]
async fn data_of_the_first_version_are_backed_up_and_brought_up_to_date() {
    let mut bench = open().args(FAST).start().await;
    let data = bench.data();
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.api.wait_settled().await;
    bench.stop().await;
    // As version 0.1 would have left it: no schema, no index by time.
    let store = Sled::open(&data).unwrap();
    let mut batch = Batch::new();
    for (from, to) in [(b"t", b"u"), (b"j", b"k")] {
        for (key, _) in store.range(from, to, 100).unwrap() {
            batch.delete(key);
        }
    }
    assert_eq!(batch.len(), 2);
    store.write(batch).unwrap();
    store.sync().unwrap();
    drop(store);
    bench.restart();
    shows(&nina, PHONE, 1).await;
    bench.bot.expect_output("brought up to date").await;
    bench.api.wait_settled().await;
    bench.stop().await;
    assert_eq!(attempts(&data).len(), 1, "found by time");
    let made = names(&data.join("backups"));
    assert!(made.len() == 1 && made[0].starts_with("before-schema-3-"), "{made:?}");
    let backup = data.join("backups").join(&made[0]);
    let said = done(&["restore", text(&backup), "--data", text(&data)], None).await;
    assert!(said.contains("the next start brings it up to date"), "{said}");
    bench.restart();
    shows(&nina, PHONE, 1).await;
    bench.done().await;
}

#[tokio::test]
async fn the_passphrase_is_never_said() {
    let setup = open().env("SUFLER_BACKUP_PASSPHRASE", PASSPHRASE);
    let mut bench = setup.start().await;
    bench.bot.expect_output("serving").await;
    let (attic, data) = (Attic::new(), bench.data());
    let file = attic.path("x");
    let words = ["-vv", "backup", text(&file), "--encrypt", "--data", text(&data)];
    let said = done(&words, Some(PASSPHRASE)).await;
    assert!(!said.contains(PASSPHRASE) && !bench.bot.output().contains(PASSPHRASE));
    examine_log(&said, &bench.api);
    let other = attic.path("y");
    let words = ["backup", text(&other), "--encrypt", "--data", text(&data)];
    let short = refused(&words, Some("hunter2")).await;
    assert!(short.contains("too short") && !short.contains("hunter2"), "{short}");
    bench.done().await;
}

#[tokio::test]
async fn a_backup_that_was_sent_in_the_chat_is_restored() {
    let setup = open().owner(1).env("SUFLER_BACKUP_PASSPHRASE", PASSPHRASE).args(FAST);
    let bench = setup.start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    boss.command("/backup").await;
    boss.sees("backup-ask").await;
    boss.tap("key-send-backup").await;
    let sent = boss.sees("backup-done").await;
    let attic = Attic::new();
    let (file, data) = (attic.path("sent"), attic.path("data"));
    std::fs::write(&file, &*sent.file.expect("a file").bytes).unwrap();
    done(&["restore", text(&file), "--data", text(&data)], Some(PASSPHRASE)).await;
    assert_eq!(attempts(&data), BTreeMap::from([(PersonId(101), 1)]));
    bench.done().await;
}
