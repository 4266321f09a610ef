//! People who work with Sufler, their roles, and the invites that let them in.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// A person: the Telegram user id, which is also the id of the private chat.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(transparent)]
pub struct PersonId(pub i64);

/// What a person may do. Each role may do all that the one before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Calls.
    Operator,
    /// Leads operators: alerts, consents, reopening.
    Supervisor,
    /// Owns the installation.
    Admin,
}

impl Role {
    /// From the least to the most.
    pub const ALL: [Role; 3] = [Role::Operator, Role::Supervisor, Role::Admin];

    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Supervisor => "supervisor",
            Role::Admin => "admin",
        }
    }

    /// The role with this id.
    pub fn from_id(id: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.id() == id)
    }

    /// The highest role that this one may give to others, or take away.
    pub fn may_give(self) -> Option<Role> {
        match self {
            Role::Operator => None,
            Role::Supervisor => Some(Role::Operator),
            Role::Admin => Some(Role::Admin),
        }
    }
}

/// Somebody who works here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name that colleagues read and that the script says.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The language of the person's screens.
    pub lang: String,
    /// The time zone of the person's screens; none: the campaign's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Tz>,
    /// Works now.
    pub on_shift: bool,
    /// Since when the person is here.
    #[serde(with = "super::moment")]
    pub since: DateTime<Utc>,
    /// The bot cannot write to this person (blocked it).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreachable: bool,
    /// No longer works here; the record stays for the names in old attempts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left: bool,
    /// Under which number the person was forgotten; what was done until then is not shown with the
    /// name of somebody who came again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
    /// Callers are never led to this person, however often he talked with them: a director.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exempt: bool,
    /// Takes the callers for whom nobody else is found.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub default_for_calls: bool,
}

/// Somebody who was forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// A running number, shown in place of the name.
    pub number: u32,
    /// When the name was removed, UTC.
    pub until: DateTime<Utc>,
}

impl Person {
    /// The person without name and settings: what others did with him stays.
    #[must_use]
    pub fn forgotten(self, number: u32, until: DateTime<Utc>) -> Person {
        Person {
            name: String::new(),
            lang: String::new(),
            zone: None,
            on_shift: false,
            unreachable: false,
            former: Some(Former { number, until }),
            exempt: false,
            default_for_calls: false,
            ..self
        }
    }

    /// The number that stands for the name of whoever did something at this moment; none: the name
    /// does.
    pub fn number_at(&self, at: DateTime<Utc>) -> Option<u32> {
        let former = self.former.as_ref()?;
        (self.name.is_empty() || at <= former.until).then_some(former.number)
    }

    /// Works here and at least in this role.
    pub fn is(&self, role: Role) -> bool {
        !self.left && self.role >= role
    }
}

/// How long an invite may be used.
pub const INVITE_LIFE: Duration = Duration::days(3);

/// A single-use way in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// 128 random bits, in hexadecimal.
    pub token: String,
    /// The role that it gives.
    pub role: Role,
    /// Who made it.
    pub by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// Who used it.
    #[serde(default)]
    pub used_by: Option<PersonId>,
}

impl Invite {
    /// Still good at this moment.
    pub fn good(&self, now: DateTime<Utc>) -> bool {
        self.used_by.is_none() && now < self.at + INVITE_LIFE
    }
}
