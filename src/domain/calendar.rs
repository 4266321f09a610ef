//! When a client may be called: working days, permitted hours, the five days, and the minute that
//! is chosen where nobody named one. Source: seed 000 («call again»), domain page section 3.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::campaign::{Campaign, Hours};

/// The calendar of one campaign for one lead.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    /// The campaign's rules.
    pub campaign: &'a Campaign,
    /// The lead's own time zone.
    pub zone: Tz,
}

/// Why a date is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotThen {
    /// It has passed.
    Past,
    /// Further ahead than a recall may be.
    TooFar {
        /// The limit in days.
        days: u64,
        /// The last day that is allowed.
        last: NaiveDate,
    },
    /// Outside the hours in which this client may be called.
    Hours {
        /// What the client's clock would show.
        local: NaiveDateTime,
    },
}

/// Nothing is agreed further ahead: a year that was mistyped.
const VISIT_WITHIN_DAYS: i64 = 730;

/// A date that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// When.
    pub at: DateTime<Utc>,
    /// The day off from which it was moved.
    pub moved: Option<NaiveDate>,
}

impl Calendar<'_> {
    fn home(&self) -> Tz {
        self.campaign.zone
    }

    /// The day in the campaign's zone.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.home()).date_naive()
    }

    /// Whether the campaign works on this day.
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        use chrono::Datelike;
        let campaign = self.campaign;
        campaign.extra_workdays.contains(&day)
            || campaign.workdays.contains(&day.weekday().number_from_monday())
                && !campaign.holidays.contains(&day)
    }

    /// Whether the client may be called at this moment.
    pub fn permits(&self, at: DateTime<Utc>) -> bool {
        self.campaign.permitted.contain(at.with_timezone(&self.zone).time())
    }

    /// The first moment from `at` on at which the client may be called.
    pub fn next_permitted(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        if self.permits(at) {
            return at;
        }
        let local = at.with_timezone(&self.zone).naive_local();
        let opens = minutes(self.campaign.permitted.from);
        let today = local.date().and_time(chrono::NaiveTime::MIN) + opens;
        let next = if local < today { today } else { today + Duration::days(1) };
        moment(self.zone, next)
    }

    /// A date and time named for a recall: in the future, within the days, in permitted hours; a
    /// day off is moved to the next working day within the days, else to the last one.
    pub fn recall(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Placed, NotThen> {
        self.recall_but(at, now, &[])
    }

    /// The same, moved to none of these days if there is another.
    pub fn recall_but(
        &self,
        at: DateTime<Utc>,
        now: DateTime<Utc>,
        but: &[NaiveDate],
    ) -> Result<Placed, NotThen> {
        if at <= now {
            return Err(NotThen::Past);
        }
        let days = self.campaign.recall_within_days;
        let last = self.day(now) + Days::new(days);
        if self.day(at) > last {
            let last = self.working_day_near(last, now).unwrap_or(last);
            return Err(NotThen::TooFar { days, last });
        }
        self.check_hours(at)?;
        let day = self.day(at);
        let better = if self.is_workday(day) { None } else { self.working_day_but(day, now, but) };
        let better = better.or_else(|| self.working_day_near(day, now));
        let better = better.filter(|better| *better != day);
        let clock = at.with_timezone(&self.home()).time();
        let moved = better.map(|better| moment(self.home(), better.and_time(clock)));
        Ok(match moved.filter(|moved| *moved > now) {
            Some(moved) => Placed { at: moved, moved: Some(day) },
            // As it was named: an hour that the clocks show twice would not come back the same.
            None => Placed { at, moved: None },
        })
    }

    /// A date and time agreed with the client for a call: in the future, in permitted hours.
    pub fn agreed_call(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Placed, NotThen> {
        let placed = self.visit(at, now)?;
        self.check_hours(at)?;
        Ok(placed)
    }

    /// A date and time agreed for a visit: in the future.
    pub fn visit(&self, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<Placed, NotThen> {
        if at <= now {
            return Err(NotThen::Past);
        }
        if at > now + Duration::days(VISIT_WITHIN_DAYS) {
            let last = self.day(now + Duration::days(VISIT_WITHIN_DAYS));
            return Err(NotThen::TooFar { days: VISIT_WITHIN_DAYS as u64, last });
        }
        Ok(Placed { at, moved: None })
    }

    fn check_hours(&self, at: DateTime<Utc>) -> Result<(), NotThen> {
        if self.permits(at) {
            return Ok(());
        }
        Err(NotThen::Hours { local: at.with_timezone(&self.zone).naive_local() })
    }

    /// The day itself if it is a working day; else the next one within the recall's days, else the
    /// last one within them; `None` where there is none at all.
    fn working_day_near(&self, day: NaiveDate, now: DateTime<Utc>) -> Option<NaiveDate> {
        self.working_day_but(day, now, &[])
    }

    /// The same, never one of these days.
    fn working_day_but(
        &self,
        day: NaiveDate,
        now: DateTime<Utc>,
        but: &[NaiveDate],
    ) -> Option<NaiveDate> {
        self.working_days(day, now).into_iter().find(|day| !but.contains(day))
    }

    /// The working days within the recall's days: this one and those behind it, then those before it, the
    /// last one first.
    fn working_days(&self, day: NaiveDate, now: DateTime<Utc>) -> Vec<NaiveDate> {
        let today = self.day(now);
        let last = today + Days::new(self.campaign.recall_within_days);
        let within = today.iter_days().take_while(|day| *day <= last);
        let (mut earlier, later): (Vec<_>, Vec<_>) =
            within.filter(|day| self.is_workday(*day)).partition(|other| *other < day);
        earlier.reverse();
        later.into_iter().chain(earlier).collect()
    }

    /// The date of a recall for which nobody named one: two days later, at a random minute of the
    /// campaign's hours in which this client may be called. `pick(n)` gives a number below `n`.
    pub fn default_recall(
        &self,
        now: DateTime<Utc>,
        pick: impl FnMut(u32) -> u32,
    ) -> DateTime<Utc> {
        self.default_recall_but(now, &[], pick)
    }

    /// The same, on none of these days if there is another on which the client may be called.
    pub fn default_recall_but(
        &self,
        now: DateTime<Utc>,
        but: &[NaiveDate],
        mut pick: impl FnMut(u32) -> u32,
    ) -> DateTime<Utc> {
        let wanted = self.day(now) + Days::new(self.campaign.recall_after_days);
        let near = self.working_days(wanted, now);
        let free = near.iter().filter(|day| !but.contains(day));
        // Where they leave no other day, one of them is better than none.
        let days = free.chain(near.first()).chain([&wanted]);
        // Today is possible only where no other working day is left: then only what is left of it.
        for day in days.copied() {
            let minutes = self.minutes_for(day, now);
            let count: u32 = minutes.iter().map(|hours| hours.to - hours.from).sum();
            if count > 0 {
                let mut left = pick(count).min(count - 1);
                for hours in minutes {
                    let length = hours.to - hours.from;
                    if left < length {
                        let at = self.at_minute(day, hours.from + left);
                        return self.suited(day, at, now);
                    }
                    left -= length;
                }
            }
        }
        self.next_permitted(self.at_minute(wanted, self.campaign.spread.from))
    }

    /// The moment, if the client may be called then. On a day on which his clock is changed it may be an
    /// hour off: then the first one of the day that suits, within the campaign's hours if there is one.
    fn suited(&self, day: NaiveDate, at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.permits(at) {
            return at;
        }
        let spread = self.campaign.spread;
        let mut moments =
            (spread.from..spread.to).chain(0..1440).map(|minute| self.at_minute(day, minute));
        let suits = |at: &DateTime<Utc>| *at > now && self.permits(*at);
        moments.find(suits).unwrap_or_else(|| self.next_permitted(at))
    }

    fn at_minute(&self, day: NaiveDate, minute: u32) -> DateTime<Utc> {
        moment(self.home(), day.and_time(chrono::NaiveTime::MIN) + minutes(minute))
    }

    /// Minutes of a day (campaign's clock) that are inside both the campaign's hours and the
    /// client's; where those never meet, the client's alone.
    fn minutes_for(&self, day: NaiveDate, now: DateTime<Utc>) -> Vec<Hours> {
        let noon = self.at_minute(day, 12 * 60);
        let offset = |zone: Tz| {
            let seconds = noon.with_timezone(&zone).offset().fix().local_minus_utc();
            i64::from(seconds / 60)
        };
        let ahead = offset(self.zone) - offset(self.home());
        let earliest = if self.day(now) == day {
            i64::from(minute_of(now.with_timezone(&self.home()).naive_local())) + 1
        } else {
            0
        };
        let within = |frame: Hours| -> Vec<Hours> {
            let permitted = self.campaign.permitted;
            [-1440, 0, 1440]
                .into_iter()
                .filter_map(|shift| {
                    let from = i64::from(permitted.from) - ahead + shift;
                    let to = i64::from(permitted.to) - ahead + shift;
                    let from = from.max(i64::from(frame.from)).max(earliest);
                    let to = to.min(i64::from(frame.to));
                    (from < to).then_some(Hours { from: from as u32, to: to as u32 })
                })
                .collect()
        };
        let both = within(self.campaign.spread);
        if both.is_empty() { within(Hours { from: 0, to: 1440 }) } else { both }
    }
}

fn minutes(count: u32) -> Duration {
    Duration::minutes(i64::from(count))
}

fn minute_of(local: NaiveDateTime) -> u32 {
    use chrono::Timelike;
    local.hour() * 60 + local.minute()
}

/// The moment at which a zone's clocks show `local`: the first of two, and after a gap where the
/// clocks skip it.
pub fn moment(zone: Tz, local: NaiveDateTime) -> DateTime<Utc> {
    zone.from_local_datetime(&local)
        .earliest()
        .or_else(|| zone.from_local_datetime(&(local + Duration::hours(1))).earliest())
        .map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
}

/// The moment after `now` at which a zone's clocks show `local`; where they show it only before,
/// that one.
pub fn moment_after(zone: Tz, local: NaiveDateTime, now: DateTime<Utc>) -> DateTime<Utc> {
    let first = moment(zone, local);
    let second = || zone.from_local_datetime(&local).latest().map(|at| at.with_timezone(&Utc));
    if first > now { first } else { second().filter(|at| *at > now).unwrap_or(first) }
}
