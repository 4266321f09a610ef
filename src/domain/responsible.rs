//! Who answers for a telephone number in a CRM, as its export says. Source: seed 001, domain page
//! section 7.

use serde::{Deserialize, Serialize};

use super::campaign::Source;
use super::naming::{self, Named};
use super::people::Person;
use super::phone::Phone;

/// What stands between several names.
const SEPARATORS: [char; 4] = [',', ';', '/', '|'];

/// A line of a CRM's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsible {
    /// Which CRM.
    pub source: Source,
    /// The number.
    pub phone: Phone,
    /// The client there.
    #[serde(default)]
    pub client: Option<String>,
    /// The colleague, as the CRM writes the name: whoever joins the team later is found too.
    pub name: String,
}

impl Responsible {
    /// Whether it names somebody who is called so, alone or among others.
    pub fn names(&self, name: &str) -> bool {
        let apart = self.name.split(SEPARATORS);
        std::iter::once(self.name.as_str()).chain(apart).any(|part| naming::same(part, name))
    }

    /// Whom of the team it names.
    pub fn find(&self, people: &[Person]) -> Named {
        find(&self.name, people)
    }
}

/// Whom of the team the name of a CRM names. Where several are named, one after another, the first of
/// them who is in the team.
pub fn find(name: &str, people: &[Person]) -> Named {
    let whole = naming::find(name, people);
    if whole != Named::Nobody {
        return whole;
    }
    let mut parts = name.split(SEPARATORS).map(|part| naming::find(part, people));
    parts.find(|named| *named != Named::Nobody).unwrap_or(Named::Nobody)
}
