//! Who should take a caller. Source: seed 001 (intelligent contact manager), domain page section 7.
//!
//! A known number goes to the colleague who last talked with it, or who answers for it in the CRM, by
//! the campaign's order of sources; whoever is exempt never counts, however often he talked; nobody
//! found, or nobody who can take it now: the default colleague.

use chrono::{DateTime, Utc};

use super::campaign::Source;
use super::people::{Person, PersonId, Role};

/// From this transfer on the caller's patience is at its end. Source: seed 001, «bureaucratic swing».
pub const SWING: usize = 3;

/// Somebody reached somebody at the number, whoever had rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    /// The colleague.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// Why somebody is to take a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Talked with the number last of all who count.
    LastTalk(DateTime<Utc>),
    /// Answers for it in a CRM.
    Responsible(Source),
    /// Talked with it earlier.
    EarlierTalk(DateTime<Utc>),
    /// Takes what nobody else takes.
    Default,
}

/// Whether somebody can take a call now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Can {
    /// On shift, and the bot can write there.
    Now,
    /// Not on shift.
    OffShift,
    /// Has blocked the bot.
    Unreachable,
}

impl Can {
    /// Of this person.
    pub fn of(person: &Person) -> Can {
        match (person.on_shift, person.unreachable) {
            (_, true) => Can::Unreachable,
            (false, false) => Can::OffShift,
            (true, false) => Can::Now,
        }
    }
}

/// Somebody who may take a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub who: PersonId,
    /// Why.
    pub why: Why,
    /// Whether now.
    pub can: Can,
}

/// What is known of a number.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Talks with it, the earliest first.
    pub talks: Vec<Talk>,
    /// Who answers for it, by source.
    pub responsible: Vec<(Source, PersonId)>,
}

/// Who may take a caller, the best first: one for each source in the campaign's order, then who
/// talked with the number earlier, then the default colleague. Everybody is named once, with the
/// first reason. Whoever works here no longer, or is exempt, is not named; but the default colleague is,
/// as such, even if exempt.
pub fn candidates(sources: &[Source], known: &Known, people: &[Person]) -> Vec<Candidate> {
    let counts = |id: PersonId| {
        people.iter().find(|p| p.id == id).filter(|p| p.is(Role::Operator) && !p.exempt)
    };
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |person: &Person, why| {
        if !found.iter().any(|candidate| candidate.who == person.id) {
            found.push(Candidate { who: person.id, why, can: Can::of(person) });
        }
    };
    let talks = || {
        let talks = known.talks.iter().rev();
        talks.filter_map(|talk| counts(talk.by).map(|person| (person, talk.at)))
    };
    for source in sources {
        if *source == Source::Own {
            if let Some((person, at)) = talks().next() {
                add(person, Why::LastTalk(at));
            }
        } else {
            let named = known.responsible.iter().filter(|(from, _)| from == source);
            if let Some(person) = named.filter_map(|(_, who)| counts(*who)).next() {
                add(person, Why::Responsible(*source));
            }
        }
    }
    if sources.contains(&Source::Own) {
        talks().for_each(|(person, at)| add(person, Why::EarlierTalk(at)));
    }
    if let Some(person) = people.iter().find(|p| p.default_for_calls && p.is(Role::Operator)) {
        add(person, Why::Default);
    }
    found
}

/// The first who can take the call now, is not `me`, and was not asked before.
pub fn next<'c>(
    candidates: &'c [Candidate],
    me: PersonId,
    asked: &[PersonId],
) -> Option<&'c Candidate> {
    candidates.iter().find(|c| c.can == Can::Now && c.who != me && !asked.contains(&c.who))
}

/// Whose client it is: the first who is named for a reason other than that nobody else is.
pub fn whose(candidates: &[Candidate]) -> Option<&Candidate> {
    candidates.first().filter(|candidate| candidate.why != Why::Default)
}
