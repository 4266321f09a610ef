//! Result codes as rules: what each needs, how many calls it takes, what follows from it.
//! The words (official names, comments) are in `locales/*/codes.ftl`. Source: seed 000, section 2
//! of the domain page.

use serde::{Deserialize, Serialize};

use super::inbound::ClientStage;

/// The id of a result code, as in `scripts/codes.toml`: `no_answer`, `awaiting_call` …
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeId(pub String);

impl CodeId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for CodeId {
    fn from(id: &str) -> Self {
        CodeId(id.to_owned())
    }
}

impl std::fmt::Display for CodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// All result codes, in the order in which operators see them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// The intermediate result that calls before the last one come to (`recall`).
    pub intermediate: CodeId,
    /// How many calls a three-call situation takes (3).
    pub calls: u16,
    /// The codes.
    #[serde(rename = "code")]
    pub list: Vec<Code>,
}

/// One result code.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// Its id.
    pub id: CodeId,
    /// Under which heading operators find it.
    pub group: Group,
    /// Whom the operator reached: decides what kind the next call is.
    pub reached: Reached,
    /// When it becomes final.
    #[serde(rename = "final")]
    pub finality: Finality,
    /// What makes a several-call code final on an earlier call.
    #[serde(default)]
    pub early: Option<Early>,
    /// What it never saves without, in the order in which it is asked.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// What has to be remembered after a final result.
    #[serde(default)]
    pub next: Next,
    /// The lead goes on the do-not-call list.
    #[serde(default)]
    pub do_not_call: bool,
    /// What the client is to us from then on; it is never lowered. Source: seed 003.
    #[serde(default)]
    pub stage: Option<ClientStage>,
    /// Ready answers for the open question (reason, fault, relation …), words
    /// `chip-<id>`; the operator may always type another.
    #[serde(default)]
    pub chips: Vec<String>,
    /// Codes that may be right when the rules refuse this one.
    #[serde(default)]
    pub instead: Vec<CodeId>,
}

/// The headings of the list of situations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Nobody of the organisation was reached.
    NotReached,
    /// The secretary spoke.
    Secretary,
    /// The decision maker said no, or not now.
    Lpr,
    /// The decision maker is interested.
    Interest,
    /// Everything else.
    Other,
}

impl Group {
    /// In the order in which operators see them.
    pub const ALL: [Group; 5] =
        [Group::NotReached, Group::Secretary, Group::Lpr, Group::Interest, Group::Other];

    /// The id in message names (`group-not_reached`).
    pub fn id(self) -> &'static str {
        match self {
            Group::NotReached => "not_reached",
            Group::Secretary => "secretary",
            Group::Lpr => "lpr",
            Group::Interest => "interest",
            Group::Other => "other",
        }
    }
}

/// Whom a call with this result has reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// Nobody.
    Nobody,
    /// Somebody of the organisation, not the decision maker.
    Organisation,
    /// The decision maker.
    Lpr,
}

/// When a code is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finality {
    /// At once.
    First,
    /// On the third call; before it the call comes to the intermediate result.
    Third,
    /// Never: it is the intermediate result.
    Never,
}

/// What makes a three-call code final earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Early {
    /// Three objections were worked off in the call.
    Objections,
    /// Absent for a long time, and nobody can stand in.
    LongAbsence,
}

impl Early {
    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            Early::Objections => "objections",
            Early::LongAbsence => "long_absence",
        }
    }
}

/// What a code needs before it can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// LPR found, presentation made, objections worked off.
    Stages,
    /// The customer allows this code: in the campaign, or for this one attempt.
    Consent,
    /// The campaign's script contains the transfer algorithm.
    Transfer,
    /// The client's city is the customer's city.
    City,
    /// Whether the organisation gave data that correct the questionnaire: with them the call
    /// goes on, and this is no result.
    NoData,
    /// Not interested, or not relevant.
    Refusal,
    /// The reason, in the operator's words.
    Reason,
    /// How the private person relates to the organisation.
    Relation,
    /// The organisation's real field of business.
    Field,
    /// What kind of competitor.
    Competitor,
    /// Which fault of the line.
    Fault,
    /// An e-mail address.
    Email,
    /// An exact date and time.
    When,
}

impl Need {
    /// All of them.
    pub const ALL: [Need; 13] = [
        Need::Stages,
        Need::Consent,
        Need::Transfer,
        Need::City,
        Need::NoData,
        Need::Refusal,
        Need::Reason,
        Need::Relation,
        Need::Field,
        Need::Competitor,
        Need::Fault,
        Need::Email,
        Need::When,
    ];

    /// The id in message names (`ask-reason`).
    pub fn id(self) -> &'static str {
        match self {
            Need::Stages => "stages",
            Need::Consent => "consent",
            Need::Transfer => "transfer",
            Need::City => "city",
            Need::NoData => "no_data",
            Need::Refusal => "refusal",
            Need::Reason => "reason",
            Need::Relation => "relation",
            Need::Field => "field",
            Need::Competitor => "competitor",
            Need::Fault => "fault",
            Need::Email => "email",
            Need::When => "when",
        }
    }
}

/// What is remembered after a final result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// Nothing.
    #[default]
    Nothing,
    /// An agreed call: bound to the permitted hours, not to the five days.
    Call,
    /// An agreed call that the operator makes himself: when it is due, it needs no supervisor.
    OwnCall,
    /// An agreed visit: bound to nothing.
    Visit,
    /// A new contact after the campaign's months, where it has them.
    LongTerm,
}

impl Codes {
    /// The code with this id.
    pub fn get(&self, id: &CodeId) -> Option<&Code> {
        self.list.iter().find(|code| &code.id == id)
    }
}
