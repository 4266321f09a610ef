//! Which days a period has, and which moments a day.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use proptest::prelude::*;
use sufler::domain::document::{Period, Span};

use super::{cases, moment};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_period_has_the_days_that_people_mean() {
    let table = [
        (Period::Today, "2026-11-25", "2026-11-25"),
        (Period::Yesterday, "2026-11-24", "2026-11-24"),
        (Period::Week, "2026-11-23", "2026-11-25"),
        (Period::Month, "2026-11-01", "2026-11-25"),
        (Period::LastMonth, "2026-10-01", "2026-10-31"),
    ];
    for (period, from, to) in table {
        let span = Span { from: Some(day(from)), to: Some(day(to)) };
        assert_eq!(period.span(day("2026-11-25")), span, "{period:?}");
    }
    assert_eq!(Period::All.span(day("2026-11-25")), Span::default());
    // At the edges of months, years and weeks.
    let first = day("2027-01-01");
    let december = Span { from: Some(day("2026-12-01")), to: Some(day("2026-12-31")) };
    assert_eq!(Period::LastMonth.span(first), december);
    assert_eq!(Period::Yesterday.span(first).from, Some(day("2026-12-31")));
    assert_eq!(Period::Week.span(first).from, Some(day("2026-12-28")));
    assert_eq!(Period::Week.span(day("2026-11-23")), Period::Today.span(day("2026-11-23")));
    assert_eq!(Period::LastMonth.span(day("2028-03-31")).to, Some(day("2028-02-29")));
}

#[test]
fn days_are_the_campaigns() {
    let span = Span { from: Some(day("2026-11-25")), to: Some(day("2026-11-25")) };
    let moscow = span.moments(chrono_tz::Europe::Moscow);
    assert_eq!(moscow, (moment("2026-11-24 21:00"), moment("2026-11-25 21:00")));
    let tbilisi = span.moments(chrono_tz::Asia::Tbilisi);
    assert_eq!(tbilisi, (moment("2026-11-24 20:00"), moment("2026-11-25 20:00")));
    // A day of 25 hours, and one that begins at 01:00.
    let of = |day_: &str| Span { from: Some(day(day_)), to: Some(day(day_)) };
    let (from, to) = of("2026-10-25").moments(chrono_tz::Europe::Berlin);
    assert_eq!(to - from, TimeDelta::hours(25));
    let (from, to) = of("2026-03-29").moments(chrono_tz::Asia::Beirut);
    assert_eq!((from, to - from), (moment("2026-03-28 22:00"), TimeDelta::hours(23)));
    let (from, to) = Span::default().moments(chrono_tz::Europe::Moscow);
    assert!(from < moment("1900-01-01 00:00") && to > moment("2999-01-01 00:00"));
}

proptest! {
    #![proptest_config(cases(200))]

    /// One day ends where the next begins, whatever a country does with its clocks.
    #[test]
    fn days_lie_side_by_side(
        zone in prop::sample::select(chrono_tz::TZ_VARIANTS.to_vec()),
        days in 0i64..40_000,
    ) {
        let zone: Tz = zone;
        let first = day("1970-01-01") + TimeDelta::days(days);
        let of = |day: NaiveDate| Span { from: Some(day), to: Some(day) }.moments(zone);
        let (from, to) = of(first);
        prop_assert!(from <= to);
        prop_assert_eq!(to, of(first + TimeDelta::days(1)).0);
    }
}
