//! How a request gets to Telegram, and what comes of it.
//!
//! Requests are built with teloxide ([`Bot`] and its payloads) and sent here, not by teloxide: its
//! own sender sleeps 10 s on every HTTP 5xx while somebody waits in the middle of a call, reads the
//! whole message that Telegram gives back (one new field would look like a failure, and the message
//! would be sent twice), and its errors may quote what people wrote.
//!
//! They go over a [`Wire`]; files, and everything where there is a proxy, over the client of `reqwest`.

use std::time::Duration;

use anyhow::Context as _;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::Bot;
use teloxide::requests::{HasPayload, Payload};
use tokio::time::{Instant, timeout};

use crate::chat::edge::File;
use crate::meter;

use super::message::Written;
use super::refusal::{Answer, Refusal, refusal};
use super::reply::{Reply, glance};
use super::wire::{Cut, Wire};

/// How long things may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// The answer to any request but the poll, and a second more for each `SLOWEST` bytes of a
    /// file; what takes longer counts as failed.
    pub answer: Duration,
    /// The answer to the poll, which Telegram keeps for 10 s when nothing happens.
    pub poll: Duration,
    /// The end: turns in hand, drawings that wait. Docker and systemd kill what is not gone in time,
    /// Docker after 10 s.
    pub end: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Patience { answer: seconds(17), poll: seconds(25), end: seconds(8) }
    }
}

/// Bytes a second at which a file has to go up at least.
const SLOWEST: usize = 100_000;

/// So many connections of the other client are kept.
const IDLE_CONNECTIONS: usize = 32;

/// The way to Telegram. Clones share their connections.
#[derive(Clone)]
pub(super) struct Api {
    bot: Bot,
    wire: Option<Wire>,
    patience: Patience,
}

impl Api {
    /// # Errors
    /// No HTTP client can be made (no certificates, a wrong proxy in the environment).
    pub(super) fn new(
        token: &SecretString,
        url: Option<&Url>,
        patience: Patience,
    ) -> anyhow::Result<Self> {
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .tcp_nodelay(true)
            .tcp_keepalive(Duration::from_secs(30))
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .build()
            .context("no HTTP client")?;
        let bot = Bot::with_client(token.expose_secret(), client);
        let bot = url.iter().fold(bot, |bot, url| bot.set_api_url(Url::clone(url)));
        let mut api = Api { bot, wire: None, patience };
        // The empty name leaves a slash at the end.
        api.wire = Wire::to(&api.url("")?)?;
        Ok(api)
    }

    /// To build requests with.
    pub(super) fn bot(&self) -> &Bot {
        &self.bot
    }

    /// How long answers may take.
    pub(super) fn patience(&self) -> Patience {
        self.patience
    }

    /// Sends a request and reads of the answer what `T` needs.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) async fn ask<T, R>(&self, request: R) -> Result<T, Refusal>
    where
        T: Reply,
        R: HasPayload,
        R::Payload: Serialize,
    {
        self.ask_within(self.patience.answer, request).await
    }

    /// [`Api::ask`] with another limit of time.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) async fn ask_within<T, R>(&self, limit: Duration, request: R) -> Result<T, Refusal>
    where
        T: Reply,
        R: HasPayload,
        R::Payload: Serialize,
    {
        let body = serde_json::to_vec(request.payload_ref())
            .map_err(|_| Refusal::Trouble("the request cannot be written".to_owned()))?;
        self.post(limit, <R::Payload as Payload>::NAME, body).await
    }

    /// Sends a request that is written already, and reads of the answer what `T` needs.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) async fn send<T: Reply>(&self, request: Written) -> Result<T, Refusal> {
        let Written { method, body } = request;
        self.post(self.patience.answer, method, body.into_bytes()).await
    }

    async fn post<T: Reply>(
        &self,
        limit: Duration,
        method: &str,
        body: Vec<u8>,
    ) -> Result<T, Refusal> {
        let chat = chat(&body);
        let Some(wire) = &self.wire else {
            let request = self.bot.client().post(self.url(method)?).timeout(limit);
            let request = request.header("content-type", "application/json").body(body);
            return Box::pin(noted(method, chat, answered(request))).await;
        };
        let answer = async {
            match timeout(limit, wire.post(method, &body, read)).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(Cut::Connect)) => Err(Refusal::Trouble(NO_CONNECTION.to_owned())),
                Ok(Err(Cut::Lost)) => Err(Refusal::Trouble(LOST.to_owned())),
                Err(_) => Err(Refusal::Trouble(TOO_LATE.to_owned())),
            }
        };
        noted(method, chat, answer).await
    }

    /// Sends a file with what is said about it, as plain text.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) async fn send_file<T: Reply>(
        &self,
        chat: i64,
        file: File,
        caption: String,
    ) -> Result<T, Refusal> {
        let size = file.bytes.len();
        let limit = self.patience.answer + Duration::from_secs((size / SLOWEST) as u64);
        let part = Part::bytes(file.bytes).file_name(file.name);
        let part = part.mime_str("application/octet-stream");
        let part = part.map_err(|_| Refusal::Trouble("the file has no type".to_owned()))?;
        let form = Form::new().text("chat_id", chat.to_string()).text("caption", caption);
        let method = "SendDocument";
        let request = self.bot.client().post(self.url(method)?).timeout(limit);
        noted(method, Some(chat), answered(request.multipart(form.part("document", part)))).await
    }

    fn url(&self, method: &str) -> Result<Url, Refusal> {
        let mut url = self.bot.api_url();
        match url.path_segments_mut() {
            Ok(mut path) => {
                path.pop_if_empty().push(&format!("bot{}", self.bot.token())).push(method);
            }
            Err(()) => return Err(Refusal::Trouble("the API's address has no path".to_owned())),
        }
        Ok(url)
    }
}

/// The chat of a request, for the finest log only.
fn chat(body: &[u8]) -> Option<i64> {
    #[derive(Deserialize)]
    struct To {
        chat_id: i64,
    }
    let wanted = tracing::enabled!(tracing::Level::TRACE);
    wanted.then(|| serde_json::from_slice::<To>(body).ok()).flatten().map(|to| to.chat_id)
}

/// Counts a request; the finest log shows it, without what it says.
fn note(name: &str, chat: Option<i64>, took: Duration, refusal: Option<&Refusal>) {
    if !meter::is_on() && !tracing::enabled!(tracing::Level::TRACE) {
        return;
    }
    let (first, rest) = name.split_at(name.len().min(1));
    // As Telegram's documentation writes it.
    let method = first.to_lowercase() + rest;
    let kind = refusal.map(Refusal::kind);
    meter::request(&method, kind, matches!(refusal, Some(Refusal::Trouble(_))), took);
    if let Some(Refusal::TooMany(wait)) = refusal {
        meter::retry_after(*wait);
    }
    let ms = took.as_millis() as u64;
    tracing::trace!(method, chat, status = kind.unwrap_or("ok"), ms, "request");
}

/// What a request comes to, counted.
async fn noted<T>(
    method: &str,
    chat: Option<i64>,
    answer: impl Future<Output = Result<T, Refusal>>,
) -> Result<T, Refusal> {
    let since = Instant::now();
    let answer = answer.await;
    note(method, chat, since.elapsed(), answer.as_ref().err());
    answer
}

/// Sends a request and reads of the answer what `T` needs.
async fn answered<T: Reply>(request: RequestBuilder) -> Result<T, Refusal> {
    let response = request.send().await.map_err(|error| network(&error))?;
    let status = response.status().as_u16();
    let body = response.bytes().await.map_err(|error| network(&error))?;
    read(status, &body)
}

/// Reads of an answer what `T` needs, in one go; `T` gets a null where there is no result.
fn read<T: Reply>(status: u16, body: &[u8]) -> Result<T, Refusal> {
    if let Some(reply) = glance(body) {
        return Ok(reply);
    }
    if let Ok(Answer { ok: true, result: Some(result), .. }) = serde_json::from_slice(body) {
        return Ok(result);
    }
    let answer: Answer<Box<RawValue>> = match serde_json::from_slice(body) {
        Ok(answer) => answer,
        // A proxy says so too, in words of its own.
        Err(_) if status == 413 => return Err(Refusal::TooLarge),
        Err(_) => return Err(Refusal::Trouble(format!("HTTP {status} without an answer in JSON"))),
    };
    if !answer.ok {
        return Err(refusal(status, &answer));
    }
    serde_json::from_str(answer.result.as_deref().map_or("null", RawValue::get))
        .map_err(|_| Refusal::Trouble("an answer of an unknown form".to_owned()))
}

/// The library's own words would name the address, and with it the token.
fn network(error: &reqwest::Error) -> Refusal {
    let what = match error {
        error if error.is_timeout() => TOO_LATE,
        error if error.is_connect() => NO_CONNECTION,
        _ => LOST,
    };
    Refusal::Trouble(what.to_owned())
}

const TOO_LATE: &str = "no answer in time";
const NO_CONNECTION: &str = "no connection";
const LOST: &str = "the connection broke";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_built_as_telegram_wants_it_and_never_shown() {
        for base in ["http://host/api", "http://host/api/"] {
            let api = Api::new(&"1:abc".into(), Some(&base.parse().unwrap()), Patience::default())
                .unwrap();
            assert_eq!(api.url("GetMe").unwrap().as_str(), "http://host/api/bot1:abc/GetMe");
        }
        let api = Api::new(&"1:abc".into(), None, Patience::default()).unwrap();
        assert_eq!(api.url("GetMe").unwrap().as_str(), "https://api.telegram.org/bot1:abc/GetMe");
    }
}
