//! The book: records and indexes over a [`Disk`]. Indexes follow the records in the same batch.
//!
//! | key | what |
//! |---|---|
//! | `p` person | person |
//! | `i` token | invite |
//! | `l` lead | lead; `f` campaign, 0, number → lead |
//! | `a` lead, number | attempt; `t` time, lead, number: attempts in the order of time |
//! | `I` number | call that came in; `L` lead, number; `T` time, number: in the order of time |
//! | `r` recall | recall; `o` lead → open recall; `w` wake, recall; `m` owner, due, recall |
//! | `q` request | request; `y` lead → request that waits for an answer |
//! | `n` notice | notice; `x` notice: has to be drawn; `z` person → last alert |
//! | `s` number | unforeseen answer |
//! | `G` answer | the same unforeseen answers together; `V` answer, number → each |
//! | `S` script, 0, version, step, 0 | how many there are; `Y` the same, dealt with, how often, when, answer → answers in order |
//! | `d` person | desk; `v` person: what is drawn of it |
//! | `g` block | 64 updates in a row: of which a turn was made, and when of the last of them |
//! | `u` update | the same of one update, with its time, as a former version noted it |
//! | `e` number | entry of the audit trail; `b` lead → entries; `e` alone: where the trail ends |
//! | `j` | schema: what records there are beside each other |
//! | `h` mark | number that must never be called; `h` alone: the key of the marks |
//! | `M` number | message to a colleague; `N` person, number: those sent to him; `U` number: unread |
//! | `P` person | how a manager's calls are handled |
//! | `A` subject | alarm; `W` time, subject: alarms in the order of time |
//! | `O` number | call that was offered to a colleague |
//! | `R` source, 0, number | who answers for a number in a CRM |
//! | `K` number | lesson; `K` alone: what they come to; `Q` person, number: those of a person |
//! | `c` campaign, 0, day, code, standing | how many calls were removed |
//! | `k` fingerprint | a version of a script that a call may be pinned to |

use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::consent::Request;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::message::Message;
use crate::domain::notice::{Notice, NoticeId};
use crate::domain::people::{Invite, Person, PersonId};
use crate::domain::phone::Phone;
use crate::domain::profile::Profile;
use crate::domain::recall::{Recall, RecallId};
use crate::domain::record::Attempt;

use super::disk::{Disk, Pair, prefix_end};
use super::envelope;
use super::error::is_damage;
use super::keys::{
    alarm_key, alarm_of_ring, asked_key, attempt_key, key, last_number, lead_key, moment,
    number_key, open_key, person_key, phone_key, ring_key, signed, wake_key,
};
use super::memo::{Memo, is_free, once};
use super::record::{Record, open};

/// Records over a disk. Cheap to clone.
pub struct Book {
    disk: Arc<dyn Disk>,
    /// While nobody writes: see [`Book::for_one_turn`].
    memo: Option<Memo>,
}

impl Clone for Book {
    fn clone(&self) -> Self {
        Book::new(self.disk.clone())
    }
}

/// What of a desk has been drawn, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The message.
    pub message: i32,
    /// The state of the desk that it shows.
    pub stamp: u32,
    /// There are keys under it.
    pub keys: bool,
}

/// What the index of due dates holds up to a moment.
#[derive(Clone, Debug, Default)]
pub struct Woken {
    /// Recalls to be told of.
    pub recalls: Vec<Recall>,
    /// Entries that lead to no such recall, or to one that is damaged: one of them must not keep
    /// all others from being told.
    pub stray: Vec<Vec<u8>>,
}

/// The alarms that have gone off up to a moment.
#[derive(Clone, Debug, Default)]
pub struct Rung {
    /// Alarms, earliest first.
    pub alarms: Vec<Alarm>,
    /// Entries that lead to no such alarm, or to one that is damaged.
    pub stray: Vec<Vec<u8>>,
}

/// A version of a script, with its texts: what a running call goes on with after the script was
/// changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The script's name.
    pub script: String,
    /// Its fingerprint.
    pub digest: String,
    /// `scripts/NAME.toml`.
    pub structure: String,
    /// Languages and `locales/LANG/scripts/NAME.ftl`.
    pub texts: Vec<(String, String)>,
}

/// An index entry that points to a record by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer(pub u64);

impl Book {
    /// The book on this disk.
    pub fn new(disk: Arc<dyn Disk>) -> Self {
        Book { disk, memo: None }
    }

    /// The same book, which reads most things once only. To be dropped before anything is written to
    /// the disk.
    pub fn for_one_turn(&self) -> Self {
        Book { memo: Some(Memo::default()), ..self.clone() }
    }

    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(super) fn memo(&self) -> Option<&Memo> {
        self.memo.as_ref()
    }

    pub(super) fn read<R: Record>(&self, key: &[u8]) -> Result<Option<R>> {
        let Some(bytes) = self.disk.get(key)? else { return Ok(None) };
        open(key, &bytes).map(Some).with_context(|| format!("under the key {}", shown(key)))
    }

    pub(super) fn all<R: Record>(&self, prefix: u8) -> Result<Vec<R>> {
        self.pairs(&[prefix], usize::MAX)?.iter().map(|(key, bytes)| open(key, bytes)).collect()
    }

    pub(super) fn pairs(&self, prefix: &[u8], limit: usize) -> Result<Vec<Pair>> {
        self.disk.range(prefix, &prefix_end(prefix), limit)
    }

    /// A person, also one who has left.
    ///
    /// # Errors
    /// The disk's, or damage; so for everything that reads.
    pub fn person(&self, id: PersonId) -> Result<Option<Person>> {
        self.read(&person_key(b'p', id))
    }

    /// Everybody.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn people(&self) -> Result<Vec<Person>> {
        self.all(b'p')
    }

    /// An invite.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn invite(&self, token: &str) -> Result<Option<Invite>> {
        if token.len() > LONGEST_TOKEN {
            return Ok(None);
        }
        self.read(&key(b'i', &[token.as_bytes()]))
    }

    /// A lead.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn lead(&self, id: LeadId) -> Result<Option<Lead>> {
        if self.is_new(id) {
            return Ok(None);
        }
        once(self.memo().map(|memo| &memo.lead), id, || self.read(&lead_key(id)))
    }

    /// The lead with a number.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn lead_by_phone(&self, campaign: &str, phone: &Phone) -> Result<Option<LeadId>> {
        let pointer: Option<Pointer> = self.read(&phone_key(campaign, phone))?;
        Ok(pointer.and_then(|pointer| u32::try_from(pointer.0).ok()).map(LeadId))
    }

    /// All attempts on a lead, by number.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn attempts(&self, lead: LeadId) -> Result<Vec<Attempt>> {
        once(self.memo().map(|memo| &memo.attempts), lead, || {
            let prefix = key(b'a', &[&lead.0.to_be_bytes()]);
            self.pairs(&prefix, usize::MAX)?.iter().map(|(key, bytes)| open(key, bytes)).collect()
        })
    }

    /// An attempt.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn attempt(&self, lead: LeadId, number: u16) -> Result<Option<Attempt>> {
        once(self.memo().map(|memo| &memo.attempt), (lead, number), || {
            self.read(&attempt_key(lead, number))
        })
    }

    /// A recall.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn recall(&self, id: RecallId) -> Result<Option<Recall>> {
        if is_free(self.memo().map(|memo| &memo.next_recall), id.0) {
            return Ok(None);
        }
        let read = || self.read(&number_key(b'r', id.0));
        once(self.memo().map(|memo| &memo.recall), id, read)
    }

    /// The open recall of a lead.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn open_recall(&self, lead: LeadId) -> Result<Option<Recall>> {
        if self.is_new(lead) {
            return Ok(None);
        }
        once(self.memo().map(|memo| &memo.open), lead, || {
            let pointer: Option<Pointer> = self.read(&open_key(lead))?;
            pointer.map_or(Ok(None), |pointer| self.recall(RecallId(pointer.0)))
        })
    }

    /// The moment at which the timer has to look first: at a recall, or at an alarm.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn first_wake(&self) -> Result<Option<DateTime<Utc>>> {
        let first = |index: &[u8]| -> Result<Option<DateTime<Utc>>> {
            Ok(self.pairs(index, 1)?.first().and_then(|(key, _)| moment(key.get(1..9)?)))
        };
        Ok([first(b"w")?, first(b"W")?].into_iter().flatten().min())
    }

    /// Recalls whose moment has come, earliest first.
    ///
    /// # Errors
    /// The disk's.
    pub fn woken(&self, now: DateTime<Utc>, limit: usize) -> Result<Woken> {
        let end = key(b'w', &[&signed(now.timestamp_millis().saturating_add(1))]);
        let mut woken = Woken::default();
        for (key, _) in self.disk.range(b"w", &end, limit)? {
            let recall = last_number(&key).map(|id| self.recall(RecallId(id)));
            match recall {
                // Its moment has come to the millisecond of the index: `now` may be a little before it.
                Some(Ok(Some(recall)))
                    if recall.wake.is_some_and(|wake| wake_key(wake, recall.id) == key) =>
                {
                    woken.recalls.push(recall);
                }
                _ => woken.stray.push(key),
            }
        }
        Ok(woken)
    }

    /// The alarm of a subject, if one is set.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn alarm(&self, subject: Subject) -> Result<Option<Alarm>> {
        self.read(&alarm_key(subject))
    }

    /// Alarms that have gone off, earliest first.
    ///
    /// # Errors
    /// The disk's.
    pub fn rung(&self, now: DateTime<Utc>, limit: usize) -> Result<Rung> {
        let end = key(b'W', &[&signed(now.timestamp_millis().saturating_add(1))]);
        let mut rung = Rung::default();
        for (key, _) in self.disk.range(b"W", &end, limit)? {
            let alarm = alarm_of_ring(&key).map(|alarm| self.read::<Alarm>(&alarm));
            match alarm {
                Some(Ok(Some(alarm))) if ring_key(&alarm) == key => rung.alarms.push(alarm),
                _ => rung.stray.push(key),
            }
        }
        Ok(rung)
    }

    /// A request.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn request(&self, id: u64) -> Result<Option<Request>> {
        self.read(&number_key(b'q', id))
    }

    /// The request about a lead that waits for an answer.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn open_request(&self, lead: LeadId) -> Result<Option<Request>> {
        let pointer: Option<Pointer> = self.read(&asked_key(lead))?;
        pointer.map_or(Ok(None), |pointer| self.request(pointer.0))
    }

    /// All requests that wait for an answer.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn open_requests(&self) -> Result<Vec<Request>> {
        let pointers: Vec<Pointer> = self.all(b'y')?;
        let found = pointers.into_iter().map(|pointer| self.request(pointer.0));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// A notice.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn notice(&self, id: NoticeId) -> Result<Option<Notice>> {
        self.read(&number_key(b'n', id.0))
    }

    /// The last alert of a supervisor.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn alert(&self, to: PersonId) -> Result<Option<Notice>> {
        let pointer: Option<Pointer> = self.read(&person_key(b'z', to))?;
        pointer.map_or(Ok(None), |pointer| self.notice(NoticeId(pointer.0)))
    }

    /// Notices that have to be drawn; without those that are damaged, which must not keep all others
    /// from being drawn.
    ///
    /// # Errors
    /// The disk's.
    pub fn undrawn(&self) -> Result<Vec<Notice>> {
        let keys = self.pairs(b"x", usize::MAX)?;
        let ids = keys.into_iter().filter_map(|(key, _)| last_number(&key));
        let found = ids.map(|id| self.notice(NoticeId(id)));
        let found = found.filter(|found| !found.as_ref().is_err_and(is_damage));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// A desk, as the conversation wrote it.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn desk(&self, id: PersonId) -> Result<Option<Vec<u8>>> {
        let key = person_key(b'd', id);
        let Some(bytes) = self.disk.get(&key)? else { return Ok(None) };
        Ok(Some(envelope::open(&key, &bytes)?.body.to_vec()))
    }

    /// Everybody who has a desk.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn desks(&self) -> Result<Vec<PersonId>> {
        let id = |key: &[u8]| last_number(key).map(|bits| PersonId((bits ^ (1 << 63)) as i64));
        Ok(self.pairs(b"d", usize::MAX)?.iter().filter_map(|(key, _)| id(key)).collect())
    }

    /// What of a desk is drawn.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn shown(&self, id: PersonId) -> Result<Option<Shown>> {
        self.read(&person_key(b'v', id))
    }

    /// Versions of scripts.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn versions(&self) -> Result<Vec<Version>> {
        self.all(b'k')
    }

    /// Everything on the disk that is readable as what its key says; for fixtures and tests.
    ///
    /// # Errors
    /// The first record that does not open.
    pub fn check(&self) -> Result<usize> {
        let mut count = 0;
        count += self.all::<Person>(b'p')?.len() + self.all::<Invite>(b'i')?.len();
        count += self.all::<Lead>(b'l')?.len() + self.all::<Attempt>(b'a')?.len();
        count += self.all::<Recall>(b'r')?.len() + self.all::<Request>(b'q')?.len();
        count += self.all::<Alarm>(b'A')?.len();
        count += self.all::<Message>(b'M')?.len() + self.all::<Profile>(b'P')?.len();
        count += self.all::<Notice>(b'n')?.len() + self.all::<Shown>(b'v')?.len();
        count += self.all::<crate::domain::inquiry::Inquiry>(b'I')?.len();
        count += self.all::<crate::domain::offer::Offer>(b'O')?.len();
        count += self.all::<crate::domain::responsible::Responsible>(b'R')?.len();
        count += self.all::<crate::domain::record::OtherAnswer>(b's')?.len();
        count += self.lessons(None)?.len();
        Ok(count)
    }
}

/// Keys of a disk are short; nobody's token is longer.
const LONGEST_TOKEN: usize = 64;

/// A key for the log: a telephone number, an invite's token or a name is left out of it.
fn shown(key: &[u8]) -> String {
    const PRIVATE: &[u8] = b"fiR";
    let secret = key.first().is_some_and(|prefix| PRIVATE.contains(prefix));
    key.iter().take(if secret { 1 } else { key.len() }).map(|byte| format!("{byte:02x}")).collect()
}
