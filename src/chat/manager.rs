//! Which colleague a caller asks for, and at once what is to be done with the call: whether he is put
//! through, when, or to whom the call goes instead, and what to say first.
//!
//! Source: seed 001: never promise to connect and then say «not there»; priority for calls to the
//! director; name, post and telephone of the colleague to whom a caller is sent.

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};

use crate::domain::lead::Lead;
use crate::domain::message::Form;
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::phone::Phone;
use crate::domain::profile::{Because, Caller, Profile, Question, Standing, Verdict, What, Whom};
use crate::domain::script::DatumKind;
use crate::domain::walk::Walk;
use crate::words::{Arg, Phrase, TimeStyle};

use super::desk::Screen;
use super::flow;
use super::form::search;
use super::press::Act;
use super::screens::{profile_hours, question_name};
use super::turn::{Room, Turn};
use super::view::{Sheet, Style, raw, t};

/// So many colleagues are offered by keys; the others are found by their names.
const OFFERED: usize = 6;
/// So many messages tell who is asked for most.
const RECENT: usize = 200;
/// A call that was begun longer ago is one that somebody forgot to end.
const LONGEST_CALL: Duration = Duration::hours(2);

/// The panel: whom the caller asks for, or what to do with the call.
///
/// # Errors
/// The store's.
pub fn show(room: &Room<'_>, walk: &Walk, sheet: &mut Sheet) -> Result<()> {
    let Some(inbound) = &walk.inbound else { return Ok(()) };
    let asked = inbound.manager.map(|id| room.facts.person(id)).transpose()?.flatten();
    let Some(person) = asked.filter(|person| person.is(Role::Operator)) else {
        sheet.gap();
        sheet.title(t("manager-ask"));
        sheet.aside(t("colleagues-how"));
        keys(room, &frequent(room)?, sheet)?;
        return Ok(());
    };
    let profile = profile(room, person.id)?;
    let verdict = verdict(room, walk, &person, &profile)?;
    sheet.gap();
    line(room, &person, &profile, &verdict, sheet)?;
    say_first(room, walk, &person, &profile, &verdict, sheet)?;
    around(room, &profile, &verdict, sheet)?;
    if let What::Elsewhere(entry) = &verdict.what
        && let Some(other) = entry.person
        && let Some(other) = room.facts.person(other)?.filter(|other| other.is(Role::Operator))
    {
        sheet.keys([(t("key-manager-instead").with("name", who(&other)), Act::Asked(other.id.0))]);
    }
    if let Some(other) = stand_in(room, &profile, &verdict)? {
        sheet.keys([(t("key-manager-instead").with("name", who(&other)), Act::Asked(other.id.0))]);
    }
    let free = inbound.handing.open.is_none() && person.id != room.me.id && !person.unreachable;
    if matches!(verdict.what, What::Through { .. }) && free {
        let label = t("key-manager-hand").with("name", raw(&person.name));
        sheet.keys([(label, Act::Offer(person.id.0))]);
    }
    let mut last = Vec::new();
    if !matches!(verdict.what, What::Through { .. }) && form_step(room, walk).is_some() {
        last.push((t("key-take-message"), Act::TakeMessage));
    }
    last.push((t("key-manager-other"), Act::Others));
    sheet.keys(last);
    Ok(())
}

/// What a key of the panel does; true if it was one.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<bool> {
    match act {
        Act::Asked(id) => {
            choose(turn, PersonId(*id))?;
        }
        Act::Others => {
            turn.go(Screen::Asked(String::new()));
        }
        Act::TakeMessage => {
            let room = **turn;
            let Some(mut walk) = turn.desk.walk.clone() else { return Ok(true) };
            if let Some(step) = form_step(&room, &walk) {
                walk.go(&step);
                turn.desk.walk = Some(walk);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// A typed name chooses the colleague; true if it was one. As long as nobody is chosen, whatever is
/// typed is a name.
///
/// # Errors
/// The store's.
pub fn typed(turn: &mut Turn<'_>, text: &str) -> Result<bool> {
    let chosen = turn.desk.walk.as_ref().and_then(|walk| walk.inbound.as_ref()?.manager).is_some();
    let people = turn.facts.people()?;
    let text = super::typed::line(text);
    match search(&people, &text).as_slice() {
        [one] => choose(turn, one.id)?,
        [] if chosen => return Ok(false),
        _ => turn.go(Screen::Asked(text)),
    }
    Ok(true)
}

/// How the choice of the colleague looks, after a name that several have, or nobody.
///
/// # Errors
/// The store's.
pub fn asked_view(room: &Room<'_>, text: &str, sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("manager-ask"));
    let people = room.facts.people()?;
    if text.is_empty() {
        keys(room, &frequent(room)?, sheet)?;
    } else {
        let found: Vec<Person> = search(&people, text).into_iter().cloned().collect();
        sheet.plain(t("colleagues-found").with("text", raw(text)).with("count", found.len()));
        // A slip of the finger is no dead end while somebody waits on the line.
        let offered = if found.is_empty() { frequent(room)? } else { found };
        keys(room, &offered, sheet)?;
    }
    sheet.aside(t("colleagues-how"));
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

/// What its keys do.
///
/// # Errors
/// The store's.
pub fn asked_press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    turn.go(Screen::Step);
    if let Act::Asked(id) = act {
        choose(turn, PersonId(*id))?;
    }
    Ok(())
}

/// Another name was typed.
///
/// # Errors
/// The store's.
pub fn asked_typed(turn: &mut Turn<'_>, text: &str) -> Result<()> {
    if super::screens::caller_typed(turn, text)? {
        return Ok(());
    }
    let people = turn.facts.people()?;
    let text = super::typed::line(text);
    match search(&people, &text).as_slice() {
        [one] => {
            turn.go(Screen::Step);
            choose(turn, one.id)
        }
        _ => {
            turn.go(Screen::Asked(text));
            Ok(())
        }
    }
}

fn choose(turn: &mut Turn<'_>, id: PersonId) -> Result<()> {
    let known = turn.facts.person(id)?.is_some_and(|person| person.is(Role::Operator));
    if let Some(inbound) = turn.desk.walk.as_mut().and_then(|walk| walk.inbound.as_mut())
        && known
    {
        inbound.manager = Some(id);
    }
    Ok(())
}

/// Colleagues, those who are asked for most first: the director, then whoever got most messages,
/// then who has said how his calls are handled.
fn frequent(room: &Room<'_>) -> Result<Vec<Person>> {
    let profiles = room.facts.profiles()?;
    let recent = room.facts.recent_messages(RECENT)?;
    let mut people = room.facts.people()?;
    people.retain(|person| person.is(Role::Operator) && person.id != room.me.id);
    people.sort_by_cached_key(|person| {
        let profile = profiles.iter().find(|profile| profile.who == person.id);
        let director = profile.is_some_and(|profile| profile.director);
        let count = recent.iter().filter(|message| message.to == person.id).count();
        let known = profile.is_some();
        let less = std::cmp::Reverse((director, count, known, person.on_shift));
        (less, person.name.to_lowercase())
    });
    Ok(people)
}

fn keys(room: &Room<'_>, people: &[Person], sheet: &mut Sheet) -> Result<()> {
    let profiles = room.facts.profiles()?;
    for person in people.iter().take(OFFERED) {
        let director = profiles.iter().any(|p| p.who == person.id && p.director);
        let label =
            if director { t("manager-director").with("name", who(person)) } else { who(person) };
        sheet.keys([(label, Act::Asked(person.id.0))]);
    }
    Ok(())
}

fn who(person: &Person) -> Phrase {
    let shift = if person.on_shift { "on" } else { "off" };
    t("manager-who").with("shift", shift).with("name", raw(&person.name))
}

fn profile(room: &Room<'_>, who: PersonId) -> Result<Profile> {
    let known = room.facts.profile(who)?;
    Ok(known.unwrap_or_else(|| Profile::new(who, who, room.now)))
}

fn verdict(room: &Room<'_>, walk: &Walk, person: &Person, profile: &Profile) -> Result<Verdict> {
    let desk = room.facts.desk(person.id)?;
    let busy = |walk: &Walk| match &walk.inbound {
        Some(inbound) => room.now - inbound.begun < LONGEST_CALL,
        None => true,
    };
    let standing = Standing {
        now: room.now,
        zone: person.zone.unwrap_or(room.house.campaign.zone),
        on_shift: person.on_shift,
        in_call: desk.and_then(|desk| desk.walk).is_some_and(|walk| busy(&walk)),
    };
    Ok(profile.verdict(&caller(room, walk)?, &standing))
}

/// Who is on the line, as far as it was told or stands on the card.
fn caller(room: &Room<'_>, walk: &Walk) -> Result<Caller> {
    let told = |id: &str| {
        let filled = walk.inbound.as_ref().and_then(|inbound| inbound.filled.get(id));
        filled.cloned().filter(|text| !text.trim().is_empty())
    };
    let lead: Option<Lead> = walk.lead.map(|id| room.facts.lead(id)).transpose()?.flatten();
    let card = |value: fn(&Lead) -> Option<String>| lead.as_ref().and_then(value);
    let form = Form::filled(told);
    let country = &room.house.campaign.country;
    let number = form.number.as_deref().and_then(|text| Phone::parse(text, country));
    let name = form.caller.or_else(|| told("name")).or_else(|| told("contact"));
    let mut caller = Caller {
        name: name.or_else(|| card(|lead| lead.contact.clone())),
        organisation: form.organisation.or_else(|| card(|lead| lead.name.clone())),
        phone: lead.as_ref().and_then(|lead| lead.phone.clone()).or(number),
        topic: matter(room, walk),
        director: false,
    };
    for profile in room.facts.profiles()?.iter().filter(|profile| profile.director) {
        let person = room.facts.person(profile.who)?.filter(|person| !person.left);
        let full = person.filter(|person| person.name.split_whitespace().count() > 1);
        caller.director |= full.is_some_and(|person| caller.is(&Whom::Name(person.name)));
    }
    Ok(caller)
}

/// What the call is about, in the caller's words: everything long that was told.
pub fn matter(room: &Room<'_>, walk: &Walk) -> Option<String> {
    let (script, _) = flow::script_of(room, walk)?;
    let filled = &walk.inbound.as_ref()?.filled;
    let long = script.data.iter().filter(|datum| datum.kind == DatumKind::Long);
    let told: Vec<&str> =
        long.filter_map(|datum| filled.get(&datum.id)).map(String::as_str).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// The verdict in one line, with its reason.
fn line(
    room: &Room<'_>,
    person: &Person,
    profile: &Profile,
    verdict: &Verdict,
    sheet: &mut Sheet,
) -> Result<()> {
    let at = |at: DateTime<Utc>| near(room, at);
    let what = match &verdict.what {
        What::Through { busy } => {
            t("verdict-through").with("busy", if *busy { "yes" } else { "no" })
        }
        What::NotNow { from: Some(from) } => t("verdict-not-now-from").with("time", at(*from)),
        What::NotNow { from: None } => t("verdict-not-now"),
        What::Never => t("verdict-never"),
        What::Elsewhere(entry) => {
            let known = entry.person.map(|id| room.name(id)).transpose()?;
            t("verdict-elsewhere").with("name", known.unwrap_or_else(|| entry.name.clone()))
        }
        What::Settled => t("verdict-settled"),
        What::Absent { back: Some(back) } => t("verdict-absent-back").with("time", at(*back)),
        What::Absent { back: None } => t("verdict-absent"),
    };
    let because = match (verdict.because, &verdict.what) {
        (Because::Answer(question), _) => t("because-answer")
            .with("number", question.number())
            .with("question", question_name(question)),
        (Because::Director, _) => t("because-director"),
        (Because::Away, What::Absent { back: Some(_) }) => t("because-away-back"),
        (Because::Away, _) => t("because-away"),
        (Because::InCall, _) => t("because-in-call"),
        (Because::Nothing, _) => t("because-nothing"),
    };
    let name = if profile.director {
        t("manager-director").with("name", raw(&person.name))
    } else {
        raw(&person.name)
    };
    let line = t("verdict-line").with("name", name).with("verdict", what).with("because", because);
    sheet.title(line);
    Ok(())
}

/// Today by the clock, else with the day.
fn near(room: &Room<'_>, at: DateTime<Utc>) -> Phrase {
    let zone = room.zone();
    let day = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let style = if day(at) == day(room.now) { TimeStyle::Clock } else { TimeStyle::Short };
    t("time").with("time", Arg::Time(at, zone, style))
}

/// What to say to the caller, and what to mind. Of somebody who is not there that is said first,
/// before anybody asks who is calling.
fn say_first(
    room: &Room<'_>,
    walk: &Walk,
    person: &Person,
    profile: &Profile,
    verdict: &Verdict,
    sheet: &mut Sheet,
) -> Result<()> {
    let zone = room.house.campaign.zone;
    let today = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let time = |at: DateTime<Utc>| {
        let same = today(at) == today(room.now);
        let style = if same { TimeStyle::Clock } else { TimeStyle::Short };
        Arg::Time(at, zone, style)
    };
    let name = person.name.as_str();
    let (say, mind) = match &verdict.what {
        What::Through { .. } => (t("verdict-say-through"), Some("verdict-first-through")),
        What::NotNow { from: Some(from) } => {
            let say = t("verdict-say-not-now-from").with("name", name).with("time", time(*from));
            (say, None)
        }
        What::NotNow { from: None } => (t("verdict-say-not-now").with("name", name), None),
        What::Never => (t("verdict-say-never"), None),
        What::Elsewhere(entry) => {
            let known = entry.person.map(|id| room.name(id)).transpose()?;
            let post = entry.person.map(|id| room.facts.profile(id)).transpose()?.flatten();
            let post = post.and_then(|profile| profile.post);
            let name = known.unwrap_or_else(|| entry.name.clone());
            let name = post.map_or(name.clone(), |post| format!("{name}, {post}"));
            (t("verdict-say-elsewhere").with("name", name), None)
        }
        What::Settled => (t("verdict-say-settled"), None),
        What::Absent { back: Some(back) } => {
            let say = t("verdict-say-absent-back").with("name", name).with("time", time(*back));
            (say, Some("verdict-first-absent"))
        }
        What::Absent { back: None } => {
            (t("verdict-say-absent").with("name", name), Some("verdict-first-absent"))
        }
    };
    sheet.line(Style::Say, say.in_lang(walk.spoken.clone()));
    if let Some(mind) = mind {
        sheet.aside(t(mind));
    }
    if profile.director {
        sheet.aside(t("verdict-first-director"));
    }
    Ok(())
}

/// What else helps: post and telephone, which a caller is told before he is put through (seed 001); who
/// stands in, when he is best called, whose topics are others'.
fn around(room: &Room<'_>, profile: &Profile, verdict: &Verdict, sheet: &mut Sheet) -> Result<()> {
    if let Some(post) = &profile.post {
        sheet.plain(t("manager-post").with("post", raw(post)));
    }
    if matches!(verdict.what, What::Through { .. }) {
        return Ok(());
    }
    if let Some(other) = stand_in(room, profile, verdict)? {
        sheet.plain(t("manager-stand-in").with("name", raw(&other.name)));
    }
    let later = matches!(verdict.what, What::NotNow { .. } | What::Absent { .. });
    if later && profile.has(Question::Best) {
        sheet.plain(t("manager-best").with("hours", profile_hours(&profile.best)));
    }
    if later && profile.has(Question::Settled) {
        sheet.plain(t("manager-settled").with("topics", profile.settled.join(", ")));
    }
    if later && profile.has(Question::Elsewhere) {
        let line = |entry: &crate::domain::profile::Elsewhere| {
            format!("{} \u{2014} {}", entry.topic, entry.name)
        };
        let topics: Vec<String> = profile.elsewhere.iter().map(line).collect();
        sheet.plain(t("manager-topics").with("topics", topics.join("; ")));
    }
    Ok(())
}

/// Who stands in for a manager who cannot be had now.
fn stand_in(room: &Room<'_>, profile: &Profile, verdict: &Verdict) -> Result<Option<Person>> {
    if !matches!(verdict.what, What::NotNow { .. } | What::Absent { .. }) {
        return Ok(None);
    }
    let Some(id) = profile.stand_in else { return Ok(None) };
    Ok(room.facts.person(id)?.filter(|person| person.is(Role::Operator)))
}

/// The step of the script at which the message form is filled in; none: it has none, or the call is
/// there.
fn form_step(room: &Room<'_>, walk: &Walk) -> Option<String> {
    let (script, _) = flow::script_of(room, walk)?;
    let form = |id: &&str| *id == "about" || *id == "number";
    let of_form = script.steps.values().find(|step| {
        let fields = step.fields.iter().map(String::as_str);
        fields.filter(|id| form(id)).count() == 2
    });
    let id = of_form.map(|step| step.id.clone())?;
    (walk.here().map(|here| &here.step) != Some(&id)).then_some(id)
}
