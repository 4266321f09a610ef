//! Faults on demand, and rate limits.

use std::time::{Duration, Instant};

use serde_json::json;
use teloxide::RequestError;
use teloxide::prelude::*;

use super::common::bot_api::limits::Limiter;
use super::common::bot_api::{Fault, RateLimits};
use super::{CHAT, call, scene};

#[tokio::test]
async fn faults_come_as_ordered() {
    let (api, bot, ann) = scene().await;
    let bea = api.user(8, "Bea", None);
    bea.send("hi").await;
    let say = |chat: i64| bot.send_message(ChatId(chat), "x");

    api.fault(Fault::too_many(3).on("sendmessage").chat(CHAT).times(2));
    say(8).await.unwrap();
    for _ in 0..2 {
        let refused = say(CHAT).await.unwrap_err();
        let RequestError::RetryAfter(seconds) = refused else { panic!("{refused:?}") };
        assert_eq!(seconds.seconds(), 3);
    }
    say(CHAT).await.unwrap();
    let refusals = api.calls_of("sendMessage");
    let why: Vec<_> = refusals.iter().filter_map(|call| call.error()).collect();
    assert_eq!(why, ["Too Many Requests: retry after 3"; 2]);
    assert_eq!(ann.messages().len(), 2, "what is refused is not sent");

    let message = json!({"chat_id": CHAT, "text": "y"});
    let answers = [
        (Fault::internal(), 500, "Internal Server Error"),
        (Fault::forbidden(), 403, "Forbidden: bot was blocked by the user"),
        (Fault::bad_request("Bad Request: odd"), 400, "Bad Request: odd"),
    ];
    for (fault, code, text) in answers {
        api.fault(fault.on("sendMessage"));
        let (status, answer) = call(&api, "sendMessage", message.clone()).await;
        assert_eq!((status, answer["description"].as_str()), (code, Some(text)));
    }
    api.fault(Fault::bad_gateway());
    let (status, page) = call(&api, "getMe", json!({})).await;
    assert!(status == 502 && page.as_str().unwrap().starts_with("<html>"), "{page}");

    let began = Instant::now();
    let delay = Duration::from_millis(60);
    api.fault(Fault::delay(delay).always());
    say(CHAT).await.unwrap();
    say(CHAT).await.unwrap();
    assert!(began.elapsed() >= delay * 2);
    api.clear_faults();
}

#[tokio::test]
async fn connections_break_before_or_after_the_deed() {
    let (api, bot, ann) = scene().await;
    for (fault, sent) in [(Fault::reset(), 0), (Fault::reset().after_doing(), 1)] {
        let before = ann.messages().len();
        api.fault(fault.on("sendMessage"));
        let broken = bot.send_message(ChatId(CHAT), "x").await.unwrap_err();
        assert!(matches!(broken, RequestError::Network(_)), "{broken:?}");
        assert_eq!(ann.messages().len(), before + sent);
        bot.send_message(ChatId(CHAT), "x").await.unwrap();
    }

    api.fault(Fault::hang().on("sendMessage"));
    let held = tokio::spawn(bot.send_message(ChatId(CHAT), "late").send());
    let calls = api.wait_calls("sendMessage", 5).await;
    assert!(calls[4].answered.is_none());
    bot.send_message(ChatId(CHAT), "in time").await.unwrap();
    ann.expect("in time").await;
    api.clear_faults();
    held.await.unwrap().unwrap();
    ann.expect("late").await;

    api.fault(Fault::hang().after_doing().on("sendMessage"));
    let held = tokio::spawn(bot.send_message(ChatId(CHAT), "done").send());
    ann.expect("done").await;
    assert!(!held.is_finished());
    api.clear_faults();
    assert_eq!(held.await.unwrap().unwrap().text(), Some("done"));
    assert_eq!(ann.messages().iter().filter(|m| m.text == "done").count(), 1, "done once");
}

#[tokio::test]
async fn answers_can_be_anything() {
    let (api, bot, ann) = scene().await;
    let say = json!({"chat_id": CHAT, "text": "x"});
    api.fault(Fault::answer("{\"ok\":tr").on("sendMessage").after_doing());
    let (status, answer) = call(&api, "sendMessage", say.clone()).await;
    assert_eq!((status, answer.as_str()), (200, Some("{\"ok\":tr")));
    assert_eq!(ann.last().text, "x");
    api.fault(Fault::migrated(-1007).on("sendMessage"));
    let refused = bot.send_message(ChatId(CHAT), "y").await.unwrap_err();
    assert!(matches!(refused, RequestError::MigrateToChatId(ChatId(-1007))), "{refused:?}");
    let hello = ann.send("hello").await;
    let update = api.update(hello).unwrap();
    api.fault(Fault::updates(&[update.clone(), update, json!("odd")]).on("getUpdates"));
    let (_, answer) = call(&api, "getUpdates", json!({"offset": hello})).await;
    let ids: Vec<_> =
        answer["result"].as_array().unwrap().iter().map(|u| &u["update_id"]).collect();
    assert_eq!(ids, [&json!(hello), &json!(hello), &json!(null)]);
    assert_eq!(api.pending(), 2, "nothing is acknowledged by an answer that was made up");
}

#[tokio::test]
async fn rate_limits_are_kept_when_switched_on() {
    let (api, bot, ann) = scene().await;
    api.rate_limits(Some(RateLimits {
        chat_burst: 2.0,
        chat_per_second: 0.01,
        ..RateLimits::default()
    }));
    let first = bot.send_message(ChatId(CHAT), "x").await.unwrap().id;
    bot.edit_message_text(ChatId(CHAT), first, "y").await.unwrap();
    let refused = bot.edit_message_text(ChatId(CHAT), first, "z").await.unwrap_err();
    let RequestError::RetryAfter(seconds) = refused else { panic!("{refused:?}") };
    assert!((90..=100).contains(&seconds.seconds()), "{seconds:?}");
    assert_eq!(ann.last().text, "y");
    bot.delete_message(ChatId(CHAT), first).await.unwrap();
    api.rate_limits(None);
    bot.send_message(ChatId(CHAT), "x").await.unwrap();
}

#[test]
fn rates_are_counted_by_chat_by_group_and_over_all() {
    let mut limiter = Limiter::new(RateLimits::default());
    let start = Instant::now() + Duration::from_secs(60);
    let at = |seconds: f64| start + Duration::from_secs_f64(seconds);
    for _ in 0..3 {
        assert_eq!(limiter.pass(1, at(0.0)), Ok(()), "a burst passes");
    }
    assert_eq!(limiter.pass(1, at(0.0)), Err(1));
    assert_eq!(limiter.pass(1, at(0.9)), Err(1));
    assert_eq!(limiter.pass(1, at(1.0)), Ok(()), "what was refused did not count");
    assert_eq!(limiter.pass(1, at(1.1)), Err(1));
    let passed = (100..200).filter(|&chat| limiter.pass(chat, at(1.1)).is_ok()).count();
    assert_eq!(passed, 30, "thirty a second over all chats");
    assert_eq!(limiter.pass(300, at(2.1)), Ok(()));
    let group = (0..100).filter(|n| limiter.pass(-1, at(3.0 + f64::from(*n))).is_ok()).count();
    assert!(
        (50..55).contains(&group),
        "{group}: one a second until twenty are used up, then one in three"
    );
}
