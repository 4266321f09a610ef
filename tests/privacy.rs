//! What is forgotten is gone: whatever people did with a lead, after `/forget` no pair of the store
//! holds anything that they typed about it, nothing of others is lost, and the counts are as before.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use serde_json::Value;
use sufler::app::load::{self, Doors, Sources};
use sufler::app::{App, Clock};
use sufler::chat::edge::{Backstage, Drawn};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::house::House;
use sufler::chat::press::{Act, Press};
use sufler::chat::view::Key;
use sufler::domain::campaign::Source;
use sufler::domain::forget::Rule;
use sufler::domain::lead::LeadId;
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::record::Change;
use sufler::domain::responsible::Responsible;
use sufler::store::disk::{Pair, prefix_end};
use sufler::store::schema;
use sufler::store::verify::verify;
use sufler::store::{Batch, Book, Disk, Memory, envelope};
use tokio::sync::mpsc::unbounded_channel;

const LEADS: u32 = 3;
const SUPERVISOR: i64 = 3;
const ADMIN: i64 = 4;
const ROLES: [Role; 4] = [Role::Operator, Role::Operator, Role::Supervisor, Role::Admin];

fn phone(lead: u32) -> String {
    format!("+7499322468{lead}")
}

/// The built-in installation, with this rule, and the versions of scripts that it keeps.
fn installation(rule: Rule) -> (Arc<House>, Vec<Pair>) {
    type Both = [(Arc<House>, Vec<Pair>); 2];
    static BOTH: OnceLock<Both> = OnceLock::new();
    let make = |rule| {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let sources = Sources::read(None, None).unwrap();
        let mut house = load::house(&sources, Doors::default(), &disk).unwrap();
        house.campaign.forget = rule;
        (Arc::new(house), disk.range(&[], &prefix_end(&[]), usize::MAX).unwrap())
    };
    let both = BOTH.get_or_init(|| [make(Rule::Pseudonymise), make(Rule::Remove)]);
    both[usize::from(rule == Rule::Remove)].clone()
}

struct World {
    disk: Arc<dyn Disk>,
    app: App,
    now: Arc<AtomicI64>,
    dice: u64,
    /// Everything that was typed and is no number.
    typed: Vec<String>,
}

impl World {
    fn new(rule: Rule, seed: u64) -> World {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let now = Arc::new(AtomicI64::new(1_795_413_600));
        let (house, versions) = installation(rule);
        let clock: Clock = {
            let now = now.clone();
            Arc::new(move || DateTime::from_timestamp(now.load(Ordering::SeqCst), 0).unwrap())
        };
        let mut state = seed;
        let dice = Box::new(move || split_mix(&mut state));
        let people = (1..).zip(ROLES).map(|(id, role)| {
            Change::Person(Person {
                id: PersonId(id),
                name: format!("Person{id}"),
                role,
                lang: ["ru", "ka", "en", "ru"][id as usize - 1].into(),
                zone: None,
                on_shift: true,
                since: clock(),
                unreachable: false,
                left: false,
                former: None,
                exempt: false,
                default_for_calls: false,
            })
        });
        let mut batch = Batch::new();
        versions.into_iter().for_each(|(key, value)| batch.put(key, value));
        Book::new(disk.clone()).put(&mut batch, &people.collect::<Vec<_>>()).unwrap();
        disk.write(batch).unwrap();
        schema::note(&*disk).unwrap();
        let draws = unbounded_channel().0;
        let app = App::start(house, disk.clone(), clock, dice, draws).unwrap();
        World { disk, app, now, dice: !seed, typed: Vec::new() }
    }

    fn below(&mut self, limit: usize) -> usize {
        (split_mix(&mut self.dice) % limit as u64) as usize
    }

    fn happens(&self, who: i64, event: Event) {
        let who = Who { id: PersonId(who), name: String::new(), lang: None };
        let settled = self.app.submit(Incoming { update: None, who, event });
        settled.blocking_recv().unwrap();
    }

    fn types(&self, who: i64, text: &str) {
        self.happens(who, Event::typed(text));
    }

    fn keys(&self, who: i64) -> Vec<Press> {
        let screen = self.app.screen(PersonId(who)).unwrap();
        let keys = screen.map(|drawing| drawing.view.keys.concat()).unwrap_or_default();
        let press = |key| if let Key::Press(_, press) = key { Some(press) } else { None };
        keys.into_iter().filter_map(press).collect()
    }

    fn presses(&self, who: i64, act: &Act) {
        let key = self.keys(who).into_iter().find(|press| press.act == *act);
        self.happens(who, Event::Press(key.unwrap_or_else(|| panic!("no key {act:?}"))));
    }

    /// Somebody who works with leads does something.
    fn step(&mut self) {
        let who = 1 + self.below(3) as i64;
        let lead = 1 + self.below(LEADS as usize) as u32;
        let number = self.typed.len();
        match self.below(18) {
            16 => self.types(who, "/incoming"),
            17 => {
                // Whoever calls in is led by a script, as soon as one is chosen.
                self.types(who, "/incoming");
                let scripts = self.keys(who).into_iter();
                let scripts: Vec<_> =
                    scripts.filter(|key| matches!(key.act, Act::Script(_))).collect();
                if !scripts.is_empty() {
                    let at = self.below(scripts.len());
                    self.happens(who, Event::Press(scripts[at].clone()));
                    self.types(who, &phone(lead));
                }
            }
            0 => self.types(who, &format!("/call {}", phone(lead))),
            1 => self.types(who, &format!("/result {}", phone(lead))),
            2 => self.types(who, &phone(lead)),
            3..=5 => {
                let text = match self.below(3) {
                    0 => format!("secret{number}@example.com"),
                    1 => format!("Тайна{number:03}."),
                    _ => format!("Secret{number:03}."),
                };
                self.types(who, &text);
                self.typed.push(text);
            }
            6 => self.types(who, "/cancel"),
            7 => {
                self.now.fetch_add(3_600 * 7, Ordering::SeqCst);
                self.app.book().first_wake().unwrap();
                sufler::timer::Due::wake(&self.app).blocking_recv().unwrap();
            }
            _ => {
                // Names, languages and how their calls are handled are their own; nobody ends his work here.
                let own = |press: &Press| {
                    matches!(
                        press.act,
                        Act::Name | Act::Zones | Act::Langs | Act::Shift | Act::Profile(_)
                    )
                };
                let keys: Vec<_> = self.keys(who).into_iter().filter(|k| !own(k)).collect();
                if !keys.is_empty() {
                    let at = self.below(keys.len());
                    self.happens(who, Event::Press(keys[at].clone()));
                }
            }
        }
    }

    fn pairs(&self) -> Vec<Pair> {
        self.disk.range(&[], &prefix_end(&[]), usize::MAX).unwrap()
    }

    /// What tells of a lead, as it lies in the store.
    fn secrets(&self, lead: u32) -> Vec<String> {
        let mut about = String::new();
        for (key, bytes) in self.pairs() {
            let Ok(opened) = envelope::open(&key, &bytes) else { continue };
            let Ok(value) = serde_json::from_slice::<Value>(opened.body) else { continue };
            let of = |value: &Value| value["lead"].as_u64() == Some(lead.into());
            match key[0] {
                b'l' if key[1..] == lead.to_be_bytes() => about += &value.to_string(),
                b'a' | b's' | b'I' | b'M' if of(&value) => about += &value.to_string(),
                b'd' => {
                    for hand in hands(&value) {
                        let parts = [&hand["walk"], &hand["draft"]].into_iter();
                        parts.filter(|part| of(part)).for_each(|part| about += &part.to_string());
                    }
                }
                _ => {}
            }
        }
        let typed = self.typed.iter().filter(|text| about.contains(text.trim_end_matches('.')));
        typed.cloned().chain([phone(lead)[1..].to_owned()]).collect()
    }

    /// Calls by day and result, those that were removed among them.
    fn counts(&self) -> BTreeMap<(NaiveDate, String), u32> {
        let book = self.app.book();
        let mut counts = BTreeMap::new();
        for lead in 1..=LEADS {
            for attempt in book.attempts(LeadId(lead)).unwrap() {
                let day = attempt.at.with_timezone(&chrono_tz::Europe::Moscow).date_naive();
                *counts.entry((day, attempt.code.0)).or_default() += 1;
            }
            for inquiry in book.inquiries(LeadId(lead)).unwrap() {
                let day = inquiry.ended.with_timezone(&chrono_tz::Europe::Moscow).date_naive();
                let outcome = inquiry.outcome.as_deref().unwrap_or("left");
                *counts.entry((day, format!("{}.{outcome}", inquiry.script))).or_default() += 1;
            }
        }
        for count in book.counts("default").unwrap() {
            *counts.entry((count.day, count.code.0)).or_default() += count.attempts;
        }
        counts
    }

    /// What is kept of other leads: records and their indexes, and what is in hand; but not what their
    /// callers told of the lead.
    fn others(&self, lead: u32, pretty: &str) -> Vec<(Vec<u8>, String)> {
        let of = |key: &[u8]| matches!(key[0], b'l' | b'a') && key[1..5] != lead.to_be_bytes();
        let told = |key: &[u8]| matches!(key[0], b'I' | b'M');
        let mut kept = Vec::new();
        for (key, bytes) in self.pairs() {
            if of(&key) {
                kept.push((key, String::from_utf8_lossy(&bytes).into_owned()));
            } else if told(&key) {
                let opened = envelope::open(&key, &bytes).unwrap();
                let told: Value = serde_json::from_slice(opened.body).unwrap();
                let other = told["lead"].as_u64().is_some_and(|id| id != u64::from(lead));
                if other && !told.to_string().contains(pretty) {
                    kept.push((key, told.to_string()));
                }
            } else if key[0] == b'd' {
                let opened = envelope::open(&key, &bytes).unwrap();
                let desk: Value = serde_json::from_slice(opened.body).unwrap();
                for hand in hands(&desk) {
                    for part in [&hand["walk"], &hand["draft"]] {
                        let other = part["lead"].as_u64().is_some_and(|id| id != u64::from(lead));
                        if other && !part.to_string().contains(pretty) {
                            kept.push((key.clone(), part.to_string()));
                        }
                    }
                }
            }
        }
        kept
    }
}

/// What a desk has in hand, and everything below it on the shelf.
fn hands(desk: &Value) -> impl Iterator<Item = &Value> {
    std::iter::successors(Some(desk), |hand| Some(&hand["shelf"]).filter(|it| it.is_object()))
}

fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Where something of it is left.
fn left(pairs: &[Pair], secrets: &[String]) -> Vec<String> {
    let holds = |bytes: &[u8], secret: &str| {
        bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
    };
    let mut found = Vec::new();
    for (key, bytes) in pairs {
        for secret in secrets.iter().filter(|secret| holds(key, secret) || holds(bytes, secret)) {
            let value = String::from_utf8_lossy(bytes);
            found.push(format!("{secret} under {}: {value}", String::from_utf8_lossy(key)));
        }
    }
    found
}

fn defects(world: &World) -> Vec<String> {
    let report = verify(&*world.disk, &mut |_| {}).unwrap();
    report.findings.iter().map(ToString::to_string).collect()
}

/// A lead with everything, forgotten after some work of three people on three leads.
fn forgets(rule: Rule, seed: u64, steps: usize) -> Result<usize, TestCaseError> {
    let mut world = World::new(rule, seed);
    for _ in 0..steps {
        world.step();
    }
    let lead = LeadId(1);
    let Some(before) = world.app.book().lead(lead).unwrap() else { return Ok(0) };
    let number = before.e164().unwrap().to_owned();
    // As it is shown, and kept where a caller told it.
    let pretty = before.phone.as_ref().unwrap().pretty();
    prop_assert_eq!(defects(&world), Vec::<String>::new());
    let mut secrets = world.secrets(lead.0);
    secrets.retain(|secret| !secret.starts_with("7499"));
    secrets.push(number[1..].to_owned());
    secrets.push(pretty.clone());
    let (counts, others) = (world.counts(), world.others(lead.0, &pretty));
    // Typed where a name was asked for, the number is another lead's name.
    if others.iter().any(|(_, value)| value.contains(&number)) {
        return Ok(0);
    }
    let promised = before.do_not_call.is_some();

    world.types(ADMIN, "/forget 1");
    world.presses(ADMIN, &Act::Yes);

    prop_assert_eq!(left(&world.pairs(), &secrets), Vec::<String>::new());
    prop_assert_eq!(world.counts(), counts);
    prop_assert_eq!(world.others(lead.0, &pretty), others);
    prop_assert_eq!(defects(&world), Vec::<String>::new());
    for who in 1..=ADMIN {
        prop_assert!(world.app.screen(PersonId(who)).is_ok(), "the screen of {}", who);
    }
    let after = world.app.book().lead(lead).unwrap().unwrap();
    prop_assert!(after.phone.is_none() && after.forgotten.is_some());
    let attempts = world.app.book().attempts(lead).unwrap();
    prop_assert!(rule == Rule::Pseudonymise || attempts.is_empty());
    prop_assert!(attempts.iter().all(|attempt| attempt.comment.is_empty()));

    // The number is that of a new lead now, or of nobody.
    let next = world.app.book().next(sufler::domain::record::Counter::Lead).unwrap();
    world.types(1, &number);
    let entered = world.app.book().lead(LeadId(u32::try_from(next).unwrap())).unwrap();
    prop_assert!(!promised || entered.is_none(), "a number that was promised was entered");
    Ok(secrets.len())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..Default::default() })]

    #[test]
    fn nothing_of_a_forgotten_lead_is_left(seed: u64, steps in 20..90usize, removes: bool) {
        let rule = if removes { Rule::Remove } else { Rule::Pseudonymise };
        forgets(rule, seed, steps)?;
    }
}

/// The same with a lead of which everything is known, and with what is in hand of three people.
#[test]
fn a_lead_with_everything_is_forgotten() {
    for rule in [Rule::Pseudonymise, Rule::Remove] {
        let secrets = (0..40).map(|seed| forgets(rule, seed, 80).unwrap()).sum::<usize>();
        assert!(secrets > 60, "people told too little of their leads: {secrets}");
    }
}

/// Somebody who has left: name and desk go, what was done stays with a number in place of the name.
#[test]
fn nothing_of_a_forgotten_person_is_left() {
    let world = World::new(Rule::Pseudonymise, 1);
    world.types(1, "/settings");
    world.presses(1, &Act::Name);
    world.types(1, "Тамара Secretova");
    world.types(1, &format!("/call {}", phone(1)));
    let line = |digit, name: &str| {
        let phone = Phone::parse(&phone(digit), "RU").unwrap();
        let (source, client) = (Source::AmoCrm, None);
        Change::Responsible(Responsible { source, phone, client, name: name.to_owned() })
    };
    let mut batch = Batch::new();
    let lines = [line(2, "SECRETOVA Тамара Олеговна"), line(3, "Person2")];
    world.app.book().put(&mut batch, &lines).unwrap();
    world.disk.write(batch).unwrap();
    let secrets = ["Secretova".to_owned(), "SECRETOVA".to_owned(), "Тамара".to_owned()];
    assert!(!left(&world.pairs(), &secrets).is_empty());
    // Whoever takes him off the team reads his name once more.
    world.types(SUPERVISOR, "/team");
    world.presses(SUPERVISOR, &Act::Member(1));
    world.presses(SUPERVISOR, &Act::Remove);
    assert!(!left(&world.pairs(), &secrets).is_empty());
    world.types(ADMIN, "/team");
    world.presses(ADMIN, &Act::Left);
    world.presses(ADMIN, &Act::Member(1));
    world.presses(ADMIN, &Act::ForgetPerson);
    world.presses(ADMIN, &Act::Yes);
    // What was on its way to the screen comes too late.
    world.app.drawn(Drawn::Screen { who: PersonId(1), message: 9, stamp: 9, keys: false });
    world.types(ADMIN, "/team");
    assert_eq!(left(&world.pairs(), &secrets), [""; 0]);
    assert_eq!(defects(&world), [""; 0]);
    let book = world.app.book();
    assert_eq!(book.desk(PersonId(1)).unwrap(), None);
    assert_eq!(book.responsible_named("Person2").unwrap().len(), 1);
    assert_eq!(book.lead(LeadId(1)).unwrap().unwrap().by, PersonId(1));
    let person = book.person(PersonId(1)).unwrap().unwrap();
    assert_eq!(person.former.map(|former| former.number), Some(1));
}
