//! Answers that no branch foresaw, counted with those like them: held against counting them all.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDateTime, Utc};
use proptest::prelude::*;
use sufler::domain::heard::{Heard, Spot, plain};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::{Change, OtherAnswer};
use sufler::store::verify::verify;
use sufler::store::{Batch, Book, Disk, Memory, schema};

const ANNA: PersonId = PersonId(1);

fn at(minute: i64) -> DateTime<Utc> {
    let noon = NaiveDateTime::parse_from_str("2026-11-23 12:00", "%Y-%m-%d %H:%M").unwrap();
    noon.and_utc() + Duration::minutes(minute)
}

fn answer(id: u64, step: &str, version: u32, text: &str) -> OtherAnswer {
    OtherAnswer {
        id,
        script: "hotline".into(),
        version,
        step: step.into(),
        text: text.into(),
        lead: None,
        by: ANNA,
        at: at(id as i64),
    }
}

struct Bench {
    book: Book,
    disk: Arc<dyn Disk>,
}

impl Bench {
    fn new() -> Self {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        schema::note(&*disk).unwrap();
        let bench = Bench { book: Book::new(disk.clone()), disk };
        bench.put(&[Change::Person(Person {
            id: ANNA,
            name: "Анна".into(),
            role: Role::Supervisor,
            lang: "ru".into(),
            zone: None,
            on_shift: true,
            since: at(0),
            unreachable: false,
            left: false,
            former: None,
            exempt: false,
            default_for_calls: false,
        })]);
        bench
    }

    fn put(&self, changes: &[Change]) {
        let mut batch = Batch::new();
        self.book.put(&mut batch, changes).unwrap();
        self.disk.write(batch).unwrap();
    }

    fn all(&self, spot: &Spot, dealt: bool) -> Vec<(String, u32)> {
        let all = self.book.heard_at(spot, dealt, 0, usize::MAX).unwrap();
        all.into_iter().map(|heard| (plain(&heard.text), heard.times)).collect()
    }

    fn whole(&self) {
        let mut found = Vec::new();
        verify(&*self.disk, &mut |finding| found.push(finding.to_string())).unwrap();
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn the_same_answers_are_counted_together_and_the_frequent_ones_come_first() {
    let bench = Bench::new();
    for (id, text) in (1..).zip(["Нет!", "уже  купили", "нет", "Уже купили.", "НЕТ…", "позже"])
    {
        bench.put(&[Change::Answer(answer(id, "greet", 1, text))]);
    }
    let spot = answer(1, "greet", 1, "").spot();
    let owned = |text: &str, times| (text.to_owned(), times);
    let expected = [owned("нет", 3), owned("уже купили", 2), owned("позже", 1)];
    assert_eq!(bench.all(&spot, false), expected);
    let tally = &bench.book.tallies().unwrap()[0];
    assert_eq!((tally.open, tally.times, tally.dealt), (3, 6, 0));
    let id = answer(0, "greet", 1, "нет").alike().unwrap();
    let times = bench.book.answers_alike(id, 0, 10).unwrap();
    assert_eq!(times.iter().map(|answer| answer.id).collect::<Vec<_>>(), [5, 3, 1]);
    assert_eq!(bench.book.answers_alike(id, 1, 1).unwrap()[0].id, 3);
    // Dealt with: off the list, and stays so when it is said again.
    let heard = bench.book.heard(id).unwrap().unwrap();
    bench.put(&[Change::Heard(Heard { dealt: Some((ANNA, at(9))), ..heard })]);
    bench.put(&[Change::Answer(answer(7, "greet", 1, "нет"))]);
    assert_eq!(bench.all(&spot, false), expected[1..]);
    assert_eq!(bench.all(&spot, true), [owned("нет", 4)]);
    // In a new version it is a new one.
    bench.put(&[Change::Answer(answer(8, "greet", 2, "нет"))]);
    assert_eq!(bench.book.tallies().unwrap().len(), 2);
    bench.whole();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn counts_are_those_of_all_answers_whatever_is_written_blanked_or_dealt_with(
        deeds in prop::collection::vec((0_u64..12, 0_usize..5, 0_usize..2, 1_usize..4), 1..40)
    ) {
        let bench = Bench::new();
        let texts = ["нет", "Нет!", "да", "", "…"];
        let mut known: BTreeMap<u64, OtherAnswer> = BTreeMap::new();
        let mut waiting = Vec::new();
        for (id, text, step, together) in deeds {
            let made = answer(id, ["greet", "bye"][step], 1, texts[text]);
            known.insert(id, made.clone());
            waiting.push(Change::Answer(made));
            // Several in one batch, as when a client is forgotten.
            if waiting.len() >= together {
                bench.put(&std::mem::take(&mut waiting));
            }
            if id == 7 && let Some(heard) = known[&id].alike() {
                bench.put(&std::mem::take(&mut waiting));
                let heard = bench.book.heard(heard).unwrap().unwrap();
                let dealt = heard.dealt.is_none().then_some((ANNA, at(1)));
                bench.put(&[Change::Heard(Heard { dealt, ..heard })]);
            }
        }
        bench.put(&waiting);
        let mut times: BTreeMap<u64, u32> = BTreeMap::new();
        for id in known.values().filter_map(OtherAnswer::alike) {
            *times.entry(id).or_default() += 1;
        }
        for (id, count) in &times {
            prop_assert_eq!(bench.book.heard(*id).unwrap().unwrap().times, *count);
            prop_assert_eq!(bench.book.answers_alike(*id, 0, 99).unwrap().len(), *count as usize);
        }
        let tallies = bench.book.tallies().unwrap();
        let listed: u32 = tallies.iter().map(|tally| tally.open + tally.dealt).sum();
        prop_assert_eq!(listed as usize, times.len());
        for tally in &tallies {
            for (dealt, count) in [(false, tally.open), (true, tally.dealt)] {
                let all = bench.book.heard_at(&tally.spot, dealt, 0, 99).unwrap();
                prop_assert_eq!(all.len(), count as usize);
                prop_assert!(all.is_sorted_by(|a, b| a.times >= b.times));
            }
        }
        bench.whole();
    }
}

#[test]
fn a_store_that_has_not_counted_them_is_brought_up_to_date() {
    let bench = Bench::new();
    for (id, text) in (1..).zip(["Нет!", "нет", "да", ""]) {
        bench.put(&[Change::Answer(answer(id, "greet", 1, text))]);
    }
    let pairs = |disk: &dyn Disk| disk.range(b"", b"\xff", usize::MAX).unwrap();
    let whole = pairs(&*bench.disk);
    let mut batch = Batch::new();
    let counted = |key: &[u8]| matches!(key[0], b'G' | b'S' | b'V' | b'Y');
    whole.iter().filter(|(key, _)| counted(key)).for_each(|(key, _)| batch.delete(key.clone()));
    assert_eq!(batch.len(), 2 + 1 + 3 + 2);
    bench.disk.write(batch).unwrap();
    let done = schema::migrate(&*bench.disk, 2).unwrap();
    assert_eq!((done.records, done.unreadable), (4, 0));
    assert_eq!(pairs(&*bench.disk), whole);
    // Once more, as after a crash.
    schema::migrate(&*bench.disk, 2).unwrap();
    assert_eq!(pairs(&*bench.disk), whole);
    bench.whole();
}
