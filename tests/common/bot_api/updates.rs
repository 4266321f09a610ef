//! The queue of updates, as getUpdates empties it.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

/// Updates that wait for the bot, and all that ever were.
#[derive(Debug)]
pub struct Updates {
    queue: VecDeque<Queued>,
    again: VecDeque<Value>,
    all: BTreeMap<i64, Value>,
    next_id: i64,
    allowed: Vec<String>,
    /// Remembers nothing that was acknowledged.
    pub forgetful: bool,
}

#[derive(Debug)]
struct Queued {
    id: i64,
    json: Value,
    delivered: bool,
}

/// Kinds that come only when they are asked for by name.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

impl Default for Updates {
    fn default() -> Self {
        Updates {
            queue: VecDeque::new(),
            again: VecDeque::new(),
            all: BTreeMap::new(),
            next_id: 731_000_001,
            allowed: Vec::new(),
            forgetful: false,
        }
    }
}

impl Updates {
    /// Queues an update of this kind, unless the bot does not want such; gives its id.
    pub fn push(&mut self, kind: &str, body: Value) -> i64 {
        self.push_raw(json!({ kind: body }))
    }

    /// Queues an update as it stands; without an `update_id` it gets the next one.
    pub fn push_raw(&mut self, mut update: Value) -> i64 {
        let id = update.get("update_id").and_then(Value::as_i64).unwrap_or(self.next_id);
        self.next_id = self.next_id.max(id + 1);
        update["update_id"] = json!(id);
        let wanted = update.as_object().is_none_or(|fields| {
            fields.keys().filter(|name| *name != "update_id").all(|kind| self.wants(kind))
        });
        if !self.forgetful {
            self.all.insert(id, update.clone());
        }
        if wanted {
            self.queue.push_back(Queued { id, json: update, delivered: false });
        }
        id
    }

    fn wants(&self, kind: &str) -> bool {
        if self.allowed.is_empty() {
            !ON_REQUEST.contains(&kind)
        } else {
            self.allowed.iter().any(|allowed| allowed == kind)
        }
    }

    /// What the bot wants from now on; an empty list is everything but a few kinds.
    pub fn allow(&mut self, kinds: Vec<String>) {
        self.allowed = kinds;
    }

    /// Delivers a former update once more with the next getUpdates, whatever its offset; false
    /// if there never was such an update.
    pub fn redeliver(&mut self, id: i64) -> bool {
        let Some(update) = self.all.get(&id) else { return false };
        self.again.push_back(update.clone());
        true
    }

    /// The next id is `n` further than it would have been; back, if `n` is below 0. What was
    /// delivered counts as acknowledged, for the real one jumps only after a week of silence.
    pub fn jump(&mut self, n: i64) {
        self.next_id = (self.next_id + n).max(1);
        self.queue.retain(|update| !update.delivered);
    }

    /// Forgets what waits.
    pub fn drop_pending(&mut self) {
        self.queue.clear();
        self.again.clear();
    }

    /// One getUpdates: what is before `offset` is acknowledged.
    pub fn take(&mut self, offset: i64, limit: usize) -> Vec<Value> {
        if offset < 0 {
            let keep = usize::try_from(-offset).unwrap_or(usize::MAX);
            let drop = self.queue.len().saturating_sub(keep);
            self.queue.drain(..drop);
        } else if offset <= self.next_id + 10 {
            // An offset from the future is not believed: the real one begins at the head then.
            self.queue.retain(|update| update.id >= offset);
        }
        let mut batch: Vec<Value> = self.again.drain(..limit.min(self.again.len())).collect();
        for update in self.queue.iter_mut().take(limit - batch.len()) {
            update.delivered = true;
            batch.push(update.json.clone());
        }
        batch
    }

    /// How many wait, delivered or not.
    pub fn pending(&self) -> usize {
        self.queue.len() + self.again.len()
    }

    /// The ids of those that wait.
    pub fn pending_ids(&self) -> impl Iterator<Item = i64> {
        self.queue.iter().map(|update| update.id)
    }

    pub fn is_pending(&self, id: i64) -> bool {
        self.queue.iter().any(|update| update.id == id)
            || self.again.iter().any(|update| update["update_id"] == json!(id))
    }

    /// An update that was queued at some time.
    pub fn get(&self, id: i64) -> Option<&Value> {
        self.all.get(&id)
    }
}
