//! The requests of which nearly all are: a message, its change, the answer to a pressed key. Others are
//! built with teloxide, whose types own all that they hold and are written in many small steps.

use serde::Serialize;
use teloxide::requests::Payload;

/// A new message.
#[derive(Serialize)]
pub(super) struct SendMessage<'a> {
    pub chat_id: i64,
    pub text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parse_mode: Option<&'static str>,
    pub link_preview_options: Preview,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disable_notification: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<&'a Keyboard>,
}

/// Another content of a message.
#[derive(Serialize)]
pub(super) struct EditMessageText<'a> {
    pub chat_id: i64,
    pub message_id: i32,
    pub text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parse_mode: Option<&'static str>,
    pub link_preview_options: Preview,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<&'a Keyboard>,
}

/// The answer to a pressed key.
#[derive(Serialize)]
pub(super) struct AnswerCallbackQuery<'a> {
    pub callback_query_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
}

macro_rules! requests {
    ($($name:ident,)*) => { $(impl Payload for $name<'_> {
        type Output = ();
        const NAME: &'static str = stringify!($name);
    })* };
}

requests! { SendMessage, EditMessageText, AnswerCallbackQuery, }

/// The text's markup.
pub(super) const HTML: &str = "HTML";

/// What the app shows of a page that a text names.
#[derive(Serialize)]
pub(super) struct Preview {
    is_disabled: bool,
}

/// Nothing.
pub(super) const NO_PREVIEW: Preview = Preview { is_disabled: true };

/// The keys under a message. Left out, a keyboard without any means the same: no keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Keyboard {
    /// Rows of keys.
    pub inline_keyboard: Vec<Vec<Button>>,
}

/// A key: it has data that come back when it is pressed, or a text that it copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Button {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_data: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copy_text: Option<CopyText>,
}

/// What a key copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CopyText {
    pub text: String,
}

impl Keyboard {
    /// The keyboard, if there is any key on it.
    pub(super) fn shown(&self) -> Option<&Keyboard> {
        (!self.inline_keyboard.is_empty()).then_some(self)
    }
}
