//! A script is a conversation as a graph of steps. The texts are in `locales/*/scripts/`; the
//! structure comes from `scripts/*.toml`. Source: domain page, section 5.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::codes::{CodeId, Need};
use super::kind::Kind;

/// A script, checked: every id it names exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its name, that of its file.
    pub id: String,
    /// Raised by the author at each change.
    pub version: u32,
    /// Fingerprint of structure and texts: what a walk is pinned to.
    pub digest: String,
    /// The first step.
    pub start: String,
    /// The parts of the call, in order, for the progress bar.
    pub phases: Vec<String>,
    /// How many objections of each side are worked off before its refusal is final.
    pub limits: BTreeMap<Side, Limit>,
    /// Objections by id.
    pub objections: BTreeMap<String, Objection>,
    /// Steps by id.
    pub steps: BTreeMap<String, Step>,
}

/// Whose objection it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Who stands before the decision maker.
    Secretary,
    /// The decision maker.
    Lpr,
}

/// When objections have been worked off enough.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How many (3).
    pub limit: u16,
    /// The code that the call may then end with.
    pub then: CodeId,
}

/// An objection: a detour that returns to the step where it came up.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub who: Side,
}

/// One step of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// The part of the call it belongs to.
    pub phase: String,
    /// The stage that is passed by coming here.
    pub stage: Option<Stage>,
    /// What typed text means here; none: an answer that no branch foresaw.
    pub input: Option<Input>,
    /// Objections that may come up here.
    pub objections: Vec<String>,
    /// Ways on.
    pub branches: Vec<Branch>,
}

/// A way on from a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its id: the attribute of the step's message that labels it.
    pub id: String,
    /// Where it leads.
    pub to: Target,
    /// When it is offered; none: always.
    pub when: Option<Condition>,
    /// Coming this way meets the condition under which its end is final at once.
    pub early: bool,
    /// What a result may need and coming this way tells, or makes necessary to ask.
    pub answers: Vec<(Need, Told)>,
}

/// What coming a way tells of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It has to be asked, although the code does not need it: the client has named a time.
    Ask,
}

/// Where a branch leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To another step.
    Step(String),
    /// Out of the script, with this situation.
    End(CodeId),
}

/// The stages that an awaited call, the customer's number and a meeting need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The decision maker is on the line.
    LprFound,
    /// The presentation was made.
    Presentation,
    /// Objections were worked off, or there were none left.
    Objections,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Stage; 3] = [Stage::LprFound, Stage::Presentation, Stage::Objections];
}

/// A datum that the operator types at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// The contact person's name.
    Contact,
    /// An e-mail address.
    Email,
    /// The client's city.
    City,
    /// The client's field of business.
    Field,
    /// The organisation's right name.
    Company,
    /// How a private person relates to the organisation.
    Relation,
}

/// When a branch is offered: a closed set, no expression language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// At least so many objections of this side were worked off in this call.
    ObjectionsFrom(u16),
    /// This is at least the n-th call to the lead.
    AttemptFrom(u16),
    /// The step was visited in this call.
    Seen(String),
    /// The call is of this kind.
    KindIs(Kind),
    /// The campaign has this.
    CampaignHas(Feature),
    /// Not so.
    Not(Box<Condition>),
    /// All of these.
    All(Vec<Condition>),
}

/// What a campaign may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// The algorithm of the call transfer.
    Transfer,
    /// Consent to letters from the customer.
    Email,
    /// Consent to letters from our specialists.
    EmailOurs,
    /// Consent to meetings.
    Meeting,
    /// Consent to giving the customer's number.
    Number,
    /// Consent to «off profile» from a secretary's words.
    SecretaryWords,
}
