//! The audit trail: it only grows, and whatever is done to it behind its back is found.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sufler::domain::audit::{Audit, Deed, Done};
use sufler::domain::lead::LeadId;
use sufler::domain::people::PersonId;
use sufler::domain::record::Change;
use sufler::store::record::{open, seal};
use sufler::store::verify::verify;
use sufler::store::{Batch, Book, Disk, Memory, Stage};

fn entry(lead: u32) -> Change {
    let at = DateTime::<Utc>::from_timestamp(1_795_000_000 + i64::from(lead), 0).unwrap();
    Change::Audit(Done { at, by: Some(PersonId(1)), deed: Deed::Reopened { lead: LeadId(lead) } })
}

fn key(number: u64) -> Vec<u8> {
    [b"e", &number.to_be_bytes()[..]].concat()
}

/// Nine entries about three leads: some in one batch, one batch put in two goes, some in a group of
/// turns.
fn nine() -> Arc<dyn Disk> {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let mut batch = Batch::new();
    book.put(&mut batch, &[entry(1), entry(2), entry(3)]).unwrap();
    book.put(&mut batch, &[entry(1)]).unwrap();
    disk.write(batch).unwrap();
    let stage = Arc::new(Stage::new(disk.clone()));
    let staged = Book::new(stage.clone());
    for leads in [[1, 2], [2, 1]] {
        let mut batch = Batch::new();
        staged.put(&mut batch, &leads.map(entry)).unwrap();
        stage.write(batch).unwrap();
    }
    disk.write(stage.take()).unwrap();
    let mut batch = Batch::new();
    book.put(&mut batch, &[entry(1)]).unwrap();
    disk.write(batch).unwrap();
    disk
}

fn numbers(entries: &[Audit]) -> Vec<u64> {
    entries.iter().map(|entry| entry.number).collect()
}

fn faults(spoil: impl FnOnce(&dyn Disk)) -> Vec<String> {
    let disk = nine();
    spoil(&*disk);
    let report = verify(&*disk, &mut |_| {}).unwrap();
    report.findings.iter().map(|found| format!("{}: {}", found.place, found.wrong)).collect()
}

fn write(disk: &dyn Disk, change: impl FnOnce(&mut Batch)) {
    let mut batch = Batch::new();
    change(&mut batch);
    disk.write(batch).unwrap();
}

#[test]
fn pages_read_only_what_they_show() {
    let book = Book::new(nine());
    let page = |lead: Option<u32>, upto, limit| {
        numbers(&book.audit(lead.map(LeadId), upto, limit).unwrap())
    };
    assert_eq!(page(None, u64::MAX, 4), [9, 8, 7, 6]);
    assert_eq!(page(None, 5, 100), [5, 4, 3, 2, 1]);
    assert_eq!(page(Some(1), u64::MAX, 3), [9, 8, 5]);
    assert_eq!(page(Some(1), 5, 100), [5, 4, 1]);
    assert_eq!(page(Some(4), u64::MAX, 100), [0; 0]);
    let newer =
        |lead: Option<u32>, after, limit| book.audit_newer(lead.map(LeadId), after, limit).unwrap();
    assert_eq!(newer(None, 3, 4), Some(7));
    assert_eq!(newer(None, 7, 4), Some(9));
    assert_eq!(newer(None, 9, 4), None);
    assert_eq!(newer(Some(1), 1, 2), Some(5));
    assert_eq!(newer(Some(3), 3, 2), None);
}

#[test]
fn a_whole_trail_has_no_faults() {
    assert_eq!(faults(|_| {}), [""; 0]);
}

#[test]
fn an_edited_entry_is_found() {
    for number in [1, 5, 9] {
        let found = faults(|disk| {
            let key = key(number);
            let mut entry: Audit = open(&key, &disk.get(&key).unwrap().unwrap()).unwrap();
            entry.done.by = Some(PersonId(2));
            // With a checksum that is right: not damage, but somebody's work.
            write(disk, |batch| batch.put(key.clone(), seal(&key, &entry).unwrap()));
        });
        assert_eq!(found.len(), 1, "entry {number}: {found:?}");
        assert!(found[0].contains(&format!("entry {number} is not")), "{found:?}");
    }
}

#[test]
fn a_removed_entry_is_found() {
    for number in [1, 5, 9] {
        let found = faults(|disk| write(disk, |batch| batch.delete(key(number))));
        assert!(!found.is_empty(), "entry {number}");
    }
    // Also where its trace in the index went with it.
    let found = faults(|disk| {
        write(disk, |batch| {
            batch.delete(key(9));
            let list = [&b"b"[..], &1u32.to_be_bytes()].concat();
            let mut numbers = disk.get(&list).unwrap().unwrap();
            assert_eq!(numbers.split_off(numbers.len() - 8), 9u64.to_be_bytes());
            batch.put(list, numbers);
        });
    });
    assert_eq!(found, ["the end of the audit trail: 9 entries were made, the last is 8"]);
}

#[test]
fn an_inserted_entry_is_found() {
    let found = faults(|disk| {
        let copy: Audit = open(&key(9), &disk.get(&key(9)).unwrap().unwrap()).unwrap();
        let forged = Audit { number: 10, ..copy };
        write(disk, |batch| batch.put(key(10), seal(&key(10), &forged).unwrap()));
    });
    assert!(found.iter().any(|fault| fault.contains("9 entries were made")), "{found:?}");
    assert!(
        found.iter().any(|fault| fault.contains("entry 9 is not the one that was before it")),
        "{found:?}"
    );
}

#[test]
fn an_entry_that_its_lead_does_not_know_of_is_found() {
    let found = faults(|disk| {
        let index = [&b"b"[..], &3u32.to_be_bytes()].concat();
        write(disk, |batch| batch.delete(index));
    });
    assert_eq!(found, ["entry 3 of the audit trail: the trail of lead 3 does not name it"]);
}
