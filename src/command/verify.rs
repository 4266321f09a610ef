//! `sufler verify`: whether everything that is stored fits together.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail, ensure};
use secrecy::SecretString;

use sufler::backup::restore::build;
use sufler::cli::{Exit, VerifyFlags};
use sufler::config::{self, Place};
use sufler::control::{self, Ask};
use sufler::store::verify::{Finding, verify_sled};
use sufler::store::{Sled, StoreError, schema};
use tokio::signal::unix::{SignalKind, signal};

use super::{env, runtime};

/// Looks through everything; each finding is a line.
pub fn verify(flags: &VerifyFlags) -> Result<Exit> {
    let file = config::read(flags.config.as_deref())?;
    let (data, config) = (flags.data.as_deref(), flags.config.as_deref());
    let place = Place::gather(data, config, &env, file.as_deref())?;
    if let Some(path) = &flags.backup {
        let file = File::open(path).with_context(|| path.display().to_string())?;
        return look_at_copy(file, place.backups.passphrase.as_ref())
            .with_context(|| path.display().to_string());
    }
    ensure!(Sled::is_in(&place.data), "there is no store in {}", place.data.display());
    if let Some(copy) = control::ask(&place.data, &Ask::Backup)? {
        say("the bot runs: this is a copy of its data, made now");
        return look_at_copy(copy, None);
    }
    look(&place.data)
}

/// Looks through the store in a folder.
fn look(data: &Path) -> Result<Exit> {
    let store = match Sled::open(data) {
        Ok(store) => store,
        Err(error @ StoreError::Busy(_)) => {
            bail!("{error}, which does not listen on control.sock there: stop it first")
        }
        Err(error) => return Err(error).context("cannot be read"),
    };
    if schema::find(&store)?.is_some_and(|found| found < schema::SCHEMA) {
        say("an older version wrote this: the next start brings it up to date");
    }
    let mut found = |finding: &Finding| say(&finding.to_string());
    let report = verify_sled(&store, &mut found).context("cannot be read any further")?;
    say(report.to_string().trim_end());
    Ok(if report.is_clean() { Exit::Fine } else { Exit::Defects })
}

/// Whoever closes the pipe early has seen enough.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Looks through a backup, unpacked for as long as that takes.
fn look_at_copy(backup: impl Read, passphrase: Option<&SecretString>) -> Result<Exit> {
    let aside = Aside::new()?;
    build(backup, &aside.0, passphrase)?;
    look(&aside.0)
}

/// A folder for a while, closed to others. Whoever stops the look leaves no copy of the data behind,
/// least of all of an encrypted backup.
struct Aside(PathBuf);

impl Aside {
    fn new() -> Result<Aside> {
        let runtime = runtime()?;
        // Before there is anything to remove: no signal comes between.
        let (mut interrupt, mut terminate) = {
            let _inside = runtime.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
        };
        let path = std::env::temp_dir().join(format!("sufler-verify-{}", std::process::id()));
        let mut builder = fs::DirBuilder::new();
        builder.mode(0o700).create(&path).with_context(|| path.display().to_string())?;
        let folder = path.clone();
        thread::Builder::new().name("signals".into()).spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            });
            // A file that is being made meanwhile may come in between.
            let gone = |_: &u32| fs::remove_dir_all(&folder).is_ok() || !folder.exists();
            let _ = (0..100).find(gone);
            std::process::exit(Exit::Failed as i32)
        })?;
        Ok(Aside(path))
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(fault = %error, folder = %self.0.display(), "is left behind");
        }
    }
}
