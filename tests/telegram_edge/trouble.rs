//! When Telegram, the network or somebody's chat is not well.

use std::time::{Duration, Instant};

use sufler::chat::edge::{Draw, Drawn};
use sufler::domain::people::PersonId;

use crate::common::bot_api::{BotApi, Fault, RateLimits, User};
use crate::milliseconds;
use crate::stage::{Bot, State};

/// A bot, and two people who see a screen already.
async fn scene() -> (BotApi, Bot, User, User) {
    let api = BotApi::start().await;
    let (ann, bob) = (api.user(7, "Ann", None), api.user(8, "Bob", None));
    let bot = Bot::start(&api);
    for person in [&ann, &bob] {
        person.send("hello").await;
        person.expect("hello").await;
    }
    api.quiet(milliseconds(30)).await;
    (api, bot, ann, bob)
}

fn step(bot: &Bot, who: i64, text: &str) {
    bot.stage.show(who, |screen| screen.text = text.to_owned());
}

#[tokio::test]
async fn a_chat_that_is_refused_for_haste_waits_alone_and_sees_the_newest() {
    let (api, bot, ann, bob) = scene().await;
    api.fault(Fault::too_many(1).on("editMessageText").chat(7));
    let begin = Instant::now();
    step(&bot, 7, "Step 1");
    api.wait_calls("editMessageText", 1).await;
    step(&bot, 7, "Step 2");
    step(&bot, 8, "Step 1");
    bob.expect("Step 1").await;
    assert!(begin.elapsed() < milliseconds(700), "Bob waited for Ann");
    ann.expect("Step 2").await;
    assert!(begin.elapsed() >= milliseconds(1000), "Ann's chat was not left in peace");
    assert!(ann.messages().iter().all(|message| message.text != "Step 1"));
}

#[tokio::test]
async fn telegrams_limits_are_kept() {
    let (api, bot, ann, _) = scene().await;
    tokio::time::sleep(milliseconds(1100)).await;
    api.rate_limits(Some(RateLimits::default()));
    for number in 1..=5 {
        step(&bot, 7, &format!("Step {number}."));
        ann.expect(&format!("Step {number}.")).await;
    }
    assert!(api.calls().iter().all(|call| call.status != Some(429)));
}

#[tokio::test]
async fn whoever_blocked_the_bot_is_not_written_to_again_and_again() {
    let (api, bot, ann, bob) = scene().await;
    ann.block().await;
    bot.stage
        .until("the stage knows", |s| s.drawn.contains(&Drawn::Unreachable(PersonId(7))))
        .await;
    step(&bot, 8, "Step 1");
    bob.expect("Step 1").await;
    api.quiet(milliseconds(100)).await;
    let refused = api.calls().into_iter().filter(|call| call.status == Some(403));
    assert_eq!(refused.count(), 1);
    ann.unblock().await;
    ann.expect("Reachable(true)").await;
}

#[tokio::test]
async fn somebody_who_never_wrote_cannot_be_written_to() {
    let (api, bot, _, _) = scene().await;
    step(&bot, 9, "Step 1");
    bot.stage
        .until("the stage knows", |s| s.drawn.contains(&Drawn::Unreachable(PersonId(9))))
        .await;
    assert_eq!(
        api.calls_of("sendMessage").iter().filter(|call| call.chat_id == Some(9)).count(),
        1
    );
}

#[tokio::test]
async fn errors_of_telegram_and_of_the_network_are_overcome() {
    let (api, bot, _, _) = scene().await;
    let faults =
        [Fault::internal(), Fault::bad_gateway(), Fault::reset(), Fault::reset().after_doing()];
    let mut people = Vec::new();
    for (fault, id) in faults.into_iter().zip(11..) {
        let person = api.user(id, "Cid", None);
        person.send("hello").await;
        person.expect("hello").await;
        api.fault(fault.on("editMessageText").chat(id));
        people.push(person);
    }
    api.quiet(milliseconds(30)).await;
    let begin = Instant::now();
    people.iter().for_each(|person| step(&bot, person.id, "Step 1"));
    for person in &people {
        person.expect("Step 1").await;
        let who = PersonId(person.id);
        bot.stage.until("it is noted", |s| s.screens[&who].done).await;
        assert_eq!(person.messages().iter().filter(|message| message.is_from_bot()).count(), 1);
    }
    assert!(begin.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_chat_whose_request_hangs_delays_nobody() {
    let (api, bot, ann, bob) = scene().await;
    api.fault(Fault::hang().on("editMessageText").chat(7));
    step(&bot, 7, "Step 1");
    api.wait_calls("editMessageText", 1).await;
    let begin = Instant::now();
    step(&bot, 8, "Step 1");
    bob.expect("Step 1").await;
    assert!(begin.elapsed() < milliseconds(500));
    api.clear_faults();
    ann.expect("Step 1").await;
}

#[tokio::test]
async fn markup_that_telegram_does_not_take_goes_as_plain_text() {
    let (api, bot, ann, bob) = scene().await;
    let refusal = "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0";
    api.fault(Fault::bad_request(refusal).on("editMessageText").chat(7));
    step(&bot, 7, "Step <1>");
    let seen = ann.expect("Step <1>").await;
    assert!(seen.entities.is_empty() && seen.has_key("Go"));

    api.fault(Fault::bad_request("Bad Request: BUTTON_DATA_INVALID").on("editMessageText"));
    step(&bot, 8, "Step 2");
    assert!(bob.expect("Step 2").await.keys.is_empty());
    tokio::time::sleep(milliseconds(1100)).await;

    api.fault(Fault::bad_request("Bad Request: no reason").on("editMessageText").times(2));
    step(&bot, 7, "Step 3");
    api.wait_calls("editMessageText", 6).await;
    step(&bot, 7, "Step 4");
    let seen = ann.expect("Step").await;
    assert_eq!(seen.text, "Step 4", "what cannot be shown is passed over");
    assert_eq!(seen.stretches("bold"), ["Step 4"]);
}

#[tokio::test]
async fn a_screen_that_breaks_down_breaks_nothing_else() {
    let (api, bot, ann, bob) = scene().await;
    bot.stage.with(|s| s.broken.insert(PersonId(7)));
    step(&bot, 7, "Step 1");
    step(&bot, 8, "Step 1");
    bob.expect("Step 1").await;
    bot.stage.with(|s| s.broken.clear());
    step(&bot, 7, "Step 2");
    ann.expect("Step 2").await;
    api.quiet(milliseconds(30)).await;
}

#[tokio::test]
async fn updates_come_in_again_after_trouble_with_them() {
    let api = BotApi::start().await;
    let ann = api.user(7, "Ann", None);
    let state = State { undrawn: vec![Draw::Screen(PersonId(99))], ..State::default() };
    let bot = Bot::start_with(&api, state);
    for fault in [
        Fault::internal(),
        Fault::bad_gateway(),
        Fault::too_many(1),
        Fault::error(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot \
             instance is running",
        ),
        Fault::reset(),
    ] {
        api.fault(fault.on("getUpdates"));
        let update = ann.send("hello").await;
        api.wait_acknowledged(update).await;
    }
    api.set_webhook("https://example.com/hook");
    ann.send("hello").await;
    tokio::time::sleep(milliseconds(200)).await;
    api.set_webhook("");
    bot.stage.until("it came", |s| s.turns.len() == 6).await;
}
