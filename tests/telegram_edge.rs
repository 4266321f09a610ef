//! The edge to Telegram against a stand-in for the Bot API: what counts as received, what is drawn
//! where, and what happens when Telegram or somebody's chat is not well.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "telegram_edge/answers.rs"]
mod answers;
mod common;
#[path = "telegram_edge/drawing.rs"]
mod drawing;
#[path = "telegram_edge/files.rs"]
mod files;
#[path = "telegram_edge/odd_updates.rs"]
mod odd_updates;
#[path = "telegram_edge/stage.rs"]
mod stage;
#[path = "telegram_edge/trouble.rs"]
mod trouble;

use std::time::Duration;

use common::bot_api::{BotApi, Fault};
use stage::{Bot, State, options};
use sufler::chat::event::Event;
use sufler::chat::press::{Act, On, Press};
use sufler::telegram::{End, TokenRefused, who_am_i};

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn milliseconds(n: u64) -> Duration {
    Duration::from_millis(n)
}

#[tokio::test]
async fn the_bot_learns_its_name_and_ends_when_asked() {
    let api = BotApi::start().await;
    api.fault(Fault::reset().on("getMe"));
    assert_eq!(who_am_i(&options(&api, api.token())).await.unwrap().username, api.username());
    let bot = Bot::start(&api);
    // The first poll is answered at once, the second waits.
    api.wait_calls("getUpdates", 2).await;
    assert_eq!(bot.beats.load(std::sync::atomic::Ordering::Relaxed), 1);
    assert_eq!(bot.shut_down().await, End::ShutDown);
}

#[tokio::test]
async fn a_wrong_token_is_said_at_once() {
    let api = BotApi::start().await;
    let error = who_am_i(&options(&api, "1:wrong")).await.unwrap_err();
    assert!(error.is::<TokenRefused>() && !format!("{error:?}").contains("1:wrong"));
    api.fault(Fault::error(401, "Unauthorized").on("getUpdates"));
    assert_eq!(Bot::start(&api).end().await, End::TokenRefused);
}

#[tokio::test]
async fn an_update_counts_as_received_only_when_its_turn_is_on_disk() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", Some("ru"));
    let bot = Bot::start_with(&api, State { hold: true, ..State::default() });
    let updates = ann.send_all(&["one", "two"]).await;
    bot.stage.until("both are submitted", |s| s.turns.len() == 2).await;
    tokio::time::sleep(milliseconds(100)).await;
    assert_eq!(api.pending(), 2);
    assert!(api.calls_of("getUpdates").iter().all(|call| call.params.get("offset").is_none()));
    bot.stage.release();
    api.wait_acknowledged(updates[1]).await;
    let turns = bot.stage.with(|s| s.turns.clone());
    assert_eq!(turns[0].update, Some(updates[0]));
    assert_eq!((turns[0].who.id.0, turns[0].who.name.as_str()), (7, "Ann"));
    assert_eq!(turns[0].who.lang.as_deref(), Some("ru"));
}

#[tokio::test]
async fn what_was_not_on_disk_when_the_bot_was_killed_comes_again() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let bot = Bot::start_with(&api, State { hold: true, ..State::default() });
    ann.send_all(&["one", "two"]).await;
    bot.stage.until("both are submitted", |s| s.turns.len() == 2).await;
    let bot = Bot::start_with(&api, bot.kill().await);
    let last = ann.send("three").await;
    api.wait_acknowledged(last).await;
    assert_eq!(bot.stage.events(7), [text("one"), text("two"), text("three")]);
    assert_eq!(bot.stage.with(|s| s.submitted), 5, "the stage saw two of them twice");
}

#[tokio::test]
async fn a_stage_that_takes_no_more_turns_loses_none() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let state = State { drop_at: Some("two".to_owned()), ..State::default() };
    ann.send_all(&["one", "two", "three"]).await;
    let bot = Bot::start_with(&api, state);
    let stage = bot.stage.clone();
    assert_eq!(bot.end().await, End::StageClosed);
    assert_eq!(api.pending(), 2, "only what was settled is confirmed");
    assert_eq!(stage.events(7), [text("one")]);
    let bot = Bot::start(&api);
    bot.stage.until("the others are there", |s| s.turns.len() == 2).await;
    assert_eq!(bot.stage.events(7), [text("two"), text("three")]);
}

#[tokio::test]
async fn numbers_of_updates_may_start_anew() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let bot = Bot::start(&api);
    let first = ann.send("one").await;
    api.wait_acknowledged(first).await;
    api.jump_ids(-1_000_000);
    let second = ann.send("two").await;
    api.wait_acknowledged(second).await;
    api.redeliver(first);
    let third = ann.send("three").await;
    api.wait_acknowledged(third).await;
    assert_eq!(bot.stage.events(7), [text("one"), text("two"), text("three")]);
}

#[tokio::test]
async fn everything_that_people_do_becomes_an_event_and_groups_are_left_alone() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let group = api.group(-100, "Sales");
    let bot = Bot::start(&api);
    ann.command("/start abc").await;
    ann.photo().await;
    ann.contact("+995599123456").await;
    ann.media("hologram", serde_json::json!({"depth": 3})).await;
    let ann_in_group = ann.at(&group);
    ann_in_group.send("hello").await;
    api.push_raw(serde_json::json!({"message": {"chat": {"id": 7, "type": "private"}, "x": 1}}));
    ann.send("line").await;
    let mine = ann.messages().into_iter().rfind(|m| m.text == "line").unwrap().id;
    ann.edit_message(mine, "longer line").await;
    ann.block().await;
    let last = ann.unblock().await;
    api.wait_acknowledged(last).await;
    let start = Event::Command("start".to_owned(), "abc".to_owned());
    assert_eq!(
        bot.stage.events(7),
        [
            start,
            Event::Odd,
            text("+995599123456"),
            Event::Odd,
            Event::Odd,
            text("line"),
            Event::Edited,
            Event::Reachable(false),
            Event::Reachable(true),
        ]
    );
    assert!(group.messages().iter().all(|message| !message.is_from_bot()));
}

#[tokio::test]
async fn a_pressed_key_is_answered_when_its_turn_is_settled() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let bot = Bot::start(&api);
    ann.send("hello").await;
    ann.expect("hello").await;
    bot.stage.with(|s| s.hold = true);
    let press = ann.press("Go").await;
    bot.stage.until("it is submitted", |s| s.turns.len() == 2).await;
    tokio::time::sleep(milliseconds(50)).await;
    assert!(press.answers().is_empty());
    bot.stage.release();
    assert_eq!(press.answer().await.text, "Noted");
    let go = Press { on: On::Screen(1), act: Act::Branch("go".to_owned()) };
    assert_eq!(bot.stage.events(7)[1], Event::Press(go));

    api.redeliver(press.update_id);
    let stale = ann.press_raw("menu:main", 1).await;
    assert_eq!(stale.answer().await.text, "Noted");
    assert_eq!(bot.stage.events(7).len(), 3);
    assert_eq!(bot.stage.events(7)[2], Event::OldKey);

    bot.stage.with(|s| s.hold = true);
    let late = ann.press("Go").await;
    bot.stage.until("it is submitted", |s| s.turns.len() == 4).await;
    api.expire_queries();
    bot.stage.release();
    api.wait_acknowledged(late.update_id).await;
    ann.expect("Branch").await;
}

#[tokio::test]
async fn sixty_four_people_at_once_keep_their_order() {
    let api = BotApi::start().await;
    let people: Vec<_> = (1..=64).map(|id| api.user(id, "Ann", None)).collect();
    let bot = Bot::start(&api);
    let mut last = 0;
    for line in ["one", "two", "three"] {
        for person in &people {
            last = person.send(line).await;
        }
    }
    api.wait_acknowledged(last).await;
    for person in &people {
        person.expect("three").await;
        assert_eq!(bot.stage.events(person.id), [text("one"), text("two"), text("three")]);
        assert_eq!(person.messages().iter().filter(|m| m.is_from_bot()).count(), 1);
    }
    assert!(api.slips().is_empty());
}

#[tokio::test]
async fn the_end_waits_for_turns_in_hand_and_for_what_is_to_be_drawn() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let bot = Bot::start_with(&api, State { hold: true, ..State::default() });
    let update = ann.send("hello").await;
    bot.stage.until("it is submitted", |s| s.turns.len() == 1).await;
    let stage = bot.stage.clone();
    api.fault(Fault::delay(milliseconds(200)).on("sendMessage"));
    let ending = tokio::spawn(bot.shut_down());
    tokio::time::sleep(milliseconds(100)).await;
    stage.release();
    assert_eq!(ending.await.unwrap(), End::ShutDown);
    api.wait_acknowledged(update).await;
    assert!(ann.last().text.contains("hello"));
}
