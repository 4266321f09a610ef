//! People who press and type whatever there is: each turn is decided, each screen can be drawn, what
//! is stored is stored whole, and nobody does what his role does not allow.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use sufler::app::load::{self, Doors, Sources};
use sufler::chat::commands::COMMANDS;
use sufler::chat::desk::Desk;
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::house::House;
use sufler::chat::press::{Act, DATA_MAX, Press};
use sufler::chat::screens;
use sufler::chat::turn::Room;
use sufler::chat::update::update;
use sufler::chat::view::{Key, View};
use sufler::chat::{commands, notices};
use sufler::domain::notice::NoticeId;
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::{Change, Counter};
use sufler::store::{Batch, Book, Disk, Memory};

use super::dice::Dice;
use super::{dates, fuzz, presses};

/// So many turns make one conversation.
const TURNS: usize = 40;

struct World<'h> {
    house: &'h House,
    disk: Arc<dyn Disk>,
    book: Book,
    now: DateTime<Utc>,
    desks: [Option<Desk>; 4],
    attempts: usize,
}

/// Two operators, a supervisor, and somebody who is not in the team.
const ROLES: [Option<Role>; 4] =
    [Some(Role::Operator), Some(Role::Operator), Some(Role::Supervisor), None];

impl<'h> World<'h> {
    fn new(house: &'h House) -> World<'h> {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let now = "2026-11-23T06:00:00Z".parse().unwrap();
        let world = World {
            house,
            book: Book::new(disk.clone()),
            disk,
            now,
            desks: [const { None }; 4],
            attempts: 0,
        };
        let people = (0..).zip(ROLES).filter_map(|(n, role)| {
            Some(Change::Person(Person {
                id: PersonId(n + 1),
                name: format!("P{n}"),
                role: role?,
                lang: ["ru", "ka", "en"][n as usize % 3].to_owned(),
                zone: None,
                on_shift: true,
                since: now,
                unreachable: false,
                left: false,
                former: None,
                exempt: false,
                default_for_calls: false,
            }))
        });
        world.put(&people.collect::<Vec<_>>());
        world
    }

    fn put(&self, changes: &[Change]) {
        let mut batch = Batch::new();
        self.book.put(&mut batch, changes).unwrap();
        self.disk.write(batch).unwrap();
    }

    fn person(&self, n: usize) -> Option<Person> {
        self.book.person(PersonId(n as i64 + 1)).unwrap()
    }

    /// All that the person sees: his screen, and his notices.
    fn views(&self, n: usize) -> Vec<View> {
        let Some(me) = self.person(n) else { return Vec::new() };
        let desk = self.desks[n].clone().unwrap_or_default();
        let (house, facts, now) = (self.house, &self.book, self.now);
        let room = Room { house, facts, now, me: &me, typed: &desk.typed };
        let mut views = vec![screens::view(&room, &desk).unwrap()];
        for id in 1..self.book.next(Counter::Notice).unwrap() {
            let notice = self.book.notice(NoticeId(id)).unwrap().unwrap();
            if notice.to == me.id {
                views.push(notices::view(&room, &notice).unwrap());
            }
        }
        views
    }

    fn turn(&mut self, n: usize, event: Event, dice: &mut Dice) {
        let before = self.person(n);
        let who = Who { id: PersonId(n as i64 + 1), name: dice.noise(80), lang: None };
        let incoming = Incoming { update: None, who, event };
        let desk = self.desks[n].clone();
        let mut numbers = || dice.next();
        let (house, book) = (self.house, &self.book);
        let outcome = update(house, book, desk, &incoming, self.now, &mut numbers).unwrap();
        let member = before.as_ref().is_some_and(|person| !person.left);
        if !member {
            assert!(outcome.changes.is_empty() && outcome.desk.is_none(), "{incoming:?}");
        }
        let rank = before.map(|person| person.role);
        for change in &outcome.changes {
            self.allowed(rank, PersonId(n as i64 + 1), change);
            self.attempts += usize::from(matches!(change, Change::Attempt(_)));
        }
        self.put(&outcome.changes);
        if let Some(desk) = outcome.desk {
            let written = serde_json::to_vec(&desk).unwrap();
            assert_eq!(serde_json::from_slice::<Desk>(&written).unwrap(), desk);
            self.desks[n] = Some(desk);
        }
        if let Some(toast) = outcome.toast {
            assert!(!self.house.words.say(&outcome.lang, &toast).is_empty());
        }
        for view in self.views(n) {
            self.look(&view, "ru");
        }
    }

    /// Nobody changes what only others may change.
    fn allowed(&self, rank: Option<Role>, me: PersonId, change: &Change) {
        let leads = rank >= Some(Role::Supervisor);
        match change {
            Change::Person(person) if person.id != me => {
                let may = rank.and_then(Role::may_give);
                let was = self.book.person(person.id).unwrap().map(|was| was.role);
                assert!(Some(person.role) <= may && was <= may, "{change:?} by {rank:?}");
            }
            Change::Person(person) => assert_eq!(Some(person.role), rank, "{change:?}"),
            Change::Invite(invite) => {
                assert!(Some(invite.role) <= rank.and_then(Role::may_give), "{change:?}");
            }
            Change::Request(request) if request.answer.is_some() => assert!(leads, "{change:?}"),
            Change::Lead(lead) => {
                let was = self.book.lead(lead.id).unwrap();
                let opened =
                    was.as_ref().is_some_and(|was| was.closed.is_some() && lead.closed.is_none());
                let lifted =
                    was.is_some_and(|was| was.do_not_call.is_some() && lead.do_not_call.is_none());
                assert!(leads || !(opened || lifted), "{change:?} by {rank:?}");
            }
            Change::Attempt(attempt) if !leads => assert_eq!(attempt.by, me, "{change:?}"),
            _ => {}
        }
    }

    fn look(&self, view: &View, lang: &str) {
        for line in &view.lines {
            assert!(!self.house.words.say(lang, &line.text).contains("{$"), "{line:?}");
        }
        for key in view.keys.iter().flatten() {
            if let Key::Press(_, press) = key {
                let data = press.to_string();
                assert!(
                    data.len() <= DATA_MAX && data.parse::<Press>().as_ref() == Ok(press),
                    "{data}"
                );
            }
        }
    }
}

fn event(world: &World<'_>, n: usize, dice: &mut Dice, given: &Given) -> Event {
    let keys: Vec<Press> = world
        .views(n)
        .into_iter()
        .flat_map(|view| view.keys.concat())
        .filter_map(|key| if let Key::Press(_, press) = key { Some(press) } else { None })
        .collect();
    // What is ready to be saved is saved now and then: else hardly anything ever is.
    let save = keys.iter().find(|press| press.act == Act::Save).cloned();
    match dice.below(20) {
        8..=9 if save.is_some() => Event::Press(save.unwrap()),
        0..=9 if !keys.is_empty() => Event::Press(dice.pick(&keys).clone()),
        // A forged one, with the right stamp.
        10..=12 => {
            let stamp = world.desks[n].as_ref().map_or(0, |desk| desk.stamp);
            let data = presses::shaped(dice, &given.acts);
            let act = data.split_once('.').map_or("", |(_, act)| act).to_owned();
            match dice.below(3) {
                0 => Event::pressed(&data),
                _ => Event::pressed(&format!("1s{}.{act}", radix(stamp))),
            }
        }
        13 => {
            let (name, _) = dice.pick(&COMMANDS);
            Event::Command((*name).to_owned(), dice.noise(20))
        }
        14 => Event::typed(&format!("/result 8 499 322-46-{}", 10 + dice.below(5))),
        15 => Event::typed(&(1 + dice.below(6)).to_string()),
        16 => dice.pick(&[Event::Odd, Event::Edited, Event::OldKey]).clone(),
        17 if dice.one_in(2) => Event::typed(&dice.noise(300)).replying(Some(dice.below(9) as i32)),
        17 => Event::typed(&dice.noise(300)),
        _ => Event::typed(&dice.mutated(&given.lines)),
    }
}

fn radix(number: u32) -> String {
    let press = sufler::chat::press::On::Screen(number);
    let press = Press { on: press, act: sufler::chat::press::Act::Back }.to_string();
    press[2..].split('.').next().unwrap().to_owned()
}

struct Given {
    acts: Vec<String>,
    lines: Vec<String>,
}

#[test]
fn conversations() {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let house = load::house(&Sources::read(None, None).unwrap(), Doors::default(), &disk).unwrap();
    let given = Given { acts: presses::acts(), lines: dates::samples() };
    fuzz(
        "conversation",
        0.01,
        |dice| dice.next().to_string(),
        |seed| {
            let dice = &mut Dice::new("turns", seed.parse().unwrap(), 0);
            let mut world = World::new(&house);
            for _ in 0..TURNS {
                let n = dice.below(ROLES.len());
                let event = event(&world, n, dice, &given);
                world.turn(n, event, dice);
                if dice.one_in(10) {
                    world.now += Duration::minutes(dice.below(3_000) as i64);
                }
            }
            world.book.check().unwrap();
            assert!(commands::of(None) == ["start"]);
            if world.attempts > 0 { "something was saved" } else { "nothing was saved" }
        },
    );
}
