//! The stand-in for the Bot API is itself held against what is known of the real one: its
//! refusals, its long polls, its queue of updates, its parser of HTML.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;
#[path = "stand_in/documents.rs"]
mod documents;
#[path = "stand_in/faults.rs"]
mod faults;
#[path = "stand_in/feed.rs"]
mod feed;
#[path = "stand_in/html.rs"]
mod html;
#[path = "stand_in/inline.rs"]
mod inline;
#[path = "stand_in/process.rs"]
mod process;
#[path = "stand_in/queue.rs"]
mod queue;
#[path = "stand_in/refusals.rs"]
mod refusals;

use std::time::Duration;

use common::bot_api::{BotApi, User};
use serde_json::{Value, json};
use teloxide::prelude::*;
use teloxide::types::{
    BotCommand, BotCommandScope, CallbackQueryId, CopyTextButton, InlineKeyboardButton,
    InlineKeyboardMarkup, ParseMode, Recipient, UpdateKind,
};
use teloxide::{ApiError, RequestError};

const CHAT: i64 = 7;

/// The bot's client, and a person who has written to it.
async fn scene() -> (BotApi, Bot, User) {
    let api = BotApi::start().await;
    let bot = Bot::new(api.token()).set_api_url(api.url().parse().unwrap());
    let ann = api.user(CHAT, "Ann", Some("ru"));
    ann.command("start").await;
    (api, bot, ann)
}

/// A call without a client's own opinions: status and answer.
async fn call(api: &BotApi, method: &str, params: Value) -> (u16, Value) {
    let url = format!("{}/bot{}/{method}", api.url(), api.token());
    let request = reqwest::Client::new().post(url).header("Content-Type", "application/json");
    let response = request.body(params.to_string()).send().await.unwrap();
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(json!(text)))
}

/// The ids of updates.
fn ids(updates: &[Update]) -> Vec<i64> {
    updates.iter().map(|update| i64::from(update.id.0)).collect()
}

/// The offset that acknowledges an update.
fn offset(after: i64) -> i32 {
    i32::try_from(after + 1).unwrap()
}

#[tokio::test]
async fn strangers_and_unknown_methods_are_turned_away() {
    let (api, bot, _) = scene().await;
    let (status, answer) = call(&api, "sendFlowers", json!({})).await;
    assert_eq!(
        (status, answer["description"].as_str()),
        (404, Some("Not Found: method not found"))
    );
    let stranger = Bot::new("1:wrong").set_api_url(api.url().parse().unwrap());
    let refused = stranger.get_me().await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::InvalidToken)), "{refused:?}");
    assert_eq!(bot.get_me().await.unwrap().username(), api.username());
    assert!(bot.get_webhook_info().await.unwrap().url.is_none());
    bot.delete_webhook().await.unwrap();
}

#[tokio::test]
async fn a_dialogue_goes_both_ways() {
    let (api, bot, ann) = scene().await;
    let updates = bot.get_updates().await.unwrap();
    let UpdateKind::Message(start) = &updates[0].kind else { panic!("{updates:?}") };
    assert_eq!(start.from.as_ref().unwrap().language_code.as_deref(), Some("ru"));
    assert!(start.chat.is_private());
    assert_eq!(start.parse_entities().unwrap()[0].text(), "/start");

    let keys = InlineKeyboardMarkup::new([[
        InlineKeyboardButton::callback("Дальше", "v1:next"),
        InlineKeyboardButton::copy_text_button("Копия", CopyTextButton { text: "слова".into() }),
    ]]);
    let sent = bot
        .send_message(ChatId(CHAT), "<b>Здравствуйте</b>, Ann")
        .parse_mode(ParseMode::Html)
        .reply_markup(keys)
        .await
        .unwrap();
    let seen = ann.expect("Здравствуйте, Ann").await;
    assert_eq!(
        (seen.id, seen.stretches("bold")),
        (i64::from(sent.id.0), vec!["Здравствуйте".into()])
    );
    assert_eq!(ann.keys(), [["Дальше", "Копия"]]);
    assert_eq!(ann.copy("Копия").await, "слова");

    let press = ann.press("Дальше").await;
    let updates = bot.get_updates().offset(updates[0].id.as_offset()).await.unwrap();
    let UpdateKind::CallbackQuery(query) = &updates[0].kind else { panic!("{updates:?}") };
    assert_eq!(i64::from(updates[0].id.0), press.update_id);
    assert_eq!(query.data.as_deref(), Some("v1:next"));
    assert_eq!(query.regular_message().unwrap().text(), Some("Здравствуйте, Ann"));
    bot.answer_callback_query(query.id.clone()).text("Готово").show_alert(true).await.unwrap();
    let answer = press.answer().await;
    assert_eq!((answer.text.as_str(), answer.show_alert), ("Готово", true));

    bot.edit_message_text(ChatId(CHAT), sent.id, "Шаг 2").await.unwrap();
    let edited = ann.expect(["Шаг", "2"]).await;
    assert_eq!((edited.edits, edited.keys.len()), (1, 0), "an edit without keys takes them away");
    bot.delete_message(ChatId(CHAT), sent.id).await.unwrap();
    ann.expect_deleted(seen.id).await;
    ann.expect_nothing(Duration::from_millis(20)).await;

    let press = ann.press_on(seen.id, "Дальше").await;
    let next = i32::try_from(press.update_id).unwrap();
    let updates = bot.get_updates().offset(next).await.unwrap();
    let UpdateKind::CallbackQuery(query) = &updates[0].kind else { panic!("{updates:?}") };
    assert!(query.regular_message().is_none(), "a key of a deleted message");
    assert_eq!(api.calls_of("sendmessage").len(), 1);
    assert!(api.calls().iter().all(|call| call.ok()));
}

#[tokio::test]
async fn updates_of_every_sort_are_understood() {
    let (api, bot, ann) = scene().await;
    ann.contact("+79001234567").await;
    ann.photo().await;
    let first = ann.messages()[0].id;
    ann.edit_message(first, "и ещё /help").await;
    ann.reply(first, "ответ").await;
    let team = api.group(-1001, "Смена");
    ann.at(&team).command("report all").await;
    ann.block().await;
    api.push_raw(json!({"hologram": {"id": 1}}));
    let updates = bot.get_updates().await.unwrap();
    let sorts: Vec<String> = updates
        .iter()
        .map(|update| match &update.kind {
            UpdateKind::Message(m) if m.contact().is_some() => "contact".into(),
            UpdateKind::Message(m) if m.photo().is_some() => "photo".into(),
            UpdateKind::Message(m) if m.reply_to_message().is_some() => "reply".into(),
            UpdateKind::Message(m) => m.text().unwrap().to_owned(),
            UpdateKind::EditedMessage(m) => {
                format!("edited, {}", m.parse_entities().unwrap()[0].text())
            }
            UpdateKind::MyChatMember(m) if m.new_chat_member.is_banned() => "blocked".into(),
            UpdateKind::Error(_) => "unknown".into(),
            other => panic!("{other:?}"),
        })
        .collect();
    let group = format!("/report@{} all", api.username());
    let wanted =
        ["/start", "contact", "photo", "edited, /help", "reply", &group, "blocked", "unknown"];
    assert_eq!(sorts, wanted);

    let refused = bot.send_message(ChatId(CHAT), "x").await.unwrap_err();
    assert!(matches!(refused, RequestError::Api(ApiError::BotBlocked)), "{refused:?}");
    ann.unblock().await;
    bot.send_message(ChatId(CHAT), "x").await.unwrap();
    bot.send_message(ChatId(-1001), "в группу").await.unwrap();
    assert_eq!(team.messages().len(), 2);
}

#[tokio::test]
async fn commands_are_kept_by_scope_and_language() {
    let (api, bot, ann) = scene().await;
    let scope = BotCommandScope::Chat { chat_id: Recipient::Id(ChatId(CHAT)) };
    let list = |text: &str| vec![BotCommand::new("start", text)];
    bot.set_my_commands(list("all")).await.unwrap();
    bot.set_my_commands(list("по-русски")).language_code("ru").await.unwrap();
    assert_eq!(api.commands_seen_by(&ann)[0].1, "по-русски");
    bot.set_my_commands(list("hers")).scope(scope.clone()).await.unwrap();
    assert_eq!(api.commands_seen_by(&ann)[0].1, "hers");
    assert_eq!(api.all_commands().len(), 3);
    assert_eq!(bot.get_my_commands().scope(scope.clone()).await.unwrap(), list("hers"));
    bot.delete_my_commands().scope(scope).await.unwrap();
    assert_eq!(api.commands("chat 7", ""), None);
    assert_eq!(api.commands("default", "").unwrap()[0].1, "all");
}

#[tokio::test]
async fn old_messages_cannot_be_deleted() {
    let (api, bot, ann) = scene().await;
    let sent = bot.send_message(ChatId(CHAT), "x").await.unwrap();
    api.make_old(CHAT, ann.last().id);
    let (_, answer) =
        call(&api, "deleteMessage", json!({"chat_id": CHAT, "message_id": sent.id.0})).await;
    assert_eq!(answer["description"], "Bad Request: message can't be deleted for everyone");
    bot.edit_message_text(ChatId(CHAT), sent.id, "y").await.unwrap();
    bot.answer_callback_query(CallbackQueryId("1".into())).await.unwrap_err();
}

#[tokio::test]
async fn waiting_in_vain_shows_the_chat() {
    let (api, bot, ann) = scene().await;
    bot.send_message(ChatId(CHAT), "one thing").await.unwrap();
    api.patience(Duration::from_millis(30));
    let failed = tokio::spawn(async move { ann.expect("another").await }).await.unwrap_err();
    let why = failed.into_panic().downcast::<String>().unwrap();
    for part in ["\"another\"", "one thing", "sendMessage", "/start"] {
        assert!(why.contains(part), "{part} is not in {why}");
    }
}

#[tokio::test]
async fn rest_is_noticed() {
    let (api, bot, ann) = scene().await;
    let worker = tokio::spawn(async move {
        let updates = bot.get_updates().await.unwrap();
        tokio::time::sleep(Duration::from_millis(30)).await;
        bot.send_message(ChatId(CHAT), "done").await.unwrap();
        bot.get_updates().offset(offset(ids(&updates)[0])).await.unwrap();
    });
    api.quiet(Duration::from_millis(20)).await;
    assert_eq!(ann.last().text, "done");
    worker.await.unwrap();
}
