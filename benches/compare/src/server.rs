//! The Bot API as far as the two bots need it, over HTTP/1.1.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::time::{Instant, sleep, timeout_at};

use crate::world::World;

/// Takes connections until the process ends.
pub async fn serve(listener: TcpListener, world: Arc<World>) {
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let world = world.clone();
        tokio::spawn(async move {
            let answer = service_fn(move |request| answer(request, world.clone()));
            let server = hyper::server::conn::http1::Builder::new();
            let _ = server.serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}

async fn answer(
    request: Request<Incoming>,
    world: Arc<World>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let method = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let body = request.into_body().collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let call: Value = serde_json::from_slice(&body).unwrap_or_default();
    let result = match method.as_str() {
        "getupdates" => updates(&call, &world).await,
        "getme" => ME.to_owned(),
        _ => {
            sleep_unless_zero(world.delay(&call)).await;
            world.called(&method, &call)
        }
    };
    let body = format!(r#"{{"ok":true,"result":{result}}}"#);
    let mut response = Response::new(Full::new(Bytes::from(body)));
    let json = hyper::header::HeaderValue::from_static("application/json");
    response.headers_mut().insert(hyper::header::CONTENT_TYPE, json);
    Ok(response)
}

async fn sleep_unless_zero(time: Duration) {
    if !time.is_zero() {
        sleep(time).await;
    }
}

/// Keeps the request until there is something, as long as it asks for.
async fn updates(call: &Value, world: &World) -> String {
    let wait = call["timeout"].as_u64().unwrap_or(0);
    let until = Instant::now() + Duration::from_secs(wait);
    let offset = call["offset"].as_i64().unwrap_or(0);
    let limit = call["limit"].as_u64().unwrap_or(100).clamp(1, 100) as usize;
    loop {
        let news = world.news.notified();
        if let Some(batch) = world.hand_out(offset, limit) {
            return batch;
        }
        if timeout_at(until, news).await.is_err() {
            return "[]".to_owned();
        }
    }
}

const ME: &str = r#"{"id":1,"is_bot":true,"first_name":"Bot","username":"compare_bot","can_join_groups":false,"can_read_all_group_messages":false,"supports_inline_queries":false,"has_main_web_app":false,"can_connect_to_business":false}"#;
