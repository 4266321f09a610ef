//! Who has knocked and is not in the team: answered once, and not heard for a while after too many
//! wrong tokens. Kept in memory, within bounds: nothing that a stranger does reaches the disk.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};

use crate::chat::door::{self, Stranger};
use crate::chat::event::{Event, Incoming};
use crate::chat::update::Outcome;
use crate::domain::people::PersonId;

/// So many people are remembered.
const REMEMBERED: usize = 10_000;
/// After so many wrong tokens no other of this person is looked at.
const GUESSES: u32 = 5;
/// For so long.
const PAUSE: Duration = Duration::minutes(15);

/// Strangers.
#[derive(Default)]
pub struct Strangers {
    answered: HashSet<PersonId>,
    guesses: HashMap<PersonId, Guesses>,
}

#[derive(Clone, Copy)]
struct Guesses {
    wrong: u32,
    last: DateTime<Utc>,
    told: bool,
}

impl Guesses {
    /// Until when they count. A clock that was set back does not make it longer.
    fn until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = self.last + PAUSE;
        (self.last <= now + PAUSE && now < until).then_some(until)
    }
}

impl Strangers {
    /// What to decide instead of this, and until when: the same without its token, where the person
    /// has shown too many wrong ones. A right one is not looked at either.
    pub fn without_token(
        &self,
        incoming: &Incoming,
        now: DateTime<Utc>,
    ) -> Option<(Incoming, DateTime<Utc>)> {
        door::token(&incoming.event)?;
        let guesses = self.guesses.get(&incoming.who.id).filter(|g| g.wrong >= GUESSES)?;
        let until = guesses.until(now)?;
        let event = Event::Command("start".to_owned(), String::new());
        Some((Incoming { event, ..incoming.clone() }, until))
    }

    /// Takes note of what somebody did who is not in the team, and leaves of the answers only that
    /// which he has not had. `shut` says until when his tokens are not looked at.
    pub fn met(
        &mut self,
        who: PersonId,
        outcome: &mut Outcome,
        shut: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) {
        if outcome.stranger == Some(Stranger::WrongToken) {
            let wrong = self.guessed(who, now);
            tracing::warn!(person = who.0, wrong, "a token that is no good invite");
        }
        if let (Some(until), Some(guesses)) = (shut, self.guesses.get_mut(&who)) {
            let told = std::mem::replace(&mut guesses.told, true);
            outcome.once = (!told).then(|| door::shut(until - now));
        } else if outcome.once.is_some() && !self.is_new(who) {
            outcome.once = None;
        }
    }

    /// The answer did not reach this person.
    pub fn unanswered(&mut self, who: PersonId) {
        self.answered.remove(&who);
    }

    /// Counts a wrong token; gives how many there were.
    fn guessed(&mut self, who: PersonId, now: DateTime<Utc>) -> u32 {
        if self.guesses.len() >= REMEMBERED && !self.guesses.contains_key(&who) {
            // Rarely, and the older half at once: who guesses with many names costs little.
            let mut last: Vec<_> = self.guesses.values().map(|guesses| guesses.last).collect();
            last.sort_unstable();
            let middle = last.get(REMEMBERED / 2).copied().unwrap_or(now);
            self.guesses.retain(|_, g| g.last > middle && g.until(now).is_some());
        }
        let none = Guesses { wrong: 0, last: now, told: false };
        let guesses = self.guesses.entry(who).or_insert(none);
        if guesses.until(now).is_none() {
            *guesses = none;
        }
        guesses.wrong += 1;
        guesses.last = now;
        guesses.wrong
    }

    /// A stranger is answered once, not each time.
    fn is_new(&mut self, who: PersonId) -> bool {
        if self.answered.len() >= REMEMBERED {
            self.answered.clear();
        }
        let new = self.answered.insert(who);
        if new {
            tracing::info!(person = who.0, "somebody who is not in the team has written");
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::event::Who;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + minute * 60, 0).unwrap()
    }

    fn shows(id: i64) -> Incoming {
        let who = Who { id: PersonId(id), name: String::new(), lang: None };
        let event = Event::Command("start".to_owned(), "0".repeat(32));
        Incoming { update: None, who, event }
    }

    fn shut(strangers: &Strangers, id: i64, minute: i64) -> Option<DateTime<Utc>> {
        strangers.without_token(&shows(id), at(minute)).map(|(_, until)| until)
    }

    #[test]
    fn five_wrong_tokens_shut_the_door_for_a_quarter_of_an_hour() {
        let mut strangers = Strangers::default();
        for n in 1..=5 {
            assert_eq!(shut(&strangers, 1, 0), None);
            assert_eq!(strangers.guessed(PersonId(1), at(0)), n);
        }
        assert_eq!(shut(&strangers, 1, 14), Some(at(15)));
        assert_eq!(shut(&strangers, 2, 14), None, "others are not meant");
        assert_eq!(shut(&strangers, 1, 15), None);
        assert_eq!(strangers.guessed(PersonId(1), at(15)), 1, "counted anew");
        let mut plain = shows(1);
        plain.event = Event::Text("hello".to_owned());
        assert!(strangers.without_token(&plain, at(1)).is_none());
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nobody_out() {
        let mut strangers = Strangers::default();
        (0..5).for_each(|_| assert!(strangers.guessed(PersonId(1), at(600)) <= 5));
        assert!(shut(&strangers, 1, 590).is_some());
        assert_eq!(shut(&strangers, 1, 0), None);
    }

    #[test]
    fn however_many_guess_memory_is_bounded_and_the_latest_are_known() {
        let mut strangers = Strangers::default();
        for id in 0..3 * REMEMBERED as i64 {
            assert_eq!(strangers.guessed(PersonId(id), at(0)), 1);
            assert!(strangers.is_new(PersonId(id)));
        }
        assert!(strangers.guesses.len() <= REMEMBERED && strangers.answered.len() <= REMEMBERED);
        let last = PersonId(3 * REMEMBERED as i64 - 1);
        assert_eq!(strangers.guessed(last, at(1)), 2);
    }
}
