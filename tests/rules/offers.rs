//! Calls that are handed over: whatever three colleagues press at the same time, late or twice, whoever
//! leaves, and whenever a minute is over, each call is in one hand, or recorded.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::desk::Desk;
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::house::House;
use sufler::chat::press::{Act, On, Press};
use sufler::chat::ring::ring;
use sufler::chat::turn::Room;
use sufler::chat::update::update;
use sufler::chat::view::{Key, View};
use sufler::chat::{notices, screens};
use sufler::domain::notice::NoticeId;
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::Change;
use sufler::store::verify::verify;
use sufler::store::{Batch, Book, Disk, Memory, schema};

use super::{cases, moment, person};

/// What somebody does, or that time passes.
#[derive(Clone, Debug)]
enum Deed {
    /// A key of the own screen; of an old one, if it was pressed twice.
    Screen(usize, bool),
    /// A key of one of the own messages.
    Notice(usize, usize),
    /// The own key that hands a call over, takes it or gives it back, wherever it is.
    Handing(usize),
    /// Types something.
    Type(&'static str),
    /// A command.
    Command(&'static str),
    /// Seconds pass, and what is due goes off.
    Wait(i64),
    /// Leaves the team, or comes back.
    Leave,
}

fn deed() -> impl Strategy<Value = Deed> {
    let typed = ["84993224685", "84993224686", "Котова"];
    prop_oneof![
        4 => (any::<usize>(), any::<bool>()).prop_map(|(at, twice)| Deed::Screen(at, twice)),
        3 => (any::<usize>(), any::<usize>()).prop_map(|(id, at)| Deed::Notice(id, at)),
        12 => any::<usize>().prop_map(Deed::Handing),
        2 => prop::sample::select(typed.to_vec()).prop_map(Deed::Type),
        2 => Just(Deed::Command("incoming")),
        1 => prop::sample::select(vec!["cancel", "shift", "start"]).prop_map(Deed::Command),
        2 => (1i64..90).prop_map(Deed::Wait),
        1 => Just(Deed::Leave),
    ]
}

struct World {
    house: House,
    disk: Arc<dyn Disk>,
    book: Book,
    desks: BTreeMap<PersonId, Desk>,
    notices: BTreeMap<NoticeId, PersonId>,
    now: DateTime<Utc>,
    dice: u64,
}

impl World {
    fn new() -> World {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        schema::note(&*disk).unwrap();
        let sources = Sources::read(None, None).unwrap();
        let house = load::house(&sources, Doors::default(), &disk).unwrap();
        let book = Book::new(disk.clone());
        let now = moment("2026-11-23 06:00");
        let (desks, notices) = (BTreeMap::new(), BTreeMap::new());
        let mut world = World { house, disk, book, desks, notices, now, dice: 1 };
        let people = (1..4).map(|id| Change::Person(person(id, Role::Operator)));
        world.put(&people.collect::<Vec<_>>(), Vec::new());
        world
    }

    fn put(&mut self, changes: &[Change], desks: Vec<(PersonId, Desk)>) {
        let mut batch = Batch::new();
        self.book.put(&mut batch, changes).unwrap();
        for (who, desk) in desks {
            let bytes = serde_json::to_vec(&desk).unwrap();
            self.book.put_desk(&mut batch, who, &bytes).unwrap();
            self.desks.insert(who, desk);
        }
        self.disk.write(batch).unwrap();
        for change in changes {
            if let Change::Notice(notice) = change {
                self.notices.insert(notice.id, notice.to);
            }
        }
    }

    fn act(&mut self, id: PersonId, event: Event) {
        let who = Who { id, name: "P".to_owned(), lang: None };
        let incoming = Incoming { update: None, who, event };
        let desk = self.desks.get(&id).cloned();
        let mut dice = self.dice;
        let mut roll = || {
            dice += 1;
            dice
        };
        let made = update(&self.house, &self.book, desk, &incoming, self.now, &mut roll).unwrap();
        self.dice = dice;
        let mut desks = made.desks;
        desks.extend(made.desk.map(|desk| (id, desk)));
        self.put(&made.changes, desks);
        // Each call begins at a moment of its own.
        self.now += Duration::milliseconds(10);
    }

    fn wait(&mut self, seconds: i64) {
        self.now += Duration::seconds(seconds);
        for alarm in self.book.rung(self.now, 100).unwrap().alarms {
            let mut dice = || 7;
            let rung = ring(&self.house, &self.book, &alarm, self.now, &mut dice).unwrap();
            self.put(&rung.changes, rung.desks);
        }
    }

    fn see<T>(&self, id: PersonId, look: impl FnOnce(&Room<'_>, &Desk) -> T) -> T {
        let me = self.book.person(id).unwrap().unwrap();
        let desk = self.desks.get(&id).cloned().unwrap_or_default();
        let (house, facts) = (&self.house, &self.book);
        look(&Room { house, facts, now: self.now, me: &me, typed: &desk.typed }, &desk)
    }

    fn on_screen(&self, id: PersonId) -> Vec<Press> {
        keys(&self.see(id, |room, desk| screens::view(room, desk).unwrap()))
    }

    fn on_notices(&self, id: PersonId) -> Vec<Press> {
        let mine = self.notices.iter().filter(|(_, to)| **to == id).map(|(notice, _)| *notice);
        let read = |notice| self.book.notice(notice).unwrap().filter(|n| n.document().is_none());
        let view = |notice| self.see(id, |room, _| notices::view(room, &notice).unwrap());
        mine.filter_map(read).flat_map(|notice| keys(&view(notice))).collect()
    }

    /// When the calls that are on desks began.
    fn open(&self) -> Vec<DateTime<Utc>> {
        let walks = self.desks.values().flat_map(Desk::walks);
        walks.filter_map(|walk| walk.inbound.as_ref().map(|inbound| inbound.begun)).collect()
    }

    fn recorded(&self) -> Vec<DateTime<Utc>> {
        (1..).map_while(|id| self.book.inquiry(id).unwrap()).map(|one| one.begun).collect()
    }
}

fn keys(view: &View) -> Vec<Press> {
    let press = |key: &Key| match key {
        Key::Press(_, press) => Some(press.clone()),
        Key::Copy(..) => None,
    };
    view.keys.iter().flatten().filter_map(press).collect()
}

fn hands_over(press: &Press) -> bool {
    use Act::{Offer, RefuseCall, TakeCall, Transfer, Withdraw};
    matches!(press.act, Offer(_) | RefuseCall(_) | TakeCall(_) | Transfer | Withdraw(_))
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn a_call_is_in_one_hand_and_never_lost(
        deeds in prop::collection::vec((1i64..4, deed()), 1..80)
    ) {
        let mut world = World::new();
        for id in 1..4 {
            let id = PersonId(id);
            world.act(id, Event::Command("incoming".into(), String::new()));
            let stamp = world.desks[&id].stamp;
            let act = Act::Script("hotline".into());
            world.act(id, Event::Press(Press { on: On::Screen(stamp), act }));
        }
        let mut known = world.open();
        prop_assert_eq!(known.len(), 3);
        for (who, deed) in deeds {
            let who = PersonId(who);
            let left = world.book.person(who).unwrap().unwrap().left;
            match deed {
                Deed::Wait(seconds) => world.wait(seconds),
                Deed::Leave => {
                    let person = world.book.person(who).unwrap().unwrap();
                    let change = Change::Person(Person { left: !left, ..person });
                    world.put(&[change], Vec::new());
                }
                _ if left => {}
                Deed::Type(text) => world.act(who, Event::Text(text.to_owned())),
                Deed::Command(name) => world.act(who, Event::Command(name.into(), String::new())),
                Deed::Screen(at, twice) => {
                    let keys = world.on_screen(who);
                    if let Some(press) = keys.get(at % keys.len().max(1)).cloned() {
                        world.act(who, Event::Press(press.clone()));
                        if twice {
                            world.act(who, Event::Press(press));
                        }
                    }
                }
                Deed::Notice(id, at) => {
                    // Also a key of a message that has changed since, or of somebody else's.
                    let ids: Vec<NoticeId> = world.notices.keys().copied().collect();
                    if let Some(id) = ids.get(id % ids.len().max(1)) {
                        let offer = at as u64 % 5;
                        let act = [Act::TakeCall(offer), Act::RefuseCall(offer), Act::Withdraw(offer)];
                        let press = Press { on: On::Notice(*id), act: act[at % 3].clone() };
                        world.act(who, Event::Press(press));
                    }
                }
                Deed::Handing(at) => {
                    let (screen, notices) = (world.on_screen(who), world.on_notices(who));
                    let first = if at % 3 == 0 { screen.clone() } else { notices };
                    let mut keys: Vec<Press> = first.into_iter().filter(hands_over).collect();
                    if keys.is_empty() {
                        keys = screen.into_iter().filter(hands_over).collect();
                    }
                    if keys.is_empty() && world.desks[&who].walk.is_some() {
                        let stamp = world.desks[&who].stamp;
                        keys = vec![Press { on: On::Screen(stamp), act: Act::Transfer }];
                    }
                    if let Some(press) = keys.get(at % keys.len().max(1)).cloned() {
                        world.act(who, Event::Press(press));
                    }
                }
            }
            let (open, recorded) = (world.open(), world.recorded());
            for begun in &open {
                let hands = open.iter().chain(&recorded).filter(|other| *other == begun).count();
                prop_assert_eq!(hands, 1, "a call is in two hands");
            }
            for begun in &known {
                prop_assert!(open.contains(begun) || recorded.contains(begun), "a call is lost");
            }
            known = open.into_iter().chain(recorded).collect();
            let report = verify(&*world.disk, &mut |_| {}).unwrap();
            prop_assert!(report.is_clean(), "{report:?}");
        }
    }
}

#[test]
fn nobody_is_given_more_calls_than_a_desk_can_hold() {
    let mut world = World::new();
    let (first, second) = (PersonId(1), PersonId(2));
    for round in 0..30 {
        world.act(first, Event::Command("incoming".into(), String::new()));
        for act in [Act::Script("hotline".into()), Act::Transfer, Act::Offer(2)] {
            let stamp = world.desks[&first].stamp;
            world.act(first, Event::Press(Press { on: On::Screen(stamp), act }));
        }
        let takes = |press: &Press| matches!(press.act, Act::TakeCall(_));
        let key = world.on_notices(second).into_iter().rfind(takes);
        if let Some(press) = key {
            world.act(second, Event::Press(press));
        }
        let aside = world.desks.get(&second).map_or(0, |desk| desk.shelved_all().count());
        assert!(aside <= 20, "{aside} calls are put aside");
        assert_eq!(world.open().len(), (round + 1).min(22), "round {round}");
    }
}
