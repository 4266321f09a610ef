//! The clocks of a call that came in: hold, and marks of its length. Pure: the time is an argument.
//!
//! A script sets them ([`Clock`]), the call keeps how they stand ([`Clocks`]), and the alarm of the
//! operator's desk wakes them. All times are UTC, spans are whole seconds.
//!
//! Time on hold is time of the call: a caller who waits is on the telephone, and it is the caller who
//! is not to be tired (seed 004: four to five minutes at most). So marks and what has to be asked soon
//! count from the moment at which the call was answered, whatever happened since.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::notice::NoticeId;
use super::script::Clock;

/// A hold that nobody takes back is asked about at least so often, and for at least [`ASKED_FOR`]:
/// after it nobody is there, neither the operator nor the caller.
const ASKED: u16 = 15;
/// See [`ASKED`]: ten minutes.
const ASKED_FOR: Duration = Duration::minutes(10);
/// A mark that is later than this is not told any more: the bot was not running, and by now it says
/// nothing.
const MARK_LATE: Duration = Duration::minutes(5);

/// How the clocks of a call stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// The caller is on hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
    /// How many holds there were; the one that lasts is one of them.
    #[serde(default)]
    pub holds: u16,
    /// Seconds of all holds that are over.
    #[serde(default)]
    pub held: u32,
    /// Seconds of the longest hold that is over.
    #[serde(default)]
    pub longest: u32,
    /// The stop of the call (how many there were before it) at which the caller was taken back last:
    /// there the phrase of the return is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back_at: Option<usize>,
    /// The seconds of the last mark that was passed, told or not.
    #[serde(default)]
    pub marked: u32,
    /// It was looked whether everything had been asked that has to be asked soon.
    #[serde(default)]
    pub asked: bool,
    /// The message that asks about holds, once there was one; the next one is the same, told anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ping: Option<NoticeId>,
    /// The message with a mark, in the same way, and which mark it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<(NoticeId, Mark)>,
}

/// A caller waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Since when.
    pub since: DateTime<Utc>,
    /// When the operator is asked about it next; none: he was asked often enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<DateTime<Utc>>,
    /// How often he was asked.
    #[serde(default)]
    pub pings: u16,
    /// How long the caller was told it would take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced: Option<Announced>,
}

/// The caller was told how long the look-up would take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// Minutes.
    pub minutes: u32,
    /// When they are over.
    pub until: DateTime<Utc>,
    /// The operator was told that they are.
    #[serde(default)]
    pub over: bool,
}

/// A mark of a call's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// So many seconds have passed.
    Talk(u32),
    /// Something is not known that has to be asked by now.
    Ask,
}

/// What has to be told now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The operator is to look at the caller on hold.
    pub ping: bool,
    /// This mark was reached.
    pub mark: Option<Mark>,
}

/// Whole seconds from one moment to another; none if it is earlier, because a clock was set back.
pub fn seconds(from: DateTime<Utc>, to: DateTime<Utc>) -> u32 {
    u32::try_from((to - from).num_seconds()).unwrap_or(0)
}

fn after(seconds: u32) -> Duration {
    Duration::seconds(i64::from(seconds))
}

/// Between two looks at a caller there is at least a second, whatever a script says.
fn between(clock: &Clock) -> Duration {
    after(clock.hold.max(1))
}

impl Clocks {
    /// Nothing has happened yet that is worth keeping.
    pub fn is_new(&self) -> bool {
        *self == Clocks::default()
    }

    /// The message that asks about the hold that lasts, if the operator was asked about it.
    pub fn asking(&self) -> Option<(NoticeId, &Hold)> {
        self.ping.zip(self.hold.as_ref().filter(|hold| hold.pings > 0))
    }

    /// The caller is put on hold; nothing changes if he is already.
    pub fn put_on_hold(&mut self, clock: &Clock, now: DateTime<Utc>) {
        if self.hold.is_none() {
            self.holds = self.holds.saturating_add(1);
            let next = Some(now + between(clock));
            self.hold = Some(Hold { since: now, next, pings: 0, announced: None });
        }
    }

    /// The caller is told that it takes so many minutes from now on.
    pub fn announce(&mut self, clock: &Clock, minutes: u32, now: DateTime<Utc>) {
        if let Some(hold) = &mut self.hold {
            let until = now + Duration::minutes(i64::from(minutes));
            hold.announced = Some(Announced { minutes, until, over: false });
            // Whoever does this is there: he is asked on.
            hold.next = hold.next.or(Some(now + between(clock)));
        }
    }

    /// The caller waits no more: he was taken back, or the call is over or elsewhere. Gives the
    /// seconds of this hold; none if there was none.
    pub fn end_hold(&mut self, now: DateTime<Utc>) -> Option<u32> {
        let hold = self.hold.take()?;
        let held = seconds(hold.since, now);
        self.held = self.held.saturating_add(held);
        self.longest = self.longest.max(held);
        Some(held)
    }

    /// Seconds of all holds so far, the one that lasts included.
    pub fn total(&self, now: DateTime<Utc>) -> u32 {
        let lasts = self.hold.as_ref().map_or(0, |hold| seconds(hold.since, now));
        self.held.saturating_add(lasts)
    }

    /// Seconds of the longest hold so far, the one that lasts included.
    pub fn longest(&self, now: DateTime<Utc>) -> u32 {
        let lasts = self.hold.as_ref().map_or(0, |hold| seconds(hold.since, now));
        self.longest.max(lasts)
    }

    /// When the operator is to look at the caller on hold next.
    pub fn next_ping(&self) -> Option<DateTime<Utc>> {
        let hold = self.hold.as_ref()?;
        let announced = hold.announced.filter(|announced| !announced.over);
        // Who is asked no more is not told of the minutes either.
        let until = hold.next.and(announced).map(|announced| announced.until);
        hold.next.into_iter().chain(until).min()
    }

    /// When there may be something to tell next. `begun` is when the call was answered.
    pub fn next(&self, clock: &Clock, begun: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mark = clock.marks.iter().copied().filter(|mark| *mark > self.marked).min();
        let ask = clock.ask.as_ref().filter(|_| !self.asked).map(|ask| ask.within);
        let of_call = [mark, ask].into_iter().flatten().map(|at| begun + after(at));
        of_call.chain(self.next_ping()).min()
    }

    /// Whether the operator is to look at the caller on hold now; he is not told so again.
    pub fn tell_hold(&mut self, clock: &Clock, now: DateTime<Utc>) -> bool {
        self.hold.as_mut().is_some_and(|hold| hold.tell(between(clock), now))
    }

    /// What has to be told now, and is not told again. `lacks`: something is not known that has to be
    /// asked soon. Whatever was missed is told once, as it is now.
    pub fn tell(
        &mut self,
        clock: &Clock,
        begun: DateTime<Utc>,
        lacks: bool,
        now: DateTime<Utc>,
    ) -> Told {
        let ping = self.tell_hold(clock, now);
        let reached = |seconds: u32| begun + after(seconds) <= now;
        let fresh = |seconds: u32| now < begun + after(seconds) + MARK_LATE;
        let mut mark = None;
        if let Some(ask) = &clock.ask
            && !self.asked
            && reached(ask.within)
        {
            self.asked = true;
            mark = (lacks && fresh(ask.within)).then_some(Mark::Ask);
        }
        let passed = clock.marks.iter().copied().filter(|mark| *mark > self.marked);
        if let Some(last) = passed.filter(|mark| reached(*mark)).max() {
            self.marked = last;
            if fresh(last) {
                mark = Some(Mark::Talk(last));
            }
        }
        Told { ping, mark }
    }
}

impl Hold {
    /// The operator was asked for the last time.
    pub fn is_given_up(&self) -> bool {
        self.next.is_none()
    }

    /// The minutes that were announced are over.
    pub fn overdue(&self) -> Option<u32> {
        self.announced.filter(|announced| announced.over).map(|announced| announced.minutes)
    }

    /// Whether the operator is to be asked now; notes that he was.
    fn tell(&mut self, between: Duration, now: DateTime<Utc>) -> bool {
        let Some(next) = self.next else { return false };
        let over = self.announced.as_mut().filter(|told| !told.over && told.until <= now);
        let is_over = over.is_some();
        if let Some(announced) = over {
            announced.over = true;
        }
        if next > now && !is_over {
            return false;
        }
        self.pings = self.pings.saturating_add(1);
        // In step, unless it comes late or between two others: then a whole span follows.
        let in_step = next <= now && now - next < between / 2;
        let next = if in_step { next + between } else { now + between };
        let enough = self.pings >= ASKED && now - self.since >= ASKED_FOR;
        self.next = (!enough).then_some(next);
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::script::Soon;
    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + second, 0).unwrap()
    }

    fn clock(hold: u32, marks: &[u32], ask: Option<u32>) -> Clock {
        let ask = ask.map(|within| Soon { within, fields: vec!["name".to_owned()] });
        Clock { ring: None, hold, marks: marks.to_vec(), ask }
    }

    /// All that is told up to a moment, by an alarm that goes off on time, with its seconds.
    fn told(clocks: &mut Clocks, clock: &Clock, until: i64) -> Vec<(i64, Told)> {
        let mut all = Vec::new();
        while let Some(next) = clocks.next(clock, at(0)).filter(|next| *next <= at(until)) {
            all.push(((next - at(0)).num_seconds(), clocks.tell(clock, at(0), true, next)));
            assert!(all.len() < 1_000, "it never ends");
        }
        all
    }

    fn pings(told: &[(i64, Told)]) -> Vec<i64> {
        told.iter().filter(|(_, told)| told.ping).map(|(at, _)| *at).collect()
    }

    #[test]
    fn a_caller_on_hold_is_looked_after_every_forty_seconds() {
        let clock = clock(40, &[], None);
        let mut clocks = Clocks::default();
        assert_eq!(clocks.next(&clock, at(0)), None);
        clocks.put_on_hold(&clock, at(10));
        clocks.put_on_hold(&clock, at(30));
        assert_eq!(pings(&told(&mut clocks, &clock, 140)), [50, 90, 130]);
        assert_eq!((clocks.total(at(140)), clocks.longest(at(140))), (130, 130));
        assert_eq!(clocks.end_hold(at(140)), Some(130));
        assert_eq!(clocks.end_hold(at(141)), None);
        assert_eq!(clocks.next(&clock, at(0)), None);
        clocks.put_on_hold(&clock, at(200));
        assert_eq!((clocks.total(at(220)), clocks.longest(at(220)), clocks.holds), (150, 130, 2));
    }

    #[test]
    fn what_was_missed_is_told_once_and_no_other_follows_at_its_heels() {
        let clock = clock(40, &[240, 300], Some(60));
        let mut clocks = Clocks::default();
        clocks.put_on_hold(&clock, at(0));
        // Down from 30 to 118: two were missed, and the third would be two seconds later.
        assert!(clocks.tell(&clock, at(0), true, at(118)).ping);
        assert_eq!(pings(&told(&mut clocks, &clock, 200)), [158, 198]);
        let late = clocks.tell(&clock, at(0), true, at(330));
        assert_eq!(late, Told { ping: true, mark: Some(Mark::Talk(300)) });
        let mut clocks = Clocks::default();
        assert_eq!(clocks.tell(&clock, at(0), true, at(3_600)), Told::default());
        assert_eq!(clocks.next(&clock, at(0)), None);
    }

    #[test]
    fn the_end_of_the_announced_time_is_told_and_a_new_promise_counts_from_its_own_moment() {
        let clock = clock(40, &[], None);
        let mut clocks = Clocks::default();
        clocks.put_on_hold(&clock, at(0));
        clocks.announce(&clock, 1, at(5));
        assert_eq!(pings(&told(&mut clocks, &clock, 64)), [40]);
        assert_eq!(clocks.hold.as_ref().unwrap().overdue(), None);
        assert_eq!(pings(&told(&mut clocks, &clock, 110)), [65, 105]);
        assert_eq!(clocks.hold.as_ref().unwrap().overdue(), Some(1));
        clocks.announce(&clock, 2, at(110));
        assert_eq!(clocks.hold.as_ref().unwrap().overdue(), None);
        assert_eq!(pings(&told(&mut clocks, &clock, 230)), [145, 185, 225, 230]);
    }

    #[test]
    fn nobody_is_asked_for_ever_about_a_hold() {
        for (span, last) in [(40, 600), (10, 600), (120, 1_800)] {
            let clock = clock(span, &[], None);
            let mut clocks = Clocks::default();
            clocks.put_on_hold(&clock, at(0));
            let told = pings(&told(&mut clocks, &clock, 100_000));
            assert_eq!(told.last(), Some(&last), "{span}");
            assert!(clocks.hold.as_ref().unwrap().is_given_up());
            // Whoever announces more time is there.
            clocks.announce(&clock, 1, at(3_000));
            assert!(!clocks.hold.as_ref().unwrap().is_given_up());
        }
    }

    #[test]
    fn marks_come_on_time_and_what_was_asked_is_not_remarked() {
        let clock = clock(40, &[240, 300], Some(60));
        let mut clocks = Clocks::default();
        let marks: Vec<_> = told(&mut clocks, &clock, 1_000);
        let marks: Vec<_> = marks.into_iter().map(|(at, told)| (at, told.mark.unwrap())).collect();
        assert_eq!(marks, [(60, Mark::Ask), (240, Mark::Talk(240)), (300, Mark::Talk(300))]);
        let mut clocks = Clocks::default();
        assert_eq!(clocks.tell(&clock, at(0), false, at(60)), Told::default());
        assert_eq!(clocks.next(&clock, at(0)), Some(at(240)));
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_hold_longer() {
        let clock = clock(40, &[], None);
        let mut clocks = Clocks::default();
        clocks.put_on_hold(&clock, at(100));
        assert_eq!((clocks.total(at(0)), clocks.end_hold(at(0))), (0, Some(0)));
    }

    /// What is done to the clocks, and so many seconds later the next thing.
    #[derive(Clone, Copy, Debug)]
    enum Deed {
        Hold,
        Back,
        Announce(u32),
        Look,
    }

    fn deed() -> impl Strategy<Value = (Deed, i64)> {
        let deed = prop_oneof![
            1 => Just(Deed::Hold),
            1 => Just(Deed::Back),
            1 => (1..6u32).prop_map(Deed::Announce),
            3 => Just(Deed::Look),
        ];
        (deed, 0..200i64)
    }

    proptest! {
        #[test]
        fn whatever_happens_the_clocks_go_on_and_never_tell_twice(
            deeds in prop::collection::vec(deed(), 1..60),
            span in 0..90u32,
        ) {
            let clock = clock(span, &[240, 300], Some(60));
            let mut clocks = Clocks::default();
            let (mut now, mut sum) = (0, 0);
            let mut marks = Vec::new();
            for (deed, later) in deeds {
                match deed {
                    Deed::Hold => clocks.put_on_hold(&clock, at(now)),
                    Deed::Back => sum += clocks.end_hold(at(now)).unwrap_or(0),
                    Deed::Announce(minutes) => clocks.announce(&clock, minutes, at(now)),
                    Deed::Look => {
                        let told = clocks.tell(&clock, at(0), true, at(now));
                        marks.extend(told.mark);
                        prop_assert!(!told.ping || clocks.hold.is_some());
                        // After a look nothing more is due now.
                        prop_assert!(clocks.next(&clock, at(0)).is_none_or(|next| next > at(now)));
                        prop_assert_eq!(clocks.tell(&clock, at(0), true, at(now)), Told::default());
                    }
                }
                prop_assert_eq!(clocks.held, sum);
                prop_assert!(clocks.longest <= clocks.held);
                let text = serde_json::to_string(&clocks).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Clocks>(&text).unwrap(), &clocks);
                now += later;
            }
            let told = marks.len();
            marks.dedup();
            prop_assert_eq!(marks.len(), told);
        }
    }
}
