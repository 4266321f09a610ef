//! What a result that is saved from a note teaches: bounded, in the same turn, by whom it is.

use std::sync::OnceLock;

use sufler::chat::desk::{Desk, Screen};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::press::{Act, On, Press};
use sufler::chat::update::update;
use sufler::domain::attempt::Draft;
use sufler::domain::forget::Gone;
use sufler::domain::learning::{Learning, MOST_LESSONS, MOST_OF_ONE};
use sufler::domain::lesson::Lesson;
use sufler::domain::note::{Note, Noted};
use sufler::domain::people::{PersonId, Role};
use sufler::domain::record::Change;
use sufler::notes::cues::Cues;
use sufler::notes::{Notes, Reader, Settings};

use super::numbers::World;
use super::{lead, moment, person};

fn world() -> World {
    let mut world = World::new(None);
    // Nothing here depends on what is guessed.
    static NOTES: OnceLock<Notes> = OnceLock::new();
    let empty = || Reader::train(&[], &Cues::default(), &Settings::default());
    world.house.notes = NOTES.get_or_init(|| Notes::new(empty, || None)).clone();
    world.put(&[Change::Lead(lead(7, "84993224691"))]);
    world
}

fn lesson(id: u64, who: i64) -> Change {
    let (who, at) = (PersonId(who), moment("2026-11-23 06:00"));
    Change::Lesson(Lesson { id, who, code: "no_answer".into(), features: vec![1], at })
}

/// Saves a result that was made of a note; what that changes.
fn save(world: &World, open: bool) -> Vec<Change> {
    let (me, at) = (person(1, Role::Operator), moment("2026-11-24 09:00"));
    let note = Note { text: "никто не берёт".to_owned(), at, dice: 0 };
    let noted = Noted { note, open, unsure: true, first: None, gave: Vec::new() };
    let id = lead(7, "84993224691").id;
    let draft = serde_json::json!({
        "lead": id, "by": me.id, "situation": "no_answer", "spread": moment("2026-11-26 09:00"),
    });
    let draft = Draft { note: Some(noted), ..serde_json::from_value(draft).unwrap() };
    let desk = Desk { screen: Screen::Card(1), draft: Some(draft), ..Desk::default() };
    let who = Who { id: me.id, name: "P".to_owned(), lang: None };
    let event = Event::Press(Press { on: On::Screen(0), act: Act::Save });
    let incoming = Incoming { update: None, who, event };
    update(&world.house, &world.book, Some(desk), &incoming, at, &mut || 7).unwrap().changes
}

fn gone(changes: &[Change]) -> Vec<u64> {
    let lessons = changes.iter().filter_map(|change| match change {
        Change::Gone(Gone::Lesson(lesson)) => Some(lesson.id),
        _ => None,
    });
    lessons.collect()
}

fn saved(changes: &[Change]) -> bool {
    changes.iter().any(|change| matches!(change, Change::Attempt(_)))
}

#[test]
fn what_nobody_has_chosen_is_never_saved() {
    assert!(!saved(&save(&world(), true)));
}

#[test]
fn the_oldest_lesson_of_the_same_person_gives_way() {
    let world = world();
    world.put(&[lesson(1, 2), lesson(2, 1), lesson(3, 1)]);
    let people = vec![(PersonId(1), MOST_OF_ONE), (PersonId(2), 1)];
    world.put(&[Change::Learning(Learning { people: people.clone(), ..Learning::default() })]);
    let changes = save(&world, false);
    assert!(saved(&changes));
    assert_eq!(gone(&changes), [2]);
    world.put(&changes);
    assert_eq!(world.book.learning().unwrap().people, people);
    let left: Vec<u64> = world.book.lessons(None).unwrap().iter().map(|one| one.id).collect();
    assert_eq!(left, [1, 3, 4]);
}

#[test]
fn the_oldest_lesson_of_all_gives_way() {
    let world = world();
    world.put(&[lesson(5, 2), lesson(6, 3)]);
    let people = vec![(PersonId(2), MOST_LESSONS - 1), (PersonId(3), 1)];
    world.put(&[Change::Learning(Learning { people, ..Learning::default() })]);
    let changes = save(&world, false);
    assert_eq!(gone(&changes), [5]);
    world.put(&changes);
    let learning = world.book.learning().unwrap();
    assert_eq!(learning.count(), MOST_LESSONS);
    assert_eq!(learning.of(PersonId(1)), 1);
}

#[test]
fn nothing_is_learned_while_that_is_off() {
    let world = world();
    world.put(&[Change::Learning(Learning { off: true, ..Learning::default() })]);
    let changes = save(&world, false);
    assert!(saved(&changes));
    assert!(!changes.iter().any(|c| matches!(c, Change::Lesson(_) | Change::Learning(_))));
}
