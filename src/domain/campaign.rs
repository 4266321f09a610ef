//! A campaign: one customer's job, with everything that differs from the next customer's.
//! The file is `scripts/campaign.toml`.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Tz;
use serde::Deserialize;

use super::codes::CodeId;
use super::forget::Rule;

/// A text in several languages, by language tag.
pub type Local = BTreeMap<String, String>;

/// One customer's job.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Campaign {
    /// Its id, carried by every lead, attempt and recall.
    pub id: String,
    /// The outbound script that leads its calls.
    pub script: String,
    /// The company for which we call.
    pub customer: Local,
    /// The customer's city, stated by the script.
    pub city: Local,
    /// What is offered.
    pub offer: Local,
    /// The customer's field of business.
    pub field: Local,
    /// Languages spoken to clients; the first is the usual one.
    pub spoken: Vec<String>,
    /// The language of comments and official names.
    pub record: String,
    /// The campaign's time zone: recalls are spread and records are dated in it.
    pub zone: Tz,
    /// The country whose numbers may come without a country code (ISO 3166, `RU`).
    pub country: String,
    /// Local hours in which a client may be called, in the client's own zone.
    pub permitted: Hours,
    /// Hours of the campaign's zone over which recalls without a time are spread.
    pub spread: Hours,
    /// Working days (1 = Monday … 7 = Sunday).
    pub workdays: Vec<u32>,
    /// Days off besides.
    #[serde(default)]
    pub holidays: Vec<NaiveDate>,
    /// Working days besides, such as a shifted Saturday.
    #[serde(default)]
    pub extra_workdays: Vec<NaiveDate>,
    /// Days after which a recall without a date is due.
    pub recall_after_days: u64,
    /// Days ahead that a recall is never set beyond.
    pub recall_within_days: u64,
    /// Minutes in which a due recall has to be taken before the supervisors are told.
    pub grace_minutes: u32,
    /// Minutes after which a taken recall without a result comes back.
    pub result_minutes: u32,
    /// Codes that the customer has agreed to once for all.
    #[serde(default)]
    pub consented: Vec<CodeId>,
    /// The script contains the algorithm of the call transfer.
    #[serde(default)]
    pub transfer: bool,
    /// What the ordinal in comments counts.
    #[serde(default)]
    pub ordinal: Ordinal,
    /// What becomes of a lead that is to be forgotten.
    #[serde(default)]
    pub forget: Rule,
    /// Months after which a final refusal comes up again; none: never.
    #[serde(default)]
    pub long_term_months: Option<u32>,
    /// Scripts for calls that come in, in the order in which they are offered.
    #[serde(default)]
    pub inbound: Vec<String>,
    /// The customer's name tells its field of business: a greeting does not say it again.
    #[serde(default)]
    pub name_tells_field: bool,
    /// What the operators are, as a greeting says it.
    #[serde(default)]
    pub post: Local,
    /// What is known of the office, by [`OFFICE`].
    #[serde(default)]
    pub office: BTreeMap<String, Local>,
    /// When the shift ends: minutes since midnight in the campaign's zone.
    #[serde(default)]
    pub shift_ends: Option<u32>,
    /// Minutes after which a message that was not read goes on to somebody else.
    #[serde(default = "message_minutes")]
    pub message_minutes: u32,
    /// Who takes which caller.
    #[serde(default)]
    pub routing: Routing,
}

/// What callers ask of an office; texts of inbound scripts have it as `$office_…`.
pub const OFFICE: [&str; 5] = ["hours", "address", "email", "prices", "reception"];

/// Minutes, where the campaign does not say.
pub const MESSAGE_MINUTES: u32 = 15;

fn message_minutes() -> u32 {
    MESSAGE_MINUTES
}

/// How the colleague is found who should take a caller. Source: seed 001, domain page section 7.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Routing {
    /// Who is asked, the first one that knows somebody counting.
    pub sources: Vec<Source>,
    /// The area code of local numbers: `495`.
    pub area_code: Option<String>,
    /// Seconds until an offered call that nobody takes comes back.
    pub offer_seconds: u32,
}

/// Seconds, where the campaign does not say.
pub const OFFER_SECONDS: u32 = 60;

impl Default for Routing {
    fn default() -> Self {
        Routing { sources: Source::ALL.to_vec(), area_code: None, offer_seconds: OFFER_SECONDS }
    }
}

/// Something that knows who is responsible for a number.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Our own calls.
    Own,
    /// A table exported by amoCRM.
    #[serde(rename = "amocrm")]
    AmoCrm,
    /// A table exported by Bitrix24.
    Bitrix24,
    /// A table exported by Megaplan.
    Megaplan,
}

impl Source {
    /// All of them, in the usual order.
    pub const ALL: [Source; 4] = [Source::Own, Source::AmoCrm, Source::Bitrix24, Source::Megaplan];

    /// Those that are loaded from files.
    pub const CRM: [Source; 3] = [Source::AmoCrm, Source::Bitrix24, Source::Megaplan];

    /// The source with this id.
    pub fn from_id(id: &str) -> Option<Source> {
        Source::ALL.into_iter().find(|source| source.id() == id)
    }

    /// How it is written in files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Source::Own => "own",
            Source::AmoCrm => "amocrm",
            Source::Bitrix24 => "bitrix24",
            Source::Megaplan => "megaplan",
        }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id())
    }
}

/// Hours of a day, start inclusive, end exclusive; `24:00` is the end of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Hours {
    /// Minutes since midnight, inclusive.
    pub from: u32,
    /// Minutes since midnight, exclusive.
    pub to: u32,
}

impl Hours {
    /// Whether a local time lies inside.
    pub fn contain(self, time: NaiveTime) -> bool {
        use chrono::Timelike;
        let minute = time.hour() * 60 + time.minute();
        (self.from..self.to).contains(&minute)
    }
}

impl TryFrom<String> for Hours {
    type Error = String;

    /// `09:00-18:00`.
    fn try_from(text: String) -> Result<Self, String> {
        let minute = |part: &str| -> Option<u32> {
            let (hour, minute) = part.trim().split_once(':')?;
            let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
            let total = hour * 60 + minute;
            (minute < 60 && total <= 24 * 60).then_some(total)
        };
        let hours = text.split_once('-').and_then(|(a, b)| Some((minute(a)?, minute(b)?)));
        match hours {
            Some((from, to)) if from < to => Ok(Hours { from, to }),
            _ => Err(format!("`{text}` are no hours; write them as `09:00-18:00`")),
        }
    }
}

/// What the ordinal in a comment counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ordinal {
    /// All calls to the lead in this campaign.
    #[default]
    Lead,
    /// Calls to the lead that ended in the same situation.
    Situation,
}

impl Campaign {
    /// The text in `lang`, else in the campaign's first language, else in any.
    pub fn text<'a>(&self, local: &'a Local, lang: &str) -> &'a str {
        local
            .get(lang)
            .or_else(|| self.spoken.first().and_then(|first| local.get(first)))
            .or_else(|| local.values().next())
            .map_or("", String::as_str)
    }
}
