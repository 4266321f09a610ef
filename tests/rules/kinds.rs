//! The kind of a call follows from what is known of the caller, and from nothing else.

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use sufler::domain::codes::Reached;
use sufler::domain::kind::{Caller, Contact, Kind, Talk, Why, derive, derive_inbound};
use sufler::domain::people::PersonId;

use super::cases;

fn contacts() -> impl Strategy<Value = Vec<Contact>> {
    let contact = (0i64..1_000_000, any::<bool>(), any::<bool>());
    prop::collection::vec(contact, 0..8).prop_map(|mut list| {
        list.sort_unstable();
        let moment = |second| DateTime::<Utc>::from_timestamp(1_795_000_000 + second, 0).unwrap();
        let contact = |(second, inbound, deal)| Contact { at: moment(second), inbound, deal };
        list.into_iter().map(contact).collect()
    })
}

fn corrected() -> impl Strategy<Value = Option<Kind>> {
    prop::option::of(prop::sample::select(Kind::ALL.to_vec()))
}

proptest! {
    #![proptest_config(cases(512))]

    /// Seed 003: first-time, returned, by recommendation, repeat; each by its own definition.
    #[test]
    fn inbound_kinds_follow_their_definitions(
        list in contacts(), client in any::<bool>(), recommended in any::<bool>(),
        corrected in corrected(),
    ) {
        let caller = Caller { client, recommended, contacts: &list };
        let (kind, why) = derive_inbound(corrected, Some(caller));
        prop_assert!(kind.is_inbound());
        if let Some(said) = corrected.filter(|kind| kind.is_inbound()) {
            prop_assert_eq!((kind, why), (said, Why::Corrected));
            return Ok(());
        }
        prop_assert_eq!(kind == Kind::Repeat, client);
        prop_assert_eq!(kind == Kind::Returned, !client && !list.is_empty());
        prop_assert_eq!(kind == Kind::Recommended, !client && list.is_empty() && recommended);
        prop_assert_eq!(kind == Kind::FirstTime, !client && list.is_empty() && !recommended);
        match why {
            Why::Called(at) => {
                let last = list.iter().rev().find(|contact| contact.inbound);
                prop_assert_eq!(last.map(|contact| contact.at), Some(at));
            }
            Why::Talked(at) => {
                prop_assert!(list.iter().all(|contact| !contact.inbound));
                prop_assert_eq!(list.last().map(|contact| contact.at), Some(at));
            }
            Why::Client(at) => {
                let last = list.iter().rev().find(|contact| contact.deal);
                prop_assert_eq!(last.map(|contact| contact.at), at);
            }
            Why::Recommended => prop_assert_eq!(kind, Kind::Recommended),
            Why::NoContact => prop_assert_eq!(kind, Kind::FirstTime),
            _ => prop_assert!(false, "{:?} is no reason of an inbound call", why),
        }
    }

    /// Whoever talked with us once is never again somebody who calls for the first time.
    #[test]
    fn a_contact_more_makes_nobody_a_stranger(
        list in contacts(), client in any::<bool>(), recommended in any::<bool>(),
    ) {
        for count in 1..=list.len() {
            let contacts = &list[..count];
            let (kind, _) = derive_inbound(None, Some(Caller { client, recommended, contacts }));
            prop_assert!(matches!(kind, Kind::Returned | Kind::Repeat));
        }
    }

    /// A correction for one direction says nothing of the other.
    #[test]
    fn a_correction_holds_in_its_own_direction(corrected in corrected(), agreed in any::<bool>()) {
        let me = PersonId(1);
        let talks = [Talk { by: PersonId(2), reached: Reached::Lpr }];
        let (kind, why) = derive(corrected, agreed, &talks, me);
        prop_assert!(!kind.is_inbound());
        let own = corrected.filter(|kind| !kind.is_inbound());
        prop_assert_eq!(why == Why::Corrected, own.is_some());
        let (kind, why) = derive_inbound(corrected, None);
        prop_assert!(kind.is_inbound());
        let own = corrected.filter(|kind| kind.is_inbound());
        prop_assert_eq!(why == Why::Corrected, own.is_some());
    }
}

#[test]
fn nobody_knows_who_is_calling() {
    assert_eq!(derive_inbound(None, None), (Kind::FirstTime, Why::Unknown));
}

#[test]
fn every_kind_has_an_id_of_its_own() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_id(kind.id()), Some(kind));
        assert_eq!(kind.is_inbound(), !Kind::OUTBOUND.contains(&kind));
    }
    assert_eq!(Kind::INBOUND.len() + Kind::OUTBOUND.len(), Kind::ALL.len());
}
