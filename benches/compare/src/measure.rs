//! What a process has used, what the disk takes for a sync, and the table of it all.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, read_to_string};
use std::io::Write;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{Flags, Result};

/// Clock ticks a second in `/proc`, the same on every Linux.
const TICKS: f64 = 100.0;

/// Seconds that a process has spent, its own and the system's for it.
pub fn cpu_seconds(pid: u32) -> f64 {
    let stat = read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.filter_map(|number| number.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// The most memory that it had, in MiB.
pub fn peak_memory(pid: u32) -> u64 {
    let status = read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|text| text.split_whitespace().next()?.parse().ok()).unwrap_or(0) / 1024
}

/// The value below which this share of them lies, in milliseconds.
pub fn share(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1));
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// Appends 4 KiB and syncs, 40 times a second, as a bot does at 10 loops a second.
pub fn disk(folder: &str, flags: &Flags) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let path = std::path::Path::new(folder).join("sync");
    let mut file = File::create(&path)?;
    let until = Instant::now() + Duration::from_secs_f64(flags.get("seconds", 10.0));
    let mut times = Vec::new();
    while Instant::now() < until {
        let began = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.push(began.elapsed());
        std::thread::sleep(Duration::from_millis(25));
    }
    std::fs::remove_file(path)?;
    let line = serde_json::json!({
        "label": "disk: 4 KiB and a sync", "loops": null,
        "p50": share(&mut times, 0.5), "p99": share(&mut times, 0.99),
    });
    add(&flags.get("out", "runs.jsonl".to_owned()), &line)
}

/// Adds a run to the file.
pub fn add(file: &str, line: &Value) -> Result<()> {
    eprintln!("{line}");
    writeln!(OpenOptions::new().create(true).append(true).open(file)?, "{line}")?;
    Ok(())
}

const COLUMNS: [(&str, &str, usize); 6] = [
    ("loops_per_s", "loops/s", 0),
    ("cpu", "CPU s per 1,000 loops", 3),
    ("calls", "calls a loop", 2),
    ("p50", "p50 ms", 2),
    ("p99", "p99 ms", 2),
    ("memory", "peak MiB", 0),
];

/// The middle of the runs of each label, in the order in which the labels came.
pub fn table(file: &str) -> Result<()> {
    let mut labels: Vec<String> = Vec::new();
    let mut runs: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in read_to_string(file)?.lines() {
        let run: Value = serde_json::from_str(line)?;
        let label = run["label"].as_str().unwrap_or_default().to_owned();
        if !labels.contains(&label) {
            labels.push(label.clone());
        }
        runs.entry(label).or_default().push(run);
    }
    let heads: Vec<&str> = COLUMNS.iter().map(|(_, head, _)| *head).collect();
    println!("| run | {} | rounds |\n|{}", heads.join(" | "), "---|".repeat(COLUMNS.len() + 2));
    for label in labels {
        let runs = &runs[&label];
        let cell = |(key, _, digits): &(&str, &str, usize)| {
            let mut values: Vec<f64> = runs.iter().filter_map(|run| run[*key].as_f64()).collect();
            values.sort_by(f64::total_cmp);
            let middle = values.get(values.len() / 2);
            middle.map_or("–".to_owned(), |value| format!("{value:.digits$}"))
        };
        let cells: Vec<String> = COLUMNS.iter().map(cell).collect();
        println!("| {label} | {} | {} |", cells.join(" | "), runs.len());
    }
    Ok(())
}
