//! A lead: the organisation that is called, with its questionnaire.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::codes::CodeId;
use super::inbound::ClientStage;
use super::kind::Kind;
use super::people::PersonId;
use super::phone::Phone;

/// The number of the questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeadId(pub u32);

/// One organisation in one campaign. Source: domain page section 1, seeds 001 and 003.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// The number of its questionnaire.
    pub id: LeadId,
    /// The campaign it belongs to.
    pub campaign: String,
    /// Its telephone number; none: the lead was forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The contact person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Its city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Its field of business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Its e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The kind of the next call, where an operator corrected it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// What they are to us; no call makes it less.
    #[serde(default)]
    pub stage: ClientStage,
    /// Who recommended us to them, as they named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommended: Option<String>,
    /// Other numbers at which somebody is to be reached there, and who, as they were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_phone: Option<String>,
    /// Attempts made so far.
    #[serde(default)]
    pub attempts: u16,
    /// The final result that closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
    /// On the do-not-call list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub do_not_call: Option<DoNotCall>,
    /// When it was entered.
    #[serde(with = "super::moment")]
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
    /// When all that tells who it is was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forgotten: Option<DateTime<Utc>>,
}

/// A lead's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// The final result.
    pub code: CodeId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A promise not to call again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoNotCall {
    /// Who entered it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// The result that it follows from; none: the client asked for it.
    #[serde(default)]
    pub code: Option<CodeId>,
}

impl Lead {
    /// A lead of which only the number is known.
    pub fn new(id: LeadId, campaign: &str, phone: Phone, by: PersonId, at: DateTime<Utc>) -> Self {
        Lead {
            id,
            campaign: campaign.to_owned(),
            phone: Some(phone),
            name: None,
            contact: None,
            city: None,
            field: None,
            email: None,
            kind: None,
            stage: ClientStage::default(),
            recommended: None,
            other_phone: None,
            attempts: 0,
            closed: None,
            do_not_call: None,
            at,
            by,
            forgotten: None,
        }
    }

    /// What stands in a field of the card; a telephone number in the international form.
    pub fn value(&self, field: Field) -> Option<&str> {
        match field {
            Field::Name => self.name.as_deref(),
            Field::Contact => self.contact.as_deref(),
            Field::City => self.city.as_deref(),
            Field::Business => self.field.as_deref(),
            Field::Email => self.email.as_deref(),
            Field::Phone => self.e164(),
            Field::OtherPhone => self.other_phone.as_deref(),
            Field::Recommended => self.recommended.as_deref(),
        }
    }

    /// Its number in the international form, where it has one.
    pub fn e164(&self) -> Option<&str> {
        self.phone.as_ref().map(Phone::e164)
    }
}

/// A field of a lead's card that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The organisation.
    Name,
    /// The contact person.
    Contact,
    /// The city.
    City,
    /// The field of business.
    Business,
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// Other telephone numbers.
    OtherPhone,
    /// Who recommended us to them.
    Recommended,
}

impl Field {
    /// In the order in which operators see them.
    pub const ALL: [Field; 8] = [
        Field::Name,
        Field::Contact,
        Field::City,
        Field::Business,
        Field::Email,
        Field::Phone,
        Field::OtherPhone,
        Field::Recommended,
    ];

    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            Field::Name => "name",
            Field::Contact => "contact",
            Field::City => "city",
            Field::Business => "business",
            Field::Email => "email",
            Field::Phone => "phone",
            Field::OtherPhone => "other_phone",
            Field::Recommended => "recommended",
        }
    }

    /// The field with this id.
    pub fn from_id(id: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.id() == id)
    }
}
