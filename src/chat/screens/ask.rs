//! Asks for what a result code needs: ready answers, typed ones, dates.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::chat::desk::Screen;
use crate::chat::flow;
use crate::chat::press::{Act, Field};
use crate::chat::say::{code_name, lead_line};
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::chat::{dates, notes, numbers, say, told, typed};
use crate::domain::attempt::{Draft, REFUSALS, Said, Verdict};
use crate::domain::codes::Need;
use crate::domain::lead::Lead;
use crate::domain::recall::DueKind;
use crate::domain::record::Change;
use crate::words::{Arg, Phrase, TimeStyle};

use super::wish;

/// How the question looks.
pub fn view(room: &Room<'_>, draft: &Draft, need: Need, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(draft.lead)?;
    sheet.title(code_name(&draft.situation));
    sheet.aside(say::code_hint(&draft.situation));
    sheet.aside(lead_line(room, &lead)?);
    super::guesses::typed_line(draft, sheet);
    if need == Need::When
        && let Some(told) = told::of_draft(room, &lead, draft)
        && let Some(line) = told.trouble(room, &lead)
    {
        sheet.plain(line);
    }
    let kind = due_kind(room, draft);
    let day = draft.day.filter(|_| need == Need::When && kind != DueKind::Recall);
    match day {
        Some(day) => sheet.plain(t("ask-hour").with("day", Arg::Day(day, TimeStyle::Weekday))),
        None => sheet.plain(Phrase::new(format!("ask-{}", need.id()))),
    }
    match draft.answers.get(&need) {
        Some(Said::Text(text)) => sheet.aside(t("now-is").with("value", raw(text))),
        Some(Said::Chip(id)) => sheet.aside(t("now-is").with("value", chip(id))),
        _ => {}
    }
    let known = draft.when.filter(|_| need == Need::When);
    if let Some(at) = known {
        let time = Phrase::new("time").with("time", Arg::Time(at, room.zone(), TimeStyle::Long));
        sheet.aside(t("now-is").with("value", time));
    }
    if known.is_some() || draft.answers.contains_key(&need) {
        sheet.keys([(t("key-keep"), Act::Keep)]);
    }
    match need {
        Need::When if day.is_some() => {
            zone_line(room, &lead, sheet);
            let hours = day.map(|day| dates::hours(room, &lead, kind, day)).unwrap_or_default();
            for row in hours.chunks(HOURS_IN_A_ROW) {
                sheet.keys(row.iter().cloned());
            }
            sheet.keys([(t("key-other-day"), Act::Time)]);
        }
        Need::When => {
            date_keys(room, &lead, kind, sheet);
            if kind == DueKind::Recall {
                sheet.keys([(by_rule(room, draft), Act::Spread)]);
            }
        }
        Need::Stages => {
            sheet.keys([(t("key-stages-yes"), Act::Yes), (t("key-stages-no"), Act::No)])
        }
        Need::NoData => sheet.keys([(t("key-data-yes"), Act::Yes), (t("key-data-no"), Act::No)]),
        Need::Refusal => sheet.keys(REFUSALS.map(|id| (chip(id), Act::Chip(id.to_owned())))),
        Need::Email => {
            if let Some(known) = &lead.email {
                sheet.keys([(raw(known), Act::Yes)]);
            }
        }
        _ => {
            let chips = room.house.codes.get(&draft.situation).map(|code| &code.chips);
            let keys = chips.into_iter().flatten().map(|id| (chip(id), Act::Chip(id.clone())));
            sheet.packed(&room.house.words, &room.me.lang, keys);
        }
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

fn chip(id: &str) -> Phrase {
    Phrase::new(format!("chip-{id}"))
}

/// The label of the date that the rule sets where nobody named one.
pub fn by_rule(room: &Room<'_>, draft: &Draft) -> Phrase {
    let at = Arg::Time(draft.spread, room.zone(), TimeStyle::Short);
    t("key-default-time").with("time", at)
}

/// Keys with ready dates, and how to type another.
pub fn date_keys(room: &Room<'_>, lead: &Lead, kind: DueKind, sheet: &mut Sheet) {
    zone_line(room, lead, sheet);
    sheet.aside(t("pick-how"));
    let chips = dates::chips(room, lead, kind);
    for pair in chips.chunks(2) {
        sheet.keys(pair.iter().cloned());
    }
}

fn zone_line(room: &Room<'_>, lead: &Lead, sheet: &mut Sheet) {
    if room.zone() != room.house.campaign.zone || room.zone() != room.lead_zone(lead) {
        sheet.aside(t("zone-is").with("zone", say::zone_name(room, room.zone())));
    }
}

/// So many hours stand in a row.
const HOURS_IN_A_ROW: usize = 5;

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, need: Need, act: &Act) -> Result<()> {
    let said = match act {
        Act::Yes if need == Need::Email => {
            let Some(draft) = &turn.desk.draft else { return flow::advance(turn) };
            turn.lead(draft.lead)?.email.map(Said::Text)
        }
        Act::Yes if is_yes_or_no(need) => Some(Said::Yes),
        Act::No if is_yes_or_no(need) => Some(Said::No),
        Act::Chip(id) if is_offered(turn, need, id) => Some(Said::Chip(id.clone())),
        Act::At(minute) if need == Need::When => return date_chosen(turn, *minute),
        Act::Time if need == Need::When => {
            if let Some(draft) = &mut turn.desk.draft {
                draft.day = None;
                draft.answered(need);
            }
            return flow::advance(turn);
        }
        Act::Keep => {
            confirmed(turn, need);
            return flow::advance(turn);
        }
        Act::Spread if need == Need::When && !exact_needed(turn) => {
            if let Some(draft) = &mut turn.desk.draft {
                (draft.when, draft.moved) = (None, None);
            }
            // Asked, and nobody named a time.
            Some(Said::No)
        }
        _ => {
            back(turn, Some(need));
            return Ok(());
        }
    };
    if let (Need::Field, Some(Said::Chip(id))) = (need, &said) {
        correct_field(turn, id.clone())?;
    }
    if let (Some(said), Some(draft)) = (said, turn.desk.draft.as_mut()) {
        draft.answers.insert(need, said);
    }
    confirmed(turn, need);
    flow::advance(turn)
}

/// The answer holds for this situation.
fn confirmed(turn: &mut Turn<'_>, need: Need) {
    if let Some(draft) = &mut turn.desk.draft {
        draft.answered(need);
        draft.confirm.retain(|other| *other != need);
    }
}

fn is_yes_or_no(need: Need) -> bool {
    matches!(need, Need::Stages | Need::NoData)
}

/// Whether a ready answer is one of this question: a key can be forged.
fn is_offered(turn: &Turn<'_>, need: Need, id: &str) -> bool {
    let situation = turn.desk.draft.as_ref().map(|draft| &draft.situation);
    let code = situation.and_then(|situation| turn.house.codes.get(situation));
    match need {
        Need::Refusal => REFUSALS.contains(&id),
        Need::Stages | Need::NoData | Need::Email | Need::City | Need::When => false,
        _ => code.is_some_and(|code| code.chips.iter().any(|chip| chip == id)),
    }
}

/// The real field of business corrects the questionnaire, in the record's language.
fn correct_field(turn: &mut Turn<'_>, chip_id: String) -> Result<()> {
    let Some(id) = turn.desk.draft.as_ref().map(|draft| draft.lead) else { return Ok(()) };
    let mut lead = turn.lead(id)?;
    lead.field = Some(turn.house.words.say(&turn.house.campaign.record, &chip(&chip_id)));
    turn.changes.push(Change::Lead(lead));
    Ok(())
}

/// To the question before this one, else to the list of situations. `None`: from the card, to the
/// last question.
pub fn back(turn: &mut Turn<'_>, from: Option<Need>) {
    let Some(draft) = &turn.desk.draft else {
        turn.go(Screen::Home);
        return;
    };
    let asked = |need: &Need| {
        draft.answers.contains_key(need) || (*need == Need::When && draft.when.is_some())
    };
    let told_by_script = |need: &Need| *need == Need::Stages && turn.desk.walk.is_some();
    let needs = turn.house.codes.get(&draft.situation).map(|code| code.needs.clone());
    let mut needs = needs.unwrap_or_default();
    needs.extend(&draft.asks);
    let before = needs.iter().take_while(|need| Some(**need) != from);
    let previous = before.filter(|need| asked(need) && !told_by_script(need)).last().copied();
    let lead = draft.lead;
    let guided = turn.desk.walk.as_ref().is_some_and(|walk| walk.is_with(lead));
    turn.go(match previous {
        Some(need) => Screen::Ask(need),
        None if draft.note.is_some() => notes::screen(draft),
        None if guided => Screen::Step,
        None => Screen::Situations(lead),
    });
}

/// Takes a typed answer.
pub fn typed(turn: &mut Turn<'_>, need: Need, text: &str) -> Result<()> {
    // A time is why nobody is called only where nobody is called again.
    let Some(draft) = turn.desk.draft.clone() else { return flow::advance(turn) };
    if wish::is_why(need) && has_date(turn, &draft)? {
        if numbers::is_moment(turn, text) {
            return time_typed(turn, need, text);
        }
    } else if need != Need::When && notes::is_mistaken(turn, text) {
        time_typed(turn, need, text)?;
        turn.remark(t("time-again"));
        return Ok(());
    }
    let id = draft.lead;
    let Some(text) = wish::apart(turn, need, text)? else { return Ok(()) };
    let text = text.as_str();
    let noted = turn.desk.draft.as_ref().is_some_and(|draft| draft.note.is_some());
    let answer = match need {
        // Nothing is typed here but another note.
        Need::Stages | Need::NoData | Need::Refusal if noted && has_words(text) => {
            return notes::typed(turn, id, text);
        }
        Need::When => return date_typed(turn, text),
        Need::Stages | Need::NoData | Need::Refusal => Err(t("choose-a-key")),
        Need::Email => typed::email(text),
        Need::City | Need::Field => typed::short(text),
        _ => typed::answer(text),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    let field = match need {
        Need::City => Some(Field::City),
        Need::Field => Some(Field::Business),
        Need::Email => Some(Field::Email),
        _ => None,
    };
    if let Some(field) = field {
        let mut lead = turn.lead(id)?;
        if super::edit::set(&mut lead, field, &answer).is_ok() {
            turn.changes.push(Change::Lead(lead));
        }
    }
    if let Some(draft) = &mut turn.desk.draft {
        draft.answers.insert(need, Said::Text(answer));
    }
    confirmed(turn, need);
    flow::advance(turn)
}

/// A time that is typed where something else is asked says when to call again: it is kept, and the
/// question stays.
pub fn time_typed(turn: &mut Turn<'_>, need: Need, text: &str) -> Result<()> {
    let Some(draft) = turn.desk.draft.clone() else { return flow::advance(turn) };
    if !has_date(turn, &draft)? {
        turn.remark(t("time-no-recall"));
        return Ok(());
    }
    let told = turn.desk.remarks.len();
    date_typed(turn, text)?;
    turn.go(Screen::Ask(need));
    if turn.desk.remarks.len() == told {
        // Else it will not do, and why was told.
        wish::remark_kept(turn, "time-kept");
    }
    Ok(())
}

/// Whether a call or a visit follows from the result that is being made, once all is answered.
pub fn has_date(turn: &Turn<'_>, draft: &Draft) -> Result<bool> {
    let Some(code) = turn.house.codes.get(&draft.situation) else { return Ok(false) };
    if code.needs.contains(&Need::When) {
        return Ok(true);
    }
    let mut answered = Draft { confirm: Vec::new(), asks: Vec::new(), ..draft.clone() };
    answered.answers.extend(code.needs.iter().map(|need| (*need, Said::Yes)));
    let (_, verdict) = flow::verdict(turn, &turn.lead(draft.lead)?, &answered)?;
    let due = match verdict {
        Verdict::Ready(result) => result.due,
        Verdict::Ask(_) | Verdict::Refused(_) => None,
    };
    Ok(due.is_some_and(|due| due.kind != DueKind::LongTerm))
}

/// A ready date was chosen.
pub fn date_chosen(turn: &mut Turn<'_>, minute: i64) -> Result<()> {
    match dates::chosen(turn, minute) {
        Some(at) => set_date(turn, at, true),
        None => Ok(()),
    }
}

/// Something was typed on the card: another date, or another note.
pub fn card_typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let bare = text.trim();
    if bare.len() <= 2 && bare.chars().all(|c| c.is_ascii_digit()) {
        // A key that is not there, rather than an hour.
        turn.remark(t("no-such-key").with("number", bare));
        return Ok(());
    }
    let noted = turn.desk.draft.as_ref().filter(|draft| draft.note.is_some());
    match noted.map(|draft| draft.lead) {
        Some(lead) if has_words(text) && !dates::is_date(turn, text) => {
            notes::typed(turn, lead, text)
        }
        _ => date_typed(turn, text),
    }
}

/// Several words that are no date.
fn has_words(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() > 1
}

/// A date was typed.
pub fn date_typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    let needs_exact = exact_needed(turn);
    let day = turn.desk.draft.as_ref().and_then(|draft| draft.day).filter(|_| needs_exact);
    if let Some(at) = day.and_then(|day| dates::hour_of(turn, text, day)) {
        return set_date(turn, at, true);
    }
    let lead = turn.desk.draft.as_ref().map(|draft| draft.lead);
    let client = dates::clock_of(turn, lead)?;
    match dates::read(turn, text, client) {
        Ok(date) if needs_exact && !date.exact => day_typed(turn, date.at),
        Ok(date) => set_date(turn, date.at, date.exact),
        Err(why) => {
            turn.remark(why);
            Ok(())
        }
    }
}

/// A day was typed where the hour is needed too: it is asked for next.
fn day_typed(turn: &mut Turn<'_>, at: DateTime<Utc>) -> Result<()> {
    let Some(draft) = turn.desk.draft.clone() else { return flow::advance(turn) };
    let lead = turn.lead(draft.lead)?;
    let kind = due_kind(turn, &draft);
    if let Err(why) = dates::place(turn, &lead, kind, at) {
        let why = dates::refusal(turn, &lead, why);
        turn.remark(why);
        return Ok(());
    }
    let day = at.with_timezone(&turn.zone()).date_naive();
    if let Some(draft) = &mut turn.desk.draft {
        (draft.day, draft.when, draft.moved) = (Some(day), None, None);
        draft.answered(Need::When);
    }
    flow::advance(turn)
}

fn due_kind(room: &Room<'_>, draft: &Draft) -> DueKind {
    let code = room.house.codes.get(&draft.situation);
    code.map_or(DueKind::Recall, dates::due_kind)
}

/// An appointment needs the hour that was named; a recall may take any in the part of the day.
fn exact_needed(turn: &Turn<'_>) -> bool {
    turn.desk.draft.as_ref().is_some_and(|draft| due_kind(turn, draft) != DueKind::Recall)
}

fn set_date(turn: &mut Turn<'_>, at: DateTime<Utc>, exact: bool) -> Result<()> {
    let Some(draft) = turn.desk.draft.clone() else { return flow::advance(turn) };
    let lead = turn.lead(draft.lead)?;
    let kind = due_kind(turn, &draft);
    match dates::place(turn, &lead, kind, at) {
        Ok(placed) => {
            if let Some(draft) = &mut turn.desk.draft {
                (draft.when, draft.exact, draft.moved) = (Some(placed.at), exact, placed.moved);
                draft.day = None;
                draft.answered(Need::When);
            }
            flow::advance(turn)
        }
        Err(why) => {
            let why = dates::refusal(turn, &lead, why);
            turn.remark(why);
            Ok(())
        }
    }
}
