//! Files: the table of attempts, and backups.

use std::io::Read;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use csv::ReaderBuilder;
use flate2::read::DeflateDecoder;
use sufler::domain::record::Attempt;
use sufler::store::{Book, Sled};
use sufler::words::Phrase;
use tokio::task::JoinSet;

use crate::bench::{Bench, PHONE, Person, SOON, Setup, open};
use crate::common::bot_api::{Fault, Message, Upload};
use crate::common::process::Program;
use crate::trial::Trial;
use crate::words::{Said, said_with, say};

/// A bot that keeps nobody waiting for a chat's pace.
fn fast() -> Setup {
    open().args(["--chat-rate", "100"])
}

/// Orders the table of a period.
async fn order(person: &Person, period: &str) {
    person.command("/export").await;
    person.sees("export-title").await;
    // That it is being made is said beside it: either may come first.
    person.tap(&format!("period-{period}")).await;
}

/// What is said with a table of so many rows, for all days.
fn done(person: &Person, rows: usize) -> Said {
    let days = Phrase::new("days-all");
    said_with(person.lang, Phrase::new("export-done").with("days", days).with("rows", rows))
}

fn file(message: &Message) -> &Upload {
    message.file.as_ref().unwrap_or_else(|| panic!("no file with {message}"))
}

/// The cells of a table as a spreadsheet reads them, the heading apart.
fn rows(upload: &Upload, separator: u8) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(&upload.bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// All attempts in the store, the earliest first; the bot must not run.
fn attempts(bench: &Bench) -> Vec<Attempt> {
    let book = Book::new(Arc::new(Sled::open(bench.data()).unwrap()));
    let (from, to) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    let mut all = Vec::new();
    let visit = |attempt| {
        all.push(attempt);
        Ok(())
    };
    book.attempts_between(from, to, visit).unwrap();
    all
}

#[tokio::test]
async fn a_supervisor_gets_the_attempts_of_the_store_and_an_operator_does_not() {
    let mut bench = fast().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    order(&boss, "today").await;
    boss.sees("export-empty").await;
    let nina = bench.started(101, "=HYPERLINK(\"http://x\")").await;
    nina.no_answer(PHONE).await;
    nina.no_answer("+995 32 212 34 56").await;
    nina.command("/export").await;
    nina.sees("command-forbidden").await;
    bench.afresh().await;

    // What opens a formula, in every guise, as a reason and as a name.
    let attacks =
        ["=1+1", "+7 1", "-2+3", "@SUM(A1)", "\t=1", "\"=1\"", "' =1", "＝1", "no,=1", "a;\"+1"];
    let mut people = JoinSet::new();
    for (n, attack) in attacks.into_iter().enumerate() {
        let eve = bench.person(200 + n as i64, attack);
        people.spawn(async move {
            eve.command(&format!("/result 8 499 322-46-{}", 10 + n)).await;
            eve.sees("situations-title").await;
            eve.press("ОТКАЗ СЕКРЕТАРЯ").await;
            eve.sees("ask-reason").await;
            eve.send(attack).await;
            eve.sees("card-comment").await;
            eve.save().await;
        });
    }
    people.join_all().await;
    order(&boss, "all").await;
    let seen = boss.expect(done(&boss, 2 + attacks.len())).await;
    assert!(!seen.silent && seen.keys.is_empty(), "{seen}");
    assert!(file(&seen).name.ends_with(".csv"), "{seen}");
    let table = rows(file(&seen), b';');
    for (row, other) in table.iter().flat_map(|row| row.iter().map(move |cell| (row, cell))) {
        let text = other.trim_start_matches([' ', '"', '\u{ab}']);
        assert!(!text.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\t', '\r']), "{row:?}");
    }
    bench.stop().await;
    let kept = attempts(&bench);
    bench.restart();
    assert_eq!(kept.len(), table.len());
    let zone = chrono_tz::Europe::Moscow;
    for (attempt, row) in kept.iter().zip(&table) {
        let at = attempt.at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string();
        assert_eq!((&row[0], &row[1]), (&at, &attempt.lead.0.to_string()));
        assert_eq!(row[6], attempt.number.to_string());
        assert_eq!(row[7], say("ru", &format!("code-{}", attempt.code)));
        assert_eq!(row[8], say("ru", &format!("code-{}", attempt.situation)));
        assert_eq!(row[9].replace('\'', ""), attempt.comment.replace('\'', ""));
        let next = attempt.next.unwrap().with_timezone(&zone);
        assert_eq!(row[10], next.format("%Y-%m-%d %H:%M").to_string());
    }
    assert_eq!(table[0][5], "(+7) 499 322-46-85");
    assert_eq!(table[1][5], "(+995) 32 212 34 56");
    assert_eq!(table[0][11], "'=HYPERLINK(\"http://x\")");
    bench.done().await;
}

#[tokio::test]
async fn a_file_that_was_ordered_comes_after_a_kill() {
    let mut bench = fast().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    boss.no_answer(PHONE).await;
    bench.afresh().await;
    bench.api.fault(Fault::hang().on("sendDocument"));
    order(&boss, "all").await;
    bench.api.wait_calls("sendDocument", 1).await;
    bench.kill();
    bench.api.clear_faults();
    bench.restart();
    let seen = boss.expect(done(&boss, 1)).await;
    assert_eq!(rows(file(&seen), b';').len(), 1);
    // It is not sent again by the next start.
    bench.api.wait_settled().await;
    bench.stop().await;
    let sent = || bench.api.messages(1).into_iter().filter(|m| m.file.is_some()).count();
    let before = sent();
    assert!((1..=2).contains(&before), "{before} files");
    bench.restart();
    boss.command("/help").await;
    boss.sees("help-title").await;
    assert_eq!(bench.api.messages(1).into_iter().filter(|m| m.file.is_some()).count(), before);
    bench.done().await;
}

#[tokio::test]
async fn haste_and_trouble_only_delay_a_file() {
    let bench = fast().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    boss.no_answer(PHONE).await;
    bench.api.fault(Fault::too_many(1).on("sendDocument"));
    bench.api.fault(Fault::internal().on("sendDocument"));
    order(&boss, "today").await;
    let seen = boss.expect_where("a file", |message| message.file.is_some()).await;
    assert_eq!(rows(file(&seen), b';').len(), 1);
    assert_eq!(bench.api.calls_of("sendDocument").len(), 3);
    bench.done().await;
}

#[tokio::test]
async fn a_file_that_is_too_large_is_not_sent_but_said() {
    let trial = Trial::new();
    let setup = fast().owner(1).env(Trial::VARIABLE, trial.folder());
    let bench = setup.env("SUFLER_BACKUP_PASSPHRASE", PASSPHRASE).start().await;
    let boss = bench.started(1, "Марина").await;
    boss.no_answer(PHONE).await;
    let limit = std::path::Path::new(trial.folder()).join("most");
    std::fs::write(&limit, "200").unwrap();
    order(&boss, "all").await;
    boss.sees("export-too-large").await;
    order_backup(&boss).await;
    let seen = boss.expect("sufler backup").await;
    assert!(seen.text.contains("data/backups"), "{seen}");
    assert!(bench.api.calls_of("sendDocument").is_empty());
    std::fs::remove_file(&limit).unwrap();
    order(&boss, "all").await;
    let table = file(&boss.expect(done(&boss, 1)).await).clone();
    // A byte less than it has: it comes compressed.
    std::fs::write(&limit, (table.bytes.len() - 1).to_string()).unwrap();
    order(&boss, "all").await;
    let seen = boss.expect(done(&boss, 1)).await;
    let zip = file(&seen);
    assert_eq!(zip.name, table.name.replace(".csv", ".zip"));
    let mut text = Vec::new();
    DeflateDecoder::new(&zip.bytes[30 + table.name.len()..]).read_to_end(&mut text).unwrap();
    assert_eq!(text, *table.bytes);
    bench.done().await;
}

#[tokio::test]
async fn who_is_no_supervisor_any_more_when_the_file_goes_gets_none() {
    let bench = fast().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    owner.command("/team").await;
    owner.sees("team-title").await;
    owner.tap_like("● Нина").await;
    let key = |role| say("ru", "key-role").replace("{$role}", &say("ru", role));
    owner.press(&key("role-supervisor")).await;
    nina.sees("you-are").await;
    nina.no_answer(PHONE).await;
    bench.api.fault(Fault::too_many(4).on("sendDocument"));
    order(&nina, "all").await;
    bench.api.wait_calls("sendDocument", 1).await;
    owner.press(&key("role-operator")).await;
    nina.sees("command-forbidden").await;
    assert!(nina.messages().iter().all(|message| message.file.is_none()));
    bench.done().await;
}

const PASSPHRASE: &str = "correct horse battery staple";

/// Orders a backup.
async fn order_backup(admin: &Person) {
    admin.command("/backup").await;
    admin.sees("backup-ask").await;
    admin.tap("key-send-backup").await;
}

#[tokio::test]
async fn a_backup_from_the_chat_is_the_store_when_it_is_restored() {
    let setup = fast().owner(1).env("SUFLER_BACKUP_PASSPHRASE", PASSPHRASE);
    let mut bench = setup.start().await;
    let boss = bench.started(1, "Марина").await;
    boss.no_answer(PHONE).await;
    order_backup(&boss).await;
    let seen = boss.expect_where("a file", |message| message.file.is_some()).await;
    let backup = file(&seen).clone();
    assert!(seen.text.contains(&format!("sufler restore {}", backup.name)), "{seen}");
    let plain = |bytes: &[u8]| bytes.windows(7).any(|part| part == b"3224685");
    assert!(!plain(&backup.bytes), "the number is readable in the file");
    let nina = bench.started(101, "Нина").await;
    nina.no_answer("8 499 322-46-86").await;
    nina.command("/backup").await;
    nina.sees("command-forbidden").await;
    bench.stop().await;
    assert_eq!(attempts(&bench).len(), 2);

    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(&backup.name), &*backup.bytes).unwrap();
    let restore = |passphrase: &str| {
        let program = Program::sufler().args(["restore", &backup.name, "--data"]);
        let program = program.args([bench.data()]).dir(&folder);
        program.env("SUFLER_BACKUP_PASSPHRASE", passphrase).start()
    };
    let mut wrong = restore("incorrect horse battery staple");
    assert!(!wrong.wait_exit(SOON).await.success(), "{}", wrong.output());
    assert_eq!(attempts(&bench).len(), 2, "nothing is replaced");
    let mut right = restore(PASSPHRASE);
    assert!(right.wait_exit(SOON).await.success(), "{}", right.output());
    let kept = attempts(&bench);
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].lead.0, kept[0].by.0, kept[0].code.as_str()), (1, 1, "recall"));
    bench.restart();
    boss.send("1").await;
    boss.sees("recall-line").await;
    bench.done().await;
}

#[tokio::test]
async fn without_a_passphrase_no_backup_leaves_the_house() {
    let bench = fast().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    boss.command("/backup").await;
    let seen = boss.sees("backup-no-passphrase").await;
    assert!(!seen.has_key(&say("ru", "key-send-backup")), "{seen}");
    bench.done().await;
}
