//! The audit trail: who did what, to which lead or person. Entries hold ids only, never a telephone
//! number, a name or words that somebody typed, so that the trail may stay when those are forgotten.
//!
//! Entries are only ever added. Each holds the hash of the one before it as it lies on the disk, so
//! that one that was changed, taken out or put in is found.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::campaign::Source;
use super::codes::CodeId;
use super::hex::hex;
use super::inbound::ClientStage;
use super::kind::Kind;
use super::lead::{Field, LeadId};
use super::message::MessageId;
use super::people::{PersonId, Role};
use super::recall::RecallId;

/// Something that was done, before it has a place in the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// When, UTC.
    #[serde(with = "super::moment")]
    pub at: DateTime<Utc>,
    /// By whom; none: the bot by itself.
    pub by: Option<PersonId>,
    /// What.
    pub deed: Deed,
}

/// An entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audit {
    /// Its number, consecutive from 1.
    pub number: u64,
    /// What it tells.
    pub done: Done,
    /// The [`hash`] of the entry before it; that of nothing for the first one.
    pub before: String,
}

/// The hash of an entry as it is stored: SHA-256 in hexadecimal. Of the stored bytes, not of the
/// entry read and written anew: a version of Sufler that knows more fields must not break the chain.
pub fn hash(body: &[u8]) -> String {
    hex(&Sha256::digest(body))
}

/// What can be done. A variant is never changed once it was released: the trail stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// A lead was entered.
    LeadEntered {
        /// Which.
        lead: LeadId,
    },
    /// Fields of its card were changed.
    LeadEdited {
        /// Which lead.
        lead: LeadId,
        /// Which fields.
        fields: Vec<Field>,
    },
    /// The kind of its next call was corrected.
    KindSet {
        /// Which lead.
        lead: LeadId,
        /// To what.
        kind: Kind,
    },
    /// It was said what they are to us.
    StageSet {
        /// Which lead.
        lead: LeadId,
        /// What they are.
        stage: ClientStage,
    },
    /// A call that came in was saved.
    InquirySaved {
        /// Which lead; none: it was never known who called.
        lead: Option<LeadId>,
        /// Which.
        inquiry: u64,
    },
    /// It was recorded in the other system.
    InquiryRecorded {
        /// Which lead; none: it was never known who called.
        lead: Option<LeadId>,
        /// Which.
        inquiry: u64,
    },
    /// Somebody who leads looked at the card of a lead that a colleague had entered.
    CardOpened {
        /// Which lead.
        lead: LeadId,
    },
    /// A call was saved, or saved anew with another result.
    AttemptSaved {
        /// Which lead.
        lead: LeadId,
        /// The number of the call.
        attempt: u16,
        /// The official result.
        code: CodeId,
    },
    /// The customer's consent to a result was asked for.
    ConsentAsked {
        /// Which lead.
        lead: LeadId,
        /// The number of the call.
        attempt: u16,
    },
    /// It was given.
    ConsentGiven {
        /// Which lead.
        lead: LeadId,
        /// The number of the call.
        attempt: u16,
    },
    /// It was declined.
    ConsentDeclined {
        /// Which lead.
        lead: LeadId,
        /// The number of the call.
        attempt: u16,
    },
    /// A supervisor was asked to open a closed lead.
    ReopenAsked {
        /// Which lead.
        lead: LeadId,
    },
    /// The supervisor did not want to.
    ReopenDeclined {
        /// Which lead.
        lead: LeadId,
    },
    /// A closed lead was opened.
    Reopened {
        /// Which lead.
        lead: LeadId,
    },
    /// A lead was put on the do-not-call list.
    DoNotCallSet {
        /// Which lead.
        lead: LeadId,
    },
    /// It was taken off.
    DoNotCallLifted {
        /// Which lead.
        lead: LeadId,
    },
    /// A recall was set.
    RecallSet {
        /// Of which lead.
        lead: LeadId,
        /// Which.
        recall: RecallId,
        /// For whom.
        owner: PersonId,
        /// When it is due.
        #[serde(with = "super::moment")]
        due: DateTime<Utc>,
    },
    /// It was put off.
    RecallMoved {
        /// Of which lead.
        lead: LeadId,
        /// Which.
        recall: RecallId,
        /// When it is due now.
        due: DateTime<Utc>,
    },
    /// It was handed over.
    RecallHanded {
        /// Of which lead.
        lead: LeadId,
        /// Which.
        recall: RecallId,
        /// To whom.
        to: PersonId,
    },
    /// Somebody took it.
    RecallTaken {
        /// Of which lead.
        lead: LeadId,
        /// Which.
        recall: RecallId,
    },
    /// It was closed.
    RecallClosed {
        /// Of which lead.
        lead: LeadId,
        /// Which.
        recall: RecallId,
    },
    /// All that tells who a lead is was removed.
    LeadForgotten {
        /// Which lead.
        lead: LeadId,
        /// Its calls went as well; only the counts stay.
        removed: bool,
    },
    /// A call that a colleague offered was taken.
    CallTaken {
        /// Whom it is with, where that is known.
        lead: Option<LeadId>,
        /// The number of the offer.
        offer: u64,
        /// Who offered it.
        from: PersonId,
    },
    /// Who answers for whom was loaded from the export of a CRM.
    Imported {
        /// Which CRM.
        source: Source,
        /// How many numbers the table has now.
        numbers: u64,
    },
    /// Somebody came in, for the first time or again.
    PersonJoined {
        /// Who.
        person: PersonId,
        /// As what.
        role: Role,
        /// The short form of the invite, where one was used.
        invite: Option<String>,
    },
    /// Somebody got another role.
    RoleGiven {
        /// Who.
        person: PersonId,
        /// Which.
        role: Role,
    },
    /// Somebody was taken off the team.
    PersonRemoved {
        /// Who.
        person: PersonId,
    },
    /// Name and settings of somebody who had left were removed.
    PersonForgotten {
        /// Who.
        person: PersonId,
    },
    /// Somebody changed another's name or settings.
    SettingsChanged {
        /// Whose.
        person: PersonId,
    },
    /// An invite was made.
    InviteMade {
        /// Its short form.
        invite: String,
        /// The role that it gives.
        role: Role,
    },
    /// A message was taken for a colleague.
    MessageTaken {
        /// From which lead, if it was known.
        lead: Option<LeadId>,
        /// Which.
        message: MessageId,
        /// For whom.
        to: PersonId,
    },
    /// Nobody had read it in time: it went on.
    MessageMoved {
        /// From which lead.
        lead: Option<LeadId>,
        /// Which.
        message: MessageId,
        /// To whom.
        to: PersonId,
    },
    /// It was read.
    MessageRead {
        /// From which lead.
        lead: Option<LeadId>,
        /// Which.
        message: MessageId,
    },
    /// A call back was promised.
    MessageAnswered {
        /// From which lead.
        lead: Option<LeadId>,
        /// Which.
        message: MessageId,
        /// The recall.
        recall: RecallId,
    },
    /// It was passed on.
    MessagePassed {
        /// From which lead.
        lead: Option<LeadId>,
        /// Which.
        message: MessageId,
        /// To whom.
        to: PersonId,
    },
    /// How a manager's calls are handled was changed.
    ProfileChanged {
        /// Whose.
        person: PersonId,
    },
    /// Guesses are taught from now on, or are not.
    TeachingSet {
        /// Whether they are.
        on: bool,
    },
    /// What guesses were taught was forgotten.
    Unlearned {
        /// Who taught it; none: everybody.
        person: Option<PersonId>,
        /// How many lessons that were.
        lessons: u32,
    },
    /// Calls were given out as a file.
    Exported {
        /// How many.
        attempts: u64,
        /// The first day.
        from: Option<NaiveDate>,
        /// The last day.
        to: Option<NaiveDate>,
    },
    /// A backup was given out as a file.
    BackedUp {
        /// How long it is.
        bytes: u64,
    },
}

impl Deed {
    /// The id in message names.
    pub fn id(&self) -> &'static str {
        match self {
            Deed::LeadEntered { .. } => "lead-entered",
            Deed::LeadEdited { .. } => "lead-edited",
            Deed::KindSet { .. } => "kind-set",
            Deed::StageSet { .. } => "stage-set",
            Deed::InquirySaved { .. } => "inquiry-saved",
            Deed::InquiryRecorded { .. } => "inquiry-recorded",
            Deed::CardOpened { .. } => "card-opened",
            Deed::AttemptSaved { .. } => "attempt-saved",
            Deed::ConsentAsked { .. } => "consent-asked",
            Deed::ConsentGiven { .. } => "consent-given",
            Deed::ConsentDeclined { .. } => "consent-declined",
            Deed::ReopenAsked { .. } => "reopen-asked",
            Deed::ReopenDeclined { .. } => "reopen-declined",
            Deed::Reopened { .. } => "reopened",
            Deed::DoNotCallSet { .. } => "do-not-call-set",
            Deed::DoNotCallLifted { .. } => "do-not-call-lifted",
            Deed::RecallSet { .. } => "recall-set",
            Deed::RecallMoved { .. } => "recall-moved",
            Deed::RecallHanded { .. } => "recall-handed",
            Deed::RecallTaken { .. } => "recall-taken",
            Deed::RecallClosed { .. } => "recall-closed",
            Deed::LeadForgotten { removed: false, .. } => "lead-forgotten",
            Deed::LeadForgotten { removed: true, .. } => "lead-removed",
            Deed::PersonJoined { invite: Some(_), .. } => "person-joined",
            Deed::PersonJoined { invite: None, .. } => "person-came",
            Deed::RoleGiven { .. } => "role-given",
            Deed::PersonRemoved { .. } => "person-removed",
            Deed::PersonForgotten { .. } => "person-forgotten",
            Deed::SettingsChanged { .. } => "settings-changed",
            Deed::InviteMade { .. } => "invite-made",
            Deed::MessageTaken { .. } => "message-taken",
            Deed::MessageMoved { .. } => "message-moved",
            Deed::MessageRead { .. } => "message-read",
            Deed::MessageAnswered { .. } => "message-answered",
            Deed::MessagePassed { .. } => "message-passed",
            Deed::ProfileChanged { .. } => "profile-changed",
            Deed::Exported { from: Some(_), to: Some(_), .. } => "exported-days",
            Deed::Exported { .. } => "exported",
            Deed::BackedUp { .. } => "backed-up",
            Deed::TeachingSet { on: true } => "teaching-on",
            Deed::TeachingSet { on: false } => "teaching-off",
            Deed::Unlearned { person: Some(_), .. } => "unlearned-of",
            Deed::Unlearned { person: None, .. } => "unlearned",
            Deed::CallTaken { .. } => "call-taken",
            Deed::Imported { .. } => "imported",
        }
    }

    /// The lead it is about.
    pub fn lead(&self) -> Option<LeadId> {
        match self {
            Deed::LeadEntered { lead }
            | Deed::LeadEdited { lead, .. }
            | Deed::KindSet { lead, .. }
            | Deed::StageSet { lead, .. }
            | Deed::CardOpened { lead }
            | Deed::AttemptSaved { lead, .. }
            | Deed::ConsentAsked { lead, .. }
            | Deed::ConsentGiven { lead, .. }
            | Deed::ConsentDeclined { lead, .. }
            | Deed::ReopenAsked { lead }
            | Deed::ReopenDeclined { lead }
            | Deed::Reopened { lead }
            | Deed::DoNotCallSet { lead }
            | Deed::DoNotCallLifted { lead }
            | Deed::RecallSet { lead, .. }
            | Deed::RecallMoved { lead, .. }
            | Deed::RecallHanded { lead, .. }
            | Deed::RecallTaken { lead, .. }
            | Deed::RecallClosed { lead, .. }
            | Deed::LeadForgotten { lead, .. } => Some(*lead),
            Deed::MessageTaken { lead, .. }
            | Deed::MessageMoved { lead, .. }
            | Deed::MessageRead { lead, .. }
            | Deed::MessageAnswered { lead, .. }
            | Deed::MessagePassed { lead, .. } => *lead,
            Deed::InquirySaved { lead, .. } | Deed::InquiryRecorded { lead, .. } => *lead,
            Deed::CallTaken { lead, .. } => *lead,
            Deed::PersonJoined { .. }
            | Deed::ProfileChanged { .. }
            | Deed::RoleGiven { .. }
            | Deed::PersonRemoved { .. }
            | Deed::PersonForgotten { .. }
            | Deed::SettingsChanged { .. }
            | Deed::InviteMade { .. }
            | Deed::Exported { .. }
            | Deed::Imported { .. }
            | Deed::TeachingSet { .. }
            | Deed::Unlearned { .. }
            | Deed::BackedUp { .. } => None,
        }
    }
}

/// The beginning of an invite's token: enough to tell invites apart, of no use to come in by.
pub fn short_invite(token: &str) -> String {
    token.chars().take(6).collect()
}
