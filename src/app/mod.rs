//! The loop of turns, and what holds it together: turns are decided one after another, one write and
//! one sync make a group of them durable, and only then anybody is told.
//!
//! `load` reads rules, words and older versions of scripts; `engine` decides, `herald` makes durable and
//! tells, `relay` is the two threads that do both beside each other, `inbox` is where they find what to do;
//! `desk` keeps desks readable across versions; `files` makes the files that people are given, `table` and
//! `zip` the one of calls; `alarms` lets go off what is due; `noting` notes what was drawn; `crm` reads exports of CRMs, which `import`
//! takes in; this file is the face that edges and `main` see.

mod alarms;
pub mod crm;
pub mod daily;
mod desk;
mod engine;
mod facts;
mod files;
mod herald;
pub mod import;
mod inbox;
mod lessons;
pub mod load;
mod mark;
mod news;
mod noting;
mod outage;
mod recent;
mod relay;
mod strangers;
mod table;
mod zip;

use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use tokio::sync::{Notify, oneshot};

use crate::chat::commands;
use crate::chat::edge::{Backstage, Draw, Drawing, Drawn, Draws, Life, Parcel, Settled};
use crate::chat::event::{Event, Incoming, Who};
use crate::chat::house::House;
use crate::chat::inline::{self, Suggestions};
use crate::chat::notices;
use crate::chat::screens;
use crate::chat::turn::Room;
use crate::chat::view::View;
use crate::domain::campaign::Source;
use crate::domain::lead::LeadId;
use crate::domain::notice::{Body, NoticeId};
use crate::domain::people::{PersonId, Role};
use crate::domain::phone::read_ahead;
use crate::store::book::Shown;
use crate::store::{Book, Disk, Tap, is_damage};
use crate::timer::Due;
use crate::trial;
use crate::words::Phrase;

use engine::{Engine, Job};
use import::{Imported, Order};
use inbox::Jobs;
use news::Told;
use recent::Recent;
use relay::Relay;

/// Tells the time; an argument, so that tests have their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
/// Gives random numbers, fit for secrets.
pub type Dice = Box<dyn FnMut() -> u64 + Send>;

/// A running installation. Dropping it ends the loop after the turns that were put in.
pub struct App {
    house: Arc<House>,
    book: Book,
    tap: Tap,
    clock: Clock,
    jobs: Jobs,
    wakes: Arc<Notify>,
    recent: Arc<Recent>,
    broken: Arc<Notify>,
    threads: Vec<JoinHandle<()>>,
}

impl App {
    /// Starts the loop of turns over a disk, to which nobody else may write from now on. What has
    /// to be drawn goes to `draws`.
    ///
    /// # Errors
    /// A thread cannot be started.
    pub fn start(
        house: Arc<House>,
        disk: impl Into<Tap>,
        clock: Clock,
        dice: Dice,
        draws: Draws,
    ) -> Result<App> {
        let tap = disk.into();
        let disk: Arc<dyn Disk> = Arc::new(tap.clone());
        let (jobs, inbox) = inbox::new();
        let wakes = Arc::new(Notify::new());
        let recent = Arc::new(Recent::default());
        let broken = Arc::new(Notify::new());
        let (wakes_told, recent_told) = (wakes.clone(), recent.clone());
        let told = Told { draws, wakes: wakes_told, recent: recent_told, broken: broken.clone() };
        let engine = Engine::new(house.clone(), disk.clone(), clock.clone(), dice, told);
        let relay = Arc::new(Relay::new(engine, inbox));
        let mut threads = Vec::new();
        for _ in 0..2 {
            let (thread, relay) = (std::thread::Builder::new().name("turns".into()), relay.clone());
            let thread = thread.spawn(move || relay.run());
            threads.push(thread.context("the threads of turns cannot be started")?);
        }
        let book = Book::new(disk);
        Ok(App { house, book, tap, clock, jobs, wakes, recent, broken, threads })
    }

    /// The records, as they are on disk.
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Resolves when the store cannot go on: nothing can be saved by this process any more.
    pub async fn broken(&self) {
        self.broken.notified().await;
    }

    /// Loads the export of a CRM in the place of the one before; returns what came of it, once that is on
    /// disk. Blocks: not for a thread that others wait for.
    ///
    /// # Errors
    /// It is no such file; it could not be taken in, and the log says why.
    pub fn import(&self, source: Source, file: &[u8]) -> Result<Imported> {
        let order = Order::read(source, file, &self.house.crm, &self.house.campaign)?;
        let (sender, receiver) = oneshot::channel();
        self.put(Job::Import(Box::new(order), sender));
        receiver.blocking_recv().context("it was not taken in; the bot's log says why")
    }

    /// Resolves as soon as all that was put in before is made, and what it changes is on disk.
    pub fn ping(&self) -> oneshot::Receiver<()> {
        let (alive, receiver) = oneshot::channel();
        self.put(Job::Ping(alive));
        receiver
    }

    fn put(&self, job: Job) {
        self.jobs.put(vec![job]);
    }

    fn room_of<T>(
        &self,
        who: PersonId,
        typed: &[LeadId],
        look: impl FnOnce(&Room<'_>) -> Result<T>,
    ) -> Result<Option<(T, String)>> {
        let Some(me) = self.book.person(who)? else { return Ok(None) };
        let now = (self.clock)();
        let room = Room { house: &self.house, facts: &self.book, now, me: &me, typed };
        Ok(Some((look(&room)?, me.lang)))
    }

    /// Ends the loop after the turns that were put in.
    pub fn stop(&mut self) {
        self.tap.close();
        self.put(Job::Stop);
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                tracing::error!("a thread of turns died");
            }
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Due for App {
    fn next(&self) -> Result<Option<DateTime<Utc>>> {
        self.book.first_wake()
    }

    fn wake(&self) -> oneshot::Receiver<()> {
        let (done, receiver) = oneshot::channel();
        self.put(Job::Wake(done));
        receiver
    }

    fn changed(&self) -> Arc<Notify> {
        self.wakes.clone()
    }

    fn tidy(&self) {
        self.put(Job::Tidy);
    }

    fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }
}

/// A view with nothing on it has nothing to be drawn.
fn is_empty(view: &View) -> bool {
    view.lines.is_empty() && view.keys.is_empty()
}

impl Backstage for App {
    fn submit_all(&self, together: Vec<(Incoming, oneshot::Sender<Settled>)>) {
        let turn = |(incoming, settled): (Incoming, _)| {
            if let Event::Text(text) | Event::Reply(_, text) = &incoming.event {
                let campaign = &self.house.campaign;
                read_ahead(text, &campaign.country, campaign.routing.area_code.as_deref());
            }
            Job::Turn(Box::new(incoming), settled, Instant::now())
        };
        self.jobs.put(together.into_iter().map(turn).collect());
    }

    fn again(&self) {
        self.put(Job::Again);
    }

    fn full(&self, who: PersonId) -> Result<Option<(View, String)>> {
        let person = self.book.person(who)?.filter(|person| !person.left);
        Ok(person.map(|person| (notices::disk_full(), person.lang)))
    }

    fn screen(&self, who: PersonId) -> Result<Option<Drawing>> {
        let Some(desk) = self.book.desk(who)? else { return Ok(None) };
        let desk = desk::read(&desk);
        let drawn = self.room_of(who, &desk.typed, |room| {
            if room.me.left { Ok(notices::gone()) } else { screens::view(room, &desk) }
        })?;
        let Some((view, lang)) = drawn.filter(|(view, _)| !is_empty(view)) else {
            return Ok(None);
        };
        let shown =
            self.recent.screen(who).map_or_else(|| self.book.shown(who), |s| Ok(Some(s)))?;
        // What was read of it may be written only. It is drawn once that is on disk.
        if self.recent.puts_off(Draw::Screen(who)) {
            return Ok(None);
        }
        Ok(Some(Drawing {
            view,
            lang,
            stamp: desk.stamp,
            on: shown.map(|shown| shown.message),
            done: shown.is_some_and(|shown| shown.stamp == desk.stamp),
            anew: shown.is_none_or(|shown| shown.stamp < desk.below),
            old_keys: shown.is_some_and(|shown| shown.keys),
            quiet: true,
            life: Life::Stays,
        }))
    }

    fn notice(&self, id: NoticeId) -> Result<Option<Drawing>> {
        let Some(mut notice) = self.book.notice(id)? else { return Ok(None) };
        notice.shown = self.recent.notice(id).or(notice.shown);
        let drawn = self.room_of(notice.to, &[], |room| {
            // Who works here no longer is told that once, and nothing of clients: what he has seen
            // of them is taken off the message.
            match (room.me.left && notice.body != Body::Role, notice.shown) {
                (true, None) => Ok(View::default()),
                (true, Some(_)) => Ok(notices::gone()),
                (false, _) => notices::view(room, &notice),
            }
        })?;
        let life = |view: &View| match notices::passes(&notice) {
            true if is_empty(view) => Life::Over,
            true => Life::Passes,
            false => Life::Stays,
        };
        let late = |view: &View| notice.shown.is_none() && notices::is_over(&notice, view);
        let nothing = |view: &View| is_empty(view) && life(view) == Life::Stays;
        let Some((view, lang)) = drawn.filter(|(view, _)| !nothing(view) && !late(view)) else {
            return Ok(None);
        };
        if self.recent.puts_off(Draw::of(&notice)) {
            return Ok(None);
        }
        Ok(Some(Drawing {
            stamp: notice.stamp,
            on: notice.shown.map(|(message, _)| message),
            done: !notice.is_dirty(),
            anew: notice.is_new(),
            old_keys: false,
            quiet: notices::is_quiet(&notice),
            life: life(&view),
            view,
            lang,
        }))
    }

    fn file(&self, id: NoticeId, most: u64) -> Result<Option<Parcel>> {
        let most = trial::most(most);
        let Some(mut notice) = self.book.notice(id)? else { return Ok(None) };
        notice.shown = self.recent.notice(id).or(notice.shown);
        let Some(what) = notice.document().filter(|_| notice.is_dirty()) else { return Ok(None) };
        let made = self.room_of(notice.to, &[], |room| {
            // Nothing of clients goes to who works here no longer.
            let maker = files::Maker { room, book: &self.book, tap: &self.tap, most };
            Ok((!room.me.left).then(|| maker.make(what)))
        })?;
        let Some((Some(made), lang)) = made else { return Ok(None) };
        // What was read for it may be written only. It is given out once that is on disk.
        self.tap.sync()?;
        if let Some(deed) = made.deed {
            self.recent.made(id, deed);
        }
        Ok(Some(Parcel { view: made.view, lang, stamp: notice.stamp, file: made.file }))
    }

    fn suggest(&self, who: &Who, words: &str, from: usize) -> Result<Suggestions> {
        let found = self.room_of(who.id, &[], |room| {
            (!room.me.left).then(|| inline::suggest(room, words, from)).transpose()
        })?;
        let found = found.and_then(|(found, _)| found);
        Ok(found.unwrap_or_else(|| inline::stranger(&self.house.words, who.lang.as_deref())))
    }

    fn drawn(&self, drawn: Drawn) {
        match drawn {
            Drawn::Screen { who, message, stamp, keys } => {
                if self.recent.screen_drawn(who, Shown { message, stamp, keys }) {
                    self.put(Job::Unnoted);
                }
                return;
            }
            Drawn::Notice { id, message, stamp } => self.recent.notice_drawn(id, message, stamp),
            Drawn::Unreachable(_) => {}
        }
        self.put(Job::Drawn(drawn));
    }

    fn undrawn(&self) -> Result<Vec<Draw>> {
        let mut draws = Vec::new();
        let people = self.book.people()?;
        // Whoever blocked the bot is drawn for when he comes back.
        let away = |id| people.iter().any(|person| person.id == id && person.unreachable);
        for notice in self.book.undrawn()?.into_iter().filter(|notice| !away(notice.to)) {
            draws.push(Draw::of(&notice));
        }
        for who in self.book.desks()?.into_iter().filter(|who| !away(*who)) {
            match self.is_drawn(who) {
                Ok(true) => {}
                Ok(false) => draws.push(Draw::Screen(who)),
                Err(fault) if is_damage(&fault) => {
                    let fault = format_args!("{fault:#}");
                    tracing::error!(person = who.0, %fault, "a screen is damaged, not drawn");
                }
                Err(fault) => return Err(fault),
            }
        }
        let there = people.iter().filter(|person| !person.left && !person.unreachable);
        draws.extend(there.map(|person| Draw::Menu(person.id)));
        Ok(draws)
    }

    fn commands(&self, who: PersonId) -> Result<Vec<(String, String)>> {
        let person = self.book.person(who)?.filter(|person| !person.left);
        Ok(match person {
            Some(person) => self.described(Some(person.role), &person.lang),
            None => Vec::new(),
        })
    }

    fn command_sets(&self, role: Option<Role>) -> Vec<(String, Vec<(String, String)>)> {
        let languages = self.house.words.languages().iter();
        languages.map(|lang| (lang.clone(), self.described(role, lang))).collect()
    }
}

impl App {
    /// Whether a person's screen shows the desk as it is.
    fn is_drawn(&self, who: PersonId) -> Result<bool> {
        let Some(desk) = self.book.desk(who)? else { return Ok(true) };
        let stamp = desk::read(&desk).stamp;
        Ok(self.book.shown(who)?.is_some_and(|shown| shown.stamp == stamp))
    }

    fn described(&self, role: Option<Role>, lang: &str) -> Vec<(String, String)> {
        let describe = |name: &str| {
            let phrase = Phrase::new(format!("command-{name}"));
            (name.to_owned(), self.house.words.say(lang, &phrase))
        };
        commands::of(role).into_iter().map(describe).collect()
    }
}
