//! The file of result codes. Source: seed 000, section 2 of the domain page.

use toml::Spanned;

use super::defect::{Defect, Notes};
use super::names::{Names, check_id, once};
use super::tree::{self, Fields};
use crate::domain::codes::{Code, CodeId, Codes, Early, Finality, Group, Need, Next, Reached};
use crate::domain::inbound::ClientStage;

/// Reads the result codes.
///
/// # Errors
/// Everything that is wrong with them, in the order of lines.
pub fn read_codes(file: &str, text: &str) -> Result<Codes, Vec<Defect>> {
    let notes = Notes::new(file, text);
    let codes = tree::parse(&notes).and_then(|root| {
        codes(Fields::new("list of codes", root.span(), root.get_ref(), &notes), &notes)
    });
    notes.finish(codes)
}

/// The ids that a file of codes gives, however much else is wrong with it; none: not even those
/// can be read.
pub(super) fn ids(text: &str) -> Names {
    let notes = Notes::new("", text);
    let list = tree::parse(&notes).map(|root| {
        let mut fields = Fields::new("list of codes", root.span(), root.get_ref(), &notes);
        let ids = fields.tables("code").into_iter().filter_map(|mut code| code.need("id"));
        ids.map(Spanned::into_inner).collect()
    });
    Names::known("code", list)
}

struct Raw {
    id: Spanned<String>,
    group: Option<Spanned<Group>>,
    reached: Option<Spanned<Reached>>,
    finality: Option<Spanned<Finality>>,
    early: Option<Spanned<Early>>,
    needs: Vec<Spanned<Need>>,
    next: Option<Spanned<Next>>,
    do_not_call: bool,
    stage: Option<Spanned<ClientStage>>,
    chips: Vec<Spanned<String>>,
    instead: Vec<Spanned<String>>,
}

fn codes<'n>(mut fields: Fields<'n>, notes: &'n Notes<'n>) -> Option<Codes> {
    let intermediate: Option<Spanned<String>> = fields.need("intermediate");
    let calls: Option<Spanned<u16>> = fields.need("calls");
    let raw: Vec<Raw> = fields.tables("code").into_iter().filter_map(raw).collect();
    if raw.is_empty() {
        fields.wrong("no codes; each is a `[[code]]`");
    }
    fields.done();
    if let Some(calls) = calls.as_ref().filter(|calls| *calls.get_ref() == 0) {
        notes.add(&calls.span(), "a situation takes 1 call at least");
    }
    let known = Names::given("code", notes, raw.iter().map(|code| &code.id));
    if let Some(id) = &intermediate {
        check_intermediate(id, &raw, &known, notes);
    }
    let never = raw.iter().filter(|code| code.is(Finality::Never));
    for code in never.skip(1) {
        let why = format!("`{}` is a second code with `final = \"never\"`", code.id.get_ref());
        notes.add(&code.id.span(), why + "; there is one intermediate result");
    }
    let list = raw.iter().filter_map(|code| code.code(&known, notes)).collect();
    Some(Codes {
        intermediate: CodeId(intermediate?.into_inner()),
        calls: calls?.into_inner(),
        list,
    })
}

fn check_intermediate(id: &Spanned<String>, raw: &[Raw], known: &Names, notes: &Notes<'_>) {
    let Some(meant) = known.find(notes, id) else { return };
    let code = raw.iter().find(|code| *code.id.get_ref() == meant);
    if code.is_some_and(|code| code.finality.is_some() && !code.is(Finality::Never)) {
        let why = format!("`{meant}` cannot be the intermediate result: it becomes final");
        notes.add(&id.span(), why + "; its code needs `final = \"never\"`");
    }
}

fn raw(mut fields: Fields<'_>) -> Option<Raw> {
    let id = fields.need("id");
    let group = fields.need("group");
    let reached = fields.need("reached");
    let finality = fields.need("final");
    let early = fields.maybe("early");
    let needs = fields.list("needs");
    let next = fields.maybe("next");
    let do_not_call = fields.maybe("do_not_call").is_some_and(Spanned::into_inner);
    let stage = fields.maybe("stage");
    let (chips, instead) = (fields.list("chips"), fields.list("instead"));
    fields.done();
    Some(Raw {
        id: id?,
        group,
        reached,
        finality,
        early,
        needs,
        next,
        do_not_call,
        stage,
        chips,
        instead,
    })
}

impl Raw {
    fn is(&self, finality: Finality) -> bool {
        self.finality.as_ref().is_some_and(|given| *given.get_ref() == finality)
    }

    fn code(&self, known: &Names, notes: &Notes<'_>) -> Option<Code> {
        let id = self.id.get_ref();
        if let Some(early) = self.early.as_ref().filter(|_| !self.is(Finality::Third)) {
            let why = "only a code with `final = \"third\"` can become final earlier";
            notes.add(&early.span(), format!("{why}; `{id}` is none"));
        }
        let needs: Vec<Spanned<String>> = self
            .needs
            .iter()
            .map(|need| Spanned::new(need.span(), need.get_ref().id().to_owned()))
            .collect();
        once(notes, "need", &needs);
        once(notes, "chip", &self.chips);
        for chip in &self.chips {
            check_id(notes, "chip", &chip.span(), chip.get_ref());
        }
        for own in self.instead.iter().filter(|other| other.get_ref() == id) {
            notes.add(&own.span(), format!("`{id}` cannot be right instead of itself"));
        }
        let instead = known.find_all(notes, &self.instead);
        Some(Code {
            id: CodeId(id.clone()),
            group: *self.group.as_ref()?.get_ref(),
            reached: *self.reached.as_ref()?.get_ref(),
            finality: *self.finality.as_ref()?.get_ref(),
            early: self.early.as_ref().map(|early| *early.get_ref()),
            needs: self.needs.iter().map(|need| *need.get_ref()).collect(),
            next: self.next.as_ref().map(|next| *next.get_ref()).unwrap_or_default(),
            do_not_call: self.do_not_call,
            stage: self.stage.as_ref().map(|stage| *stage.get_ref()),
            chips: self.chips.iter().map(|chip| chip.get_ref().clone()).collect(),
            instead: instead.into_iter().map(CodeId).collect(),
        })
    }
}
