//! A call that was offered to a colleague.

use anyhow::Result;

use super::Bell;

/// The alarm of an offer went off.
///
/// # Errors
/// The store's.
pub(super) fn ring(_bell: &mut Bell<'_>, _id: u64) -> Result<()> {
    Ok(())
}
