//! What a turn has read already: most turns are about one lead, and ask for it again at each step of
//! the way. Of each kind the last one only.

use std::sync::{Mutex, OnceLock, PoisonError};

use anyhow::Result;

use crate::domain::lead::{Lead, LeadId};
use crate::domain::recall::{Recall, RecallId};
use crate::domain::record::Attempt;

use super::seen::SeenBlock;

/// What was read under this id.
pub(super) type Slot<K, V> = Mutex<Option<(K, V)>>;

/// What was read last of each kind.
#[derive(Default)]
pub(super) struct Memo {
    pub lead: Slot<LeadId, Option<Lead>>,
    pub attempts: Slot<LeadId, Vec<Attempt>>,
    pub attempt: Slot<(LeadId, u16), Option<Attempt>>,
    pub open: Slot<LeadId, Option<Recall>>,
    pub recall: Slot<RecallId, Option<Recall>>,
    pub seen: Slot<i64, SeenBlock>,
    /// The number of the next lead, once it was asked for: from there on there are none.
    pub next_lead: OnceLock<u64>,
    /// The same of recalls.
    pub next_recall: OnceLock<u64>,
}

/// Whether a number is one of those that are not given yet.
pub(super) fn is_free(next: Option<&OnceLock<u64>>, number: u64) -> bool {
    next.and_then(OnceLock::get).is_some_and(|next| number >= *next)
}

/// What was read last, if it was this; else what is read now. Without a slot always that.
pub(super) fn once<K: PartialEq + Copy, V: Clone>(
    slot: Option<&Slot<K, V>>,
    id: K,
    read: impl FnOnce() -> Result<V>,
) -> Result<V> {
    let Some(slot) = slot else { return read() };
    let mut last = slot.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, value)) = &*last
        && *known == id
    {
        return Ok(value.clone());
    }
    let value = read()?;
    *last = Some((id, value.clone()));
    Ok(value)
}
