//! Whether all parts of the bot are alive.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::Serialize;
use tokio::sync::{Mutex, watch};
use tokio::time::timeout;

use crate::app::App;
use crate::store::{Disk, room};
use crate::timer::Due as _;
use crate::trial;

use super::look::Seldom;

/// Telegram may be silent for so long: a poll takes ten seconds, and some may fail.
const SILENCE: Duration = Duration::from_secs(60);
/// So much later than its time a recall may be told; the timer sleeps for 20 s at most.
const LATE: Duration = Duration::from_secs(60);
/// How long the thread of turns and the store may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);

/// A part that does not do its work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failing {
    /// `telegram`, `store`, `timer` or `turns`.
    pub part: &'static str,
    /// What is the matter, in a sentence for the log.
    pub why: String,
    /// A new start may mend it.
    #[serde(skip)]
    pub restart: bool,
}

impl Failing {
    /// As a JSON object in one line.
    pub fn line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Where the bot stands between its beginning and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Telegram has not been asked for updates yet, or has not answered.
    Starting,
    /// It serves.
    Serving,
    /// It finishes what is in hand.
    Ending,
}

/// What is known of the process, and how to find out more.
pub struct Vitals {
    data: PathBuf,
    began: Instant,
    /// When Telegram answered last, in milliseconds since the beginning, plus one; 0 is never.
    answered: AtomicU64,
    stage: watch::Sender<Stage>,
    pub(super) parts: OnceLock<Parts>,
    /// Held while the store is asked: a disk that hangs must not collect threads.
    asking: Arc<Mutex<()>>,
    pub(super) seldom: Seldom,
}

/// What exists only once the bot serves.
#[derive(Clone)]
pub(super) struct Parts {
    pub app: Arc<App>,
    pub disk: Arc<dyn Disk>,
}

impl Vitals {
    /// A process that has just begun, and whose data are in this folder or will be.
    pub fn new(data: &Path) -> Self {
        Vitals {
            data: data.to_owned(),
            began: Instant::now(),
            answered: AtomicU64::new(0),
            stage: watch::Sender::new(Stage::Starting),
            parts: OnceLock::new(),
            asking: Arc::default(),
            seldom: Seldom::default(),
        }
    }

    /// The bot serves from now on.
    pub fn serves(&self, app: Arc<App>, disk: Arc<dyn Disk>) {
        let _ = self.parts.set(Parts { app, disk });
    }

    /// Telegram has answered a request for updates.
    pub fn answered(&self) {
        let now = self.began.elapsed().as_millis() as u64 + 1;
        if self.answered.swap(now, Ordering::Relaxed) == 0 {
            self.stage.send_replace(Stage::Serving);
        }
    }

    /// The bot is told to end.
    pub fn ends(&self) {
        self.stage.send_replace(Stage::Ending);
    }

    /// Where the bot stands.
    pub fn stage(&self) -> watch::Receiver<Stage> {
        self.stage.subscribe()
    }

    /// Since the process began.
    pub(super) fn age(&self) -> Duration {
        self.began.elapsed()
    }

    /// Since Telegram has last answered; none: it never has.
    pub fn silence(&self) -> Option<Duration> {
        let at = self.answered.load(Ordering::Relaxed).checked_sub(1)?;
        Some(self.began.elapsed().saturating_sub(Duration::from_millis(at)))
    }

    /// The parts that do not do their work.
    pub async fn failing(&self) -> Vec<Failing> {
        let mut failing = Vec::new();
        let mut fails = |part, why: String, restart| failing.push(Failing { part, why, restart });
        match self.silence() {
            None => fails("telegram", "has not been reached yet".to_owned(), false),
            Some(time) if time > trial::silence(SILENCE) => {
                fails("telegram", format!("not reached for {} s", time.as_secs()), false);
            }
            Some(_) => {}
        }
        let turns = async {
            match self.parts.get() {
                Some(parts) => timeout(PATIENCE, parts.app.ping()).await,
                None => Ok(Ok(())),
            }
        };
        let (store, turns) = tokio::join!(self.ask(state_of_store), turns);
        match store {
            None => fails("store", "does not answer within a second".to_owned(), true),
            // A timer that cannot write what it tells is no fault of its own.
            Some(Ok(State { needed: Some(needed), free, .. })) => {
                let (free, needed) = (free.unwrap_or_default() >> 20, needed >> 20);
                let why = format!("{free} MiB are free on the disk, and {needed} are needed");
                fails("store", why, false);
            }
            Some(Err(fault)) => fails("store", format!("{fault:#}"), true),
            Some(Ok(State { late, .. })) if late > LATE => {
                let late = late.as_secs();
                fails("timer", format!("a recall waits for {late} s to be told"), true);
            }
            Some(Ok(_)) => {}
        }
        match turns {
            Ok(Ok(())) => {}
            Ok(Err(_)) => fails("turns", "the thread of turns has ended".to_owned(), true),
            Err(_) => {
                fails("turns", "the thread of turns does not answer within a second".into(), true);
            }
        }
        failing
    }

    /// Asks something that may block; none: no answer in time, or somebody waits for one already.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Path, Option<&Parts>) -> T + Send + 'static,
    ) -> Option<T> {
        let (data, parts) = (self.data.clone(), self.parts.get().cloned());
        let asked = async {
            let alone = Arc::clone(&self.asking).lock_owned().await;
            let blocking = tokio::task::spawn_blocking(move || {
                let _alone = alone;
                question(&data, parts.as_ref())
            });
            blocking.await.ok()
        };
        timeout(PATIENCE, asked).await.ok().flatten()
    }
}

/// What the store and its disk say.
struct State {
    /// Bytes that are free; none: the system does not say.
    free: Option<u64>,
    /// Bytes that have to be free before anything is written; none: there is room.
    needed: Option<u64>,
    /// How late the first recall is that waits to be told.
    late: Duration,
}

fn state_of_store(data: &Path, parts: Option<&Parts>) -> Result<State> {
    let free = room::free(data).ok();
    let late = parts.map(|parts| parts.disk.size().and_then(|_| parts.lateness())).transpose()?;
    let needed = match free {
        Some(free) if free < room::RESERVE => Some(room::RESERVE),
        // Once it was full, the store waits for a little more.
        Some(free) if free < room::ENOUGH => {
            parts.filter(|parts| !parts.disk.has_room()).map(|_| room::ENOUGH)
        }
        _ => None,
    };
    Ok(State { free, needed, late: late.unwrap_or_default() })
}

impl Parts {
    /// How long the first recall that is due waits already.
    pub(super) fn lateness(&self) -> Result<Duration> {
        let first = self.app.next()?;
        let late = first.and_then(|at| (self.app.now() - at).to_std().ok());
        Ok(late.unwrap_or_default())
    }
}
