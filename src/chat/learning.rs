//! What a saved result teaches, and what of that is forgotten. A lesson holds fingerprints of words, no
//! words: see [`crate::domain::lesson`].

use anyhow::Result;

use crate::domain::attempt::Draft;
use crate::domain::audit::Deed;
use crate::domain::forget::Gone;
use crate::domain::lead::Lead;
use crate::domain::learning::{Learning, Oldest};
use crate::domain::lesson::Lesson;
use crate::domain::note::Noted;
use crate::domain::people::PersonId;
use crate::domain::record::{Change, Counter};

use super::screens;
use super::told;
use super::turn::Turn;

/// A result is saved that came from a note: what the note tells of the lead goes on its card, and the
/// guess is told what was meant.
///
/// # Errors
/// The store's.
pub fn noted(turn: &mut Turn<'_>, lead: &mut Lead, draft: &Draft) -> Result<()> {
    let Some(noted) = &draft.note else { return Ok(()) };
    if let Some(code) = turn.house.codes.get(&draft.situation) {
        let told = told::of(turn, lead, noted, code);
        for (field, value) in told::for_card(lead, draft, &told) {
            // What does not fit a card stays in the comment.
            let _ = screens::set_field(lead, field, &value);
        }
    }
    teach(turn, noted, draft)
}

fn teach(turn: &mut Turn<'_>, noted: &Noted, draft: &Draft) -> Result<()> {
    let mut learning = turn.facts.learning()?;
    if learning.off {
        return Ok(());
    }
    let (house, who, text) = (turn.house, turn.me.id, noted.note.text.as_str());
    // Nobody waits for the training of the reader: then this result teaches nothing.
    let Some(reader) = house.notes.ready() else { return Ok(()) };
    let features = reader.lesson(text);
    if features.is_empty() {
        return Ok(());
    }
    let oldest = match learning.crowded(who) {
        Some(Oldest::OfOne) => Some(turn.facts.oldest_lesson(Some(who))?),
        Some(Oldest::OfAll) => Some(turn.facts.oldest_lesson(None)?),
        None => None,
    };
    if let Some(oldest) = oldest {
        // The oldest do not read: nothing can give way, and there are not to be ever more.
        let Some(lesson) = oldest else { return Ok(()) };
        learning.take(lesson.who, 1);
        turn.changes.push(Change::Gone(Gone::Lesson(lesson)));
    }
    let without = house.guess_untaught(text);
    let without = without.best().map(|guess| &guess.code);
    learning.confirmed(&draft.situation, noted.first.as_ref(), without);
    learning.add(who);
    learning.last = Some((turn.now, who));
    let (id, code, at) = (turn.take(Counter::Lesson)?, draft.situation.clone(), turn.now);
    let salt = learning.salt.get_or_insert_with(|| turn.secret()).salt();
    let lesson = Lesson { id, who, code, features, reader: reader.hashing(), at };
    turn.changes.push(Change::Lesson(lesson.salted(&salt)));
    turn.changes.push(Change::Learning(learning));
    Ok(())
}

/// Guesses are taught from now on, or are not.
///
/// # Errors
/// The store's.
pub fn switch(turn: &mut Turn<'_>) -> Result<()> {
    let mut learning = turn.facts.learning()?;
    learning.off = !learning.off;
    turn.done(Deed::TeachingSet { on: !learning.off });
    turn.changes.push(Change::Learning(learning));
    Ok(())
}

/// Forgets what somebody taught, or everybody, also what does not read; gives how many lessons that
/// were.
///
/// # Errors
/// The store's.
pub fn forget(turn: &mut Turn<'_>, who: Option<PersonId>) -> Result<u32> {
    let learning = turn.facts.learning()?;
    let count = turn.facts.count_lessons(who)?;
    let rest = match who {
        Some(who) => without(learning.clone(), who),
        None => learning.emptied(),
    };
    if count > 0 {
        turn.changes.push(Change::Gone(Gone::Lessons(who)));
    }
    if rest != learning {
        turn.changes.push(Change::Learning(rest));
    }
    Ok(count)
}

fn without(mut learning: Learning, who: PersonId) -> Learning {
    learning.take(who, u32::MAX);
    learning.last = learning.last.filter(|(_, by)| *by != who);
    learning
}
