//! A step of the script: what to say, how, and what the client may answer. An objection is a
//! detour that comes back here.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::flow::{self, Way};
use crate::chat::press::{Act, Field};
use crate::chat::say;
use crate::chat::turn::{Room, Turn};
use crate::chat::typed;
use crate::chat::view::{Sheet, Style, t};
use crate::domain::attempt::{Refusal, Said};
use crate::domain::codes::Need;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::record::{Change, Counter, OtherAnswer};
use crate::domain::script::{Input, Script, Step, Target, Told};
use crate::domain::walk::Walk;
use crate::words::Phrase;

/// How it looks.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let line = say::caller_line(room, walk.lead)?;
    let (number, seen) = match &lead {
        Some(lead) => (say::telephone(room, lead)?, say::may_see_number(room, lead)?),
        None => (None, true),
    };
    let page = Page { room, walk, lead: lead.as_ref(), line, number, seen };
    let Some((script, book)) = flow::script_of(room, walk) else {
        page.lost(sheet);
        return Ok(());
    };
    let Some(step) = walk.step(script) else {
        page.lost(sheet);
        return Ok(());
    };
    match walk.here().and_then(|here| here.objection.as_deref()) {
        Some(objection) => page.objection(script, book, step, objection, sheet),
        None => page.step(script, book, step, sheet),
    }
    sheet.keys([(t("key-back"), Act::Back), (t("key-leave"), Act::Leave)]);
    let spoken = &room.house.campaign.spoken;
    let at = spoken.iter().position(|lang| *lang == walk.spoken).unwrap_or(0);
    if let Some(next) = spoken.get((at + 1) % spoken.len().max(1)).filter(|l| **l != walk.spoken) {
        let name = t("language-name").in_lang(next.clone());
        sheet.keys([(t("key-speak").with("lang", name), Act::Speak(next.clone()))]);
    }
    Ok(())
}

struct Page<'a> {
    room: &'a Room<'a>,
    walk: &'a Walk,
    /// None: nobody knows yet who is calling.
    lead: Option<&'a Lead>,
    /// The lead in one line.
    line: Phrase,
    /// Its telephone number.
    number: Option<Phrase>,
    /// The reader sees it in full.
    seen: bool,
}

impl Page<'_> {
    /// The script of this call is gone: the result can still be named.
    fn lost(&self, sheet: &mut Sheet) {
        sheet.title(self.line.clone());
        sheet.plain(t("step-lost"));
        sheet.keys([(t("key-leave"), Act::Leave)]);
    }

    fn step(&self, script: &Script, book: &str, step: &Step, sheet: &mut Sheet) {
        sheet.title(self.shown(book, &format!("{}.title", step.id)));
        self.progress(script, book, step, sheet);
        if self.walk.trail.len() == 1 {
            // Here the number is dialled.
            let named = self.lead.is_some_and(|lead| lead.name.is_some());
            if let Some(phone) = self.number.as_ref().filter(|_| named) {
                sheet.plain(phone.clone());
            }
            if self.number.is_some() && !self.seen {
                sheet.aside(t("card-number-hidden"));
            }
            if let Some(warning) =
                self.lead.and_then(|lead| super::lead::hours_warning(self.room, lead))
            {
                sheet.title(warning);
            }
        }
        let has = |id: &str| self.has(book, id);
        if has(&format!("{}.do", step.id)) {
            sheet.plain(self.shown(book, &format!("{}.do", step.id)));
        }
        if has(&step.id) {
            sheet.line(Style::Say, self.spoken(book, &step.id));
        }
        if has(&format!("{}.tone", step.id)) {
            sheet.aside(self.shown(book, &format!("{}.tone", step.id)));
        }
        if let Some(input) = step.input {
            sheet.aside(Phrase::new(format!("input-{}", input_id(input))));
        }
        self.branches(script, book, step, sheet);
        self.enough(script, step, sheet);
        self.objections(script, book, step, None, sheet);
    }

    fn branches(&self, script: &Script, book: &str, step: &Step, sheet: &mut Sheet) {
        let branches = self.walk.branches(script, &self.room.house.campaign, step);
        let keys = branches.into_iter().map(|branch| {
            let label = self.shown(book, &format!("{}.{}", step.id, branch.id));
            (label, Act::Branch(branch.id.clone()))
        });
        self.packed(keys.collect(), sheet);
    }

    /// The refusal that may be taken once enough objections were worked off.
    fn enough(&self, script: &Script, step: &Step, sheet: &mut Sheet) {
        let limit = Walk::side(script, step).and_then(|side| {
            let limit = script.limits.get(&side)?;
            (self.walk.worked_off(script, side) >= limit.limit).then_some(limit)
        });
        if let Some(limit) = limit {
            sheet.plain(t("objections-enough"));
            let code = say::code_name(&limit.then);
            sheet.keys([(t("key-end-with").with("code", code), Act::Code(limit.then.0.clone()))]);
        }
    }

    fn objection(
        &self,
        script: &Script,
        book: &str,
        step: &Step,
        objection: &str,
        sheet: &mut Sheet,
    ) {
        let id = format!("objection-{objection}");
        sheet.title(t("objection-title").with("objection", self.shown(book, &id)));
        self.progress(script, book, step, sheet);
        sheet.line(Style::Say, self.spoken(book, &format!("{id}.reply")));
        if self.has(book, &format!("{id}.tone")) {
            sheet.aside(self.shown(book, &format!("{id}.tone")));
        }
        sheet.keys([(t("key-resume"), Act::Resume)]);
        self.enough(script, step, sheet);
        self.branches(script, book, step, sheet);
        self.objections(script, book, step, Some(objection), sheet);
    }

    fn objections(
        &self,
        script: &Script,
        book: &str,
        step: &Step,
        except: Option<&str>,
        sheet: &mut Sheet,
    ) {
        let others = step.objections.iter().filter(|id| Some(id.as_str()) != except);
        let keys: Vec<_> = others
            .filter(|id| script.objections.contains_key(*id))
            .map(|id| {
                let label = t("objection-key")
                    .with("objection", self.shown(book, &format!("objection-{id}")));
                (label, Act::Object(id.clone()))
            })
            .collect();
        self.packed(keys, sheet);
    }

    fn packed(&self, keys: Vec<(Phrase, Act)>, sheet: &mut Sheet) {
        let measured = keys.into_iter().map(|(label, act)| {
            let length = self.room.house.words.say(&self.room.me.lang, &label).chars().count();
            (label, act, length)
        });
        let measured: Vec<_> = measured.collect();
        sheet.packed(measured);
    }

    fn progress(&self, script: &Script, book: &str, step: &Step, sheet: &mut Sheet) {
        let (at, of) = Walk::progress(script, step);
        sheet.aside(
            t("progress")
                .with("at", at)
                .with("of", of)
                .with("phase", self.shown(book, &format!("phase-{}", step.phase)))
                .with("lead", self.line.clone()),
        );
        if let Some((worked, limit)) = Walk::side(script, step).and_then(|side| {
            let limit = script.limits.get(&side)?.limit;
            Some((self.walk.worked_off(script, side), limit))
        }) {
            sheet.aside(t("objections-count").with("count", worked).with("of", limit));
        }
    }

    fn has(&self, book: &str, id: &str) -> bool {
        let words = &self.room.house.words;
        words.languages().iter().any(|lang| words.has(lang, id, Some(book)))
    }

    /// A text for the operator.
    fn shown(&self, book: &str, id: &str) -> Phrase {
        self.filled(Phrase::new(id.to_owned()).from_book(book), &self.room.me.lang)
    }

    /// A text for the client.
    fn spoken(&self, book: &str, id: &str) -> Phrase {
        let lang = &self.walk.spoken;
        self.filled(Phrase::new(id.to_owned()).from_book(book).in_lang(lang.clone()), lang)
    }

    fn filled(&self, phrase: Phrase, lang: &str) -> Phrase {
        let campaign = &self.room.house.campaign;
        let contact = self.lead.and_then(|lead| lead.contact.as_deref()).map(str::trim);
        let contact = contact.filter(|contact| !contact.is_empty()).unwrap_or("none");
        phrase
            .with("customer", campaign.text(&campaign.customer, lang))
            .with("operator", self.room.me.name.as_str())
            .with("contact", contact)
            .with("offer", campaign.text(&campaign.offer, lang))
            .with("field", campaign.text(&campaign.field, lang))
            .with("city", campaign.text(&campaign.city, lang))
            .with("kind", self.walk.kind.id())
    }
}

fn input_id(input: Input) -> &'static str {
    match input {
        Input::Contact => "contact",
        Input::Email => "email",
        Input::City => "city",
        Input::Field => "field",
        Input::Company => "company",
        Input::Relation => "relation",
    }
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let room = **turn;
    let Some(mut walk) = turn.desk.walk.clone() else {
        turn.go(Screen::Home);
        return Ok(());
    };
    let Some(lead) = walk.lead else { return Ok(()) };
    let script = flow::script_of(&room, &walk).map(|(script, _)| script);
    match (act, script) {
        (Act::Leave, _) => turn.go(Screen::Situations(lead)),
        (Act::Code(code), _) => {
            return flow::choose(turn, lead, code.as_str().into(), Way::default());
        }
        (Act::Branch(id), Some(script)) => return take(turn, walk, script, id),
        (Act::Object(id), Some(script))
            if walk.step(script).is_some_and(|step| step.objections.contains(id)) =>
        {
            walk.object(id);
        }
        (Act::Resume, Some(_)) => walk.resume(),
        (Act::Back, Some(_)) if !walk.back() => turn.go(Screen::Lead(lead)),
        (Act::Speak(lang), _) if room.house.campaign.spoken.contains(lang) => {
            walk.spoken.clone_from(lang);
        }
        _ => {}
    }
    turn.desk.walk = Some(walk);
    Ok(())
}

/// Takes a branch that is offered here.
fn take(turn: &mut Turn<'_>, mut walk: Walk, script: &Script, id: &str) -> Result<()> {
    let room = **turn;
    let Some(lead) = walk.lead else { return Ok(()) };
    let step = walk.step(script);
    let offered = step.map(|step| walk.branches(script, &room.house.campaign, step));
    let found = offered.into_iter().flatten().find(|branch| branch.id == id);
    let Some(branch) = found.cloned() else { return Ok(()) };
    let mut way = Way { early: branch.early, asks: Vec::new() };
    for (need, told) in &branch.answers {
        let said = match told {
            Told::Ask => {
                way.asks.push(*need);
                continue;
            }
            Told::Yes => Said::Yes,
            Told::No => Said::No,
        };
        if (*need, &said) == (Need::City, &Said::Yes) {
            confirm_city(turn, lead)?;
        }
        remember(&mut walk, *need, said);
    }
    if let Target::Step(next) = &branch.to {
        walk.go(next);
    }
    turn.desk.walk = Some(walk);
    match branch.to {
        Target::Step(_) | Target::Outcome(_) | Target::Return => Ok(()),
        Target::End(code) => flow::choose(turn, lead, code, way),
    }
}

fn remember(walk: &mut Walk, need: Need, said: Said) {
    walk.said.retain(|(known, _)| *known != need);
    walk.said.push((need, said));
}

/// The client is in the customer's city: that goes on the card.
fn confirm_city(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let campaign = &turn.house.campaign;
    let city = campaign.text(&campaign.city, &campaign.record).to_owned();
    let mut lead = turn.lead(id)?;
    lead.city = Some(city);
    turn.changes.push(Change::Lead(lead));
    Ok(())
}

/// Takes typed text: the datum that the step asks for, else an answer that no branch foresaw.
pub fn typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let room = **turn;
    let Some(walk) = turn.desk.walk.clone() else {
        turn.go(Screen::Home);
        return Ok(());
    };
    let Some((script, _)) = flow::script_of(&room, &walk) else { return Ok(()) };
    let Some(step) = walk.step(script) else { return Ok(()) };
    let in_objection = walk.here().is_some_and(|here| here.objection.is_some());
    match step.input.filter(|_| !in_objection) {
        Some(input) => take_input(turn, walk, step, input, text),
        None => note_answer(turn, script, step, text),
    }
}

fn take_input(
    turn: &mut Turn<'_>,
    mut walk: Walk,
    step: &Step,
    input: Input,
    text: &str,
) -> Result<()> {
    let field = match input {
        Input::Contact => Some(Field::Contact),
        Input::Email => Some(Field::Email),
        Input::City => Some(Field::City),
        Input::Field => Some(Field::Business),
        Input::Company => Some(Field::Name),
        Input::Relation => None,
    };
    let Some(id) = walk.lead else { return Ok(()) };
    let mut lead = turn.lead(id)?;
    let value = match field {
        Some(field) => super::edit::set(&mut lead, field, text),
        None => typed::answer(text),
    };
    let value = match value {
        Ok(value) => value,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    if field.is_some() {
        turn.changes.push(Change::Lead(lead));
    }
    let need = match input {
        Input::Relation => Some(Need::Relation),
        Input::Field => Some(Need::Field),
        Input::Email => Some(Need::Email),
        Input::Contact | Input::City | Input::Company => None,
    };
    if let Some(need) = need {
        remember(&mut walk, need, Said::Text(value.clone()));
    }
    let campaign = &turn.house.campaign;
    let same = |ours: &String| turn.house.places.same_city(ours, &value);
    if input == Input::City && !campaign.city.values().any(same) {
        // What follows is for the customer's own city: said before a day is agreed.
        let other = say::refused(turn, &Refusal::City { theirs: value });
        turn.desk.walk = Some(walk);
        turn.remark(other);
        return Ok(());
    }
    let first = step.branches.first().map(|branch| branch.to.clone());
    if let Some(Target::Step(next)) = &first {
        walk.go(next);
    }
    turn.desk.walk = Some(walk);
    match first {
        Some(Target::End(code)) => flow::choose(turn, id, code, Way::default()),
        _ => {
            turn.remark(t("input-taken"));
            Ok(())
        }
    }
}

fn note_answer(turn: &mut Turn<'_>, script: &Script, step: &Step, text: &str) -> Result<()> {
    let text = match typed::answer(text) {
        Ok(text) => text,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    let answer = OtherAnswer {
        id: turn.take(Counter::Answer)?,
        script: script.id.clone(),
        version: script.version,
        step: step.id.clone(),
        text,
        lead: turn.desk.unfinished(),
        by: turn.me.id,
        at: turn.now,
    };
    turn.changes.push(Change::Answer(answer));
    turn.remark(t("answer-noted"));
    Ok(())
}
