//! `sufler verify`: whether everything that is stored fits together.

use std::io::{self, Write};

use anyhow::{Context, Result, bail, ensure};

use sufler::cli::{Exit, HealthFlags, VerifyFlags};
use sufler::config;
use sufler::store::verify::{Finding, verify_sled};
use sufler::store::{Sled, StoreError};

use super::env;

/// Looks through everything; each finding is a line.
pub fn verify(flags: &VerifyFlags) -> Result<Exit> {
    let file = config::read(flags.config.as_deref())?;
    let place = HealthFlags {
        data: flags.data.clone(),
        config: flags.config.clone(),
        ..HealthFlags::default()
    };
    let data = config::data_dir(&place, &env, file.as_deref())?;
    ensure!(Sled::is_in(&data), "there is no store in {}", data.display());
    let store = match Sled::open(&data) {
        Ok(store) => store,
        Err(error @ StoreError::Busy(_)) => {
            bail!("{error}: stop the bot first")
        }
        Err(error) => return Err(error).context("cannot be read"),
    };
    // Whoever closes the pipe early has seen enough.
    let mut said = |finding: &Finding| {
        let _ = writeln!(io::stdout(), "{finding}");
    };
    let report = verify_sled(&store, &mut said).context("cannot be read any further")?;
    let _ = write!(io::stdout(), "{report}");
    Ok(if report.is_clean() { Exit::Fine } else { Exit::Defects })
}
