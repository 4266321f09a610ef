//! Whether two written names are of one person: a CRM writes «Surname Name Patronymic», a team «Name
//! Surname», and each in its own capitals.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::people::{Person, PersonId, Role};

/// Whom a written name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// This colleague, and no other.
    One(PersonId),
    /// More than one.
    Several,
    /// Nobody in the team.
    Nobody,
}

/// A title or a name without what differs from writer to writer: in small letters, with single
/// spaces, and the Russian letter yo as ye.
pub fn folded(text: &str) -> String {
    let small = text.nfkc().flat_map(char::to_lowercase).map(|c| match c {
        '\u{451}' => '\u{435}',
        c if c.is_alphanumeric() => c,
        _ => ' ',
    });
    small.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a name in an order of their own.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = folded(name).split(' ').map(str::to_owned).collect();
    words.retain(|word| !word.is_empty());
    words.sort();
    words
}

/// The team by the words of its names, for many written names one after another: a file may hold more
/// names than there are people in a town.
#[derive(Clone, Debug)]
pub struct Names<'p>(HashMap<String, Vec<&'p Person>>);

impl<'p> Names<'p> {
    /// Those of the team.
    pub fn new(people: &'p [Person]) -> Self {
        let mut names: HashMap<String, Vec<&Person>> = HashMap::new();
        for person in people {
            for word in words(&person.name) {
                names.entry(word).or_default().push(person);
            }
        }
        Names(names)
    }

    /// Those who may be named so: they have a word of it in common.
    pub fn near(&self, name: &str) -> Vec<Person> {
        let words = words(name);
        let known = words.iter().filter_map(|word| self.0.get(word));
        let mut near: Vec<&Person> = known.flatten().copied().collect();
        near.sort_by_key(|person| person.id);
        near.dedup_by_key(|person| person.id);
        near.into_iter().cloned().collect()
    }
}

/// Both name one person: the same words in any order, or all words of one, two at least, are among
/// those of the other (which has a patronymic besides).
pub fn same(one: &str, other: &str) -> bool {
    let (one, other) = (words(one), words(other));
    if one == other {
        return !one.is_empty();
    }
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.len() >= 2 && few.iter().all(|word| many.contains(word))
}

/// Whom of the team a written name names. Whoever is named exactly comes before whoever is named with
/// a word more or less.
pub fn find(name: &str, people: &[Person]) -> Named {
    let here = || people.iter().filter(|person| person.is(Role::Operator));
    let exact = words(name);
    let mut found: Vec<PersonId> =
        here().filter(|p| words(&p.name) == exact && !exact.is_empty()).map(|p| p.id).collect();
    if found.is_empty() {
        found = here().filter(|person| same(name, &person.name)).map(|person| person.id).collect();
    }
    match found[..] {
        [] => Named::Nobody,
        [one] => Named::One(one),
        _ => Named::Several,
    }
}
