//! A data folder that was torn after a kill: the bot either has all that it confirmed, or refuses to
//! start and says in one sentence what to do.

use std::fs;
use std::path::{Path, PathBuf};

use sufler::store::{Batch, Disk, Sled};
use tempfile::TempDir;

use crate::bench::{PHONE, SOON, examine_log, open};
use crate::common::bot_api::BotApi;
use crate::common::process::Program;

/// What happened to a file.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Missing,
    Empty,
    /// Its last bytes are gone, or others; counted from the end of what was written.
    Cut(usize),
    Zeroed(usize),
    Garbage(usize),
    /// A page in the middle is zeroed.
    Middle,
    /// Its first bytes.
    Header,
    Nothing,
}

const CASES: &[(&str, Harm)] = &[
    ("db", Harm::Nothing),
    ("db", Harm::Missing),
    ("db", Harm::Empty),
    ("db", Harm::Header),
    ("db", Harm::Middle),
    ("db", Harm::Cut(1)),
    ("db", Harm::Cut(3_000)),
    ("db", Harm::Zeroed(700)),
    ("db", Harm::Garbage(20_000)),
    ("snap", Harm::Missing),
    ("snap", Harm::Empty),
    ("snap", Harm::Cut(5)),
    ("conf", Harm::Missing),
    ("conf", Harm::Empty),
    ("format", Harm::Empty),
    ("tally", Harm::Missing),
    ("tally", Harm::Empty),
    ("confirmed", Harm::Missing),
    ("confirmed", Harm::Garbage(12)),
    ("blobs", Harm::Missing),
];

fn inflict(harm: Harm, path: &Path) {
    if let Harm::Missing = harm {
        let gone = fs::remove_file(path).or_else(|_| fs::remove_dir(path));
        return gone.unwrap();
    }
    let mut bytes = fs::read(path).unwrap();
    // Sled fills the rest of a segment with zeroes or with a mark.
    let end = bytes.iter().rposition(|byte| !matches!(byte, 0 | 1 | 15)).map_or(0, |at| at + 1);
    match harm {
        Harm::Missing | Harm::Nothing => {}
        Harm::Empty => bytes.clear(),
        Harm::Cut(tail) => bytes.truncate(end - tail),
        Harm::Zeroed(tail) => bytes[end - tail..].fill(0),
        Harm::Garbage(tail) => {
            (end - tail..bytes.len()).for_each(|at| bytes[at] = (at * 31 % 251) as u8);
        }
        Harm::Middle => bytes[end / 2..end / 2 + 4_096].fill(0),
        Harm::Header => bytes[..512].fill(0),
    }
    fs::write(path, bytes).unwrap();
}

/// A copy of a data folder, and the path of a file in it.
fn copy(data: &Path, file: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("data");
    fs::create_dir_all(target.join("blobs")).unwrap();
    let mut found = target.join(file);
    for entry in fs::read_dir(data).unwrap() {
        let path = entry.unwrap().path();
        let to = target.join(path.file_name().unwrap());
        if path.is_file() {
            fs::copy(&path, &to).unwrap();
        }
        if file == "snap" && to.to_string_lossy().contains("/snap.") {
            found = to;
        }
    }
    (folder, found)
}

/// How `sufler verify` ends, and what it says.
async fn verify(data: &Path) -> (Option<i32>, String) {
    let mut process = Program::sufler().args(["verify", "--data"]).args([data]).start();
    let code = process.wait_exit(SOON).await.code();
    (code, process.stdout() + &process.stderr())
}

/// Starts the bot on a harmed copy. True if it serves.
async fn serves(data: &Path, file: &str, harm: Harm) -> bool {
    let (folder, path) = copy(data, file);
    inflict(harm, &path);
    let api = BotApi::start().await;
    let mut bot = open().program(&api, folder.path()).start();
    let served = loop {
        if bot.stderr().contains("serving") {
            break true;
        }
        if !bot.is_running() {
            break false;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    };
    if !served {
        let code = bot.wait_exit(SOON).await.code();
        let said = bot.stderr();
        assert_eq!(code, Some(1), "{harm:?} of {file}: {said}");
        let last = said.lines().last().unwrap_or_default();
        assert!(last.starts_with("sufler: the store in "), "{said}");
        assert!(last.contains(" is damaged: ") && last.contains("`sufler restore "), "{said}");
        assert!(!said.contains("panicked at"), "{harm:?} of {file}: {said}");
        return false;
    }
    bot.terminate();
    assert!(bot.wait_exit(SOON).await.success(), "{harm:?} of {file}: {}", bot.output());
    examine_log(&bot.output(), &api);
    let (code, said) = verify(&folder.path().join("data")).await;
    assert_eq!(code, Some(0), "{harm:?} of {file}: {said}");
    for all in ["attempts 12,", "leads 12,", "people 1,"] {
        assert!(said.contains(all), "{harm:?} of {file}: {said}");
    }
    true
}

#[tokio::test]
async fn a_torn_store_has_everything_or_is_refused() {
    let setup = open().args(["--rate", "1000", "--chat-rate", "100", "--backups", "off"]);
    let mut bench = setup.start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    // A second opening makes sled write its summary.
    bench.afresh().await;
    for n in 10..21 {
        nina.no_answer(&format!("8 499 322-46-{n}")).await;
    }
    bench.api.wait_settled().await;
    bench.kill();

    let data = bench.data();
    let mut refused = 0;
    for some in CASES.chunks(5) {
        let running = some.iter().map(|&(file, harm)| {
            let data = data.clone();
            tokio::spawn(async move { serves(&data, file, harm).await })
        });
        let running: Vec<_> = running.collect();
        for (case, (file, harm)) in running.into_iter().zip(some) {
            let served = case.await.unwrap();
            println!("{harm:?} of {file}: {}", if served { "serves" } else { "refused" });
            refused += u32::from(!served);
            // What is beside the store can be lost without harm.
            let must = matches!(harm, Harm::Nothing) || ["tally", "confirmed"].contains(file);
            assert!(served || !must, "{harm:?} of {file}");
        }
    }
    assert!(refused >= 8, "only {refused} of {} cases did any harm", CASES.len());
    bench.restart();
    bench.done().await;
}

/// More than is counted before anything else at a start.
const MANY: u32 = 60_000;

/// A data folder with so many records that the count goes on beside the work.
fn many(folder: &Path) -> PathBuf {
    let data = folder.join("data");
    let store = Sled::open(&data).unwrap();
    sufler::store::schema::note(&store).unwrap();
    for some in (0..MANY).collect::<Vec<_>>().chunks(5_000) {
        let mut batch = Batch::new();
        some.iter().for_each(|number| batch.put([b"~", &number.to_be_bytes()[..]].concat(), []));
        store.write(batch).unwrap();
    }
    data
}

#[tokio::test]
async fn a_large_store_that_lost_a_record_stops_the_bot() {
    let folder = tempfile::tempdir().unwrap();
    let data = many(folder.path());
    // What has just been closed may still be locked for a moment.
    let raw = loop {
        match sled::Config::new().path(&data).open() {
            Err(error) if error.to_string().contains("acquire lock") => std::thread::yield_now(),
            opened => break opened.unwrap(),
        }
    };
    let last = [b"\x01~", &(MANY - 1).to_be_bytes()[..]].concat();
    raw.remove(last).unwrap().unwrap();
    raw.flush().unwrap();
    drop(raw);
    let api = BotApi::start().await;
    let mut bot = open().program(&api, folder.path()).start();
    let code = bot.wait_exit(SOON).await.code();
    let said = bot.stderr();
    assert_eq!(code, Some(1), "{said}");
    let last = said.lines().last().unwrap_or_default();
    assert!(last.starts_with("sufler: the store in "), "{said}");
    assert!(last.contains(" is damaged: it has ") && last.contains("`sufler restore "), "{said}");
    assert!(!said.contains("every record is there"), "{said}");
}

#[tokio::test]
async fn a_backup_of_a_large_store_waits_until_it_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let data = many(folder.path());
    let api = BotApi::start().await;
    let mut bot = open().program(&api, folder.path()).start();
    while !bot.stderr().contains("serving") {
        assert!(bot.is_running(), "{}", bot.output());
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let mut backup = Program::sufler().args(["backup", "--data"]).args([&data]);
    backup = backup.args([folder.path().join("copy.suflerbackup")]);
    let mut backup = backup.start();
    let code = backup.wait_exit(SOON).await.code();
    assert_eq!(code, Some(0), "{}", backup.output());
    assert!(bot.stderr().contains("counted: every record is there"), "{}", bot.output());
    bot.terminate();
    assert!(bot.wait_exit(SOON).await.success(), "{}", bot.output());
}
