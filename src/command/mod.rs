//! The commands that need a file of their own, and what they have in common.

pub mod chat;
pub mod health;
pub mod log;
pub mod run;
pub mod verify;

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use rand::{Rng, SeedableRng, rngs::StdRng};

use sufler::app::load::Sources;
use sufler::app::{Clock, Dice};
use sufler::cli::ContentFlags;
use sufler::config::{self, Content};
use sufler::domain::phone::Phone;
use sufler::store::{Disk, Sled};
use sufler::trial;

/// A variable of the environment.
pub fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The system's clock.
pub fn clock() -> Clock {
    Arc::new(trial::now)
}

/// Random numbers from a generator that is fit for secrets, seeded by the system.
pub fn dice() -> Dice {
    let mut generator = StdRng::from_rng(&mut rand::rng());
    Box::new(move || generator.next_u64())
}

/// The first look at a telephone number reads the tables of all countries: done before anybody
/// waits for it.
pub fn warm_up(country: &str) {
    let _ = Phone::parse("+74993224685", country);
}

/// The store in a folder.
pub fn open_store(folder: &Path) -> Result<Arc<dyn Disk>> {
    Ok(Arc::new(Sled::open(folder)?))
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
