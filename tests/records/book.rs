//! The book: whatever is put into it is found by every index, and only there; on a disk in memory,
//! on the real one, and on the stage over it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use proptest::collection::vec;
use proptest::prelude::*;
use sufler::domain::alarm::{Alarm, Subject};
use sufler::domain::consent::{Answer, Ask, Request};
use sufler::domain::forget::Gone;
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::people::PersonId;
use sufler::domain::phone::Phone;
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::{Change, Counter};
use sufler::store::book::Shown;
use sufler::store::seen::SeenBlock;
use sufler::store::{Batch, Book, Disk, Memory, Sled, Stage};

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + Duration::minutes(minute)
}

fn phone(n: usize) -> Phone {
    Phone::parse(&format!("+7499322468{n}"), "RU").unwrap()
}

/// What is put into the book.
#[derive(Clone, Debug)]
enum Deed {
    /// A lead gets this number, where no other lead has it.
    Lead(u32, usize),
    /// The recall of a lead: owner, due, wake, and whether it is closed.
    Recall(u32, i64, i64, Option<i64>, bool),
    /// A notice to somebody: an alert or not, and whether it has been drawn.
    Notice(u64, i64, bool, bool),
    /// A request about a lead, answered or not.
    Request(u32, bool),
    /// The alarm of a subject is set, and moved in the same batch; or taken out.
    Alarm(Subject, Option<(i64, i64)>),
    /// A desk is taken out, and its alarm with it.
    NoDesk(i64),
    Seen(i64, i64),
    Forget(i64),
}

/// Numbers of one kind are those of another as well.
fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        (-2..2i64).prop_map(|who| Subject::Desk(PersonId(who))),
        (0..3u64).prop_map(Subject::Message),
        (0..3u64).prop_map(Subject::Offer),
        (0..3u64).prop_map(Subject::Inquiry),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (1..5u32, 0..6usize).prop_map(|(lead, phone)| Deed::Lead(lead, phone)),
        (1..5u32, -3..3i64, 0..5i64, prop::option::of(0..5i64), prop::bool::weighted(0.2))
            .prop_map(|(lead, owner, due, wake, closed)| Deed::Recall(
                lead, owner, due, wake, closed
            )),
        (1..6u64, -3..3i64, any::<[bool; 2]>())
            .prop_map(|(id, to, [alert, drawn])| Deed::Notice(id, to, alert, drawn)),
        (1..5u32, any::<bool>()).prop_map(|(lead, answered)| Deed::Request(lead, answered)),
        (subject(), prop::option::of((0..5i64, 0..5i64)))
            .prop_map(|(subject, minutes)| Deed::Alarm(subject, minutes)),
        (-2..2i64).prop_map(Deed::NoDesk),
        (-5..5i64, 0..10i64).prop_map(|(update, minute)| Deed::Seen(update, minute)),
        (0..10i64).prop_map(Deed::Forget),
    ]
}

/// What the book should hold.
#[derive(Default)]
struct Model {
    leads: BTreeMap<u32, usize>,
    recalls: BTreeMap<u64, Recall>,
    notices: BTreeMap<u64, Notice>,
    alerts: BTreeMap<i64, u64>,
    requests: BTreeMap<u64, Request>,
    alarms: BTreeMap<Subject, DateTime<Utc>>,
    /// By block: the last minute, and the updates.
    seen: BTreeMap<i64, (i64, BTreeSet<i64>)>,
}

impl Model {
    /// The deed as a change; none where people could not do it.
    fn change(&mut self, deed: &Deed) -> Option<Change> {
        match *deed {
            Deed::Lead(id, number) => {
                let taken = self.leads.iter().any(|(other, n)| *other != id && *n == number);
                if taken {
                    return None;
                }
                self.leads.insert(id, number);
                let (who, when) = (PersonId(1), at(0));
                Some(Change::Lead(Lead::new(LeadId(id), "default", phone(number), who, when)))
            }
            Deed::Recall(lead, owner, due, wake, closed) => {
                // A lead has one open recall; after it was closed the next one is another.
                let open = self.recalls.values().find(|r| r.lead.0 == lead && r.is_open());
                let next = self.recalls.len() as u64 + 1;
                let id = open.map_or(next, |recall| recall.id.0);
                let recall = Recall {
                    id: RecallId(id),
                    campaign: "default".into(),
                    lead: LeadId(lead),
                    attempt: 1,
                    inquiry: None,
                    owner: PersonId(owner),
                    due: at(due),
                    kind: DueKind::Recall,
                    agreed: false,
                    state: if closed { State::Closed } else { State::Waiting },
                    wake: wake.filter(|_| !closed).map(at),
                    notice: None,
                };
                self.recalls.insert(id, recall.clone());
                Some(Change::Recall(recall))
            }
            Deed::Notice(id, to, alert, drawn) => {
                // Neither for whom a notice is nor what it is about ever changes.
                let known = self.notices.get(&id);
                let to = known.map_or(PersonId(to), |notice| notice.to);
                let body = match (known, alert) {
                    (Some(notice), _) => notice.body.clone(),
                    (None, true) => Body::Overdue { recalls: vec![RecallId(1)] },
                    (None, false) => Body::Role,
                };
                let is_alert = matches!(body, Body::Overdue { .. });
                let mut notice = Notice::new(NoticeId(id), to, at(0), body);
                notice.shown = drawn.then_some((5, 1));
                if is_alert {
                    // One that is only drawn again does not become the last one.
                    let last = self.alerts.entry(to.0).or_insert(id);
                    *last = id.max(*last);
                }
                self.notices.insert(id, notice.clone());
                Some(Change::Notice(notice))
            }
            Deed::Request(lead, answered) => {
                let open = self.requests.values().find(|r| r.lead.0 == lead && r.answer.is_none());
                if open.is_none() && answered {
                    return None;
                }
                let id = open.map_or(self.requests.len() as u64 + 1, |request| request.id);
                let answer = Answer { yes: true, by: PersonId(1), at: at(1) };
                let request = Request {
                    id,
                    ask: Ask::Reopen,
                    lead: LeadId(lead),
                    by: PersonId(1),
                    at: at(0),
                    answer: answered.then_some(answer),
                    notices: Vec::new(),
                };
                self.requests.insert(id, request.clone());
                Some(Change::Request(request))
            }
            Deed::Seen(..) | Deed::Forget(_) | Deed::Alarm(..) | Deed::NoDesk(_) => None,
        }
    }

    fn compare(&self, book: &Book) -> Result<(), TestCaseError> {
        for number in 0..6 {
            let lead = self.leads.iter().find(|(_, n)| **n == number).map(|(id, _)| LeadId(*id));
            prop_assert_eq!(book.lead_by_phone("default", &phone(number)).unwrap(), lead);
            prop_assert_eq!(book.lead_by_phone("other", &phone(number)).unwrap(), None);
        }
        self.compare_recalls(book)?;
        self.compare_alarms(book)?;
        let dirty = self.notices.values().filter(|notice| notice.is_dirty()).cloned();
        prop_assert_eq!(book.undrawn().unwrap(), dirty.collect::<Vec<_>>());
        for to in -3..3 {
            let alert = self.alerts.get(&to).map(|id| self.notices[id].clone());
            prop_assert_eq!(book.alert(PersonId(to)).unwrap(), alert);
        }
        for lead in 1..5 {
            let open = self.requests.values().find(|r| r.lead.0 == lead && r.answer.is_none());
            prop_assert_eq!(book.open_request(LeadId(lead)).unwrap(), open.cloned());
        }
        let open = self.requests.values().filter(|request| request.answer.is_none()).count();
        prop_assert_eq!(book.open_requests().unwrap().len(), open);
        for update in -5..5 {
            prop_assert_eq!(
                book.seen(update).unwrap(),
                self.seen.values().any(|(_, seen)| seen.contains(&update))
            );
        }
        let next = |last: Option<u64>| last.unwrap_or(0) + 1;
        let lead = self.leads.keys().last().map(|id| u64::from(*id));
        prop_assert_eq!(book.next(Counter::Lead).unwrap(), next(lead));
        prop_assert_eq!(
            book.next(Counter::Recall).unwrap(),
            next(self.recalls.keys().last().copied())
        );
        prop_assert_eq!(
            book.next(Counter::Notice).unwrap(),
            next(self.notices.keys().last().copied())
        );
        prop_assert_eq!(
            book.next(Counter::Request).unwrap(),
            next(self.requests.keys().last().copied())
        );
        prop_assert_eq!(book.next(Counter::Answer).unwrap(), 1);
        Ok(())
    }

    fn compare_recalls(&self, book: &Book) -> Result<(), TestCaseError> {
        let mut open: Vec<&Recall> = self.recalls.values().filter(|r| r.is_open()).collect();
        for recall in self.recalls.values() {
            prop_assert_eq!(book.recall(recall.id).unwrap(), Some(recall.clone()));
        }
        for lead in 1..5 {
            let expected = open.iter().find(|recall| recall.lead.0 == lead).map(|r| (*r).clone());
            prop_assert_eq!(book.open_recall(LeadId(lead)).unwrap(), expected);
        }
        open.sort_by_key(|recall| (recall.due, recall.id));
        for owner in -3..3 {
            for limit in [0, 1, 100] {
                let his = open.iter().filter(|recall| recall.owner.0 == owner).take(limit);
                let his: Vec<Recall> = his.map(|recall| (*recall).clone()).collect();
                let dues: Vec<_> = his.iter().map(|recall| (recall.due, recall.id)).collect();
                prop_assert_eq!(book.recalls_of(PersonId(owner), limit).unwrap(), his);
                prop_assert_eq!(book.dues_of(PersonId(owner), limit).unwrap(), dues);
            }
        }
        open.sort_by_key(|recall| (recall.wake, recall.id));
        let waking: Vec<&Recall> = open.into_iter().filter(|r| r.wake.is_some()).collect();
        let first = waking.first().and_then(|r| r.wake);
        let rings = self.alarms.values().min().copied();
        prop_assert_eq!(book.first_wake().unwrap(), first.into_iter().chain(rings).min());
        for minute in -1..5 {
            let due = waking.iter().filter(|recall| recall.wake <= Some(at(minute)));
            let due: Vec<Recall> = due.map(|recall| (*recall).clone()).collect();
            prop_assert_eq!(book.woken(at(minute), 100).unwrap().recalls, due.clone());
            prop_assert_eq!(
                book.woken(at(minute), 1).unwrap().recalls,
                due[..due.len().min(1)].to_vec()
            );
        }
        Ok(())
    }
}

impl Model {
    fn compare_alarms(&self, book: &Book) -> Result<(), TestCaseError> {
        let mut set: Vec<Alarm> = Vec::new();
        for (subject, at) in &self.alarms {
            let alarm = Alarm::new(*subject, *at);
            prop_assert_eq!(book.alarm(*subject).unwrap(), Some(alarm));
            set.push(alarm);
        }
        prop_assert_eq!(book.alarm(Subject::Message(3)).unwrap(), None);
        for minute in -1..6 {
            for limit in [0, 1, 100] {
                let rung = book.rung(at(minute), limit).unwrap();
                let mut due = set.clone();
                due.retain(|alarm| alarm.at <= at(minute));
                due.sort_by_key(|alarm| alarm.at);
                prop_assert_eq!(rung.alarms.len(), due.len().min(limit));
                prop_assert!(rung.alarms.is_sorted_by_key(|alarm| alarm.at));
                prop_assert!(rung.alarms.iter().all(|alarm| due.contains(alarm)));
                prop_assert!(rung.stray.is_empty());
            }
        }
        Ok(())
    }
}

fn perform(disk: &Arc<dyn Disk>, deeds: &[Deed]) -> Result<(), TestCaseError> {
    let book = Book::new(disk.clone());
    let mut model = Model::default();
    for deed in deeds {
        let mut batch = Batch::new();
        match deed {
            Deed::Seen(update, minute) => {
                book.put_seen(&mut batch, *update, at(*minute)).unwrap();
                let newest = model.seen.entry(SeenBlock::of(*update)).or_default();
                newest.0 = newest.0.max(*minute);
                newest.1.insert(*update);
            }
            Deed::Forget(minute) => {
                let count = book.forget_seen(&mut batch, at(*minute), 100).unwrap();
                let all = |seen: &BTreeMap<i64, (i64, BTreeSet<i64>)>| {
                    seen.values().map(|(_, seen)| seen.len()).sum::<usize>()
                };
                let before = all(&model.seen);
                model.seen.retain(|_, (newest, _)| *newest >= *minute);
                prop_assert_eq!(count, before - all(&model.seen));
            }
            Deed::Alarm(subject, minutes) => {
                let changes = match minutes {
                    Some((first, then)) => {
                        model.alarms.insert(*subject, at(*then));
                        let set = |minute| Change::Alarm(Alarm::new(*subject, at(minute)));
                        vec![set(*first), set(*then)]
                    }
                    None => {
                        model.alarms.remove(subject);
                        vec![Change::Gone(Gone::Alarm(*subject))]
                    }
                };
                book.put(&mut batch, &changes).unwrap();
            }
            Deed::NoDesk(who) => {
                model.alarms.remove(&Subject::Desk(PersonId(*who)));
                let gone = Change::Gone(Gone::Desk(PersonId(*who)));
                book.put(&mut batch, &[gone]).unwrap();
            }
            deed => {
                let Some(change) = model.change(deed) else { continue };
                book.put(&mut batch, &[change]).unwrap();
            }
        }
        disk.write(batch).unwrap();
        model.compare(&book)?;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn everything_is_found_by_its_indexes(deeds in vec(deed(), 1..25)) {
        let memory: Arc<dyn Disk> = Arc::new(Memory::new());
        perform(&memory, &deeds)?;
        let stage: Arc<dyn Disk> = Arc::new(Stage::new(Arc::new(Memory::new())));
        perform(&stage, &deeds)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..Default::default() })]

    #[test]
    fn on_the_real_disk_too(deeds in vec(deed(), 1..25)) {
        let folder = tempfile::tempdir().unwrap();
        let sled: Arc<dyn Disk> = Arc::new(Sled::open(folder.path()).unwrap());
        perform(&sled, &deeds)?;
    }
}

#[test]
fn updates_that_a_former_version_noted_are_known_and_forgotten() {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let mut batch = Batch::new();
    let key = |update: i64| [&b"u"[..], &((update as u64) ^ (1 << 63)).to_be_bytes()].concat();
    batch.put(key(7), at(1).timestamp_millis().to_be_bytes());
    batch.put(key(731_000_001), at(3).timestamp_millis().to_be_bytes());
    disk.write(batch).unwrap();
    let seen = |update| book.seen(update).unwrap();
    assert!(seen(7) && seen(731_000_001) && !seen(8));
    let mut batch = Batch::new();
    assert_eq!(book.forget_seen(&mut batch, at(2), 100).unwrap(), 1);
    disk.write(batch).unwrap();
    assert!(!seen(7) && seen(731_000_001));
}

#[test]
fn a_message_is_known_for_the_reminder_that_it_is() {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let (ann, bob) = (PersonId(1), PersonId(2));
    let mut batch = Batch::new();
    // Two persons' chats count their messages each for itself.
    for id in 1..=120u64 {
        let to = if id % 2 == 0 { ann } else { bob };
        let mut notice = Notice::new(NoticeId(id), to, at(0), Body::Due { recalls: Vec::new() });
        notice.shown = Some(((id as i32 + 1) / 2, 1));
        book.put(&mut batch, &[Change::Notice(notice)]).unwrap();
    }
    // A screen has come to stand where a notice was.
    book.put_shown(&mut batch, ann, Shown { message: 30, stamp: 1, keys: true }).unwrap();
    disk.write(batch).unwrap();
    let on = |who, message| book.notice_on(who, message).unwrap().map(|notice| notice.id.0);
    assert_eq!([on(ann, 1), on(ann, 60), on(bob, 1), on(bob, 30)], [2, 120, 1, 59].map(Some));
    assert_eq!([on(ann, 30), on(ann, 61)], [None, None]);
}

#[test]
fn an_alarm_that_does_not_read_is_stray_and_can_be_set_anew() {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let subject = Subject::Desk(PersonId(4));
    let set = |minute| {
        let mut batch = Batch::new();
        book.put(&mut batch, &[Change::Alarm(Alarm::new(subject, at(minute)))]).unwrap();
        disk.write(batch).unwrap();
    };
    set(1);
    let mut batch = Batch::new();
    let key = disk.range(b"A", b"B", 1).unwrap().remove(0).0;
    batch.put(key, *b"damage");
    disk.write(batch).unwrap();
    assert!(book.alarm(subject).is_err());
    let rung = book.rung(at(1), 10).unwrap();
    assert_eq!((rung.alarms.len(), rung.stray.len()), (0, 1));
    set(3);
    let rung = book.rung(at(3), 10).unwrap();
    assert_eq!((rung.alarms, rung.stray.len()), (vec![Alarm::new(subject, at(3))], 1));
}

#[test]
fn a_recall_is_told_of_in_its_millisecond_however_early_in_it_the_clock_is_read() {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let wake = at(1) + Duration::nanoseconds(2_700_000);
    let recall = Recall {
        id: RecallId(1),
        campaign: "default".into(),
        lead: LeadId(1),
        attempt: 1,
        inquiry: None,
        owner: PersonId(4),
        due: wake,
        kind: DueKind::Recall,
        agreed: true,
        state: State::Waiting,
        wake: Some(wake),
        notice: None,
    };
    let mut batch = Batch::new();
    book.put(&mut batch, &[Change::Recall(recall.clone())]).unwrap();
    disk.write(batch).unwrap();
    for (nanos, told) in
        [(1_999_999, false), (2_000_000, true), (2_699_999, true), (2_700_000, true)]
    {
        let woken = book.woken(at(1) + Duration::nanoseconds(nanos), 10).unwrap();
        let expected: &[Recall] = if told { std::slice::from_ref(&recall) } else { &[] };
        assert_eq!((&woken.recalls[..], woken.stray.len()), (expected, 0), "{nanos}");
    }
}
