//! What the measurements share: an installation with the built-in rules and texts, people, and what
//! they do.

// Each measurement uses its part of this.
#![allow(dead_code, clippy::unwrap_used)]

pub mod cases;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Duration, TimeZone, Utc};
use sufler::app::load::{self, Doors, Sources};
use sufler::app::{Clock, Dice};
use sufler::chat::event::{Event, Incoming, Who};
use sufler::chat::house::House;
use sufler::chat::press::{Act, On, Press};
use sufler::chat::view::{Key, View};
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::{Attempt, Change, Standing};
use sufler::store::{Batch, Book, Disk, Sled};
use sufler::words::Phrase;
use tempfile::TempDir;

/// The language of everybody here.
pub const LANG: &str = "ru";

/// On the disk that the project is built on: the usual temporary folder may lie in memory.
pub fn folder() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// Whether this is a measurement, not a test run.
pub fn in_earnest() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// Whether the long measurements are wanted too.
pub fn large() -> bool {
    in_earnest() && std::env::var_os("SUFLER_BENCH_LARGE").is_some()
}

/// A Tuesday in Moscow, 12:00: clients may be called.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 10, 9, 0, 0).unwrap()
}

/// A clock that starts at `from` now and goes at the usual pace.
pub fn clock(from: DateTime<Utc>) -> Clock {
    let start = Instant::now();
    Arc::new(move || from + Duration::from_std(start.elapsed()).unwrap_or_default())
}

/// The same numbers in each run.
pub fn dice() -> Dice {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    Box::new(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
}

pub fn open(folder: &Path) -> Arc<dyn Disk> {
    Arc::new(Sled::open(folder).unwrap())
}

pub fn house(disk: &Arc<dyn Disk>) -> Arc<House> {
    let sources = Sources::read(None, None).unwrap();
    Arc::new(load::house(&sources, Doors::default(), disk).unwrap())
}

/// Loads the tables of telephone numbers, as the program does at its start.
pub fn warm_up() {
    assert!(Phone::parse("+74993224685", "RU").is_some());
}

/// The operator with this number; each fiftieth is a supervisor.
pub fn person(number: usize) -> Person {
    Person {
        id: PersonId(1_000_000_000 + number as i64),
        name: format!("Operator {number}"),
        role: if number % 50 == 49 { Role::Supervisor } else { Role::Operator },
        lang: LANG.to_owned(),
        zone: None,
        on_shift: true,
        since: noon(),
        unreachable: false,
        left: false,
        former: None,
        exempt: false,
        default_for_calls: false,
    }
}

/// The telephone number with this number.
pub fn phone(number: usize) -> String {
    format!("+7916{number:07}")
}

fn lead(id: usize, by: PersonId) -> Lead {
    let phone = Phone::parse(&phone(id), "RU").unwrap();
    let mut lead = Lead::new(LeadId(id as u32), "default", phone, by, noon());
    lead.name = Some(format!("Organisation with the number {id}"));
    lead.contact = Some("Alexandra Petrova".to_owned());
    lead.attempts = 1;
    lead
}

fn attempt(lead: usize, by: PersonId) -> Attempt {
    Attempt {
        lead: LeadId(lead as u32),
        number: 1,
        campaign: "default".to_owned(),
        by,
        at: noon() - Duration::days(2),
        code: "recall".into(),
        situation: "no_answer".into(),
        comment: "A comment of some forty letters, as usual".to_owned(),
        standing: Standing::Good,
        next: Some(noon()),
        objections: 0,
        script: None,
    }
}

fn recall(id: usize, owner: PersonId, due: DateTime<Utc>) -> Recall {
    Recall {
        id: RecallId(id as u64),
        campaign: "default".to_owned(),
        lead: LeadId(id as u32),
        attempt: 1,
        inquiry: None,
        owner,
        due,
        kind: DueKind::Recall,
        agreed: false,
        state: State::Waiting,
        wake: Some(due),
        notice: None,
    }
}

/// Puts changes straight into the store.
pub fn put(disk: &Arc<dyn Disk>, changes: &[Change]) {
    let mut batch = Batch::new();
    Book::new(disk.clone()).put(&mut batch, changes).unwrap();
    disk.write(batch).unwrap();
}

/// Hires people.
pub fn hire(disk: &Arc<dyn Disk>, people: usize) {
    put(disk, &(0..people).map(|number| Change::Person(person(number))).collect::<Vec<_>>());
    disk.sync().unwrap();
}

/// Leads with one attempt each, and an open recall: the first is due at `first`, the others one
/// `step` after another, and they belong to the people in turn.
pub fn fill(
    disk: &Arc<dyn Disk>,
    leads: usize,
    people: usize,
    first: DateTime<Utc>,
    step: Duration,
) {
    for some in (1..=leads).collect::<Vec<_>>().chunks(500) {
        let changes = some.iter().flat_map(|&id| {
            let by = person(id % people).id;
            let due = first + step * (id - 1) as i32;
            [
                Change::Lead(lead(id, by)),
                Change::Attempt(attempt(id, by)),
                Change::Recall(recall(id, by, due)),
            ]
        });
        put(disk, &changes.collect::<Vec<_>>());
    }
    disk.sync().unwrap();
}

/// A person at the telephone: knows the stamp of the screen that is seen.
pub struct Hand {
    pub who: PersonId,
    pub stamp: u32,
    update: Option<i64>,
}

impl Hand {
    /// The hand of the person with this number; each has update numbers of its own.
    pub fn new(number: usize) -> Self {
        let update = Some((number as i64) << 32);
        Hand { who: person(number).id, stamp: 0, update }
    }

    /// What the edge hands in. Every turn made here changes the screen.
    pub fn does(&mut self, event: Event) -> Incoming {
        self.stamp += 1;
        self.update = self.update.map(|update| update + 1);
        let who = Who { id: self.who, name: "Operator".to_owned(), lang: Some(LANG.to_owned()) };
        Incoming { update: self.update, who, event }
    }

    pub fn presses(&mut self, act: Act) -> Incoming {
        let on = On::Screen(self.stamp);
        self.does(Event::Press(Press { on, act }))
    }

    /// One of the four updates that name the result of a call: command, number, situation, save.
    pub fn names_result(&mut self, step: usize, number: usize) -> Incoming {
        match step % 4 {
            0 => self.does(Event::typed("/result")),
            1 => self.does(Event::typed(&phone(number))),
            2 => self.presses(Act::Code("no_answer".to_owned())),
            _ => self.presses(Act::Save),
        }
    }
}

/// Every text of a view, as an edge asks for it; returns the length.
pub fn say_all(house: &House, view: &View) -> usize {
    let say = |phrase: &Phrase| house.words.say(LANG, phrase).len();
    let lines: usize = view.lines.iter().map(|line| say(&line.text)).sum();
    let key = |key: &Key| match key {
        Key::Press(label, press) => say(label) + press.to_string().len(),
        Key::Copy(label, text) => say(label) + say(text),
    };
    lines + view.keys.iter().flatten().map(key).sum::<usize>()
}

/// A line of `/proc/self/status`, in MB: `VmRSS` now, `VmHWM` at most so far.
pub fn memory(line: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let found = status.lines().find(|l| l.starts_with(line));
    let kilobytes = found.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}

/// The value in the middle, and the least and the greatest.
pub fn middle(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or_default();
    (at(values.len() / 2), at(0), at(values.len().saturating_sub(1)))
}
