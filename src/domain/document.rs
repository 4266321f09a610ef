//! Files that people are given: what each is about. The content is made when it is sent.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::calendar::moment;
use super::people::Role;

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The attempts of these days as a table.
    Attempts {
        /// Which.
        days: Span,
    },
    /// The whole store, encrypted.
    Backup,
}

impl Document {
    /// The least role that may have it.
    pub fn least(self) -> Role {
        match self {
            Document::Attempts { .. } => Role::Supervisor,
            Document::Backup => Role::Admin,
        }
    }
}

/// Days of the campaign's zone, from the first to the last; none: without a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// The first day.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// The last day.
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

impl Span {
    /// The moment at which the days begin, and the one at which they are over.
    pub fn moments(self, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
        let begin = |day: NaiveDate| moment(zone, day.and_time(NaiveTime::MIN));
        let after = self.to.and_then(|day| day.checked_add_days(Days::new(1)));
        (
            self.from.map_or(DateTime::<Utc>::MIN_UTC, begin),
            after.map_or(DateTime::<Utc>::MAX_UTC, begin),
        )
    }
}

/// A span of days by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Today.
    Today,
    /// Yesterday.
    Yesterday,
    /// From Monday until today.
    Week,
    /// From the first of the month until today.
    Month,
    /// The whole month before this one.
    LastMonth,
    /// Everything.
    All,
}

impl Period {
    /// In the order in which people see them.
    pub const ALL: [Period; 6] = [
        Period::Today,
        Period::Yesterday,
        Period::Week,
        Period::Month,
        Period::LastMonth,
        Period::All,
    ];

    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            Period::Today => "today",
            Period::Yesterday => "yesterday",
            Period::Week => "week",
            Period::Month => "month",
            Period::LastMonth => "last-month",
            Period::All => "all",
        }
    }

    /// The period with this id.
    pub fn from_id(id: &str) -> Option<Period> {
        Period::ALL.into_iter().find(|period| period.id() == id)
    }

    /// Its days, on the day `today`.
    pub fn span(self, today: NaiveDate) -> Span {
        let days = |from, to| Span { from: Some(from), to: Some(to) };
        let first = today.with_day(1).unwrap_or(today);
        match self {
            Period::Today => days(today, today),
            Period::Yesterday => {
                let yesterday = today.pred_opt().unwrap_or(today);
                days(yesterday, yesterday)
            }
            Period::Week => {
                let passed = Days::new(today.weekday().num_days_from_monday().into());
                days(today.checked_sub_days(passed).unwrap_or(today), today)
            }
            Period::Month => days(first, today),
            Period::LastMonth => days(
                first.checked_sub_months(Months::new(1)).unwrap_or(first),
                first.pred_opt().unwrap_or(first),
            ),
            Period::All => Span::default(),
        }
    }
}
