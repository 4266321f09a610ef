//! The flags of `sufler backup` and `sufler restore`.

use std::path::PathBuf;

use clap::Args;

/// Examples under the help of `sufler backup`.
pub(super) const BACKUP_EXAMPLES: &str = "\
Examples:
  sufler backup monday.sufler
  SUFLER_BACKUP_PASSPHRASE='at least 12 characters' sufler backup --encrypt off-site.sufler.age

The bot may go on working: it is asked over a socket in its data folder, and the backup is the
state of one moment. The file is open to you only. An encrypted one is a file of age
(age-encryption.org): `age -d` opens it too.";

/// Examples under the help of `sufler restore`.
pub(super) const RESTORE_EXAMPLES: &str = "\
Examples:
  sufler restore data/backups/daily-20261122T063500Z.sufler
  sufler restore data/replaced-20261122T101500Z        takes a restore back

The new store is built aside and looked through before anything is replaced. What it replaces is
moved to the folder replaced-… in the data folder and stays there until you remove it.";

/// The flags of `sufler backup`.
#[derive(Args, Clone, Debug)]
pub struct BackupFlags {
    /// File to write; one that is there is not replaced
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Encrypt it with the passphrase in SUFLER_BACKUP_PASSPHRASE (or key backup_passphrase)
    #[arg(long)]
    pub encrypt: bool,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
    /// Folder of the data [env: SUFLER_DATA] [default: ./data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Settings file [default: ./sufler.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The flags of `sufler restore`.
#[derive(Args, Clone, Debug)]
pub struct RestoreFlags {
    /// Backup to restore; an encrypted one needs SUFLER_BACKUP_PASSPHRASE
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Folder of the data [env: SUFLER_DATA] [default: ./data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Settings file [default: ./sufler.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}
