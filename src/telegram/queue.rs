//! What waits to be sent, and what goes next. Pure: the time is an argument.
//!
//! Every chat has a lane, and there are one for files and one for chores. One request of a lane is
//! under way at a time; a screen or a notice that waits already is not queued a second time, because
//! it is drawn as it is when its turn comes.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use tokio::time::Instant;

use crate::chat::edge::PersonId;

use super::job::{Job, Lane, Outcome, Report};
use super::limiter::{Limiter, Pace, Urgency};

/// So many requests may be under way at once, over all lanes: more than a chat that hangs takes, and
/// enough for a thousand a second over a slow network.
const AT_ONCE: usize = 256;
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
    /// Where it stands in [`Queue::open`], as far as was known when it was looked at: its most urgent
    /// job that may go out, and what piled up, which stands in a line of its own.
    open: [Option<(Urgency, u64)>; 2],
    /// Where it stands in [`Queue::held`]: when a job that may not yet, may.
    held: Option<Instant>,
}

#[derive(Debug)]
struct Entry {
    job: Job,
    urgency: Urgency,
    not_before: Option<Instant>,
    failures: u32,
    /// When it was added, counted in turns.
    since: u64,
}

#[derive(Clone, Copy, Debug)]
struct UnderWay {
    /// The chat it counts against.
    chat: Option<PersonId>,
    urgency: Urgency,
    since: u64,
    /// How often it failed before.
    failures: u32,
}

/// A job of a lane that may go out.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Where it puts the lane in the order.
    place: (Urgency, u64),
    index: usize,
}

/// The lanes.
#[derive(Debug)]
pub(super) struct Queue {
    lanes: HashMap<Lane, Waiting>,
    /// Lanes with a job that may go out if the pace over all chats lets it, the one whose turn it is
    /// first; of what piled up ([`Urgency::Later`]), what was added first. A lane is looked at again
    /// before it gets its turn.
    open: BTreeSet<(Urgency, u64, Lane)>,
    /// Lanes with a job that has to wait for its chat, or after a failure.
    held: BTreeSet<(Instant, Lane)>,
    limiter: Limiter,
    under_way: usize,
    turns: u64,
    /// Of what takes turns ([`Urgency::Notice`] and [`Urgency::Later`]), a notice went last.
    notice_went: bool,
}

impl Queue {
    pub(super) fn new(pace: Pace, now: Instant) -> Self {
        let (open, held) = (BTreeSet::new(), BTreeSet::new());
        let limiter = Limiter::new(pace, now);
        let lanes = HashMap::new();
        Queue { lanes, open, held, limiter, under_way: 0, turns: 0, notice_went: false }
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
    pub(super) fn add(&mut self, lane: Lane, job: Job, now: Instant) {
        let urgency = job.urgency();
        self.add_as(lane, job, urgency, now);
    }

    /// The same, as urgent as is said.
    pub(super) fn add_as(&mut self, lane: Lane, job: Job, urgency: Urgency, now: Instant) {
        self.put(lane, Entry { job, urgency, not_before: None, failures: 0, since: self.turns });
        self.place(lane, now);
    }

    /// Something that waits already for long. A screen gives way to what people ask for now, and
    /// takes turns with reminders; a reminder is none the less urgent.
    pub(super) fn add_later(&mut self, lane: Lane, job: Job, now: Instant) {
        let own = job.urgency();
        let urgency = if own == Urgency::Answer { Urgency::Later } else { own };
        self.add_as(lane, job, urgency, now);
    }

    fn put(&mut self, lane: Lane, mut entry: Entry) {
        self.turns += 1;
        let turn = self.turns;
        let waiting = self.lanes.entry(lane).or_insert(Waiting { turn, ..Waiting::default() });
        match waiting.jobs.iter_mut().find(|old| old.job.same(&entry.job)) {
            Some(old) => {
                entry.job.adopt(&mut old.job);
                entry.urgency = entry.urgency.min(old.urgency);
                entry.since = old.since;
                *old = entry;
            }
            None => waiting.jobs.push(entry),
        }
    }

    /// The jobs of a lane that may go out if the pace over all chats lets them: the most urgent one, and
    /// the first of what piled up. And when another may.
    fn look(&self, lane: Lane, now: Instant) -> ([Option<Open>; 2], Option<Instant>) {
        let mut best: [Option<Open>; 2] = [None; 2];
        let mut earliest: Option<Instant> = None;
        let waiting = self.lanes.get(&lane).filter(|waiting| waiting.busy.is_none());
        let turn = waiting.map_or(0, |waiting| waiting.turn);
        let jobs = waiting.map_or(&[][..], |waiting| &waiting.jobs);
        for (index, Entry { job, urgency, not_before, since, .. }) in jobs.iter().enumerate() {
            let at = self.limiter.ready_in_chat(job.chat(lane), *urgency, now);
            let at = at.max(not_before.unwrap_or(now));
            let late = *urgency == Urgency::Later;
            let place = (*urgency, if late { *since } else { turn });
            let best = &mut best[usize::from(late)];
            if at > now {
                earliest = Some(earliest.map_or(at, |other| other.min(at)));
            } else if best.is_none_or(|other| place < other.place) {
                *best = Some(Open { place, index });
            }
        }
        (best, earliest)
    }

    /// Puts a lane where it belongs in the order; gives its jobs that go next.
    fn place(&mut self, lane: Lane, now: Instant) -> [Option<Open>; 2] {
        let (best, held) = self.look(lane, now);
        let Some(waiting) = self.lanes.get_mut(&lane) else { return [None; 2] };
        for (best, open) in best.iter().zip(&mut waiting.open) {
            let place = best.map(|best| best.place);
            if place != *open {
                if let Some((urgency, turn)) = std::mem::replace(open, place) {
                    self.open.remove(&(urgency, turn, lane));
                }
                self.open.extend(place.map(|(urgency, turn)| (urgency, turn, lane)));
            }
        }
        if held != waiting.held {
            if let Some(at) = std::mem::replace(&mut waiting.held, held) {
                self.held.remove(&(at, lane));
            }
            self.held.extend(held.map(|at| (at, lane)));
        }
        best
    }

    /// The lane whose turn it is. Reminders and screens that piled up take turns: however many
    /// there are of the ones, the others do not wait for all of them.
    fn first(&self) -> Option<(Urgency, u64, Lane)> {
        let first = self.open.first().copied();
        if self.notice_went && first.is_some_and(|(urgency, ..)| urgency == Urgency::Notice) {
            let least = Lane::Chat(PersonId(i64::MIN));
            let later = self.open.range((Urgency::Later, 0, least)..).next();
            return later.filter(|(urgency, ..)| *urgency == Urgency::Later).copied().or(first);
        }
        first
    }

    /// What to do now: the most urgent of what may go out, the lanes in turn.
    pub(super) fn next(&mut self, now: Instant) -> Next {
        if self.under_way >= AT_ONCE {
            return Next::Idle;
        }
        while let Some((at, lane)) = self.held.first().copied().filter(|(at, _)| *at <= now) {
            self.held.remove(&(at, lane));
            if let Some(waiting) = self.lanes.get_mut(&lane) {
                waiting.held = None;
            }
            self.place(lane, now);
        }
        let mut pace = None;
        while let Some(first @ (urgency, _, lane)) = self.first() {
            let at = self.limiter.ready_at_all(urgency, now);
            if at > now {
                // Nothing that is less urgent may go before.
                pace = Some(at);
                break;
            }
            let jobs = self.place(lane, now);
            if self.first() == Some(first) {
                if matches!(urgency, Urgency::Notice | Urgency::Later) {
                    self.notice_went = urgency == Urgency::Notice;
                }
                let late = usize::from(urgency == Urgency::Later);
                let job = jobs[late].and_then(|open| self.begin(lane, open.index, now));
                return job.map_or(Next::Idle, |job| Next::Do(lane, job));
            }
        }
        let held = self.held.first().map(|(at, _)| *at);
        pace.into_iter().chain(held).min().map_or(Next::Idle, Next::Wait)
    }

    fn begin(&mut self, lane: Lane, index: usize, now: Instant) -> Option<Job> {
        let waiting = self.lanes.get_mut(&lane)?;
        let Entry { job, urgency, failures, since, .. } = waiting.jobs.remove(index);
        self.turns += 1;
        waiting.turn = self.turns;
        let chat = job.chat(lane);
        waiting.busy = Some(UnderWay { chat, urgency, since, failures });
        self.under_way += 1;
        self.limiter.take(chat, now);
        self.place(lane, now);
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
        self.place(lane, now);
        if let Some(chat) = was.chat.filter(|_| !spent) {
            // What was given back to a chat may let go what waits for it in another lane.
            for other in [Lane::Chat(chat), Lane::Files, Lane::Chores] {
                self.place(other, now);
            }
        }
        if let Some(job) = follows {
            self.add(Lane::Chores, job, now);
        }
        if self.lanes.is_empty() {
            self.limiter.forget(now);
        }
    }
}

impl Waiting {
    /// A job that was begun waits again, unless a newer one says all that it says.
    fn put_back(&mut self, mut job: Job, not_before: Option<Instant>, was: UnderWay) {
        let UnderWay { urgency, failures, since, .. } = was;
        match self.jobs.iter_mut().find(|newer| newer.job.same(&job)) {
            Some(newer) => {
                newer.job.adopt(&mut job);
                newer.urgency = newer.urgency.min(urgency);
                newer.since = since;
            }
            None => self.jobs.insert(0, Entry { job, urgency, not_before, failures, since }),
        }
    }
}

#[cfg(test)]
mod tests;
