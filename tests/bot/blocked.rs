//! Whoever blocks the bot: what he had to do goes to others, and he finds it when he comes back.

use std::time::Duration;

use sufler::words::Phrase;

use crate::bench::{Bench, PHONE, Person, open};
use crate::common::bot_api::{Fault, Message};
use crate::words::{say, say_with};

/// Later than any recall that nobody has named a date for, in minutes.
const ALL_DUE: i64 = 3 * 24 * 60;

fn count(id: &'static str, count: usize) -> String {
    say_with("ru", Phrase::new(id).with("count", count))
}

/// A supervisor, an operator with a recall, and another operator.
async fn team() -> (Bench, Person, Person, Person) {
    let mut bench = open().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    let pyotr = bench.started(102, "Пётр").await;
    nina.no_answer(PHONE).await;
    bench.afresh().await;
    (bench, boss, nina, pyotr)
}

/// The supervisor gives the recall of the alert to Pyotr, who calls.
async fn reassigned(boss: &Person, pyotr: &Person) {
    boss.tap_like(say("ru", "key-assign").split("{$").next().unwrap()).await;
    boss.expect(&count("hand-title", 1)).await;
    boss.press("Пётр").await;
    let handed = pyotr.sees("handed-by").await;
    assert!(handed.text.contains("Нет ответа 1"), "{handed}");
    boss.expect(&count("overdue-all-done", 1)).await;
    pyotr.tap("key-result").await;
    pyotr.sees("situations-title").await;
    pyotr.tap("code-no_answer").await;
    pyotr.expect("Нет ответа 2").await;
    pyotr.save().await;
}

fn reminders(person: &Person) -> Vec<Message> {
    let late = say("ru", "reminder-late");
    person.visible().into_iter().filter(|m| m.text.contains(&late)).collect()
}

#[tokio::test]
async fn what_was_told_and_what_comes_due_goes_to_the_supervisor_at_once() {
    let (mut bench, boss, nina, pyotr) = team().await;
    nina.no_answer("8 499 322-46-86").await;
    bench.afresh().await;
    // One is told of, the other comes later.
    bench.later(ALL_DUE).await;
    nina.expect(&count("due-title", 2)).await;
    nina.tap_like("№ 2").await;
    nina.sees_with(Phrase::new("recall-line").with("late", "yes")).await;
    nina.tap("key-later").await;
    nina.sees("later-title").await;
    nina.send("через 3 часа").await;
    nina.sees("put-off").await;
    boss.skip();
    let began = std::time::Instant::now();
    nina.block().await;
    // Nobody waits for the grace period of somebody who cannot read.
    let alert = boss.expect(&count("overdue-title", 1)).await;
    assert!(alert.text.contains("№ 1") && alert.text.contains("Нина"), "{alert}");
    assert!(began.elapsed() < Duration::from_secs(60));
    reassigned(&boss, &pyotr).await;
    bench.later(3 * 60 + 1).await;
    let alert = boss.expect(&count("overdue-title", 1)).await;
    assert!(alert.text.contains("№ 2"), "{alert}");
    // She comes back: what she saw is true again, in the same message, and nothing comes twice.
    nina.skip();
    let messages = nina.messages().len();
    nina.unblock().await;
    let due = nina.expect(&count("due-title", 1)).await;
    assert!(due.text.contains("№ 2") && !due.text.contains("№ 1"), "{due}");
    bench.api.quiet(Duration::from_millis(50)).await;
    assert_eq!(nina.messages().len(), messages, "{:?}", nina.visible());
    nina.command("/recalls").await;
    let list = nina.expect(&count("recalls-title", 1)).await;
    assert!(list.text.contains("№ 2"), "{list}");
    bench.done().await;
}

#[tokio::test]
async fn the_bot_learns_it_from_telegrams_refusal_and_a_start_brings_the_reminder_back() {
    let (mut bench, boss, nina, _) = team().await;
    bench.api.fault(Fault::forbidden().chat(101).always());
    nina.skip();
    bench.later(ALL_DUE).await;
    let alert = boss.expect(&count("overdue-title", 1)).await;
    assert!(alert.text.contains("Нина"), "{alert}");
    bench.api.wait_settled().await;
    let refused = bench.api.calls().iter().filter(|call| call.status == Some(403)).count();
    assert!(refused <= 2, "{refused} tries with somebody who blocked the bot");
    // Restarts do not try again either.
    bench.afresh().await;
    bench.api.quiet(Duration::from_millis(100)).await;
    let again = bench.api.calls().iter().filter(|call| call.status == Some(403)).count();
    assert_eq!(again, refused);
    bench.api.clear_faults();
    nina.command("/start").await;
    let reminder = nina.sees("reminder-late").await;
    assert_eq!(reminders(&nina).len(), 1);
    nina.press_on(reminder.id, &say("ru", "key-result")).await;
    nina.sees("situations-title").await;
    boss.expect(&count("overdue-all-done", 1)).await;
    bench.done().await;
}

#[tokio::test]
async fn with_nobody_above_the_reminder_waits_for_the_person_and_comes_once() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    let blocked = nina.block().await;
    bench.api.wait_acknowledged(blocked).await;
    nina.skip();
    bench.later(ALL_DUE).await;
    for _ in 0..3 {
        bench.later(61).await;
    }
    bench.api.quiet(Duration::from_millis(100)).await;
    nina.unblock().await;
    nina.sees("reminder-late").await;
    bench.api.wait_settled().await;
    bench.api.quiet(Duration::from_millis(100)).await;
    assert_eq!(reminders(&nina).len(), 1, "{:?}", nina.visible());
    bench.done().await;
}
