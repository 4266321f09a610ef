//! A day's work of a hundred operators, in less time: what the bot takes of memory and disk, how fast
//! it answers, how punctual it is.

use std::fs;
use std::time::{Duration, Instant};

use crate::common::process::Process;
use crate::dice::Dice;
use crate::house::{House, print, seed, wanted};
use crate::shift::{BOSSES, Figures, Rhythm, Shift};

/// So many of the bot's minutes pass in one: a day in ten minutes.
const PACE: f64 = 144.0;
/// A call every four or five minutes of the bot's.
const RHYTHM: Rhythm = Rhythm { thinks: 340, rests: 3_500, follows: 90 };
/// Without the variable: so many seconds, and so few people that it burdens no machine.
const SHORT: (u64, u64) = (5, 30);
const OPERATORS: u64 = 100;
/// The part of the day in which the store's cache fills: it holds 8 MiB of what lies on the disk, and
/// so much is there after some four hours.
const WARM_UP: f64 = 0.2;
/// What the memory may grow by after that.
const GROWTH: f64 = 1.2;
/// Less than so many seconds say nothing about memory.
const LONG: u64 = 300;

/// The bot at one moment.
#[derive(Clone, Copy, Debug)]
struct Sample {
    at: Duration,
    memory: u64,
    updates: usize,
    saved: usize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_day_in_ten_minutes() {
    let (seconds, operators) = wanted("SUFLER_DAY").map_or(SHORT, |seconds| (seconds, OPERATORS));
    let seed = seed();
    print(&format!("day: {seconds} s at {PACE}x, {operators} operators, SUFLER_SEED={seed}"));
    let house = House::new(PACE, BOSSES).await;
    let mut bot = house.start();
    house.first_poll(&mut bot, 0).await.expect("it starts");
    let shift = Shift::begin(&house, &Dice::new(seed), operators, RHYTHM);
    let samples = watch(&house, &mut bot, Duration::from_secs(seconds)).await;
    table(&samples);
    let busy = cpu_seconds(&bot);
    let mut latencies = house.journal.entries().latencies.clone();
    let figures = shift.end(&house, &mut bot).await;
    let opened = opens(&house).await;

    let hours = seconds as f64 * PACE / 3_600.0 * operators as f64;
    let rate = samples.last().map_or(0, |sample| sample.saved) as f64 / hours;
    latencies.sort_unstable();
    report(&figures, &latencies, opened, rate, busy / seconds as f64);
    let warm = samples[(samples.len() as f64 * WARM_UP) as usize].memory;
    let last = samples[samples.len() - 1].memory;
    let growth = last as f64 / warm as f64;
    print(&format!("  memory           {growth:.2} times that after a fifth of the time"));
    if seconds >= LONG {
        assert!(growth <= GROWTH, "memory grew from {warm} to {last} bytes");
    }
}

/// Looks at the bot while people work.
async fn watch(house: &House, bot: &mut Process, time: Duration) -> Vec<Sample> {
    let began = Instant::now();
    let mut samples = Vec::new();
    let step = time / 100;
    while began.elapsed() < time {
        tokio::time::sleep(step).await;
        assert!(bot.is_running(), "{}", bot.output());
        let entries = house.journal.entries();
        let (updates, saved) = (entries.updates.len(), entries.saved.len());
        samples.push(Sample { at: began.elapsed(), memory: resident(bot.id()), updates, saved });
    }
    samples
}

/// Bytes of memory that a process holds.
fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() * 1024
}

/// Seconds of a processor that the bot has used: the kernel counts in hundredths.
fn cpu_seconds(bot: &Process) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{}/stat", bot.id())).unwrap_or_default();
    let behind = stat.rsplit_once(')').map_or("", |(_, behind)| behind);
    let numbers = behind.split_whitespace().skip(11).take(2);
    numbers.filter_map(|number| number.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// From the start of the process to its first poll, on the data as they are now.
async fn opens(house: &House) -> Duration {
    let mut times = Vec::new();
    for _ in 0..3 {
        let polls = house.api.polls();
        let mut bot = house.start();
        times.push(house.first_poll(&mut bot, polls).await.expect("it starts"));
        bot.finish();
    }
    times.sort_unstable();
    times[1]
}

fn table(samples: &[Sample]) {
    print("  of the day   memory, MiB   updates   saved");
    for sample in samples.iter().skip(9).step_by(10) {
        let hours = sample.at.as_secs_f64() * PACE / 3_600.0;
        let memory = sample.memory as f64 / f64::from(1 << 20);
        print(&format!(
            "  {hours:>8.1} h {memory:>13.1} {:>9} {:>7}",
            sample.updates, sample.saved
        ));
    }
}

fn report(figures: &Figures, latencies: &[Duration], opened: Duration, rate: f64, busy: f64) {
    let of = |part: f64| (latencies.len() as f64 * part) as usize;
    let latency = |part| latencies.get(of(part)).map_or(0.0, |time| time.as_secs_f64() * 1e3);
    let late = &figures.reminders.late;
    let lateness = |part: f64| late.get((late.len() as f64 * part) as usize).copied().unwrap_or(0);
    let (attempts, size) = (figures.attempts, figures.size);
    print(&format!(
        "  attempts         {attempts}, {rate:.1} an hour and operator\n  \
           updates          {}, {} acted on\n  \
           answers          {:.1} ms (median), {:.1} ms (99 of 100)\n  \
           recalls          {} set, {} came due; told of {} ms after it (median), {} ms (99 of 100)\n  \
           followed         {} reminders, {} requests, {} alerts\n  \
           processor        {:.0} % of one\n  \
           store            {:.1} MiB, {} bytes an attempt with all that belongs to it; {} entries, \
                            {:.1} an attempt\n  \
           opened           {} ms from the start of the process to its first poll",
        figures.updates,
        figures.acted,
        latency(0.5),
        latency(0.99),
        figures.reminders.set,
        late.len(),
        lateness(0.5),
        lateness(0.99),
        figures.reminded,
        figures.answered,
        figures.handed,
        busy * 100.0,
        size as f64 / f64::from(1 << 20),
        size / attempts.max(1) as u64,
        figures.entries,
        figures.entries as f64 / attempts.max(1) as f64,
        opened.as_millis(),
    ));
}
