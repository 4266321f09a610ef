//! The team: who is here, roles, invites.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::press::Act;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Key, Sheet, Style, raw, t};
use crate::chat::{forget, outcome};
use crate::domain::notice::Body;
use crate::domain::people::{INVITE_LIFE, Invite, Person, PersonId, Role};
use crate::domain::record::Change;
use crate::words::{Arg, Phrase, TimeStyle};

/// So many people stand on a page.
const ON_PAGE: usize = 12;

/// A role by its name.
pub fn role_name(role: Role) -> Phrase {
    Phrase::new(format!("role-{}", role.id()))
}

/// How the list looks.
pub fn view(room: &Room<'_>, page: u32, sheet: &mut Sheet) -> Result<()> {
    let mut people: Vec<Person> = room.facts.people()?.into_iter().filter(|p| !p.left).collect();
    people.sort_by_key(|p| (std::cmp::Reverse(p.role), p.name.to_lowercase()));
    let on_shift = people.iter().filter(|p| p.on_shift).count();
    sheet.title(t("team-title").with("count", people.len()).with("on-shift", on_shift));
    let pages = people.len().div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(pages - 1);
    for person in people.iter().skip(page as usize * ON_PAGE).take(ON_PAGE) {
        let shift = if person.on_shift { "on" } else { "off" };
        let label = t("team-key")
            .with("name", raw(&person.name))
            .with("role", role_name(person.role))
            .with("blocked", if person.unreachable { "yes" } else { "no" })
            .with("shift", shift);
        sheet.keys([(label, Act::Member(person.id.0))]);
    }
    super::pages(sheet, page, pages);
    let left = if room.me.is(Role::Admin) { super::forget::who_left(room)?.len() } else { 0 };
    if left > 0 {
        sheet.keys([(t("key-left").with("count", left), Act::Left)]);
    }
    sheet.keys([(t("key-invite"), Act::Inviting), (t("key-home"), Act::Home)]);
    Ok(())
}

/// How a member looks.
pub fn member_view(room: &Room<'_>, id: PersonId, sheet: &mut Sheet) -> Result<()> {
    if room.me.is(Role::Admin)
        && let Some(person) = forget::left(room, id)?
    {
        sheet.title(raw(&person.name));
        sheet.plain(t("member-left"));
        sheet.keys([(t("key-forget"), Act::ForgetPerson)]);
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    }
    let Some(person) = room.facts.person(id)?.filter(|p| !p.left) else {
        sheet.plain(t("member-gone"));
        sheet.keys([(t("key-back"), Act::Back)]);
        return Ok(());
    };
    sheet.title(raw(&person.name));
    sheet.plain(role_name(person.role));
    sheet.plain(t(match (person.on_shift, person.unreachable) {
        (true, true) => "member-on-shift-unreachable",
        (true, false) => "member-on-shift",
        (false, _) => "member-off-shift",
    }));
    if person.unreachable && !person.on_shift {
        sheet.plain(t("member-unreachable"));
    }
    let since = Arg::Time(person.since, room.zone(), TimeStyle::Day);
    sheet.aside(t("member-since").with("day", since));
    match (person.exempt, person.default_for_calls) {
        (true, true) => sheet.plain(t("member-exempt-fallback")),
        (true, false) => sheet.plain(t("member-exempt")),
        (false, true) => sheet.plain(t("member-fallback")),
        (false, false) => {}
    }
    sheet.keys([(t("key-profile"), Act::Profile(id.0))]);
    let may = may_change(room, &person);
    if may {
        let roles = Role::ALL.into_iter().filter(|role| Some(*role) <= room.me.role.may_give());
        let keys = roles.filter(|role| *role != person.role);
        sheet.keys(keys.map(|role| (t("key-role").with("role", role_name(role)), Act::Role(role))));
    }
    let switch =
        |on: bool, key: &str| Phrase::new(format!("key-{key}.{}", if on { "off" } else { "on" }));
    sheet.keys([(switch(person.exempt, "exempt"), Act::Exempt)]);
    sheet.keys([(switch(person.default_for_calls, "fallback"), Act::Fallback)]);
    if may {
        sheet.keys([(t("key-remove"), Act::Remove)]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// Nobody changes himself, an owner, or somebody above what he may give.
fn may_change(room: &Room<'_>, person: &Person) -> bool {
    person.id != room.me.id
        && !room.house.owners.contains(&person.id)
        && Some(person.role) <= room.me.role.may_give()
}

/// What a member's keys do.
pub fn member_press(turn: &mut Turn<'_>, id: PersonId, act: &Act) -> Result<()> {
    if *act == Act::ForgetPerson && turn.me.is(Role::Admin) && forget::left(turn, id)?.is_some() {
        turn.go(Screen::ForgetPerson(id));
        return Ok(());
    }
    let Some(mut person) = turn.facts.person(id)?.filter(|p| !p.left) else {
        turn.go(Screen::Team(0));
        return Ok(());
    };
    if matches!(act, Act::Exempt | Act::Fallback) {
        return routed(turn, person, *act == Act::Exempt);
    }
    let allowed = may_change(turn, &person);
    let before = person.role;
    match act {
        Act::Role(role) if allowed && Some(*role) <= turn.me.role.may_give() => {
            person.role = *role;
            turn.remark(
                t("role-given").with("name", raw(&person.name)).with("role", role_name(*role)),
            );
        }
        Act::Remove if allowed => {
            person.left = true;
            person.on_shift = false;
            person.default_for_calls = false;
            outcome::break_off(turn, id)?;
            turn.remark(t("member-removed").with("name", raw(&person.name)));
            turn.go(Screen::Team(0));
        }
        _ => {
            turn.go(Screen::Team(0));
            return Ok(());
        }
    }
    turn.menus.push(id);
    let rises = before < Role::Supervisor && person.is(Role::Supervisor);
    turn.changes.push(Change::Person(person));
    turn.notify(id, Body::Role)?;
    if rises { turn.brief(id) } else { Ok(()) }
}

/// Switches whether callers are led to a member: not at all (`exempt`), or all for whom nobody else is
/// found. Whoever leads may say that of everybody, himself and the director included. Only one takes
/// what is left.
fn routed(turn: &mut Turn<'_>, mut person: Person, exempt: bool) -> Result<()> {
    let remark = if exempt {
        person.exempt = !person.exempt;
        match (person.exempt, person.default_for_calls) {
            (true, true) => "exempt-on-fallback",
            (true, false) => "exempt-on",
            (false, _) => "exempt-off",
        }
    } else {
        person.default_for_calls = !person.default_for_calls;
        let others = turn.facts.people()?.into_iter();
        for other in others.filter(|other| other.default_for_calls && other.id != person.id) {
            turn.changes.push(Change::Person(Person { default_for_calls: false, ..other }));
        }
        if person.default_for_calls { "fallback-on" } else { "fallback-off" }
    };
    turn.remark(t(remark).with("name", raw(&person.name)));
    turn.changes.push(Change::Person(person));
    Ok(())
}

/// How the choice of the role looks.
pub fn inviting_view(room: &Room<'_>, sheet: &mut Sheet) {
    sheet.title(t("invite-title"));
    sheet.plain(t("invite-what"));
    let roles = Role::ALL.into_iter().filter(|role| Some(*role) <= room.me.role.may_give());
    for role in roles {
        sheet.keys([(role_name(role), Act::Invite(role))]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
}

/// Makes an invite.
pub fn inviting_press(turn: &mut Turn<'_>, act: &Act) {
    match act {
        Act::Invite(role) if Some(*role) <= turn.me.role.may_give() => {
            let token = turn.token();
            let (by, at) = (turn.me.id, turn.now);
            let invite = Invite { token: token.clone(), role: *role, by, at, used_by: None };
            turn.changes.push(Change::Invite(invite));
            turn.go(Screen::Invited(token, *role));
        }
        _ => turn.go(Screen::Team(0)),
    }
}

/// How an invite looks: a link that lets one person in.
pub fn invited_view(room: &Room<'_>, token: &str, role: Role, sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("invited-title").with("role", role_name(role)));
    let link = match &room.house.bot {
        Some(bot) => raw(&format!("https://t.me/{bot}?start={token}")),
        None => raw(&format!("/start {token}")),
    };
    let invite = room.facts.invite(token)?;
    match invite {
        Some(invite) if invite.good(room.now) => {
            sheet.line(Style::Record, link.clone());
            let until = Arg::Time(invite.at + INVITE_LIFE, room.zone(), TimeStyle::Long);
            sheet.aside(t("invited-until").with("time", until));
            sheet.row([Key::Copy(t("key-copy-link"), link)]);
        }
        _ => sheet.plain(t("invited-over")),
    }
    sheet.keys([(t("key-team"), Act::Back)]);
    Ok(())
}
