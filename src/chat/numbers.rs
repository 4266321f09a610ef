//! Numbers that people type: of telephones and of questionnaires.

use anyhow::Result;

use crate::domain::lead::LeadId;
use crate::domain::phone::{Named, Phone, named_in};
use crate::words::Phrase;

use super::flow;
use super::turn::{Room, Turn};
use super::view::{raw, t};

/// What a typed number leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// To this lead, entered now if the telephone number is new.
    Lead(LeadId),
    /// To nobody: the client asked not to be called, and was forgotten.
    DoNotCall,
    /// To no questionnaire.
    NoSuchQuestionnaire(u32),
    /// It is no number.
    Nothing,
}

/// Looks a typed number up.
///
/// # Errors
/// The store's.
pub fn find(turn: &mut Turn<'_>, text: &str) -> Result<Found> {
    let campaign = &turn.house.campaign;
    match named_in(text, &campaign.country, campaign.routing.area_code.as_deref()) {
        Some(Named::Phone(phone)) => of_phone(turn, phone),
        Some(Named::Questionnaire(number)) => Ok(match turn.facts.lead(LeadId(number))? {
            Some(lead) => Found::Lead(lead.id),
            None => Found::NoSuchQuestionnaire(number),
        }),
        None => Ok(Found::Nothing),
    }
}

fn of_phone(turn: &mut Turn<'_>, phone: Phone) -> Result<Found> {
    Ok(flow::lead_for(turn, phone)?.map_or(Found::DoNotCall, Found::Lead))
}

/// The lead that a number names, without entering a new one; else what the reader is told. The
/// number of a questionnaire is taken as it is: the audit trail knows more leads than there are.
///
/// # Errors
/// The store's.
pub fn known(room: &Room<'_>, text: &str) -> Result<Result<LeadId, Phrase>> {
    let campaign = &room.house.campaign;
    Ok(match named_in(text, &campaign.country, campaign.routing.area_code.as_deref()) {
        Some(Named::Questionnaire(number)) => Ok(LeadId(number)),
        Some(Named::Phone(phone)) => room
            .facts
            .lead_by_phone(&campaign.id, &phone)?
            .ok_or_else(|| t("no-such-phone").with("phone", raw(&phone.pretty()))),
        None => Err(t("not-a-number")),
    })
}

/// The telephone number inside a line, where nothing but a number is expected: «tel. 8 499 …,
/// extension 12», «8 499 … Ivan».
///
/// # Errors
/// The store's.
pub fn find_inside(turn: &mut Turn<'_>, text: &str) -> Result<Found> {
    let found = find(turn, text)?;
    if found != Found::Nothing {
        return Ok(found);
    }
    let part = |c: char| c.is_ascii_digit() || "+()- .\u{2010}\u{2011}\u{2013}\u{a0}".contains(c);
    let runs = text.split(|c| !part(c)).map(str::trim);
    let campaign = &turn.house.campaign;
    let (country, area) = (&campaign.country, campaign.routing.area_code.as_deref());
    match runs.filter_map(|run| Phone::parse_in(run, country, area)).next() {
        Some(phone) => of_phone(turn, phone),
        None => Ok(Found::Nothing),
    }
}
