//! The requests of which nearly all are: a message, its change, the answer to a pressed key. They are
//! written straight as JSON; others are built with teloxide, whose types own all that they hold and
//! are written in many small steps.

use std::fmt::Write as _;

/// A request, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The method's name.
    pub method: &'static str,
    /// The parameters, as JSON.
    pub body: String,
}

/// What a message says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content<'a> {
    pub text: &'a str,
    /// The text has markup.
    pub html: bool,
    pub keys: &'a Keys,
}

/// Room for the rest of a message.
const REST: usize = 256;

/// A new message.
pub(super) fn send(chat: i64, content: Content<'_>, silent: bool) -> Written {
    let mut body = begin(chat, content);
    if silent {
        body.push_str(r#","disable_notification":true"#);
    }
    end("SendMessage", body, content)
}

/// Another content of a message.
pub(super) fn edit(chat: i64, message: i32, content: Content<'_>) -> Written {
    let mut body = begin(chat, content);
    // Writing to a string does not fail.
    let _ = write!(body, r#","message_id":{message}"#);
    end("EditMessageText", body, content)
}

fn begin(chat: i64, Content { text, keys, .. }: Content<'_>) -> String {
    let mut body = String::with_capacity(text.len() + text.len() / 8 + keys.rows.len() + REST);
    // Writing to a string does not fail.
    let _ = write!(body, r#"{{"chat_id":{chat}"#);
    body
}

fn end(method: &'static str, mut body: String, content: Content<'_>) -> Written {
    body.push_str(r#","link_preview_options":{"is_disabled":true}"#);
    if content.html {
        body.push_str(r#","parse_mode":"HTML""#);
    }
    if !content.keys.is_empty() {
        for part in [r#","reply_markup":{"inline_keyboard":["#, &content.keys.rows, "]}"] {
            body.push_str(part);
        }
    }
    body.push_str(r#","text":"#);
    quote(content.text, &mut body);
    body.push('}');
    Written { method, body }
}

/// The answer to a pressed key.
pub(super) fn answer(query: &str, text: Option<&str>) -> Written {
    let mut body = String::with_capacity(REST);
    body.push_str(r#"{"callback_query_id":"#);
    quote(query, &mut body);
    if let Some(text) = text {
        body.push_str(r#","text":"#);
        quote(text, &mut body);
    }
    body.push('}');
    Written { method: "AnswerCallbackQuery", body }
}

/// The keys under a message, as JSON. Left out, a keyboard without any means the same: no keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    rows: String,
    /// How many there are in the last row.
    last: usize,
}

/// What a key does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Does<'a> {
    /// Sends these data back.
    Press(&'a str),
    /// Copies this text.
    Copy(&'a str),
}

/// Room for a usual key.
const KEY: usize = 96;

impl Keys {
    /// None yet, with room for so many.
    pub(super) fn with_room(count: usize) -> Self {
        Keys { rows: String::with_capacity(count * KEY), last: 0 }
    }

    /// There are none.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The next key begins a row.
    pub(super) fn end_row(&mut self) {
        self.last = 0;
    }

    /// Adds a key to the last row; a row has no more than `most`.
    pub(super) fn add(&mut self, label: &str, does: Does<'_>, most: usize) {
        let before = match self.last {
            _ if self.rows.is_empty() => "[",
            last if last == 0 || last >= most => ",[",
            _ => {
                // The row goes on.
                self.rows.pop();
                ","
            }
        };
        self.last = if before == "," { self.last + 1 } else { 1 };
        for part in [before, r#"{"text":"#] {
            self.rows.push_str(part);
        }
        quote(label, &mut self.rows);
        let (name, text, end) = match does {
            Does::Press(data) => (r#","callback_data":"#, data, "}]"),
            Does::Copy(text) => (r#","copy_text":{"text":"#, text, "}}]"),
        };
        self.rows.push_str(name);
        quote(text, &mut self.rows);
        self.rows.push_str(end);
    }
}

/// Adds a text as a string of JSON.
fn quote(text: &str, to: &mut String) {
    to.push('"');
    let mut rest = text;
    while let Some(at) = special(rest.as_bytes()) {
        let (plain, from) = rest.split_at(at);
        to.push_str(plain);
        match from.as_bytes().first() {
            Some(b'"') => to.push_str(r#"\""#),
            Some(b'\\') => to.push_str(r"\\"),
            Some(b'\n') => to.push_str(r"\n"),
            // Writing to a string does not fail.
            other => drop(write!(to, r"\u{:04x}", other.copied().unwrap_or_default())),
        }
        rest = from.get(1..).unwrap_or_default();
    }
    to.push_str(rest);
    to.push('"');
}

/// Where the first byte stands that does not stand for itself in JSON. Hardly any does: as long as there
/// is none, whole blocks are looked at.
fn special(text: &[u8]) -> Option<usize> {
    let special = |byte: &u8| *byte < b' ' || *byte == b'"' || *byte == b'\\';
    let any = |block: &&[u8]| block.iter().fold(false, |any, byte| any | special(byte));
    let clear = text.chunks(BLOCK).take_while(|block| !any(block)).map(<[u8]>::len).sum();
    text.get(clear..)?.iter().position(special).map(|at| clear + at)
}

/// So many bytes are looked at together.
const BLOCK: usize = 32;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    fn read(written: &Written) -> Value {
        serde_json::from_str(&written.body).unwrap()
    }

    #[test]
    fn messages_are_what_the_bot_api_wants() {
        let mut keys = Keys::default();
        let content = Content { text: "a\n\"b\"", html: true, keys: &keys };
        let preview = json!({"is_disabled": true});
        let wanted = json!({"chat_id": -7, "text": "a\n\"b\"", "parse_mode": "HTML",
            "disable_notification": true, "link_preview_options": preview});
        let sent = send(-7, content, true);
        assert_eq!((sent.method, read(&sent)), ("SendMessage", wanted));
        keys.add("one", Does::Press("1s1.y"), 8);
        let content = Content { text: "a", html: false, keys: &keys };
        let markup = json!({"inline_keyboard": [[{"text": "one", "callback_data": "1s1.y"}]]});
        let wanted = json!({"chat_id": 7, "message_id": 5, "text": "a",
            "link_preview_options": preview, "reply_markup": markup});
        let sent = edit(7, 5, content);
        assert_eq!((sent.method, read(&sent)), ("EditMessageText", wanted));
        let sent = answer("12", Some("so"));
        let wanted = json!({"callback_query_id": "12", "text": "so"});
        assert_eq!((sent.method, read(&sent)), ("AnswerCallbackQuery", wanted));
        assert_eq!(read(&answer("12", None)), json!({"callback_query_id": "12"}));
    }

    #[test]
    fn keys_stand_in_rows() {
        let mut keys = Keys::default();
        keys.end_row();
        assert!(keys.is_empty());
        for (label, most) in [("a", 2), ("b", 2), ("c", 2)] {
            keys.add(label, Does::Press(label), most);
        }
        keys.end_row();
        keys.end_row();
        keys.add("d", Does::Copy("\u{1}"), 2);
        let press = |text| json!({"text": text, "callback_data": text});
        let copy = json!({"text": "d", "copy_text": {"text": "\u{1}"}});
        let rows: Value = serde_json::from_str(&format!("[{}]", keys.rows)).unwrap();
        assert_eq!(rows, json!([[press("a"), press("b")], [press("c")], [copy]]));
    }

    proptest! {
        #[test]
        fn whatever_is_said_is_read_again(text in "\\PC*|[\u{0}-\u{1f}\"\\\\a\u{7f}\u{1f600}]{0,20}") {
            let mut quoted = String::new();
            quote(&text, &mut quoted);
            prop_assert_eq!(serde_json::from_str::<String>(&quoted).unwrap(), text);
        }
    }
}
