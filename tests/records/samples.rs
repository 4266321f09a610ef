//! One record of every kind, with every field, every body and every screen.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use sufler::chat::desk::{Desk, InHand, Screen, Then};
use sufler::chat::press::Field;
use sufler::chat::shelf::{Look, Name, Sort};
use sufler::domain::alarm::{Alarm, Subject};
use sufler::domain::attempt::{Draft, Said};
use sufler::domain::clocks::{Announced, Clocks, Hold, Mark};
use sufler::domain::codes::Need;
use sufler::domain::consent::{Answer, Ask, Request};
use sufler::domain::document::{Document, Period, Span};
use sufler::domain::forget::{Count, Forgotten, Secret};
use sufler::domain::heard::Heard;
use sufler::domain::inbound::{ClientStage, Inbound, Pass};
use sufler::domain::inquiry::{Inquiry, Register};
use sufler::domain::kind::Kind;
use sufler::domain::lead::{Closed, DoNotCall, Lead, LeadId};
use sufler::domain::learning::Learning;
use sufler::domain::lesson::Lesson;
use sufler::domain::message::MessageId;
use sufler::domain::note::{Note, Noted};
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::people::{Invite, Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::profile::{Extra, Question};
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::{Attempt, Change, OtherAnswer, Standing};
use sufler::domain::walk::{Aside, Visit, Walk};
use sufler::store::book::{Shown, Version};
use sufler::store::disk::prefix_end;
use sufler::store::{Batch, Book, Disk, Memory, envelope, record, schema};
use sufler::words::{Arg, Phrase, TimeStyle};

#[path = "audit.rs"]
mod audit;
#[path = "inbox.rs"]
mod inbox;
#[path = "routing.rs"]
mod routing;

/// A record with its name in the fixture, and as it is stored now.
pub struct Sample {
    pub name: String,
    pub key: Vec<u8>,
    pub bytes: Vec<u8>,
    pub value: Value,
}

fn at(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}

/// What one change, or one other deed, stores: the record and the index entries beside it.
fn stored(name: &str, deed: impl Fn(&Book, &mut Batch)) -> Vec<Sample> {
    let disk: Arc<dyn Disk> = Arc::new(Memory::new());
    let book = Book::new(disk.clone());
    let mut batch = Batch::new();
    deed(&book, &mut batch);
    disk.write(batch).unwrap();
    let pairs = disk.range(&[], &prefix_end(&[]), usize::MAX).unwrap();
    let sealed = pairs.into_iter().filter(|(key, _)| key[0] != b'g');
    let sealed = sealed.filter(|(_, bytes)| bytes.len() > envelope::OVERHEAD);
    sealed
        .map(|(key, bytes)| {
            let opened = envelope::open(&key, &bytes).unwrap();
            let pointer = match opened.kind {
                12 => ".index",
                17 => ".end",
                25 => ".heard",
                26 => ".tally",
                _ => "",
            };
            let value = serde_json::from_slice(opened.body).unwrap();
            Sample { name: format!("{name}{pointer}"), key, value, bytes: bytes.clone() }
        })
        .collect()
}

fn changed(name: &str, change: Change) -> Vec<Sample> {
    stored(name, |book, batch| book.put(batch, std::slice::from_ref(&change)).unwrap())
}

/// What is left of those that were forgotten.
fn forgotten() -> Vec<Sample> {
    let secret = Secret::new(&mut || 0x0123_4567_89ab_cdef);
    let mark = secret.mark("default", &Phone::parse("+74993224685", "RU").unwrap()).unwrap();
    let mut all =
        changed("forgotten", Change::Forgotten(Forgotten { mark, at: at("2026-11-22 08:00") }));
    all.extend(changed("secret", Change::Secret(secret)));
    for (name, standing) in [
        ("count", Standing::Good),
        ("count.pending", Standing::Pending),
        ("count.declined", Standing::Declined),
    ] {
        let day = at("2026-11-22 00:00").date_naive();
        let (campaign, code) = ("default".into(), "no_answer".into());
        let count = Count { campaign, day, code, standing, attempts: 3 };
        all.extend(changed(name, Change::Count(count)));
    }
    all
}

/// Everything.
pub fn all() -> Vec<Sample> {
    let mut all = people();
    all.extend(forgotten());
    all.extend(lessons());
    all.extend(leads());
    all.extend(recalls());
    all.extend(inquiries());
    all.extend(alarms());
    all.extend(inbox::all());
    all.extend(routing::all());
    all.extend(requests());
    all.extend(audit::all());
    all.extend(bodies().into_iter().flat_map(|(name, body)| {
        let mut notice = Notice::new(NoticeId(9), PersonId(4), at("2026-11-24 12:00"), body);
        notice.stamp = 3;
        notice.shown = (name != "role").then_some((118, 2));
        changed(&format!("notice.{name}"), Change::Notice(notice))
    }));
    all.extend(desks().into_iter().flat_map(|(name, desk)| {
        let body = serde_json::to_vec(&desk).unwrap();
        stored(&format!("desk.{name}"), |book, batch| {
            book.put_desk(batch, PersonId(4), &body).unwrap();
        })
    }));
    all.extend(stored("shown", |book, batch| {
        let shown = Shown { message: 118, stamp: 7, keys: true };
        book.put_shown(batch, PersonId(4), shown).unwrap();
    }));
    all.push(schema("schema", 2));
    all.push(schema("schema.3", 3));
    assert_eq!(schema::SCHEMA, 3, "a sample of the newest");
    all.extend(stored("version", |book, batch| {
        let version = Version {
            script: "outbound".into(),
            digest: "00c0ffee00c0ffee".into(),
            structure: "version = 1\n".into(),
            texts: vec![("ru".into(), "dial =\n    .title = Дозвон\n".into())],
        };
        book.put_version(batch, &version).unwrap();
    }));
    all
}

fn schema(name: &str, version: u32) -> Sample {
    let key = b"j".to_vec();
    let bytes = record::seal(&key, &schema::Schema { version }).unwrap();
    let value = serde_json::from_slice(envelope::open(&key, &bytes).unwrap().body).unwrap();
    Sample { name: name.into(), key, bytes, value }
}

fn people() -> Vec<Sample> {
    let person = Person {
        id: PersonId(4),
        name: "Анна".into(),
        role: Role::Operator,
        lang: "ru".into(),
        zone: Some(chrono_tz::Asia::Tbilisi),
        on_shift: true,
        since: at("2026-11-20 06:30"),
        unreachable: true,
        left: true,
        former: None,
        exempt: false,
        default_for_calls: false,
    };
    let invite = Invite {
        token: "910a2dec89025cc1beeb8da1658eec67".into(),
        role: Role::Supervisor,
        by: PersonId(-5),
        at: at("2026-11-20 06:00"),
        used_by: Some(PersonId(4)),
    };
    let plain = Person { id: PersonId(-5), role: Role::Admin, zone: None, ..person.clone() };
    let mut all = changed("person", Change::Person(person));
    let former = plain.clone().forgotten(2, at("2026-11-22 08:00"));
    all.extend(changed("person.former", Change::Person(former)));
    all.extend(changed("person.plain", Change::Person(plain)));
    all.extend(changed("invite", Change::Invite(invite)));
    all
}

fn leads() -> Vec<Sample> {
    let phone = || Phone::parse("+74993224685", "RU").unwrap();
    let plain = Lead::new(LeadId(7), "default", phone(), PersonId(4), at("2026-11-21 07:00"));
    let lead = Lead {
        name: Some("ООО «Ромашка»".into()),
        contact: Some("Мария".into()),
        city: Some("Москва".into()),
        field: Some("цветы".into()),
        email: Some("info@example.com".into()),
        kind: Some(Kind::Warm),
        attempts: 2,
        closed: Some(Closed { code: "lpr_refusal".into(), at: at("2026-11-22 07:00") }),
        do_not_call: Some(DoNotCall {
            by: PersonId(4),
            at: at("2026-11-22 08:00"),
            code: Some("already_customer".into()),
        }),
        ..plain.clone()
    };
    let attempt = Attempt {
        lead: LeadId(7),
        number: 2,
        campaign: "default".into(),
        by: PersonId(4),
        at: at("2026-11-22 07:00"),
        code: "recall".into(),
        situation: "secretary_refusal".into(),
        comment: "Отказ Секретаря 2, поставщик уже есть".into(),
        standing: Standing::Good,
        next: Some(at("2026-11-24 12:41")),
        objections: 2,
        script: Some(("outbound".into(), 1, "sec_no".into())),
    };
    let answer = OtherAnswer {
        id: 3,
        script: "outbound".into(),
        version: 1,
        step: "dial".into(),
        text: "ответила бабушка".into(),
        lead: None,
        by: PersonId(4),
        at: at("2026-11-22 07:00"),
    };
    let mut all = changed("lead", Change::Lead(lead));
    let nobody = plain.clone().forgotten(at("2026-11-22 08:00"));
    all.extend(changed("lead.forgotten", Change::Lead(nobody)));
    let other_phone = Some("+7 499 111-22-33, Мария".into());
    let others = Lead { other_phone, ..plain.clone() };
    all.extend(changed("lead.other_phone", Change::Lead(others)));
    all.extend(changed("lead.plain", Change::Lead(plain)));
    for (name, standing) in [
        ("attempt", Standing::Good),
        ("attempt.pending", Standing::Pending),
        ("attempt.declined", Standing::Declined),
    ] {
        all.extend(changed(name, Change::Attempt(Attempt { standing, ..attempt.clone() })));
    }
    all.extend(changed("answer.lead", {
        Change::Answer(OtherAnswer { lead: Some(LeadId(7)), ..answer.clone() })
    }));
    all.extend(changed("heard.dealt", {
        let mut heard = Heard::new(answer.alike().unwrap(), &answer);
        heard.dealt = Some((PersonId(4), at("2026-11-24 12:00")));
        Change::Heard(heard)
    }));
    all.extend(changed("answer", Change::Answer(answer)));
    all
}

fn recalls() -> Vec<Sample> {
    let kinds =
        [DueKind::Recall, DueKind::Call, DueKind::OwnCall, DueKind::Visit, DueKind::LongTerm];
    let promises = [("promise", DueKind::Promise), ("shift_end", DueKind::ShiftEnd)];
    let states = [State::Waiting, State::Told, State::Overdue, State::Taken, State::Closed];
    let recall = |(kind, state): (DueKind, State)| {
        let recall = Recall {
            id: RecallId(11),
            campaign: "default".into(),
            lead: LeadId(7),
            attempt: 2,
            inquiry: None,
            owner: PersonId(4),
            due: at("2026-11-24 12:41"),
            kind,
            agreed: true,
            state,
            wake: (state != State::Closed).then(|| at("2026-11-24 12:56")),
            notice: Some(9),
        };
        changed(&format!("recall.{state:?}").to_lowercase(), Change::Recall(recall))
    };
    let promised = |(name, kind)| {
        let recall = Recall {
            id: RecallId(12),
            campaign: "default".into(),
            lead: LeadId(7),
            attempt: 0,
            inquiry: Some(12),
            owner: PersonId(4),
            due: at("2026-11-24 15:00"),
            kind,
            agreed: true,
            state: State::Waiting,
            wake: Some(at("2026-11-24 15:00")),
            notice: None,
        };
        changed(&format!("recall.{name}"), Change::Recall(recall))
    };
    let mut all: Vec<Sample> = kinds.into_iter().zip(states).flat_map(recall).collect();
    all.extend(promises.into_iter().flat_map(promised));
    all
}

fn inquiries() -> Vec<Sample> {
    let pass = |step: &str, time: &str| Pass { step: step.into(), at: at(time) };
    let full = Inquiry {
        id: 12,
        campaign: "default".into(),
        by: PersonId(4),
        lead: Some(LeadId(7)),
        kind: Kind::Returned,
        script: "hotline".into(),
        version: 2,
        step: "bye".into(),
        switched_from: Some("duty".into()),
        outcome: Some("consulted".into()),
        talk: true,
        stage: ClientStage::Client,
        deal: true,
        filled: [("model".to_owned(), "RX-5".to_owned())].into(),
        passed: vec![pass("greet", "2026-11-24 12:41"), pass("bye", "2026-11-24 12:45")],
        transfers: Vec::new(),
        manager: Some(PersonId(-5)),
        text: "Горячая линия: консультация\nМодель: RX-5".into(),
        begun: at("2026-11-24 12:41"),
        ended: at("2026-11-24 12:46"),
        held: 80,
        longest_hold: 0,
        register: Some(Register {
            every: 5,
            done: Some(at("2026-11-24 12:50")),
            notice: Some(9),
            by: None,
        }),
        recall: Some(RecallId(12)),
        message: None,
    };
    let plain = Inquiry {
        lead: None,
        switched_from: None,
        outcome: None,
        talk: false,
        stage: ClientStage::Person,
        deal: false,
        filled: BTreeMap::new(),
        passed: Vec::new(),
        manager: None,
        text: String::new(),
        held: 0,
        register: None,
        recall: None,
        message: None,
        ..full.clone()
    };
    let handed = Inquiry { transfers: vec![routing::transfer()], ..plain.clone() };
    let mut all = changed("inquiry", Change::Inquiry(full));
    let held = Inquiry { held: 90, longest_hold: 70, ..plain.clone() };
    all.extend(changed("inquiry.handed", Change::Inquiry(handed)));
    all.extend(changed("inquiry.plain", Change::Inquiry(plain)));
    all.extend(changed("inquiry.held", Change::Inquiry(held)));
    all
}

fn alarms() -> Vec<Sample> {
    let all = [
        ("alarm.desk", Subject::Desk(PersonId(-5))),
        ("alarm.message", Subject::Message(2)),
        ("alarm.offer", Subject::Offer(2)),
        ("alarm.inquiry", Subject::Inquiry(2)),
    ];
    let sample =
        |(name, subject)| changed(name, Change::Alarm(Alarm::new(subject, at("2026-11-24 12:41"))));
    all.into_iter().flat_map(sample).collect()
}

fn requests() -> Vec<Sample> {
    let request = Request {
        id: 5,
        ask: Ask::Consent { attempt: 2 },
        lead: LeadId(7),
        by: PersonId(4),
        at: at("2026-11-22 07:00"),
        answer: None,
        notices: Vec::new(),
    };
    let asked = Request { notices: vec![NoticeId(9), NoticeId(10)], ..request.clone() };
    let answer = Answer { yes: true, by: PersonId(-5), at: at("2026-11-22 07:10") };
    let reopen = Request { ask: Ask::Reopen, answer: Some(answer), ..request.clone() };
    let mut all = changed("request.consent", Change::Request(request));
    all.extend(changed("request.reopen", Change::Request(reopen)));
    all.extend(changed("request.notices", Change::Request(asked)));
    all
}

fn bodies() -> Vec<(&'static str, Body)> {
    let recalls = || vec![RecallId(11), RecallId(12)];
    let day = at("2026-11-23 12:00").date_naive();
    let all = [
        Body::Due { recalls: recalls() },
        Body::Overdue { recalls: recalls() },
        Body::Handed { recalls: recalls(), from: PersonId(4) },
        Body::Request { request: 5 },
        Body::Answer { request: 5 },
        Body::Message { message: MessageId(2) },
        Body::MessageNews { message: MessageId(2) },
        Body::Role,
        Body::Joined { who: PersonId(4) },
        Body::Hold,
        Body::Mark,
        Body::Unrecorded { inquiry: 12 },
        Body::Offer { offer: 2 },
        Body::Offered { offer: 2 },
        Body::File { what: Document::Attempts { days: Period::LastMonth.span(day) } },
        Body::File { what: Document::Attempts { days: Period::All.span(day) } },
        Body::File { what: Document::Backup },
        Body::Relieved { recall: RecallId(11), promise: RecallId(12) },
    ];
    // A new body has to be added above.
    let name = |body: &Body| match body {
        Body::Due { .. } => "due",
        Body::Overdue { .. } => "overdue",
        Body::Handed { .. } => "handed",
        Body::Relieved { .. } => "relieved",
        Body::Request { .. } => "request",
        Body::Answer { .. } => "answer",
        Body::Message { .. } => "message",
        Body::MessageNews { .. } => "message_news",
        Body::Role => "role",
        Body::Joined { .. } => "joined",
        Body::Hold => "hold",
        Body::Mark => "mark",
        Body::Unrecorded { .. } => "unrecorded",
        Body::Offer { .. } => "offer",
        Body::Offered { .. } => "offered",
        Body::File { what: Document::Backup } => "file.backup",
        Body::File { what: Document::Attempts { days: Span { from: None, .. } } } => "file.all",
        Body::File { what: Document::Attempts { .. } } => "file.attempts",
    };
    all.into_iter().map(|body| (name(&body), body)).collect()
}

fn screens() -> Vec<Screen> {
    let (lead, recall) = (LeadId(7), RecallId(11));
    let mut all = vec![
        Screen::Home,
        Screen::Number(Then::Call),
        Screen::Number(Then::Result),
        Screen::Number(Then::Note(note())),
        Screen::Guesses(lead),
        Screen::Whose(note(), vec![lead]),
        Screen::Lead(lead),
        Screen::History(lead, 1),
        Screen::Edit(lead),
        Screen::DoNotCall(lead),
        Screen::Unfinished(lead, Then::Result),
        Screen::Gate(lead),
        Screen::Situations(lead),
        Screen::Time,
        Screen::Card(2),
        Screen::Refused("meeting".into()),
        Screen::Saved(lead, 2),
        Screen::Step,
        Screen::Recalls(1),
        Screen::Recall(recall),
        Screen::Later(recall),
        Screen::Hand(vec![recall]),
        Screen::Transfer,
        Screen::Offered(2),
        Screen::Team(1),
        Screen::Member(PersonId(4)),
        Screen::Inviting,
        Screen::Invited("910a2dec89025cc1beeb8da1658eec67".into(), Role::Operator),
        Screen::Settings,
        Screen::Langs,
        Screen::Zones,
        Screen::Name,
        Screen::Export,
        Screen::Backup,
        Screen::Messages(1),
        Screen::Message(MessageId(2)),
        Screen::MessageWhen(MessageId(2)),
        Screen::PassOn(MessageId(2), "Ко".into()),
        Screen::Asked("Ко".into()),
        Screen::Profile(PersonId(4)),
        Screen::Help,
        Screen::Audit(Some(lead), 118),
        Screen::ForgetLead(lead),
        Screen::ForgetPerson(PersonId(4)),
        Screen::Left(1),
        Screen::Incoming,
        Screen::Interrupted,
        Screen::More,
        Screen::Caller,
        Screen::Datum("model".into()),
        Screen::Promised("callback".into()),
        Screen::Inquiry(12),
        Screen::BreakOff,
        Screen::Learning,
        Screen::Unlearn(Some(PersonId(4))),
        Screen::Answers(1),
        Screen::AnswersAt(u64::MAX, true, 1),
        Screen::Answer(u64::MAX, 1),
        Screen::Faq(Look { sort: Sort::Sms, words: "чек".into(), page: 1 }),
        Screen::FaqText(
            Look::default(),
            Name { script: "hotline".into(), sort: Sort::Question, id: "no_receipt".into() },
        ),
    ];
    all.extend(Field::ALL.map(|field| Screen::Field(lead, field)));
    all.extend(Question::ALL.map(|question| Screen::ProfileAsk(PersonId(4), question)));
    let more = |extra| Screen::ProfileMore(PersonId(4), extra, "Ко".into());
    all.extend(Extra::ALL.map(more));
    all.extend(Need::ALL.map(Screen::Ask));
    all
}

/// The name of a screen; a new one has to be added here and to the list.
fn name(screen: &Screen) -> String {
    let name = match screen {
        Screen::Home => "home",
        Screen::Number(Then::Call) => "number.call",
        Screen::Number(Then::Result) => "number.result",
        Screen::Number(Then::Note(_)) => "number.note",
        Screen::Guesses(_) => "guesses",
        Screen::Whose(..) => "whose",
        Screen::BreakOff => "break_off",
        Screen::Learning => "learning",
        Screen::Unlearn(_) => "unlearn",
        Screen::Lead(_) => "lead",
        Screen::History(..) => "history",
        Screen::Edit(_) => "edit",
        Screen::Field(_, field) => return format!("field.{}", field.id()),
        Screen::DoNotCall(_) => "do_not_call",
        Screen::Unfinished(..) => "unfinished",
        Screen::Gate(_) => "gate",
        Screen::Situations(_) => "situations",
        Screen::Ask(need) => return format!("ask.{}", need.id()),
        Screen::Time => "time",
        Screen::Card(_) => "card",
        Screen::Refused(_) => "refused",
        Screen::Saved(..) => "saved",
        Screen::Step => "step",
        Screen::Recalls(_) => "recalls",
        Screen::Recall(_) => "recall",
        Screen::Later(_) => "later",
        Screen::Hand(_) => "hand",
        Screen::Transfer => "transfer",
        Screen::Offered(_) => "offered",
        Screen::Team(_) => "team",
        Screen::Member(_) => "member",
        Screen::Inviting => "inviting",
        Screen::Invited(..) => "invited",
        Screen::Settings => "settings",
        Screen::Langs => "langs",
        Screen::Zones => "zones",
        Screen::Name => "name",
        Screen::Export => "export",
        Screen::Backup => "backup",
        Screen::Messages(_) => "messages",
        Screen::Message(_) => "message",
        Screen::MessageWhen(_) => "message_when",
        Screen::PassOn(..) => "pass_on",
        Screen::Asked(_) => "asked",
        Screen::Profile(_) => "profile",
        Screen::ProfileAsk(_, question) => return format!("question.{}", question.id()),
        Screen::ProfileMore(_, extra, _) => return format!("profile.{}", extra.id()),
        Screen::Help => "help",
        Screen::Audit(..) => "audit",
        Screen::ForgetLead(_) => "forget_lead",
        Screen::ForgetPerson(_) => "forget_person",
        Screen::Left(_) => "left",
        Screen::Incoming => "incoming",
        Screen::Interrupted => "interrupted",
        Screen::More => "more",
        Screen::Caller => "caller",
        Screen::Datum(_) => "datum",
        Screen::Promised(_) => "promised",
        Screen::Inquiry(_) => "inquiry",
        Screen::Faq(_) => "faq",
        Screen::Answers(_) => "answers",
        Screen::AnswersAt(..) => "answers_at",
        Screen::Answer(..) => "answer",
        Screen::FaqText(..) => "faq_text",
    };
    name.to_owned()
}

/// What somebody typed.
fn note() -> Note {
    Note { text: "секр отшила".into(), at: at("2026-11-24 12:40"), dice: 4_000_000_000 }
}

/// What guesses were taught.
fn lessons() -> Vec<Sample> {
    let (id, who, at) = (2, PersonId(4), at("2026-11-24 12:41"));
    let features = vec![7, u32::MAX];
    let code = "secretary_refusal".into();
    // As it was before a lesson said whose fingerprints it keeps.
    let old = Lesson { id, who, code, features, reader: 0, at };
    let lesson = Lesson { id: 3, reader: u32::MAX, ..old.clone() };
    let mut all = changed("lesson", Change::Lesson(old));
    all.extend(changed("lesson_reader", Change::Lesson(lesson)));
    let learning = Learning {
        off: true,
        people: vec![(PersonId(-5), 1), (who, 300)],
        last: Some((at, who)),
        saved: 301,
        right: 280,
        right_without: 270,
        salt: None,
    };
    let salt = Some(Secret::new(&mut || 11));
    let salted = Learning { salt, ..learning.clone() };
    all.extend(changed("learning", Change::Learning(learning)));
    all.extend(changed("learning_salt", Change::Learning(salted)));
    all
}

/// A call that came in, with its clocks.
fn on_hold() -> Desk {
    let begun = at("2026-11-24 12:40");
    let announced = Announced { minutes: 2, until: at("2026-11-24 12:43"), over: true };
    let next = Some(at("2026-11-24 12:44"));
    let hold = Hold { since: at("2026-11-24 12:41"), next, pings: 3, announced: Some(announced) };
    let clocks = Clocks {
        hold: Some(hold),
        holds: 2,
        held: 90,
        longest: 70,
        back_at: Some(4),
        marked: 240,
        asked: true,
        ping: Some(NoticeId(9)),
        mark: Some((NoticeId(10), Mark::Talk(240))),
    };
    let walk = Walk {
        script: "duty".into(),
        digest: "00c0ffee00c0ffee".into(),
        lead: None,
        number: 0,
        kind: Kind::FirstTime,
        spoken: "ru".into(),
        said: Vec::new(),
        trail: vec![Visit::at("greet")],
        inbound: Some(Box::new(Inbound { clocks, ..Inbound::new(begun) })),
    };
    Desk { stamp: 7, below: 5, screen: Screen::Step, walk: Some(walk), ..Desk::default() }
}

fn desks() -> Vec<(String, Desk)> {
    let walk = Walk {
        script: "outbound".into(),
        digest: "00c0ffee00c0ffee".into(),
        lead: Some(LeadId(7)),
        number: 3,
        kind: Kind::Awaited,
        spoken: "ru".into(),
        said: vec![(Need::Email, Said::Text("a@b.cd".into()))],
        trail: vec![
            Visit::at("dial"),
            Visit { step: "sec_greet".into(), objection: Some("sec_busy".into()), aside: None },
        ],
        inbound: None,
    };
    let answers = [
        (Need::Stages, Said::Yes),
        (Need::NoData, Said::No),
        (Need::Reason, Said::Chip("has_supplier".into())),
        (Need::Relation, Said::Text("сторож".into())),
    ];
    let draft = Draft {
        by: PersonId(11),
        confirm: vec![Need::Reason],
        lead: LeadId(7),
        situation: "secretary_refusal".into(),
        answers: BTreeMap::from(answers),
        early: true,
        objections: 3,
        spread: at("2026-11-24 12:41"),
        when: Some(at("2026-11-24 07:15")),
        day: None,
        exact: true,
        asks: vec![Need::When],
        moved: Some(at("2026-11-22 00:00").date_naive()),
        script: Some(("outbound".into(), 1, "sec_no".into())),
        no_more_calls: false,
        note: None,
    };
    let phrase = Phrase::new("remark")
        .with("text", "слово")
        .with("number", 5)
        .with("phrase", Phrase::new("inner").in_lang("ru").from_book("outbound@00c0ffee"))
        .with(
            "time",
            Arg::Time(at("2026-11-24 12:41"), chrono_tz::Europe::Moscow, TimeStyle::Short),
        )
        .with("day", Arg::Day(at("2026-11-24 12:41").date_naive(), TimeStyle::Weekday));
    let shelf = InHand { walk: Some(walk.clone()), draft: Some(draft.clone()), shelf: None };
    let full = Desk {
        stamp: 7,
        below: 5,
        screen: Screen::Step,
        remarks: vec![phrase],
        said: None,
        walk: Some(walk),
        draft: Some(draft),
        shelf: Some(Box::new(shelf)),
        script: None,
        rung_by: None,
        typed: Vec::new(),
    };
    let inbound = Inbound {
        filled: [("model".to_owned(), "RX-5".to_owned())].into(),
        skipped: vec!["shop".into()],
        manager: Some(PersonId(-5)),
        stage: ClientStage::Potential,
        corrected: Some(Kind::Returned),
        switched_from: Some("duty".into()),
        passed: vec![Pass { step: "greet".into(), at: at("2026-11-24 12:41") }],
        ..Inbound::new(at("2026-11-24 12:41"))
    };
    let incoming = Walk {
        script: "hotline".into(),
        lead: None,
        number: 1,
        kind: Kind::Returned,
        said: Vec::new(),
        trail: vec![
            Visit::at("greet"),
            Visit { aside: Some(Aside::Off), ..Visit::at("lost") },
            Visit { aside: Some(Aside::Back), ..Visit::at("greet") },
        ],
        inbound: Some(Box::new(inbound)),
        ..full.walk.clone().unwrap()
    };
    let incoming = Desk {
        stamp: 7,
        screen: Screen::Step,
        walk: Some(incoming),
        script: Some("hotline".into()),
        ..Desk::default()
    };
    let noted = Noted {
        note: note(),
        open: false,
        unsure: true,
        first: Some("secretary_refusal".into()),
        offered: Vec::new(),
        gave: vec![Need::Reason, Need::When],
    };
    let offered =
        Noted { offered: vec!["secretary_refusal".into(), "lpr_absent".into()], ..noted.clone() };
    let offered = Draft {
        note: Some(offered),
        when: None,
        day: Some(at("2026-12-23 00:00").date_naive()),
        no_more_calls: true,
        ..full.draft.clone().unwrap()
    };
    let offered = Desk { screen: Screen::Card(1), draft: Some(offered), ..Desk::default() };
    let noted = Draft { note: Some(noted), ..full.draft.clone().unwrap() };
    let noted = Desk { stamp: 7, screen: Screen::Card(1), draft: Some(noted), ..Desk::default() };
    let mut all = vec![("full".to_owned(), full), ("hold".to_owned(), on_hold())];
    all.push(("noted".to_owned(), noted));
    all.push(("offered".to_owned(), offered));
    all.push(("inbound".to_owned(), incoming));
    all.push(("handing".to_owned(), routing::desk()));
    let rung = Desk { screen: Screen::Incoming, rung_by: Some(LeadId(15)), ..Desk::default() };
    all.push(("rung".to_owned(), rung));
    all.extend(screens().into_iter().map(|screen| {
        let name = format!("screen.{}", name(&screen));
        (name, Desk { stamp: 7, below: 5, screen, ..Desk::default() })
    }));
    all
}
