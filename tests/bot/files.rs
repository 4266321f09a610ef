//! Files: the table of attempts, and backups.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use csv::ReaderBuilder;
use sufler::domain::record::Attempt;
use sufler::store::{Book, Sled};
use sufler::words::Phrase;
use tokio::task::JoinSet;

use crate::bench::{Bench, PHONE, Person, open};
use crate::common::bot_api::{Fault, Message, Upload};
use crate::words::{Said, said_with, say};

/// Orders the table of a period.
async fn order(person: &Person, period: &str) {
    person.command("/export").await;
    person.sees("export-title").await;
    person.tap(&format!("period-{period}")).await;
    person.sees("file-ordered").await;
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
    let mut bench = open().owner(1).start().await;
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
    let mut bench = open().owner(1).start().await;
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
    let bench = open().owner(1).start().await;
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
