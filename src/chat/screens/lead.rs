//! A lead's card: who it is, what kind of call, what was tried, what is due.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::chat::desk::{Desk, Screen};
use crate::chat::flow;
use crate::chat::press::Act;
use crate::chat::say::{code_name, lead_line, may_see_number, telephone};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, raw, t};
use crate::chat::{dates, flow::gate, incoming, notes};
use crate::domain::attempt::{Gate, call_number};
use crate::domain::inbound::ClientStage;
use crate::domain::inquiry::Inquiry;
use crate::domain::kind::{Kind, Why};
use crate::domain::lead::{Lead, LeadId};
use crate::domain::people::Role;
use crate::domain::recall::{DueKind, Recall};
use crate::domain::record::{Attempt, Change, Standing};
use crate::domain::walk::Walk;
use crate::words::{Arg, Phrase, TimeStyle};

/// So many of the last attempts stand on the card; the rest is a tap away.
const ON_CARD: usize = 5;
/// What is due this very minute is not late.
const LATE: chrono::Duration = chrono::Duration::minutes(1);
/// So many stand on a page of the history.
const ON_PAGE: usize = 15;

/// How the card looks.
pub fn view(room: &Room<'_>, id: LeadId, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    let attempts = room.attempts(&lead)?;
    let past = past(room, id)?;
    let recall = room.facts.open_recall(id)?;
    let inbound = desk.walk.as_ref().filter(|walk| walk.is_with(id) && walk.inbound.is_some());
    let barrier = gate(room, &lead)?;
    sheet.title(lead_line(room, &lead)?);
    who(room, &lead, sheet)?;
    warnings(room, &lead, barrier.as_ref(), sheet)?;
    sheet.gap();
    let (kind, why) = flow::kind_of(room, &lead)?;
    if let Some(walk) = inbound {
        sheet.plain(inbound_kind_line(room, walk, Some(&lead))?);
    } else if lead.phone.is_some() {
        sheet.plain(kind_line(room, &lead, kind, why, &attempts)?);
    }
    super::caller::line(room, &lead, sheet)?;
    if barrier.is_none() && inbound.is_none() {
        let number = call_number(&lead, attempts.last(), room.me.id);
        sheet.plain(call_of(number, room.house.codes.calls));
    }
    if !past.is_empty() {
        sheet.gap();
    }
    for one in past.iter().skip(past.len().saturating_sub(ON_CARD)) {
        one.lines(room, sheet)?;
    }
    if let Some(recall) = &recall {
        sheet.gap();
        sheet.plain(recall_line(room, recall)?);
    }
    if let Some(note) = desk.said.as_ref().filter(|_| barrier.is_none() && inbound.is_none()) {
        sheet.gap();
        sheet.plain(t("note-beside").with("note", raw(&note.text)));
        sheet.keys([(t("key-said-result"), Act::Said)]);
    }
    let here = desk.unfinished().or(desk.shelved()) == Some(id);
    if (desk.is_busy() || desk.shelf.is_some()) && !here {
        let label = match desk.unfinished().or(desk.shelved().filter(|_| !desk.is_busy())) {
            Some(other) => t("key-return-to").with("id", other.0),
            None => t("key-return"),
        };
        sheet.keys([(label, Act::Return)]);
    }
    match barrier {
        _ if inbound.is_some() => {
            sheet.keys([(t("key-return"), Act::Return)]);
            super::more::kinds(inbound.map_or(kind, |walk| walk.kind), sheet);
        }
        None => {
            let call = if here {
                (t("key-return"), Act::Return)
            } else {
                (t("key-call"), Act::Call(id.0))
            };
            sheet.keys([call, (t("key-result"), Act::Result(id.0))]);
            let mark = |k: Kind| if k == kind { t("kind-chosen") } else { t("kind-other") };
            for pair in Kind::OUTBOUND.chunks(2) {
                let key = |k: &Kind| (mark(*k).with("kind", kind_name(*k)), Act::Kind(*k));
                sheet.keys(pair.iter().map(key));
            }
        }
        Some(Gate::Closed(_)) => sheet.keys([(reopen_label(room), Act::Reopen(id.0))]),
        Some(Gate::Pending) if room.me.is(Role::Supervisor) => {
            if let Some(request) = room.facts.open_request(id)? {
                sheet.keys([
                    (t("key-approve"), Act::Approve(request.id)),
                    (t("key-decline"), Act::Decline(request.id)),
                ]);
            }
        }
        Some(Gate::Forgotten | Gate::DoNotCall | Gate::Pending) => {}
    }
    if let Some(recall) = recall.filter(|recall| recall.is_open()) {
        if recall.owner != room.me.id {
            sheet.keys([(t("key-take"), Act::Take(recall.id.0))]);
        }
        if super::recalls::is_mine(room, &recall) {
            sheet.keys([
                (t("key-later"), Act::Later(recall.id.0)),
                (t("key-hand"), Act::Hand(recall.id.0)),
            ]);
        }
    }
    let known = lead.phone.is_some();
    let mut last = Vec::new();
    last.push(if known { (t("key-edit"), Act::Edit) } else { (t("key-home"), Act::Home) });
    if past.len() > ON_CARD || past.iter().any(|one| matches!(one, Past::Inquiry(_))) {
        last.push((t("key-history").with("count", past.len()), Act::History(id.0)));
    }
    match &lead.do_not_call {
        _ if !known => {}
        None => last.push((t("key-do-not-call"), Act::DoNotCall)),
        Some(_) if room.me.is(Role::Supervisor) => last.push((t("key-may-call"), Act::MayCall)),
        Some(_) => {}
    }
    sheet.keys(last);
    if room.me.is(Role::Admin) {
        let forget = known.then(|| (t("key-forget"), Act::Forget(id.0)));
        sheet.keys([(t("key-audit"), Act::Audit(id.0))].into_iter().chain(forget));
    }
    Ok(())
}

/// The label of the key that opens a closed lead, or asks for it.
pub fn reopen_label(room: &Room<'_>) -> Phrase {
    t(if room.me.is(Role::Supervisor) { "key-reopen" } else { "key-ask-reopen" })
}

/// On which day the client's data were deleted.
pub fn forgotten(room: &Room<'_>, lead: &Lead) -> Phrase {
    let at = lead.forgotten.unwrap_or(lead.at);
    t("card-forgotten").with("day", Arg::Time(at, room.zone(), TimeStyle::Day))
}

/// «Call 2 of 3», and beyond the third just its number.
pub fn call_of(number: u16, of: u16) -> Phrase {
    if number > of {
        t("call-number").with("call", number)
    } else {
        t("call-of").with("call", number).with("of", of)
    }
}

fn who(room: &Room<'_>, lead: &Lead, sheet: &mut Sheet) -> Result<()> {
    if let (Some(_), Some(phone)) = (&lead.name, telephone(room, lead)?) {
        sheet.plain(phone);
    }
    let seen = may_see_number(room, lead)?;
    if lead.phone.is_some() && !seen {
        sheet.aside(t("card-number-hidden"));
    }
    if let Some(other) = lead.other_phone.as_deref().filter(|_| seen) {
        sheet.plain(t("card-other-phone").with("value", other));
    }
    if lead.stage != ClientStage::Person {
        sheet.plain(t("stage-line").with("stage", super::edit::stage_name(lead.stage)));
    }
    let fields = [
        ("card-contact", &lead.contact),
        ("card-city", &lead.city),
        ("card-business", &lead.field),
        ("card-email", &lead.email),
        ("card-recommended", &lead.recommended),
    ];
    for (id, value) in fields {
        if let Some(value) = value {
            sheet.plain(t(id).with("value", value.as_str()));
        }
    }
    let zone = room.lead_zone(lead);
    if zone != room.zone() && hours_warning(room, lead).is_none() {
        sheet.aside(t("card-local-time").with("time", Arg::Time(room.now, zone, TimeStyle::Clock)));
    }
    Ok(())
}

fn warnings(room: &Room<'_>, lead: &Lead, barrier: Option<&Gate>, sheet: &mut Sheet) -> Result<()> {
    match barrier {
        Some(Gate::Forgotten) => {
            sheet.gap();
            sheet.title(forgotten(room, lead));
        }
        Some(Gate::DoNotCall) => {
            let Some(promise) = &lead.do_not_call else { return Ok(()) };
            sheet.gap();
            sheet.title(
                t("card-do-not-call")
                    .with("by", room.name_at(promise.by, promise.at)?)
                    .with("day", Arg::Time(promise.at, room.zone(), TimeStyle::Day)),
            );
        }
        Some(Gate::Closed(code)) => {
            let at = lead.closed.as_ref().map_or(lead.at, |closed| closed.at);
            sheet.gap();
            sheet.title(
                t("card-closed")
                    .with("code", code_name(code))
                    .with("day", Arg::Time(at, room.zone(), TimeStyle::Day)),
            );
        }
        Some(Gate::Pending) => {
            sheet.gap();
            sheet.title(t("card-pending"));
        }
        None => {
            if let Some(warning) = hours_warning(room, lead) {
                sheet.gap();
                sheet.title(warning);
            }
        }
    }
    Ok(())
}

/// Said where the client may not be called at this hour.
pub fn hours_warning(room: &Room<'_>, lead: &Lead) -> Option<Phrase> {
    let permitted = room.house.campaign.permitted;
    let zone = room.lead_zone(lead);
    (!room.calendar(lead).permits(room.now)).then(|| {
        t("hours-closed")
            .with("time", Arg::Time(room.now, zone, TimeStyle::Clock))
            .with("from", dates::clock(permitted.from))
            .with("to", dates::clock(permitted.to))
    })
}

/// A kind by its name.
pub fn kind_name(kind: Kind) -> Phrase {
    Phrase::new(format!("kind-{}", kind.id()))
}

fn kind_line(
    room: &Room<'_>,
    lead: &Lead,
    kind: Kind,
    why: Why,
    attempts: &[Attempt],
) -> Result<Phrase> {
    reason(room, Some(lead), kind, why, attempts)
}

fn reason(
    room: &Room<'_>,
    lead: Option<&Lead>,
    kind: Kind,
    why: Why,
    attempts: &[Attempt],
) -> Result<Phrase> {
    let day = |at| Arg::Time(at, room.zone(), TimeStyle::Day);
    let why = match why {
        Why::Corrected => t("why-corrected"),
        Why::Agreed => t("why-agreed"),
        Why::TalkedMyself => t("why-talked-myself"),
        Why::TalkedColleague(who) => {
            let last = attempts.iter().rfind(|attempt| attempt.by == who);
            let at = last.map_or(room.now, |attempt| attempt.at);
            t("why-talked-colleague").with("who", room.name_at(who, at)?)
        }
        Why::NoTalk => t("why-no-talk"),
        Why::Unknown => t("why-unknown"),
        Why::NoContact => t("why-no-contact"),
        Why::Called(at) => t("why-called").with("day", day(at)),
        Why::Talked(at) => t("why-talked").with("day", day(at)),
        Why::Recommended => {
            let by = lead.and_then(|lead| lead.recommended.as_deref()).unwrap_or("none");
            t("why-recommended").with("by", by)
        }
        Why::Client(None) => t("why-client"),
        Why::Client(Some(at)) => t("why-client-since").with("day", day(at)),
    };
    Ok(t("kind-line").with("kind", kind_name(kind)).with("why", why))
}

/// The kind of the call in hand, which came in, and why it is of that kind.
///
/// # Errors
/// The store's.
pub fn inbound_kind_line(room: &Room<'_>, walk: &Walk, lead: Option<&Lead>) -> Result<Phrase> {
    let (kind, why) = incoming::kind_of(room, walk, lead)?;
    if kind != walk.kind {
        // What is known of the caller has changed meanwhile; the call stays what it was.
        return Ok(kind_name(walk.kind));
    }
    reason(room, lead, kind, why, &[])
}

/// A call to a lead, or one that came in from there.
pub enum Past {
    /// We rang.
    Attempt(Attempt),
    /// They did.
    Inquiry(Inquiry),
}

impl Past {
    /// How it reads.
    ///
    /// # Errors
    /// The store's.
    pub fn lines(&self, room: &Room<'_>, sheet: &mut Sheet) -> Result<()> {
        match self {
            Past::Attempt(attempt) => attempt_lines(room, attempt, sheet),
            Past::Inquiry(inquiry) => super::inquiry::lines(room, inquiry, sheet),
        }
    }
}

/// All calls to a lead and from there, by time. Attempts stay in their order among themselves, and
/// so do calls that came in: a clock that was set back does not turn them round.
///
/// # Errors
/// The store's.
pub fn past(room: &Room<'_>, id: LeadId) -> Result<Vec<Past>> {
    let attempts = room.facts.attempts(id)?.into_iter();
    let inquiries = room.facts.inquiries(id)?.into_iter();
    let mut past = in_order(attempts.map(|a| (a.at, Past::Attempt(a))));
    past.extend(in_order(inquiries.map(|i| (i.ended, Past::Inquiry(i)))));
    past.sort_by_key(|(at, _)| *at);
    Ok(past.into_iter().map(|(_, one)| one).collect())
}

/// Each no earlier than the one before it.
fn in_order(calls: impl Iterator<Item = (DateTime<Utc>, Past)>) -> Vec<(DateTime<Utc>, Past)> {
    let mut latest = DateTime::<Utc>::MIN_UTC;
    let placed = calls.map(|(at, one)| {
        latest = latest.max(at);
        (latest, one)
    });
    placed.collect()
}

/// An attempt: when, who, result, comment.
///
/// # Errors
/// The store's.
pub fn attempt_lines(room: &Room<'_>, attempt: &Attempt, sheet: &mut Sheet) -> Result<()> {
    let standing = match attempt.standing {
        Standing::Good => t("standing-good"),
        Standing::Pending => t("standing-pending"),
        Standing::Declined => t("standing-declined"),
    };
    sheet.plain(
        t("attempt-line")
            .with("call", attempt.number)
            .with("time", Arg::Time(attempt.at, room.zone(), TimeStyle::Short))
            .with("by", room.name_at(attempt.by, attempt.at)?)
            .with("code", code_name(&attempt.code))
            .with("standing", standing),
    );
    if !attempt.comment.is_empty() {
        sheet.line(Style::Record, raw(&attempt.comment));
    }
    Ok(())
}

/// When the next call or visit is, and whose it is.
///
/// # Errors
/// The store's.
pub fn recall_line(room: &Room<'_>, recall: &Recall) -> Result<Phrase> {
    let id = match recall.kind {
        DueKind::Recall => "recall-line",
        DueKind::Call | DueKind::OwnCall => "appointment-line",
        DueKind::Visit => "visit-line",
        DueKind::LongTerm => "long-term-line",
        DueKind::Promise => "promise-line",
        DueKind::ShiftEnd => "shift-end-line",
    };
    Ok(t(id)
        .with("time", Arg::Time(recall.due, room.zone(), TimeStyle::Long))
        .with("owner", room.name(recall.owner)?)
        .with("late", if room.now - recall.due > LATE { "yes" } else { "no" }))
}

/// What the card's keys do.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, id: LeadId, act: &Act) -> Result<()> {
    if turn.lead(id)?.phone.is_none() {
        // Nothing can be done to it; an old key or a forged one says otherwise.
        turn.go(Screen::Home);
        return Ok(());
    }
    match act {
        Act::Said => notes::take_said(turn, id)?,
        Act::Edit => turn.go(Screen::Edit(id)),
        Act::DoNotCall => turn.go(Screen::DoNotCall(id)),
        Act::Kind(kind) => {
            let mut lead = turn.lead(id)?;
            lead.kind = Some(*kind);
            if let Some(walk) = turn.desk.walk.as_mut().filter(|walk| walk.is_with(id)) {
                match &mut walk.inbound {
                    Some(inbound) if kind.is_inbound() => {
                        inbound.corrected = Some(*kind);
                        walk.kind = *kind;
                    }
                    None if !kind.is_inbound() => walk.kind = *kind,
                    _ => {}
                }
            }
            turn.changes.push(Change::Lead(lead));
        }
        Act::MayCall if turn.me.is(Role::Supervisor) => {
            let mut lead = turn.lead(id)?;
            lead.do_not_call = None;
            turn.changes.push(Change::Lead(lead));
            turn.remark(t("may-call-again"));
        }
        _ => turn.go(Screen::Home),
    }
    Ok(())
}

/// How a page of the history looks, newest first.
pub fn history_view(room: &Room<'_>, id: LeadId, page: u32, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    let past = past(room, id)?;
    let pages = past.len().div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(pages - 1);
    sheet.title(lead_line(room, &lead)?);
    let mut open = Vec::new();
    for one in past.iter().rev().skip(page as usize * ON_PAGE).take(ON_PAGE) {
        one.lines(room, sheet)?;
        if let Past::Inquiry(inquiry) = one {
            let time = Arg::Time(inquiry.ended, room.zone(), TimeStyle::Short);
            open.push((t("key-inquiry").with("time", time), Act::Inquiry(inquiry.id)));
        }
    }
    for pair in open.chunks(2) {
        sheet.keys(pair.iter().cloned());
    }
    super::pages(sheet, page, pages);
    sheet.keys([(t("key-back"), Act::Lead(id.0))]);
    Ok(())
}
