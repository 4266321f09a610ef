//! Notes what was drawn. That a screen was drawn is no change of its own: whoever draws knows it from
//! [`Recent`](super::recent::Recent) at once, and after a lost note it is drawn once more. So these
//! notes wait for a group that is written anyway, and only for a short time: a write and a sync for
//! each of them would cost as much as the turn itself.

use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::chat::edge::Drawn;
use crate::domain::audit::Done;
use crate::domain::due;
use crate::domain::people::Person;
use crate::domain::record::Change;
use crate::store::book::Shown;
use crate::store::{Batch, Disk as _};

use super::engine::Engine;
use super::news::News;

/// So long a note waits for company at most.
const WAIT: Duration = Duration::from_millis(100);

/// Screens that were drawn, and are not noted.
#[derive(Default)]
pub struct Noting {
    waiting: Vec<Drawn>,
    since: Option<Instant>,
}

impl Noting {
    /// Takes in what can wait; gives back what cannot.
    pub fn keep(&mut self, drawn: Drawn) -> Option<Drawn> {
        if !matches!(drawn, Drawn::Screen { .. }) {
            return Some(drawn);
        }
        self.since.get_or_insert_with(Instant::now);
        self.waiting.push(drawn);
        None
    }

    /// How long the first of them still waits; none where nothing does.
    pub fn left(&self) -> Option<Duration> {
        self.since.map(|since| WAIT.saturating_sub(since.elapsed()))
    }

    /// All that waits, taken out.
    pub fn take(&mut self) -> Vec<Drawn> {
        self.since = None;
        std::mem::take(&mut self.waiting)
    }
}

impl Engine {
    /// Notes what waits for it with a group that is written anyway, or when it is time.
    pub(super) fn note_waiting(&mut self, company: bool, now: DateTime<Utc>, news: &mut News) {
        if company || self.noting.left().is_some_and(|left| left.is_zero()) {
            self.noting.take().into_iter().for_each(|drawn| self.note(drawn, now, news));
        }
    }

    /// Notes a drawing.
    pub(super) fn note(&mut self, drawn: Drawn, now: DateTime<Utc>, news: &mut News) {
        news.drawn.push(drawn);
        if let Err(fault) = self.drawn(drawn, now, news) {
            tracing::error!(fault = %format_args!("{fault:#}"), "a drawing was not noted");
        }
    }

    fn drawn(&mut self, drawn: Drawn, now: DateTime<Utc>, news: &mut News) -> Result<()> {
        let mut batch = Batch::new();
        match drawn {
            // A desk that is gone was somebody's who was forgotten while it was drawn.
            Drawn::Screen { who, .. } if matches!(self.book.desk(who), Ok(None)) => {}
            Drawn::Screen { who, message, stamp, keys } => {
                self.book.put_shown(&mut batch, who, Shown { message, stamp, keys })?;
            }
            Drawn::Notice { id, message, stamp } => {
                let Some(mut notice) = self.book.notice(id)? else { return Ok(()) };
                if notice.shown.is_none() {
                    news.noticed.push((now - notice.at).to_std().unwrap_or_default());
                }
                notice.shown = Some((message, stamp));
                let by = Some(notice.to);
                let mut changes = vec![Change::Notice(notice)];
                let deed = self.told.recent.given(id);
                changes.extend(deed.map(|deed| Change::Audit(Done { at: now, by, deed })));
                self.book.put(&mut batch, &changes)?;
            }
            Drawn::Unreachable(who) => {
                let person = self.book.person(who)?.filter(|person| !person.unreachable);
                let Some(person) = person else { return Ok(()) };
                let mut changes = vec![Change::Person(Person { unreachable: true, ..person })];
                changes.extend(due::let_go(self.book.recalls_of(who, usize::MAX)?, now));
                self.book.put(&mut batch, &changes)?;
                news.follow(&changes);
            }
        }
        self.stage.write(batch)
    }
}
