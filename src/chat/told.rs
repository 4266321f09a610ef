//! What a note tells besides its situation: answers, a time, what goes on the lead's card. It is taken
//! out of the note by [`crate::notes::extract`], and put into the result that is being made.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, Utc};

use crate::domain::attempt::{ANSWER_MAX, Draft, Said};
use crate::domain::calendar::NotThen;
use crate::domain::codes::{Code, Early, Need};
use crate::domain::lead::{Field, Lead};
use crate::domain::note::Noted;
use crate::domain::recall::DueKind;
use crate::domain::script::Side;
use crate::notes::extract::{Setting, extract};
use crate::words::{Arg, Parsed, Phrase, TimeStyle, WhenError};

use super::dates;
use super::other_day;
use super::turn::Room;
use super::typed;
use super::view::{raw, t};

/// What a note tells for a situation.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Answers to what the situation needs.
    pub answers: Vec<(Need, Said)>,
    /// The time that it names, whether to the minute, and the day off from which it was moved.
    pub when: Option<(DateTime<Utc>, bool, Option<NaiveDate>)>,
    /// The day that it names for an appointment, without an hour.
    pub day: Option<NaiveDate>,
    /// The time that it names, and why that is not allowed.
    pub not_then: Option<(dates::Typed, NotThen)>,
    /// Why a date that it names is none.
    pub no_date: Option<Phrase>,
    /// Objections that were worked off.
    pub objections: u16,
    /// The name of a contact.
    pub contact: Option<String>,
    /// Nobody stands in for whoever is away, and he is away for longer than a callback may wait.
    pub long_absence: bool,
    /// The client asks not to be called any more.
    pub no_more_calls: bool,
    /// Days on which the client asks not to be called.
    pub not_on: Vec<NaiveDate>,
    /// Another number than the lead's own, and who answers it where that was told.
    pub phone: Option<String>,
}

/// By what a note is read that was typed at this local time.
pub fn setting<'a>(room: &Room<'a>, now: NaiveDateTime) -> Setting<'a> {
    let house = room.house;
    let (reasons, country) = (house.notes.reasons(), house.campaign.country.as_str());
    Setting { words: &house.words, reasons, country, now }
}

/// Takes out of a note what a situation needs. Pure: the same each time.
pub fn of(room: &Room<'_>, lead: &Lead, noted: &Noted, code: &Code) -> Told {
    let note = &noted.note;
    let zone = room.zone();
    let local = note.at.with_timezone(&zone).naive_local();
    let found = extract(&note.text, Some(&code.id), &setting(room, local));
    let mut told = Told { objections: found.objections.unwrap_or(0), ..Told::default() };
    told.contact = found.contact.and_then(|name| typed::short(&name).ok());
    told.no_more_calls = found.no_more_calls;
    told.not_on = found.not_on;
    let words = if noted.unsure { Some(note.text.clone()) } else { found.reason };
    let words = words.and_then(|words| typed::answer(&cut(&words)).ok());
    for need in &code.needs {
        let said = match need {
            Need::Reason | Need::Relation | Need::Competitor | Need::Fault => {
                words.clone().map(Said::Text)
            }
            Need::Field => {
                words.clone().and_then(|words| typed::short(&words).ok()).map(Said::Text)
            }
            Need::Email => {
                found.email.as_deref().and_then(|text| typed::email(text).ok()).map(Said::Text)
            }
            Need::Refusal => found.refusal.map(|chip| Said::Chip(chip.to_owned())),
            _ => None,
        };
        told.answers.extend(said.map(|said| (*need, said)));
    }
    let reason = told.answers.iter().any(|(need, _)| *need == Need::Reason);
    if told.no_more_calls && !reason && code.needs.contains(&Need::Reason) {
        // Who says no more than that has said why.
        let words = room.house.words.say(&room.house.campaign.record, &t("reason-no-more-calls"));
        told.answers.push((Need::Reason, Said::Text(words)));
    }
    let client = room.lead_zone(lead);
    let said = dates::Said { lang: &room.me.lang, zone, client, at: note.at };
    let wrong = dates::wrong_in(room, &note.text, local);
    // Of «31 February at 11» the rest would be read as another day; of a bad hour the day is good. What
    // is over beside a date that is not is a tale.
    let when = found.when.filter(|_| !matches!(wrong, Some(WhenError::NoSuchDate(_))));
    let told_so = |why: &WhenError| {
        when.is_none() || matches!(why, WhenError::NoSuchDate(_) | WhenError::NoSuchTime(_))
    };
    let wrong = wrong.filter(told_so);
    told.no_date = wrong.map(|why| t("note-no-date").with("why", why.phrase_on(local.date())));
    if let Some(parsed) = when {
        let kind = dates::due_kind(code);
        let fits = |at| match dates::place(room, lead, kind, at) {
            Ok(placed) => !told.not_on.contains(&placed.at.with_timezone(&zone).date_naive()),
            Err(_) => false,
        };
        let below = &mut |count| note.below(count);
        match other_day::moment(room, parsed, &said, &told.not_on, below, &fits) {
            Ok(moment) => told.place(room, lead, code, parsed, moment),
            Err(why) => {
                let text = found.when_text.unwrap_or_default();
                let line = t("note-not-then").with("time", raw(&text)).with("why", why);
                told.no_date = Some(line);
            }
        }
    }
    let far = matches!(told.not_then, Some((_, NotThen::TooFar { .. })));
    told.long_absence = found.uncovered && far;
    let other = found.phone.filter(|phone| lead.phone.as_ref() != Some(phone));
    told.phone = other.map(|phone| match &told.contact {
        Some(name) => format!("{}, {name}", phone.pretty()),
        None => phone.pretty(),
    });
    told
}

/// So much of a text as an answer may have, to the end of a word.
fn cut(text: &str) -> String {
    if text.chars().count() <= ANSWER_MAX {
        return text.to_owned();
    }
    let start: String = text.chars().take(ANSWER_MAX - 1).collect();
    let end = start.rfind(char::is_whitespace).unwrap_or(start.len());
    format!("{}\u{2026}", start.get(..end).unwrap_or_default())
}

/// What the note of a result tells for its situation.
pub fn of_draft(room: &Room<'_>, lead: &Lead, draft: &Draft) -> Option<Told> {
    let code = room.house.codes.get(&draft.situation)?;
    Some(of(room, lead, draft.note.as_ref()?, code))
}

impl Told {
    /// Takes the moment that was named, if it is allowed. An appointment needs the hour: without it,
    /// its day stays.
    fn place(
        &mut self,
        room: &Room<'_>,
        lead: &Lead,
        code: &Code,
        parsed: Parsed,
        at: dates::Typed,
    ) {
        let kind = dates::due_kind(code);
        let zone = room.zone();
        let off = |at: DateTime<Utc>| self.not_on.contains(&at.with_timezone(&zone).date_naive());
        match dates::place_but(room, lead, kind, at.at, &self.not_on) {
            // No day is left of those that were named.
            Ok(placed) if off(at.at) || off(placed.at) => self.no_date = Some(t("note-not-on")),
            Ok(_) if kind != DueKind::Recall && !at.exact => {
                let (from, to) = parsed.window();
                let one = to - from <= Duration::days(1);
                self.day = one.then(|| at.at.with_timezone(&zone).date_naive());
            }
            Ok(placed) => self.when = Some((placed.at, at.exact, placed.moved)),
            Err(why) if off(at.at) && !matches!(why, NotThen::TooFar { .. }) => {
                self.no_date = Some(t("note-not-on"));
            }
            Err(why) => self.not_then = Some((at, why)),
        }
    }

    /// What is wrong with the date that the note names, in a line.
    pub fn trouble(&self, room: &Room<'_>, lead: &Lead) -> Option<Phrase> {
        let Some((typed, why)) = self.not_then else { return self.no_date.clone() };
        let time = match typed.exact {
            true => Arg::Time(typed.at, room.zone(), TimeStyle::Long),
            false => {
                let day = typed.at.with_timezone(&room.zone()).date_naive();
                Arg::Day(day, TimeStyle::Weekday)
            }
        };
        let why = dates::refusal(room, lead, why);
        Some(t("note-not-then").with("time", time).with("why", why))
    }

    /// Moves the day for which nobody asked off those on which the client is not to be called.
    pub fn keep_off(&self, room: &Room<'_>, lead: &Lead, draft: &mut Draft) {
        let calendar = room.calendar(lead);
        let noted =
            draft.note.as_ref().filter(|_| self.not_on.contains(&calendar.day(draft.spread)));
        if let Some(noted) = noted {
            let pick = |limit| noted.note.below(limit);
            draft.spread = calendar.default_recall_but(room.now, &self.not_on, pick);
        }
    }

    /// Puts the answers into a result. What the operator answered himself stays, unless the note is
    /// `fresh`, newer than that.
    pub fn put(&self, draft: &mut Draft, fresh: bool) {
        for (need, said) in &self.answers {
            if fresh || !draft.answers.contains_key(need) {
                draft.answers.insert(*need, said.clone());
                draft.confirm.retain(|other| other != need);
                gave(draft, *need);
            }
        }
        if let Some((at, exact, moved)) = self.when.filter(|_| fresh || draft.when.is_none()) {
            (draft.when, draft.exact, draft.moved) = (Some(at), exact, moved);
            draft.day = None;
            draft.answers.remove(&Need::When);
            gave(draft, Need::When);
        }
        if let Some(day) = self.day.filter(|_| fresh || (draft.when, draft.day) == (None, None)) {
            (draft.when, draft.moved, draft.day) = (None, None, Some(day));
            draft.answers.remove(&Need::When);
            gave(draft, Need::When);
        }
    }

    /// Objections count that the script did not see.
    pub fn count(&self, room: &Room<'_>, code: &Code, draft: &mut Draft) {
        draft.objections = draft.objections.max(self.objections);
        if code.early == Some(Early::Objections) {
            let limits = room.house.script().and_then(|script| script.limits.get(&Side::Secretary));
            draft.early |= limits.is_some_and(|limit| draft.objections >= limit.limit);
        }
        if code.early == Some(Early::LongAbsence) {
            draft.early |= self.long_absence;
        }
    }
}

fn gave(draft: &mut Draft, need: Need) {
    if let Some(noted) = &mut draft.note
        && !noted.gave.contains(&need)
    {
        noted.gave.push(need);
    }
}

/// What a note tells that goes on the lead's card when the result is saved. A name and a field of
/// business that stand there are not overwritten by what was typed in a hurry.
pub fn for_card(lead: &Lead, draft: &Draft, told: &Told) -> Vec<(Field, String)> {
    let mut fields = Vec::new();
    if let Some(name) = told.contact.as_ref().filter(|_| lead.contact.is_none()) {
        fields.push((Field::Contact, name.clone()));
    }
    if let Some(other) = &told.phone {
        fields
            .extend(beside(lead.other_phone.as_deref(), other).map(|all| (Field::OtherPhone, all)));
    }
    let gave = draft.note.as_ref().map(|noted| noted.gave.as_slice()).unwrap_or_default();
    for (need, field) in [(Need::Email, Field::Email), (Need::Field, Field::Business)] {
        if let Some(Said::Text(value)) = draft.answers.get(&need)
            && gave.contains(&need)
            && match lead.value(field) {
                // The client may have told a new address: the card shows both. What he does is known.
                Some(old) => field == Field::Email && old != value,
                None => true,
            }
        {
            fields.push((field, value.clone()));
        }
    }
    fields
}

/// A number beside those that are known; none: it is one of them. The oldest give way where there are
/// too many.
fn beside(known: Option<&str>, other: &str) -> Option<String> {
    let known: Vec<&str> = known.into_iter().flat_map(|known| known.split("; ")).collect();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if known.iter().any(|known| digits(known) == digits(other)) {
        return None;
    }
    let mut all = known.as_slice();
    loop {
        let list = [all, &[other]].concat().join("; ");
        match all {
            [_, rest @ ..] if typed::short(&list).is_err() => all = rest,
            _ => return Some(list),
        }
    }
}
