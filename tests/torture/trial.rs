//! The folder of `src/trial.rs`, written by the test: the clock that the bot goes by, and the point
//! at which it is to crash.

use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};

/// The clock from some real moment on.
#[derive(Clone, Copy, Debug)]
struct Span {
    /// Milliseconds since 1970: a real moment, and the one that it stands for.
    real: i64,
    shown: i64,
    pace: f64,
}

impl Span {
    fn shown_at(&self, real: i64) -> i64 {
        self.shown + ((real - self.real) as f64 * self.pace) as i64
    }
}

/// The bot's clock and its crash.
#[derive(Debug)]
pub struct Trial {
    folder: PathBuf,
    spans: Mutex<Vec<Span>>,
}

impl Trial {
    /// From now on it is `begin` for the bot, and so many of its minutes pass in one.
    pub fn new(folder: PathBuf, begin: DateTime<Utc>, pace: f64) -> Trial {
        fs::create_dir_all(&folder).unwrap();
        let trial = Trial { folder, spans: Mutex::default() };
        let real = millis(SystemTime::now());
        trial.set(Span { real, shown: begin.timestamp_millis(), pace });
        trial
    }

    pub fn folder(&self) -> &PathBuf {
        &self.folder
    }

    fn set(&self, span: Span) {
        // Noted before the bot can see it: what it shows meanwhile counts as shown later, not as
        // shown too early.
        self.spans.lock().unwrap_or_else(PoisonError::into_inner).push(span);
        let fresh = self.folder.join("clock.new");
        fs::write(&fresh, format!("{} {} {}", span.real, span.shown, span.pace)).unwrap();
        // The bot reads it at any moment: it has to be whole.
        fs::rename(fresh, self.folder.join("clock")).unwrap();
    }

    /// Sets the bot's clock forth.
    pub fn leap(&self, by: TimeDelta) {
        let real = millis(SystemTime::now());
        let last = self.last();
        let shown = last.shown_at(real) + by.num_milliseconds();
        self.set(Span { real, shown, pace: last.pace });
    }

    fn last(&self) -> Span {
        *self.spans.lock().unwrap_or_else(PoisonError::into_inner).last().unwrap()
    }

    /// What the bot's clock shows at a real moment.
    pub fn shown(&self, at: SystemTime) -> DateTime<Utc> {
        let real = millis(at);
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        let span = spans.iter().rev().find(|span| span.real <= real).unwrap_or(&spans[0]);
        DateTime::from_timestamp_millis(span.shown_at(real)).unwrap()
    }

    /// Real milliseconds that pass while the bot's clock goes so far on.
    pub fn real_millis(&self, time: TimeDelta) -> i64 {
        (time.num_milliseconds() as f64 / self.last().pace) as i64
    }

    /// The next process dies at the `count`th passing of a point; none: it does not.
    pub fn crash(&self, at: Option<(&str, u64)>) {
        let file = self.folder.join("crash");
        match at {
            Some((point, count)) => fs::write(file, format!("{point} {count}")).unwrap(),
            None => {
                let _ = fs::remove_file(file);
            }
        }
    }
}

fn millis(at: SystemTime) -> i64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or_default()
}
