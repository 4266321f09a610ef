//! People who use the bot.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::feed::Feed;
use super::html::{Entity, utf16};
use super::keyboard::KeyAction;
use super::message::{Author, CallbackAnswer, Message};
use super::methods::MAX_TEXT;
use super::state::{BOT_ID, BOT_NAME, Query, Shared, State, unix_now};

/// A person in a chat: the private one with the bot, or a group (see [`User::at`]). Clones are the
/// same person: what one has consumed, the other has too.
#[derive(Clone, Debug)]
pub struct User {
    pub(super) shared: Arc<Shared>,
    pub id: i64,
    pub chat_id: i64,
}

/// A group where the bot is a member.
#[derive(Clone, Debug)]
pub struct Group {
    pub(super) shared: Arc<Shared>,
    pub id: i64,
}

impl Group {
    /// All messages, deleted ones too.
    pub fn messages(&self) -> Vec<Message> {
        self.shared
            .quietly(|s| s.chats.get(&self.id).map(|c| c.messages.clone()))
            .unwrap_or_default()
    }
}

/// What `expect` looks for in the plain text of a message: a substring, or several at once.
pub trait Wanted {
    fn fits(&self, text: &str) -> bool;
    fn describe(&self) -> String;
}

impl Wanted for &str {
    fn fits(&self, text: &str) -> bool {
        text.contains(self)
    }
    fn describe(&self) -> String {
        format!("{self:?}")
    }
}

impl Wanted for &String {
    fn fits(&self, text: &str) -> bool {
        text.contains(self.as_str())
    }
    fn describe(&self) -> String {
        format!("{self:?}")
    }
}

impl<const N: usize> Wanted for [&str; N] {
    fn fits(&self, text: &str) -> bool {
        self.iter().all(|part| text.contains(part))
    }
    fn describe(&self) -> String {
        format!("all of {self:?}")
    }
}

/// A press of a key.
#[derive(Clone, Debug)]
pub struct Press {
    shared: Arc<Shared>,
    chat_id: i64,
    pub update_id: i64,
    pub query_id: String,
    pub data: String,
}

impl Press {
    /// Waits for the bot's first answer to it.
    pub async fn answer(&self) -> CallbackAnswer {
        let mine = |s: &mut State| s.answers.iter().find(|a| a.query_id == self.query_id).cloned();
        let found = self.shared.soon(mine).await;
        found.unwrap_or_else(|| {
            let state = self.shared.quietly(|s| s.describe(self.chat_id));
            panic!("no answer to the press of {:?}\n{state}", self.data)
        })
    }

    /// All answers so far.
    pub fn answers(&self) -> Vec<CallbackAnswer> {
        let mine = |a: &&CallbackAnswer| a.query_id == self.query_id;
        self.shared.quietly(|s| s.answers.iter().filter(mine).cloned().collect())
    }
}

// What a person does.
impl User {
    /// The same person in a group.
    pub fn at(&self, group: &Group) -> User {
        User { chat_id: group.id, ..self.clone() }
    }

    /// Changes the language of the person's app.
    pub fn set_language(&self, language: Option<&str>) {
        self.shared.with(|s| {
            if let Some(person) = s.people.get_mut(&self.id) {
                person.language = language.map(str::to_owned);
            }
        });
    }

    /// Writes a message; gives the update's id.
    pub async fn send(&self, text: &str) -> i64 {
        self.post(text, Map::new())
    }

    /// Writes several messages at once: they come in one batch of updates.
    pub async fn send_all(&self, texts: &[&str]) -> Vec<i64> {
        let bodies: Vec<_> = texts.iter().map(|text| (*text, Map::new())).collect();
        self.shared.with(|s| bodies.into_iter().map(|(t, f)| self.put(s, t, f)).collect())
    }

    /// A command, with or without its slash and arguments. In a group with the bot's name.
    pub async fn command(&self, text: &str) -> i64 {
        let text = text.strip_prefix('/').unwrap_or(text);
        let (name, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
        let at = if self.chat_id < 0 { format!("@{BOT_NAME}") } else { String::new() };
        self.post(&format!("/{name}{at}{rest}"), Map::new())
    }

    /// Answers to a message.
    pub async fn reply(&self, message_id: i64, text: &str) -> i64 {
        self.post(text, Map::from_iter([("reply_to".to_owned(), json!(message_id))]))
    }

    /// Shares the person's own contact.
    pub async fn contact(&self, phone: &str) -> i64 {
        let name = self.shared.quietly(|s| s.person_json(self.id)["first_name"].clone());
        let contact = json!({"phone_number": phone, "first_name": name, "user_id": self.id});
        self.media("contact", contact).await
    }

    /// A photograph.
    pub async fn photo(&self) -> i64 {
        let size = json!({"file_id": "AgACAgIAAxkBAAMC", "file_unique_id": "AQADq8YxG5mRqEl-",
            "width": 90, "height": 60, "file_size": 1234});
        self.media("photo", json!([size])).await
    }

    /// A message whose content is this field: `sticker`, `voice`, `location` …
    pub async fn media(&self, field: &str, value: Value) -> i64 {
        self.post("", Map::from_iter([(field.to_owned(), value)]))
    }

    /// Edits one of the person's own messages.
    pub async fn edit_message(&self, message_id: i64, text: &str) -> i64 {
        self.shared.with(|s| {
            let message = s.visible(self.chat_id, message_id).expect("no such message to edit");
            assert_eq!(message.author, Author::User(self.id), "not the person's own message");
            text.clone_into(&mut message.text);
            text.clone_into(&mut message.html);
            message.entities = commands(text);
            message.edit_date = Some(unix_now());
            message.edits += 1;
            let message = message.clone();
            let json = s.message_json(&message);
            s.updates.push("edited_message", json)
        })
    }

    fn post(&self, text: &str, fields: Map<String, Value>) -> i64 {
        self.shared.with(|s| self.put(s, text, fields))
    }

    fn put(&self, s: &mut State, text: &str, mut fields: Map<String, Value>) -> i64 {
        assert!(utf16(text) <= MAX_TEXT, "the app would cut this into several messages");
        let id = s.next_message_id();
        let text = text.trim();
        let mut message = Message::new(self.chat_id, id, Author::User(self.id), text, unix_now());
        message.entities = commands(text);
        message.reply_to = fields.remove("reply_to").and_then(|id| id.as_i64());
        message.content = fields;
        let json = s.message_json(&message);
        let chat = s.chats.entry(self.chat_id).or_default();
        assert!(!chat.blocked, "the person blocked the bot: unblock first");
        chat.opened = true;
        if s.feeds.keep.is_none() {
            chat.messages.push(message);
        }
        s.updates.push("message", json)
    }

    /// Presses the key with this label under the newest message that has one, waiting for such a
    /// message if there is none yet.
    pub async fn press(&self, text: &str) -> Press {
        let find = |s: &mut State| {
            let messages = &s.chats.get(&self.chat_id)?.messages;
            let newest = messages.iter().rev().find(|m| !m.deleted && m.has_key(text))?;
            Some((newest.id, newest.data(text)))
        };
        let found = self.shared.soon(find).await;
        let (id, data) = found.unwrap_or_else(|| self.fail(&format!("no key {text:?}")));
        let data = data.unwrap_or_else(|| self.fail(&format!("key {text:?} sends nothing")));
        self.press_raw(&data, id).await
    }

    /// Presses a key of this message, also one that is no longer there: apps show old keyboards
    /// for a while.
    pub async fn press_on(&self, message_id: i64, text: &str) -> Press {
        let data = self.shared.quietly(|s| {
            let now = s.message(self.chat_id, message_id).and_then(|m| m.data(text));
            let shown = s.chats.get(&self.chat_id).into_iter().flat_map(|c| c.shown.iter().rev());
            now.or_else(|| {
                shown.filter(|(_, m)| m.id == message_id).find_map(|(_, m)| m.data(text))
            })
        });
        let missing = || self.fail(&format!("message #{message_id} never had a key {text:?}"));
        self.press_raw(&data.unwrap_or_else(missing), message_id).await
    }

    /// A press with this data under this message, whatever keys it has, or if it exists at all.
    pub async fn press_raw(&self, data: &str, message_id: i64) -> Press {
        let (update_id, query_id) = self.shared.with(|s| {
            let query_id = s.next_query_id();
            let query = Query { user_id: self.id, message_id, update_id: 0, expired: false };
            s.queries.insert(query_id.clone(), query);
            let message = s.message(self.chat_id, message_id).filter(|m| !m.deleted);
            let message = message.map(|m| s.message_json(m)).unwrap_or_else(
                || json!({"chat": s.chat_json(self.chat_id), "message_id": message_id, "date": 0}),
            );
            let query = json!({
                "id": query_id, "from": s.person_json(self.id), "message": message,
                "chat_instance": (self.chat_id * 7_919 + 1).to_string(), "data": data
            });
            let update_id = s.updates.push("callback_query", query);
            if let Some(query) = s.queries.get_mut(&query_id) {
                query.update_id = update_id;
            }
            (update_id, query_id)
        });
        let (shared, data) = (self.shared.clone(), data.to_owned());
        Press { shared, chat_id: self.chat_id, update_id, query_id, data }
    }

    /// What the copying key with this label (newest message that has one) puts on the clipboard.
    pub async fn copy(&self, text: &str) -> String {
        let find = |s: &mut State| {
            let messages = &s.chats.get(&self.chat_id)?.messages;
            messages.iter().rev().filter(|m| !m.deleted).find_map(|m| m.copy_text(text))
        };
        let found = self.shared.soon(find).await;
        found.unwrap_or_else(|| self.fail(&format!("no copying key {text:?}")))
    }

    /// Blocks the bot.
    pub async fn block(&self) -> i64 {
        self.membership("member", "kicked", true)
    }

    /// Takes the block back.
    pub async fn unblock(&self) -> i64 {
        self.membership("kicked", "member", false)
    }

    fn membership(&self, old: &str, new: &str, blocked: bool) -> i64 {
        self.shared.with(|s| {
            let chat = s.chats.entry(self.chat_id).or_default();
            chat.blocked = blocked;
            chat.opened = true;
            let bot = json!({"id": BOT_ID, "is_bot": true, "first_name": "Sufler",
                "username": BOT_NAME});
            let member = |status: &str| match status {
                "kicked" => json!({"user": bot, "status": status, "until_date": 0}),
                _ => json!({"user": bot, "status": status}),
            };
            let update = json!({
                "chat": s.chat_json(self.chat_id), "from": s.person_json(self.id),
                "date": unix_now(), "old_chat_member": member(old), "new_chat_member": member(new)
            });
            s.updates.push("my_chat_member", update)
        })
    }
}

// What a person sees.
impl User {
    /// From now on hears all that comes into this chat, as it comes; replaces an older feed.
    pub fn feed(&self) -> Feed {
        self.shared.with(|s| s.feeds.open(self.chat_id))
    }

    /// Waits for a message or an edit by the bot, newer than the last thing that this person
    /// consumed, whose text fits; it and all before it are consumed then.
    ///
    /// # Panics
    /// Nothing came within the test's patience; the panic shows the whole chat.
    pub async fn expect(&self, wanted: impl Wanted) -> Message {
        self.expect_where(&wanted.describe(), |message| wanted.fits(&message.text)).await
    }

    /// The same with any condition; `what` describes it.
    pub async fn expect_where(&self, what: &str, fits: impl Fn(&Message) -> bool) -> Message {
        let find = |s: &mut State| {
            let seen = s.consumed.entry((self.id, self.chat_id)).or_default();
            let mut shown = s.chats.get(&self.chat_id)?.shown.iter();
            let (number, message) = shown.find(|(number, m)| number > seen && fits(m))?;
            *seen = *number;
            Some(message.clone())
        };
        let found = self.shared.soon(find).await;
        found.unwrap_or_else(|| self.fail(&format!("waited in vain for {what}")))
    }

    /// Waits this long, and panics if anything not yet consumed is there or comes.
    pub async fn expect_nothing(&self, time: Duration) {
        let find = |s: &mut State| {
            let seen = s.consumed.get(&(self.id, self.chat_id)).copied().unwrap_or_default();
            let mut shown = s.chats.get(&self.chat_id)?.shown.iter();
            shown.find(|(number, _)| *number > seen).map(|(_, message)| message.to_string())
        };
        let found = self.shared.until(Some(tokio::time::Instant::now() + time), find).await;
        if let Some(message) = found {
            self.fail(&format!("wanted silence, got {message}"));
        }
    }

    /// Waits until this message is deleted.
    pub async fn expect_deleted(&self, message_id: i64) {
        let find =
            |s: &mut State| s.message(self.chat_id, message_id).filter(|m| m.deleted).map(|_| ());
        if self.shared.soon(find).await.is_none() {
            self.fail(&format!("message #{message_id} was not deleted"));
        }
    }

    /// Consumes all that is there.
    pub fn skip(&self) {
        self.shared.quietly(|s| {
            let shown = s.chats.get(&self.chat_id).and_then(|chat| chat.shown.last());
            let last = shown.map_or(0, |(number, _)| *number);
            s.consumed.insert((self.id, self.chat_id), last);
        });
    }

    /// The bot's newest message that is not deleted.
    ///
    /// # Panics
    /// There is none.
    pub fn last(&self) -> Message {
        let mut messages = self.messages();
        messages.retain(|m| m.is_from_bot() && !m.deleted);
        messages.pop().unwrap_or_else(|| self.fail("no message of the bot"))
    }

    /// All messages of the chat, the person's own and deleted ones too.
    pub fn messages(&self) -> Vec<Message> {
        Group { shared: self.shared.clone(), id: self.chat_id }.messages()
    }

    /// The messages that the person sees: none that is deleted.
    pub fn visible(&self) -> Vec<Message> {
        self.messages().into_iter().filter(|m| !m.deleted).collect()
    }

    /// A message of the chat as it is now, deleted or not.
    pub fn message(&self, message_id: i64) -> Message {
        let found = self.messages().into_iter().find(|m| m.id == message_id);
        found.unwrap_or_else(|| self.fail(&format!("no message #{message_id}")))
    }

    /// The labels of the inline keys under the newest message that has some, row by row.
    pub fn keys(&self) -> Vec<Vec<String>> {
        let keyed = self.visible().into_iter().rfind(|m| m.is_from_bot() && !m.keys.is_empty());
        keyed.map(|m| m.key_texts()).unwrap_or_default()
    }

    /// The answers to this person's presses.
    pub fn answers(&self) -> Vec<CallbackAnswer> {
        let mine = |a: &&CallbackAnswer| a.user_id == self.id;
        self.shared.quietly(|s| s.answers.iter().filter(mine).cloned().collect())
    }

    fn fail(&self, what: &str) -> ! {
        let state = self.shared.quietly(|s| s.describe(self.chat_id));
        panic!("user {}: {what}\n{state}", self.id)
    }
}

/// The bot_command entities that Telegram finds in a text.
fn commands(text: &str) -> Vec<Entity> {
    let mut entities = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let starts = c == '/' && (before.is_whitespace() || before == '(');
        before = c;
        if !starts {
            continue;
        }
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '@';
        let rest = &text[at + 1..];
        let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
        if end > 0 {
            entities.push(Entity::new("bot_command", utf16(&text[..at]), end + 1));
        }
    }
    entities
}
