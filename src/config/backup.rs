//! Settings of backups.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::backup::{seal::SHORTEST, shelf};
use crate::cli::ContentFlags;

use super::{DATA, DATA_DIR, Env, Setting, SettingsError, Sources, setting};

const BACKUPS: Setting = setting("--backups", "SUFLER_BACKUPS", "backups");
const KEEP: Setting = setting("", "SUFLER_BACKUP_KEEP", "backup_keep");
const PASSPHRASE: Setting = setting("", "SUFLER_BACKUP_PASSPHRASE", "backup_passphrase");

/// In the place of a folder: none are made.
const OFF: &str = "off";

/// Backups that are made without being asked for, and the passphrase of those that are asked for.
#[derive(Clone, Debug)]
pub struct Backups {
    /// Where the daily ones go; none: none are made.
    pub folder: Option<PathBuf>,
    /// The last one of each of so many days is kept.
    pub keep: usize,
    /// With what a backup is encrypted.
    pub passphrase: Option<SecretString>,
}

impl Backups {
    pub(super) fn gather(
        sources: &Sources<'_>,
        flag: Option<&Path>,
        data: &Path,
    ) -> Result<Self, SettingsError> {
        let folder = sources.path(&BACKUPS, flag).unwrap_or_else(|| shelf::folder(data));
        let keep = match sources.text(&KEEP, None) {
            None => shelf::DAYS,
            Some((text, at)) => match text.parse() {
                Ok(days) if (1..=1_000).contains(&days) => days,
                _ => return Err(SettingsError::BackupKeep { at, text }),
            },
        };
        Ok(Backups {
            folder: (folder != Path::new(OFF)).then_some(folder),
            keep,
            passphrase: sources.text(&PASSPHRASE, None).map(|(text, _)| SecretString::from(text)),
        })
    }

    /// Refuses a passphrase with which no backup could be made.
    pub(super) fn sound(self, sources: &Sources<'_>) -> Result<Self, SettingsError> {
        match sources.text(&PASSPHRASE, None) {
            Some((text, at)) if text.chars().count() < SHORTEST => {
                Err(SettingsError::Passphrase { at })
            }
            _ => Ok(self),
        }
    }

    /// The folders in which a backup may lie. Those that are made before an upgrade are always in
    /// the data folder.
    pub fn folders(&self, data: &Path) -> Vec<PathBuf> {
        let own = shelf::folder(data);
        self.folder.iter().filter(|folder| **folder != own).chain([&own]).cloned().collect()
    }
}

/// What the commands need that work on the data of a bot.
#[derive(Clone, Debug)]
pub struct Place {
    /// The data folder.
    pub data: PathBuf,
    /// Its backups.
    pub backups: Backups,
}

impl Place {
    /// The data folder and its backups, with the flags `--data` and `--config`. `file` is the text
    /// of the settings file.
    ///
    /// # Errors
    /// The settings file has a defect.
    pub fn gather(
        data: Option<&Path>,
        config: Option<&Path>,
        env: Env<'_>,
        file: Option<&str>,
    ) -> Result<Self, SettingsError> {
        let flags = ContentFlags { config: config.map(Into::into), ..ContentFlags::default() };
        let sources = Sources::new(&flags, env, file)?;
        let data = sources.path(&DATA_DIR, data).unwrap_or_else(|| DATA.into());
        let backups = Backups::gather(&sources, None, &data)?;
        Ok(Place { data, backups })
    }
}
