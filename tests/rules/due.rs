//! Recalls that come due: one message each, nobody's business told to others, nothing lost.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use sufler::domain::calendar::Calendar;
use sufler::domain::due::{Known, tell};
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::Change;

use super::numbers::World;
use super::{cases, house, lead, moment, now, person};

/// What is remembered.
#[derive(Clone, Debug, Default)]
struct Memory {
    leads: HashMap<LeadId, Lead>,
    callers: HashMap<LeadId, Vec<PersonId>>,
    recalls: BTreeMap<RecallId, Recall>,
    notices: BTreeMap<NoticeId, Notice>,
}

impl Known for Memory {
    fn lead(&self, id: LeadId) -> anyhow::Result<Option<Lead>> {
        Ok(self.leads.get(&id).cloned())
    }
    fn recall(&self, id: RecallId) -> anyhow::Result<Option<Recall>> {
        Ok(self.recalls.get(&id).cloned())
    }
    fn alert(&self, to: PersonId) -> anyhow::Result<Option<Notice>> {
        let alerts = self.notices.values().rev();
        let overdue = |notice: &&Notice| matches!(notice.body, Body::Overdue { .. });
        Ok(alerts.filter(|notice| notice.to == to).find(overdue).cloned())
    }
    fn callers(&self, id: LeadId) -> anyhow::Result<Vec<PersonId>> {
        Ok(self.callers.get(&id).cloned().unwrap_or_default())
    }
}

impl Memory {
    fn woken(&self, now: DateTime<Utc>) -> Vec<Recall> {
        let due = |recall: &&Recall| recall.wake.is_some_and(|at| at <= now);
        self.recalls.values().filter(due).cloned().collect()
    }

    fn first_wake(&self) -> Option<DateTime<Utc>> {
        self.recalls.values().filter_map(|recall| recall.wake).min()
    }

    fn keep(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Recall(recall) => self.recalls.insert(recall.id, recall.clone()).map(drop),
                Change::Notice(notice) => self.notices.insert(notice.id, notice.clone()).map(drop),
                _ => None,
            };
        }
    }
}

prop_compose! {
    fn people()(
        roles in vec((prop::sample::select(Role::ALL.to_vec()), any::<[bool; 3]>()), 1..6),
    ) -> Vec<Person> {
        let person = |(id, (role, [on_shift, unreachable, left])): (i64, &(Role, [bool; 3]))| Person {
            on_shift: *on_shift,
            unreachable: *unreachable && id % 2 == 0,
            left: *left && id % 3 == 0,
            ..person(id, *role)
        };
        (1..).zip(&roles).map(person).collect()
    }
}

prop_compose! {
    fn memory(now: DateTime<Utc>)(
        recalls in vec((1..6i64, 0..4usize, 0..5usize, -600..10i64, vec(1..6i64, 0..3), 0..3usize), 1..8),
        lost in any::<bool>(),
    ) -> Memory {
        let mut memory = Memory::default();
        for (id, (owner, kind, state, late, callers, phone)) in (1..).zip(recalls) {
            let phones = ["+74993224685", "+74232401234", "+995322123456"];
            let id_of_lead = LeadId(id);
            if !(lost && id == 1) {
                let lead = Lead { id: id_of_lead, ..lead(1, phones[phone]) };
                memory.leads.insert(id_of_lead, lead);
            }
            memory.callers.insert(id_of_lead, callers.into_iter().map(PersonId).collect());
            let kinds = [DueKind::Recall, DueKind::Call, DueKind::Visit, DueKind::OwnCall];
            let states = [State::Waiting, State::Told, State::Taken, State::Waiting, State::Waiting];
            let due = now + Duration::minutes(late);
            let recall = Recall {
                id: RecallId(u64::from(id)),
                campaign: house().campaign.id.clone(),
                lead: id_of_lead,
                attempt: 1,
                inquiry: None,
                owner: PersonId(owner),
                due,
                kind: kinds[kind],
                agreed: false,
                state: states[state],
                wake: Some(due),
                notice: None,
            };
            memory.recalls.insert(recall.id, recall);
        }
        memory
    }
}

fn told(memory: &Memory, people: &[Person], now: DateTime<Utc>) -> Vec<Change> {
    let next = memory.notices.keys().last().map_or(1, |id| id.0 + 1);
    let house = house();
    let (campaign, places) = (&house.campaign, &house.places);
    tell(memory.woken(now), people, campaign, places, memory, now, next).unwrap()
}

/// What one turn of the timer does to what was woken.
fn check(memory: &Memory, people: &[Person], now: DateTime<Utc>) -> Result<Memory, TestCaseError> {
    let woken = memory.woken(now);
    let changes = told(memory, people, now);
    let mut after = memory.clone();
    after.keep(&changes);
    let campaign = &house().campaign;
    let find = |id: PersonId| people.iter().find(|person| person.id == id);
    let works = |id: PersonId| find(id).is_some_and(|p| p.on_shift && !p.left && !p.unreachable);
    let mut seen = HashSet::new();
    let mut sent: HashMap<(PersonId, bool), usize> = HashMap::new();
    let mut told_of: HashSet<RecallId> = HashSet::new();
    for change in &changes {
        match change {
            Change::Recall(recall) => prop_assert!(seen.insert(recall.id), "changed twice"),
            Change::Notice(notice) => {
                let is_new = !memory.notices.contains_key(&notice.id);
                let alert = matches!(notice.body, Body::Overdue { .. });
                *sent.entry((notice.to, alert)).or_default() += usize::from(is_new);
                let reader = find(notice.to);
                match &notice.body {
                    Body::Due { recalls } => {
                        prop_assert!(is_new && !recalls.is_empty());
                        for id in recalls {
                            let recall = &after.recalls[id];
                            prop_assert_eq!(
                                (recall.owner, recall.notice),
                                (notice.to, Some(notice.id.0))
                            );
                            prop_assert_eq!(recall.state, State::Told);
                        }
                        told_of.extend(recalls);
                    }
                    Body::Overdue { recalls } => {
                        prop_assert!(reader.is_some_and(|p| p.is(Role::Supervisor)));
                        let overdue = |id: &RecallId| after.recalls[id].state == State::Overdue;
                        prop_assert!(recalls.iter().all(overdue));
                        told_of.extend(recalls);
                    }
                    other => prop_assert!(false, "{other:?}"),
                }
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }
    prop_assert!(sent.values().all(|count| *count <= 1), "more than one message: {sent:?}");
    let ids: HashSet<RecallId> = woken.iter().map(|recall| recall.id).collect();
    prop_assert_eq!(&seen, &ids, "every recall that was woken is looked at, and no other");
    for before in &woken {
        let recall = &after.recalls[&before.id];
        prop_assert_eq!((recall.due, recall.lead), (before.due, before.lead));
        let Some(lead) = memory.leads.get(&recall.lead) else {
            prop_assert_eq!((recall.state, recall.wake), (State::Closed, None));
            continue;
        };
        let zone = house().places.zone(lead.city.as_deref(), lead.e164());
        let calendar = Calendar { campaign, zone: zone.unwrap_or(campaign.zone) };
        if recall.kind != DueKind::Visit && !calendar.permits(now) {
            prop_assert!(!told_of.contains(&recall.id), "told outside the client's hours");
            prop_assert_eq!(recall.wake, Some(calendar.next_permitted(now)));
            continue;
        }
        prop_assert!(told_of.contains(&recall.id), "nobody was told: {recall:?}");
        match recall.state {
            State::Told => prop_assert!(recall.wake.is_some_and(|at| at > now)),
            State::Overdue => {
                prop_assert_eq!(recall.wake, None);
                // Escalated only after the grace, or where nobody can make the call.
                let callers = &memory.callers[&recall.lead];
                let somebody = works(before.owner) || callers.iter().any(|id| works(*id));
                prop_assert!(before.state == State::Told || !somebody, "escalated at once");
            }
            other => prop_assert!(false, "{other:?} after being told"),
        }
    }
    Ok(after)
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn everybody_is_told_once_and_of_nothing_else(
        people in people(),
        (now, memory) in now().prop_flat_map(|now| memory(now).prop_map(move |m| (now, m))),
    ) {
        let mut memory = check(&memory, &people, now)?;
        let mut now = now;
        // As time goes on and nobody does anything, all end with a supervisor, or come again.
        for _ in 0..40 {
            let Some(next) = memory.first_wake() else { break };
            now = next.max(now);
            memory = check(&memory, &people, now)?;
        }
        let reads = |p: &Person| p.is(Role::Supervisor) && !p.unreachable;
        let has_supervisor = people.iter().any(reads);
        for recall in memory.recalls.values() {
            let ends = matches!(recall.state, State::Overdue | State::Closed);
            prop_assert!(ends || recall.wake.is_some(), "lost: {recall:?}");
            prop_assert!(ends || !has_supervisor, "never escalated: {recall:?}");
        }
    }
}

#[test]
fn a_damaged_record_keeps_nobody_from_being_told_of_others() {
    // What is known of the first client and his call, of the alert that names it, and where that is.
    for letter in *b"larnz" {
        let world = World::new(None);
        let at = moment("2026-11-24 09:00");
        let overdue = Body::Overdue { recalls: vec![RecallId(1)] };
        world.put(&[
            Change::Lead(lead(7, "84993224691")),
            Change::Notice(Notice::new(NoticeId(1), PersonId(3), at, overdue)),
        ]);
        let due = |id, lead, owner, state| Recall {
            lead: LeadId(lead),
            wake: Some(at),
            ..world
                .book
                .recall(RecallId(1))
                .unwrap()
                .map(|r| Recall { id: RecallId(id), owner: PersonId(owner), state, ..r })
                .unwrap()
        };
        // The supervisor hears of both kinds: the first owner has left.
        let woken = vec![
            due(2, 1, 9, State::Waiting),
            due(3, 7, 1, State::Told),
            due(4, 7, 2, State::Waiting),
        ];
        world.damage_first(letter);
        let people = world.book.people().unwrap();
        let (campaign, places) = (&world.house.campaign, &world.house.places);
        let changes = tell(woken, &people, campaign, places, &world.book, at, 100).unwrap();
        let told = changes.iter().filter_map(|change| match change {
            Change::Recall(recall) => Some((recall.id.0, recall.state)),
            _ => None,
        });
        let told: HashMap<_, _> = told.collect();
        assert_eq!(told[&3], State::Overdue, "{}", char::from(letter));
        assert_eq!(told[&4], State::Told, "{}", char::from(letter));
        world.put(&changes);
    }
}
