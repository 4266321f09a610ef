//! What can be changed on a lead's card, and the promise not to call again.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::flow;
use crate::chat::forget;
use crate::chat::incoming;
use crate::chat::notes;
use crate::chat::press::{Act, Field};
use crate::chat::save;
use crate::chat::say::{lead_line, may_see_number, telephone};
use crate::chat::turn::{Room, Turn};
use crate::chat::typed;
use crate::chat::view::{Sheet, raw, t};
use crate::domain::inbound::ClientStage;
use crate::domain::lead::{DoNotCall, Lead, LeadId};
use crate::domain::people::Role;
use crate::domain::phone::Phone;
use crate::domain::record::Change;
use crate::words::Phrase;

use super::wish;

/// How the choice of the field looks.
pub fn view(room: &Room<'_>, id: LeadId, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    sheet.title(lead_line(room, &lead)?);
    sheet.plain(t("edit-what"));
    sheet.plain(t("stage-line").with("stage", stage_name(lead.stage)));
    for pair in Field::ALL.chunks(2) {
        sheet.keys(pair.iter().map(|field| (field_name(*field), Act::Field(*field))));
    }
    let mark = |s: ClientStage| if s == lead.stage { t("kind-chosen") } else { t("kind-other") };
    sheet.keys(ClientStage::ALL.map(|s| (mark(s).with("kind", stage_name(s)), Act::Stage(s))));
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What a client is to us, in a word.
pub fn stage_name(stage: ClientStage) -> Phrase {
    Phrase::new(format!("stage-{}", stage.id()))
}

/// A field by its name.
pub fn field_name(field: Field) -> Phrase {
    Phrase::new(format!("field-{}", field.id()))
}

/// How the question for one field looks.
pub fn field_view(room: &Room<'_>, id: LeadId, field: Field, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    sheet.title(lead_line(room, &lead)?);
    sheet.plain(Phrase::new(format!("field-{}.ask", field.id())));
    let seen = may_see_number(room, &lead)?;
    let now = match field {
        Field::Name => lead.name.as_deref().map(raw),
        Field::Contact => lead.contact.as_deref().map(raw),
        Field::City => lead.city.as_deref().map(raw),
        Field::Business => lead.field.as_deref().map(raw),
        Field::Email => lead.email.as_deref().map(raw),
        Field::Phone => telephone(room, &lead)?,
        Field::OtherPhone => lead.other_phone.as_deref().filter(|_| seen).map(raw),
        Field::Recommended => lead.recommended.as_deref().map(raw),
    };
    if let Some(now) = now {
        sheet.aside(t("now-is").with("value", now));
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// Takes a typed field.
pub fn field_typed(turn: &mut Turn<'_>, id: LeadId, field: Field, text: &str) -> Result<()> {
    let mut lead = turn.lead(id)?;
    if field == Field::Phone {
        return phone_typed(turn, lead, text);
    }
    if matches!(field, Field::City | Field::Business) && notes::is_mistaken(turn, text) {
        turn.remark(t("time-not-asked"));
        turn.remark(t("time-again"));
        return Ok(());
    }
    if field == Field::Contact && wish::for_name(turn, text) {
        return Ok(());
    }
    match set(&mut lead, field, text) {
        Ok(_) => {
            turn.changes.push(Change::Lead(lead));
            turn.remark(t("card-changed"));
            incoming::card_changed(turn, id)?;
            after(turn, id)?;
        }
        Err(why) => turn.remark(why),
    }
    Ok(())
}

/// Puts a typed value on the card.
///
/// # Errors
/// What the reader is told where the value is none.
pub fn set(lead: &mut Lead, field: Field, text: &str) -> Result<String, Phrase> {
    let value = match field {
        Field::Email => typed::email(text)?,
        _ => typed::short(text)?,
    };
    let place = match field {
        Field::Name => &mut lead.name,
        Field::Contact => &mut lead.contact,
        Field::City => &mut lead.city,
        Field::Business => &mut lead.field,
        Field::Email => &mut lead.email,
        Field::Recommended => &mut lead.recommended,
        Field::OtherPhone => &mut lead.other_phone,
        Field::Phone => return Err(t("not-a-number")),
    };
    *place = Some(value.clone());
    Ok(value)
}

fn phone_typed(turn: &mut Turn<'_>, mut lead: Lead, text: &str) -> Result<()> {
    let promised = lead.do_not_call.is_some() || lead.closed.is_some();
    if promised && !turn.me.is(Role::Supervisor) {
        // Otherwise the old number would be free to be called again.
        turn.remark(t("phone-locked"));
        after(turn, lead.id)?;
        return Ok(());
    }
    let Some(phone) = Phone::parse(text, &turn.house.campaign.country) else {
        turn.remark(t("not-a-number"));
        return Ok(());
    };
    match turn.facts.lead_by_phone(&lead.campaign, &phone)? {
        Some(other) if other != lead.id => {
            turn.remark(t("phone-taken").with("id", other.0));
        }
        None if forget::is_promised(turn, &phone)? => turn.remark(t("do-not-call-number")),
        _ => {
            let id = lead.id;
            turn.desk.typed(id);
            lead.phone = Some(phone);
            turn.changes.push(Change::Lead(lead));
            turn.remark(t("card-changed"));
            after(turn, id)?;
        }
    }
    Ok(())
}

/// Back to what is in hand for this lead, else to its card. A corrected card may turn a refused
/// code into a right one.
fn after(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    if turn.desk.draft.as_ref().is_some_and(|draft| draft.lead == id) {
        return flow::advance(turn);
    }
    turn.go(match &turn.desk.walk {
        Some(walk) if walk.is_with(id) => Screen::Step,
        _ => Screen::Lead(id),
    });
    Ok(())
}

/// What the keys do.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, id: LeadId, act: &Act) -> Result<()> {
    match act {
        Act::Field(field) => turn.go(Screen::Field(id, *field)),
        Act::Stage(stage) => {
            let mut lead = turn.lead(id)?;
            lead.stage = *stage;
            turn.changes.push(Change::Lead(lead));
            incoming::card_changed(turn, id)?;
        }
        _ => turn.go(Screen::Lead(id)),
    }
    Ok(())
}

/// How the question before the do-not-call list looks.
pub fn do_not_call_view(room: &Room<'_>, id: LeadId, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    sheet.title(lead_line(room, &lead)?);
    sheet.plain(t("do-not-call-ask"));
    sheet.keys([(t("key-do-not-call-yes"), Act::Yes), (t("key-back"), Act::Back)]);
    Ok(())
}

/// Puts the lead on the do-not-call list.
pub fn do_not_call_press(turn: &mut Turn<'_>, id: LeadId, act: &Act) -> Result<()> {
    turn.go(Screen::Lead(id));
    if *act != Act::Yes {
        return Ok(());
    }
    let mut lead = turn.lead(id)?;
    lead.do_not_call = Some(DoNotCall { by: turn.me.id, at: turn.now, code: None });
    turn.changes.push(Change::Lead(lead));
    if let Some(recall) = turn.facts.open_recall(id)? {
        save::close_recall(turn, recall)?;
    }
    // A call that came in goes on.
    if turn.desk.unfinished() == Some(id) && !super::more::is_inbound(turn.desk.walk.as_ref()) {
        turn.desk.clear();
    }
    turn.remark(t("do-not-call-done"));
    Ok(())
}
