//! The rules of the work, held against the data that comes with the product: whatever is answered,
//! whenever, and whatever the dice say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "rules/attempt.rs"]
mod attempt;
#[path = "rules/calendar.rs"]
mod calendar;
#[path = "rules/clocks.rs"]
mod clocks;
#[path = "rules/crm.rs"]
mod crm;
#[path = "rules/desks.rs"]
mod desks;
#[path = "rules/documents.rs"]
mod documents;
#[path = "rules/due.rs"]
mod due;
#[path = "rules/forget.rs"]
mod forget;
#[path = "rules/inbound.rs"]
mod inbound;
#[path = "rules/kinds.rs"]
mod kinds;
#[path = "rules/messages.rs"]
mod messages;
#[path = "rules/notes.rs"]
mod notes;
#[path = "rules/numbers.rs"]
mod numbers;
#[path = "rules/offers.rs"]
mod offers;
#[path = "rules/phone.rs"]
mod phone;
#[path = "rules/press.rs"]
mod press;
#[path = "rules/profile.rs"]
mod profile;
#[path = "rules/roles.rs"]
mod roles;
#[path = "rules/routing.rs"]
mod routing;
#[path = "rules/walk.rs"]
mod walk;

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDateTime, Utc};
use proptest::prelude::*;
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::house::House;
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::store::{Disk, Memory};

/// The built-in installation.
fn house() -> &'static House {
    static HOUSE: OnceLock<House> = OnceLock::new();
    HOUSE.get_or_init(|| {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        load::house(&Sources::read(None, None).unwrap(), Doors::default(), &disk).unwrap()
    })
}

/// `2026-11-23 06:00`, UTC.
fn moment(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

/// Any minute of the years 2026 to 2028.
fn now() -> impl Strategy<Value = DateTime<Utc>> {
    let (from, to) = (moment("2026-01-01 00:00"), moment("2028-12-31 23:59"));
    (from.timestamp() / 60..to.timestamp() / 60)
        .prop_map(|minute| DateTime::from_timestamp(minute * 60, 0).unwrap())
}

fn lead(id: u32, phone: &str) -> Lead {
    let phone = Phone::parse(phone, "RU").unwrap();
    Lead::new(LeadId(id), &house().campaign.id, phone, PersonId(1), moment("2026-01-01 00:00"))
}

fn person(id: i64, role: Role) -> Person {
    Person {
        id: PersonId(id),
        name: format!("P{id}"),
        role,
        lang: "ru".to_owned(),
        zone: None,
        on_shift: true,
        since: moment("2026-01-01 00:00"),
        unreachable: false,
        left: false,
        former: None,
        exempt: false,
        default_for_calls: false,
    }
}

/// How often a property is tried.
fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { cases: count, failure_persistence: None, ..ProptestConfig::default() }
}
