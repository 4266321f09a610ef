//! Messages to colleagues: the list, one of them, when to call back, and to whom it is passed on.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::form::search;
use crate::chat::mail::{self, may_act, may_see};
use crate::chat::manager;
use crate::chat::press::Act;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, Style, raw, t};
use crate::chat::{dates, typed};
use crate::domain::message::{Because, Form, Message, MessageId, State};
use crate::domain::notice::Notice;
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::recall::DueKind;
use crate::words::{Arg, Phrase, TimeStyle};

/// So many messages stand on a page.
const ON_PAGE: usize = 8;
/// So many are looked through; nobody pages further.
const MOST: usize = 400;
/// So many colleagues are offered; the others are found by their names.
const OFFERED: usize = 20;

/// How the list looks: what the reader has not read first. Supervisors see what nobody has read.
pub fn list_view(room: &Room<'_>, page: u32, sheet: &mut Sheet) -> Result<()> {
    let mine = room.facts.messages_of(room.me.id, MOST)?;
    let (unread, read): (Vec<Message>, Vec<Message>) = mine.into_iter().partition(Message::waits);
    sheet.title(t("messages-title").with("count", unread.len()));
    if unread.is_empty() && read.is_empty() {
        sheet.plain(t("messages-none"));
    }
    let count = unread.len();
    let all: Vec<Message> = unread.into_iter().chain(read).collect();
    let pages = all.len().div_ceil(ON_PAGE).max(1) as u32;
    let page = page.min(pages - 1);
    let from = page as usize * ON_PAGE;
    for (at, message) in all.iter().enumerate().skip(from).take(ON_PAGE) {
        if at == count {
            sheet.gap();
        }
        key(room, message, sheet)?;
    }
    super::pages(sheet, page, pages);
    if page == 0 && room.me.is(Role::Supervisor) {
        undelivered(room, sheet)?;
    }
    sheet.keys([(t("key-home"), Act::Home)]);
    Ok(())
}

/// What nobody has read although its time is over, and the reader has not got.
fn undelivered(room: &Room<'_>, sheet: &mut Sheet) -> Result<()> {
    let minutes = i64::from(room.house.campaign.message_minutes);
    let late = |message: &Message| (room.now - message.at).num_minutes() >= minutes;
    let others = room.facts.unread()?.into_iter().filter(|message| !message.reached(room.me.id));
    let late: Vec<Message> = others.filter(late).collect();
    if late.is_empty() {
        return Ok(());
    }
    sheet.gap();
    sheet.title(t("messages-undelivered").with("count", late.len()));
    for message in late.iter().take(ON_PAGE) {
        key(room, message, sheet)?;
    }
    Ok(())
}

fn key(room: &Room<'_>, message: &Message, sheet: &mut Sheet) -> Result<()> {
    let label = t("message-key")
        .with("new", if message.waits() { "yes" } else { "no" })
        .with("time", Arg::Time(message.at, room.zone(), TimeStyle::Short))
        .with("caller", caller(message))
        .with("name", room.name_at(message.to, message.at)?);
    sheet.keys([(label, Act::Message(message.id.0))]);
    Ok(())
}

/// Who called, as far as it was told.
fn caller(message: &Message) -> Phrase {
    let form = &message.form;
    match form.caller.as_deref().or(form.organisation.as_deref()) {
        Some(name) => raw(name),
        None if message.forgotten => t("lead-forgotten"),
        None => t("message-caller-unknown"),
    }
}

/// A message as a screen, with the way back.
pub fn view(room: &Room<'_>, id: MessageId, sheet: &mut Sheet) -> Result<()> {
    body(room, id, sheet)?;
    sheet.keys([(t("key-messages"), Act::Messages)]);
    Ok(())
}

/// A message as a notice. Who got it anew, because it was passed on to him, finds it below.
///
/// # Errors
/// The store's.
pub fn notice_view(
    room: &Room<'_>,
    notice: &Notice,
    id: MessageId,
    sheet: &mut Sheet,
) -> Result<()> {
    let message = room.facts.message(id)?.filter(|message| may_see(message, room.me));
    let last = message.as_ref().and_then(|m| m.sent.iter().rev().find(|s| s.to == room.me.id));
    if let (Some(message), Some(newer)) = (&message, last.and_then(|sent| sent.notice))
        && newer > notice.id.0
    {
        let name = room.name_at(message.to, message.at)?;
        sheet.plain(t("message-below").with("name", name).with("caller", caller(message)));
        sheet.keys([(t("key-message-show"), Act::Message(id.0))]);
        return Ok(());
    }
    body(room, id, sheet)
}

/// A message, with everything that the caller told, word for word, and what has come of it.
fn body(room: &Room<'_>, id: MessageId, sheet: &mut Sheet) -> Result<()> {
    let message = room.facts.message(id)?;
    let Some(message) = message.filter(|message| may_see(message, room.me)) else {
        sheet.plain(t("message-not-yours"));
        return Ok(());
    };
    sheet.title(t("message-title").with("name", room.name_at(message.to, message.at)?));
    sheet.plain(
        t("message-taken")
            .with("time", Arg::Time(message.at, room.zone(), TimeStyle::Long))
            .with("name", room.name_at(message.by, message.at)?),
    );
    if let Some(why) = why_here(room, &message)? {
        sheet.aside(why);
    }
    sheet.gap();
    for id in Form::FIELDS {
        let Some(value) = message.form.value(id) else { continue };
        if id == "about" {
            sheet.plain(Phrase::new("message-field-about"));
            sheet.line(Style::Record, raw(value));
        } else {
            sheet.plain(Phrase::new(format!("message-field-{id}")).with("value", raw(value)));
        }
    }
    sheet.gap();
    sheet.plain(status(room, &message)?);
    keys(room, &message, sheet);
    Ok(())
}

fn keys(room: &Room<'_>, message: &Message, sheet: &mut Sheet) {
    if !may_act(message, room.me) || message.forgotten {
        return;
    }
    let id = message.id.0;
    // Without a number there is nobody to call back.
    let reachable = message.lead.is_some() || message.form.number.is_some();
    let back = reachable.then(|| (t("key-call-back"), Act::CallBack(id)));
    match message.state {
        State::Waiting => {
            let read = (t("key-message-read"), Act::Heard(id));
            sheet.keys([Some(read), back].into_iter().flatten());
        }
        State::Read { .. } => sheet.keys(back),
        State::Calls { by, recall, .. } => {
            if by == room.me.id {
                sheet.keys([(t("key-callback-recall"), Act::Recall(recall.0))]);
            }
            return;
        }
    }
    sheet.keys([(t("key-pass-on"), Act::PassOn(id))]);
}

/// Why the reader has it, if it is not for him.
fn why_here(room: &Room<'_>, message: &Message) -> Result<Option<Phrase>> {
    // Who has passed it on has it no more.
    let Some(sent) = message.round().iter().rev().find(|sent| sent.to == room.me.id) else {
        return Ok(None);
    };
    let name = |who: PersonId| room.name_at(who, sent.at);
    Ok(match sent.because {
        Because::Addressee => None,
        Because::StandIn(who) => Some(t("message-for-stand-in").with("name", name(who)?)),
        Because::Supervisor => Some(t("message-for-supervisor")),
        Because::Passed(who) => Some(t("message-passed-by").with("name", name(who)?)),
    })
}

/// What has come of a message, in one line.
///
/// # Errors
/// The store's.
pub fn status(room: &Room<'_>, message: &Message) -> Result<Phrase> {
    let time = |at| Arg::Time(at, room.zone(), TimeStyle::Short);
    if message.forgotten {
        return Ok(t("message-forgotten"));
    }
    Ok(match message.state {
        State::Waiting => {
            let names = message.round().iter().map(|sent| room.name_at(sent.to, sent.at));
            let names = names.collect::<Result<Vec<String>>>()?;
            let why = if message.is_overdue() { "supervisor" } else { "sent" };
            let last = match message.round().iter().position(|s| s.because == Because::Supervisor) {
                Some(first) => names.get(first..).unwrap_or_default(),
                None => &names,
            };
            t("message-waits").with("why", why).with("names", last.join(", "))
        }
        State::Read { by, at } => {
            t("message-read").with("name", room.name_at(by, at)?).with("time", time(at))
        }
        State::Calls { by, at, due, .. } => {
            t("message-calls").with("name", room.name_at(by, at)?).with("time", time(due))
        }
    })
}

/// A message among what is told of the call in which it was taken.
///
/// # Errors
/// The store's.
pub fn in_history(room: &Room<'_>, message: &Message) -> Result<Phrase> {
    let name = room.name_at(message.to, message.at)?;
    Ok(t("message-in-history").with("name", name).with("status", status(room, message)?))
}

/// What the one who took a message is told.
///
/// # Errors
/// The store's.
pub fn news(room: &Room<'_>, id: MessageId, sheet: &mut Sheet) -> Result<()> {
    let message = room.facts.message(id)?;
    let Some(message) = message.filter(|message| may_see(message, room.me)) else {
        sheet.plain(t("message-not-yours"));
        return Ok(());
    };
    sheet.title(
        t("message-news")
            .with("name", room.name_at(message.to, message.at)?)
            .with("caller", caller(&message)),
    );
    sheet.plain(status(room, &message)?);
    sheet.keys([(t("key-message-show"), Act::Message(id.0))]);
    Ok(())
}

/// What the keys of the list and of a message do, beside those that any screen may bear.
pub fn press(turn: &mut Turn<'_>, act: &Act) {
    turn.go(match (&turn.desk.screen, act) {
        (Screen::Messages(_), Act::Page(page)) => Screen::Messages(*page),
        (Screen::Messages(_), _) => Screen::Home,
        _ => Screen::Messages(0),
    });
}

/// Keys about a message that any screen or notice may bear.
///
/// # Errors
/// The store's.
pub fn act(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    let (Act::Message(id) | Act::Heard(id) | Act::CallBack(id) | Act::PassOn(id)) = act else {
        return Ok(());
    };
    let id = MessageId(*id);
    let message = turn.facts.message(id)?.filter(|message| may_see(message, turn.me));
    let Some(message) = message else {
        turn.toast = Some(t("message-not-yours"));
        turn.still = true;
        return Ok(());
    };
    let may = may_act(&message, turn.me) && !message.forgotten;
    match act {
        Act::Message(_) => turn.go(Screen::Message(id)),
        Act::Heard(_) if may => {
            mail::read(turn, id)?;
            // The screen or notice that bears the key shows it.
            turn.still = turn.desk.screen != Screen::Message(id);
        }
        Act::CallBack(_) if may => mail::call_back(turn, id)?,
        Act::PassOn(_) if may => turn.go(Screen::PassOn(id, String::new())),
        _ => {
            turn.toast = Some(t("message-not-yours"));
            turn.still = true;
        }
    }
    Ok(())
}

/// How the question for the time of the call back looks.
pub fn when_view(room: &Room<'_>, id: MessageId, sheet: &mut Sheet) -> Result<()> {
    let message = room.facts.message(id)?;
    let Some(message) = message.filter(|message| may_act(message, room.me)) else {
        sheet.plain(t("message-not-yours"));
        sheet.keys([(t("key-messages"), Act::Messages)]);
        return Ok(());
    };
    sheet.title(t("message-when-title").with("caller", caller(&message)));
    if let Some(wish) = &message.form.when {
        sheet.plain(t("message-field-when").with("value", raw(wish)));
    }
    if let Some(lead) = message.lead {
        super::ask::date_keys(room, &room.lead(lead)?, DueKind::Recall, sheet);
    } else {
        sheet.aside(t("pick-how"));
    }
    sheet.keys([(t("key-back"), Act::Message(id.0))]);
    Ok(())
}

/// A ready time was chosen.
pub fn when_press(turn: &mut Turn<'_>, id: MessageId, act: &Act) -> Result<()> {
    match act {
        Act::At(minute) => match dates::chosen(turn, *minute) {
            Some(at) => mail::call_back_at(turn, id, at),
            None => Ok(()),
        },
        _ => {
            turn.go(Screen::Message(id));
            Ok(())
        }
    }
}

/// A time was typed.
pub fn when_typed(turn: &mut Turn<'_>, id: MessageId, text: &str) -> Result<()> {
    let lead = turn.facts.message(id)?.and_then(|message| message.lead);
    let client = dates::clock_of(turn, lead)?;
    match dates::read(turn, text, client) {
        Ok(date) => mail::call_back_at(turn, id, date.at),
        Err(why) => {
            turn.remark(why);
            Ok(())
        }
    }
}

/// How the choice of the colleague looks.
pub fn pass_view(room: &Room<'_>, id: MessageId, text: &str, sheet: &mut Sheet) -> Result<()> {
    let message = room.facts.message(id)?;
    let Some(message) = message.filter(|message| may_act(message, room.me)) else {
        sheet.plain(t("message-not-yours"));
        sheet.keys([(t("key-messages"), Act::Messages)]);
        return Ok(());
    };
    sheet.title(t("message-pass-title").with("caller", caller(&message)));
    choose(room, text, &[room.me.id], sheet)?;
    sheet.keys([(t("key-back"), Act::Message(id.0))]);
    Ok(())
}

/// Keys for colleagues: those whose names begin as typed, or those on shift first.
///
/// # Errors
/// The store's.
pub fn choose(room: &Room<'_>, text: &str, except: &[PersonId], sheet: &mut Sheet) -> Result<()> {
    let people = room.facts.people()?;
    let found = if text.is_empty() {
        people.iter().filter(|person| person.is(Role::Operator)).collect()
    } else {
        search(&people, text)
    };
    let mut found: Vec<&Person> =
        found.into_iter().filter(|p| !p.unreachable && !except.contains(&p.id)).collect();
    found.sort_by_key(|person| (!person.on_shift, person.name.to_lowercase()));
    if !text.is_empty() {
        sheet.plain(t("colleagues-found").with("text", raw(text)).with("count", found.len()));
    } else if found.is_empty() {
        sheet.plain(t("hand-nobody"));
    }
    sheet.aside(t("colleagues-how"));
    for person in found.into_iter().take(OFFERED) {
        let label = if person.on_shift {
            raw(&person.name)
        } else {
            t("off-shift-name").with("name", person.name.as_str())
        };
        sheet.keys([(label, Act::To(person.id.0))]);
    }
    Ok(())
}

/// The colleague was chosen.
pub fn pass_press(turn: &mut Turn<'_>, id: MessageId, act: &Act) -> Result<()> {
    match act {
        Act::To(to) => mail::pass_on(turn, id, PersonId(*to)),
        _ => {
            turn.go(Screen::Message(id));
            Ok(())
        }
    }
}

/// A name was typed: the only colleague with it is chosen, of several one has to be.
fn pass_typed(turn: &mut Turn<'_>, id: MessageId, text: &str) -> Result<()> {
    let text = match typed::short(text) {
        Ok(text) => text,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    match only(turn, &text)?.filter(|who| *who != turn.me.id) {
        Some(who) => mail::pass_on(turn, id, who),
        None => {
            turn.go(Screen::PassOn(id, text));
            Ok(())
        }
    }
}

/// Takes what is typed where a colleague is chosen; false: this is no such screen.
///
/// # Errors
/// The store's.
pub fn names_typed(turn: &mut Turn<'_>, screen: &Screen, text: &str) -> Result<bool> {
    match screen {
        Screen::PassOn(id, _) => pass_typed(turn, *id, text)?,
        Screen::Asked(_) => manager::asked_typed(turn, text)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// The only colleague whose name begins so.
///
/// # Errors
/// The store's.
pub fn only(room: &Room<'_>, text: &str) -> Result<Option<PersonId>> {
    let people = room.facts.people()?;
    let found = search(&people, text);
    let mut found = found.into_iter().filter(|person| !person.unreachable);
    let first = found.next().map(|person| person.id);
    Ok(first.filter(|_| found.next().is_none()))
}
