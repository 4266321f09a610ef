//! Updates as Telegram, or what stands between it and the bot, may give them: again, out of order,
//! with gaps, with what nobody knows among them. Each acts once, and none is lost.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sufler::telegram::Patience;

use crate::common::bot_api::{BotApi, Fault, User};
use crate::stage::{Bot, State, options};
use crate::{milliseconds, text};

/// A bot that polls, and a person who has written to it.
async fn scene() -> (BotApi, Bot, User) {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let bot = Bot::start(&api);
    let first = ann.send("zero").await;
    api.wait_acknowledged(first).await;
    (api, bot, ann)
}

/// Updates that wait, as they are.
fn all(api: &BotApi, ids: &[i64]) -> Vec<Value> {
    ids.iter().map(|id| api.update(*id).unwrap()).collect()
}

/// What Ann did after the first line.
fn lines(bot: &Bot) -> Vec<String> {
    let events = bot.stage.events(7).into_iter().skip(1);
    events.map(|event| format!("{event:?}")).collect()
}

#[tokio::test]
async fn out_of_order_and_again_each_acts_once() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let ids = ann.send_all(&["one", "two", "three"]).await;
    let given = all(&api, &[ids[2], ids[0], ids[1], ids[0]]);
    api.fault(Fault::updates(&given).on("getUpdates"));
    let bot = Bot::start(&api);
    api.wait_acknowledged(ids[2]).await;
    assert_eq!(bot.stage.events(7), [text("three"), text("one"), text("two")]);
    assert!(bot.stage.with(|s| s.submitted) > 4, "what was not acknowledged came again");
    ann.expect("two").await;
}

#[tokio::test]
async fn gaps_and_numbers_far_away_lose_nothing() {
    let (api, bot, ann) = scene().await;
    let mut wanted = Vec::new();
    for (jump, line) in [(1_000, "far"), (2_000_000_000, "further"), (-1_500_000_000, "back")] {
        api.jump_ids(jump);
        let id = ann.send(line).await;
        api.wait_acknowledged(id).await;
        wanted.push(format!("{:?}", text(line)));
    }
    assert_eq!(lines(&bot), wanted);
}

#[tokio::test]
async fn what_is_of_no_known_kind_is_passed_and_acknowledged() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let ids = ann.send_all(&["one", "two"]).await;
    let mut given = all(&api, &ids);
    let unknown = json!({"update_id": ids[0] - 1, "hologram": {"from": {"id": 7}, "depth": 3}});
    let empty = json!({"update_id": ids[0] - 2});
    given.splice(1..1, [unknown, json!("no update"), Value::Null, json!([1]), empty]);
    given.insert(0, json!({"message": {"text": "without a number"}}));
    given.push(json!({"update_id": "7", "message": {}}));
    api.fault(Fault::updates(&given).on("getUpdates"));
    let bot = Bot::start(&api);
    api.wait_acknowledged(ids[1]).await;
    assert_eq!(bot.stage.events(7), [text("one"), text("two")]);
}

#[tokio::test]
async fn updates_without_any_number_are_not_asked_for_in_a_hurry() {
    let (api, bot, ann) = scene().await;
    let nameless = json!({"message": {"text": "without a number"}});
    api.fault(Fault::updates(&[nameless]).on("getUpdates").times(3));
    let polls = api.calls_of("getUpdates").len();
    // Wakes the poll that waits.
    let one = ann.send("one").await;
    api.wait_acknowledged(one).await;
    let calls = api.calls_of("getUpdates");
    let odd: Vec<Instant> =
        calls[polls..].iter().filter(|c| c.fault.is_some()).map(|c| c.at).collect();
    assert_eq!(odd.len(), 3);
    assert!(odd[1] - odd[0] >= milliseconds(240) && odd[2] - odd[1] >= milliseconds(490));
    let two = ann.send("two").await;
    api.wait_acknowledged(two).await;
    assert_eq!(bot.stage.events(7)[1..], [text("one"), text("two")]);
}

#[tokio::test]
async fn more_than_a_hundred_at_once_are_taken_in_order() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let wanted: Vec<String> = (0..250).map(|n| format!("line {n}")).collect();
    let ids = ann.send_all(&wanted.iter().map(String::as_str).collect::<Vec<_>>()).await;
    api.fault(Fault::updates(&all(&api, &ids)).on("getUpdates"));
    let bot = Bot::start(&api);
    api.wait_acknowledged(ids[249]).await;
    assert_eq!(bot.stage.events(7), wanted.iter().map(|line| text(line)).collect::<Vec<_>>());
    assert_eq!(bot.stage.with(|s| s.submitted), 250);
    ann.expect("line 249").await;
}

#[tokio::test]
async fn a_poll_that_is_never_answered_is_given_up() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let one = ann.send("one").await;
    api.fault(Fault::hang().on("getUpdates"));
    let mut options = options(&api, api.token());
    options.patience = Patience { poll: milliseconds(300), ..Patience::default() };
    let bot = Bot::start_as(options, State::default());
    api.wait_acknowledged(one).await;
    assert_eq!(bot.stage.events(7), [text("one")]);
    assert!(api.calls_of("getUpdates")[0].gone);
}

#[tokio::test]
async fn polls_whose_answers_say_nothing_are_made_again() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let bot = Bot::start(&api);
    let mut wanted = Vec::new();
    for answer in [
        "",
        "{\"ok\":true,\"result\":[{\"update_id\":1,",
        "<html><body>Sign in to the network</body></html>",
        "{\"ok\":true}",
        "{\"ok\":true,\"result\":{\"update_id\":1}}",
        "{\"ok\":\"yes\",\"result\":[]}",
        "[]",
        "{\"ok\":false}",
    ] {
        api.fault(Fault::answer(answer).on("getUpdates"));
        let id = ann.send(answer).await;
        api.wait_acknowledged(id).await;
        wanted.push(text(answer));
    }
    assert_eq!(bot.stage.events(7).len(), wanted.len());
    assert_eq!(bot.stage.events(7)[1..], wanted[1..]);
}

#[tokio::test]
async fn a_poll_that_is_refused_for_haste_leaves_telegram_in_peace() {
    let (api, bot, ann) = scene().await;
    let bob = api.user(8, "Bob", None);
    let hello = bob.send("hello").await;
    bob.expect("hello").await;
    api.wait_acknowledged(hello).await;
    api.fault(Fault::too_many(1).on("getUpdates"));
    let one = ann.send("one").await;
    let two = ann.send("two").await;
    // What has to be shown is shown meanwhile.
    bot.stage.show(8, |screen| screen.text = "Meanwhile".to_owned());
    bob.expect("Meanwhile").await;
    api.wait_acknowledged(one).await;
    api.wait_acknowledged(two).await;
    let calls = api.calls_of("getUpdates");
    let refused = calls.iter().position(|call| call.status == Some(429)).unwrap();
    let waited = calls[refused + 1].at - calls[refused].answered.unwrap();
    assert!(waited >= Duration::from_secs(1), "{waited:?}");
    assert_eq!(bot.stage.events(7)[1..], [text("one"), text("two")]);
}
