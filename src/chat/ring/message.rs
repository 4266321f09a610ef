//! A message to a colleague that nobody has read yet.

use anyhow::Result;

use crate::chat::mail;
use crate::domain::message::MessageId;

use super::Bell;

/// The alarm of a message went off: it goes on to somebody else.
///
/// # Errors
/// The store's.
pub(super) fn ring(bell: &mut Bell<'_>, id: u64) -> Result<()> {
    mail::go_on(bell, MessageId(id))
}
