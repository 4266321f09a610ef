//! To forget a lead or somebody who has left: what goes, what stays, and that it cannot be undone.
//! For administrators.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::forget;
use crate::chat::press::Act;
use crate::chat::say::lead_line;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::domain::forget::Rule;
use crate::domain::lead::LeadId;
use crate::domain::people::{Person, PersonId, Role};

use super::lead::forgotten;

/// So many people stand on a page.
const ON_PAGE: usize = 12;

/// How the question about a lead looks.
pub fn lead_view(room: &Room<'_>, id: LeadId, sheet: &mut Sheet) -> Result<()> {
    let lead = room.lead(id)?;
    sheet.title(lead_line(room, &lead)?);
    if lead.phone.is_none() {
        sheet.plain(forgotten(room, &lead));
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    }
    sheet.title(t("forget-lead-ask"));
    sheet.plain(match room.house.campaign.forget {
        Rule::Pseudonymise => t("forget-lead-what"),
        Rule::Remove => t("forget-lead-remove"),
    });
    sheet.plain(t("forget-lead-ends"));
    sheet.plain(match forget::has_promise(room, &lead, &room.facts.attempts(id)?) {
        true => t("forget-lead-promise"),
        false => t("forget-lead-new"),
    });
    sheet.plain(t("forget-for-ever"));
    sheet.keys([(t("key-forget-yes"), Act::Yes), (t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn lead_press(turn: &mut Turn<'_>, id: LeadId, act: &Act) -> Result<()> {
    if *act == Act::Yes && turn.me.is(Role::Admin) && turn.lead(id)?.phone.is_some() {
        turn.go(Screen::Home);
        forget::lead(turn, id)?;
        turn.remark(t("forgotten-lead"));
    }
    turn.go(Screen::Lead(id));
    Ok(())
}

/// How the question about a person looks.
pub fn person_view(room: &Room<'_>, id: PersonId, sheet: &mut Sheet) -> Result<()> {
    let Some(person) = forget::left(room, id)? else {
        sheet.plain(t("member-gone"));
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    };
    sheet.title(raw(&person.name));
    sheet.title(t("forget-person-ask"));
    sheet.plain(t("forget-person-what"));
    sheet.plain(t("forget-person-stays"));
    sheet.plain(t("forget-for-ever"));
    sheet.keys([(t("key-forget-yes"), Act::Yes), (t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn person_press(turn: &mut Turn<'_>, id: PersonId, act: &Act) -> Result<()> {
    let person = forget::left(turn, id)?;
    match person.filter(|_| *act == Act::Yes && turn.me.is(Role::Admin)) {
        Some(person) => {
            let number = forget::person(turn, person)?;
            turn.remark(t("forgotten-person").with("number", number));
            turn.go(Screen::Team(0));
        }
        None => turn.go(Screen::Member(id)),
    }
    Ok(())
}

/// Those who have left and whose names are still known.
///
/// # Errors
/// The store's.
pub fn who_left(room: &Room<'_>) -> Result<Vec<Person>> {
    Ok(room.facts.people()?.into_iter().filter(forget::is_left).collect())
}

/// How their list looks.
pub fn left_view(room: &Room<'_>, page: u32, sheet: &mut Sheet) -> Result<()> {
    let mut people = who_left(room)?;
    people.sort_by_key(|person| person.name.to_lowercase());
    sheet.title(t("left-title").with("count", people.len()));
    let pages = people.len().div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(pages - 1);
    for person in people.iter().skip(page as usize * ON_PAGE).take(ON_PAGE) {
        sheet.keys([(raw(&person.name), Act::Member(person.id.0))]);
    }
    super::pages(sheet, page, pages);
    sheet.keys([(t("key-team"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn left_press(turn: &mut Turn<'_>, act: &Act) {
    turn.go(match act {
        Act::Page(page) => Screen::Left(*page),
        _ => Screen::Team(0),
    });
}
