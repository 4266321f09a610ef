//! `sufler backup` and `sufler restore`.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use sufler::app::Clock;
use sufler::backup::restore::{Restored, restore as put_back};
use sufler::backup::{self, End, file::Fresh, shelf};
use sufler::cli::{BackupFlags, Exit, RestoreFlags};
use sufler::config::{self, Place};
use sufler::control::{self, Ask};
use sufler::store::{Sled, StoreError, Tap};

use super::{clock, env};

/// How long a bot that is just starting, or ending, is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the pairs of a backup come from.
enum Source {
    /// Nobody has the store open: it is opened here.
    Store(Tap),
    /// The bot runs and writes it.
    Bot(Box<dyn Read>),
}

/// Writes a backup.
pub fn backup(flags: &BackupFlags) -> Result<Exit> {
    let place = place(flags.data.as_deref(), flags.config.as_deref())?;
    let passphrase = place.backups.passphrase.as_ref().filter(|_| flags.encrypt);
    ensure!(
        passphrase.is_some() || !flags.encrypt,
        "--encrypt needs a passphrase: put it into the variable SUFLER_BACKUP_PASSPHRASE, or \
         backup_passphrase in sufler.toml"
    );
    ensure!(Sled::is_in(&place.data), "there is no store in {}", place.data.display());
    refuse_inside(&flags.file, &place.data)?;
    let began = Instant::now();
    let file = Fresh::create(&flags.file, flags.force)?;
    let source = source(&place.data)?;
    let running = matches!(source, Source::Bot(_));
    let (file, end) = match source {
        Source::Store(tap) => backup::write_sealed(&tap, clock()(), passphrase, file),
        Source::Bot(bytes) => backup::pass_on(bytes, passphrase, file)
            .context("the bot broke the backup off; its log says why"),
    }?;
    let size = file.keep()?;
    let how = [passphrase.map(|_| "encrypted"), running.then_some("while the bot works")];
    let how: Vec<_> = how.into_iter().flatten().collect();
    let how = if how.is_empty() { String::new() } else { format!(" ({})", how.join(", ")) };
    let (path, seconds) = (flags.file.display(), began.elapsed().as_secs_f64());
    println!("{path}: {}, {}, {seconds:.1} s{how}", counted(&end), megabytes(size));
    Ok(Exit::Fine)
}

/// Among the store's own files a backup would, with `--force`, take the place of one of them.
fn refuse_inside(file: &Path, data: &Path) -> Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new(".")).canonicalize();
    ensure!(
        folder.ok() != data.canonicalize().ok(),
        "{} would lie among the files of the store: give another folder, such as {}",
        file.display(),
        shelf::folder(data).display()
    );
    Ok(())
}

fn place(data: Option<&Path>, config: Option<&Path>) -> Result<Place> {
    let file = config::read(config)?;
    Ok(Place::gather(data, config, &env, file.as_deref())?)
}

fn source(data: &Path) -> Result<Source> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(bytes) = control::ask(data, &Ask::Backup)? {
            return Ok(Source::Bot(Box::new(bytes)));
        }
        match Sled::open(data) {
            Ok(store) => return Ok(Source::Store(Tap::new(Arc::new(store)))),
            Err(StoreError::Busy(_)) if Instant::now() < end => sleep(Duration::from_millis(100)),
            Err(error @ StoreError::Busy(_)) => bail!(
                "{error}, which does not listen on control.sock there: stop it first (`sufler chat` \
                 never listens; a bot whose log warns of its control socket does not)"
            ),
            Err(error) => return Err(error.into()),
        }
    }
}

fn counted(end: &End) -> String {
    match end.changes {
        0 => format!("{} records", end.pairs),
        changes => format!("{} records and {changes} changes made meanwhile", end.pairs),
    }
}

fn megabytes(bytes: u64) -> String {
    format!("{:.2} MB", bytes as f64 / 1e6)
}

/// Puts a backup in the place of the store.
pub fn restore(flags: &RestoreFlags) -> Result<Exit> {
    let place = place(flags.data.as_deref(), flags.config.as_deref())?;
    let began = Instant::now();
    let now: Clock = clock();
    let done = put_back(&flags.file, &place.data, place.backups.passphrase.as_ref(), now())?;
    print!("{}", told(&done, flags, &place.data, began.elapsed()));
    Ok(Exit::Fine)
}

fn told(done: &Restored, flags: &RestoreFlags, data: &Path, took: Duration) -> String {
    let (file, data) = (flags.file.display(), data.display());
    let mut text = match &done.head {
        Some(head) => format!(
            "{file}, made {} by Sufler {}, is restored to {data} ({:.1} s)\n",
            head.made.format("%Y-%m-%d %H:%M:%S UTC"),
            head.by,
            took.as_secs_f64()
        ),
        None => format!("{file} is back in {data}\n"),
    };
    let counts = done.store.counts.iter().map(|(kind, count)| format!("{kind} {count}"));
    text += &format!("{}\n", counts.collect::<Vec<_>>().join(", "));
    if done.store.old {
        text += "an older version wrote it: the next start brings it up to date\n";
    }
    if done.store.defects > 0 {
        text += &format!(
            "it has {} defects, which were there when it was backed up: `sufler verify --data {data}` \
             lists them\n",
            done.store.defects
        );
    }
    if let Some(replaced) = &done.replaced {
        let replaced = replaced.display();
        text += &format!(
            "the former store is in {replaced}; to go back to it:\n  sufler restore {replaced} --data \
             {data}\n"
        );
    }
    text
}
