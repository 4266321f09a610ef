//! What guesses have been taught, in memory: the lessons that are on the disk, and no others. The thread
//! of turns keeps it so.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock};

use crate::domain::forget::Gone;
use crate::domain::learning::Learning;
use crate::domain::lesson::Lesson;
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::record::Change;
use crate::notes::learned::Learned;

/// The lessons of an installation.
#[derive(Default)]
pub struct Taught(RwLock<State>);

#[derive(Default)]
struct State {
    off: bool,
    learned: Learned,
    /// Who is there to record results.
    operators: BTreeSet<PersonId>,
    /// How many have recorded any.
    recorded: usize,
}

impl State {
    fn knows(&mut self, person: &Person) {
        if !person.left && person.role == Role::Operator {
            self.operators.insert(person.id);
        } else {
            self.operators.remove(&person.id);
        }
    }

    fn said(&mut self, learning: &Learning) {
        (self.off, self.recorded) = (learning.off, learning.people.len());
        self.learned.salted_with(learning.salt.as_ref());
    }

    /// How many record results: those who have, and operators, who are there for it.
    fn count(&mut self) {
        self.learned.people(self.operators.len().max(self.recorded));
    }
}

impl Taught {
    /// Everything that is on the disk, at the start.
    pub fn load(&self, lessons: &[Lesson], learning: &Learning, people: &[Person]) {
        let mut state = State { learned: Learned::fold(lessons.iter(), 0), ..State::default() };
        people.iter().for_each(|person| state.knows(person));
        state.said(learning);
        state.count();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = state;
    }

    /// These changes are on the disk now.
    pub fn follow(&self, changes: &[Change]) {
        let mut state = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for change in changes {
            match change {
                Change::Lesson(lesson) => state.learned.add(lesson),
                Change::Gone(Gone::Lesson(lesson)) => state.learned.take(lesson),
                Change::Gone(Gone::Lessons(who)) => state.learned.forget(*who),
                Change::Learning(learning) => state.said(learning),
                Change::Person(person) => state.knows(person),
                _ => {}
            }
        }
        state.count();
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
        Change::Lesson(_)
            | Change::Learning(_)
            | Change::Gone(Gone::Lesson(_) | Gone::Lessons(_))
            | Change::Person(_)
    )
}
