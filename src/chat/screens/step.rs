//! A step of the script: what to say, how, and what the client may answer. An objection is a
//! detour that comes back here.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::flow::{self, Way};
use crate::chat::notes;
use crate::chat::press::{Act, Field};
use crate::chat::say;
use crate::chat::turn::{Room, Turn};
use crate::chat::typed;
use crate::chat::view::{Sheet, t};
use crate::domain::attempt::{Refusal, Said};
use crate::domain::codes::Need;
use crate::domain::lead::LeadId;
use crate::domain::record::Change;
use crate::domain::script::{Input, Script, Step, Target, Told};
use crate::domain::walk::Walk;
use crate::words::Phrase;

use super::faq;
use super::page::{self, Page};
use super::wish;

/// How it looks.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let Some(page) = Page::new(room, walk, lead.as_ref())? else {
        sheet.title(say::caller_line(room, walk.lead)?);
        sheet.plain(t("step-lost"));
        sheet.keys([(t("key-leave"), Act::Leave)]);
        return Ok(());
    };
    match walk.here().and_then(|here| here.objection.as_deref()) {
        Some(objection) => page.objection(objection, sheet),
        None => step(&page, sheet)?,
    }
    if desk.said.is_some() {
        sheet.keys([(t("key-said-end"), Act::Said)]);
    }
    let (back, leave) = ((t("key-back"), Act::Back), (t("key-leave"), Act::Leave));
    sheet.keys([Some(back), faq::key(page.script), Some(leave)].into_iter().flatten());
    page::speak(room, walk, sheet);
    Ok(())
}

fn step(page: &Page<'_>, sheet: &mut Sheet) -> Result<()> {
    sheet.title(page.texts.shown(&format!("{}.title", page.step.id)));
    page.progress(sheet);
    if page.walk.trail.len() == 1 {
        here_is_dialled(page, sheet)?;
    }
    page.words(sheet);
    if let Some(input) = page.step.input {
        sheet.aside(Phrase::new(format!("input-{}", input_id(input))));
    }
    page.branches(sheet);
    page.enough(sheet);
    page.objections(None, sheet);
    Ok(())
}

fn here_is_dialled(page: &Page<'_>, sheet: &mut Sheet) -> Result<()> {
    let Some(lead) = page.lead else { return Ok(()) };
    let number = say::telephone(&page.room, lead)?;
    if let (Some(_), Some(phone)) = (&lead.name, &number) {
        sheet.plain(phone.clone());
    }
    if number.is_some() && !say::may_see_number(&page.room, lead)? {
        sheet.aside(t("card-number-hidden"));
    }
    if let Some(warning) = super::lead::hours_warning(&page.room, lead) {
        sheet.title(warning);
    }
    Ok(())
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
        (Act::Said, _) => return notes::take_said(turn, lead),
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
        None => {
            if !in_objection && wish::at_step(turn, &walk, script, step, text)? {
                return Ok(());
            }
            flow::note_answer(turn, script, &step.id, text)?;
            // Perhaps it is how the call ended: not to be typed twice then.
            turn.desk.said = notes::is_note(text).then(|| notes::note(turn, text)).flatten();
            Ok(())
        }
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
    let no_time = matches!(input, Input::City | Input::Field | Input::Relation);
    if no_time && notes::is_mistaken(turn, text) {
        turn.remark(t("time-not-asked"));
        turn.remark(t("time-again"));
        turn.desk.said = notes::note(turn, text);
        return Ok(());
    }
    if input == Input::Contact && wish::for_name(turn, text) {
        return Ok(());
    }
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
