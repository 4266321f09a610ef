//! Notes: what people type about a call becomes a result, also as the answer to a reminder, and once.

use std::path::Path;

use sufler::domain::codes::CodeId;
use sufler::store::{Book, Disk, Sled};

use crate::bench::{Bench, PHONE, Person, SOON, Setup, open};
use crate::trial::Trial;
use crate::words::say;

/// Longer than any recall that nobody has named a date for, in minutes.
const ALL_DUE: i64 = 3 * 24 * 60;

/// A note that nobody reads otherwise.
const NOBODY: &str = "никто не берет трубку, звонили минуту";

/// A bot that lets nobody go without the reader of notes while it is trained: outside of a trial a note
/// in the first second after a start is not understood, and teaches nothing.
fn patient(trial: &Trial) -> Setup {
    open().env(Trial::VARIABLE, trial.folder())
}

/// What the store has been taught.
fn lessons(bench: &Bench) -> Vec<CodeId> {
    let disk: std::sync::Arc<dyn Disk> = std::sync::Arc::new(Sled::open(bench.data()).unwrap());
    let book = Book::new(disk);
    let counted = book.learning().unwrap().count() as usize;
    let lessons = book.lessons(None).unwrap();
    assert_eq!(lessons.len(), counted);
    lessons.into_iter().map(|lesson| lesson.code).collect()
}

async fn card(person: &Person, comment: &str) {
    let card = person.sees("card-comment").await;
    assert!(card.text.contains(comment), "{card}");
}

#[tokio::test]
async fn an_answer_to_a_reminder_is_the_result_of_that_call() {
    let trial = Trial::new();
    let mut bench = patient(&trial).start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    bench.later(ALL_DUE).await;
    let reminder = nina.sees("reminder-late").await;
    // Something else is before her meanwhile.
    nina.command("/settings").await;
    nina.sees("settings-title").await;
    nina.reply(reminder.id, NOBODY).await;
    card(&nina, "Нет ответа 2").await;
    nina.save().await;
    // Later the same message answers for the same lead, although nothing is due any more.
    bench.afresh().await;
    nina.reply(reminder.id, NOBODY).await;
    card(&nina, "Не берут трубку 3").await;
    // An answer to any other message is text like any other.
    nina.tap("key-back").await;
    nina.command("/start").await;
    let home = nina.sees("home-unfinished").await;
    nina.reply(home.id, "8 499 322-46-99").await;
    nina.sees("why-no-talk").await;
    bench.done().await;
}

#[tokio::test]
async fn a_note_survives_a_kill_at_every_step_and_is_saved_and_learned_once() {
    let trial = Trial::new();
    let mut bench = patient(&trial).start().await;
    let nina = bench.started(101, "Нина").await;
    nina.command(&format!("/result {PHONE} {NOBODY}")).await;
    let shown = nina.sees("card-comment").await;
    bench.kill_and_restart();
    nina.command("/start").await;
    nina.sees("home-unfinished").await;
    nina.tap("key-return").await;
    card(&nina, "Нет ответа 1").await;
    assert!(nina.last().text.contains(NOBODY), "the note is still there");
    bench.kill_and_restart();
    nina.save().await;
    bench.kill();
    assert_eq!(lessons(&bench), [CodeId::from("no_answer")]);
    bench.restart();
    // The old card saves nothing, and teaches nothing.
    let press = nina.press_on(shown.id, &say("ru", "key-save")).await;
    assert_eq!(press.answer().await.text, say("ru", "toast-old"));
    bench.api.wait_settled().await;
    bench.stop().await;
    assert_eq!(lessons(&bench), [CodeId::from("no_answer")]);
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn wherever_the_bot_dies_a_note_is_saved_and_learned_once() {
    let trial = Trial::new();
    let setup = patient(&trial).args(["--rate", "1000", "--chat-rate", "1000"]);
    let mut bench = setup.start().await;
    let nina = bench.started(101, "Нина").await;
    let crash = Path::new(trial.folder()).join("crash");
    let points = ["before-sync", "before-told"];
    for (at, point) in points.into_iter().enumerate() {
        nina.command(&format!("/result 8 499 322-46-{} {NOBODY}", 10 + at)).await;
        card(&nina, "Нет ответа 1").await;
        bench.api.wait_settled().await;
        bench.kill();
        nina.tap("key-save").await;
        std::fs::write(&crash, format!("{point} 1")).unwrap();
        bench.restart();
        bench.bot.wait_exit(SOON).await;
        std::fs::remove_file(&crash).unwrap();
        bench.kill_and_restart();
        nina.sees("saved-title").await;
        bench.api.wait_settled().await;
        bench.kill();
        assert_eq!(lessons(&bench).len(), at + 1, "{point}");
        bench.restart();
    }
    bench.done().await;
}
