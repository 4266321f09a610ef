//! The way of a call that comes in: by which script it is led, who is calling, of which kind the call
//! is, and what the caller told. Screens call these steps; how it ends is in `outcome`.

use anyhow::Result;
use chrono::{Datelike as _, Duration, NaiveDate};

use crate::domain::codes::Reached;
use crate::domain::inbound::Inbound;
use crate::domain::kind::{self, Caller, Contact, Kind, Why};
use crate::domain::lead::{Lead, LeadId};
use crate::domain::phone::Phone;
use crate::domain::script::{Datum, DatumKind, Script, Step};
use crate::domain::walk::{Visit, Walk};
use crate::words::{Parsed, Phrase, WhenError};

use super::desk::Screen;
use super::flow;
use super::numbers;
use super::texts::DATE;
use super::turn::{Room, Turn};
use super::typed;
use super::view::t;

/// The scripts that are offered for a call that comes in: the one that the person took last first.
pub fn offered<'a>(room: &Room<'a>, last: Option<&str>) -> Vec<&'a Script> {
    let house = room.house;
    let named = &house.campaign.inbound;
    let mut scripts: Vec<&Script> = if named.is_empty() {
        house.scripts.values().map(AsRef::as_ref).collect()
    } else {
        named.iter().filter_map(|id| house.scripts.get(id)).map(AsRef::as_ref).collect()
    };
    scripts.retain(|script| script.is_inbound());
    scripts.sort_by_key(|script| Some(script.id.as_str()) != last);
    scripts
}

/// A call comes in: begins it, asks by which script it is to be led, or what about the call that is
/// in hand.
///
/// # Errors
/// The store's.
pub fn ring(turn: &mut Turn<'_>) -> Result<()> {
    if turn.desk.is_busy() {
        turn.go(Screen::Interrupted);
        return Ok(());
    }
    let room = **turn;
    match offered(&room, turn.desk.script.as_deref())[..] {
        [] => {
            turn.remark(t("no-inbound-scripts"));
            turn.go(Screen::Home);
        }
        [only] => begin(turn, only, None),
        _ => turn.go(Screen::Incoming),
    }
    Ok(())
}

/// Begins a call, or goes on with the one in hand by another script: what was told is kept.
pub fn begin(turn: &mut Turn<'_>, script: &Script, going_on: Option<Walk>) {
    let spoken = turn.house.campaign.spoken.first().map_or("en", String::as_str);
    let mut walk = match going_on {
        Some(mut walk) => {
            let before = std::mem::replace(&mut walk.script, script.id.clone());
            if let Some(inbound) = walk.inbound.as_mut().filter(|_| before != script.id) {
                inbound.switched_from.get_or_insert(before);
            }
            if let Some(inbound) = &mut walk.inbound {
                // Stops of the way so far are none of the new one.
                inbound.handing.known_at = None;
                inbound.clocks.back_at = None;
            }
            walk
        }
        None => Walk {
            script: script.id.clone(),
            digest: String::new(),
            lead: None,
            number: 1,
            kind: Kind::FirstTime,
            spoken: spoken.to_owned(),
            said: Vec::new(),
            trail: Vec::new(),
            inbound: Some(Box::new(Inbound::new(turn.now))),
        },
    };
    walk.digest.clone_from(&script.digest);
    walk.trail = vec![Visit::at(&script.start)];
    turn.desk.script = Some(script.id.clone());
    turn.desk.walk = Some(walk);
    turn.go(Screen::Step);
    passed(turn);
}

/// Notes where the call in hand is.
pub fn passed(turn: &mut Turn<'_>) {
    let now = turn.now;
    let Some(walk) = &mut turn.desk.walk else { return };
    let step = walk.here().map(|here| here.step.clone());
    if let (Some(inbound), Some(step)) = (&mut walk.inbound, step) {
        inbound.pass(&step, now);
    }
}

/// It is known who is calling.
///
/// # Errors
/// The store's.
pub fn set_caller(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let Some(mut walk) = turn.desk.walk.take() else { return Ok(()) };
    let lead = turn.lead(id)?;
    walk.lead = Some(id);
    if let Some(inbound) = &mut walk.inbound {
        inbound.stage = lead.stage;
        inbound.handing.known_at = Some(walk.trail.len());
    }
    walk.kind = kind_of(turn, &walk, Some(&lead))?.0;
    turn.desk.walk = Some(walk);
    remark_caller(turn, id)
}

/// Tells who is calling.
///
/// # Errors
/// The store's.
pub fn remark_caller(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let lead = turn.lead(id)?;
    // The number was typed just now: whoever typed it knows it.
    let typed = turn.desk.typed.clone();
    let line = super::say::lead_line(&Room { typed: &typed, ..**turn }, &lead)?;
    turn.remark(t("caller-set").with("lead", line));
    Ok(())
}

/// The card of a lead has changed: so may the kind of the call in hand, if it came in from there.
///
/// # Errors
/// The store's.
pub fn card_changed(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let walk = turn.desk.walk.clone().filter(|walk| walk.is_with(id) && walk.inbound.is_some());
    let Some(mut walk) = walk else { return Ok(()) };
    let lead = turn.lead(id)?;
    if let Some(inbound) = &mut walk.inbound {
        inbound.stage = lead.stage;
    }
    walk.kind = kind_of(turn, &walk, Some(&lead))?.0;
    turn.desk.walk = Some(walk);
    Ok(())
}

/// The kind of the call in hand, and why it is that.
///
/// # Errors
/// The store's.
pub fn kind_of(room: &Room<'_>, walk: &Walk, lead: Option<&Lead>) -> Result<(Kind, Why)> {
    let said = walk.inbound.as_ref().and_then(|inbound| inbound.corrected);
    next_kind(room, said, lead)
}

/// The kind that a call would be of which came in now from this lead.
///
/// # Errors
/// The store's.
pub fn next_kind(room: &Room<'_>, said: Option<Kind>, lead: Option<&Lead>) -> Result<(Kind, Why)> {
    let Some(lead) = lead else { return Ok(kind::derive_inbound(said, None)) };
    let contacts = contacts(room, lead.id)?;
    let caller = Caller {
        client: lead.stage == crate::domain::inbound::ClientStage::Client,
        recommended: lead.recommended.is_some(),
        contacts: &contacts,
    };
    Ok(kind::derive_inbound(said.or(lead.kind), Some(caller)))
}

/// Earlier conversations with a lead, whoever rang whom, oldest first.
fn contacts(room: &Room<'_>, lead: LeadId) -> Result<Vec<Contact>> {
    let attempts = room.facts.attempts(lead)?;
    let talked = attempts.iter().filter(|attempt| {
        let code = room.house.codes.get(&attempt.situation);
        code.is_some_and(|code| code.reached != Reached::Nobody)
    });
    let ours = talked.map(|attempt| Contact { at: attempt.at, inbound: false, deal: false });
    let inquiries = room.facts.inquiries(lead)?;
    let theirs = inquiries.iter().filter(|inquiry| inquiry.talk);
    let theirs = theirs.map(|i| Contact { at: i.ended, inbound: true, deal: i.deal });
    let mut contacts: Vec<Contact> = ours.chain(theirs).collect();
    contacts.sort_by_key(|contact| contact.at);
    Ok(contacts)
}

/// The first datum of a step that is asked now.
pub fn asked<'s>(walk: &Walk, script: &'s Script, step: &Step) -> Option<&'s Datum> {
    let inbound = walk.inbound.as_ref()?;
    let open = |id: &&String| !inbound.is_filled(id) && !inbound.skipped.contains(id);
    step.fields.iter().find(open).and_then(|id| script.datum(id))
}

/// Keeps what the caller told.
pub fn fill(walk: &mut Walk, datum: &Datum, value: String) {
    if let Some(inbound) = &mut walk.inbound {
        inbound.skipped.retain(|id| *id != datum.id);
        inbound.filled.insert(datum.id.clone(), value);
    }
}

/// What was typed for a datum, as it is kept.
///
/// # Errors
/// What the reader is told: why that is none.
pub fn read(room: &Room<'_>, datum: &Datum, text: &str) -> Result<String, Phrase> {
    match datum.kind {
        DatumKind::Text => typed::answer(text),
        DatumKind::Long => typed::long(text),
        DatumKind::Name => typed::short(text),
        DatumKind::Email => typed::email(text),
        DatumKind::Phone => {
            let campaign = &room.house.campaign;
            let area = campaign.routing.area_code.as_deref();
            let phone = Phone::parse_in(text, &campaign.country, area);
            phone
                .map(|phone| phone.pretty())
                .ok_or_else(|| numbers::none_in(room, text, "not-a-phone"))
        }
        DatumKind::Date => {
            let day = day(room, text).ok_or_else(|| t("not-a-day"))?;
            Ok(day.format(DATE).to_string())
        }
    }
}

/// A day that somebody typed, past or to come: `12.03.2024`, `2024-03-12`, `12.03` (the last one
/// before today), else in words.
fn day(room: &Room<'_>, text: &str) -> Option<NaiveDate> {
    let text = typed::line(text);
    let now = room.now.with_timezone(&room.zone()).naive_local();
    let today = now.date();
    let numbers: Vec<&str> = text.split(['.', '/', '-']).collect();
    let number = |at: usize| numbers.get(at).and_then(|part| part.trim().parse::<u32>().ok());
    let year = |year: u32| (if year < 100 { 2000 + year } else { year }) as i32;
    let found = match numbers[..] {
        [first, ..] if numbers.len() == 3 && first.trim().len() == 4 => {
            NaiveDate::from_ymd_opt(number(0)? as i32, number(1)?, number(2)?)
        }
        [_, _, _] => NaiveDate::from_ymd_opt(year(number(2)?), number(1)?, number(0)?),
        [_, _] if number(0).is_some() => {
            let this = NaiveDate::from_ymd_opt(today.year(), number(1)?, number(0)?);
            match this.filter(|day| *day <= today) {
                Some(day) => Some(day),
                None => NaiveDate::from_ymd_opt(today.year() - 1, number(1)?, number(0)?),
            }
        }
        _ => match room.house.words.when(&room.me.lang, &text, now) {
            Ok(Parsed::Exact(at) | Parsed::In(at, _) | Parsed::About(at)) => Some(at.date()),
            Ok(Parsed::Day(day) | Parsed::Part(day, _)) => Some(day),
            Err(WhenError::Past(at)) => Some(at.date()),
            Err(WhenError::PastDay(day)) => Some(day),
            Ok(Parsed::Window(..)) | Err(_) => None,
        },
    };
    let near = |day: &NaiveDate| (*day - today).abs() < Duration::days(FURTHEST);
    found.filter(near)
}

/// Days beyond which no date that somebody tells lies.
const FURTHEST: i64 = 366 * 120;

/// The script of the call in hand, with the step at which it is.
pub fn here<'a>(room: &Room<'a>, walk: &Walk) -> Option<(&'a Script, &'a Step)> {
    let (script, _) = flow::script_of(room, walk)?;
    walk.step(script).map(|step| (script, step))
}
