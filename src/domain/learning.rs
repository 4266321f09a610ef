//! What lessons come to: how many there are, by whom, and whether they have done any good. The lessons
//! are in [`super::lesson`].

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::codes::CodeId;
use super::forget::Secret;
use super::people::PersonId;

/// An installation keeps so many lessons; the oldest gives way.
pub const MOST_LESSONS: u32 = 3_000;
/// So many of one person.
pub const MOST_OF_ONE: u32 = 300;

/// What lessons come to, kept beside them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learning {
    /// Nothing is learned, and what was learned does not count.
    #[serde(default)]
    pub off: bool,
    /// How many lessons of each person there are, by the person's id.
    #[serde(default)]
    pub people: Vec<(PersonId, u32)>,
    /// When a lesson came in last, and by whom.
    #[serde(default)]
    pub last: Option<(DateTime<Utc>, PersonId)>,
    /// Results that were saved from a note since there are lessons.
    #[serde(default)]
    pub saved: u32,
    /// Of them, those whose first guess was saved.
    #[serde(default)]
    pub right: u32,
    /// Of them, those whose first guess would have been right without lessons.
    #[serde(default)]
    pub right_without: u32,
    /// What lessons are salted with; none: none was learned since that is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Secret>,
}

/// Which lessons have to give way to another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oldest {
    /// The oldest of the same person.
    OfOne,
    /// The oldest of all.
    OfAll,
}

impl Learning {
    /// How many lessons there are.
    pub fn count(&self) -> u32 {
        self.people.iter().map(|(_, count)| count).sum()
    }

    /// How many of them are somebody's.
    pub fn of(&self, who: PersonId) -> u32 {
        self.people.iter().find(|(known, _)| *known == who).map_or(0, |(_, count)| *count)
    }

    /// What gives way to another lesson of this person.
    pub fn crowded(&self, who: PersonId) -> Option<Oldest> {
        if self.of(who) >= MOST_OF_ONE {
            Some(Oldest::OfOne)
        } else if self.count() >= MOST_LESSONS {
            Some(Oldest::OfAll)
        } else {
            None
        }
    }

    /// There is one more of this person.
    pub fn add(&mut self, who: PersonId) {
        match self.people.binary_search_by_key(&who, |(known, _)| *known) {
            Ok(at) => {
                if let Some((_, count)) = self.people.get_mut(at) {
                    *count = count.saturating_add(1);
                }
            }
            Err(at) => self.people.insert(at, (who, 1)),
        }
    }

    /// There are so many fewer.
    pub fn take(&mut self, who: PersonId, fewer: u32) {
        for (known, count) in &mut self.people {
            if *known == who {
                *count = count.saturating_sub(fewer);
            }
        }
        self.people.retain(|(_, count)| *count > 0);
    }

    /// A result was saved from a note: which was guessed first, and what would have been.
    pub fn confirmed(&mut self, code: &CodeId, first: Option<&CodeId>, without: Option<&CodeId>) {
        self.saved = self.saved.saturating_add(1);
        self.right = self.right.saturating_add(u32::from(first == Some(code)));
        self.right_without = self.right_without.saturating_add(u32::from(without == Some(code)));
    }

    /// Nothing was learned; whether anything is, stays. The salt goes too: what is left of old lessons on
    /// a disk or in a backup is of no use then.
    #[must_use]
    pub fn emptied(&self) -> Learning {
        Learning { off: self.off, ..Learning::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_of_one_gives_way_first_then_the_oldest_of_all() {
        let mut learning = Learning::default();
        for who in 1..=i64::from(MOST_LESSONS / MOST_OF_ONE) {
            assert_eq!(learning.crowded(PersonId(who)), None);
            (0..MOST_OF_ONE).for_each(|_| learning.add(PersonId(who)));
            assert_eq!(learning.crowded(PersonId(who)), Some(Oldest::OfOne));
        }
        assert_eq!(learning.count(), MOST_LESSONS);
        assert_eq!(learning.crowded(PersonId(77)), Some(Oldest::OfAll));
        learning.take(PersonId(1), 1);
        assert_eq!(learning.of(PersonId(1)), MOST_OF_ONE - 1);
        assert_eq!(learning.crowded(PersonId(77)), None);
        learning.take(PersonId(2), MOST_OF_ONE);
        assert!(learning.people.iter().all(|(who, _)| *who != PersonId(2)));
        let off = Learning { off: true, ..learning };
        assert_eq!(off.emptied(), Learning { off: true, ..Learning::default() });
    }
}
