//! What the rules say, as phrases: names of codes and leads, comments, reasons, refusals.

use anyhow::Result;

use crate::domain::attempt::{Draft, Refusal, Rule, Said};
use crate::domain::codes::{CodeId, Early, Need};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::people::Role;
use crate::words::{Arg, Phrase, TimeStyle};

use super::turn::Room;
use super::view::{raw, t};

/// The comment that the next operator reads, in the record's language.
pub fn comment(room: &Room<'_>, draft: &Draft, ordinal: u16) -> Phrase {
    let campaign = &room.house.campaign;
    let mut phrase = Phrase::new(["code-", draft.situation.as_str(), ".comment"].concat());
    phrase = phrase.with("call", ordinal);
    for (need, name) in [
        (Need::Reason, "reason"),
        (Need::Relation, "relation"),
        (Need::Competitor, "competitor"),
        (Need::Fault, "fault"),
        (Need::Refusal, "refusal"),
    ] {
        let value: Arg = match draft.answers.get(&need) {
            // Selects a wording: the id itself.
            Some(Said::Chip(id)) if need == Need::Refusal => id.as_str().into(),
            Some(Said::Chip(id)) => Phrase::new(format!("chip-{id}")).into(),
            Some(Said::Text(text)) => text.as_str().into(),
            _ => "".into(),
        };
        phrase = phrase.with(name, value);
    }
    let at = draft.when.unwrap_or(draft.spread);
    phrase
        .with("when", Arg::Time(at, campaign.zone, TimeStyle::Short))
        .in_lang(campaign.record.clone())
}

/// The sentence that says which rule led to a result.
pub fn rule(rule: Rule, ordinal: u16) -> Phrase {
    let phrase = match rule {
        Rule::Intermediate { of } => t("rule-intermediate").with("of", of),
        Rule::LastCall { of } => t("rule-last-call").with("of", of),
        Rule::Early(Early::Objections) => t("rule-early-objections"),
        Rule::Early(Early::LongAbsence) => t("rule-early-absence"),
        Rule::First => t("rule-first"),
        Rule::Agreed => t("rule-agreed"),
    };
    phrase.with("call", ordinal)
}

/// Why a code is refused, and what would be right.
pub fn refused(room: &Room<'_>, refusal: &Refusal) -> Phrase {
    let campaign = &room.house.campaign;
    match refusal {
        Refusal::Unknown => t("refused-unknown"),
        Refusal::LastCall { of } => t("refused-last-call").with("of", *of),
        Refusal::Stages => t("refused-stages"),
        Refusal::NoTransfer => t("refused-transfer"),
        Refusal::City { theirs } => t("refused-city")
            .with("ours", campaign.text(&campaign.city, &room.me.lang))
            .with("theirs", theirs.as_str()),
        Refusal::DataGiven => t("refused-data"),
    }
}

/// A code by its name in the reader's language.
pub fn code_name(code: &CodeId) -> Phrase {
    Phrase::new(["code-", code.as_str()].concat())
}

/// A lead in one line: number of the questionnaire, name if it has one, else its telephone.
///
/// # Errors
/// The store's.
pub fn lead_line(room: &Room<'_>, lead: &Lead) -> Result<Phrase> {
    let name = match &lead.name {
        Some(name) => raw(name),
        None => telephone(room, lead)?.unwrap_or_else(|| t("lead-forgotten")),
    };
    Ok(t("lead-line").with("id", lead.id.0).with("name", name))
}

/// Whom a call is with, in one line, also where nobody knows who is calling.
///
/// # Errors
/// The store's.
pub fn caller_line(room: &Room<'_>, lead: Option<LeadId>) -> Result<Phrase> {
    match lead {
        Some(id) => lead_line(room, &room.lead(id)?),
        None => Ok(t("caller-unknown")),
    }
}

/// A lead's telephone number as the reader may see it; none: it has none. There is no other place
/// that shows one.
///
/// # Errors
/// The store's.
pub fn telephone(room: &Room<'_>, lead: &Lead) -> Result<Option<Phrase>> {
    let Some(phone) = &lead.phone else { return Ok(None) };
    let seen = may_see_number(room, lead)?;
    Ok(Some(raw(&if seen { phone.pretty() } else { phone.masked() })))
}

/// Who sees a telephone number in full: supervisors and administrators all of them; an operator
/// what he has just typed, and the numbers of his leads: entered by him, called by him, or due to
/// be called by him (which a reminder or a colleague made his).
///
/// # Errors
/// The store's.
pub fn may_see_number(room: &Room<'_>, lead: &Lead) -> Result<bool> {
    let me = room.me;
    let Some(phone) = &lead.phone else { return Ok(false) };
    if me.is(Role::Supervisor) || lead.by == me.id || room.typed.contains(&lead.id) {
        return Ok(true);
    }
    if room.facts.open_recall(lead.id)?.is_some_and(|recall| recall.owner == me.id) {
        return Ok(true);
    }
    if room.facts.attempts(lead.id)?.iter().any(|attempt| attempt.by == me.id) {
        return Ok(true);
    }
    // Whoever named the caller by the questionnaire has not learnt the number by it.
    let told = |inquiry: &Inquiry| inquiry.by == me.id && inquiry.tells(phone);
    Ok(room.facts.inquiries(lead.id)?.iter().any(told))
}

/// A time zone as people read it: by the texts' name for it, else by its city.
pub fn zone_name(room: &Room<'_>, zone: chrono_tz::Tz) -> Phrase {
    let id = format!("zone-{}", zone.name().replace(['/', '_'], "-").to_lowercase());
    if room.house.words.has(&room.me.lang, &id, None) {
        return Phrase::new(id);
    }
    raw(&zone.name().rsplit('/').next().unwrap_or(zone.name()).replace('_', " "))
}

/// The official name in the record's language; beside it the reader's, where they differ.
pub fn official(room: &Room<'_>, code: &CodeId) -> Phrase {
    let record = &room.house.campaign.record;
    let name = code_name(code).in_lang(record.clone());
    if *record == room.me.lang {
        return name;
    }
    t("official-and-own").with("official", name).with("own", code_name(code))
}

/// When a code is right, in one line.
pub fn code_hint(code: &CodeId) -> Phrase {
    Phrase::new(["code-", code.as_str(), ".hint"].concat())
}
