//! What clients said that no branch foresaw, for the script's author: by step, with how often; from an
//! answer to who wrote it down and when. For supervisors. Source: domain page, section 10.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::press::Act;
use crate::chat::shelf::blank;
use crate::chat::texts::Texts;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, raw, t};
use crate::domain::heard::{Heard, Spot, Tally};
use crate::domain::record::Change;
use crate::words::{Arg, Phrase, TimeStyle};

use super::pages;

/// So many steps, answers or times stand on a page.
const ON_PAGE: usize = 8;
/// Letters of an answer on a key.
const LABEL_MAX: usize = 50;

/// How these screens look.
pub fn view(room: &Room<'_>, screen: &Screen, sheet: &mut Sheet) -> Result<()> {
    match screen {
        Screen::AnswersAt(spot, dealt, page) => step_view(room, *spot, *dealt, *page, sheet),
        Screen::Answer(id, page) => one_view(room, *id, *page, sheet),
        Screen::Answers(page) => steps_view(room, *page, sheet),
        _ => Ok(()),
    }
}

/// How the steps look, those with the most answers first.
fn steps_view(room: &Room<'_>, page: u32, sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("answers-title"));
    let mut tallies = room.facts.tallies()?;
    if tallies.is_empty() {
        sheet.plain(t("answers-none"));
    } else {
        sheet.aside(t("answers-how"));
    }
    tallies.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.spot.cmp(&b.spot)));
    let of = tallies.len().div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(of - 1);
    for tally in tallies.iter().skip(page as usize * ON_PAGE).take(ON_PAGE) {
        let label = t("answers-step").with("count", tally.times).with("step", place(room, tally)?);
        sheet.keys([(label, Act::AnswersAt(tally.spot.id()))]);
    }
    pages(sheet, page, of);
    sheet.keys([(t("key-home"), Act::Home)]);
    Ok(())
}

/// A step by its script, version and heading.
fn place(room: &Room<'_>, tally: &Tally) -> Result<Phrase> {
    let Spot { script, version, step } = &tally.spot;
    let versions = room.house.versions.values();
    let its = |known: &&(std::sync::Arc<_>, String)| {
        let known: &crate::domain::script::Script = &known.0;
        known.id == *script && known.version == *version
    };
    let current = room.house.scripts.get(script).map(|script| &script.digest);
    let current = current.and_then(|digest| room.house.versions.get(digest));
    let mut line = t("answers-place").with("version", *version);
    let Some((known, book)) = versions.clone().find(its).or(current) else {
        // The script is gone: its own names are all that is left.
        return Ok(line.with("script", script.as_str()).with("step", step.as_str()));
    };
    let walk = blank(room, known, &room.me.lang);
    let texts = Texts::new(*room, &walk, (known, book), None)?;
    let text = |id: String, else_: &str| -> Arg {
        if texts.has(&id) { texts.shown(&id).into() } else { else_.into() }
    };
    line = line.with("script", text("name".to_owned(), script));
    Ok(line.with("step", text(format!("{step}.title"), step)))
}

fn tally(room: &Room<'_>, spot: u64) -> Result<Option<Tally>> {
    Ok(room.facts.tallies()?.into_iter().find(|tally| tally.spot.id() == spot))
}

/// How the answers at a step look: those that nobody has dealt with, or the others.
fn step_view(room: &Room<'_>, spot: u64, dealt: bool, page: u32, sheet: &mut Sheet) -> Result<()> {
    let Some(tally) = tally(room, spot)? else {
        sheet.title(t("answers-title"));
        sheet.plain(t("answers-none-here"));
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    };
    sheet.title(place(room, &tally)?);
    let count = if dealt { tally.dealt } else { tally.open };
    sheet.aside(t(if dealt { "answers-dealt" } else { "answers-open" }).with("count", count));
    let of = (count as usize).div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(of - 1);
    let from = page as usize * ON_PAGE;
    for heard in room.facts.heard_at(&tally.spot, dealt, from, ON_PAGE)? {
        let label = t("answers-key").with("count", heard.times).with("text", short(&heard.text));
        sheet.keys([(label, Act::Answer(heard.id))]);
    }
    pages(sheet, page, of);
    let other = if dealt { tally.open } else { tally.dealt };
    let key = if dealt { "key-answers-open" } else { "key-answers-dealt" };
    let other = (other > 0 || dealt).then(|| (t(key).with("count", other), Act::Dealt));
    sheet.keys(other);
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(LABEL_MAX).collect();
    if short.len() < text.len() {
        short.truncate(short.trim_end().len());
        short.push('\u{2026}');
    }
    short
}

/// How an answer looks, with each time that it was given.
fn one_view(room: &Room<'_>, id: u64, page: u32, sheet: &mut Sheet) -> Result<()> {
    let Some(heard) = room.facts.heard(id)? else {
        sheet.title(t("answers-title"));
        sheet.plain(t("answers-none-here"));
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    };
    let tally = Tally::new(heard.spot.clone());
    sheet.title(place(room, &tally)?);
    sheet.line(Style::Say, raw(&heard.text));
    sheet.plain(t("answers-times").with("count", heard.times));
    let of = (heard.times as usize).div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(of - 1);
    for answer in room.facts.answers_alike(id, page as usize * ON_PAGE, ON_PAGE)? {
        let line = t(if answer.lead.is_some() { "answers-when-lead" } else { "answers-when" });
        let line = line
            .with("time", Arg::Time(answer.at, room.zone(), TimeStyle::Short))
            .with("who", room.name_at(answer.by, answer.at)?)
            .with("lead", answer.lead.map_or(0, |lead| lead.0));
        sheet.plain(line);
    }
    if let Some((who, at)) = heard.dealt {
        let time = Arg::Time(at, room.zone(), TimeStyle::Short);
        sheet.aside(t("answers-dealt-by").with("who", room.name_at(who, at)?).with("time", time));
    }
    pages(sheet, page, of);
    let key = if heard.dealt.is_some() { "key-answer-reopen" } else { "key-answer-deal" };
    sheet.keys([(t(key), Act::Dealt), (t("key-back"), Act::Back)]);
    Ok(())
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let screen = turn.desk.screen.clone();
    let next = match (screen, act) {
        (Screen::Answers(_), Act::Page(page)) => Screen::Answers(*page),
        (Screen::Answers(_), Act::AnswersAt(spot)) => Screen::AnswersAt(*spot, false, 0),
        (Screen::AnswersAt(spot, dealt, _), Act::Page(page)) => {
            Screen::AnswersAt(spot, dealt, *page)
        }
        (Screen::AnswersAt(spot, dealt, _), Act::Dealt) => Screen::AnswersAt(spot, !dealt, 0),
        (Screen::AnswersAt(..), Act::Answer(id)) => Screen::Answer(*id, 0),
        (Screen::AnswersAt(..), Act::Back) => Screen::Answers(0),
        (Screen::Answer(id, _), Act::Page(page)) => Screen::Answer(id, *page),
        (Screen::Answer(id, _), act) => match turn.facts.heard(id)? {
            Some(heard) if *act == Act::Dealt => deal(turn, heard),
            Some(heard) => Screen::AnswersAt(heard.spot.id(), heard.dealt.is_some(), 0),
            None => Screen::Answers(0),
        },
        _ => Screen::Home,
    };
    turn.go(next);
    Ok(())
}

/// Takes an answer off the list of what is to be done, or puts it back.
fn deal(turn: &mut Turn<'_>, mut heard: Heard) -> Screen {
    let before = heard.dealt.is_some();
    heard.dealt = (!before).then_some((turn.me.id, turn.now));
    let spot = heard.spot.id();
    turn.remark(t(if before { "answer-reopened" } else { "answer-dealt" }));
    turn.changes.push(Change::Heard(heard));
    Screen::AnswersAt(spot, before, 0)
}
