//! Keeps what guesses are taught as it is on the disk.

use anyhow::Result;

use crate::chat::facts::Facts;
use crate::domain::record::Change;

use super::engine::Engine;
use super::herald::Herald;

impl Engine {
    /// Takes up what guesses were taught before. Where that does not read, they do without it.
    pub(super) fn remember(&self) {
        if let Err(fault) = self.load() {
            tracing::error!(fault = %format_args!("{fault:#}"), "what was learned does not read");
        }
    }

    fn load(&self) -> Result<()> {
        let (learning, people) = (Facts::learning(&self.book)?, self.book.people()?);
        self.house.taught.load(&self.book.lessons(None)?, &learning, &people);
        Ok(())
    }
}

impl Herald {
    /// These changes are on the disk.
    pub(super) fn teach(&self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        self.house.taught.follow(changes);
    }
}
