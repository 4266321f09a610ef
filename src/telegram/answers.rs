//! Short answers to pressed keys: at once, beside the limits and the queue, because the app shows
//! that it waits.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use teloxide::types::CallbackQueryId;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::api::Api;
use super::message;
use super::refusal::Refusal;
use super::reply::Done;

/// The longest answer to a pressed key, in characters.
const TOAST_MAX: usize = 200;
/// Answers to presses that piled up: so many under way at once, and so many that may wait for it.
/// Most of those presses Telegram has given up already.
const LATE_AT_ONCE: usize = 16;
const LATE_WAITING: usize = 1_000;
/// How often an answer is tried, and how long is waited in between.
const TRIES: u32 = 3;
const BACK_OFF: Duration = Duration::from_secs(1);
/// Nobody waits longer before his telephone.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Answers on their way.
pub(super) struct Answers {
    api: Api,
    tasks: JoinSet<()>,
    late: Arc<Semaphore>,
    /// Keys that were answered although their turn was held: it comes again.
    held: HashSet<CallbackQueryId>,
}

impl Answers {
    pub(super) fn new(api: Api) -> Self {
        let late = Arc::new(Semaphore::new(LATE_AT_ONCE));
        Answers { api, tasks: JoinSet::new(), late, held: HashSet::new() }
    }

    /// Forgets those that are through.
    pub(super) fn clear(&mut self) {
        while self.tasks.try_join_next().is_some() {}
    }

    /// Answers a pressed key whose turn is held and comes again.
    pub(super) fn give_held(&mut self, query: CallbackQueryId, toast: Option<String>, late: bool) {
        self.give(query.clone(), toast, late);
        self.held.insert(query);
    }

    /// Nothing is held any more.
    pub(super) fn none_held(&mut self) {
        self.held.clear();
    }

    /// Answers a pressed key, once. `late`: it is one of many that piled up.
    pub(super) fn give(&mut self, query: CallbackQueryId, toast: Option<String>, late: bool) {
        if self.held.contains(&query) {
            return;
        }
        let api = self.api.clone();
        if !late {
            self.tasks.spawn(answer(api, query, toast));
            return;
        }
        self.clear();
        if self.tasks.len() >= LATE_WAITING {
            tracing::debug!("too many pressed keys wait; this one goes without an answer");
            return;
        }
        let gate = Arc::clone(&self.late);
        self.tasks.spawn(async move {
            let _place = gate.acquire().await;
            answer(api, query, toast).await;
        });
    }

    /// Waits until all are through.
    pub(super) async fn finish(&mut self) {
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Answers a pressed key; Telegram waits for that only for a short time.
async fn answer(api: Api, query: CallbackQueryId, toast: Option<String>) {
    let toast: Option<String> = toast.map(|text| text.chars().take(TOAST_MAX).collect());
    let mut tries = 0;
    loop {
        tries += 1;
        match api.send(message::answer(&query.0, toast.as_deref())).await {
            Ok(Done) | Err(Refusal::QueryTooOld) => return,
            Err(Refusal::TooMany(wait)) if tries < TRIES && wait <= LONGEST_WAIT => {
                sleep(wait).await;
            }
            Err(Refusal::Trouble(_)) if tries < TRIES => sleep(BACK_OFF).await,
            Err(refusal) => {
                tracing::warn!(fault = %refusal, tries, "a pressed key was not answered");
                return;
            }
        }
    }
}
