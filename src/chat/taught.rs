//! What guesses have been taught, in memory: the lessons that are on the disk, and no others. The thread
//! of turns keeps it so.

use std::sync::{PoisonError, RwLock};

use crate::domain::forget::Gone;
use crate::domain::learning::Learning;
use crate::domain::lesson::Lesson;
use crate::domain::people::{Person, Role};
use crate::domain::record::Change;
use crate::notes::learned::Learned;

/// The lessons of an installation.
#[derive(Default)]
pub struct Taught(RwLock<State>);

#[derive(Default)]
struct State {
    off: bool,
    learned: Learned,
}

impl Taught {
    /// Everything that is on the disk, at the start.
    pub fn load(&self, lessons: &[Lesson], learning: &Learning, people: &[Person]) {
        let learned = Learned::fold(lessons.iter(), recorders(learning, people));
        let state = State { off: learning.off, learned };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// These changes are on the disk now.
    pub fn follow(&self, changes: &[Change]) {
        let mut state = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            match change {
                Change::Lesson(lesson) => state.learned.add(lesson),
                Change::Gone(Gone::Lesson(lesson)) => state.learned.take(lesson),
                Change::Learning(learning) => state.off = learning.off,
                _ => {}
            }
        }
    }

    /// So many people may record results.
    pub fn people(&self, learning: &Learning, people: &[Person]) {
        let mut state = self.0.write().unwrap_or_else(PoisonError::into_inner);
        state.learned.people(recorders(learning, people));
    }

    /// Does something with what was learned; with nothing, where that does not count.
    pub fn with<T>(&self, work: impl FnOnce(&Learned) -> T) -> T {
        let state = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if state.off { work(&Learned::none()) } else { work(&state.learned) }
    }
}

/// Whether a change concerns what is taught, or who is there to agree.
pub fn concerns(change: &Change) -> bool {
    matches!(
        change,
        Change::Lesson(_) | Change::Learning(_) | Change::Gone(Gone::Lesson(_)) | Change::Person(_)
    )
}

/// How many record results: those who have, and operators, who are there for it.
fn recorders(learning: &Learning, people: &[Person]) -> usize {
    let operators = people.iter().filter(|person| !person.left && person.role == Role::Operator);
    operators.count().max(learning.people.len())
}
