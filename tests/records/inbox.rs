//! Messages in every state, and a profile with every answer.

use sufler::domain::lead::LeadId;
use sufler::domain::message::{Because, Form, Message, MessageId, Sent, State};
use sufler::domain::people::PersonId;
use sufler::domain::phone::Phone;
use sufler::domain::profile::{Elsewhere, Profile, Question, Span, Timed, Whom};
use sufler::domain::recall::RecallId;
use sufler::domain::record::Change;

use super::{Sample, at, changed};

pub fn all() -> Vec<Sample> {
    let (anna, boss) = (PersonId(4), PersonId(-5));
    let plain = Message {
        id: MessageId(2),
        campaign: "default".into(),
        lead: None,
        inquiry: None,
        by: anna,
        at: at("2026-11-22 07:00"),
        to: boss,
        form: Form::default(),
        sent: Vec::new(),
        state: State::Waiting,
        news: None,
        forgotten: false,
    };
    let because = [
        Because::Addressee,
        Because::StandIn(boss),
        Because::Supervisor,
        Because::Passed(PersonId(5)),
    ];
    let sent = because.into_iter().zip(6..).map(|(because, id)| Sent {
        to: PersonId(id),
        at: at("2026-11-22 07:05"),
        because,
        notice: (id > 6).then_some(9),
    });
    let read = Message {
        lead: Some(LeadId(7)),
        form: Form {
            caller: Some("Иванов".into()),
            position: Some("директор".into()),
            organisation: Some("ООО «Ромашка»".into()),
            about: Some("Жду счёт за май.".into()),
            number: Some("+74993224685".into()),
            when: Some("завтра в 10".into()),
            instead: Some("Котова".into()),
            mood: Some("недоволен".into()),
        },
        sent: sent.collect(),
        state: State::Read { by: boss, at: at("2026-11-22 07:10") },
        news: Some(10),
        ..plain.clone()
    };
    let calls = Message {
        state: State::Calls {
            by: boss,
            at: at("2026-11-22 07:10"),
            due: at("2026-11-23 07:00"),
            recall: RecallId(11),
        },
        ..read.clone()
    };
    let of_call = Message { inquiry: Some(3), ..plain.clone() };
    let mut all = changed("message", Change::Message(plain.clone()));
    all.extend(changed("message.inquiry", Change::Message(of_call)));
    all.extend(changed("message.forgotten", Change::Message(plain.forgotten())));
    all.extend(changed("message.read", Change::Message(read)));
    all.extend(changed("message.calls", Change::Message(calls)));
    let empty = Profile::new(boss, anna, at("2026-11-22 07:00"));
    all.extend(changed("profile.empty", Change::Profile(empty.clone())));
    all.extend(changed("profile", Change::Profile(profile(empty))));
    all
}

fn profile(empty: Profile) -> Profile {
    let phone = Whom::Phone(Phone::parse("+74993224685", "RU").unwrap());
    let name = |text: &str| Whom::Name(text.into());
    let hours = vec![Span { from: 1320, to: 420 }, Span { from: 540, to: 660 }];
    let timed = |whom| Timed { whom, hours: hours.clone() };
    Profile {
        asked: Question::ALL.into_iter().collect(),
        why: Some("счета".into()),
        elsewhere: vec![
            Elsewhere {
                topic: "счета".into(), name: "Котова".into(), person: Some(PersonId(5))
            },
            Elsewhere { topic: "доставка".into(), name: "склад".into(), person: None },
        ],
        settled: vec!["адрес".into()],
        quiet: hours.clone(),
        never: vec![phone.clone(), name("Петров")],
        hours: vec![timed(name("Сидоров"))],
        always: vec![name("Белов")],
        private: vec![Timed { whom: name("жена"), hours: Vec::new() }],
        best: hours.clone(),
        reach: vec![timed(phone)],
        post: Some("главный бухгалтер, доб. 12".into()),
        stand_in: Some(PersonId(5)),
        away: Some(at("2026-11-22 11:30")),
        director: true,
        ..empty
    }
}
