//! A step of a call that comes in: what to say, what to ask, and the ways on.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::press::Act;
use crate::chat::say::{caller_line, may_see_number};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, raw, t};
use crate::chat::{clocks, flow, incoming, numbers, outcome, texts};
use crate::domain::inbound::Inbound;
use crate::domain::lead::Lead;
use crate::domain::phone::{Named, named_in};
use crate::domain::script::{Datum, DatumKind, Panel, Script, Target};
use crate::domain::walk::Walk;
use crate::words::Phrase;

use super::faq;
use super::hold;
use super::page::{self, Page};
use super::panels;
use super::wish;

/// How it looks.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let (Some(page), Some(inbound)) = (Page::new(room, walk, lead.as_ref())?, &walk.inbound) else {
        sheet.title(caller_line(room, walk.lead)?);
        sheet.plain(t("inbound-lost"));
        sheet.keys([(t("key-aside"), Act::Aside), (t("key-drop-inbound"), Act::Drop)]);
        return Ok(());
    };
    if clocks::waits(walk) {
        super::transfer::on_step(room, walk, sheet)?;
        return hold::view(page, sheet);
    }
    match walk.here().and_then(|here| here.objection.as_deref()) {
        Some(objection) => {
            super::transfer::on_step(room, walk, sheet)?;
            page.objection(objection, sheet);
        }
        None => step(&page, inbound, sheet)?,
    }
    pinned(&page, sheet);
    hold::key(walk, sheet);
    let (back, more) = ((t("key-back"), Act::Back), (t("key-more"), Act::More));
    sheet.keys([Some(back), faq::key(page.script), Some(more)].into_iter().flatten());
    Ok(())
}

fn step(page: &Page<'_>, inbound: &Inbound, sheet: &mut Sheet) -> Result<()> {
    sheet.title(page.texts.shown(&format!("{}.title", page.step.id)));
    page.progress(sheet);
    sheet.aside(super::lead::inbound_kind_line(&page.room, page.walk, page.lead)?);
    if let Some(signal) = page.script.clock.ring.filter(|_| page.walk.trail.len() == 1) {
        sheet.plain(t("ring-by").with("signal", signal));
    }
    advice(page, inbound, sheet);
    hold::above(page, sheet);
    super::transfer::on_step(&page.room, page.walk, sheet)?;
    page.words(sheet);
    let known_here = inbound.handing.known_at == Some(page.walk.trail.len());
    if known_here && page.step.panel != Some(Panel::Caller) {
        panels::show(&page.room, page.walk, Panel::Caller, sheet)?;
    }
    if let Some(panel) = page.step.panel {
        panels::show(&page.room, page.walk, panel, sheet)?;
    }
    phrases(page, sheet);
    let change = data(page, inbound, sheet)?;
    page.branches(sheet);
    page.objections(None, sheet);
    page.packed(change, sheet);
    if known_here {
        // Here the kind was derived, so here it is corrected with one tap; later, under «more».
        super::more::kinds(page.walk.kind, sheet);
    }
    if page.walk.trail.len() == 1 {
        page::speak(&page.room, page.walk, sheet);
    }
    Ok(())
}

/// What to heed with a caller of this kind: where the call begins, and where it became known who is
/// calling. As long as nobody knows, everybody would be taken for a first-time caller.
fn advice(page: &Page<'_>, inbound: &Inbound, sheet: &mut Sheet) {
    let stops = page.walk.trail.len();
    let known = page.walk.lead.is_some() || inbound.corrected.is_some();
    let here = known && (stops == 1 || inbound.handing.known_at == Some(stops));
    let advice = format!("advice.{}", page.walk.kind.id());
    if here && page.texts.has(&advice) {
        sheet.plain(page.texts.shown(&advice));
    }
}

/// The phrases of the group that the step names.
fn phrases(page: &Page<'_>, sheet: &mut Sheet) {
    let Some(group) = &page.step.phrases else { return };
    let name = format!("group-{group}");
    if page.texts.has(&name) {
        sheet.plain(page.texts.shown(&name));
    }
    for saying in page.script.phrases.iter().filter(|saying| saying.group == *group) {
        sheet.line(Style::Say, page.texts.spoken(&format!("phrase-{}", saying.id)));
    }
}

/// What was told at this step, and what is asked now. Gives the keys that change what was told: the
/// ways on stand before them.
pub fn data(page: &Page<'_>, inbound: &Inbound, sheet: &mut Sheet) -> Result<Vec<(Phrase, Act)>> {
    let of_step = || page.step.fields.iter().filter_map(|id| page.script.datum(id));
    let asked = incoming::asked(page.walk, page.script, page.step);
    if page.step.fields.is_empty() {
        return Ok(Vec::new());
    }
    sheet.gap();
    let mut change = Vec::new();
    for datum in of_step() {
        let label = label(page, datum);
        match inbound.filled.get(&datum.id) {
            Some(text) => {
                let value = texts::value(datum, text);
                sheet.plain(t("datum-is").with("label", label.clone()).with("value", value));
            }
            None if inbound.skipped.contains(&datum.id) => {
                sheet.plain(t("datum-skipped").with("label", label.clone()));
            }
            None => continue,
        }
        change.push((t("key-datum").with("label", label), Act::Datum(datum.id.clone())));
    }
    if let Some(datum) = asked {
        question(page, datum, sheet);
        if let Some(known) = known(&page.room, page.lead, datum)? {
            sheet.keys([(raw(&known), Act::Keep)]);
        }
        change.insert(0, (t("key-skip"), Act::Skip));
    }
    Ok(change)
}

fn label(page: &Page<'_>, datum: &Datum) -> Phrase {
    page.texts.shown(&format!("field-{}", datum.id))
}

/// Asks for a datum: what to say, and how it is typed.
fn question(page: &Page<'_>, datum: &Datum, sheet: &mut Sheet) {
    sheet.title(t("datum-asked").with("label", label(page, datum)));
    let ask = format!("field-{}.ask", datum.id);
    if page.texts.has(&ask) {
        sheet.line(Style::Say, page.texts.spoken(&ask));
    }
    let hint = format!("field-{}.hint", datum.id);
    if page.texts.has(&hint) {
        sheet.aside(page.texts.shown(&hint));
    } else {
        sheet.aside(Phrase::new(format!("datum-type-{}", kind_id(datum.kind))));
    }
}

fn kind_id(kind: DatumKind) -> &'static str {
    match kind {
        DatumKind::Text => "text",
        DatumKind::Long => "long",
        DatumKind::Name => "name",
        DatumKind::Phone => "phone",
        DatumKind::Email => "email",
        DatumKind::Date => "date",
    }
}

/// What the card has for a datum, as far as the reader may see it.
fn known(room: &Room<'_>, lead: Option<&Lead>, datum: &Datum) -> Result<Option<String>> {
    let Some(lead) = lead else { return Ok(None) };
    Ok(match (datum.kind, datum.card) {
        (_, Some(field)) => lead.value(field).map(str::to_owned),
        (DatumKind::Phone, None) if may_see_number(room, lead)? => {
            lead.phone.as_ref().map(|phone| phone.pretty())
        }
        _ => None,
    })
}

/// The ways that stand on every step.
pub fn pinned(page: &Page<'_>, sheet: &mut Sheet) {
    let campaign = &page.room.house.campaign;
    let ways = page.walk.always(page.script, campaign, page.step);
    let ways = ways.into_iter().filter(|always| always.pinned);
    let keys = ways.map(|always| {
        let id = &always.branch.id;
        (page.texts.shown(&format!("always.{id}")), Act::Always(id.clone()))
    });
    page.packed(keys.collect(), sheet);
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let room = **turn;
    let Some(mut walk) = turn.desk.walk.clone() else {
        turn.go(Screen::Home);
        return Ok(());
    };
    let Some((script, step)) = incoming::here(&room, &walk) else {
        return lost(turn, act);
    };
    match act {
        Act::Branch(_) | Act::Always(_) => return take(turn, walk, script, act),
        Act::Object(id) if step.objections.contains(id) => walk.object(id),
        Act::Resume => walk.resume(),
        Act::Back if !walk.back() => turn.go(Screen::Home),
        Act::Back => {}
        Act::More => turn.go(Screen::More),
        Act::Kind(kind) => {
            super::more::correct(turn, *kind);
            return Ok(());
        }
        Act::Speak(lang) if room.house.campaign.spoken.contains(lang) => {
            walk.spoken.clone_from(lang);
        }
        Act::Datum(id) if script.datum(id).is_some() => turn.go(Screen::Datum(id.clone())),
        Act::Skip => {
            let asked = incoming::asked(&walk, script, step).map(|datum| datum.id.clone());
            if let (Some(id), Some(inbound)) = (asked, &mut walk.inbound) {
                inbound.skipped.push(id);
            }
        }
        Act::Keep => {
            let lead = walk.lead.map(|id| turn.lead(id)).transpose()?;
            if let Some(datum) = incoming::asked(&walk, script, step)
                && let Some(known) = known(&room, lead.as_ref(), datum)?
            {
                incoming::fill(&mut walk, datum, known);
            }
        }
        _ => {
            if let Some(panel) = step.panel {
                panels::press(turn, panel, act)?;
            }
            incoming::passed(turn);
            return Ok(());
        }
    }
    turn.desk.walk = Some(walk);
    incoming::passed(turn);
    Ok(())
}

/// The script of the call is gone: it can be put aside, or ended as it is.
fn lost(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    match act {
        Act::Aside => super::more::put_aside(turn),
        Act::Drop => {
            outcome::leave(turn)?;
            turn.go(Screen::Home);
            Ok(())
        }
        _ => {
            turn.go(Screen::Home);
            Ok(())
        }
    }
}

/// Takes a way that is offered here.
pub fn take(turn: &mut Turn<'_>, mut walk: Walk, script: &Script, act: &Act) -> Result<()> {
    let campaign = &turn.house.campaign;
    let Some(step) = walk.step(script) else { return Ok(()) };
    let target = match act {
        Act::Branch(id) => {
            let mut offered = walk.branches(script, campaign, step).into_iter();
            offered.find(|branch| branch.id == *id).map(|branch| branch.to.clone())
        }
        Act::Always(id) => {
            let mut offered = walk.always(script, campaign, step).into_iter();
            offered.find(|always| always.branch.id == *id).map(|always| always.branch.to.clone())
        }
        _ => None,
    };
    turn.go(Screen::Step);
    match target {
        None => return Ok(()),
        Some(Target::Step(next)) if matches!(act, Act::Always(_)) => walk.turn_aside(&next),
        Some(Target::Step(next)) => walk.go(&next),
        Some(Target::Return) => walk.come_back(),
        Some(Target::Outcome(id)) => return outcome::end(turn, &id),
        Some(Target::End(_)) => {}
    }
    turn.desk.walk = Some(walk);
    incoming::passed(turn);
    Ok(())
}

/// Takes typed text: a telephone number tells who is calling; else it is what the step asks, else an
/// answer that no branch foresaw.
pub fn typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let room = **turn;
    let Some(walk) = turn.desk.walk.clone() else {
        turn.go(Screen::Home);
        return Ok(());
    };
    let Some((script, step)) = incoming::here(&room, &walk) else { return Ok(()) };
    let in_objection = walk.here().is_some_and(|here| here.objection.is_some());
    let asked = incoming::asked(&walk, script, step).filter(|_| !in_objection);
    if tells_who(&room, &walk, asked, text) {
        return who(turn, text);
    }
    if let Some(datum) = asked {
        return fill(turn, walk, datum, text);
    }
    if let Some(panel) = step.panel
        && panels::typed(turn, panel, text)?
    {
        return Ok(());
    }
    flow::note_answer(turn, script, &step.id, text)
}

/// A bare telephone number tells who is calling, unless a number is asked, or may be part of the
/// answer and it is known already who is calling.
fn tells_who(room: &Room<'_>, walk: &Walk, asked: Option<&Datum>, text: &str) -> bool {
    let campaign = &room.house.campaign;
    let area = campaign.routing.area_code.as_deref();
    let phone = matches!(named_in(text, &campaign.country, area), Some(Named::Phone(_)));
    let may_answer = asked.is_some_and(|datum| match datum.kind {
        DatumKind::Phone => true,
        DatumKind::Text | DatumKind::Long => walk.lead.is_some(),
        DatumKind::Date => incoming::read(room, datum, text).is_ok(),
        DatumKind::Name | DatumKind::Email => false,
    });
    phone && !may_answer
}

/// What was typed where no number is asked tells who is calling, if it is a bare telephone number;
/// true if it was one.
///
/// # Errors
/// The store's.
pub fn caller_typed(turn: &mut Turn<'_>, text: &str) -> Result<bool> {
    let tells = turn.desk.walk.as_ref().is_some_and(|walk| tells_who(turn, walk, None, text));
    if tells {
        who(turn, text)?;
    }
    Ok(tells)
}

/// It was typed who is calling.
pub fn who(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    match numbers::find_inside(turn, text)? {
        numbers::Found::Lead(id) => incoming::set_caller(turn, id)?,
        numbers::Found::DoNotCall => turn.remark(t("caller-forgotten")),
        other => {
            turn.remark(nobody(turn, other, text));
            return Ok(());
        }
    }
    turn.go(Screen::Step);
    Ok(())
}

/// What is said of a text that names nobody who could be calling.
pub fn nobody(room: &Room<'_>, found: numbers::Found, text: &str) -> Phrase {
    match found {
        numbers::Found::NoSuchQuestionnaire(number) => t("no-questionnaire").with("number", number),
        _ => numbers::none_in(room, text, "not-a-number"),
    }
}

/// Keeps what was typed for a datum. A telephone number also tells who is calling, where nobody
/// knows it yet.
pub fn fill(turn: &mut Turn<'_>, mut walk: Walk, datum: &Datum, text: &str) -> Result<()> {
    if datum.kind == DatumKind::Name && wish::for_name(turn, text) {
        return Ok(());
    }
    let value = match incoming::read(turn, datum, text) {
        Ok(value) => value,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    incoming::fill(&mut walk, datum, value.clone());
    let unknown = walk.lead.is_none();
    turn.desk.walk = Some(walk);
    turn.go(Screen::Step);
    if datum.kind == DatumKind::Phone && unknown {
        match numbers::find(turn, &value)? {
            numbers::Found::Lead(id) => incoming::set_caller(turn, id)?,
            numbers::Found::DoNotCall => turn.remark(t("caller-forgotten")),
            _ => {}
        }
    }
    Ok(())
}
