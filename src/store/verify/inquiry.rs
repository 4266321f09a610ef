//! Calls that came in.

use anyhow::Result;

use super::walk::{Look, Walker};
use crate::domain::alarm::Subject;
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::Lead;
use crate::store::keys::{alarm_key, ended_key, inquiry_of_key, lead_key, number_key};

impl Walker<'_> {
    /// A call that came in.
    pub fn inquiry(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |inquiry: &Inquiry| number_key(b'I', inquiry.id);
        let Some(inquiry) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who took it", inquiry.by)?;
        if let Some(manager) = inquiry.manager {
            self.knows(key, "who was asked for", manager)?;
        }
        if inquiry.ended < inquiry.begun {
            self.say(key, "it ended before it began", "a call begins, then it ends");
        }
        self.wants_mark(key, &ended_key(&inquiry))?;
        if inquiry.waits() {
            let alarm = alarm_key(Subject::Inquiry(inquiry.id));
            if !self.has(&alarm)? {
                let right = "what has to be recorded elsewhere is reminded of";
                self.say(key, "it waits to be recorded, and nothing reminds of it", right);
            }
        }
        if let Some(message) = inquiry.message {
            self.refers(key, "its message", &number_key(b'M', message.0))?;
        }
        if let Some(recall) = inquiry.recall {
            self.refers(key, "its recall", &number_key(b'r', recall.0))?;
        }
        let Some(lead) = inquiry.lead else { return Ok(()) };
        self.wants_mark(key, &inquiry_of_key(lead, inquiry.id))?;
        match self.look::<Lead>(&lead_key(lead))? {
            Look::Broken => {}
            Look::Nothing => {
                self.refers(key, "its lead", &lead_key(lead))?;
            }
            Look::There(lead) => {
                self.same_campaign(key, &inquiry.campaign, Some(&lead.campaign));
                let told = !inquiry.text.is_empty() || !inquiry.filled.is_empty();
                if lead.forgotten.is_some_and(|at| inquiry.ended <= at) && told {
                    let right = "of a forgotten lead nothing is left that tells who it was";
                    self.say(key, "its lead was forgotten, and it tells what was said", right);
                }
            }
        }
        Ok(())
    }
}
