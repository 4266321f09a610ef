//! The call back that an operator promises in words in which a call that came in is recorded. Nobody
//! confirms it: what is not clear is not promised, and the operator is told so.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::codes::CodeId;
use crate::domain::lead::Lead;
use crate::domain::recall::DueKind;
use crate::notes::calls;
use crate::notes::extract::{INBOUND, extract};
use crate::words::{Phrase, WhenError};

use super::dates;
use super::numbers;
use super::other_day;
use super::told;
use super::turn::Turn;
use super::view::t;

/// When to call back, as the operator's words say; where no call can be set then, the person is told.
///
/// # Errors
/// The store's.
pub fn promised(turn: &mut Turn<'_>, words: &str) -> Result<Option<DateTime<Utc>>> {
    let lead = turn.desk.walk.as_ref().and_then(|walk| walk.lead);
    let lead = lead.map(|id| turn.lead(id)).transpose()?;
    let why = match (recall_in(turn, words, lead.as_ref()), lead) {
        (None, _) => return Ok(None),
        (Some(Err(why)), _) => why,
        (Some(Ok(_)), None) => t("promise-whom"),
        (Some(Ok(_)), Some(lead)) if lead.do_not_call.is_some() => {
            turn.remark(t("promise-do-not-call"));
            return Ok(None);
        }
        (Some(Ok(at)), Some(lead)) => match dates::place(turn, &lead, DueKind::Promise, at) {
            Ok(placed) => return Ok(Some(placed.at)),
            Err(why) => dates::refusal(turn, &lead, why),
        },
    };
    turn.remark(t("promise-not-set").with("why", why));
    Ok(None)
}

/// When whoever has called is to be called back, as the words say; why not, where that can be none.
/// None: they name no such call.
fn recall_in(
    turn: &mut Turn<'_>,
    words: &str,
    lead: Option<&Lead>,
) -> Option<Result<DateTime<Utc>, Phrase>> {
    let room = **turn;
    let zone = room.zone();
    let client = lead.map_or(room.house.campaign.zone, |lead| room.lead_zone(lead));
    let local = room.now.with_timezone(&zone).naive_local();
    let words = &numbers::without_phones(&room, words);
    let setting = told::setting(&room, local);
    let code = CodeId::from(INBOUND);
    let ours = calls::ours(words, room.house.words.hints());
    let found = extract(&ours.text, Some(&code), &setting);
    let wrong = dates::wrong_in(&room, &ours.text, local);
    let wrong =
        wrong.filter(|why| matches!(why, WhenError::NoSuchDate(_) | WhenError::NoSuchTime(_)));
    let no_date =
        wrong.as_ref().map(|why| t("note-no-date").with("why", why.phrase_on(local.date())));
    // Of a bad hour the day is good.
    let when = found.when.filter(|_| !matches!(wrong, Some(WhenError::NoSuchDate(_))));
    let Some(parsed) = when else {
        // The time is that of another call.
        let other = || {
            let dated = extract(words, Some(&code), &setting).when.is_some();
            match (dated, ours.himself) {
                (true, true) => Some(t("promise-himself")),
                (true, false) if ours.over => Some(t("promise-over")),
                _ => None,
            }
        };
        return no_date.or_else(other).map(Err);
    };
    let fits = |at| lead.is_none_or(|lead| dates::place(&room, lead, DueKind::Promise, at).is_ok());
    let said = dates::Said { lang: &room.me.lang, zone, client, at: room.now };
    let below = &mut |span| turn.below(span);
    let moment = other_day::moment(&room, parsed, &said, &found.not_on, below, &fits);
    if let Some(why) = no_date.filter(|_| moment.is_ok()) {
        turn.remark(why);
    }
    let off = |at: DateTime<Utc>| found.not_on.contains(&at.with_timezone(&zone).date_naive());
    Some(match moment {
        Ok(moment) if off(moment.at) => Err(t("note-not-on")),
        moment => moment.map(|moment| moment.at),
    })
}
