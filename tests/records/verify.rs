//! `verify`: a sound store has no defects; each rule, broken alone, gives its own line.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use sufler::domain::alarm::{Alarm, Subject};
use sufler::domain::campaign::Source;
use sufler::domain::consent::{Answer, Ask, Request};
use sufler::domain::forget::Gone;
use sufler::domain::inbound::{ClientStage, Pass};
use sufler::domain::inquiry::{Inquiry, Register};
use sufler::domain::kind::Kind;
use sufler::domain::lead::{Closed, DoNotCall, Lead, LeadId};
use sufler::domain::learning::Learning;
use sufler::domain::lesson::Lesson;
use sufler::domain::message::{self, Because, Form, Message, MessageId, Sent};
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::offer::Offer;
use sufler::domain::people::{Invite, Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::profile::Profile;
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::{Attempt, Change, OtherAnswer, Standing};
use sufler::domain::responsible::Responsible;
use sufler::store::book::{Pointer, Shown, Version};
use sufler::store::record::{Record, open, seal};
use sufler::store::schema;
use sufler::store::verify::{Report, verify, verify_sled};
use sufler::store::{Batch, Book, Disk, Memory, Sled};

const TOKEN: &str = "910a2dec89025cc1beeb8da1658eec67";
const DIGEST: &str = "00c0ffee00c0ffee";
/// Person 4, as a key has it.
const FOUR: u64 = 4 | (1 << 63);
/// The number of a lead, as its key has it.
const NUMBER: &str = "+74993224685";

/// A store that is broken on purpose.
struct Bench(Arc<dyn Disk>);

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap() + Duration::minutes(minute)
}

/// Keys: a letter and numbers, as the table in `store::book` has them.
fn long(prefix: u8, number: u64) -> Vec<u8> {
    [&[prefix][..], &number.to_be_bytes()].concat()
}
fn signed(prefix: u8, number: i64) -> Vec<u8> {
    long(prefix, (number as u64) ^ (1 << 63))
}
fn short(prefix: u8, number: u32) -> Vec<u8> {
    [&[prefix][..], &number.to_be_bytes()].concat()
}
fn attempt(lead: u32, number: u16) -> Vec<u8> {
    [short(b'a', lead), number.to_be_bytes().to_vec()].concat()
}
fn wake(minute: i64, recall: u64) -> Vec<u8> {
    [signed(b'w', at(minute).timestamp_millis()), recall.to_be_bytes().to_vec()].concat()
}
fn alarm(letter: u8, number: u64) -> Vec<u8> {
    [&[b'A', letter][..], &number.to_be_bytes()].concat()
}
fn rings(minute: i64, letter: u8, number: u64) -> Vec<u8> {
    let alarm = alarm(letter, number);
    [&signed(b'W', at(minute).timestamp_millis()), &alarm[1..]].concat()
}
fn owned(owner: i64, minute: i64, recall: u64) -> Vec<u8> {
    let due = signed(b'm', at(minute).timestamp_millis())[1..].to_vec();
    [signed(b'm', owner), due, recall.to_be_bytes().to_vec()].concat()
}
fn timed(minute: i64, lead: u32, number: u16) -> Vec<u8> {
    [&signed(b't', at(minute).timestamp_millis()), &attempt(lead, number)[1..]].concat()
}
fn phone_entry(number: &str) -> Vec<u8> {
    [b"fdefault\0", number.as_bytes()].concat()
}
fn text(prefix: u8, text: &str) -> Vec<u8> {
    [&[prefix][..], text.as_bytes()].concat()
}

fn person(id: i64, role: Role) -> Change {
    Change::Person(Person {
        id: PersonId(id),
        name: "Анна".into(),
        role,
        lang: "ru".into(),
        zone: None,
        on_shift: true,
        since: at(0),
        unreachable: false,
        left: false,
        former: None,
        exempt: false,
        default_for_calls: false,
    })
}

fn lead(id: u32, attempts: u16) -> Lead {
    let phone = format!("+7499322468{}", id % 10);
    let phone = Phone::parse(&phone, "RU").unwrap();
    let lead = Lead::new(LeadId(id), "default", phone, PersonId(4), at(0));
    Lead { attempts, ..lead }
}

fn call(lead: u32, number: u16, code: &str, standing: Standing) -> Change {
    Change::Attempt(Attempt {
        lead: LeadId(lead),
        number,
        campaign: "default".into(),
        by: PersonId(4),
        at: at(number.into()),
        code: code.into(),
        situation: code.into(),
        comment: "Нет ответа".into(),
        standing,
        next: None,
        objections: 0,
        script: None,
    })
}

fn recall(id: u64, lead: u32, attempt: u16, state: State) -> Recall {
    let wake = (!matches!(state, State::Overdue | State::Closed)).then(|| at(60));
    Recall {
        id: RecallId(id),
        campaign: "default".into(),
        lead: LeadId(lead),
        attempt,
        inquiry: None,
        owner: PersonId(4),
        due: at(60),
        kind: DueKind::Recall,
        agreed: false,
        state,
        wake,
        notice: None,
    }
}

fn request(id: u64, lead: u32, ask: Ask, answer: Option<bool>) -> Change {
    let answer = answer.map(|yes| Answer { yes, by: PersonId(5), at: at(5) });
    let (lead, by, at, notices) = (LeadId(lead), PersonId(4), at(4), Vec::new());
    Change::Request(Request { id, ask, lead, by, at, answer, notices })
}

fn notice(id: u64, to: i64, body: Body) -> Change {
    Change::Notice(Notice::new(NoticeId(id), PersonId(to), at(70), body))
}

/// Leads: 5 was called twice and has a recall that was told; 6 is closed and has an appointment;
/// 7 waits for a consent; 8 was declined one and nobody took its recall; 9 must not be called.
fn changes() -> Vec<Change> {
    let told = Recall { notice: Some(1), ..recall(2, 5, 2, State::Told) };
    let visit = Recall { kind: DueKind::Visit, ..recall(3, 6, 1, State::Waiting) };
    let consent = Ask::Consent { attempt: 1 };
    let closed = Closed { code: "meeting".into(), at: at(1) };
    let stop = DoNotCall { by: PersonId(5), at: at(1), code: None };
    let drawn = Notice::new(NoticeId(6), PersonId(1), at(70), Body::Joined { who: PersonId(4) });
    vec![
        person(1, Role::Admin),
        person(4, Role::Operator),
        person(5, Role::Supervisor),
        Change::Invite(Invite {
            token: TOKEN.into(),
            role: Role::Operator,
            by: PersonId(1),
            at: at(0),
            used_by: Some(PersonId(4)),
        }),
        Change::Lead(lead(4, 0)),
        Change::Lead(lead(5, 2)),
        call(5, 1, "recall", Standing::Good),
        call(5, 2, "recall", Standing::Good),
        Change::Recall(recall(1, 5, 1, State::Closed)),
        Change::Recall(told),
        Change::Lead(Lead { closed: Some(closed), ..lead(6, 1) }),
        call(6, 1, "meeting", Standing::Good),
        Change::Recall(visit),
        Change::Lead(lead(7, 1)),
        call(7, 1, "email_sent_lpr", Standing::Pending),
        request(1, 7, consent, None),
        Change::Lead(lead(8, 2)),
        call(8, 1, "email_sent_lpr", Standing::Declined),
        request(2, 8, consent, Some(false)),
        call(8, 2, "recall", Standing::Good),
        Change::Recall(recall(4, 8, 2, State::Overdue)),
        Change::Lead(Lead { do_not_call: Some(stop), ..lead(9, 0) }),
        notice(1, 4, Body::Due { recalls: vec![RecallId(2)] }),
        notice(2, 5, Body::Request { request: 1 }),
        notice(3, 4, Body::Answer { request: 2 }),
        notice(4, 5, Body::Overdue { recalls: vec![RecallId(4)] }),
        notice(5, 5, Body::Overdue { recalls: vec![RecallId(4)] }),
        Change::Notice(Notice { shown: Some((9, 1)), ..drawn }),
        notice(7, 4, Body::Handed { recalls: vec![RecallId(1)], from: PersonId(5) }),
        notice(8, 4, Body::Role),
        Change::Alarm(Alarm::new(Subject::Inquiry(1), at(35))),
        Change::Recall(promise()),
        Change::Inquiry(inquiry()),
        Change::Message(message()),
        Change::Alarm(Alarm::new(Subject::Message(1), at(55))),
        Change::Profile(Profile::new(PersonId(5), PersonId(4), at(40))),
        Change::Lesson(lesson(1)),
        Change::Lesson(lesson(2)),
        Change::Learning(Learning { people: vec![(PersonId(4), 2)], ..Learning::default() }),
        Change::Answer(OtherAnswer {
            id: 1,
            script: "outbound".into(),
            version: 1,
            step: "dial".into(),
            text: "ответила бабушка".into(),
            lead: None,
            by: PersonId(4),
            at: at(0),
        }),
    ]
}

fn lesson(id: u64) -> Lesson {
    let (who, code) = (PersonId(4), "no_answer".into());
    Lesson { id, who, code, features: vec![7], reader: 0, at: at(3) }
}
fn lesson_of(who: i64, id: u64) -> Vec<u8> {
    [signed(b'Q', who), id.to_be_bytes().to_vec()].concat()
}

/// A call that came in, with the promise to call back; it has still to be recorded elsewhere.
fn inquiry() -> Inquiry {
    Inquiry {
        id: 1,
        campaign: "default".into(),
        by: PersonId(4),
        lead: Some(LeadId(4)),
        kind: Kind::FirstTime,
        script: "hotline".into(),
        version: 1,
        step: "bye".into(),
        switched_from: None,
        outcome: Some("call_back".into()),
        talk: true,
        stage: ClientStage::Potential,
        deal: false,
        filled: [("model".to_owned(), "RX-5".to_owned())].into(),
        passed: vec![Pass { step: "greet".into(), at: at(26) }],
        transfers: Vec::new(),
        manager: Some(PersonId(5)),
        text: "RX-5".into(),
        begun: at(26),
        ended: at(30),
        held: 40,
        longest_hold: 40,
        register: Some(Register { every: 5, done: None, notice: None, by: None }),
        recall: Some(RecallId(5)),
        message: Some(MessageId(1)),
    }
}

fn promise() -> Recall {
    Recall {
        inquiry: Some(1),
        kind: DueKind::ShiftEnd,
        agreed: true,
        ..recall(5, 4, 0, State::Waiting)
    }
}

/// A message that nobody has read, for person 5.
fn message() -> Message {
    let sent = Sent { to: PersonId(5), at: at(40), because: Because::Addressee, notice: None };
    Message {
        id: MessageId(1),
        campaign: "default".into(),
        lead: None,
        inquiry: Some(1),
        by: PersonId(4),
        at: at(40),
        to: PersonId(5),
        form: Form { about: Some("RX-5".into()), ..Form::default() },
        sent: vec![sent],
        state: message::State::Waiting,
        news: None,
        forgotten: false,
    }
}

fn inbox(who: i64, id: u64) -> Vec<u8> {
    [signed(b'N', who), id.to_be_bytes().to_vec()].concat()
}
fn inquiry_of(lead: u32, id: u64) -> Vec<u8> {
    [short(b'L', lead), id.to_be_bytes().to_vec()].concat()
}
fn ended(minute: i64, id: u64) -> Vec<u8> {
    [signed(b'T', at(minute).timestamp_millis()), id.to_be_bytes().to_vec()].concat()
}

fn desk(walk_lead: u32, digest: &str, draft_lead: u32) -> Vec<u8> {
    let walk = json!({ "script": "outbound", "digest": digest, "lead": walk_lead, "number": 1,
        "kind": "cold", "spoken": "ru", "trail": [{ "step": "dial" }] });
    let draft = json!({ "lead": draft_lead, "situation": "no_answer", "spread": at(0) });
    let desk = json!({ "stamp": 3, "below": 1, "screen": "a_screen_of_the_future", "walk": walk,
        "shelf": { "walk": null, "draft": draft } });
    desk.to_string().into_bytes()
}

impl Bench {
    fn new() -> Bench {
        Bench::over(Arc::new(Memory::new()))
    }

    fn over(disk: Arc<dyn Disk>) -> Bench {
        let bench = Bench(disk);
        schema::note(&*bench.0).unwrap();
        // One by one: the indexes of each look at what is there.
        for change in changes() {
            bench.write(|book, batch| book.put(batch, std::slice::from_ref(&change)).unwrap());
        }
        bench.write(|book, batch| {
            book.put_seen(batch, 12, at(0)).unwrap();
            book.put_desk(batch, PersonId(4), &desk(5, DIGEST, 6)).unwrap();
            let alarm = Alarm::new(Subject::Desk(PersonId(4)), at(2));
            book.put(batch, &[Change::Alarm(alarm)]).unwrap();
            let shown = Shown { message: 118, stamp: 3, keys: true };
            book.put_shown(batch, PersonId(4), shown).unwrap();
            let (structure, texts) = ("version = 1\n".into(), Vec::new());
            let (script, digest) = ("outbound".into(), DIGEST.into());
            book.put_version(batch, &Version { script, digest, structure, texts }).unwrap();
        });
        bench
    }

    fn write(&self, deed: impl FnOnce(&Book, &mut Batch)) {
        let mut batch = Batch::new();
        deed(&Book::new(self.0.clone()), &mut batch);
        self.0.write(batch).unwrap();
    }

    fn drop(&self, key: Vec<u8>) {
        assert!(self.0.get(&key).unwrap().is_some(), "nothing to drop");
        self.write(|_, batch| batch.delete(key));
    }

    /// Drops what leads to a recall in an index.
    fn drop_of(&self, index: u8, recall: u64) {
        let all = self.0.range(&[index], &[index + 1], usize::MAX).unwrap();
        let id = recall.to_be_bytes();
        let leads = |(key, bytes): &(Vec<u8>, Vec<u8>)| {
            key.ends_with(&id) || open(key, bytes).is_ok_and(|Pointer(found)| found == recall)
        };
        all.into_iter().filter(leads).for_each(|(key, _)| self.drop(key));
    }

    fn raw(&self, key: Vec<u8>, bytes: &[u8]) {
        self.write(|_, batch| batch.put(key, bytes));
    }

    fn put<R: Record>(&self, key: Vec<u8>, record: &R) {
        let bytes = seal(&key, record).unwrap();
        self.raw(key, &bytes);
    }

    /// Changes a record, and no index.
    fn edit<R: Record>(&self, key: Vec<u8>, change: impl FnOnce(&mut R)) {
        let mut record: R = open(&key, &self.0.get(&key).unwrap().unwrap()).unwrap();
        change(&mut record);
        self.put(key, &record);
    }

    fn book(&self, change: Change) {
        self.write(|book, batch| book.put(batch, &[change]).unwrap());
    }

    fn report(&self) -> Report {
        let mut said = Vec::new();
        let report = verify(&*self.0, &mut |finding| said.push(finding.clone())).unwrap();
        assert_eq!(said, report.findings, "said at once is what is reported");
        assert_eq!(said.len() as u64, report.found);
        report
    }
}

/// A rule: what breaks it and nothing else, and what is said of it.
type Case = (fn(&Bench), &'static str);

const CASES: &[Case] = &[
    // Messages to colleagues, and profiles.
    (|b| b.drop(inbox(5, 1)), "message 1: there is no entry for message 1 among those to person 5"),
    (
        |b| b.raw(inbox(4, 1), b""),
        "message 1 among those to person 4: it leads to message 1, which was not sent to him",
    ),
    (|b| b.drop(long(b'U', 1)), "message 1: there is no entry for message 1 among the unread"),
    (
        |b| {
            let read = message::State::Read { by: PersonId(5), at: at(41) };
            b.edit::<Message>(long(b'M', 1), |one| one.state = read);
        },
        "message 1 among the unread: it leads to message 1, which is read",
    ),
    (
        |b| b.edit::<Message>(long(b'M', 1), |one| one.by = PersonId(9)),
        "message 1: who took it, person 9, is not there",
    ),
    (
        |b| b.edit::<Message>(long(b'M', 1), |one| one.inquiry = Some(9)),
        "message 1: the call, inquiry 9, is not there",
    ),
    (
        |b| {
            b.drop(alarm(b'm', 1));
            b.drop(rings(55, b'm', 1));
        },
        "message 1: nobody has read it, and nothing sees to it",
    ),
    (
        |b| b.edit::<Profile>(signed(b'P', 5), |one| one.stand_in = Some(PersonId(9))),
        "the profile of person 5: a colleague, person 9, is not there",
    ),
    // Calls that came in.
    (
        |b| b.drop(inquiry_of(4, 1)),
        "inquiry 1: there is no entry for inquiry 1 among those of lead 4",
    ),
    (|b| b.drop(ended(30, 1)), "inquiry 1: there is no entry for inquiry 1 in the order of time"),
    (
        |b| b.raw(inquiry_of(5, 1), b""),
        "inquiry 1 among those of lead 5: it leads to inquiry 1, which is of another lead",
    ),
    (
        |b| b.raw(ended(31, 1), b""),
        "inquiry 1 in the order of time: it leads to inquiry 1, which ended at another time",
    ),
    (
        |b| b.raw(ended(31, 2), b""),
        "inquiry 2 in the order of time: it leads to inquiry 2, which is not there",
    ),
    (
        |b| b.edit::<Inquiry>(long(b'I', 1), |one| one.by = PersonId(9)),
        "inquiry 1: who took it, person 9, is not there",
    ),
    (
        |b| b.edit::<Inquiry>(long(b'I', 1), |one| one.manager = Some(PersonId(9))),
        "inquiry 1: who was asked for, person 9, is not there",
    ),
    (
        |b| b.edit::<Inquiry>(long(b'I', 1), |one| one.begun = at(31)),
        "inquiry 1: it ended before it began; right: a call begins, then it ends",
    ),
    (
        |b| {
            b.drop(alarm(b'i', 1));
            b.drop(rings(35, b'i', 1));
        },
        "inquiry 1: it waits to be recorded, and nothing reminds of it",
    ),
    (
        |b| b.edit::<Inquiry>(long(b'I', 1), |one| one.recall = Some(RecallId(99))),
        "inquiry 1: its recall, recall 99, is not there",
    ),
    (
        |b| b.edit::<Inquiry>(long(b'I', 1), |one| one.campaign = "other".into()),
        "inquiry 1: its campaign is not that of its lead; right: one campaign for both",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 5), |recall| recall.inquiry = Some(7)),
        "recall 5: its inquiry, inquiry 7, is not there",
    ),
    (
        |b| {
            b.book(Change::Recall(Recall { state: State::Closed, wake: None, ..promise() }));
            b.book(Change::Lead(lead(4, 0).forgotten(at(40))));
        },
        "inquiry 1: its lead was forgotten, and it tells what was said",
    ),
    // Every record opens, under its key, as what its key says.
    (
        |b| b.raw(long(b's', 1), b"\x01\0"),
        "unforeseen answer 1: the value is cut to 2 bytes; right: the bytes that were written there; restore a backup",
    ),
    (
        |b| {
            let mut bytes = b.0.get(&long(b's', 1)).unwrap().unwrap();
            bytes[30] ^= 1;
            b.raw(long(b's', 1), &bytes);
        },
        "unforeseen answer 1: the checksum is",
    ),
    (
        |b| b.put(long(b's', 1), &Pointer(1)),
        "unforeseen answer 1: a record of kind 12 where one of kind 8 belongs",
    ),
    (
        |b| {
            let key = long(b's', 1);
            let bytes = sufler::store::envelope::seal(8, 2, &key, b"{}");
            b.raw(key, &bytes);
        },
        "unforeseen answer 1: the record was written by a newer version",
    ),
    (
        |b| {
            let key = long(b's', 1);
            let bytes = sufler::store::envelope::seal(8, 1, &key, br#"{"id":"+74993224685"}"#);
            b.raw(key, &bytes);
        },
        "unforeseen answer 1: the record does not read; right: the bytes that were written",
    ),
    (
        |b| b.edit::<OtherAnswer>(long(b's', 1), |answer| answer.id = 2),
        "unforeseen answer 1: it says that it is unforeseen answer 2; right: a record lies under its own key",
    ),
    (
        |b| b.edit::<Person>(signed(b'p', 1), |person| person.id = PersonId(2)),
        "person 1: it says that it is person 2",
    ),
    (
        |b| b.edit::<Version>(text(b'k', DIGEST), |version| version.digest = "ab".into()),
        "script version 00c0ffee00c0ffee: it says that it is script version ab",
    ),
    (
        |b| b.raw(b"Z+74993224685".to_vec(), b""),
        "entry 1 of no kind, under the letter 5a: nothing of this kind is kept; right: no such key",
    ),
    // Lessons.
    (
        |b| b.drop(lesson_of(4, 2)),
        "lesson 2: there is no entry for lesson 2 among those of person 4",
    ),
    (
        |b| b.raw(lesson_of(5, 2), b""),
        "lesson 2 among those of person 5: it leads to lesson 2, which is somebody else's",
    ),
    (
        |b| b.edit::<Lesson>(long(b'K', 1), |lesson| lesson.id = 3),
        "lesson 1: it says that it is lesson 3; right: a record lies under its own key",
    ),
    (
        |b| b.edit::<Learning>(b"K".to_vec(), |learning| learning.people[0].1 = 5),
        "what lessons come to: it counts 5 lessons, and there are 2; right: as many lessons of each person",
    ),
    (
        |b| b.edit::<Learning>(b"K".to_vec(), |learning| learning.people[0].0 = PersonId(5)),
        "what lessons come to: it counts those of others than there are",
    ),
    // Alarms.
    (
        |b| b.drop(rings(2, b'd', FOUR)),
        "the alarm of the desk of person 4: there is no entry for the alarm of the desk of person 4 at 2026-11-18T11:08:40Z",
    ),
    (
        |b| b.raw(rings(3, b'd', FOUR), b""),
        "the alarm of the desk of person 4 at 2026-11-18T11:09:40Z: it leads to the alarm of the desk of person 4, which goes off at another time",
    ),
    (
        |b| b.raw(rings(3, b'm', 2), b""),
        "the alarm of message 2 at 2026-11-18T11:09:40Z: it leads to the alarm of message 2, which is not there",
    ),
    (
        |b| b.raw(rings(3, b'm', 2)[..12].to_vec(), b""),
        "entry 2 of the alarms by time: it leads nowhere",
    ),
    (
        |b| b.book(Change::Alarm(Alarm::new(Subject::Offer(3), at(2)))),
        "the alarm of offer 3: what it is about, offer 3, is not there",
    ),
    (
        |b| b.edit::<Alarm>(alarm(b'd', FOUR), |alarm| alarm.subject = Subject::Desk(PersonId(5))),
        "the alarm of the desk of person 4: it says that it is the alarm of the desk of person 5",
    ),
    // Calls that are offered, and tables of CRMs.
    (
        |b| {
            offered(b);
            b.book(Change::Gone(Gone::Alarm(Subject::Offer(1))));
        },
        "offer 1: it waits, and no alarm is set; right: an offer that waits ends by itself",
    ),
    (
        |b| {
            offered(b);
            b.write(|book, batch| book.put_desk(batch, PersonId(4), &desk(5, DIGEST, 6)).unwrap());
        },
        "offer 1: it waits, and its call is not on the desk of whoever offers it; right: a call that is offered stays",
    ),
    (
        |b| {
            offered(b);
            b.edit::<Offer>(long(b'O', 1), |offer| offer.to = PersonId(99));
        },
        "offer 1: to whom it is offered, person 99, is not there",
    ),
    (
        |b| {
            offered(b);
            b.edit::<Offer>(long(b'O', 1), |offer| offer.lead = Some(LeadId(98)));
        },
        "offer 1: its lead, lead 98, is not there",
    ),
    (
        |b| b.book(notice(9, 5, Body::Offered { offer: 4 })),
        "notice 9: its offer, offer 4, is not there",
    ),
    (
        |b| {
            let (recall, promise) = (RecallId(1), RecallId(98));
            b.book(notice(9, 5, Body::Relieved { recall, promise }));
        },
        "notice 9: its recall, recall 98, is not there",
    ),
    (
        |b| {
            let phone = Phone::parse(NUMBER, "RU").unwrap();
            let (source, client) = (Source::Megaplan, Some("Анна".into()));
            let line = Responsible { source, phone, client, name: "Анна".into() };
            b.put(b"Rmegaplan\0+74993224680".to_vec(), &line);
        },
        "entry 1 of the numbers of CRMs: it says that it is its number among those of a CRM",
    ),
    // People.
    (
        |b| b.edit::<Invite>(text(b'i', TOKEN), |invite| invite.by = PersonId(99)),
        "entry 1 of the invites: who made it, person 99, is not there; right: what a record refers to is there",
    ),
    (
        |b| b.edit::<Invite>(text(b'i', TOKEN), |invite| invite.used_by = Some(PersonId(99))),
        "entry 1 of the invites: who came in by it, person 99, is not there",
    ),
    (
        |b| b.edit::<OtherAnswer>(long(b's', 1), |answer| answer.by = PersonId(99)),
        "unforeseen answer 1: who wrote it, person 99, is not there",
    ),
    // Leads and their numbers.
    (
        |b| b.edit::<Lead>(short(b'l', 5), |lead| lead.by = PersonId(99)),
        "lead 5: who entered it, person 99, is not there",
    ),
    (
        |b| {
            b.edit::<Lead>(short(b'l', 9), |lead| {
                lead.do_not_call.as_mut().unwrap().by = PersonId(99);
            });
        },
        "lead 9: who put it on the do-not-call list, person 99, is not there",
    ),
    (
        |b| b.drop(phone_entry(NUMBER)),
        "lead 5: there is no entry for its number among the leads; right: a record is found by every index that it belongs to",
    ),
    (
        |b| b.put(phone_entry("+74993224687"), &Pointer(7 << 40)),
        "entry 4 of the leads by number: it leads to lead 4294967295, which is not there; right: an entry leads to a record that wants it",
    ),
    (
        |b| b.put(phone_entry("+74993224680"), &Pointer(5)),
        "entry 1 of the leads by number: it leads to lead 5, which has another number",
    ),
    (
        |b| {
            // A second lead with a number that is taken.
            b.edit::<Lead>(short(b'l', 9), |lead| {
                lead.phone = Phone::parse(NUMBER, "RU");
            });
            b.drop(phone_entry("+74993224689"));
        },
        "lead 9: the entry for its number among the leads leads to 5; right: only one record for this entry",
    ),
    // Attempts.
    (
        |b| {
            b.drop(attempt(5, 1));
            b.drop(timed(1, 5, 1));
            b.edit::<Recall>(long(b'r', 1), |recall| recall.attempt = 2);
        },
        "attempt 2 of lead 5: the one before it has the number 0; right: numbered from 1 without gaps, as many as the lead counts",
    ),
    (
        |b| b.edit::<Lead>(short(b'l', 5), |lead| lead.attempts = 1),
        "lead 5: it counts 1 attempts, the last one is 2; right: numbered from 1",
    ),
    (
        |b| b.edit::<Lead>(short(b'l', 9), |lead| lead.attempts = 3),
        "lead 9: it counts 3 attempts, and there are none",
    ),
    (
        |b| b.book(call(98, 1, "recall", Standing::Good)),
        "attempt 1 of lead 98: its lead, lead 98, is not there",
    ),
    (
        |b| b.edit::<Attempt>(attempt(5, 2), |attempt| attempt.by = PersonId(99)),
        "attempt 2 of lead 5: who made it, person 99, is not there",
    ),
    (
        |b| b.edit::<Attempt>(attempt(5, 2), |attempt| attempt.campaign = "other".into()),
        "attempt 2 of lead 5: its campaign is not that of its lead; right: one campaign for both",
    ),
    (
        |b| {
            b.book(call(5, 1, "email_sent_lpr", Standing::Pending));
            b.book(request(3, 5, Ask::Consent { attempt: 1 }, None));
        },
        "attempt 1 of lead 5: it waits for a consent, and there is a later one; right: only the last attempt of a lead may wait",
    ),
    (
        |b| b.book(call(5, 2, "email_sent_lpr", Standing::Pending)),
        "attempt 2 of lead 5: it waits for a consent that nobody is asked for; right: an attempt waits exactly as long as a request for its consent is open",
    ),
    (
        |b| b.edit::<Attempt>(attempt(7, 1), |attempt| attempt.standing = Standing::Declined),
        "request 1: it is open, attempt 1 of lead 7 does not wait; right: an attempt waits exactly",
    ),
    (
        |b| b.edit::<Attempt>(attempt(6, 1), |attempt| attempt.code = "lpr_refusal".into()),
        "lead 6: it is closed by meeting, its last result is lpr_refusal; right: closed by the result of the last attempt that counts",
    ),
    (
        |b| b.edit::<Attempt>(attempt(6, 1), |attempt| attempt.standing = Standing::Declined),
        "lead 6: it is closed by meeting, its last result is none",
    ),
    (
        |b| {
            b.edit::<Lead>(short(b'l', 9), |lead| {
                lead.closed = Some(Closed { code: "meeting".into(), at: at(0) });
            });
        },
        "lead 9: it is closed by meeting, without an attempt",
    ),
    (
        |b| {
            b.edit::<Lead>(short(b'l', 9), |lead| lead.phone = None);
            b.drop(phone_entry("+74993224689"));
        },
        "lead 9: it has no number; right: only a lead that was forgotten has none",
    ),
    (
        |b| b.edit::<Lead>(short(b'l', 9), |lead| lead.forgotten = Some(at(9))),
        "lead 9: it was forgotten and still tells who it is; right: of a forgotten lead nothing stays",
    ),
    (
        |b| {
            let gone = at(9);
            b.drop(phone_entry("+74993224689"));
            b.edit::<Lead>(short(b'l', 9), |lead| {
                (lead.phone, lead.forgotten, lead.city) = (None, Some(gone), Some("Пермь".into()));
            });
        },
        "lead 9: it was forgotten and still tells who it is; right: of a forgotten lead nothing stays",
    ),
    (
        |b| {
            b.drop(phone_entry("+74993224686"));
            b.edit::<Lead>(short(b'l', 6), |lead| {
                (lead.phone, lead.forgotten) = (None, Some(at(9)));
            });
            b.edit::<Recall>(long(b'r', 3), |recall| recall.state = State::Closed);
            b.edit::<Recall>(long(b'r', 3), |recall| recall.wake = None);
            [b'o', b'w', b'm'].into_iter().for_each(|index| b.drop_of(index, 3));
        },
        "attempt 1 of lead 6: its lead was forgotten and it has a comment; right: of a forgotten",
    ),
    (
        |b| b.drop(timed(2, 5, 2)),
        "attempt 2 of lead 5: there is no entry for attempt 2 of lead 5 in the order of time",
    ),
    (
        |b| b.raw(timed(3, 5, 2), b""),
        "attempt 2 of lead 5 in the order of time: it leads to attempt 2 of lead 5, which was saved at another time",
    ),
    (
        |b| b.raw(timed(3, 9, 2), b""),
        "attempt 2 of lead 9 in the order of time: it leads to attempt 2 of lead 9, which is not there",
    ),
    // Recalls.
    (
        |b| b.edit::<Recall>(long(b'r', 1), |recall| recall.owner = PersonId(99)),
        "recall 1: its owner, person 99, is not there",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 1), |recall| recall.lead = LeadId(98)),
        "recall 1: its lead, lead 98, is not there",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 1), |recall| recall.campaign = "other".into()),
        "recall 1: its campaign is not that of its lead",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 1), |recall| recall.attempt = 7),
        "recall 1: its attempt, attempt 7 of lead 5, is not there",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 2), |recall| recall.attempt = 1),
        "recall 2: it is open since attempt 1, its lead has later ones; right: an attempt closes the recalls of earlier ones",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 2), |recall| recall.notice = None),
        "recall 2: it was told by no notice; right: what was told names its notice",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 2), |recall| recall.notice = Some(98)),
        "recall 2: its notice, notice 98, is not there",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 2), |recall| recall.notice = Some(7)),
        "recall 2: notice 7 does not tell of it; right: the notice that a recall names tells of it",
    ),
    (
        |b| {
            b.edit::<Recall>(long(b'r', 2), |recall| recall.wake = None);
            b.drop(wake(60, 2));
        },
        "recall 2: it never wakes; right: what waits, was told or was taken wakes the timer, nothing else",
    ),
    (
        |b| b.edit::<Recall>(long(b'r', 1), |recall| recall.wake = Some(at(60))),
        "recall 1: it wakes although it is closed",
    ),
    (
        |b| {
            b.edit::<Recall>(long(b'r', 4), |recall| recall.wake = Some(at(60)));
            b.raw(wake(60, 4), b"");
        },
        "recall 4: it wakes although it is overdue",
    ),
    (
        |b| {
            b.book(Change::Recall(Recall {
                wake: Some(at(59)),
                kind: DueKind::Visit,
                ..recall(3, 6, 1, State::Waiting)
            }));
        },
        "recall 3: it wakes 60 s before it is due; right: nobody is told before the time",
    ),
    (
        |b| {
            b.edit::<Recall>(long(b'r', 3), |recall| recall.kind = DueKind::Recall);
        },
        "recall 3: it is open, its lead is closed; right: no open recall where nobody may call",
    ),
    (
        |b| {
            let unnamed = Lead { phone: None, forgotten: Some(at(9)), ..lead(5, 2) };
            b.book(Change::Lead(unnamed));
            for number in 1..=2 {
                b.edit::<Attempt>(attempt(5, number), |attempt| attempt.comment.clear());
            }
        },
        "recall 2: it is open, its lead has no number; right: no open recall where nobody may call",
    ),
    (
        |b| {
            b.edit::<Lead>(short(b'l', 5), |lead| {
                lead.do_not_call = Some(DoNotCall { by: PersonId(5), at: at(1), code: None });
            });
        },
        "recall 2: it is open, its lead is on the do-not-call list; right: no open recall",
    ),
    // The indexes of recalls.
    (
        |b| b.drop(short(b'o', 5)),
        "recall 2: there is no entry for the open recall of lead 5; right: a record is found",
    ),
    (
        |b| {
            // A second one beside it.
            let second = Recall { attempt: 2, ..recall(9, 5, 2, State::Waiting) };
            b.put(long(b'r', 9), &second);
            b.raw(wake(60, 9), b"");
            b.raw(owned(4, 60, 9), b"");
        },
        "recall 9: the entry for the open recall of lead 5 leads to 2; right: only one record for this entry",
    ),
    (
        |b| b.put(short(b'o', 9), &Pointer(98)),
        "the open recall of lead 9: it leads to recall 98, which is not there",
    ),
    (
        |b| b.put(short(b'o', 9), &Pointer(2)),
        "the open recall of lead 9: it leads to recall 2, which is about another lead",
    ),
    (
        |b| {
            b.edit::<Recall>(long(b'r', 1), |recall| recall.lead = LeadId(8));
            b.put(short(b'o', 8), &Pointer(4));
            b.edit::<Recall>(long(b'r', 4), |recall| recall.state = State::Closed);
            b.drop(owned(4, 60, 4));
        },
        "the open recall of lead 8: it leads to recall 4, which is closed",
    ),
    (|b| b.drop(wake(60, 2)), "recall 2: there is no entry for the wake of recall 2 at 2026-11-18"),
    (
        |b| b.raw(wake(61, 2), b""),
        "the wake of recall 2 at 2026-11-18T12:07:40Z: it leads to recall 2, which does not wake then",
    ),
    (
        |b| b.raw(wake(61, 98), b""),
        "the wake of recall 98 at 2026-11-18T12:07:40Z: it leads to recall 98, which is not there",
    ),
    (
        |b| b.raw(wake(60, 2), b"x"),
        "the wake of recall 2 at 2026-11-18T12:06:40Z: it holds 1 bytes",
    ),
    (|b| b.raw(b"w1".to_vec(), b""), "entry 1 of the wakes: it leads nowhere"),
    (
        |b| b.drop(owned(4, 60, 2)),
        "recall 2: there is no entry for recall 2 among those of person 4",
    ),
    (
        |b| b.raw(owned(5, 60, 2), b""),
        "recall 2 among those of person 5: it leads to recall 2, which has another owner or another time",
    ),
    (
        |b| b.raw(owned(4, 60, 1), b""),
        "recall 1 among those of person 4: it leads to recall 1, which is closed",
    ),
    // Requests.
    (
        |b| b.edit::<Request>(long(b'q', 2), |request| request.by = PersonId(99)),
        "request 2: who asks, person 99, is not there",
    ),
    (
        |b| {
            b.edit::<Request>(long(b'q', 2), |request| {
                request.answer.as_mut().unwrap().by = PersonId(99);
            });
        },
        "request 2: who answered, person 99, is not there",
    ),
    (
        |b| b.edit::<Request>(long(b'q', 2), |request| request.notices = vec![NoticeId(98)]),
        "request 2: its notice, notice 98, is not there",
    ),
    (
        |b| b.edit::<Request>(long(b'q', 2), |request| request.lead = LeadId(98)),
        "request 2: its lead, lead 98, is not there",
    ),
    (
        |b| {
            b.edit::<Request>(long(b'q', 2), |r| r.ask = Ask::Consent { attempt: 7 });
        },
        "request 2: its attempt, attempt 7 of lead 8, is not there",
    ),
    (
        |b| {
            b.book(request(3, 6, Ask::Reopen, None));
            b.drop(short(b'y', 6));
        },
        "request 3: there is no entry for the open request of lead 6",
    ),
    (
        |b| b.put(long(b'q', 3), &reopen(3, 7)),
        "request 3: the entry for the open request of lead 7 leads to 1; right: only one",
    ),
    (
        |b| b.put(short(b'y', 8), &Pointer(2)),
        "the open request of lead 8: it leads to request 2, which is answered",
    ),
    (
        |b| b.put(short(b'y', 9), &Pointer(1)),
        "the open request of lead 9: it leads to request 1, which is about another lead",
    ),
    // Notices.
    (
        |b| b.edit::<Notice>(long(b'n', 8), |notice| notice.to = PersonId(99)),
        "notice 8: its reader, person 99, is not there",
    ),
    (
        |b| {
            let recalls = vec![RecallId(2), RecallId(98)];
            b.edit::<Notice>(long(b'n', 1), |notice| notice.body = Body::Due { recalls });
        },
        "notice 1: its recall, recall 98, is not there",
    ),
    (
        |b| {
            let body = Body::Handed { recalls: vec![RecallId(1)], from: PersonId(99) };
            b.edit::<Notice>(long(b'n', 7), |notice| notice.body = body);
        },
        "notice 7: who handed over, person 99, is not there",
    ),
    (
        |b| b.edit::<Notice>(long(b'n', 2), |n| n.body = Body::Request { request: 98 }),
        "notice 2: its request, request 98, is not there",
    ),
    (
        |b| b.edit::<Notice>(long(b'n', 3), |n| n.body = Body::Answer { request: 98 }),
        "notice 3: its request, request 98, is not there",
    ),
    (
        |b| b.edit::<Notice>(long(b'n', 3), |n| n.body = Body::Answer { request: 1 }),
        "notice 3: it tells the answer to request 1, which has none; right: told is what was answered",
    ),
    (
        |b| b.edit::<Notice>(long(b'n', 6), |n| n.body = Body::Joined { who: PersonId(99) }),
        "notice 6: who came in, person 99, is not there",
    ),
    (|b| b.drop(long(b'x', 8)), "notice 8: there is no entry for notice 8 among those to draw"),
    (
        |b| b.raw(long(b'x', 6), b""),
        "notice 6 among those to draw: it leads to notice 6, which is drawn",
    ),
    (
        |b| b.raw(long(b'x', 98), b""),
        "notice 98 among those to draw: it leads to notice 98, which is not there",
    ),
    (
        |b| b.put(signed(b'z', 5), &Pointer(4)),
        "the last alert of person 5: it leads to notice 4, and notice 5 is a later one; right: the last alert of each supervisor is kept as such",
    ),
    (|b| b.drop(signed(b'z', 5)), "notice 5: there is no entry for the last alert of person 5"),
    (
        |b| b.put(signed(b'z', 4), &Pointer(8)),
        "the last alert of person 4: it leads to notice 8, which is no alert",
    ),
    (
        |b| b.put(signed(b'z', 1), &Pointer(5)),
        "the last alert of person 1: it leads to notice 5, which is for somebody else",
    ),
    // Desks.
    (
        |b| b.write(|book, batch| book.put_desk(batch, PersonId(99), b"{}").unwrap()),
        "the desk of person 99: its person, person 99, is not there",
    ),
    (
        |b| b.write(|book, batch| book.put_desk(batch, PersonId(4), b"{").unwrap()),
        "the desk of person 4: what is in hand does not read",
    ),
    (
        |b| b.raw(signed(b'd', 4), b"\x01"),
        "the desk of person 4: the value is cut to 1 bytes; right: a desk that opens",
    ),
    (
        |b| b.put(signed(b'd', 4), &Pointer(4)),
        "the desk of person 4: a record of kind 12 where one of kind 9 belongs",
    ),
    (
        |b| b.write(|book, batch| book.put_desk(batch, PersonId(4), &desk(98, DIGEST, 6)).unwrap()),
        "the desk of person 4: the lead of its call, lead 98, is not there",
    ),
    (
        |b| b.write(|book, batch| book.put_desk(batch, PersonId(4), &desk(5, DIGEST, 98)).unwrap()),
        "the desk of person 4: the lead of its result, lead 98, is not there",
    ),
    (
        |b| b.write(|book, batch| book.put_desk(batch, PersonId(4), &desk(5, "ab", 6)).unwrap()),
        "the desk of person 4: the script of its call, script version ab, is not there",
    ),
    (
        |b| {
            b.drop(signed(b'd', 4));
            b.book(Change::Gone(Gone::Alarm(Subject::Desk(PersonId(4)))));
        },
        "the drawn screen of person 4: its desk, the desk of person 4, is not there",
    ),
    (
        |b| b.raw(signed(b'u', 12), b"late"),
        "update 12: it holds 4 bytes; right: the time of the turn, 8 bytes",
    ),
    (
        |b| b.raw(signed(b'g', 3), b"late"),
        "the updates from 192 on: it holds 4 bytes; right: the time of the last turn and which updates were seen, 16 bytes",
    ),
];

/// A call that waits for an answer of person 5, two deep on the shelf of person 4.
fn offered(b: &Bench) {
    let handing = json!({ "open": 1 });
    let walk = json!({ "script": "outbound", "digest": DIGEST, "number": 0, "kind": "first_time",
        "spoken": "ru", "trail": [{ "step": "dial" }],
        "inbound": { "begun": at(0), "handing": handing } });
    let shelf = json!({ "walk": null, "draft": null, "shelf": { "walk": walk, "draft": null } });
    let desk = json!({ "stamp": 3, "below": 1, "screen": "home", "shelf": shelf }).to_string();
    b.write(|book, batch| book.put_desk(batch, PersonId(4), desk.as_bytes()).unwrap());
    b.book(notice(9, 5, Body::Offer { offer: 1 }));
    b.book(Change::Offer(Offer {
        id: 1,
        from: PersonId(4),
        to: PersonId(5),
        at: at(70),
        until: at(71),
        lead: Some(LeadId(5)),
        transfer: 1,
        notice: NoticeId(9),
        end: None,
    }));
    b.book(Change::Alarm(Alarm::new(Subject::Offer(1), at(71))));
    assert!(b.report().is_clean(), "{:#?}", b.report().findings);
}

fn reopen(id: u64, lead: u32) -> Request {
    let Change::Request(request) = request(id, lead, Ask::Reopen, None) else { unreachable!() };
    request
}

/// What only this version has is not missing in a store of an older one.
#[test]
fn an_older_store_has_no_defects() {
    let bench = Bench::new();
    bench.drop(b"j".to_vec());
    bench.drop(timed(2, 5, 2));
    assert!(bench.report().is_clean(), "{:#?}", bench.report().findings);
}

#[test]
fn a_sound_store_has_no_defects() {
    let report = Bench::new().report();
    assert!(report.is_clean(), "{:#?}", report.findings);
    let said = report.to_string();
    for part in [
        "attempts 6",
        "leads 6",
        "inquiries 1",
        "open recalls 4",
        "people 3",
        "wakes 3",
        "no defects",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn each_rule_that_is_broken_alone_is_one_line() {
    let mut wrong = Vec::new();
    for (harm, expected) in CASES {
        let bench = Bench::new();
        harm(&bench);
        let report = bench.report();
        let said: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
        if said.len() != 1 || !said[0].starts_with(expected) {
            wrong.push(format!("expected: {expected}\nfound: {}", said.join("\n       ")));
        }
        let all = said.join("\n");
        let private = [&NUMBER[5..], TOKEN, "Анна", "бабушка"];
        assert!(private.iter().all(|word| !all.contains(word)), "{all}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// One wound, one finding: what a damaged record would say is not asked of others.
#[test]
fn a_damaged_record_is_one_finding_wherever_it_is() {
    let bench = Bench::new();
    let all = bench.0.range(&[], &[0xff; 8], usize::MAX).unwrap();
    let sealed = all.iter().filter(|(key, bytes)| key[0] != b'g' && !bytes.is_empty());
    for (key, bytes) in sealed {
        let mut broken = bytes.clone();
        broken[bytes.len() - 1] ^= 1;
        bench.raw(key.clone(), &broken);
        let findings = bench.report().findings;
        assert_eq!(findings.len(), 1, "{findings:#?}");
        assert!(findings[0].wrong.contains("checksum"), "{findings:#?}");
        bench.raw(key.clone(), bytes);
    }
}

/// All that can be wrong is found in one walk; the report keeps some of it and counts the rest.
#[test]
fn a_finding_does_not_stop_the_walk() {
    let bench = Bench::new();
    for number in 100..1_300 {
        bench.raw(long(b'x', number), b"");
    }
    bench.edit::<Person>(signed(b'p', 1), |person| person.id = PersonId(2));
    let mut last = String::new();
    let report = verify(&*bench.0, &mut |finding| last = finding.to_string()).unwrap();
    assert_eq!((report.found, report.findings.len()), (1_201, 1_000));
    assert!(last.starts_with("notice 1299 among"), "{last}");
    assert!(report.to_string().ends_with("\n1201 defects\n"), "{report}");
}

#[test]
fn the_real_disk_also_counts() {
    let folder = tempfile::tempdir().unwrap();
    let sled = Arc::new(Sled::open(folder.path()).unwrap());
    let bench = Bench::over(sled.clone());
    // A version of a script is long: it lies in pieces.
    let texts = vec![("ru".to_owned(), "a".repeat(10_000))];
    bench.edit::<Version>(text(b'k', DIGEST), |version| version.texts = texts);
    assert!(verify_sled(&sled, &mut |finding| panic!("{finding}")).unwrap().is_clean());
    drop((bench, sled));

    let raw = loop {
        match ::sled::Config::new().path(folder.path()).open() {
            Err(error) if error.to_string().contains("acquire lock") => std::thread::yield_now(),
            opened => break opened.unwrap(),
        }
    };
    let piece = [b"\x02\x11k", DIGEST.as_bytes(), b"\0\x01"].concat();
    raw.remove(piece).unwrap().unwrap();
    raw.remove([b"\x01", &long(b'x', 8)[..]].concat()).unwrap().unwrap();
    drop(raw);
    let sled = Sled::open(folder.path()).unwrap();
    let report = verify_sled(&sled, &mut |_| {}).unwrap();
    let said: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(said[0].starts_with("script version 00c0ffee00c0ffee: its value does not read"));
    assert!(said[1].starts_with("notice 8: there is no entry for notice 8 among those to draw"));
    assert!(said[2].starts_with("the store: it has "), "{said:#?}");
}
