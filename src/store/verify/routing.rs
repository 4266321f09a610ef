//! Calls that are offered to colleagues, and who answers for whom in a CRM.

use anyhow::Result;

use super::desk::InHand;
use super::walk::{Look, Walker};
use crate::domain::alarm::Subject;
use crate::domain::offer::Offer;
use crate::domain::people::Person;
use crate::domain::responsible::Responsible;
use crate::store::envelope;
use crate::store::keys::{alarm_key, lead_key, number_key, person_key, responsible_key};

const ON_DESK: &str = "a call that is offered stays with whoever offers it until it is taken";
const ENDS: &str = "an offer that waits ends by itself";

impl Walker<'_> {
    pub fn offer(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |offer: &Offer| number_key(b'O', offer.id);
        let Some(offer) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who offers it", offer.from)?;
        self.knows(key, "to whom it is offered", offer.to)?;
        self.refers(key, "its message", &number_key(b'n', offer.notice.0))?;
        if let Some(lead) = offer.lead {
            self.refers(key, "its lead", &lead_key(lead))?;
        }
        if !offer.is_open() {
            return Ok(());
        }
        if !self.has(&alarm_key(Subject::Offer(offer.id)))? {
            self.say(key, "it waits, and no alarm is set", ENDS);
        }
        // Whoever has left keeps no desk for ever.
        let from = self.look::<Person>(&person_key(b'p', offer.from))?;
        let left = matches!(from, Look::There(person) if person.left);
        if !left && self.offered_on(&offer)? == Some(false) {
            self.say(
                key,
                "it waits, and its call is not on the desk of whoever offers it",
                ON_DESK,
            );
        }
        Ok(())
    }

    /// Whether the call is on the desk; none: the desk does not read.
    fn offered_on(&self, offer: &Offer) -> Result<Option<bool>> {
        let at = person_key(b'd', offer.from);
        let Some(bytes) = self.disk.get(&at).ok().flatten() else { return Ok(Some(false)) };
        let Ok(opened) = envelope::open(&at, &bytes) else { return Ok(None) };
        let Ok(desk) = serde_json::from_slice::<InHand>(opened.body) else { return Ok(None) };
        let mut all = std::iter::successors(Some(&desk), |in_hand| in_hand.shelf.as_deref());
        let open = |in_hand: &InHand| {
            let inbound = in_hand.walk.as_ref().and_then(|walk| walk.inbound.as_deref());
            inbound.is_some_and(|inbound| inbound.handing.open == Some(offer.id))
        };
        Ok(Some(all.any(open)))
    }

    pub fn responsible(&mut self, key: &[u8], bytes: &[u8]) {
        self.own(key, bytes, |line: &Responsible| responsible_key(line.source, &line.phone));
    }
}
