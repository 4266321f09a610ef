//! Decides turns, one after another, so that each sees what the one before it changed. A group of them
//! is written as one batch, synced once, and then everybody is told: see [`super::relay`].

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, UnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, anyhow};
use chrono::{DateTime, Duration, Utc};
use tokio::sync::oneshot;

use crate::chat::desk::Desk;
use crate::chat::edge::{Draw, Drawn, Settled};
use crate::chat::event::{Event, Incoming};
use crate::chat::house::House;
use crate::chat::update::{Outcome, update};
use crate::domain::due;
use crate::domain::people::{Person, PersonId};
use crate::domain::record::{Change, Counter};
use crate::meter;
use crate::store::{Batch, Book, Disk, Stage, is_damage};
use crate::trial;
use crate::words::Phrase;

use super::alarms::Bells;
use super::herald::{Group, Herald};
use super::import::{self, Imported, Order};
use super::inbox::Inbox;
use super::mark::Mark;
use super::news::{Made, News, Told, moved_on};
use super::outage::{Outage, is_full};
use super::strangers::Strangers;
use super::{Clock, Dice, desk};

/// So many turns share a write and a sync at most: beyond it the first would wait too long.
const GROUP: usize = 256;
/// So many do not wait for more while nothing is being synced: what fewer share a sync costs more than it
/// gains, and beyond it those behind are decided while these are synced.
const ENOUGH: usize = 64;
/// So many recalls are told of in one turn of the timer.
const TOLD_AT_ONCE: usize = 5_000;
/// Telegram keeps updates for a day; ours are remembered for two.
const SEEN_FOR: Duration = Duration::days(2);
/// So many remembered updates are looked through in one tidying.
const TIDIED: usize = 5_000;
/// So many are glanced at first.
const GLANCED: usize = 50;

/// Something for the thread to do.
pub enum Job {
    /// A person did something, and it was put in at this moment.
    Turn(Box<Incoming>, oneshot::Sender<Settled>, Instant),
    /// The timer has come to a due date.
    Wake(oneshot::Sender<()>),
    /// Something was drawn, and is noted with the group.
    Drawn(Drawn),
    /// Screens were drawn: they are noted when it is time.
    Unnoted,
    /// The table of a CRM takes the place of the one before.
    Import(Box<Order>, oneshot::Sender<Imported>),
    /// Old things can be forgotten.
    Tidy,
    /// What was held for want of room comes again from here on.
    Again,
    /// Somebody asks whether the thread is alive.
    Ping(oneshot::Sender<()>),
    /// The end.
    Stop,
}

/// What decides turns.
pub struct Engine {
    pub(super) house: Arc<House>,
    pub(super) herald: Herald,
    pub(super) stage: Arc<Stage>,
    pub(super) book: Book,
    pub(super) dice: Dice,
    pub(super) bells: Bells,
    pub(super) strangers: Strangers,
    pub(super) outage: Outage,
    /// A former version noted updates in its own way; none are added to these.
    old_notes: bool,
    /// How many groups were written.
    groups: u64,
}

impl Engine {
    /// An engine over this disk.
    pub fn new(
        house: Arc<House>,
        disk: Arc<dyn Disk>,
        clock: Clock,
        dice: Dice,
        told: Told,
    ) -> Self {
        let stage = Arc::new(Stage::new(disk.clone()));
        let book = Book::new(stage.clone());
        // What cannot be read now is read when it is asked for.
        let old_notes = book.has_seen_before().unwrap_or(true);
        Engine {
            herald: Herald { house: house.clone(), disk, clock, told, lost: false },
            house,
            stage,
            book,
            dice,
            bells: Bells::default(),
            strangers: Strangers::default(),
            outage: Outage::default(),
            old_notes,
            groups: 0,
        }
    }

    /// Who makes its groups durable and tells of them.
    pub fn herald(&self) -> Herald {
        self.herald.clone()
    }

    /// Waits for jobs, decides them and writes what they change. While the group before it is being
    /// synced (`is_free` says when it is not any more) a group grows as long as there are jobs.
    pub fn group(&mut self, inbox: &mut Inbox, is_free: impl Fn() -> bool) -> Group {
        let Some(first) = self.next(inbox) else { return Group { last: true, ..Group::default() } };
        let mut news = News::default();
        let now = (self.herald.clock)();
        self.outage.take_drawn().into_iter().for_each(|drawn| self.note(drawn, now, &mut news));
        let mut going = first.is_none_or(|first| self.take(first, &mut news));
        let mut count = 1;
        while going && count < GROUP && !(count >= ENOUGH && is_free()) {
            let Some(job) = inbox.now() else { break };
            going = self.take(job, &mut news);
            count += 1;
        }
        meter::group(count);
        self.note_waiting(!going, now, &mut news);
        Group { last: !going, ..self.write(news) }
    }

    /// Prepares one job; false at the end.
    fn take(&mut self, job: Job, news: &mut News) -> bool {
        let now = (self.herald.clock)();
        match job {
            Job::Turn(incoming, sender, since) => {
                let mark = Mark::new(&incoming, since);
                if self.has_to_hold() {
                    self.hold(sender, &incoming, &mark);
                    return true;
                }
                let settled = caught(AssertUnwindSafe(|| self.turn(&incoming, now, news)));
                match settled {
                    Ok(settled) => news.settled.push(Made { sender, incoming, settled, mark }),
                    // The sender is dropped: the edge knows that the turn was not made.
                    Err(fault) => {
                        tracing::error!(fault = %format_args!("{fault:#}"), "a turn was not made");
                        mark.told("lost");
                    }
                }
            }
            Job::Wake(sender) => {
                if let Err(fault) = caught(AssertUnwindSafe(|| self.wake(now, news))) {
                    tracing::error!(
                        fault = %format_args!("{fault:#}"),
                        "due recalls were not told of"
                    );
                }
                if let Err(fault) = self.ring(now, news) {
                    tracing::error!(fault = %format_args!("{fault:#}"), "alarms did not go off");
                }
                news.woken.push(sender);
            }
            Job::Drawn(drawn) => self.note(drawn, now, news),
            Job::Unnoted => {}
            Job::Import(order, sender) => {
                if self.has_to_hold() {
                    // The sender is dropped: nothing was made of it.
                    tracing::warn!("there is no room for the table of a CRM");
                    return true;
                }
                match caught(AssertUnwindSafe(|| self.import(*order, now))) {
                    Ok(imported) => news.imported.push((sender, imported)),
                    Err(fault) => {
                        let fault = format_args!("{fault:#}");
                        tracing::error!(%fault, "the table of a CRM was not taken in");
                    }
                }
            }
            Job::Tidy => {
                if let Err(fault) = self.tidy(now) {
                    tracing::error!(
                        fault = %format_args!("{fault:#}"),
                        "old updates were not forgotten"
                    );
                }
            }
            Job::Again => self.outage.again(),
            // Told of with the others: whether also the disk goes on is what is asked.
            Job::Ping(sender) => news.pinged.push(sender),
            Job::Stop => return false,
        }
        true
    }

    /// Writes what is prepared. Where there is no room, it is held; where the disk fails, it is lost.
    fn write(&mut self, mut news: News) -> Group {
        let batch = self.stage.take();
        if batch.is_empty() {
            return Group { news, ..Group::default() };
        }
        trial::pass("before-write");
        self.groups += 1;
        news.group = self.groups;
        let recent = self.herald.told.recent.clone();
        recent.begins(news.group, &news.draws);
        let since = Instant::now();
        match self.herald.disk.write(batch) {
            Ok(()) => {
                if self.outage.written() {
                    tracing::info!("there is room on the disk again");
                }
                return Group { news, written: Some(since.elapsed()), last: false };
            }
            Err(fault) => {
                for draw in recent.is_over(news.group) {
                    let _ = self.herald.told.draws.send(draw);
                }
                meter::flush(since.elapsed(), false);
                if is_full(&fault) {
                    self.keep(news, &fault)
                } else {
                    self.herald.lose(&news, &fault)
                }
            }
        }
        Group::default()
    }

    fn turn(
        &mut self,
        incoming: &Incoming,
        now: DateTime<Utc>,
        news: &mut News,
    ) -> Result<Settled> {
        let book = &self.book.for_one_turn();
        let seen = |update| match self.old_notes {
            true => book.seen(update),
            false => book.seen_in_block(update),
        };
        if let Some(update) = incoming.update
            && seen(update)?
        {
            return Ok(Settled { skipped: true, ..Settled::default() });
        }
        let who = incoming.who.id;
        let (instead, shut) = self.strangers.without_token(incoming, now).unzip();
        let incoming = instead.as_ref().unwrap_or(incoming);
        let desk = self.desk(who)?;
        let decided = self.decide(book, desk, incoming, now).and_then(|outcome| {
            let mut batch = Batch::new();
            book.put(&mut batch, &outcome.changes)?;
            Ok((outcome, batch))
        });
        let (mut outcome, mut batch) = match decided {
            Ok(decided) => decided,
            Err(fault) => {
                meter::fault();
                let update = incoming.update;
                let fault = format_args!("{fault:#}");
                tracing::error!(person = who.0, update, %fault, "a turn failed");
                let excuse = match self.excuse(incoming) {
                    Ok(outcome) => outcome,
                    // Damage in what concerns one person must not stop the work of all.
                    Err(fault) if is_damage(&fault) => Outcome::default(),
                    Err(fault) => return Err(fault),
                };
                (excuse, Batch::new())
            }
        };
        // What a stranger does changes nothing: it may come again, and it leaves no mark.
        if outcome.stranger.is_some() {
            self.strangers.met(who, &mut outcome, shut, now);
        } else if let Some(update) = incoming.update {
            book.put_seen(&mut batch, update, now)?;
        }
        news.draws.extend(self.missed(who, &outcome.changes)?);
        if let Some(desk) = &outcome.desk {
            self.book.put_desk(&mut batch, who, &desk::write(desk)?)?;
            news.draws.push(Draw::Screen(who));
        }
        for other in others(&outcome.changes, who) {
            // What he may see has changed: his screen is drawn anew, where it stands. Two ahead, so
            // that the key under his finger is an old one, and no second tap on it.
            if let Some(mut desk) = self.desk(other)? {
                desk.stamp = desk.stamp.wrapping_add(2);
                desk.remarks.clear();
                self.book.put_desk(&mut batch, other, &desk::write(&desk)?)?;
                news.draws.push(Draw::Screen(other));
            }
        }
        for (other, desk) in &outcome.desks {
            self.book.put_desk(&mut batch, *other, &desk::write(desk)?)?;
            news.draws.push(Draw::Screen(*other));
        }
        self.stage.write(batch)?;
        news.follow(&outcome.changes);
        news.draws.extend(outcome.menus.iter().map(|id| Draw::Menu(*id)));
        let toast = outcome.toast.map(|toast| self.house.words.say(&outcome.lang, &toast));
        let once = outcome.once.map(|view| (view, outcome.lang));
        Ok(Settled { toast, once, ..Settled::default() })
    }

    /// What was not drawn for somebody who could not be written to, and now can again.
    fn missed(&self, who: PersonId, changes: &[Change]) -> Result<Vec<Draw>> {
        let there =
            |change: &Change| matches!(change, Change::Person(p) if p.id == who && !p.unreachable);
        if !changes.iter().any(there) || self.book.person(who)?.is_none_or(|was| !was.unreachable) {
            return Ok(Vec::new());
        }
        let notices = self.book.undrawn()?.into_iter().filter(|notice| notice.to == who);
        let notices = notices.map(|notice| Draw::of(&notice));
        Ok([Draw::Screen(who)].into_iter().chain(notices).collect())
    }

    /// A person's desk; one that is damaged is begun anew.
    fn desk(&self, who: PersonId) -> Result<Option<Desk>> {
        match self.book.desk(who) {
            Ok(bytes) => Ok(bytes.map(|bytes| desk::read(&bytes))),
            Err(fault) if is_damage(&fault) => {
                let fault = format_args!("{fault:#}");
                tracing::error!(person = who.0, %fault, "the desk is damaged, begun anew");
                Ok(None)
            }
            Err(fault) => Err(fault),
        }
    }

    fn decide(
        &mut self,
        book: &Book,
        desk: Option<Desk>,
        incoming: &Incoming,
        now: DateTime<Utc>,
    ) -> Result<Outcome> {
        let (house, dice) = (&self.house, &mut self.dice);
        let turn = AssertUnwindSafe(|| update(house, book, desk, incoming, now, &mut **dice));
        caught(turn)
    }

    /// What a person sees after a fault of ours: the same screen, with a word of regret.
    fn excuse(&self, incoming: &Incoming) -> Result<Outcome> {
        let Some(person) = self.book.person(incoming.who.id)?.filter(|p| !p.left) else {
            return Ok(Outcome::default());
        };
        let mut desk = self.desk(person.id)?.unwrap_or_default();
        desk.stamp = desk.stamp.wrapping_add(1);
        if !matches!(incoming.event, Event::Press(_) | Event::OldKey) {
            desk.below = desk.stamp;
        }
        desk.remarks = vec![Phrase::new("fault")];
        let toast = Some(Phrase::new("fault"));
        Ok(Outcome { desk: Some(desk), toast, lang: person.lang, ..Outcome::default() })
    }

    fn wake(&mut self, now: DateTime<Utc>, news: &mut News) -> Result<()> {
        let woken = self.book.woken(now, TOLD_AT_ONCE)?;
        let due: HashMap<_, _> = woken.recalls.iter().map(|r| (r.id, r.wake)).collect();
        let mut batch = Batch::new();
        for key in woken.stray {
            tracing::error!("a due date leads to no readable recall; it is dropped");
            batch.delete(key);
        }
        let owners: HashMap<_, _> = woken.recalls.iter().map(|r| (r.id, r.owner)).collect();
        let people: Vec<Person> = self.book.people()?;
        let next = self.book.next(Counter::Notice)?;
        let (campaign, places) = (&self.house.campaign, &self.house.places);
        let mut changes =
            due::tell(woken.recalls, &people, campaign, places, &self.book, now, next)?;
        changes.extend(moved_on(&owners, &changes, now));
        self.book.put(&mut batch, &changes)?;
        self.stage.write(batch)?;
        news.follow(&changes);
        news.tell_late(&changes, &due);
        news.wakes = true;
        Ok(())
    }

    fn import(&mut self, order: Order, now: DateTime<Utc>) -> Result<Imported> {
        let campaign = &self.house.campaign.id;
        let (changes, imported) = import::changes(&self.book, campaign, order, now)?;
        let mut batch = Batch::new();
        self.book.put(&mut batch, &changes)?;
        self.stage.write(batch)?;
        Ok(imported)
    }

    fn tidy(&mut self, now: DateTime<Utc>) -> Result<()> {
        let before = now - SEEN_FOR;
        // Mostly there is nothing old: a few of the first are looked at, and that is all.
        if self.book.forget_seen(&mut Batch::new(), before, GLANCED)? == 0 {
            return Ok(());
        }
        let mut batch = Batch::new();
        self.book.forget_seen(&mut batch, before, TIDIED)?;
        self.stage.write(batch)
    }
}

/// Whom of others these changes give or take a role. Whoever is forgotten has no screen any more.
fn others(changes: &[Change], me: PersonId) -> impl Iterator<Item = PersonId> {
    changes.iter().filter_map(move |change| match change {
        Change::Person(person) if person.id != me && !person.name.is_empty() => Some(person.id),
        _ => None,
    })
}

/// A panic is a fault like others: it ends one turn, not the bot. Where it was the log says; what
/// it says may quote people.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T> + UnwindSafe) -> Result<T> {
    catch_unwind(work).unwrap_or_else(|_| Err(anyhow!("a panic")))
}
