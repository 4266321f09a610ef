//! What waits to be sent, and what goes next. Pure: the time is an argument.
//!
//! Every chat has a lane, and there are one for files and one for chores. One request of a lane is
//! under way at a time; a screen or a notice that waits already is not queued a second time, because
//! it is drawn as it is when its turn comes.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::chat::edge::PersonId;

use super::job::{Job, Lane, Outcome, Report};
use super::limiter::{Limiter, Pace, Urgency};

/// So many requests may be under way at once, over all lanes.
const AT_ONCE: usize = 64;
/// How long a job waits after a failure, doubled with every other one up to [`BACK_OFF_MAX`].
const BACK_OFF: Duration = Duration::from_secs(1);
const BACK_OFF_MAX: Duration = Duration::from_secs(30);

/// What to do now.
#[derive(Debug, PartialEq)]
pub(super) enum Next {
    /// This, for this lane.
    Do(Lane, Job),
    /// Nothing before this time, if nothing else happens.
    Wait(Instant),
    /// Nothing, unless something else happens.
    Idle,
}

#[derive(Debug, Default)]
struct Waiting {
    jobs: Vec<Entry>,
    /// What is under way.
    busy: Option<UnderWay>,
    /// When its turn was last, counted in turns.
    turn: u64,
}

#[derive(Debug)]
struct Entry {
    job: Job,
    urgency: Urgency,
    not_before: Option<Instant>,
    failures: u32,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    /// The chat it counts against.
    chat: Option<PersonId>,
    urgency: Urgency,
    /// How often it failed before.
    failures: u32,
}

/// The lanes.
#[derive(Debug)]
pub(super) struct Queue {
    lanes: HashMap<Lane, Waiting>,
    limiter: Limiter,
    under_way: usize,
    turns: u64,
}

impl Queue {
    pub(super) fn new(pace: Pace, now: Instant) -> Self {
        let limiter = Limiter::new(pace, now);
        Queue { lanes: HashMap::new(), limiter, under_way: 0, turns: 0 }
    }

    /// Nothing waits for the chats and nothing is under way there. Chores do not count: nobody
    /// misses them. Nor do strangers: thousands of them would hold up the end.
    pub(super) fn is_calm(&self) -> bool {
        let strange = |entry: &Entry| entry.urgency == Urgency::Stranger;
        self.lanes.iter().all(|(lane, waiting)| {
            *lane == Lane::Chores || (waiting.busy.is_none() && waiting.jobs.iter().all(strange))
        })
    }

    /// How much waits, by urgency.
    pub(super) fn waiting(&self) -> [(&'static str, usize); Urgency::NAMES.len()] {
        let mut counts = Urgency::NAMES.map(|name| (name, 0));
        for entry in self.lanes.values().flat_map(|waiting| &waiting.jobs) {
            if let Some((_, count)) = counts.get_mut(entry.urgency as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// Something new to send; what failed before is tried again at once.
    pub(super) fn add(&mut self, lane: Lane, job: Job) {
        let urgency = job.urgency();
        self.add_as(lane, job, urgency);
    }

    /// The same, as urgent as is said.
    pub(super) fn add_as(&mut self, lane: Lane, job: Job, urgency: Urgency) {
        self.put(lane, Entry { job, urgency, not_before: None, failures: 0 });
    }

    /// Something that waits already for long. A screen gives way to what people ask for now and to
    /// reminders; a reminder is none the less urgent.
    pub(super) fn add_later(&mut self, lane: Lane, job: Job) {
        let own = job.urgency();
        let urgency = if own == Urgency::Answer { Urgency::Later } else { own };
        self.add_as(lane, job, urgency);
    }

    fn put(&mut self, lane: Lane, mut entry: Entry) {
        self.turns += 1;
        let turn = self.turns;
        let waiting = self.lanes.entry(lane).or_insert(Waiting { turn, ..Waiting::default() });
        match waiting.jobs.iter_mut().find(|old| old.job.same(&entry.job)) {
            Some(old) => {
                entry.job.adopt(&mut old.job);
                entry.urgency = entry.urgency.min(old.urgency);
                *old = entry;
            }
            None => waiting.jobs.push(entry),
        }
    }

    /// What to do now: the most urgent of what may go out, the lanes in turn.
    pub(super) fn next(&mut self, now: Instant) -> Next {
        if self.under_way >= AT_ONCE {
            return Next::Idle;
        }
        let mut best: Option<(Urgency, u64, Lane, usize)> = None;
        let mut earliest: Option<Instant> = None;
        for (lane, waiting) in self.lanes.iter().filter(|(_, waiting)| waiting.busy.is_none()) {
            for (index, entry) in waiting.jobs.iter().enumerate() {
                let Entry { job, urgency, not_before, .. } = entry;
                let urgency = *urgency;
                let at = self.limiter.ready(job.chat(*lane), urgency, now);
                let at = at.max(not_before.unwrap_or(now));
                if at > now {
                    earliest = Some(earliest.map_or(at, |other| other.min(at)));
                } else if best.is_none_or(|best| (urgency, waiting.turn) < (best.0, best.1)) {
                    best = Some((urgency, waiting.turn, *lane, index));
                }
            }
        }
        let Some((_, _, lane, index)) = best else {
            return earliest.map_or(Next::Idle, Next::Wait);
        };
        self.begin(lane, index, now).map_or(Next::Idle, |job| Next::Do(lane, job))
    }

    fn begin(&mut self, lane: Lane, index: usize, now: Instant) -> Option<Job> {
        let waiting = self.lanes.get_mut(&lane)?;
        let Entry { job, urgency, failures, .. } = waiting.jobs.remove(index);
        self.turns += 1;
        waiting.turn = self.turns;
        let chat = job.chat(lane);
        waiting.busy = Some(UnderWay { chat, urgency, failures });
        self.under_way += 1;
        self.limiter.take(chat, now);
        Some(job)
    }

    /// The job of this lane that was under way has ended.
    pub(super) fn ended(&mut self, lane: Lane, report: Report, now: Instant) {
        let Report { spent, end } = report;
        let Some(waiting) = self.lanes.get_mut(&lane) else { return };
        let Some(was) = waiting.busy.take() else { return };
        self.under_way = self.under_way.saturating_sub(1);
        if !spent {
            self.limiter.give_back(was.chat, now);
        } else if matches!(end, Outcome::Over(_) | Outcome::Again(_)) {
            self.limiter.let_through();
        }
        let mut follows = None;
        match end {
            Outcome::Over(job) => follows = job,
            Outcome::Again(job) => waiting.put_back(job, None, was),
            Outcome::TooMany(job, wait) => {
                self.limiter.refused(was.chat, wait, now);
                waiting.put_back(job, Some(now + wait), was);
            }
            Outcome::Trouble(job) => {
                let wait = (BACK_OFF * (1 << was.failures.min(10))).min(BACK_OFF_MAX);
                let was = UnderWay { failures: was.failures + 1, ..was };
                waiting.put_back(job, Some(now + wait), was);
            }
        }
        if waiting.jobs.is_empty() {
            self.lanes.remove(&lane);
        }
        if let Some(job) = follows {
            self.add(Lane::Chores, job);
        }
        if self.lanes.is_empty() {
            self.limiter.forget(now);
        }
    }
}

impl Waiting {
    /// A job that was begun waits again, unless a newer one says all that it says.
    fn put_back(&mut self, mut job: Job, not_before: Option<Instant>, was: UnderWay) {
        let UnderWay { urgency, failures, .. } = was;
        match self.jobs.iter_mut().find(|newer| newer.job.same(&job)) {
            Some(newer) => {
                newer.job.adopt(&mut job);
                newer.urgency = newer.urgency.min(urgency);
            }
            None => self.jobs.insert(0, Entry { job, urgency, not_before, failures }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::edge::NoticeId;
    use crate::telegram::job::{Dress, Manner};

    const ANN: Lane = Lane::Chat(PersonId(1));
    const BOB: Lane = Lane::Chat(PersonId(2));
    const SCREEN: Job = Job::Screen(Manner { anew: false, dress: Dress::Rich });
    const ANEW: Manner = Manner { anew: true, dress: Dress::Rich };
    const DONE: Report = Report { spent: true, end: Outcome::Over(None) };

    fn notice(id: u64) -> Job {
        Job::Notice(NoticeId(id), Manner::default())
    }

    fn failed(job: Job) -> Report {
        Report { spent: true, end: Outcome::Trouble(job) }
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    /// Everything that may go out now, each answered at once with success.
    fn all(queue: &mut Queue, now: Instant) -> Vec<(Lane, Job)> {
        let mut done = Vec::new();
        while let Next::Do(lane, job) = queue.next(now) {
            queue.ended(lane, DONE, now);
            done.push((lane, job));
        }
        done
    }

    #[test]
    fn a_screen_that_waits_is_drawn_once() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        for _ in 0..9 {
            queue.add(ANN, SCREEN);
            queue.add(ANN, notice(1));
        }
        queue.add(ANN, notice(2));
        assert_eq!(all(&mut queue, now), [(ANN, SCREEN), (ANN, notice(1))]);
        assert!(!queue.is_calm(), "the second notice waits for its second");
        assert_eq!(all(&mut queue, now + seconds(2)), [(ANN, notice(2))]);
        assert!(queue.is_calm());
    }

    #[test]
    fn one_request_at_a_time_in_a_chat_and_what_comes_meanwhile_is_drawn_after() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add(ANN, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        queue.add(ANN, SCREEN);
        queue.add(BOB, SCREEN);
        assert_eq!(queue.next(now), Next::Do(BOB, SCREEN));
        assert_eq!(queue.next(now), Next::Idle);
        queue.ended(ANN, DONE, now);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    }

    #[test]
    fn screens_go_before_notices_and_these_before_chores() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add(Lane::Chores, Job::Menu(PersonId(1)));
        queue.add(ANN, notice(1));
        queue.add(BOB, SCREEN);
        let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
        assert_eq!(order, [BOB, ANN, Lane::Chores]);
    }

    #[test]
    fn what_is_asked_for_now_goes_before_what_waited_for_long() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add_later(ANN, SCREEN);
        queue.add_later(BOB, SCREEN);
        queue.add(BOB, SCREEN);
        queue.add(Lane::Chat(PersonId(3)), SCREEN);
        let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
        assert_eq!(order, [BOB, Lane::Chat(PersonId(3)), ANN]);
    }

    #[test]
    fn however_many_strangers_wait_nobody_of_the_team_waits_behind_them() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        let answer = || Job::Once(Box::default(), "en".to_owned(), Manner::default());
        for id in 100..1_100 {
            queue.add(Lane::Chat(PersonId(id)), answer());
        }
        // Written in the midst of the flood, and what tells of a full disk.
        queue.add_later(ANN, SCREEN);
        queue.add_as(BOB, answer(), Urgency::Later);
        let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
        assert_eq!(order.get(..2), Some(&[ANN, BOB][..]));
        assert_eq!(order.len(), 17, "the rest of the second is kept");
        assert!(queue.is_calm(), "the end does not wait for strangers");
        assert!(matches!(queue.next(now + seconds(1)), Next::Do(..)));
        assert!(!queue.is_calm(), "but for the answer that is on its way");
    }

    #[test]
    fn a_reminder_goes_before_drawings_that_waited_for_long() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        for id in 100..200 {
            queue.add_later(Lane::Chat(PersonId(id)), SCREEN);
        }
        assert_eq!(all(&mut queue, now).len(), 21, "the rest of the second is kept");
        queue.add(ANN, notice(1));
        queue.add_later(BOB, notice(2));
        assert_eq!(all(&mut queue, now), [(ANN, notice(1)), (BOB, notice(2))]);
    }

    #[test]
    fn what_somebody_waits_for_is_not_put_back_among_the_rest() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add_later(BOB, SCREEN);
        queue.add(ANN, SCREEN);
        queue.add_later(ANN, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        queue.add_later(ANN, SCREEN);
        queue.ended(ANN, failed(SCREEN), now);
        assert_eq!(all(&mut queue, now), [(ANN, SCREEN), (BOB, SCREEN)]);
    }

    #[test]
    fn chats_take_turns() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        for id in 0..3 {
            queue.add(ANN, notice(id));
            queue.add(BOB, notice(10 + id));
        }
        let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
        assert_eq!(order, [ANN, BOB, ANN, BOB]);
    }

    #[test]
    fn a_hundred_waiting_notices_do_not_hold_up_a_screen() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        for id in 0..100 {
            queue.add(Lane::Chat(PersonId(100 + id)), notice(id as u64));
        }
        assert_eq!(all(&mut queue, now).len(), 24);
        queue.add(ANN, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    }

    #[test]
    fn a_failure_is_tried_again_ever_later_and_at_once_when_something_new_comes() {
        let mut now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add(ANN, SCREEN);
        for wait in [1, 2, 4, 8, 16, 30, 30] {
            assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
            queue.ended(ANN, failed(SCREEN), now);
            assert_eq!(queue.next(now), Next::Wait(now + seconds(wait)));
            now += seconds(wait);
        }
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        queue.ended(ANN, failed(SCREEN), now);
        queue.add(ANN, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    }

    #[test]
    fn a_refused_chat_waits_alone() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add(ANN, SCREEN);
        queue.add(BOB, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        let end = Outcome::TooMany(SCREEN, seconds(20));
        queue.ended(ANN, Report { spent: true, end }, now);
        queue.add(ANN, SCREEN);
        assert_eq!(all(&mut queue, now), [(BOB, SCREEN)]);
        assert_eq!(queue.next(now), Next::Wait(now + seconds(20)));
        assert_eq!(all(&mut queue, now + seconds(20)), [(ANN, SCREEN)]);
    }

    #[test]
    fn what_cannot_be_edited_stays_to_be_sent_anew_whatever_comes_meanwhile() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add(ANN, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        queue.add(ANN, SCREEN);
        let end = Outcome::Again(Job::Screen(Manner { anew: true, dress: Dress::Bare }));
        queue.ended(ANN, Report { spent: true, end }, now);
        queue.add(ANN, SCREEN);
        assert_eq!(all(&mut queue, now), [(ANN, Job::Screen(ANEW))]);
    }

    #[test]
    fn what_follows_is_a_chore_and_keeps_nobody() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        queue.add(ANN, SCREEN);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        let unkey = Job::Unkey(PersonId(1), 7);
        queue.ended(ANN, Report { spent: true, end: Outcome::Over(Some(unkey.clone())) }, now);
        assert!(queue.is_calm());
        assert_eq!(all(&mut queue, now + seconds(3)), [(Lane::Chores, unkey)]);
    }

    #[test]
    fn what_was_not_sent_costs_nothing() {
        let now = Instant::now();
        let mut queue = Queue::new(Pace::default(), now);
        for _ in 0..100 {
            queue.add(ANN, SCREEN);
            assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
            queue.ended(ANN, Report { spent: false, end: Outcome::Over(None) }, now);
        }
    }
}
