//! Ways through the scripts of incoming calls: none leads nowhere, and what the hotline and the
//! duty desk must never come to, no way comes to. Source: domain page, sections 5.2 and 5.3.

use std::collections::{HashSet, VecDeque};

use proptest::prelude::*;
use sufler::domain::inbound::Inbound;
use sufler::domain::kind::Kind;
use sufler::domain::script::{Script, Target};
use sufler::domain::walk::{Aside, Visit, Walk};

use super::{cases, house, moment};

fn script(id: &str) -> &'static Script {
    &house().scripts[id]
}

fn start(script: &Script) -> Walk {
    Walk {
        script: script.id.clone(),
        digest: script.digest.clone(),
        lead: None,
        number: 1,
        kind: Kind::FirstTime,
        spoken: "ru".to_owned(),
        said: Vec::new(),
        trail: vec![Visit::at(&script.start)],
        inbound: Some(Box::new(Inbound::new(moment("2026-11-23 06:00")))),
    }
}

/// A way that is offered: of the step itself, or one that is always there.
struct Offer {
    id: String,
    always: bool,
    pinned: bool,
    to: Target,
}

fn offers(script: &Script, walk: &Walk) -> Vec<Offer> {
    let step = walk.step(script).unwrap();
    let campaign = &house().campaign;
    let own = walk.branches(script, campaign, step).into_iter().map(|branch| Offer {
        id: branch.id.clone(),
        always: false,
        pinned: true,
        to: branch.to.clone(),
    });
    let beside = walk.always(script, campaign, step).into_iter().map(|always| Offer {
        id: always.branch.id.clone(),
        always: true,
        pinned: always.pinned,
        to: always.branch.to.clone(),
    });
    own.chain(beside).collect()
}

/// Takes a way; false: it ends the call.
fn take(walk: &mut Walk, offer: &Offer) -> bool {
    match &offer.to {
        Target::Step(step) if offer.always => walk.turn_aside(step),
        Target::Step(step) => walk.go(step),
        Target::Return => walk.come_back(),
        Target::End(_) | Target::Outcome(_) => return false,
    }
    true
}

/// How many ways aside the call has not come back from.
fn asides(walk: &Walk) -> usize {
    let count = |kind| walk.trail.iter().filter(|visit| visit.aside == Some(kind)).count();
    count(Aside::Off).saturating_sub(count(Aside::Back))
}

/// The outcomes that the call can still come to, by the branches of steps alone.
fn outcomes(script: &Script, walk: &Walk) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut seen = HashSet::new();
    let mut waiting = VecDeque::from([walk.clone()]);
    while let Some(walk) = waiting.pop_front() {
        if !seen.insert((walk.here().unwrap().step.clone(), asides(&walk))) {
            continue;
        }
        for offer in offers(script, &walk).iter().filter(|offer| !offer.always) {
            let mut further = walk.clone();
            match &offer.to {
                Target::Outcome(outcome) => {
                    found.insert(outcome.clone());
                }
                _ if take(&mut further, offer) => waiting.push_back(further),
                _ => {}
            }
        }
    }
    found
}

/// What an operator does: fills in the data with this number, goes one stop back, or takes the way
/// with this number, all counted round.
#[derive(Clone, Debug)]
enum Deed {
    Fill(usize),
    Back,
    Take(usize),
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        1 => any::<usize>().prop_map(Deed::Fill),
        1 => Just(Deed::Back),
        8 => any::<usize>().prop_map(Deed::Take),
    ];
    prop::collection::vec(deed, 1..60)
}

/// Performs a call and looks at every stop; where it ended, it begins anew.
fn perform(
    script: &Script,
    deeds: &[Deed],
    look: &mut dyn FnMut(&Walk) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut walk = start(script);
    look(&walk)?;
    for deed in deeds {
        match deed {
            Deed::Fill(n) if !script.data.is_empty() => {
                let id = script.data[n % script.data.len()].id.clone();
                let inbound = walk.inbound.as_mut().unwrap();
                inbound.filled.insert(id, "x".to_owned());
            }
            Deed::Fill(_) => {}
            Deed::Back => {
                walk.back();
            }
            Deed::Take(n) => {
                let offers = offers(script, &walk);
                if !take(&mut walk, &offers[n % offers.len()]) {
                    walk = start(script);
                }
            }
        }
        look(&walk)?;
    }
    Ok(())
}

fn seen(walk: &Walk, step: &str) -> bool {
    walk.trail.iter().any(|visit| visit.step == step)
}

proptest! {
    #![proptest_config(cases(40))]

    /// Rule: no dead ends.
    #[test]
    fn every_way_through_an_inbound_script_leads_to_an_outcome(deeds in deeds()) {
        for script in house().scripts.values().filter(|script| script.is_inbound()) {
            perform(script, &deeds, &mut |walk| {
                let step = &walk.here().unwrap().step;
                let own = offers(script, walk).iter().any(|offer| !offer.always);
                prop_assert!(own, "{}: no way on from {}", script.id, step);
                let ends = outcomes(script, walk);
                prop_assert!(!ends.is_empty(), "{}: no end from {}", script.id, step);
                Ok(())
            })?;
        }
    }

}

proptest! {
    #![proptest_config(cases(300))]

    /// Rule (seed 002): no mark is asked for in outgoing calls and after unusual questions; the
    /// line is called back once.
    #[test]
    fn the_hotline_asks_for_a_mark_and_calls_back_only_where_it_may(deeds in deeds()) {
        let script = script("hotline");
        perform(script, &deeds, &mut |walk| {
            let offered = offers(script, walk);
            let leads = |step: &str| offered.iter().any(|o| o.to == Target::Step(step.to_owned()));
            let plain = seen(walk, "lost") || seen(walk, "unusual");
            prop_assert!(!(plain && leads("bye")), "a mark is asked for: {:?}", walk.trail);
            let here = walk.here().unwrap().step.as_str();
            let back = here == "lost" && walk.trail.iter().filter(|v| v.step == "lost").count() > 1;
            prop_assert!(!back, "called back twice: {:?}", walk.trail);
            prop_assert!(!(leads("lost") && here == "greet"), "called back in the greeting");
            if here == "callback" {
                prop_assert!(!offered.iter().any(|o| o.to == Target::Step("bye".into())));
            }
            Ok(())
        })?;
    }

    /// Rule (seed 004): the five «do not» are one tap away.
    #[test]
    fn the_duty_desk_has_its_donts_one_tap_away(deeds in deeds()) {
        let script = script("duty");
        perform(script, &deeds, &mut |walk| {
            let here = walk.here().unwrap().step.as_str();
            let there = offers(script, walk).iter().any(|o| o.id == "donts" && o.pinned);
            let without = ["answer", "donts", "lost"].contains(&here);
            prop_assert_eq!(there, !without, "at {}", here);
            Ok(())
        })?;
    }
}

#[test]
fn every_step_and_every_outcome_of_an_inbound_script_is_reached() {
    for script in house().scripts.values().filter(|script| script.is_inbound()) {
        let (mut steps, mut ends) = (HashSet::new(), HashSet::new());
        let mut ways: Vec<&Target> = script.always.iter().map(|always| &always.branch.to).collect();
        ways.extend(script.steps.values().flat_map(|step| &step.branches).map(|b| &b.to));
        steps.insert(&script.start);
        for way in ways {
            match way {
                Target::Step(step) => {
                    steps.insert(step);
                }
                Target::Outcome(outcome) => {
                    ends.insert(outcome);
                }
                _ => {}
            }
        }
        assert_eq!(steps, script.steps.keys().collect(), "{}", script.id);
        assert_eq!(ends, script.outcomes.iter().map(|o| &o.id).collect(), "{}", script.id);
    }
}

/// The usual calls take few taps: what is typed on the way is not counted.
#[test]
fn usual_calls_take_few_taps() {
    let calls: [(&str, &[&str]); 4] = [
        ("hotline", &["asks", "told", "found", "fresh", "answered", "theirs", "consulted"]),
        ("hotline", &["asks", "told", "found", "fresh", "answered", "mine", "none", "consulted"]),
        (
            "hotline",
            &["asks", "told", "found", "fresh", "repair", "done", "sms", "theirs", "requested"],
        ),
        ("duty", &["next", "next", "next", "next", "next", "advice", "agreed"]),
    ];
    for (id, taps) in calls {
        let script = script(id);
        let mut walk = start(script);
        for (at, tap) in taps.iter().enumerate() {
            let offered = offers(script, &walk);
            let offer = offered.iter().find(|offer| offer.id == *tap);
            let goes_on = take(&mut walk, offer.unwrap_or_else(|| panic!("{id}: no {tap}")));
            assert_eq!(goes_on, at + 1 < taps.len(), "{id}: {tap}");
        }
        assert!(taps.len() <= 9, "{id}: {} taps", taps.len());
    }
}
