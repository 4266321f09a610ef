//! Notices: messages beside the screen. Reminders, alerts, requests and their answers.

use anyhow::Result;

use crate::domain::consent::{Answer, Ask, Request};
use crate::domain::lead::LeadId;
use crate::domain::notice::{Body, Notice};
use crate::domain::people::Role;
use crate::domain::recall::{DueKind, Recall, RecallId, State};
use crate::domain::record::{Attempt, Change};
use crate::words::{Arg, Phrase, TimeStyle};

use super::clocks;
use super::desk::Screen;
use super::press::{Act, On};
use super::save;
use super::say::{code_name, lead_line};
use super::screens::{
    self, message_news, message_view, offer_view, outcome_view, recall_actions, recall_body,
    recall_in_list, role_name,
};
use super::turn::{Room, Turn};
use super::view::{Sheet, Style, View, raw, t};

/// So many recalls are named in one notice; the rest is counted.
const NAMED: usize = 10;

/// What a notice shows now.
///
/// # Errors
/// The store's.
pub fn view(room: &Room<'_>, notice: &Notice) -> Result<View> {
    let mut sheet = Sheet::new(On::Notice(notice.id));
    let s = &mut sheet;
    let leads = matches!(notice.body, Body::Overdue { .. } | Body::Request { .. });
    match &notice.body {
        // Whoever leads no longer is not shown it any more.
        _ if leads && !room.me.is(Role::Supervisor) => s.plain(forbidden(Role::Supervisor)),
        Body::Due { recalls } => due(room, notice, recalls, s)?,
        Body::Overdue { recalls } => overdue(room, recalls, s)?,
        Body::Handed { recalls, from } => {
            s.plain(t("handed-by").with("name", room.name_at(*from, notice.at)?));
            due(room, notice, recalls, s)?;
        }
        Body::Relieved { recall, promise } => relieved(room, *recall, *promise, s)?,
        Body::Request { request } => request_view(room, *request, s)?,
        Body::Answer { request } => answer_view(room, *request, s)?,
        Body::Message { message } => message_view(room, notice, *message, s)?,
        Body::MessageNews { message } => message_news(room, *message, s)?,
        Body::Role if room.me.left => s.plain(t("you-left")),
        Body::Role => s.plain(t("you-are").with("role", role_name(room.me.role))),
        Body::Joined { who } => {
            let role = room.facts.person(*who)?.map_or(Role::Operator, |person| person.role);
            s.plain(t("joined").with("name", raw(&room.name(*who)?)).with("role", role_name(role)));
        }
        Body::Hold => screens::hold::ping(room, notice, s)?,
        Body::Mark => screens::hold::mark(room, notice, s)?,
        Body::Unrecorded { inquiry } => screens::unrecorded(room, *inquiry, s)?,
        Body::Offer { offer } => offer_view(room, *offer, s)?,
        Body::Offered { offer } => outcome_view(room, *offer, s)?,
        // What is said about a file is known when it is made.
        Body::File { .. } => {}
    }
    Ok(sheet.view)
}

/// Whether only the newest message of a notice counts, and none once it is over.
pub fn passes(notice: &Notice) -> bool {
    matches!(notice.body, Body::Hold | Body::Mark)
}

/// Whether a notice makes no sound.
pub fn is_quiet(notice: &Notice) -> bool {
    matches!(notice.body, Body::Mark)
}

/// Whether there is nothing left to do about the recalls that a notice tells of: whoever has not
/// seen it does not need to.
pub fn is_over(notice: &Notice, view: &View) -> bool {
    if passes(notice) {
        return view.lines.is_empty();
    }
    let of_recalls =
        matches!(notice.body, Body::Due { .. } | Body::Overdue { .. } | Body::Handed { .. });
    of_recalls && view.keys.is_empty()
}

/// All that somebody sees who works here no longer.
pub fn gone() -> View {
    let mut sheet = Sheet::new(On::Screen(0));
    sheet.plain(t("you-left"));
    sheet.view
}

/// What only those may who have this role.
pub fn forbidden(least: Role) -> Phrase {
    t("command-forbidden").with("role", role_name(least))
}

/// That there is no room on the disk: nothing is saved until there is.
pub fn disk_full() -> View {
    let mut sheet = Sheet::new(On::Screen(0));
    sheet.plain(t("disk-full"));
    sheet.view
}

/// The recalls of a notice that are still to be done by the reader.
fn mine(room: &Room<'_>, notice: &Notice, ids: &[RecallId]) -> Result<Vec<Recall>> {
    let mut open = Vec::new();
    for id in ids {
        let recall = room.facts.recall(*id)?.filter(Recall::is_open);
        open.extend(recall.filter(|r| {
            r.owner == room.me.id && r.notice == Some(notice.id.0) && r.state != State::Taken
        }));
    }
    Ok(open)
}

fn due(room: &Room<'_>, notice: &Notice, ids: &[RecallId], sheet: &mut Sheet) -> Result<()> {
    if let [id] = ids {
        return one(room, notice, *id, sheet);
    }
    let open = mine(room, notice, ids)?;
    if open.is_empty() {
        sheet.plain(t("due-all-done").with("count", ids.len()));
        return Ok(());
    }
    if matches!(notice.body, Body::Due { .. }) {
        sheet.title(t("due-title").with("count", open.len()));
    }
    let today = room.now.with_timezone(&room.zone()).date_naive();
    for recall in open.iter().take(NAMED) {
        let lead = room.lead(recall.lead)?;
        let late = minutes_late(notice, recall) > 1;
        sheet.plain(recall_in_list(room, recall, &lead, today, late)?);
        sheet.keys([(lead_line(room, &lead)?, Act::Recall(recall.id.0))]);
    }
    more(open.len(), sheet);
    Ok(())
}

/// How long after its time a recall was told of.
fn minutes_late(notice: &Notice, recall: &Recall) -> i64 {
    (notice.at - recall.due).num_minutes()
}

/// A reminder of one recall: everything to call at once, in one tap.
fn one(room: &Room<'_>, notice: &Notice, id: RecallId, sheet: &mut Sheet) -> Result<()> {
    let Some(recall) = room.facts.recall(id)? else {
        sheet.plain(t("recall-closed"));
        return Ok(());
    };
    let lead = room.lead(recall.lead)?;
    let line = lead_line(room, &lead)?;
    if lead.phone.is_none() {
        sheet.plain(line);
    } else if !recall.is_open() {
        sheet.plain(t("reminder-done").with("lead", line));
    } else if recall.owner != room.me.id {
        let name = room.name(recall.owner)?;
        sheet.plain(t("reminder-theirs").with("lead", line).with("name", name));
    } else if recall.notice != Some(notice.id.0) || recall.state == State::Taken {
        sheet.plain(t("reminder-taken").with("lead", line));
    } else if recall.state == State::Waiting && matches!(notice.body, Body::Due { .. }) {
        let time = Arg::Time(recall.due, room.zone(), TimeStyle::Long);
        sheet.plain(t("reminder-later").with("lead", line).with("time", time));
    } else {
        let late = minutes_late(notice, &recall);
        if late >= 0 {
            sheet.title(match (recall.kind, late > 1) {
                (DueKind::Call, _) => t("reminder-call"),
                (DueKind::Visit, _) => t("reminder-visit"),
                (_, true) => t("reminder-late"),
                (_, false) => t("reminder"),
            });
        }
        recall_body(room, &recall, sheet)?;
        recall_actions(room, &recall, sheet);
    }
    Ok(())
}

/// Whose call takes the place of the reader's, and when it is due.
fn relieved(room: &Room<'_>, recall: RecallId, promise: RecallId, sheet: &mut Sheet) -> Result<()> {
    let (Some(own), Some(promise)) = (room.facts.recall(recall)?, room.facts.recall(promise)?)
    else {
        return Ok(());
    };
    let lead = room.lead(promise.lead)?;
    let line = lead_line(room, &lead)?;
    if lead.phone.is_none() {
        sheet.plain(line);
        return Ok(());
    }
    let time = |at| Arg::Time(at, room.zone(), TimeStyle::Short);
    let relieved = t("relieved")
        .with("lead", line)
        .with("name", room.name(promise.owner)?)
        .with("time", time(promise.due))
        .with("own", time(own.due));
    sheet.plain(relieved);
    sheet.keys([(t("key-card"), Act::Lead(lead.id.0))]);
    Ok(())
}

fn overdue(room: &Room<'_>, ids: &[RecallId], sheet: &mut Sheet) -> Result<()> {
    let mut open = Vec::new();
    for id in ids {
        let recall = room.facts.recall(*id)?;
        open.extend(recall.filter(|recall| recall.state == State::Overdue));
    }
    if ids.is_empty() {
        sheet.plain(t("overdue-moved"));
        return Ok(());
    }
    if open.is_empty() {
        sheet.plain(t("overdue-all-done").with("count", ids.len()));
        return Ok(());
    }
    sheet.title(t("overdue-title").with("count", open.len()));
    for recall in open.iter().take(NAMED) {
        let lead = room.lead(recall.lead)?;
        let line = t("overdue-line")
            .with("lead", lead_line(room, &lead)?)
            .with("owner", room.name(recall.owner)?)
            .with("time", Arg::Time(recall.due, room.zone(), TimeStyle::Short));
        sheet.plain(line);
        sheet.keys([(
            t("key-assign").with("lead", lead_line(room, &lead)?),
            Act::Hand(recall.id.0),
        )]);
    }
    more(open.len(), sheet);
    if open.len() > 1 {
        sheet.keys([(t("key-assign-all").with("count", open.len()), Act::HandAll)]);
    }
    Ok(())
}

fn more(count: usize, sheet: &mut Sheet) {
    if count > NAMED {
        sheet.aside(t("and-more").with("count", count - NAMED));
    }
}

fn attempt_of(room: &Room<'_>, request: &Request) -> Result<Option<Attempt>> {
    let Ask::Consent { attempt } = request.ask else { return Ok(None) };
    room.facts.attempt(request.lead, attempt)
}

fn request_view(room: &Room<'_>, id: u64, sheet: &mut Sheet) -> Result<()> {
    let Some(request) = room.facts.request(id)? else { return Ok(()) };
    let lead = room.lead(request.lead)?;
    let by = room.name_at(request.by, request.at)?;
    if lead.phone.is_none() {
        sheet.plain(t("request-by").with("name", by).with("lead", lead_line(room, &lead)?));
        return Ok(());
    }
    match attempt_of(room, &request)? {
        Some(attempt) => {
            sheet.title(t("request-consent").with("code", code_name(&attempt.code)));
            sheet.plain(t("request-by").with("name", by).with("lead", lead_line(room, &lead)?));
            if !attempt.comment.is_empty() {
                sheet.line(Style::Record, raw(&attempt.comment));
            }
            if let Some(at) = attempt.next {
                let time = Arg::Time(at, room.zone(), TimeStyle::Long);
                sheet.plain(t("saved-next").with("time", time));
            }
        }
        None => {
            sheet.title(t("request-reopen"));
            sheet.plain(t("request-by").with("name", by).with("lead", lead_line(room, &lead)?));
        }
    }
    match request.answer {
        Some(answer) => sheet.aside(answered(room, answer)?),
        None => {
            sheet.keys([(t("key-approve"), Act::Approve(id)), (t("key-decline"), Act::Decline(id))])
        }
    }
    sheet.keys([(t("key-card"), Act::Lead(lead.id.0))]);
    Ok(())
}

fn answered(room: &Room<'_>, answer: Answer) -> Result<Phrase> {
    let id = if answer.yes { "request-approved" } else { "request-declined" };
    Ok(t(id).with("name", room.name_at(answer.by, answer.at)?))
}

fn answer_view(room: &Room<'_>, id: u64, sheet: &mut Sheet) -> Result<()> {
    let Some(request) = room.facts.request(id)? else { return Ok(()) };
    let Some(answer) = request.answer else { return Ok(()) };
    let lead = room.lead(request.lead)?;
    if lead.phone.is_none() {
        sheet.plain(lead_line(room, &lead)?);
        return Ok(());
    }
    let attempt = attempt_of(room, &request)?;
    let id = match (&attempt, answer.yes) {
        (Some(_), true) => "answer-consent-yes",
        (Some(_), false) => "answer-consent-no",
        (None, true) => "answer-reopen-yes",
        (None, false) => "answer-reopen-no",
    };
    sheet.plain(
        t(id)
            .with("lead", lead_line(room, &lead)?)
            .with("name", room.name_at(answer.by, answer.at)?),
    );
    if let Some(attempt) = attempt {
        sheet.plain(code_name(&attempt.code));
        if !answer.yes {
            sheet.keys([(t("key-other-result"), Act::Result(lead.id.0))]);
        }
    } else if answer.yes {
        sheet.keys([
            (t("key-call"), Act::Call(lead.id.0)),
            (t("key-result"), Act::Result(lead.id.0)),
        ]);
    }
    sheet.keys([(t("key-card"), Act::Lead(lead.id.0))]);
    Ok(())
}

/// A key of a notice that is no screen's key: answers to requests, and handing all over. True if
/// this was one.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, notice: &Notice, act: &Act) -> Result<bool> {
    match act {
        Act::Approve(id) => decide(turn, *id, true)?,
        Act::Decline(id) => decide(turn, *id, false)?,
        Act::HandAll if !turn.me.is(Role::Supervisor) => {
            turn.toast = Some(forbidden(Role::Supervisor))
        }
        Act::HandAll => {
            let Body::Overdue { recalls } = &notice.body else { return Ok(true) };
            let mut open = Vec::new();
            for id in recalls {
                let recall = turn.facts.recall(*id)?;
                open.extend(recall.filter(|r| r.state == State::Overdue).map(|r| r.id));
            }
            turn.go(Screen::Hand(open));
            return Ok(true);
        }
        Act::Unhold => return Ok(clocks::change_over(turn, notice)),
        _ => return Ok(false),
    }
    turn.redraw(notice.id)?;
    turn.still = true;
    Ok(true)
}

/// Answers a request.
///
/// # Errors
/// The store's.
pub fn decide(turn: &mut Turn<'_>, id: u64, yes: bool) -> Result<()> {
    if !turn.me.is(Role::Supervisor) {
        turn.toast = Some(forbidden(Role::Supervisor));
        return Ok(());
    }
    let Some(request) = turn.facts.request(id)? else { return Ok(()) };
    if let Some(answer) = request.answer {
        turn.toast = Some(answered(turn, answer)?);
        return Ok(());
    }
    match request.ask {
        Ask::Consent { attempt } => save::consent_answered(turn, request.lead, attempt, yes)?,
        Ask::Reopen => {
            let mut lead = turn.lead(request.lead)?;
            if yes && lead.closed.take().is_some() {
                turn.changes.push(Change::Lead(lead));
            }
        }
    }
    answer(turn, request, yes)?;
    turn.toast = Some(t(if yes { "toast-approved" } else { "toast-declined" }));
    Ok(())
}

/// Answers a request, and tells everybody whom it concerns.
fn answer(turn: &mut Turn<'_>, mut request: Request, yes: bool) -> Result<()> {
    request.answer = Some(Answer { yes, by: turn.me.id, at: turn.now });
    let (id, by, asked) = (request.id, request.by, request.notices.clone());
    turn.changes.push(Change::Request(request));
    turn.notify(by, Body::Answer { request: id })?;
    // The other supervisors see that it is answered, and by whom.
    asked.into_iter().try_for_each(|notice| turn.redraw(notice))
}

/// Nobody needs to open a lead any more: a call that was agreed came first, and asks for something
/// else now. Of one lead only one thing is asked at a time.
///
/// # Errors
/// The store's.
pub fn withdraw(turn: &mut Turn<'_>, lead: LeadId) -> Result<()> {
    match turn.facts.open_request(lead)? {
        Some(request) if request.ask == Ask::Reopen => answer(turn, request, false),
        _ => Ok(()),
    }
}
