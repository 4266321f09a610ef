//! Whether a running bot still reaches Telegram, told by a file: the bot writes the time into
//! `heartbeat` in its data folder whenever Telegram has answered it, and `sufler health` looks how
//! old that is. There is no port to ask, and a process that merely exists proves nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, SecondsFormat, Utc};

/// Older than this, a heartbeat is no sign of life: several polls must have failed.
pub const LIMIT: Duration = Duration::seconds(60);

/// Why a bot does not count as alive.
#[derive(Debug, thiserror::Error)]
pub enum Unhealthy {
    /// The bot never ran with this folder, or never reached Telegram.
    #[error("{}: no heartbeat: no bot runs with this data folder, or it has not reached Telegram yet", .0.display())]
    Missing(PathBuf),
    /// The last sign of life is too old.
    #[error("the last heartbeat is {} s old: the bot has stopped, or does not reach Telegram", .0.num_seconds())]
    Stale(Duration),
    /// The heartbeat is later than now.
    #[error("the heartbeat is {} s ahead of the clock: the clock was changed", .0.num_seconds())]
    Ahead(Duration),
    /// The file is there and cannot be read.
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// What is the matter with it.
        reason: String,
    },
}

/// The heartbeat of a data folder.
pub fn heartbeat(data: &Path) -> PathBuf {
    data.join("heartbeat")
}

/// Leaves a sign of life. A reader sees the old time or the new one, never half of it.
///
/// # Errors
/// The folder cannot be written.
pub fn beat(path: &Path, now: DateTime<Utc>) -> io::Result<()> {
    let fresh = path.with_extension("new");
    fs::write(&fresh, now.to_rfc3339_opts(SecondsFormat::Millis, true))?;
    fs::rename(&fresh, path)
}

/// Whether there is a sign of life younger than `limit`.
///
/// # Errors
/// There is none, and why.
pub fn check(path: &Path, now: DateTime<Utc>, limit: Duration) -> Result<(), Unhealthy> {
    let unreadable = |reason: String| Unhealthy::Unreadable { path: path.to_owned(), reason };
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Unhealthy::Missing(path.to_owned()));
        }
        Err(error) => return Err(unreadable(error.to_string())),
    };
    let at = DateTime::parse_from_rfc3339(text.trim()).map_err(|e| unreadable(e.to_string()))?;
    let age = now.signed_duration_since(at);
    if age >= limit {
        return Err(Unhealthy::Stale(age));
    }
    if age <= -limit {
        return Err(Unhealthy::Ahead(-age));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    #[test]
    fn a_heartbeat_is_good_for_a_minute() {
        let folder = tempfile::tempdir().unwrap();
        let path = heartbeat(folder.path());
        let state = |second| match check(&path, at(second), LIMIT) {
            Ok(()) => "alive".to_owned(),
            Err(why) => why.to_string(),
        };
        assert!(state(0).contains("no heartbeat"), "{}", state(0));

        beat(&path, at(0)).unwrap();
        assert_eq!([state(0), state(59), state(-59)], ["alive"; 3]);
        assert!(state(60).starts_with("the last heartbeat is 60 s old"), "{}", state(60));
        assert!(state(-60).starts_with("the heartbeat is 60 s ahead"), "{}", state(-60));

        beat(&path, at(100)).unwrap();
        assert_eq!(state(150), "alive");
        let files = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(files, 1, "the fresh file took the place of the old one");
    }

    #[test]
    fn a_damaged_heartbeat_is_no_sign_of_life() {
        let folder = tempfile::tempdir().unwrap();
        let path = heartbeat(folder.path());
        fs::write(&path, "yesterday").unwrap();
        let why = check(&path, at(0), LIMIT).unwrap_err();
        assert!(matches!(why, Unhealthy::Unreadable { .. }), "{why:?}");
    }
}
