//! What a turn did, for the audit trail: read off its changes at one place, by comparing them with
//! what was there before. What cannot be seen that way, a turn notes itself ([`Turn::done`]).

use std::collections::HashMap;

use anyhow::Result;

use crate::domain::audit::{Deed, Done, short_invite};
use crate::domain::consent::{Ask, Request};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::{Field, Lead, LeadId};
use crate::domain::message::{self, Because, Message};
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::recall::{Recall, RecallId, State};
use crate::domain::record::{Attempt, Change, Standing};

use super::desk::Screen;
use super::turn::{Room, Turn};

/// Notes in the audit trail what the turn did. `before` is the screen with which it began.
///
/// # Errors
/// The store's.
pub fn note(turn: &mut Turn<'_>, before: &Screen) -> Result<()> {
    let mut eyes = Eyes { by: turn.me.id, ..Eyes::default() };
    for change in &turn.changes {
        eyes.see(turn, &turn.changes, change)?;
    }
    if let Screen::Lead(id) = turn.desk.screen
        && turn.me.is(Role::Supervisor)
        && !shows_card(before, id)
        && !turn.still
        && !turn.changes.iter().any(|change| forgets(change, id))
        && turn.facts.lead(id)?.is_some_and(|lead| lead.by != turn.me.id)
    {
        eyes.saw(Deed::CardOpened { lead: id });
    }
    let at = turn.now;
    let done = eyes.deeds.into_iter().map(|(by, deed)| Change::Audit(Done { at, by, deed }));
    turn.changes.extend(done);
    Ok(())
}

/// The card, or what belongs to it, is before the person already. Other screens may be about the lead,
/// such as its part of the trail, and are opened without its card.
fn shows_card(screen: &Screen, id: LeadId) -> bool {
    match screen {
        Screen::Lead(lead)
        | Screen::History(lead, _)
        | Screen::Edit(lead)
        | Screen::Field(lead, _)
        | Screen::DoNotCall(lead)
        | Screen::Saved(lead, _) => *lead == id,
        _ => false,
    }
}

fn forgets(change: &Change, id: LeadId) -> bool {
    matches!(change, Change::Lead(lead) if lead.id == id && lead.forgotten.is_some())
}

/// Records as the changes before the one at hand left them, and what was seen so far.
#[derive(Default)]
struct Eyes<'c> {
    by: PersonId,
    leads: HashMap<LeadId, &'c Lead>,
    recalls: HashMap<RecallId, &'c Recall>,
    people: HashMap<PersonId, &'c Person>,
    deeds: Vec<(Option<PersonId>, Deed)>,
}

impl<'c> Eyes<'c> {
    fn saw(&mut self, deed: Deed) {
        self.deeds.push((Some(self.by), deed));
    }

    fn see(&mut self, room: &Room<'_>, all: &[Change], change: &'c Change) -> Result<()> {
        match change {
            Change::Lead(lead) => {
                let before = match self.leads.insert(lead.id, lead) {
                    Some(before) => Some(before.clone()),
                    None => room.facts.lead(lead.id)?,
                };
                self.lead(before.as_ref(), lead);
            }
            Change::Attempt(attempt) => {
                let known = room.facts.attempt(attempt.lead, attempt.number)?;
                self.attempt(known.as_ref(), attempt);
            }
            Change::Recall(recall) => {
                let before = match self.recalls.insert(recall.id, recall) {
                    Some(before) => Some(before.clone()),
                    None => room.facts.recall(recall.id)?,
                };
                self.recall(before.as_ref(), recall);
            }
            Change::Request(request) => {
                let known = room.facts.request(request.id)?.is_some();
                self.request(known, request);
            }
            Change::Person(person) => {
                let before = match self.people.insert(person.id, person) {
                    Some(before) => Some(before.clone()),
                    None => room.facts.person(person.id)?,
                };
                self.person(before.as_ref(), person, all);
            }
            Change::Invite(invite) if invite.used_by.is_none() => {
                let invite = (short_invite(&invite.token), invite.role);
                self.saw(Deed::InviteMade { invite: invite.0, role: invite.1 });
            }
            Change::Inquiry(inquiry) => {
                let known = room.facts.inquiry(inquiry.id)?;
                self.inquiry(known.as_ref(), inquiry);
            }
            // Who used an invite stands with whoever came in.
            Change::Invite(_)
            | Change::Notice(_)
            | Change::Answer(_)
            | Change::Heard(_)
            | Change::Audit(_) => {}
            Change::Message(message) => {
                let before = room.facts.message(message.id)?;
                self.message(before.as_ref(), message);
            }
            Change::Profile(profile) => self.saw(Deed::ProfileChanged { person: profile.who }),
            Change::Alarm(_) | Change::Responsible(_) => {}
            // Whoever forgets lessons, or has them taught, says so.
            Change::Lesson(_) | Change::Learning(_) => {}
            // Whoever takes a call says so.
            Change::Offer(_) => {}
            // Whoever forgets says so.
            Change::Forgotten(_) | Change::Secret(_) | Change::Count(_) | Change::Gone(_) => {}
        }
        Ok(())
    }

    fn lead(&mut self, before: Option<&Lead>, now: &Lead) {
        let lead = now.id;
        let Some(before) = before else { return self.saw(Deed::LeadEntered { lead }) };
        if before.closed.is_some() && now.closed.is_none() {
            self.saw(Deed::Reopened { lead });
        }
        match (&before.do_not_call, &now.do_not_call) {
            (None, Some(_)) => self.saw(Deed::DoNotCallSet { lead }),
            (Some(_), None) => self.saw(Deed::DoNotCallLifted { lead }),
            _ => {}
        }
        if now.forgotten.is_some() {
            return;
        }
        let changed = |field: &Field| before.value(*field) != now.value(*field);
        let fields: Vec<Field> = Field::ALL.into_iter().filter(changed).collect();
        if !fields.is_empty() {
            self.saw(Deed::LeadEdited { lead, fields });
        }
        if now.stage != before.stage {
            self.saw(Deed::StageSet { lead, stage: now.stage });
        }
        if let Some(kind) = now.kind.filter(|_| now.kind != before.kind) {
            self.saw(Deed::KindSet { lead, kind });
        }
    }

    fn attempt(&mut self, before: Option<&Attempt>, now: &Attempt) {
        let (lead, attempt) = (now.lead, now.number);
        if before.is_some_and(|was| was.standing == now.standing && was.code == now.code) {
            // Only what was said in it is gone.
            return;
        }
        self.saw(match (before.map(|before| before.standing), now.standing) {
            (Some(Standing::Pending), Standing::Good) => Deed::ConsentGiven { lead, attempt },
            (Some(Standing::Pending), Standing::Declined) => {
                Deed::ConsentDeclined { lead, attempt }
            }
            _ => Deed::AttemptSaved { lead, attempt, code: now.code.clone() },
        });
    }

    fn inquiry(&mut self, before: Option<&Inquiry>, now: &Inquiry) {
        let (lead, inquiry) = (now.lead, now.id);
        match before {
            None => self.saw(Deed::InquirySaved { lead, inquiry }),
            Some(before) if before.waits() && !now.waits() && !now.text.is_empty() => {
                self.saw(Deed::InquiryRecorded { lead, inquiry });
            }
            // Only what was told in it is gone, or another message reminds of it.
            Some(_) => {}
        }
    }

    fn recall(&mut self, before: Option<&Recall>, now: &Recall) {
        let (lead, recall, owner, due) = (now.lead, now.id, now.owner, now.due);
        let Some(before) = before else {
            return self.saw(Deed::RecallSet { lead, recall, owner, due });
        };
        if now.state == State::Closed {
            if before.is_open() {
                self.saw(Deed::RecallClosed { lead, recall });
            }
            return;
        }
        if before.due != due {
            self.saw(Deed::RecallMoved { lead, recall, due });
        }
        let took = now.state == State::Taken && before.state != State::Taken;
        if took || (before.owner != owner && owner == self.by) {
            self.saw(Deed::RecallTaken { lead, recall });
        } else if before.owner != owner {
            self.saw(Deed::RecallHanded { lead, recall, to: owner });
        }
    }

    fn request(&mut self, known: bool, now: &Request) {
        let lead = now.lead;
        match (now.ask, known) {
            (Ask::Consent { attempt }, false) => self.saw(Deed::ConsentAsked { lead, attempt }),
            (Ask::Reopen, false) => self.saw(Deed::ReopenAsked { lead }),
            (Ask::Reopen, true) if now.answer.is_some_and(|answer| !answer.yes) => {
                self.saw(Deed::ReopenDeclined { lead });
            }
            // The attempt or the lead tells.
            _ => {}
        }
    }

    fn message(&mut self, before: Option<&Message>, now: &Message) {
        let (lead, message) = (now.lead, now.id);
        let Some(before) = before else {
            return self.saw(Deed::MessageTaken { lead, message, to: now.to });
        };
        for sent in now.sent.iter().skip(before.sent.len()) {
            if let Because::Passed(_) = sent.because {
                self.saw(Deed::MessagePassed { lead, message, to: sent.to });
            }
        }
        if before.state == now.state || now.forgotten {
            return;
        }
        match now.state {
            message::State::Waiting => {}
            message::State::Read { .. } => self.saw(Deed::MessageRead { lead, message }),
            message::State::Calls { recall, .. } => {
                self.saw(Deed::MessageAnswered { lead, message, recall });
            }
        }
    }

    fn person(&mut self, before: Option<&Person>, now: &Person, all: &[Change]) {
        let (person, role) = (now.id, now.role);
        let Some(before) = before.filter(|before| !before.left || now.left) else {
            let used = all.iter().find_map(|change| match change {
                Change::Invite(invite) if invite.used_by == Some(person) => Some(invite),
                _ => None,
            });
            let invite = used.map(|invite| short_invite(&invite.token));
            return self.saw(Deed::PersonJoined { person, role, invite });
        };
        if now.left && !before.left {
            return self.saw(Deed::PersonRemoved { person });
        }
        if before.role != role {
            // Nobody gives himself a role: the settings name him as an owner.
            let by = Some(self.by).filter(|by| *by != person);
            self.deeds.push((by, Deed::RoleGiven { person, role }));
        }
        let settings = |p: &Person| (p.name.clone(), p.lang.clone(), p.zone, p.on_shift);
        let calls = |p: &Person| (p.exempt, p.default_for_calls);
        let own = person == self.by || settings(before) == settings(now);
        if !now.left && (!own || calls(before) != calls(now)) {
            self.saw(Deed::SettingsChanged { person });
        }
    }
}
