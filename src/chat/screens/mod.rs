//! The screens: one file each, and one line in each of the lists below.

mod answers;
mod ask;
mod audit;
mod caller;
mod card;
mod edit;
pub mod faq;
mod files;
mod forget;
mod gate;
mod guesses;
mod hand;
mod help;
pub mod hold;
mod home;
mod incoming;
mod inquiry;
mod lead;
mod learning;
mod messages;
mod more;
mod number;
mod page;
mod panels;
mod profile;
mod recalls;
mod saved;
mod settings;
mod situations;
mod step;
mod team;
mod transfer;
mod typing;
mod wish;

use anyhow::Result;

use crate::domain::attempt::Verdict;
use crate::domain::lead::LeadId;
use crate::domain::people::Role;

use super::desk::{Desk, Screen, Then};
use super::flow;
use super::press::{Act, On};
use super::turn::{Room, Turn};
use super::view::{Sheet, View, t};
use super::{clocks, commands, manager, notices, offers, outcome};

pub use caller::{begun, rings};
pub use edit::set as set_field;
pub use incoming::caller_typed;
pub use inquiry::outcome_name;
pub use inquiry::unrecorded;
pub use lead::kind_name;
pub use messages::{news as message_news, notice_view as message_view};
pub use more::dropped;
pub use number::typed as number_typed;
pub use profile::{hours as profile_hours, open as profile, question_name};
pub use recalls::{
    actions as recall_actions, body as recall_body, in_list as recall_in_list, take_if_due,
};
pub use team::role_name;
pub use transfer::{offer_view, outcome_view};
pub use typing::typed;

/// What a desk shows.
///
/// # Errors
/// The store's.
pub fn view(room: &Room<'_>, desk: &Desk) -> Result<View> {
    let mut sheet = Sheet::new(On::Screen(desk.stamp));
    for remark in &desk.remarks {
        sheet.plain(remark.clone());
    }
    sheet.gap();
    let s = &mut sheet;
    match &desk.screen {
        // Whoever leads no longer does not see it either.
        screen if !room.me.is(least(screen)) => home::view(room, desk, s)?,
        Screen::Home => home::view(room, desk, s)?,
        Screen::Number(then) => number::view(then, s),
        Screen::Lead(id) => lead::view(room, *id, desk, s)?,
        Screen::History(id, page) => lead::history_view(room, *id, *page, s)?,
        Screen::Edit(id) => edit::view(room, *id, s)?,
        Screen::Field(id, field) => edit::field_view(room, *id, *field, s)?,
        Screen::DoNotCall(id) => edit::do_not_call_view(room, *id, s)?,
        Screen::Unfinished(id, then) => gate::unfinished_view(room, desk, *id, then, s)?,
        Screen::Gate(id) => gate::view(room, *id, s)?,
        Screen::Situations(id) => situations::view(room, desk, *id, s)?,
        Screen::Guesses(id) => guesses::view(room, desk, *id, s)?,
        Screen::Whose(note, leads) => guesses::whose_view(room, note, leads, s)?,
        Screen::Ask(need) => match &desk.draft {
            Some(draft) => ask::view(room, draft, *need, s)?,
            None => home::view(room, desk, s)?,
        },
        Screen::Time | Screen::Card(_) | Screen::Refused(_) if desk.draft.is_none() => {
            home::view(room, desk, s)?;
        }
        Screen::Step if desk.walk.is_none() => home::view(room, desk, s)?,
        Screen::More
        | Screen::Caller
        | Screen::Datum(_)
        | Screen::Promised(_)
        | Screen::BreakOff
            if !more::is_inbound(desk.walk.as_ref()) =>
        {
            home::view(room, desk, s)?;
        }
        Screen::Interrupted if !desk.is_busy() => home::view(room, desk, s)?,
        Screen::Time => card::time_view(room, desk, s)?,
        Screen::Card(number) => card::view(room, desk, *number, s)?,
        Screen::Refused(code) => card::refused_view(room, desk, code, s)?,
        Screen::Saved(id, number) => saved::view(room, desk, *id, *number, s)?,
        Screen::Step if more::is_inbound(desk.walk.as_ref()) => incoming::view(room, desk, s)?,
        Screen::Step => step::view(room, desk, s)?,
        Screen::Incoming => more::scripts_view(room, desk, s),
        Screen::Interrupted => more::interrupted_view(room, desk, s)?,
        Screen::More => more::view(room, desk, s)?,
        Screen::Caller => more::caller_view(room, desk, s)?,
        Screen::Datum(id) => more::datum_view(room, desk, id, s)?,
        Screen::Promised(_) => inquiry::promised_view(room, desk, s)?,
        Screen::BreakOff => more::break_off_view(room, desk, s)?,
        Screen::Inquiry(id) => inquiry::view(room, desk, *id, s)?,
        Screen::Recalls(page) => recalls::view(room, *page, s)?,
        Screen::Recall(id) => recalls::one_view(room, *id, s)?,
        Screen::Later(id) => recalls::later_view(room, *id, s)?,
        Screen::Hand(list) => hand::view(room, list, s)?,
        Screen::Transfer => transfer::view(room, desk, s)?,
        Screen::Offered(id) => transfer::offered_view(room, desk, *id, s)?,
        Screen::Team(page) => team::view(room, *page, s)?,
        Screen::Member(id) => team::member_view(room, *id, s)?,
        Screen::Inviting => team::inviting_view(room, s),
        Screen::Invited(token, role) => team::invited_view(room, token, *role, s)?,
        Screen::Settings => settings::view(room, desk, s),
        Screen::Langs => settings::langs_view(room, s),
        Screen::Zones => settings::zones_view(room, s),
        Screen::Name => settings::name_view(room, s),
        Screen::Export => files::export_view(room, s),
        Screen::Backup => files::backup_view(room, s),
        Screen::Messages(page) => messages::list_view(room, *page, s)?,
        Screen::Message(id) => messages::view(room, *id, s)?,
        Screen::MessageWhen(id) => messages::when_view(room, *id, s)?,
        Screen::PassOn(id, text) => messages::pass_view(room, *id, text, s)?,
        Screen::Asked(_) if desk.walk.is_none() => home::view(room, desk, s)?,
        Screen::Asked(text) => manager::asked_view(room, text, s)?,
        Screen::Profile(who) => profile::view(room, *who, s)?,
        Screen::ProfileAsk(who, question) => profile::ask_view(room, *who, *question, s)?,
        Screen::ProfileMore(who, extra, text) => profile::more_view(room, *who, *extra, text, s)?,
        Screen::Help => help::view(room, s),
        Screen::Audit(lead, from) => audit::view(room, *lead, *from, s)?,
        Screen::ForgetLead(id) => forget::lead_view(room, *id, s)?,
        Screen::ForgetPerson(id) => forget::person_view(room, *id, s)?,
        Screen::Left(page) => forget::left_view(room, *page, s)?,
        Screen::Learning => learning::view(room, s)?,
        Screen::Unlearn(who) => learning::unlearn_view(room, *who, s)?,
        Screen::Faq(_) | Screen::FaqText(..) => faq::view(room, desk, s)?,
        Screen::Answers(_) | Screen::AnswersAt(..) | Screen::Answer(..) => {
            answers::view(room, &desk.screen, s)?;
        }
    }
    Ok(sheet.view)
}

/// Whether a screen waits for an answer that was not given yet: there is something to be called off.
pub fn asks(screen: &Screen) -> bool {
    matches!(
        screen,
        Screen::Number(_)
            | Screen::Edit(_)
            | Screen::Field(..)
            | Screen::DoNotCall(_)
            | Screen::Unfinished(..)
            | Screen::Situations(_)
            | Screen::Whose(..)
            | Screen::Incoming
            | Screen::Later(_)
            | Screen::Hand(_)
            | Screen::Inviting
            | Screen::Langs
            | Screen::Zones
            | Screen::Name
            | Screen::Export
            | Screen::Backup
            | Screen::MessageWhen(_)
            | Screen::PassOn(..)
            | Screen::ProfileAsk(..)
            | Screen::ProfileMore(..)
            | Screen::ForgetLead(_)
            | Screen::ForgetPerson(_)
            | Screen::Unlearn(_)
    )
}

/// The least role that may look at a screen.
fn least(screen: &Screen) -> Role {
    match screen {
        Screen::Team(_)
        | Screen::Member(_)
        | Screen::Inviting
        | Screen::Invited(..)
        | Screen::Export
        | Screen::Answers(_)
        | Screen::AnswersAt(..)
        | Screen::Answer(..) => Role::Supervisor,
        Screen::Audit(..)
        | Screen::Backup
        | Screen::ForgetLead(_)
        | Screen::ForgetPerson(_)
        | Screen::Learning
        | Screen::Unlearn(_)
        | Screen::Left(_) => Role::Admin,
        _ => Role::Operator,
    }
}

/// What a key does: those that mean the same everywhere first, then the screen's own.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<()> {
    if everywhere(turn, act)? {
        return Ok(());
    }
    let role = least(&turn.desk.screen);
    if !turn.me.is(role) {
        turn.toast = Some(notices::forbidden(role));
        turn.go(Screen::Home);
        return Ok(());
    }
    match turn.desk.screen.clone() {
        Screen::Lead(id) => lead::press(turn, id, act)?,
        Screen::History(id, _) => match act {
            Act::Page(page) => turn.go(Screen::History(id, *page)),
            _ => turn.go(Screen::Lead(id)),
        },
        Screen::Edit(id) => edit::press(turn, id, act)?,
        Screen::Field(id, _) => back_to_lead(turn, id)?,
        Screen::DoNotCall(id) => edit::do_not_call_press(turn, id, act)?,
        Screen::Unfinished(id, then) => gate::unfinished_press(turn, id, then, act)?,
        Screen::Situations(id) => situations::press(turn, id, act)?,
        Screen::Guesses(id) => guesses::press(turn, id, act)?,
        Screen::Whose(note, leads) => guesses::whose_press(turn, note, &leads, act)?,
        Screen::Ask(need) => ask::press(turn, need, act)?,
        Screen::Time => card::time_press(turn, act)?,
        Screen::Card(number) => card::press(turn, number, act)?,
        Screen::Refused(_) => card::refused_press(turn, act)?,
        Screen::Step if more::is_inbound(turn.desk.walk.as_ref()) => incoming::press(turn, act)?,
        Screen::Step => step::press(turn, act)?,
        Screen::Incoming => more::scripts_press(turn, act),
        Screen::Interrupted => more::interrupted_press(turn, act)?,
        Screen::More => more::press(turn, act)?,
        Screen::Caller => more::caller_press(turn, act)?,
        Screen::Datum(id) => more::datum_press(turn, &id, act),
        Screen::Promised(id) => inquiry::promised_press(turn, &id, act)?,
        Screen::BreakOff => turn.go(Screen::More),
        Screen::Recalls(_) => match act {
            Act::Page(page) => turn.go(Screen::Recalls(*page)),
            _ => turn.go(Screen::Home),
        },
        Screen::Later(id) => recalls::later_press(turn, id, act)?,
        Screen::Hand(list) => hand::press(turn, &list, act)?,
        Screen::Team(_) => match act {
            Act::Page(page) => turn.go(Screen::Team(*page)),
            _ => turn.go(Screen::Home),
        },
        Screen::Transfer | Screen::Offered(_) => transfer::press(turn),
        Screen::Member(id) => team::member_press(turn, id, act)?,
        Screen::Inviting => team::inviting_press(turn, act),
        Screen::Invited(..) => turn.go(Screen::Team(0)),
        Screen::Audit(lead, _) => audit::press(turn, lead, act),
        Screen::ForgetLead(id) => forget::lead_press(turn, id, act)?,
        Screen::ForgetPerson(id) => forget::person_press(turn, id, act)?,
        Screen::Left(_) => forget::left_press(turn, act),
        Screen::Learning => learning::press(turn, act)?,
        Screen::Unlearn(who) => learning::unlearn_press(turn, who, act)?,
        Screen::Settings | Screen::Langs | Screen::Zones | Screen::Name => {
            settings::press(turn, act);
        }
        Screen::Messages(_) | Screen::Message(_) => messages::press(turn, act),
        Screen::MessageWhen(id) => messages::when_press(turn, id, act)?,
        Screen::PassOn(id, _) => messages::pass_press(turn, id, act)?,
        Screen::Asked(_) => manager::asked_press(turn, act)?,
        Screen::Profile(who) => profile::press(turn, who, act)?,
        Screen::ProfileAsk(who, question) => profile::ask_press(turn, who, question, act)?,
        Screen::ProfileMore(who, extra, _) => profile::more_press(turn, who, extra, act)?,
        Screen::Faq(look) | Screen::FaqText(look, _) => faq::press(turn, look, act)?,
        Screen::Answers(_) | Screen::AnswersAt(..) | Screen::Answer(..) => {
            answers::press(turn, act)?
        }
        Screen::Export => files::export_press(turn, act)?,
        Screen::Backup => files::backup_press(turn, act)?,
        Screen::Home
        | Screen::Number(_)
        | Screen::Gate(_)
        | Screen::Saved(..)
        | Screen::Recall(_)
        | Screen::Inquiry(_)
        | Screen::Help => turn.go(Screen::Home),
    }
    Ok(())
}

/// From a field back to the refusal that led to it, else to the choice of fields.
fn back_to_lead(turn: &mut Turn<'_>, id: LeadId) -> Result<()> {
    let draft = turn.desk.draft.clone().filter(|draft| draft.lead == id);
    if let Some(draft) = draft
        && let (_, Verdict::Refused(_)) = flow::verdict(turn, &turn.lead(id)?, &draft)?
    {
        turn.go(Screen::Refused(draft.situation));
    } else {
        turn.go(Screen::Edit(id));
    }
    Ok(())
}

/// Keys that lead somewhere by themselves, whatever the screen; true if this was one.
///
/// # Errors
/// The store's.
pub fn everywhere(turn: &mut Turn<'_>, act: &Act) -> Result<bool> {
    if clocks::press(turn, act)? {
        return Ok(true);
    }
    match act {
        Act::Home => turn.go(Screen::Home),
        Act::Return => resume(turn)?,
        Act::Lead(id)
        | Act::History(id)
        | Act::Call(id)
        | Act::Result(id)
        | Act::Reopen(id)
        | Act::Forget(id)
            if turn.facts.lead(LeadId(*id))?.is_none() =>
        {
            turn.toast = Some(t("no-questionnaire").with("number", *id));
            turn.still = true;
        }
        Act::Lead(id) => turn.go(Screen::Lead(LeadId(*id))),
        Act::History(id) => turn.go(Screen::History(LeadId(*id), 0)),
        Act::Call(id) => flow::begin(turn, LeadId(*id), Then::Call)?,
        Act::Result(id) => flow::begin(turn, LeadId(*id), Then::Result)?,
        Act::Reopen(id) => gate::reopen(turn, LeadId(*id))?,
        Act::Approve(id) => notices::decide(turn, *id, true)?,
        Act::Decline(id) => notices::decide(turn, *id, false)?,
        Act::Recalls => turn.go(Screen::Recalls(0)),
        Act::Shift => commands::shift(turn)?,
        Act::Incoming => super::incoming::ring(turn)?,
        Act::Recorded(id) => outcome::recorded(turn, *id)?,
        Act::Inquiry(id) if turn.facts.inquiry(*id)?.is_some() => turn.go(Screen::Inquiry(*id)),
        Act::Faq(sort) => faq::list(turn, *sort),
        Act::Recall(_) | Act::Later(_) | Act::Hand(_) | Act::Take(_) | Act::Done(_) => {
            recalls::act(turn, act)?;
        }
        Act::Member(id) if turn.me.is(Role::Supervisor) => {
            turn.go(Screen::Member(crate::domain::people::PersonId(*id)));
        }
        Act::Forget(id) if turn.me.is(Role::Admin) => {
            turn.go(Screen::ForgetLead(LeadId(*id)));
        }
        Act::Left if turn.me.is(Role::Admin) => turn.go(Screen::Left(0)),
        Act::Audit(id) if turn.me.is(Role::Admin) => {
            turn.go(Screen::Audit(Some(LeadId(*id)), 0));
        }
        Act::Messages => turn.go(Screen::Messages(0)),
        Act::Message(_) | Act::Heard(_) | Act::CallBack(_) | Act::PassOn(_) => {
            messages::act(turn, act)?;
        }
        Act::Profile(id) => profile::open(turn, crate::domain::people::PersonId(*id))?,
        Act::Inviting if turn.me.is(Role::Supervisor) => turn.go(Screen::Inviting),
        Act::Member(_) | Act::Inviting => turn.toast = Some(notices::forbidden(Role::Supervisor)),
        Act::Audit(_) => turn.toast = Some(notices::forbidden(Role::Admin)),
        _ => return offers::press(turn, act),
    }
    Ok(true)
}

/// Takes up the call or result that was put aside or left, where it stood.
fn resume(turn: &mut Turn<'_>) -> Result<()> {
    if !turn.desk.is_busy() {
        turn.desk.take_up();
    }
    if turn.desk.walk.is_some() {
        turn.go(Screen::Step);
        return Ok(());
    }
    flow::advance(turn)
}

/// Keys to the neighbouring pages, where there is more than one.
fn pages(sheet: &mut Sheet, page: u32, pages: u32) {
    let mut keys = Vec::new();
    if page > 0 {
        keys.push((t("key-page-before"), Act::Page(page - 1)));
    }
    if page + 1 < pages {
        let label = t("key-page-next").with("page", page + 2).with("pages", pages);
        keys.push((label, Act::Page(page + 1)));
    }
    sheet.keys(keys);
}
