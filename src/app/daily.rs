//! The backups that a running bot makes by itself, once a day.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::backup::{self, shelf};
use crate::store::tap::Closed;
use crate::store::{Disk, Tap, folder, room};

use super::Clock;

/// Where backups go, and how often it is looked whether one is due.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The folder, made if it is not there.
    pub folder: PathBuf,
    /// The last of each of so many days is kept.
    pub keep: usize,
    /// How long the bot works before the first.
    pub first: Duration,
    /// How often it is looked whether one is due.
    pub look: Duration,
    /// How long after one that failed.
    pub again: Duration,
}

impl Plan {
    /// Half a minute of work first; a look each minute; a failure is made good after ten.
    pub fn new(folder: PathBuf, keep: usize) -> Self {
        let seconds = Duration::from_secs;
        Plan { folder, keep, first: seconds(30), look: seconds(60), again: seconds(600) }
    }
}

/// A thread that makes backups until this is dropped, which closes the tap: the end of the program
/// does not wait for a backup that is being made.
pub struct Daily {
    tap: Tap,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Daily {
    /// Begins. A backup that fails is logged and tried again; it never stops anything else.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn begin(tap: Tap, plan: Plan, clock: Clock) -> Result<Daily> {
        let (stop, stopped) = channel();
        let shared = tap.clone();
        let thread = std::thread::Builder::new()
            .name("backups".into())
            .spawn(move || run(&tap, &plan, &clock, &stopped))
            .context("the thread of backups cannot be started")?;
        Ok(Daily { tap: shared, stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Daily {
    fn drop(&mut self) {
        self.stop = None;
        self.tap.close();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(tap: &Tap, plan: &Plan, clock: &Clock, stopped: &Receiver<()>) {
    let mut wait = plan.first;
    while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(wait) {
        wait = match make(tap, plan, clock) {
            Ok(()) => plan.look,
            Err(error) if error.is::<Closed>() => return,
            Err(error) => {
                let fault = format_args!("{error:#}");
                tracing::error!(%fault, "the daily backup was not made, it is tried again");
                plan.again
            }
        };
    }
}

/// Makes a backup if one is due. Old ones go only after that.
fn make(tap: &Tap, plan: &Plan, clock: &Clock) -> Result<()> {
    let now = clock();
    let cannot = || plan.folder.display().to_string();
    if !shelf::is_due(&shelf::dailies(&plan.folder).with_context(cannot)?, now) {
        return Ok(());
    }
    folder::create(&plan.folder).with_context(cannot)?;
    // A backup must not take the room that turns need. It is never larger than the store.
    let (free, needed) = (room::free(&plan.folder)?, room::ENOUGH + tap.size()?);
    ensure!(
        free >= needed,
        "there is too little room in {}: {} MiB, and {} MiB are needed",
        plan.folder.display(),
        free >> 20,
        needed >> 20
    );
    let began = Instant::now();
    let path = shelf::daily(&plan.folder, now);
    let made = backup::save(tap, now, None, &path, true)?;
    tracing::info!(
        path = %path.display(),
        bytes = made.size,
        records = made.end.pairs,
        seconds = began.elapsed().as_secs_f64(),
        "daily backup made"
    );
    match shelf::tidy(&plan.folder, plan.keep) {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "old daily backups removed"),
        Err(error) => tracing::error!(fault = %format_args!("{error:#}"), "old daily backups stay"),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use chrono::{DateTime, Utc};

    use super::*;
    use crate::store::{Batch, Memory};

    /// A clock that is set by hand, in hours.
    fn clock() -> (Arc<AtomicI64>, Clock) {
        let hour = Arc::new(AtomicI64::new(0));
        let read = hour.clone();
        let shown = move || -> DateTime<Utc> {
            let hours = read.load(Ordering::Relaxed);
            DateTime::from_timestamp(1_795_348_800 + 3_600 * hours, 0).unwrap()
        };
        (hour, Arc::new(shown))
    }

    fn tap() -> Tap {
        let tap = Tap::new(Arc::new(Memory::new()));
        let mut batch = Batch::new();
        batch.put("k", "v");
        tap.write(batch).unwrap();
        tap
    }

    fn hasty(folder: PathBuf) -> Plan {
        let soon = Duration::from_millis(1);
        Plan { first: soon, look: soon, again: soon, ..Plan::new(folder, 2) }
    }

    #[test]
    fn one_is_made_a_day_and_old_ones_go() {
        let folder = tempfile::tempdir().unwrap();
        let (hour, clock) = clock();
        let plan = hasty(folder.path().join("backups"));
        let tap = tap();
        for _ in 0..48 * 4 {
            make(&tap, &plan, &clock).unwrap();
            hour.fetch_add(6, Ordering::Relaxed);
        }
        // 48 days: two days are kept, and four weeks, the last of which ends on the last day.
        assert_eq!(fs::read_dir(&plan.folder).unwrap().count(), 2 + 3);
    }

    #[test]
    fn a_failure_is_made_good_and_the_end_comes_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let (_, clock) = clock();
        let plan = hasty(folder.path().join("backups"));
        fs::write(&plan.folder, "in the way").unwrap();
        assert!(make(&tap(), &plan, &clock).is_err());
        let daily = Daily::begin(tap(), plan.clone(), clock).unwrap();
        fs::remove_file(&plan.folder).unwrap();
        let made = (0..5_000).any(|_| {
            std::thread::sleep(Duration::from_millis(2));
            shelf::dailies(&plan.folder).is_ok_and(|made| made.len() == 1)
        });
        assert!(made);
        drop(daily);
        assert_eq!(fs::read_dir(&plan.folder).unwrap().count(), 1, "nothing half-made is left");
    }
}
