//! What else can be done during a call that comes in: other ways on, who is calling and of which kind
//! the call is, another script or language, putting it aside. And the screens around the call:
//! which script, what about the call in hand, what was told.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::press::Act;
use crate::chat::say::{caller_line, lead_line};
use crate::chat::texts::{self, Texts};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, t};
use crate::chat::{clocks, flow, incoming, outcome, promise, typed};
use crate::domain::kind::Kind;
use crate::domain::script::{Panel, Script};
use crate::domain::walk::Walk;
use crate::words::Phrase;

use super::page::{self, Page};
use super::panels;

/// How the list of what else can be done looks.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    sheet.title(t("more-title"));
    sheet.plain(caller_line(room, walk.lead)?);
    sheet.aside(super::lead::inbound_kind_line(room, walk, lead.as_ref())?);
    if let Some(page) = Page::new(room, walk, lead.as_ref())? {
        let ways = walk.always(page.script, &room.house.campaign, page.step);
        let ways = ways.into_iter().filter(|always| !always.pinned);
        let keys = ways.map(|always| {
            let id = &always.branch.id;
            (page.texts.shown(&format!("always.{id}")), Act::Always(id.clone()))
        });
        page.packed(keys.collect(), sheet);
    }
    kinds(walk.kind, sheet);
    let card = walk.lead.map(|id| (t("key-card"), Act::Lead(id.0)));
    sheet.keys([(t("key-caller"), Act::Caller)].into_iter().chain(card));
    sheet.keys([(t("key-transfer-call"), Act::Transfer)]);
    if incoming::offered(room, None).len() > 1 {
        sheet.keys([(t("key-scripts"), Act::Scripts)]);
    }
    page::speak(room, walk, sheet);
    sheet.keys([(t("key-break-off"), Act::BreakOff)]);
    sheet.keys([(t("key-back"), Act::Back), (t("key-aside"), Act::Aside)]);
    Ok(())
}

/// Keys that correct the kind of an incoming call.
pub fn kinds(now: Kind, sheet: &mut Sheet) {
    let mark = |k: Kind| if k == now { t("kind-chosen") } else { t("kind-other") };
    for pair in Kind::INBOUND.chunks(2) {
        let key = |k: &Kind| (mark(*k).with("kind", super::lead::kind_name(*k)), Act::Kind(*k));
        sheet.keys(pair.iter().map(key));
    }
}

/// What its keys do.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let room = **turn;
    match act {
        Act::Kind(kind) => correct(turn, *kind),
        Act::Always(_) => {
            let Some(walk) = turn.desk.walk.clone() else { return Ok(()) };
            if let Some((script, _)) = incoming::here(&room, &walk) {
                return super::incoming::take(turn, walk, script, act);
            }
        }
        Act::Caller => turn.go(Screen::Caller),
        Act::Scripts => turn.go(Screen::Incoming),
        Act::Speak(lang) if room.house.campaign.spoken.contains(lang) => {
            if let Some(walk) = &mut turn.desk.walk {
                walk.spoken.clone_from(lang);
            }
            turn.go(Screen::Step);
        }
        Act::Aside => return put_aside(turn),
        Act::BreakOff => turn.go(Screen::BreakOff),
        _ => turn.go(Screen::Step),
    }
    Ok(())
}

/// The operator says of which kind the call in hand is.
pub fn correct(turn: &mut Turn<'_>, kind: Kind) {
    let Some(walk) = turn.desk.walk.as_mut().filter(|_| kind.is_inbound()) else { return };
    if let Some(inbound) = &mut walk.inbound {
        inbound.corrected = Some(kind);
        walk.kind = kind;
    }
}

/// Puts the call in hand aside.
pub fn put_aside(turn: &mut Turn<'_>) -> Result<()> {
    outcome::put_aside(turn)?;
    turn.go(Screen::Home);
    turn.remark(t("cancelled-aside"));
    Ok(())
}

/// How the question who is calling looks.
pub fn caller_view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    sheet.title(caller_line(room, walk.lead)?);
    sheet.plain(t("caller-ask"));
    panels::show(room, walk, Panel::Caller, sheet)?;
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn caller_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    if !panels::press(turn, Panel::Caller, act)? {
        turn.go(Screen::Step);
    }
    Ok(())
}

/// How the question for one datum looks.
pub fn datum_view(room: &Room<'_>, desk: &Desk, id: &str, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    let lead = walk.lead.map(|id| room.lead(id)).transpose()?;
    let script = flow::script_of(room, walk);
    let Some((script, datum)) = script.and_then(|s| Some((s, s.0.datum(id)?))) else {
        sheet.plain(t("inbound-lost"));
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    };
    let texts = Texts::new(*room, walk, script, lead.as_ref())?;
    sheet.title(texts.shown(&format!("field-{id}")));
    let (ask, hint) = (format!("field-{id}.ask"), format!("field-{id}.hint"));
    if texts.has(&ask) {
        sheet.line(Style::Say, texts.spoken(&ask));
    }
    if texts.has(&hint) {
        sheet.aside(texts.shown(&hint));
    }
    if let Some(text) = walk.inbound.as_ref().and_then(|inbound| inbound.filled.get(id)) {
        sheet.aside(t("datum-now").with("value", texts::value(datum, text)));
        sheet.keys([(t("key-clear"), Act::Clear)]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn datum_press(turn: &mut Turn<'_>, id: &str, act: &Act) {
    if let (Act::Clear, Some(walk)) = (act, &mut turn.desk.walk)
        && let Some(inbound) = &mut walk.inbound
    {
        inbound.filled.remove(id);
        inbound.skipped.retain(|skipped| skipped != id);
    }
    turn.go(Screen::Step);
}

/// Takes a typed datum.
pub fn datum_typed(turn: &mut Turn<'_>, id: &str, text: &str) -> Result<()> {
    let room = **turn;
    let Some(walk) = turn.desk.walk.clone() else {
        turn.go(Screen::Home);
        return Ok(());
    };
    match flow::script_of(&room, &walk).and_then(|(script, _)| script.datum(id)) {
        Some(datum) => super::incoming::fill(turn, walk, datum, text),
        None => {
            turn.go(Screen::Step);
            Ok(())
        }
    }
}

/// How it is asked what happened in a call that ends in none of the script's ways.
pub fn break_off_view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let Some(walk) = &desk.walk else { return Ok(()) };
    sheet.title(caller_line(room, walk.lead)?);
    sheet.plain(t("break-off-ask"));
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// The call is recorded with what was typed.
pub fn break_off_typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    match typed::long(text) {
        Ok(words) => {
            let promise = promise::promised(turn, &words)?;
            outcome::end_in_words(turn, &words, promise)
        }
        Err(why) => {
            turn.remark(why);
            Ok(())
        }
    }
}

/// How the choice of the script looks.
pub fn scripts_view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) {
    let going_on = is_inbound(desk.walk.as_ref());
    sheet.title(t(if going_on { "scripts-other" } else { "scripts-title" }));
    for script in incoming::offered(room, desk.script.as_deref()) {
        let name = |id: &str| Phrase::new(id.to_owned()).from_book(script.id.clone());
        if room.house.words.has(&room.me.lang, "name.about", Some(&script.id)) {
            let line = t("script-about").with("name", name("name"));
            sheet.plain(line.with("about", name("name.about")));
        }
        sheet.keys([(name("name"), Act::Script(script.id.clone()))]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// A call that came in is in hand.
pub fn is_inbound(walk: Option<&Walk>) -> bool {
    walk.is_some_and(|walk| walk.inbound.is_some())
}

/// Leads the call by the script that was chosen.
pub fn scripts_press(turn: &mut Turn<'_>, act: &Act) {
    let room = **turn;
    let going_on = is_inbound(turn.desk.walk.as_ref());
    let found = match act {
        Act::Script(id) => {
            let offered: Vec<&Script> = incoming::offered(&room, None);
            offered.into_iter().find(|script| script.id == *id)
        }
        _ => None,
    };
    match found {
        Some(_) if turn.desk.is_busy() && !going_on => turn.go(Screen::Interrupted),
        Some(script) => {
            let walk = turn.desk.walk.take();
            incoming::begin(turn, script, walk);
        }
        None => turn.go(if going_on { Screen::More } else { Screen::Home }),
    }
}

/// How the question about the call in hand looks when another one comes in.
pub fn interrupted_view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("unfinished-title").with("lead", caller_line(room, desk.unfinished())?));
    sheet.plain(t("interrupted-ask"));
    if desk.shelf.is_some() {
        let shelved = caller_line(room, desk.shelved())?;
        sheet.aside(t("interrupted-shelf").with("lead", shelved));
    }
    sheet.keys([(t("key-aside-answer"), Act::Aside)]);
    sheet.keys([(t("key-return"), Act::Return)]);
    Ok(())
}

/// Puts the call in hand aside, and begins the one that comes in. Whoever is on the line meanwhile
/// waits on hold: nobody is forgotten over another call.
pub fn interrupted_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    if *act != Act::Aside {
        turn.go(Screen::Home);
        return Ok(());
    }
    clocks::wait(turn);
    if turn.desk.walk.as_ref().is_some_and(clocks::waits) {
        turn.remark(t("interrupted-held"));
    }
    outcome::put_aside(turn)?;
    incoming::ring(turn)
}

/// The lead that a call in hand is dropped for, if there is one: what it was about is told.
pub fn dropped(turn: &mut Turn<'_>, lead: Option<crate::domain::lead::LeadId>) -> Result<()> {
    let line = match lead {
        Some(id) => lead_line(turn, &turn.lead(id)?)?,
        None => t("caller-unknown"),
    };
    turn.remark(t("dropped").with("lead", line));
    Ok(())
}
