//! Recalls: the list by day, one of them, and putting it off.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::press::Act;
use crate::chat::save;
use crate::chat::say::{lead_line, telephone};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, t};
use crate::chat::{dates, dates::place};
use crate::domain::lead::Lead;
use crate::domain::notice::Body;
use crate::domain::people::Role;
use crate::domain::recall::{DueKind, Recall, RecallId, State};
use crate::domain::record::Change;
use crate::words::{Arg, Phrase, TimeStyle, day_name};

use super::lead::recall_line;

/// So many recalls stand on a page.
const ON_PAGE: usize = 8;
/// So many are counted; nobody pages further.
const MOST: usize = 400;
/// So many of the last comments stand under a recall.
const COMMENTS: usize = 3;

/// How the list looks: overdue, then by day.
pub fn view(room: &Room<'_>, page: u32, sheet: &mut Sheet) -> Result<()> {
    let all = room.facts.dues_of(room.me.id, MOST)?;
    sheet.title(t("recalls-title").with("count", all.len()));
    if all.is_empty() {
        sheet.plain(t("recalls-none"));
    }
    let pages = all.len().div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(pages - 1);
    let zone = room.zone();
    let today = room.now.with_timezone(&zone).date_naive();
    let mut heading = None;
    for (_, id) in all.iter().skip(page as usize * ON_PAGE).take(ON_PAGE) {
        let Some(recall) = room.facts.recall(*id)? else { continue };
        let day = recall.due.with_timezone(&zone).date_naive();
        let under =
            if recall.due <= room.now { t("recalls-overdue") } else { day_name(day, today) };
        if heading.as_ref() != Some(&under) {
            sheet.gap();
            sheet.title(under.clone());
            heading = Some(under);
        }
        let lead = room.lead(recall.lead)?;
        sheet.plain(in_list(room, &recall, &lead, today, false)?);
        let label = t("recall-key")
            .with("time", time_in_list(room, &recall, today))
            .with("lead", lead_line(room, &lead)?);
        sheet.keys([(label, Act::Recall(recall.id.0))]);
    }
    super::pages(sheet, page, pages);
    if page == 0 {
        nobodys(room, sheet)?;
    }
    sheet.keys([(t("key-home"), Act::Home)]);
    Ok(())
}

/// What nobody took, for a supervisor.
fn nobodys(room: &Room<'_>, sheet: &mut Sheet) -> Result<()> {
    let alert = room.facts.alert(room.me.id)?.filter(|_| room.me.is(Role::Supervisor));
    let Some(Body::Overdue { recalls }) = alert.map(|alert| alert.body) else { return Ok(()) };
    let mut open = Vec::new();
    for id in recalls {
        let recall = room.facts.recall(id)?;
        open.extend(recall.filter(|recall| recall.state == State::Overdue));
    }
    if open.is_empty() {
        return Ok(());
    }
    sheet.gap();
    sheet.title(t("overdue-title").with("count", open.len()));
    for recall in open.iter().take(ON_PAGE) {
        let lead = room.lead(recall.lead)?;
        sheet.keys([(lead_line(room, &lead)?, Act::Recall(recall.id.0))]);
    }
    Ok(())
}

/// A recall in one line: time, lead, what it is.
///
/// # Errors
/// The store's.
pub fn in_list(
    room: &Room<'_>,
    recall: &Recall,
    lead: &Lead,
    today: chrono::NaiveDate,
    late: bool,
) -> Result<Phrase> {
    let what = match recall.kind {
        DueKind::Recall if recall.agreed => t("what-agreed"),
        DueKind::Recall => t("what-recall"),
        DueKind::Call | DueKind::OwnCall => t("what-call"),
        DueKind::Visit => t("what-visit"),
        DueKind::LongTerm => t("what-long-term"),
        DueKind::Promise | DueKind::ShiftEnd => t("what-promise"),
    };
    Ok(t("recall-in-list")
        .with("time", time_in_list(room, recall, today))
        .with("lead", lead_line(room, lead)?)
        .with("what", what)
        .with("late", if late { "yes" } else { "no" }))
}

/// The clock for what is due today, day and clock for what was due before.
fn time_in_list(room: &Room<'_>, recall: &Recall, today: chrono::NaiveDate) -> Phrase {
    let zone = room.zone();
    let day = recall.due.with_timezone(&zone).date_naive();
    let style = if day < today { TimeStyle::Short } else { TimeStyle::Clock };
    t("time").with("time", Arg::Time(recall.due, zone, style))
}

/// How one recall looks.
pub fn one_view(room: &Room<'_>, id: RecallId, sheet: &mut Sheet) -> Result<()> {
    let Some(recall) = room.facts.recall(id)?.filter(Recall::is_open) else {
        sheet.plain(t("recall-closed"));
        sheet.keys([(t("key-recalls-back"), Act::Recalls)]);
        return Ok(());
    };
    body(room, &recall, sheet)?;
    actions(room, &recall, sheet);
    sheet.keys([(t("key-recalls-back"), Act::Recalls)]);
    Ok(())
}

/// What a reminder of one recall says: whom, when, and the last comments.
///
/// # Errors
/// The store's.
pub fn body(room: &Room<'_>, recall: &Recall, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(recall.lead)?;
    sheet.title(lead_line(room, &lead)?);
    if let (Some(_), Some(phone)) = (&lead.name, telephone(room, &lead)?) {
        sheet.plain(phone);
    }
    if let Some(contact) = &lead.contact {
        sheet.plain(t("card-contact").with("value", contact.as_str()));
    }
    sheet.plain(recall_line(room, recall)?);
    let past = super::lead::past(room, recall.lead)?;
    if !past.is_empty() {
        sheet.gap();
    }
    for one in past.iter().skip(past.len().saturating_sub(COMMENTS)) {
        one.lines(room, sheet)?;
    }
    Ok(())
}

/// The keys of one recall.
pub fn actions(room: &Room<'_>, recall: &Recall, sheet: &mut Sheet) {
    let lead = recall.lead.0;
    let id = recall.id.0;
    match recall.kind {
        DueKind::Recall | DueKind::OwnCall | DueKind::LongTerm => {
            sheet
                .keys([(t("key-call-now"), Act::Call(lead)), (t("key-result"), Act::Result(lead))]);
        }
        DueKind::Call | DueKind::Visit | DueKind::Promise | DueKind::ShiftEnd => {
            sheet.keys([(t("key-done"), Act::Done(id)), (t("key-card"), Act::Lead(lead))]);
        }
    }
    if recall.owner != room.me.id {
        sheet.keys([(t("key-take"), Act::Take(id))]);
    }
    sheet.keys([(t("key-later"), Act::Later(id)), (t("key-hand"), Act::Hand(id))]);
    if matches!(recall.kind, DueKind::Recall | DueKind::OwnCall | DueKind::LongTerm) {
        sheet.keys([(t("key-card"), Act::Lead(lead))]);
    }
}

/// Whether somebody else calls or visits: nothing is left to be recorded afterwards.
fn ends_without_a_result(kind: DueKind) -> bool {
    matches!(kind, DueKind::Call | DueKind::Visit) || kind.is_promise()
}

/// How the choice of a later time looks.
pub fn later_view(room: &Room<'_>, id: RecallId, sheet: &mut Sheet) -> Result<()> {
    let Some(recall) = room.facts.recall(id)?.filter(Recall::is_open) else {
        sheet.plain(t("recall-closed"));
        return Ok(());
    };
    let lead = room.lead(recall.lead)?;
    sheet.title(t("later-title"));
    sheet.plain(lead_line(room, &lead)?);
    sheet.line(Style::Plain, recall_line(room, &recall)?);
    super::ask::date_keys(room, &lead, recall.kind, sheet);
    sheet.keys([(t("key-back"), Act::Recall(id.0))]);
    Ok(())
}

/// A ready time was chosen.
pub fn later_press(turn: &mut Turn<'_>, id: RecallId, act: &Act) -> Result<()> {
    match act {
        Act::At(minute) => match dates::chosen(turn, *minute) {
            Some(at) => put_off(turn, id, at),
            None => Ok(()),
        },
        _ => {
            turn.go(Screen::Recall(id));
            Ok(())
        }
    }
}

/// A time was typed.
pub fn later_typed(turn: &mut Turn<'_>, id: RecallId, text: &str) -> Result<()> {
    let lead = turn.facts.recall(id)?.map(|recall| recall.lead);
    let client = dates::clock_of(turn, lead)?;
    match dates::read(turn, text, client) {
        Ok(date) => put_off(turn, id, date.at),
        Err(why) => {
            turn.remark(why);
            Ok(())
        }
    }
}

fn put_off(turn: &mut Turn<'_>, id: RecallId, at: chrono::DateTime<chrono::Utc>) -> Result<()> {
    let Some(mut recall) = turn.facts.recall(id)?.filter(Recall::is_open) else {
        turn.go(Screen::Recall(id));
        return Ok(());
    };
    if !is_mine(turn, &recall) {
        turn.remark(t("recall-not-yours"));
        turn.go(Screen::Recall(id));
        return Ok(());
    }
    let lead = turn.lead(recall.lead)?;
    match place(turn, &lead, recall.kind, at) {
        Ok(placed) => {
            turn.retell(&recall)?;
            recall.put_off(placed.at);
            turn.changes.push(Change::Recall(recall));
            let time = Arg::Time(placed.at, turn.zone(), TimeStyle::Long);
            turn.remark(t("put-off").with("time", time));
            turn.go(Screen::Recall(id));
        }
        Err(why) => {
            let why = dates::refusal(turn, &lead, why);
            turn.remark(why);
        }
    }
    Ok(())
}

/// Marks a due recall as being worked on: nobody is alerted, unless no result follows.
///
/// # Errors
/// The store's.
pub fn take_if_due(turn: &mut Turn<'_>, recall: Recall) -> Result<()> {
    if recall.due <= turn.now { take(turn, recall) } else { Ok(()) }
}

/// Takes a recall for oneself.
///
/// # Errors
/// The store's.
pub fn take(turn: &mut Turn<'_>, mut recall: Recall) -> Result<()> {
    let minutes = i64::from(turn.house.campaign.result_minutes);
    turn.retell(&recall)?;
    recall.owner = turn.me.id;
    if recall.due <= turn.now {
        recall.state = State::Taken;
        recall.wake = Some(turn.now + chrono::Duration::minutes(minutes));
    }
    turn.changes.push(Change::Recall(recall));
    Ok(())
}

/// Who may dispose of a recall: its owner and the supervisors.
pub fn is_mine(room: &Room<'_>, recall: &Recall) -> bool {
    recall.owner == room.me.id || room.me.is(Role::Supervisor)
}

/// Keys about a recall that any screen or notice may bear.
///
/// # Errors
/// The store's.
pub fn act(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let (Act::Take(id) | Act::Done(id) | Act::Later(id) | Act::Hand(id) | Act::Recall(id)) = act
    else {
        return Ok(());
    };
    let id = RecallId(*id);
    let Some(recall) = turn.facts.recall(id)?.filter(Recall::is_open) else {
        turn.toast = Some(t("recall-closed"));
        turn.still = true;
        return Ok(());
    };
    let mine = is_mine(turn, &recall);
    match act {
        Act::Recall(_) => turn.go(Screen::Recall(id)),
        Act::Later(_) if mine => turn.go(Screen::Later(id)),
        Act::Hand(_) if mine => turn.go(Screen::Hand(vec![id])),
        Act::Take(_) => {
            // On a message that was sent before somebody handed it over.
            if recall.owner == turn.me.id {
                turn.remark(t("recall-yours"));
            }
            take(turn, recall)?;
            turn.go(Screen::Recall(id));
        }
        // Where a result has to come of it, no key says «done»: this one is forged.
        Act::Done(_) if mine && !ends_without_a_result(recall.kind) => turn.go(Screen::Recall(id)),
        Act::Done(_) if mine => {
            save::close_recall(turn, recall)?;
            turn.remark(t("recall-done"));
            turn.go(Screen::Recalls(0));
        }
        _ => {
            turn.toast = Some(t("recall-not-yours"));
            turn.still = true;
        }
    }
    Ok(())
}
