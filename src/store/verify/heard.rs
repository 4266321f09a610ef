//! Answers that no branch foresaw, and what was counted of them.

use anyhow::Result;

use super::entries::{Claim, claim, unless};
use super::place::other;
use super::walk::{Look, Walker};
use crate::domain::heard::{Heard, Tally};
use crate::domain::lead::Lead;
use crate::domain::record::OtherAnswer;
use crate::store::keys::{heard_key, lead_key, number_key, order_key, said_key, tally_key};

const TOGETHER: &str = "every answer is counted with those like it";
const COUNTED: &str = "as many as there are answers like it";
const SUMMED: &str = "the sum of the answers at the step";
const NOTHING_LEFT: &str = "of a forgotten client's words nothing stays";

impl Walker<'_> {
    pub fn answer(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |answer: &OtherAnswer| number_key(b's', answer.id);
        let Some(answer) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who wrote it", answer.by)?;
        if let Some(id) = answer.alike().filter(|_| !self.old)
            && !self.has(&said_key(id, answer.id))?
        {
            self.say(key, "it is not counted", TOGETHER);
        }
        if let Some(lead) = answer.lead
            && !answer.text.is_empty()
            && let Look::There(lead) = self.look::<Lead>(&lead_key(lead))?
            && lead.forgotten.is_some()
        {
            self.say(key, "the client was forgotten, the words were not", NOTHING_LEFT);
        }
        Ok(())
    }

    pub fn heard(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |heard: &Heard| heard_key(heard.id);
        let Some(heard) = self.own(key, bytes, own) else {
            self.heard_broken = true;
            return Ok(());
        };
        if let Some((who, _)) = heard.dealt {
            self.knows(key, "who has dealt with it", who)?;
        }
        self.heard.entry(heard.spot.clone()).or_insert_with(|| Tally::new(heard.spot.clone()));
        if let Some(tally) = self.heard.get_mut(&heard.spot) {
            tally.add(&heard);
        }
        self.said.insert(heard.id, heard.times);
        self.wants_mark(key, &order_key(&heard))?;
        self.refers(key, "its step", &tally_key(&heard.spot)).map(|_| ())
    }

    pub fn tally(&mut self, key: &[u8], bytes: &[u8]) {
        let own = |tally: &Tally| tally_key(&tally.spot);
        let Some(tally) = self.own(key, bytes, own) else { return };
        // What was heard comes before it, in the order of letters.
        let summed = self.heard.remove(&tally.spot);
        if !self.heard_broken && summed.as_ref() != Some(&tally) {
            self.say(key, "it counts otherwise than the answers at the step do", SUMMED);
        }
    }

    /// An entry under `V`: the same answer, and one time that it was given.
    pub fn said(&mut self, key: &[u8]) -> Result<Claim> {
        let parts = key.get(1..).filter(|rest| rest.len() == 16).map(|rest| rest.split_at(8));
        let number = |bytes: &[u8]| bytes.try_into().map(u64::from_be_bytes).ok();
        let Some((Some(id), Some(answer))) = parts.map(|(id, a)| (number(id), number(a))) else {
            return Ok(Claim::Wrong("it leads nowhere".to_owned()));
        };
        if let Some(left) = self.said.get_mut(&id) {
            *left = left.wrapping_sub(1);
        }
        let to = number_key(b's', answer);
        Ok(claim(self.look(&to)?, &other(&to), |answer: &OtherAnswer| {
            unless(answer.alike() != Some(id), "says something else")
        }))
    }

    /// Counts that did not come out, once everything was seen.
    pub fn end_of_heard(&mut self) {
        for (id, left) in std::mem::take(&mut self.said) {
            if left != 0 {
                let wrong = "it was given more or less often than it counts";
                self.say(&heard_key(id), wrong, COUNTED);
            }
        }
    }
}
