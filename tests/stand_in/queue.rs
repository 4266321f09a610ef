//! getUpdates: offsets, long polls, conflicts.

use std::time::{Duration, Instant};

use serde_json::json;
use teloxide::prelude::*;
use teloxide::types::AllowedUpdate;
use teloxide::{ApiError, RequestError};

use super::{call, ids, offset, scene};

#[tokio::test]
async fn the_offset_acknowledges_and_the_limit_cuts() {
    let (api, bot, ann) = scene().await;
    bot.get_updates().offset(-1).await.unwrap();
    let sent = ann.send_all(&["1", "2", "3", "4"]).await;
    let batch = bot.get_updates().offset(offset(sent[0])).limit(2).await.unwrap();
    assert_eq!(ids(&batch), sent[1..3]);
    let again = bot.get_updates().offset(offset(sent[0])).await.unwrap();
    assert_eq!(ids(&again), sent[1..], "what is not acknowledged comes again");
    assert_eq!(api.pending(), 3);
    assert_eq!(ids(&bot.get_updates().offset(-1).await.unwrap()), sent[3..]);
    assert_eq!(api.pending(), 1, "a negative offset forgets what is before");
    assert!(bot.get_updates().offset(offset(sent[3])).await.unwrap().is_empty());
    api.wait_acknowledged(sent[3]).await;

    api.redeliver(sent[1]);
    assert_eq!(ids(&bot.get_updates().offset(offset(sent[3])).await.unwrap()), [sent[1]]);
    for jump in [1000, -5000] {
        api.jump_ids(jump);
        let far = ann.send("x").await;
        let batch = bot.get_updates().offset(offset(sent[3])).await.unwrap();
        assert_eq!(ids(&batch), [far], "after a jump by {jump}");
        assert!((far - sent[3]).abs() > 900);
        bot.get_updates().offset(offset(far)).await.unwrap();
    }
}

#[tokio::test]
async fn only_wanted_kinds_come() {
    let (api, bot, ann) = scene().await;
    bot.get_updates().allowed_updates([AllowedUpdate::Message]).await.unwrap();
    let blocked = ann.block().await;
    ann.unblock().await;
    let hello = ann.send("x").await;
    let updates = bot.get_updates().offset(offset(blocked)).await.unwrap();
    assert_eq!(ids(&updates), [hello]);
    assert!(api.update(blocked).is_some());
}

#[tokio::test]
async fn a_long_poll_waits_and_is_woken() {
    let (api, bot, ann) = scene().await;
    let start = bot.get_updates().await.unwrap();
    let next = offset(ids(&start)[0]);
    let began = Instant::now();
    assert!(bot.get_updates().offset(next).timeout(1).await.unwrap().is_empty());
    assert!(began.elapsed() >= Duration::from_secs(1));

    let poll = tokio::spawn(bot.get_updates().offset(next).timeout(10).send());
    api.wait_calls("getUpdates", 3).await;
    let began = Instant::now();
    let hello = ann.send("x").await;
    assert_eq!(ids(&poll.await.unwrap().unwrap()), [hello]);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_second_poller_throws_the_first_out() {
    let (api, bot, ann) = scene().await;
    let start = bot.get_updates().await.unwrap();
    let next = offset(ids(&start)[0]);
    let first = tokio::spawn(bot.get_updates().offset(next).timeout(10).send());
    api.wait_calls("getUpdates", 2).await;
    let second = tokio::spawn(bot.get_updates().offset(next).timeout(10).send());
    let thrown = first.await.unwrap().unwrap_err();
    assert!(
        matches!(thrown, RequestError::Api(ApiError::TerminatedByOtherGetUpdates)),
        "{thrown:?}"
    );
    let hello = ann.send("x").await;
    assert_eq!(ids(&second.await.unwrap().unwrap()), [hello]);

    api.set_webhook("https://example.com/");
    let (status, answer) = call(&api, "getUpdates", json!({})).await;
    let why = answer["description"].as_str().unwrap();
    assert!(status == 409 && why.contains("while webhook is active"), "{answer}");
    bot.delete_webhook().drop_pending_updates(true).await.unwrap();
    assert!(bot.get_updates().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_poller_that_goes_away_loses_nothing() {
    let (api, bot, ann) = scene().await;
    let next = offset(ids(&bot.get_updates().await.unwrap())[0]);
    let poll = tokio::spawn(bot.get_updates().offset(next).timeout(10).send());
    api.wait_calls("getUpdates", 2).await;
    poll.abort();
    let _ = poll.await;
    drop(bot);
    let hello = ann.send("x").await;
    let bot = Bot::new(api.token()).set_api_url(api.url().parse().unwrap());
    assert_eq!(ids(&bot.get_updates().offset(next).timeout(10).await.unwrap()), [hello]);
}
