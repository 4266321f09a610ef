//! Saves a result as an attempt, with all that follows from it: the lead's state, the recall, the
//! request for the customer's consent.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::attempt::{Disposition, Draft, Verdict};
use crate::domain::codes::CodeId;
use crate::domain::consent::Ask;
use crate::domain::lead::{Closed, DoNotCall, Lead, LeadId};
use crate::domain::people::PersonId;
use crate::domain::recall::{DueKind, Recall, RecallId, State};
use crate::domain::record::{Attempt, Change, Counter, Standing};
use crate::words::Phrase;

use super::dates;
use super::desk::Screen;
use super::flow::{self, advance, gate, verdict};
use super::learning;
use super::notices;
use super::outcome;
use super::say::comment;
use super::told;
use super::turn::{Room, Turn};
use super::view::t;

/// Saves the draft as an attempt, with all that follows from it. Shows the card again where
/// somebody else's attempt has come in between.
///
/// # Errors
/// The store's.
pub fn save(turn: &mut Turn<'_>, shown: u16) -> Result<()> {
    let Some(draft) = turn.desk.draft.clone() else {
        turn.go(Screen::Home);
        return Ok(());
    };
    if draft.is_open() {
        // Nobody has said yet what happened.
        return advance(turn);
    }
    let lead = turn.lead(draft.lead)?;
    let (number, verdict) = verdict(turn, &lead, &draft)?;
    let Verdict::Ready(result) = verdict else { return advance(turn) };
    if gate(turn, &lead)?.is_some() {
        // The call was made, but a colleague's result came first: kept aside, in nobody's way.
        turn.remark(t("not-saved"));
        outcome::put_aside(turn)?;
        turn.go(Screen::Gate(lead.id));
        return Ok(());
    }
    if number != shown {
        turn.remark(t("card-overtaken"));
        return advance(turn);
    }
    if let Some(why) = stale_date(turn, &lead, &result) {
        turn.remark(why);
        if draft.when.is_some() {
            turn.go(Screen::Time);
            return Ok(());
        }
        let spread = flow::spread(turn, &lead);
        let mut draft = Draft { spread, ..draft };
        if let Some(told) = told::of_draft(turn, &lead, &draft) {
            told.keep_off(turn, &lead, &mut draft);
        }
        turn.desk.draft = Some(draft);
        return advance(turn);
    }
    record(turn, lead, number, &draft, &result)?;
    turn.desk.clear();
    turn.go(Screen::Saved(draft.lead, number));
    Ok(())
}

/// A date that was allowed when the card was drawn may have passed since.
fn stale_date(room: &Room<'_>, lead: &Lead, result: &Disposition) -> Option<Phrase> {
    let due = result.due?;
    let why = dates::place(room, lead, due.kind, due.at).err()?;
    Some(dates::refusal(room, lead, why))
}

fn record(
    turn: &mut Turn<'_>,
    mut lead: Lead,
    number: u16,
    draft: &Draft,
    result: &Disposition,
) -> Result<()> {
    let (now, me) = (turn.now, turn.me.id);
    let campaign = turn.house.campaign.id.clone();
    let said = comment(turn, draft, result.ordinal);
    let comment = turn.house.words.say(&turn.house.campaign.record, &said);
    let attempt = Attempt {
        lead: lead.id,
        number,
        campaign,
        by: me,
        at: now,
        code: result.code.clone(),
        situation: draft.situation.clone(),
        comment,
        standing: if result.consent { Standing::Pending } else { Standing::Good },
        next: result.due.map(|due| due.at),
        objections: draft.objections,
        script: draft.script.clone(),
    };
    lead.attempts = lead.attempts.max(number);
    lead.kind = None;
    learning::noted(turn, &mut lead, draft)?;
    if let Some(old) = turn.facts.open_recall(lead.id)? {
        close_recall(turn, old)?;
    }
    if result.consent {
        turn.changes.push(Change::Lead(lead.clone()));
        turn.changes.push(Change::Attempt(attempt));
        notices::withdraw(turn, lead.id)?;
        if !turn.request(Ask::Consent { attempt: number }, lead.id)? {
            turn.remark(t("nobody-to-ask"));
        }
        return Ok(());
    }
    if let Some(due) = result.due {
        add_recall(turn, &lead, number, me, due.at, due.kind, due.agreed)?;
    }
    let closed_by = result.closes.then_some(&draft.situation);
    let by_code = turn.house.codes.get(&draft.situation).is_some_and(|code| code.do_not_call);
    settle_lead(&mut lead, closed_by, by_code, turn);
    if result.do_not_call && !by_code {
        // The client asked for it: no result says so.
        lead.do_not_call = Some(DoNotCall { by: me, at: now, code: None });
        turn.remark(t("do-not-call-done"));
    }
    turn.changes.push(Change::Lead(lead));
    turn.changes.push(Change::Attempt(attempt));
    Ok(())
}

/// What a result that counts makes of the lead.
fn settle_lead(lead: &mut Lead, closed_by: Option<&CodeId>, do_not_call: bool, room: &Room<'_>) {
    let at = room.now;
    let code = closed_by.and_then(|code| room.house.codes.get(code));
    if let Some(stage) = code.and_then(|code| code.stage) {
        lead.stage = lead.stage.max(stage);
    }
    lead.closed = closed_by.map(|code| Closed { code: code.clone(), at });
    if do_not_call {
        lead.do_not_call = Some(DoNotCall { by: room.me.id, at, code: closed_by.cloned() });
    }
}

fn add_recall(
    turn: &mut Turn<'_>,
    lead: &Lead,
    attempt: u16,
    owner: PersonId,
    due: DateTime<Utc>,
    kind: DueKind,
    agreed: bool,
) -> Result<()> {
    let recall = Recall {
        id: RecallId(turn.take(Counter::Recall)?),
        campaign: lead.campaign.clone(),
        lead: lead.id,
        attempt,
        inquiry: None,
        owner,
        due,
        kind,
        agreed,
        state: State::Waiting,
        wake: Some(due),
        notice: None,
    };
    turn.changes.push(Change::Recall(recall));
    Ok(())
}

/// Closes a recall and has its message drawn again.
///
/// # Errors
/// The store's.
pub fn close_recall(turn: &mut Turn<'_>, mut recall: Recall) -> Result<()> {
    turn.retell(&recall)?;
    recall.close();
    turn.changes.push(Change::Recall(recall));
    Ok(())
}

/// The customer's consent was given or declined for an attempt: it counts, or needs another result.
///
/// # Errors
/// The store's.
pub fn consent_answered(turn: &mut Turn<'_>, lead: LeadId, number: u16, yes: bool) -> Result<()> {
    let attempt = turn.facts.attempt(lead, number)?;
    let Some(mut attempt) = attempt.filter(|attempt| attempt.standing == Standing::Pending) else {
        return Ok(());
    };
    let mut lead = turn.lead(lead)?;
    attempt.standing = if yes { Standing::Good } else { Standing::Declined };
    if yes && let Some(code) = turn.house.codes.get(&attempt.code) {
        // A promise that was made meanwhile counts for more.
        if let Some(due) = attempt.next.filter(|_| lead.do_not_call.is_none()) {
            let kind = dates::due_kind(code);
            add_recall(turn, &lead, number, attempt.by, due, kind, true)?;
        }
        settle_lead(&mut lead, Some(&attempt.code), code.do_not_call, turn);
        turn.changes.push(Change::Lead(lead));
    }
    turn.changes.push(Change::Attempt(attempt));
    Ok(())
}
