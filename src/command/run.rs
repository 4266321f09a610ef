//! `sufler run`: the bot.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use anyhow::Result;
use chrono::Utc;
use tokio::sync::mpsc::unbounded_channel;

use sufler::app::App;
use sufler::app::load::{self, Doors, Sources};
use sufler::cli::{Access, Exit, RunFlags};
use sufler::config::{self, Settings};
use sufler::store::{Disk, StoreError};
use sufler::{health, telegram, timer, trial};

use super::{clock, dice, env, open_store, runtime, sources, warm_up};

/// Runs the bot until it is told to stop.
pub fn run(flags: &RunFlags) -> Result<Exit> {
    let file = config::read(flags.content.config.as_deref())?;
    let settings = Settings::gather(flags, &env, file.as_deref())?;
    let sources = sources(&settings.content)?;
    let disk = open_store(&settings.data)?;
    let done = runtime()?.block_on(serve(&settings, &sources, disk));
    match done {
        Err(error) if error.downcast_ref::<StoreError>().is_some() => {
            Err(error.context("the data folder"))
        }
        done => done,
    }
}

async fn serve(settings: &Settings, sources: &Sources, disk: Arc<dyn Disk>) -> Result<Exit> {
    let pace = telegram::Pace::default();
    let options = telegram::Options {
        token: settings.token.clone(),
        api_url: settings.api_url.clone(),
        pace: telegram::Pace {
            total: settings.rate.unwrap_or(pace.total),
            chat: settings.chat_rate.unwrap_or(pace.chat),
        },
        patience: telegram::Patience::default(),
    };
    let shutdown = stop_signal()?;
    tokio::pin!(shutdown);
    let me = tokio::select! {
        me = telegram::who_am_i(&options) => me?,
        () = &mut shutdown => return Ok(Exit::Fine),
    };
    let open = settings.access == Access::Open;
    if !open && settings.owners.is_empty() {
        tracing::warn!("nobody is an owner: give --owner ID, or nobody can be let in");
    }
    let doors = Doors { owners: settings.owners.clone(), open, bot: Some(me.username.clone()) };
    let house = Arc::new(load::house(sources, doors, &disk)?);
    warm_up(&house.campaign.country);
    let (draws, inbox) = unbounded_channel();
    let words = house.words.clone();
    let app = Arc::new(App::start(house, disk, clock(), dice(), draws)?);
    // A trial's clock may run faster than the timer sleeps.
    let longest = if trial::is_on() { Duration::from_millis(20) } else { timer::LONGEST };
    let mut waiting = tokio::spawn(timer::run(app.clone(), longest));
    let heart = health::heartbeat(&settings.data);
    let last = AtomicI64::new(0);
    let beat = move || {
        let now = Utc::now();
        if now.timestamp() - last.swap(now.timestamp(), Ordering::Relaxed) >= HEARTBEAT_EVERY
            && let Err(error) = health::beat(&heart, now)
        {
            tracing::warn!("the heartbeat cannot be written: {error}");
        }
    };
    tracing::info!("serving @{}", me.username);
    let end = tokio::select! {
        end = telegram::run(options, app.clone(), words, inbox, shutdown, beat) => end?,
        // Without it no recall would ever come.
        _ = &mut waiting => anyhow::bail!("the timer broke down; see the log"),
    };
    waiting.abort();
    match end {
        telegram::End::ShutDown => Ok(Exit::Fine),
        telegram::End::TokenRefused => Err(telegram::TokenRefused.into()),
        telegram::End::StageClosed => anyhow::bail!("the store takes no more turns; see the log"),
    }
}

/// Seconds between two heartbeats at least.
const HEARTBEAT_EVERY: i64 = 10;

/// Resolves on Ctrl-C and on SIGTERM.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
