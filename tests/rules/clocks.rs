//! Alarms in the thread of turns: clocks of calls go on whatever happens, and a fault in one alarm
//! stops no other.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use sufler::app::load::{self, Doors, Sources};
use sufler::app::{App, Clock};
use sufler::chat::desk::{Desk, Screen};
use sufler::chat::edge::{Backstage, Draw, Drawn, Life};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::press::{Act, On, Press};
use sufler::domain::alarm::{Alarm, Subject};
use sufler::domain::inbound::Inbound;
use sufler::domain::kind::Kind;
use sufler::domain::notice::{Body, NoticeId};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::Change;
use sufler::domain::walk::{Visit, Walk};
use sufler::store::{Batch, Book, Disk, Memory};
use sufler::timer::Due;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::{moment, person};

/// An installation with its own clock; who is in it has a call in hand that came in.
struct Shop {
    app: Option<App>,
    disk: Arc<dyn Disk>,
    draws: UnboundedReceiver<Draw>,
    now: Arc<AtomicI64>,
    sent: i32,
}

fn begun() -> DateTime<Utc> {
    moment("2026-11-24 09:00")
}

impl Shop {
    fn new(people: &[Person]) -> Shop {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let (sent, now) = (100, Arc::new(AtomicI64::new(begun().timestamp())));
        let mut shop = Shop { app: None, disk, draws: unbounded_channel().1, now, sent };
        let sources = Sources::read(None, None).unwrap();
        let house = load::house(&sources, Doors::default(), &shop.disk).unwrap();
        // It has a clock for holds and none for the length of a call.
        let script = &house.scripts["secretary"];
        let walk = Walk {
            script: script.id.clone(),
            digest: script.digest.clone(),
            lead: None,
            number: 0,
            kind: Kind::FirstTime,
            spoken: "ru".to_owned(),
            said: Vec::new(),
            trail: vec![Visit::at(&script.start)],
            inbound: Some(Box::new(Inbound::new(begun()))),
        };
        let desk = Desk { screen: Screen::Step, walk: Some(walk), ..Desk::default() };
        let mut batch = Batch::new();
        let book = Book::new(shop.disk.clone());
        let changes: Vec<_> = people.iter().cloned().map(Change::Person).collect();
        book.put(&mut batch, &changes).unwrap();
        for person in people {
            book.put_desk(&mut batch, person.id, &serde_json::to_vec(&desk).unwrap()).unwrap();
        }
        shop.disk.write(batch).unwrap();
        shop.start();
        shop
    }

    fn start(&mut self) {
        self.app = None;
        let sources = Sources::read(None, None).unwrap();
        let house = Arc::new(load::house(&sources, Doors::default(), &self.disk).unwrap());
        let (sender, draws) = unbounded_channel();
        let now = self.now.clone();
        let clock: Clock =
            Arc::new(move || DateTime::from_timestamp(now.load(Ordering::SeqCst), 0).unwrap());
        let dice = Box::new(|| 7);
        self.app = Some(App::start(house, self.disk.clone(), clock, dice, sender).unwrap());
        self.draws = draws;
    }

    fn app(&self) -> &App {
        self.app.as_ref().unwrap()
    }

    /// Goes to this second of the call, and wakes whatever is due by then, once.
    fn wake_at(&mut self, second: i64) {
        self.now.store(begun().timestamp() + second, Ordering::SeqCst);
        self.app().wake().blocking_recv().unwrap();
    }

    fn press(&mut self, who: i64, on: On, act: Act) -> Option<String> {
        let event = Event::Press(Press { on, act });
        let who = Who { id: PersonId(who), name: "P".to_owned(), lang: None };
        let incoming = Incoming { update: None, who, event };
        self.app().submit(incoming).blocking_recv().unwrap().toast
    }

    /// The screen of somebody as it is now.
    fn screen(&self, who: i64) -> On {
        On::Screen(self.app().screen(PersonId(who)).unwrap().unwrap().stamp)
    }

    /// Draws what waits: the notices, whether by a new message, and whether they are over.
    fn drawn(&mut self) -> Vec<(i64, NoticeId, bool, Life)> {
        let mut all = Vec::new();
        while let Ok(draw) = self.draws.try_recv() {
            let Draw::Notice(id, to) = draw else { continue };
            let drawing = self.app().notice(id).unwrap();
            let Some(drawing) = drawing.filter(|drawing| !drawing.done) else { continue };
            self.sent += i32::from(drawing.anew);
            let message = if drawing.anew { self.sent } else { drawing.on.unwrap() };
            self.app().drawn(Drawn::Notice { id, message, stamp: drawing.stamp });
            all.push((to.0, id, drawing.anew, drawing.life));
        }
        all
    }

    fn alarm(&self, who: i64) -> Option<i64> {
        let alarm = self.app().book().alarm(Subject::Desk(PersonId(who))).unwrap();
        alarm.map(|alarm| (alarm.at - begun()).num_seconds())
    }
}

#[test]
fn a_hold_asks_at_forty_and_eighty_seconds_by_one_message_that_is_told_anew() {
    let mut shop = Shop::new(&[person(1, Role::Operator)]);
    assert_eq!(shop.press(1, shop.screen(1), Act::Hold), None);
    let on_hold = shop.screen(1);
    assert_eq!(shop.alarm(1), Some(40));
    shop.wake_at(39);
    assert_eq!(shop.drawn(), []);
    shop.wake_at(40);
    let first = shop.drawn();
    let [(1, ping, true, Life::Passes)] = first[..] else { panic!("{first:?}") };
    // The screen is as it was, and its keys act.
    assert_eq!(shop.screen(1), on_hold);
    shop.wake_at(80);
    assert_eq!(shop.drawn(), [(1, ping, true, Life::Passes)]);
    // The bot is not there at 120, 160 and 200: one question, and a whole span follows.
    shop.start();
    shop.wake_at(205);
    assert_eq!(shop.drawn(), [(1, ping, true, Life::Passes)]);
    assert_eq!(shop.alarm(1), Some(245));
    shop.now.store(begun().timestamp() + 230, Ordering::SeqCst);
    assert_eq!(shop.press(1, On::Notice(ping), Act::Unhold), None);
    assert_eq!(shop.drawn(), [(1, ping, false, Life::Over)]);
    assert_eq!(shop.alarm(1), None);
    // A second tap, or the key of a message that is going away.
    assert!(shop.press(1, On::Notice(ping), Act::Unhold).is_some());
    let body = shop.app().book().desk(PersonId(1)).unwrap().unwrap();
    let desk: Desk = serde_json::from_slice(&body).unwrap();
    let clocks = desk.walk.unwrap().inbound.unwrap().clocks;
    assert_eq!((clocks.held, clocks.longest, clocks.holds), (230, 230, 1));
}

#[test]
fn a_fault_in_one_alarm_stops_no_other_and_is_put_off_longer_each_time() {
    let mut shop = Shop::new(&[1, 2, 3].map(|id| person(id, Role::Operator)));
    for who in 1..4 {
        shop.press(who, shop.screen(who), Act::Hold);
    }
    let mut batch = Batch::new();
    let key = [&b"d"[..], &(1u64 << 63 | 2).to_be_bytes()].concat();
    let whole = shop.disk.get(&key).unwrap().unwrap();
    batch.put(key.clone(), *b"damage");
    shop.disk.write(batch).unwrap();
    shop.wake_at(40);
    let told: Vec<_> = shop.drawn().into_iter().map(|(who, ..)| who).collect();
    assert_eq!(told, [1, 3]);
    assert_eq!([1, 2, 3].map(|who| shop.alarm(who)), [Some(80), Some(50), Some(80)]);
    shop.wake_at(50);
    assert_eq!(shop.alarm(2), Some(70));
    let mut batch = Batch::new();
    batch.put(key, whole);
    shop.disk.write(batch).unwrap();
    shop.wake_at(70);
    assert_eq!(shop.drawn().len(), 1);
    assert_eq!(shop.alarm(2), Some(110));
}

#[test]
fn an_alarm_of_what_is_not_there_any_more_goes_and_nobody_hears_of_it() {
    let mut away = person(2, Role::Operator);
    away.unreachable = true;
    let mut gone = person(3, Role::Operator);
    gone.left = true;
    let mut shop = Shop::new(&[person(1, Role::Operator), away, gone]);
    let mut batch = Batch::new();
    let subjects = [1, 2, 3, 9].map(|who| Subject::Desk(PersonId(who)));
    let set = subjects.map(|subject| Change::Alarm(Alarm::new(subject, begun())));
    Book::new(shop.disk.clone()).put(&mut batch, &set).unwrap();
    shop.disk.write(batch).unwrap();
    shop.wake_at(1);
    assert_eq!(shop.drawn(), []);
    assert_eq!([1, 2, 3, 9].map(|who| shop.alarm(who)), [None; 4]);
    assert_eq!(shop.app().next().unwrap(), None);
    let notices = shop.app().book().undrawn().unwrap();
    assert!(notices.iter().all(|notice| notice.body != Body::Hold));
}
