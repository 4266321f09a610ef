//! Records: what each says of itself and of others.

use anyhow::Result;

use super::entries::is_alert;
use super::place::other;
use super::walk::{Look, Walker};
use crate::domain::alarm::{Alarm, Subject};
use crate::domain::codes::CodeId;
use crate::domain::consent::{Ask, Request};
use crate::domain::lead::{Field, Lead, LeadId};
use crate::domain::notice::{Body, Notice};
use crate::domain::people::{Invite, Person};
use crate::domain::recall::{DueKind, Recall, RecallId, State};
use crate::domain::record::{Attempt, Standing};
use crate::store::book::{Pointer, Shown, Version};
use crate::store::keys::{
    alarm_key, asked_key, attempt_key, key as key_of, lead_key, number_key, open_key, owner_key,
    person_key, phone_key, ring_key, time_key, wake_key,
};
use crate::store::seen::SeenBlock;

const COUNTED: &str = "numbered from 1 without gaps, as many as the lead counts";
const CONSENT: &str = "an attempt waits exactly as long as a request for its consent is open";
const CLOSED_BY: &str = "closed by the result of the last attempt that counts";
const OPEN_FOR: &str = "no open recall where nobody may call";
const NOTHING_LEFT: &str = "of a forgotten lead nothing stays that tells who it was";
const WAKES: &str = "what waits, was told or was taken wakes the timer, nothing else";

/// The attempts of one lead, as far as the walk has come.
pub(super) struct Run {
    lead: LeadId,
    record: Option<Lead>,
    last: u16,
    pending: Option<u16>,
    /// The last result that counts; none if an attempt after it is damaged.
    good: Option<CodeId>,
    whole: bool,
}

impl Walker<'_> {
    pub fn person(&mut self, key: &[u8], bytes: &[u8]) {
        self.own(key, bytes, |person: &Person| person_key(b'p', person.id));
    }

    pub fn invite(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |invite: &Invite| key_of(b'i', &[invite.token.as_bytes()]);
        let Some(invite) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who made it", invite.by)?;
        invite.used_by.map_or(Ok(()), |who| self.knows(key, "who came in by it", who))
    }

    pub fn lead(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |lead: &Lead| lead_key(lead.id);
        let Some(lead) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who entered it", lead.by)?;
        if let Some(promise) = &lead.do_not_call {
            self.knows(key, "who put it on the do-not-call list", promise.by)?;
        }
        match &lead.phone {
            Some(phone) => {
                self.wants_pointer(key, &phone_key(&lead.campaign, phone), lead.id.0.into())?;
            }
            None if lead.forgotten.is_none() => {
                self.say(key, "it has no number", "only a lead that was forgotten has none");
            }
            None => {}
        }
        if lead.forgotten.is_some() && Field::ALL.iter().any(|field| lead.value(*field).is_some()) {
            self.say(key, "it was forgotten and still tells who it is", NOTHING_LEFT);
        }
        let first = attempt_key(lead.id, 0);
        let end = attempt_key(lead.id, u16::MAX);
        let none = matches!(self.disk.keys(&first, &end, 1), Ok(keys) if keys.is_empty());
        if none && lead.attempts > 0 {
            let wrong = format!("it counts {} attempts, and there are none", lead.attempts);
            self.say(key, wrong, COUNTED);
        } else if none && let Some(closed) = &lead.closed {
            let wrong = format!("it is closed by {}, without an attempt", closed.code.as_str());
            self.say(key, wrong, CLOSED_BY);
        }
        Ok(())
    }

    /// The key of an attempt: its number has to be the next one.
    pub fn next_attempt(&mut self, key: &[u8]) -> Result<()> {
        let Some((lead, number)) = attempt_of(key) else { return Ok(()) };
        if self.run.as_ref().is_none_or(|run| run.lead != lead) {
            self.end_of_run()?;
            let record = match self.look(&lead_key(lead))? {
                Look::There(lead) => Some(lead),
                Look::Broken => None,
                Look::Nothing => {
                    self.refers(key, "its lead", &lead_key(lead))?;
                    None
                }
            };
            self.run = Some(Run { lead, record, last: 0, pending: None, good: None, whole: true });
        }
        let Some(run) = &mut self.run else { return Ok(()) };
        let last = std::mem::replace(&mut run.last, number);
        // What comes after one that waits has no business to be there.
        let waiting = run.pending.take();
        if number != last.wrapping_add(1) {
            self.say(key, format!("the one before it has the number {last}"), COUNTED);
        }
        if let Some(waiting) = waiting {
            let wrong = "it waits for a consent, and there is a later one";
            self.say(
                &attempt_key(lead, waiting),
                wrong,
                "only the last attempt of a lead may wait",
            );
        }
        Ok(())
    }

    pub fn attempt(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |attempt: &Attempt| attempt_key(attempt.lead, attempt.number);
        let Some(attempt) = self.own(key, bytes, own) else {
            if let Some(run) = &mut self.run {
                (run.whole, run.good) = (false, None);
            }
            return Ok(());
        };
        self.knows(key, "who made it", attempt.by)?;
        let (campaign, forgotten) = match &mut self.run {
            Some(run) => {
                match attempt.standing {
                    Standing::Good => run.good = Some(attempt.code.clone()),
                    Standing::Pending => run.pending = Some(attempt.number),
                    Standing::Declined => {}
                }
                let lead = run.record.as_ref();
                let forgotten = lead.is_some_and(|lead| lead.forgotten.is_some());
                (lead.map(|lead| lead.campaign.clone()), forgotten)
            }
            None => (None, false),
        };
        self.same_campaign(key, &attempt.campaign, campaign.as_deref());
        if forgotten && !attempt.comment.is_empty() {
            self.say(key, "its lead was forgotten and it has a comment", NOTHING_LEFT);
        }
        if !self.old {
            self.wants_mark(key, &time_key(&attempt))?;
        }
        if attempt.standing == Standing::Pending {
            let waits = match self.look(&asked_key(attempt.lead))? {
                Look::There(Pointer(id)) => match self.look::<Request>(&number_key(b'q', id))? {
                    Look::There(request) => {
                        let consent = Ask::Consent { attempt: attempt.number };
                        request.lead == attempt.lead
                            && request.ask == consent
                            && request.answer.is_none()
                    }
                    Look::Broken => true,
                    Look::Nothing => false,
                },
                Look::Broken => true,
                Look::Nothing => false,
            };
            if !waits {
                self.say(key, "it waits for a consent that nobody is asked for", CONSENT);
            }
        }
        Ok(())
    }

    pub(super) fn same_campaign(&mut self, key: &[u8], own: &str, of_lead: Option<&str>) {
        if of_lead.is_some_and(|of_lead| of_lead != own) {
            self.say(key, "its campaign is not that of its lead", "one campaign for both");
        }
    }

    /// The attempts of a lead are over.
    pub fn end_of_run(&mut self) -> Result<()> {
        let Some(run) = self.run.take() else { return Ok(()) };
        let Some(lead) = run.record else { return Ok(()) };
        let at = lead_key(run.lead);
        if lead.attempts != run.last {
            let wrong =
                format!("it counts {} attempts, the last one is {}", lead.attempts, run.last);
            self.say(&at, wrong, COUNTED);
        } else if let Some(closed) = &lead.closed
            && (run.whole || run.good.is_some())
            && run.good.as_ref() != Some(&closed.code)
        {
            let last = run.good.as_ref().map_or("none", CodeId::as_str);
            let wrong =
                format!("it is closed by {}, its last result is {last}", closed.code.as_str());
            self.say(&at, wrong, CLOSED_BY);
        }
        Ok(())
    }

    pub fn recall(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |recall: &Recall| number_key(b'r', recall.id.0);
        let Some(recall) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "its owner", recall.owner)?;
        let lead = match self.look::<Lead>(&lead_key(recall.lead))? {
            Look::There(lead) => Some(lead),
            Look::Broken => None,
            Look::Nothing => {
                self.refers(key, "its lead", &lead_key(recall.lead))?;
                None
            }
        };
        if let Some(lead) = &lead {
            self.same_campaign(key, &recall.campaign, Some(&lead.campaign));
            // The calls of a lead that was forgotten may be removed; who was never called may be promised
            // a call.
            if lead.forgotten.is_none() && recall.attempt > 0 {
                self.refers(key, "its attempt", &attempt_key(recall.lead, recall.attempt))?;
            }
            if let Some(id) = recall.inquiry.filter(|_| lead.forgotten.is_none()) {
                self.refers(key, "its inquiry", &number_key(b'I', id))?;
            }
        }
        self.told_of(key, &recall)?;
        self.wake(key, &recall);
        if !recall.is_open() {
            return Ok(());
        }
        self.wants_pointer(key, &open_key(recall.lead), recall.id.0)?;
        self.wants_mark(key, &owner_key(&recall))?;
        if let Some(at) = recall.wake {
            self.wants_mark(key, &wake_key(at, recall.id))?;
        }
        if let Some(lead) = lead {
            if lead.phone.is_none() {
                self.say(key, "it is open, its lead has no number", OPEN_FOR);
            } else if lead.do_not_call.is_some() {
                self.say(key, "it is open, its lead is on the do-not-call list", OPEN_FOR);
            } else if lead.closed.is_some() && recall.kind == DueKind::Recall {
                self.say(key, "it is open, its lead is closed", OPEN_FOR);
            }
            if recall.attempt < lead.attempts {
                let wrong = format!("it is open since attempt {}", recall.attempt);
                let right = "an attempt closes the recalls of earlier ones";
                self.say(key, format!("{wrong}, its lead has later ones"), right);
            }
        }
        Ok(())
    }

    fn told_of(&mut self, key: &[u8], recall: &Recall) -> Result<()> {
        let Some(id) = recall.notice else {
            if recall.state == State::Told {
                self.say(key, "it was told by no notice", "what was told names its notice");
            }
            return Ok(());
        };
        let to = number_key(b'n', id);
        if let Look::There(notice) = self.look::<Notice>(&to)? {
            let of = match &notice.body {
                Body::Due { recalls } | Body::Handed { recalls, .. } => recalls.as_slice(),
                _ => &[],
            };
            if !of.contains(&recall.id) {
                let wrong = format!("{} does not tell of it", other(&to));
                self.say(key, wrong, "the notice that a recall names tells of it");
            }
            return Ok(());
        }
        self.refers(key, "its notice", &to).map(|_| ())
    }

    fn wake(&mut self, key: &[u8], recall: &Recall) {
        let sleeps = matches!(recall.state, State::Overdue | State::Closed);
        match recall.wake {
            None if !sleeps => self.say(key, "it never wakes", WAKES),
            Some(_) if sleeps => {
                let state = if recall.is_open() { "overdue" } else { "closed" };
                self.say(key, format!("it wakes although it is {state}"), WAKES);
            }
            Some(at) if recall.state == State::Waiting && at < recall.due => {
                let early = (recall.due - at).num_seconds();
                let right = "nobody is told before the time";
                self.say(key, format!("it wakes {early} s before it is due"), right);
            }
            Some(_) | None => {}
        }
    }

    pub fn request(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |request: &Request| number_key(b'q', request.id);
        let Some(request) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "who asks", request.by)?;
        if let Some(answer) = request.answer {
            self.knows(key, "who answered", answer.by)?;
        } else {
            self.wants_pointer(key, &asked_key(request.lead), request.id)?;
        }
        for notice in &request.notices {
            self.refers(key, "its notice", &number_key(b'n', notice.0))?;
        }
        let there = self.refers(key, "its lead", &lead_key(request.lead))?;
        let Ask::Consent { attempt } = request.ask else { return Ok(()) };
        let attempt = attempt_key(request.lead, attempt);
        let lead = self.look::<Lead>(&lead_key(request.lead))?;
        let forgotten = matches!(lead, Look::There(lead) if lead.forgotten.is_some());
        match self.look::<Attempt>(&attempt)? {
            Look::Nothing if there && !forgotten => {
                self.refers(key, "its attempt", &attempt)?;
            }
            Look::There(found)
                if request.answer.is_none() && found.standing != Standing::Pending =>
            {
                let wrong = format!("it is open, {} does not wait", other(&attempt));
                self.say(key, wrong, CONSENT);
            }
            _ => {}
        }
        Ok(())
    }

    pub fn notice(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |notice: &Notice| number_key(b'n', notice.id.0);
        let Some(notice) = self.own(key, bytes, own) else { return Ok(()) };
        self.knows(key, "its reader", notice.to)?;
        if is_alert(&notice) {
            // In the order of their numbers: the last one stays.
            self.alerts.insert(notice.to, notice.id);
        }
        if notice.is_dirty() {
            self.wants_mark(key, &number_key(b'x', notice.id.0))?;
        }
        match &notice.body {
            Body::Due { recalls } | Body::Overdue { recalls } => self.tells_of(key, recalls),
            Body::Handed { recalls, from } => {
                self.tells_of(key, recalls)?;
                self.knows(key, "who handed over", *from)
            }
            Body::Relieved { recall, promise } => self.tells_of(key, &[*recall, *promise]),
            Body::Request { request } => {
                self.refers(key, "its request", &number_key(b'q', *request)).map(|_| ())
            }
            Body::Answer { request } => self.tells_answer(key, *request),
            Body::Message { message } | Body::MessageNews { message } => {
                self.refers(key, "the message", &number_key(b'M', message.0)).map(|_| ())
            }
            // Those of a lead that was forgotten may be removed.
            Body::Unrecorded { .. } | Body::Role | Body::Hold | Body::Mark | Body::File { .. } => {
                Ok(())
            }
            Body::Offer { offer } | Body::Offered { offer } => {
                self.refers(key, "its offer", &number_key(b'O', *offer)).map(|_| ())
            }
            Body::Joined { who } => self.knows(key, "who came in", *who),
        }
    }

    fn tells_of(&mut self, key: &[u8], recalls: &[RecallId]) -> Result<()> {
        for id in recalls {
            self.refers(key, "its recall", &number_key(b'r', id.0))?;
        }
        Ok(())
    }

    fn tells_answer(&mut self, key: &[u8], id: u64) -> Result<()> {
        let to = number_key(b'q', id);
        match self.look::<Request>(&to)? {
            Look::There(request) if request.answer.is_none() => {
                let wrong = format!("it tells the answer to {}, which has none", other(&to));
                self.say(key, wrong, "told is what was answered");
            }
            Look::There(_) | Look::Broken => {}
            Look::Nothing => {
                self.refers(key, "its request", &to)?;
            }
        }
        Ok(())
    }

    pub fn version(&mut self, key: &[u8], bytes: &[u8]) {
        self.own(key, bytes, |version: &Version| key_of(b'k', &[version.digest.as_bytes()]));
    }

    pub fn shown(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        if self.open::<Shown>(key, bytes).is_some() {
            let desk = key_of(b'd', &[key.get(1..).unwrap_or_default()]);
            self.refers(key, "its desk", &desk)?;
        }
        Ok(())
    }

    pub fn updates(&mut self, key: &[u8], bytes: &[u8]) {
        if key.len() != 9 || SeenBlock::read(bytes).is_none_or(|block| block.seen == 0) {
            let wrong = format!("it holds {} bytes", bytes.len());
            self.say(key, wrong, "the time of the last turn and which updates were seen, 16 bytes");
        }
    }

    pub fn update(&mut self, key: &[u8], bytes: &[u8]) {
        if key.len() != 9 || bytes.len() != 8 {
            let wrong = format!("it holds {} bytes", bytes.len());
            self.say(key, wrong, "the time of the turn, 8 bytes");
        }
    }

    pub fn alarm(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        let own = |alarm: &Alarm| alarm_key(alarm.subject);
        let Some(alarm) = self.own(key, bytes, own) else { return Ok(()) };
        let about = match alarm.subject {
            Subject::Desk(who) => person_key(b'd', who),
            Subject::Message(id) => number_key(b'M', id),
            Subject::Offer(id) => number_key(b'O', id),
            Subject::Inquiry(id) => number_key(b'I', id),
        };
        self.refers(key, "what it is about", &about)?;
        self.wants_mark(key, &ring_key(&alarm))
    }
}

fn attempt_of(key: &[u8]) -> Option<(LeadId, u16)> {
    let (lead, number) = key.get(1..)?.split_first_chunk::<4>()?;
    let number = u16::from_be_bytes(number.try_into().ok()?);
    Some((LeadId(u32::from_be_bytes(*lead)), number))
}
