//! How a manager's calls are handled: what he has answered, the ten questions of the telephone form
//! one after another, and what belongs to it beside them.

use anyhow::Result;

use crate::chat::dates;
use crate::chat::desk::Screen;
use crate::chat::form::Reader;
use crate::chat::press::Act;
use crate::chat::turn::{Room, Turn};
use crate::chat::typed as text_typed;
use crate::chat::view::{Sheet, Style, raw, t};
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::profile::{Extra, Profile, Question, Span, Timed, Whom};
use crate::domain::record::Change;
use crate::words::{Arg, Phrase, TimeStyle};

use super::messages::{choose, only};

/// Opens a profile: the questions at once, if nothing was asked yet.
///
/// # Errors
/// The store's.
pub fn open(turn: &mut Turn<'_>, who: PersonId) -> Result<()> {
    if may_change(turn, who)?.is_none() {
        turn.toast = Some(t("profile-not-yours"));
        turn.still = true;
        return Ok(());
    }
    turn.go(match turn.facts.profile(who)? {
        Some(_) => Screen::Profile(who),
        None => Screen::ProfileAsk(who, Question::Why),
    });
    Ok(())
}

/// Everybody fills in his own; supervisors anybody's.
fn may_change(room: &Room<'_>, who: PersonId) -> Result<Option<Person>> {
    let person = room.facts.person(who)?.filter(|person| person.is(Role::Operator));
    Ok(person.filter(|person| person.id == room.me.id || room.me.is(Role::Supervisor)))
}

fn profile(room: &Room<'_>, who: PersonId) -> Result<Profile> {
    let known = room.facts.profile(who)?;
    Ok(known.unwrap_or_else(|| Profile::new(who, room.me.id, room.now)))
}

fn save(turn: &mut Turn<'_>, profile: Profile) {
    let (at, by) = (turn.now, turn.me.id);
    turn.changes.push(Change::Profile(Profile { at, by, ..profile }));
}

/// Somebody else's: it says so, and there is nothing else to see.
fn not_yours(sheet: &mut Sheet) {
    sheet.plain(t("profile-not-yours"));
    sheet.keys([(t("key-home"), Act::Home)]);
}

/// How the answers look.
pub fn view(room: &Room<'_>, who: PersonId, sheet: &mut Sheet) -> Result<()> {
    let Some(person) = may_change(room, who)? else {
        not_yours(sheet);
        return Ok(());
    };
    let profile = profile(room, who)?;
    sheet.title(t("profile-title").with("name", raw(&person.name)));
    if profile.director {
        sheet.plain(t("profile-director"));
    }
    for extra in Extra::ALL {
        if let Some(value) = extra_value(room, &profile, extra)? {
            sheet.plain(Phrase::new(format!("profile-{}", extra.id())).with("value", value));
        }
    }
    sheet.gap();
    for question in Question::ALL.into_iter().filter(|question| profile.has(*question)) {
        sheet.plain(
            t("profile-line")
                .with("number", question.number())
                .with("question", question_name(question))
                .with("answer", answer(room, &profile, question)),
        );
    }
    let asked = profile.asked.len();
    if asked < Question::ALL.len() {
        sheet.aside(t("profile-asked").with("count", asked).with("of", Question::ALL.len()));
    }
    if let Some(next) = profile.next_question() {
        sheet.keys([(t("key-profile-go-on").with("number", next.number()), Act::Question(next))]);
    }
    for pair in Question::ALL.chunks(2) {
        sheet.keys(pair.iter().map(|question| {
            let label = t("profile-key")
                .with("number", question.number())
                .with("question", question_name(*question));
            (label, Act::Question(*question))
        }));
    }
    sheet.keys(
        Extra::ALL
            .map(|extra| (Phrase::new(format!("key-profile-{}", extra.id())), Act::Extra(extra))),
    );
    if room.me.is(Role::Supervisor) {
        let id = if profile.director { "key-director-off" } else { "key-director-on" };
        sheet.keys([(t(id), Act::Director)]);
    }
    let mine = who == room.me.id;
    sheet.keys([if mine { (t("key-home"), Act::Home) } else { (t("key-back"), Act::Back) }]);
    Ok(())
}

/// A question in short.
pub fn question_name(question: Question) -> Phrase {
    Phrase::new(format!("question-{}", question.id()))
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, who: PersonId, act: &Act) -> Result<()> {
    if may_change(turn, who)?.is_none() {
        turn.go(Screen::Home);
        return Ok(());
    }
    match act {
        Act::Question(question) => turn.go(Screen::ProfileAsk(who, *question)),
        Act::Extra(extra) => turn.go(Screen::ProfileMore(who, *extra, String::new())),
        Act::Director if turn.me.is(Role::Supervisor) => {
            let profile = profile(turn, who)?;
            save(turn, Profile { director: !profile.director, ..profile });
        }
        _ if turn.me.is(Role::Supervisor) && who != turn.me.id => turn.go(Screen::Member(who)),
        _ => turn.go(Screen::Home),
    }
    Ok(())
}

/// How a question looks.
pub fn ask_view(
    room: &Room<'_>,
    who: PersonId,
    question: Question,
    sheet: &mut Sheet,
) -> Result<()> {
    let Some(person) = may_change(room, who)? else {
        not_yours(sheet);
        return Ok(());
    };
    let profile = profile(room, who)?;
    sheet.title(
        t("question-title").with("number", question.number()).with("of", Question::ALL.len()),
    );
    if who != room.me.id {
        sheet.aside(t("question-for").with("name", raw(&person.name)));
    }
    sheet.line(Style::Plain, Phrase::new(format!("question-{}.ask", question.id())));
    sheet.aside(Phrase::new(format!("question-{}.how", question.id())));
    let has = profile.has(question);
    if has {
        sheet.plain(t("now-is").with("value", answer(room, &profile, question)));
        sheet.keys([(t("key-question-keep"), Act::Keep), (t("key-question-clear"), Act::No)]);
    } else {
        sheet.keys([(t("key-question-skip"), Act::Keep)]);
    }
    sheet.keys([(t("key-back"), Act::Back), (t("key-question-later"), Act::Leave)]);
    Ok(())
}

/// What the keys of a question do.
pub fn ask_press(turn: &mut Turn<'_>, who: PersonId, question: Question, act: &Act) -> Result<()> {
    if may_change(turn, who)?.is_none() {
        turn.go(Screen::Home);
        return Ok(());
    }
    let mut profile = profile(turn, who)?;
    match act {
        Act::Keep | Act::No => {
            if *act == Act::No {
                profile.clear(question);
            }
            profile.asked.insert(question);
            on(turn, &profile, question);
            save(turn, profile);
        }
        Act::Back => {
            let whole = profile.next_question().is_none();
            let before = question.before().filter(|_| !whole);
            turn.go(match before {
                Some(before) => Screen::ProfileAsk(who, before),
                None => Screen::Profile(who),
            });
        }
        _ => {
            if !profile.asked.is_empty() && profile.next_question().is_some() && who == turn.me.id {
                turn.remark(t("question-stays"));
            }
            turn.go(Screen::Profile(who));
        }
    }
    Ok(())
}

/// On to the next question that was not asked yet: the one after this, else the first; at the end
/// to the answers.
fn on(turn: &mut Turn<'_>, profile: &Profile, from: Question) {
    let later = || Question::ALL.into_iter().skip(from.number());
    let open = |question: &Question| !profile.asked.contains(question);
    let next = later().find(open).or_else(|| profile.next_question());
    turn.go(match next {
        Some(next) => Screen::ProfileAsk(profile.who, next),
        None => Screen::Profile(profile.who),
    });
}

/// Takes what is typed on one of these screens; false: this is none.
///
/// # Errors
/// The store's.
pub fn answered(turn: &mut Turn<'_>, screen: &Screen, text: &str) -> Result<bool> {
    match screen {
        Screen::ProfileAsk(who, question) => typed(turn, *who, *question, text)?,
        Screen::ProfileMore(who, extra, _) => more_typed(turn, *who, *extra, text)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Takes a typed answer.
fn typed(turn: &mut Turn<'_>, who: PersonId, question: Question, text: &str) -> Result<()> {
    if may_change(turn, who)?.is_none() {
        turn.go(Screen::Home);
        return Ok(());
    }
    let people = turn.facts.people()?;
    let mut profile = profile(turn, who)?;
    let reader = Reader { house: turn.house, lang: &turn.me.lang, people: &people };
    if let Err(why) = reader.answer(&mut profile, question, text) {
        turn.remark(why);
        return Ok(());
    }
    let answer = answer(turn, &profile, question);
    turn.remark(t("question-taken").with("answer", answer));
    on(turn, &profile, question);
    save(turn, profile);
    Ok(())
}

/// How what belongs to a profile beside the questions is asked.
pub fn more_view(
    room: &Room<'_>,
    who: PersonId,
    extra: Extra,
    text: &str,
    sheet: &mut Sheet,
) -> Result<()> {
    if may_change(room, who)?.is_none() {
        not_yours(sheet);
        return Ok(());
    }
    let profile = profile(room, who)?;
    let id = extra.id();
    sheet.title(Phrase::new(format!("profile-{id}.ask")));
    let value = extra_value(room, &profile, extra)?;
    if let Some(value) = &value {
        sheet.plain(t("now-is").with("value", value.clone()));
    }
    if extra == Extra::StandIn {
        choose(room, text, &[who], sheet)?;
    } else {
        sheet.aside(Phrase::new(format!("profile-{id}.how")));
    }
    if value.is_some() {
        sheet.keys([(Phrase::new(format!("key-no-{id}")), Act::No)]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
pub fn more_press(turn: &mut Turn<'_>, who: PersonId, extra: Extra, act: &Act) -> Result<()> {
    if may_change(turn, who)?.is_none() {
        turn.go(Screen::Home);
        return Ok(());
    }
    let mut profile = profile(turn, who)?;
    match act {
        Act::No => {
            match extra {
                Extra::Away => profile.away = None,
                Extra::StandIn => profile.stand_in = None,
                Extra::Post => profile.post = None,
            }
            save(turn, profile);
        }
        Act::To(to) if extra == Extra::StandIn && PersonId(*to) != who => {
            let to = turn.facts.person(PersonId(*to))?.filter(|person| person.is(Role::Operator));
            match to {
                Some(person) => {
                    profile.stand_in = Some(person.id);
                    save(turn, profile);
                }
                None => turn.remark(t("hand-gone")),
            }
        }
        _ => {}
    }
    turn.go(Screen::Profile(who));
    Ok(())
}

/// Takes what was typed there.
fn more_typed(turn: &mut Turn<'_>, who: PersonId, extra: Extra, text: &str) -> Result<()> {
    if may_change(turn, who)?.is_none() {
        turn.go(Screen::Home);
        return Ok(());
    }
    let mut profile = profile(turn, who)?;
    let taken = match extra {
        Extra::Away => dates::read(turn, text, turn.zone()).and_then(|date| {
            let fine = date.at > turn.now;
            profile.away = Some(date.at);
            if fine { Ok(()) } else { Err(t("pick-passed")) }
        }),
        Extra::Post => text_typed::short(text).map(|post| profile.post = Some(post)),
        Extra::StandIn => {
            let text = match text_typed::short(text) {
                Ok(text) => text,
                Err(why) => {
                    turn.remark(why);
                    return Ok(());
                }
            };
            let Some(found) = only(turn, &text)?.filter(|found| *found != who) else {
                turn.go(Screen::ProfileMore(who, extra, text));
                return Ok(());
            };
            profile.stand_in = Some(found);
            Ok(())
        }
    };
    match taken {
        Ok(()) => {
            save(turn, profile);
            turn.go(Screen::Profile(who));
        }
        Err(why) => turn.remark(why),
    }
    Ok(())
}

/// What stands under one of the extras.
fn extra_value(room: &Room<'_>, profile: &Profile, extra: Extra) -> Result<Option<Phrase>> {
    Ok(match extra {
        Extra::Away => profile
            .away
            .filter(|back| *back > room.now)
            .map(|back| t("time").with("time", Arg::Time(back, room.zone(), TimeStyle::Long))),
        Extra::StandIn => match profile.stand_in {
            Some(who) => Some(raw(&room.name(who)?)),
            None => None,
        },
        Extra::Post => profile.post.as_deref().map(raw),
    })
}

/// An answer, as it was understood.
fn answer(room: &Room<'_>, profile: &Profile, question: Question) -> Phrase {
    let names = |list: &[Whom]| list.iter().map(whom).collect::<Vec<_>>().join(", ");
    let timed = |list: &[Timed]| list.iter().map(timed_line).collect::<Vec<_>>().join("; ");
    let text = match question {
        Question::Why => profile.why.clone().unwrap_or_default(),
        Question::Elsewhere => {
            let line = |entry: &crate::domain::profile::Elsewhere| {
                let known = entry.person.and_then(|id| room.name(id).ok());
                format!("{} \u{2014} {}", entry.topic, known.unwrap_or(entry.name.clone()))
            };
            profile.elsewhere.iter().map(line).collect::<Vec<_>>().join("; ")
        }
        Question::Settled => profile.settled.join(", "),
        Question::Quiet => hours(&profile.quiet),
        Question::Never => names(&profile.never),
        Question::Hours => timed(&profile.hours),
        Question::Always => names(&profile.always),
        Question::Private => timed(&profile.private),
        Question::Best => hours(&profile.best),
        Question::Reach => timed(&profile.reach),
    };
    raw(&text)
}

fn whom(whom: &Whom) -> String {
    match whom {
        Whom::Phone(phone) => phone.pretty(),
        Whom::Name(name) => name.clone(),
    }
}

fn timed_line(timed: &Timed) -> String {
    if timed.hours.is_empty() {
        return whom(&timed.whom);
    }
    format!("{} \u{2014} {}", whom(&timed.whom), hours(&timed.hours))
}

/// Hours in digits: `10:00–12:00, 15:00–17:00`.
pub fn hours(spans: &[Span]) -> String {
    let one = |span: &Span| {
        let clock = |minute: u16| dates::clock(minute.into());
        format!("{}\u{2013}{}", clock(span.from), clock(span.to))
    };
    spans.iter().map(one).collect::<Vec<_>>().join(", ")
}
