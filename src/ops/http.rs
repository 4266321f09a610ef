//! The smallest server that Prometheus and health checks need: one request in a connection, few
//! connections at a time, little time for each. Whoever is slow is cut off and slows nobody.

use std::convert::Infallible;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::{Answer, Pages, TEXT};

/// So many connections at a time; others wait until one is free.
const CONNECTIONS: usize = 16;
/// How long a connection may take from its beginning to its end.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long the request may take to come in.
const LISTENING: Duration = Duration::from_secs(2);
/// How long answers may take once everything is to end.
const GRACE: Duration = Duration::from_secs(1);

/// Takes the address.
///
/// # Errors
/// Somebody else has it, or the system does not give it.
pub fn bind(address: SocketAddr) -> Result<TcpListener> {
    let bound = TcpListener::bind(address).and_then(|listener| {
        listener.set_nonblocking(true)?;
        Ok(listener)
    });
    bound.with_context(|| format!("cannot listen on {address}"))
}

/// Serves the pages until `stop` resolves.
pub async fn serve(
    listener: tokio::net::TcpListener,
    pages: Pages,
    stop: impl Future<Output = ()>,
) {
    let (pages, places) = (Arc::new(pages), Arc::new(Semaphore::new(CONNECTIONS)));
    let mut open = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            () = &mut stop => break,
            accepted = accepted => accepted,
        };
        while open.try_join_next().is_some() {}
        match accepted {
            Ok((stream, _)) => {
                let pages = Arc::clone(&pages);
                open.spawn(async move {
                    let _place = place;
                    // Whoever is cut off or breaks off has seen enough.
                    let _ = timeout(PATIENCE, converse(stream, pages)).await;
                });
            }
            // No descriptor is free, or the caller is gone already.
            Err(error) => {
                tracing::debug!(fault = %error, "a connection was not accepted");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    let _ = timeout(GRACE, async { while open.join_next().await.is_some() {} }).await;
}

async fn converse(stream: TcpStream, pages: Arc<Pages>) -> hyper::Result<()> {
    let service = service_fn(move |request: Request<_>| {
        let pages = Arc::clone(&pages);
        async move { Ok::<_, Infallible>(respond(&request, &pages).await) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(LISTENING).keep_alive(false);
    server.max_buf_size(16 << 10).serve_connection(TokioIo::new(stream), service).await
}

async fn respond<B>(request: &Request<B>, pages: &Pages) -> Response<Full<Bytes>> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let answer = if reads {
        pages.get(request.uri().path()).await
    } else {
        Answer { status: 405, kind: TEXT, text: "only GET and HEAD\n".to_owned() }
    };
    let mut response = Response::new(Full::from(answer.text));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    if !reads {
        headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}
