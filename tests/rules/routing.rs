//! Who should take a caller, whoever talked with whom and whoever is there. Source: seed 001, domain
//! page section 7.

use proptest::prelude::*;
use sufler::domain::campaign::Source;
use sufler::domain::naming::{self, Named};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::phone::{self, Phone};
use sufler::domain::responsible;
use sufler::domain::routing::{Can, Candidate, Known, Talk, Why, candidates, next, whose};

use super::{moment, person};

fn team() -> impl Strategy<Value = Vec<Person>> {
    let one = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    prop::collection::vec(one, 1..7).prop_map(|marks| {
        let people = marks.into_iter().enumerate();
        people
            .map(|(id, (on_shift, unreachable, left, exempt, default_for_calls))| Person {
                on_shift,
                unreachable,
                left,
                exempt,
                default_for_calls,
                ..person(id as i64, Role::Operator)
            })
            .collect()
    })
}

fn known() -> impl Strategy<Value = Known> {
    let talk = (0..7i64, 0..1000i64).prop_map(|(by, minute)| Talk {
        by: PersonId(by),
        at: moment("2026-11-01 06:00") + chrono::Duration::minutes(minute),
    });
    let crm = (prop::sample::select(&Source::CRM), (0..7i64).prop_map(PersonId));
    (prop::collection::vec(talk, 0..12), prop::collection::vec(crm, 0..4)).prop_map(
        |(mut talks, responsible)| {
            talks.sort_by_key(|talk| talk.at);
            Known { talks, responsible }
        },
    )
}

fn sources() -> impl Strategy<Value = Vec<Source>> {
    Just(Source::ALL.to_vec()).prop_shuffle().prop_flat_map(|all| {
        (0..=all.len()).prop_map(move |count| all.iter().copied().take(count).collect())
    })
}

proptest! {
    #[test]
    fn each_is_named_once_and_nobody_who_does_not_count(
        team in team(), known in known(), sources in sources()
    ) {
        let found = candidates(&sources, &known, &team);
        for (at, candidate) in found.iter().enumerate() {
            let person = team.iter().find(|p| p.id == candidate.who).unwrap();
            prop_assert!(!person.left);
            prop_assert!(!person.exempt || candidate.why == Why::Default, "a director never counts");
            prop_assert_eq!(candidate.can, Can::of(person));
            prop_assert!(found[..at].iter().all(|other| other.who != candidate.who));
            match candidate.why {
                Why::Responsible(source) => {
                    prop_assert!(sources.contains(&source));
                    prop_assert!(known.responsible.contains(&(source, candidate.who)));
                }
                Why::LastTalk(at) | Why::EarlierTalk(at) => {
                    prop_assert!(sources.contains(&Source::Own));
                    let talk = Talk { by: candidate.who, at };
                    prop_assert!(known.talks.contains(&talk));
                }
                Why::Default => prop_assert!(person.default_for_calls),
            }
        }
    }

    #[test]
    fn the_first_source_that_knows_somebody_comes_first(
        team in team(), known in known(), sources in sources()
    ) {
        let found = candidates(&sources, &known, &team);
        let counts = |id: PersonId| team.iter().any(|p| p.id == id && !p.left && !p.exempt);
        let of = |source: &Source| match source {
            Source::Own => known.talks.iter().rev().find(|t| counts(t.by)).map(|talk| talk.by),
            _ => {
                let named = known.responsible.iter().filter(|(from, _)| from == source);
                named.map(|(_, who)| *who).find(|who| counts(*who))
            }
        };
        let expected = sources.iter().find_map(of);
        prop_assert_eq!(whose(&found).map(|candidate| candidate.who), expected);
        // The default colleague stands last, unless known for something else.
        let default = found.iter().position(|candidate| candidate.why == Why::Default);
        prop_assert!(default.is_none_or(|at| at + 1 == found.len()));
        let marked = team.iter().find(|p| p.default_for_calls && !p.left);
        prop_assert!(marked.is_none_or(|p| found.iter().any(|c| c.who == p.id)));
    }

    #[test]
    fn nobody_is_asked_who_cannot_take_it_or_was_asked(
        team in team(), known in known(), sources in sources(), me in 0..7i64,
        asked in prop::collection::vec((0..7i64).prop_map(PersonId), 0..4)
    ) {
        let found = candidates(&sources, &known, &team);
        let fits = |c: &&Candidate| {
            c.can == Can::Now && c.who.0 != me && !asked.contains(&c.who)
        };
        prop_assert_eq!(next(&found, PersonId(me), &asked), found.iter().find(fits));
        // Going on through all of them ends.
        let mut asked = asked;
        for _ in 0..=found.len() {
            match next(&found, PersonId(me), &asked) {
                Some(candidate) => asked.push(candidate.who),
                None => break,
            }
        }
        prop_assert!(next(&found, PersonId(me), &asked).is_none());
    }

    #[test]
    fn a_local_number_is_one_of_its_area(number in 2_000_000u32..9_999_999) {
        let local = number.to_string();
        let spelt = format!("{}-{}-{}", &local[..3], &local[3..5], &local[5..]);
        for area in ["495", "812", "343"] {
            let whole = Phone::parse(&format!("8{area}{local}"), "RU");
            for text in [&local, &spelt] {
                prop_assert_eq!(&Phone::parse_in(text, "RU", Some(area)), &whole);
            }
            prop_assert_eq!(Phone::parse_in(&local, "RU", None), None);
            // A whole number is itself, wherever the campaign is.
            let full = Phone::parse("84993224685", "RU");
            prop_assert_eq!(Phone::parse_in("8 499 322-46-85", "RU", Some(area)), full);
        }
    }

    #[test]
    fn names_match_in_any_order_and_case(words in prop::collection::vec("[а-яёა-ჰ]{2,8}", 2..4)) {
        let name = words.join(" ");
        let mut turned = words.clone();
        turned.rotate_left(1);
        let written = turned.join("  ").replace('ё', "Е").to_uppercase();
        prop_assert!(naming::same(&name, &written), "{name} / {written}");
        prop_assert_eq!(naming::same(&name, &words[0]), name == words[0]);
    }
}

#[test]
fn a_responsible_name_names_one_of_the_team_or_nobody() {
    let named = |id, name: &str| Person { name: name.to_owned(), ..person(id, Role::Operator) };
    let mut team = vec![
        named(1, "Пётр Семёнов"),
        named(2, "Анна"),
        named(3, "Иванова Анна Петровна"),
        named(4, "Иван Ким"),
        named(5, "Иван Ким"),
        Person { left: true, ..named(6, "Нино Беридзе") },
    ];
    for (text, expected) in [
        ("Семенов Петр", Named::One(PersonId(1))),
        ("СЕМЁНОВ ПЁТР ИЛЬИЧ", Named::One(PersonId(1))),
        ("анна", Named::One(PersonId(2))),
        ("Анна Иванова", Named::One(PersonId(3))),
        ("Анна Смирнова", Named::Nobody),
        ("Пётр", Named::Nobody),
        ("Ким Иван", Named::Several),
        ("Нино Беридзе", Named::Nobody),
        ("", Named::Nobody),
        (" - ", Named::Nobody),
    ] {
        assert_eq!(naming::find(text, &team), expected, "{text}");
    }
    team.push(named(7, "Пётр Семёнов Ильич"));
    assert_eq!(
        naming::find("семенов петр", &team),
        Named::One(PersonId(1)),
        "exactly before nearly"
    );
}

#[test]
fn a_short_number_is_a_questionnaire_and_a_spelt_one_a_telephone() {
    let named = |text: &str| phone::named_in(text, "RU", Some("4212"));
    assert_eq!(named("322468"), Some(phone::Named::Questionnaire(322468)));
    let expected = Phone::parse("84212322468", "RU").unwrap();
    assert_eq!(named("32-24-68"), Some(phone::Named::Phone(expected)));
    assert_eq!(phone::named("322-46-85", "RU"), None);
}

#[test]
fn whoever_is_named_is_among_those_who_are_near() {
    let names = ["Anna Petrova", "Anna Petrova", "Kotova Maria Olegovna", "Li", ""];
    let people = (1..)
        .zip(names)
        .map(|(id, name)| Person { name: name.to_owned(), ..person(id, Role::Operator) });
    let people: Vec<Person> = people.collect();
    let team = naming::Names::new(&people);
    let written =
        ["petrova ANNA", "Maria Kotova", "li", "Li/Anna Petrova", "Olegovna", "Ivan", " ", "Li, M"];
    for name in written {
        assert_eq!(
            responsible::find(name, &team.near(name)),
            responsible::find(name, &people),
            "{name}"
        );
    }
    assert!(team.near("Ivan Sidorov").is_empty());
}
