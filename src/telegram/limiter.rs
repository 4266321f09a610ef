//! How fast requests may go out: about 30 a second over all chats, one a second in a chat after a
//! small burst. Pure: the time is an argument.
//!
//! The more urgent a request is, the deeper it may dip into what is left: what people wait for
//! always finds something that reminders and menus did not use up.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio::time::Instant;

use crate::chat::edge::PersonId;

/// How soon something has to be seen. Answers to pressed keys are not limited at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Urgency {
    /// Somebody waits for it.
    Answer,
    /// Nobody waits, but somebody has to see it: a reminder, an alert.
    Notice,
    /// Somebody may have given up waiting: what piled up while the bot or Telegram was away. It takes
    /// turns with reminders, so it has to find as much as they do.
    Later,
    /// Can wait: menus, stale keys.
    Chore,
    /// Somebody who is not in the team: answered with what the others leave.
    Stranger,
}

impl Urgency {
    /// Their names, in their order.
    pub(super) const NAMES: [&'static str; 5] = ["answer", "notice", "later", "chore", "stranger"];
}

/// Of so many in a burst ([`Pace::total`]) these are kept for the more urgent.
const KEPT_OF_ALL: [f64; 5] = [0.0, 5.0, 5.0, 10.0, 12.0];
const KEPT_IN_CHAT: [f64; 5] = [0.0, 1.0, 1.0, 2.0, 1.0];
/// The least burst in a chat.
const CHAT_BURST: f64 = 3.0;
/// So many chats refused one after another, and nothing let through: it is not about the chats.
const ALL_REFUSED: usize = 5;

/// How many messages a second a Bot API server lets through. Telegram's own: about 30 over all
/// chats (the margin is for what travels slower than the rest) and one in a chat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Over all chats.
    pub total: f64,
    /// In one chat.
    pub chat: f64,
}

impl Default for Pace {
    fn default() -> Self {
        Pace { total: 29.0, chat: 0.97 }
    }
}

#[derive(Debug)]
struct Rate {
    burst: f64,
    a_second: f64,
    /// What each urgency leaves for the more urgent.
    kept: [f64; 5],
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    level: f64,
    at: Instant,
}

impl Bucket {
    fn level(self, rate: &Rate, now: Instant) -> f64 {
        let gained = now.saturating_duration_since(self.at).as_secs_f64() * rate.a_second;
        (self.level + gained).min(rate.burst)
    }

    fn change(&mut self, rate: &Rate, now: Instant, by: f64) {
        self.level = (self.level(rate, now) + by).min(rate.burst);
        self.at = now;
    }

    fn ready(self, rate: &Rate, urgency: Urgency, now: Instant) -> Instant {
        // A slow server's burst is too small to keep much of it.
        let kept = rate.kept[urgency as usize].min(rate.burst - 1.0);
        let missing = 1.0 + kept - self.level(rate, now);
        if missing <= 0.0 {
            return now;
        }
        // A little more than needed, so that rounding never asks for a second wait.
        now + Duration::from_secs_f64(missing / rate.a_second) + Duration::from_micros(10)
    }
}

/// Counts what goes out.
#[derive(Debug)]
pub(super) struct Limiter {
    of_all: Rate,
    of_chat: Rate,
    total: Bucket,
    chats: HashMap<PersonId, Bucket>,
    /// Chats that Telegram refused for haste, and until when.
    frozen: HashMap<PersonId, Instant>,
    all_frozen: Option<Instant>,
    /// Chats refused since anything was let through.
    refused: HashSet<PersonId>,
}

impl Limiter {
    pub(super) fn new(pace: Pace, now: Instant) -> Self {
        let of_all = Rate { burst: pace.total.max(1.0), a_second: pace.total, kept: KEPT_OF_ALL };
        let burst = pace.chat.max(CHAT_BURST);
        let of_chat = Rate { burst, a_second: pace.chat, kept: KEPT_IN_CHAT };
        Limiter {
            total: Bucket { level: of_all.burst, at: now },
            of_all,
            of_chat,
            chats: HashMap::new(),
            frozen: HashMap::new(),
            all_frozen: None,
            refused: HashSet::new(),
        }
    }

    /// When a request may go out, `now` at the earliest, as far as all chats together are concerned.
    /// Not before a more urgent one.
    pub(super) fn ready_at_all(&self, urgency: Urgency, now: Instant) -> Instant {
        self.total.ready(&self.of_all, urgency, now).max(self.all_frozen.unwrap_or(now))
    }

    /// The same as far as its chat is concerned; `chat` is None for requests that put nothing into
    /// a chat.
    pub(super) fn ready_in_chat(
        &self,
        chat: Option<PersonId>,
        urgency: Urgency,
        now: Instant,
    ) -> Instant {
        let Some(chat) = chat else { return now };
        let own = self.chats.get(&chat).map(|bucket| bucket.ready(&self.of_chat, urgency, now));
        let thaw = self.frozen.get(&chat).copied();
        own.unwrap_or(now).max(thaw.unwrap_or(now))
    }

    /// A request goes out.
    pub(super) fn take(&mut self, chat: Option<PersonId>, now: Instant) {
        self.change(chat, now, -1.0);
    }

    /// It turned out that there was nothing to send.
    pub(super) fn give_back(&mut self, chat: Option<PersonId>, now: Instant) {
        self.change(chat, now, 1.0);
    }

    fn change(&mut self, chat: Option<PersonId>, now: Instant, by: f64) {
        self.total.change(&self.of_all, now, by);
        if let Some(chat) = chat {
            let full = Bucket { level: self.of_chat.burst, at: now };
            self.chats.entry(chat).or_insert(full).change(&self.of_chat, now, by);
        }
    }

    /// Telegram let a request through.
    pub(super) fn let_through(&mut self) {
        self.refused.clear();
        self.all_frozen = None;
    }

    /// Telegram refused a request for haste: nothing more to this chat for so long; to nobody, if
    /// it refuses one chat after the other.
    pub(super) fn refused(&mut self, chat: Option<PersonId>, wait: Duration, now: Instant) {
        if let Some(chat) = chat {
            self.frozen.insert(chat, now + wait);
            self.refused.insert(chat);
        }
        if self.refused.len() >= ALL_REFUSED {
            self.all_frozen = Some(now + wait);
            self.refused.clear();
        }
    }

    /// Forgets chats that have been quiet.
    pub(super) fn forget(&mut self, now: Instant) {
        let rate = &self.of_chat;
        self.chats.retain(|_, bucket| bucket.level(rate, now) < rate.burst);
        self.frozen.retain(|_, until| *until > now);
    }
}

#[cfg(test)]
mod tests {
    use super::Urgency::{Answer, Chore, Notice};
    use super::*;

    const ANN: Option<PersonId> = Some(PersonId(1));
    const BOB: Option<PersonId> = Some(PersonId(2));

    fn seconds(n: f64) -> Duration {
        Duration::from_secs_f64(n)
    }

    impl Limiter {
        fn ready(&self, chat: Option<PersonId>, urgency: Urgency, now: Instant) -> Instant {
            self.ready_at_all(urgency, now).max(self.ready_in_chat(chat, urgency, now))
        }
    }

    /// How many of these go out in the time, one after the other as soon as they may.
    fn count(
        limiter: &mut Limiter,
        chat: Option<PersonId>,
        urgency: Urgency,
        from: Instant,
        time: f64,
    ) -> usize {
        let (mut now, mut sent) = (from, 0);
        loop {
            now = now.max(limiter.ready(chat, urgency, now));
            if now >= from + seconds(time) {
                return sent;
            }
            limiter.take(chat, now);
            sent += 1;
        }
    }

    #[test]
    fn a_chat_gets_a_burst_of_three_and_then_about_one_a_second() {
        let now = Instant::now();
        assert_eq!(count(&mut Limiter::new(Pace::default(), now), ANN, Answer, now, 0.5), 3);
        assert_eq!(count(&mut Limiter::new(Pace::default(), now), ANN, Answer, now, 60.0), 61);
    }

    #[test]
    fn a_press_every_second_and_a_half_never_waits() {
        let start = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), start);
        for press in 0..100 {
            let now = start + seconds(1.5) * press;
            assert_eq!(limiter.ready(ANN, Answer, now), now, "press {press}");
            limiter.take(ANN, now);
        }
    }

    #[test]
    fn all_chats_together_get_less_than_thirty_a_second() {
        let start = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), start);
        let mut sent = 0;
        for millisecond in 0..10_000 {
            let now = start + Duration::from_millis(millisecond);
            for chat in 0..100 {
                let chat = Some(PersonId(chat));
                if limiter.ready(chat, Answer, now) <= now {
                    limiter.take(chat, now);
                    sent += 1;
                }
            }
        }
        assert!((310..=320).contains(&sent), "{sent} in ten seconds, burst included");
    }

    #[test]
    fn the_less_urgent_leave_something_for_the_more_urgent() {
        let now = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), now);
        assert_eq!(count(&mut limiter, None, Chore, now, 0.001), 19);
        assert_eq!(count(&mut limiter, None, Notice, now, 0.001), 5);
        assert_eq!(count(&mut limiter, None, Answer, now, 0.001), 5);

        let mut limiter = Limiter::new(Pace::default(), now);
        assert_eq!(count(&mut limiter, ANN, Notice, now, 0.001), 2);
        assert_eq!(limiter.ready(ANN, Answer, now), now);
        assert!(limiter.ready(ANN, Chore, now) >= now + seconds(2.0));
    }

    #[test]
    fn a_slow_server_gets_everything_too() {
        let now = Instant::now();
        for total in [0.5, 1.0, 4.0] {
            let mut limiter = Limiter::new(Pace { total, chat: 0.5 }, now);
            for urgency in [Chore, Notice, Answer] {
                let sent = count(&mut limiter, ANN, urgency, now + seconds(60.0), 60.0);
                assert!(sent as f64 >= (total.min(0.5) * 60.0).floor(), "{total}: {sent}");
                limiter = Limiter::new(Pace { total, chat: 0.5 }, now);
            }
        }
    }

    #[test]
    fn a_refused_chat_delays_no_other() {
        let now = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), now);
        limiter.take(ANN, now);
        limiter.refused(ANN, seconds(30.0), now);
        assert_eq!(limiter.ready(ANN, Answer, now), now + seconds(30.0));
        assert_eq!(limiter.ready(BOB, Answer, now), now);
        let later = now + seconds(30.0);
        assert_eq!(limiter.ready(ANN, Answer, later), later);
    }

    #[test]
    fn if_every_chat_is_refused_everything_waits() {
        let now = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), now);
        for chat in 10..15 {
            limiter.refused(Some(PersonId(chat)), seconds(9.0), now);
        }
        assert_eq!(limiter.ready(BOB, Answer, now), now + seconds(9.0));
        limiter.let_through();
        assert_eq!(limiter.ready(BOB, Answer, now), now, "one was let through after all");
    }

    #[test]
    fn some_refusals_among_successes_freeze_only_their_chats() {
        let now = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), now);
        for chat in 10..30 {
            limiter.refused(Some(PersonId(chat)), seconds(9.0), now);
            limiter.let_through();
        }
        assert_eq!(limiter.ready(BOB, Answer, now), now);
    }

    #[test]
    fn what_was_not_sent_is_given_back_and_quiet_chats_are_forgotten() {
        let now = Instant::now();
        let mut limiter = Limiter::new(Pace::default(), now);
        for _ in 0..10 {
            limiter.take(ANN, now);
            limiter.give_back(ANN, now);
        }
        assert_eq!(limiter.ready(ANN, Answer, now), now);
        limiter.take(ANN, now);
        limiter.refused(BOB, seconds(1.0), now);
        limiter.forget(now);
        assert_eq!((limiter.chats.len(), limiter.frozen.len()), (1, 1));
        limiter.forget(now + seconds(5.0));
        assert_eq!((limiter.chats.len(), limiter.frozen.len()), (0, 0));
    }
}
