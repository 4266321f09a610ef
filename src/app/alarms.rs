//! Alarms that go off: each is a turn of its own, so that a fault in one stops no other.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};

use crate::chat::edge::Draw;
use crate::chat::ring::ring;
use crate::domain::alarm::{Alarm, Subject};
use crate::domain::record::Change;
use crate::meter;
use crate::store::{Batch, Disk};

use super::desk;
use super::engine::{Engine, caught};
use super::news::News;

/// So many alarms go off in one turn of the timer.
const RUNG_AT_ONCE: usize = 1_000;
/// After a fault an alarm goes off again so much later, and twice as much after each other one.
const AGAIN: Duration = Duration::seconds(10);
/// So often it is put off twice as long: then it stays at some three hours.
const DOUBLED: u32 = 10;

/// The alarms at which there was a fault, and how often in a row.
#[derive(Default)]
pub struct Bells(HashMap<Subject, u32>);

impl Engine {
    /// Lets everything go off whose time has come.
    pub(super) fn ring(&mut self, now: DateTime<Utc>, news: &mut News) -> Result<()> {
        let rung = self.book.rung(now, RUNG_AT_ONCE)?;
        let mut batch = Batch::new();
        for key in rung.stray {
            tracing::error!("an entry leads to no readable alarm; it is dropped");
            batch.delete(key);
        }
        self.stage.write(batch)?;
        for alarm in rung.alarms {
            match caught(AssertUnwindSafe(|| self.ring_one(&alarm, now, news))) {
                Ok(()) => drop(self.bells.0.remove(&alarm.subject)),
                Err(fault) => self.put_off(&alarm, now, &fault)?,
            }
        }
        news.wakes = true;
        Ok(())
    }

    fn ring_one(&mut self, alarm: &Alarm, now: DateTime<Utc>, news: &mut News) -> Result<()> {
        // One before it in this group may have moved it or taken it out.
        if self.book.alarm(alarm.subject)? != Some(*alarm) {
            return Ok(());
        }
        let rung = ring(&self.house, &self.book, alarm, now, &mut *self.dice)?;
        let mut batch = Batch::new();
        self.book.put(&mut batch, &rung.changes)?;
        let mut draws = Vec::new();
        for (who, desk) in &rung.desks {
            let before = self.book.desk(*who)?.map(|bytes| desk::read(&bytes).stamp);
            if before != Some(desk.stamp) {
                draws.push(Draw::Screen(*who));
            }
            self.book.put_desk(&mut batch, *who, &desk::write(desk)?)?;
        }
        self.stage.write(batch)?;
        news.draws.append(&mut draws);
        news.follow(&rung.changes);
        Ok(())
    }

    /// After a fault of ours: what the alarm is about is not forgotten, and does not keep the bot busy.
    fn put_off(&mut self, alarm: &Alarm, now: DateTime<Utc>, fault: &anyhow::Error) -> Result<()> {
        meter::fault();
        let (subject, fault) = (alarm.subject, format_args!("{fault:#}"));
        tracing::error!(?subject, %fault, "an alarm came to nothing; it goes off again later");
        let times = self.bells.0.entry(subject).or_default();
        let at = now + AGAIN * (1 << (*times).min(DOUBLED));
        *times += 1;
        let mut batch = Batch::new();
        self.book.put(&mut batch, &[Change::Alarm(Alarm { subject, at })])?;
        self.stage.write(batch)
    }
}
