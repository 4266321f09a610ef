//! An inquiry that is not recorded in the other system yet: whoever took the call is reminded; if he
//! works here no longer, a supervisor is. Later than an hour after the call, and of others' calls, nobody
//! is reminded outside the campaign's hours, by its own clock.

use anyhow::Result;
use chrono::Duration;

use crate::chat::facts::Facts;
use crate::domain::alarm::Subject;
use crate::domain::calendar::Calendar;
use crate::domain::notice::{Body, NoticeId};
use crate::domain::people::{Person, Role};
use crate::domain::record::Change;

use super::Bell;

/// So long somebody is reminded as often as the script wants it; from then on once in so long.
const OFTEN: Duration = Duration::hours(1);

/// The alarm of an inquiry went off. Nobody is reminded off shift; it waits for the next one.
///
/// # Errors
/// The store's.
pub(super) fn ring(bell: &mut Bell<'_>, id: u64) -> Result<()> {
    let Some(mut inquiry) = bell.facts.inquiry(id)?.filter(|inquiry| inquiry.waits()) else {
        return Ok(());
    };
    let person = bell.facts.person(inquiry.registrar())?.filter(|person| !person.left);
    let person = match person {
        Some(person) => person,
        None => match leads(bell.facts)? {
            Some(supervisor) => supervisor,
            None => return Ok(()),
        },
    };
    let taken_over = person.id != inquiry.registrar();
    let campaign = &bell.house.campaign;
    let hours = Calendar { campaign, zone: campaign.zone };
    let (others, ended) = (person.id != inquiry.by, inquiry.ended);
    let waits = |at| others || at - ended >= OFTEN;
    if waits(bell.now) && !hours.permits(bell.now) {
        bell.set(Subject::Inquiry(id), hours.next_permitted(bell.now));
        return Ok(());
    }
    let Some(register) = &mut inquiry.register else { return Ok(()) };
    if taken_over {
        (register.by, register.notice) = (Some(person.id), None);
    }
    let mut every = Duration::minutes(i64::from(register.every.max(1)));
    if bell.now - inquiry.ended >= OFTEN {
        every = every.max(OFTEN);
    }
    let next = bell.now + every;
    let next = if waits(next) { hours.next_permitted(next) } else { next };
    bell.set(Subject::Inquiry(id), next);
    if !person.on_shift || person.unreachable {
        if taken_over {
            bell.changes.push(Change::Inquiry(inquiry));
        }
        return Ok(());
    }
    let told = register.notice.map(|notice| bell.facts.notice(NoticeId(notice)));
    match told.transpose()?.flatten() {
        Some(mut notice) => {
            notice.tell_anew(bell.now);
            bell.changes.push(Change::Notice(notice));
        }
        None => {
            let notice = bell.notify(person.id, Body::Unrecorded { inquiry: id })?;
            register.notice = Some(notice.0);
            bell.changes.push(Change::Inquiry(inquiry));
        }
    }
    Ok(())
}

/// Who leads: a supervisor at work who can be written to, else any.
fn leads(facts: &dyn Facts) -> Result<Option<Person>> {
    let mut supervisors = facts.people()?;
    supervisors.retain(|person| person.is(Role::Supervisor));
    supervisors.sort_by_key(|person| (!person.on_shift, person.unreachable, person.role));
    Ok(supervisors.into_iter().next())
}
