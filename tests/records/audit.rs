//! One entry of the audit trail for every deed.

use sufler::domain::audit::{Deed, Done};
use sufler::domain::campaign::Source;
use sufler::domain::inbound::ClientStage;
use sufler::domain::kind::Kind;
use sufler::domain::lead::{Field, LeadId};
use sufler::domain::message::MessageId;
use sufler::domain::people::{PersonId, Role};
use sufler::domain::recall::RecallId;
use sufler::domain::record::Change;

use super::{Sample, at, changed};

pub fn all() -> Vec<Sample> {
    let entry = |deed: Deed| {
        let name = format!("audit.{}", deed.id());
        // What the bot does by itself nobody did.
        let by = (name != "audit.recall-handed").then_some(PersonId(4));
        changed(&name, Change::Audit(Done { at: at("2026-11-22 07:00"), by, deed }))
    };
    deeds().into_iter().flat_map(entry).collect()
}

/// Every deed; a new one has to be added here.
fn deeds() -> Vec<Deed> {
    let (lead, recall, attempt) = (LeadId(7), RecallId(11), 2);
    let (person, owner, role) = (PersonId(5), PersonId(4), Role::Supervisor);
    let message = MessageId(2);
    let due = at("2026-11-24 12:41");
    let day = |text: &str| Some(at(text).date_naive());
    let invite = "910a2d".to_owned();
    vec![
        Deed::LeadEntered { lead },
        Deed::LeadEdited { lead, fields: Field::ALL[..6].to_vec() },
        Deed::KindSet { lead, kind: Kind::Warm },
        Deed::CardOpened { lead },
        Deed::AttemptSaved { lead, attempt, code: "no_answer".into() },
        Deed::ConsentAsked { lead, attempt },
        Deed::ConsentGiven { lead, attempt },
        Deed::ConsentDeclined { lead, attempt },
        Deed::ReopenAsked { lead },
        Deed::ReopenDeclined { lead },
        Deed::Reopened { lead },
        Deed::DoNotCallSet { lead },
        Deed::DoNotCallLifted { lead },
        Deed::RecallSet { lead, recall, owner, due },
        Deed::RecallMoved { lead, recall, due },
        Deed::RecallHanded { lead, recall, to: person },
        Deed::RecallTaken { lead, recall },
        Deed::RecallClosed { lead, recall },
        Deed::MessageTaken { lead: Some(lead), message, to: person },
        Deed::MessageMoved { lead: None, message, to: person },
        Deed::MessageRead { lead: Some(lead), message },
        Deed::MessageAnswered { lead: Some(lead), message, recall },
        Deed::MessagePassed { lead: Some(lead), message, to: person },
        Deed::ProfileChanged { person },
        Deed::LeadForgotten { lead, removed: false },
        Deed::LeadForgotten { lead, removed: true },
        Deed::PersonJoined { person, role, invite: Some(invite.clone()) },
        Deed::PersonJoined { person, role, invite: None },
        Deed::RoleGiven { person, role },
        Deed::PersonRemoved { person },
        Deed::PersonForgotten { person },
        Deed::SettingsChanged { person },
        Deed::InviteMade { invite, role },
        Deed::Exported { attempts: 152, from: None, to: None },
        Deed::Exported {
            attempts: 152,
            from: day("2026-11-01 00:00"),
            to: day("2026-11-22 00:00"),
        },
        Deed::BackedUp { bytes: 118_000 },
        Deed::TeachingSet { on: true },
        Deed::TeachingSet { on: false },
        Deed::Unlearned { person: Some(person), lessons: 3 },
        Deed::Unlearned { person: None, lessons: 3 },
        Deed::StageSet { lead, stage: ClientStage::Potential },
        Deed::InquirySaved { lead: Some(lead), inquiry: 12 },
        Deed::InquiryRecorded { lead: None, inquiry: 12 },
        Deed::CallTaken { lead: Some(lead), offer: 2, from: person },
        Deed::Imported { source: Source::AmoCrm, numbers: 118 },
    ]
}
