//! Every refusal by its cause.

use serde_json::{Value, json};

use super::{CHAT, call, scene};

fn keyboard(keys: Value) -> Value {
    json!({"chat_id": CHAT, "text": "x", "reply_markup": {"inline_keyboard": keys}})
}

fn cyrillic(n: usize) -> String {
    "ж".repeat(n)
}

#[tokio::test]
async fn refusals_have_the_real_texts() {
    let (api, _, ann) = scene().await;
    let params = json!({"chat_id": CHAT, "text": "<b>sent</b>", "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "Key", "callback_data": "k"}]]}});
    let sent = call(&api, "sendMessage", params.clone()).await.1["result"]["message_id"].clone();
    let own = ann.messages()[0].id;
    let with = |mut base: Value, more: Value| {
        base.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        base
    };
    let message = |text: &str| json!({"chat_id": CHAT, "text": text});
    let html = |text: &str| json!({"chat_id": CHAT, "text": text, "parse_mode": "HTML"});
    let edit = |text: &str| json!({"chat_id": CHAT, "message_id": sent, "text": text});
    let command =
        |name: &str, text: &str| json!({"commands": [{"command": name, "description": text}]});
    let not_modified = "Bad Request: message is not modified: specified new message content and \
                        reply markup are exactly the same as a current content and reply markup \
                        of the message";
    let key = |data: &str| json!([[{"text": "x", "callback_data": data}]]);
    let copy = |text: &str| json!([[{"text": "x", "copy_text": {"text": text}}]]);
    let some = |n: usize| vec![json!({"text": "x", "callback_data": "x"}); n];
    let rows = |n: usize| keyboard(vec![json!(some(1)); n].into());
    let answer = |id: &str, text: &str| json!({"callback_query_id": id, "text": text});
    let press = ann.press("Key").await;
    let old = ann.press("Key").await;
    api.expire_queries();
    let fresh = ann.press("Key").await;
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is \
                   invalid";
    let nowhere = "Bad Request: chat not found";
    let ok = "";
    let table: Vec<(&str, Value, &str)> = vec![
        // Texts.
        ("sendMessage", message("hello"), ok),
        ("SENDMESSAGE", message("hello"), ok),
        ("sendMessage", message(""), "Bad Request: message text is empty"),
        ("sendMessage", message(" \n\u{200b} "), "Bad Request: message text is empty"),
        ("sendMessage", html("<b> </b>"), "Bad Request: message text is empty"),
        ("sendMessage", message(&cyrillic(4096)), ok),
        ("sendMessage", message(&cyrillic(4097)), "Bad Request: message is too long"),
        ("sendMessage", message(&"😀".repeat(2048)), ok),
        ("sendMessage", message(&"😀".repeat(2049)), "Bad Request: message is too long"),
        ("sendMessage", html(&format!("<b>{}</b>", "&lt;".repeat(4096))), ok),
        (
            "sendMessage",
            html("<b>x"),
            "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \
             \"b\"",
        ),
        (
            "sendMessage",
            with(html("x"), json!({"parse_mode": "odd"})),
            "Bad Request: unsupported parse_mode",
        ),
        ("sendMessage", with(message("x"), json!({"reply_parameters": {"message_id": own}})), ok),
        (
            "sendMessage",
            with(message("x"), json!({"reply_parameters": {"message_id": 999}})),
            "Bad Request: message to be replied not found",
        ),
        // Chats.
        ("sendMessage", json!({"text": "x"}), "Bad Request: chat_id is empty"),
        ("sendMessage", json!({"chat_id": 999, "text": "x"}), nowhere),
        ("sendMessage", json!({"chat_id": "@nobody", "text": "x"}), nowhere),
        ("sendMessage", json!({"chat_id": CHAT.to_string(), "text": "x"}), ok),
        ("sendChatAction", json!({"chat_id": CHAT, "action": "typing"}), ok),
        ("sendChatAction", json!({"chat_id": 999, "action": "typing"}), nowhere),
        // Keyboards.
        ("sendMessage", keyboard(key(&"x".repeat(64))), ok),
        ("sendMessage", keyboard(key(&"x".repeat(65))), "Bad Request: BUTTON_DATA_INVALID"),
        ("sendMessage", keyboard(key(&cyrillic(33))), "Bad Request: BUTTON_DATA_INVALID"),
        ("sendMessage", keyboard(key("")), "Bad Request: BUTTON_DATA_INVALID"),
        ("sendMessage", keyboard(copy(&cyrillic(256))), ok),
        ("sendMessage", keyboard(copy(&cyrillic(257))), "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        ("sendMessage", keyboard(copy("")), "Bad Request: BUTTON_COPY_TEXT_INVALID"),
        (
            "sendMessage",
            keyboard(json!([[{"text": "x"}]])),
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the \
             inline keyboard",
        ),
        (
            "sendMessage",
            keyboard(json!([[{"text": " ", "callback_data": "x"}]])),
            "Bad Request: BUTTON_TEXT_INVALID",
        ),
        (
            "sendMessage",
            keyboard(json!([[{"callback_data": "x"}]])),
            "Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ("sendMessage", rows(100), ok),
        ("sendMessage", rows(101), "Bad Request: reply markup is too long"),
        ("sendMessage", keyboard(json!([some(8)])), ok),
        ("sendMessage", keyboard(json!([some(9)])), "Bad Request: REPLY_MARKUP_INVALID"),
        (
            "sendMessage",
            with(message("x"), json!({"reply_markup": 5})),
            "Bad Request: object expected as reply markup",
        ),
        // Edits.
        ("editMessageText", with(params.clone(), json!({"message_id": sent})), not_modified),
        ("editMessageText", edit("sent"), ok),
        ("editMessageText", edit(" sent\n"), not_modified),
        ("editMessageText", edit(&cyrillic(4097)), "Bad Request: MESSAGE_TOO_LONG"),
        ("editMessageText", edit(""), "Bad Request: message text is empty"),
        (
            "editMessageText",
            with(edit("x"), json!({"message_id": 999})),
            "Bad Request: message to edit not found",
        ),
        (
            "editMessageText",
            with(edit("x"), json!({"message_id": own})),
            "Bad Request: message can't be edited",
        ),
        ("editMessageText", with(edit("x"), json!({"chat_id": 999})), nowhere),
        (
            "editMessageText",
            with(edit("x"), json!({"reply_markup": {"remove_keyboard": true}})),
            "Bad Request: inline keyboard expected",
        ),
        ("editMessageReplyMarkup", json!({"chat_id": CHAT, "message_id": sent}), not_modified),
        ("editMessageReplyMarkup", with(keyboard(key("x")), json!({"message_id": sent})), ok),
        (
            "editMessageReplyMarkup",
            with(keyboard(key("x")), json!({"message_id": 999})),
            "Bad Request: message to edit not found",
        ),
        // Answers to presses.
        ("answerCallbackQuery", answer(&fresh.query_id, &cyrillic(200)), ok),
        (
            "answerCallbackQuery",
            answer(&fresh.query_id, &cyrillic(201)),
            "Bad Request: MESSAGE_TOO_LONG",
        ),
        ("answerCallbackQuery", answer(&press.query_id, ""), too_old),
        ("answerCallbackQuery", answer(&old.query_id, ""), too_old),
        ("answerCallbackQuery", answer("5", ""), too_old),
        // Deleting.
        ("deleteMessage", json!({"chat_id": CHAT, "message_id": sent}), ok),
        (
            "deleteMessage",
            json!({"chat_id": CHAT, "message_id": sent}),
            "Bad Request: message to delete not found",
        ),
        ("deleteMessage", json!({"chat_id": 999, "message_id": 1}), nowhere),
        ("editMessageText", edit("x"), "Bad Request: message to edit not found"),
        ("deleteMessages", json!({"chat_id": CHAT, "message_ids": [own, 999]}), ok),
        // Commands.
        ("setMyCommands", command("a_1", "x"), ok),
        ("setMyCommands", command(&"x".repeat(32), &cyrillic(256)), ok),
        (
            "setMyCommands",
            command(&"x".repeat(33), "x"),
            "Bad Request: command length must not exceed 32",
        ),
        (
            "setMyCommands",
            command("x", &cyrillic(257)),
            "Bad Request: command description length must not exceed 256",
        ),
        ("setMyCommands", command("x", " "), "Bad Request: command description must be non-empty"),
        ("setMyCommands", command("", "x"), "Bad Request: command must be non-empty"),
        ("setMyCommands", command("Start", "x"), "Bad Request: BOT_COMMAND_INVALID"),
        ("setMyCommands", command("a-b", "x"), "Bad Request: BOT_COMMAND_INVALID"),
        ("setMyCommands", command("ж", "x"), "Bad Request: BOT_COMMAND_INVALID"),
        (
            "setMyCommands",
            json!({"commands": vec![json!({"command": "x", "description": "x"}); 101]}),
            "Bad Request: BOT_COMMANDS_TOO_MUCH",
        ),
        (
            "setMyCommands",
            with(command("x", "x"), json!({"language_code": "rus"})),
            "Bad Request: invalid language code specified",
        ),
        (
            "setMyCommands",
            with(command("x", "x"), json!({"scope": {"type": "chat", "chat_id": 999}})),
            nowhere,
        ),
        ("setMyDescription", json!({"description": "x"}), ok),
        ("getMyShortDescription", json!({}), ok),
    ];
    for (method, params, wanted) in table {
        let (status, answer) = call(&api, method, params.clone()).await;
        let got = answer["description"].as_str().unwrap_or_default();
        assert_eq!(got, wanted, "{method} {params}");
        let code = if wanted.is_empty() { 200 } else { 400 };
        assert_eq!((status, &answer["ok"]), (code, &json!(code == 200)), "{method} {params}");
        if code != 200 {
            assert_eq!(answer["error_code"], code);
        }
    }
}
