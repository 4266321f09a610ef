//! What people hear at once, and a stand-in that keeps little.

use serde_json::json;

use crate::common::bot_api::{Feed, What};

use super::{CHAT, call, scene};

fn heard(feed: &mut Feed) -> Vec<String> {
    let mut all = Vec::new();
    while let Ok(news) = feed.try_recv() {
        all.push(match news.what {
            What::Shown(message) => format!("{} {}", message.edits, message.text),
            What::Answered(answer) => answer.text,
        });
    }
    all
}

#[tokio::test]
async fn a_feed_tells_what_is_sent_edited_and_answered() {
    let (api, _, ann) = scene().await;
    let mut feed = ann.feed();
    let (_, sent) = call(&api, "sendMessage", json!({"chat_id": CHAT, "text": "one"})).await;
    let id = sent["result"]["message_id"].as_i64().unwrap();
    let edit = json!({"chat_id": CHAT, "message_id": id, "text": "two"});
    call(&api, "editMessageText", edit.clone()).await;
    call(&api, "editMessageText", edit).await;
    let press = ann.press_raw("x", id).await;
    let answer = json!({"callback_query_id": press.query_id, "text": "well"});
    call(&api, "answerCallbackQuery", answer).await;
    assert_eq!(
        heard(&mut feed),
        ["0 one", "1 two", "well"],
        "an edit that changes nothing is none"
    );
}

#[tokio::test]
async fn a_brief_stand_in_keeps_the_last_messages_and_counts_what_it_refuses() {
    let (api, _, ann) = scene().await;
    api.be_brief(2);
    let mut feed = ann.feed();
    for text in ["one", "two", "three"] {
        call(&api, "sendMessage", json!({"chat_id": CHAT, "text": text})).await;
    }
    assert_eq!(heard(&mut feed).len(), 3);
    let kept: Vec<String> = ann.messages().into_iter().map(|message| message.text).collect();
    assert_eq!(kept, ["two", "three"]);
    call(&api, "sendMessage", json!({"chat_id": CHAT, "text": " "})).await;
    let refused = api.refused();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(refused.keys().all(|what| what.starts_with("sendMessage: Bad Request")));
    let polls = api.polls();
    let update = ann.send("four").await;
    assert!(api.pending_ids().contains(&update));
    call(&api, "getUpdates", json!({"offset": update + 1})).await;
    assert_eq!((api.polls(), api.pending_ids().len()), (polls + 1, 0));
}
