//! Messages to colleagues: whoever is there, has left or cannot be written to, no message is lost.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use sufler::chat::desk::Desk;
use sufler::chat::mail;
use sufler::chat::ring::ring;
use sufler::chat::turn::{Room, Turn};
use sufler::domain::alarm::Subject;
use sufler::domain::forget::Gone;
use sufler::domain::message::{Because, Form, Message, MessageId, Sent, State, next_readers};
use sufler::domain::notice::Body;
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::profile::Profile;
use sufler::domain::record::Change;
use sufler::store::{Batch, Book, Disk, Memory};

use super::{cases, house, moment, person};

/// The colleague for whom it is, in the worlds below.
const TO: PersonId = PersonId(2);

fn somebody(id: i64) -> impl Strategy<Value = Person> {
    (prop::sample::select(vec![Role::Operator, Role::Supervisor]), any::<[bool; 3]>()).prop_map(
        move |(role, [on_shift, unreachable, left])| Person {
            on_shift,
            unreachable,
            left,
            ..person(id, role)
        },
    )
}

/// Person 1 takes the message; of the others anything may be.
fn team() -> impl Strategy<Value = Vec<Person>> {
    (somebody(2), somebody(3), somebody(4), somebody(5))
        .prop_map(|(a, b, c, d)| vec![person(1, Role::Operator), a, b, c, d])
}

/// A store, with the rules that come with the product.
struct World {
    book: Book,
    disk: Arc<dyn Disk>,
}

impl World {
    fn put(&self, changes: &[Change]) {
        let mut batch = Batch::new();
        self.book.put(&mut batch, changes).unwrap();
        self.disk.write(batch).unwrap();
    }
}

fn world(team: &[Person], stand_in: Option<i64>) -> World {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let world = World { book: Book::new(disk.clone()), disk };
    let changes: Vec<Change> = team.iter().cloned().map(Change::Person).collect();
    world.put(&changes);
    if let Some(stand_in) = stand_in {
        let at = moment("2026-11-24 06:00");
        let profile = Profile { stand_in: Some(PersonId(stand_in)), ..Profile::new(TO, TO, at) };
        world.put(&[Change::Profile(profile)]);
    }
    world
}

fn send(world: &World, now: DateTime<Utc>, form: Form) -> MessageId {
    let me = world.book.person(PersonId(1)).unwrap().unwrap();
    let room = Room { house: house(), facts: &world.book, now, me: &me, typed: &[] };
    let mut dice = || 7;
    let mut turn = Turn::new(room, Desk::default(), &mut dice);
    let message = mail::send(&mut turn, TO, None, None, form).unwrap();
    let changes = std::mem::take(&mut turn.changes);
    world.put(&changes);
    message.id
}

/// The alarm of the message goes off.
fn ring_one(world: &World, id: MessageId) -> DateTime<Utc> {
    let alarm = world.book.alarm(Subject::Message(id.0)).unwrap().expect("an alarm is set");
    let rung = ring(house(), &world.book, &alarm, alarm.at, &mut || 7).unwrap();
    world.put(&rung.changes);
    alarm.at
}

fn can_read(person: &Person) -> bool {
    !person.left && !person.unreachable
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_message_goes_on_until_all_who_lead_have_it(
        team in team(), stand_in in prop::option::of(2..6i64),
    ) {
        let world = world(&team, stand_in);
        let id = send(&world, moment("2026-11-24 09:00"), Form::default());
        for _ in 0..4 {
            ring_one(&world, id);
        }
        let message = world.book.message(id).unwrap().unwrap();
        prop_assert!(message.waits());
        prop_assert!(world.book.alarm(Subject::Message(id.0)).unwrap().is_some());
        let has: BTreeSet<PersonId> = message.sent.iter().map(|sent| sent.to).collect();
        prop_assert_eq!(has.len(), message.sent.len(), "somebody has it twice: {:?}", message.sent);
        for sent in &message.sent {
            let to = team.iter().find(|person| person.id == sent.to).unwrap();
            prop_assert_eq!(sent.notice.is_some(), can_read(to), "{:?}", sent);
            let notice = sent.notice.map(|id| {
                world.book.notice(sufler::domain::notice::NoticeId(id)).unwrap().unwrap()
            });
            if let Some(notice) = notice {
                prop_assert_eq!((notice.to, notice.body), (sent.to, Body::Message { message: id }));
            }
        }
        // At the end somebody who leads has it; those on shift come before those who are not.
        let leads = || team.iter().filter(|p| p.role >= Role::Supervisor && can_read(p));
        let on_shift = leads().any(|p| p.on_shift);
        for leader in leads().filter(|p| p.on_shift || !on_shift) {
            prop_assert!(has.contains(&leader.id), "{:?} has not got it", leader);
        }
    }

    #[test]
    fn who_comes_to_lead_gets_what_nobody_reads(team in team()) {
        let world = world(&team, None);
        let id = send(&world, moment("2026-11-24 09:00"), Form::default());
        for _ in 0..3 {
            ring_one(&world, id);
        }
        // All are gone; then somebody comes.
        for person in &team {
            world.put(&[Change::Person(Person { left: true, ..person.clone() })]);
        }
        ring_one(&world, id);
        world.put(&[Change::Person(person(9, Role::Supervisor))]);
        ring_one(&world, id);
        let message = world.book.message(id).unwrap().unwrap();
        prop_assert!(message.reached(PersonId(9)), "{:?}", message.sent);
    }
}

fn message(sent: &[(i64, Because)]) -> Message {
    let at = moment("2026-11-24 09:00");
    let sent = sent.iter().map(|(to, because)| Sent {
        to: PersonId(*to),
        at,
        because: *because,
        notice: None,
    });
    Message {
        id: MessageId(2),
        campaign: "default".to_owned(),
        lead: None,
        inquiry: None,
        by: PersonId(1),
        at,
        to: TO,
        form: Form::default(),
        sent: sent.collect(),
        state: State::Waiting,
        news: None,
        forgotten: false,
    }
}

#[test]
fn the_stand_in_comes_first_then_the_supervisors() {
    let team = [
        person(1, Role::Operator),
        person(2, Role::Operator),
        person(3, Role::Operator),
        Person { on_shift: false, ..person(4, Role::Operator) },
        person(5, Role::Supervisor),
        Person { on_shift: false, ..person(6, Role::Supervisor) },
    ];
    let next = |message: &Message, stand_ins: &[i64]| {
        let stand_ins: Vec<PersonId> = stand_ins.iter().copied().map(PersonId).collect();
        next_readers(message, &stand_ins, &team)
    };
    let first = message(&[(2, Because::Addressee)]);
    let stands_in = |id| vec![(PersonId(id), Because::StandIn(TO))];
    let leads = |id| vec![(PersonId(id), Because::Supervisor)];
    assert_eq!(next(&first, &[3, 4]), stands_in(3));
    // Who is on shift comes before who is not.
    assert_eq!(next(&first, &[4, 3]), stands_in(3));
    assert_eq!(next(&first, &[4]), stands_in(4));
    assert_eq!(next(&first, &[]), leads(5));
    // He has it already.
    assert_eq!(next(&first, &[2]), leads(5));
    let second = message(&[(2, Because::Addressee), (3, Because::StandIn(TO))]);
    assert_eq!(next(&second, &[3, 4]), leads(5));
    let third = message(&[(2, Because::Addressee), (5, Because::Supervisor)]);
    assert_eq!(next(&third, &[3]), leads(6));
    // Passed on: it begins anew.
    let passed = message(&[
        (2, Because::Addressee),
        (5, Because::Supervisor),
        (4, Because::Passed(PersonId(5))),
    ]);
    assert_eq!(next(&passed, &[3]), vec![(PersonId(3), Because::StandIn(PersonId(4)))]);
    assert_eq!(next(&passed, &[]), leads(5));
    assert!(third.is_overdue() && !passed.is_overdue() && !first.is_overdue());
}

#[test]
fn whom_the_caller_named_may_take_it_instead() {
    let mut team = vec![
        person(1, Role::Operator),
        Person { on_shift: false, ..person(2, Role::Operator) },
        person(3, Role::Operator),
        person(4, Role::Supervisor),
    ];
    team[2].name = "Мария Котова".to_owned();
    let world = world(&team, None);
    let form = Form { instead: Some("Котова".to_owned()), ..Form::default() };
    let id = send(&world, moment("2026-11-24 09:00"), form);
    let message = world.book.message(id).unwrap().unwrap();
    let sent: Vec<_> = message.sent.iter().map(|sent| (sent.to.0, sent.because)).collect();
    assert_eq!(sent, [(2, Because::Addressee), (3, Because::StandIn(TO))]);
    let at = ring_one(&world, id);
    let minutes = i64::from(house().campaign.message_minutes);
    assert_eq!(at, moment("2026-11-24 09:00") + Duration::minutes(minutes));
    assert!(world.book.message(id).unwrap().unwrap().is_overdue());
}

#[test]
fn of_each_reader_his_own_unread_messages_are_counted() {
    let world = world(&[person(1, Role::Operator), person(2, Role::Operator)], None);
    let ids = [0, 1, 2].map(|_| send(&world, moment("2026-11-24 09:00"), Form::default()));
    let unread = |who, limit| world.book.unread_of(PersonId(who), limit).unwrap();
    assert_eq!([unread(TO.0, 9), unread(TO.0, 2), unread(1, 9)], [3, 2, 0]);
    let mut message = world.book.message(ids[0]).unwrap().unwrap();
    message.state = State::Read { by: TO, at: message.at };
    world.put(&[Change::Message(message)]);
    assert_eq!(unread(TO.0, 9), 2);
}

#[test]
fn the_alarm_of_a_message_that_was_read_changes_nothing() {
    let world = world(&[person(1, Role::Operator), person(2, Role::Operator)], None);
    let id = send(&world, moment("2026-11-24 09:00"), Form::default());
    let mut message = world.book.message(id).unwrap().unwrap();
    message.state = State::Read { by: TO, at: message.at };
    world.put(&[Change::Message(message.clone())]);
    let alarm = world.book.alarm(Subject::Message(id.0)).unwrap().unwrap();
    let rung = ring(house(), &world.book, &alarm, alarm.at, &mut || 7).unwrap();
    assert_eq!(rung.changes, [Change::Gone(Gone::Alarm(Subject::Message(id.0)))]);
}
