//! Calls that come in: turning aside comes back, conditions know what was told, and whatever is
//! pressed and typed, nothing that was told is lost and a call that ended is recorded once.

use std::sync::Arc;

use proptest::prelude::*;
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::desk::{Desk, Screen};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::house::House;
use sufler::chat::press::{Act, On, Press};
use sufler::chat::screens;
use sufler::chat::turn::Room;
use sufler::chat::update::update;
use sufler::chat::view::Key;
use sufler::domain::inbound::Inbound;
use sufler::domain::kind::Kind;
use sufler::domain::people::{PersonId, Role};
use sufler::domain::record::Change;
use sufler::domain::walk::{Visit, Walk};
use sufler::store::verify::verify;
use sufler::store::{Batch, Book, Disk, Memory, schema};

use super::{cases, moment, person};

fn walk() -> Walk {
    Walk {
        script: "hotline".into(),
        digest: "0".into(),
        lead: None,
        number: 1,
        kind: Kind::FirstTime,
        spoken: "ru".into(),
        said: Vec::new(),
        trail: vec![Visit::at("start")],
        inbound: Some(Box::new(Inbound::new(moment("2026-11-23 06:00")))),
    }
}

/// A step of a walk, as far as turning aside goes.
#[derive(Clone, Copy, Debug)]
enum Move {
    Go(u8),
    Off(u8),
    Back,
    Object,
    Resume,
}

fn step() -> impl Strategy<Value = Move> {
    prop_oneof![
        3 => (0u8..5).prop_map(Move::Go),
        2 => (5u8..8).prop_map(Move::Off),
        2 => Just(Move::Back),
        1 => Just(Move::Object),
        1 => Just(Move::Resume),
    ]
}

proptest! {
    #![proptest_config(cases(512))]

    /// Whoever turns aside comes back to where he was, however often, also from aside of aside.
    #[test]
    fn a_way_aside_comes_back(moves in prop::collection::vec(step(), 0..40)) {
        let mut walk = walk();
        let mut left: Vec<String> = Vec::new();
        for one in moves {
            let here = walk.here().unwrap().step.clone();
            match one {
                Move::Go(n) => walk.go(&format!("step{n}")),
                Move::Off(n) => {
                    left.push(here);
                    walk.turn_aside(&format!("aside{n}"));
                }
                Move::Back => {
                    if let Some(step) = left.pop() {
                        walk.come_back();
                        prop_assert_eq!(&walk.here().unwrap().step, &step);
                    }
                }
                Move::Object => walk.object("busy"),
                Move::Resume => walk.resume(),
            }
        }
    }
}

/// What somebody does: presses one of the keys before him, or types.
#[derive(Clone, Debug)]
enum Deed {
    Press(usize),
    Type(&'static str),
    Command(&'static str),
}

fn deed() -> impl Strategy<Value = Deed> {
    let typed =
        ["84993224685", "8 499 111-22-33", "Мария", "a@b.cd", "12.03.2026", "завтра в 15:00"];
    prop_oneof![
        8 => any::<usize>().prop_map(Deed::Press),
        3 => prop::sample::select(typed.to_vec()).prop_map(Deed::Type),
        1 => Just(Deed::Command("incoming")),
        1 => prop::sample::select(vec!["cancel", "shift", "start"]).prop_map(Deed::Command),
    ]
}

struct World {
    house: House,
    disk: Arc<dyn Disk>,
    book: Book,
    desk: Option<Desk>,
    dice: u64,
}

const ANNA: PersonId = PersonId(1);

impl World {
    fn new() -> World {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        schema::note(&*disk).unwrap();
        let sources = Sources::read(None, None).unwrap();
        let house = load::house(&sources, Doors::default(), &disk).unwrap();
        let book = Book::new(disk.clone());
        let mut world = World { house, disk, book, desk: None, dice: 1 };
        world.put(&[Change::Person(person(1, Role::Operator))]);
        world
    }

    fn put(&mut self, changes: &[Change]) {
        let mut batch = Batch::new();
        self.book.put(&mut batch, changes).unwrap();
        self.disk.write(batch).unwrap();
    }

    fn act(&mut self, event: Event) {
        let me = self.book.person(ANNA).unwrap().unwrap();
        let who = Who { id: ANNA, name: me.name.clone(), lang: None };
        let incoming = Incoming { update: None, who, event };
        let now = moment("2026-11-23 06:00");
        let mut dice = self.dice;
        let mut roll = || {
            dice += 1;
            dice
        };
        let outcome =
            update(&self.house, &self.book, self.desk.clone(), &incoming, now, &mut roll).unwrap();
        self.dice = dice;
        self.put(&outcome.changes);
        if let Some(desk) = outcome.desk {
            let mut batch = Batch::new();
            let bytes = serde_json::to_vec(&desk).unwrap();
            self.book.put_desk(&mut batch, ANNA, &bytes).unwrap();
            self.disk.write(batch).unwrap();
            self.desk = Some(desk);
        }
    }

    fn keys(&self) -> Vec<Act> {
        let me = self.book.person(ANNA).unwrap().unwrap();
        let desk = self.desk.clone().unwrap_or_default();
        let now = moment("2026-11-23 06:00");
        let room = Room { house: &self.house, facts: &self.book, now, me: &me, typed: &desk.typed };
        let view = screens::view(&room, &desk).unwrap();
        let act = |key: &Key| match key {
            Key::Press(_, press) => Some(press.act.clone()),
            Key::Copy(..) => None,
        };
        view.keys.iter().flatten().filter_map(act).collect()
    }

    /// Calls that came in and are in hand or put aside.
    fn open(&self) -> usize {
        let walks = self.desk.iter().flat_map(Desk::walks);
        walks.filter(|walk| walk.inbound.is_some()).count()
    }

    fn recorded(&self) -> usize {
        let mut count = 0;
        while self.book.inquiry(count as u64 + 1).unwrap().is_some() {
            count += 1;
        }
        count
    }
}

proptest! {
    #![proptest_config(cases(24))]

    /// Whatever is pressed and typed: no screen without a way on, no call that came in is lost, and
    /// the store stays sound.
    #[test]
    fn no_incoming_call_is_lost(deeds in prop::collection::vec(deed(), 1..60)) {
        let mut world = World::new();
        let mut calls = 0;
        for deed in deeds {
            let keys = world.keys();
            let (open, recorded) = (world.open(), world.recorded());
            match deed {
                Deed::Type(text) => world.act(Event::Text(text.to_owned())),
                Deed::Command(name) => world.act(Event::Command(name.into(), String::new())),
                Deed::Press(at) if keys.is_empty() => {
                    let _ = at;
                    continue;
                }
                Deed::Press(at) => {
                    let act = keys[at % keys.len()].clone();
                    let stamp = world.desk.as_ref().map_or(0, |desk| desk.stamp);
                    world.act(Event::Press(Press { on: On::Screen(stamp), act }));
                }
            }
            let (open_now, recorded_now) = (world.open(), world.recorded());
            prop_assert!(recorded_now >= recorded);
            prop_assert!(open_now + recorded_now >= open + recorded, "a call is lost");
            calls = calls.max(open_now + recorded_now);
            let screen = world.desk.as_ref().map(|desk| desk.screen.clone());
            if matches!(screen, Some(Screen::Step | Screen::More | Screen::Inquiry(_))) {
                prop_assert!(!world.keys().is_empty(), "no way on from {screen:?}");
            }
        }
        let report = verify(&*world.disk, &mut |_| {}).unwrap();
        prop_assert!(report.is_clean(), "{report:?}");
    }
}
