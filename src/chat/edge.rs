//! What the edges (Telegram, the terminal) and the loop of turns tell each other.

use tokio::sync::{mpsc, oneshot};

use crate::domain::notice::Notice;
pub use crate::domain::notice::NoticeId;
pub use crate::domain::people::{PersonId, Role};

use super::event::{Incoming, Who};
use super::inline::Suggestions;
use super::view::View;

/// The stage behind an edge: takes what people do, and shows what they are to see.
pub trait Backstage: Send + Sync + 'static {
    /// Puts turns that came together in the queue, all at once, so that they share writes and syncs: one by
    /// one, the first would be decided and synced alone before the second is there. Each is answered when
    /// it is on disk; turns are decided in the order in which they were put in. A dropped sender means that
    /// the bot is stopping and that the turn was not made.
    fn submit_all(&self, together: Vec<(Incoming, oneshot::Sender<Settled>)>);

    /// Puts one turn in the queue.
    fn submit(&self, incoming: Incoming) -> oneshot::Receiver<Settled> {
        let (settled, receiver) = oneshot::channel();
        self.submit_all(vec![(incoming, settled)]);
        receiver
    }

    /// What was held comes again from here on, the first of it first. Until then every turn is held,
    /// so that none overtakes another.
    fn again(&self) {}

    /// What a person is told who is to know that the disk is full, and in which language.
    ///
    /// # Errors
    /// The store's.
    fn full(&self, _who: PersonId) -> anyhow::Result<Option<(View, String)>> {
        Ok(None)
    }

    /// What a person's screen is to show now; `None` where there is nothing to show, or where a turn that
    /// changes it is not on disk yet: then its own [`Draw`] follows.
    ///
    /// # Errors
    /// The store's.
    fn screen(&self, who: PersonId) -> anyhow::Result<Option<Drawing>>;

    /// What a notice is to show now; `None` where it is gone, or as with [`Backstage::screen`].
    ///
    /// # Errors
    /// The store's.
    fn notice(&self, id: NoticeId) -> anyhow::Result<Option<Drawing>>;

    /// A notice that is a file, made now; `None` where there is nothing to send. May take long, and
    /// blocks: not for a thread that others wait for. A file of more than `most` bytes is not made,
    /// and what is said in its place tells what to do.
    ///
    /// # Errors
    /// The store's.
    fn file(&self, id: NoticeId, most: u64) -> anyhow::Result<Option<Parcel>>;

    /// Phrases for what somebody types behind the bot's name in some chat, from the one with this
    /// number on. Reads the store and changes nothing: it is no turn. Blocks.
    ///
    /// # Errors
    /// The store's.
    fn suggest(&self, _who: &Who, _words: &str, _from: usize) -> anyhow::Result<Suggestions> {
        Ok(Suggestions::default())
    }

    /// A screen or notice has been drawn. Known at once to `screen` and `notice`, on disk later: what was not noted as drawn
    /// is drawn again after a restart.
    fn drawn(&self, drawn: Drawn);

    /// All that still has to be drawn from before the start.
    ///
    /// # Errors
    /// The store's.
    fn undrawn(&self) -> anyhow::Result<Vec<Draw>>;

    /// The commands that a person's menu offers: name and description, in the person's language;
    /// for nobody in particular, those that strangers see, in each language.
    ///
    /// # Errors
    /// The store's.
    fn commands(&self, who: PersonId) -> anyhow::Result<Vec<(String, String)>>;

    /// Languages, and in each the commands of a role (`None`: of a stranger).
    fn command_sets(&self, role: Option<Role>) -> Vec<(String, Vec<(String, String)>)>;
}

/// A turn that is on disk, or was held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// The short answer to a pressed key, in the person's language.
    pub toast: Option<String>,
    /// A message for somebody who has no screen: a stranger. Drawn once, remembered nowhere.
    pub once: Option<(View, String)>,
    /// The turn failed, or was made before: nothing was changed.
    pub skipped: bool,
    /// The turn was not made, because there is no room on the disk: it is to be put in again, after
    /// [`Backstage::again`], together with all that came after it.
    pub held: bool,
}

/// Something for an edge to draw; what exactly is asked of the [`Backstage`] when it is drawn, so
/// that several changes in a row are one drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Draw {
    /// A person's screen.
    Screen(PersonId),
    /// That there is no room on the disk, to this person.
    Full(PersonId),
    /// A notice, in the chat of this person.
    Notice(NoticeId, PersonId),
    /// A notice that is a file, for the chat of this person.
    File(NoticeId, PersonId),
    /// The menu of a person's commands.
    Menu(PersonId),
}

impl Draw {
    /// What is to be done for a notice.
    pub fn of(notice: &Notice) -> Draw {
        match notice.document() {
            Some(_) => Draw::File(notice.id, notice.to),
            None => Draw::Notice(notice.id, notice.to),
        }
    }
}

/// Where the loop of turns puts what has to be drawn.
pub type Draws = mpsc::UnboundedSender<Draw>;

/// A screen or notice as it is to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// What it shows.
    pub view: View,
    /// The reader's language.
    pub lang: String,
    /// Which state it shows.
    pub stamp: u32,
    /// The message that shows an earlier state of it.
    pub on: Option<i32>,
    /// That message shows this very state already.
    pub done: bool,
    /// It has to be a new message, because something else stands below the old one.
    pub anew: bool,
    /// The old message bears keys that no longer act.
    pub old_keys: bool,
    /// A new message makes no sound, although it is a notice.
    pub quiet: bool,
    /// How long it is of use.
    pub life: Life,
}

/// How long something that is shown is of use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Life {
    /// It stays where it is.
    #[default]
    Stays,
    /// Only the newest message of it counts: an older one is taken away, and one that the reader took
    /// away himself is not sent again.
    Passes,
    /// It is over: its message is taken away.
    Over,
}

/// A file as it is to be sent, once.
#[derive(Clone, Debug, PartialEq)]
pub struct Parcel {
    /// What is said about the file; where there is none, why not.
    pub view: View,
    /// The reader's language.
    pub lang: String,
    /// Which state of the notice it is.
    pub stamp: u32,
    /// The file.
    pub file: Option<File>,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name: Latin letters, digits, `-` and `.`, so that no system changes it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What an edge has drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// A screen with this stamp is on this message; it bears keys.
    Screen {
        /// Whose.
        who: PersonId,
        /// The message.
        message: i32,
        /// The state that it shows.
        stamp: u32,
        /// Whether there are keys under it.
        keys: bool,
    },
    /// A notice is on this message, or was sent as a file with it.
    Notice {
        /// Which.
        id: NoticeId,
        /// The message.
        message: i32,
        /// The state that it shows.
        stamp: u32,
    },
    /// The person cannot be written to (has blocked the bot, or the account is gone).
    Unreachable(PersonId),
}
