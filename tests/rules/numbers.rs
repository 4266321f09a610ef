//! Who sees a telephone number: held against every screen and every notice that there is.

use std::sync::Arc;

use sufler::app::load::{self, Doors, Sources};
use sufler::chat::desk::{Desk, InHand, Screen, Then};
use sufler::chat::house::House;
use sufler::chat::press::Field;
use sufler::chat::shelf::{Look, Name, Sort};
use sufler::chat::turn::Room;
use sufler::chat::view::{Key, View};
use sufler::chat::{notices, screens};
use sufler::domain::attempt::Draft;
use sufler::domain::campaign::Source;
use sufler::domain::clocks::Mark;
use sufler::domain::codes::Need;
use sufler::domain::consent::{Answer, Ask, Request};
use sufler::domain::document::Document;
use sufler::domain::inbound::{ClientStage, Inbound};
use sufler::domain::inquiry::Inquiry;
use sufler::domain::kind::Kind;
use sufler::domain::lead::{Lead, LeadId};
use sufler::domain::message::{self, Because, Form, Message, MessageId, Sent};
use sufler::domain::note::{Note, Noted};
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::offer::{End, Ended, Handing, Offer};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::phone::Phone;
use sufler::domain::profile::{Extra, Profile, Question, Whom};
use sufler::domain::recall::{DueKind, Recall, RecallId, State};
use sufler::domain::record::{Attempt, Change, Standing};
use sufler::domain::responsible::Responsible;
use sufler::domain::script::Clock;
use sufler::domain::walk::{Visit, Walk};
use sufler::store::{Batch, Book, Disk, Memory};

use super::{lead, moment, person};

const LEAD: LeadId = LeadId(1);
const RECALL: RecallId = RecallId(1);
/// Entered the lead, called it, and is to call it again.
const ANNA: PersonId = PersonId(1);
/// Has nothing to do with it.
const OLEG: PersonId = PersonId(2);

pub struct World {
    pub house: House,
    pub book: Book,
    disk: Arc<dyn Disk>,
}

impl World {
    pub fn new(name: Option<&str>) -> World {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let sources = Sources::read(None, None).unwrap();
        let house = load::house(&sources, Doors::default(), &disk).unwrap();
        let world = World { house, book: Book::new(disk.clone()), disk };
        let lead = Lead { name: name.map(str::to_owned), ..lead(1, "84993224685") };
        let at = moment("2026-11-23 06:00");
        let request = |id, ask, answer| {
            let notices = Vec::new();
            Request { id, ask, lead: LEAD, by: OLEG, at, answer, notices }
        };
        let yes = Some(Answer { yes: true, by: PersonId(3), at });
        world.put(&[
            Change::Person(person(1, Role::Operator)),
            Change::Person(person(2, Role::Operator)),
            Change::Person(person(3, Role::Supervisor)),
            Change::Lead(lead.clone()),
            Change::Attempt(attempt(&lead, ANNA)),
            Change::Recall(recall(ANNA, State::Overdue)),
            Change::Message(message()),
            Change::Profile(profile()),
            Change::Inquiry(inquiry()),
            Change::Offer(offer(1, None)),
            Change::Offer(offer(2, Some(End::Late))),
            Change::Responsible(crm()),
            Change::Request(request(1, Ask::Reopen, None)),
            Change::Request(request(2, Ask::Consent { attempt: 1 }, None)),
            Change::Request(request(3, Ask::Reopen, yes)),
            Change::Request(request(4, Ask::Consent { attempt: 1 }, yes)),
        ]);
        world
    }

    pub fn put(&self, changes: &[Change]) {
        let mut batch = Batch::new();
        self.book.put(&mut batch, changes).unwrap();
        self.disk.write(batch).unwrap();
    }

    /// Puts nonsense in the place of what lies there.
    pub fn damage(&self, key: Vec<u8>) {
        assert!(self.disk.get(&key).unwrap().is_some());
        let mut batch = Batch::new();
        batch.put(key, b"nonsense".to_vec());
        self.disk.write(batch).unwrap();
    }

    /// Puts nonsense in the place of the first record whose key begins so.
    pub fn damage_first(&self, letter: u8) {
        self.damage(self.disk.keys(&[letter], &[letter + 1], 1).unwrap().remove(0));
    }

    /// How many keys begin so.
    pub fn keys(&self, letter: u8) -> usize {
        self.disk.keys(&[letter], &[letter + 1], usize::MAX).unwrap().len()
    }

    /// Everything that the person can read: each screen and each notice, with its name.
    fn all(&self, me: &Person, typed: &[LeadId]) -> Vec<(String, String)> {
        let now = moment("2026-11-24 09:00");
        let room = Room { house: &self.house, facts: &self.book, now, me, typed };
        let mut all = Vec::new();
        for screen in all_screens() {
            for desk in desks(self, &screen) {
                let view = screens::view(&room, &desk).unwrap();
                all.push((format!("{screen:?}"), self.read(&view)));
            }
        }
        // What notices tell of a call, they read from the desk.
        let waits = desks(self, &Screen::Step).pop().unwrap();
        let mut batch = Batch::new();
        self.book.put_desk(&mut batch, me.id, &serde_json::to_vec(&waits).unwrap()).unwrap();
        self.disk.write(batch).unwrap();
        for body in all_bodies() {
            let notice = Notice::new(NoticeId(1), me.id, now, body.clone());
            let view = notices::view(&room, &notice).unwrap();
            all.push((format!("{body:?}"), self.read(&view)));
        }
        all
    }

    fn read(&self, view: &View) -> String {
        let say = |phrase| self.house.words.say("ru", phrase);
        let lines = view.lines.iter().map(|line| say(&line.text));
        let keys = view.keys.iter().flatten().flat_map(|key| match key {
            Key::Press(label, _) => vec![say(label)],
            Key::Copy(label, what) => vec![say(label), say(what)],
        });
        lines.chain(keys).collect::<Vec<_>>().join("\n")
    }
}

/// A message for Anna that went on to the supervisor.
pub fn message() -> Message {
    let at = moment("2026-11-23 06:00");
    let sent = |to, because| Sent { to, at, because, notice: None };
    Message {
        id: MessageId(1),
        campaign: "default".to_owned(),
        lead: Some(LEAD),
        inquiry: None,
        by: ANNA,
        at,
        to: ANNA,
        form: Form { number: Some("+7 499 322-46-85".to_owned()), ..Form::default() },
        sent: vec![sent(ANNA, Because::Addressee), sent(PersonId(3), Because::Supervisor)],
        state: message::State::Waiting,
        news: None,
        forgotten: false,
    }
}

/// Anna never wants to hear of the lead.
fn profile() -> Profile {
    let phone = Phone::parse("84993224685", "RU").unwrap();
    let never = vec![Whom::Phone(phone)];
    Profile { never, ..Profile::new(ANNA, ANNA, moment("2026-11-23 06:00")) }
}

/// The screen with whatever may be in hand.
pub fn desks(world: &World, screen: &Screen) -> Vec<Desk> {
    let script = world.house.script().unwrap();
    let walk = Walk {
        script: script.id.clone(),
        digest: script.digest.clone(),
        lead: Some(LEAD),
        number: 2,
        kind: Kind::Cold,
        spoken: "ru".to_owned(),
        said: Vec::new(),
        trail: vec![Visit::at(&script.start)],
        inbound: None,
    };
    let inbound = world.house.scripts["hotline"].as_ref();
    let mut told = Inbound::new(moment("2026-11-24 08:58"));
    told.filled.insert("model".to_owned(), "RX-5".to_owned());
    let incoming = Walk {
        script: inbound.id.clone(),
        digest: inbound.digest.clone(),
        kind: Kind::Returned,
        trail: vec![Visit::at(&inbound.start)],
        inbound: Some(Box::new(told)),
        ..walk.clone()
    };
    let mut waits = incoming.clone();
    if let Some(inbound) = &mut waits.inbound {
        let clocks = &mut inbound.clocks;
        clocks.put_on_hold(&Clock::default(), moment("2026-11-24 08:59"));
        clocks.hold.as_mut().unwrap().pings = 1;
        clocks.ping = Some(NoticeId(1));
        clocks.mark = Some((NoticeId(1), Mark::Talk(240)));
    }
    let nobody = Walk { lead: None, ..incoming.clone() };
    let offered = handed(&incoming, Handing { open: Some(1), ..Handing::default() });
    let back = Handing { back: Some(2), known_at: Some(1), ..Handing::default() };
    let back = handed(&incoming, back);
    let lost_too =
        Walk { digest: "none".to_owned(), script: "none".to_owned(), ..incoming.clone() };
    let lost = Walk { digest: "none".to_owned(), script: "none".to_owned(), ..walk.clone() };
    let hands = [
        (None, Some(draft("no_answer"))),
        (None, Some(noted())),
        (Some(walk), None),
        (Some(lost), Some(draft("meeting"))),
        (None, None),
        (Some(incoming), None),
        (Some(nobody), None),
        (Some(lost_too), None),
        (Some(waits), None),
        (Some(offered), None),
        (Some(back), None),
    ];
    let desk = |(walk, draft): (Option<Walk>, Option<Draft>)| {
        let shelf =
            Some(Box::new(InHand { walk: walk.clone(), draft: draft.clone(), shelf: None }));
        Desk { screen: screen.clone(), walk, draft, shelf, ..Desk::default() }
    };
    hands.map(desk).to_vec()
}

/// A variant that is added has to be added here: then it is looked at.
pub fn all_screens() -> Vec<Screen> {
    let all = vec![
        Screen::Home,
        Screen::Number(Then::Call),
        Screen::Lead(LEAD),
        Screen::History(LEAD, 0),
        Screen::Edit(LEAD),
        Screen::Field(LEAD, Field::Phone),
        Screen::Field(LEAD, Field::Name),
        Screen::DoNotCall(LEAD),
        Screen::Unfinished(LEAD, Then::Call),
        Screen::Gate(LEAD),
        Screen::Situations(LEAD),
        Screen::Guesses(LEAD),
        Screen::Whose(note(), vec![LEAD]),
        Screen::Number(Then::Note(note())),
        Screen::Ask(Need::Reason),
        Screen::Ask(Need::When),
        Screen::Time,
        Screen::Card(2),
        Screen::Refused("meeting".into()),
        Screen::Saved(LEAD, 1),
        Screen::Step,
        Screen::Recalls(0),
        Screen::Recall(RECALL),
        Screen::Later(RECALL),
        Screen::Hand(vec![RECALL]),
        Screen::Transfer,
        Screen::Offered(1),
        Screen::Team(0),
        Screen::Member(ANNA),
        Screen::Inviting,
        Screen::Invited("0".repeat(32), Role::Operator),
        Screen::Export,
        Screen::Backup,
        Screen::Audit(None, 0),
        Screen::Audit(Some(LEAD), 0),
        Screen::Settings,
        Screen::Langs,
        Screen::Zones,
        Screen::Name,
        Screen::Messages(0),
        Screen::Message(MessageId(1)),
        Screen::MessageWhen(MessageId(1)),
        Screen::PassOn(MessageId(1), String::new()),
        Screen::Asked(String::new()),
        Screen::Profile(PersonId(3)),
        Screen::Profile(ANNA),
        Screen::ProfileAsk(ANNA, Question::Never),
        Screen::ProfileMore(ANNA, Extra::StandIn, "P".to_owned()),
        Screen::ProfileMore(ANNA, Extra::Away, String::new()),
        Screen::Help,
        Screen::ForgetLead(LEAD),
        Screen::ForgetPerson(ANNA),
        Screen::Left(0),
        Screen::Faq(Look::default()),
        Screen::Faq(Look { words: "гарантия".to_owned(), ..Look::default() }),
        Screen::FaqText(Look::default(), faq()),
        Screen::Answers(0),
        Screen::AnswersAt(1, false, 0),
        Screen::Answer(1, 0),
        Screen::Audit(Some(LEAD), 0),
        Screen::Export,
        Screen::Backup,
        Screen::Incoming,
        Screen::Interrupted,
        Screen::More,
        Screen::Caller,
        Screen::Datum("model".into()),
        Screen::Datum("phone".into()),
        Screen::Promised("callback".into()),
        Screen::BreakOff,
        Screen::Learning,
        Screen::Unlearn(None),
        Screen::Unlearn(Some(ANNA)),
        Screen::Inquiry(1),
        Screen::Inquiry(2),
    ];
    let source = include_str!("../../src/chat/desk.rs");
    let list = source.split_once("pub enum Screen {").unwrap().1.split_once("\n}").unwrap().0;
    for line in list.lines().map(str::trim).filter(|line| line.ends_with(',')) {
        let name = line.split(['(', ',']).next().unwrap();
        let known = |screen: &Screen| format!("{screen:?}").split('(').next() == Some(name);
        assert!(all.iter().any(known), "{name} is not looked at");
    }
    all
}

/// A text that is looked up.
fn faq() -> Name {
    Name { script: "hotline".to_owned(), sort: Sort::Sms, id: "request".to_owned() }
}

pub fn all_bodies() -> Vec<Body> {
    let recalls = vec![RECALL];
    let several = vec![RECALL, RecallId(1)];
    let all = vec![
        Body::Due { recalls: recalls.clone() },
        Body::Due { recalls: several.clone() },
        Body::Overdue { recalls: several.clone() },
        Body::Handed { recalls, from: ANNA },
        Body::Handed { recalls: several, from: ANNA },
        Body::Relieved { recall: RecallId(1), promise: RECALL },
        Body::Request { request: 1 },
        Body::Request { request: 2 },
        Body::Answer { request: 3 },
        Body::Answer { request: 4 },
        Body::Message { message: MessageId(1) },
        Body::MessageNews { message: MessageId(1) },
        Body::Role,
        Body::Unrecorded { inquiry: 1 },
        Body::Joined { who: ANNA },
        Body::Offer { offer: 1 },
        Body::Offer { offer: 2 },
        Body::Offered { offer: 2 },
        Body::Hold,
        Body::Mark,
        Body::File { what: Document::Backup },
    ];
    let source = include_str!("../../src/domain/notice.rs");
    let list = source.split_once("pub enum Body {").unwrap().1.split_once("\n}").unwrap().0;
    for line in list.lines().filter(|line| line.starts_with("    ") && !line.starts_with("     ")) {
        let name = line.trim().split([' ', ',']).next().unwrap();
        let is_name = name.starts_with(|c: char| c.is_ascii_uppercase());
        let known = |body: &Body| format!("{body:?}").split([' ', '{']).next() == Some(name);
        assert!(!is_name || all.iter().any(known), "{name} is not looked at");
    }
    all
}

fn draft(situation: &str) -> Draft {
    let at = moment("2026-11-25 09:00");
    Draft {
        lead: LEAD,
        by: ANNA,
        situation: situation.into(),
        answers: Default::default(),
        early: false,
        objections: 0,
        spread: at,
        when: None,
        exact: false,
        asks: Vec::new(),
        confirm: Vec::new(),
        moved: None,
        script: None,
        day: None,
        no_more_calls: false,
        note: None,
    }
}

/// A result that is made of a note.
fn noted() -> Draft {
    let first = Some("no_answer".into());
    let noted = Noted {
        note: note(),
        open: true,
        unsure: false,
        first,
        offered: Vec::new(),
        gave: Vec::new(),
    };
    Draft { note: Some(noted), ..draft("no_answer") }
}

/// What somebody typed.
fn note() -> Note {
    Note { text: "секр отшила".to_owned(), at: moment("2026-11-23 09:00"), dice: 7 }
}

fn attempt(lead: &Lead, by: PersonId) -> Attempt {
    Attempt {
        lead: lead.id,
        number: 1,
        campaign: lead.campaign.clone(),
        by,
        at: moment("2026-11-23 06:00"),
        code: "recall".into(),
        situation: "no_answer".into(),
        comment: "1".to_owned(),
        standing: Standing::Pending,
        next: None,
        objections: 0,
        script: None,
    }
}

fn handed(walk: &Walk, handing: Handing) -> Walk {
    let inbound = walk.inbound.clone().unwrap();
    Walk { inbound: Some(Box::new(Inbound { handing, ..*inbound })), ..walk.clone() }
}

/// Anna hands a call over to somebody who has nothing to do with the lead.
fn offer(id: u64, how: Option<End>) -> Offer {
    let at = moment("2026-11-24 08:59");
    Offer {
        id,
        from: ANNA,
        to: PersonId(2),
        at,
        until: moment("2026-11-24 09:00"),
        lead: Some(LEAD),
        transfer: 3,
        notice: NoticeId(1),
        end: how.map(|how| Ended { how, at }),
    }
}

/// A CRM knows the number too.
fn crm() -> Responsible {
    let phone = Phone::parse("84993224685", "RU").unwrap();
    let client = Some("Ветер".to_owned());
    Responsible { source: Source::AmoCrm, phone, client, name: "P".to_owned() }
}

/// What Anna recorded, with the number in it.
fn inquiry() -> Inquiry {
    Inquiry {
        id: 1,
        campaign: super::house().campaign.id.clone(),
        by: ANNA,
        lead: Some(LEAD),
        kind: Kind::Returned,
        script: "hotline".into(),
        version: 1,
        step: "greet".into(),
        switched_from: None,
        outcome: Some("consulted".into()),
        talk: true,
        stage: ClientStage::Person,
        deal: false,
        filled: [("phone".to_owned(), "+7 499 322-46-85".to_owned())].into(),
        passed: Vec::new(),
        transfers: Vec::new(),
        manager: None,
        text: "+7 499 322-46-85".into(),
        begun: moment("2026-11-23 06:00"),
        ended: moment("2026-11-23 06:05"),
        held: 0,
        longest_hold: 0,
        register: None,
        recall: None,
        message: None,
    }
}

fn recall(owner: PersonId, state: State) -> Recall {
    let due = moment("2026-11-24 08:00");
    Recall {
        id: RECALL,
        campaign: super::house().campaign.id.clone(),
        lead: LEAD,
        attempt: 1,
        inquiry: None,
        owner,
        due,
        kind: DueKind::Recall,
        agreed: false,
        state,
        wake: None,
        notice: Some(1),
    }
}

/// Where the whole number can be read.
fn shown(world: &World, me: &Person, typed: &[LeadId]) -> Vec<String> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let all = world.all(me, typed).into_iter();
    all.filter(|(_, text)| text.lines().any(|line| digits(line).contains("4993224685")))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn who_has_nothing_to_do_with_a_lead_sees_its_number_nowhere() {
    for name in [None, Some("Ромашка")] {
        let world = World::new(name);
        assert_eq!(shown(&world, &person(2, Role::Operator), &[]), [""; 0]);
        assert_eq!(shown(&world, &person(2, Role::Operator), &[LeadId(2)]), [""; 0]);
        // It is not that nothing is shown.
        for seer in [person(3, Role::Supervisor), person(4, Role::Admin), person(1, Role::Operator)]
        {
            let seen = shown(&world, &seer, &[]);
            assert!(seen.contains(&"Lead(LeadId(1))".to_owned()), "{seen:?}");
            assert!(seen.contains(&"Field(LeadId(1), Phone)".to_owned()), "{seen:?}");
        }
        assert!(!shown(&world, &person(2, Role::Operator), &[LEAD]).is_empty());
    }
}

#[test]
fn a_lead_becomes_somebodys_by_a_recall_or_an_attempt() {
    let oleg = person(2, Role::Operator);
    let sees = |world: &World| !shown(world, &oleg, &[]).is_empty();
    let world = World::new(None);
    for (state, seen) in [
        (State::Waiting, true),
        (State::Told, true),
        (State::Taken, true),
        (State::Overdue, true),
        (State::Closed, false),
    ] {
        world.put(&[Change::Recall(recall(OLEG, state))]);
        assert_eq!(sees(&world), seen, "{state:?}");
    }
    world.put(&[Change::Recall(recall(ANNA, State::Waiting))]);
    assert!(!sees(&world), "it was handed on");
    let lead = world.book.lead(LEAD).unwrap().unwrap();
    world.put(&[Change::Attempt(Attempt { number: 2, ..attempt(&lead, OLEG) })]);
    assert!(sees(&world));
}

#[test]
fn who_left_or_lost_the_role_sees_no_more_than_anybody() {
    let world = World::new(None);
    let gone = Person { left: true, ..person(3, Role::Supervisor) };
    assert_eq!(shown(&world, &gone, &[]), [""; 0]);
    assert_eq!(shown(&world, &person(3, Role::Operator), &[]), [""; 0]);
}

#[test]
fn a_masked_number_tells_one_from_another_and_cannot_be_called() {
    for (number, expected) in [
        ("+74993224685", "+7 499 ···-··-85"),
        ("+995322123456", "+995 32 ··· ·· 56"),
        ("+995555123456", "+995 555 ·· ·· 56"),
        ("+37410123456", "+374 10 ····56"),
        ("+4930901820", "+49 30 ····20"),
        ("+12025550123", "+1 ···-···-··23"),
    ] {
        let phone = Phone::parse(number, "RU").unwrap();
        let masked = phone.masked();
        assert_eq!(masked, expected);
        assert!(masked.matches('·').count() >= 3);
    }
}

#[test]
fn a_call_shows_its_number_only_to_whom_it_was_told() {
    let world = World::new(None);
    let oleg = person(OLEG.0, Role::Operator);
    for (text, seen) in [("+7 499 \u{b7}\u{b7}\u{b7}-85", false), ("+7 499 322-46-85", true)] {
        let filled = Default::default();
        let call = Inquiry { id: 2, by: OLEG, text: text.into(), filled, ..inquiry() };
        world.put(&[Change::Inquiry(call)]);
        assert_eq!(!shown(&world, &oleg, &[]).is_empty(), seen, "{text}");
    }
}
