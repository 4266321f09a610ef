//! What is looked at only when somebody reads the figures.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::meter::Sample;
use crate::store::room;

use super::Vitals;
use super::vitals::Parts;

/// Counting all open recalls reads their index: once in a minute is enough.
const COUNTING: Duration = Duration::from_secs(60);

/// When the open recalls were last counted.
#[derive(Default)]
pub(super) struct Seldom(Mutex<Option<Instant>>);

impl Seldom {
    /// Whether it is time; then the next time is a minute later.
    fn is_due(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|at| at.elapsed() >= COUNTING);
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}

impl Vitals {
    /// What is known without asking, and what the store answers in time.
    pub(super) async fn look(&self) -> Sample {
        let count = self.parts.get().is_some() && self.seldom.is_due();
        let kept = self.ask(move |data, parts| look(data, parts, count)).await.unwrap_or_default();
        Sample { memory: memory(), silence: Some(self.silence().unwrap_or(self.age())), ..kept }
    }
}

fn look(data: &Path, parts: Option<&Parts>, count: bool) -> Sample {
    let free = room::free(data).ok();
    let Some(parts) = parts else { return Sample { free, ..Sample::default() } };
    let book = parts.app.book();
    let people = book.people().ok().map(|people| {
        let here = people.iter().filter(|person| !person.left);
        let (on, off): (Vec<_>, Vec<_>) = here.partition(|person| person.on_shift);
        (on.len(), off.len())
    });
    Sample {
        free,
        overdue: parts.lateness().ok(),
        store: parts.disk.size().ok(),
        people,
        open: count.then(|| book.count_open().ok()).flatten(),
        ..Sample::default()
    }
}

/// Bytes of memory that the process has; none where the system does not say it so.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024)
}
