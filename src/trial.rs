//! What a test may make of the world outside the program: the clock, the room on the disk, and the
//! moment of a crash. The variable `SUFLER_TRIAL` names a folder; without it all of this is as it
//! is, and costs one look at an empty cell.
//!
//! | file | what is in it |
//! |---|---|
//! | `clock` | three numbers: a moment of the real clock and the moment that it stands for, in milliseconds since 1970, and how many milliseconds pass in one. Read at each look at the clock, so that a test can set it back and forth |
//! | `full` | nothing; while it is there, the disk has no room |
//! | `silence` | a number: after so many milliseconds without an answer Telegram is out of reach |
//! | `most` | a number: no file that is sent may have more bytes |
//! | `crash` | a point (see [`pass`]) and a number: the program dies at the so-many-th passing of it, as by `kill -9`. Read once |

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};

/// The variable of the environment that names the folder.
pub const VARIABLE: &str = "SUFLER_TRIAL";

struct Trial {
    folder: PathBuf,
    crash: Option<(String, AtomicU64)>,
}

fn trial() -> Option<&'static Trial> {
    static TRIAL: OnceLock<Option<Trial>> = OnceLock::new();
    let read = || {
        let folder = PathBuf::from(std::env::var_os(VARIABLE)?);
        tracing::warn!(variable = VARIABLE, "this is a trial");
        let crash = fs::read_to_string(folder.join("crash")).ok();
        let crash = crash.and_then(|text| {
            let (point, count) = text.trim().split_once(' ')?;
            Some((point.to_owned(), AtomicU64::new(count.parse().ok()?)))
        });
        Some(Trial { folder, crash })
    };
    TRIAL.get_or_init(read).as_ref()
}

/// Whether anything is not as it is.
pub fn is_on() -> bool {
    trial().is_some()
}

/// The moment.
pub fn now() -> DateTime<Utc> {
    let now = Utc::now();
    trial().and_then(|trial| trial.shown(now)).unwrap_or(now)
}

/// The bytes that a disk can take, of those that it says are free.
pub fn room(free: u64) -> u64 {
    if trial().is_some_and(|trial| trial.folder.join("full").exists()) { 0 } else { free }
}

/// How long Telegram may be silent before it counts as out of reach.
pub fn silence(usual: Duration) -> Duration {
    let read = |trial: &Trial| {
        let text = fs::read_to_string(trial.folder.join("silence")).ok()?;
        text.trim().parse().ok().map(Duration::from_millis)
    };
    trial().and_then(read).unwrap_or(usual)
}

/// The bytes that a file may have, of those that Telegram takes.
pub fn most(most: u64) -> u64 {
    let asked = || fs::read_to_string(trial()?.folder.join("most")).ok()?.trim().parse().ok();
    asked().unwrap_or(most)
}

/// A point at which a crash may be asked for. In the order in which a turn passes them:
/// `before-write`, `before-sync`, `before-told`, `after-told`; and `before-noted`, when a message
/// has been sent and that is not written down yet. A backup passes `in-backup` at each record.
pub fn pass(point: &str) {
    let Some((_, left)) = trial().and_then(|t| t.crash.as_ref()).filter(|(at, _)| at == point)
    else {
        return;
    };
    if left.fetch_sub(1, Ordering::Relaxed) == 1 {
        std::process::abort();
    }
}

impl Trial {
    fn shown(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let text = fs::read_to_string(self.folder.join("clock")).ok()?;
        let mut numbers = text.split_whitespace().map(str::parse::<f64>);
        let mut number = || numbers.next()?.ok();
        let (real, stands_for, pace) = (number()?, number()?, number()?);
        let passed = (now.timestamp_millis() as f64 - real) * pace;
        DateTime::from_timestamp_millis((stands_for + passed) as i64)
    }
}
