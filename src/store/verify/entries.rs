//! Index entries: each leads to a record that wants it, and each record has those that it wants.

use anyhow::Result;

use super::place::other;
use super::walk::{Look, Walker};
use crate::domain::alarm::Alarm;
use crate::domain::consent::Request;
use crate::domain::heard::Heard;
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::lesson::Lesson;
use crate::domain::message::Message;
use crate::domain::notice::{Body, Notice, NoticeId};
use crate::domain::people::PersonId;
use crate::domain::recall::Recall;
use crate::domain::record::Attempt;
use crate::store::book::Pointer;
use crate::store::keys::{
    alarm_of_ring, asked_key, ended_key, heard_key, inbox_key, inquiry_of_key, key as key_of,
    last_number, lead_key, number_key, open_key, order_key, owner_key, person_key, phone_key,
    ring_key, time_key, wake_key,
};

/// What an entry must be.
const RIGHT: &str = "an entry leads to a record that wants it";
const WANTED: &str = "a record is found by every index that it belongs to";
const LAST: &str = "the last alert of each supervisor is kept as such";

/// Whether the record to which an entry leads wants it.
pub(super) enum Claim {
    Right,
    /// The record is damaged: nobody knows.
    Unknown,
    Wrong(String),
}

/// A record, seen as the end of an entry.
pub(super) fn claim<R>(
    look: Look<R>,
    to: &str,
    wants: impl Fn(&R) -> Result<(), &'static str>,
) -> Claim {
    match look {
        Look::Broken => Claim::Unknown,
        Look::Nothing => Claim::Wrong(format!("it leads to {to}, which is not there")),
        Look::There(record) => match wants(&record) {
            Ok(()) => Claim::Right,
            Err(why) => Claim::Wrong(format!("it leads to {to}, which {why}")),
        },
    }
}

pub(super) fn unless(wrong: bool, why: &'static str) -> Result<(), &'static str> {
    if wrong { Err(why) } else { Ok(()) }
}

/// An alert of recalls that nobody took.
pub(super) fn is_alert(notice: &Notice) -> bool {
    matches!(&notice.body, Body::Overdue { recalls } if !recalls.is_empty())
}

impl Walker<'_> {
    /// What the entry under `key`, which points to `id`, claims.
    fn claim_of(&self, key: &[u8], id: u64) -> Result<Claim> {
        Ok(match key.first() {
            Some(b'f') => {
                let to = lead_key(LeadId(u32::try_from(id).unwrap_or(u32::MAX)));
                let look: Look<Lead> = self.look(&to)?;
                claim(look, &other(&to), |lead| {
                    let own = lead.phone.as_ref().map(|phone| phone_key(&lead.campaign, phone));
                    unless(own.as_deref() != Some(key), "has another number")
                })
            }
            Some(b'o') => self.claim_of_recall(id, |recall| {
                unless(open_key(recall.lead) != key, "is about another lead")?;
                unless(!recall.is_open(), "is closed")
            })?,
            Some(b'w') => self.claim_of_recall(id, |recall| {
                let at = recall.wake.map(|at| wake_key(at, recall.id));
                unless(at.as_deref() != Some(key), "does not wake then")?;
                unless(!recall.is_open(), "is closed")
            })?,
            Some(b'm') => self.claim_of_recall(id, |recall| {
                unless(owner_key(recall) != key, "has another owner or another time")?;
                unless(!recall.is_open(), "is closed")
            })?,
            Some(b'y') => {
                let to = number_key(b'q', id);
                let look: Look<Request> = self.look(&to)?;
                claim(look, &other(&to), |request| {
                    unless(asked_key(request.lead) != key, "is about another lead")?;
                    unless(request.answer.is_some(), "is answered")
                })
            }
            Some(b'N') => self.claim_of_message(id, |message| {
                let sent = message.sent.iter().any(|sent| inbox_key(sent.to, message.id) == key);
                unless(!sent, "was not sent to him")
            })?,
            Some(b'U') => {
                self.claim_of_message(id, |message| unless(!message.waits(), "is read"))?
            }
            Some(b'L') => self.claim_of_inquiry(id, |inquiry| {
                let own = inquiry.lead.map(|lead| inquiry_of_key(lead, inquiry.id));
                unless(own.as_deref() != Some(key), "is of another lead")
            })?,
            Some(b'T') => self.claim_of_inquiry(id, |inquiry| {
                unless(ended_key(inquiry) != key, "ended at another time")
            })?,
            Some(b'Q') => {
                let to = number_key(b'K', id);
                let look: Look<Lesson> = self.look(&to)?;
                claim(look, &other(&to), |lesson| {
                    let own = person_key(b'Q', lesson.who);
                    unless(!key.starts_with(&own), "is somebody else's")
                })
            }
            Some(b'x') => {
                self.claim_of_notice(id, |notice| unless(!notice.is_dirty(), "is drawn"))?
            }
            _ => self.claim_of_notice(id, |notice| {
                unless(person_key(b'z', notice.to) != key, "is for somebody else")?;
                unless(!is_alert(notice), "is no alert")
            })?,
        })
    }

    fn claim_of_recall(
        &self,
        id: u64,
        wants: impl Fn(&Recall) -> Result<(), &'static str>,
    ) -> Result<Claim> {
        let to = number_key(b'r', id);
        Ok(claim(self.look(&to)?, &other(&to), wants))
    }

    fn claim_of_message(
        &self,
        id: u64,
        wants: impl Fn(&Message) -> Result<(), &'static str>,
    ) -> Result<Claim> {
        let to = number_key(b'M', id);
        Ok(claim(self.look(&to)?, &other(&to), wants))
    }

    fn claim_of_inquiry(
        &self,
        id: u64,
        wants: impl Fn(&Inquiry) -> Result<(), &'static str>,
    ) -> Result<Claim> {
        let to = number_key(b'I', id);
        Ok(claim(self.look(&to)?, &other(&to), wants))
    }

    fn claim_of_notice(
        &self,
        id: u64,
        wants: impl Fn(&Notice) -> Result<(), &'static str>,
    ) -> Result<Claim> {
        let to = number_key(b'n', id);
        Ok(claim(self.look(&to)?, &other(&to), wants))
    }

    /// An entry that holds a pointer.
    pub fn pointer(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let last = match key {
            [b'z', who @ ..] => last_number(who)
                .and_then(|bits| self.alerts.remove(&PersonId((bits ^ (1 << 63)) as i64))),
            _ => None,
        };
        let Some(Pointer(id)) = self.open(key, bytes) else { return Ok(()) };
        match self.claim_of(key, id)? {
            Claim::Wrong(why) => self.say(key, why, RIGHT),
            Claim::Right if last.is_some_and(|last| last.0 != id) => {
                let last = last.map_or(0, |last| last.0);
                let wrong = format!("it leads to notice {id}, and notice {last} is a later one");
                self.say(key, wrong, LAST);
            }
            Claim::Right | Claim::Unknown => {}
        }
        Ok(())
    }

    /// An entry that is all key.
    pub fn mark(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        if !bytes.is_empty() {
            let wrong = format!("it holds {} bytes", bytes.len());
            self.say(key, wrong, "this index is all keys");
        }
        let claim = match (key, last_number(key)) {
            ([b't', _, _, _, _, _, _, _, _, attempt @ ..], _) => {
                let to = key_of(b'a', &[attempt]);
                claim(self.look(&to)?, &other(&to), |attempt: &Attempt| {
                    unless(time_key(attempt) != key, "was saved at another time")
                })
            }
            ([b'V', ..], _) => self.said(key)?,
            ([b'Y', ..], Some(id)) => {
                let to = heard_key(id);
                claim(self.look(&to)?, &other(&to), |heard: &Heard| {
                    unless(order_key(heard) != key, "has another place in the order")
                })
            }
            ([b'W', ..], _) => match alarm_of_ring(key) {
                Some(to) => claim(self.look(&to)?, &other(&to), |alarm: &Alarm| {
                    unless(ring_key(alarm).get(..9) != key.get(..9), "goes off at another time")
                }),
                None => Claim::Wrong("it leads nowhere".to_owned()),
            },
            (_, Some(id)) => self.claim_of(key, id)?,
            (_, None) => Claim::Wrong("it leads nowhere".to_owned()),
        };
        if let Claim::Wrong(why) = claim {
            self.say(key, why, RIGHT);
        }
        Ok(())
    }

    /// The record under `from` wants this entry, which is all key.
    pub fn wants_mark(&mut self, from: &[u8], entry: &[u8]) -> Result<()> {
        if !self.has(entry)? {
            self.say(from, format!("there is no entry for {}", other(entry)), WANTED);
        }
        Ok(())
    }

    /// The record under `from` wants this entry to point to it.
    pub fn wants_pointer(&mut self, from: &[u8], entry: &[u8], id: u64) -> Result<()> {
        match self.look(entry)? {
            Look::Broken => {}
            Look::Nothing => {
                let wrong = format!("there is no entry for {}", other(entry));
                self.say(from, wrong, WANTED);
            }
            // A wrong entry is a finding of its own; a right one has found another record first.
            Look::There(Pointer(found)) if found != id => {
                if let Claim::Right = self.claim_of(entry, found)? {
                    let wrong = format!("the entry for {} leads to {found}", other(entry));
                    self.say(from, wrong, "only one record for this entry");
                }
            }
            Look::There(_) => {}
        }
        Ok(())
    }

    /// Alerts to which no entry leads, once all entries were seen.
    pub fn end_of_alerts(&mut self) {
        for (to, NoticeId(id)) in std::mem::take(&mut self.alerts) {
            let (from, entry) = (number_key(b'n', id), person_key(b'z', to));
            self.say(&from, format!("there is no entry for {}", other(&entry)), WANTED);
        }
    }
}
