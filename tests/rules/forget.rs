//! What stays of those who were forgotten.

use chrono::{DateTime, Utc};
use sufler::chat::desk::{Desk, Screen};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::press::{Act, On, Press};
use sufler::chat::update::update;
use sufler::domain::audit::{hash, short_invite};
use sufler::domain::forget::Secret;
use sufler::domain::inquiry::Inquiry;
use sufler::domain::lead::LeadId;
use sufler::domain::message::{Form, Message, MessageId};
use sufler::domain::people::{PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::record::Change;

use super::numbers::{World, message};
use super::{lead, moment, person};

fn secret(seed: u64) -> Secret {
    let mut state = seed;
    Secret::new(&mut || {
        state += 1;
        state
    })
}

#[test]
fn a_mark_is_of_one_number_in_one_campaign_under_one_key() {
    let phone = |text: &str| Phone::parse(text, "RU").unwrap();
    let mark =
        |seed, campaign: &str, text: &str| secret(seed).mark(campaign, &phone(text)).unwrap();
    let one = mark(1, "default", "8 499 322-46-85");
    assert_eq!(one, mark(1, "default", "+74993224685"));
    assert_eq!(one.len(), 64);
    assert!(!one.contains("74993224685"));
    for other in [
        mark(1, "default", "+74993224686"),
        mark(1, "defaul", "+74993224685"),
        mark(2, "default", "+74993224685"),
    ] {
        assert_ne!(one, other);
    }
    assert_eq!(format!("{:?}", secret(1)), "Secret");
}

#[test]
fn a_forgotten_lead_keeps_what_reports_count() {
    let at = DateTime::<Utc>::from_timestamp(1_795_000_000, 0).unwrap();
    let mut known = lead(7, "+74993224685");
    known.name = Some("Daisy".into());
    known.attempts = 2;
    let forgotten = known.clone().forgotten(at);
    assert_eq!((forgotten.id, forgotten.attempts, forgotten.by), (known.id, 2, known.by));
    assert_eq!((forgotten.phone, forgotten.name, forgotten.forgotten), (None, None, Some(at)));
}

#[test]
fn a_number_stands_for_the_name_until_somebody_comes_again() {
    let at = |minute: i64| DateTime::<Utc>::from_timestamp(1_795_000_000 + minute * 60, 0).unwrap();
    let known = person(1, Role::Operator);
    assert_eq!(known.number_at(at(0)), None);
    let forgotten = known.clone().forgotten(3, at(10));
    assert!(forgotten.name.is_empty() && forgotten.lang.is_empty());
    assert_eq!([0, 10, 20].map(|minute| forgotten.number_at(at(minute))), [Some(3); 3]);
    let mut again = known;
    again.former = forgotten.former;
    assert_eq!([0, 10, 20].map(|m| again.number_at(at(m))), [Some(3), Some(3), None]);
}

#[test]
fn an_entry_tells_of_an_invite_without_letting_in() {
    assert_eq!(short_invite("910a2dec89025cc1beeb8da1658eec67"), "910a2d");
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(hash(b""), empty);
}

/// A number may be told in the call of somebody else: to call back there, for example.
#[test]
fn a_forgotten_number_is_forgotten_also_where_others_told_it() {
    let world = World::new(None);
    let (pretty, about) = ("+7 499 322-46-85", "Rings Secretova back");
    let first = world.book.inquiry(1).unwrap().unwrap();
    let message =
        Message { id: MessageId(2), lead: Some(LeadId(2)), inquiry: Some(2), ..message() };
    let form = Form { about: Some(about.into()), ..message.form.clone() };
    let filled = |more: &str| {
        [("phone".to_owned(), pretty.to_owned()), ("matter".to_owned(), more.to_owned())].into()
    };
    let took = Inquiry {
        id: 2,
        lead: Some(LeadId(2)),
        message: Some(MessageId(2)),
        filled: filled(about),
        text: format!("{about}\n{pretty}"),
        ..first.clone()
    };
    let told = Inquiry {
        id: 3,
        lead: Some(LeadId(2)),
        filled: filled("Pump"),
        text: format!("Pump\nTo be rung: {pretty}"),
        ..first
    };
    world.put(&[
        Change::Person(person(4, Role::Admin)),
        Change::Lead(lead(2, "84993224686")),
        Change::Message(Message { form, ..message }),
        Change::Inquiry(took),
        Change::Inquiry(told),
    ]);
    let desk = Desk { screen: Screen::ForgetLead(LeadId(1)), ..Desk::default() };
    let who = Who { id: PersonId(4), name: "P4".to_owned(), lang: None };
    let event = Event::Press(Press { on: On::Screen(0), act: Act::Yes });
    let incoming = Incoming { update: None, who, event };
    let now = moment("2026-11-24 09:00");
    let made = update(&world.house, &world.book, Some(desk), &incoming, now, &mut || 7).unwrap();
    world.put(&made.changes);
    let message = world.book.message(MessageId(2)).unwrap().unwrap();
    assert!(message.forgotten && message.form == Form::default());
    let [took, told] = [2, 3].map(|id| world.book.inquiry(id).unwrap().unwrap());
    assert!(took.text.is_empty() && took.filled.is_empty(), "{took:?}");
    assert_eq!(told.text, "Pump");
    assert_eq!(told.filled, [("matter".to_owned(), "Pump".to_owned())].into());
}
