//! Recalls reach the right person, and are never forgotten.

use sufler::words::Phrase;

use crate::bench::{Bench, PHONE, Person, open};
use crate::words::{say, say_with};

/// Later than any recall that nobody has named a date for, in minutes.
const ALL_DUE: i64 = 3 * 24 * 60;
/// Longer than the campaign's grace period.
const GRACE: i64 = 16;

const OTHER: &str = "8 499 322-46-86";

fn count(id: &'static str, count: usize) -> String {
    say_with("ru", Phrase::new(id).with("count", count))
}

/// A key with a lead in its label: `Передать № 1 · …`.
fn assign(lead: u32) -> String {
    let (start, end) = (say("ru", "key-assign"), say("ru", "lead-line"));
    let start = start.split("{$").next().unwrap().to_owned();
    start + end.replace("{$id}", &lead.to_string()).split("{$name}").next().unwrap()
}

/// A supervisor and two operators.
async fn team() -> (Bench, Person, Person, Person) {
    let bench = open().owner(1).start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    let pyotr = bench.started(102, "Пётр").await;
    (bench, boss, nina, pyotr)
}

#[tokio::test]
async fn what_nobody_took_is_one_alert_and_can_be_reassigned_at_once() {
    let (mut bench, boss, nina, pyotr) = team().await;
    nina.no_answer(PHONE).await;
    bench.afresh().await;
    nina.no_answer(OTHER).await;
    bench.later(ALL_DUE).await;
    let due = nina.expect(&count("due-title", 2)).await;
    bench.later(GRACE).await;
    let alert = boss.expect(&count("overdue-title", 2)).await;
    assert_eq!(alert.text.matches("Нина").count(), 2, "{alert}");
    boss.press(&count("key-assign-all", 2)).await;
    boss.expect(&count("hand-title", 2)).await;
    boss.press("Пётр").await;
    let handed = pyotr.sees("handed-by").await;
    assert!(handed.text.contains("№ 1") && handed.text.contains("№ 2"), "{handed}");
    // Whoever had them sees that he has them no more, and the alert is settled.
    nina.expect(&count("due-all-done", 2)).await;
    boss.expect(&count("overdue-all-done", 2)).await;
    assert_eq!(nina.message(due.id).edits, 1);
    pyotr.command("/recalls").await;
    pyotr.expect(&count("recalls-title", 2)).await;
    bench.done().await;
}

#[tokio::test]
async fn one_of_several_can_be_reassigned() {
    let (mut bench, boss, nina, pyotr) = team().await;
    nina.no_answer(PHONE).await;
    bench.afresh().await;
    nina.no_answer(OTHER).await;
    bench.later(ALL_DUE + GRACE).await;
    nina.expect(&count("due-title", 2)).await;
    bench.later(GRACE).await;
    boss.expect(&count("overdue-title", 2)).await;
    boss.tap_like(&assign(2)).await;
    boss.expect(&count("hand-title", 1)).await;
    boss.press("Пётр").await;
    let handed = pyotr.sees("handed-by").await;
    assert!(handed.text.contains("№ 2") && handed.text.contains("Нет ответа 1"), "{handed}");
    // The alert goes on about the other one.
    let title = count("overdue-title", 1);
    let alert = boss.expect_where("the alert", |m| m.text.starts_with(&title)).await;
    assert!(alert.text.contains("№ 1") && !alert.text.contains("№ 2"), "{alert}");
    // Taken from the reminder, it is settled for everybody.
    pyotr.tap("key-result").await;
    pyotr.sees("situations-title").await;
    pyotr.tap("code-no_answer").await;
    pyotr.expect("Нет ответа 2").await;
    pyotr.save().await;
    bench.done().await;
}

#[tokio::test]
async fn who_is_off_shift_is_stood_in_for_by_who_knows_the_lead_or_by_the_supervisor() {
    let (mut bench, boss, nina, pyotr) = team().await;
    nina.no_answer(PHONE).await;
    pyotr.no_answer(PHONE).await;
    bench.afresh().await;
    pyotr.no_answer(OTHER).await;
    pyotr.command("/shift").await;
    pyotr.sees("home-off-shift").await;
    boss.skip();
    pyotr.skip();
    bench.later(ALL_DUE).await;
    let known = nina.sees("reminder-late").await;
    assert!(known.text.contains("№ 1") && known.text.contains("Нет ответа 2"), "{known}");
    let unknown = boss.expect(&count("overdue-title", 1)).await;
    assert!(unknown.text.contains("№ 2"), "{unknown}");
    pyotr.command("/recalls").await;
    pyotr.expect(&count("recalls-title", 1)).await;
    let messages = pyotr.visible();
    let told = messages.iter().filter(|m| m.text.contains(&say("ru", "reminder-late")));
    assert_eq!(told.count(), 0, "{messages:?}");
    bench.done().await;
}

#[tokio::test]
async fn what_came_due_while_the_bot_was_down_is_told_after_the_start_in_one_message() {
    let (mut bench, _, nina, pyotr) = team().await;
    let leads = [PHONE, OTHER, "8 499 322-46-87"];
    for lead in leads {
        nina.no_answer(lead).await;
        bench.afresh().await;
    }
    pyotr.no_answer("8 499 322-46-88").await;
    nina.skip();
    pyotr.skip();
    bench.later(ALL_DUE).await;
    let grouped = nina.expect(&count("due-title", 3)).await;
    assert_eq!(grouped.text.matches("просрочено").count(), 3, "{grouped}");
    assert_eq!(grouped.keys.len(), 3, "a key for each: {grouped}");
    pyotr.sees("reminder-late").await;
    // A key of the list opens one of them.
    nina.press(&grouped.keys[1][0].text).await;
    let one = nina.sees_with(Phrase::new("recall-line").with("late", "yes")).await;
    assert!(one.has_key(&say("ru", "key-call-now")), "{one}");
    bench.done().await;
}

#[tokio::test]
async fn what_was_taken_but_has_no_result_comes_back() {
    let (mut bench, _, nina, _) = team().await;
    nina.no_answer(PHONE).await;
    bench.later(ALL_DUE).await;
    nina.sees("reminder-late").await;
    nina.tap("key-call-now").await;
    nina.sees("reminder-taken").await;
    bench.later(61).await;
    nina.sees("reminder-late").await;
    bench.done().await;
}

#[tokio::test]
async fn a_recall_can_be_put_off_and_nobody_is_alerted() {
    let (mut bench, boss, nina, _) = team().await;
    nina.no_answer(PHONE).await;
    bench.later(ALL_DUE).await;
    nina.sees("reminder-late").await;
    nina.tap("key-later").await;
    nina.sees("later-title").await;
    nina.send("через 2 часа").await;
    nina.sees("put-off").await;
    boss.skip();
    bench.later(GRACE).await;
    nina.command("/recalls").await;
    nina.expect(&count("recalls-title", 1)).await;
    let alerts = boss.visible().into_iter().filter(|m| m.text.contains("Никто не взял"));
    assert_eq!(alerts.count(), 0);
    bench.later(120).await;
    nina.sees("reminder-late").await;
    bench.done().await;
}

#[tokio::test]
async fn a_reminder_that_was_taken_says_when_it_is_done() {
    let (mut bench, _, nina, _) = team().await;
    nina.no_answer(PHONE).await;
    bench.later(ALL_DUE).await;
    let reminder = nina.sees("reminder-late").await;
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    bench.afresh().await;
    nina.tap("code-no_answer").await;
    nina.expect("Нет ответа 2").await;
    nina.save().await;
    bench.afresh().await;
    bench.api.wait_settled().await;
    nina.command("/help").await;
    nina.sees("help-text").await;
    let now = nina.message(reminder.id);
    assert!(!now.text.contains("в работе"), "{now}");
    bench.done().await;
}
