//! The order of what is sent.

use proptest::prelude::*;
use tokio::time::Instant;

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
        queue.add(ANN, SCREEN, now);
        queue.add(ANN, notice(1), now);
    }
    queue.add(ANN, notice(2), now);
    assert_eq!(all(&mut queue, now), [(ANN, SCREEN), (ANN, notice(1))]);
    assert!(!queue.is_calm(), "the second notice waits for its second");
    assert_eq!(all(&mut queue, now + seconds(2)), [(ANN, notice(2))]);
    assert!(queue.is_calm());
}

#[test]
fn one_request_at_a_time_in_a_chat_and_what_comes_meanwhile_is_drawn_after() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add(ANN, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    queue.add(ANN, SCREEN, now);
    queue.add(BOB, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(BOB, SCREEN));
    assert_eq!(queue.next(now), Next::Idle);
    queue.ended(ANN, DONE, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
}

#[test]
fn screens_go_before_notices_and_these_before_chores() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add(Lane::Chores, Job::Menu(PersonId(1)), now);
    queue.add(ANN, notice(1), now);
    queue.add(BOB, SCREEN, now);
    let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
    assert_eq!(order, [BOB, ANN, Lane::Chores]);
}

#[test]
fn what_is_asked_for_now_goes_before_what_waited_for_long() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add_later(ANN, SCREEN, now);
    queue.add_later(BOB, SCREEN, now);
    queue.add(BOB, SCREEN, now);
    queue.add(Lane::Chat(PersonId(3)), SCREEN, now);
    let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
    assert_eq!(order, [BOB, Lane::Chat(PersonId(3)), ANN]);
}

#[test]
fn however_many_strangers_wait_nobody_of_the_team_waits_behind_them() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    let answer = || Job::Once(Box::default(), "en".to_owned(), Manner::default());
    for id in 100..1_100 {
        queue.add(Lane::Chat(PersonId(id)), answer(), now);
    }
    // Written in the midst of the flood, and what tells of a full disk.
    queue.add_later(ANN, SCREEN, now);
    queue.add_as(BOB, answer(), Urgency::Later, now);
    let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
    assert_eq!(order.get(..2), Some(&[ANN, BOB][..]));
    assert_eq!(order.len(), 17, "the rest of the second is kept");
    assert!(queue.is_calm(), "the end does not wait for strangers");
    assert!(matches!(queue.next(now + seconds(1)), Next::Do(..)));
    assert!(!queue.is_calm(), "but for the answer that is on its way");
}

#[test]
fn reminders_and_drawings_that_waited_for_long_take_turns() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    let lane = |id| Lane::Chat(PersonId(id));
    for id in 100..200 {
        queue.add_later(lane(id), SCREEN, now);
    }
    assert_eq!(all(&mut queue, now).len(), 24, "the rest of the second is kept");
    for id in 200..300 {
        // A reminder is none the less urgent because it waited.
        let add = if id % 2 == 0 { Queue::add } else { Queue::add_later };
        add(&mut queue, lane(id), notice(id as u64), now);
    }
    let order = all(&mut queue, now + seconds(1));
    let screens: Vec<bool> = order.iter().map(|(_, job)| *job == SCREEN).collect();
    assert_eq!(screens, [false, true].repeat(12), "{order:?}");
    // What somebody waits for now neither waits nor changes whose turn it is.
    let now = now + seconds(2);
    let next = |queue: &mut Queue| match queue.next(now) {
        Next::Do(lane, job) => {
            queue.ended(lane, DONE, now);
            job
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(next(&mut queue), notice(212));
    queue.add(BOB, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(BOB, SCREEN));
    queue.ended(BOB, DONE, now);
    assert_eq!(next(&mut queue), SCREEN);
    assert_eq!(next(&mut queue), notice(213));
}

#[test]
fn of_reminders_and_a_late_screen_in_one_chat_none_waits_for_all_of_the_others() {
    let mut now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    let lane = |id| Lane::Chat(PersonId(id));
    for id in 0..100 {
        queue.add_later(lane(id), SCREEN, now);
        for number in 0..20 {
            queue.add(lane(id), notice(20 * id as u64 + number), now);
        }
    }
    let mut order = Vec::new();
    for _ in 0..9 {
        order.extend(all(&mut queue, now));
        now += seconds(1);
    }
    let screens: Vec<bool> = order.iter().map(|(_, job)| *job == SCREEN).collect();
    // Each screen has its turn, in the order in which they came, whatever else its chat gets meanwhile.
    assert_eq!(screens[..200], [false, true].repeat(100), "{order:?}");
    let drawn = order.iter().filter(|(_, job)| *job == SCREEN).map(|(lane, _)| *lane);
    assert_eq!(drawn.collect::<Vec<_>>(), (0..100).map(lane).collect::<Vec<_>>());
}

#[test]
fn what_somebody_waits_for_is_not_put_back_among_the_rest() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add_later(BOB, SCREEN, now);
    queue.add(ANN, SCREEN, now);
    queue.add_later(ANN, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    queue.add_later(ANN, SCREEN, now);
    queue.ended(ANN, failed(SCREEN), now);
    assert_eq!(all(&mut queue, now), [(ANN, SCREEN), (BOB, SCREEN)]);
}

#[test]
fn chats_take_turns() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    for id in 0..3 {
        queue.add(ANN, notice(id), now);
        queue.add(BOB, notice(10 + id), now);
    }
    let order: Vec<Lane> = all(&mut queue, now).into_iter().map(|(lane, _)| lane).collect();
    assert_eq!(order, [ANN, BOB, ANN, BOB]);
}

#[test]
fn a_hundred_waiting_notices_do_not_hold_up_a_screen() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    for id in 0..100 {
        queue.add(Lane::Chat(PersonId(100 + id)), notice(id as u64), now);
    }
    assert_eq!(all(&mut queue, now).len(), 24);
    queue.add(ANN, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
}

#[test]
fn a_failure_is_tried_again_ever_later_and_at_once_when_something_new_comes() {
    let mut now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add(ANN, SCREEN, now);
    for wait in [1, 2, 4, 8, 16, 30, 30] {
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        queue.ended(ANN, failed(SCREEN), now);
        assert_eq!(queue.next(now), Next::Wait(now + seconds(wait)));
        now += seconds(wait);
    }
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    queue.ended(ANN, failed(SCREEN), now);
    queue.add(ANN, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
}

#[test]
fn a_refused_chat_waits_alone() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add(ANN, SCREEN, now);
    queue.add(BOB, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    let end = Outcome::TooMany(SCREEN, seconds(20));
    queue.ended(ANN, Report { spent: true, end }, now);
    queue.add(ANN, SCREEN, now);
    assert_eq!(all(&mut queue, now), [(BOB, SCREEN)]);
    assert_eq!(queue.next(now), Next::Wait(now + seconds(20)));
    assert_eq!(all(&mut queue, now + seconds(20)), [(ANN, SCREEN)]);
}

#[test]
fn what_cannot_be_edited_stays_to_be_sent_anew_whatever_comes_meanwhile() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add(ANN, SCREEN, now);
    assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
    queue.add(ANN, SCREEN, now);
    let end = Outcome::Again(Job::Screen(Manner { anew: true, dress: Dress::Bare }));
    queue.ended(ANN, Report { spent: true, end }, now);
    queue.add(ANN, SCREEN, now);
    assert_eq!(all(&mut queue, now), [(ANN, Job::Screen(ANEW))]);
}

#[test]
fn what_follows_is_a_chore_and_keeps_nobody() {
    let now = Instant::now();
    let mut queue = Queue::new(Pace::default(), now);
    queue.add(ANN, SCREEN, now);
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
        queue.add(ANN, SCREEN, now);
        assert_eq!(queue.next(now), Next::Do(ANN, SCREEN));
        queue.ended(ANN, Report { spent: false, end: Outcome::Over(None) }, now);
    }
}

impl Queue {
    /// What goes next, found by looking at everything that waits; else when something may. The last of
    /// what takes turns was a notice, or not.
    fn next_of_all(&self, now: Instant, noticed: bool) -> Result<Option<(Lane, Job)>, Instant> {
        let mut all = Vec::new();
        let mut earliest: Option<Instant> = None;
        for (lane, waiting) in self.lanes.iter().filter(|(_, waiting)| waiting.busy.is_none()) {
            for (index, entry) in waiting.jobs.iter().enumerate() {
                let chat = self.limiter.ready_in_chat(entry.job.chat(*lane), entry.urgency, now);
                let at = self.limiter.ready_at_all(entry.urgency, now).max(chat);
                let at = at.max(entry.not_before.unwrap_or(now));
                let late = entry.urgency == Urgency::Later;
                let turn = if late { entry.since } else { waiting.turn };
                if at > now {
                    earliest = Some(earliest.map_or(at, |other| other.min(at)));
                } else {
                    all.push(((entry.urgency, turn, *lane, index), entry.job.clone()));
                }
            }
        }
        all.sort_by_key(|(rank, _)| *rank);
        let urgency = |at: &usize| all[*at].0.0;
        let later = (0..all.len()).find(|at| urgency(at) == Urgency::Later);
        let first = (0..all.len()).next().map(|first| match later {
            Some(later) if noticed && urgency(&first) == Urgency::Notice => later,
            _ => first,
        });
        match first {
            Some(at) => Ok(Some((all[at].0.2, all[at].1.clone()))),
            None if self.under_way < AT_ONCE => earliest.map_or(Ok(None), Err),
            None => Ok(None),
        }
    }
}

/// Something that happens to the queue.
#[derive(Clone, Debug)]
enum Step {
    Add(u8, u8),
    Ended(u8, u8),
    Pass(u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0u8..6, 0u8..5).prop_map(|(who, what)| Step::Add(who, what)),
        (any::<u8>(), 0u8..6).prop_map(|(which, end)| Step::Ended(which, end)),
        (0u64..3_000).prop_map(Step::Pass),
    ];
    prop::collection::vec(step, 0..120)
}

proptest! {
    #[test]
    fn the_order_that_is_kept_is_that_of_looking_at_everything(
        steps in steps(), total in 1.0..30.0f64
    ) {
        let mut now = Instant::now();
        let mut queue = Queue::new(Pace { total, ..Pace::default() }, now);
        let mut under_way: Vec<(Lane, Job)> = Vec::new();
        let mut noticed = false;
        for step in steps {
            match step {
                Step::Add(who, what) => {
                    let (person, lane) = (PersonId(who.into()), Lane::Chat(PersonId(who.into())));
                    match what {
                        0 => queue.add(lane, SCREEN, now),
                        1 => queue.add(lane, notice(who.into()), now),
                        2 => queue.add_later(lane, SCREEN, now),
                        3 => queue.add(Lane::Chores, Job::Unkey(person, 1), now),
                        _ => queue.add(Lane::Chores, Job::Menu(person), now),
                    }
                }
                Step::Ended(which, end) if !under_way.is_empty() => {
                    let (lane, job) = under_way.remove(usize::from(which) % under_way.len());
                    let end = match end {
                        0 => Outcome::Trouble(job),
                        1 => Outcome::TooMany(job, seconds(2)),
                        2 => Outcome::Again(job),
                        _ => Outcome::Over(None),
                    };
                    queue.ended(lane, Report { spent: which % 3 > 0, end }, now);
                }
                Step::Ended(..) => {}
                Step::Pass(millis) => now += Duration::from_millis(millis),
            }
            loop {
                let expected = queue.next_of_all(now, noticed);
                match (expected, queue.next(now)) {
                    (Ok(Some((lane, job))), Next::Do(own, other)) => {
                        prop_assert_eq!((lane, &job), (own, &other));
                        let urgency = queue.lanes[&lane].busy.map(|busy| busy.urgency);
                        match urgency {
                            Some(Urgency::Notice) => noticed = true,
                            Some(Urgency::Later) => noticed = false,
                            _ => {}
                        }
                        under_way.push((lane, job));
                    }
                    // Looked at again too early it only waits once more.
                    (Err(at), Next::Wait(until)) => {
                        prop_assert!(now < until && until <= at);
                        break;
                    }
                    (Ok(None), Next::Idle) => break,
                    (expected, next) => prop_assert!(false, "{expected:?} {next:?}"),
                }
            }
        }
    }
}
