//! What is counted and measured, and under which names it is published.
//!
//! [`ALL`] is the list that `docs/operations.md` explains. Nothing is counted before [`install`]:
//! then each function here costs one look at a flag. Labels are words of ours, never of people.

use std::cell::RefCell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::Result;
use metrics::{Counter, Gauge, Histogram, counter, gauge, histogram};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// One name and what stands behind it.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// By Prometheus' convention: the unit in the name, `_total` for what is only counted up.
    pub name: &'static str,
    /// What kind of numbers.
    pub kind: Kind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// One line for whoever reads the page.
    pub help: &'static str,
}

/// What kind of numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Only rises.
    Counter,
    /// Rises and falls.
    Gauge,
    /// Counted by size, with these upper bounds.
    Histogram(&'static [f64]),
}

/// Seconds of what should take milliseconds.
const SHORT: Kind = Kind::Histogram(&[
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
]);
/// Seconds of what people wait for.
const LONG: Kind =
    Kind::Histogram(&[0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0]);
/// Jobs that share a write: up to 256.
const GROUPS: Kind = Kind::Histogram(&[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]);

macro_rules! metrics {
    ($($constant:ident = $name:literal $kind:expr, [$($label:literal),*], $help:literal;)*) => {
        $(const $constant: &str = $name;)*
        /// Every metric of this program.
        pub const ALL: &[Metric] = &[
            $(Metric { name: $constant, kind: $kind, labels: &[$($label),*], help: $help }),*
        ];
    };
}

metrics! {
    BUILD = "sufler_build_info" Kind::Gauge, ["version"], "Always 1; the label is the version";
    START = "process_start_time_seconds" Kind::Gauge, [],
        "When the process began, in seconds since 1970";
    MEMORY = "process_resident_memory_bytes" Kind::Gauge, [], "Memory in use";
    TURN_SECONDS = "sufler_turn_seconds" SHORT, ["event"],
        "From the moment a turn was put in until it was on disk and told";
    TURNS = "sufler_turns_total" Kind::Counter, ["event", "outcome"],
        "Turns: done, skipped (made before), held (no room on the disk) or lost (not made); after both the update comes again";
    FAULTS = "sufler_turn_faults_total" Kind::Counter, [],
        "Turns that failed by a fault of the program; the person was told so";
    WAITING = "sufler_turns_waiting" Kind::Gauge, [], "Jobs that no thread of turns has taken";
    GROUP = "sufler_group_jobs" GROUPS, [], "Jobs that shared one write and sync";
    FLUSH = "sufler_flush_seconds" SHORT, [], "One write and sync";
    STORE_FAILURES = "sufler_store_failures_total" Kind::Counter, [],
        "Writes and syncs that failed";
    LATENESS = "sufler_recall_lateness_seconds" LONG, ["told"],
        "How late a recall was told, to the one who calls (reminder) or to supervisors (alert)";
    OVERDUE = "sufler_recall_overdue_seconds" Kind::Gauge, [],
        "How long the first recall that is due waits to be told";
    OPEN = "sufler_recalls_open" Kind::Gauge, [], "Recalls that wait, due or not";
    NOTICE = "sufler_notice_seconds" LONG, [],
        "From the moment a notice was made until Telegram took it";
    REQUESTS = "sufler_telegram_requests_total" Kind::Counter, ["method", "outcome"],
        "Requests to Telegram: ok, refused (by an answer) or failed (no proper answer)";
    REQUEST_SECONDS = "sufler_telegram_request_seconds" SHORT, ["method"],
        "How long Telegram took to answer; without getUpdates, which waits on purpose";
    ERRORS = "sufler_telegram_errors_total" Kind::Counter, ["kind"],
        "Requests that Telegram did not do, by what was the matter";
    RETRY_AFTER = "sufler_telegram_retry_after_seconds_total" Kind::Counter, [],
        "Seconds that Telegram has asked to wait";
    OUTBOUND = "sufler_outbound_waiting" Kind::Gauge, ["urgency"],
        "Messages that wait to be sent";
    UPDATES = "sufler_updates_total" Kind::Counter, [], "Updates that Telegram has delivered";
    LAST_POLL = "sufler_updates_last_poll" Kind::Gauge, [],
        "Updates in Telegram's last answer; 100 means that more wait there";
    SILENCE = "sufler_telegram_silence_seconds" Kind::Gauge, [],
        "Since Telegram has last answered a request for updates";
    STORE = "sufler_store_bytes" Kind::Gauge, [], "What the store takes on the disk";
    FREE = "sufler_disk_free_bytes" Kind::Gauge, [], "What is free on the disk of the store";
    PEOPLE = "sufler_people" Kind::Gauge, ["shift"], "Who works here, on shift and off";
}

static ON: AtomicBool = AtomicBool::new(false);

/// Whether anything is counted.
pub fn is_on() -> bool {
    ON.load(Ordering::Relaxed)
}

/// What has been counted, to be shown.
#[derive(Clone, Debug)]
pub struct Page(PrometheusHandle);

impl Page {
    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        self.0.render()
    }

    /// Sums up what was measured; without it, and without readers, the single values would pile
    /// up. To be called every few seconds.
    pub fn sum_up(&self) {
        self.0.run_upkeep();
    }
}

/// Begins to count; once in a process. `began` is in seconds since 1970.
///
/// # Errors
/// It was begun before.
pub fn install(version: &'static str, began: f64) -> Result<Page> {
    let mut builder = PrometheusBuilder::new();
    for metric in ALL {
        if let Kind::Histogram(bounds) = metric.kind {
            builder = builder.set_buckets_for_metric(Matcher::Full(metric.name.into()), bounds)?;
        }
    }
    let page = Page(builder.install_recorder()?);
    for Metric { name, kind, labels, help } in ALL {
        match kind {
            Kind::Counter => metrics::describe_counter!(*name, *help),
            Kind::Gauge => metrics::describe_gauge!(*name, *help),
            Kind::Histogram(_) => metrics::describe_histogram!(*name, *help),
        }
        // What never happened shows as 0, not as nothing.
        match kind {
            Kind::Counter if labels.is_empty() => counter!(*name).absolute(0),
            Kind::Gauge if labels.is_empty() => gauge!(*name).set(0.0),
            _ => {}
        }
    }
    OF_TURNS.get_or_init(|| OfTurns {
        waiting: gauge!(WAITING),
        group: histogram!(GROUP),
        flush: histogram!(FLUSH),
        failures: counter!(STORE_FAILURES),
    });
    ON.store(true, Ordering::Relaxed);
    gauge!(BUILD, "version" => version).set(1.0);
    gauge!(START).set(began);
    Ok(page)
}

/// What every turn counts, looked up once: to look up costs more than to count.
struct OfTurns {
    waiting: Gauge,
    group: Histogram,
    flush: Histogram,
    failures: Counter,
}

static OF_TURNS: OnceLock<OfTurns> = OnceLock::new();

thread_local! {
    /// The same by event and outcome: a few pairs, and two threads that end turns.
    static ENDS: RefCell<Vec<End>> = const { RefCell::new(Vec::new()) };
}

struct End {
    event: &'static str,
    outcome: &'static str,
    seconds: Histogram,
    count: Counter,
}

/// A turn has come to its end.
pub fn turn(event: &'static str, outcome: &'static str, took: Duration) {
    if !is_on() {
        return;
    }
    ENDS.with_borrow_mut(|ends| {
        let known = ends.iter().position(|end| end.event == event && end.outcome == outcome);
        let at = known.unwrap_or_else(|| {
            let seconds = histogram!(TURN_SECONDS, "event" => event);
            let count = counter!(TURNS, "event" => event, "outcome" => outcome);
            ends.push(End { event, outcome, seconds, count });
            ends.len() - 1
        });
        if let Some(end) = ends.get(at) {
            end.seconds.record(took);
            end.count.increment(1);
        }
    });
}

/// A turn failed by a fault of the program.
pub fn fault() {
    if is_on() {
        counter!(FAULTS).increment(1);
    }
}

/// A job was put in the queue of turns (1), or taken (-1).
pub fn waits(by: f64) {
    if let Some(of) = OF_TURNS.get() {
        of.waiting.increment(by);
    }
}

/// So many jobs were made durable together.
pub fn group(jobs: usize) {
    if let Some(of) = OF_TURNS.get() {
        of.group.record(jobs as f64);
    }
}

/// A write and sync took so long, and succeeded or not.
pub fn flush(took: Duration, durable: bool) {
    if let Some(of) = OF_TURNS.get() {
        of.flush.record(took);
        of.failures.increment(u64::from(!durable));
    }
}

/// A recall was told so late, as a `reminder` or in an `alert`.
pub fn recall(told: &'static str, late: Duration) {
    if is_on() {
        histogram!(LATENESS, "told" => told).record(late);
    }
}

/// Telegram took a notice so long after it was made.
pub fn notice(took: Duration) {
    if is_on() {
        histogram!(NOTICE).record(took);
    }
}

/// A request to Telegram: what was the matter with it, if anything.
pub fn request(method: &str, error: Option<&'static str>, failed: bool, took: Duration) {
    if !is_on() {
        return;
    }
    let outcome = match error {
        None => "ok",
        Some(_) if failed => "failed",
        Some(_) => "refused",
    };
    counter!(REQUESTS, "method" => method.to_owned(), "outcome" => outcome).increment(1);
    if method != "getUpdates" {
        histogram!(REQUEST_SECONDS, "method" => method.to_owned()).record(took);
    }
    if let Some(kind) = error {
        counter!(ERRORS, "kind" => kind).increment(1);
    }
}

/// Telegram asks to wait.
pub fn retry_after(wait: Duration) {
    if is_on() {
        counter!(RETRY_AFTER).increment(wait.as_secs());
    }
}

/// So many messages of this urgency wait to be sent.
pub fn outbound(urgency: &'static str, count: usize) {
    if is_on() {
        gauge!(OUTBOUND, "urgency" => urgency).set(count as f64);
    }
}

/// Telegram has answered with so many updates.
pub fn updates(count: usize) {
    if is_on() {
        counter!(UPDATES).increment(count as u64);
        gauge!(LAST_POLL).set(count as f64);
    }
}

/// What is looked at when somebody asks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sample {
    /// Bytes of memory.
    pub memory: Option<u64>,
    /// Since Telegram has last answered.
    pub silence: Option<Duration>,
    /// How long the first recall that is due waits.
    pub overdue: Option<Duration>,
    /// Bytes of the store.
    pub store: Option<u64>,
    /// Bytes that are free on its disk.
    pub free: Option<u64>,
    /// Who works here: on shift, off shift.
    pub people: Option<(usize, usize)>,
    /// Recalls that wait.
    pub open: Option<usize>,
}

/// Shows what was looked at; what is not known stays as it was.
pub fn sample(sample: &Sample) {
    let set = |name: &'static str, value: Option<f64>| {
        if let Some(value) = value {
            gauge!(name).set(value);
        }
    };
    set(MEMORY, sample.memory.map(|bytes| bytes as f64));
    set(SILENCE, sample.silence.map(|time| time.as_secs_f64()));
    set(OVERDUE, sample.overdue.map(|time| time.as_secs_f64()));
    set(STORE, sample.store.map(|bytes| bytes as f64));
    set(FREE, sample.free.map(|bytes| bytes as f64));
    set(OPEN, sample.open.map(|count| count as f64));
    if let Some((on, off)) = sample.people {
        gauge!(PEOPLE, "shift" => "on").set(on as f64);
        gauge!(PEOPLE, "shift" => "off").set(off as f64);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_say_what_they_count() {
        let names: BTreeSet<&str> = ALL.iter().map(|metric| metric.name).collect();
        assert_eq!(names.len(), ALL.len(), "a name twice");
        for Metric { name, kind, help, .. } in ALL {
            assert!(name.starts_with("sufler_") || name.starts_with("process_"), "{name}");
            assert_eq!(name.ends_with("_total"), *kind == Kind::Counter, "{name}");
            assert!(!help.is_empty() && !help.ends_with('.') && !help.contains('\n'), "{name}");
            if let Kind::Histogram(bounds) = kind {
                assert!(bounds.is_sorted(), "{name}");
            }
        }
    }
}
