//! Lessons, and what they come to.

use std::collections::BTreeMap;

use anyhow::Result;

use super::walk::Walker;
use crate::domain::learning::Learning;
use crate::domain::lesson::Lesson;
use crate::domain::people::PersonId;
use crate::store::keys::{LEARNING, lesson_of_key, number_key};

const COUNTED: &str = "as many lessons of each person as are counted";

/// What the walk has seen of them.
#[derive(Default)]
pub(super) struct Lessons {
    /// How many of each person.
    there: BTreeMap<PersonId, u32>,
    /// What is said of that.
    said: BTreeMap<PersonId, u32>,
    /// One of them does not read: nobody knows.
    broken: bool,
}

impl Walker<'_> {
    pub fn lesson(&mut self, key: &[u8], bytes: &[u8]) -> Result<()> {
        if key == LEARNING {
            match self.open::<Learning>(key, bytes) {
                Some(learning) => self.lessons.said = learning.people.into_iter().collect(),
                None => self.lessons.broken = true,
            }
            return Ok(());
        }
        let own = |lesson: &Lesson| number_key(b'K', lesson.id);
        let Some(lesson) = self.own(key, bytes, own) else {
            self.lessons.broken = true;
            return Ok(());
        };
        *self.lessons.there.entry(lesson.who).or_default() += 1;
        self.knows(key, "who taught it", lesson.who)?;
        self.wants_mark(key, &lesson_of_key(&lesson))
    }

    /// All lessons were seen.
    pub fn end_of_lessons(&mut self) {
        let lessons = std::mem::take(&mut self.lessons);
        if lessons.broken || lessons.said == lessons.there {
            return;
        }
        let (said, there): (u32, u32) = (lessons.said.values().sum(), lessons.there.values().sum());
        let wrong = format!("it counts {said} lessons, and there are {there}");
        let same = "it counts those of others than there are".to_owned();
        self.say(LEARNING, if said == there { same } else { wrong }, COUNTED);
    }
}
