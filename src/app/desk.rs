//! Desks as they are stored, readable also where a screen of an older version is no more: the call
//! and the result in hand are never lost with it.

use anyhow::Result;
use serde_json::Value;

use crate::chat::desk::Desk;

/// A desk as it is stored.
///
/// # Errors
/// It cannot be written as JSON.
pub fn write(desk: &Desk) -> Result<Vec<u8>> {
    Ok(serde_json::to_vec(desk)?)
}

/// A stored desk. What cannot be read of it is left out, part by part.
pub fn read(bytes: &[u8]) -> Desk {
    // All of it is looked at as text at once, not each string by itself.
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Ok(desk) = serde_json::from_str(text)
    {
        return desk;
    }
    tracing::warn!("a desk of another version: its screen is left, what is in hand is kept");
    let value: Value = serde_json::from_slice(bytes).unwrap_or_default();
    let number = |name: &str| {
        let number = value.get(name).and_then(Value::as_u64).unwrap_or_default();
        u32::try_from(number).unwrap_or_default()
    };
    let part = |name: &str| value.get(name).cloned().unwrap_or_default();
    Desk {
        stamp: number("stamp"),
        below: number("below"),
        screen: serde_json::from_value(part("screen")).unwrap_or_default(),
        remarks: Vec::new(),
        said: None,
        walk: serde_json::from_value(part("walk")).ok().flatten(),
        draft: serde_json::from_value(part("draft")).ok().flatten(),
        shelf: serde_json::from_value(part("shelf")).ok().flatten(),
        script: serde_json::from_value(part("script")).ok().flatten(),
        rung_by: None,
        typed: serde_json::from_value(part("typed")).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_screen_loses_neither_the_stamp_nor_the_call() {
        let desk = Desk { stamp: 7, below: 3, ..Desk::default() };
        let mut value: Value = serde_json::from_slice(&write(&desk).unwrap()).unwrap();
        value["screen"] = Value::from("a_screen_of_the_future");
        value["walk"] = serde_json::json!({
            "script": "outbound", "digest": "1", "lead": 5, "number": 1, "kind": "cold",
            "spoken": "ru", "trail": [{ "step": "dial" }],
        });
        let read = read(value.to_string().as_bytes());
        assert_eq!((read.stamp, read.below), (7, 3));
        assert_eq!(read.unfinished().map(|lead| lead.0), Some(5));
        assert_eq!(super::read(b"no json at all"), Desk::default());
    }
}
