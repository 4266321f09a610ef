//! Calls that were offered to colleagues, in every state, and who answers for whom in a CRM.

use sufler::chat::desk::{Desk, InHand, Screen};
use sufler::domain::campaign::Source;
use sufler::domain::inbound::Inbound;
use sufler::domain::kind::Kind;
use sufler::domain::lead::LeadId;
use sufler::domain::notice::NoticeId;
use sufler::domain::offer::{End, Ended, Handing, Offer, Transfer};
use sufler::domain::people::PersonId;
use sufler::domain::phone::Phone;
use sufler::domain::record::Change;
use sufler::domain::responsible::Responsible;
use sufler::domain::walk::{Visit, Walk};

use super::{Sample, at, changed};

pub fn all() -> Vec<Sample> {
    let open = Offer {
        id: 2,
        from: PersonId(4),
        to: PersonId(-5),
        at: at("2026-11-24 12:00"),
        until: at("2026-11-24 12:01"),
        lead: None,
        transfer: 1,
        notice: NoticeId(9),
        end: None,
    };
    let mut all = changed("offer", Change::Offer(open.clone()));
    for how in [End::Taken, End::Refused, End::Late, End::Withdrawn, End::Over] {
        let end = Some(Ended { how, at: at("2026-11-24 12:01") });
        let offer = Offer { lead: Some(LeadId(7)), transfer: 3, end, ..open.clone() };
        all.extend(changed(&format!("offer.{}", how.id()), Change::Offer(offer)));
    }
    for source in Source::CRM {
        let phone = Phone::parse("+74993224685", "RU").unwrap();
        let client = (source == Source::Megaplan).then(|| "ООО «Ветер»".to_owned());
        let line = Responsible { source, phone, client, name: "Семёнов Пётр".into() };
        all.extend(changed(&format!("responsible.{source}"), Change::Responsible(line)));
    }
    all
}

pub fn transfer() -> Transfer {
    Transfer { from: PersonId(4), to: PersonId(5), at: at("2026-11-24 12:01") }
}

/// A desk with calls that go from hand to hand, three of them put aside.
pub fn desk() -> Desk {
    let walk = |handing| Walk {
        script: "duty".into(),
        digest: "00c0ffee00c0ffee".into(),
        lead: Some(LeadId(7)),
        number: 0,
        kind: Kind::FirstTime,
        spoken: "ru".into(),
        said: Vec::new(),
        trail: vec![Visit::at("greet")],
        inbound: Some(Box::new(Inbound { handing, ..Inbound::new(at("2026-11-24 12:00")) })),
    };
    let asked = vec![PersonId(6), PersonId(8)];
    let open = Handing { open: Some(2), transfers: vec![transfer()], ..Handing::default() };
    let back = Handing { back: Some(3), asked, known_at: Some(1), ..Handing::default() };
    let below = InHand { walk: Some(walk(open.clone())), draft: None, shelf: None };
    let aside = InHand { walk: Some(walk(back)), draft: None, shelf: Some(Box::new(below)) };
    Desk {
        stamp: 7,
        below: 5,
        screen: Screen::Offered(2),
        walk: Some(walk(open)),
        shelf: Some(Box::new(aside)),
        ..Desk::default()
    }
}
