//! How a request gets to Telegram, and what comes of it.
//!
//! Requests are built with teloxide ([`Bot`] and its payloads) and sent here, not by teloxide: its
//! own sender sleeps 10 s on every HTTP 5xx while somebody waits in the middle of a call, reads the
//! whole message that Telegram gives back (one new field would look like a failure, and the message
//! would be sent twice), and its errors may quote what people wrote.

use std::time::Duration;

use anyhow::Context as _;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, RequestBuilder, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use teloxide::Bot;
use teloxide::requests::{HasPayload, Payload};
use tokio::time::Instant;

use crate::chat::edge::File;
use crate::meter;

/// Seconds that are waited at most before a call is tried again, whatever Telegram asks for.
const LONGEST_WAIT: u64 = 3600;

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

/// So many connections are kept for the next requests. Each holds 18 KiB; a burst may open more.
const IDLE_CONNECTIONS: usize = 32;

/// The way to Telegram. Clones share their connections.
#[derive(Clone)]
pub(super) struct Api {
    bot: Bot,
    patience: Patience,
}

/// Why a request did not do what it was to do. Shows nothing that a person wrote, and no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// 401, or 404 for a token of the wrong form.
    #[error("Telegram does not know this token")]
    Token,
    /// 409: somebody else asks for updates with this token.
    #[error("another instance of this bot asks for updates")]
    OtherInstance,
    /// 409: updates go to a webhook.
    #[error("a webhook is set for this bot; delete it (deleteWebhook) to let it poll")]
    Webhook,
    /// 429.
    #[error("too many requests, next one in {} s", .0.as_secs())]
    TooMany(Duration),
    /// 403, or no such chat.
    #[error("this person cannot be written to")]
    Unreachable,
    /// The message shows this already.
    #[error("the message is not modified")]
    NotModified,
    /// The message to edit is gone, or cannot be edited any more.
    #[error("no message that could be edited")]
    NoMessage,
    /// 413: the file is larger than Telegram takes.
    #[error("the file is too large")]
    TooLarge,
    /// A pressed key was answered too late.
    #[error("the pressed key waits no longer")]
    QueryTooOld,
    /// Another 400: the request is wrong, and will be wrong again.
    #[error("bad request: {note}")]
    Bad {
        /// It is about the keys.
        keys: bool,
        /// What Telegram says about it, without what it quotes.
        note: String,
    },
    /// Telegram or the network is not well; the same request may do later.
    #[error("{0}")]
    Trouble(String),
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    error_code: u16,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Default, Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
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
        Ok(Api { bot, patience })
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
        T: DeserializeOwned,
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
        T: DeserializeOwned,
        R: HasPayload,
        R::Payload: Serialize,
    {
        let body = serde_json::to_vec(request.payload_ref())
            .map_err(|_| Refusal::Trouble("the request cannot be written".to_owned()))?;
        let (method, chat) = (<R::Payload as Payload>::NAME, chat(&body));
        let request = self.bot.client().post(self.url(method)?).timeout(limit);
        let request = request.header("content-type", "application/json").body(body);
        noted(method, chat, answered(request)).await
    }

    /// Sends a file with what is said about it, as plain text.
    ///
    /// # Errors
    /// See [`Refusal`].
    pub(super) async fn send_file<T: DeserializeOwned>(
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

impl Refusal {
    /// Its kind in a word, for logs and counts.
    fn kind(&self) -> &'static str {
        match self {
            Refusal::Token => "token",
            Refusal::OtherInstance => "other_instance",
            Refusal::Webhook => "webhook",
            Refusal::TooMany(_) => "too_many",
            Refusal::Unreachable => "unreachable",
            Refusal::NotModified => "not_modified",
            Refusal::NoMessage => "no_message",
            Refusal::TooLarge => "too_large",
            Refusal::QueryTooOld => "query_too_old",
            Refusal::Bad { .. } => "bad_request",
            Refusal::Trouble(_) => "trouble",
        }
    }
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
async fn answered<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, Refusal> {
    let response = request.send().await.map_err(|error| network(&error))?;
    let status = response.status().as_u16();
    let body = response.bytes().await.map_err(|error| network(&error))?;
    let answer: Answer = match serde_json::from_slice(&body) {
        Ok(answer) => answer,
        // A proxy says so too, in words of its own.
        Err(_) if status == 413 => return Err(Refusal::TooLarge),
        Err(_) => return Err(Refusal::Trouble(format!("HTTP {status} without an answer in JSON"))),
    };
    if !answer.ok {
        return Err(refusal(status, &answer));
    }
    serde_json::from_value(answer.result)
        .map_err(|_| Refusal::Trouble("an answer of an unknown form".to_owned()))
}

/// The library's own words would name the address, and with it the token.
fn network(error: &reqwest::Error) -> Refusal {
    let what = match error {
        error if error.is_timeout() => "no answer in time",
        error if error.is_connect() => "no connection",
        _ => "the connection broke",
    };
    Refusal::Trouble(what.to_owned())
}

fn refusal(status: u16, answer: &Answer) -> Refusal {
    let code = if answer.error_code == 0 { status } else { answer.error_code };
    let text = answer.description.to_lowercase();
    let has = |part: &str| text.contains(part);
    match code {
        401 => Refusal::Token,
        413 => Refusal::TooLarge,
        404 if text == "not found" => Refusal::Token,
        403 => Refusal::Unreachable,
        409 if has("webhook") => Refusal::Webhook,
        409 => Refusal::OtherInstance,
        429 => {
            let asked = answer.parameters.retry_after.unwrap_or(1);
            Refusal::TooMany(Duration::from_secs(asked.clamp(1, LONGEST_WAIT)))
        }
        400 if has("message is not modified") => Refusal::NotModified,
        400 if has("message to edit not found")
            || has("message to delete not found")
            || has("message can't be edited")
            || has("message_id_invalid")
            || has("message identifier is not specified") =>
        {
            Refusal::NoMessage
        }
        400 if has("chat not found") || has("user not found") || has("peer_id_invalid") => {
            Refusal::Unreachable
        }
        400 if has("query is too old") || has("query_id_invalid") => Refusal::QueryTooOld,
        400..=499 => {
            let keys = ["button", "keyboard", "markup"].into_iter().any(has);
            Refusal::Bad { keys, note: format!("{code} {}", unquoted(&answer.description)) }
        }
        _ => Refusal::Trouble(format!("Telegram answers {code}")),
    }
}

/// The beginning of what Telegram says; what stands in quotation marks may be somebody's words. A
/// single mark is an apostrophe inside a word.
fn unquoted(description: &str) -> String {
    let mut before = ' ';
    let mut opens = |c: &char| {
        let word = std::mem::replace(&mut before, *c).is_alphanumeric();
        matches!(c, '"' | '`' | '\u{ab}' | '\u{2018}' | '\u{201c}') || (*c == '\'' && !word)
    };
    description.chars().take_while(|c| !opens(c)).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, json: &str) -> Refusal {
        refusal(status, &serde_json::from_str(json).unwrap())
    }

    fn said(code: u16, description: &str) -> Refusal {
        let json = serde_json::json!({"ok": false, "error_code": code, "description": description});
        of(code, &json.to_string())
    }

    #[test]
    fn refusals_are_told_apart() {
        for (code, description, is) in [
            (401, "Unauthorized", Refusal::Token),
            (413, "Request Entity Too Large", Refusal::TooLarge),
            (404, "Not Found", Refusal::Token),
            (403, "Forbidden: bot was blocked by the user", Refusal::Unreachable),
            (403, "Forbidden: user is deactivated", Refusal::Unreachable),
            (400, "Bad Request: chat not found", Refusal::Unreachable),
            (400, "Bad Request: message to edit not found", Refusal::NoMessage),
            (400, "Bad Request: message can't be edited", Refusal::NoMessage),
            (400, "Bad Request: MESSAGE_ID_INVALID", Refusal::NoMessage),
            (
                400,
                "Bad Request: message is not modified: specified new message content and reply \
                 markup are exactly the same as a current content and reply markup of the message",
                Refusal::NotModified,
            ),
            (
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
                Refusal::QueryTooOld,
            ),
            (
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot \
                 instance is running",
                Refusal::OtherInstance,
            ),
            (
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook \
                 to delete the webhook first",
                Refusal::Webhook,
            ),
            (500, "Internal Server Error", Refusal::Trouble("Telegram answers 500".to_owned())),
        ] {
            assert_eq!(said(code, description), is, "{description}");
        }
    }

    #[test]
    fn a_refusal_for_haste_says_how_long_to_wait() {
        let json = r#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 7",
            "parameters":{"retry_after":7}}"#;
        assert_eq!(of(429, json), Refusal::TooMany(Duration::from_secs(7)));
        assert_eq!(said(429, "Too Many Requests"), Refusal::TooMany(Duration::from_secs(1)));
    }

    #[test]
    fn a_bad_request_tells_what_is_bad_but_not_what_was_written() {
        let entities = "Bad Request: can't parse entities: Unsupported start tag \"ivanov\" at 3";
        let note = "400 Bad Request: can't parse entities: Unsupported start tag ".to_owned();
        assert_eq!(said(400, entities), Refusal::Bad { keys: false, note });
        let button = "Bad Request: can't use button URL 'tg://ivanov' is invalid";
        let note = "400 Bad Request: can't use button URL ".to_owned();
        assert_eq!(said(400, button), Refusal::Bad { keys: true, note });
        assert!(matches!(
            said(400, "Bad Request: BUTTON_DATA_INVALID"),
            Refusal::Bad { keys: true, .. }
        ));
    }

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
