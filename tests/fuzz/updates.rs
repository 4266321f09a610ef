//! Updates of Telegram's: whatever they hold, the number is kept and a pressed key is answered.

use serde_json::{Map, Value, json};
use sufler::telegram::update::{What, hear};

use super::dice::{Dice, files};
use super::{fuzz, presses};

/// Values that no field expects.
fn odd(dice: &mut Dice) -> Value {
    match dice.below(12) {
        0 => Value::Null,
        1 => json!(dice.one_in(2)),
        2 => json!(-1),
        3 => json!(i64::MIN),
        4 => json!(u64::MAX),
        5 => json!(1.5e300),
        6 => json!([]),
        7 => json!({}),
        8 => json!([[{"text": 1}]]),
        9 => json!(dice.noise(4096)),
        10 => json!("/start"),
        _ => json!(dice.noise(8)),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(list) => list.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// Changes the value that is the `at`-th in the tree.
fn change(value: &mut Value, at: &mut usize, dice: &mut Dice, others: &[Value]) {
    if *at == 0 {
        *value = if dice.one_in(4) { dice.pick(others).clone() } else { odd(dice) };
        *at = usize::MAX;
        return;
    }
    *at -= 1;
    match value {
        Value::Array(list) => list.iter_mut().for_each(|v| {
            if *at != usize::MAX {
                change(v, at, dice, others);
            }
        }),
        Value::Object(fields) => {
            if dice.one_in(40) {
                let gone = fields.keys().nth(dice.below(fields.len())).cloned();
                gone.map(|name| fields.remove(&name));
            }
            fields.values_mut().for_each(|v| {
                if *at != usize::MAX {
                    change(v, at, dice, others);
                }
            });
        }
        _ => {}
    }
}

/// A message or a press put together from its parts.
fn shaped(dice: &mut Dice, acts: &[String]) -> Value {
    let id = dice.below(5) as i64 + 1;
    let chat = json!({"id": id, "type": dice.pick(&["private", "private", "group", "channel", "x"]),
        "first_name": dice.noise(6)});
    let from = json!({"id": id, "is_bot": false, "first_name": dice.noise(70),
        "language_code": dice.pick(&["ru", "ka", "zz-ZZ-x", ""])});
    let mut message = json!({"message_id": dice.below(9), "date": dice.below(2_000_000_000),
        "chat": chat, "from": from});
    let content = *dice.pick(&["text", "caption", "contact", "dice", "poll", "new_thing"]);
    message[content] = match content {
        "text" => json!(dice.noise(60)),
        "contact" => json!({"phone_number": dice.noise(14), "first_name": "x"}),
        _ => odd(dice),
    };
    if dice.one_in(3) {
        let data = presses::shaped(dice, acts);
        let query = json!({"id": dice.next().to_string(), "from": from, "message": message,
            "chat_instance": "1", "data": data});
        json!({"callback_query": query})
    } else {
        let kind = *dice.pick(&["message", "edited_message", "message", "channel_post"]);
        json!({kind: message})
    }
}

#[test]
fn updates() {
    let samples: Vec<Value> = files("tests/telegram_updates")
        .into_iter()
        .map(|(_, text)| serde_json::from_str(&text).unwrap())
        .collect();
    let acts = presses::acts();
    let parts: Vec<Value> = samples
        .iter()
        .flat_map(|sample| sample.as_object().cloned().unwrap_or_default())
        .map(|(_, value)| value)
        .collect();
    let make = |dice: &mut Dice| {
        let mut update = if dice.one_in(3) {
            shaped(dice, &acts)
        } else {
            let mut update = dice.pick(&samples).clone();
            for _ in 0..dice.below(4) {
                let mut at = dice.below(count(&update));
                change(&mut update, &mut at, dice, &parts);
            }
            update
        };
        if !update.is_object() {
            update = Value::Object(Map::from_iter([("message".to_owned(), update)]));
        }
        update["update_id"] = match dice.below(20) {
            0 => odd(dice),
            _ => json!(dice.next() as i64 >> dice.below(64)),
        };
        update.to_string()
    };
    fuzz("update", 1.0, make, |text| {
        let raw: Value = serde_json::from_str(text).unwrap();
        let id = raw["update_id"].as_i64();
        let heard = hear(&raw);
        assert_eq!(heard.id, id);
        let query = raw.pointer("/callback_query/id").and_then(Value::as_str);
        let held = raw.as_object().unwrap().keys().filter(|key| *key != "update_id").count();
        match heard.what {
            What::Turn(incoming, answer) => {
                assert_eq!(incoming.update, id);
                if held == 1 && query.is_some() {
                    assert_eq!(answer.as_ref().map(|id| id.0.as_str()), query);
                }
                if answer.is_some() { "a press" } else { "a turn" }
            }
            What::Press(answer) => {
                assert!(held > 1 || query == Some(answer.0.as_str()));
                "a press to be answered"
            }
            What::Query(_) => "words behind the bot's name",
            What::Nothing(why) => {
                assert!(!why.is_empty());
                // Nobody waits for an answer in vain.
                assert!(held > 1 || query.is_none(), "{why}");
                "nothing"
            }
        }
    });
}
