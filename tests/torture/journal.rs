//! What happened during a run, as people saw it. Everybody writes into the same journal.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use crate::common::bot_api::{KeyAction, Message};

/// An attempt of which somebody was told that it is saved.
#[derive(Clone, Debug)]
pub struct Saved {
    pub who: i64,
    /// The number of the questionnaire.
    pub lead: u32,
    pub comment: String,
    /// The whole message.
    pub text: String,
}

/// The journal.
#[derive(Debug, Default)]
pub struct Journal(Mutex<Entries>);

/// Its entries.
#[derive(Debug, Default)]
pub struct Entries {
    /// Ids of all updates that people caused.
    pub updates: Vec<i64>,
    pub saved: Vec<Saved>,
    /// When each notice was shown first.
    pub notices: HashMap<u64, SystemTime>,
    /// When each message was sent, by chat and number.
    pub messages: HashMap<(i64, i64), SystemTime>,
    pub sent: u64,
    pub edited: u64,
    pub toasts: u64,
    /// Messages that show what an earlier message of the same chat has shown.
    pub duplicates: u64,
    /// From what a person does to what that person sees.
    pub latencies: Vec<Duration>,
    pictures: HashSet<u64>,
}

impl Journal {
    pub fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn update(&self, id: i64) {
        self.entries().updates.push(id);
    }

    /// A message was sent or edited.
    pub fn shown(&self, message: &Message, at: SystemTime, notice: Option<u64>) {
        let mut entries = self.entries();
        if let Some(notice) = notice {
            entries.notices.entry(notice).or_insert(at);
        }
        if message.edits > 0 {
            entries.edited += 1;
            return;
        }
        entries.sent += 1;
        entries.messages.insert((message.chat_id, message.id), at);
        if !entries.pictures.insert(picture(message)) {
            entries.duplicates += 1;
        }
    }
}

fn picture(message: &Message) -> u64 {
    let mut hasher = DefaultHasher::new();
    (message.chat_id, &message.text).hash(&mut hasher);
    for key in message.keys.iter().flatten() {
        if let KeyAction::Data(data) = &key.action {
            data.hash(&mut hasher);
        }
    }
    hasher.finish()
}
