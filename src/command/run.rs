//! `sufler run`: the bot.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock, Weak};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use chrono::Utc;
use tokio::sync::mpsc::unbounded_channel;
use tokio::sync::{oneshot, watch};

use sufler::app::daily::{Daily, Plan};
use sufler::app::load::{Doors, Reading};
use sufler::app::{App, crm};
use sufler::backup::{self, seal};
use sufler::chat::house;
use sufler::cli::{Access, Exit, RunFlags};
use sufler::config::{self, Settings};
use sufler::control::{self, Ask, Server};
use sufler::domain::campaign::Source;
use sufler::ops::{self, Vitals, Watch};
use sufler::store::{Disk, StoreError, Tap, room};
use sufler::{health, telegram, timer, trial};

use super::{
    Uncounted, clock, dice, env, longest, open_store_soon, runtime, sources, train, warm_up,
    way_back,
};

/// Runs the bot until it is told to stop.
pub fn run(flags: &RunFlags) -> Result<Exit> {
    let runtime = runtime()?;
    // First of all: a signal that comes while files are read ends the bot like any later one.
    let signals = {
        let _inside = runtime.enter();
        stop_signals()?
    };
    let file = config::read(flags.content.config.as_deref())?;
    let settings = Settings::gather(flags, &env, file.as_deref())?;
    let reading = Reading::begin(sources(&settings.content)?)?;
    let listener = settings.listen.map(ops::http::bind).transpose()?;
    let vitals = Arc::new(Vitals::new(&settings.data));
    // What waits for room, or for Telegram, can be asked what it waits for.
    let watch = runtime.block_on(async { Watch::begin(&vitals, listener) })?;
    let ended = async {
        tokio::select! {
            () = room(&settings.data) => false,
            () = told(&signals, 1) => true,
        }
    };
    if runtime.block_on(ended) {
        return Ok(Exit::Fine);
    }
    let (tap, rest) = open_store_soon(&settings.data, &settings.backups.folders(&settings.data))?;
    let mut counting = rest.map(|rest| count(rest, tap.clone())).transpose()?;
    let working = Working::default();
    let control = listen(&settings.data, &tap, &working);
    let serving = serve(&settings, reading, tap.clone(), (vitals, watch), (signals, working));
    let serving = async {
        tokio::select! {
            done = serving => done,
            () = miscounted(counting.as_mut()) => Ok(Exit::Failed),
        }
    };
    let mut done = runtime.block_on(serving);
    // Backups that are being made are broken off, and so is the count: the end does not wait for them.
    tap.close();
    // Whoever noticed first that the store refuses everything: this is why.
    if let Some(Ok(Err(damage))) = counting.map(|count| count.thread.join()) {
        done = Err(damage.into());
    }
    drop(control);
    let Err(error) = done else { return done };
    Err(match error.downcast_ref::<StoreError>() {
        // Found only when something was read: the way back is the same.
        Some(damage @ StoreError::Damaged(..)) => {
            let folders = settings.backups.folders(&settings.data);
            anyhow!("{damage}: {}", way_back(&settings.data, &folders))
        }
        Some(_) => error.context("the data folder"),
        None => error,
    })
}

/// The count of what was not counted at the opening.
struct Count {
    thread: JoinHandle<Result<(), StoreError>>,
    /// Sends, or is dropped, when it comes to its end.
    failed: oneshot::Receiver<()>,
}

/// Counts the rest of the store beside the work.
fn count(rest: Uncounted, tap: Tap) -> Result<Count> {
    let (tell, failed) = oneshot::channel();
    let work = move || {
        let counted = rest.count(&tap, true);
        if counted.is_err() {
            let _ = tell.send(());
        }
        counted
    };
    let thread = thread::Builder::new().name("count".to_owned()).spawn(work);
    Ok(Count { thread: thread.context("no thread to count the records")?, failed })
}

/// Resolves when the count has found that something is missing; the store refuses everything then.
async fn miscounted(count: Option<&mut Count>) {
    let failed = match count {
        Some(count) => (&mut count.failed).await,
        None => std::future::pending().await,
    };
    if failed.is_err() {
        std::future::pending().await
    }
}

/// Waits until there is room on the disk: opening the store writes, and a new store writes more. A
/// bot that ended instead would be started again and again, until systemd gives it up; this one goes
/// on by itself.
async fn room(data: &Path) {
    let mut needed = room::RESERVE;
    // Where the system does not say, the store will.
    while let Some(free) = room::free(data).ok().filter(|free| *free < needed) {
        if needed == room::RESERVE {
            let full = StoreError::Full(data.to_owned(), free);
            tracing::error!(fault = %full, "waiting until there is room");
            needed = room::ENOUGH;
        }
        tokio::time::sleep(LOOK_FOR_ROOM).await;
    }
    if needed != room::RESERVE {
        tracing::info!("there is room on the disk again");
    }
}

/// How often to look whether there is room again.
const LOOK_FOR_ROOM: Duration = Duration::from_secs(1);

async fn serve(
    settings: &Settings,
    reading: Reading,
    tap: Tap,
    (vitals, watch): (Arc<Vitals>, Watch),
    (signals, working): (watch::Receiver<u32>, Working),
) -> Result<Exit> {
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
    let me = tokio::select! {
        me = telegram::who_am_i(&options) => me?,
        () = told(&signals, 1) => return Ok(Exit::Fine),
    };
    let open = settings.access == Access::Open;
    if !open && settings.owners.is_empty() {
        tracing::warn!("nobody is an owner: give --owner ID, or nobody can be let in");
    }
    let doors = Doors {
        owners: settings.owners.clone(),
        open,
        bot: Some(me.username.clone()),
        backups: backups_sent(settings),
    };
    let disk: Arc<dyn Disk> = Arc::new(tap.clone());
    let house = Arc::new(reading.house(doors, &disk)?);
    warm_up(&house.campaign.country);
    // Turns are made one after another, and drawings in few threads: none may wait for training. A
    // trial does, so that it goes the same way each time.
    if train(&house.notes) && !trial::is_on() {
        house.notes.never_wait();
    }
    let (draws, inbox) = unbounded_channel();
    let words = house.words.clone();
    let app = Arc::new(App::start(house, tap.clone(), clock(), dice(), draws)?);
    let _ = working.set(Arc::downgrade(&app));
    vitals.serves(app.clone(), disk);
    let _daily = daily(settings, tap)?;
    let mut waiting = tokio::spawn(timer::run(app.clone(), longest()));
    let heart = health::heartbeat(&settings.data);
    let last = AtomicI64::new(0);
    let alive = vitals.clone();
    let beat = move || {
        alive.answered();
        let now = Utc::now();
        if now.timestamp() - last.swap(now.timestamp(), Ordering::Relaxed) >= HEARTBEAT_EVERY
            && let Err(error) = health::beat(&heart, now)
        {
            tracing::warn!(fault = %error, "the heartbeat cannot be written");
        }
    };
    tracing::info!(bot = me.username, "serving");
    let shutdown = async {
        told(&signals, 1).await;
        vitals.ends();
    };
    let end = tokio::select! {
        end = telegram::run(options, app.clone(), words, inbox, shutdown, beat) => end?,
        () = app.broken() => anyhow::bail!("the store takes no more turns; see the log"),
        // Without it no recall would ever come.
        _ = &mut waiting => anyhow::bail!("the timer broke down; see the log"),
        // What is on disk and not drawn is drawn after the next start.
        () = told(&signals, 2) => {
            tracing::warn!("told twice to end: at once, then");
            telegram::End::ShutDown
        }
    };
    waiting.abort();
    watch.end().await;
    match end {
        telegram::End::ShutDown => Ok(Exit::Fine),
        telegram::End::TokenRefused => Err(telegram::TokenRefused.into()),
        telegram::End::StageClosed => anyhow::bail!("the store takes no more turns; see the log"),
    }
}

/// What backups need that are sent to administrators; none without a passphrase that will do.
fn backups_sent(settings: &Settings) -> Option<house::Backups> {
    let passphrase = settings.backups.passphrase.clone()?;
    if let Err(fault) = seal::long_enough(&passphrase) {
        tracing::warn!(%fault, "no backups can be sent");
        return None;
    }
    Some(house::Backups { passphrase, folder: settings.backups.folder.clone() })
}

/// The backups that are made by themselves, unless they are turned off.
fn daily(settings: &Settings, tap: Tap) -> Result<Option<Daily>> {
    let Some(folder) = settings.backups.folder.clone() else { return Ok(None) };
    let mut plan = Plan::new(folder, settings.backups.keep);
    // A trial's clock may pass days in seconds.
    if trial::is_on() {
        let hasty = Duration::from_millis;
        (plan.first, plan.look, plan.again) = (hasty(100), hasty(20), hasty(500));
    }
    Daily::begin(tap, plan, clock()).map(Some)
}

/// The loop of turns, once there is one.
type Working = Arc<OnceLock<Weak<App>>>;

/// The socket on which `sufler backup` asks for a backup, and `sufler import` brings the export of a CRM.
/// Without it the bot works all the same.
fn listen(data: &Path, tap: &Tap, working: &Working) -> Option<Server> {
    let (tap, working) = (tap.clone(), working.clone());
    let answer = move |ask, from: &mut dyn Read, to: &mut dyn Write| match ask {
        Ask::Backup => backup::write(&tap, clock()(), to).map(drop),
        Ask::Import { from: id, bytes } => {
            let source = Source::from_id(&id).with_context(|| format!("`{id}` is no CRM"))?;
            let app = working.get().and_then(Weak::upgrade);
            let app = app.context("the bot is starting or ending: try again")?;
            ensure!(bytes <= crm::LARGEST as u64, "the file is too large");
            let mut file = Vec::new();
            from.take(bytes).read_to_end(&mut file)?;
            ensure!(file.len() as u64 == bytes, "the file ends too early");
            let imported = app.import(source, &file)?;
            Ok(to.write_all(imported.to_string().as_bytes())?)
        }
    };
    match control::serve(data, answer) {
        Ok(server) => Some(server),
        Err(error) => {
            let fault = format_args!("{error:#}");
            tracing::warn!(%fault, "no control socket: `sufler backup` and `sufler import` have to wait for the bot's end");
            None
        }
    }
}

/// Seconds between two heartbeats at least.
const HEARTBEAT_EVERY: i64 = 10;

/// How often Ctrl-C was pressed or SIGTERM came.
fn stop_signals() -> Result<watch::Receiver<u32>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (count, signals) = watch::channel(0);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            count.send_modify(|count| *count += 1);
        }
    });
    Ok(signals)
}

/// Resolves when it was told to end so many times.
async fn told(signals: &watch::Receiver<u32>, times: u32) {
    let _ = signals.clone().wait_for(|count| *count >= times).await;
}
