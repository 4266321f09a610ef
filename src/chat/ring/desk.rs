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
    // Whoever cannot be written to does not find a heap of old questions when he can.
    let there = !person.unreachable;
    if let Some(walk) = &mut desk.walk {
        let (clock, lacks) = (clocks::clock(bell.house, walk), clocks::lacks(bell.house, walk) > 0);
        if let Some(inbound) = &mut walk.inbound {
            let set = &mut inbound.clocks;
            let told = set.tell(&clock, inbound.begun, lacks, bell.now);
            if told.ping && there {
                set.ping = Some(bell.tell_anew(set.ping, who, Body::Hold)?);
            }
            if let Some(mark) = told.mark.filter(|_| there) {
                let before = set.mark.map(|(id, _)| id);
                set.mark = Some((bell.tell_anew(before, who, Body::Mark)?, mark));
            }
        }
    }
    let mut aside = desk.shelf.as_deref_mut();
    while let Some(in_hand) = aside {
        if let Some(walk) = &mut in_hand.walk {
            let clock = clocks::clock(bell.house, walk);
            if let Some(set) = walk.inbound.as_mut().map(|inbound| &mut inbound.clocks)
                && set.tell_hold(&clock, bell.now)
                && there
            {
                set.ping = Some(bell.tell_anew(set.ping, who, Body::Hold)?);
            }
        }
        aside = in_hand.shelf.as_deref_mut();
    }
    if let Some(at) = clocks::next(bell.house, &desk) {
        bell.set(Subject::Desk(who), at);
    }
    bell.desks.push((who, desk));
    Ok(())
}
