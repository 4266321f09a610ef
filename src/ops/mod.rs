//! What those who run the bot can see of it while it runs: `/healthz` and `/metrics` at an address
//! of its own, and what systemd is told. Nothing of it changes what the bot does.

pub mod http;
mod look;
pub mod systemd;
mod vitals;

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::meter;

pub use vitals::{Failing, Stage, Vitals};

/// How often figures are summed up although nobody reads them.
const SUMMING: Duration = Duration::from_secs(5);

/// What is served over HTTP.
pub struct Pages {
    vitals: Arc<Vitals>,
    figures: meter::Page,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 200, or what is wrong.
    pub status: u16,
    /// Its `Content-Type`.
    pub kind: &'static str,
    /// Its text.
    pub text: String,
}

const TEXT: &str = "text/plain; charset=utf-8";
/// A JSON object in each line.
const LINES: &str = "application/x-ndjson";
/// What Prometheus expects.
const FIGURES: &str = "text/plain; version=0.0.4; charset=utf-8";

impl Pages {
    /// The pages of this process. From now on it counts.
    ///
    /// # Errors
    /// There are pages of it already.
    pub fn new(vitals: Arc<Vitals>) -> Result<Self> {
        let began = chrono::Utc::now().timestamp_millis() as f64 / 1000.0;
        let figures = meter::install(env!("CARGO_PKG_VERSION"), began)?;
        let page = figures.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(SUMMING).await;
                page.sum_up();
            }
        });
        Ok(Pages { vitals, figures })
    }

    /// The answer to `GET path`.
    async fn get(&self, path: &str) -> Answer {
        match path {
            "/healthz" => {
                let failing = self.vitals.failing().await;
                if failing.is_empty() {
                    return Answer { status: 200, kind: TEXT, text: "ok\n".to_owned() };
                }
                let text = failing.iter().map(|part| part.line() + "\n").collect();
                Answer { status: 503, kind: LINES, text }
            }
            "/metrics" => {
                meter::sample(&self.vitals.look().await);
                Answer { status: 200, kind: FIGURES, text: self.figures.text() }
            }
            _ => Answer {
                status: 404,
                kind: TEXT,
                text: "here are /healthz and /metrics\n".to_owned(),
            },
        }
    }
}

/// What watches the bot while it runs. Dropped, it is gone at once.
pub struct Watch {
    server: Option<JoinHandle<()>>,
    stop: Option<oneshot::Sender<()>>,
    systemd: JoinHandle<()>,
}

impl Watch {
    /// Begins to serve the pages, if there is a listener for them, and to tell systemd.
    ///
    /// # Errors
    /// The process is watched already; the listener is of no use.
    pub fn begin(vitals: &Arc<Vitals>, listener: Option<TcpListener>) -> Result<Self> {
        let (stop, stopped) = oneshot::channel();
        let server = listener.map(|listener| {
            let pages = Pages::new(Arc::clone(vitals))?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let address = listener.local_addr()?;
            if !address.ip().is_loopback() {
                tracing::warn!(%address, "everybody who reaches this address can read the figures");
            }
            tracing::info!(%address, "health and figures are served");
            let stopped = async {
                let _ = stopped.await;
            };
            Ok::<_, anyhow::Error>(tokio::spawn(http::serve(listener, pages, stopped)))
        });
        let told = Arc::clone(vitals);
        let systemd = tokio::spawn(async move {
            if let Err(error) = systemd::watch(told).await {
                tracing::error!(fault = %error, "systemd is not told");
            }
        });
        Ok(Watch { server: server.transpose()?, stop: Some(stop), systemd })
    }

    /// Ends it; answers in hand are finished.
    pub async fn end(mut self) {
        self.stop = None;
        self.systemd.abort();
        if let Some(server) = &mut self.server {
            let _ = server.await;
        }
        let _ = (&mut self.systemd).await;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.systemd.abort();
        if let Some(server) = &self.server {
            server.abort();
        }
    }
}
