//! The file: read as it was written, and refused at any cut, any changed byte.

use proptest::collection::vec;
use proptest::prelude::*;
use sufler::backup::format::{Head, Reader, Writer};
use sufler::backup::{self, Defect};
use sufler::store::Tap;

use crate::{Pairs, all, backed_up, now};

type Change = (Vec<u8>, Option<Vec<u8>>);

fn head() -> Head {
    Head { made: now(), by: "0.2.0".into(), schema: 2 }
}

fn read(bytes: &[u8]) -> anyhow::Result<Vec<Change>> {
    let mut changes = Vec::new();
    Reader::new(bytes)?.each(|key, value| {
        changes.push((key.to_vec(), value.map(<[u8]>::to_vec)));
        Ok(())
    })?;
    Ok(changes)
}

fn defect(bytes: &[u8]) -> Defect {
    let error = read(bytes).unwrap_err();
    error.downcast_ref::<Defect>().unwrap_or_else(|| panic!("{error:#}")).clone()
}

fn written(changes: &[Change]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &head()).unwrap();
    for (key, value) in changes {
        writer.change(key, value.as_deref()).unwrap();
    }
    writer.finish(changes.len() as u64, 0).unwrap().0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_is_written_is_read(
        changes in vec((vec(any::<u8>(), 1..=255), prop::option::of(vec(any::<u8>(), 0..50_000))), 0..20),
    ) {
        prop_assert_eq!(read(&written(&changes)).unwrap(), changes);
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(mut bytes in vec(any::<u8>(), 0..200), whole in any::<bool>()) {
        if whole {
            let mut begun = written(&[(b"k".to_vec(), None)]);
            begun.truncate(60);
            begun.append(&mut bytes);
            bytes = begun;
        }
        prop_assert!(read(&bytes).is_err());
    }
}

#[test]
fn a_file_says_what_it_is_of() {
    let bytes = written(&[]);
    assert_eq!(Reader::new(&bytes[..]).unwrap().head(), &head());
}

#[test]
fn a_backup_holds_the_store() {
    let (tap, bytes) = backed_up();
    let pairs: Pairs = read(&bytes).unwrap().into_iter().map(|(k, v)| (k, v.unwrap())).collect();
    assert!(pairs == all(&tap as &Tap));
    assert!(bytes.len() < 60_000, "{} bytes are not packed", bytes.len());
}

#[test]
fn a_cut_file_is_refused_wherever_it_is_cut() {
    let (_, bytes) = backed_up();
    let near_ends = (0..400).chain(bytes.len() - 400..bytes.len());
    for len in near_ends.chain((400..bytes.len() - 400).step_by(97)) {
        match defect(&bytes[..len]) {
            Defect::Cut(at) => assert_eq!(at, len as u64),
            Defect::Foreign => assert!(len < 14),
            other => panic!("cut to {len}: {other}"),
        }
    }
}

#[test]
fn a_changed_byte_is_refused_wherever_it_is() {
    let (_, bytes) = backed_up();
    let near_ends = (0..400).chain(bytes.len() - 400..bytes.len());
    for at in near_ends.chain((400..bytes.len() - 400).step_by(97)) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        let said = defect(&changed);
        let fine = match said {
            Defect::Foreign => at < 14,
            Defect::Newer(_) => (14..16).contains(&at),
            Defect::Changed(..) | Defect::Cut(_) => at >= 16,
        };
        assert!(fine, "byte {at}: {said}");
    }
}

#[test]
fn parts_that_are_left_out_come_twice_or_follow_are_noticed() {
    let one = (b"one".to_vec(), Some(vec![1; 300_000]));
    let two = (b"two".to_vec(), Some(vec![2; 300_000]));
    let both = written(&[one.clone(), two.clone()]);
    let first = written(&[one]);
    let end_of_first = last_frame(&first);
    let end = last_frame(&both);
    let parts = |range: std::ops::Range<usize>| both[range].to_vec();
    // Without the second part, with the first one twice, with something behind the end.
    let cases = [
        [parts(0..end_of_first), parts(end..both.len())].concat(),
        [parts(0..end_of_first), parts(first_change(&both)..both.len())].concat(),
        [both.clone(), vec![0]].concat(),
    ];
    for case in cases {
        assert!(matches!(defect(&case), Defect::Changed(..)), "{}", defect(&case));
    }
}

/// Where the frames begin, behind magic and version.
fn frames(bytes: &[u8]) -> Vec<usize> {
    let mut at = 16;
    let mut starts = Vec::new();
    while at < bytes.len() {
        starts.push(at);
        let packed = u32::from_be_bytes(bytes[at + 5..at + 9].try_into().unwrap());
        at += 13 + packed as usize;
    }
    starts
}

fn last_frame(bytes: &[u8]) -> usize {
    *frames(bytes).last().unwrap()
}

fn first_change(bytes: &[u8]) -> usize {
    frames(bytes)[1]
}

#[test]
fn a_newer_format_is_told_from_damage() {
    let (_, mut bytes) = backed_up();
    bytes[14..16].copy_from_slice(&7u16.to_be_bytes());
    assert_eq!(defect(&bytes), Defect::Newer(7));
    assert!(defect(&bytes).to_string().contains("format 7"));
    assert_eq!(defect(b"PK\x03\x04 something else entirely"), Defect::Foreign);
    assert_eq!(backup::format::VERSION, 1);
}
