//! The folder of backups that the bot makes by itself: their names, which one is the newest, and
//! which are kept.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, Duration, NaiveDateTime, Utc};

/// The end of every backup's name.
pub const ENDING: &str = ".sufler";

const DAILY: &str = "daily-";
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// So often the bot makes a backup.
pub const EVERY: Duration = Duration::hours(24);

/// How many daily backups are kept unless told otherwise: the last of each of so many days.
pub const DAYS: usize = 7;

/// The last of each of so many weeks is kept beside them.
pub const WEEKS: usize = 4;

/// The folder in a data folder, unless another is set.
pub fn folder(data: &Path) -> PathBuf {
    data.join("backups")
}

/// A moment as it stands in names, to the second.
pub fn stamp(at: DateTime<Utc>) -> String {
    at.format(TIME).to_string()
}

/// The daily backup of a moment.
pub fn daily(folder: &Path, at: DateTime<Utc>) -> PathBuf {
    folder.join(format!("{DAILY}{}{ENDING}", stamp(at)))
}

/// The backup that is made before the records are brought to a schema.
pub fn before_schema(data: &Path, schema: u32, at: DateTime<Utc>) -> PathBuf {
    folder(data).join(format!("before-schema-{schema}-{}{ENDING}", stamp(at)))
}

/// The moments of the daily backups in a folder, the oldest first. There need not be a folder.
///
/// # Errors
/// The folder cannot be read.
pub fn dailies(folder: &Path) -> io::Result<Vec<DateTime<Utc>>> {
    let moment = |name: &str| {
        let text = name.strip_prefix(DAILY)?.strip_suffix(ENDING)?;
        Some(NaiveDateTime::parse_from_str(text, TIME).ok()?.and_utc())
    };
    let mut found: Vec<_> = names(folder)?.iter().filter_map(|name| moment(name)).collect();
    found.sort_unstable();
    Ok(found)
}

/// The newest backup in any of these folders by the time at the end of its name, whatever it was
/// made for.
pub fn newest(folders: &[PathBuf]) -> Option<PathBuf> {
    let time = |name: &str| {
        let text = name.strip_suffix(ENDING)?.rsplit('-').next()?;
        NaiveDateTime::parse_from_str(text, TIME).ok()
    };
    let all = folders.iter().flat_map(|folder| {
        let names = names(folder).unwrap_or_default().into_iter();
        names.filter_map(move |name| Some((time(&name)?, folder.join(name))))
    });
    all.max().map(|(_, path)| path)
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    match fs::read_dir(folder) {
        Ok(entries) => {
            entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether a daily backup is due: the last one before `now` is a day old. One from the future, made
/// while the clock was wrong, does not count.
pub fn is_due(made: &[DateTime<Utc>], now: DateTime<Utc>) -> bool {
    let last = made.iter().filter(|at| **at <= now).max();
    last.is_none_or(|last| now - *last >= EVERY)
}

/// Which of the daily backups may go: all but the last of each of the last `days` days that have one,
/// and the last of each of the last [`WEEKS`] weeks that have one. Days and weeks are those of UTC.
pub fn expired(made: &[DateTime<Utc>], days: usize) -> Vec<DateTime<Utc>> {
    let mut made = made.to_vec();
    made.sort_unstable();
    made.dedup();
    let (mut seen_days, mut seen_weeks) = (BTreeSet::new(), BTreeSet::new());
    let mut gone = Vec::new();
    for at in made.into_iter().rev() {
        let week = (at.iso_week().year(), at.iso_week().week());
        let of_day = seen_days.insert(at.date_naive()) && seen_days.len() <= days;
        let of_week = seen_weeks.insert(week) && seen_weeks.len() <= WEEKS;
        if !of_day && !of_week {
            gone.push(at);
        }
    }
    gone
}

/// Removes the daily backups that may go, and what a crash has left of one that was being written.
///
/// # Errors
/// One cannot be removed.
pub fn tidy(folder: &Path, days: usize) -> Result<usize> {
    let gone = expired(&dailies(folder)?, days);
    let remove = |path: &Path| {
        fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))
    };
    for at in &gone {
        remove(&daily(folder, *at))?;
    }
    for name in names(folder)? {
        if name.starts_with(DAILY) && name.ends_with(&format!("{ENDING}.new")) {
            remove(&folder.join(name))?;
        }
    }
    Ok(gone.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 22nd of November 2026, a Sunday, and days after it.
    fn day(number: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_348_800, 0).unwrap() + Duration::days(number)
    }

    #[test]
    fn a_week_of_days_and_a_month_of_weeks_are_kept() {
        let mut kept: Vec<DateTime<Utc>> = Vec::new();
        for number in 0..100 {
            kept.push(day(number));
            let gone = expired(&kept, DAYS);
            kept.retain(|at| !gone.contains(at));
            assert!(kept.len() <= DAYS + WEEKS, "day {number}: {kept:?}");
            let daily = (0..7.min(number + 1)).all(|back| kept.contains(&day(number - back)));
            assert!(daily, "day {number}: {kept:?}");
        }
        // Day 99 is a Monday: the last ones of the three weeks before are Sundays.
        let old: Vec<_> = kept.iter().filter(|at| **at < day(93)).copied().collect();
        assert_eq!(old, [day(84), day(91)]);
        assert!(kept.contains(&day(98)));
    }

    #[test]
    fn several_on_a_day_count_once() {
        let made: Vec<_> = (0..10).map(|hour| day(0) + Duration::hours(hour)).collect();
        assert_eq!(expired(&made, DAYS).len(), 9);
        assert!(!expired(&made, DAYS).contains(&made[9]), "the last one stays");
    }

    #[test]
    fn a_backup_is_due_a_day_after_the_last() {
        assert!(is_due(&[], day(0)));
        assert!(is_due(&[day(-1)], day(0)));
        assert!(!is_due(&[day(-1)], day(0) - Duration::seconds(1)));
        assert!(!is_due(&[day(-9), day(0)], day(0)));
        assert!(is_due(&[day(-2), day(400)], day(0)), "one from the future does not count");
    }

    #[test]
    fn only_what_bears_our_names_is_counted_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        assert!(dailies(&folder.join("none")).unwrap().is_empty());
        let touch = |name: &str| fs::write(folder.join(name), "").unwrap();
        for number in 0..9 {
            fs::write(daily(folder, day(number)), "").unwrap();
        }
        let others =
            ["daily-notes.sufler", "daily.sufler", "before-schema-2-20200101T000000Z.sufler"];
        others.iter().for_each(|name| touch(name));
        touch("daily-20300101T000000Z.sufler.new");
        assert_eq!(dailies(folder).unwrap().len(), 9);
        // Days 0 to 8: the last seven, and the Sunday that is the last of its week.
        assert_eq!(tidy(folder, DAYS).unwrap(), 1);
        assert!(others.iter().all(|name| folder.join(name).exists()));
        assert_eq!(names(folder).unwrap().len(), 8 + others.len());
        assert_eq!(newest(&[folder.to_owned()]), Some(daily(folder, day(8))));
        assert_eq!(tidy(folder, DAYS).unwrap(), 0);
    }
}
