//! What waits to be done. Jobs that were put in together are seen together: the thread that decides them
//! is awake before the second one could be put in, and would make a group of the first alone.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::meter;

use super::engine::Job;

/// Where jobs are put in.
#[derive(Clone)]
pub struct Jobs(Sender<Vec<Job>>);

/// Where they are taken out, in their order.
pub struct Inbox {
    coming: Receiver<Vec<Job>>,
    there: VecDeque<Job>,
}

/// Nothing waits yet.
pub fn new() -> (Jobs, Inbox) {
    let (sender, coming) = channel();
    (Jobs(sender), Inbox { coming, there: VecDeque::new() })
}

impl Jobs {
    /// Puts jobs in, together. At the end nobody takes them, and whoever waits for them is told by that.
    pub fn put(&self, jobs: Vec<Job>) {
        if !jobs.is_empty() {
            meter::waits(jobs.len() as f64);
            let _ = self.0.send(jobs);
        }
    }
}

impl Inbox {
    /// The next job, if one is there.
    pub fn now(&mut self) -> Option<Job> {
        if self.there.is_empty() {
            self.there.extend(self.coming.try_recv().ok()?);
        }
        self.taken()
    }

    /// The next job, once there is one; none at the end.
    pub fn wait(&mut self) -> Option<Job> {
        if self.there.is_empty() {
            self.there.extend(self.coming.recv().ok()?);
        }
        self.taken()
    }

    /// The next job, if one comes so soon.
    ///
    /// # Errors
    /// The time is up; it is the end.
    pub fn wait_for(&mut self, time: Duration) -> Result<Job, RecvTimeoutError> {
        if self.there.is_empty() {
            self.there.extend(self.coming.recv_timeout(time)?);
        }
        self.taken().ok_or(RecvTimeoutError::Timeout)
    }

    fn taken(&mut self) -> Option<Job> {
        let job = self.there.pop_front()?;
        meter::waits(-1.0);
        Some(job)
    }
}
