//! Everything that the store keeps, and the list of changes that a turn makes to it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::alarm::Alarm;
use super::audit::Done;
use super::codes::CodeId;
use super::consent::Request;
use super::forget::{Count, Forgotten, Gone, Secret};
use super::heard::Heard;
use super::inquiry::Inquiry;
use super::lead::{Lead, LeadId};
use super::learning::Learning;
use super::lesson::Lesson;
use super::message::Message;
use super::notice::Notice;
use super::offer::Offer;
use super::people::{Invite, Person, PersonId};
use super::profile::Profile;
use super::recall::Recall;
use super::responsible::Responsible;

/// One call to one lead, as it was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Whom.
    pub lead: LeadId,
    /// The number of this call to this lead, from 1.
    pub number: u16,
    /// The campaign.
    pub campaign: String,
    /// Who called.
    pub by: PersonId,
    /// When it was saved.
    #[serde(with = "super::moment")]
    pub at: DateTime<Utc>,
    /// The official result.
    pub code: CodeId,
    /// The situation that led to it; the result itself when it is final.
    pub situation: CodeId,
    /// What the next operator reads, in the campaign's record language.
    pub comment: String,
    /// Whether it counts yet.
    pub standing: Standing,
    /// When the next call or visit is.
    #[serde(default, with = "super::moment::maybe", skip_serializing_if = "Option::is_none")]
    pub next: Option<DateTime<Utc>>,
    /// Objections worked off in the call.
    #[serde(default)]
    pub objections: u16,
    /// Script, version and last step of a guided call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<(String, u32, String)>,
}

/// Whether an attempt counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It does.
    Good,
    /// It waits for the customer's consent.
    Pending,
    /// The consent was declined: it needs another result.
    Declined,
}

/// Something a client said that no branch foresaw. For the script's author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherAnswer {
    /// A running number.
    pub id: u64,
    /// The script.
    pub script: String,
    /// Its version.
    pub version: u32,
    /// The step.
    pub step: String,
    /// In the operator's words; nothing, if its lead was forgotten.
    pub text: String,
    /// In a call to whom; none: noted before that was kept.
    #[serde(default)]
    pub lead: Option<LeadId>,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A change to what is stored: a record put in place of the one with the same key. Indexes follow
/// by themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A person.
    Person(Person),
    /// An invite.
    Invite(Invite),
    /// A lead.
    Lead(Lead),
    /// An attempt.
    Attempt(Attempt),
    /// A call that came in.
    Inquiry(Inquiry),
    /// A recall.
    Recall(Recall),
    /// A request to supervisors.
    Request(Request),
    /// A message to somebody.
    Notice(Notice),
    /// An unforeseen answer.
    Answer(OtherAnswer),
    /// The same ones together, as their author has left them.
    Heard(Heard),
    /// A message to a colleague.
    Message(Message),
    /// How a manager's calls are handled.
    Profile(Profile),
    /// An entry of the audit trail. It replaces none: the store gives it the next number.
    Audit(Done),
    /// A number that must never be called, although nobody knows it.
    Forgotten(Forgotten),
    /// The key of the installation's hashes.
    Secret(Secret),
    /// Calls that are removed, added to those that were counted before.
    Count(Count),
    /// Something has to be looked at then, and at no other time.
    Alarm(Alarm),
    /// A call that is offered to a colleague.
    Offer(Offer),
    /// Who answers for a number in a CRM.
    Responsible(Responsible),
    /// What a result that was saved from a note teaches.
    Lesson(Lesson),
    /// What lessons come to.
    Learning(Learning),
    /// Something is taken out.
    Gone(Gone),
}

/// What is numbered consecutively over the whole store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counter {
    /// Leads: the number of the questionnaire.
    Lead,
    /// Recalls.
    Recall,
    /// Requests.
    Request,
    /// Notices.
    Notice,
    /// Unforeseen answers.
    Answer,
    /// Messages to colleagues.
    Message,
    /// Inquiries.
    Inquiry,
    /// Calls that were offered to colleagues.
    Offer,
    /// Lessons.
    Lesson,
}
