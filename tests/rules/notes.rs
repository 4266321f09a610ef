//! What a result that is saved from a note teaches: bounded, in the same turn, by whom it is.

use sufler::chat::desk::{Desk, Screen};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::press::{Act, On, Press};
use sufler::chat::taught::Taught;
use sufler::chat::update::update;
use sufler::domain::attempt::Draft;
use sufler::domain::forget::{Gone, Secret};
use sufler::domain::learning::{Learning, MOST_LESSONS, MOST_OF_ONE};
use sufler::domain::lesson::Lesson;
use sufler::domain::note::{Note, Noted};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::Change;
use sufler::notes::learned::Learned;
use sufler::notes::{Notes, Trained, Verdict};

use super::numbers::World;
use super::{lead, moment, person};

fn world() -> World {
    let mut world = World::new(None);
    // Nothing here depends on what is guessed.
    world.house.notes = Notes::new(Trained::default);
    world.put(&[Change::Lead(lead(7, "84993224691"))]);
    world
}

fn lesson(id: u64, who: i64) -> Change {
    let (who, at) = (PersonId(who), moment("2026-11-23 06:00"));
    Change::Lesson(Lesson { id, who, code: "no_answer".into(), features: vec![1], reader: 7, at })
}

/// Saves a result that was made of a note; what that changes.
fn save(world: &World, open: bool) -> Vec<Change> {
    let (me, at) = (person(1, Role::Operator), moment("2026-11-24 09:00"));
    let note = Note { text: "никто не берёт".to_owned(), at, dice: 0 };
    let noted =
        Noted { note, open, unsure: true, first: None, offered: Vec::new(), gave: Vec::new() };
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

/// Types a note; what is on the screen then.
fn typed(world: &World) -> Desk {
    let (me, at) = (person(1, Role::Operator), moment("2026-11-24 09:00"));
    let who = Who { id: me.id, name: "P".to_owned(), lang: None };
    let words = "8 499 322-46-91 никто не берёт".to_owned();
    let incoming = Incoming { update: None, who, event: Event::Command("result".into(), words) };
    update(&world.house, &world.book, None, &incoming, at, &mut || 7).unwrap().desk.unwrap()
}

/// Forgets lessons, as an administrator does; what that changes.
fn forget(world: &World, who: Option<i64>) -> Vec<Change> {
    learning(world, Screen::Unlearn(who.map(PersonId)), Act::Yes)
}

/// Presses a key of what an administrator sees of learning; what that changes.
fn learning(world: &World, screen: Screen, act: Act) -> Vec<Change> {
    let admin = Person { role: Role::Admin, ..person(9, Role::Operator) };
    world.put(&[Change::Person(admin.clone())]);
    let desk = Desk { screen, ..Desk::default() };
    let who = Who { id: admin.id, name: "P".to_owned(), lang: None };
    let event = Event::Press(Press { on: On::Screen(0), act });
    let incoming = Incoming { update: None, who, event };
    let at = moment("2026-11-24 09:00");
    update(&world.house, &world.book, Some(desk), &incoming, at, &mut || 7).unwrap().changes
}

fn lesson_key(id: u64) -> Vec<u8> {
    [b"K".as_slice(), &id.to_be_bytes()].concat()
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

#[test]
fn nobody_waits_while_the_reader_is_trained_aside() {
    let mut world = world();
    let notes = Notes::new(|| unreachable!("nobody may train it on the way"));
    notes.never_wait();
    world.house.notes = notes;
    assert!(world.house.notes.ready().is_none() && world.house.notes.reasons().is_none());
    assert_eq!(world.house.guess("никто не берёт").verdict(), Verdict::Unsure(Vec::new()));
    let desk = typed(&world);
    assert_eq!(desk.screen, Screen::Situations(lead(7, "84993224691").id));
    let noted = desk.draft.unwrap().note.unwrap();
    assert!(noted.unsure);
    assert_eq!(noted.note.text, "никто не берёт");
    let changes = save(&world, false);
    assert!(saved(&changes));
    assert!(!changes.iter().any(|c| matches!(c, Change::Lesson(_) | Change::Learning(_))));
}

#[test]
fn who_asks_for_the_reader_itself_has_it_trained() {
    let notes = Notes::new(Trained::default);
    notes.never_wait();
    assert!(notes.ready().is_none());
    notes.reader();
    assert!(notes.ready().is_some());
}

#[test]
fn training_that_breaks_is_not_tried_again() {
    let notes = Notes::new(|| std::panic::resume_unwind(Box::new("broken")));
    for _ in 0..2 {
        let guesses = notes.guess("никто не берёт", &Learned::none());
        assert_eq!(guesses.verdict(), Verdict::Unsure(Vec::new()));
        assert!(notes.reasons().is_none());
    }
    let mut world = world();
    world.house.notes = notes;
    assert!(typed(&world).draft.unwrap().note.unwrap().unsure);
    assert!(saved(&save(&world, false)));
}

#[test]
fn a_lesson_says_whose_fingerprints_it_keeps() {
    let world = world();
    let changes = save(&world, false);
    let lesson = taught(&changes);
    let salt = salt_of(&changes).salt();
    let own = world.house.notes.reader().hashing();
    assert_eq!(lesson.reader, salt.of(own));
    assert_ne!(lesson.reader, own, "and that they are salted");
    assert_ne!(own, 0, "that is what lessons without it have");
}

fn taught(changes: &[Change]) -> Lesson {
    let lesson = changes.iter().find_map(|change| match change {
        Change::Lesson(lesson) => Some(lesson.clone()),
        _ => None,
    });
    lesson.unwrap()
}

fn salt_of(changes: &[Change]) -> Secret {
    let salt = changes.iter().find_map(|change| match change {
        Change::Learning(learning) => learning.salt.clone(),
        _ => None,
    });
    salt.unwrap()
}

#[test]
fn who_has_no_salt_tries_words_against_a_lesson_in_vain() {
    let world = world();
    let plain = world.house.notes.reader().lesson("никто не берёт");
    assert!(!plain.is_empty());
    let changes = save(&world, false);
    let (lesson, salt) = (taught(&changes), salt_of(&changes));
    assert!(!lesson.features.iter().any(|salted| plain.contains(salted)));
    let salted: Vec<u32> = plain.iter().map(|print| salt.salt().of(*print)).collect();
    assert_eq!(lesson.features, salted);
    // Another lesson has the same salt; after everything is forgotten there is a new one.
    let learning = changes.into_iter().filter(|change| matches!(change, Change::Learning(_)));
    world.put(&learning.collect::<Vec<_>>());
    let again = save(&world, false);
    assert!(salt_of(&again) == salt && taught(&again).features == salted);
    world.put(&forget(&world, None));
    assert!(world.book.learning().unwrap().salt.is_none());
}

#[test]
fn what_was_learned_before_there_was_a_salt_counts_beside_what_is_learned_with_it() {
    let world = world();
    let reader = world.house.notes.reader();
    let (features, hashing) = (reader.lesson("никто не берёт"), reader.hashing());
    let lesson = |id, who| Lesson {
        id,
        who: PersonId(who),
        code: "no_answer".into(),
        features: features.clone(),
        reader: hashing,
        at: moment("2026-11-23 06:00"),
    };
    let salt = Secret::new(&mut || 7);
    let known = |lessons: &[Lesson], salt: Option<&Secret>| {
        let mut learned = Learned::fold(lessons.iter(), 2);
        learned.salted_with(salt);
        let known = reader.known("никто не берёт", &learned);
        lessons.iter().for_each(|lesson| learned.take(lesson));
        assert!(learned.is_none(), "taken back as it was added");
        known > 0.0
    };
    assert!(known(&[lesson(1, 1)], None) && known(&[lesson(1, 1)], Some(&salt)));
    let salted = lesson(2, 2).salted(&salt.salt());
    assert!(known(std::slice::from_ref(&salted), Some(&salt)));
    assert!(known(&[lesson(1, 1), salted.clone()], Some(&salt)));
    assert!(!known(std::slice::from_ref(&salted), None));
    assert!(!known(&[salted], Some(&Secret::new(&mut || 8))));
}

#[test]
fn lessons_that_do_not_read_do_not_make_room_for_ever_more() {
    let world = world();
    let ids = 1..=12;
    world.put(&ids.clone().map(|id| lesson(id, 1)).collect::<Vec<_>>());
    let people = vec![(PersonId(1), MOST_OF_ONE)];
    world.put(&[Change::Learning(Learning { people, ..Learning::default() })]);
    ids.clone().for_each(|id| world.damage(lesson_key(id)));
    let changes = save(&world, false);
    assert!(saved(&changes));
    assert!(!changes.iter().any(|c| matches!(c, Change::Lesson(_) | Change::Learning(_))));
}

#[test]
fn where_it_is_lost_what_lessons_come_to_results_are_saved_and_it_can_be_switched_on_again() {
    let world = world();
    world.put(&[lesson(1, 2), lesson(2, 1), lesson(3, 2), Change::Learning(Learning::default())]);
    world.damage(b"K".to_vec());
    world.damage(lesson_key(3));
    assert!(world.book.learning().is_err());
    let changes = save(&world, false);
    assert!(saved(&changes));
    assert!(!changes.iter().any(|c| matches!(c, Change::Lesson(_) | Change::Learning(_))));
    world.put(&learning(&world, Screen::Learning, Act::Teach));
    let healed = world.book.learning().unwrap();
    assert!(!healed.off);
    assert_eq!(healed.people, [(PersonId(1), 1), (PersonId(2), 1)]);
    world.damage(b"K".to_vec());
    world.put(&forget(&world, None));
    let emptied = Learning { off: true, ..Learning::default() };
    assert_eq!(world.book.learning().unwrap(), emptied);
    assert_eq!(world.book.count_lessons(None).unwrap(), 0);
}

#[test]
fn what_does_not_read_is_forgotten_as_well() {
    for who in [Some(1), None] {
        let world = world();
        world.put(&(1..=12).map(|id| lesson(id, 1)).collect::<Vec<_>>());
        world.put(&[lesson(13, 2)]);
        let people = vec![(PersonId(1), 12), (PersonId(2), 1)];
        world.put(&[Change::Learning(Learning { people, ..Learning::default() })]);
        [1, 2, 12].into_iter().for_each(|id| world.damage(lesson_key(id)));
        world.house.taught.load(
            &world.book.lessons(None).unwrap(),
            &world.book.learning().unwrap(),
            &[],
        );
        let changes = forget(&world, who);
        world.put(&changes);
        world.house.taught.follow(&changes);
        let left = usize::from(who.is_some());
        assert_eq!(world.book.count_lessons(None).unwrap() as usize, left);
        assert_eq!(world.keys(b'Q'), left);
        let learning = world.book.learning().unwrap();
        assert_eq!(learning.of(PersonId(1)), 0);
        assert_eq!(learning.count() as usize, left);
        world.house.taught.with(|learned| assert_eq!(learned.is_none(), left == 0));
        // Whom there is nothing of, nothing is forgotten.
        let again = forget(&world, who);
        assert!(!again.iter().any(|c| matches!(c, Change::Gone(_) | Change::Learning(_))));
    }
}

#[test]
fn who_comes_and_goes_is_counted_without_looking_them_all_up() {
    let Change::Lesson(one) = lesson(1, 1) else { unreachable!() };
    let taught = Taught::default();
    let people = [person(1, Role::Operator), person(3, Role::Supervisor)];
    let learning = Learning { people: vec![(PersonId(1), 1)], ..Learning::default() };
    taught.load(std::slice::from_ref(&one), &learning, &people);
    let counts = |count| {
        taught.with(|learned| assert_eq!(*learned, Learned::fold([&one].into_iter(), count)));
    };
    counts(1);
    let other = person(2, Role::Operator);
    taught.follow(&[Change::Person(other.clone())]);
    counts(2);
    taught.follow(&[Change::Person(Person { on_shift: false, ..other.clone() })]);
    counts(2);
    taught.follow(&[Change::Person(Person { role: Role::Supervisor, ..other.clone() })]);
    counts(1);
    taught.follow(&[Change::Person(other.clone())]);
    taught.follow(&[Change::Person(Person { left: true, ..other })]);
    counts(1);
    let people = vec![(PersonId(1), 1), (PersonId(4), 1), (PersonId(5), 1)];
    taught.follow(&[Change::Learning(Learning { people, ..Learning::default() })]);
    counts(3);
}
