//! What is told once a group of turns is on disk, and to whom.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{Notify, oneshot};

use crate::chat::edge::{Draw, Drawn, Draws, Settled};
use crate::chat::event::Incoming;
use crate::chat::taught;
use crate::domain::audit::{Deed, Done};
use crate::domain::people::PersonId;
use crate::domain::recall::{Recall, RecallId, State};
use crate::domain::record::Change;
use crate::meter;

use super::import::Imported;
use super::mark::{Mark, outcome};
use super::recent::Recent;

/// Who is told.
#[derive(Clone)]
pub struct Told {
    /// The edges.
    pub draws: Draws,
    /// The timer.
    pub wakes: Arc<Notify>,
    /// Whoever draws.
    pub recent: Arc<Recent>,
    /// Whoever ends the program when the store cannot go on.
    pub broken: Arc<Notify>,
}

/// A turn that is prepared.
pub struct Made {
    pub sender: oneshot::Sender<Settled>,
    pub incoming: Box<Incoming>,
    pub settled: Settled,
    pub mark: Mark,
}

/// What is told once a group is on disk.
#[derive(Default)]
pub struct News {
    /// The number of the group.
    pub group: u64,
    pub settled: Vec<Made>,
    pub woken: Vec<oneshot::Sender<()>>,
    /// Who asks whether the threads of turns are alive.
    pub pinged: Vec<oneshot::Sender<()>>,
    /// Recalls that are told of, and since when they were due.
    pub late: Vec<(&'static str, DateTime<Utc>)>,
    pub draws: Vec<Draw>,
    pub drawn: Vec<Drawn>,
    /// How long after they were made notices were first drawn.
    pub noticed: Vec<Duration>,
    /// Tables of CRMs that were taken in.
    pub imported: Vec<(oneshot::Sender<Imported>, Imported)>,
    /// What the timer waits for may have changed.
    pub wakes: bool,
    /// What concerns what guesses are taught.
    pub taught: Vec<Change>,
}

impl News {
    /// There is nothing to tell.
    pub fn is_empty(&self) -> bool {
        let News {
            group: _,
            settled,
            woken,
            pinged,
            late,
            draws,
            drawn,
            noticed,
            imported,
            wakes,
            taught,
        } = self;
        settled.is_empty()
            && woken.is_empty()
            && pinged.is_empty()
            && late.is_empty()
            && draws.is_empty()
            && drawn.is_empty()
            && noticed.is_empty()
            && imported.is_empty()
            && !wakes
            && taught.is_empty()
    }

    /// What changes ask of the edges and the timer.
    pub fn follow(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Notice(notice) if notice.is_dirty() => {
                    self.draws.push(Draw::of(notice));
                }
                Change::Recall(_) | Change::Alarm(_) => self.wakes = true,
                change if taught::concerns(change) => self.taught.push(change.clone()),
                _ => {}
            }
        }
    }

    /// Notes how late the recalls are that somebody is told of now.
    pub fn tell_late(
        &mut self,
        changes: &[Change],
        due: &HashMap<RecallId, Option<DateTime<Utc>>>,
    ) {
        for change in changes {
            let Change::Recall(recall) = change else { continue };
            let told = match recall.state {
                State::Told => "reminder",
                State::Overdue => "alert",
                _ => continue,
            };
            self.late.extend(due.get(&recall.id).copied().flatten().map(|at| (told, at)));
        }
    }

    /// Tells everybody: the group is on disk.
    pub fn tell(self, told: &Told, now: DateTime<Utc>) {
        told.recent.is_over(self.group);
        for draw in self.draws {
            let _ = told.draws.send(draw);
        }
        // The first one last: an edge that waits for them in their order is woken once, not by each.
        for Made { sender, settled, mark, .. } in self.settled.into_iter().rev() {
            let outcome = outcome(&settled);
            let _ = sender.send(settled);
            mark.told(outcome);
        }
        for (sender, imported) in self.imported {
            let _ = sender.send(imported);
        }
        for sender in self.woken.into_iter().chain(self.pinged) {
            let _ = sender.send(());
        }
        for drawn in self.drawn {
            told.recent.settle(drawn);
        }
        if self.wakes {
            told.wakes.notify_one();
        }
        self.noticed.into_iter().for_each(meter::notice);
        for (told, due) in self.late {
            meter::recall(told, (now - due).to_std().unwrap_or_default());
        }
    }
}

/// What the audit trail notes of recalls that came due: whose they are now.
pub fn moved_on(
    owners: &HashMap<RecallId, PersonId>,
    changes: &[Change],
    at: DateTime<Utc>,
) -> Vec<Change> {
    let handed = changes.iter().filter_map(|change| match change {
        Change::Recall(recall) if owners.get(&recall.id) != Some(&recall.owner) => Some(recall),
        _ => None,
    });
    let deed = |r: &Recall| Deed::RecallHanded { lead: r.lead, recall: r.id, to: r.owner };
    handed.map(|recall| Change::Audit(Done { at, by: None, deed: deed(recall) })).collect()
}
