//! Everything that the stand-in remembers, and how waiting for a change of it works.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::timeout_at;

use super::fault::{Fault, Trouble, draw};
use super::feed::Feeds;
use super::inline::Typed;
use super::limits::Limiter;
use super::message::{Author, Call, CallbackAnswer, Message, Upload};
use super::refusal::{BLOCKED, CHAT_NOT_FOUND, Refusal};
use super::updates::Updates;

/// The bot's token.
pub const TOKEN: &str = "424242:AAStandInForTheBotApi-0123456789abc";
/// The bot's user id.
pub const BOT_ID: i64 = 424_242;
/// The bot's user name.
pub const BOT_NAME: &str = "sufler_test_bot";

/// The state, and who waits for it to change.
#[derive(Debug)]
pub struct Shared {
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

impl Shared {
    pub fn new() -> Self {
        Shared { state: Mutex::new(State::new()), changed: watch::channel(0).0 }
    }

    /// Looks or changes without waking anybody.
    pub fn quietly<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes, and wakes everybody who waits.
    pub fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        let result = self.quietly(work);
        self.changed.send_modify(|n| *n = n.wrapping_add(1));
        result
    }

    /// Waits until `look` finds something; `None` at the deadline.
    pub async fn until<R>(
        &self,
        deadline: Option<tokio::time::Instant>,
        mut look: impl FnMut(&mut State) -> Option<R>,
    ) -> Option<R> {
        let mut changes = self.changed.subscribe();
        loop {
            if let Some(found) = self.quietly(&mut look) {
                return Some(found);
            }
            let change = changes.changed();
            let _ = match deadline {
                None => change.await,
                Some(deadline) => match timeout_at(deadline, change).await {
                    Ok(change) => change,
                    Err(_) => return self.quietly(&mut look),
                },
            };
        }
    }

    /// The same, as long as the test's patience lasts.
    pub async fn soon<R>(&self, look: impl FnMut(&mut State) -> Option<R>) -> Option<R> {
        let patience = self.quietly(|s| s.patience);
        self.until(Some(tokio::time::Instant::now() + patience), look).await
    }
}

/// A person who may write to the bot.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: i64,
    pub first_name: String,
    pub username: Option<String>,
    pub language: Option<String>,
}

impl Person {
    fn json(&self) -> Value {
        let mut json = json!({"id": self.id, "is_bot": false, "first_name": self.first_name});
        if let Some(name) = &self.username {
            json["username"] = json!(name);
        }
        if let Some(language) = &self.language {
            json["language_code"] = json!(language);
        }
        json
    }
}

/// A chat with all that was ever in it.
#[derive(Debug, Default)]
pub struct Chat {
    /// Of groups.
    pub title: Option<String>,
    pub messages: Vec<Message>,
    /// What the bot sent and edited, in order, each as it looked then.
    pub shown: Vec<(u64, Message)>,
    pub blocked: bool,
    /// Somebody has written here; before that the bot cannot.
    pub opened: bool,
}

/// A press of a key that the bot may answer.
#[derive(Debug)]
pub struct Query {
    pub user_id: i64,
    pub message_id: i64,
    /// The update that tells of it.
    pub update_id: i64,
    pub expired: bool,
}

/// All of it.
#[derive(Debug)]
pub struct State {
    pub chats: BTreeMap<i64, Chat>,
    pub people: HashMap<i64, Person>,
    /// What each person has consumed by `expect`, by person and chat.
    pub consumed: HashMap<(i64, i64), u64>,
    pub updates: Updates,
    pub calls: Vec<Call>,
    pub faults: Vec<Fault>,
    /// Rises when the faults are cleared: what hangs goes on.
    pub released: u64,
    pub queries: BTreeMap<String, Query>,
    pub answers: Vec<CallbackAnswer>,
    /// What people typed behind the bot's name.
    pub typed: BTreeMap<String, Typed>,
    /// By scope (`default`, `all_private_chats`, `chat 7` …) and language.
    pub commands: BTreeMap<(String, String), Vec<(String, String)>>,
    /// Names and descriptions of the bot, by method and language.
    pub profile: BTreeMap<(String, String), Value>,
    pub limiter: Option<Limiter>,
    pub webhook: String,
    pub slips: Vec<String>,
    /// Files that have come with calls, by the number in `attached`.
    pub uploads: Vec<Upload>,
    /// The getUpdates that waits, if one does.
    pub waiting: Option<u64>,
    pub polls: u64,
    /// How often getUpdates was asked for, waiting or not.
    pub asked: u64,
    pub patience: Duration,
    /// What people hear at once, and how much is kept besides.
    pub feeds: Feeds,
    next_message_id: i64,
    next_query: u64,
    next_shown: u64,
}

impl State {
    fn new() -> Self {
        State {
            chats: BTreeMap::new(),
            people: HashMap::new(),
            consumed: HashMap::new(),
            updates: Updates::default(),
            calls: Vec::new(),
            faults: Vec::new(),
            released: 0,
            queries: BTreeMap::new(),
            answers: Vec::new(),
            typed: BTreeMap::new(),
            commands: BTreeMap::new(),
            profile: BTreeMap::new(),
            limiter: None,
            webhook: String::new(),
            slips: Vec::new(),
            uploads: Vec::new(),
            waiting: None,
            polls: 0,
            asked: 0,
            feeds: Feeds::default(),
            patience: Duration::from_secs(30),
            next_message_id: 1,
            next_query: 1,
            next_shown: 1,
        }
    }

    /// The bot as getMe gives it.
    pub fn me() -> Value {
        json!({
            "id": BOT_ID, "is_bot": true, "first_name": "Sufler", "username": BOT_NAME,
            "can_join_groups": true, "can_read_all_group_messages": false,
            "supports_inline_queries": true, "can_connect_to_business": false,
            "has_main_web_app": false
        })
    }

    pub fn next_message_id(&mut self) -> i64 {
        self.next_message_id += 1;
        self.next_message_id - 1
    }

    /// A fresh query id, long as the real ones.
    pub fn next_query_id(&mut self) -> String {
        self.next_query += 1;
        (1_820_000_000_000_000_000_u64 + self.next_query).to_string()
    }

    pub fn chat_json(&self, id: i64) -> Value {
        if let Some(title) = self.chats.get(&id).and_then(|chat| chat.title.as_ref()) {
            return json!({"id": id, "title": title, "type": "supergroup"});
        }
        let mut json = json!({"id": id, "type": "private"});
        if let Some(person) = self.people.get(&id) {
            json["first_name"] = json!(person.first_name);
            if let Some(name) = &person.username {
                json["username"] = json!(name);
            }
        }
        json
    }

    pub fn person_json(&self, id: i64) -> Value {
        self.people.get(&id).map_or(Value::Null, Person::json)
    }

    pub fn message_json(&self, message: &Message) -> Value {
        let from = match message.author {
            Author::Bot => {
                json!({"id": BOT_ID, "is_bot": true, "first_name": "Sufler", "username": BOT_NAME})
            }
            Author::User(id) => self.person_json(id),
        };
        let mut json = message.json(&from, &self.chat_json(message.chat_id));
        let answered = message.reply_to.and_then(|id| self.message(message.chat_id, id));
        if let Some(answered) = answered {
            let mut inner = self.message_json(answered);
            if let Some(fields) = inner.as_object_mut() {
                fields.remove("reply_to_message");
            }
            json["reply_to_message"] = inner;
        }
        json
    }

    /// A message, deleted or not.
    pub fn message(&self, chat: i64, id: i64) -> Option<&Message> {
        self.chats.get(&chat)?.messages.iter().find(|m| m.id == id)
    }

    /// A message that is there.
    pub fn visible(&mut self, chat: i64, id: i64) -> Option<&mut Message> {
        let mut messages = self.chats.get_mut(&chat)?.messages.iter_mut();
        messages.find(|m| m.id == id && !m.deleted)
    }

    /// The chat, if the bot may write to it.
    ///
    /// # Errors
    /// Nobody has written there yet, or the user blocked the bot.
    pub fn writable(&mut self, id: i64) -> Result<&mut Chat, Refusal> {
        let chat = self.chats.get_mut(&id).filter(|chat| chat.opened);
        let chat = chat.ok_or_else(|| Refusal::bad(CHAT_NOT_FOUND))?;
        if chat.blocked { Err(Refusal::new(403, BLOCKED)) } else { Ok(chat) }
    }

    /// Remembers what a message of the bot looks like now, for those who wait for it.
    pub fn show(&mut self, chat: i64, id: i64) -> Option<Message> {
        let message = self.message(chat, id)?.clone();
        let number = self.next_shown;
        self.next_shown += 1;
        self.feeds.shown(&message);
        let keep = self.feeds.keep;
        let chat = self.chats.get_mut(&chat)?;
        match keep {
            None => chat.shown.push((number, message.clone())),
            Some(most) if chat.messages.len() > most => {
                chat.messages.drain(..chat.messages.len() - most);
            }
            Some(_) => {}
        }
        Some(message)
    }

    /// Writes a call down, and says what goes wrong with it.
    pub fn open_call(&mut self, method: &str, params: &Value) -> (usize, Trouble, u64) {
        let number = self.calls.len();
        let chat_id = super::params::Params(params).number("chat_id");
        let trouble = draw(&mut self.faults, method, chat_id);
        if self.feeds.keep.is_some() {
            return (usize::MAX, trouble, self.released);
        }
        self.calls.push(Call {
            number,
            method: method.to_owned(),
            params: params.clone(),
            chat_id,
            at: Instant::now(),
            answered: None,
            gone: false,
            status: None,
            answer: None,
            fault: trouble.effect.as_ref().map(|effect| format!("{effect:?}")),
        });
        (number, trouble, self.released)
    }

    pub fn close_call(&mut self, number: usize, status: Option<u16>, answer: Option<Value>) {
        if let Some(call) = self.calls.get_mut(number) {
            call.answered = Some(Instant::now());
            call.status = status;
            call.answer = answer;
        }
    }

    /// A chat and the latest calls, for a panic's message.
    pub fn describe(&self, chat_id: i64) -> String {
        let mut out = format!("chat {chat_id}");
        let Some(chat) = self.chats.get(&chat_id) else { return out + ": does not exist\n" };
        if chat.blocked {
            out += " (blocked)";
        }
        out += ":\n";
        for message in &chat.messages {
            let _ = write!(out, "  {message}");
        }
        for answer in &self.answers {
            let CallbackAnswer { user_id, message_id, text, .. } = answer;
            let alert = if answer.show_alert { " (alert)" } else { "" };
            let _ = writeln!(out, "  answer to {user_id} under #{message_id}: {text:?}{alert}");
        }
        let _ = writeln!(out, "updates not acknowledged: {}", self.updates.pending());
        let _ = writeln!(out, "latest calls:");
        let mut calls: Vec<&Call> =
            self.calls.iter().rev().filter(|call| call.method != "getUpdates").take(20).collect();
        calls.reverse();
        for call in calls {
            let _ = writeln!(out, "  {call}");
        }
        let polls = self.calls.iter().filter(|call| call.method == "getUpdates").count();
        let _ = writeln!(out, "  and getUpdates {polls}x");
        out
    }
}

/// Seconds since 1970, UTC.
pub fn unix_now() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or_default()
}
