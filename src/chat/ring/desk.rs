//! The call that somebody leads: a caller on hold, and marks of the call's length. The screen stays as
//! it is, and so do its keys: what has to be said is said beside it.

use anyhow::Result;

use crate::chat::clocks;
use crate::domain::alarm::Subject;
use crate::domain::notice::Body;
use crate::domain::people::PersonId;

use super::Bell;

/// The alarm of a person's desk went off.
///
/// # Errors
/// The store's.
pub(super) fn ring(bell: &mut Bell<'_>, who: PersonId) -> Result<()> {
    let Some(mut desk) = bell.facts.desk(who)? else { return Ok(()) };
    let Some(person) = bell.facts.person(who)?.filter(|person| !person.left) else {
        return Ok(());
    };
    let Some(walk) = &mut desk.walk else { return Ok(()) };
    let (clock, lacks) = (clocks::clock(bell.house, walk), clocks::lacks(bell.house, walk) > 0);
    let Some(inbound) = &mut walk.inbound else { return Ok(()) };
    let set = &mut inbound.clocks;
    let told = set.tell(&clock, inbound.begun, lacks, bell.now);
    // Whoever cannot be written to does not find a heap of old questions when he can.
    if !person.unreachable {
        if told.ping {
            set.ping = Some(bell.tell_anew(set.ping, who, Body::Hold)?);
        }
        if let Some(mark) = told.mark {
            let before = set.mark.map(|(id, _)| id);
            set.mark = Some((bell.tell_anew(before, who, Body::Mark)?, mark));
        }
    }
    if let Some(at) = set.next(&clock, inbound.begun) {
        bell.set(Subject::Desk(who), at);
    }
    bell.desks.push((who, desk));
    Ok(())
}
