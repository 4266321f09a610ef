//! Makes a group of turns durable, and only then tells everybody.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Error, anyhow};

use crate::chat::house::House;
use crate::meter;
use crate::store::Disk;
use crate::trial;

use super::Clock;
use super::news::{News, Told};

/// Turns that were decided together.
#[derive(Default)]
pub struct Group {
    /// What is told of them.
    pub news: News,
    /// How long it took to write what they change; none: they change nothing.
    pub written: Option<Duration>,
    /// No other group comes after it.
    pub last: bool,
}

impl Group {
    /// Nobody has to know of it.
    pub fn is_empty(&self) -> bool {
        self.written.is_none() && self.news.is_empty()
    }
}

/// Who tells.
#[derive(Clone)]
pub struct Herald {
    pub(super) house: Arc<House>,
    pub(super) disk: Arc<dyn Disk>,
    pub(super) clock: Clock,
    pub(super) told: Told,
    /// A group is not on the disk, and those after it were decided on it.
    pub(super) lost: bool,
}

impl Herald {
    /// Makes a group that is written durable, and only then tells anybody. After one that was lost nobody
    /// is told of anything: also what changes nothing may say what was in it.
    pub fn finish(&mut self, group: Group) {
        if self.lost {
            return self.lose(&group.news, &anyhow!("the turns before these are lost"));
        }
        if let Some(wrote) = group.written {
            trial::pass("before-sync");
            let since = Instant::now();
            let durable = self.disk.sync();
            meter::flush(wrote + since.elapsed(), durable.is_ok());
            if let Err(fault) = durable {
                self.lost = true;
                return self.lose(&group.news, &fault);
            }
        }
        trial::pass("before-told");
        self.teach(&group.news.taught);
        group.news.tell(&self.told, (self.clock)());
        trial::pass("after-told");
    }

    /// A group that will not be on the disk: dropping its senders tells the edges that nothing was made
    /// of these turns.
    pub fn lose(&self, news: &News, fault: &Error) {
        tracing::error!(fault = %format_args!("{fault:#}"), "the store does not write");
        news.settled.iter().for_each(|made| made.mark.told("lost"));
        self.told.broken.notify_one();
    }
}
