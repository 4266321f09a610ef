//! What every disk does.

use std::sync::atomic::{AtomicBool, Ordering};

use sufler::store::disk::{MAX_KEY, MAX_VALUE, after, prefix_end, walk};
use sufler::store::{Batch, Disk};

use crate::{on_every_disk, pair};

/// Writes `key=value` for each of the words; a word without `=` is removed.
fn write(disk: &dyn Disk, words: &str) {
    let mut batch = Batch::new();
    for word in words.split_whitespace() {
        match word.split_once('=') {
            Some((key, value)) => batch.put(key, value),
            None => batch.delete(word),
        }
    }
    disk.write(batch).unwrap();
}

/// Keys and values as words, in the order given.
fn words(pairs: Vec<(Vec<u8>, Vec<u8>)>) -> String {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let words = pairs.into_iter().map(|(key, value)| format!("{}={}", text(key), text(value)));
    words.collect::<Vec<_>>().join(" ")
}

fn all(disk: &dyn Disk) -> String {
    words(disk.range(b"", &prefix_end(b""), usize::MAX).unwrap())
}

#[test]
fn what_was_written_is_read() {
    on_every_disk(|disk| {
        assert_eq!(disk.get(b"a").unwrap(), None);
        write(disk, "a=1 b=");
        assert_eq!(disk.get(b"a").unwrap().as_deref(), Some(&b"1"[..]));
        assert_eq!(disk.get(b"b").unwrap().as_deref(), Some(&b""[..]));
        assert_eq!(disk.get(b"").unwrap(), None);
        write(disk, "a=2 b");
        assert_eq!(all(disk), "a=2");
    });
}

#[test]
fn ranges_are_in_order_and_keep_their_bounds() {
    on_every_disk(|disk| {
        write(disk, "c=3 a=1 bb=22 b=2 d=4");
        let table: &[(&str, &str, usize, &str)] = &[
            ("a", "e", 9, "a=1 b=2 bb=22 c=3 d=4"),
            ("", "zz", 9, "a=1 b=2 bb=22 c=3 d=4"),
            ("a", "d", 9, "a=1 b=2 bb=22 c=3"),
            ("b", "c", 9, "b=2 bb=22"),
            ("b\0", "c", 9, "bb=22"),
            ("a", "e", 2, "a=1 b=2"),
            ("a", "e", 0, ""),
            ("e", "z", 9, ""),
            ("", "a", 9, ""),
            ("c", "c", 9, ""),
            ("d", "a", 9, ""),
        ];
        for &(from, to, limit, expected) in table {
            let found = disk.range(from.as_bytes(), to.as_bytes(), limit).unwrap();
            assert_eq!(words(found), expected, "{from:?}..{to:?} at most {limit}");
        }
    });
}

#[test]
fn ranges_run_backwards_too() {
    on_every_disk(|disk| {
        write(disk, "c=3 a=1 bb=22 b=2 d=4");
        let table: &[(&str, &str, usize, &str)] = &[
            ("a", "e", 9, "d=4 c=3 bb=22 b=2 a=1"),
            ("a", "d", 9, "c=3 bb=22 b=2 a=1"),
            ("b", "c", 1, "bb=22"),
            ("a", "e", 2, "d=4 c=3"),
            ("a", "e", 0, ""),
            ("e", "z", 9, ""),
            ("d", "a", 9, ""),
        ];
        for &(from, to, limit, expected) in table {
            let found = disk.range_back(from.as_bytes(), to.as_bytes(), limit).unwrap();
            assert_eq!(words(found), expected, "{from:?}..{to:?} at most {limit}");
        }
    });
}

#[test]
fn of_several_changes_to_a_key_the_last_wins() {
    on_every_disk(|disk| {
        write(disk, "gone=1 kept=1");
        write(disk, "gone=2 gone kept kept=2 new=1 new=2 never=1 never");
        assert_eq!(all(disk), "kept=2 new=2");
    });
}

#[test]
fn an_empty_batch_and_the_removal_of_nothing_change_nothing() {
    on_every_disk(|disk| {
        write(disk, "a=1");
        disk.write(Batch::new()).unwrap();
        write(disk, "b c");
        disk.sync().unwrap();
        assert_eq!(all(disk), "a=1");
    });
}

#[test]
fn what_no_disk_takes_is_refused_whole() {
    on_every_disk(|disk| {
        let refused = [
            (vec![], vec![], "must not be empty"),
            (vec![b'k'; MAX_KEY + 1], vec![], "a key of 256 bytes"),
            (vec![b'k'], vec![0; MAX_VALUE + 1], "a value of 1048577 bytes"),
        ];
        for (key, value, why) in refused {
            let mut batch = Batch::new();
            batch.put("good", "1");
            batch.put(key, value);
            let error = disk.write(batch).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
        assert_eq!(all(disk), "");
    });
}

#[test]
fn values_of_all_lengths_come_back() {
    on_every_disk(|disk| {
        let lengths = [0, 1, 300, 4095, 4096, 4097, 8192, 65_535, 65_536, MAX_VALUE];
        let value = |len: usize| (0..len).map(|i| (i * 7 % 251) as u8).collect::<Vec<_>>();
        let mut batch = Batch::new();
        for (number, &len) in (0u8..).zip(&lengths) {
            batch.put([number], value(len));
        }
        disk.write(batch).unwrap();
        for (number, &len) in (0u8..).zip(&lengths) {
            assert!(disk.get(&[number]).unwrap() == Some(value(len)), "{len} bytes");
        }
        let pairs = disk.range(b"", &prefix_end(b""), 99).unwrap();
        assert!(pairs.iter().map(|(_, value)| value.len()).eq(lengths));
    });
}

#[test]
fn a_long_value_gives_way_to_a_shorter_one() {
    on_every_disk(|disk| {
        for len in [9_000, 70_000, 5_000, 3, 20_000, 4_096] {
            let mut batch = Batch::new();
            batch.put("k", vec![len as u8; len]);
            disk.write(batch).unwrap();
            assert!(disk.get(b"k").unwrap() == Some(vec![len as u8; len]), "{len} bytes");
        }
        write(disk, "k");
        assert_eq!(all(disk), "");
    });
}

#[test]
fn what_is_left_between_many_removals_is_found_once() {
    on_every_disk(|disk| {
        let mut left: Vec<_> = (0..3_000u16).map(u16::to_be_bytes).collect();
        let mut batch = Batch::new();
        left.iter().for_each(|key| batch.put(*key, [7; 30]));
        disk.write(batch).unwrap();
        for kept in [2, 1] {
            let mut batch = Batch::new();
            let gone = left.iter().enumerate().filter(|(at, _)| at % 40 >= kept);
            gone.for_each(|(_, key)| batch.delete(*key));
            disk.write(batch).unwrap();
            disk.sync().unwrap();
            left = left
                .into_iter()
                .enumerate()
                .filter(|(at, _)| at % 40 < kept)
                .map(|(_, key)| key)
                .collect();
            let keys = |pairs: Vec<(Vec<u8>, Vec<u8>)>| {
                pairs.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
            };
            assert_eq!(keys(disk.range(&[0], &[255], usize::MAX).unwrap()), left);
            left.reverse();
            assert_eq!(keys(disk.range_back(&[0], &[255], usize::MAX).unwrap()), left);
            left.reverse();
        }
    });
}

#[test]
fn the_longest_key_is_a_key() {
    on_every_disk(|disk| {
        let longest = vec![u8::MAX; MAX_KEY];
        let mut batch = Batch::new();
        batch.put(longest.clone(), vec![1; 10_000]);
        batch.put([0], "least");
        disk.write(batch).unwrap();
        let found = disk.range(b"", &prefix_end(b""), 9).unwrap();
        assert_eq!(found, [(vec![0], b"least".to_vec()), (longest, vec![1; 10_000])]);
    });
}

#[test]
fn a_prefix_holds_its_keys_only() {
    on_every_disk(|disk| {
        write(disk, "a=1 b=2 ba=3 bz=4 c=5");
        assert_eq!(words(disk.range(b"b", &prefix_end(b"b"), 9).unwrap()), "b=2 ba=3 bz=4");
        assert_eq!(words(disk.range(&after(b"b"), &prefix_end(b"b"), 9).unwrap()), "ba=3 bz=4");
    });
}

#[test]
fn a_walk_sees_everything_once_whatever_its_page() {
    on_every_disk(|disk| {
        write(disk, "a=1 aa=2 b=3 c=4 d=5 e=6");
        for page in [0, 1, 2, 4, 5, 100] {
            let mut seen = Vec::new();
            walk(disk, b"a", b"e", page, |key, value| {
                seen.push((key.to_vec(), value.to_vec()));
                Ok(())
            })
            .unwrap();
            assert_eq!(words(seen), "a=1 aa=2 b=3 c=4 d=5", "page {page}");
        }
        let stopped = walk(disk, b"a", b"e", 2, |key, _| {
            anyhow::ensure!(key != b"b", "enough");
            Ok(())
        });
        assert_eq!(stopped.unwrap_err().to_string(), "enough");
    });
}

#[test]
fn a_range_sees_a_batch_entirely_or_not_at_all() {
    const KEYS: u8 = 40;
    on_every_disk(|disk| {
        std::thread::scope(|threads| {
            let writer = threads.spawn(|| {
                for round in 0..150u8 {
                    let mut batch = Batch::new();
                    (0..KEYS).for_each(|key| batch.put([key], [round]));
                    disk.write(batch).unwrap();
                }
            });
            while !writer.is_finished() {
                let seen = disk.range(&[0], &[KEYS], usize::MAX).unwrap();
                assert!(seen.is_empty() || seen.len() == usize::from(KEYS));
                assert!(seen.iter().all(|(_, value)| value == &seen[0].1), "{seen:?}");
            }
        });
    });
}

#[test]
fn a_batch_is_seen_whole_and_for_good_while_it_is_made_durable() {
    const KEYS: u8 = 30;
    // Short values and such that are cut; in every round others are missing, and others long.
    fn value(key: u8, round: u8) -> Option<Vec<u8>> {
        let mixed = usize::from(key) * 7 + usize::from(round) * 3;
        let len = [3, 90, 5_000, 40, 13_000][mixed % 5];
        (mixed % 4 != 1).then(|| [vec![round], vec![key; len]].concat())
    }
    fn is_one_moment(pairs: &[(Vec<u8>, Vec<u8>)]) -> u8 {
        let round = pairs[0].1[0];
        let whole = (0..KEYS).filter_map(|key| Some((vec![key], value(key, round)?)));
        let rounds: Vec<_> = pairs.iter().map(|(key, value)| (key[0], value[0])).collect();
        assert!(pairs.iter().cloned().eq(whole), "round {round}: {rounds:?}");
        round
    }
    on_every_disk(|disk| {
        let next = |round| {
            let mut batch = Batch::new();
            for key in 0..KEYS {
                match value(key, round) {
                    Some(value) => batch.put([key], value),
                    None => batch.delete([key]),
                }
            }
            disk.write(batch).unwrap();
        };
        next(0);
        let over = AtomicBool::new(false);
        std::thread::scope(|threads| {
            threads.spawn(|| {
                for round in 1..120 {
                    next(round);
                    disk.sync().unwrap();
                }
                over.store(true, Ordering::Relaxed);
            });
            let reader = || {
                let mut last = 0;
                let mut later = |round: u8| {
                    assert!(round >= last, "round {round} after {last}");
                    last = round;
                };
                while !over.load(Ordering::Relaxed) {
                    later(is_one_moment(&disk.range(&[0], &[KEYS], usize::MAX).unwrap()));
                    let mut back = disk.range_back(&[0], &[KEYS], usize::MAX).unwrap();
                    back.reverse();
                    later(is_one_moment(&back));
                    for key in 0..KEYS {
                        if let Some(value) = disk.get(&[key]).unwrap() {
                            assert!(value[1..].iter().all(|byte| *byte == key));
                            later(value[0]);
                        }
                    }
                    let keys = disk.keys(&[0], &[KEYS], 5).unwrap();
                    assert_eq!(keys.len(), 5);
                    let few = disk.range(&[0], &[KEYS], 4).unwrap();
                    later(few[0].1[0]);
                    let whole =
                        (0..KEYS).filter_map(|key| Some((vec![key], value(key, few[0].1[0])?)));
                    assert!(few.iter().cloned().eq(whole.take(4)));
                }
            };
            threads.spawn(reader);
            threads.spawn(reader);
        });
    });
}

#[test]
fn the_size_grows_with_what_is_in_it() {
    on_every_disk(|disk| {
        let before = disk.size().unwrap();
        let mut batch = Batch::new();
        (0..100u8).for_each(|key| batch.put([key], vec![key; 20_000]));
        disk.write(batch).unwrap();
        disk.sync().unwrap();
        assert!(disk.size().unwrap() >= before + 1_000_000);
        assert_eq!(disk.range_back(&[0], &[2], 1).unwrap()[0].0, [1]);
    });
}

#[test]
fn a_pair_is_key_and_value() {
    on_every_disk(|disk| {
        write(disk, "k=v");
        assert_eq!(disk.range(b"k", b"l", 1).unwrap(), [pair("k", "v")]);
    });
}
