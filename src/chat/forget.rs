//! To forget a lead or a person: what goes, what stays, and what others see of it. By the campaign's
//! rule; for administrators.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::domain::alarm::Subject;
use crate::domain::attempt::Said;
use crate::domain::audit::Deed;
use crate::domain::campaign::Source;
use crate::domain::codes::CodeId;
use crate::domain::consent::Answer;
use crate::domain::forget::{About, Count, Forgotten, Gone, Rule};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::message;
use crate::domain::naming::Named;
use crate::domain::note::Note;
use crate::domain::people::{Person, PersonId};
use crate::domain::phone::Phone;
use crate::domain::profile::Whom;
use crate::domain::recall::{Recall, RecallId};
use crate::domain::record::{Attempt, Change, Counter, OtherAnswer, Standing};

use super::desk::{Desk, Screen, Then};
use super::learning;
use super::turn::{Room, Turn};
use super::view::t;

/// Whether a number that no lead has must never be called: it was promised to a client who was
/// forgotten.
///
/// # Errors
/// The store's.
pub fn is_promised(room: &Room<'_>, phone: &Phone) -> Result<bool> {
    let secret = room.facts.secret()?;
    match secret.and_then(|secret| secret.mark(&room.house.campaign.id, phone)) {
        Some(mark) => room.facts.marked(&mark),
        None => Ok(false),
    }
}

/// Whether a client was promised not to be called again, also by a result that still waits for the
/// customer's consent.
pub fn has_promise(room: &Room<'_>, lead: &Lead, attempts: &[Attempt]) -> bool {
    let promises = |attempt: &&Attempt| {
        let code = room.house.codes.get(&attempt.code);
        attempt.standing == Standing::Pending && code.is_some_and(|code| code.do_not_call)
    };
    lead.do_not_call.is_some() || attempts.last().filter(promises).is_some()
}

/// Forgets a lead.
///
/// # Errors
/// The store's.
pub fn lead(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let lead = turn.lead(id)?;
    let Some(phone) = lead.phone.clone() else { return Ok(()) };
    let attempts = turn.facts.attempts(id)?;
    let about = turn.facts.about(id)?;
    if has_promise(turn, &lead, &attempts) {
        promise(turn, &lead.campaign, &phone)?;
    }
    let lead_names: Vec<String> =
        [&lead.name, &lead.contact].into_iter().flatten().map(|name| name.to_lowercase()).collect();
    let recalls: Vec<RecallId> = about.recalls.iter().map(|recall| recall.id).collect();
    others(turn, &about, &phone);
    close(turn, about);
    // Nobody will be asked for a consent any more.
    let declined = |attempt: Attempt| match attempt.standing {
        Standing::Pending => Attempt { standing: Standing::Declined, ..attempt },
        _ => attempt,
    };
    let attempts: Vec<Attempt> = attempts.into_iter().map(declined).collect();
    let removed = turn.house.campaign.forget == Rule::Remove;
    let lead = lead.forgotten(turn.now);
    let mut inquiries = turn.facts.inquiries(id)?;
    let heard: Vec<u64> = inquiries.iter().map(|inquiry| inquiry.id).collect();
    if removed {
        // The newest of all stays without its words: its number must not be given again.
        let newest = turn.facts.next(Counter::Inquiry)?.saturating_sub(1);
        if let Some(last) = inquiries.pop_if(|inquiry| inquiry.id == newest) {
            if last.waits() {
                turn.changes.push(Change::Gone(Gone::Alarm(Subject::Inquiry(last.id))));
            }
            turn.changes.push(Change::Inquiry(last.forgotten()));
        }
        count_inquiries(turn, &inquiries);
        count(turn, &attempts);
        let gone = attempts.into_iter().map(|attempt| Change::Gone(Gone::Attempt(attempt)));
        turn.changes.extend(gone);
        for inquiry in inquiries {
            if inquiry.waits() {
                turn.changes.push(Change::Gone(Gone::Alarm(Subject::Inquiry(inquiry.id))));
            }
            turn.changes.push(Change::Gone(Gone::Inquiry(inquiry)));
        }
        // What is left keeps its number from being given again.
        let rest = Lead { attempts: 0, closed: None, do_not_call: None, ..lead };
        turn.changes.push(Change::Lead(rest));
    } else {
        let blank = |attempt| Change::Attempt(Attempt { comment: String::new(), ..attempt });
        turn.changes.extend(attempts.into_iter().map(blank));
        for inquiry in inquiries {
            if inquiry.waits() {
                turn.changes.push(Change::Gone(Gone::Alarm(Subject::Inquiry(inquiry.id))));
            }
            turn.changes.push(Change::Inquiry(inquiry.forgotten()));
        }
        turn.changes.push(Change::Lead(lead));
    }
    profiles(turn, &lead_names, &phone)?;
    // What CRMs said of the number names the client too.
    let lines = Source::CRM.map(|source| Change::Gone(Gone::Responsible(source, phone.clone())));
    turn.changes.extend(lines);
    desks(turn, id, &phone, &recalls, &heard)?;
    turn.done(Deed::LeadForgotten { lead: id, removed });
    Ok(())
}

/// What was told in calls of others: a message of which nothing stays is taken out of the call in which
/// it was taken too, and the number out of everything else.
fn others(turn: &mut Turn<'_>, about: &About, phone: &Phone) {
    for inquiry in &about.told {
        let gone = inquiry.message.is_some_and(|id| about.messages.iter().any(|m| m.id == id));
        if gone && inquiry.waits() {
            turn.changes.push(Change::Gone(Gone::Alarm(Subject::Inquiry(inquiry.id))));
        }
        let inquiry = inquiry.clone();
        let rest = if gone { inquiry.forgotten() } else { inquiry.without(phone) };
        turn.changes.push(Change::Inquiry(rest));
    }
    for lead in &about.leads {
        turn.changes.push(Change::Lead(Lead { other_phone: None, ..lead.clone() }));
    }
}

/// Takes a client out of what managers have said about their callers.
fn profiles(turn: &mut Turn<'_>, names: &[String], phone: &Phone) -> Result<()> {
    let is = |whom: &Whom| match whom {
        Whom::Phone(known) => known == phone,
        Whom::Name(name) => names.contains(&name.to_lowercase()),
    };
    for mut profile in turn.facts.profiles()? {
        let before = profile.clone();
        profile.forget(is);
        if profile != before {
            turn.changes.push(Change::Profile(profile));
        }
    }
    Ok(())
}

/// Keeps the mark of a number that must not be called.
fn promise(turn: &mut Turn<'_>, campaign: &str, phone: &Phone) -> Result<()> {
    let secret = match turn.facts.secret()? {
        Some(secret) => secret,
        None => {
            let secret = turn.secret();
            turn.changes.push(Change::Secret(secret.clone()));
            secret
        }
    };
    let at = turn.now;
    let marked = secret.mark(campaign, phone).map(|mark| Forgotten { mark, at });
    turn.changes.extend(marked.map(Change::Forgotten));
    Ok(())
}

/// Closes what is open, and has every message that tells of the lead drawn again.
fn close(turn: &mut Turn<'_>, about: About) {
    for mut recall in about.recalls.into_iter().filter(Recall::is_open) {
        recall.close();
        turn.changes.push(Change::Recall(recall));
    }
    for mut request in about.requests.into_iter().filter(|request| request.answer.is_none()) {
        request.answer = Some(Answer { yes: false, by: turn.me.id, at: turn.now });
        turn.changes.push(Change::Request(request));
    }
    for mut message in about.messages {
        if message.waits() {
            // There is nothing left to be read, or to go on to somebody else.
            message.state = message::State::Read { by: turn.me.id, at: turn.now };
            turn.changes.push(Change::Gone(Gone::Alarm(Subject::Message(message.id.0))));
        }
        turn.changes.push(Change::Message(message.forgotten()));
    }
    for mut notice in about.notices {
        notice.stamp = notice.stamp.wrapping_add(1);
        turn.changes.push(Change::Notice(notice));
    }
    let blank = |answer: OtherAnswer| OtherAnswer { text: String::new(), ..answer };
    turn.changes.extend(about.answers.into_iter().map(blank).map(Change::Answer));
}

/// What reports count of calls that came in and are removed.
fn count_inquiries(turn: &mut Turn<'_>, inquiries: &[Inquiry]) {
    let zone = turn.house.campaign.zone;
    let mut counts = BTreeMap::new();
    for inquiry in inquiries {
        let day = inquiry.ended.with_timezone(&zone).date_naive();
        let outcome = inquiry.outcome.as_deref().unwrap_or("left");
        let code = format!("{}.{outcome}", inquiry.script);
        *counts.entry((inquiry.campaign.clone(), day, code)).or_insert(0) += 1;
    }
    let count = |((campaign, day, code), attempts): (_, u32)| {
        let (code, standing) = (CodeId(code), Standing::Good);
        Change::Count(Count { campaign, day, code, standing, attempts })
    };
    turn.changes.extend(counts.into_iter().map(count));
}

/// What reports count of calls that are removed.
fn count(turn: &mut Turn<'_>, attempts: &[Attempt]) {
    let mut counts = BTreeMap::new();
    for attempt in attempts {
        let day = attempt.at.with_timezone(&turn.house.campaign.zone).date_naive();
        let code = attempt.code.clone();
        *counts.entry((attempt.campaign.clone(), day, code.0, attempt.standing)).or_insert(0) += 1;
    }
    let count = |((campaign, day, code, standing), attempts): (_, u32)| {
        Change::Count(Count { campaign, day, code: CodeId(code), standing, attempts })
    };
    turn.changes.extend(counts.into_iter().map(count));
}

/// Takes the lead off everybody's desk. Calls to others stay as they are; remarks, which may name the
/// lead, have been read by now.
fn desks(
    turn: &mut Turn<'_>,
    lead: LeadId,
    phone: &Phone,
    recalls: &[RecallId],
    inquiries: &[u64],
) -> Result<()> {
    clear(&mut turn.desk, lead, recalls, inquiries);
    untold(&mut turn.desk, phone);
    for (who, mut desk) in turn.facts.desks()? {
        if who == turn.me.id {
            continue;
        }
        let before = desk.clone();
        desk.remarks.clear();
        let cleared = clear(&mut desk, lead, recalls, inquiries);
        if untold(&mut desk, phone) || cleared {
            desk.stamp = desk.stamp.wrapping_add(1);
        }
        if desk != before {
            turn.desks.push((who, desk));
        }
    }
    Ok(())
}

/// Takes a number out of what was told in calls of others; whether a note or a result loses something.
fn untold(desk: &mut Desk, phone: &Phone) -> bool {
    let in_words = |said: &Said| matches!(said, Said::Text(text) if Note::tells_in(text, phone));
    for walk in desk.walks_mut() {
        walk.said.retain(|(_, said)| !in_words(said));
        if let Some(inbound) = &mut walk.inbound {
            inbound.filled.retain(|_, told| !phone.is_in(told));
        }
    }
    let tells = |note: &Note| note.tells(phone);
    let mut told = match &desk.screen {
        Screen::Whose(note, _) => tells(note),
        Screen::Unfinished(_, Then::Note(note)) | Screen::Number(Then::Note(note)) => tells(note),
        _ => false,
    };
    if told {
        desk.screen = Screen::Home;
    }
    told |= desk.said.take_if(|note| tells(note)).is_some();
    for draft in desk.drafts_mut() {
        if draft.note.as_ref().is_some_and(|noted| tells(&noted.note)) {
            // What was taken from it may be the number, or tell of its owner.
            draft.unfill();
            draft.note = None;
            told = true;
        }
        let before = draft.answers.len();
        draft.answers.retain(|_, said| !in_words(said));
        told |= draft.answers.len() < before;
    }
    told
}

/// Takes a lead off a desk; whether the person sees it.
fn clear(desk: &mut Desk, lead: LeadId, recalls: &[RecallId], inquiries: &[u64]) -> bool {
    let in_hand = desk.unfinished() == Some(lead);
    let mut aside = false;
    while desk.unshelve(|in_hand| in_hand.lead() == Some(lead)).is_some() {
        aside = true;
    }
    if in_hand {
        desk.clear();
    }
    desk.typed.retain(|typed| *typed != lead);
    let shows = match &desk.screen {
        Screen::Recall(id) | Screen::Later(id) => recalls.contains(id),
        Screen::Hand(ids) => ids.iter().any(|id| recalls.contains(id)),
        // What is in hand: its screens show nothing without it.
        Screen::Ask(_) | Screen::Time | Screen::Card(_) | Screen::Refused(_) | Screen::Step => {
            in_hand
        }
        Screen::More | Screen::Caller | Screen::Datum(_) | Screen::Promised(_) => in_hand,
        Screen::BreakOff => in_hand,
        Screen::Whose(_, leads) => leads.contains(&lead),
        Screen::Inquiry(id) => inquiries.contains(id),
        screen => screen.lead() == Some(lead),
    };
    if in_hand || shows {
        desk.screen = Screen::Home;
        desk.said = None;
    }
    let remark = match (in_hand, aside, shows) {
        (true, ..) => "forgotten-in-hand",
        (_, true, _) => "forgotten-aside",
        (.., true) => "forgotten-shown",
        _ => return false,
    };
    desk.remarks.push(t(remark).with("id", lead.0));
    true
}

/// Forgets somebody who has left; gives the number that stands for the name from now on.
///
/// # Errors
/// The store's.
pub fn person(turn: &mut Turn<'_>, person: Person) -> Result<u32> {
    let id = person.id;
    let number = match person.former {
        // Came again, and left again.
        Some(former) => former.number,
        None => next_number(turn)?,
    };
    // What CRMs say of a colleague of the same name stays.
    let people = turn.facts.people()?;
    for line in turn.facts.responsible_named(&person.name)? {
        if line.find(&people) == Named::Nobody {
            turn.changes.push(Change::Gone(Gone::Responsible(line.source, line.phone)));
        }
    }
    turn.changes.push(Change::Person(person.forgotten(number, turn.now)));
    turn.changes.push(Change::Gone(Gone::Desk(id)));
    turn.changes.push(Change::Gone(Gone::Profile(id)));
    learning::forget(turn, Some(id))?;
    for mut profile in turn.facts.profiles()?.into_iter().filter(|profile| profile.who != id) {
        let before = profile.clone();
        profile.elsewhere.retain(|entry| entry.person != Some(id));
        profile.stand_in = profile.stand_in.filter(|stand_in| *stand_in != id);
        if profile != before {
            turn.changes.push(Change::Profile(profile));
        }
    }
    // Others' remarks may name the person; they have been read by now.
    for (who, desk) in turn.facts.desks()? {
        if who != id && who != turn.me.id && !desk.remarks.is_empty() {
            turn.desks.push((who, Desk { remarks: Vec::new(), ..desk }));
        }
    }
    turn.done(Deed::PersonForgotten { person: id });
    Ok(number)
}

fn next_number(room: &Room<'_>) -> Result<u32> {
    let people = room.facts.people()?;
    let last = people.iter().filter_map(|person| person.former).map(|former| former.number).max();
    Ok(last.unwrap_or(0) + 1)
}

/// Somebody who has left, and whose name is still known.
///
/// # Errors
/// The store's.
pub fn left(room: &Room<'_>, id: PersonId) -> Result<Option<Person>> {
    Ok(room.facts.person(id)?.filter(is_left))
}

/// Has left, and the name is still known.
pub fn is_left(person: &Person) -> bool {
    person.left && !person.name.is_empty()
}
