//! The two threads of turns, and how one takes over from the other.
//!
//! A group of turns is decided and written by one thread; then it passes the engine on and makes the group
//! durable, while the other thread decides the next group on top of what is written:
//!
//! ```text
//! one     decides 1, writes │ syncs 1, tells 1 │ decides 3 …
//! other                     │ decides 2, writes │ syncs 2, tells 2 …
//! ```
//!
//! Nobody waits for a thread to wake up: whoever has decided a group makes it durable himself. Two locks
//! keep the order, and each is taken before the one before it is given up: `ahead`, by who decides, then
//! `behind`, by who syncs and tells. So groups are written, synced and told in the order in which they
//! were decided, and at most one of them waits to be synced while another one is.
//!
//! What group 2 was decided on is on disk before group 2 is told of: its sync comes after that of
//! group 1. If a sync fails, nobody is told of any group after it, also if it has nothing to be synced. A
//! disk without room refuses the write, before anything is decided on it.

use std::sync::{Mutex, TryLockError};

use super::engine::Engine;
use super::herald::Herald;
use super::inbox::Inbox;

/// What the two threads pass to each other.
pub struct Relay {
    ahead: Mutex<Ahead>,
    behind: Mutex<Herald>,
}

/// What decides.
struct Ahead {
    engine: Engine,
    inbox: Inbox,
    /// What was learned before is taken up.
    begun: bool,
    /// There is nothing more to come.
    over: bool,
}

impl Relay {
    /// Nothing is decided yet.
    pub fn new(engine: Engine, inbox: Inbox) -> Relay {
        let behind = Mutex::new(engine.herald());
        Relay { ahead: Mutex::new(Ahead { engine, inbox, begun: false, over: false }), behind }
    }

    /// Makes turns until the end; for both threads. One that dies poisons what it held: the other one
    /// then ends too, and whoever waits is told nothing.
    pub fn run(&self) {
        while let Ok(mut ahead) = self.ahead.lock() {
            let Ahead { engine, inbox, begun, over } = &mut *ahead;
            if *over {
                return;
            }
            if !std::mem::replace(begun, true) {
                engine.remember();
            }
            let group = engine.group(inbox, || self.is_free());
            *over = group.last;
            if group.is_empty() {
                continue;
            }
            let Ok(mut herald) = self.behind.lock() else { return };
            drop(ahead);
            herald.finish(group);
        }
    }

    /// Whether nothing is being synced. It stays so until the one who decides begins to.
    fn is_free(&self) -> bool {
        !matches!(self.behind.try_lock(), Err(TryLockError::WouldBlock))
    }
}
