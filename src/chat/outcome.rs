//! How a call that came in ends: what is recorded of it, what becomes of the caller's card, the call
//! back that was promised. A call that is left before it has ended is recorded as well.

use anyhow::Result;
use chrono::{DateTime, Duration, NaiveTime, Utc};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::forget::Gone;
use crate::domain::inbound::{ClientStage, Inbound};
use crate::domain::inquiry::{Inquiry, Register};
use crate::domain::lead::{Field, Lead};
use crate::domain::message::{Form, MessageId};
use crate::domain::notice::{Body, NoticeId};
use crate::domain::people::PersonId;
use crate::domain::phone::Phone;
use crate::domain::recall::{DueKind, Recall, RecallId, State};
use crate::domain::record::{Change, Counter};
use crate::domain::script::{Datum, DatumKind, Outcome, Promise, Script};
use crate::domain::walk::Walk;
use crate::words::{Arg, TimeStyle};

use super::desk::Screen;
use super::mail;
use super::manager;
use super::record_text;
use super::save::close_recall;
use super::turn::{Room, Turn};
use super::view::t;
use super::{flow, screens};

/// A way of the script has led to its end. Where a call back was promised, a number and a time may
/// have to be asked first.
///
/// # Errors
/// The store's.
pub fn end(turn: &mut Turn<'_>, id: &str) -> Result<()> {
    let room = **turn;
    let Some(walk) = turn.desk.walk.clone() else { return Ok(()) };
    let Some((script, _)) = flow::script_of(&room, &walk) else { return Ok(()) };
    let Some(outcome) = script.outcome(id) else { return Ok(()) };
    if outcome.message && walk.inbound.as_ref().is_some_and(|inbound| inbound.manager.is_none()) {
        turn.remark(t("message-for-whom"));
        turn.go(Screen::Asked(String::new()));
        return Ok(());
    }
    let Some(promise) = outcome.recall else { return finish(turn, outcome, None) };
    let Some(lead) = walk.lead else {
        turn.go(Screen::Promised(id.to_owned()));
        return Ok(());
    };
    if turn.lead(lead)?.do_not_call.is_some() {
        turn.remark(t("promise-do-not-call"));
        return finish(turn, outcome, None);
    }
    match promise {
        Promise::ShiftEnd => {
            let due = shift_end(turn);
            finish(turn, outcome, Some((due, DueKind::ShiftEnd)))
        }
        Promise::When => {
            turn.go(Screen::Promised(id.to_owned()));
            Ok(())
        }
    }
}

/// The operator's shift ends then; soon, where that has passed already.
fn shift_end(room: &Room<'_>) -> DateTime<Utc> {
    let campaign = &room.house.campaign;
    let minute = campaign.shift_ends.unwrap_or(campaign.permitted.to);
    let today = room.now.with_timezone(&campaign.zone).date_naive();
    let start = today.and_time(NaiveTime::MIN);
    let at = start + Duration::minutes(i64::from(minute));
    let end = crate::domain::calendar::moment(campaign.zone, at);
    end.max(room.now + Duration::minutes(SOON))
}

/// Minutes after which a shift is over that should have been over already.
const SOON: i64 = 30;

/// The time of the promised call is known; none: there will be no call.
///
/// # Errors
/// The store's.
pub fn promised(turn: &mut Turn<'_>, id: &str, at: Option<DateTime<Utc>>) -> Result<()> {
    let room = **turn;
    let Some(walk) = turn.desk.walk.clone() else { return Ok(()) };
    let Some((script, _)) = flow::script_of(&room, &walk) else { return Ok(()) };
    match script.outcome(id) {
        Some(outcome) => finish(turn, outcome, at.map(|at| (at, DueKind::Promise))),
        None => Ok(()),
    }
}

fn finish(
    turn: &mut Turn<'_>,
    outcome: &Outcome,
    promise: Option<(DateTime<Utc>, DueKind)>,
) -> Result<()> {
    let Some(walk) = turn.desk.walk.take() else { return Ok(()) };
    turn.desk.draft = None;
    let id = record(turn, turn.me.id, walk, End { outcome: Some(outcome), promise, words: None })?;
    turn.go(Screen::Inquiry(id));
    Ok(())
}

/// How a call ended.
#[derive(Clone, Copy, Default)]
struct End<'a> {
    /// By the script; none: it was broken off.
    outcome: Option<&'a Outcome>,
    /// The call back that was promised.
    promise: Option<(DateTime<Utc>, DueKind)>,
    /// In the operator's own words.
    words: Option<&'a str>,
}

/// The call in hand, which came in, ends in none of the script's ways: it is recorded with what the
/// operator says of it, and with the call back that was promised.
///
/// # Errors
/// The store's.
pub fn end_in_words(
    turn: &mut Turn<'_>,
    words: &str,
    promise: Option<DateTime<Utc>>,
) -> Result<()> {
    let Some(walk) = turn.desk.walk.take() else { return Ok(()) };
    turn.desk.draft = None;
    let promise = promise.map(|at| (at, DueKind::Promise));
    let id = record(turn, turn.me.id, walk, End { outcome: None, promise, words: Some(words) })?;
    turn.go(Screen::Inquiry(id));
    Ok(())
}

/// The call in hand, if it came in, is given up: what is known of it is recorded.
///
/// # Errors
/// The store's.
pub fn leave(turn: &mut Turn<'_>) -> Result<()> {
    if let Some(walk) = turn.desk.walk.take_if(|walk| walk.inbound.is_some()) {
        record(turn, turn.me.id, walk, End::default())?;
        turn.remark(t("inbound-left"));
    }
    turn.desk.clear();
    Ok(())
}

/// Somebody works here no longer: the calls that came in and that he has in hand or put aside are
/// recorded as they are.
///
/// # Errors
/// The store's.
pub fn break_off(turn: &mut Turn<'_>, who: PersonId) -> Result<()> {
    let Some(mut desk) = turn.facts.desk(who)? else { return Ok(()) };
    let came_in = |walk: &Walk| walk.inbound.is_some();
    let mut calls: Vec<Walk> = desk.walk.take_if(|walk| came_in(walk)).into_iter().collect();
    while let Some(aside) = desk.unshelve(|aside| aside.walk.as_ref().is_some_and(came_in)) {
        calls.extend(aside.walk);
    }
    if calls.is_empty() {
        return Ok(());
    }
    for walk in calls {
        record(turn, who, walk, End::default())?;
    }
    desk.stamp = desk.stamp.wrapping_add(1);
    desk.screen = Screen::Home;
    desk.remarks.clear();
    turn.desks.push((who, desk));
    Ok(())
}

/// Puts what is in hand aside. What was put aside before has to give way: a call that came in is
/// recorded as it is, anything else is dropped, and the person is told.
///
/// # Errors
/// The store's.
pub fn put_aside(turn: &mut Turn<'_>) -> Result<()> {
    let Some(before) = turn.desk.put_aside() else { return Ok(()) };
    let lead = before.lead();
    match before.walk.filter(|walk| walk.inbound.is_some()) {
        Some(walk) => {
            record(turn, turn.me.id, walk, End::default())?;
            turn.remark(t("inbound-left"));
        }
        None => screens::dropped(turn, lead)?,
    }
    Ok(())
}

/// Records a call that came in, with all that follows from it; gives its number.
fn record(turn: &mut Turn<'_>, by: PersonId, walk: Walk, end: End<'_>) -> Result<u64> {
    let room = **turn;
    let End { outcome, promise, words } = end;
    let script = flow::script_of(&room, &walk).map(|(script, _)| script);
    let mut lead = walk.lead.map(|id| turn.lead(id)).transpose()?;
    let said = outcome.and_then(|outcome| outcome.stage);
    let before = lead.as_ref().map_or(ClientStage::default(), |lead| lead.stage);
    let stage = said.map_or(before, |said| said.max(before));
    let mut text = record_text::make(turn, &walk, outcome, lead.as_ref(), promise)?;
    if let Some(words) = words {
        text += &record_text::words(turn, words);
    }
    let id = turn.take(Counter::Inquiry)?;
    let recall = match (&mut lead, promise) {
        (Some(lead), Some((due, kind))) => Some(promise_recall(turn, lead, Some(id), due, kind)?),
        _ => None,
    };
    if let Some(mut lead) = lead.filter(|lead| lead.phone.is_some()) {
        let old = lead.clone();
        card(&mut lead, script, &walk);
        lead.stage = stage;
        lead.kind = lead.kind.filter(|kind| !kind.is_inbound() || outcome.is_none());
        if lead != old {
            turn.changes.push(Change::Lead(lead));
        }
    }
    let message = match (outcome, &walk.inbound) {
        (Some(outcome), Some(inbound)) if outcome.message => {
            take_message(turn, &walk, inbound, id)?
        }
        _ => None,
    };
    let Some(mut inbound) = walk.inbound else { return Ok(id) };
    inbound.clocks.end_hold(turn.now);
    let every = script.and_then(|script| script.register);
    let every = every.filter(|_| outcome.is_none_or(|outcome| outcome.register));
    let register = every.map(|every| Register { every, done: None, notice: None, by: None });
    if let Some(every) = every {
        let at = turn.now + Duration::minutes(i64::from(every));
        turn.changes.push(Change::Alarm(Alarm::new(Subject::Inquiry(id), at)));
    }
    let step = walk.trail.last().map(|visit| visit.step.clone()).unwrap_or_default();
    turn.changes.push(Change::Inquiry(Inquiry {
        id,
        campaign: turn.house.campaign.id.clone(),
        by,
        lead: walk.lead,
        kind: walk.kind,
        script: walk.script,
        version: script.map_or(0, |script| script.version),
        step,
        switched_from: inbound.switched_from,
        outcome: outcome.map(|outcome| outcome.id.clone()),
        talk: outcome.is_none_or(|outcome| outcome.talk),
        stage,
        deal: said == Some(ClientStage::Client) && before != ClientStage::Client,
        filled: inbound.filled,
        passed: inbound.passed,
        transfers: inbound.handing.transfers,
        manager: inbound.manager,
        text,
        begun: inbound.begun,
        ended: turn.now,
        held: inbound.clocks.held,
        longest_hold: inbound.clocks.longest,
        register,
        recall,
        message,
    }));
    Ok(id)
}

/// The message form goes to the colleague who was asked for, with everything as it was told.
fn take_message(
    turn: &mut Turn<'_>,
    walk: &Walk,
    inbound: &Inbound,
    inquiry: u64,
) -> Result<Option<MessageId>> {
    let Some(to) = inbound.manager else { return Ok(None) };
    let mut form = Form::filled(|id| inbound.filled.get(id).cloned());
    let country = &turn.house.campaign.country;
    let told = form.number.as_deref().and_then(|text| Phone::parse(text, country));
    let caller = walk.lead.map(|id| turn.lead(id)).transpose()?;
    form.about = form.about.or_else(|| manager::matter(turn, walk));
    // Who gave no number is called back at the one from which he called.
    let phone = told.or_else(|| caller.filter(|_| form.number.is_none())?.phone);
    form.number = phone.map(|phone| phone.pretty()).or(form.number);
    let message = mail::send(turn, to, walk.lead, Some(inquiry), form)?;
    let name = turn.name(to)?;
    turn.remark(t("message-sent").with("name", name));
    Ok(Some(message.id))
}

/// What was told goes on the card.
fn card(lead: &mut Lead, script: Option<&Script>, walk: &Walk) {
    let (Some(script), Some(inbound)) = (script, &walk.inbound) else { return };
    for Datum { id, kind, card } in &script.data {
        let told = inbound.filled.get(id).filter(|_| *kind != DatumKind::Date);
        if let (Some(text), Some(field)) = (told, card.filter(|field| *field != Field::Phone)) {
            // What does not fit a card stays in the inquiry.
            let _ = screens::set_field(lead, field, text);
        }
    }
}

/// The call back that was promised takes the place of what was due before, and it is said of what. If that
/// was a colleague's he is told: the client expects the call of whoever promised it.
///
/// # Errors
/// The store's.
pub fn promise_recall(
    turn: &mut Turn<'_>,
    lead: &Lead,
    inquiry: Option<u64>,
    due: DateTime<Utc>,
    kind: DueKind,
) -> Result<RecallId> {
    let id = RecallId(turn.take(Counter::Recall)?);
    if let Some(old) = turn.facts.open_recall(lead.id)? {
        if old.owner == turn.me.id && old.due != due {
            let time = Arg::Time(old.due, turn.zone(), TimeStyle::Short);
            turn.remark(t("replaces-own").with("time", time));
        }
        relieve(turn, &old, id)?;
        close_recall(turn, old)?;
    }
    turn.changes.push(Change::Recall(Recall {
        id,
        campaign: lead.campaign.clone(),
        lead: lead.id,
        attempt: lead.attempts,
        inquiry,
        owner: turn.me.id,
        due,
        kind,
        agreed: true,
        state: State::Waiting,
        wake: Some(due),
        notice: None,
    }));
    Ok(id)
}

/// A recall that is somebody else's will not be made.
fn relieve(turn: &mut Turn<'_>, recall: &Recall, promise: RecallId) -> Result<()> {
    let owner = turn.facts.person(recall.owner)?;
    let Some(owner) = owner.filter(|owner| owner.id != turn.me.id && !owner.left) else {
        return Ok(());
    };
    turn.notify(owner.id, Body::Relieved { recall: recall.id, promise })?;
    let due = Arg::Time(recall.due, turn.zone(), TimeStyle::Short);
    turn.remark(t("relieves").with("name", owner.name).with("time", due));
    Ok(())
}

/// The shift ends: what was promised for its end is due now.
///
/// # Errors
/// The store's.
pub fn shift_over(turn: &mut Turn<'_>) -> Result<()> {
    let now = turn.now;
    let mut count = 0u32;
    for mut recall in turn.facts.recalls_of(turn.me.id, usize::MAX)? {
        let early = recall.kind == DueKind::ShiftEnd && recall.state == State::Waiting;
        if early && recall.due > now {
            recall.put_off(now);
            turn.changes.push(Change::Recall(recall));
            count += 1;
        }
    }
    if count > 0 {
        turn.remark(t("shift-promises").with("count", count));
    }
    Ok(())
}

/// The inquiry is recorded in the other system: nobody is reminded any more.
///
/// # Errors
/// The store's.
pub fn recorded(turn: &mut Turn<'_>, id: u64) -> Result<()> {
    let Some(mut inquiry) = turn.facts.inquiry(id)?.filter(|one| one.registrar() == turn.me.id)
    else {
        turn.still = true;
        turn.toast = Some(t("inquiry-not-yours"));
        return Ok(());
    };
    let now = turn.now;
    if inquiry.waits()
        && let Some(register) = &mut inquiry.register
    {
        register.done = Some(now);
        let notice = register.notice;
        turn.changes.push(Change::Gone(Gone::Alarm(Subject::Inquiry(id))));
        turn.changes.push(Change::Inquiry(inquiry));
        if let Some(notice) = notice {
            turn.redraw(NoticeId(notice))?;
        }
    }
    turn.toast = Some(t("recorded"));
    // Pressed on a reminder: another call may be in hand, whose screen stays.
    turn.still = turn.desk.screen != Screen::Inquiry(id);
    Ok(())
}
