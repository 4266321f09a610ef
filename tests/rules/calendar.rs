//! When people are called: for every zone in which a client may be, at any moment.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use sufler::domain::calendar::{Calendar, NotThen, moment as moment_in, moment_after};
use sufler::domain::campaign::{Campaign, Hours};

use super::{cases, house, moment, now};

fn zones() -> Vec<Tz> {
    let zones = house().places.zones();
    assert!(zones.len() > 30, "only {} zones", zones.len());
    zones
}

/// A zone of the list, those with summer time more often.
fn zone() -> impl Strategy<Value = Tz> {
    let summer = ["Europe/Berlin", "Europe/Chisinau", "America/New_York", "Australia/Lord_Howe"];
    let summer: Vec<Tz> = summer.iter().map(|name| name.parse().unwrap()).collect();
    prop_oneof![3 => prop::sample::select(zones()), 1 => prop::sample::select(summer)]
}

/// The built-in campaign, or one with other hours, days and home.
fn campaign() -> impl Strategy<Value = Campaign> {
    let hours = |from: std::ops::Range<u32>, to: std::ops::Range<u32>| {
        (from, to).prop_map(|(from, to)| Hours { from: from * 30, to: to * 30 })
    };
    let other = (hours(12..22, 30..49), hours(14..24, 28..48), 1..5u64, 0..4u64, zone());
    prop_oneof![
        Just(house().campaign.clone()),
        (other, prop::sample::subsequence((1..=7u32).collect::<Vec<_>>(), 1..=7)).prop_map(
            |((permitted, spread, within, after, zone), workdays)| Campaign {
                permitted,
                spread,
                workdays,
                zone,
                recall_within_days: within,
                recall_after_days: after.min(within),
                ..house().campaign.clone()
            }
        ),
    ]
}

/// The days on which a recall may be.
fn days(calendar: &Calendar<'_>, now: DateTime<Utc>) -> Vec<NaiveDate> {
    let within = calendar.campaign.recall_within_days;
    calendar.day(now).iter_days().take(within as usize + 1).collect()
}

/// The minutes of a day, by the campaign's clock, in which this client may still be called.
fn minutes(calendar: &Calendar<'_>, day: NaiveDate, now: DateTime<Utc>) -> Vec<u32> {
    let at = |minute: &u32| {
        let local = day.and_time(NaiveTime::MIN) + Duration::minutes(i64::from(*minute));
        moment_in(calendar.campaign.zone, local)
    };
    (0..1440).filter(|minute| at(minute) > now && calendar.permits(at(minute))).collect()
}

fn minute_of(calendar: &Calendar<'_>, at: DateTime<Utc>) -> u32 {
    let local = at.with_timezone(&calendar.campaign.zone);
    local.hour() * 60 + local.minute()
}

fn check_default(
    calendar: &Calendar<'_>,
    now: DateTime<Utc>,
    dice: u32,
) -> Result<(), TestCaseError> {
    let at = calendar.default_recall(now, |limit| dice % limit);
    let (zone, day) = (calendar.zone, calendar.day(at));
    prop_assert!(at > now, "{zone}: {at} is not after {now}");
    prop_assert!(
        days(calendar, now).contains(&day),
        "{zone}: {at} is not within the days of {now}"
    );
    prop_assert!(calendar.permits(at), "{zone}: {at} is not permitted");
    prop_assert_eq!((at.second(), at.nanosecond()), (0, 0));
    let better = days(calendar, now).into_iter().skip(1).find(|day| calendar.is_workday(*day));
    if let Some(better) = better {
        prop_assert!(calendar.is_workday(day), "{zone}: {day} is a day off, {better} is not");
    }
    let spread = calendar.campaign.spread;
    let inside = |minute: &u32| (spread.from..spread.to).contains(minute);
    if minutes(calendar, day, now).iter().any(inside) {
        let minute = minute_of(calendar, at);
        prop_assert!(inside(&minute), "{zone}: minute {minute} of {day}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_recall_without_a_date_suits_everybody(now in now(), dice in any::<u32>()) {
        for zone in zones() {
            let calendar = Calendar { campaign: &house().campaign, zone };
            check_default(&calendar, now, dice)?;
        }
    }
}

#[test]
fn a_recall_suits_on_the_day_on_which_the_clients_clock_is_changed() {
    let hours = |from, to| Hours { from, to };
    let campaign = Campaign {
        zone: "Pacific/Auckland".parse().unwrap(),
        permitted: hours(390, 900),
        spread: hours(420, 1020),
        workdays: vec![7],
        recall_after_days: 1,
        recall_within_days: 1,
        ..house().campaign.clone()
    };
    let calendar = Calendar { campaign: &campaign, zone: "Europe/Chisinau".parse().unwrap() };
    check_default(&calendar, moment("2027-10-29 11:00"), 0).unwrap();
    check_default(&calendar, moment("2027-10-29 11:00"), u32::MAX).unwrap();
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn it_suits_other_campaigns_too(
        campaign in campaign(), zone in zone(), now in now(), dice in any::<u32>(),
    ) {
        let calendar = Calendar { campaign: &campaign, zone };
        // A campaign whose hours a client's never meet, or never on a day that is left, has no
        // good date; only those that have one are tried.
        let any = days(&calendar, now).into_iter().skip(1).filter(|day| calendar.is_workday(*day));
        prop_assume!(any.into_iter().all(|day| !minutes(&calendar, day, now).is_empty()));
        prop_assume!(campaign.recall_after_days > 0);
        check_default(&calendar, now, dice)?;
    }

    #[test]
    fn minutes_are_spread(now in now(), zone in zone()) {
        let calendar = Calendar { campaign: &house().campaign, zone };
        let mut found: Vec<_> =
            (0..50u32).map(|n| calendar.default_recall(now, |limit| (n * 7919) % limit)).collect();
        found.sort();
        found.dedup();
        prop_assert!(found.len() >= 20, "{zone}, {now}: only {} moments", found.len());
    }
}

proptest! {
    #![proptest_config(cases(3_000))]

    #[test]
    fn a_named_date_is_kept_moved_or_refused(
        campaign in campaign(), zone in zone(), now in now(), after in -3_000..14_000i64,
    ) {
        let calendar = Calendar { campaign: &campaign, zone };
        let at = now + Duration::minutes(after);
        let (today, day) = (calendar.day(now), calendar.day(at));
        let last = today + Days::new(campaign.recall_within_days);
        match calendar.recall(at, now) {
            Err(NotThen::Past) => prop_assert!(at <= now),
            Err(NotThen::TooFar { days, last: named }) => {
                prop_assert!(at > now && day > last && days == campaign.recall_within_days);
                prop_assert!(named <= last && named >= today);
            }
            Err(NotThen::Hours { local }) => {
                prop_assert!(at > now && day <= last && !calendar.permits(at));
                prop_assert_eq!(local, at.with_timezone(&zone).naive_local());
            }
            Ok(placed) => {
                prop_assert!(at > now && day <= last && calendar.permits(at));
                prop_assert!(placed.at > now && calendar.day(placed.at) <= last);
                let Some(from) = placed.moved else {
                    prop_assert_eq!(placed.at, at);
                    let free = !calendar.is_workday(day);
                    let later = day.iter_days().skip(1).take_while(|d| *d <= last);
                    prop_assert!(!free || later.into_iter().all(|d| !calendar.is_workday(d)));
                    return Ok(());
                };
                let to = calendar.day(placed.at);
                prop_assert!(from == day && !calendar.is_workday(from) && calendar.is_workday(to));
                prop_assert!(to >= today);
                let between = |a: NaiveDate, b: NaiveDate| {
                    a.iter_days().skip(1).take_while(|d| *d < b).any(|d| calendar.is_workday(d))
                };
                if to > from {
                    prop_assert!(!between(from, to), "not the next working day");
                } else {
                    prop_assert!(!between(from, last + Days::new(1)), "there is a later one");
                    prop_assert!(!between(to, from), "not the last working day");
                }
                prop_assert_eq!(minute_of(&calendar, placed.at), minute_of(&calendar, at));
            }
        }
    }

    #[test]
    fn an_agreed_call_is_bound_to_the_hours_only(
        campaign in campaign(), zone in zone(), now in now(), after in -3_000..900_000i64,
    ) {
        let calendar = Calendar { campaign: &campaign, zone };
        let at = now + Duration::minutes(after);
        prop_assert_eq!(calendar.visit(at, now).is_ok(), at > now);
        prop_assert_eq!(calendar.agreed_call(at, now).is_ok(), at > now && calendar.permits(at));
    }

    #[test]
    fn the_next_permitted_moment_is_the_first(campaign in campaign(), zone in zone(), now in now()) {
        let calendar = Calendar { campaign: &campaign, zone };
        let next = calendar.next_permitted(now);
        prop_assert!(calendar.permits(next), "{next} is not permitted");
        let waited = (next - now).num_minutes();
        prop_assert!((0..=24 * 60 + 120).contains(&waited));
        let between = (0..waited).map(|minute| now + Duration::minutes(minute));
        prop_assert!(between.into_iter().all(|at| !calendar.permits(at)), "{now} to {next}");
    }
}

/// The days of 2026 on which the clocks of a zone are changed.
fn changes(zone: Tz) -> Vec<NaiveDate> {
    let offset = |day: NaiveDate| {
        let noon = day.and_time(NaiveTime::MIN) + Duration::hours(12);
        zone.from_utc_datetime(&noon).offset().fix()
    };
    let days = moment("2026-01-02 00:00").date_naive().iter_days().take(363);
    days.filter(|day| offset(*day) != offset(*day - Days::new(1))).collect()
}

/// Los Angeles sees one o'clock twice on 1 November 2026; in Nicosia it is ten and eleven.
#[test]
fn a_named_date_stays_where_the_campaigns_clock_shows_its_hour_twice() {
    let zone = |name: &str| name.parse::<Tz>().unwrap();
    let home = Campaign {
        zone: zone("America/Los_Angeles"),
        workdays: vec![7],
        recall_within_days: 2,
        ..house().campaign.clone()
    };
    let calendar = Calendar { campaign: &home, zone: zone("Asia/Nicosia") };
    let now = Utc.with_ymd_and_hms(2026, 10, 30, 10, 23, 0).unwrap();
    for hour in [8, 9] {
        let named = Utc.with_ymd_and_hms(2026, 11, 1, hour, 0, 0).unwrap();
        let placed = calendar.recall(named, now).unwrap();
        assert_eq!((placed.at, placed.moved), (named, None));
    }
}

#[test]
fn moments_exist_in_every_zone() {
    let mut wrong = String::new();
    let mut count = 0;
    for zone in chrono_tz::TZ_VARIANTS {
        let days = changes(zone).into_iter().flat_map(|day| [day - Days::new(1), day]);
        let locals = days.flat_map(|day| {
            (0..96)
                .map(move |quarter| day.and_time(NaiveTime::MIN) + Duration::minutes(quarter * 15))
        });
        for local in locals {
            let at = moment_in(zone, local);
            let shown = at.with_timezone(&zone).naive_local();
            let exact = zone.from_local_datetime(&local).earliest();
            let fine = match exact {
                Some(exact) => shown == local && at == exact,
                // Skipped by the clocks: soon after. At the Troll station they skip two hours.
                None => shown > local && shown - local <= Duration::hours(2),
            };
            count += u32::from(exact.is_none());
            if !fine {
                wrong += &format!("{zone}: {local} => {shown}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 200, "only {count} moments that the clocks skip");
}

#[test]
fn of_a_time_that_comes_twice_the_one_ahead_is_meant() {
    for zone in chrono_tz::TZ_VARIANTS {
        for day in changes(zone).into_iter().flat_map(|day| [day - Days::new(1), day]) {
            let start = day.and_time(NaiveTime::MIN).and_utc();
            for quarter in 0..96 {
                let now = start + Duration::minutes(quarter * 15 + 7);
                // What anybody's clock will show within the hour is in that hour.
                for ahead in [1, 20, 59] {
                    let at = now + Duration::minutes(ahead);
                    let local = at.with_timezone(&zone).naive_local();
                    let found = moment_after(zone, local, now);
                    let first = moment_in(zone, local);
                    assert!(found > now && found <= at, "{zone}: {local} at {now}: {found}");
                    assert!(found == first || first <= now, "{zone}: {local} at {now}");
                }
            }
        }
    }
}

#[test]
fn recalls_across_the_change_of_clocks_are_where_the_clients_clock_says() {
    // Zone, now, the time that the client names, and when that is.
    let cases = [
        // Spring: an hour is missing, and Saturday's clock is Sunday's.
        ("Europe/Berlin", "2027-03-27 10:00", "2027-03-28 15:00", "2027-03-28 13:00"),
        ("Europe/Berlin", "2027-03-27 10:00", "2027-03-28 01:30", "2027-03-28 00:30"),
        ("Europe/Berlin", "2027-03-27 10:00", "2027-03-28 02:30", "2027-03-28 01:30"),
        ("Europe/Berlin", "2027-03-27 10:00", "2027-03-28 03:30", "2027-03-28 01:30"),
        ("America/New_York", "2027-03-13 12:00", "2027-03-14 15:00", "2027-03-14 19:00"),
        ("America/New_York", "2027-03-13 12:00", "2027-03-14 02:30", "2027-03-14 07:30"),
        // Autumn: an hour comes twice, the first of them is meant unless it has passed.
        ("Europe/Berlin", "2027-10-30 10:00", "2027-10-31 15:00", "2027-10-31 14:00"),
        ("Europe/Berlin", "2027-10-30 10:00", "2027-10-31 02:30", "2027-10-31 00:30"),
        ("Europe/Berlin", "2027-10-31 00:40", "2027-10-31 02:30", "2027-10-31 01:30"),
        ("America/New_York", "2027-11-06 12:00", "2027-11-07 01:30", "2027-11-07 05:30"),
        ("America/New_York", "2027-11-07 05:45", "2027-11-07 01:30", "2027-11-07 06:30"),
        // No summer time at all.
        ("Europe/Moscow", "2027-03-27 10:00", "2027-03-28 02:30", "2027-03-27 23:30"),
        ("Asia/Tbilisi", "2027-10-30 10:00", "2027-10-31 02:30", "2027-10-30 22:30"),
    ];
    let campaign = Campaign {
        permitted: Hours { from: 0, to: 1440 },
        workdays: (1..=7).collect(),
        holidays: Vec::new(),
        ..house().campaign.clone()
    };
    for (name, now, local, due) in cases {
        let zone: Tz = name.parse().unwrap();
        let (now, local, due) = (moment(now), moment(local).naive_utc(), moment(due));
        let at = moment_after(zone, local, now);
        assert_eq!(at, due, "{name}: {local}");
        let placed = Calendar { campaign: &campaign, zone }.recall(at, now).unwrap();
        assert_eq!((placed.at, placed.moved), (due, None), "{name}: {local}");
    }
}

/// The house's campaign: working days of Moscow, five days ahead.
fn in_moscow() -> Calendar<'static> {
    Calendar { campaign: &house().campaign, zone: "Europe/Moscow".parse().unwrap() }
}

fn november(days: std::ops::RangeInclusive<u32>) -> Vec<NaiveDate> {
    days.map(|day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap()).collect()
}

#[test]
fn a_recall_is_moved_to_no_day_on_which_the_client_asked_for_no_calls() {
    let calendar = in_moscow();
    let placed = |named, now, but: &[NaiveDate]| {
        let placed = calendar.recall_but(moment(named), moment(now), but).unwrap();
        (calendar.day(placed.at).to_string(), placed.moved.map(|day| day.to_string()))
    };
    let saturday = Some("2026-11-28".to_owned());
    let (named, now) = ("2026-11-28 12:00", "2026-11-25 09:00");
    assert_eq!(placed(named, now, &[]), ("2026-11-30".to_owned(), saturday.clone()));
    assert_eq!(placed(named, now, &november(30..=30)), ("2026-11-27".to_owned(), saturday.clone()));
    // There is no day left: the rule of days off alone is kept.
    assert_eq!(placed(named, now, &november(25..=30)), ("2026-11-30".to_owned(), saturday));
    // A working day stays as it was named.
    let named = "2026-11-27 12:00";
    assert_eq!(placed(named, now, &november(30..=30)), ("2026-11-27".to_owned(), None));
}

#[test]
fn a_recall_of_no_date_is_on_a_day_that_was_not_excluded_while_there_is_one() {
    let calendar = in_moscow();
    let day = |now, but: &[NaiveDate]| {
        calendar.day(calendar.default_recall_but(moment(now), but, |_| 0)).to_string()
    };
    assert_eq!(day("2026-11-23 09:00", &november(25..=25)), "2026-11-26");
    assert_eq!(day("2026-11-23 09:00", &november(25..=27)), "2026-11-24");
    // What is left of today, and in the evening nothing is: then one of them.
    assert_eq!(day("2026-11-23 09:00", &november(24..=27)), "2026-11-23");
    assert_eq!(day("2026-11-23 18:30", &november(25..=27)), "2026-11-24");
    assert_eq!(day("2026-11-23 18:30", &november(24..=27)), "2026-11-25");
    // Wednesday's evening: Friday is excluded, Monday is within the days.
    assert_eq!(day("2026-11-25 18:30", &november(27..=27)), "2026-11-30");
}
