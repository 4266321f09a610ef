//! A way through a script: one guided call. Everything that conditions ask (steps seen, objections
//! worked off, stages passed) is read from the trail, so going one step back undoes it.

use serde::{Deserialize, Serialize};

use super::attempt::Said;
use super::campaign::Campaign;
use super::codes::Need;
use super::inbound::Inbound;
use super::kind::Kind;
use super::lead::LeadId;
use super::script::{Always, Branch, Condition, Feature, Script, Side, Stage, Step, Target};

/// A call in progress, pinned to the version of the script with which it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// The script.
    pub script: String,
    /// The fingerprint of its version.
    pub digest: String,
    /// Whom it is with; none: it came in, and nobody knows yet who is calling.
    #[serde(default)]
    pub lead: Option<LeadId>,
    /// The number of this call to this lead.
    pub number: u16,
    /// The kind of the call: openings depend on it.
    pub kind: Kind,
    /// The language that is spoken.
    pub spoken: String,
    /// What the client told on the way and a result may need.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<(Need, Said)>,
    /// Where it has been; the last one is where it is.
    pub trail: Vec<Visit>,
    /// What only a call that came in has; none: we rang.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbound: Option<Box<Inbound>>,
}

/// A stop on the way: a step, or an objection that came up there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// The step.
    pub step: String,
    /// The objection that is being worked off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<String>,
    /// It was reached by a way that every step offers, or by the return from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aside: Option<Aside>,
}

/// A way that leads off the script for a while, and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// Off.
    Off,
    /// Back to where it began.
    Back,
}

impl Visit {
    /// A stop at a step.
    pub fn at(step: &str) -> Self {
        Visit { step: step.to_owned(), ..Visit::default() }
    }
}

/// How far a trail may grow: an hour of talk has some fifty stops; a person who leans on a key
/// does not fill the disk.
const TRAIL_MAX: usize = 500;

impl Walk {
    /// It is with this lead.
    pub fn is_with(&self, lead: LeadId) -> bool {
        self.lead == Some(lead)
    }

    /// Where the call is.
    pub fn here(&self) -> Option<&Visit> {
        self.trail.last()
    }

    /// The step at which the call is.
    pub fn step<'s>(&self, script: &'s Script) -> Option<&'s Step> {
        self.here().and_then(|visit| script.steps.get(&visit.step))
    }

    /// Goes on to a step.
    pub fn go(&mut self, step: &str) {
        self.stop(Visit::at(step));
    }

    /// Leaves the script for a step that every other one offers; [`Walk::come_back`] returns.
    pub fn turn_aside(&mut self, step: &str) {
        self.stop(Visit { aside: Some(Aside::Off), ..Visit::at(step) });
    }

    /// Returns to the step at which the call turned aside last; one stop back where it did not.
    pub fn come_back(&mut self) {
        let mut returned = 0usize;
        let left = self.trail.iter().enumerate().rev().find(|(_, visit)| match visit.aside {
            Some(Aside::Back) => {
                returned += 1;
                false
            }
            Some(Aside::Off) if returned > 0 => {
                returned -= 1;
                false
            }
            Some(Aside::Off) => true,
            None => false,
        });
        let before = left.map(|(at, _)| at).filter(|at| *at > 0);
        match before.and_then(|at| self.trail.get(at - 1)).map(|visit| visit.step.clone()) {
            Some(step) => self.stop(Visit { aside: Some(Aside::Back), ..Visit::at(&step) }),
            None => {
                self.back();
            }
        }
    }

    /// Takes up an objection, to return to this step.
    pub fn object(&mut self, objection: &str) {
        if let Some(here) = self.here() {
            let step = here.step.clone();
            self.stop(Visit { step, objection: Some(objection.to_owned()), aside: None });
        }
    }

    /// Returns from the objection to the step where it came up.
    pub fn resume(&mut self) {
        if let Some(step) = self.here().map(|here| here.step.clone()) {
            self.go(&step);
        }
    }

    fn stop(&mut self, visit: Visit) {
        if self.trail.len() < TRAIL_MAX {
            self.trail.push(visit);
        } else if let Some(last) = self.trail.last_mut() {
            *last = visit;
        }
    }

    /// One stop back; false at the beginning.
    pub fn back(&mut self) -> bool {
        let can = self.trail.len() > 1;
        if can {
            self.trail.pop();
        }
        can
    }

    /// Objections of one side that were worked off in this call.
    pub fn worked_off(&self, script: &Script, side: Side) -> u16 {
        let of_side = |id: &String| script.objections.get(id).is_some_and(|o| o.who == side);
        self.trail.iter().filter_map(|v| v.objection.as_ref()).filter(|id| of_side(id)).count()
            as u16
    }

    /// The side that speaks at a step: whose objections come up there.
    pub fn side(script: &Script, step: &Step) -> Option<Side> {
        step.objections.first().and_then(|id| script.objections.get(id)).map(|o| o.who)
    }

    /// Whether all three stages were passed.
    pub fn all_stages(&self, script: &Script) -> bool {
        let passed = |stage| {
            let has = |visit: &Visit| {
                script.steps.get(&visit.step).is_some_and(|step| step.stage == Some(stage))
            };
            self.trail.iter().any(has)
        };
        Stage::ALL.into_iter().all(passed)
    }

    /// The branches that are offered at a step.
    pub fn branches<'s>(
        &self,
        script: &'s Script,
        campaign: &Campaign,
        step: &'s Step,
    ) -> Vec<&'s Branch> {
        let offered = |branch: &&Branch| match &branch.when {
            None => true,
            Some(condition) => self.holds(script, campaign, step, condition),
        };
        step.branches.iter().filter(offered).collect()
    }

    /// The ways that lead off from here although the step itself does not name them; without those
    /// that lead to where the call is.
    pub fn always<'s>(
        &self,
        script: &'s Script,
        campaign: &Campaign,
        step: &'s Step,
    ) -> Vec<&'s Always> {
        let offered = |always: &&Always| {
            !always.except.contains(&step.id)
                && always.branch.to != Target::Step(step.id.clone())
                && match &always.branch.when {
                    None => true,
                    Some(condition) => self.holds(script, campaign, step, condition),
                }
        };
        script.always.iter().filter(offered).collect()
    }

    fn holds(
        &self,
        script: &Script,
        campaign: &Campaign,
        step: &Step,
        condition: &Condition,
    ) -> bool {
        match condition {
            Condition::ObjectionsFrom(count) => {
                let side = Self::side(script, step);
                side.is_some_and(|side| self.worked_off(script, side) >= *count)
            }
            Condition::AttemptFrom(number) => self.number >= *number,
            Condition::Seen(step) => self.trail.iter().any(|visit| &visit.step == step),
            Condition::KindIs(kind) => self.kind == *kind,
            Condition::CampaignHas(feature) => has(campaign, *feature),
            Condition::Not(inner) => !self.holds(script, campaign, step, inner),
            Condition::All(list) => list.iter().all(|c| self.holds(script, campaign, step, c)),
            Condition::Any(list) => list.iter().any(|c| self.holds(script, campaign, step, c)),
            // Nothing of the kind is known of an outbound call.
            Condition::Filled(id) => self.inbound.as_ref().is_some_and(|i| i.is_filled(id)),
            Condition::StageIs(stage) => self.inbound.as_ref().is_some_and(|i| i.stage == *stage),
        }
    }

    /// The part of the call and how many there are, from 1.
    pub fn progress(script: &Script, step: &Step) -> (usize, usize) {
        let at = script.phases.iter().position(|phase| *phase == step.phase);
        (at.map_or(0, |at| at + 1), script.phases.len())
    }
}

fn has(campaign: &Campaign, feature: Feature) -> bool {
    let consented = |code: &str| campaign.consented.iter().any(|id| id.as_str() == code);
    match feature {
        Feature::Transfer => campaign.transfer,
        Feature::Email => consented("email_sent_lpr"),
        Feature::EmailOurs => consented("email_required"),
        Feature::Meeting => consented("meeting"),
        Feature::Number => consented("customer_number_given"),
        Feature::SecretaryWords => consented("off_profile_secretary"),
    }
}
