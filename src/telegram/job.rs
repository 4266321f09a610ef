//! One thing to send, and what became of it.

use std::time::Duration;

use crate::chat::edge::NoticeId;
use crate::chat::edge::PersonId;
use crate::chat::view::View;

use super::limiter::Urgency;

/// What waits for each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Lane {
    /// All that goes into this chat, files apart.
    Chat(PersonId),
    /// Files: one at a time over all chats, because each takes long and much memory. Meanwhile
    /// everything else goes on, in the same chat too.
    Files,
    /// Chores: nobody waits for them, and they keep nobody waiting.
    Chores,
}

/// The largest file that Telegram takes from a bot, in bytes.
pub(super) const FILE_MAX: u64 = 50_000_000;

/// One thing to send; at most one request.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Job {
    /// The person's screen, as it is when the job's turn comes.
    Screen(Manner),
    /// A message that is not remembered, in this language.
    Once(Box<View>, String, Manner),
    /// A notice, as it is when the job's turn comes.
    Notice(NoticeId, Manner),
    /// A notice that is a file, for this person, made when the job's turn comes.
    File(NoticeId, PersonId, Manner),
    /// The menu of a person's commands.
    Menu(PersonId),
    /// Takes the keys of an old message in this chat away.
    Unkey(PersonId, i32),
    /// Takes an old message in this chat away.
    Delete(PersonId, i32),
    /// The commands that everybody sees whose app has this language (None: any other).
    Commands(Option<String>, Vec<(String, String)>),
}

/// How something is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// As a new message although there is an old one: that cannot be edited.
    pub anew: bool,
    /// How much of it.
    pub dress: Dress,
}

/// How much of a view is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dress {
    /// With markup and keys.
    #[default]
    Rich,
    /// Keys, but no markup: Telegram did not take it.
    Plain,
    /// Neither markup nor keys: Telegram did not take the keys. No file: it was too large.
    Bare,
}

impl Job {
    /// How soon it has to be done.
    pub(super) fn urgency(&self) -> Urgency {
        match self {
            Job::Screen(_) => Urgency::Answer,
            Job::Notice(..) | Job::File(..) => Urgency::Notice,
            Job::Menu(_) | Job::Unkey(..) | Job::Delete(..) | Job::Commands(..) => Urgency::Chore,
            // However many strangers write, those who work here do not wait for it.
            Job::Once(..) => Urgency::Stranger,
        }
    }

    /// The chat whose limit it counts against: menus put nothing into a chat.
    pub(super) fn chat(&self, lane: Lane) -> Option<PersonId> {
        match self {
            Job::Unkey(who, _) | Job::Delete(who, _) | Job::File(_, who, _) => Some(*who),
            _ => match lane {
                Lane::Chat(who) => Some(who),
                Lane::Files | Lane::Chores => None,
            },
        }
    }

    /// One of them says all that both say.
    pub(super) fn same(&self, other: &Job) -> bool {
        match (self, other) {
            (Job::Screen(_), Job::Screen(_)) | (Job::Once(..), Job::Once(..)) => true,
            (Job::Notice(one, _), Job::Notice(two, _))
            | (Job::File(one, ..), Job::File(two, ..)) => one == two,
            (one, two) => one == two,
        }
    }

    fn manner(&mut self) -> Option<&mut Manner> {
        match self {
            Job::Screen(manner)
            | Job::Once(_, _, manner)
            | Job::Notice(_, manner)
            | Job::File(_, _, manner) => Some(manner),
            Job::Menu(_) | Job::Unkey(..) | Job::Delete(..) | Job::Commands(..) => None,
        }
    }

    /// Takes over what an older job of the kind found out: that the old message is lost.
    pub(super) fn adopt(&mut self, older: &mut Job) {
        if let (Some(own), Some(older)) = (self.manner(), older.manner()) {
            own.anew |= older.anew;
        }
    }
}

/// What became of a job.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Report {
    /// A request went out for it.
    pub spent: bool,
    /// How it ended.
    pub end: Outcome,
}

/// How a job ended.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// It is done, or nothing can be done; something may follow from it.
    Over(Option<Job>),
    /// It has to be done in another way, at once.
    Again(Job),
    /// Telegram wants this chat left in peace for so long; then again.
    TooMany(Job, Duration),
    /// It failed for no reason of its own; again after a while.
    Trouble(Job),
}
