//! The way of requests: HTTP/1.1 over connections that stay open, in the clear or under TLS.
//!
//! A turn is one or two of these, so what a request costs beside its bytes counts: no layers and no other
//! task between the caller and the connection, and none that is opened anew while others lie idle.

use std::io::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use hyper::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use tokio::time::Instant;
use tower_service::Service as _;

use super::line::{Answer, Broke, Line};

/// So many connections are kept for the next requests. Each holds some 5 KiB; a burst may open more.
const IDLE: usize = 256;
/// Servers close what lies idle longer; so what a burst has opened does not stay.
const IDLE_FOR: Duration = Duration::from_secs(60);
const CONNECT: Duration = Duration::from_secs(5);
const KEEPALIVE: Duration = Duration::from_secs(30);

/// Why no answer came. Says nothing of the address, in which the token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// There is no connection.
    Connect,
    /// There was one.
    Lost,
}

/// Connections to one server. Clones share them.
#[derive(Clone)]
pub(super) struct Wire(Arc<Inner>);

struct Inner {
    server: Uri,
    /// What a request begins with, up to the method, and what stands between the method and the number
    /// of bytes.
    before: String,
    after: String,
    connector: HttpsConnector<HttpConnector>,
    /// The one that was used last is the last.
    idle: Mutex<Vec<(Line, Instant)>>,
}

impl Wire {
    /// The way to the server of this address, which ends before the method; none where it leads through
    /// a proxy, or needs a password.
    ///
    /// # Errors
    /// It is no address of a server.
    pub(super) fn to(url: &Url) -> anyhow::Result<Option<Wire>> {
        let before = format!("POST {}", url.path());
        let server = Uri::try_from(url.as_str()).context("the API's address")?;
        ensure!(["http", "https"].contains(&url.scheme()), "the API's address is not of HTTP");
        if Matcher::from_env().intercept(&server).is_some() || !url.username().is_empty() {
            return Ok(None);
        }
        let host = server.authority().context("the API's address names no server")?;
        let after = format!(
            " HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: "
        );
        let mut plain = HttpConnector::new();
        plain.set_connect_timeout(Some(CONNECT));
        plain.set_nodelay(true);
        plain.set_keepalive(Some(KEEPALIVE));
        plain.enforce_http(false);
        let connector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http();
        let connector = connector.enable_http1().wrap_connector(plain);
        let idle = Mutex::default();
        Ok(Some(Wire(Arc::new(Inner { server, before, after, connector, idle }))))
    }

    /// Posts a body of JSON to this method; gives what is made of the status and the body of the
    /// answer.
    ///
    /// # Errors
    /// See [`Cut`]. There is no limit of time: a request that is dropped closes its connection.
    pub(super) async fn post<T>(
        &self,
        method: &str,
        body: &[u8],
        read: impl FnOnce(u16, &[u8]) -> T,
    ) -> Result<T, Cut> {
        let request = self.request(method, body);
        loop {
            let idle = self.take();
            let kept = idle.is_some();
            let mut line = match idle {
                Some(line) => line,
                None => Box::pin(self.connect()).await?,
            };
            match line.ask(&request).await {
                Ok(Answer { status, body, keeps }) => {
                    let made = read(status, body);
                    if keeps {
                        self.keep(line);
                    }
                    return Ok(made);
                }
                // The server closed it while it lay idle.
                Err(Broke { unsent: true }) if kept => {}
                Err(Broke { .. }) => return Err(Cut::Lost),
            }
        }
    }

    /// A whole request, to go out in one piece.
    fn request(&self, method: &str, body: &[u8]) -> Vec<u8> {
        let Inner { before, after, .. } = &*self.0;
        let size = before.len() + method.len() + after.len() + 24 + body.len();
        let mut request = Vec::with_capacity(size);
        for part in [before, method, after] {
            request.extend_from_slice(part.as_bytes());
        }
        // Writing to memory does not fail.
        let _ = write!(request, "{}\r\n\r\n", body.len());
        request.extend_from_slice(body);
        request
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Line, Instant)>> {
        // Each change of the list is one call: it is whole also after a panic elsewhere.
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<Line> {
        let now = Instant::now();
        let mut idle = self.idle();
        while let Some((mut line, since)) = idle.pop() {
            // One that lay long may be dead without knowing it: a request on it would wait in vain.
            if now.saturating_duration_since(since) <= IDLE_FOR && line.is_quiet() {
                return Some(line);
            }
        }
        None
    }

    fn keep(&self, line: Line) {
        let now = Instant::now();
        let mut idle = self.idle();
        let old = |since: Instant| now.saturating_duration_since(since) > IDLE_FOR;
        // The oldest come first.
        let stale = idle.iter().take_while(|(_, since)| old(*since)).count();
        idle.drain(..stale);
        if idle.len() < IDLE {
            idle.push((line, now));
        }
    }

    async fn connect(&self) -> Result<Line, Cut> {
        let mut connector = self.0.connector.clone();
        std::future::poll_fn(|cx| connector.poll_ready(cx)).await.map_err(|_| Cut::Connect)?;
        let stream = connector.call(self.0.server.clone()).await.map_err(|_| Cut::Connect)?;
        Ok(Line::new(stream))
    }
}
