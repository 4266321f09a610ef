//! The audit trail: numbered without gaps, each entry chained to the one before it, and its end where
//! it was noted.

use anyhow::Result;

use super::place::other;
use super::walk::{Look, Walker, is_damage};
use crate::domain::audit::{Audit, hash};
use crate::domain::lead::LeadId;
use crate::store::envelope;
use crate::store::keys::{last_number, number_key, told_key};
use crate::store::trail::{HEAD, Head, numbers};

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
            if let Some(lead) = entry.done.deed.lead()
                && !self.names(lead, number)?
            {
                self.say(key, format!("{} does not name it", other(&told_key(lead))), FOUND);
            }
        }
        let body = envelope::open(key, bytes).map(|opened| hash(opened.body));
        self.trail.last = Head { number, hash: body.unwrap_or_default() };
        Ok(())
    }

    /// Whether the list of the entries about a lead has this one. One that does not read is a
    /// finding of its own.
    fn names(&self, lead: LeadId, number: u64) -> Result<bool> {
        match self.disk.get(&told_key(lead)) {
            Ok(list) => Ok(numbers(&list.unwrap_or_default()).binary_search(&number).is_ok()),
            Err(fault) if is_damage(&fault) => Ok(true),
            Err(fault) => Err(fault),
        }
    }

    /// The list of the entries about a lead.
    pub fn told(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let numbers = numbers(bytes);
        if !bytes.len().is_multiple_of(8) || !numbers.is_sorted_by(|one, two| one < two) {
            self.say(key, "it is no list of rising numbers".to_owned(), FOUND);
            return Ok(());
        }
        for number in numbers {
            let entry = number_key(b'e', number);
            if self.refers(key, "an entry", &entry)?
                && let Look::There(found) = self.look::<Audit>(&entry)?
                && found.done.deed.lead().map(told_key).as_deref() != Some(key)
            {
                self.say(key, format!("entry {number} is not about this lead"), FOUND);
            }
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
