//! What guesses were taught: lessons by number and by person, and what they come to. And which notice
//! stands on a message.

use anyhow::Result;

use crate::domain::learning::Learning;
use crate::domain::lesson::Lesson;
use crate::domain::notice::Notice;
use crate::domain::people::PersonId;

use super::book::Book;
use super::disk::{Batch, prefix_end};
use super::keys::{LEARNING, first_lesson_key, last_number, number_key, person_key};
use super::record::open;

/// So many open recalls of a person, the earliest first, are looked through for a message that reminds
/// of one.
const RECALLS: usize = 200;
/// So many of the oldest lessons are looked at for one that reads.
const FIRST: usize = 8;
/// So many of the last notices of all are read at a time: what is answered is mostly among them.
const PAGE: usize = 50;
/// So many such pages are read.
const PAGES: usize = 8;

impl Book {
    /// What lessons come to.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn learning(&self) -> Result<Learning> {
        Ok(self.read(LEARNING)?.unwrap_or_default())
    }

    /// What lessons come to where the record of it does not read: they are counted anew, and nothing is
    /// learned until somebody says that it is to be. Nobody knows any more whether it was.
    ///
    /// # Errors
    /// The disk's.
    pub fn learning_anew(&self) -> Result<Learning> {
        let mut learning = Learning { off: true, ..Learning::default() };
        self.lessons(None)?.iter().for_each(|lesson| learning.add(lesson.who));
        Ok(learning)
    }

    /// All lessons, or those of a person, oldest first; without those that are damaged, which must not
    /// keep the others from being of use.
    ///
    /// # Errors
    /// The disk's.
    pub fn lessons(&self, who: Option<PersonId>) -> Result<Vec<Lesson>> {
        let Some(who) = who else {
            let all = self.disk().range(&first_lesson_key(), &prefix_end(LEARNING), usize::MAX)?;
            return Ok(all.iter().filter_map(|(key, bytes)| open(key, bytes).ok()).collect());
        };
        let prefix = person_key(b'Q', who);
        self.lessons_of(&prefix, usize::MAX)
    }

    fn lessons_of(&self, prefix: &[u8], limit: usize) -> Result<Vec<Lesson>> {
        let keys = self.disk().keys(prefix, &prefix_end(prefix), limit)?;
        let ids = keys.iter().filter_map(|key| last_number(key));
        Ok(ids.filter_map(|id| self.read(&number_key(b'K', id)).ok().flatten()).collect())
    }

    /// How many lessons there are, or are a person's: also those that do not read.
    ///
    /// # Errors
    /// The disk's.
    pub fn count_lessons(&self, who: Option<PersonId>) -> Result<u32> {
        Ok(u32::try_from(self.lesson_keys(who)?.len()).unwrap_or(u32::MAX))
    }

    /// Where lessons lie; a person's, by what leads to them.
    fn lesson_keys(&self, who: Option<PersonId>) -> Result<Vec<Vec<u8>>> {
        let Some(who) = who else {
            return self.disk().keys(&first_lesson_key(), &prefix_end(LEARNING), usize::MAX);
        };
        let prefix = person_key(b'Q', who);
        let keys = self.disk().keys(&prefix, &prefix_end(&prefix), usize::MAX)?;
        let ids = keys.iter().filter_map(|key| last_number(key));
        Ok(ids.map(|id| number_key(b'K', id)).collect())
    }

    /// Deletes all lessons, or those of a person, and what leads to them.
    pub(super) fn drop_lessons(&self, batch: &mut Batch, who: Option<PersonId>) -> Result<()> {
        let prefix = who.map_or_else(|| b"Q".to_vec(), |who| person_key(b'Q', who));
        let leading = self.disk().keys(&prefix, &prefix_end(&prefix), usize::MAX)?;
        for key in self.lesson_keys(who)?.into_iter().chain(leading) {
            batch.delete(key);
        }
        Ok(())
    }

    /// The oldest lesson of all, or of a person, that reads; none: there are none, or the first ones do
    /// not read.
    ///
    /// # Errors
    /// The disk's.
    pub fn oldest_lesson(&self, who: Option<PersonId>) -> Result<Option<Lesson>> {
        let Some(who) = who else {
            let first = self.disk().range(&first_lesson_key(), &prefix_end(LEARNING), FIRST)?;
            return Ok(first.iter().find_map(|(key, bytes)| open(key, bytes).ok()));
        };
        let prefix = person_key(b'Q', who);
        Ok(self.lessons_of(&prefix, FIRST)?.into_iter().next())
    }

    /// The notice that stands on this message in a person's chat: one of the last, else what reminds of
    /// an open recall. There is no index for it, because it is rarely asked for; most answers are to
    /// the screen or to what has just come.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn notice_on(&self, who: PersonId, message: i32) -> Result<Option<Notice>> {
        if self.shown(who)?.is_some_and(|shown| shown.message == message) {
            return Ok(None);
        }
        let on = |notice: &Notice| {
            notice.to == who && notice.shown.is_some_and(|(shown, _)| shown == message)
        };
        let mut end = prefix_end(b"n");
        for _ in 0..PAGES {
            let page = self.disk().range_back(b"n", &end, PAGE)?;
            let mut read = page.iter().filter_map(|(key, bytes)| open(key, bytes).ok());
            if let Some(found) = read.find(on) {
                return Ok(Some(found));
            }
            let Some((first, _)) = page.into_iter().nth(PAGE - 1) else { break };
            end = first;
        }
        for recall in self.recalls_of(who, RECALLS)? {
            let Some(id) = recall.notice else { continue };
            let notice: Option<Notice> = self.read(&number_key(b'n', id))?;
            if let Some(notice) = notice.filter(on) {
                return Ok(Some(notice));
            }
        }
        Ok(None)
    }
}
