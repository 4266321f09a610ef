//! The stage: over any disk it answers like the map that the disk will be.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use sufler::store::{Batch, Disk, Memory, Sled, Stage};

type Map = BTreeMap<Vec<u8>, Vec<u8>>;

/// What is done to a stage.
#[derive(Clone, Debug)]
enum Deed {
    Write(Vec<(Vec<u8>, Option<u8>)>),
    Get(Vec<u8>),
    Range(Vec<u8>, Vec<u8>, usize),
    /// What is prepared goes to the disk below.
    Take,
    /// What is prepared is dropped: the disk below does not write.
    Lose,
}

fn key() -> impl Strategy<Value = Vec<u8>> {
    vec(prop::sample::select(vec![0, 1, b'a', b'b', 0xff]), 1..4)
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => vec((key(), prop::option::weighted(0.6, any::<u8>())), 0..10).prop_map(Deed::Write),
        3 => key().prop_map(Deed::Get),
        6 => (key(), key(), prop_oneof![0..8usize, Just(usize::MAX)])
            .prop_map(|(from, to, limit)| Deed::Range(from, to, limit)),
        1 => Just(Deed::Take),
        1 => Just(Deed::Lose),
    ]
}

fn range(map: &Map, from: &[u8], to: &[u8], limit: usize, back: bool) -> Vec<(Vec<u8>, Vec<u8>)> {
    if from >= to {
        return Vec::new();
    }
    let found = map.range::<[u8], _>((Bound::Included(from), Bound::Excluded(to)));
    let found = found.map(|(key, value)| (key.clone(), value.clone()));
    if back { found.rev().take(limit).collect() } else { found.take(limit).collect() }
}

fn perform(disk: &Arc<dyn Disk>, deeds: &[Deed]) -> Result<(), TestCaseError> {
    let stage = Stage::new(disk.clone());
    let (mut below, mut seen) = (Map::new(), Map::new());
    for deed in deeds {
        match deed {
            Deed::Write(changes) => {
                let mut batch = Batch::new();
                for (key, value) in changes {
                    match value {
                        Some(value) => {
                            batch.put(key.as_slice(), [*value]);
                            seen.insert(key.clone(), vec![*value]);
                        }
                        None => {
                            batch.delete(key.as_slice());
                            seen.remove(key);
                        }
                    }
                }
                stage.write(batch).unwrap();
            }
            Deed::Get(key) => {
                prop_assert_eq!(stage.get(key).unwrap(), seen.get(key).cloned());
                prop_assert_eq!(disk.get(key).unwrap(), below.get(key).cloned());
            }
            Deed::Range(from, to, limit) => {
                let forth = range(&seen, from, to, *limit, false);
                prop_assert_eq!(stage.range(from, to, *limit).unwrap(), forth);
                let back = range(&seen, from, to, *limit, true);
                prop_assert_eq!(stage.range_back(from, to, *limit).unwrap(), back);
            }
            Deed::Take => {
                disk.write(stage.take()).unwrap();
                prop_assert!(stage.take().is_empty());
                below.clone_from(&seen);
            }
            Deed::Lose => {
                stage.take();
                seen.clone_from(&below);
            }
        }
    }
    disk.write(stage.take()).unwrap();
    let all = disk.range(&[0], &[0xff; 5], usize::MAX).unwrap();
    prop_assert_eq!(all, range(&seen, &[0], &[0xff; 5], usize::MAX, false));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_stage_answers_like_the_disk_that_will_be(deeds in vec(deed(), 1..60)) {
        let memory: Arc<dyn Disk> = Arc::new(Memory::new());
        perform(&memory, &deeds)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]

    #[test]
    fn over_the_real_disk_too(deeds in vec(deed(), 1..60)) {
        let folder = tempfile::tempdir().unwrap();
        let sled: Arc<dyn Disk> = Arc::new(Sled::open(folder.path()).unwrap());
        perform(&sled, &deeds)?;
    }
}

#[test]
fn what_no_disk_takes_changes_nothing() {
    let stage = Stage::new(Arc::new(Memory::new()));
    let mut batch = Batch::new();
    batch.put("good", "1");
    batch.put("", "2");
    assert!(stage.write(batch).is_err());
    assert!(stage.take().is_empty());
}
