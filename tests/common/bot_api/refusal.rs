//! What the Bot API says when it refuses, word for word.

use serde_json::{Value, json};

/// An answer with `ok: false`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub code: u16,
    pub description: String,
    /// Seconds, of a 429.
    pub retry_after: Option<u64>,
}

pub const NOT_MODIFIED: &str = "Bad Request: message is not modified: specified new message \
                                content and reply markup are exactly the same as a current \
                                content and reply markup of the message";
pub const EDIT_NOT_FOUND: &str = "Bad Request: message to edit not found";
pub const DELETE_NOT_FOUND: &str = "Bad Request: message to delete not found";
pub const CANT_BE_EDITED: &str = "Bad Request: message can't be edited";
pub const CANT_BE_DELETED: &str = "Bad Request: message can't be deleted for everyone";
pub const CHAT_NOT_FOUND: &str = "Bad Request: chat not found";
pub const CHAT_ID_EMPTY: &str = "Bad Request: chat_id is empty";
pub const TOO_LONG: &str = "Bad Request: message is too long";
pub const EDIT_TOO_LONG: &str = "Bad Request: MESSAGE_TOO_LONG";
pub const NO_TEXT_TO_EDIT: &str = "Bad Request: there is no text in the message to edit";
pub const CAPTION_TOO_LONG: &str = "Bad Request: message caption is too long";
pub const NO_DOCUMENT: &str = "Bad Request: there is no document in the request";
pub const FILE_EMPTY: &str = "Bad Request: file must be non-empty";
pub const WRONG_FILE: &str =
    "Bad Request: invalid file HTTP URL specified: Unsupported URL protocol";
pub const TOO_LARGE: &str = "Request Entity Too Large";
pub const TEXT_EMPTY: &str = "Bad Request: message text is empty";
pub const REPLY_NOT_FOUND: &str = "Bad Request: message to be replied not found";
pub const QUERY_TOO_OLD: &str =
    "Bad Request: query is too old and response timeout expired or query ID is invalid";
pub const BUTTON_DATA_INVALID: &str = "Bad Request: BUTTON_DATA_INVALID";
pub const BUTTON_TEXT_INVALID: &str = "Bad Request: BUTTON_TEXT_INVALID";
pub const COPY_TEXT_INVALID: &str = "Bad Request: BUTTON_COPY_TEXT_INVALID";
pub const TEXT_BUTTON: &str = "Bad Request: can't parse inline keyboard button: Text buttons are \
                               unallowed in the inline keyboard";
pub const MARKUP_TOO_LONG: &str = "Bad Request: reply markup is too long";
/// The real one lays a long row out somehow; the stand-in does not let it pass.
pub const ROW_TOO_LONG: &str = "Bad Request: REPLY_MARKUP_INVALID";
pub const INLINE_EXPECTED: &str = "Bad Request: inline keyboard expected";
pub const BLOCKED: &str = "Forbidden: bot was blocked by the user";
pub const OTHER_POLLER: &str = "Conflict: terminated by other getUpdates request; make sure that \
                                only one bot instance is running";
pub const WEBHOOK_ACTIVE: &str = "Conflict: can't use getUpdates method while webhook is active; \
                                  use deleteWebhook to delete the webhook first";
pub const NO_METHOD: &str = "Not Found: method not found";
pub const COMMAND_INVALID: &str = "Bad Request: BOT_COMMAND_INVALID";
pub const COMMANDS_TOO_MUCH: &str = "Bad Request: BOT_COMMANDS_TOO_MUCH";

impl Refusal {
    pub fn new(code: u16, description: impl Into<String>) -> Self {
        Refusal { code, description: description.into(), retry_after: None }
    }

    /// 400 with this description.
    pub fn bad(description: impl Into<String>) -> Self {
        Refusal::new(400, description)
    }

    pub fn blocked() -> Self {
        Refusal::new(403, BLOCKED)
    }

    pub fn too_many(seconds: u64) -> Self {
        let description = format!("Too Many Requests: retry after {seconds}");
        Refusal { code: 429, description, retry_after: Some(seconds) }
    }

    pub fn json(&self) -> Value {
        let mut value =
            json!({"ok": false, "error_code": self.code, "description": self.description});
        if let Some(seconds) = self.retry_after {
            value["parameters"] = json!({"retry_after": seconds});
        }
        value
    }
}
