//! How a manager's calls are handled: the ten questions of the secretary's telephone form, and what
//! they decide while somebody is on the line. Source: seed 001 (the telephone form), domain page
//! section 6.

mod caller;
mod span;
mod verdict;

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

pub use caller::{Caller, Whom, same_topic};
pub use span::{DAY, Span, next, within};
pub use verdict::{Because, Standing, Verdict, What};

use super::people::PersonId;

/// The questions of the form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// 1. Why people call.
    Why,
    /// 2. Which calls go to whom.
    Elsewhere,
    /// 3. Which topics the secretary settles.
    Settled,
    /// 4. In which hours nobody is put through.
    Quiet,
    /// 5. Who is never put through.
    Never,
    /// 6. Who only at certain hours.
    Hours,
    /// 7. Who at any time.
    Always,
    /// 8. Private talk: with whom, when.
    Private,
    /// 9. The best hours to be called.
    Best,
    /// 10. The best hours to reach certain callers.
    Reach,
}

impl Question {
    /// In the order of the form.
    pub const ALL: [Question; 10] = [
        Question::Why,
        Question::Elsewhere,
        Question::Settled,
        Question::Quiet,
        Question::Never,
        Question::Hours,
        Question::Always,
        Question::Private,
        Question::Best,
        Question::Reach,
    ];

    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            Question::Why => "why",
            Question::Elsewhere => "elsewhere",
            Question::Settled => "settled",
            Question::Quiet => "quiet",
            Question::Never => "never",
            Question::Hours => "hours",
            Question::Always => "always",
            Question::Private => "private",
            Question::Best => "best",
            Question::Reach => "reach",
        }
    }

    /// The question with this id.
    pub fn from_id(id: &str) -> Option<Question> {
        Question::ALL.into_iter().find(|question| question.id() == id)
    }

    /// Its number on the form, from 1.
    pub fn number(self) -> usize {
        Question::ALL.iter().position(|known| *known == self).map_or(1, |at| at + 1)
    }

    /// The one before it.
    pub fn before(self) -> Option<Question> {
        let at = self.number().checked_sub(2)?;
        Question::ALL.get(at).copied()
    }

    /// The one after it.
    pub fn after(self) -> Option<Question> {
        Question::ALL.get(self.number()).copied()
    }
}

/// What belongs to a profile beside the ten questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extra {
    /// Until when the manager is away.
    Away,
    /// Who stands in for him.
    StandIn,
    /// His post and telephone.
    Post,
}

impl Extra {
    /// All of them.
    pub const ALL: [Extra; 3] = [Extra::Away, Extra::StandIn, Extra::Post];

    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            Extra::Away => "away",
            Extra::StandIn => "stand-in",
            Extra::Post => "post",
        }
    }

    /// The one with this id.
    pub fn from_id(id: &str) -> Option<Extra> {
        Extra::ALL.into_iter().find(|extra| extra.id() == id)
    }
}

/// Calls about a topic go to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    /// What they are about.
    pub topic: String,
    /// To whom: a name, or a department.
    pub name: String,
    /// The colleague with this name, if it is one of the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Somebody, and the hours that are meant for him; none: any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timed {
    /// Who.
    pub whom: Whom,
    /// When, on the manager's clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Span>,
}

/// What a manager has answered. Everything may be missing: then the call is put through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Whose.
    pub who: PersonId,
    /// Questions that were answered or passed over.
    #[serde(default)]
    pub asked: BTreeSet<Question>,
    /// 1. Why people call, in the manager's words.
    #[serde(default)]
    pub why: Option<String>,
    /// 2. Which calls go to whom.
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
    /// 3. Topics that the secretary settles.
    #[serde(default)]
    pub settled: Vec<String>,
    /// 4. Quiet hours.
    #[serde(default)]
    pub quiet: Vec<Span>,
    /// 5. Who is never put through.
    #[serde(default)]
    pub never: Vec<Whom>,
    /// 6. Who only at certain hours.
    #[serde(default)]
    pub hours: Vec<Timed>,
    /// 7. Who at any time.
    #[serde(default)]
    pub always: Vec<Whom>,
    /// 8. Private talk.
    #[serde(default)]
    pub private: Vec<Timed>,
    /// 9. The best hours to be called.
    #[serde(default)]
    pub best: Vec<Span>,
    /// 10. The best hours to reach certain callers.
    #[serde(default)]
    pub reach: Vec<Timed>,
    /// Post and telephone, told to a caller who is sent here.
    #[serde(default)]
    pub post: Option<String>,
    /// Who takes messages that the manager does not read.
    #[serde(default)]
    pub stand_in: Option<PersonId>,
    /// Away until then, UTC.
    #[serde(default)]
    pub away: Option<DateTime<Utc>>,
    /// The director: calls for and from him come first.
    #[serde(default)]
    pub director: bool,
    /// When it was changed last, UTC.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
}

impl Profile {
    /// One in which nothing is answered yet.
    pub fn new(who: PersonId, by: PersonId, at: DateTime<Utc>) -> Profile {
        Profile {
            who,
            asked: BTreeSet::new(),
            why: None,
            elsewhere: Vec::new(),
            settled: Vec::new(),
            quiet: Vec::new(),
            never: Vec::new(),
            hours: Vec::new(),
            always: Vec::new(),
            private: Vec::new(),
            best: Vec::new(),
            reach: Vec::new(),
            post: None,
            stand_in: None,
            away: None,
            director: false,
            at,
            by,
        }
    }

    /// Whether something stands under a question.
    pub fn has(&self, question: Question) -> bool {
        match question {
            Question::Why => self.why.is_some(),
            Question::Elsewhere => !self.elsewhere.is_empty(),
            Question::Settled => !self.settled.is_empty(),
            Question::Quiet => !self.quiet.is_empty(),
            Question::Never => !self.never.is_empty(),
            Question::Hours => !self.hours.is_empty(),
            Question::Always => !self.always.is_empty(),
            Question::Private => !self.private.is_empty(),
            Question::Best => !self.best.is_empty(),
            Question::Reach => !self.reach.is_empty(),
        }
    }

    /// Takes an answer away.
    pub fn clear(&mut self, question: Question) {
        match question {
            Question::Why => self.why = None,
            Question::Elsewhere => self.elsewhere.clear(),
            Question::Settled => self.settled.clear(),
            Question::Quiet => self.quiet.clear(),
            Question::Never => self.never.clear(),
            Question::Hours => self.hours.clear(),
            Question::Always => self.always.clear(),
            Question::Private => self.private.clear(),
            Question::Best => self.best.clear(),
            Question::Reach => self.reach.clear(),
        }
    }

    /// The first question that was neither answered nor passed over.
    pub fn next_question(&self) -> Option<Question> {
        Question::ALL.into_iter().find(|question| !self.asked.contains(question))
    }

    /// Takes out whoever is meant: a client was forgotten.
    pub fn forget(&mut self, gone: impl Fn(&Whom) -> bool) {
        self.never.retain(|whom| !gone(whom));
        self.always.retain(|whom| !gone(whom));
        for list in [&mut self.hours, &mut self.private, &mut self.reach] {
            list.retain(|timed| !gone(&timed.whom));
        }
    }
}
