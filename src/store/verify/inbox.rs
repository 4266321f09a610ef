//! Messages to colleagues, and how managers want their calls handled.

use anyhow::Result;

use super::walk::{Look, Walker};
use crate::domain::alarm::Subject;
use crate::domain::lead::Lead;
use crate::domain::message::{Because, Form, Message, State};
use crate::domain::people::PersonId;
use crate::domain::profile::Profile;
use crate::store::keys::{alarm_key, inbox_key, lead_key, number_key, person_key};

const NOTHING_LEFT: &str = "of a forgotten caller's words nothing stays";

impl Walker<'_> {
    pub fn message(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |message: &Message| number_key(b'M', message.id.0);
        let Some(message) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who took it", message.by)?;
        self.knows(key, "for whom it is", message.to)?;
        for sent in &message.sent {
            self.knows(key, "to whom it was sent", sent.to)?;
            if let Because::StandIn(who) | Because::Passed(who) = sent.because {
                self.knows(key, "from whom it went on", who)?;
            }
            self.wants_mark(key, &inbox_key(sent.to, message.id))?;
        }
        if let Some(inquiry) = message.inquiry {
            self.refers(key, "the call", &number_key(b'I', inquiry))?;
        }
        match message.state {
            State::Waiting => {
                self.wants_mark(key, &number_key(b'U', message.id.0))?;
                let alarm = alarm_key(Subject::Message(message.id.0));
                if !self.has(&alarm)? {
                    let right = "a message goes on until somebody has read it";
                    self.say(key, "nobody has read it, and nothing sees to it", right);
                }
            }
            State::Read { by, .. } | State::Calls { by, .. } => {
                self.knows(key, "who has read it", by)?;
            }
        }
        if let State::Calls { recall, .. } = message.state {
            self.refers(key, "the recall", &number_key(b'r', recall.0))?;
        }
        if let Some(lead) = message.lead
            && self.refers(key, "who called", &lead_key(lead))?
            && let Look::There(lead) = self.look::<Lead>(&lead_key(lead))?
            && lead.forgotten.is_some()
            && message.form != Form::default()
        {
            self.say(key, "the caller was forgotten, his words were not", NOTHING_LEFT);
        }
        Ok(())
    }

    pub fn profile(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |profile: &Profile| person_key(b'P', profile.who);
        let Some(profile) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "whose it is", profile.who)?;
        self.knows(key, "who changed it", profile.by)?;
        let colleagues: Vec<PersonId> =
            profile.elsewhere.iter().filter_map(|entry| entry.person).collect();
        for who in colleagues.into_iter().chain(profile.stand_in) {
            self.knows(key, "a colleague", who)?;
        }
        Ok(())
    }
}
