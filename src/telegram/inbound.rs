//! Asks Telegram what happened, and passes it on.
//!
//! A batch of updates counts as received only when the turn of every one of them is on disk: only
//! then the next request carries a higher offset. What was not confirmed comes again, and the stage
//! skips what it knows. So no update is lost, and none acts twice.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use teloxide::requests::Payload;
use teloxide::types::{AllowedUpdate, CallbackQueryId};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{sleep, timeout};

use crate::chat::edge::{Backstage, PersonId, Settled};
use crate::chat::event::Incoming;
use crate::meter;

use super::answers::Answers;
use super::api::Api;
use super::crowd::Crowd;
use super::outbound::Once;
use super::queries::Queries;
use super::refusal::Refusal;
use super::reply::{Done, Update};
use super::update::{Heard, What, hear_text, number};
use super::{End, Stop, stopped, time_is_up};

/// How long Telegram keeps a request when nothing happens, in seconds.
const POLL_SECONDS: u32 = 10;
const BATCH: u8 = 100;
/// How long to wait after a failure, doubled with every other one up to [`BACK_OFF_MAX`].
const BACK_OFF: Duration = Duration::from_millis(250);
/// The same while somebody else gets the updates: trying at once would only throw him out.
const BACK_OFF_CONFLICT: Duration = Duration::from_secs(1);
const BACK_OFF_MAX: Duration = Duration::from_secs(30);
/// How long to wait before turns for which there was no room are put in again.
const HELD: Duration = Duration::from_secs(1);

/// teloxide's own gives updates as types, and what its types do not know is lost.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u32,
    allowed_updates: [AllowedUpdate; 5],
}

impl Payload for GetUpdates {
    type Output = Vec<Update>;
    const NAME: &'static str = "GetUpdates";
}

impl GetUpdates {
    fn new(offset: Option<i64>, limit: u8, timeout: u32) -> Self {
        let allowed_updates = [
            AllowedUpdate::Message,
            AllowedUpdate::EditedMessage,
            AllowedUpdate::CallbackQuery,
            AllowedUpdate::MyChatMember,
            AllowedUpdate::InlineQuery,
        ];
        GetUpdates { offset, limit, timeout, allowed_updates }
    }
}

/// What became of the turns of a batch.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    /// All are on disk.
    All,
    /// There is no room for some.
    Held,
    /// Some were not made, and will not be here.
    Part,
}

/// Listens to Telegram.
pub(super) struct Inbound<H> {
    pub api: Api,
    pub stage: Arc<dyn Backstage>,
    pub once: mpsc::UnboundedSender<Once>,
    pub queries: Queries,
    pub crowd: Arc<Crowd>,
    pub heartbeat: H,
}

/// An update on its way.
struct Pending {
    id: i64,
    turn: Option<Turn>,
}

struct Turn {
    settled: oneshot::Receiver<Settled>,
    who: PersonId,
    query: Option<CallbackQueryId>,
}

impl<H: Fn() + Send + Sync> Inbound<H> {
    /// The loop; ends when it is told to, when the stage takes no more turns, or when Telegram does
    /// not know the token.
    pub(super) async fn listen(self, mut stop: watch::Receiver<Stop>) -> End {
        let mut answers = Answers::new(self.api.clone());
        let mut offset = None;
        let mut failures = 0;
        // The first answer comes at once: it says that updates do come in.
        let mut patience = 0;
        let mut after_full = false;
        let end = loop {
            answers.clear();
            let request = GetUpdates::new(offset, BATCH, patience);
            let updates = tokio::select! {
                () = stopped(&mut stop) => break End::ShutDown,
                updates = self.poll(request) => updates,
            };
            let updates: Vec<Update> = match updates {
                Ok(updates) => updates,
                Err(Refusal::Token) => break End::TokenRefused,
                Err(refusal) => {
                    let wait = after(&refusal, failures);
                    failures += 1;
                    tokio::select! {
                        () = stopped(&mut stop) => break End::ShutDown,
                        () = sleep(wait) => continue,
                    }
                }
            };
            patience = POLL_SECONDS;
            (self.heartbeat)();
            meter::updates(updates.len());
            if failures > 0 {
                tracing::info!(failures, "updates come in again");
                failures = 0;
            }
            // What comes right after a full batch has waited with it.
            let full = updates.len() >= usize::from(BATCH);
            let late = full || after_full;
            after_full = full;
            if updates.is_empty() {
                self.crowd.gone();
            }
            let mut together = Vec::with_capacity(updates.len());
            let take_in = |update| self.take_in(update, &mut together, &mut answers, late);
            let pending: Vec<Pending> = updates.into_iter().filter_map(take_in).collect();
            self.stage.submit_all(together);
            let (settled, came) = self.settle(pending, &mut answers, late, &mut stop).await;
            // An offset that was answered has done its work. Without one Telegram begins at the first
            // update that is not confirmed, even if their numbers started anew after a quiet week.
            offset = settled.map(|id| id.saturating_add(1));
            match came {
                Came::All => answers.none_held(),
                Came::Held => {
                    tokio::select! {
                        () = stopped(&mut stop) => break End::ShutDown,
                        () = sleep(HELD) => self.stage.again(),
                    }
                }
                Came::Part if stop.borrow().is_some() => break End::ShutDown,
                Came::Part => break End::StageClosed,
            }
        };
        self.finish(offset, answers, stop).await;
        end
    }

    /// One batch of updates. One in which nothing has a number cannot be acknowledged: it comes
    /// again and again, and is a failure like others.
    async fn poll(&self, request: GetUpdates) -> Result<Vec<Update>, Refusal> {
        let answer = self.api.ask_within(self.api.patience().poll, request).await;
        let updates: Vec<Update> = answer?;
        let numbered = |update: &Update| match update {
            Update::Heard(heard) => heard.id.is_some(),
            Update::Raw(raw) => number(raw.get()).is_some(),
        };
        if updates.is_empty() || updates.iter().any(numbered) {
            return Ok(updates);
        }
        Err(Refusal::Trouble("Telegram sends what are no updates".to_owned()))
    }

    /// Adds the turn of an update to those that are put in the queue together. None: it is no update
    /// at all.
    fn take_in(
        &self,
        update: Update,
        together: &mut Vec<(Incoming, oneshot::Sender<Settled>)>,
        answers: &mut Answers,
        late: bool,
    ) -> Option<Pending> {
        let heard = match update {
            Update::Heard(heard) => heard,
            Update::Raw(raw) => catch_unwind(AssertUnwindSafe(|| hear_text(raw.get())))
                .unwrap_or_else(|_| Heard {
                    id: number(raw.get()),
                    what: What::Nothing("reading it broke down"),
                }),
        };
        let id = heard.id?;
        let turn = match heard.what {
            What::Turn(incoming, query) => {
                let who = incoming.who.id;
                self.crowd.note(who, late);
                let (sender, settled) = oneshot::channel();
                together.push((incoming, sender));
                Some(Turn { settled, who, query })
            }
            What::Press(query) => {
                answers.give(query, None, late);
                None
            }
            What::Query(query) => {
                self.queries.answer(query, late);
                None
            }
            What::Nothing(why) => {
                tracing::info!(update = id, why, "passed over");
                None
            }
        };
        Some(Pending { id, turn })
    }

    /// Waits until all turns are on disk; each is answered when it is. Gives the last update before
    /// which nothing is missing, and whether that is all of them. After one that was held all others
    /// are, and all of them come again.
    async fn settle(
        &self,
        pending: Vec<Pending>,
        answers: &mut Answers,
        late: bool,
        stop: &mut watch::Receiver<Stop>,
    ) -> (Option<i64>, Came) {
        let mut last = None;
        let mut came = Came::All;
        for Pending { id, turn } in pending {
            if let Some(Turn { settled, who, query }) = turn {
                let settled = tokio::select! {
                    biased;
                    settled = settled => settled.ok(),
                    () = time_is_up(stop) => None,
                };
                let Some(settled) = settled else { return (last, Came::Part) };
                if settled.held {
                    came = Came::Held;
                    if let Some(query) = query {
                        answers.give_held(query, settled.toast, late);
                    }
                    continue;
                }
                if let Some(query) = query {
                    answers.give(query, settled.toast, late);
                }
                if let Some((view, lang)) = settled.once {
                    // Nobody draws any more: then nobody is to see it.
                    let _ = self.once.send((who, view, lang));
                }
            }
            if came == Came::All {
                last = Some(id);
            }
        }
        (last, came)
    }

    /// Lets answers go out, and tells Telegram what has been received; if that fails, the same
    /// updates come again and are skipped.
    async fn finish(
        &self,
        offset: Option<i64>,
        mut answers: Answers,
        mut stop: watch::Receiver<Stop>,
    ) {
        let confirm = async {
            if offset.is_some() {
                let request = GetUpdates::new(offset, 1, 0);
                let _: Result<Done, _> = self.api.ask_within(Duration::from_secs(3), request).await;
            }
        };
        let both = async { tokio::join!(confirm, answers.finish()) };
        tokio::select! {
            _ = timeout(Duration::from_secs(5), both) => {}
            () = time_is_up(&mut stop) => {}
        }
    }
}

/// Says why no updates came, and how long to wait.
fn after(refusal: &Refusal, failures: u32) -> Duration {
    let longer = |first: Duration| (first * (1 << failures.min(10))).min(BACK_OFF_MAX);
    match refusal {
        Refusal::OtherInstance | Refusal::Webhook => {
            let wait = longer(BACK_OFF_CONFLICT);
            let wait_ms = wait.as_millis() as u64;
            tracing::error!(fault = %refusal, failures, wait_ms, "no updates");
            wait
        }
        refusal => {
            let asked = if let Refusal::TooMany(wait) = refusal { *wait } else { Duration::ZERO };
            let wait = longer(BACK_OFF).max(asked);
            let wait_ms = wait.as_millis() as u64;
            tracing::warn!(fault = %refusal, failures, wait_ms, "no updates");
            wait
        }
    }
}
