//! Messages to colleagues: how one is sent, goes on when nobody reads it, and what its readers do
//! with it. What a turn and an alarm both do is written once, over [`Mail`].

use anyhow::Result;
use chrono::{DateTime, Duration, Utc};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::audit::{Deed, Done};
use crate::domain::forget::Gone;
use crate::domain::lead::LeadId;
use crate::domain::message::{Because, Form, Message, MessageId, Sent, State, next_readers};
use crate::domain::notice::{Body, NoticeId};
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::phone::Phone;
use crate::domain::recall::DueKind;
use crate::domain::record::{Change, Counter};
use crate::words::Phrase;

use super::dates;
use super::desk::Screen;
use super::facts::Facts;
use super::flow;
use super::form::search;
use super::house::House;
use super::outcome;
use super::ring::Bell;
use super::turn::Turn;
use super::view::t;

/// What messages are sent and moved with: a turn, or an alarm.
pub trait Mail {
    /// Rules and words.
    fn house(&self) -> &House;
    /// The store.
    fn facts(&self) -> &dyn Facts;
    /// The moment, UTC.
    fn now(&self) -> DateTime<Utc>;
    /// Stores something.
    fn change(&mut self, change: Change);
    /// Sends a notice.
    ///
    /// # Errors
    /// The store's.
    fn notify(&mut self, to: PersonId, body: Body) -> Result<NoticeId>;
    /// Draws a notice again.
    ///
    /// # Errors
    /// The store's.
    fn redraw(&mut self, id: NoticeId) -> Result<()>;
}

macro_rules! mail {
    ($name:ident) => {
        impl Mail for $name<'_> {
            fn house(&self) -> &House {
                self.house
            }
            fn facts(&self) -> &dyn Facts {
                self.facts
            }
            fn now(&self) -> DateTime<Utc> {
                self.now
            }
            fn change(&mut self, change: Change) {
                self.changes.push(change);
            }
            fn notify(&mut self, to: PersonId, body: Body) -> Result<NoticeId> {
                $name::notify(self, to, body)
            }
            fn redraw(&mut self, id: NoticeId) -> Result<()> {
                $name::redraw(self, id)
            }
        }
    };
}
mail!(Turn);
mail!(Bell);

/// Supervisors have been told: so much later it is seen whether they still can read it.
const LATER: Duration = Duration::hours(1);

/// Sends a message that was taken for a colleague, in the call with the number `inquiry`.
///
/// # Errors
/// The store's.
pub fn send(
    turn: &mut Turn<'_>,
    to: PersonId,
    lead: Option<LeadId>,
    inquiry: Option<u64>,
    form: Form,
) -> Result<Message> {
    let mut message = Message {
        id: MessageId(turn.take(Counter::Message)?),
        campaign: turn.house.campaign.id.clone(),
        lead,
        inquiry,
        by: turn.me.id,
        at: turn.now,
        to,
        form,
        sent: Vec::new(),
        state: State::Waiting,
        news: None,
        forgotten: false,
    };
    deliver(turn, &mut message, to, Because::Addressee)?;
    turn.changes.push(Change::Message(message.clone()));
    Ok(message)
}

/// Puts a message before somebody. If he is not there, also before whoever stands in for him, at
/// once: he may be away for long.
fn deliver(
    mail: &mut impl Mail,
    message: &mut Message,
    to: PersonId,
    because: Because,
) -> Result<()> {
    let person = mail.facts().person(to)?;
    let reads = person.as_ref().is_some_and(can_read);
    hand(mail, message, to, because, reads)?;
    let there = person.is_some_and(|person| reads && person.on_shift);
    if !there {
        let next = readers(mail, message)?;
        let stands_in = |(_, because): &(PersonId, Because)| matches!(because, Because::StandIn(_));
        if !reads || next.iter().any(stands_in) {
            for (to, because) in next {
                hand(mail, message, to, because, true)?;
            }
        }
    }
    let at = mail.now() + minutes(mail);
    mail.change(Change::Alarm(Alarm { subject: Subject::Message(message.id.0), at }));
    Ok(())
}

fn hand(
    mail: &mut impl Mail,
    message: &mut Message,
    to: PersonId,
    because: Because,
    reads: bool,
) -> Result<()> {
    let body = Body::Message { message: message.id };
    let notice = if reads { Some(mail.notify(to, body)?.0) } else { None };
    message.sent.push(Sent { to, at: mail.now(), because, notice });
    Ok(())
}

fn can_read(person: &Person) -> bool {
    person.is(Role::Operator) && !person.unreachable
}

fn minutes(mail: &impl Mail) -> Duration {
    Duration::minutes(i64::from(mail.house().campaign.message_minutes.max(1)))
}

/// Who is told next, if nobody reads it.
fn readers(mail: &impl Mail, message: &Message) -> Result<Vec<(PersonId, Because)>> {
    let people = mail.facts().people()?;
    let holder = message.round().first().map_or(message.to, |sent| sent.to);
    let profile = mail.facts().profile(holder)?;
    let mut stand_ins: Vec<PersonId> =
        profile.and_then(|profile| profile.stand_in).into_iter().collect();
    // Whom the caller named may take it instead of the one for whom it is.
    if holder == message.to
        && let Some(instead) = &message.form.instead
        && let [person] = search(&people, instead).as_slice()
    {
        stand_ins.push(person.id);
    }
    Ok(next_readers(message, &stand_ins, &people))
}

/// Nobody has read a message in time: it goes on.
///
/// # Errors
/// The store's.
pub fn go_on(mail: &mut impl Mail, id: MessageId) -> Result<()> {
    let Some(mut message) = mail.facts().message(id)?.filter(Message::waits) else { return Ok(()) };
    let next = readers(mail, &message)?;
    let told = next.iter().any(|(_, because)| *because == Because::Supervisor);
    for (to, because) in &next {
        hand(mail, &mut message, *to, *because, true)?;
        let deed = Deed::MessageMoved { lead: message.lead, message: id, to: *to };
        mail.change(Change::Audit(Done { at: mail.now(), by: None, deed }));
    }
    let wait = if told || message.is_overdue() { LATER } else { minutes(mail) };
    let at = mail.now() + wait;
    mail.change(Change::Alarm(Alarm { subject: Subject::Message(id.0), at }));
    if !next.is_empty() {
        changed(mail, message)?;
    }
    Ok(())
}

/// A message is not as it was: all who have it see it, and whoever took it is told.
fn changed(mail: &mut impl Mail, mut message: Message) -> Result<()> {
    for notice in message.sent.iter().filter_map(|sent| sent.notice) {
        mail.redraw(NoticeId(notice))?;
    }
    match message.news {
        Some(news) => mail.redraw(NoticeId(news))?,
        // He has it before him anyway.
        None if message.reached(message.by) => {}
        None => {
            let body = Body::MessageNews { message: message.id };
            if mail.facts().person(message.by)?.is_some_and(|person| !person.left) {
                message.news = Some(mail.notify(message.by, body)?.0);
            }
        }
    }
    mail.change(Change::Message(message));
    Ok(())
}

/// Whether somebody may dispose of a message: as long as nobody has read it, all who have it; then
/// whoever read it and the one for whom it is. Supervisors always.
pub fn may_act(message: &Message, me: &Person) -> bool {
    let theirs = match message.state {
        State::Waiting => has(message, me),
        State::Read { by, .. } | State::Calls { by, .. } => {
            by == me.id || (message.to == me.id && has(message, me))
        }
    };
    !me.left && (theirs || me.is(Role::Supervisor))
}

/// Whether somebody sees what a message says: who took it, who has it, and supervisors.
pub fn may_see(message: &Message, me: &Person) -> bool {
    !me.left && (message.by == me.id || has(message, me) || me.is(Role::Supervisor))
}

/// It was sent to him; not as to a supervisor, which he may be no longer.
fn has(message: &Message, me: &Person) -> bool {
    let own = |because: Because| because != Because::Supervisor || me.is(Role::Supervisor);
    message.sent.iter().any(|sent| sent.to == me.id && own(sent.because))
}

/// The message, if the person may dispose of it; else he is told why not.
fn mine(turn: &mut Turn<'_>, id: MessageId) -> Result<Option<Message>> {
    let message = turn.facts.message(id)?;
    // Of a message that was forgotten meanwhile there is nothing left to be read, or passed on.
    let may = |message: &Message| may_act(message, turn.me) && !message.forgotten;
    let Some(message) = message.filter(may) else {
        turn.toast = Some(t("message-not-yours"));
        turn.still = true;
        return Ok(None);
    };
    Ok(Some(message))
}

/// The reader has read it.
///
/// # Errors
/// The store's.
pub fn read(turn: &mut Turn<'_>, id: MessageId) -> Result<()> {
    let Some(mut message) = mine(turn, id)? else { return Ok(()) };
    if message.waits() {
        message.state = State::Read { by: turn.me.id, at: turn.now };
        turn.changes.push(Change::Gone(Gone::Alarm(Subject::Message(id.0))));
        changed(turn, message)?;
    }
    turn.toast = Some(t("toast-message-read"));
    Ok(())
}

/// The reader will call back: when the caller wants it, if that can be read, else he is asked.
///
/// # Errors
/// The store's.
pub fn call_back(turn: &mut Turn<'_>, id: MessageId) -> Result<()> {
    let Some(mut message) = mine(turn, id)? else { return Ok(()) };
    turn.go(Screen::Message(id));
    if let State::Calls { .. } = message.state {
        turn.remark(t("message-calls-already"));
        return Ok(());
    }
    let lead = match lead_of(turn, &message)? {
        Ok(lead) => lead,
        Err(why) => {
            turn.remark(why);
            return Ok(());
        }
    };
    if message.lead != Some(lead) {
        message.lead = Some(lead);
        turn.changes.push(Change::Message(message.clone()));
    }
    if let Some(wish) = wish(turn, &message)? {
        let lead = turn.lead(lead)?;
        if dates::place(turn, &lead, DueKind::Promise, wish).is_ok() {
            return promise(turn, message, lead.id, wish);
        }
    }
    turn.go(Screen::MessageWhen(id));
    Ok(())
}

/// A time was chosen or typed for the call back.
///
/// # Errors
/// The store's.
pub fn call_back_at(turn: &mut Turn<'_>, id: MessageId, at: DateTime<Utc>) -> Result<()> {
    let Some(message) = mine(turn, id)? else { return Ok(()) };
    if let State::Calls { .. } = message.state {
        turn.go(Screen::Message(id));
        return Ok(());
    }
    let lead = match lead_of(turn, &message)? {
        Ok(lead) => turn.lead(lead)?,
        Err(why) => {
            turn.remark(why);
            turn.go(Screen::Message(id));
            return Ok(());
        }
    };
    match dates::place(turn, &lead, DueKind::Promise, at) {
        Ok(placed) => promise(turn, message, lead.id, placed.at),
        Err(why) => {
            let why = dates::refusal(turn, &lead, why);
            turn.remark(why);
            Ok(())
        }
    }
}

/// Whom to call: the lead of the call, else that of the number that was left.
fn lead_of(turn: &mut Turn<'_>, message: &Message) -> Result<Result<LeadId, Phrase>> {
    let country = turn.house.campaign.country.clone();
    let number = message.form.number.as_deref().and_then(|text| Phone::parse(text, &country));
    let lead = match number {
        Some(phone) => flow::lead_for(turn, phone)?,
        None => message.lead,
    };
    let Some(lead) = lead else { return Ok(Err(t("message-no-number"))) };
    let record = turn.lead(lead)?;
    Ok(if record.phone.is_none() {
        Err(t("message-no-number"))
    } else if record.do_not_call.is_some() {
        Err(t("do-not-call-number"))
    } else {
        Ok(lead)
    })
}

/// When the caller wants to be called, as it was meant when he said so; none: nobody can tell, or
/// it is over.
fn wish(turn: &mut Turn<'_>, message: &Message) -> Result<Option<DateTime<Utc>>> {
    let Some(text) = message.form.when.clone() else { return Ok(None) };
    let taker = turn.facts.person(message.by)?;
    let lang = taker.as_ref().map(|person| person.lang.clone()).filter(|lang| !lang.is_empty());
    let zone = taker.and_then(|person| person.zone).unwrap_or(turn.house.campaign.zone);
    let client = dates::clock_of(turn, message.lead)?;
    let lang = lang.unwrap_or_else(|| turn.me.lang.clone());
    let said = dates::Said { lang: &lang, zone, client, at: message.at };
    Ok(dates::read_said(turn, &text, &said).ok().map(|typed| typed.at))
}

/// Makes a recall of the promise: it takes the place of what was due before.
fn promise(
    turn: &mut Turn<'_>,
    mut message: Message,
    lead: LeadId,
    due: DateTime<Utc>,
) -> Result<()> {
    let (by, id) = (turn.me.id, message.id);
    let lead = turn.lead(lead)?;
    let inquiry = message.inquiry;
    let recall = outcome::promise_recall(turn, &lead, inquiry, due, DueKind::Promise)?;
    message.state = State::Calls { by, at: turn.now, due, recall };
    message.lead = Some(lead.id);
    turn.changes.push(Change::Gone(Gone::Alarm(Subject::Message(id.0))));
    changed(turn, message)?;
    turn.go(Screen::Message(id));
    Ok(())
}

/// Passes a message on to a colleague, who has to read it in his turn.
///
/// # Errors
/// The store's.
pub fn pass_on(turn: &mut Turn<'_>, id: MessageId, to: PersonId) -> Result<()> {
    let Some(mut message) = mine(turn, id)? else { return Ok(()) };
    if let State::Calls { .. } = message.state {
        // Somebody has promised to call since the colleague was being chosen.
        turn.remark(t("message-calls-already"));
        turn.go(Screen::Message(id));
        return Ok(());
    }
    let person = turn.facts.person(to)?.filter(can_read);
    let Some(person) = person.filter(|_| to != turn.me.id) else {
        turn.remark(t("hand-gone"));
        return Ok(());
    };
    message.state = State::Waiting;
    let from = turn.me.id;
    deliver(turn, &mut message, to, Because::Passed(from))?;
    changed(turn, message)?;
    turn.remark(t("message-passed").with("name", person.name));
    turn.go(Screen::Message(id));
    Ok(())
}

/// Somebody has become a supervisor: what waits for one is his as well.
///
/// # Errors
/// The store's.
pub fn brief(turn: &mut Turn<'_>, supervisor: PersonId) -> Result<()> {
    for mut message in turn.facts.unread()? {
        if message.is_overdue() && !message.reached(supervisor) {
            hand(turn, &mut message, supervisor, Because::Supervisor, true)?;
            turn.changes.push(Change::Message(message));
        }
    }
    Ok(())
}
