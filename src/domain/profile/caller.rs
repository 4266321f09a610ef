//! Who is on the line, and whether a manager means him: a name may be written in more ways than one.

use serde::{Deserialize, Serialize};

use crate::domain::phone::Phone;

/// Somebody whom a manager names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// By a telephone number.
    Phone(Phone),
    /// By a name, of a person or an organisation.
    Name(String),
}

/// Who is on the line, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The name.
    pub name: Option<String>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The telephone number.
    pub phone: Option<Phone>,
    /// What the call is about, in words.
    pub topic: Option<String>,
    /// It is the director himself.
    pub director: bool,
}

impl Caller {
    /// Whether this is whom the manager means. A name is meant if all its words were told as name
    /// or organisation, in any order; or if two words or more were told as the name and all stand
    /// in it; or the whole organisation, but for a short word before it that says what kind of
    /// company it is.
    pub fn is(&self, whom: &Whom) -> bool {
        let name = match whom {
            Whom::Phone(phone) => return self.phone.as_ref() == Some(phone),
            Whom::Name(name) => words(name),
        };
        let person = self.name.as_deref().map(words).unwrap_or_default();
        let company = self.organisation.as_deref().map(words).unwrap_or_default();
        let told = |word: &String| person.contains(word) || company.contains(word);
        if name.is_empty() {
            return false;
        }
        let in_name = |words: &[String]| words.iter().all(|word| name.contains(word));
        let bare = name.get(1..).unwrap_or_default();
        let kind = name.first().is_some_and(|word| word.chars().count() <= KIND_MAX);
        name.iter().all(told)
            || (person.len() > 1 && in_name(&person))
            || (kind && !bare.is_empty() && bare.iter().all(|word| company.contains(word)))
    }
}

/// The longest word that says what kind of company it is, in letters.
const KIND_MAX: usize = 4;

/// The words of a name, as they are compared: without case, and with letters alike that are typed
/// for each other.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace('\u{451}', "\u{435}");
    let apart = |c: char| !c.is_alphanumeric();
    lower.split(apart).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether what is told is about a topic: each of its longer words occurs, whatever its ending.
pub fn same_topic(topic: &str, told: &str) -> bool {
    let told = words(told);
    let topic = words(topic);
    let long: Vec<_> = topic.iter().filter(|word| word.chars().count() >= SHORT).collect();
    let wanted = if long.is_empty() { topic.iter().collect() } else { long };
    !wanted.is_empty() && wanted.iter().all(|word| told.iter().any(|said| alike(word, said)))
}

/// Shorter words do not tell what something is about.
const SHORT: usize = 3;
/// So many letters at the end may differ.
const ENDING: usize = 3;
/// So many at the beginning may not; of a word that is shorter by one, only the last may differ.
const STEM: usize = 4;

/// The same word but for its ending.
fn alike(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    let ending = if common >= STEM { ENDING } else { usize::from(common + 1 == STEM) };
    longer - common <= ending
}
