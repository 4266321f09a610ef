//! Notes what was drawn. That a screen was drawn is no change of its own: whoever draws knows it from
//! [`Recent`](super::recent::Recent) at once, and after a lost note it is drawn once more. So these
//! notes wait for a group that is written anyway, and only for a short time: a write and a sync for
//! each of them would cost as much as the turn itself. Of a screen that is drawn again meanwhile only
//! the last drawing is noted.

use std::time::Duration;

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::chat::edge::Drawn;
use crate::domain::audit::Done;
use crate::domain::due;
use crate::domain::people::Person;
use crate::domain::record::Change;
use crate::store::book::Shown;
use crate::store::{Batch, Disk as _};
use crate::trial;

use super::engine::Engine;
use super::news::News;

/// So long a note waits at least: most screens are drawn anew meanwhile, and only the last drawing has
/// to be noted.
const REST: Duration = Duration::from_millis(50);
/// So long it waits for company at most.
const WAIT: Duration = Duration::from_millis(150);

impl Engine {
    /// How long the first drawing may still wait to be noted; none where nothing waits.
    pub(super) fn time_to_note(&self) -> Option<Duration> {
        self.herald.told.recent.unnoted_for().map(|waited| WAIT.saturating_sub(waited))
    }

    /// Notes what waits for it with a group that is written anyway, or when it is time; with the last
    /// group all of it.
    pub(super) fn note_waiting(&mut self, last: bool, now: DateTime<Utc>, news: &mut News) {
        let wait = match self.stage.is_empty() {
            _ if last => Duration::ZERO,
            false => REST,
            true => WAIT,
        };
        let recent = &self.herald.told.recent;
        if recent.unnoted_for().is_none_or(|waited| waited < wait) {
            return;
        }
        for drawn in recent.take_unnoted() {
            self.note(drawn, now, news);
        }
    }

    /// Notes a drawing.
    pub(super) fn note(&mut self, drawn: Drawn, now: DateTime<Utc>, news: &mut News) {
        trial::pass("before-noted");
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
