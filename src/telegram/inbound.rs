//! Asks Telegram what happened, and passes it on.
//!
//! A batch of updates counts as received only when the turn of every one of them is on disk: only
//! then the next request carries a higher offset. What was not confirmed comes again, and the stage
//! skips what it knows. So no update is lost, and none acts twice.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use teloxide::payloads::AnswerCallbackQuerySetters as _;
use teloxide::requests::{Payload, Requester as _};
use teloxide::types::{AllowedUpdate, CallbackQueryId};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::chat::edge::PersonId;
use crate::chat::edge::{Backstage, Settled};
use crate::meter;

use super::api::{Api, Refusal};
use super::outbound::Once;
use super::update::{Heard, What, hear};
use super::{End, Stop, stopped, time_is_up};

/// How long Telegram keeps a request when nothing happens, in seconds.
const POLL_SECONDS: u32 = 10;
/// How long the answer may take: the poll and a slow network.
const POLL_PATIENCE: Duration = Duration::from_secs(25);
const BATCH: u8 = 100;
/// The longest answer to a pressed key, in characters.
const TOAST_MAX: usize = 200;
/// How long to wait after a failure, doubled with every other one up to [`BACK_OFF_MAX`].
const BACK_OFF: Duration = Duration::from_millis(250);
/// The same while somebody else gets the updates: trying at once would only throw him out.
const BACK_OFF_CONFLICT: Duration = Duration::from_secs(1);
const BACK_OFF_MAX: Duration = Duration::from_secs(30);

/// teloxide's own gives updates as types, and what its types do not know is lost.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u32,
    allowed_updates: [AllowedUpdate; 4],
}

impl Payload for GetUpdates {
    type Output = Vec<Value>;
    const NAME: &'static str = "GetUpdates";
}

impl GetUpdates {
    fn new(offset: Option<i64>, limit: u8, timeout: u32) -> Self {
        let allowed_updates = [
            AllowedUpdate::Message,
            AllowedUpdate::EditedMessage,
            AllowedUpdate::CallbackQuery,
            AllowedUpdate::MyChatMember,
        ];
        GetUpdates { offset, limit, timeout, allowed_updates }
    }
}

/// Listens to Telegram.
pub(super) struct Inbound<H> {
    pub api: Api,
    pub stage: Arc<dyn Backstage>,
    pub once: mpsc::UnboundedSender<Once>,
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
        let mut answers = JoinSet::new();
        let mut offset = None;
        let mut failures = 0;
        (self.heartbeat)();
        let end = loop {
            while answers.try_join_next().is_some() {}
            let request = GetUpdates::new(offset, BATCH, POLL_SECONDS);
            let updates = tokio::select! {
                () = stopped(&mut stop) => break End::ShutDown,
                updates = self.api.ask_within(POLL_PATIENCE, request) => updates,
            };
            let updates: Vec<Value> = match updates {
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
            (self.heartbeat)();
            meter::updates(updates.len());
            if failures > 0 {
                tracing::info!("updates come in again");
                failures = 0;
            }
            let pending: Vec<Pending> =
                updates.iter().filter_map(|raw| self.take_in(raw, &mut answers)).collect();
            if pending.is_empty() && !updates.is_empty() {
                tracing::error!(count = updates.len(), "Telegram sends what are no updates");
                sleep(BACK_OFF).await;
            }
            let (settled, all) = self.settle(pending, &mut answers, &mut stop).await;
            // An offset that was answered has done its work. Without one Telegram begins at the first
            // update that is not confirmed, even if their numbers started anew after a quiet week.
            offset = settled.map(|id| id + 1);
            if !all {
                break if stop.borrow().is_some() { End::ShutDown } else { End::StageClosed };
            }
        };
        self.finish(offset, answers, stop).await;
        end
    }

    /// Puts the turn of an update in the queue. None: it is no update at all.
    fn take_in(&self, raw: &Value, answers: &mut JoinSet<()>) -> Option<Pending> {
        let heard = catch_unwind(AssertUnwindSafe(|| hear(raw))).unwrap_or_else(|_| {
            let id = raw.get("update_id").and_then(Value::as_i64);
            Heard { id, what: What::Nothing("reading it broke down") }
        });
        let id = heard.id?;
        let turn = match heard.what {
            What::Turn(incoming, query) => {
                let who = incoming.who.id;
                Some(Turn { settled: self.stage.submit(incoming), who, query })
            }
            What::Press(query) => {
                answers.spawn(answer(self.api.clone(), query, None));
                None
            }
            What::Nothing(why) => {
                tracing::info!(update = id, "passed over: {why}");
                None
            }
        };
        Some(Pending { id, turn })
    }

    /// Waits until all turns are on disk; each is answered when it is. Gives the last update before
    /// which nothing is missing, and whether that is all of them.
    async fn settle(
        &self,
        pending: Vec<Pending>,
        answers: &mut JoinSet<()>,
        stop: &mut watch::Receiver<Stop>,
    ) -> (Option<i64>, bool) {
        let mut last = None;
        for Pending { id, turn } in pending {
            if let Some(Turn { settled, who, query }) = turn {
                let settled = tokio::select! {
                    biased;
                    settled = settled => settled.ok(),
                    () = time_is_up(stop) => None,
                };
                let Some(settled) = settled else { return (last, false) };
                if let Some(query) = query {
                    answers.spawn(answer(self.api.clone(), query, settled.toast));
                }
                if let Some((view, lang)) = settled.once {
                    // Nobody draws any more: then nobody is to see it.
                    let _ = self.once.send((who, view, lang));
                }
            }
            last = Some(id);
        }
        (last, true)
    }

    /// Lets answers go out, and tells Telegram what has been received; if that fails, the same
    /// updates come again and are skipped.
    async fn finish(
        &self,
        offset: Option<i64>,
        mut answers: JoinSet<()>,
        mut stop: watch::Receiver<Stop>,
    ) {
        let confirm = async {
            if offset.is_some() {
                let request = GetUpdates::new(offset, 1, 0);
                let _: Result<IgnoredAny, _> =
                    self.api.ask_within(Duration::from_secs(3), request).await;
            }
        };
        let answered = async { while answers.join_next().await.is_some() {} };
        let both = async { tokio::join!(confirm, answered) };
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
            tracing::error!("no updates: {refusal}; next try in {wait:?}");
            wait
        }
        refusal => {
            let asked = if let Refusal::TooMany(wait) = refusal { *wait } else { Duration::ZERO };
            let wait = longer(BACK_OFF).max(asked);
            tracing::warn!("no updates: {refusal}; next try in {wait:?}");
            wait
        }
    }
}

/// Answers a pressed key; Telegram waits for that only for a short time.
async fn answer(api: Api, query: CallbackQueryId, toast: Option<String>) {
    let toast: Option<String> = toast.map(|text| text.chars().take(TOAST_MAX).collect());
    for attempt in 0..3 {
        let request = api.bot().answer_callback_query(query.clone());
        let answered: Result<IgnoredAny, _> = match &toast {
            Some(text) => api.ask(request.text(text)).await,
            None => api.ask(request).await,
        };
        match answered {
            Ok(IgnoredAny) | Err(Refusal::QueryTooOld) => return,
            Err(Refusal::TooMany(wait)) if wait <= Duration::from_secs(10) => sleep(wait).await,
            Err(Refusal::Trouble(_)) if attempt < 2 => sleep(BACK_OFF * 4).await,
            Err(refusal) => {
                tracing::warn!("a pressed key was not answered: {refusal}");
                return;
            }
        }
    }
}
