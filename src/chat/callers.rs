//! Whose client a caller is, and who should take the call: what the rules of
//! [`domain::routing`](crate::domain::routing) say of what is known.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::campaign::Source;
use crate::domain::codes::Reached;
use crate::domain::lead::Lead;
use crate::domain::naming::Named;
use crate::domain::people::{Person, PersonId};
use crate::domain::routing::{self, Candidate, Known, Talk};
use crate::words::Phrase;

use super::say::code_name;
use super::screens::outcome_name;
use super::turn::Room;

/// What is known of a caller when the call is to be led to somebody.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// Who may take the call, the best first.
    pub candidates: Vec<Candidate>,
    /// The last talk.
    pub last: Option<LastTalk>,
    /// How often we rang.
    pub calls: usize,
    /// How often they did.
    pub inquiries: usize,
    /// The client, as a CRM has it, where the card has no name.
    pub client: Option<String>,
}

/// The last talk with somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct LastTalk {
    /// When.
    pub at: DateTime<Utc>,
    /// With whom of us.
    pub by: PersonId,
    /// What came of it.
    pub result: Phrase,
}

/// What is known of a caller.
///
/// # Errors
/// The store's.
pub fn of(room: &Room<'_>, lead: Option<&Lead>) -> Result<Caller> {
    let people = room.facts.people()?;
    let mut caller = Caller::default();
    let mut known = Known::default();
    if let Some(lead) = lead {
        let mut talks = talks(room, lead, &mut caller)?;
        talks.sort_by_key(|talk| talk.at);
        known.talks = talks.iter().map(|talk| Talk { by: talk.by, at: talk.at }).collect();
        caller.last = talks.pop();
        known.responsible = responsible(room, lead, &people, &mut caller)?;
    }
    caller.candidates = routing::candidates(&room.house.campaign.routing.sources, &known, &people);
    Ok(caller)
}

/// Calls that reached somebody, whoever rang whom.
fn talks(room: &Room<'_>, lead: &Lead, caller: &mut Caller) -> Result<Vec<LastTalk>> {
    let attempts = room.facts.attempts(lead.id)?;
    caller.calls = attempts.len();
    let reached = attempts.into_iter().filter(|attempt| {
        let code = room.house.codes.get(&attempt.situation);
        code.is_some_and(|code| code.reached != Reached::Nobody)
    });
    let ours = reached.map(|attempt| LastTalk {
        at: attempt.at,
        by: attempt.by,
        result: code_name(&attempt.situation),
    });
    let inquiries = room.facts.inquiries(lead.id)?;
    caller.inquiries = inquiries.len();
    let theirs = inquiries.iter().filter(|inquiry| inquiry.talk).map(|inquiry| LastTalk {
        at: inquiry.ended,
        by: inquiry.by,
        result: outcome_name(room, inquiry),
    });
    Ok(ours.chain(theirs).collect())
}

/// Who answers for the number, in the order of the campaign's sources.
fn responsible(
    room: &Room<'_>,
    lead: &Lead,
    people: &[Person],
    caller: &mut Caller,
) -> Result<Vec<(Source, PersonId)>> {
    let Some(phone) = &lead.phone else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    let sources = room.house.campaign.routing.sources.iter();
    for source in sources.filter(|source| **source != Source::Own) {
        let Some(line) = room.facts.responsible(*source, phone)? else { continue };
        if let Named::One(who) = line.find(people) {
            found.push((*source, who));
        }
        caller.client = caller.client.take().or(line.client);
    }
    Ok(found)
}
