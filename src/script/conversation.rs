//! A script's file: phases, objections, steps, branches. Source: domain page, section 5.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::condition::{self, Ids};
use super::defect::{Defect, Notes};
use super::graph::{self, Stop, Way};
use super::incoming::Parts;
use super::names::{Names, check_id};
use super::tree::{self, Fields, Node};
use crate::domain::codes::{CodeId, Codes};
use crate::domain::script::{
    Always, Branch, Condition, Direction, Input, Limit, Objection, Panel, Script, Side, Stage,
    Step, Target,
};

/// Attributes that a step's words use for themselves: no branch can be labelled by them.
const TAKEN: [&str; 4] = ["title", "do", "tone", "avoid"];

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

struct RawAlways<'n> {
    branch: RawBranch<'n>,
    except: Vec<Spanned<String>>,
    pinned: bool,
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

struct RawStep<'n> {
    id: Spanned<String>,
    phase: Option<Spanned<String>>,
    stage: Option<Spanned<Stage>>,
    input: Option<Spanned<Input>>,
    objections: Vec<Spanned<String>>,
    fields: Vec<Spanned<String>>,
    panel: Option<Spanned<Panel>>,
    phrases: Option<Spanned<String>>,
    branches: Vec<RawBranch<'n>>,
}

struct RawBranch<'n> {
    span: Range<usize>,
    id: Spanned<String>,
    goto: Option<Spanned<String>>,
    end: Option<Spanned<String>>,
    back: Option<Spanned<bool>>,
    early: Option<Spanned<bool>>,
    answers: Option<&'n Node<'n>>,
    when: Option<&'n Node<'n>>,
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

fn raw_step(mut fields: Fields<'_>) -> Option<RawStep<'_>> {
    let id = fields.need("id");
    let phase = fields.need("phase");
    let stage = fields.maybe("stage");
    let input = fields.maybe("input");
    let objections = fields.list("objection");
    let (asked, panel) = (fields.list("fields"), fields.maybe("panel"));
    let phrases = fields.maybe("phrases");
    let branches = fields.tables("branch").into_iter().filter_map(raw_branch).collect();
    fields.done();
    Some(RawStep {
        id: id?,
        phase,
        stage,
        input,
        objections,
        fields: asked,
        panel,
        phrases,
        branches,
    })
}

fn raw_branch(mut fields: Fields<'_>) -> Option<RawBranch<'_>> {
    let branch = branch_fields(&mut fields);
    fields.done();
    branch
}

fn raw_always(mut fields: Fields<'_>) -> Option<RawAlways<'_>> {
    let branch = branch_fields(&mut fields);
    let (except, pinned) = (fields.list("except"), fields.maybe("pinned"));
    fields.done();
    Some(RawAlways { branch: branch?, except, pinned: pinned.is_some_and(Spanned::into_inner) })
}

fn branch_fields<'n>(fields: &mut Fields<'n>) -> Option<RawBranch<'n>> {
    let (id, goto, end) = (fields.need("id"), fields.maybe("goto"), fields.maybe("end"));
    let (span, when) = (fields.span.clone(), fields.node("when"));
    let (early, answers) = (fields.maybe("early"), fields.node("answers"));
    let back = fields.maybe("return");
    Some(RawBranch { span, id: id?, goto, end, back, early, answers, when })
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

fn name(side: Side) -> &'static str {
    match side {
        Side::Secretary => "secretary",
        Side::Lpr => "lpr",
    }
}

/// The ids that a step may name.
struct Known<'k> {
    notes: &'k Notes<'k>,
    codes: &'k Names,
    phases: Names,
    steps: Names,
    objections: Names,
    sides: BTreeMap<&'k str, Side>,
    direction: Direction,
    data: Names,
    outcomes: Names,
    groups: Names,
}

impl<'k> Known<'k> {
    /// A step's ways on, without noting what is wrong with them.
    fn stop(&self, raw: &RawStep<'_>) -> Stop {
        let way = |branch: &RawBranch<'_>| match (&branch.goto, &branch.end) {
            (Some(goto), _) => self.steps.meant(goto.get_ref()).map_or(Way::Unclear, Way::Step),
            (None, Some(_)) => Way::End,
            (None, None) if branch.back.is_some() => Way::End,
            (None, None) => Way::Unclear,
        };
        let ways = raw.branches.iter().map(way).collect();
        Stop { id: raw.id.get_ref().clone(), span: raw.id.span(), ways }
    }

    fn step(&self, raw: &'k RawStep<'k>) -> Option<(String, Step)> {
        let notes = self.notes;
        let phase = raw.phase.as_ref().and_then(|phase| self.phases.find(notes, phase));
        let objections = self.objections.find_all(notes, &raw.objections);
        self.one_side(raw);
        Names::given("branch", notes, raw.branches.iter().map(|branch| &branch.id));
        let branches: Vec<_> =
            raw.branches.iter().filter_map(|branch| self.branch(branch)).collect();
        self.way_out(raw, &branches);
        self.counted(raw, &branches);
        let id = raw.id.get_ref().clone();
        let step = Step {
            id: id.clone(),
            phase: phase?,
            stage: raw.stage.as_ref().map(|stage| *stage.get_ref()),
            input: raw.input.as_ref().map(|input| *input.get_ref()),
            objections,
            branches,
            fields: self.data.find_all(notes, &raw.fields),
            panel: raw.panel.as_ref().map(|panel| *panel.get_ref()),
            phrases: raw.phrases.as_ref().and_then(|group| self.groups.find(notes, group)),
        };
        self.inbound_only(raw);
        Some((id, step))
    }

    /// What only an inbound script's step has.
    fn inbound_only(&self, raw: &RawStep<'_>) {
        if self.direction == Direction::Inbound {
            return;
        }
        let fields = raw.fields.first().map(|field| ("fields", field.span()));
        let panel = raw.panel.as_ref().map(|panel| ("panel", panel.span()));
        for (name, span) in fields.into_iter().chain(panel) {
            let why = format!("`{name}` goes with `direction = \"inbound\"`");
            self.notes.add(&span, why);
        }
    }

    fn always(&self, raw: &'k RawAlways<'k>) -> Option<Always> {
        let branch = self.branch(&raw.branch);
        let except = self.steps.find_all(self.notes, &raw.except);
        Some(Always { branch: branch?, except, pinned: raw.pinned })
    }

    /// Whoever speaks at a step is one side: its objections are counted there.
    fn one_side(&self, raw: &RawStep<'_>) {
        let side = |id: &Spanned<String>| self.sides.get(id.get_ref().as_str()).copied();
        let Some(first) = raw.objections.iter().find_map(side) else { return };
        for id in &raw.objections {
            if let Some(other) = side(id).filter(|other| *other != first) {
                let (first, other) = (name(first), name(other));
                let why = format!("objection `{}` is of `{other}`", id.get_ref());
                let right = format!("; the step's first is of `{first}`: one of them speaks here");
                self.notes.add(&id.span(), why + &right);
            }
        }
    }

    /// Objections are counted of the side that speaks at the step: somebody has to.
    fn counted(&self, raw: &RawStep<'_>, branches: &[Branch]) {
        let counts = branches.iter().filter_map(|branch| branch.when.as_ref());
        if raw.objections.is_empty() && counts.into_iter().any(condition::counts_objections) {
            let why = format!("step `{}` has no `objection`, so that", raw.id.get_ref());
            let why = why + " `objections_from` of its branches counts nobody's";
            self.notes.add(&raw.id.span(), why);
        }
    }

    fn way_out(&self, raw: &RawStep<'_>, branches: &[Branch]) {
        let id = raw.id.get_ref();
        if raw.branches.is_empty() {
            let why = format!("step `{id}` has no `branch`: the call cannot go on from it");
            self.notes.add(&raw.id.span(), why);
            return;
        }
        let whens: Vec<Option<&Condition>> = branches.iter().map(|b| b.when.as_ref()).collect();
        let all_read = branches.len() == raw.branches.len();
        if all_read && !condition::always_a_way(&whens) {
            let why = format!("every branch of step `{id}` has a `when`, so none may be offered");
            let right = "; leave one without, or give one the opposite of another";
            self.notes.add(&raw.id.span(), why + right + ": `when = { not = { … } }`");
        }
    }

    fn branch(&self, raw: &'k RawBranch<'k>) -> Option<Branch> {
        let (notes, id) = (self.notes, raw.id.get_ref().clone());
        if TAKEN.contains(&id.as_str()) {
            let why = format!("no branch can be called `{id}`: `.{id}` belongs to the step itself");
            notes.add(&raw.id.span(), why);
        }
        let to = self.target(raw);
        let early = raw.early.as_ref().is_some_and(|early| *early.get_ref());
        if let (Some(early), None) = (&raw.early, &raw.end) {
            let why = format!(
                "`early` of branch `{id}` says that its `end` is final at once: it goes with `end`"
            );
            notes.add(&early.span(), why);
        }
        let answers = raw.answers.map(|node| super::answers::read(node, raw.end.is_some(), notes));
        let answers = answers.unwrap_or_default();
        let ids = Ids { steps: &self.steps, data: &self.data };
        let when = raw.when.map(|node| condition::read(node, ids, notes));
        match when {
            Some(None) => None,
            Some(Some(when)) => Some(Branch { id, to: to?, when: Some(when), early, answers }),
            None => Some(Branch { id, to: to?, when: None, early, answers }),
        }
    }

    fn target(&self, raw: &RawBranch<'_>) -> Option<Target> {
        let (notes, id) = (self.notes, raw.id.get_ref());
        let back = raw.back.as_ref().filter(|back| *back.get_ref());
        match (&raw.goto, &raw.end, back) {
            (Some(goto), None, None) => self.steps.find(notes, goto).map(Target::Step),
            (None, Some(end), None) if self.direction == Direction::Inbound => {
                self.outcomes.find(notes, end).map(Target::Outcome)
            }
            (None, Some(end), None) => {
                self.codes.find(notes, end).map(|end| Target::End(CodeId(end)))
            }
            (None, None, Some(_)) => Some(Target::Return),
            (None, None, None) => {
                let why = format!("branch `{id}` leads nowhere: give it `goto` or `end`");
                notes.add(&raw.span, why);
                None
            }
            (Some(_), Some(_), None) => {
                notes.add(&raw.span, format!("branch `{id}` has both `goto` and `end`; one goes"));
                None
            }
            _ => {
                let why = format!("branch `{id}` has `return` and another way; one goes");
                notes.add(&raw.span, why);
                None
            }
        }
    }
}
