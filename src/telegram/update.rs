//! What an update of Telegram's means to the conversation. Pure.
//!
//! Updates are read one by one from raw JSON: teloxide's types first; what they do not know (they
//! know Bot API 9.1) is looked for in the JSON itself, so that a new kind of formatting in somebody's
//! line never loses the line.

use serde::Deserialize;
use serde_json::Value;
use teloxide::types::{
    CallbackQuery, CallbackQueryId, Chat, ChatMemberUpdated, InlineQuery, MediaKind, Message,
    MessageKind, Update, UpdateKind, User,
};

use crate::chat::edge::PersonId;
use crate::chat::event::{Event, Incoming, Who};

use super::lean;

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
    Query(InlineQuery),
    /// A key was pressed, and nobody can say which: it gets an empty answer.
    Press(CallbackQueryId),
    /// Nothing for us, and why.
    Nothing(&'static str),
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
    // Written again because teloxide's reader takes no owned keys.
    let update = serde_json::from_str::<Update>(&raw.to_string());
    let what = match update.map(|update| update.kind) {
        Ok(UpdateKind::Message(message)) => said(&message, raw),
        Ok(UpdateKind::EditedMessage(message)) => {
            private(&message.chat, message.from.as_ref(), Some(Event::Edited))
        }
        Ok(UpdateKind::CallbackQuery(query)) => pressed(query),
        Ok(UpdateKind::MyChatMember(change)) => reachable(&change),
        Ok(UpdateKind::InlineQuery(query)) => What::Query(query),
        Ok(UpdateKind::Error(_)) | Err(_) => unread(raw),
        Ok(_) => What::Nothing("an update that was not asked for"),
    };
    let what = match what {
        What::Turn(incoming, query) => What::Turn(Incoming { update: id, ..incoming }, query),
        what => what,
    };
    Heard { id, what }
}

fn turn(who: Who, event: Event) -> What {
    What::Turn(Incoming { update: None, who, event }, None)
}

/// An event of a private chat; what happens elsewhere is left alone.
fn private(chat: &Chat, from: Option<&User>, event: Option<Event>) -> What {
    if !chat.is_private() {
        return What::Nothing("not a private chat");
    }
    let Some(event) = event else { return What::Nothing("a service message") };
    let who = Who {
        id: PersonId(chat.id.0),
        name: from.map(User::full_name).unwrap_or_default(),
        lang: from.and_then(|user| user.language_code.clone()),
    };
    turn(who, event)
}

fn said(message: &Message, raw: &Value) -> What {
    let event = match &message.kind {
        MessageKind::Common(common) => Some(match &common.media_kind {
            MediaKind::Text(text) => {
                let to = common.reply_to_message.as_ref().map(|answered| answered.id.0);
                Event::typed(&text.text).replying(to)
            }
            MediaKind::Contact(shared) => Event::Text(shared.contact.phone_number.clone()),
            _ => Event::Odd,
        }),
        MessageKind::Empty {} => Some(raw_message(raw)),
        MessageKind::Dice(_)
        | MessageKind::Giveaway(_)
        | MessageKind::UsersShared(_)
        | MessageKind::ChatShared(_)
        | MessageKind::WebAppData(_) => Some(Event::Odd),
        _ => None,
    };
    private(&message.chat, message.from.as_ref(), event)
}

/// A message whose content teloxide does not know.
fn raw_message(raw: &Value) -> Event {
    let text = |path: &str| raw.pointer(path).and_then(Value::as_str);
    match (text("/message/text"), text("/message/contact/phone_number")) {
        (Some(text), _) => {
            let to = raw.pointer("/message/reply_to_message/message_id").and_then(Value::as_i64);
            Event::typed(text).replying(to.and_then(|to| i32::try_from(to).ok()))
        }
        (None, Some(number)) => Event::Text(number.to_owned()),
        (None, None) => Event::Odd,
    }
}

fn pressed(query: CallbackQuery) -> What {
    let CallbackQuery { id, from, message, data, .. } = query;
    let (Some(message), Some(data)) = (message, data) else { return What::Press(id) };
    match private(message.chat(), Some(&from), Some(Event::pressed(&data))) {
        What::Turn(incoming, _) => What::Turn(incoming, Some(id)),
        _ => What::Press(id),
    }
}

fn reachable(change: &ChatMemberUpdated) -> What {
    let member = &change.new_chat_member;
    let may = (member.is_banned() || member.is_member()).then(|| member.is_member());
    private(&change.chat, Some(&change.from), may.map(Event::Reachable))
}

/// An update that teloxide cannot read at all.
fn unread(raw: &Value) -> What {
    let kinds = ["message", "edited_message", "callback_query", "my_chat_member"];
    let Some((kind, body)) = kinds.iter().find_map(|kind| Some((*kind, raw.get(kind)?))) else {
        return What::Nothing("an update of an unknown kind");
    };
    let chat = body.pointer("/message/chat").or_else(|| body.get("chat"));
    let private = chat.filter(|chat| chat.get("type").and_then(Value::as_str) == Some("private"));
    let who = private.and_then(|chat| chat.get("id")?.as_i64()).map(|id| raw_who(id, body));
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    match (kind, who) {
        ("callback_query", who) => {
            let Some(id) = text("id").map(|id| CallbackQueryId(id.to_owned())) else {
                return What::Nothing("a pressed key without an id");
            };
            match (who, text("data")) {
                (Some(who), Some(data)) => {
                    let event = Event::pressed(data);
                    What::Turn(Incoming { update: None, who, event }, Some(id))
                }
                _ => What::Press(id),
            }
        }
        ("message", Some(who)) => turn(who, raw_message(raw)),
        ("edited_message", Some(who)) => turn(who, Event::Edited),
        (_, Some(_)) => What::Nothing("a change of membership of an unknown kind"),
        (_, None) => What::Nothing("an unreadable update outside private chats"),
    }
}

fn raw_who(id: i64, body: &Value) -> Who {
    let from = |name: &str| body.get("from")?.get(name)?.as_str();
    let names = [from("first_name"), from("last_name")];
    Who {
        id: PersonId(id),
        name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
        lang: from("language_code").map(str::to_owned),
    }
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
        // Also where the types do not read the message.
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
