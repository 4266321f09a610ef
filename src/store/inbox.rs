//! Messages to colleagues, and how managers want their calls handled.

use anyhow::Result;

use crate::domain::message::{Message, MessageId};
use crate::domain::people::PersonId;
use crate::domain::profile::Profile;

use super::book::Book;
use super::disk::prefix_end;
use super::keys::{inbox_key, last_number, number_key, person_key};

impl Book {
    /// A message to a colleague.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn message(&self, id: MessageId) -> Result<Option<Message>> {
        self.read(&number_key(b'M', id.0))
    }

    /// Messages that nobody has read, oldest first.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn unread(&self) -> Result<Vec<Message>> {
        let keys = self.pairs(b"U", usize::MAX)?;
        self.messages(keys.iter().map(|(key, _)| key.as_slice()))
    }

    /// How many messages that nobody has read were sent to a person, counted no further than `limit`. Of
    /// the indexes alone: every look at the first screen asks for it.
    ///
    /// # Errors
    /// The disk's.
    pub fn unread_of(&self, who: PersonId, limit: usize) -> Result<usize> {
        let mut count = 0;
        for key in self.disk().keys(b"U", &prefix_end(b"U"), usize::MAX)? {
            let Some(id) = last_number(&key) else { continue };
            if count < limit && self.disk().get(&inbox_key(who, MessageId(id)))?.is_some() {
                count += 1;
            }
        }
        Ok(count)
    }

    /// Messages that were sent to a person, newest first, at most `limit`.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn messages_of(&self, who: PersonId, limit: usize) -> Result<Vec<Message>> {
        let prefix = person_key(b'N', who);
        let keys = self.disk().range_back(&prefix, &prefix_end(&prefix), limit)?;
        self.messages(keys.iter().map(|(key, _)| key.as_slice()))
    }

    /// The last messages of all, newest first, at most `limit`.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn recent_messages(&self, limit: usize) -> Result<Vec<Message>> {
        let keys = self.disk().range_back(b"M", &prefix_end(b"M"), limit)?;
        self.messages(keys.iter().map(|(key, _)| key.as_slice()))
    }

    fn messages<'k>(&self, keys: impl Iterator<Item = &'k [u8]>) -> Result<Vec<Message>> {
        let ids = keys.filter_map(last_number);
        let found = ids.map(|id| self.message(MessageId(id)));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// How a manager's calls are handled, if he was asked.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn profile(&self, who: PersonId) -> Result<Option<Profile>> {
        self.read(&person_key(b'P', who))
    }

    /// How the calls of all managers are handled who were asked.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn profiles(&self) -> Result<Vec<Profile>> {
        self.all(b'P')
    }
}
