//! `sufler verify`: clean after a day's work, and a record that was broken on purpose is found.

use std::path::Path;
use std::sync::Arc;

use sufler::domain::lead::LeadId;
use sufler::domain::record::Change;
use sufler::store::disk::prefix_end;
use sufler::store::{Batch, Book, Disk, Sled};

use crate::bench::{PHONE, SOON, examine_log, open};
use crate::common::bot_api::BotApi;
use crate::common::process::Program;

/// What it leaves with and what it says.
async fn verify(data: &Path) -> (Option<i32>, String, String) {
    run(["verify", "--data"], data).await
}

async fn run<const N: usize>(words: [&str; N], path: &Path) -> (Option<i32>, String, String) {
    // What it unpacks is gone when it ends.
    let scratch = tempfile::tempdir().unwrap();
    let program = Program::sufler().args(words).args([path]).env("TMPDIR", scratch.path());
    let mut process = program.start();
    let code = process.wait_exit(SOON).await.code();
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "{}", process.output());
    (code, process.stdout(), process.stderr())
}

#[tokio::test]
async fn a_broken_record_is_found_and_named_without_what_is_private() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.api.wait_settled().await;
    let (code, said, log) = verify(&bench.data()).await;
    assert_eq!((code, log.as_str()), (Some(0), ""), "{said}");
    assert!(said.starts_with("the bot runs: this is a copy of its data"), "{said}");
    assert!(said.contains("attempts 1,") && said.ends_with("\nno defects\n"), "{said}");
    bench.stop().await;

    let (code, said, log) = verify(&bench.data()).await;
    assert_eq!((code, log.as_str()), (Some(0), ""), "{said}");
    assert!(said.contains("attempts 1,") && said.ends_with("\nno defects\n"), "{said}");

    // The lead counts an attempt too many, and a byte of the attempt is another one.
    let disk = Arc::new(Sled::open(bench.data()).unwrap());
    let book = Book::new(disk.clone());
    let mut lead = book.lead(LeadId(1)).unwrap().unwrap();
    lead.attempts = 2;
    let mut batch = Batch::new();
    book.put(&mut batch, &[Change::Lead(lead.clone())]).unwrap();
    let (key, sound) = disk.range(b"a", &prefix_end(b"a"), 1).unwrap().remove(0);
    let mut broken = sound.clone();
    broken[40] ^= 1;
    batch.put(key.clone(), broken);
    disk.write(batch).unwrap();
    drop((book, disk));
    let (code, said, _) = verify(&bench.data()).await;
    assert_eq!(code, Some(3), "{said}");
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("attempt 1 of lead 1: the checksum is"), "{said}");
    assert!(lines[1].starts_with("lead 1: it counts 2 attempts, the last one is 1"), "{said}");
    assert!(said.contains("; right: ") && said.ends_with("\n3 defects\n"), "{said}");
    examine_log(&said, &bench.api);

    // So does a backup of it, which is a file like any other.
    let attic = tempfile::tempdir().unwrap();
    let file = attic.path().join("broken.backup");
    let made = Program::sufler().args(["backup", "--data"]).args([bench.data(), file.clone()]);
    assert!(made.start().wait_exit(SOON).await.success());
    let (code, copied, log) = run(["verify", "--backup"], &file).await;
    assert_eq!((code, log.as_str()), (Some(3), ""), "{copied}");
    assert_eq!(copied, said);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let (code, _, log) = run(["verify", "--backup"], &file).await;
    assert_eq!(code, Some(1), "{log}");
    assert!(log.starts_with("sufler: ") && log.contains("broken.backup"), "{log}");

    let disk = Arc::new(Sled::open(bench.data()).unwrap());
    let book = Book::new(disk.clone());
    lead.attempts = 1;
    let mut batch = Batch::new();
    batch.put(key, sound);
    book.put(&mut batch, &[Change::Lead(lead)]).unwrap();
    disk.write(batch).unwrap();
    drop((book, disk));
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn where_there_is_nothing_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, said) = verify(&folder.path().join("data")).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no store in"), "{said}");
    assert!(!folder.path().join("data").exists());
    examine_log(&said, &BotApi::start().await);
}

/// The name of a backup here is a pipe: the look at it waits for its contents.
#[tokio::test]
async fn a_look_at_a_backup_that_is_stopped_leaves_nothing_behind() {
    let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for signal in ["INT", "TERM"] {
        let program = Program::sufler().args(["verify", "--backup"]).args([&pipe]);
        let mut process = program.env("TMPDIR", scratch.path()).start();
        let begun = pipe.clone();
        let writer = tokio::task::spawn_blocking(move || {
            let mut writer = std::fs::File::options().write(true).open(begun).unwrap();
            std::io::Write::write_all(&mut writer, b"sufler").unwrap();
            writer
        });
        let writer = tokio::time::timeout(SOON, writer).await.unwrap().unwrap();
        let unpacked = || std::fs::read_dir(scratch.path()).unwrap().count();
        let waiting = async {
            while unpacked() == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(SOON, waiting).await.unwrap();
        process.signal(signal);
        let _ = process.wait_exit(SOON).await;
        assert_eq!(unpacked(), 0, "{signal}: {}", process.output());
        drop(writer);
    }
}
