//! The commands that need a file of their own, and what they have in common.

pub mod backup;
pub mod chat;
pub mod health;
pub mod import;
pub mod log;
pub mod notes;
pub mod run;
pub mod verify;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use rand::{Rng, SeedableRng, rngs::StdRng};

use sufler::app::load::Sources;
use sufler::app::{Clock, Dice};
use sufler::backup::upgrade::upgrade;
use sufler::backup::{restore, shelf};
use sufler::cli::ContentFlags;
use sufler::config::{self, Content};
use sufler::domain::phone::Phone;
use sufler::notes::Notes;
use sufler::store::{Sled, StoreError, Tap, schema};
use sufler::{timer, trial};

/// A variable of the environment.
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The system's clock.
pub fn clock() -> Clock {
    Arc::new(trial::now)
}

/// The longest sleep of the timer. A trial's clock may run faster than the timer sleeps.
pub fn longest() -> Duration {
    if trial::is_on() { Duration::from_millis(20) } else { timer::LONGEST }
}

/// Random numbers from a generator that is fit for secrets, seeded by the system.
pub fn dice() -> Dice {
    let mut generator = StdRng::from_rng(&mut rand::rng());
    Box::new(move || generator.next_u64())
}

/// The first look at a telephone number reads the tables of all countries: done aside, so that neither
/// the start nor the first who types a number has to wait for all of it.
pub fn warm_up(country: &str) {
    let country = country.to_owned();
    let look = move || drop(Phone::parse("+74993224685", &country));
    // Without a thread the first number takes longer.
    let _ = std::thread::Builder::new().name("telephones".to_owned()).spawn(look);
}

/// Trains the reader of notes beside what goes on: nobody waits for it who does not need it. Whether
/// it has begun.
pub fn train(notes: &Notes) -> bool {
    // Unoptimised it takes many seconds, which tests that read no notes would pay for.
    if cfg!(debug_assertions) {
        return false;
    }
    let notes = notes.clone();
    let thread = std::thread::Builder::new().name("notes".to_owned());
    let begun = thread.spawn(move || {
        notes.reader();
    });
    if let Err(error) = &begun {
        // It is trained when somebody needs it.
        tracing::warn!(fault = %error, "no thread for training the reader of notes");
    }
    begun.is_ok()
}

/// The store in a folder, brought up to date if an older version wrote it. Where it is damaged, one
/// is told of the newest backup in `backups`. Sled may lose a page in the middle of its file without
/// a word, so all pairs are counted: some ten seconds for ten million.
pub fn open_store(data: &Path, backups: &[PathBuf]) -> Result<Tap> {
    let (tap, rest) = open_store_soon(data, backups)?;
    let Some(rest) = rest else { return Ok(tap) };
    rest.count(&tap, false).map_err(|error| explained(error, data, backups))?;
    Ok(tap)
}

/// The same without the wait: what is left to be counted is counted by whoever asked, beside the work.
/// Until then no backup is made.
pub fn open_store_soon(data: &Path, backups: &[PathBuf]) -> Result<(Tap, Option<Uncounted>)> {
    let begun = Sled::open(data).and_then(|store| {
        let counted = (0..COUNTED_FIRST / PAGE).find_map(|_| store.count_on(PAGE).transpose());
        counted.transpose().map(|counted| (Arc::new(store), counted.is_some()))
    });
    let (store, counted) = begun.map_err(|error| explained(error, data, backups))?;
    // A restore that was killed has left a whole store, and with it what may be forgotten since.
    if let Err(error) = restore::clear(data) {
        tracing::warn!(fault = %format_args!("{error:#}"), "what a restore has left stays");
    }
    let tap = Tap::new(store.clone());
    let rest = (!counted).then_some(Uncounted(store));
    // Who changes everything, after a copy of everything, has to know that it is everything.
    let rest = match rest {
        Some(rest) if schema::find(&tap)?.is_some_and(|found| found < schema::SCHEMA) => {
            rest.count(&tap, false).map_err(|error| explained(error, data, backups))?;
            None
        }
        rest => rest,
    };
    if let Some(done) = upgrade(&tap, data, trial::now())? {
        let backup = done.backup.display();
        tracing::info!(records = done.records, %backup, "data of an older version brought up to date");
        if done.unreadable > 0 {
            tracing::error!(count = done.unreadable, "damaged records: `sufler verify` names them");
        }
    }
    if rest.is_some() {
        tap.is_being_counted();
    }
    Ok((tap, rest))
}

/// So many pairs are counted before anything else: a tenth of a second.
const COUNTED_FIRST: usize = 50_000;

/// So many are counted at a time: turns wait for no longer than that takes.
const PAGE: usize = 500;

/// A store of which not everything is counted yet.
pub struct Uncounted(Arc<Sled>);

impl Uncounted {
    /// Counts the rest, beside other work at half the pace that it could have, and lets copies begin
    /// when all is there. Breaks off when the tap is closed.
    ///
    /// # Errors
    /// As [`Sled::count_on`].
    pub fn count(self, tap: &Tap, beside_work: bool) -> Result<(), StoreError> {
        while !tap.is_closed() {
            let began = Instant::now();
            if let Some(tally) = self.0.count_on(PAGE)? {
                tracing::info!(records = tally.pairs, "counted: every record is there");
                tap.counted();
                break;
            }
            if beside_work {
                std::thread::sleep(began.elapsed());
            }
        }
        Ok(())
    }
}

fn explained(error: StoreError, data: &Path, backups: &[PathBuf]) -> anyhow::Error {
    match error {
        StoreError::Damaged(..) => anyhow!("{error}: {}", way_back(data, backups)),
        StoreError::Busy(_) => anyhow!("{error}: stop it first, or take another folder (--data)"),
        error => error.into(),
    }
}

/// What brings a damaged store back.
fn way_back(data: &Path, backups: &[PathBuf]) -> String {
    let (newest, data) = (shelf::newest(backups), data.display());
    match newest {
        Some(newest) => format!("`sufler restore {} --data {data}`", newest.display()),
        None => {
            format!("`sufler restore FILE --data {data}` (there is none in its backups folder)")
        }
    }
}

/// What runs the asynchronous parts.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    // Telegram's answers are looked for after so many tasks. A task here draws a whole screen: after the
    // usual 61 of them new updates would have waited for milliseconds.
    const DRAWN_BETWEEN: u32 = 3;
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.event_interval(DRAWN_BETWEEN);
    builder.enable_all().build().context("the runtime cannot be started")
}

/// Scripts and texts, without defects.
pub fn sources(content: &Content) -> Result<Sources> {
    Sources::checked(content.scripts.as_deref(), content.locales.as_deref())
}

/// Where scripts and texts are.
pub fn content(flags: &ContentFlags) -> Result<Content> {
    let file = config::read(flags.config.as_deref())?;
    Ok(Content::gather(flags, &env, file.as_deref())?)
}
