//! The way of a call: from a number to a saved attempt. Screens call these steps; the rules are
//! the domain's.

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};

use crate::domain::attempt::{self, Draft, Gate, Said, Verdict, call_number};
use crate::domain::codes::{CodeId, Early, Need, Reached};
use crate::domain::kind::{self, Kind, Talk, Why};
use crate::domain::lead::{Lead, LeadId};
use crate::domain::phone::Phone;
use crate::domain::recall::DueKind;
use crate::domain::record::{Change, Counter, OtherAnswer};
use crate::domain::script::{Script, Side};
use crate::domain::walk::{Visit, Walk};

use super::dates;
use super::desk::{Screen, Then};
use super::forget;
use super::notes;
use super::told;
use super::turn::{Room, Turn};
use super::typed;
use super::view::t;

/// The lead with this number; entered now if it is new. None: the number must never be called.
///
/// # Errors
/// The store's.
pub fn lead_for(turn: &mut Turn<'_>, phone: Phone) -> Result<Option<LeadId>> {
    let campaign = turn.house.campaign.id.clone();
    if let Some(id) = turn.facts.lead_by_phone(&campaign, &phone)? {
        turn.desk.typed(id);
        return Ok(Some(id));
    }
    if forget::is_promised(turn, &phone)? {
        return Ok(None);
    }
    let id = LeadId(u32::try_from(turn.take(Counter::Lead)?)?);
    turn.desk.typed(id);
    let lead = Lead::new(id, &campaign, phone, turn.me.id, turn.now);
    turn.changes.push(Change::Lead(lead));
    Ok(Some(id))
}

/// What stands in the way of an attempt on a lead.
///
/// # Errors
/// The store's.
pub fn gate(room: &Room<'_>, lead: &Lead) -> Result<Option<Gate>> {
    let attempts = room.attempts(lead)?;
    let own_call = room.facts.open_recall(lead.id)?.is_some_and(|recall| {
        let own = matches!(recall.kind, DueKind::OwnCall | DueKind::LongTerm);
        (own || recall.kind.is_promise()) && recall.due <= room.now
    });
    Ok(attempt::gate(lead, attempts.last(), own_call))
}

/// The kind of the next call to a lead, and why.
///
/// # Errors
/// The store's.
pub fn kind_of(room: &Room<'_>, lead: &Lead) -> Result<(Kind, Why)> {
    let agreed = room.facts.open_recall(lead.id)?.is_some_and(|recall| recall.agreed);
    let attempts = room.attempts(lead)?;
    let ours = attempts.iter().filter_map(|attempt| {
        let code = room.house.codes.get(&attempt.situation)?;
        Some((attempt.at, Talk { by: attempt.by, reached: code.reached }))
    });
    let inquiries = room.facts.inquiries(lead.id)?;
    let theirs = inquiries.iter().filter(|inquiry| inquiry.talk);
    let theirs = theirs.map(|i| (i.ended, Talk { by: i.by, reached: Reached::Lpr }));
    let mut talks: Vec<_> = ours.chain(theirs).collect();
    talks.sort_by_key(|(at, _)| *at);
    let talks: Vec<Talk> = talks.into_iter().map(|(_, talk)| talk).collect();
    Ok(kind::derive(lead.kind, agreed, &talks, room.me.id))
}

/// Begins work on a lead: guided, or straight to the result. Goes to the screen that says why not
/// where that is not possible.
///
/// # Errors
/// The store's.
pub fn begin(turn: &mut Turn<'_>, id: LeadId, then: Then) -> Result<()> {
    if turn.desk.unfinished() != Some(id) {
        turn.desk.take_up_with(id);
    }
    if turn.desk.walk.as_ref().is_some_and(|walk| walk.inbound.is_some() && walk.is_with(id)) {
        // It ends in a way of its own, not in a result code.
        if let Then::Note(note) = &then {
            notes::give_back(turn, note);
        }
        turn.go(Screen::Step);
        return Ok(());
    }
    if turn.desk.is_busy() && turn.desk.unfinished() != Some(id) {
        turn.go(Screen::Unfinished(id, then));
        return Ok(());
    }
    let lead = turn.lead(id)?;
    if gate(turn, &lead)?.is_some() {
        if let Then::Note(note) = &then {
            notes::give_back(turn, note);
        }
        turn.go(Screen::Gate(id));
        return Ok(());
    }
    // Somebody is at it: nobody has to be alerted.
    if let Some(recall) = turn.facts.open_recall(id)? {
        super::screens::take_if_due(turn, recall)?;
    }
    match then {
        Then::Call => {}
        Then::Result => {
            turn.go(Screen::Situations(id));
            return Ok(());
        }
        Then::Note(note) => return notes::take(turn, id, note),
    }
    if turn.desk.walk.is_none() {
        let script = turn.house.script().context("the campaign's script is missing")?.clone();
        let walk = start_walk(turn, &lead, &script)?;
        turn.desk.clear();
        turn.desk.walk = Some(walk);
    }
    turn.go(Screen::Step);
    Ok(())
}

fn start_walk(room: &Room<'_>, lead: &Lead, script: &Script) -> Result<Walk> {
    let campaign = &room.house.campaign;
    let attempts = room.attempts(lead)?;
    let there = lead.e164().and_then(|number| room.house.places.language(number));
    let known = there.filter(|lang| campaign.spoken.iter().any(|spoken| spoken == lang));
    let usual = campaign.spoken.first().map_or("en", String::as_str);
    Ok(Walk {
        script: script.id.clone(),
        digest: script.digest.clone(),
        lead: Some(lead.id),
        number: call_number(lead, attempts.last(), room.me.id),
        kind: kind_of(room, lead)?.0,
        spoken: known.unwrap_or(usual).to_owned(),
        said: Vec::new(),
        trail: vec![Visit::at(&script.start)],
        inbound: None,
    })
}

/// The script of the running call in the version with which it began; its current version where
/// that one is lost.
pub fn script_of<'a>(room: &Room<'a>, walk: &Walk) -> Option<(&'a Script, &'a str)> {
    room.house.script_of(walk)
}

/// What the way to a situation tells of it.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// The condition for an early final result is met.
    pub early: bool,
    /// What has to be asked besides the code's own needs.
    pub asks: Vec<Need>,
}

/// Chooses what happened. Answers given so far are kept where the situation needs them.
///
/// # Errors
/// The store's.
pub fn choose(turn: &mut Turn<'_>, id: LeadId, situation: CodeId, way: Way) -> Result<()> {
    if turn.house.codes.get(&situation).is_none() {
        turn.go(Screen::Situations(id));
        return Ok(());
    }
    let lead = turn.lead(id)?;
    let mut draft = match turn.desk.draft.take() {
        Some(draft) if draft.lead == id => draft,
        _ => new_draft(turn, &lead, situation.clone()),
    };
    if turn.calendar(&lead).day(draft.spread) <= turn.calendar(&lead).day(turn.now) {
        // Begun on another day.
        draft.spread = spread(turn, &lead);
    }
    let walk = turn.desk.walk.clone();
    let draft = settle(turn, &lead, draft, walk.as_ref(), situation, way);
    turn.desk.draft = Some(draft);
    advance(turn)
}

/// A draft made one of this situation: by what was answered so far, what a note tells, and what the
/// guided call knows.
pub fn settle(
    room: &Room<'_>,
    lead: &Lead,
    mut draft: Draft,
    walk: Option<&Walk>,
    situation: CodeId,
    way: Way,
) -> Draft {
    let Some(code) = room.house.codes.get(&situation) else { return draft };
    draft.asks = way.asks;
    draft.unfill();
    if draft.situation != situation {
        draft.early = false;
        // Another code asks for its own words: a reason why the secretary refused is none why
        // the line was silent. What both need stays.
        draft.answers.retain(|need, _| code.needs.contains(need));
        // In the words of another situation: to be looked at once more.
        draft.confirm = draft.answers.keys().copied().filter(|need| is_in_words(*need)).collect();
        draft.situation = situation;
    }
    let fresh = draft.note.as_mut().is_some_and(|noted| std::mem::take(&mut noted.open));
    let told = draft.note.as_ref().map(|noted| told::of(room, lead, noted, code));
    if let Some(told) = &told {
        told.put(&mut draft, fresh);
        told.keep_off(room, lead, &mut draft);
    }
    if let Some(walk) = walk.filter(|walk| walk.is_with(draft.lead)) {
        // What another way through the script has told does not hold for this one.
        draft.early = false;
        from_walk(room, walk, &mut draft);
    }
    if let Some(told) = &told {
        told.count(room, code, &mut draft);
    }
    draft.early |= way.early;
    if let Some(at) = draft.when
        && dates::place(room, lead, dates::due_kind(code), at).is_err()
    {
        draft.when = None;
        draft.moved = None;
    }
    draft
}

fn is_in_words(need: Need) -> bool {
    matches!(need, Need::Reason | Need::Relation | Need::Competitor | Need::Fault)
}

/// The date of a recall for which nobody names one.
pub fn spread(turn: &mut Turn<'_>, lead: &Lead) -> DateTime<Utc> {
    let number = turn.below(u32::MAX);
    let now = turn.now;
    turn.calendar(lead).default_recall(now, |limit| number % limit)
}

/// A result that is begun.
pub fn new_draft(turn: &mut Turn<'_>, lead: &Lead, situation: CodeId) -> Draft {
    Draft {
        lead: lead.id,
        by: turn.me.id,
        situation,
        answers: Default::default(),
        early: false,
        objections: 0,
        spread: spread(turn, lead),
        when: None,
        day: None,
        exact: false,
        asks: Vec::new(),
        confirm: Vec::new(),
        moved: None,
        script: None,
        no_more_calls: false,
        note: None,
    }
}

/// What the guided call knows already.
fn from_walk(room: &Room<'_>, walk: &Walk, draft: &mut Draft) {
    let Some((script, _)) = script_of(room, walk) else { return };
    let stages = if walk.all_stages(script) { Said::Yes } else { Said::No };
    draft.answers.insert(Need::Stages, stages);
    for (need, said) in &walk.said {
        draft.answers.entry(*need).or_insert_with(|| said.clone());
    }
    let step = walk.here().map(|here| here.step.clone()).unwrap_or_default();
    draft.script = Some((script.id.clone(), script.version, step));
    let worked = |side| walk.worked_off(script, side);
    draft.objections = worked(Side::Secretary) + worked(Side::Lpr);
    let code = room.house.codes.get(&draft.situation);
    if code.and_then(|code| code.early) == Some(Early::Objections) {
        let limit = script.limits.get(&Side::Secretary).map_or(u16::MAX, |limit| limit.limit);
        draft.early = worked(Side::Secretary) >= limit;
    }
}

/// What the rules say of a draft for this lead, and which call it is.
///
/// # Errors
/// The store's.
pub fn verdict(room: &Room<'_>, lead: &Lead, draft: &Draft) -> Result<(u16, Verdict)> {
    let attempts = room.attempts(lead)?;
    let house = room.house;
    let verdict =
        attempt::decide(&house.codes, &house.campaign, &house.places, lead, &attempts, draft);
    Ok((call_number(lead, attempts.last(), room.me.id), verdict))
}

/// Goes on to what the draft needs next: a question, a refusal, or its card.
///
/// # Errors
/// The store's.
pub fn advance(turn: &mut Turn<'_>) -> Result<()> {
    let Some(draft) = &turn.desk.draft else {
        turn.go(Screen::Home);
        return Ok(());
    };
    if draft.is_open() {
        let screen = notes::screen(draft);
        turn.go(screen);
        return Ok(());
    }
    let (number, verdict) = verdict(turn, &turn.lead(draft.lead)?, draft)?;
    let screen = match verdict {
        Verdict::Ask(need) => Screen::Ask(need),
        Verdict::Refused(_) => Screen::Refused(draft.situation.clone()),
        Verdict::Ready(_) => Screen::Card(number),
    };
    turn.go(screen);
    Ok(())
}

/// Keeps what the client said at a step where no branch foresaw it, for the script's author.
///
/// # Errors
/// The store's.
pub fn note_answer(turn: &mut Turn<'_>, script: &Script, step: &str, text: &str) -> Result<()> {
    let text = match typed::answer(text) {
        Ok(text) => text,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    let answer = OtherAnswer {
        id: turn.take(Counter::Answer)?,
        script: script.id.clone(),
        version: script.version,
        step: step.to_owned(),
        text,
        lead: turn.desk.unfinished(),
        by: turn.me.id,
        at: turn.now,
    };
    turn.changes.push(Change::Answer(answer));
    turn.remark(t("answer-noted"));
    Ok(())
}
