//! What is left of those who were forgotten.

use super::walk::Walker;
use crate::domain::forget::{Forgotten, Secret};
use crate::store::forget::SECRET;
use crate::store::keys::{count_key, key as key_of};

impl Walker<'_> {
    /// A number that must not be called, or the key of all of them.
    pub fn forgotten(&mut self, key: &[u8], bytes: &[u8]) {
        if key == SECRET {
            self.open::<Secret>(key, bytes);
        } else {
            let own = |forgotten: &Forgotten| key_of(b'h', &[forgotten.mark.as_bytes()]);
            self.own(key, bytes, own);
        }
    }

    /// How many calls were removed.
    pub fn count(&mut self, key: &[u8], bytes: &[u8]) {
        if let Some(count) = self.own(key, bytes, count_key)
            && count.attempts == 0
        {
            self.say(key, "it counts none", "what is counted was there");
        }
    }
}
