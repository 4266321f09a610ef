//! Questions with their answers, short messages and phrases, looked up during a call or without one.

use anyhow::Result;

use crate::chat::desk::{Desk, Screen};
use crate::chat::press::Act;
use crate::chat::shelf::{self, Entry, Look, Shelf, Sort};
use crate::chat::turn::{Room, Turn};
use crate::chat::typed;
use crate::chat::view::{COPY_MAX, Key, Sheet, Style, raw, t};
use crate::domain::script::Script;
use crate::words::Phrase;

use super::pages;

/// So many stand on a page.
const ON_PAGE: usize = 8;
/// Letters of a key.
const LABEL_MAX: usize = 60;
/// Letters of what is looked for.
const WORDS_MAX: usize = 100;

/// The key that leads here from a step; none, if its script has nothing to look up.
pub fn key(script: &Script) -> Option<(Phrase, Act)> {
    shelf::has_any(script).then(|| (t("key-faq"), Act::Faq(Sort::default())))
}

/// Looks for words; without any, lists what there is.
pub fn open(turn: &mut Turn<'_>, words: &str) {
    let words: String = typed::line(words).chars().take(WORDS_MAX).collect();
    turn.go(Screen::Faq(Look { words, ..Look::default() }));
}

/// Lists what there is, beginning with this sort.
pub fn list(turn: &mut Turn<'_>, sort: Sort) {
    turn.go(Screen::Faq(Look { sort, ..Look::default() }));
}

/// What is typed here is looked for.
pub fn typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    open(turn, text);
    Ok(())
}

/// How a list looks, what was found, or one text.
pub fn view(room: &Room<'_>, desk: &Desk, sheet: &mut Sheet) -> Result<()> {
    let shelf = Shelf::new(room, desk.walk.as_ref())?;
    match &desk.screen {
        Screen::FaqText(_, name) => {
            match shelf.get(name) {
                Some(entry) => show(room, &shelf, entry, sheet)?,
                None => sheet.plain(t("faq-gone")),
            }
            sheet.keys([(t("key-faq-back"), Act::Back), back(desk)]);
            return Ok(());
        }
        Screen::Faq(look) if look.words.is_empty() => listed(room, &shelf, look, sheet)?,
        Screen::Faq(look) => found(room, &shelf, look, sheet)?,
        _ => {}
    }
    sheet.keys([back(desk)]);
    Ok(())
}

fn listed(room: &Room<'_>, shelf: &Shelf<'_>, look: &Look, sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("faq-title"));
    let has = |sort: &Sort| shelf.sorted(*sort).next().is_some();
    let sorts: Vec<Sort> = Sort::ALL.into_iter().filter(has).collect();
    let Some(sort) = sorts.iter().find(|sort| **sort == look.sort).or(sorts.first()) else {
        sheet.plain(t("faq-empty"));
        return Ok(());
    };
    sheet.aside(t("faq-how"));
    let all: Vec<usize> = shelf.sorted(*sort).map(|(at, _)| at).collect();
    page(room, shelf, &all, look.page, sheet)?;
    if sorts.len() > 1 {
        let tab = |each: &Sort| {
            let name = Phrase::new(format!("faq-sort-{}", each.id()));
            let mark = if each == sort { t("kind-chosen") } else { t("kind-other") };
            (mark.with("kind", name), Act::Faq(*each))
        };
        sheet.keys(sorts.iter().map(tab));
    }
    Ok(())
}

fn found(room: &Room<'_>, shelf: &Shelf<'_>, look: &Look, sheet: &mut Sheet) -> Result<()> {
    let found = shelf.find(&look.words)?;
    let title = if found.is_empty() { "faq-none" } else { "faq-found" };
    sheet.aside(t(title).with("words", look.words.as_str()).with("count", found.len()));
    let (best, others) = match found.split_first() {
        Some((best, others)) if look.page == 0 => (Some(best), others),
        _ => (None, found.get(1..).unwrap_or_default()),
    };
    if let Some(entry) = best.and_then(|best| shelf.entries.get(*best)) {
        show(room, shelf, entry, sheet)?;
    }
    page(room, shelf, others, look.page, sheet)?;
    sheet.keys([(t("key-faq-all"), Act::Faq(look.sort))]);
    Ok(())
}

/// A key for each text of a page.
fn page(
    room: &Room<'_>,
    shelf: &Shelf<'_>,
    all: &[usize],
    page: u32,
    sheet: &mut Sheet,
) -> Result<()> {
    let of = all.len().div_ceil(ON_PAGE) as u32;
    let page = page.min(of.saturating_sub(1));
    for at in all.iter().skip(page as usize * ON_PAGE).take(ON_PAGE) {
        if let Some(entry) = shelf.entries.get(*at) {
            sheet.keys([(label(room, shelf, entry)?, Act::Text(*at as u32))]);
        }
    }
    pages(sheet, page, of);
    Ok(())
}

/// A text in one line, for the operator; a phrase by itself, because its group is that of others.
fn label(room: &Room<'_>, shelf: &Shelf<'_>, entry: &Entry) -> Result<Phrase> {
    let line = match entry.name.sort {
        Sort::Phrase => shelf.text(entry, &room.me.lang)?,
        Sort::Question | Sort::Sms => shelf.heading(entry)?,
    };
    let line = line.unwrap_or_else(|| raw(&entry.name.id));
    let text = room.house.words.say(&room.me.lang, &line);
    let mut short: String = text.chars().take(LABEL_MAX).collect();
    if short.len() < text.len() {
        short.truncate(short.trim_end().len());
        short.push('\u{2026}');
    }
    let id = format!("faq-label-{}", entry.name.sort.id());
    Ok(Phrase::new(id).with("text", short))
}

/// A text whole: what it is, how it is said, what that means, and a key that copies it.
fn show(room: &Room<'_>, shelf: &Shelf<'_>, entry: &Entry, sheet: &mut Sheet) -> Result<()> {
    if let Some(heading) = shelf.heading(entry)? {
        sheet.title(heading);
    }
    if let Some(script) = shelf.script(entry)? {
        sheet.aside(script);
    }
    let words = &room.house.words;
    let mut copies = Vec::new();
    for lang in shelf.langs() {
        let Some(text) = shelf.text(entry, lang)? else { continue };
        if !shelf.spoken.contains(lang) {
            sheet.aside(text);
            continue;
        }
        let short = shelf::units(words, lang, &text) <= COPY_MAX;
        // What no key can copy is copied by a tap on the text itself.
        let copied = !short || entry.name.sort == Sort::Sms;
        sheet.line(if copied { Style::Record } else { Style::Say }, text.clone());
        if short {
            let name = t("language-name").in_lang(lang.clone());
            let several = shelf.spoken.len() > 1;
            let label = if several { t("key-copy-in").with("lang", name) } else { t("key-copy") };
            copies.push(Key::Copy(label, text));
        }
    }
    sheet.row(copies);
    Ok(())
}

/// Back to the call, where there is one.
fn back(desk: &Desk) -> (Phrase, Act) {
    if desk.is_busy() { (t("key-return"), Act::Return) } else { (t("key-home"), Act::Home) }
}

/// What the keys of a list do.
pub fn press(turn: &mut Turn<'_>, look: Look, act: &Act) -> Result<()> {
    match act {
        Act::Page(page) => turn.go(Screen::Faq(Look { page: *page, ..look })),
        Act::Text(at) => {
            let name = {
                let shelf = Shelf::new(turn, turn.desk.walk.as_ref())?;
                shelf.entries.get(*at as usize).map(|entry| entry.name.clone())
            };
            if let Some(name) = name {
                turn.go(Screen::FaqText(look, name));
            }
        }
        _ => turn.go(Screen::Faq(look)),
    }
    Ok(())
}
