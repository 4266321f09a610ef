//! The steps of a script and the ways between them.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::condition::{self, Ids};
use super::conversation::name;
use super::defect::Notes;
use super::graph::{Stop, Way};
use super::names::Names;
use super::tree::{Fields, Node};
use crate::domain::codes::CodeId;
use crate::domain::script::{
    Always, Branch, Condition, Direction, Input, Panel, Side, Stage, Step, Target,
};

/// Attributes that a step's words use for themselves: no branch can be labelled by them.
const TAKEN: [&str; 4] = ["title", "do", "tone", "avoid"];

pub(super) struct RawStep<'n> {
    pub id: Spanned<String>,
    pub phase: Option<Spanned<String>>,
    pub stage: Option<Spanned<Stage>>,
    pub input: Option<Spanned<Input>>,
    pub objections: Vec<Spanned<String>>,
    pub fields: Vec<Spanned<String>>,
    pub panel: Option<Spanned<Panel>>,
    pub phrases: Option<Spanned<String>>,
    pub branches: Vec<RawBranch<'n>>,
}

pub(super) struct RawBranch<'n> {
    pub span: Range<usize>,
    pub id: Spanned<String>,
    pub goto: Option<Spanned<String>>,
    pub end: Option<Spanned<String>>,
    pub back: Option<Spanned<bool>>,
    pub early: Option<Spanned<bool>>,
    pub answers: Option<&'n Node<'n>>,
    pub when: Option<&'n Node<'n>>,
}

pub(super) struct RawAlways<'n> {
    pub branch: RawBranch<'n>,
    pub except: Vec<Spanned<String>>,
    pub pinned: bool,
}

pub(super) fn raw_step(mut fields: Fields<'_>) -> Option<RawStep<'_>> {
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

pub(super) fn raw_always(mut fields: Fields<'_>) -> Option<RawAlways<'_>> {
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

/// The ids that a step may name.
pub(super) struct Known<'k> {
    pub notes: &'k Notes<'k>,
    pub codes: &'k Names,
    pub phases: Names,
    pub steps: Names,
    pub objections: Names,
    pub sides: BTreeMap<&'k str, Side>,
    pub direction: Direction,
    pub data: Names,
    pub outcomes: Names,
    pub groups: Names,
}

impl<'k> Known<'k> {
    /// A step's ways on, without noting what is wrong with them.
    pub fn stop(&self, raw: &RawStep<'_>) -> Stop {
        let way = |branch: &RawBranch<'_>| match (&branch.goto, &branch.end) {
            (Some(goto), _) => self.steps.meant(goto.get_ref()).map_or(Way::Unclear, Way::Step),
            (None, Some(_)) => Way::End,
            (None, None) if branch.back.is_some() => Way::End,
            (None, None) => Way::Unclear,
        };
        let ways = raw.branches.iter().map(way).collect();
        Stop { id: raw.id.get_ref().clone(), span: raw.id.span(), ways }
    }

    pub fn step(&self, raw: &'k RawStep<'k>) -> Option<(String, Step)> {
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

    pub fn always(&self, raw: &'k RawAlways<'k>) -> Option<Always> {
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
