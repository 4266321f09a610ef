//! A script's file: phases, objections, and what the other files read. Source: domain page, section 5.

use std::collections::BTreeMap;

use toml::Spanned;

use super::defect::{Defect, Notes};
use super::graph::{self, Stop};
use super::incoming::Parts;
use super::names::{Names, check_id};
use super::steps::{Known, RawAlways, RawStep, raw_always, raw_step};
use super::tree::{self, Fields};
use crate::domain::codes::{CodeId, Codes};
use crate::domain::script::{Limit, Objection, Script, Side};

/// Reads a script. `id` is its name, `file` what defects call its file, `digest` the fingerprint
/// of its structure and texts.
///
/// # Errors
/// Everything that is wrong with it, in the order of lines.
pub fn read_script(
    id: &str,
    file: &str,
    text: &str,
    codes: &Codes,
    digest: String,
) -> Result<Script, Vec<Defect>> {
    let known = codes.list.iter().map(|code| code.id.0.clone()).collect();
    read(id, file, text, &Names::known("code", Some(known)), digest)
}

/// The same, with the ids of codes only.
pub(super) fn read(
    id: &str,
    file: &str,
    text: &str,
    codes: &Names,
    digest: String,
) -> Result<Script, Vec<Defect>> {
    let notes = Notes::new(file, text);
    check_id(&notes, "script (the name of its file)", &(0..0), id);
    let script = tree::parse(&notes).and_then(|root| {
        let raw = Raw::read(Fields::new("script", root.span(), root.get_ref(), &notes));
        raw.script(id, &notes, codes, digest)
    });
    notes.finish(script)
}

struct Raw<'n> {
    version: Option<Spanned<u32>>,
    start: Option<Spanned<String>>,
    phases: Option<Vec<Spanned<String>>>,
    limits: Vec<RawLimit>,
    objections: Vec<RawObjection>,
    steps: Vec<RawStep<'n>>,
    always: Vec<RawAlways<'n>>,
    parts: Parts,
}

struct RawLimit {
    side: Spanned<String>,
    limit: Option<Spanned<u16>>,
    then: Option<Spanned<String>>,
}

struct RawObjection {
    id: Spanned<String>,
    who: Option<Spanned<Side>>,
}

impl<'n> Raw<'n> {
    fn read(mut fields: Fields<'n>) -> Self {
        let raw = Raw {
            parts: Parts::read(&mut fields),
            always: fields.tables("always").into_iter().filter_map(raw_always).collect(),
            version: fields.need("version"),
            start: fields.need("start"),
            phases: fields.needed_list("phases").map(|(_, list)| list),
            limits: fields.tables_by_name("objections", "limit").map(RawLimit::read).collect(),
            objections: fields.tables("objection").into_iter().filter_map(raw_objection).collect(),
            steps: fields.tables("step").into_iter().filter_map(raw_step).collect(),
        };
        if raw.steps.is_empty() {
            fields.wrong("this script has no `[[step]]`");
        }
        fields.done();
        raw
    }

    fn script(
        &self,
        id: &str,
        notes: &'n Notes<'n>,
        codes: &Names,
        digest: String,
    ) -> Option<Script> {
        let known = Known {
            notes,
            codes,
            phases: match &self.phases {
                Some(phases) => Names::given("phase", notes, phases),
                None => Names::known("phase", None),
            },
            steps: Names::given("step", notes, self.steps.iter().map(|step| &step.id)),
            objections: Names::given("objection", notes, self.objections.iter().map(|o| &o.id)),
            sides: self.objections.iter().filter_map(RawObjection::side).collect(),
            direction: self.parts.direction(),
            data: self.parts.datum_names(notes),
            outcomes: self.parts.outcome_names(notes),
            groups: self.parts.groups(),
        };
        let start = self.start.as_ref().and_then(|start| known.steps.find(notes, start));
        let stops: Vec<Stop> = self.steps.iter().map(|step| known.stop(step)).collect();
        let branches = self.always.iter().map(|always| &always.branch);
        let gotos = branches.filter_map(|branch| branch.goto.as_ref());
        let always: Vec<String> = gotos.filter_map(|id| known.steps.meant(id.get_ref())).collect();
        graph::check(notes, start.as_deref(), &always, &stops);
        self.unused(&known);
        let zero = self.version.as_ref().filter(|version| *version.get_ref() == 0);
        if let Some(version) = zero {
            notes.add(&version.span(), "versions start at 1");
        }
        let limits = self.limits(notes, codes);
        let objections = self.objections.iter().filter_map(RawObjection::objection).collect();
        let steps = self.steps.iter().filter_map(|step| known.step(step)).collect();
        Names::given("way", notes, self.always.iter().map(|always| &always.branch.id));
        let always = self.always.iter().filter_map(|always| known.always(always)).collect();
        let (data, outcomes) = (self.parts.data(notes), self.parts.outcomes(notes));
        let (faq, sms) = (self.parts.faq(notes), self.parts.sms(notes));
        let (phrases, register) = (self.parts.phrases(notes), self.parts.register(notes));
        let clock = self.parts.clock(&known.data, notes);
        Some(Script {
            id: id.to_owned(),
            version: *self.version.as_ref()?.get_ref(),
            digest,
            direction: known.direction,
            start: start?,
            phases: known.phases.into_list(),
            limits,
            objections,
            steps,
            data,
            outcomes,
            always,
            faq,
            sms,
            phrases,
            clock,
            register,
        })
    }

    /// Phases that no step belongs to, and objections that no step has a key for.
    fn unused(&self, known: &Known<'_>) {
        let notes = known.notes;
        let phases = self.steps.iter().filter_map(|step| step.phase.as_ref());
        let phases: Vec<String> =
            phases.filter_map(|id| known.phases.meant(id.get_ref())).collect();
        for phase in self.phases.iter().flatten().filter(|phase| !phases.contains(phase.get_ref()))
        {
            let why = format!("no step belongs to the phase `{}`", phase.get_ref());
            notes.add(&phase.span(), why);
        }
        let keys = self.steps.iter().flat_map(|step| &step.objections);
        let keys: Vec<String> =
            keys.filter_map(|id| known.objections.meant(id.get_ref())).collect();
        for id in self.objections.iter().map(|objection| &objection.id) {
            if !keys.contains(id.get_ref()) {
                let why = format!("objection `{}` is used by no step", id.get_ref());
                notes.add(&id.span(), why + "; name it in a step's `objection = [...]`");
            }
        }
    }

    fn limits(&self, notes: &Notes<'_>, codes: &Names) -> BTreeMap<Side, Limit> {
        let mut limits = BTreeMap::new();
        for raw in &self.limits {
            let side = side(raw.side.get_ref());
            if side.is_none() {
                let names = Names::known("side", Some(vec!["secretary".into(), "lpr".into()]));
                names.find(notes, &raw.side);
            }
            if let Some(limit) = raw.limit.as_ref().filter(|limit| *limit.get_ref() == 0) {
                notes.add(&limit.span(), "a limit of 0 ends the call before any objection");
            }
            let then = raw.then.as_ref().and_then(|then| codes.find(notes, then));
            if let (Some(side), Some(limit), Some(then)) = (side, &raw.limit, then) {
                limits.insert(side, Limit { limit: *limit.get_ref(), then: CodeId(then) });
            }
        }
        for who in self.objections.iter().filter_map(|objection| objection.who.as_ref()) {
            let given = |raw: &RawLimit| side(raw.side.get_ref()) == Some(*who.get_ref());
            if !self.limits.iter().any(given) {
                let name = name(*who.get_ref());
                let why = format!("objections of `{name}` are used, but `[objections.{name}]`");
                notes.add(&who.span(), why + " with `limit` and `then` is missing");
            }
        }
        limits
    }
}

impl RawLimit {
    fn read((side, mut fields): (Spanned<String>, Fields<'_>)) -> Self {
        let raw = RawLimit { side, limit: fields.need("limit"), then: fields.need("then") };
        fields.done();
        raw
    }
}

fn raw_objection(mut fields: Fields<'_>) -> Option<RawObjection> {
    let (id, who) = (fields.need("id"), fields.need("who"));
    fields.done();
    Some(RawObjection { id: id?, who })
}

impl RawObjection {
    fn side(&self) -> Option<(&str, Side)> {
        Some((self.id.get_ref(), *self.who.as_ref()?.get_ref()))
    }

    fn objection(&self) -> Option<(String, Objection)> {
        let id = self.id.get_ref().clone();
        Some((id.clone(), Objection { id, who: *self.who.as_ref()?.get_ref() }))
    }
}

fn side(id: &str) -> Option<Side> {
    [Side::Secretary, Side::Lpr].into_iter().find(|side| name(*side) == id)
}

/// How a side is written.
pub(super) fn name(side: Side) -> &'static str {
    match side {
        Side::Secretary => "secretary",
        Side::Lpr => "lpr",
    }
}
