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
use std::time::Duration;

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
use sufler::store::{Sled, StoreError, Tap};
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

/// Trains the reader of notes beside what goes on: nobody waits for it who does not need it.
pub fn train(notes: &Notes) {
    let notes = notes.clone();
    let thread = std::thread::Builder::new().name("notes".to_owned());
    let begun = thread.spawn(move || {
        notes.reader();
    });
    if let Err(error) = begun {
        // It is trained when somebody needs it.
        tracing::warn!(fault = %error, "no thread for training the reader of notes");
    }
}

/// The store in a folder, brought up to date if an older version wrote it. Where it is damaged, one
/// is told of the newest backup in `backups`. Sled may lose a page in the middle of its file without
/// a word, so all pairs are counted: a second or so for a million.
pub fn open_store(data: &Path, backups: &[PathBuf]) -> Result<Tap> {
    let counted = |store: Sled| store.verify().map(|_| store);
    let store = Sled::open(data).and_then(counted).map_err(|error| match error {
        StoreError::Damaged(..) => anyhow!("{error}: {}", way_back(data, backups)),
        StoreError::Busy(_) => anyhow!("{error}: stop it first, or take another folder (--data)"),
        error => error.into(),
    })?;
    // A restore that was killed has left a whole store, and with it what may be forgotten since.
    if let Err(error) = restore::clear(data) {
        tracing::warn!(fault = %format_args!("{error:#}"), "what a restore has left stays");
    }
    let tap = Tap::new(Arc::new(store));
    if let Some(done) = upgrade(&tap, data, trial::now())? {
        let backup = done.backup.display();
        tracing::info!(records = done.records, %backup, "data of an older version brought up to date");
        if done.unreadable > 0 {
            tracing::error!(count = done.unreadable, "damaged records: `sufler verify` names them");
        }
    }
    Ok(tap)
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
    let mut builder = tokio::runtime::Builder::new_multi_thread();
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
