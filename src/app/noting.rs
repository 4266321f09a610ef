//! Notes what was drawn. That a screen was drawn is no change of its own: whoever draws knows it from
//! [`Recent`](super::recent::Recent) at once, and after a lost note it is drawn once more. So these
//! notes wait for a group that is written anyway, and only for a short time: a write and a sync for
//! each of them would cost as much as the turn itself. Of a screen that is drawn again meanwhile only
//! the last drawing is noted.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::chat::edge::Drawn;
use crate::domain::audit::Done;
use crate::domain::due;
use crate::domain::people::{Person, PersonId};
use crate::domain::record::Change;
use crate::store::book::Shown;
use crate::store::{Batch, Disk as _};

use super::engine::Engine;
use super::news::News;

/// So long a note waits at least: most screens are drawn anew meanwhile, and only the last drawing has
/// to be noted.
const REST: Duration = Duration::from_millis(50);
/// So long it waits for company at most.
const WAIT: Duration = Duration::from_millis(150);

/// Screens that were drawn, and are not noted.
#[derive(Default)]
pub struct Noting {
    waiting: BTreeMap<PersonId, Drawn>,
    since: Option<Instant>,
}

impl Noting {
    /// Takes in what can wait; gives back what cannot.
    pub fn keep(&mut self, drawn: Drawn) -> Option<Drawn> {
        let Drawn::Screen { who, .. } = drawn else { return Some(drawn) };
        self.since.get_or_insert_with(Instant::now);
        self.waiting.insert(who, drawn);
        None
    }

    /// How long the first of them still waits; none where nothing does.
    pub fn left(&self) -> Option<Duration> {
        self.since.map(|since| WAIT.saturating_sub(since.elapsed()))
    }

    /// All that waits, if the first of it has waited so long; taken out.
    fn after(&mut self, wait: Duration) -> BTreeMap<PersonId, Drawn> {
        match self.since {
            Some(since) if since.elapsed() >= wait => {
                self.since = None;
                std::mem::take(&mut self.waiting)
            }
            _ => BTreeMap::new(),
        }
    }
}

impl Engine {
    /// Notes what waits for it with a group that is written anyway, or when it is time; with the last
    /// group all of it.
    pub(super) fn note_waiting(&mut self, last: bool, now: DateTime<Utc>, news: &mut News) {
        let wait = match self.stage.is_empty() {
            _ if last => Duration::ZERO,
            false => REST,
            true => WAIT,
        };
        for drawn in self.noting.after(wait).into_values() {
            self.note(drawn, now, news);
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
                let deed = self.herald.told.recent.given(id);
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
