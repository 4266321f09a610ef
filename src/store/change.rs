//! What the book writes: records, and the indexes that follow from them, in the same batch.

use anyhow::Result;

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::forget::{Count, Gone};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::Lead;
use crate::domain::notice::Body;
use crate::domain::people::PersonId;
use crate::domain::recall::{Recall, State};
use crate::domain::record::Change;

use super::book::{Book, Pointer, Shown, Version};
use super::disk::Batch;
use super::envelope;
use super::error::unless_damaged;
use super::forget::SECRET;
use super::keys::{
    LEARNING, alarm_key, asked_key, attempt_key, count_key, ended_key, inbox_key, inquiry_of_key,
    key, lead_key, lesson_of_key, number_key, open_key, owner_key, person_key, phone_key,
    responsible_key, ring_key, time_key, wake_key,
};
use super::record::{DESK, Record, open, seal};

impl Book {
    /// Puts a desk.
    ///
    /// # Errors
    /// As [`Book::put`].
    pub fn put_desk(&self, batch: &mut Batch, id: PersonId, body: &[u8]) -> Result<()> {
        let key = person_key(b'd', id);
        let sealed = envelope::seal(DESK, 1, &key, body);
        batch.put(key, sealed);
        Ok(())
    }

    /// Notes what of a desk is drawn.
    ///
    /// # Errors
    /// As [`Book::put`].
    pub fn put_shown(&self, batch: &mut Batch, id: PersonId, shown: Shown) -> Result<()> {
        put(batch, person_key(b'v', id), &shown)
    }

    /// Keeps a version of a script.
    ///
    /// # Errors
    /// As [`Book::put`].
    pub fn put_version(&self, batch: &mut Batch, version: &Version) -> Result<()> {
        put(batch, key(b'k', &[version.digest.as_bytes()]), version)
    }

    /// Adds changes to a batch, with the indexes that follow from them. Changes of one batch see
    /// those before it only where they touch the same record's indexes in order; put them there in
    /// the order in which they happen.
    ///
    /// # Errors
    /// The disk's, or damage in a record that is replaced.
    pub fn put(&self, batch: &mut Batch, changes: &[Change]) -> Result<()> {
        changes.iter().try_for_each(|change| self.put_one(batch, change))?;
        let trail = changes.iter().filter_map(|change| match change {
            Change::Audit(done) => Some(done),
            _ => None,
        });
        self.put_trail(batch, trail)
    }

    fn put_one(&self, batch: &mut Batch, change: &Change) -> Result<()> {
        match change {
            Change::Person(person) => put(batch, person_key(b'p', person.id), person),
            Change::Invite(invite) => put(batch, key(b'i', &[invite.token.as_bytes()]), invite),
            Change::Lead(lead) => {
                let number =
                    |lead: &Lead| lead.phone.as_ref().map(|phone| phone_key(&lead.campaign, phone));
                let (before, now) = (self.lead(lead.id)?.as_ref().and_then(number), number(lead));
                // As it lies on the disk, and no change before this one has touched it.
                let stays =
                    before == now && !batch.iter().any(|(key, _)| now.as_deref() == Some(key));
                if !stays {
                    before.into_iter().for_each(|key| batch.delete(key));
                    if let Some(key) = now {
                        put(batch, key, &Pointer(lead.id.0.into()))?;
                    }
                }
                put(batch, lead_key(lead.id), lead)
            }
            Change::Attempt(attempt) => {
                let key = attempt_key(attempt.lead, attempt.number);
                if let Some(old) = self.attempt(attempt.lead, attempt.number)? {
                    batch.delete(time_key(&old));
                }
                batch.put(time_key(attempt), Vec::new());
                put(batch, key, attempt)
            }
            Change::Inquiry(inquiry) => {
                if let Some(old) = self.inquiry(inquiry.id)? {
                    leave_inquiry(batch, &old);
                }
                if let Some(lead) = inquiry.lead {
                    batch.put(inquiry_of_key(lead, inquiry.id), Vec::new());
                }
                batch.put(ended_key(inquiry), Vec::new());
                put(batch, number_key(b'I', inquiry.id), inquiry)
            }
            Change::Recall(recall) => self.put_recall(batch, recall),
            Change::Request(request) => {
                let pointer = asked_key(request.lead);
                match request.answer {
                    None => put(batch, pointer, &Pointer(request.id))?,
                    Some(_) => batch.delete(pointer),
                }
                put(batch, number_key(b'q', request.id), request)
            }
            Change::Notice(notice) => {
                let mark = number_key(b'x', notice.id.0);
                if notice.is_dirty() {
                    batch.put(mark, Vec::new());
                } else {
                    batch.delete(mark);
                }
                let alert =
                    matches!(&notice.body, Body::Overdue { recalls } if !recalls.is_empty());
                // An older alert that is only drawn again is not the last one.
                let last =
                    alert.then(|| unless_damaged(self.alert(notice.to))).transpose()?.flatten();
                if alert && last.is_none_or(|last| last.id <= notice.id) {
                    put(batch, person_key(b'z', notice.to), &Pointer(notice.id.0))?;
                }
                put(batch, number_key(b'n', notice.id.0), notice)
            }
            Change::Answer(answer) => self.put_answer(batch, answer),
            Change::Heard(heard) => self.put_heard(batch, heard),
            Change::Forgotten(forgotten) => {
                put(batch, key(b'h', &[forgotten.mark.as_bytes()]), forgotten)
            }
            Change::Secret(secret) => put(batch, SECRET.to_vec(), secret),
            Change::Count(count) => {
                let key = count_key(count);
                let before = self.read::<Count>(&key)?.map_or(0, |before| before.attempts);
                let attempts = before.saturating_add(count.attempts);
                put(batch, key, &Count { attempts, ..count.clone() })
            }
            Change::Message(message) => {
                for sent in &message.sent {
                    batch.put(inbox_key(sent.to, message.id), Vec::new());
                }
                let unread = number_key(b'U', message.id.0);
                if message.waits() {
                    batch.put(unread, Vec::new());
                } else {
                    batch.delete(unread);
                }
                put(batch, number_key(b'M', message.id.0), message)
            }
            Change::Profile(profile) => put(batch, person_key(b'P', profile.who), profile),
            Change::Alarm(alarm) => {
                self.drop_alarm(batch, alarm.subject)?;
                batch.put(ring_key(alarm), Vec::new());
                put(batch, alarm_key(alarm.subject), alarm)
            }
            Change::Gone(Gone::Profile(who)) => {
                batch.delete(person_key(b'P', *who));
                Ok(())
            }
            Change::Offer(offer) => put(batch, number_key(b'O', offer.id), offer),
            Change::Responsible(line) => {
                put(batch, responsible_key(line.source, &line.phone), line)
            }
            Change::Gone(Gone::Responsible(source, phone)) => {
                batch.delete(responsible_key(*source, phone));
                Ok(())
            }
            Change::Lesson(lesson) => {
                batch.put(lesson_of_key(lesson), Vec::new());
                put(batch, number_key(b'K', lesson.id), lesson)
            }
            Change::Learning(learning) => put(batch, LEARNING.to_vec(), learning),
            Change::Gone(Gone::Lesson(lesson)) => {
                batch.delete(lesson_of_key(lesson));
                batch.delete(number_key(b'K', lesson.id));
                Ok(())
            }
            Change::Gone(Gone::Lessons(who)) => self.drop_lessons(batch, *who),
            Change::Gone(Gone::Alarm(subject)) => self.drop_alarm(batch, *subject),
            Change::Gone(Gone::Attempt(attempt)) => {
                batch.delete(attempt_key(attempt.lead, attempt.number));
                batch.delete(time_key(attempt));
                Ok(())
            }
            Change::Gone(Gone::Inquiry(inquiry)) => {
                leave_inquiry(batch, inquiry);
                batch.delete(number_key(b'I', inquiry.id));
                Ok(())
            }
            Change::Gone(Gone::Desk(id)) => {
                batch.delete(person_key(b'd', *id));
                batch.delete(person_key(b'v', *id));
                self.drop_alarm(batch, Subject::Desk(*id))
            }
            // At the end of the trail, when the rest is there.
            Change::Audit(_) => Ok(()),
        }
    }

    /// Takes out an alarm, as it is on the disk or was put by this batch. A damaged one goes too: what
    /// leads to it is dropped when its time comes.
    fn drop_alarm(&self, batch: &mut Batch, subject: Subject) -> Result<()> {
        let key = alarm_key(subject);
        let put = batch.iter().rev().find(|(put, _)| *put == key).map(|(_, bytes)| bytes);
        let before = match put {
            Some(bytes) => bytes.and_then(|bytes| open::<Alarm>(&key, bytes).ok()),
            None => unless_damaged(self.read::<Alarm>(&key))?,
        };
        if let Some(before) = before {
            batch.delete(ring_key(&before));
        }
        batch.delete(key);
        Ok(())
    }

    fn put_recall(&self, batch: &mut Batch, recall: &Recall) -> Result<()> {
        if let Some(old) = self.recall(recall.id)? {
            batch.delete(owner_key(&old));
            if let Some(at) = old.wake {
                batch.delete(wake_key(at, old.id));
            }
        }
        let pointer = open_key(recall.lead);
        if recall.state == State::Closed {
            batch.delete(pointer);
        } else {
            put(batch, pointer, &Pointer(recall.id.0))?;
            batch.put(owner_key(recall), Vec::new());
            if let Some(at) = recall.wake {
                batch.put(wake_key(at, recall.id), Vec::new());
            }
        }
        put(batch, number_key(b'r', recall.id.0), recall)
    }
}

/// Takes the entries of an inquiry out of the indexes.
fn leave_inquiry(batch: &mut Batch, inquiry: &Inquiry) {
    if let Some(lead) = inquiry.lead {
        batch.delete(inquiry_of_key(lead, inquiry.id));
    }
    batch.delete(ended_key(inquiry));
}

fn put<R: Record>(batch: &mut Batch, key: Vec<u8>, record: &R) -> Result<()> {
    let sealed = seal(&key, record)?;
    batch.put(key, sealed);
    Ok(())
}
