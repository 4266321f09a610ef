//! What a chat holds, as a test looks at it.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use serde_json::{Map, Value, json};

use super::html::Entity;
use super::keyboard::{Key, KeyAction};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    Bot,
    User(i64),
}

/// A message as it stands, or as it stood when something was awaited.
#[derive(Clone, Debug)]
pub struct Message {
    pub chat_id: i64,
    pub id: i64,
    pub author: Author,
    /// Plain, after entity parsing and trimming.
    pub text: String,
    /// The text parameter as the bot gave it.
    pub html: String,
    pub parse_mode: String,
    pub entities: Vec<Entity>,
    /// Rows of inline keys.
    pub keys: Vec<Vec<Key>>,
    /// The inline keyboard as it was given.
    pub inline: Option<Value>,
    /// A reply keyboard, its removal, or a forced reply, as it was given.
    pub reply_keyboard: Option<Value>,
    pub reply_to: Option<i64>,
    /// Sent with `disable_notification`.
    pub silent: bool,
    pub deleted: bool,
    /// How often it was edited.
    pub edits: usize,
    /// Beyond 48 hours: it cannot be deleted any more.
    pub old: bool,
    pub sent: Instant,
    pub changed: Instant,
    /// Seconds since 1970, UTC.
    pub date: i64,
    pub edit_date: Option<i64>,
    /// Content other than text: contact, photo …
    pub content: Map<String, Value>,
    /// A document; the text is its caption.
    pub file: Option<Upload>,
}

/// A file that the bot has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub name: String,
    pub mime: String,
    pub bytes: Arc<Vec<u8>>,
}

impl Message {
    pub fn new(chat_id: i64, id: i64, author: Author, text: &str, date: i64) -> Self {
        let now = Instant::now();
        Message {
            chat_id,
            id,
            author,
            text: text.to_owned(),
            html: text.to_owned(),
            parse_mode: String::new(),
            entities: Vec::new(),
            keys: Vec::new(),
            inline: None,
            reply_keyboard: None,
            reply_to: None,
            silent: false,
            deleted: false,
            edits: 0,
            old: false,
            sent: now,
            changed: now,
            date,
            edit_date: None,
            content: Map::new(),
            file: None,
        }
    }

    pub fn is_from_bot(&self) -> bool {
        self.author == Author::Bot
    }

    /// The labels, row by row.
    pub fn key_texts(&self) -> Vec<Vec<String>> {
        self.keys.iter().map(|row| row.iter().map(|key| key.text.clone()).collect()).collect()
    }

    /// The key with this label.
    pub fn key(&self, text: &str) -> Option<&Key> {
        self.keys.iter().flatten().find(|key| key.text == text)
    }

    pub fn has_key(&self, text: &str) -> bool {
        self.key(text).is_some()
    }

    /// The `callback_data` of the key with this label.
    pub fn data(&self, text: &str) -> Option<String> {
        match &self.key(text)?.action {
            KeyAction::Data(data) => Some(data.clone()),
            _ => None,
        }
    }

    /// What the key with this label copies.
    pub fn copy_text(&self, text: &str) -> Option<String> {
        match &self.key(text)?.action {
            KeyAction::Copy(copy) => Some(copy.clone()),
            _ => None,
        }
    }

    /// The stretches of text that are formatted so (`bold`, `code`, `blockquote` …).
    pub fn stretches(&self, kind: &str) -> Vec<String> {
        let units: Vec<u16> = self.text.encode_utf16().collect();
        let of =
            |e: &Entity| units.get(e.offset..e.offset + e.length).map(String::from_utf16_lossy);
        self.entities.iter().filter(|e| e.kind == kind).filter_map(of).collect()
    }

    /// As the Bot API gives it.
    pub fn json(&self, from: &Value, chat: &Value) -> Value {
        let mut json = json!({
            "message_id": self.id,
            "from": from,
            "chat": chat,
            "date": self.date,
        });
        if let Some(date) = self.edit_date {
            json["edit_date"] = json!(date);
        }
        if !self.text.is_empty() {
            json[if self.file.is_some() { "caption" } else { "text" }] = json!(self.text);
        }
        if !self.entities.is_empty() {
            let name = if self.file.is_some() { "caption_entities" } else { "entities" };
            json[name] = self.entities.iter().map(Entity::json).collect();
        }
        if let Some(keyboard) = &self.inline {
            json["reply_markup"] = keyboard.clone();
        }
        for (name, value) in &self.content {
            json[name] = value.clone();
        }
        json
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = match self.author {
            Author::Bot => "bot".to_owned(),
            Author::User(id) => format!("user {id}"),
        };
        write!(f, "#{} {who}", self.id)?;
        if self.edits > 0 {
            write!(f, ", edited {}x", self.edits)?;
        }
        if self.deleted {
            write!(f, ", deleted")?;
        }
        writeln!(f)?;
        for line in self.text.lines() {
            writeln!(f, "    {line}")?;
        }
        for (name, value) in &self.content {
            writeln!(f, "    ({name}: {value})")?;
        }
        for row in &self.keys {
            let row: Vec<String> = row.iter().map(|key| format!("[{}]", key.text)).collect();
            writeln!(f, "    {}", row.join(" "))?;
        }
        Ok(())
    }
}

/// An answer to a press of a key.
#[derive(Clone, Debug)]
pub struct CallbackAnswer {
    pub query_id: String,
    pub user_id: i64,
    /// The message under which the key was.
    pub message_id: i64,
    /// Empty: the press was acknowledged without words.
    pub text: String,
    pub show_alert: bool,
    pub url: String,
    pub at: Instant,
}

/// A call of a method.
#[derive(Clone, Debug)]
pub struct Call {
    pub number: usize,
    /// As documented (`sendMessage`), or as it came if unknown.
    pub method: String,
    pub params: Value,
    pub chat_id: Option<i64>,
    pub at: Instant,
    /// When it was answered; `None` while it waits, or for ever, if the caller went away.
    pub answered: Option<Instant>,
    /// The caller went away before the answer.
    pub gone: bool,
    pub status: Option<u16>,
    /// The whole answer; of a body that is no JSON, the text.
    pub answer: Option<Value>,
    /// What the stand-in did to it, if a fault was set.
    pub fault: Option<String>,
}

impl Call {
    pub fn ok(&self) -> bool {
        self.status == Some(200)
    }

    /// The refusal's text.
    pub fn error(&self) -> Option<&str> {
        self.answer.as_ref()?.get("description")?.as_str()
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |value: &Value| {
            let text = value.to_string();
            match text.char_indices().nth(300) {
                Some((end, _)) => format!("{}…", &text[..end]),
                None => text,
            }
        };
        write!(f, "{:>4} {} {}", self.number, self.method, short(&self.params))?;
        match (&self.status, &self.answer) {
            (Some(200), _) => write!(f, " -> ok")?,
            (Some(status), Some(answer)) => write!(f, " -> {status} {}", short(answer))?,
            _ => write!(f, " -> no answer")?,
        }
        self.fault.as_ref().map_or(Ok(()), |fault| write!(f, " ({fault})"))
    }
}
