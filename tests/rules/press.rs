//! What keys carry: everything comes back as it was sent, fits Telegram's 64 bytes, and nothing
//! that somebody forges does any harm.

use std::collections::HashSet;

use proptest::prelude::*;
use sufler::chat::press::{Act, DATA_MAX, Field, ID_MAX, On, Press};
use sufler::chat::shelf::Sort;
use sufler::domain::codes::Group;
use sufler::domain::document::Period;
use sufler::domain::inbound::ClientStage;
use sufler::domain::kind::Kind;
use sufler::domain::notice::NoticeId;
use sufler::domain::people::Role;
use sufler::domain::profile::{Extra, Question};

use super::cases;

/// Every act, with the longest or most extreme arguments; a new one has to be added here.
pub fn acts() -> Vec<Act> {
    let id = || "z".repeat(ID_MAX);
    let (n, long, signed) = (u32::MAX, u64::MAX, i64::MIN);
    let mut acts = vec![
        Act::Back,
        Act::Home,
        Act::Return,
        Act::Drop,
        Act::Lead(n),
        Act::Page(n),
        Act::Call(n),
        Act::Result(n),
        Act::Edit,
        Act::Speak(id()),
        Act::DoNotCall,
        Act::MayCall,
        Act::Reopen(n),
        Act::Code(id()),
        Act::Chip(id()),
        Act::Yes,
        Act::No,
        Act::At(signed),
        Act::At(i64::MAX),
        Act::Keep,
        Act::Time,
        Act::Spread,
        Act::Early,
        Act::Save,
        Act::Branch(id()),
        Act::Object(id()),
        Act::Resume,
        Act::Leave,
        Act::Guesses,
        Act::About(n),
        Act::Said,
        Act::BreakOff,
        Act::Teach,
        Act::Unlearn,
        Act::UnlearnOf(signed),
        Act::Recall(long),
        Act::Later(long),
        Act::Hand(long),
        Act::HandAll,
        Act::To(signed),
        Act::Take(long),
        Act::Done(long),
        Act::Approve(long),
        Act::Decline(long),
        Act::Lang(id()),
        Act::Langs,
        Act::Zones,
        Act::Name,
        Act::Shift,
        Act::Member(signed),
        Act::Remove,
        Act::Transfer,
        Act::Offer(signed),
        Act::Withdraw(long),
        Act::TakeCall(long),
        Act::RefuseCall(long),
        Act::Exempt,
        Act::Fallback,
        Act::Recalls,
        Act::History(n),
        Act::Inviting,
        Act::Audit(n),
        Act::From(long),
        Act::Forget(n),
        Act::Messages,
        Act::Message(long),
        Act::Heard(long),
        Act::CallBack(long),
        Act::PassOn(long),
        Act::Profile(signed),
        Act::Director,
        Act::Asked(signed),
        Act::Others,
        Act::TakeMessage,
        Act::ForgetPerson,
        Act::Left,
        Act::Hold,
        Act::Unhold,
        Act::Minutes(n),
        Act::Incoming,
        Act::Script(id()),
        Act::Scripts,
        Act::More,
        Act::Always(id()),
        Act::Datum(id()),
        Act::Skip,
        Act::Clear,
        Act::Caller,
        Act::Aside,
        Act::Unpromised,
        Act::Recorded(long),
        Act::Inquiry(long),
    ];
    acts.extend([Act::Text(n), Act::AnswersAt(long), Act::Answer(long), Act::Dealt]);
    acts.extend(Sort::ALL.map(Act::Faq));
    acts.extend(Field::ALL.map(Act::Field));
    acts.extend(Question::ALL.map(Act::Question));
    acts.extend(Extra::ALL.map(Act::Extra));
    acts.extend(Kind::ALL.map(Act::Kind));
    acts.extend(ClientStage::ALL.map(Act::Stage));
    acts.extend(Group::ALL.map(Act::Group));
    acts.extend(Role::ALL.map(Act::Role));
    acts.extend(Role::ALL.map(Act::Invite));
    acts.extend(Period::ALL.map(Act::Export));
    let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| Act::Zone(zone.name().to_owned()));
    acts.extend(zones);
    acts
}

#[test]
fn every_act_comes_back_and_fits() {
    let mut texts = HashSet::new();
    let acts = acts();
    for act in &acts {
        for on in [On::Screen(u32::MAX), On::Notice(NoticeId(u64::MAX)), On::Screen(0)] {
            let press = Press { on, act: act.clone() };
            let data = press.to_string();
            assert!(data.len() <= DATA_MAX, "{} bytes: {data}", data.len());
            assert_eq!(data.parse(), Ok(press), "{data}");
            assert!(texts.insert(data.clone()), "{data} is two keys");
        }
    }
    // As many as there are lines in the list of acts.
    let source = include_str!("../../src/chat/press.rs");
    let list = source.split_once("acts! {\n    /// One").unwrap().1.split_once("\n}").unwrap().0;
    let names: HashSet<String> = acts.iter().map(name).collect();
    let listed: Vec<&str> = list
        .lines()
        .filter(|line| line.contains(" = \""))
        .filter_map(|line| line.trim().split(['(', ' ']).next())
        .collect();
    for name in &listed {
        assert!(names.contains(*name), "{name} is not tried here");
    }
    assert_eq!(listed.len(), names.len());
}

fn name(act: &Act) -> String {
    format!("{act:?}").split('(').next().unwrap().to_owned()
}

proptest! {
    #![proptest_config(cases(5_000))]

    #[test]
    fn forged_data_is_read_or_refused(data in prop_oneof![
        "\\PC{0,80}",
        "1[sn][0-9a-z-]{0,15}\\.[a-z]{1,2}(\\.\\PC{0,40})?",
        "1[sn][0-9a-z]{1,3}\\.(l|at|to|ha|br)\\.[-+0-9a-zA-Z]{0,30}",
    ]) {
        if let Ok(press) = data.parse::<Press>() {
            let again = press.to_string();
            prop_assert_eq!(again.parse(), Ok(press), "{} and {}", data, again);
        }
    }
}
