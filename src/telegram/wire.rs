//! The way of requests: HTTP/1.1 over connections that stay open, in the clear or under TLS.
//!
//! A turn is four of these, so what a request costs beside its bytes counts: no layers between the
//! caller and the connection, and no connection that is opened anew while others lie idle.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::Url;
use tokio::time::Instant;
use tower_service::Service as _;

/// So many connections are kept for the next requests. Each holds 18 KiB; a burst may open more.
const IDLE: usize = 256;
/// Servers close what lies idle longer; so what a burst has opened does not stay.
const IDLE_FOR: Duration = Duration::from_secs(60);
const CONNECT: Duration = Duration::from_secs(5);
const KEEPALIVE: Duration = Duration::from_secs(30);

type Line = SendRequest<Full<Bytes>>;

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
    /// What stands before the method in every path.
    path: String,
    host: HeaderValue,
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
        let path = url.path().to_owned();
        let server = Uri::try_from(url.as_str()).context("the API's address")?;
        ensure!(["http", "https"].contains(&url.scheme()), "the API's address is not of HTTP");
        if Matcher::from_env().intercept(&server).is_some() || !url.username().is_empty() {
            return Ok(None);
        }
        let host = server.authority().context("the API's address names no server")?;
        let host = HeaderValue::from_str(host.as_str()).context("the API's address")?;
        let mut plain = HttpConnector::new();
        plain.set_connect_timeout(Some(CONNECT));
        plain.set_nodelay(true);
        plain.set_keepalive(Some(KEEPALIVE));
        plain.enforce_http(false);
        let connector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http();
        let connector = connector.enable_http1().wrap_connector(plain);
        let idle = Mutex::default();
        Ok(Some(Wire(Arc::new(Inner { server, path, host, connector, idle }))))
    }

    /// Posts a body of JSON to this method; gives the status and the body of the answer.
    ///
    /// # Errors
    /// See [`Cut`]. There is no limit of time: a request that is dropped closes its connection.
    pub(super) async fn post(&self, method: &str, body: Vec<u8>) -> Result<(u16, Bytes), Cut> {
        let path = [&self.0.path, method].concat();
        let path = Uri::from_maybe_shared(Bytes::from(path)).map_err(|_| Cut::Connect)?;
        let body = Bytes::from(body);
        loop {
            let idle = self.take();
            let kept = idle.is_some();
            let mut line = match idle {
                Some(line) => line,
                None => Box::pin(self.connect()).await?,
            };
            if line.ready().await.is_err() {
                if kept {
                    continue;
                }
                return Err(Cut::Lost);
            }
            let mut request = Request::new(Full::new(body.clone()));
            *request.method_mut() = hyper::Method::POST;
            *request.uri_mut() = path.clone();
            let headers = request.headers_mut();
            headers.insert(HOST, self.0.host.clone());
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            match line.try_send_request(request).await {
                Ok(response) => {
                    let status = response.status().as_u16();
                    let body = response.into_body().collect().await.map_err(|_| Cut::Lost)?;
                    self.keep(line);
                    return Ok((status, body.to_bytes()));
                }
                Err(mut error) => {
                    // The server closed it while it lay idle, and nothing of this has gone out.
                    let unsent = error.take_message().is_some();
                    if !kept || !unsent {
                        return Err(Cut::Lost);
                    }
                }
            }
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Line, Instant)>> {
        // Each change of the list is one call: it is whole also after a panic elsewhere.
        self.0.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<Line> {
        let now = Instant::now();
        let mut idle = self.idle();
        // One that lay long may be dead without knowing it: a request on it would wait in vain.
        let fresh = |(line, since): &(Line, Instant)| {
            !line.is_closed() && now.saturating_duration_since(*since) <= IDLE_FOR
        };
        std::iter::from_fn(|| idle.pop()).find(fresh).map(|(line, _)| line)
    }

    fn keep(&self, line: Line) {
        let now = Instant::now();
        let mut idle = self.idle();
        let old = |(line, since): &(Line, Instant)| {
            line.is_closed() || now.saturating_duration_since(*since) > IDLE_FOR
        };
        // The oldest come first.
        let stale = idle.iter().take_while(|kept| old(kept)).count();
        idle.drain(..stale);
        if idle.len() < IDLE {
            idle.push((line, now));
        }
    }

    async fn connect(&self) -> Result<Line, Cut> {
        let mut connector = self.0.connector.clone();
        std::future::poll_fn(|cx| connector.poll_ready(cx)).await.map_err(|_| Cut::Connect)?;
        let stream = connector.call(self.0.server.clone()).await.map_err(|_| Cut::Connect)?;
        let (line, connection) = handshake(stream).await.map_err(|_| Cut::Connect)?;
        tokio::spawn(async move {
            // Whoever waits for an answer hears of it.
            let _ = connection.await;
        });
        Ok(line)
    }
}
