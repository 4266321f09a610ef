//! A call that was offered to a colleague, and that nobody took in time: it is back with whoever offered
//! it, at the step where it stands.

use anyhow::Result;

use super::Bell;
use crate::chat::desk::Desk;
use crate::chat::offers;
use crate::domain::notice::Body;
use crate::domain::offer::{End, Offer};
use crate::domain::record::Change;

/// The alarm of an offer went off.
///
/// # Errors
/// The store's.
pub(super) fn ring(bell: &mut Bell<'_>, id: u64) -> Result<()> {
    let Some(mut offer) = bell.facts.offer(id)?.filter(Offer::is_open) else { return Ok(()) };
    let desk = bell.facts.desk(offer.from)?;
    let there = |desk: &Desk| offers::call(desk, &offer).is_some();
    let Some(mut desk) = desk.filter(there) else {
        return end(bell, offer, End::Over);
    };
    offer.finish(End::Late, bell.now);
    let shown = offers::gave_back(&mut desk, &offer);
    bell.desks.push((offer.from, desk));
    if !shown {
        bell.notify(offer.from, Body::Offered { offer: id })?;
    }
    end(bell, offer, End::Late)
}

fn end(bell: &mut Bell<'_>, mut offer: Offer, how: End) -> Result<()> {
    offer.finish(how, bell.now);
    bell.redraw(offer.notice)?;
    bell.changes.push(Change::Offer(offer));
    Ok(())
}
