//! The HTTP side: paths, faults, long polls.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State as Extract};
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::documents::LARGEST_FORM;
use super::fault::Effect;
use super::methods::METHODS;
use super::multipart;
use super::params::{Params, read};
use super::refusal::{OTHER_POLLER, Refusal, TOO_LARGE, WEBHOOK_ACTIVE};
use super::state::{Shared, State, TOKEN};
use super::wire::Fate;

/// Seconds that the real one waits at most.
const LONGEST_POLL: i64 = 50;

pub fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(handle).with_state(shared)
}

async fn handle(
    Extract(shared): Extract<Arc<Shared>>,
    ConnectInfo(fate): ConnectInfo<Fate>,
    request: Request,
) -> Response {
    let path = request.uri().path().to_owned();
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/'))
    else {
        return refuse(&Refusal::new(404, "Not Found"));
    };
    if token != TOKEN {
        return refuse(&Refusal::new(401, "Unauthorized"));
    }
    let known = METHODS.iter().find(|name| name.eq_ignore_ascii_case(method));
    let method = known.map_or(method, |name| name).to_owned();
    let params = match params(request, &shared).await {
        Ok(params) => params,
        Err(refusal) => return refuse(&refusal),
    };
    let (number, trouble, epoch) = shared.with(|s| s.open_call(&method, &params));
    let _witness = Witness { shared: shared.clone(), number };
    if !trouble.delay.is_zero() {
        sleep(trouble.delay).await;
    }
    let done = match trouble.after_doing && trouble.effect.is_some() {
        true => Some(perform(&shared, &method, &params).await),
        false => None,
    };
    match trouble.effect {
        None => {}
        Some(Effect::Hang) => {
            shared.until(None, |s| (s.released > epoch).then_some(())).await;
        }
        Some(effect) => {
            let (status, answer) = effect.answer();
            shared.with(|s| s.close_call(number, status, answer));
            return spoil(&effect, &fate);
        }
    }
    let result = match done {
        Some(result) => result,
        None => perform(&shared, &method, &params).await,
    };
    let (status, answer) = match &result {
        Ok(result) => (200, json!({"ok": true, "result": result})),
        Err(refusal) => {
            shared.quietly(|s| s.feeds.refused(&method, refusal));
            (refusal.code, refusal.json())
        }
    };
    let response = respond(status, "application/json", answer.to_string());
    shared.with(|s| s.close_call(number, Some(status), Some(answer)));
    response
}

/// Notes that a caller went away before the answer.
struct Witness {
    shared: Arc<Shared>,
    number: usize,
}

impl Drop for Witness {
    fn drop(&mut self) {
        let number = self.number;
        let left =
            self.shared.quietly(|s| s.calls.get(number).is_some_and(|c| c.answered.is_none()));
        if left {
            self.shared.with(|s| s.calls[number].gone = true);
        }
    }
}

async fn params(request: Request, shared: &Shared) -> Result<Value, Refusal> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let boundary = multipart::boundary(&kind);
    let most = if boundary.is_some() { LARGEST_FORM } else { 8 << 20 };
    let body =
        to_bytes(request.into_body(), most).await.map_err(|_| Refusal::new(413, TOO_LARGE))?;
    let mut params = read(&query, &kind.to_lowercase(), &body)?;
    if let Some(boundary) = boundary {
        let parts = multipart::parts(&body, &boundary)?;
        shared.with(|s| s.take_parts(parts, &mut params));
    }
    Ok(params)
}

async fn perform(shared: &Arc<Shared>, method: &str, params: &Value) -> Result<Value, Refusal> {
    if method == "getUpdates" {
        get_updates(shared, Params(params)).await
    } else {
        shared.with(|s| s.perform(method, params))
    }
}

/// The one poll that may wait.
struct Poll {
    shared: Arc<Shared>,
    ticket: u64,
}

impl Drop for Poll {
    fn drop(&mut self) {
        self.shared.quietly(|s| s.waiting = s.waiting.filter(|&ticket| ticket != self.ticket));
    }
}

async fn get_updates(shared: &Arc<Shared>, p: Params<'_>) -> Result<Value, Refusal> {
    let offset = p.number("offset").unwrap_or(0);
    let limit = usize::try_from(p.number("limit").unwrap_or(100).clamp(1, 100)).unwrap_or(100);
    let timeout = p.number("timeout").unwrap_or(0).clamp(0, LONGEST_POLL);
    let allowed = p.value("allowed_updates")?;
    let ticket = shared.with(|s| {
        s.asked += 1;
        if !s.webhook.is_empty() {
            return Err(Refusal::new(409, WEBHOOK_ACTIVE));
        }
        if let Some(kinds) = allowed.as_ref().and_then(Value::as_array) {
            s.updates.allow(kinds.iter().filter_map(|k| k.as_str().map(str::to_owned)).collect());
        }
        let batch = s.updates.take(offset, limit);
        if !batch.is_empty() || timeout == 0 {
            return Ok(Err(batch));
        }
        // Who waited so far is thrown out, the newcomer waits.
        s.polls += 1;
        s.waiting = Some(s.polls);
        Ok(Ok(s.polls))
    });
    let ticket = match ticket? {
        Ok(ticket) => ticket,
        Err(batch) => return Ok(json!(batch)),
    };
    let poll = Poll { shared: shared.clone(), ticket };
    let deadline = Instant::now() + Duration::from_secs(timeout.unsigned_abs());
    let found = shared.until(Some(deadline), |s| look(s, poll.ticket, offset, limit)).await;
    found.unwrap_or_else(|| Ok(json!([])))
}

fn look(s: &mut State, ticket: u64, offset: i64, limit: usize) -> Option<Result<Value, Refusal>> {
    if s.waiting != Some(ticket) {
        return Some(Err(Refusal::new(409, OTHER_POLLER)));
    }
    let batch = s.updates.take(offset, limit);
    (!batch.is_empty()).then(|| Ok(json!(batch)))
}

fn spoil(effect: &Effect, fate: &Fate) -> Response {
    match effect {
        Effect::Refuse(refusal) => refuse(refusal),
        Effect::Body { status, content_type, body } => respond(*status, content_type, body.clone()),
        _ => {
            fate.seal();
            respond(200, "application/json", json!({"ok": true, "result": true}).to_string())
        }
    }
}

fn refuse(refusal: &Refusal) -> Response {
    respond(refusal.code, "application/json", refusal.json().to_string())
}

fn respond(status: u16, content_type: &str, body: String) -> Response {
    let response = Response::builder().status(status).header(CONTENT_TYPE, content_type);
    response.body(Body::from(body)).unwrap()
}
