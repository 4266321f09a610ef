//! The telephone form: what is typed is read, and what it says of a call is kept at every minute,
//! also across midnight and while the clocks are changed. Source: seed 001.

use chrono::{Duration, NaiveTime, Timelike};
use chrono_tz::Tz;
use proptest::prelude::*;
use sufler::chat::form::{Reader, search};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::profile::{
    Because, Caller, DAY, Elsewhere, Profile, Question, Span, Standing, Timed, What, Whom, next,
    same_topic, within,
};

use super::{cases, house, moment, now, person};

fn span() -> impl Strategy<Value = Span> {
    (0..DAY, 1..=DAY).prop_map(|(from, to)| Span { from, to })
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    prop::collection::vec(span(), 0..4)
}

fn zone() -> impl Strategy<Value = Tz> {
    prop::sample::select(vec![
        chrono_tz::Europe::Moscow,
        chrono_tz::Asia::Tbilisi,
        chrono_tz::Europe::Berlin,
        chrono_tz::Asia::Kathmandu,
        chrono_tz::America::New_York,
    ])
}

fn empty() -> Profile {
    Profile::new(PersonId(1), PersonId(1), moment("2026-01-01 00:00"))
}

fn named(name: &str) -> Caller {
    Caller { name: Some(name.to_owned()), ..Caller::default() }
}

fn at(now: chrono::DateTime<chrono::Utc>, zone: Tz) -> Standing {
    Standing { now, zone, on_shift: true, in_call: false }
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn hours_hold_the_minutes_between_their_ends(span in span(), minute in 0..u32::from(DAY)) {
        let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 30).unwrap();
        // Counted off from the first minute on, over midnight.
        let length = (u32::from(span.to) + 1440 - u32::from(span.from) - 1) % 1440 + 1;
        let inside = (minute + 1440 - u32::from(span.from)) % 1440 < length;
        prop_assert_eq!(span.contains(time), inside);
    }

    #[test]
    fn the_next_good_moment_is_the_first(
        now in now(), zone in zone(), quiet in spans(), best in spans(),
    ) {
        let profile = Profile { quiet, best, ..empty() };
        let at = at(now, zone);
        let loud = |minute: i64| {
            let local = (now + Duration::minutes(minute)).with_timezone(&zone).time();
            !within(&profile.quiet, local)
        };
        match profile.next_good(&at) {
            Some(next) => {
                let waited = (next - now).num_minutes();
                prop_assert!(waited >= 0 && loud(waited), "{next} is quiet");
                if profile.best.is_empty() {
                    prop_assert!((0..waited).all(|minute| !loud(minute)), "{next} is late");
                }
            }
            None => prop_assert!((0..1440).all(|minute| !loud(minute))),
        }
    }

    #[test]
    fn where_hours_are_named_they_come(now in now(), zone in zone(), span in span()) {
        let found = next(now, zone, &[span], |time| span.contains(time));
        let local = found.map(|at| at.with_timezone(&zone).time());
        prop_assert!(local.is_some_and(|time| span.contains(time)), "{found:?}");
    }

    #[test]
    fn a_verdict_follows_the_form(
        now in now(), zone in zone(), quiet in spans(), hours in spans(),
        on_shift in any::<bool>(), in_call in any::<bool>(),
        always in any::<bool>(), never in any::<bool>(), certain in any::<bool>(),
    ) {
        let whom = Whom::Name("Anna Lee".to_owned());
        let list = |there: bool| if there { vec![whom.clone()] } else { Vec::new() };
        let timed = Timed { whom: whom.clone(), hours: hours.clone() };
        let profile = Profile {
            quiet,
            always: list(always),
            never: list(never),
            hours: if certain { vec![timed] } else { Vec::new() },
            ..empty()
        };
        let standing = Standing { now, zone, on_shift, in_call };
        let local = now.with_timezone(&zone).time();
        let verdict = profile.verdict(&named("Lee, Anna"), &standing);
        match (&verdict.what, verdict.because) {
            (What::Through { busy }, because) => {
                // Nobody is put through to somebody who is not there, or whom he never wants.
                prop_assert!(on_shift && (always || !never));
                prop_assert_eq!(*busy, in_call && always);
                let quiet = within(&profile.quiet, local);
                let theirs = certain && within(&hours, local);
                prop_assert!(always || theirs || !quiet || because == Because::Director);
            }
            (What::NotNow { from }, _) => {
                prop_assert!(on_shift && !always && !never);
                prop_assert!(from.is_none_or(|from| from > now));
            }
            (What::Never, because) => {
                prop_assert!(never && !always);
                prop_assert_eq!(because, Because::Answer(Question::Never));
            }
            (What::Absent { .. }, _) => prop_assert!(!on_shift),
            (other, _) => prop_assert!(false, "{other:?}"),
        }
        // The director is put through whenever somebody is there.
        let director = Caller { director: true, ..named("Lee, Anna") };
        let through = matches!(profile.verdict(&director, &standing).what, What::Through { .. });
        prop_assert_eq!(through, on_shift);
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,80}", which in 0..10usize) {
        let mut profile = empty();
        let reader = Reader { house: house(), lang: "ru", people: &[] };
        let question = Question::ALL[which];
        let fine = reader.answer(&mut profile, question, &text).is_ok();
        prop_assert_eq!(profile.has(question), fine);
        prop_assert_eq!(profile.asked.contains(&question), fine);
    }
}

#[test]
fn quiet_hours_across_midnight() {
    let profile = Profile { quiet: vec![Span { from: 22 * 60, to: 7 * 60 }], ..empty() };
    let zone = chrono_tz::Europe::Moscow;
    for (clock, good) in [
        ("2026-11-23 18:59", None),
        ("2026-11-23 19:00", Some("2026-11-24 04:00")),
        ("2026-11-23 23:30", Some("2026-11-24 04:00")),
        ("2026-11-24 03:59", Some("2026-11-24 04:00")),
        ("2026-11-24 04:00", None),
    ] {
        let verdict = profile.verdict(&named("Anna"), &at(moment(clock), zone));
        let expected = match good {
            Some(from) => What::NotNow { from: Some(moment(from)) },
            None => What::Through { busy: false },
        };
        assert_eq!(verdict.what, expected, "{clock}");
    }
}

#[test]
fn the_form_is_read_in_three_languages() {
    let span = |from: u16, to: u16| Span { from: from * 60, to: to * 60 };
    for (lang, text, expected) in [
        ("ru", "10:00–12:00", vec![span(10, 12)]),
        ("ru", "с 9 до 11", vec![span(9, 11)]),
        ("ru", "с 9 до 11, 15–17", vec![span(9, 11), span(15, 17)]),
        ("ru", "9-11\n15.00-17.00", vec![span(9, 11), span(15, 17)]),
        ("ru", "22:00–7:00", vec![span(22, 7)]),
        ("ru", "с 22 до 7", vec![span(22, 7)]),
        ("ru", "с 7 до 22", vec![span(7, 22)]),
        ("ru", "с 22:00 до 07:00", vec![span(22, 7)]),
        ("ru", "с 8 до 5", vec![span(8, 17)]),
        ("ru", "с 2 до 5", vec![span(14, 17)]),
        ("ru", "утром", vec![span(9, 12)]),
        ("ru", "после 16", vec![span(16, 24)]),
        ("ru", "до 10", vec![span(0, 10)]),
        ("en", "from 9 to 11", vec![span(9, 11)]),
        ("en", "from 9 am to 11 am, from 3 pm to 5 pm", vec![span(9, 11), span(15, 17)]),
        ("en", "9am-11am", vec![span(9, 11)]),
        ("en", "after 4 pm", vec![span(16, 24)]),
        ("ka", "10:00–12:00", vec![span(10, 12)]),
        ("ka", "9-დან 11-მდე", vec![span(9, 11)]),
        ("ka", "22-დან 7-მდე", vec![span(22, 7)]),
        ("ka", "დილით", vec![span(9, 12)]),
    ] {
        let reader = Reader { house: house(), lang, people: &[] };
        assert_eq!(reader.hours(text).ok(), Some(expected), "{lang}: {text}");
    }
    for text in ["", "в 10", "завтра", "с 9", "10-12, ой", "25-26", "когда-нибудь", "10"]
    {
        let reader = Reader { house: house(), lang: "ru", people: &[] };
        let read = reader.hours(text);
        assert!(read.is_err() || text == "с 9", "{text}: {read:?}");
    }
}

fn read(question: Question, text: &str) -> Option<Profile> {
    let mut people = vec![person(1, Role::Operator), person(2, Role::Operator)];
    people[0].name = "Мария Петрова".to_owned();
    people[1].name = "Мария Котова".to_owned();
    let mut profile = empty();
    let reader = Reader { house: house(), lang: "ru", people: &people };
    reader.answer(&mut profile, question, text).ok().map(|()| profile)
}

#[test]
fn names_and_numbers_are_read() {
    let name = |name: &str| Whom::Name(name.to_owned());
    let phone = |text: &str| Whom::Phone(Phone::parse(text, "RU").unwrap());
    let never = read(Question::Never, "Иванов, ООО «Ромашка»\n8 499 322-46-85; +995 32 234 11 11");
    let expected =
        vec![name("Иванов"), name("ООО «Ромашка»"), phone("+74993224685"), phone("+995322341111")];
    assert_eq!(never.unwrap().never, expected);
    assert_eq!(read(Question::Always, "12-34"), None);
    assert_eq!(read(Question::Always, " ,;\n"), None);

    let timed = |whom, hours: &[(u16, u16)]| {
        let hours = hours.iter().map(|(a, b)| Span { from: a * 60, to: b * 60 }).collect();
        Timed { whom, hours }
    };
    let hours = read(
        Question::Hours,
        "Иванов Пётр — 10:00–12:00, 15-16\nПетрова: утром\n8 499 322-46-85 — с 9 до 11\nАнна-Мария 9-10",
    );
    let expected = vec![
        timed(name("Иванов Пётр"), &[(10, 12), (15, 16)]),
        timed(name("Петрова"), &[(9, 12)]),
        timed(phone("+74993224685"), &[(9, 11)]),
        timed(name("Анна-Мария"), &[(9, 10)]),
    ];
    assert_eq!(hours.unwrap().hours, expected);
    for wrong in ["Иванов", "10:00–12:00", "Иванов — 10", "Иванов — когда-нибудь"]
    {
        assert_eq!(read(Question::Hours, wrong), None, "{wrong}");
    }
    // Private talk may have no hours.
    let private = read(Question::Private, "жена\nсын — 13–14").unwrap().private;
    assert_eq!(private, [timed(name("жена"), &[]), timed(name("сын"), &[(13, 14)])]);
    assert_eq!(read(Question::Private, "сын — 13"), None);
}

#[test]
fn topics_go_to_colleagues() {
    let entry = |topic: &str, name: &str, person: Option<i64>| Elsewhere {
        topic: topic.to_owned(),
        name: name.to_owned(),
        person: person.map(PersonId),
    };
    let found =
        read(Question::Elsewhere, "счета, оплата — Котова\nдоставка - отдел доставки; брак: Мария");
    let expected = [
        entry("счета", "Котова", Some(2)),
        entry("оплата", "Котова", Some(2)),
        entry("доставка", "отдел доставки", None),
        // Two of them.
        entry("брак", "Мария", None),
    ];
    assert_eq!(found.unwrap().elsewhere, expected);
    assert_eq!(read(Question::Elsewhere, "счета"), None);
    for (topic, told, same) in [
        ("счета", "Хочет получить счёт на оплату", true),
        ("оплата", "спрашивает об оплате", true),
        ("цены", "какая цена", true),
        ("договор аренды", "продлить договор по аренде", true),
        ("договор аренды", "договор поставки", false),
        ("invoices", "wants an invoice", true),
        ("ანგარიში", "ანგარიშის შესახებ", true),
        ("доставка", "договор", false),
        ("", "договор", false),
    ] {
        assert_eq!(same_topic(topic, told), same, "{topic}: {told}");
    }
    let profile = Profile {
        settled: vec!["адрес".to_owned()],
        ..read(Question::Elsewhere, "счета — Котова").unwrap()
    };
    let call = |topic: &str| Caller { topic: Some(topic.to_owned()), ..named("Иванов") };
    let now = at(moment("2026-11-23 09:00"), chrono_tz::Europe::Moscow);
    assert_eq!(profile.verdict(&call("узнать адрес"), &now).what, What::Settled);
    let elsewhere = What::Elsewhere(entry("счета", "Котова", Some(2)));
    assert_eq!(profile.verdict(&call("счёт за май"), &now).what, elsewhere);
    assert_eq!(profile.verdict(&call("встреча"), &now).what, What::Through { busy: false });
}

#[test]
fn whoever_is_meant_is_known_by_any_of_his_names() {
    let whom = |name: &str| Whom::Name(name.to_owned());
    let of = |name: &str, organisation: &str| Caller {
        name: Some(name.to_owned()),
        organisation: Some(organisation.to_owned()),
        ..Caller::default()
    };
    for (entry, name, organisation, is) in [
        ("Иванов", "Иванов Александр Петрович", "", true),
        ("Иванов Александр Петрович", "Александр Иванов", "", true),
        ("Иванов Александр Петрович", "Александр", "", false),
        ("Семёнов", "семенов", "", true),
        ("ООО «Ромашка»", "Пётр", "Ромашка", true),
        ("Ромашка", "Пётр", "ООО «Ромашка»", true),
        ("Банк Альфа", "Пётр", "Банк", false),
        ("Иванов", "Петров", "Ивановский завод", false),
        ("", "", "", false),
    ] {
        assert_eq!(of(name, organisation).is(&whom(entry)), is, "{entry}: {name}, {organisation}");
    }
    let phone = Phone::parse("+74993224685", "RU").unwrap();
    let caller = Caller { phone: Some(phone.clone()), ..Caller::default() };
    assert!(caller.is(&Whom::Phone(phone.clone())));
    assert!(!named("x").is(&Whom::Phone(phone)));
}

#[test]
fn colleagues_are_found_by_the_beginnings_of_their_names() {
    let with = |id, name: &str| Person { name: name.to_owned(), ..person(id, Role::Operator) };
    let left = Person { left: true, ..with(4, "Анна Белова") };
    let people = [with(1, "Анна Котова"), with(2, "Пётр Котов"), with(3, "ნინო გელაშვილი"), left];
    let found = |text: &str| search(&people, text).iter().map(|p| p.id.0).collect::<Vec<_>>();
    assert_eq!(found("кот"), [1, 2]);
    assert_eq!(found("котова анна"), [1]);
    assert_eq!(found("გელა"), [3]);
    assert_eq!(found("анна"), [1]);
    assert_eq!(found(""), [0i64; 0]);
}

#[test]
fn away_means_absent_until_he_is_back() {
    let zone = chrono_tz::Europe::Moscow;
    let profile = Profile { away: Some(moment("2026-11-23 11:00")), ..empty() };
    let what = |clock: &str| profile.verdict(&named("Анна"), &at(moment(clock), zone)).what;
    assert_eq!(what("2026-11-23 10:59"), What::Absent { back: profile.away });
    assert_eq!(what("2026-11-23 11:00"), What::Through { busy: false });
    let local = moment("2026-11-23 11:00").with_timezone(&zone).time();
    assert_eq!(local.hour(), 14);
}
