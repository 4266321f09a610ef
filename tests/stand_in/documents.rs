//! Files: sent as a form in parts, refused as the real one refuses them.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use teloxide::prelude::*;
use teloxide::types::InputFile;

use super::common::bot_api::BotApi;
use super::common::bot_api::multipart::{boundary, parts};
use super::{CHAT, call, scene};

async fn send(api: &BotApi, form: Form) -> (u16, Value) {
    let url = format!("{}/bot{}/sendDocument", api.url(), api.token());
    let response = reqwest::Client::new().post(url).multipart(form).send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_str(&response.text().await.unwrap()).unwrap())
}

fn form(bytes: Vec<u8>) -> Form {
    let part = Part::bytes(bytes).file_name("calls.csv").mime_str("text/csv").unwrap();
    Form::new().text("chat_id", CHAT.to_string()).part("document", part)
}

#[tokio::test]
async fn a_file_arrives_as_it_was_sent() {
    let (api, bot, ann) = scene().await;
    // What looks like the end of a part, and bytes that are no text.
    let bytes = b"a;b\r\n--\r\n--boundary\r\n\0\xff\r\n".repeat(10_000);
    let sent = form(bytes.clone()).text("caption", "<b>Calls</b>").text("parse_mode", "HTML");
    let (status, answer) = send(&api, sent).await;
    assert_eq!((status, &answer["result"]["document"]["file_name"]), (200, &json!("calls.csv")));
    assert_eq!(answer["result"]["caption"], "Calls");
    assert!(answer["result"]["text"].is_null());
    let seen = ann.expect("Calls").await;
    let file = seen.file.as_ref().unwrap();
    assert_eq!((file.name.as_str(), file.mime.as_str()), ("calls.csv", "text/csv"));
    assert_eq!((&*file.bytes, seen.stretches("bold")), (&bytes, vec!["Calls".to_owned()]));

    // Another client names the part that holds the file.
    let file = InputFile::memory(bytes.clone()).file_name("again.csv");
    let sent = bot.send_document(ChatId(CHAT), file).await.unwrap();
    assert_eq!(sent.document().unwrap().file_name.as_deref(), Some("again.csv"));
    assert_eq!(*ann.last().file.unwrap().bytes, bytes);
}

#[tokio::test]
async fn files_are_refused_with_the_real_texts() {
    let (api, _, ann) = scene().await;
    let caption = |n: usize| form(vec![1]).text("caption", "ж".repeat(n));
    let to = |chat: &str| Form::new().text("chat_id", chat.to_owned());
    let table = [
        (caption(1024), 200, ""),
        (caption(1025), 400, "Bad Request: message caption is too long"),
        (form(Vec::new()), 400, "Bad Request: file must be non-empty"),
        (form(vec![0; 50 << 20]), 200, ""),
        (form(vec![0; (50 << 20) + 1]), 413, "Request Entity Too Large"),
        (to("7"), 400, "Bad Request: there is no document in the request"),
        (
            to("999").part("document", Part::bytes(vec![1]).file_name("a")),
            400,
            "Bad Request: chat not found",
        ),
    ];
    for (form, code, error) in table {
        let (status, answer) = send(&api, form).await;
        let said = answer["description"].as_str().unwrap_or_default();
        assert_eq!((status, said), (code, error));
    }
    let by_name = json!({"chat_id": CHAT, "document": "calls.csv"});
    assert_eq!(call(&api, "sendDocument", by_name).await.0, 400);
    let edit = json!({"chat_id": CHAT, "message_id": ann.last().id, "text": "x"});
    let answer = call(&api, "editMessageText", edit).await.1;
    assert_eq!(answer["description"], "Bad Request: there is no text in the message to edit");
    assert_eq!(ann.messages().iter().filter(|message| message.file.is_some()).count(), 2);
}

#[test]
fn a_form_is_read_part_by_part_and_nothing_else_is_one() {
    let name = boundary("multipart/form-data; boundary=\"x y\"").unwrap();
    assert_eq!(name, "x y");
    assert_eq!(boundary("application/json"), None);
    let body = b"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\n\
                 content-disposition: form-data; name=\"f\"; filename=\"n.csv\"\r\n\
                 Content-Type: text/csv\r\n\r\n\r\n--c\r\n--b--\r\n";
    let read = parts(body, "b").unwrap();
    assert_eq!((read[0].name.as_str(), &*read[0].bytes), ("a", &b"1"[..]));
    assert_eq!(read[1].file_name.as_deref(), Some("n.csv"));
    assert_eq!(read[1].bytes, b"\r\n--c");
    for broken in [&b""[..], b"--b", b"--b\r\n\r\n--b--", &body[..body.len() - 6]] {
        assert!(parts(broken, "b").is_err(), "{}", String::from_utf8_lossy(broken));
    }
}
