//! Carries out what the [`Queue`] lets go, many chats at once.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio::task::{Id, JoinError, JoinSet, yield_now};
use tokio::time::{Instant, sleep_until};

use crate::chat::edge::Draw;
use crate::chat::edge::PersonId;
use crate::chat::view::View;
use crate::meter;

use super::crowd::Crowd;
use super::draw::Artist;
use super::job::{Job, Lane, Manner, Outcome, Report};
use super::limiter::{Pace, Urgency};
use super::queue::{Next, Queue};
use super::{Say, Stop};

/// A message that is not remembered: for whom, what, in which language.
pub(super) type Once = (PersonId, View, String);

/// Draws until it is told to stop; then what waits still, as far as the time allows.
pub(super) struct Outbound<W> {
    artist: Arc<Artist<W>>,
    queue: Queue,
    crowd: Arc<Crowd>,
    running: JoinSet<Report>,
    lanes: HashMap<Id, Lane>,
}

impl<W: Say> Outbound<W> {
    /// What was left over from before the start is drawn too, after what people ask for meanwhile.
    pub(super) fn new(
        artist: Arc<Artist<W>>,
        undrawn: Vec<Draw>,
        pace: Pace,
        crowd: Arc<Crowd>,
    ) -> Self {
        let now = Instant::now();
        let queue = Queue::new(pace, now);
        let (running, lanes) = (JoinSet::new(), HashMap::new());
        let mut all = Outbound { artist, queue, crowd, running, lanes };
        undrawn.into_iter().for_each(|draw| all.add(draw, true));
        for (lang, commands) in all.artist.stage.command_sets(None) {
            if lang == "en" {
                all.queue.add(Lane::Chores, Job::Commands(None, commands.clone()), now);
            }
            all.queue.add(Lane::Chores, Job::Commands(Some(lang), commands), now);
        }
        all
    }

    /// Something to draw; what waits already for long gives way to what people ask for now.
    fn add(&mut self, draw: Draw, late: bool) {
        let late = late || matches!(draw, Draw::Screen(who) if self.crowd.has(who));
        let (lane, job) = match draw {
            Draw::Screen(who) => (Lane::Chat(who), Job::Screen(Manner::default())),
            Draw::Notice(id, who) => (Lane::Chat(who), Job::Notice(id, Manner::default())),
            Draw::File(id, who) => (Lane::Files, Job::File(id, who, Manner::default())),
            Draw::Menu(who) => (Lane::Chores, Job::Menu(who)),
            Draw::Full(who) => match self.artist.stage.full(who) {
                Ok(Some(full)) => return self.add_once((who, full.0, full.1), Urgency::Later),
                Ok(None) => return,
                Err(error) => {
                    let fault = format_args!("{error:#}");
                    return tracing::error!(%fault, "cannot read how to tell of a full disk");
                }
            },
        };
        let now = Instant::now();
        if late { self.queue.add_later(lane, job, now) } else { self.queue.add(lane, job, now) }
    }

    fn add_once(&mut self, (who, view, lang): Once, urgency: Urgency) {
        let job = Job::Once(Box::new(view), lang, Manner::default());
        self.queue.add_as(Lane::Chat(who), job, urgency, Instant::now());
    }

    /// The loop. `stop` says until when to go on once everything is to end.
    pub(super) async fn run(
        mut self,
        mut draws: mpsc::UnboundedReceiver<Draw>,
        mut once: mpsc::UnboundedReceiver<Once>,
        mut stop: watch::Receiver<Stop>,
    ) {
        loop {
            while let Ok(draw) = draws.try_recv() {
                self.add(draw, false);
            }
            while let Ok(message) = once.try_recv() {
                self.add_once(message, Urgency::Stranger);
            }
            let wake = match self.queue.next(Instant::now()) {
                Next::Do(lane, job) => {
                    self.begin(lane, job);
                    // What has come in goes first: its turns are made while the rest is drawn.
                    yield_now().await;
                    continue;
                }
                Next::Wait(until) => Some(until),
                Next::Idle => None,
            };
            if meter::is_on() {
                self.queue.waiting().into_iter().for_each(|(u, count)| meter::outbound(u, count));
            }
            let deadline = *stop.borrow();
            if deadline.is_some_and(|at| self.queue.is_calm() || Instant::now() >= at) {
                return;
            }
            let wake = [wake, deadline].into_iter().flatten().min();
            tokio::select! {
                Some(draw) = draws.recv() => self.add(draw, false),
                Some(message) = once.recv() => self.add_once(message, Urgency::Stranger),
                Some(ended) = self.running.join_next_with_id() => self.ended(ended),
                Ok(()) = stop.changed() => {}
                () = sleep_until(wake.unwrap_or_else(Instant::now)), if wake.is_some() => {}
                else => return,
            }
        }
    }

    fn begin(&mut self, lane: Lane, job: Job) {
        let artist = Arc::clone(&self.artist);
        let task = self.running.spawn(async move { artist.carry_out(lane, job).await });
        self.lanes.insert(task.id(), lane);
    }

    fn ended(&mut self, ended: Result<(Id, Report), JoinError>) {
        let (id, report) = ended.unwrap_or_else(|error| {
            // The state that cannot be drawn is passed over; the next one gets its chance.
            tracing::error!(panic = error.is_panic(), "a drawing broke down");
            (error.id(), Report { spent: true, end: Outcome::Over(None) })
        });
        if let Some(lane) = self.lanes.remove(&id) {
            self.queue.ended(lane, report, Instant::now());
        }
    }
}
