//! `sufler import`: who answers for whom, from the export of a CRM.

use std::fs;
use std::io::{self, Read, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use sufler::app::crm;
use sufler::app::import::{Order, changes};
use sufler::cli::{Exit, ImportFlags};
use sufler::config::{self, Place};
use sufler::control::{self, Ask};
use sufler::store::{Batch, Book, Disk, Sled, StoreError, Tap};

use super::{clock, content, env, open_store, sources};

/// How long a bot that is just starting, or ending, is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Loads a file.
pub fn import(flags: &ImportFlags) -> Result<Exit> {
    let settings = config::read(flags.content.config.as_deref())?;
    let (data, config) = (flags.data.as_deref(), flags.content.config.as_deref());
    let place = Place::gather(data, config, &env, settings.as_deref())?;
    let shown = || flags.file.display().to_string();
    let size = fs::metadata(&flags.file).with_context(shown)?.len();
    ensure!(size <= crm::LARGEST as u64, "{} is larger than {} MiB", shown(), crm::LARGEST >> 20);
    let file = fs::read(&flags.file).with_context(shown)?;
    ensure!(Sled::is_in(&place.data), "there is no store in {}", place.data.display());
    let end = Instant::now() + PATIENCE;
    let ask = Ask::Import { from: flags.from.source().id().to_owned(), bytes: file.len() as u64 };
    let said = loop {
        if let Some(mut answer) = control::ask_with(&place.data, &ask, &file)? {
            let mut said = String::new();
            answer.read_to_string(&mut said).context("the bot broke off; its log says why")?;
            ensure!(!said.is_empty(), "the bot broke off; its log says why");
            break said;
        }
        match Sled::open(&place.data) {
            Ok(store) => {
                drop(store);
                let backups = place.backups.folders(&place.data);
                break directly(flags, &file, open_store(&place.data, &backups)?)?;
            }
            Err(StoreError::Busy(_)) if Instant::now() < end => sleep(Duration::from_millis(100)),
            Err(error @ StoreError::Busy(_)) => {
                bail!("{error}, which does not listen on control.sock there: stop it first")
            }
            Err(error) => return Err(error.into()),
        }
    };
    // Whoever closes the pipe early has seen enough.
    let _ = io::stdout().write_all(said.as_bytes());
    Ok(Exit::Fine)
}

/// Nobody has the store open: what the bot would do is done here.
fn directly(flags: &ImportFlags, file: &[u8], tap: Tap) -> Result<String> {
    let rules = sources(&content(&flags.content)?)?.rules()?;
    let order = Order::read(flags.from.source(), file, &rules.crm, &rules.campaign)?;
    let book = Book::new(std::sync::Arc::new(tap.clone()));
    let (changes, imported) = changes(&book, &rules.campaign.id, order, clock()())?;
    let mut batch = Batch::new();
    book.put(&mut batch, &changes)?;
    tap.write(batch)?;
    tap.sync()?;
    Ok(imported.to_string())
}
