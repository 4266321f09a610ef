//! The methods, getUpdates apart (see `server`).

use std::time::Instant;

use serde_json::{Value, json};

use super::html::{Parsed, is_blank, parse, tidy, utf16};
use super::keyboard::Markup;
use super::message::{Author, CallbackAnswer, Message};
use super::params::Params;
use super::refusal::{
    CANT_BE_DELETED, CANT_BE_EDITED, CHAT_NOT_FOUND, COMMAND_INVALID, COMMANDS_TOO_MUCH,
    DELETE_NOT_FOUND, EDIT_NOT_FOUND, EDIT_TOO_LONG, INLINE_EXPECTED, NO_METHOD, NO_TEXT_TO_EDIT,
    NOT_MODIFIED, QUERY_TOO_OLD, REPLY_NOT_FOUND, Refusal, TEXT_EMPTY, TOO_LONG,
};
use super::state::{State, unix_now};

pub(super) type Answer = Result<Value, Refusal>;

/// Characters (UTF-16) of a message.
pub const MAX_TEXT: usize = 4096;
/// Entities that Telegram keeps; further ones are lost silently.
pub const MAX_ENTITIES: usize = 100;
/// Characters of an answer to a press.
pub const MAX_ANSWER: usize = 200;

/// The methods that the stand-in knows.
pub const METHODS: [&str; 29] = [
    "getMe",
    "getUpdates",
    "sendMessage",
    "sendDocument",
    "editMessageText",
    "editMessageReplyMarkup",
    "deleteMessage",
    "deleteMessages",
    "answerCallbackQuery",
    "answerInlineQuery",
    "sendChatAction",
    "setMyCommands",
    "deleteMyCommands",
    "getMyCommands",
    "getWebhookInfo",
    "deleteWebhook",
    "setMyName",
    "getMyName",
    "setMyDescription",
    "getMyDescription",
    "setMyShortDescription",
    "getMyShortDescription",
    "setChatMenuButton",
    "setMyDefaultAdministratorRights",
    "pinChatMessage",
    "unpinChatMessage",
    "unpinAllChatMessages",
    "getChat",
    "logOut",
];

/// A text parameter, understood.
pub(super) struct Text {
    pub parsed: Parsed,
    pub html: String,
    pub parse_mode: String,
}

impl State {
    /// Does one call.
    ///
    /// # Errors
    /// What the real API refuses.
    pub fn perform(&mut self, method: &str, params: &Value) -> Answer {
        let p = Params(params);
        match method {
            "getMe" => Ok(State::me()),
            "sendMessage" => self.send_message(p),
            "sendDocument" => self.send_document(p),
            "editMessageText" => self.edit_text(p),
            "editMessageReplyMarkup" => self.edit_markup(p),
            "deleteMessage" => self.delete(p.chat()?, p.number("message_id")),
            "deleteMessages" => self.delete_many(p),
            "answerCallbackQuery" => self.answer_query(p),
            "answerInlineQuery" => self.answer_inline(p),
            "sendChatAction" | "pinChatMessage" | "unpinChatMessage" | "unpinAllChatMessages" => {
                self.writable(p.chat()?).map(|_| json!(true))
            }
            "getChat" => {
                let id = p.chat()?;
                self.writable(id)?;
                Ok(self.chat_json(id))
            }
            "setMyCommands" => self.set_commands(p),
            "deleteMyCommands" => {
                let scope = self.scope(p)?;
                self.commands.remove(&scope);
                Ok(json!(true))
            }
            "getMyCommands" => {
                let scope = self.scope(p)?;
                let list = self.commands.get(&scope).into_iter().flatten();
                Ok(list.map(|(c, d)| json!({"command": c, "description": d})).collect())
            }
            "getWebhookInfo" => Ok(json!({
                "url": self.webhook, "has_custom_certificate": false,
                "pending_update_count": self.updates.pending()
            })),
            "deleteWebhook" => {
                self.webhook.clear();
                if p.flag("drop_pending_updates") {
                    self.updates.drop_pending();
                }
                Ok(json!(true))
            }
            _ if method.starts_with("setMy") || method == "setChatMenuButton" => {
                let key = (method[3..].to_owned(), p.text("language_code"));
                self.profile.insert(key, params.clone());
                Ok(json!(true))
            }
            _ if method.starts_with("getMy") => {
                let key = (method[3..].to_owned(), p.text("language_code"));
                let field = snake(&method[5..]);
                let stored = self.profile.get(&key).and_then(|value| value.get(&field));
                Ok(json!({ field: stored.cloned().unwrap_or_else(|| json!("")) }))
            }
            "logOut" => Ok(json!(true)),
            _ => Err(Refusal::new(404, NO_METHOD)),
        }
    }

    fn text(&mut self, p: Params, too_long: &str) -> Result<Text, Refusal> {
        self.text_of(p.text("text"), p, MAX_TEXT, too_long)
    }

    /// A text that may be as long as this; empty ones are not taken.
    pub(super) fn text_of(
        &mut self,
        html: String,
        p: Params,
        most: usize,
        too_long: &str,
    ) -> Result<Text, Refusal> {
        let parse_mode = p.text("parse_mode");
        let parsed = match parse_mode.to_lowercase().as_str() {
            "" => Parsed { text: html.clone(), ..Parsed::default() },
            "html" => parse(&html)
                .map_err(|why| Refusal::bad(format!("Bad Request: can't parse entities: {why}")))?,
            // Of Telegram's three the stand-in knows this one.
            _ => return Err(Refusal::bad("Bad Request: unsupported parse_mode")),
        };
        let mut parsed = tidy(parsed);
        if is_blank(&parsed.text) {
            return Err(Refusal::bad(TEXT_EMPTY));
        }
        if utf16(&parsed.text) > most {
            return Err(Refusal::bad(too_long));
        }
        if parsed.entities.len() > MAX_ENTITIES {
            parsed.slips.push(format!("{} entities, 100 are kept", parsed.entities.len()));
            parsed.entities.truncate(MAX_ENTITIES);
        }
        let slips = parsed.slips.iter().map(|slip| format!("{slip} in {html:?}"));
        self.slips.extend(slips);
        Ok(Text { parsed, html, parse_mode })
    }

    pub(super) fn pass(&mut self, chat: i64) -> Result<(), Refusal> {
        let Some(limiter) = &mut self.limiter else { return Ok(()) };
        limiter.pass(chat, Instant::now()).map_err(Refusal::too_many)
    }

    fn send_message(&mut self, p: Params) -> Answer {
        let chat = p.chat()?;
        let text = self.text(p, TOO_LONG)?;
        let markup = Markup::read(p.value("reply_markup")?)?;
        self.writable(chat)?;
        let reply_to = self.reply_to(p, chat)?;
        self.pass(chat)?;
        let id = self.next_message_id();
        let mut message = Message::new(chat, id, Author::Bot, &text.parsed.text, unix_now());
        message.entities = text.parsed.entities;
        message.html = text.html;
        message.parse_mode = text.parse_mode;
        message.keys = markup.rows;
        message.inline = markup.inline;
        message.reply_keyboard = markup.other;
        message.reply_to = reply_to;
        message.silent = p.flag("disable_notification");
        self.writable(chat)?.messages.push(message);
        Ok(self.show_json(chat, id))
    }

    pub(super) fn reply_to(&mut self, p: Params, chat: i64) -> Result<Option<i64>, Refusal> {
        let Some(reply) = p.value("reply_parameters")? else { return Ok(None) };
        let id = Params(&reply).number("message_id").unwrap_or_default();
        match self.visible(chat, id) {
            Some(_) => Ok(Some(id)),
            None if Params(&reply).flag("allow_sending_without_reply") => Ok(None),
            None => Err(Refusal::bad(REPLY_NOT_FOUND)),
        }
    }

    pub(super) fn show_json(&mut self, chat: i64, id: i64) -> Value {
        let message = self.show(chat, id);
        message.map_or(Value::Null, |message| self.message_json(&message))
    }

    /// The bot's own message that an edit means.
    fn editable(&mut self, p: Params) -> Result<(i64, i64, Markup), Refusal> {
        let chat = p.chat()?;
        let markup = Markup::read(p.value("reply_markup")?)?;
        if markup.other.is_some() {
            return Err(Refusal::bad(INLINE_EXPECTED));
        }
        self.writable(chat)?;
        let id = p.number("message_id").unwrap_or_default();
        let message = self.visible(chat, id).ok_or_else(|| Refusal::bad(EDIT_NOT_FOUND))?;
        if !message.is_from_bot() {
            return Err(Refusal::bad(CANT_BE_EDITED));
        }
        Ok((chat, id, markup))
    }

    fn edit_text(&mut self, p: Params) -> Answer {
        p.chat()?;
        let text = self.text(p, EDIT_TOO_LONG)?;
        let (chat, id, markup) = self.editable(p)?;
        if self.visible(chat, id).is_some_and(|message| message.file.is_some()) {
            return Err(Refusal::bad(NO_TEXT_TO_EDIT));
        }
        self.edit(chat, id, |message| {
            message.text = text.parsed.text;
            message.entities = text.parsed.entities;
            message.html = text.html;
            message.parse_mode = text.parse_mode;
            message.keys = markup.rows;
            message.inline = markup.inline;
        })
    }

    fn edit_markup(&mut self, p: Params) -> Answer {
        let (chat, id, markup) = self.editable(p)?;
        self.edit(chat, id, |message| {
            message.keys = markup.rows;
            message.inline = markup.inline;
        })
    }

    fn edit(&mut self, chat: i64, id: i64, change: impl FnOnce(&mut Message)) -> Answer {
        let old = self.message(chat, id).cloned().ok_or_else(|| Refusal::bad(EDIT_NOT_FOUND))?;
        let mut new = old.clone();
        change(&mut new);
        if (&new.text, &new.entities, &new.keys) == (&old.text, &old.entities, &old.keys) {
            return Err(Refusal::bad(NOT_MODIFIED));
        }
        self.pass(chat)?;
        new.edits += 1;
        new.edit_date = Some(unix_now());
        new.changed = Instant::now();
        if let Some(message) = self.visible(chat, id) {
            *message = new;
        }
        Ok(self.show_json(chat, id))
    }

    fn delete(&mut self, chat: i64, id: Option<i64>) -> Answer {
        if !self.chats.get(&chat).is_some_and(|chat| chat.opened) {
            return Err(Refusal::bad(CHAT_NOT_FOUND));
        }
        let message = self.visible(chat, id.unwrap_or_default());
        let message = message.ok_or_else(|| Refusal::bad(DELETE_NOT_FOUND))?;
        if message.old || (chat < 0 && !message.is_from_bot()) {
            return Err(Refusal::bad(CANT_BE_DELETED));
        }
        message.deleted = true;
        message.changed = Instant::now();
        Ok(json!(true))
    }

    /// What cannot be deleted is passed over.
    fn delete_many(&mut self, p: Params) -> Answer {
        let chat = p.chat()?;
        let ids = p.value("message_ids")?.unwrap_or_default();
        for id in ids.as_array().into_iter().flatten() {
            let _ = self.delete(chat, id.as_i64());
        }
        Ok(json!(true))
    }

    fn answer_query(&mut self, p: Params) -> Answer {
        let query_id = p.text("callback_query_id");
        let text = p.text("text");
        if text.chars().count() > MAX_ANSWER {
            return Err(Refusal::bad(EDIT_TOO_LONG));
        }
        let query = self.queries.get(&query_id).filter(|query| !query.expired);
        let query = query.ok_or_else(|| Refusal::bad(QUERY_TOO_OLD))?;
        let answer = CallbackAnswer {
            query_id,
            user_id: query.user_id,
            message_id: query.message_id,
            text,
            show_alert: p.flag("show_alert"),
            url: p.text("url"),
            at: Instant::now(),
        };
        self.feeds.answered(&answer);
        if self.feeds.keep.is_none() {
            self.answers.push(answer);
        }
        Ok(json!(true))
    }

    /// Scope (`default`, `chat 7` …) and language that a call about commands names.
    fn scope(&mut self, p: Params) -> Result<(String, String), Refusal> {
        let language = p.text("language_code");
        let two_letters = language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase());
        if !language.is_empty() && !two_letters {
            return Err(Refusal::bad("Bad Request: invalid language code specified"));
        }
        let scope = p.value("scope")?.unwrap_or_else(|| json!({"type": "default"}));
        let kinds = ["default", "all_private_chats", "all_group_chats", "all_chat_administrators"];
        let kind = Params(&scope).text("type");
        let key = match kind.as_str() {
            plain if kinds.contains(&plain) => kind,
            "chat" | "chat_administrators" | "chat_member" => {
                let chat = Params(&scope).chat()?;
                if !self.chats.get(&chat).is_some_and(|chat| chat.opened) {
                    return Err(Refusal::bad(CHAT_NOT_FOUND));
                }
                let person = Params(&scope).number("user_id");
                format!("{kind} {chat}{}", person.map(|id| format!(" {id}")).unwrap_or_default())
            }
            _ => return Err(Refusal::bad("Bad Request: unsupported type specified")),
        };
        Ok((key, language))
    }

    fn set_commands(&mut self, p: Params) -> Answer {
        let scope = self.scope(p)?;
        let list = p.value("commands")?.unwrap_or_else(|| json!([]));
        let list = list
            .as_array()
            .ok_or_else(|| Refusal::bad("Bad Request: expected an Array of BotCommand"))?;
        let list = list.iter().map(command).collect::<Result<Vec<_>, _>>()?;
        if list.len() > 100 {
            return Err(Refusal::bad(COMMANDS_TOO_MUCH));
        }
        self.commands.insert(scope, list);
        Ok(json!(true))
    }
}

fn command(value: &Value) -> Result<(String, String), Refusal> {
    let bad = |what: &str| Err(Refusal::bad(format!("Bad Request: {what}")));
    let name = Params(value).text("command");
    let name = name.trim();
    let name = name.strip_prefix('/').unwrap_or(name);
    let description = Params(value).text("description").trim().to_owned();
    if name.is_empty() {
        return bad("command must be non-empty");
    }
    if name.chars().count() > 32 {
        return bad("command length must not exceed 32");
    }
    if description.is_empty() {
        return bad("command description must be non-empty");
    }
    if description.chars().count() > 256 {
        return bad("command description length must not exceed 256");
    }
    if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(Refusal::bad(COMMAND_INVALID));
    }
    Ok((name.to_owned(), description))
}

/// `ShortDescription` is `short_description`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
