//! A call's parameters: numbers may come as strings, objects as JSON in a string, as the real API
//! takes them.

use serde_json::{Map, Value};

use super::refusal::{CHAT_ID_EMPTY, CHAT_NOT_FOUND, Refusal};

/// Parameters by name.
#[derive(Clone, Copy, Debug)]
pub struct Params<'a>(pub &'a Value);

impl Params<'_> {
    pub fn text(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(Value::String(text)) => text.clone(),
            None | Some(Value::Null) => String::new(),
            Some(other) => other.to_string(),
        }
    }

    pub fn number(&self, name: &str) -> Option<i64> {
        match self.0.get(name)? {
            Value::Number(number) => number.as_i64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => {
                matches!(text.to_lowercase().as_str(), "true" | "yes" | "1")
            }
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            _ => false,
        }
    }

    /// A structured parameter; `None` if it is not there.
    ///
    /// # Errors
    /// A string that is not JSON.
    pub fn value(&self, name: &str) -> Result<Option<Value>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| Refusal::bad(format!("Bad Request: can't parse {name} JSON object"))),
            Some(other) => Ok(Some(other.clone())),
        }
    }

    /// # Errors
    /// No chat named, or one by its @name (the stand-in has none).
    pub fn chat(&self) -> Result<i64, Refusal> {
        if self.text("chat_id").is_empty() {
            return Err(Refusal::bad(CHAT_ID_EMPTY));
        }
        self.number("chat_id").ok_or_else(|| Refusal::bad(CHAT_NOT_FOUND))
    }
}

/// Merges the parameters of the query string and of the body into one object.
///
/// # Errors
/// A body that says it is JSON and is not an object.
pub fn read(query: &str, content_type: &str, body: &[u8]) -> Result<Value, Refusal> {
    let mut all = pairs(query);
    if content_type.starts_with("application/json") && !body.is_empty() {
        let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
            return Err(Refusal::bad("Bad Request: object expected as request body"));
        };
        all.extend(object);
    } else if content_type.starts_with("application/x-www-form-urlencoded") {
        all.extend(pairs(&String::from_utf8_lossy(body)));
    }
    Ok(Value::Object(all))
}

fn pairs(encoded: &str) -> Map<String, Value> {
    encoded
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (decode(name), Value::String(decode(value))))
        .collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escape = text.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], escape) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}
