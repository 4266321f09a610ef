//! A stand-in for the Telegram Bot API: it runs in the test process on a free port, takes and
//! refuses what the real one does, remembers everything, and is driven from the test. It does not
//! notice when the bot is killed and started again.
//!
//! Where it is stricter or simpler than the real one:
//! - of the parse modes it knows HTML; entities other than commands are not found in plain text;
//! - a row of more than 8 keys is refused ([`refusal::ROW_TOO_LONG`]);
//! - a second poller throws the first out at once, every time (the real one waits 3 s between);
//! - HTML that the real one takes but nobody can have meant is in [`BotApi::slips`].

pub mod documents;
pub mod fault;
pub mod feed;
pub mod html;
pub mod inline;
pub mod keyboard;
pub mod limits;
pub mod message;
pub mod methods;
pub mod multipart;
pub mod params;
pub mod refusal;
pub mod server;
pub mod state;
pub mod updates;
pub mod user;
pub mod wire;

use std::collections::{BTreeMap, HashSet};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::Instant;

pub use fault::Fault;
pub use feed::{Feed, News, What};
pub use keyboard::{Key, KeyAction};
pub use limits::RateLimits;
pub use message::{Author, Call, CallbackAnswer, Message, Upload};
pub use user::{Group, Press, User, Wanted};

use limits::Limiter;
use state::{BOT_NAME, Person, Shared, State, TOKEN};

/// The stand-in; it stops when it is dropped.
#[derive(Debug)]
pub struct BotApi {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
}

impl BotApi {
    /// Starts it on a free port, on a thread of its own: it answers while the test blocks.
    pub async fn start() -> BotApi {
        let shared = Arc::new(Shared::new());
        let (stop, stopped) = oneshot::channel();
        let (tell, told) = oneshot::channel();
        let router = server::router(shared.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async move {
                let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
                let _ = tell.send(listener.local_addr().unwrap());
                let service = router.into_make_service_with_connect_info::<wire::Fate>();
                let serve = axum::serve(wire::Wires(listener), service);
                tokio::select! {
                    _ = async { serve.await } => {}
                    _ = stopped => {}
                }
            });
        });
        let address = told.await.expect("the stand-in could not start");
        BotApi { shared, address, stop: Some(stop) }
    }

    /// For the bot's `api_url`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn token(&self) -> &'static str {
        TOKEN
    }

    /// The bot's user name, without @.
    pub fn username(&self) -> &'static str {
        BOT_NAME
    }

    /// A person. The bot cannot write to somebody who has not written first.
    pub fn user(&self, id: i64, name: &str, language: Option<&str>) -> User {
        let person = Person {
            id,
            first_name: name.to_owned(),
            username: None,
            language: language.map(str::to_owned),
        };
        self.shared.with(|s| {
            s.people.insert(id, person);
            s.chats.entry(id).or_default();
        });
        User { shared: self.shared.clone(), id, chat_id: id }
    }

    /// A group with the bot in it; the id is negative.
    pub fn group(&self, id: i64, title: &str) -> Group {
        assert!(id < 0, "ids of groups are negative");
        self.shared.with(|s| {
            let chat = s.chats.entry(id).or_default();
            chat.title = Some(title.to_owned());
            chat.opened = true;
        });
        Group { shared: self.shared.clone(), id }
    }

    /// Queues an update as it stands; without `update_id` it gets the next.
    pub fn push_raw(&self, update: Value) -> i64 {
        self.shared.with(|s| s.updates.push_raw(update))
    }

    /// Delivers a former update once more, with its old id.
    pub fn redeliver(&self, update_id: i64) {
        assert!(self.shared.with(|s| s.updates.redeliver(update_id)), "no update {update_id}");
    }

    /// Moves the next update's id, forth or back.
    pub fn jump_ids(&self, n: i64) {
        self.shared.with(|s| s.updates.jump(n));
    }

    /// An update as the bot got it.
    pub fn update(&self, update_id: i64) -> Option<Value> {
        self.shared.quietly(|s| s.updates.get(update_id).cloned())
    }

    /// How many updates are not acknowledged.
    pub fn pending(&self) -> usize {
        self.shared.quietly(|s| s.updates.pending())
    }

    /// Waits until the bot has acknowledged this update.
    pub async fn wait_acknowledged(&self, update_id: i64) {
        let done = |s: &mut State| (!s.updates.is_pending(update_id)).then_some(());
        self.must(done, &format!("update {update_id} was not acknowledged")).await;
    }

    /// The ids of all updates that are not acknowledged.
    pub fn pending_ids(&self) -> HashSet<i64> {
        self.shared.quietly(|s| s.updates.pending_ids().collect())
    }

    /// How often getUpdates was asked for.
    pub fn polls(&self) -> u64 {
        self.shared.quietly(|s| s.asked)
    }

    /// For long runs with many people: of each chat so many of the bot's last messages are kept,
    /// and nothing else: no calls, no answers, nothing that [`User::expect`] looks through. People
    /// hear by [`User::feed`].
    pub fn be_brief(&self, keep: usize) {
        self.shared.with(|s| {
            s.feeds.keep = Some(keep);
            s.updates.forgetful = true;
        });
    }

    /// What was refused since [`BotApi::be_brief`]: how often, by method and description.
    pub fn refused(&self) -> BTreeMap<String, usize> {
        self.shared.quietly(|s| s.feeds.refused.clone())
    }

    /// All calls, polls too.
    pub fn calls(&self) -> Vec<Call> {
        self.shared.quietly(|s| s.calls.clone())
    }

    /// The calls of one method.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        let mut calls = self.calls();
        calls.retain(|call| call.method.eq_ignore_ascii_case(method));
        calls
    }

    /// Waits until there are `n` calls of a method, answered or not; gives them.
    pub async fn wait_calls(&self, method: &str, n: usize) -> Vec<Call> {
        let enough = |s: &mut State| {
            let of = |call: &&Call| call.method.eq_ignore_ascii_case(method);
            let calls: Vec<Call> = s.calls.iter().filter(of).cloned().collect();
            (calls.len() >= n).then_some(calls)
        };
        self.must(enough, &format!("fewer than {n} calls of {method}")).await
    }

    /// Waits until all updates are acknowledged and, for this long, the bot calls nothing but
    /// getUpdates.
    pub async fn quiet(&self, time: Duration) {
        let limit = Instant::now() + self.shared.quietly(|s| s.patience) + time;
        let busy = |s: &mut State| {
            let others = || s.calls.iter().filter(|call| call.method != "getUpdates");
            let open = others().any(|call| call.answered.is_none() && !call.gone);
            (others().count(), open || s.updates.pending() > 0)
        };
        loop {
            let before = self.shared.quietly(busy);
            let change = |s: &mut State| (busy(s) != before).then_some(());
            let changed = self.shared.until(Some(Instant::now() + time), change).await;
            if changed.is_none() && !before.1 {
                return;
            }
            assert!(
                Instant::now() < limit,
                "the bot does not come to rest\n{}",
                self.describe_all()
            );
        }
    }

    /// Waits until all updates are acknowledged and all presses answered.
    pub async fn wait_settled(&self) {
        let done = |s: &mut State| {
            let answered = |id: &String| s.answers.iter().any(|answer| answer.query_id == *id);
            let open = s.queries.iter().any(|(id, query)| !query.expired && !answered(id));
            (s.updates.pending() == 0 && !open).then_some(())
        };
        self.must(done, "updates not acknowledged, or presses not answered").await;
    }

    /// All that people have written or are called, commands included.
    pub fn typed_by_people(&self) -> Vec<String> {
        self.shared.quietly(|s| {
            let messages = s.chats.values().flat_map(|chat| &chat.messages);
            let written = messages.filter(|m| !m.is_from_bot()).map(|m| m.text.clone());
            written.chain(s.people.values().map(|person| person.first_name.clone())).collect()
        })
    }

    /// Sets a fault.
    pub fn fault(&self, fault: Fault) {
        self.shared.with(|s| s.faults.push(fault));
    }

    /// Takes all faults back; calls that hang go on.
    pub fn clear_faults(&self) {
        self.shared.with(|s| {
            s.faults.clear();
            s.released += 1;
        });
    }

    /// Switches the rate limits on or off (off at the start).
    pub fn rate_limits(&self, limits: Option<RateLimits>) {
        self.shared.with(|s| s.limiter = limits.map(Limiter::new));
    }

    /// From now on nobody can answer the presses that have been made.
    pub fn expire_queries(&self) {
        self.shared.with(|s| s.queries.values_mut().for_each(|query| query.expired = true));
    }

    /// The bot is dead: presses that it has acknowledged and not answered, nobody will answer.
    pub fn abandon_queries(&self) {
        self.shared.with(|s| {
            let State { queries, updates, .. } = s;
            for query in queries.values_mut() {
                query.expired |= !updates.is_pending(query.update_id);
            }
        });
    }

    /// All answers to presses.
    pub fn answers(&self) -> Vec<CallbackAnswer> {
        self.shared.quietly(|s| s.answers.clone())
    }

    /// The commands (name, description) of one scope (`default`, `all_private_chats`, `chat 7` …)
    /// and language (empty: any).
    pub fn commands(&self, scope: &str, language: &str) -> Option<Vec<(String, String)>> {
        let key = (scope.to_owned(), language.to_owned());
        self.shared.quietly(|s| s.commands.get(&key).cloned())
    }

    /// The commands of all scopes and languages.
    pub fn all_commands(&self) -> BTreeMap<(String, String), Vec<(String, String)>> {
        self.shared.quietly(|s| s.commands.clone())
    }

    /// The commands that this person's app offers in the private chat: the nearest scope wins.
    pub fn commands_seen_by(&self, user: &User) -> Vec<(String, String)> {
        let own = format!("chat {}", user.id);
        self.shared.quietly(|s| {
            let person = s.people.get(&user.id);
            let language = person.and_then(|p| p.language.clone()).unwrap_or_default();
            let scopes = [own.as_str(), "all_private_chats", "default"];
            let order = scopes.into_iter().flat_map(|scope| [(scope, &*language), (scope, "")]);
            let mut lists = order.filter_map(|(scope, language)| {
                s.commands.get(&(scope.to_owned(), language.to_owned()))
            });
            lists.find(|list| !list.is_empty()).cloned().unwrap_or_default()
        })
    }

    /// What the real one would have let pass although nobody can have meant it.
    pub fn slips(&self) -> Vec<String> {
        self.shared.quietly(|s| s.slips.clone())
    }

    /// A message of any chat, deleted or not.
    pub fn message(&self, chat_id: i64, message_id: i64) -> Option<Message> {
        self.shared.quietly(|s| s.message(chat_id, message_id).cloned())
    }

    /// All messages of a chat, deleted ones too.
    pub fn messages(&self, chat_id: i64) -> Vec<Message> {
        Group { shared: self.shared.clone(), id: chat_id }.messages()
    }

    /// Makes a message older than 48 hours: it cannot be deleted any more.
    pub fn make_old(&self, chat_id: i64, message_id: i64) {
        self.shared.with(|s| {
            let message = s.visible(chat_id, message_id).expect("no such message");
            message.old = true;
            message.date -= 49 * 3600;
        });
    }

    /// A person deletes a message of the bot.
    pub fn delete_message(&self, chat_id: i64, message_id: i64) {
        self.shared
            .with(|s| s.visible(chat_id, message_id).expect("no such message").deleted = true);
    }

    /// Sets a webhook (empty: none): with one, getUpdates is refused.
    pub fn set_webhook(&self, url: &str) {
        self.shared.with(|s| url.clone_into(&mut s.webhook));
    }

    /// How long `expect` and the like wait (10 s at the start).
    pub fn patience(&self, time: Duration) {
        self.shared.with(|s| s.patience = time);
    }

    /// A chat and the latest calls in words.
    pub fn describe(&self, chat_id: i64) -> String {
        self.shared.quietly(|s| s.describe(chat_id))
    }

    fn describe_all(&self) -> String {
        self.shared.quietly(|s| s.chats.keys().map(|id| s.describe(*id)).collect())
    }

    async fn must<R>(&self, look: impl FnMut(&mut State) -> Option<R>, what: &str) -> R {
        let found = self.shared.soon(look).await;
        found.unwrap_or_else(|| panic!("{what}\n{}", self.describe_all()))
    }
}

impl Drop for BotApi {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}
