//! What is kept: records of every version that was ever released are read for ever, and the book
//! finds them by its indexes, on every disk.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "records/attempts.rs"]
mod attempts;
#[path = "records/book.rs"]
mod book;
#[path = "records/heard.rs"]
mod heard;
#[path = "records/inquiries.rs"]
mod inquiries;
#[path = "records/samples.rs"]
mod samples;
#[path = "records/stage.rs"]
mod stage;
#[path = "records/trail.rs"]
mod trail;
#[path = "records/verify.rs"]
mod verify;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;
use sufler::chat::desk::Desk;
use sufler::domain::alarm::Alarm;
use sufler::domain::audit::Audit;
use sufler::domain::consent::Request;
use sufler::domain::forget::{Count, Forgotten, Secret};
use sufler::domain::heard::{Heard, Tally};
use sufler::domain::inquiry::Inquiry;
use sufler::domain::lead::Lead;
use sufler::domain::learning::Learning;
use sufler::domain::lesson::Lesson;
use sufler::domain::message::Message;
use sufler::domain::notice::Notice;
use sufler::domain::offer::Offer;
use sufler::domain::people::{Invite, Person};
use sufler::domain::profile::Profile;
use sufler::domain::recall::Recall;
use sufler::domain::record::{Attempt, OtherAnswer};
use sufler::domain::responsible::Responsible;
use sufler::store::book::{Pointer, Shown, Version};
use sufler::store::envelope;
use sufler::store::record::{DESK, Record, open};
use sufler::store::schema::Schema;
use sufler::store::trail::Head;

/// The records of version 1: name, key and head in hexadecimal, and the body.
const FIXTURE: &str = include_str!("fixtures/store/records_v1.txt");

/// An envelope as it lies in a fixture.
struct Kept {
    name: String,
    key: Vec<u8>,
    bytes: Vec<u8>,
}

fn kept() -> Vec<Kept> {
    let lines = FIXTURE.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let mut parts = line.splitn(4, ' ');
            let mut next = || parts.next().unwrap();
            let (name, key, head, body) = (next().to_owned(), unhex(next()), unhex(next()), next());
            Kept { name, key, bytes: [&head, body.as_bytes()].concat() }
        })
        .collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

/// A record of this type, read from its envelope and written as this program would write it.
fn read<R: Record + Serialize>(kept: &Kept) -> Value {
    let record: R =
        open(&kept.key, &kept.bytes).unwrap_or_else(|why| panic!("{}: {why:#}", kept.name));
    serde_json::to_value(record).unwrap()
}

fn read_any(kept: &Kept) -> Value {
    let opened = envelope::open(&kept.key, &kept.bytes).unwrap();
    match opened.kind {
        Person::KIND => read::<Person>(kept),
        Invite::KIND => read::<Invite>(kept),
        Lead::KIND => read::<Lead>(kept),
        Attempt::KIND => read::<Attempt>(kept),
        Alarm::KIND => read::<Alarm>(kept),
        Offer::KIND => read::<Offer>(kept),
        Responsible::KIND => read::<Responsible>(kept),
        Message::KIND => read::<Message>(kept),
        Profile::KIND => read::<Profile>(kept),
        Inquiry::KIND => read::<Inquiry>(kept),
        Recall::KIND => read::<Recall>(kept),
        Request::KIND => read::<Request>(kept),
        Notice::KIND => read::<Notice>(kept),
        OtherAnswer::KIND => read::<OtherAnswer>(kept),
        Heard::KIND => read::<Heard>(kept),
        Tally::KIND => read::<Tally>(kept),
        Shown::KIND => read::<Shown>(kept),
        Version::KIND => read::<Version>(kept),
        Audit::KIND => read::<Audit>(kept),
        Forgotten::KIND => read::<Forgotten>(kept),
        Count::KIND => read::<Count>(kept),
        Secret::KIND => read::<Secret>(kept),
        Head::KIND => read::<Head>(kept),
        Pointer::KIND => read::<Pointer>(kept),
        Schema::KIND => read::<Schema>(kept),
        Lesson::KIND => read::<Lesson>(kept),
        Learning::KIND => read::<Learning>(kept),
        DESK => {
            let desk: Desk = serde_json::from_slice(opened.body)
                .unwrap_or_else(|why| panic!("{}: {why}", kept.name));
            serde_json::to_value(desk).unwrap()
        }
        kind => panic!("{}: kind {kind}", kept.name),
    }
}

#[test]
fn records_of_version_1_are_read_for_ever() {
    let samples = samples::all();
    let mut seen = BTreeMap::new();
    for kept in kept() {
        let read = read_any(&kept);
        let sample = samples.iter().find(|sample| sample.name == kept.name);
        let sample = sample.unwrap_or_else(|| panic!("{}: which record was it?", kept.name));
        // What was added since has its default; what is there is what it was.
        assert_eq!(read, sample.value, "{}", kept.name);
        assert_eq!(hex(&kept.key), hex(&sample.key), "{}: it lies elsewhere now", kept.name);
        *seen.entry(kept.name).or_insert(0) += 1;
    }
    assert!(seen.values().all(|count| *count == 1), "twice: {seen:?}");
    for sample in &samples {
        let known = seen.contains_key(&sample.name);
        assert!(known, "{} is not in the fixture: see `add_new_records`", sample.name);
    }
}

#[test]
fn damage_is_noticed() {
    for kept in kept() {
        for at in 0..kept.bytes.len() {
            let mut bytes = kept.bytes.clone();
            bytes[at] ^= 0x10;
            assert!(envelope::open(&kept.key, &bytes).is_err(), "{}: byte {at}", kept.name);
        }
        assert!(envelope::open(b"elsewhere", &kept.bytes).is_err(), "{}", kept.name);
    }
}

/// Adds to the fixture what it does not know yet. Lines that are there are never changed: they are
/// what somebody's disk holds.
#[test]
#[ignore = "writes the fixture: for new kinds of records, before their first release"]
fn add_new_records() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/store/records_v1.txt");
    let known: Vec<String> = kept().into_iter().map(|kept| kept.name).collect();
    let mut text = FIXTURE.to_owned();
    for sample in samples::all().iter().filter(|sample| !known.contains(&sample.name)) {
        let (head, body) = sample.bytes.split_at(envelope::OVERHEAD);
        let body = std::str::from_utf8(body).unwrap();
        text += &format!("{} {} {} {body}\n", sample.name, hex(&sample.key), hex(head));
    }
    fs::write(path, text).unwrap();
}
