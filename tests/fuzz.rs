//! Odd input, made by machine: mutations of the repository's own samples, and random input of the
//! right shape. Each target has an invariant besides that nothing panics.
//!
//! A short run is part of every test run. A long one: `SUFLER_FUZZ=1000000 cargo test --test fuzz
//! -- --nocapture`. `SUFLER_FUZZ_SEED=7` takes another seed. What fails is named by target, seed
//! and case; `SUFLER_FUZZ_CASE=123` does that case alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "fuzz/conversation.rs"]
mod conversation;
#[path = "fuzz/dates.rs"]
mod dates;
#[path = "fuzz/dice.rs"]
mod dice;
#[path = "fuzz/files.rs"]
mod files;
#[path = "fuzz/lines.rs"]
mod lines;
#[path = "fuzz/presses.rs"]
mod presses;
#[path = "fuzz/updates.rs"]
mod updates;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use dice::Dice;

/// So many inputs in a short run.
const SHORT: u64 = 2_000;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name}: {text}")))
}

/// Tries a target: makes inputs, and has each looked at. `look` panics where something is wrong, and
/// names the kind of outcome. `share` is the part of all inputs that this target gets.
fn fuzz<I: AsRef<str>>(
    target: &str,
    share: f64,
    mut make: impl FnMut(&mut Dice) -> I,
    mut look: impl FnMut(&I) -> &'static str,
) {
    let seed = number("SUFLER_FUZZ_SEED").unwrap_or(1);
    let count = (number("SUFLER_FUZZ").unwrap_or(SHORT) as f64 * share).ceil() as u64;
    let only = number("SUFLER_FUZZ_CASE");
    let cases = only.map_or(0..count, |case| case..case + 1);
    let began = Instant::now();
    let mut outcomes: BTreeMap<&str, u64> = BTreeMap::new();
    for case in cases {
        let input = make(&mut Dice::new(target, seed, case));
        match catch_unwind(AssertUnwindSafe(|| look(&input))) {
            Ok(outcome) => *outcomes.entry(outcome).or_default() += 1,
            Err(_) => panic!("{target}, seed {seed}, case {case}: {:?}", input.as_ref()),
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("{target}: {count} inputs in {seconds:.1} s, {outcomes:?}");
    // A target that always comes to the same end does not look at much.
    assert!(outcomes.len() > 1 || only.is_some(), "{target}: {outcomes:?}");
}
