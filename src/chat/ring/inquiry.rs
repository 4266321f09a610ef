//! An inquiry that is not recorded elsewhere yet.

use anyhow::Result;

use super::Bell;

/// The alarm of an inquiry went off.
///
/// # Errors
/// The store's.
pub(super) fn ring(_bell: &mut Bell<'_>, _id: u64) -> Result<()> {
    Ok(())
}
