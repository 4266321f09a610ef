//! What an update of Telegram's means to the conversation. Pure.
//!
//! Nearly all of them are read by [`lean`]. The others are looked at as JSON, part by part, not as types
//! of all that Telegram knows: something new in somebody's line never loses the line, and a pressed key
//! is answered whatever else is wrong with it.

use serde::Deserialize;
use serde_json::Value;
use teloxide::types::CallbackQueryId;

use crate::chat::edge::PersonId;
use crate::chat::event::{Event, Incoming, Who};

use super::lean;

/// What Telegram itself tells in a private chat: nobody waits for an answer to it.
const SERVICE: [&str; 29] = [
    "boost_added",
    "channel_chat_created",
    "chat_background_set",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "connected_website",
    "delete_chat_photo",
    "direct_message_price_changed",
    "gift",
    "giveaway_completed",
    "giveaway_created",
    "giveaway_winners",
    "group_chat_created",
    "invoice",
    "left_chat_member",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "migrate_to_chat_id",
    "new_chat_members",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "unique_gift",
    "write_access_allowed",
];

/// An update as it was understood.
#[derive(Debug)]
pub struct Heard {
    /// Its number; none: this is no update.
    pub id: Option<i64>,
    /// What it means.
    pub what: What,
}

/// What an update means.
#[derive(Debug)]
pub enum What {
    /// Somebody did something; a pressed key waits for an answer.
    Turn(Incoming, Option<CallbackQueryId>),
    /// Somebody types behind the bot's name in some chat.
    Query(Query),
    /// A key was pressed, and nobody can say which: it gets an empty answer.
    Press(CallbackQueryId),
    /// Nothing for us, and why.
    Nothing(&'static str),
}

/// What somebody types behind the bot's name.
#[derive(Debug)]
pub struct Query {
    /// By which it is answered.
    pub id: String,
    /// Who types. Not the name: it is of no use here.
    pub who: Who,
    /// The words.
    pub words: String,
    /// So many phrases were shown already.
    pub from: usize,
}

/// The number of an update; none: this is no update.
pub(super) fn number(raw: &str) -> Option<i64> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: i64,
    }
    serde_json::from_str::<Numbered>(raw).ok().map(|numbered| numbered.update_id)
}

/// Reads an update as it came.
pub fn hear_text(raw: &str) -> Heard {
    lean::hear(raw).unwrap_or_else(|| match serde_json::from_str(raw) {
        Ok(value) => hear(&value),
        Err(_) => Heard { id: number(raw), what: What::Nothing("no JSON") },
    })
}

/// Reads an update.
pub fn hear(raw: &Value) -> Heard {
    let id = raw.get("update_id").and_then(Value::as_i64);
    let of = |kind: &str| raw.get(kind);
    let what = if let Some(message) = of("message") {
        said(message)
    } else if let Some(message) = of("edited_message") {
        private(message, message, Event::Edited)
    } else if let Some(query) = of("callback_query") {
        pressed(query)
    } else if let Some(change) = of("my_chat_member") {
        reachable(change)
    } else if let Some(query) = of("inline_query") {
        asked(query)
    } else {
        What::Nothing("an update of an unknown kind")
    };
    let what = match what {
        What::Turn(incoming, query) => What::Turn(Incoming { update: id, ..incoming }, query),
        what => what,
    };
    Heard { id, what }
}

/// An event of a private chat, by whom `body` names; what happens elsewhere is left alone.
fn private(body: &Value, place: &Value, event: Event) -> What {
    let chat = place.get("chat").filter(|chat| text(chat, "type") == Some("private"));
    let Some(id) = chat.and_then(|chat| chat.get("id")?.as_i64()) else {
        return What::Nothing("not a private chat");
    };
    let from = |name: &str| text(body.get("from")?, name);
    let names = [from("first_name"), from("last_name")];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let who = Who { id: PersonId(id), name, lang: from("language_code").map(str::to_owned) };
    What::Turn(Incoming { update: None, who, event }, None)
}

fn text<'v>(value: &'v Value, name: &str) -> Option<&'v str> {
    value.get(name)?.as_str()
}

fn said(message: &Value) -> What {
    let number = message.get("contact").and_then(|contact| text(contact, "phone_number"));
    let event = match (text(message, "text"), number) {
        (Some(text), _) => {
            let to = message.pointer("/reply_to_message/message_id").and_then(Value::as_i64);
            Event::typed(text).replying(to.and_then(|to| i32::try_from(to).ok()))
        }
        (None, Some(number)) => Event::Text(number.to_owned()),
        (None, None) if SERVICE.iter().any(|name| message.get(name).is_some()) => {
            return What::Nothing("a service message");
        }
        (None, None) => Event::Odd,
    };
    private(message, message, event)
}

fn pressed(query: &Value) -> What {
    let Some(id) = text(query, "id").map(|id| CallbackQueryId(id.to_owned())) else {
        return What::Nothing("a pressed key without an id");
    };
    let (Some(message), Some(data)) = (query.get("message"), text(query, "data")) else {
        return What::Press(id);
    };
    match private(query, message, Event::pressed(data)) {
        What::Turn(incoming, _) => What::Turn(incoming, Some(id)),
        _ => What::Press(id),
    }
}

fn reachable(change: &Value) -> What {
    match change.pointer("/new_chat_member/status").and_then(Value::as_str) {
        Some("member") => private(change, change, Event::Reachable(true)),
        Some("kicked") => private(change, change, Event::Reachable(false)),
        _ => What::Nothing("a change of membership that is none for us"),
    }
}

fn asked(query: &Value) -> What {
    let from = query.get("from");
    let (Some(id), Some(words), Some(who)) =
        (text(query, "id"), text(query, "query"), from.and_then(|from| from.get("id")?.as_i64()))
    else {
        return What::Nothing("words behind the bot's name that do not read");
    };
    let lang = from.and_then(|from| text(from, "language_code")).map(str::to_owned);
    let from = text(query, "offset").and_then(|offset| offset.parse().ok()).unwrap_or_default();
    What::Query(Query {
        id: id.to_owned(),
        who: Who { id: PersonId(who), name: String::new(), lang },
        words: words.to_owned(),
        from,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::press::{Act, On, Press};

    macro_rules! sample {
        ($name:literal) => {
            serde_json::from_str::<Value>(include_str!(concat!(
                "../../tests/telegram_updates/",
                $name,
                ".json"
            )))
            .unwrap()
        };
    }

    /// A sample as it is read, which is the same whichever way.
    fn heard(raw: &Value) -> Heard {
        let (text, value) = (hear_text(&raw.to_string()), hear(raw));
        assert_eq!(format!("{text:?}"), format!("{value:?}"));
        text
    }

    /// The event of a sample, after what all samples have in common was looked at.
    fn event(raw: &Value) -> Event {
        match heard(raw) {
            Heard { id: Some(id), what: What::Turn(incoming, _) } => {
                assert_eq!(incoming.update, Some(id));
                assert_eq!(incoming.who.id, PersonId(731_504_882));
                assert_eq!(incoming.who.lang.as_deref(), Some("ka"));
                assert_eq!(incoming.who.name.chars().count(), 14);
                incoming.event
            }
            other => panic!("no turn: {other:?}"),
        }
    }

    fn nothing(raw: &Value) -> bool {
        matches!(heard(raw), Heard { id: Some(_), what: What::Nothing(_) })
    }

    fn query(raw: &Value) -> Option<String> {
        match heard(raw).what {
            What::Turn(_, id) => id.map(|id| id.0),
            What::Press(id) => Some(id.0),
            What::Query(_) | What::Nothing(_) => None,
        }
    }

    fn text_of(raw: &Value) -> String {
        raw["message"]["text"].as_str().unwrap().to_owned()
    }

    #[test]
    fn typed_lines_are_text_or_commands() {
        let raw = sample!("text");
        assert_eq!(event(&raw), Event::Text(text_of(&raw)));
        let start = Event::Command("start".to_owned(), "aZ09_-".to_owned());
        assert_eq!(event(&sample!("command")), start);
    }

    #[test]
    fn an_answer_says_to_which_message_it_is_one() {
        let mut raw = sample!("reply_and_forward");
        let to = raw["message"]["reply_to_message"]["message_id"].as_i64().unwrap();
        let reply = Event::Reply(i32::try_from(to).unwrap(), text_of(&raw));
        assert_eq!(event(&raw), reply);
        // Also where something else in the message does not read.
        raw["message"]["date"] = "yesterday".into();
        assert_eq!(event(&raw), reply);
        raw["message"]["text"] = "/help".into();
        assert_eq!(event(&raw), Event::Command("help".to_owned(), String::new()));
    }

    #[test]
    fn a_shared_contact_is_its_number() {
        assert_eq!(event(&sample!("contact")), Event::Text("995599123456".to_owned()));
    }

    #[test]
    fn pictures_voices_and_captions_are_odd() {
        assert_eq!(event(&sample!("photo_with_caption")), Event::Odd);
        assert_eq!(event(&sample!("voice")), Event::Odd);
        assert_eq!(event(&sample!("sticker")), Event::Odd);
    }

    #[test]
    fn service_messages_are_nothing() {
        assert!(nothing(&sample!("pinned")));
    }

    #[test]
    fn a_changed_message_is_told_from_a_new_one() {
        assert_eq!(event(&sample!("edited")), Event::Edited);
    }

    #[test]
    fn pressed_keys_are_read_and_remembered() {
        let raw = sample!("press");
        let press = Press { on: On::Screen(41), act: Act::Branch("go".to_owned()) };
        assert_eq!(event(&raw), Event::Press(press));
        assert_eq!(query(&raw).as_deref(), Some("3141789204586123456"));
        assert_eq!(event(&sample!("press_old_message")), Event::OldKey);
    }

    #[test]
    fn keys_that_nobody_can_read_get_an_empty_answer() {
        for raw in [sample!("press_inline"), sample!("press_game"), sample!("press_in_group")] {
            assert!(matches!(heard(&raw).what, What::Press(_)), "{raw}");
        }
    }

    #[test]
    fn blocking_and_unblocking() {
        assert_eq!(event(&sample!("blocked")), Event::Reachable(false));
        assert_eq!(event(&sample!("unblocked")), Event::Reachable(true));
        assert!(nothing(&sample!("added_to_group")));
    }

    #[test]
    fn groups_and_channels_are_left_alone() {
        assert!(nothing(&sample!("group_text")));
        let mut raw = sample!("group_text");
        raw["edited_message"] = raw["message"].take();
        raw.as_object_mut().unwrap().remove("message");
        assert!(nothing(&raw));
    }

    #[test]
    fn content_of_a_later_bot_api_is_odd_and_its_text_is_not_lost() {
        assert_eq!(event(&sample!("newer_content")), Event::Odd);
        let raw = sample!("newer_formatting");
        assert_eq!(event(&raw), Event::Text(text_of(&raw)));
    }

    #[test]
    fn what_cannot_be_read_at_all_is_passed() {
        let mut raw = sample!("text");
        raw["message"]["date"] = "yesterday".into();
        assert_eq!(event(&raw), Event::Text(text_of(&raw)));
        let mut raw = sample!("press");
        raw["callback_query"]["chat_instance"] = Value::Null;
        assert!(matches!(event(&raw), Event::Press(_)));
        let raw = serde_json::json!({"update_id": 5, "something_new": {"chat": 7}});
        assert!(nothing(&raw));
        assert!(heard(&serde_json::json!("no update")).id.is_none());
    }
}
