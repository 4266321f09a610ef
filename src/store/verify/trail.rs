//! The audit trail: numbered without gaps, each entry chained to the one before it, and its end where
//! it was noted.

use anyhow::Result;

use super::walk::{Look, Walker};
use crate::domain::audit::{Audit, hash};
use crate::store::envelope;
use crate::store::keys::{last_number, number_key, told_key};
use crate::store::trail::{HEAD, Head};

const NUMBERED: &str = "entries are numbered from 1 without gaps";
const CHAINED: &str = "an entry holds the hash of the one before it";
const ENDED: &str = "the trail ends with the entry that was made last";
const FOUND: &str = "an entry about a lead is found under it";

/// The trail, as far as the walk has come.
#[derive(Default)]
pub(super) struct Trail {
    /// Where it should end; none: nothing says so.
    end: Option<Head>,
    last: Head,
}

impl Walker<'_> {
    /// An entry of the trail, or the note of its end, which lies before all of them.
    pub fn trail(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        if key == HEAD {
            self.trail.end = self.open(key, bytes);
            return Ok(());
        }
        let number = last_number(key).unwrap_or_default();
        let last = std::mem::take(&mut self.trail.last);
        if number != last.number + 1 {
            self.say(key, format!("the one before it is entry {}", last.number), NUMBERED);
        }
        if let Some(entry) = self.own(key, bytes, |entry: &Audit| number_key(b'e', entry.number)) {
            if number == last.number + 1 && entry.before != last.hash {
                let wrong = format!("entry {} is not the one that was before it", last.number);
                self.say(key, wrong, CHAINED);
            }
            if let Some(lead) = entry.done.deed.lead() {
                self.wants_mark(key, &told_key(lead, number))?;
            }
        }
        let body = envelope::open(key, bytes).map(|opened| hash(opened.body));
        self.trail.last = Head { number, hash: body.unwrap_or_default() };
        Ok(())
    }

    /// An entry of the index by lead.
    pub fn told(&mut self, key: &[u8]) -> Result<()> {
        let number = last_number(key).unwrap_or_default();
        let entry = number_key(b'e', number);
        if self.refers(key, "its entry", &entry)?
            && let Look::There(entry) = self.look::<Audit>(&entry)?
            && entry.done.deed.lead().map(|lead| told_key(lead, number)).as_deref() != Some(key)
        {
            self.say(key, "its entry is not about this lead", FOUND);
        }
        Ok(())
    }

    /// The trail is over.
    pub fn end_of_trail(&mut self) {
        let Trail { end, last } = std::mem::take(&mut self.trail);
        let noted = end.unwrap_or_default();
        if noted.number != last.number {
            let wrong = format!("{} entries were made, the last is {}", noted.number, last.number);
            self.say(HEAD, wrong, ENDED);
        } else if noted.hash != last.hash {
            self.say(HEAD, format!("entry {} is not as it was made", last.number), ENDED);
        }
    }
}
