//! Files that the bot sends.

use std::sync::Arc;

use serde_json::{Value, json};

use super::html::is_blank;
use super::keyboard::Markup;
use super::message::{Author, Message, Upload};
use super::methods::Answer;
use super::multipart::Part;
use super::params::Params;
use super::refusal::{CAPTION_TOO_LONG, FILE_EMPTY, NO_DOCUMENT, Refusal, TOO_LARGE, WRONG_FILE};
use super::state::{State, unix_now};

/// Characters (UTF-16) under a file.
pub const MAX_CAPTION: usize = 1024;
/// Bytes of a file from a bot.
pub const MAX_FILE: usize = 50 << 20;
/// Bytes of a whole form: the server of the real one closes the connection beyond it.
pub const LARGEST_FORM: usize = 64 << 20;

impl State {
    /// Keeps the files of a form, and puts its fields among the parameters: a file as its name,
    /// type, size, and the number under which it is kept.
    pub fn take_parts(&mut self, parts: Vec<Part>, params: &mut Value) {
        for Part { name, file_name, mime, bytes } in parts {
            params[&name] = match file_name {
                None => json!(String::from_utf8_lossy(&bytes)),
                Some(file_name) => {
                    let mime = mime.unwrap_or_else(|| "application/octet-stream".to_owned());
                    let about = json!({"attached": self.uploads.len(), "file_name": file_name,
                        "mime_type": mime, "file_size": bytes.len()});
                    let bytes = Arc::new(bytes);
                    self.uploads.push(Upload { name: file_name, mime, bytes });
                    about
                }
            };
        }
    }

    pub(super) fn send_document(&mut self, p: Params) -> Answer {
        let chat = p.chat()?;
        // The file itself, or the name of the part of the form that is it.
        let named = p.text("document");
        let part = named.strip_prefix("attach://").unwrap_or("document");
        let attached = p.0.get(part).and_then(|about| about["attached"].as_u64());
        let file = attached.and_then(|at| self.uploads.get(usize::try_from(at).ok()?).cloned());
        let Some(file) = file else {
            // The stand-in keeps no files that could be sent by their id, and fetches none.
            return Err(Refusal::bad(if named.is_empty() { NO_DOCUMENT } else { WRONG_FILE }));
        };
        if file.bytes.is_empty() {
            return Err(Refusal::bad(FILE_EMPTY));
        }
        if file.bytes.len() > MAX_FILE {
            return Err(Refusal::new(413, TOO_LARGE));
        }
        let caption = p.text("caption");
        let caption = match is_blank(&caption) {
            true => None,
            false => Some(self.text_of(caption, p, MAX_CAPTION, CAPTION_TOO_LONG)?),
        };
        let markup = Markup::read(p.value("reply_markup")?)?;
        self.writable(chat)?;
        let reply_to = self.reply_to(p, chat)?;
        self.pass(chat)?;
        let id = self.next_message_id();
        let mut message = Message::new(chat, id, Author::Bot, "", unix_now());
        if let Some(caption) = caption {
            message.text = caption.parsed.text;
            message.entities = caption.parsed.entities;
            message.html = caption.html;
            message.parse_mode = caption.parse_mode;
        }
        message.keys = markup.rows;
        message.inline = markup.inline;
        message.reply_to = reply_to;
        message.silent = p.flag("disable_notification");
        let document = json!({"file_id": format!("BQACAgIAAxkDAAM{id}"),
            "file_unique_id": format!("AgAD{id}"), "file_name": file.name,
            "mime_type": file.mime, "file_size": file.bytes.len()});
        message.content.insert("document".to_owned(), document);
        message.file = Some(file);
        self.writable(chat)?.messages.push(message);
        Ok(self.show_json(chat, id))
    }
}
