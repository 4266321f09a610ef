//! Random operations, on every disk and on a plain map: whatever is asked, the answers are equal.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use sufler::store::{Batch, Disk, Memory, Sled, Stage};

type Bytes = Vec<u8>;

/// What is done to a disk.
#[derive(Clone, Debug)]
enum Deed {
    /// A batch: keys and new values, or removals.
    Write(Vec<(Bytes, Option<Bytes>)>),
    Get(Bytes),
    /// A range and its limit, in both directions.
    Range(Bytes, Bytes, usize),
    Sync,
    Reopen,
}

/// Few different keys, so that they meet: with the lowest and highest bytes, and prefixes of others.
fn key() -> impl Strategy<Value = Bytes> {
    vec(prop::sample::select(vec![0, 1, 2, b'a', 0xfe, 0xff]), 1..4)
}

fn value() -> impl Strategy<Value = Bytes> {
    let length = prop_oneof![8 => 0..40usize, 1 => 4_090..4_100usize, 1 => 8_000..20_000usize];
    (length, any::<u8>()).prop_map(|(len, byte)| vec![byte; len])
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => vec((key(), prop::option::weighted(0.7, value())), 0..12).prop_map(Deed::Write),
        2 => key().prop_map(Deed::Get),
        4 => (key(), key(), prop_oneof![0..5usize, 0..30usize]).prop_map(|(from, to, limit)| Deed::Range(from, to, limit)),
        1 => Just(Deed::Sync),
        1 => Just(Deed::Reopen),
    ]
}

fn expect(model: &BTreeMap<Bytes, Bytes>, from: &[u8], to: &[u8]) -> Vec<(Bytes, Bytes)> {
    if from >= to {
        return Vec::new();
    }
    let bounds = (Bound::Included(from), Bound::Excluded(to));
    model.range::<[u8], _>(bounds).map(|(k, v)| (k.clone(), v.clone())).collect()
}

fn perform(disk: &dyn Disk, model: &BTreeMap<Bytes, Bytes>, deed: &Deed) -> anyhow::Result<()> {
    match deed {
        Deed::Write(changes) => {
            let mut batch = Batch::new();
            for (key, value) in changes {
                match value {
                    Some(value) => batch.put(key.as_slice(), value.as_slice()),
                    None => batch.delete(key.as_slice()),
                }
            }
            disk.write(batch)?;
        }
        Deed::Get(key) => assert_eq!(disk.get(key)?.as_ref(), model.get(key)),
        Deed::Range(from, to, limit) => {
            let mut expected = expect(model, from, to);
            let forth: Vec<_> = expected.iter().take(*limit).cloned().collect();
            assert_eq!(disk.range(from, to, *limit)?, forth);
            expected.reverse();
            expected.truncate(*limit);
            assert_eq!(disk.range_back(from, to, *limit)?, expected);
        }
        Deed::Sync | Deed::Reopen => disk.sync()?,
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_disk_answers_like_a_map(deeds in vec(deed(), 1..80)) {
        let folder = tempfile::tempdir().unwrap();
        let mut sled = Sled::open(folder.path()).unwrap();
        let memory = Memory::new();
        // What is staged over a disk reads as if it were on it, whenever it is put there.
        let below = Arc::new(Memory::new());
        let stage = Stage::new(below.clone());
        let mut model = BTreeMap::new();
        for deed in &deeds {
            perform(&sled, &model, deed).unwrap();
            perform(&memory, &model, deed).unwrap();
            perform(&stage, &model, deed).unwrap();
            if let Deed::Sync = deed {
                below.write(stage.take()).unwrap();
            }
            if let Deed::Write(changes) = deed {
                for (key, value) in changes {
                    match value {
                        Some(value) => model.insert(key.clone(), value.clone()),
                        None => model.remove(key),
                    };
                }
            }
            if let Deed::Reopen = deed {
                drop(sled);
                sled = Sled::open(folder.path()).unwrap();
            }
            // A count that goes on between the writes comes to what there is at its end.
            if let Some(tally) = sled.count_on(2).unwrap() {
                prop_assert_eq!(tally.pairs, model.len() as u64);
            }
        }
        prop_assert_eq!(sled.verify().unwrap().pairs, model.len() as u64);
        let everything = sled.range(&[0], &[0xff; 9], usize::MAX).unwrap();
        prop_assert_eq!(everything, expect(&model, &[0], &[0xff; 9]));
    }
}
