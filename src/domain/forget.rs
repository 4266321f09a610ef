//! To forget: what tells who somebody is goes, what reports count stays. A client who asked not to
//! be called is not called again although nobody knows the number any more: a keyed hash of it stays.

use chrono::{DateTime, NaiveDate, Utc};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::alarm::Subject;
use super::campaign::Source;
use super::codes::CodeId;
use super::consent::Request;
use super::hex::hex;
use super::inbound::ClientStage;
use super::inquiry::Inquiry;
use super::lead::Lead;
use super::lesson::Lesson;
use super::message::Message;
use super::notice::Notice;
use super::people::PersonId;
use super::phone::Phone;
use super::recall::Recall;
use super::record::{Attempt, OtherAnswer, Standing};

/// What a campaign does with a lead that is to be forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Its calls stay, without what was said; nobody can tell any more with whom they were.
    #[default]
    Pseudonymise,
    /// Its calls go as well; how many there were of each result and day stays.
    Remove,
}

/// The key of an installation's hashes: 256 random bits in hexadecimal.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new one, of numbers fit for secrets.
    pub fn new(dice: &mut dyn FnMut() -> u64) -> Self {
        Secret((0..4).map(|_| format!("{:016x}", dice())).collect())
    }

    /// The mark of a number in a campaign: HMAC-SHA-256 in hexadecimal; none only if the key is one
    /// that HMAC does not take, which there is not.
    pub fn mark(&self, campaign: &str, phone: &Phone) -> Option<String> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()?;
        mac.update(campaign.as_bytes());
        mac.update(&[0]);
        mac.update(phone.e164().as_bytes());
        Some(hex(&mac.finalize().into_bytes()))
    }

    /// What fingerprints are salted with.
    pub fn salt(&self) -> Salt {
        Salt(Hmac::new_from_slice(self.0.as_bytes()).ok())
    }
}

/// Makes of fingerprints others that nobody can try words against who does not have the secret; the same
/// ones of the same.
#[derive(Clone)]
pub struct Salt(Option<Hmac<Sha256>>);

impl Salt {
    /// The other one: of its HMAC-SHA-256 the first 32 bits.
    pub fn of(&self, print: u32) -> u32 {
        // HMAC takes a key of any length: there is no other case.
        let Some(mut mac) = self.0.clone() else { return 0 };
        mac.update(&print.to_be_bytes());
        let bytes = mac.finalize().into_bytes();
        bytes.iter().take(4).fold(0, |salted, byte| salted << 8 | u32::from(*byte))
    }
}

/// A number of which nothing is known but that it must never be called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    /// Its [`Secret::mark`].
    pub mark: String,
    /// When it was forgotten, UTC.
    pub at: DateTime<Utc>,
}

/// How many calls there were that are removed: what reports count of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// In which campaign.
    pub campaign: String,
    /// On which day, in the campaign's time zone.
    pub day: NaiveDate,
    /// With which result; of a call that came in, `SCRIPT.OUTCOME`.
    pub code: CodeId,
    /// Whether they counted.
    pub standing: Standing,
    /// How many.
    pub attempts: u32,
}

/// Something that is taken out of the store.
#[derive(Clone, Debug, PartialEq)]
pub enum Gone {
    /// An attempt; what reports count of it stands in a [`Count`].
    Attempt(Attempt),
    /// A call that came in; what reports count of it stands in a [`Count`].
    Inquiry(Inquiry),
    /// Where a person stood in the conversation, with the alarm that belonged to it.
    Desk(PersonId),
    /// How a manager's calls are handled.
    Profile(PersonId),
    /// The alarm of a subject; there need not be one.
    Alarm(Subject),
    /// Who answers for a number in a CRM; there need not be such an entry.
    Responsible(Source, Phone),
    /// What a saved result taught.
    Lesson(Lesson),
    /// All that a person's results taught, or everybody's, also what does not read.
    Lessons(Option<PersonId>),
}

/// Everything, beside its attempts, that points to a lead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct About {
    /// Its recalls, closed ones as well.
    pub recalls: Vec<Recall>,
    /// Its requests, answered ones as well.
    pub requests: Vec<Request>,
    /// Messages to colleagues that were taken from it, or that ask to call it back.
    pub messages: Vec<Message>,
    /// Calls that came in from others, in which such a message was taken or its number was told.
    pub told: Vec<Inquiry>,
    /// Notices that tell of any of these.
    pub notices: Vec<Notice>,
    /// What no script foresaw, in calls to it.
    pub answers: Vec<OtherAnswer>,
    /// Other leads on whose cards its number stands.
    pub leads: Vec<Lead>,
}

impl Lead {
    /// The lead without anything that tells who it is.
    #[must_use]
    pub fn forgotten(self, at: DateTime<Utc>) -> Lead {
        Lead {
            phone: None,
            name: None,
            contact: None,
            city: None,
            field: None,
            email: None,
            kind: None,
            stage: ClientStage::default(),
            recommended: None,
            other_phone: None,
            forgotten: Some(at),
            ..self
        }
    }
}
