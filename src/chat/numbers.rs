//! Numbers that people type: of telephones and of questionnaires.

use std::ops::Range;

use anyhow::Result;

use crate::domain::lead::LeadId;
use crate::domain::phone::{self, Named, Phone, named, named_in};
use crate::words::{Found as Said, Hint, Phrase, WhenError};

use super::dates;
use super::flow;
use super::turn::{Room, Turn};
use super::typed;
use super::view::{raw, t};

/// What a typed number leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// To this lead, entered now if the telephone number is new.
    Lead(LeadId),
    /// To nobody: the client asked not to be called, and was forgotten.
    DoNotCall,
    /// To no questionnaire.
    NoSuchQuestionnaire(u32),
    /// It is no number.
    Nothing,
}

/// Looks a typed number up.
///
/// # Errors
/// The store's.
pub fn find(turn: &mut Turn<'_>, text: &str) -> Result<Found> {
    let campaign = &turn.house.campaign;
    match named_in(text, &campaign.country, campaign.routing.area_code.as_deref()) {
        Some(Named::Phone(phone)) => of_phone(turn, phone),
        Some(Named::Questionnaire(number)) => Ok(match turn.facts.lead(LeadId(number))? {
            Some(lead) => Found::Lead(lead.id),
            None => Found::NoSuchQuestionnaire(number),
        }),
        None => Ok(Found::Nothing),
    }
}

fn of_phone(turn: &mut Turn<'_>, phone: Phone) -> Result<Found> {
    Ok(flow::lead_for(turn, phone)?.map_or(Found::DoNotCall, Found::Lead))
}

/// The lead that a number names, without entering a new one; else what the reader is told. The
/// number of a questionnaire is taken as it is: the audit trail knows more leads than there are.
///
/// # Errors
/// The store's.
pub fn known(room: &Room<'_>, text: &str) -> Result<Result<LeadId, Phrase>> {
    let campaign = &room.house.campaign;
    Ok(match named_in(text, &campaign.country, campaign.routing.area_code.as_deref()) {
        Some(Named::Questionnaire(number)) => Ok(LeadId(number)),
        Some(Named::Phone(phone)) => room
            .facts
            .lead_by_phone(&campaign.id, &phone)?
            .ok_or_else(|| t("no-such-phone").with("phone", raw(&phone.pretty()))),
        None => Err(t("not-a-number")),
    })
}

/// What the reader is told where a number is expected and `text` names none: of a date that cannot be,
/// why; of a time, that the number comes first; else `other`.
pub fn none_in(room: &Room<'_>, text: &str, other: &'static str) -> Phrase {
    match is_time(room, text) {
        true => no_such_time(room, text).unwrap_or_else(|| t("time-no-number")),
        false => t(other),
    }
}

/// Why a time that is typed where a number is expected can be none.
pub fn no_such_time(room: &Room<'_>, text: &str) -> Option<Phrase> {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    match room.house.words.when(&room.me.lang, &typed::line(text), local).err()? {
        why
        @ (WhenError::NoSuchDate(_) | WhenError::NoSuchTime(_) | WhenError::OtherWeekday(_)) => {
            Some(t("time-wrong-no-number").with("why", why.phrase_on(local.date())))
        }
        _ => None,
    }
}

/// Whether a text is nothing but a date or a time, past or to come, or one that cannot be. A mere number
/// is none, in figures or in words.
pub fn is_time(room: &Room<'_>, text: &str) -> bool {
    let text = typed::line(text);
    let now = room.now.with_timezone(&room.zone()).naive_local();
    let figures = text.contains(|c: char| c.is_ascii_digit());
    let written = figures && text.contains(|c: char| c.is_alphabetic() || c == ':');
    let found = || room.house.words.dates_in(&text, now).found;
    (written || dates::is_dated(&text) || found().iter().any(|found| found.day))
        && dates::is_date(room, &text)
}

/// Whether a text is nothing but a time at which somebody may be called. How long somebody is away, or
/// until when, is none; nor are figures without a word or a colon, «24/7», and what has signs in it that
/// no time has, «+7 1».
pub fn is_moment(room: &Room<'_>, text: &str) -> bool {
    let of_time = |c: char| c.is_alphanumeric() || c.is_whitespace() || ":.,/-\u{2013}".contains(c);
    if !text.contains(|c: char| c.is_alphabetic() || c == ':') || !text.chars().all(of_time) {
        return false;
    }
    let local = room.now.with_timezone(&room.zone()).naive_local();
    let found = room.house.words.dates_in(&typed::line(text), local).found;
    let other = |found: &Said| found.until || found.length || found.weak;
    // Here «after lunch» and «at five» are times too.
    let timed = || found.iter().any(|found| found.time) && dates::is_date(room, text);
    (is_time(room, text) || timed()) && !found.iter().any(other)
}

/// The number inside a line, where nothing but a number is expected: «tel. 8 499 …, extension 12»,
/// «8 499 … Ivan», «# 2 tomorrow».
///
/// # Errors
/// The store's.
pub fn find_inside(turn: &mut Turn<'_>, text: &str) -> Result<Found> {
    let found = find(turn, text)?;
    if found != Found::Nothing {
        return Ok(found);
    }
    // Beside more digits it may be either that is meant.
    let told =
        |(_, rest): &(String, &str)| rest.contains(char::is_alphabetic) || is_time(turn, rest);
    let beside = first(turn, text).filter(told).or_else(|| last(turn, text).filter(told));
    if let Some((number, _)) = beside {
        let found = find(turn, &number)?;
        if found != Found::Nothing {
            return Ok(found);
        }
    }
    let runs = text.split(|c| !phone::is_part(c)).map(str::trim);
    let campaign = &turn.house.campaign;
    let (country, area) = (&campaign.country, campaign.routing.area_code.as_deref());
    match runs.filter_map(|run| Phone::parse_in(run, country, area)).next() {
        Some(phone) => of_phone(turn, phone),
        None => Ok(Found::Nothing),
    }
}

/// A text without the telephone numbers in it: their figures are no dates.
pub fn without_phones(room: &Room<'_>, text: &str) -> String {
    let campaign = &room.house.campaign;
    let (country, area) = (&campaign.country, campaign.routing.area_code.as_deref());
    let mut rest = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c| !phone::is_part(c)) {
        let run = piece.trim_end_matches(|c| !phone::is_part(c));
        let digits = run.chars().filter(char::is_ascii_digit).count();
        let is_phone = digits >= FEWEST_DIGITS && Phone::parse_in(run, country, area).is_some();
        rest.push_str(if is_phone { " " } else { run });
        rest.push_str(piece.get(run.len()..).unwrap_or_default());
    }
    rest
}

/// Fewer digits in a text may as well be a date.
const FEWEST_DIGITS: usize = 9;

/// A text is a number, and nothing but a number.
pub fn is_bare(room: &Room<'_>, text: &str) -> bool {
    let campaign = &room.house.campaign;
    named_in(text, &campaign.country, campaign.routing.area_code.as_deref()).is_some()
}

/// A text is the number of a questionnaire, with its mark before it: «№ 2».
pub fn is_marked(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    !text.trim().starts_with(digit) && matches!(named(text, ""), Some(Named::Questionnaire(_)))
}

/// A number with words before or behind it.
pub fn is_noted(room: &Room<'_>, text: &str) -> bool {
    let found = || {
        let of_card = questionnaire_before(room, text);
        before(room, text).or(of_card).or_else(|| behind(room, text))
    };
    !is_bare(room, text) && found().is_some()
}

/// The number of a questionnaire, without a mark, with which a text begins where it has to begin with
/// one.
pub fn questionnaire_before<'t>(room: &Room<'_>, text: &'t str) -> Option<(String, &'t str)> {
    let (number, rest) = text.trim().split_once(char::is_whitespace)?;
    let id = number.parse().ok().filter(|_| has_words(room, rest)).map(LeadId)?;
    let there = matches!(room.facts.lead(id), Ok(Some(_)));
    (there && !begins_date(room, text.trim(), number)).then(|| (number.to_owned(), words(rest)))
}

/// The number with which a text begins is that of a day or an hour: «25 November», «3 days», not «25
/// tomorrow at 10», where what stands behind it is a date by itself.
fn begins_date(room: &Room<'_>, text: &str, number: &str) -> bool {
    let local = room.now.with_timezone(&room.zone()).naive_local();
    let dates = room.house.words.dates_in(text, local);
    let found = dates.found.iter().map(|found| &found.at);
    let mut all = found.chain(dates.refused.iter().map(|refused| &refused.at));
    let begins = |at: &&Vec<Range<usize>>| at.first().is_some_and(|first| first.start == 0);
    let end = all.find(begins).and_then(|at| at.last()).map_or(0, |last| last.end);
    let behind = text.get(number.len()..end).map(str::trim).filter(|behind| !behind.is_empty());
    behind.is_some_and(|behind| room.house.words.when(&room.me.lang, behind, local).is_err())
}

/// The number with which a text begins, and the words behind it; none: it is no number, or there are no
/// words. The number of a questionnaire has its mark before it: «2 calls» is none.
pub fn before<'t>(room: &Room<'_>, text: &'t str) -> Option<(String, &'t str)> {
    first(room, text).filter(|(_, rest)| has_words(room, rest))
}

/// The telephone number with which a text ends, and the words before it.
pub fn behind<'t>(room: &Room<'_>, text: &'t str) -> Option<(String, &'t str)> {
    last(room, text).filter(|(_, rest)| has_words(room, rest))
}

/// A number, and beside it nothing but a time.
pub fn with_time<'t>(room: &Room<'_>, text: &'t str) -> Option<(String, &'t str)> {
    let timed = |(_, rest): &(String, &str)| is_time(room, rest);
    first(room, text).filter(timed).or_else(|| last(room, text).filter(timed))
}

/// The number with which a text begins, and what is behind it: that may begin with digits too, «8 499 …
/// 24.11 at 11».
fn first<'t>(room: &Room<'_>, text: &'t str) -> Option<(String, &'t str)> {
    let text = text.trim();
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let (run, behind) = text.split_at(end);
    let gaps = run.rmatch_indices(char::is_whitespace).map(|(at, _)| at);
    let whole = (!behind.starts_with(CLOCK)).then_some(end);
    whole.into_iter().chain(gaps).find_map(|end| {
        let (number, rest) = text.split_at_checked(end)?;
        if number.starts_with(MARKS) {
            let bare = number.trim_start_matches(MARKS).trim();
            let digits = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit());
            return digits.then(|| (number.trim().to_owned(), rest.trim()));
        }
        let phone = Phone::parse_in(number, &room.house.campaign.country, None)?;
        Some((phone.e164().to_owned(), words(rest)))
    })
}

/// The telephone number with which a text ends, and what is before it: that may end in digits too, «at
/// 15:00 8 499 …».
fn last<'t>(room: &Room<'_>, text: &'t str) -> Option<(String, &'t str)> {
    let text = text.trim();
    let start = text.rfind(|c: char| !is_part(c)).map_or(0, |at| {
        at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let (before, run) = text.split_at(start);
    let gaps = run.match_indices(char::is_whitespace).map(|(at, _)| start + at);
    let whole = (!before.ends_with(CLOCK)).then_some(start);
    whole.into_iter().chain(gaps).find_map(|start| {
        let (rest, number) = text.split_at_checked(start)?;
        let phone = Phone::parse_in(number, &room.house.campaign.country, None)?;
        Some((phone.e164().to_owned(), words(rest)))
    })
}

/// Digits beside it are an hour's.
const CLOCK: char = ':';

/// Fewer letters beside a number are no note: «no» is one.
const FEWEST_LETTERS: usize = 2;

/// What stands before the number of a questionnaire.
const MARKS: [char; 2] = ['#', '\u{2116}'];

/// What a typed number consists of.
fn is_part(c: char) -> bool {
    phone::is_part(c) || MARKS.contains(&c)
}

/// Words without what sets them apart from the number.
fn words(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ",;:.-\u{2013}\u{2014}".contains(c))
}

/// Words that tell something beside a number; «tel.» does not.
pub fn has_words(room: &Room<'_>, text: &str) -> bool {
    let hints = room.house.words.hints();
    let tells = |word: &&str| {
        let plain = hints.plain(word);
        let latin = hints.latin(&plain);
        !hints.at(&[(&plain, &latin)]).iter().any(|(hint, _)| *hint == Hint::Telephone)
    };
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.filter(tells).map(|word| word.chars().count()).sum::<usize>() >= FEWEST_LETTERS
}

/// A telephone number is that of a lead.
///
/// # Errors
/// The store's.
pub fn is_known(room: &Room<'_>, number: &str) -> Result<bool> {
    let campaign = &room.house.campaign;
    match Phone::parse_in(number, &campaign.country, None) {
        Some(phone) => Ok(room.facts.lead_by_phone(&campaign.id, &phone)?.is_some()),
        None => Ok(false),
    }
}
