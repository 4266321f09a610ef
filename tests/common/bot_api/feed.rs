//! What comes into a chat, told at once to whoever the chat belongs to: so that a hundred people do
//! not look through everything whenever anything changes.

use std::collections::{BTreeMap, HashMap};
use std::time::SystemTime;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::message::{CallbackAnswer, Message};
use super::refusal::Refusal;

/// One chat's news, in order.
pub type Feed = UnboundedReceiver<News>;

/// Something came into a chat.
#[derive(Clone, Debug)]
pub struct News {
    pub at: SystemTime,
    pub what: What,
}

/// What came.
#[derive(Clone, Debug)]
pub enum What {
    /// A message of the bot; with `edits` above 0, what it looks like now.
    Shown(Box<Message>),
    /// The answer to a press.
    Answered(CallbackAnswer),
}

/// Who listens; and how much is kept for others, see [`BotApi::be_brief`](super::BotApi::be_brief).
#[derive(Debug, Default)]
pub struct Feeds {
    listeners: HashMap<i64, UnboundedSender<News>>,
    pub keep: Option<usize>,
    pub refused: BTreeMap<String, usize>,
}

impl Feeds {
    pub fn open(&mut self, chat: i64) -> Feed {
        let (sender, feed) = unbounded_channel();
        self.listeners.insert(chat, sender);
        feed
    }

    pub fn shown(&self, message: &Message) {
        self.tell(message.chat_id, || What::Shown(Box::new(message.clone())));
    }

    pub fn answered(&self, answer: &CallbackAnswer) {
        self.tell(answer.user_id, || What::Answered(answer.clone()));
    }

    fn tell(&self, chat: i64, what: impl FnOnce() -> What) {
        if let Some(listener) = self.listeners.get(&chat) {
            let _ = listener.send(News { at: SystemTime::now(), what: what() });
        }
    }

    pub fn refused(&mut self, method: &str, refusal: &Refusal) {
        if self.keep.is_some() {
            *self.refused.entry(format!("{method}: {}", refusal.description)).or_default() += 1;
        }
    }
}
