//! The edge to Telegram: what people do there becomes events, what they are to see becomes
//! messages. teloxide gives the types and the requests; the loop of updates, their order and the
//! rate limiter are ours, because a turn counts as received only once it is on disk.
//!
//! ```text
//! getUpdates -> update (JSON -> event) -> inbound -> Backstage::submit -> settled -> next offset
//!                                            |
//!                             answer to a pressed key, at once
//!
//! Draw -> outbound -> queue (what goes next) + limiter -> draw (Backstage::screen -> render) -> api
//! ```
//!
//! Only private chats count; groups and channels are left alone. Logs name chats by their number
//! and never show what people write, who they are, or the token.

mod answers;
mod api;
mod crowd;
mod draw;
mod file;
mod inbound;
mod job;
mod lean;
mod limiter;
mod line;
mod message;
mod outbound;
mod queries;
mod queue;
mod refusal;
mod render;
mod reply;
pub mod update;
mod wire;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use reqwest::Url;
use secrecy::SecretString;
use serde::Deserialize;
use teloxide::requests::Requester as _;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, sleep_until};

use crate::chat::edge::{Backstage, Draw};
use crate::words::{Phrase, Words};

use api::Api;
pub use api::Patience;
use crowd::Crowd;
use draw::Artist;
use inbound::Inbound;
pub use limiter::Pace;
use outbound::Outbound;
use queries::Queries;
use refusal::Refusal;

/// Makes text of phrases.
pub trait Say: Send + Sync + 'static {
    /// Adds the phrase as plain text, for a reader of `lang`.
    fn say_to(&self, lang: &str, phrase: &Phrase, to: &mut String);

    /// The phrase as plain text, for a reader of `lang`.
    fn say(&self, lang: &str, phrase: &Phrase) -> String {
        let mut text = String::new();
        self.say_to(lang, phrase, &mut text);
        text
    }
}

impl Say for Words {
    fn say_to(&self, lang: &str, phrase: &Phrase, to: &mut String) {
        Words::say_to(self, lang, phrase, to);
    }
}

/// How to reach Telegram.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bot's token, as @BotFather gave it.
    pub token: SecretString,
    /// Another Bot API server than Telegram's own.
    pub api_url: Option<Url>,
    /// How many messages a second it lets through.
    pub pace: Pace,
    /// How long its answers, and the end, may take.
    pub patience: Patience,
}

/// The bot's own account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// The user id.
    pub id: i64,
    /// The name in links: `https://t.me/<username>?start=…`.
    pub username: String,
}

/// Why [`run`] came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was asked to.
    ShutDown,
    /// Telegram does not know the token.
    TokenRefused,
    /// The stage took no more turns although nobody asked for an end.
    StageClosed,
}

/// Telegram does not know the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Telegram does not know this bot token; @BotFather shows the right one")]
pub struct TokenRefused;

/// Set once everything is to end: the latest time for that.
type Stop = Option<Instant>;

/// Resolves when everything is to end.
async fn stopped(stop: &mut watch::Receiver<Stop>) {
    // Whoever would say it is gone: then it is time.
    let _ = stop.wait_for(Option::is_some).await;
}

/// Resolves when the time for ending is over.
async fn time_is_up(stop: &mut watch::Receiver<Stop>) {
    let until = stop.wait_for(Option::is_some).await.ok().and_then(|until| *until);
    sleep_until(until.unwrap_or_else(Instant::now)).await;
}

/// A task that ends with whoever waits for it.
struct Part<T>(JoinHandle<T>);

impl<T> Drop for Part<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks Telegram who the bot is; as long as Telegram cannot be reached, again and again.
///
/// # Errors
/// [`TokenRefused`]; no HTTP client can be made.
pub async fn who_am_i(options: &Options) -> anyhow::Result<Me> {
    let api = Api::new(&options.token, options.api_url.as_ref(), options.patience)?;
    let mut wait = Duration::from_secs(1);
    loop {
        match api.ask(api.bot().get_me()).await {
            Ok(me) => return Ok(me),
            Err(Refusal::Token) => return Err(TokenRefused.into()),
            Err(refusal) => {
                if let Refusal::TooMany(asked) = refusal {
                    wait = wait.max(asked);
                }
                let wait_ms = wait.as_millis() as u64;
                tracing::warn!(fault = %refusal, wait_ms, "no answer from Telegram");
            }
        }
        sleep(wait).await;
        wait = (wait * 2).min(Duration::from_secs(30));
    }
}

/// Serves people in Telegram until `shutdown` resolves, and then what is in hand, as long as the
/// options' patience lasts.
///
/// `draws` is where the stage puts what has to be drawn. `heartbeat` is called whenever the loop of
/// updates goes round: once a minute at least while turns are settled.
///
/// # Errors
/// The store's at the start; no HTTP client can be made; a part of the edge broke down.
pub async fn run<W: Say>(
    options: Options,
    stage: Arc<dyn Backstage>,
    words: Arc<W>,
    draws: mpsc::UnboundedReceiver<Draw>,
    shutdown: impl Future<Output = ()> + Send,
    heartbeat: impl Fn() + Send + Sync + 'static,
) -> anyhow::Result<End> {
    let patience = options.patience;
    let api = Api::new(&options.token, options.api_url.as_ref(), patience)?;
    let undrawn = stage.undrawn().context("cannot read what is still to be drawn")?;
    let artist = Artist { api: api.clone(), stage: Arc::clone(&stage), words };
    let crowd = Arc::new(Crowd::default());
    let outbound = Outbound::new(Arc::new(artist), undrawn, options.pace, crowd.clone());
    let (once, once_out) = mpsc::unbounded_channel();
    let (stop, stop_listening) = watch::channel(None);
    let (stop_drawing_now, stop_drawing) = watch::channel(None);

    let mut drawing = Part(tokio::spawn(outbound.run(draws, once_out, stop_drawing)));
    let queries = Queries::new(api.clone(), stage.clone());
    let inbound = Inbound { api, stage, once, queries, crowd, heartbeat };
    let mut listening = Part(tokio::spawn(inbound.listen(stop_listening)));

    let mut broken = None;
    let early = tokio::select! {
        () = shutdown => None,
        end = &mut listening.0 => Some(end),
        broke = &mut drawing.0 => {
            broken = Some(broke);
            None
        }
    };
    let deadline = Instant::now() + patience.end;
    stop.send_replace(Some(deadline));
    let end = match early {
        Some(end) => end,
        None => (&mut listening.0).await,
    };
    // Whom Telegram does not know it lets draw nothing.
    let refused = matches!(end, Ok(End::TokenRefused));
    stop_drawing_now.send_replace(Some(if refused { Instant::now() } else { deadline }));
    // What a panic says may quote people: the log has its place.
    let drawing_broke = |_| anyhow::anyhow!("drawing broke down");
    match broken {
        Some(broke) => {
            broke.map_err(drawing_broke)?;
            anyhow::bail!("drawing came to an end by itself");
        }
        None => (&mut drawing.0).await.map_err(drawing_broke)?,
    }
    end.map_err(|_| anyhow::anyhow!("listening broke down"))
}
