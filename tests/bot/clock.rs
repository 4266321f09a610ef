//! The clock set forth and back, and the clocks that people change twice a year.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sufler::domain::lead::LeadId;
use sufler::store::{Book, Sled};
use sufler::words::Phrase;

use crate::bench::{Bench, PHONE, Person, Setup, invite_only, open};
use crate::trial::Trial;
use crate::words::{say, say_with};

fn on(trial: &Trial, setup: Setup) -> Setup {
    let setup = setup.args(["--rate", "1000", "--chat-rate", "1000"]);
    setup.env(Trial::VARIABLE, trial.folder())
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// How many messages with this text somebody got.
fn count(person: &Person, text: &str) -> usize {
    person.visible().iter().filter(|m| m.text.contains(text)).count()
}

/// The timer has looked again at what is due: something that becomes due later was told.
async fn time_goes_on(bench: &Bench, trial: &Trial, person: &Person, number: &str) {
    person.result(number, "no_answer").await;
    person.send("через 1 минуту").await;
    person.sees("due-recall").await;
    person.save().await;
    // Begun minutes are rounded up.
    trial.forth(TimeDelta::minutes(2));
    person
        .expect_where("the reminder of the last", |m| {
            m.text.contains(&number[number.len() - 5..]) && m.text.contains(&say("ru", "reminder"))
        })
        .await;
    bench.api.wait_settled().await;
}

#[tokio::test]
async fn a_day_forth_tells_what_is_due_once_and_an_hour_back_tells_nothing_twice() {
    let trial = Trial::new();
    let mut bench = on(&trial, open().owner(1)).start().await;
    let boss = bench.started(1, "Марина").await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    nina.send("через 3 часа").await;
    nina.sees("due-recall").await;
    nina.save().await;
    trial.forth(TimeDelta::days(1));
    nina.sees("reminder-late").await;
    // Back by an hour, the bot goes on, and starts anew: she has been told.
    trial.forth(TimeDelta::hours(-1));
    time_goes_on(&bench, &trial, &nina, "8 499 322-46-86").await;
    bench.afresh().await;
    time_goes_on(&bench, &trial, &nina, "8 499 322-46-87").await;
    // The line of a callback says so too, once its minute is over: only the heading counts.
    let late = say("ru", "reminder-late");
    let told = nina.visible().iter().filter(|m| m.text.starts_with(&late)).count();
    assert_eq!(told, 1, "{:?}", nina.visible());
    assert_eq!(count(&boss, "Никто не взял"), 0, "{:?}", boss.visible());
    // What nobody takes is one alert, when the clock is there again.
    boss.skip();
    trial.forth(TimeDelta::hours(2));
    let alert = boss.expect(&say_with("ru", Phrase::new("overdue-title").with("count", 3))).await;
    assert_eq!(alert.text.matches("Нина").count(), 3, "{alert}");
    bench.done().await;
}

#[tokio::test]
async fn attempts_keep_their_order_and_old_keys_stay_old_when_the_clock_goes_back() {
    let trial = Trial::new();
    let mut bench = on(&trial, open()).start().await;
    let nina = bench.started(101, "Нина").await;
    nina.no_answer(PHONE).await;
    let old = nina.result(PHONE, "answering_machine").await;
    trial.forth(TimeDelta::hours(-1));
    nina.save().await;
    let press = nina.press_on(old.id, &say("ru", "key-save")).await;
    let toasts = [say("ru", "toast-old"), say("ru", "toast-already")];
    assert!(toasts.contains(&press.answer().await.text));
    bench.afresh().await;
    nina.send(PHONE).await;
    let card = nina.sees("recall-line").await;
    assert_eq!(card.stretches("code"), ["Нет ответа 1", "Автоответ 2"], "{card}");
    assert_eq!(card.text.matches("Перезвон: ").count(), 1, "{card}");
    nina.tap("key-result").await;
    nina.sees("situations-title").await;
    nina.tap("code-no_answer").await;
    nina.expect("Не берут трубку 3").await;
    nina.save().await;
    bench.api.wait_settled().await;
    bench.stop().await;
    let book = Book::new(std::sync::Arc::new(Sled::open(bench.data()).unwrap()));
    let attempts = book.attempts(LeadId(1)).unwrap();
    assert_eq!(attempts.iter().map(|a| a.number).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(attempts[1].at < attempts[0].at, "each has the time that was shown");
    drop(book);
    bench.restart();
    bench.done().await;
}

/// The payload of the link that the newest message bears.
async fn invite(boss: &Person) -> String {
    boss.command("/invite").await;
    boss.sees("invite-title").await;
    boss.tap("role-operator").await;
    boss.sees("invited-title").await;
    let link = boss.copy(&say("ru", "key-copy-link")).await;
    link.split_once("start=").unwrap().1.to_owned()
}

#[tokio::test]
async fn an_invite_lives_by_the_clock_and_lets_one_person_in_whatever_it_shows() {
    let trial = Trial::new();
    let bench = on(&trial, invite_only().owner(1)).start().await;
    let boss = bench.started(1, "Марина").await;
    let token = invite(&boss).await;
    trial.forth(TimeDelta::hours(-1));
    let nina = bench.person(101, "Нина");
    nina.command(&format!("/start {token}")).await;
    nina.sees("home-hint").await;
    trial.forth(TimeDelta::hours(-1));
    let pyotr = bench.person(102, "Пётр");
    pyotr.command(&format!("/start {token}")).await;
    pyotr.sees("stranger").await;
    let token = invite(&boss).await;
    trial.forth(TimeDelta::days(4));
    let oleg = bench.person(103, "Олег");
    oleg.command(&format!("/start {token}")).await;
    oleg.sees("stranger").await;
    bench.done().await;
}

/// Somebody in this time zone.
async fn in_zone(bench: &Bench, zone: &str) -> Person {
    let person = bench.started(101, "Нина").await;
    person.command("/settings").await;
    person.sees("settings-title").await;
    person.tap("key-zone").await;
    person.sees("zones-title").await;
    person.send(zone).await;
    person.sees("settings-title").await;
    person
}

/// A recall at a time that she types; what the card and the reminder show of it.
async fn recall(person: &Person, number: &str, typed: &str, shown: &str) {
    person.result(number, "no_answer").await;
    person.send(typed).await;
    let card = person.sees("due-recall").await;
    assert!(card.text.contains(shown), "{typed}: {card}");
    person.save().await;
}

/// A reminder of this recall, alone or among others: it alone makes a sound.
async fn told(person: &Person, lead: &str) {
    person.expect_where("a reminder", |m| m.text.contains(lead) && !m.silent).await;
}

#[tokio::test]
async fn a_time_that_the_clocks_skip_comes_after_the_gap() {
    // Saturday in Berlin, 11:00; on Sunday 02:00 is 03:00.
    let trial = Trial::at(moment("2027-03-27T10:00:00Z"));
    let bench = on(&trial, open()).start().await;
    let nina = in_zone(&bench, "Europe/Berlin").await;
    recall(&nina, PHONE, "завтра в 02:30", "03:30").await;
    recall(&nina, "8 499 322-46-86", "завтра в 15:00", "15:00").await;
    trial.forth(moment("2027-03-28T00:59:50Z") - trial.now());
    // Ten seconds before the change, by her clock 01:59.
    recall(&nina, "8 499 322-46-87", "через 2 часа", "05:00").await;
    assert_eq!(count(&nina, &say("ru", "reminder")), 0, "{:?}", nina.visible());
    trial.forth(moment("2027-03-28T01:30:00Z") - trial.now());
    let reminder = nina.sees("reminder").await;
    assert!(reminder.text.contains("№ 1"), "{reminder}");
    trial.forth(moment("2027-03-28T03:00:00Z") - trial.now());
    told(&nina, "№ 3").await;
    trial.forth(moment("2027-03-28T13:00:00Z") - trial.now());
    told(&nina, "№ 2").await;
    bench.done().await;
}

#[tokio::test]
async fn a_time_that_comes_twice_is_the_one_ahead() {
    // In New York the clocks show 01:00 to 02:00 twice in this night; it is 01:40 for the first time.
    let trial = Trial::at(moment("2027-11-07T05:40:00Z"));
    let bench = on(&trial, open()).start().await;
    let nina = in_zone(&bench, "America/New_York").await;
    recall(&nina, PHONE, "в 1:55 ночи", "01:55").await;
    recall(&nina, "8 499 322-46-86", "через 1 час", "01:41").await;
    trial.forth(moment("2027-11-07T05:55:00Z") - trial.now());
    let reminder = nina.sees("reminder").await;
    assert!(reminder.text.contains("№ 1"), "{reminder}");
    // 01:10 for the second time.
    trial.forth(moment("2027-11-07T06:10:00Z") - trial.now());
    recall(&nina, "8 499 322-46-87", "в 1:30 ночи", "01:30").await;
    trial.forth(moment("2027-11-07T06:30:00Z") - trial.now());
    told(&nina, "№ 3").await;
    trial.forth(moment("2027-11-07T06:41:00Z") - trial.now() + TimeDelta::seconds(20));
    told(&nina, "№ 2").await;
    bench.api.quiet(Duration::from_millis(30)).await;
    bench.done().await;
}
