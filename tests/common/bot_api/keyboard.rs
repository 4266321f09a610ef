//! Inline keyboards: what the Bot API lets pass, and keys as a test looks at them.

use serde_json::{Value, json};

use super::html::utf16;
use super::refusal::{
    BUTTON_DATA_INVALID, BUTTON_TEXT_INVALID, COPY_TEXT_INVALID, MARKUP_TOO_LONG, ROW_TOO_LONG,
    Refusal, TEXT_BUTTON,
};

/// A key under a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub text: String,
    pub action: KeyAction,
}

/// What a key does.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyAction {
    /// Sends this `callback_data`.
    Data(String),
    /// Copies this text.
    Copy(String),
    /// Opens this address.
    Url(String),
    /// Anything else, as it was given.
    Other(Value),
}

/// What `reply_markup` held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup {
    /// Rows of an inline keyboard.
    pub rows: Vec<Vec<Key>>,
    /// The inline keyboard as it was given.
    pub inline: Option<Value>,
    /// A reply keyboard, its removal, or a forced reply.
    pub other: Option<Value>,
}

/// Keys on one keyboard.
pub const MAX_KEYS: usize = 100;
/// Keys in one row.
pub const MAX_ROW: usize = 8;
/// Bytes of labels and data of one keyboard; the real limit is about this, and not documented.
pub const MAX_BYTES: usize = 10 * 1024;
/// Bytes of `callback_data`.
pub const MAX_DATA: usize = 64;
/// Characters of a text to copy.
pub const MAX_COPY: usize = 256;

impl Markup {
    /// Reads and checks a `reply_markup`.
    ///
    /// # Errors
    /// The real API's refusals of keyboards.
    pub fn read(value: Option<Value>) -> Result<Markup, Refusal> {
        let Some(value) = value else { return Ok(Markup::default()) };
        if !value.is_object() {
            return Err(Refusal::bad("Bad Request: object expected as reply markup"));
        }
        let Some(keyboard) = value.get("inline_keyboard") else {
            return Ok(Markup { other: Some(value), ..Markup::default() });
        };
        let rows = keyboard.as_array().ok_or_else(|| {
            Refusal::bad("Bad Request: field \"inline_keyboard\" must be of type Array")
        })?;
        let rows = rows.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let rows: Vec<Vec<Key>> = rows.into_iter().filter(|row| !row.is_empty()).collect();
        check(&rows)?;
        let inline = (!rows.is_empty()).then_some(value);
        Ok(Markup { rows, inline, other: None })
    }
}

fn check(rows: &[Vec<Key>]) -> Result<(), Refusal> {
    let keys = || rows.iter().flatten();
    let bytes: usize = keys()
        .map(|key| {
            let action = match &key.action {
                KeyAction::Data(t) | KeyAction::Copy(t) | KeyAction::Url(t) => t.len(),
                KeyAction::Other(value) => value.to_string().len(),
            };
            key.text.len() + action
        })
        .sum();
    if keys().count() > MAX_KEYS || bytes > MAX_BYTES {
        return Err(Refusal::bad(MARKUP_TOO_LONG));
    }
    if rows.iter().any(|row| row.len() > MAX_ROW) {
        return Err(Refusal::bad(ROW_TOO_LONG));
    }
    for key in keys() {
        let wrong = match &key.action {
            _ if key.text.trim().is_empty() => BUTTON_TEXT_INVALID,
            KeyAction::Data(data) if data.is_empty() || data.len() > MAX_DATA => {
                BUTTON_DATA_INVALID
            }
            KeyAction::Copy(text) if text.is_empty() || utf16(text) > MAX_COPY => COPY_TEXT_INVALID,
            _ => continue,
        };
        return Err(Refusal::bad(wrong));
    }
    Ok(())
}

fn row(value: &Value) -> Result<Vec<Key>, Refusal> {
    let keys = value.as_array().ok_or_else(|| {
        Refusal::bad("Bad Request: can't parse inline keyboard: expected an Array of Array")
    })?;
    keys.iter().map(key).collect()
}

fn key(value: &Value) -> Result<Key, Refusal> {
    let wrong = |what: &str| {
        Refusal::bad(format!("Bad Request: can't parse inline keyboard button: {what}"))
    };
    let object = value.as_object().ok_or_else(|| wrong("expected an Object"))?;
    let text = match object.get("text") {
        None => return Err(wrong("Can't find field \"text\"")),
        Some(Value::String(text)) => text.clone(),
        Some(_) => return Err(wrong("Field \"text\" must be of type String")),
    };
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let action = if let Some(data) = object.get("callback_data") {
        KeyAction::Data(string(data))
    } else if let Some(copy) = object.get("copy_text") {
        KeyAction::Copy(copy.get("text").map(string).unwrap_or_default())
    } else if let Some(url) = object.get("url") {
        KeyAction::Url(string(url))
    } else if let Some((name, value)) = object.iter().find(|(name, _)| *name != "text") {
        KeyAction::Other(json!({ name: value }))
    } else {
        return Err(Refusal::bad(TEXT_BUTTON));
    };
    Ok(Key { text, action })
}
