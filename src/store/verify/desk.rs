//! Desks: what is in hand has to be about something that is there.

use anyhow::Result;
use serde::Deserialize;

use super::walk::Walker;
use crate::domain::attempt::Draft;
use crate::domain::people::PersonId;
use crate::domain::walk::Walk;
use crate::store::envelope;
use crate::store::keys::{key as key_of, lead_key};
use crate::store::record::DESK;

impl Walker<'_> {
    /// A desk. Its screens only the conversation knows.
    pub fn desk(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let body = match envelope::open(key, bytes) {
            Ok(opened) if opened.kind == DESK => opened.body,
            Ok(opened) => {
                let wrong =
                    format!("a record of kind {} where one of kind {DESK} belongs", opened.kind);
                self.say(key, wrong, "the desk of a person");
                return Ok(());
            }
            Err(damage) => {
                self.say(key, damage.to_string(), "a desk that opens");
                return Ok(());
            }
        };
        match key.get(1..).and_then(|rest| rest.try_into().ok().map(u64::from_be_bytes)) {
            Some(bits) => self.knows(key, "its person", PersonId((bits ^ (1 << 63)) as i64))?,
            None => self.say(key, "it is nobody's", "the desk of a person"),
        }
        let Ok(desk) = serde_json::from_slice::<InHand>(body) else {
            self.say(key, "what is in hand does not read", "a call or a result, or neither");
            return Ok(());
        };
        for in_hand in std::iter::successors(Some(&desk), |in_hand| in_hand.shelf.as_deref()) {
            if let Some(draft) = &in_hand.draft {
                self.refers(key, "the lead of its result", &lead_key(draft.lead))?;
            }
            if let Some(walk) = &in_hand.walk {
                if let Some(lead) = walk.lead {
                    self.refers(key, "the lead of its call", &lead_key(lead))?;
                }
                let version = key_of(b'k', &[walk.digest.as_bytes()]);
                self.refers(key, "the script of its call", &version)?;
            }
        }
        Ok(())
    }
}

/// What of a desk concerns the store; the rest only the conversation knows.
#[derive(Deserialize)]
pub(super) struct InHand {
    #[serde(default)]
    pub walk: Option<Walk>,
    #[serde(default)]
    draft: Option<Draft>,
    #[serde(default)]
    pub shelf: Option<Box<InHand>>,
}
