//! The updates of which nearly all are: a line that somebody typed, a key that he pressed. Of these
//! only what a turn needs is read, straight from the text; everything else goes by
//! [`hear`](super::update::hear), which says the same of these too. Pure.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use teloxide::types::CallbackQueryId;

use crate::chat::edge::PersonId;
use crate::chat::event::{Event, Incoming, Who};

use super::update::{Heard, What};

#[derive(Deserialize)]
struct Update<'a> {
    update_id: i64,
    #[serde(borrow)]
    message: Option<Message<'a>>,
    #[serde(borrow)]
    callback_query: Option<Query<'a>>,
    // With one of these it is another kind of update, whatever else there is.
    edited_message: Option<IgnoredAny>,
    inline_query: Option<IgnoredAny>,
    my_chat_member: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    chat: Chat<'a>,
    #[serde(borrow)]
    from: Option<User<'a>>,
    #[serde(borrow)]
    text: Option<Cow<'a, str>>,
    // An answer to a message says more than its words.
    reply_to_message: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Query<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    from: User<'a>,
    #[serde(borrow)]
    message: Option<Place<'a>>,
    #[serde(borrow)]
    data: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
struct Place<'a> {
    #[serde(borrow)]
    chat: Chat<'a>,
}

#[derive(Deserialize)]
struct Chat<'a> {
    id: i64,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
}

#[derive(Deserialize)]
struct User<'a> {
    #[serde(borrow)]
    first_name: Cow<'a, str>,
    #[serde(borrow)]
    last_name: Option<Cow<'a, str>>,
    #[serde(borrow)]
    language_code: Option<Cow<'a, str>>,
}

/// A typed line or a pressed key of a private chat; none for anything else, and for what does not
/// read.
pub(super) fn hear(raw: &str) -> Option<Heard> {
    heard(serde_json::from_str(raw).ok()?)
}

/// The same of a list of updates with which a text begins; none where that is none for any of them.
pub(super) fn hear_all(list: &[u8]) -> Option<Vec<Heard>> {
    let mut list = serde_json::Deserializer::from_str(str::from_utf8(list).ok()?);
    let updates: Vec<Update<'_>> = Deserialize::deserialize(&mut list).ok()?;
    updates.into_iter().map(heard).collect()
}

fn heard(update: Update<'_>) -> Option<Heard> {
    let Update { update_id, message, callback_query, .. } = update;
    let other = (update.edited_message, update.inline_query, update.my_chat_member);
    let (who, event, query) = match (message, callback_query, other) {
        (Some(message), None, (None, None, None)) if message.reply_to_message.is_none() => {
            let text = message.text?;
            (who(&message.chat, message.from.as_ref())?, Event::typed(&text), None)
        }
        (None, Some(query), (None, None, None)) => {
            let (place, data) = (query.message?, query.data?);
            let id = CallbackQueryId(query.id.into_owned());
            (who(&place.chat, Some(&query.from))?, Event::pressed(&data), Some(id))
        }
        _ => return None,
    };
    let incoming = Incoming { update: Some(update_id), who, event };
    Some(Heard { id: Some(update_id), what: What::Turn(incoming, query) })
}

fn who(chat: &Chat<'_>, from: Option<&User<'_>>) -> Option<Who> {
    (chat.kind == "private").then(|| Who {
        id: PersonId(chat.id),
        name: from.map(User::name).unwrap_or_default(),
        lang: from.and_then(|user| user.language_code.as_deref()).map(str::to_owned),
    })
}

impl User<'_> {
    fn name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.clone().into_owned(),
        }
    }
}
