//! Attempts by time: every one in its span once, in order, whatever was saved again or moved.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use sufler::domain::lead::LeadId;
use sufler::domain::people::PersonId;
use sufler::domain::record::{Attempt, Change, Standing};
use sufler::store::{Batch, Book, Disk, Memory};

/// A moment in steps of a quarter of a millisecond, some before 1970.
fn at(step: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::microseconds(250 * step)
}

fn attempt(lead: u32, number: u16, step: i64) -> Attempt {
    Attempt {
        lead: LeadId(lead),
        number,
        campaign: "default".into(),
        by: PersonId(4),
        at: at(step),
        code: "no_answer".into(),
        situation: "no_answer".into(),
        comment: String::new(),
        standing: Standing::Good,
        next: None,
        objections: 0,
        script: None,
    }
}

fn found(book: &Book, from: i64, to: i64) -> Vec<Attempt> {
    let mut found = Vec::new();
    let visit = |attempt| {
        found.push(attempt);
        Ok(())
    };
    book.attempts_between(at(from), at(to), visit).unwrap();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_span_has_its_attempts_in_order(
        saved in vec((1..4u32, 1..4u16, -12..12i64), 1..30),
        spans in vec((-13..13i64, -13..13i64), 8),
    ) {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let book = Book::new(disk.clone());
        let mut model = BTreeMap::new();
        for (lead, number, step) in saved {
            let attempt = attempt(lead, number, step);
            let mut batch = Batch::new();
            book.put(&mut batch, &[Change::Attempt(attempt.clone())]).unwrap();
            disk.write(batch).unwrap();
            model.insert((lead, number), attempt);
        }
        for (from, to) in spans {
            let inside = |attempt: &&Attempt| at(from) <= attempt.at && attempt.at < at(to);
            let mut expected: Vec<Attempt> = model.values().filter(inside).cloned().collect();
            expected.sort_by_key(|a| (a.at.timestamp_millis(), a.lead, a.number));
            prop_assert_eq!(found(&book, from, to), expected);
        }
    }
}

#[test]
fn many_attempts_are_visited_page_by_page_until_somebody_stops() {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let mut batch = Batch::new();
    for lead in 1..=2_000 {
        let saved = attempt(lead, 1, i64::from(lead % 7));
        book.put(&mut batch, &[Change::Attempt(saved)]).unwrap();
    }
    disk.write(batch).unwrap();
    assert_eq!(found(&book, 0, 7).len(), 2_000);
    let mut left = 700;
    let stopped = book.attempts_between(at(0), at(7), |_| {
        left -= 1;
        anyhow::ensure!(left > 0, "enough");
        Ok(())
    });
    assert_eq!((stopped.unwrap_err().to_string().as_str(), left), ("enough", 0));
}
