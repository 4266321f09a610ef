//! Sleeps until the next due date and has it told. There is no polling over records: the store
//! keeps its due dates in order, and says when the first of them may have changed.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, Utc};
use tokio::sync::{Notify, oneshot};

/// What the timer waits for.
pub trait Due: Send + Sync + 'static {
    /// The first moment at which something is due.
    ///
    /// # Errors
    /// The store's.
    fn next(&self) -> Result<Option<DateTime<Utc>>>;
    /// Has everything told that is due; resolves when that is on disk.
    fn wake(&self) -> oneshot::Receiver<()>;
    /// Notified when the first moment may have changed.
    fn changed(&self) -> Arc<Notify>;
    /// Has old things forgotten; now and then.
    fn tidy(&self);
    /// The moment, UTC.
    fn now(&self) -> DateTime<Utc>;
}

/// The longest sleep: a clock that was set forward is noticed after it.
pub const LONGEST: Duration = Duration::from_secs(20);
/// How long a fault of the store is left alone before the next try.
const PAUSE: Duration = Duration::from_secs(1);
/// How often old things are forgotten: often enough that the marks of somebody who wrote without end
/// are gone some hours after their time.
const TIDYING: Duration = Duration::from_secs(30);

/// Runs until it is dropped. Sleeps for `longest` at most, usually [`LONGEST`].
pub async fn run(due: Arc<dyn Due>, longest: Duration) {
    let changed = due.changed();
    let mut tidied = tokio::time::Instant::now();
    loop {
        if tidied.elapsed() >= TIDYING {
            due.tidy();
            tidied = tokio::time::Instant::now();
        }
        let wait = match due.next() {
            Ok(Some(at)) => match (at - due.now()).to_std() {
                Ok(left) if !left.is_zero() => left.min(longest),
                _ => {
                    if due.wake().await.is_err() || still_due(&*due, at) {
                        tokio::time::sleep(PAUSE).await;
                    }
                    continue;
                }
            },
            Ok(None) => longest,
            Err(fault) => {
                let fault = format_args!("{fault:#}");
                tracing::error!(%fault, "the due dates cannot be read");
                PAUSE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = changed.notified() => {}
        }
    }
}

/// The same moment is still first: the store did not take what was told.
fn still_due(due: &dyn Due, at: DateTime<Utc>) -> bool {
    matches!(due.next(), Ok(Some(next)) if next == at && next <= due.now() - Duration::from_secs(5))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Instant;

    use super::*;

    /// One due date, and a clock that can be set.
    struct Clock {
        ahead: Mutex<chrono::Duration>,
        due: Mutex<Option<DateTime<Utc>>>,
        woken: Mutex<Vec<DateTime<Utc>>>,
        changed: Arc<Notify>,
    }

    impl Due for Clock {
        fn next(&self) -> Result<Option<DateTime<Utc>>> {
            Ok(*self.due.lock().unwrap())
        }

        fn wake(&self) -> oneshot::Receiver<()> {
            *self.due.lock().unwrap() = None;
            self.woken.lock().unwrap().push(self.now());
            let (done, receiver) = oneshot::channel();
            done.send(()).unwrap();
            receiver
        }

        fn changed(&self) -> Arc<Notify> {
            self.changed.clone()
        }

        fn tidy(&self) {}

        fn now(&self) -> DateTime<Utc> {
            Utc::now() + *self.ahead.lock().unwrap()
        }
    }

    #[tokio::test]
    async fn a_clock_that_is_set_forth_is_noticed_within_the_longest_sleep() {
        let due = Utc::now() + chrono::Duration::days(1);
        let clock = Arc::new(Clock {
            ahead: Mutex::default(),
            due: Mutex::new(Some(due)),
            woken: Mutex::default(),
            changed: Arc::default(),
        });
        let longest = Duration::from_millis(100);
        let timer = tokio::spawn(run(clock.clone(), longest));
        tokio::time::sleep(longest * 2).await;
        // Back, and nothing happens; forth, and it is told once.
        *clock.ahead.lock().unwrap() = chrono::Duration::hours(-1);
        tokio::time::sleep(longest * 2).await;
        assert!(clock.woken.lock().unwrap().is_empty());
        *clock.ahead.lock().unwrap() = chrono::Duration::hours(25);
        let began = Instant::now();
        while clock.woken.lock().unwrap().is_empty() {
            assert!(began.elapsed() < Duration::from_secs(5), "it slept on");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        timer.abort();
        let woken = clock.woken.lock().unwrap().clone();
        assert!(woken.len() == 1 && woken[0] >= due, "{woken:?}");
    }
}
