//! A script is a conversation as a graph of steps. The texts are in `locales/*/scripts/`; the
//! structure comes from `scripts/*.toml`. Source: domain page, section 5.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::codes::{CodeId, Need};
use super::inbound::ClientStage;
use super::kind::Kind;
use super::lead::Field;

/// A script, checked: every id it names exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its name, that of its file.
    pub id: String,
    /// Raised by the author at each change.
    pub version: u32,
    /// Fingerprint of structure and texts: what a walk is pinned to.
    pub digest: String,
    /// Who rings whom.
    pub direction: Direction,
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
    /// What is asked and kept during the call, in order.
    pub data: Vec<Datum>,
    /// How an inbound call can end.
    pub outcomes: Vec<Outcome>,
    /// Ways on that every step offers.
    pub always: Vec<Always>,
    /// Frequent questions, by id.
    pub faq: Vec<String>,
    /// Texts of short messages, by id.
    pub sms: Vec<String>,
    /// Phrases that are found by search.
    pub phrases: Vec<Saying>,
    /// Its clocks.
    pub clock: Clock,
    /// Minutes between reminders until a call is recorded in the other system; none: there is none.
    pub register: Option<u32>,
}

impl Script {
    /// What is asked and kept under this id.
    pub fn datum(&self, id: &str) -> Option<&Datum> {
        self.data.iter().find(|datum| datum.id == id)
    }

    /// How an inbound call can end, by id.
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.id == id)
    }

    /// Whether the client rings us.
    pub fn is_inbound(&self) -> bool {
        self.direction == Direction::Inbound
    }
}

/// Who rings whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// We ring.
    #[default]
    Outbound,
    /// We are rung.
    Inbound,
}

/// Something that is asked and kept during a call. Source: domain page, section 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datum {
    /// Its id; also the variable that holds it in the script's texts.
    pub id: String,
    /// How it is written.
    pub kind: DatumKind,
    /// Where on the lead's card it goes too.
    pub card: Option<Field>,
}

/// How a datum is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DatumKind {
    /// A line.
    #[default]
    Text,
    /// The client's own words, as long as a message may be.
    Long,
    /// Somebody's name.
    Name,
    /// A telephone number; it finds the lead.
    Phone,
    /// An e-mail address.
    Email,
    /// A day.
    Date,
}

/// How an inbound call can end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// A conversation took place.
    pub talk: bool,
    /// What the caller is now; it is never lowered.
    pub stage: Option<ClientStage>,
    /// A call back was promised.
    pub recall: Option<Promise>,
    /// The message form is delivered to the colleague chosen in the call.
    pub message: bool,
    /// It has to be recorded in the other system.
    pub register: bool,
}

/// When a call back was promised for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Promise {
    /// After the shift. Source: seed 004, step 6.
    ShiftEnd,
    /// For a time that is asked.
    When,
}

/// A way on that every step offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Always {
    /// The way.
    pub branch: Branch,
    /// Steps that do not offer it.
    pub except: Vec<String>,
    /// It stands on every step itself, not under «more».
    pub pinned: bool,
}

/// A phrase that is found by search, and shown at steps that name its group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// Its id.
    pub id: String,
    /// The group it belongs to: greetings, refusals …
    pub group: String,
}

/// The clocks of a script. Source: domain page, section 10: none of them is a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The signal by which the call is answered.
    pub ring: Option<u32>,
    /// Seconds between two looks at a caller on hold.
    pub hold: u32,
    /// Seconds of talk after which its length is remarked.
    pub marks: Vec<u32>,
    /// What has to be asked soon.
    pub ask: Option<Soon>,
}

impl Default for Clock {
    fn default() -> Self {
        Clock { ring: None, hold: HOLD, marks: Vec::new(), ask: None }
    }
}

/// Seconds between two looks at a caller on hold, where a script does not say. Source: seed 001.
pub const HOLD: u32 = 40;

/// What has to be asked soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Soon {
    /// Seconds from the beginning of the call.
    pub within: u32,
    /// Which data.
    pub fields: Vec<String>,
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
    /// What is asked here, one after another.
    pub fields: Vec<String>,
    /// What the program itself shows here.
    pub panel: Option<Panel>,
    /// The group of phrases that is shown here.
    pub phrases: Option<String>,
}

/// What the program itself shows at a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Panel {
    /// Who is calling.
    Caller,
    /// Which colleague is asked for, and whether the call is put through.
    Manager,
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
    /// Out of an inbound script, with this outcome.
    Outcome(String),
    /// Back to the step from which a way that is always there led here.
    Return,
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
    /// One of these at least.
    Any(Vec<Condition>),
    /// This datum is known.
    Filled(String),
    /// This is what the client is to us.
    StageIs(ClientStage),
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
