//! What comes in from an edge: somebody typed, pressed or shared something.

use crate::domain::people::PersonId;

use super::press::{Press, Unreadable};

/// Something that a person did.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The update's number; a turn with the number of an earlier one is skipped. None: an edge
    /// that never repeats itself (the terminal).
    pub update: Option<i64>,
    /// Who.
    pub who: Who,
    /// What.
    pub event: Event,
}

/// Who did it, as the edge knows the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The Telegram user id; also the id of the private chat.
    pub id: PersonId,
    /// First and last name.
    pub name: String,
    /// The language of the person's app.
    pub lang: Option<String>,
}

/// What a person did.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Typed something that is no command.
    Text(String),
    /// Answered this message with something that is no command.
    Reply(i32, String),
    /// Typed a command: its name without the slash, in lower case, and the rest of the line.
    Command(String, String),
    /// Pressed a key.
    Press(Press),
    /// Pressed a key that nobody can read any more.
    OldKey,
    /// Sent something that is neither text nor a contact: a picture, a voice message …
    Odd,
    /// Changed an earlier message.
    Edited,
    /// Blocked the bot (false), or let it write again (true).
    Reachable(bool),
}

impl Event {
    /// A typed line: a command, addressed to this bot or to nobody, or text.
    pub fn typed(text: &str) -> Event {
        let Some(rest) = text.trim_start().strip_prefix('/') else {
            return Event::Text(text.to_owned());
        };
        let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let name = word.split('@').next().unwrap_or(word).to_lowercase();
        Event::Command(name, argument.trim().to_owned())
    }

    /// The same, as the answer to a message.
    #[must_use]
    pub fn replying(self, to: Option<i32>) -> Event {
        match (self, to) {
            (Event::Text(text), Some(message)) => Event::Reply(message, text),
            (event, _) => event,
        }
    }

    /// A pressed key, by its callback data.
    pub fn pressed(data: &str) -> Event {
        match data.parse() {
            Ok(press) => Event::Press(press),
            Err(Unreadable) => Event::OldKey,
        }
    }

    /// Its kind in a word, for logs and counts: nothing of what was written.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Text(_) => "text",
            Event::Reply(..) => "reply",
            Event::Command(..) => "command",
            Event::Press(_) => "press",
            Event::OldKey => "old_key",
            Event::Odd => "odd",
            Event::Edited => "edited",
            Event::Reachable(_) => "reachable",
        }
    }
}
