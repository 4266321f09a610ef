//! Calls that came in: the book finds them by number, by lead and by time, whatever becomes of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use sufler::domain::forget::Gone;
use sufler::domain::inquiry::Inquiry;
use sufler::domain::lead::LeadId;
use sufler::domain::record::{Change, Counter};
use sufler::store::{Batch, Book, Disk, Memory};

fn at(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + Duration::milliseconds(millis)
}

fn inquiry(id: u64, lead: Option<u32>, millis: i64) -> Inquiry {
    let inquiry = serde_json::json!({
        "id": id, "campaign": "default", "by": 4, "lead": lead, "kind": "first_time",
        "script": "hotline", "version": 1, "step": "greet", "talk": true,
        "begun": at(millis), "ended": at(millis),
    });
    serde_json::from_value(inquiry).unwrap()
}

#[derive(Clone, Debug)]
enum Deed {
    /// One more, of this lead, ended then.
    New(Option<u32>, i64),
    /// The one with this number, counted round, is known to be of another lead.
    Moved(usize, Option<u32>),
    /// It is taken out.
    Gone(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let lead = || prop::option::of(1u32..4);
    prop_oneof![
        4 => (lead(), 0i64..50).prop_map(|(lead, at)| Deed::New(lead, at)),
        2 => (any::<usize>(), lead()).prop_map(|(at, lead)| Deed::Moved(at, lead)),
        1 => any::<usize>().prop_map(Deed::Gone),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn the_book_finds_them(deeds in prop::collection::vec(deed(), 0..30), from in 0i64..50) {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let book = Book::new(disk.clone());
        let mut model: BTreeMap<u64, Inquiry> = BTreeMap::new();
        for deed in deeds {
            let nth = |at: usize| model.values().nth(at % model.len().max(1)).cloned();
            let change = match deed {
                Deed::New(lead, when) => {
                    let next = book.next(Counter::Inquiry).unwrap();
                    prop_assert_eq!(next, model.keys().last().map_or(1, |last| last + 1));
                    Change::Inquiry(inquiry(next, lead, when))
                }
                Deed::Moved(which, lead) => match nth(which) {
                    Some(one) => Change::Inquiry(Inquiry { lead: lead.map(LeadId), ..one }),
                    None => continue,
                },
                Deed::Gone(which) => match nth(which) {
                    Some(one) => Change::Gone(Gone::Inquiry(one)),
                    None => continue,
                },
            };
            match &change {
                Change::Inquiry(one) => drop(model.insert(one.id, one.clone())),
                Change::Gone(Gone::Inquiry(one)) => drop(model.remove(&one.id)),
                _ => {}
            }
            let mut batch = Batch::new();
            book.put(&mut batch, &[change]).unwrap();
            disk.write(batch).unwrap();
        }
        for lead in 1..4 {
            let of_lead = model.values().filter(|one| one.lead == Some(LeadId(lead)));
            let expected: Vec<Inquiry> = of_lead.cloned().collect();
            prop_assert_eq!(book.inquiries(LeadId(lead)).unwrap(), expected);
        }
        let within = |one: &&Inquiry| (at(from)..at(from + 20)).contains(&one.ended);
        let mut expected: Vec<_> =
            model.values().filter(within).map(|one| (one.ended, one.id)).collect();
        expected.sort_unstable();
        prop_assert_eq!(book.ended_between(at(from), at(from + 20)).unwrap(), expected);
        prop_assert_eq!(book.inquiry(99).unwrap(), None);
    }
}
