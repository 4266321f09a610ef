//! A message for a colleague who is not there: it is read, called back about, passed on, or goes on
//! by itself; and no kill loses it.

use chrono::TimeDelta;
use sufler::words::Phrase;

use crate::bench::{Bench, Person};
use crate::common::bot_api::{Fault, Message};
use crate::desk::{Desk, on};
use crate::trial::Trial;
use crate::words::{say, say_with};

const NUMBER: &str = "+7 499 322-46-85";
const ABOUT: &str = "The invoice for May came twice!";

/// Who is asked for, who stands in for him, and a third.
struct Team {
    pete: Person,
    mary: Person,
    olga: Person,
}

/// A Monday, nine in the morning in Moscow.
fn monday() -> Trial {
    Trial::at("2026-11-23T06:00:00Z".parse().unwrap())
}

impl Team {
    /// They have started the bot, and Mary stands in for Pete.
    async fn of(bench: &Bench, lang: &'static str) -> Team {
        let person = |id, name| bench.person_of(lang, id, name);
        let (pete, mary, olga) = (person(102, "Pete"), person(103, "Mary"), person(104, "Olga"));
        for somebody in [&pete, &mary, &olga] {
            somebody.command("/start").await;
            somebody.sees("home-hint").await;
        }
        pete.command("/profile").await;
        pete.sees("question-title").await;
        pete.tap("key-question-later").await;
        pete.tap("key-profile-stand-in").await;
        pete.sees("profile-stand-in.ask").await;
        pete.send("Mary").await;
        let stand_in = Phrase::new("profile-stand-in").with("value", "Mary");
        pete.sees_with(stand_in).await;
        Team { pete, mary, olga }
    }

    /// Pete goes home.
    async fn leaves(&self) {
        self.pete.command("/shift").await;
        self.pete.sees("home-off-shift").await;
    }
}

/// A call for Pete, up to the key that sends the message.
async fn taken(desk: &Desk, verdict: &'static str, why: &str) {
    desk.rings().await;
    desk.takes(&["greet.colleague"]).await;
    desk.step("manager").await;
    desk.who.send("Pete").await;
    desk.who.sees_with(Phrase::new(verdict)).await;
    desk.who.press(&desk.text(&format!("manager.{why}"))).await;
    desk.step(why).await;
    desk.types("Maria Rose").await;
    desk.who.press(&desk.text(&format!("{why}.message"))).await;
    desk.step("message").await;
    let tomorrow = match desk.who.lang {
        "ka" => "ხვალ 11-ზე",
        "en" => "tomorrow at 11",
        _ => "завтра в 11",
    };
    for told in [ABOUT, "director", "Roses Ltd", NUMBER, tomorrow, "anybody"] {
        desk.types(told).await;
    }
    desk.who.press(&desk.text("message.read")).await;
    let read = desk.step("read_back").await;
    assert!(read.stretches("blockquote").concat().contains(ABOUT), "{read}");
    desk.types("displeased").await;
}

/// The same, and it is sent.
async fn sent(desk: &Desk, verdict: &'static str, why: &str) {
    taken(desk, verdict, why).await;
    desk.who.press(&desk.text("read_back.right")).await;
    desk.ends("message").await;
}

/// The message as its reader gets it: all that the caller told, as he told it.
async fn gets(reader: &Person, because: Phrase) -> Message {
    let message = reader.sees_with(because).await;
    for told in ["Maria Rose", ABOUT, "director", "Roses Ltd", NUMBER, "anybody", "displeased"] {
        assert!(message.text.contains(told), "{told}: {message}");
    }
    assert!(!message.silent, "it has to be heard: {message}");
    message
}

fn stands_in() -> Phrase {
    Phrase::new("message-for-stand-in").with("name", "Pete")
}

async fn read_and_called_back(lang: &'static str) {
    let trial = monday();
    let bench = on(&trial, lang).start().await;
    let team = Team::of(&bench, lang).await;
    team.leaves().await;
    let desk = Desk::at(&bench, "secretary", lang).await;
    sent(&desk, "verdict-absent", "absent").await;
    gets(&team.mary, stands_in()).await;

    team.mary.tap("key-message-read").await;
    let read = || Phrase::new("message-read").with("name", "Mary");
    desk.who.sees_with(read()).await;
    team.pete.sees_with(read()).await;

    team.mary.tap("key-call-back").await;
    let calls = || Phrase::new("message-calls").with("name", "Mary");
    let news = desk.who.sees_with(calls()).await;
    // When the caller wants it: that was tomorrow at eleven.
    assert!(news.text.contains("11:00"), "{news}");
    team.pete.sees_with(calls()).await;
    team.mary.sees_with(calls()).await;
    trial.forth(TimeDelta::hours(26));
    let reminder = say(lang, "reminder");
    let due = |m: &Message| m.text.starts_with(&reminder) && m.text.contains(NUMBER);
    let due = team.mary.expect_where("the callback", due).await;
    assert!(!due.silent, "a reminder has to be heard: {due}");
    bench.done().await;
}

async fn passed_on(lang: &'static str) {
    let trial = monday();
    let bench = on(&trial, lang).start().await;
    let team = Team::of(&bench, lang).await;
    team.leaves().await;
    let desk = Desk::at(&bench, "secretary", lang).await;
    sent(&desk, "verdict-absent", "absent").await;
    gets(&team.mary, stands_in()).await;

    team.mary.tap("key-pass-on").await;
    team.mary.sees("message-pass-title").await;
    team.mary.press("Olga").await;
    team.mary.sees_with(Phrase::new("message-passed").with("name", "Olga")).await;
    gets(&team.olga, Phrase::new("message-passed-by").with("name", "Mary")).await;
    let with = Phrase::new("message-waits").with("why", "sent").with("names", "Olga");
    desk.who.sees_with(with).await;

    team.olga.tap("key-message-read").await;
    desk.who.sees_with(Phrase::new("message-read").with("name", "Olga")).await;
    bench.done().await;
}

#[tokio::test]
async fn who_stands_in_reads_a_message_and_calls_back_in_russian() {
    read_and_called_back("ru").await;
}

#[tokio::test]
async fn who_stands_in_reads_a_message_and_calls_back_in_georgian() {
    read_and_called_back("ka").await;
}

#[tokio::test]
async fn who_stands_in_reads_a_message_and_calls_back_in_english() {
    read_and_called_back("en").await;
}

#[tokio::test]
async fn a_message_is_passed_on_to_a_third_in_russian() {
    passed_on("ru").await;
}

#[tokio::test]
async fn a_message_is_passed_on_to_a_third_in_georgian() {
    passed_on("ka").await;
}

#[tokio::test]
async fn a_message_is_passed_on_to_a_third_in_english() {
    passed_on("en").await;
}

#[tokio::test]
async fn a_message_that_nobody_reads_goes_to_the_stand_in_and_then_to_the_supervisor() {
    let trial = monday();
    let mut bench = on(&trial, "ru").campaign("message_minutes", "10").owner(1).start().await;
    let owner = bench.started(1, "Vera").await;
    let team = Team::of(&bench, "ru").await;
    let desk = Desk::at(&bench, "secretary", "ru").await;
    sent(&desk, "verdict-through", "busy").await;
    gets(&team.pete, Phrase::new("message-title").with("name", "Pete")).await;
    let title = say_with("ru", Phrase::new("message-title").with("name", "Pete"));
    let has = |who: &Person| who.visible().iter().any(|m| m.text.contains(&title));
    assert!(!has(&team.mary) && !has(&owner), "{:?} {:?}", team.mary.visible(), owner.visible());

    trial.forth(TimeDelta::minutes(10));
    gets(&team.mary, stands_in()).await;
    desk.who.sees_with(Phrase::new("message-waits").with("names", "Pete, Mary")).await;
    assert!(!has(&owner), "{:?}", owner.visible());
    // What is missed while the bot is down comes when it is back.
    bench.kill();
    trial.forth(TimeDelta::minutes(10));
    bench.restart();
    gets(&owner, Phrase::new("message-for-supervisor")).await;
    let late = || Phrase::new("message-waits").with("why", "supervisor").with("names", "Vera");
    desk.who.sees_with(late()).await;
    team.pete.sees_with(late()).await;
    assert!(!has(&team.olga), "it is not hers: {:?}", team.olga.visible());

    owner.tap("key-message-read").await;
    desk.who.sees_with(Phrase::new("message-read").with("name", "Vera")).await;
    bench.done().await;
}

/// The bot is killed as soon as the one who took the message knows that it was sent.
async fn killed(fault: Option<Fault>) {
    let trial = monday();
    let mut bench = on(&trial, "ru").start().await;
    let team = Team::of(&bench, "ru").await;
    team.leaves().await;
    let desk = Desk::at(&bench, "secretary", "ru").await;
    taken(&desk, "verdict-absent", "absent").await;
    if let Some(fault) = fault {
        bench.api.fault(fault.on("sendMessage").chat(team.mary.chat_id).always());
    }
    desk.who.press(&desk.text("read_back.right")).await;
    desk.ends("message").await;
    bench.kill();
    bench.api.clear_faults();
    bench.restart();
    gets(&team.mary, stands_in()).await;
    team.mary.tap("key-message-read").await;
    desk.who.sees_with(Phrase::new("message-read").with("name", "Mary")).await;
    let drawn = team.mary.messages().iter().filter(|m| m.text.contains(ABOUT)).count();
    assert!(drawn <= 2, "{:?}", team.mary.messages());
    bench.done().await;
}

#[tokio::test]
async fn a_message_outlives_a_kill() {
    killed(None).await;
}

#[tokio::test]
async fn a_message_outlives_a_kill_before_telegram_has_it() {
    killed(Some(Fault::hang())).await;
}

#[tokio::test]
async fn a_message_outlives_a_kill_before_telegram_has_answered() {
    killed(Some(Fault::hang().after_doing())).await;
}
