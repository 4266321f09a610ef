//! Ways through the built-in script: nothing leads nowhere, and one step back undoes everything.

use std::collections::{HashSet, VecDeque};

use proptest::prelude::*;
use sufler::domain::campaign::Campaign;
use sufler::domain::codes::CodeId;
use sufler::domain::kind::Kind;
use sufler::domain::lead::LeadId;
use sufler::domain::script::{Condition, Feature, Script, Stage, Step, Target};
use sufler::domain::walk::{Visit, Walk};

use super::{cases, house};

fn script() -> &'static Script {
    house().script().unwrap()
}

fn start(number: u16, kind: Kind) -> Walk {
    Walk {
        script: script().id.clone(),
        digest: script().digest.clone(),
        lead: Some(LeadId(1)),
        number,
        kind,
        spoken: "ru".to_owned(),
        said: Vec::new(),
        trail: vec![Visit::at(&script().start)],
        inbound: None,
    }
}

/// A condition in plain words, over what the trail tells.
fn holds(condition: &Condition, walk: &Walk, campaign: &Campaign, step: &Step) -> bool {
    let met = |inner: &Condition| holds(inner, walk, campaign, step);
    match condition {
        Condition::ObjectionsFrom(count) => {
            let side = |id: &str| script().objections[id].who;
            let Some(here) = step.objections.first().map(|id| side(id)) else { return false };
            let objections = walk.trail.iter().filter_map(|visit| visit.objection.as_deref());
            objections.filter(|id| side(id) == here).count() >= usize::from(*count)
        }
        Condition::AttemptFrom(number) => walk.number >= *number,
        Condition::Seen(id) => walk.trail.iter().any(|visit| visit.step == *id),
        Condition::KindIs(kind) => walk.kind == *kind,
        Condition::CampaignHas(Feature::Transfer) => campaign.transfer,
        Condition::CampaignHas(feature) => {
            let code = match feature {
                Feature::Email => "email_sent_lpr",
                Feature::EmailOurs => "email_required",
                Feature::Meeting => "meeting",
                Feature::Number => "customer_number_given",
                _ => "off_profile_secretary",
            };
            campaign.consented.contains(&code.into())
        }
        Condition::Not(inner) => !met(inner),
        Condition::All(list) => list.iter().all(met),
        Condition::Any(list) => list.iter().any(met),
        // The outbound script asks nothing that only callers tell.
        Condition::Filled(_) | Condition::StageIs(_) => false,
    }
}

/// One thing that an operator does at a step.
#[derive(Clone, Debug)]
enum Deed {
    /// The branch with this number, counted round.
    Branch(usize),
    /// The objection with this number, counted round.
    Object(usize),
    Resume,
    Back,
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        6 => any::<usize>().prop_map(Deed::Branch),
        3 => any::<usize>().prop_map(Deed::Object),
        2 => Just(Deed::Resume),
        2 => Just(Deed::Back),
    ]
}

fn campaign() -> impl Strategy<Value = Campaign> {
    let codes: Vec<CodeId> = house().codes.list.iter().map(|code| code.id.clone()).collect();
    (any::<bool>(), prop::sample::subsequence(codes, 0..22)).prop_map(|(transfer, consented)| {
        Campaign { transfer, consented, ..house().campaign.clone() }
    })
}

/// The results to which the call can still come from here.
fn ends(walk: &Walk, campaign: &Campaign) -> HashSet<CodeId> {
    let mut found = HashSet::new();
    let mut seen = HashSet::new();
    let mut waiting = VecDeque::from([walk.clone()]);
    while let Some(walk) = waiting.pop_front() {
        let Some(step) = walk.step(script()) else { continue };
        if !seen.insert(step.id.clone()) {
            continue;
        }
        for branch in walk.branches(script(), campaign, step) {
            match &branch.to {
                Target::End(code) => {
                    found.insert(code.clone());
                }
                Target::Step(next) => {
                    let mut further = walk.clone();
                    further.go(next);
                    waiting.push_back(further);
                }
                Target::Outcome(_) | Target::Return => panic!("the script is outbound"),
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn back_undoes_everything(
        deeds in prop::collection::vec(deed(), 1..40),
        campaign in campaign(),
        number in 1..=4u16,
        kind in prop::sample::select(Kind::OUTBOUND.to_vec()),
    ) {
        let mut walk = start(number, kind);
        let mut before: Vec<Walk> = Vec::new();
        for deed in deeds {
            let state = walk.clone();
            let step = walk.step(script()).unwrap();
            let offered = walk.branches(script(), &campaign, step);
            for branch in &step.branches {
                let met = branch.when.as_ref().is_none_or(|when| holds(when, &walk, &campaign, step));
                prop_assert_eq!(offered.contains(&branch), met, "{} of {}", branch.id, step.id);
            }
            prop_assert!(!offered.is_empty(), "no way on from {}", step.id);
            let in_objection = walk.here().unwrap().objection.is_some();
            match deed {
                Deed::Branch(n) => match &offered[n % offered.len()].to {
                    Target::Step(next) => walk.go(next),
                    Target::End(code) => prop_assert!(house().codes.get(code).is_some()),
                    other => prop_assert!(false, "an outbound script leads to {other:?}"),
                },
                Deed::Object(n) if !step.objections.is_empty() => {
                    walk.object(&step.objections[n % step.objections.len()]);
                    let here = walk.here().unwrap();
                    prop_assert_eq!(&here.step, &step.id, "an objection is a detour");
                }
                Deed::Resume if in_objection => {
                    walk.resume();
                    prop_assert_eq!(walk.here().unwrap(), &Visit::at(&step.id));
                }
                Deed::Back => {
                    prop_assert_eq!(walk.back(), !before.is_empty());
                    if let Some(earlier) = before.pop() {
                        prop_assert_eq!(&walk, &earlier);
                    }
                }
                _ => {}
            }
            if walk.trail.len() > state.trail.len() {
                before.push(state);
            }
        }
        let stages = |walk: &Walk| Stage::ALL.iter().all(|stage| {
            walk.trail.iter().any(|visit| script().steps[&visit.step].stage == Some(*stage))
        });
        prop_assert_eq!(walk.all_stages(script()), stages(&walk));
        prop_assert!(!ends(&walk, &campaign).is_empty(), "no end from {:?}", walk.here());
        while let Some(earlier) = before.pop() {
            prop_assert!(walk.back());
            prop_assert_eq!(&walk, &earlier);
        }
        prop_assert!(!walk.back());
    }
}

#[test]
fn every_step_is_reached_and_every_result_but_none_is_lost() {
    let mut reached = HashSet::new();
    let mut waiting = VecDeque::from([start(1, Kind::Cold)]);
    while let Some(walk) = waiting.pop_front() {
        let step = walk.step(script()).unwrap();
        if !reached.insert(step.id.clone()) {
            continue;
        }
        for branch in &step.branches {
            if let Target::Step(next) = &branch.to {
                let mut further = walk.clone();
                further.go(next);
                waiting.push_back(further);
            }
        }
    }
    let all: HashSet<String> = script().steps.keys().cloned().collect();
    assert_eq!(reached, all);
    let ends =
        ends(&start(1, Kind::Cold), &Campaign { transfer: true, ..house().campaign.clone() });
    for code in &house().codes.list {
        assert!(ends.contains(&code.id), "no way through the script leads to {}", code.id);
    }
}

#[test]
fn a_trail_does_not_grow_for_ever() {
    let mut walk = start(1, Kind::Cold);
    let steps: Vec<&String> = script().steps.keys().collect();
    for n in 0..5_000 {
        walk.go(steps[n % steps.len()]);
    }
    assert!(walk.trail.len() <= 500);
    assert_eq!(walk.here().map(|here| &here.step), Some(steps[4_999 % steps.len()]));
}
