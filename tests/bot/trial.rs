//! The world outside the bot, as a test makes it: see `src/trial.rs`.

use std::path::Path;
use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use tempfile::TempDir;

/// The folder from which the bot reads its clock.
#[derive(Debug)]
pub struct Trial {
    folder: TempDir,
    ahead: Mutex<TimeDelta>,
}

impl Trial {
    /// The variable that names the folder.
    pub const VARIABLE: &'static str = sufler::trial::VARIABLE;

    /// The clock is right.
    pub fn new() -> Trial {
        Trial { folder: tempfile::tempdir().unwrap(), ahead: Mutex::default() }
    }

    /// It is this moment now.
    pub fn at(moment: DateTime<Utc>) -> Trial {
        let trial = Trial::new();
        trial.set(moment - Utc::now());
        trial
    }

    pub fn folder(&self) -> &str {
        let path: &Path = self.folder.path();
        path.to_str().unwrap()
    }

    /// What the bot's clock shows.
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now() + *self.ahead.lock().unwrap()
    }

    /// Sets the clock forth, or back.
    pub fn forth(&self, by: TimeDelta) {
        let ahead = *self.ahead.lock().unwrap() + by;
        self.set(ahead);
    }

    /// From now on so many seconds pass in one. The clock of the test does not know.
    pub fn fast(&self, pace: u32) {
        let ahead = *self.ahead.lock().unwrap();
        self.write(ahead, pace);
    }

    fn set(&self, ahead: TimeDelta) {
        *self.ahead.lock().unwrap() = ahead;
        self.write(ahead, 1);
    }

    fn write(&self, ahead: TimeDelta, pace: u32) {
        let now = Utc::now();
        let (real, shown) = (now.timestamp_millis(), (now + ahead).timestamp_millis());
        let fresh = self.folder.path().join("clock.new");
        std::fs::write(&fresh, format!("{real} {shown} {pace}")).unwrap();
        // The bot reads it at any moment: it has to be whole.
        std::fs::rename(fresh, self.folder.path().join("clock")).unwrap();
    }
}
