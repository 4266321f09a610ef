//! One person who writes a thousand messages a second: the others are not slowed.
//!
//! `SUFLER_FLOOD=10 cargo test --test bot -- flood --nocapture` floods for ten seconds, and prints.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::time::sleep;

use crate::bench::{Bench, Person, Setup, invite_only, open};
use crate::words::say;

/// Messages a second.
const A_SECOND: usize = 1_000;
/// Measured taps.
const TAPS: usize = 40;

fn long() -> Option<usize> {
    std::env::var("SUFLER_FLOOD").ok().map(|text| text.parse().unwrap())
}

fn seconds() -> usize {
    long().unwrap_or(2)
}

/// Below this nobody feels a difference, and a machine that runs all other tests beside makes one.
fn unfelt() -> Duration {
    Duration::from_millis(if long().is_some() { 150 } else { 700 })
}

/// The resident memory of the bot, in KiB.
fn memory(bench: &Bench) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{}/status", bench.bot.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

/// How long the person waits for the answer to a tap: the middle of many.
async fn waits(person: &Person, taps: usize) -> Duration {
    let mut times = Vec::new();
    for _ in 0..taps {
        let key = person.key_like(&say("ru", "key-recalls")[..8]);
        let began = Instant::now();
        let press = person.press(&key).await;
        press.answer().await;
        person.sees("recalls-none").await;
        times.push(began.elapsed());
        person.tap("key-home").await;
        person.sees("home-hint").await;
    }
    times.sort();
    times[times.len() / 2]
}

/// Writes until it is told to stop; gives how many messages that were.
fn flood(
    person: Person,
    stop: Arc<AtomicBool>,
    sent: Arc<AtomicUsize>,
) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        let began = Instant::now();
        while !stop.load(Ordering::Relaxed) {
            let due = (began.elapsed().as_secs_f64() * A_SECOND as f64) as usize;
            while sent.load(Ordering::Relaxed) < due {
                person.send("спам спам спам").await;
                sent.fetch_add(1, Ordering::Relaxed);
            }
            sleep(Duration::from_millis(2)).await;
        }
    })
}

async fn under_flood(setup: Setup, flooder_is_in: bool) {
    let bench = setup.args(["--rate", "100000", "--chat-rate", "1000"]).start().await;
    let nina = bench.started(1, "Нина").await;
    let flooder = bench.person(666, "Спамер");
    flooder.command("/start").await;
    flooder.sees(if flooder_is_in { "home-hint" } else { "stranger" }).await;
    let mut figures = Vec::new();
    // A busy machine may spoil one measurement, not three.
    for _ in 0..3 {
        let calm = waits(&nina, TAPS).await;
        let before = memory(&bench);
        let (stop, sent) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let flooding = flood(flooder.clone(), stop.clone(), sent.clone());
        let end = Instant::now() + Duration::from_secs(seconds() as u64);
        let mut busy = Vec::new();
        while Instant::now() < end {
            busy.push(waits(&nina, 5).await);
        }
        stop.store(true, Ordering::Relaxed);
        flooding.await.unwrap();
        bench.api.wait_settled().await;
        busy.sort();
        let busy = busy[busy.len() / 2];
        let (sent, grown) = (sent.load(Ordering::Relaxed), memory(&bench).saturating_sub(before));
        println!("{sent} messages: {calm:?} undisturbed, {busy:?} beside; {grown} KiB more");
        assert!(grown < 64 * 1024, "the memory grows by {grown} KiB");
        figures.push((calm, busy));
        if busy <= (calm * 2).max(unfelt()) {
            break;
        }
    }
    let (calm, busy) = *figures.last().unwrap();
    assert!(busy <= (calm * 2).max(unfelt()), "{figures:?}");
    if flooder_is_in {
        flooder.skip();
        flooder.command("/help").await;
        flooder.sees("help-text").await;
    }
    bench.done().await;
}

#[tokio::test]
async fn a_flooding_colleague_slows_nobody() {
    under_flood(open(), true).await;
}

#[tokio::test]
async fn a_flooding_stranger_slows_nobody() {
    under_flood(invite_only().owner(1), false).await;
}
