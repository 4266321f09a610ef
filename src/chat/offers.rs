//! Hands the call in hand over to a colleague, and back where nobody takes it. The call stays on the
//! desk of whoever offers it until the very turn in which the colleague takes it: it is never lost, and
//! never in two hands.

use anyhow::Result;
use chrono::Duration;

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::audit::Deed;
use crate::domain::forget::Gone;
use crate::domain::notice::Body;
use crate::domain::offer::{End, Offer};
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::record::{Change, Counter};
use crate::domain::walk::Walk;
use crate::words::Phrase;

use super::desk::{Desk, InHand, MOST_ASIDE, Screen};
use super::press::Act;
use super::turn::Turn;
use super::view::{raw, t};

/// The offer of a call that waits for an answer.
pub fn open(walk: &Walk) -> Option<u64> {
    walk.inbound.as_ref().and_then(|inbound| inbound.handing.open)
}

/// The call that an offer is about, on the desk of whoever offers it.
pub fn call<'d>(desk: &'d Desk, offer: &Offer) -> Option<&'d Walk> {
    desk.walks().find(|walk| open(walk) == Some(offer.id))
}

/// Takes the call that is offered off a desk; also whether it was in hand.
fn take_off(desk: &mut Desk, id: u64) -> Option<(InHand, bool)> {
    if desk.walk.as_ref().and_then(open) == Some(id) {
        let in_hand = InHand { walk: desk.walk.take(), draft: desk.draft.take(), shelf: None };
        return Some((in_hand, true));
    }
    let offered = |in_hand: &InHand| in_hand.walk.as_ref().and_then(open) == Some(id);
    desk.unshelve(offered).map(|in_hand| (in_hand, false))
}

/// Why a colleague cannot be offered a call.
fn obstacle(turn: &Turn<'_>, to: Option<&Person>) -> Option<Phrase> {
    let Some(person) = to.filter(|person| person.is(Role::Operator)) else {
        return Some(t("hand-gone"));
    };
    let name = raw(&person.name);
    if person.id == turn.me.id {
        Some(t("offer-self"))
    } else if person.unreachable {
        Some(t("offer-unreachable").with("name", name))
    } else if !person.on_shift {
        Some(t("offer-off-shift").with("name", name))
    } else {
        None
    }
}

/// Offers the call in hand to a colleague.
///
/// # Errors
/// The store's.
pub fn offer(turn: &mut Turn<'_>, to: PersonId) -> Result<()> {
    let Some(inbound) = turn.desk.walk.as_ref().and_then(|walk| walk.inbound.as_ref()) else {
        turn.toast = Some(t("offer-no-call"));
        turn.go(Screen::Home);
        return Ok(());
    };
    if let Some(id) = inbound.handing.open {
        turn.go(Screen::Offered(id));
        return Ok(());
    }
    let person = turn.facts.person(to)?;
    if let Some(why) = obstacle(turn, person.as_ref()) {
        turn.remark(why);
        return Ok(());
    }
    let id = turn.take(Counter::Offer)?;
    let seconds = i64::from(turn.house.campaign.routing.offer_seconds);
    let until = turn.now + Duration::seconds(seconds);
    let notice = turn.notify(to, Body::Offer { offer: id })?;
    let (from, at) = (turn.me.id, turn.now);
    let Some(walk) = turn.desk.walk.as_mut() else { return Ok(()) };
    let lead = walk.lead;
    let Some(inbound) = walk.inbound.as_mut() else { return Ok(()) };
    let transfer = inbound.handing.next_transfer();
    (inbound.handing.open, inbound.handing.back) = (Some(id), None);
    let offer = Offer { id, from, to, at, until, lead, transfer, notice, end: None };
    turn.changes.push(Change::Offer(offer));
    turn.changes.push(Change::Alarm(Alarm { subject: Subject::Offer(id), at: until }));
    turn.go(Screen::Offered(id));
    Ok(())
}

/// What the keys of an offer do; true if this was one.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<bool> {
    match act {
        Act::Transfer if turn.desk.walk.as_ref().is_some_and(|walk| walk.inbound.is_some()) => {
            turn.go(Screen::Transfer);
        }
        Act::Transfer => {
            turn.toast = Some(t("offer-no-call"));
            turn.still = true;
        }
        Act::Offer(to) => offer(turn, PersonId(*to))?,
        Act::Withdraw(id) => withdraw(turn, *id)?,
        Act::TakeCall(id) => take(turn, *id)?,
        Act::RefuseCall(id) => refuse(turn, *id)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// An offer to me, or of mine, that waits; else says why nothing can be done about it any more.
fn waiting(turn: &mut Turn<'_>, id: u64, mine: impl Fn(&Offer) -> bool) -> Result<Option<Offer>> {
    let offer = turn.facts.offer(id)?.filter(|offer| mine(offer));
    if let Some(offer) = offer.as_ref().filter(|offer| offer.is_open()) {
        return Ok(Some(offer.clone()));
    }
    turn.toast = Some(match offer.and_then(|offer| offer.end) {
        Some(end) => Phrase::new(format!("toast-offer.{}", end.how.id())),
        None => t("toast-old"),
    });
    turn.still = true;
    Ok(None)
}

/// The offer ends: its alarm is taken out, and the colleague's message says what came of it.
fn finish(turn: &mut Turn<'_>, offer: &mut Offer, how: End) -> Result<()> {
    offer.finish(how, turn.now);
    turn.changes.push(Change::Offer(offer.clone()));
    turn.changes.push(Change::Gone(Gone::Alarm(Subject::Offer(offer.id))));
    turn.redraw(offer.notice)
}

/// Takes a call that is offered to me: what I have in hand is put aside.
fn take(turn: &mut Turn<'_>, id: u64) -> Result<()> {
    let me = turn.me.id;
    let Some(mut offer) = waiting(turn, id, |offer| offer.to == me)? else { return Ok(()) };
    if turn.desk.shelved_all().count() >= MOST_ASIDE {
        turn.toast = Some(t("toast-offer-many"));
        turn.still = true;
        return Ok(());
    }
    let mut desk = turn.facts.desk(offer.from)?.unwrap_or_default();
    let taken = take_off(&mut desk, id).and_then(|(in_hand, top)| {
        let InHand { walk, draft, .. } = in_hand;
        Some((walk?, draft, top))
    });
    let Some((mut walk, draft, top)) = taken else {
        finish(turn, &mut offer, End::Over)?;
        turn.toast = Some(t("toast-offer.over"));
        turn.still = true;
        return Ok(());
    };
    finish(turn, &mut offer, End::Taken)?;
    if let Some(inbound) = &mut walk.inbound {
        inbound.handing.pass_on(&offer, turn.now);
        // The messages of its clocks are those of whoever had it.
        inbound.clocks.end_hold(turn.now);
        let clocks = &mut inbound.clocks;
        (clocks.ping, clocks.mark, clocks.back_at) = (None, None, None);
    }
    let lead = walk.lead;
    turn.desk.pile();
    (turn.desk.walk, turn.desk.draft) = (Some(walk), draft);
    if let Some(lead) = lead {
        turn.desk.typed(lead);
    }
    turn.remark(t("offer-took").with("name", turn.name_at(offer.from, offer.at)?));
    turn.go(Screen::Step);
    let notice = told(&mut desk, &offer, top, raw(&turn.me.name));
    turn.desks.push((offer.from, desk));
    if !notice {
        turn.notify(offer.from, Body::Offered { offer: id })?;
    }
    turn.done(Deed::CallTaken { lead, offer: id, from: offer.from });
    Ok(())
}

/// I cannot take the call: it goes back.
fn refuse(turn: &mut Turn<'_>, id: u64) -> Result<()> {
    let me = turn.me.id;
    let Some(mut offer) = waiting(turn, id, |offer| offer.to == me)? else { return Ok(()) };
    finish(turn, &mut offer, End::Refused)?;
    if let Some(mut desk) = turn.facts.desk(offer.from)? {
        let notice = gave_back(&mut desk, &offer);
        turn.desks.push((offer.from, desk));
        if !notice {
            turn.notify(offer.from, Body::Offered { offer: id })?;
        }
    }
    turn.toast = Some(t("toast-offer.refused"));
    turn.still = true;
    Ok(())
}

/// Takes my offer back.
fn withdraw(turn: &mut Turn<'_>, id: u64) -> Result<()> {
    let me = turn.me.id;
    let Some(mut offer) = waiting(turn, id, |offer| offer.from == me)? else { return Ok(()) };
    finish(turn, &mut offer, End::Withdrawn)?;
    for walk in turn.desk.walks_mut() {
        if let Some(inbound) = &mut walk.inbound {
            inbound.handing.end(&offer);
        }
    }
    turn.remark(t("offer-withdrawn"));
    let here = turn.desk.walk.is_some();
    turn.go(if here { Screen::Step } else { Screen::Home });
    Ok(())
}

/// Screens that are left alone when the call goes or comes back, because they are about something else:
/// somebody may be typing there.
fn is_elsewhere(screen: &Screen) -> bool {
    !matches!(
        screen,
        Screen::Home
            | Screen::Step
            | Screen::More
            | Screen::Caller
            | Screen::Datum(_)
            | Screen::Promised(_)
            | Screen::Incoming
            | Screen::Interrupted
            | Screen::Transfer
            | Screen::Offered(_)
    )
}

/// A screen comes below everything else, as a message of its own.
fn show(desk: &mut Desk, screen: Screen, remark: Option<Phrase>) {
    desk.screen = screen;
    desk.remarks = remark.into_iter().collect();
    // Two ahead, so that the key under a finger is an old one, and no second tap on it.
    desk.stamp = desk.stamp.wrapping_add(2);
    desk.below = desk.stamp;
}

/// Whoever offered the call is free: true if the screen says so; else a message has to.
fn told(desk: &mut Desk, offer: &Offer, top: bool, name: Phrase) -> bool {
    let shows = desk.screen == Screen::Offered(offer.id);
    if !shows && (!top || is_elsewhere(&desk.screen)) {
        return false;
    }
    let screen = if desk.walk.is_some() { Screen::Step } else { Screen::Home };
    show(desk, screen, Some(t("offer-end.taken").with("name", name)));
    true
}

/// The call is back with whoever offered it, at the step where it stands: true if the screen says so;
/// else a message has to.
pub fn gave_back(desk: &mut Desk, offer: &Offer) -> bool {
    let top = desk.walk.as_ref().and_then(open) == Some(offer.id);
    for walk in desk.walks_mut() {
        if let Some(inbound) = &mut walk.inbound {
            inbound.handing.end(offer);
        }
    }
    if !top || is_elsewhere(&desk.screen) {
        return false;
    }
    show(desk, Screen::Step, None);
    true
}

/// Ends the offers of calls that this turn took off a desk: they are over, or were dropped.
///
/// # Errors
/// The store's.
pub fn follow(turn: &mut Turn<'_>, before: &Desk) -> Result<()> {
    let mut gone = gone(before, &turn.desk);
    for (who, desk) in &turn.desks {
        if let Some(was) = turn.facts.desk(*who)? {
            gone.extend(self::gone(&was, desk));
        }
    }
    for id in gone {
        let settled = |change: &Change| matches!(change, Change::Offer(offer) if offer.id == id);
        if turn.changes.iter().any(settled) {
            continue;
        }
        if let Some(mut offer) = turn.facts.offer(id)?.filter(Offer::is_open) {
            finish(turn, &mut offer, End::Over)?;
        }
    }
    Ok(())
}

/// Open offers of one desk that the other has no more.
fn gone(before: &Desk, after: &Desk) -> Vec<u64> {
    let stays = |id: &u64| after.walks().any(|walk| open(walk) == Some(*id));
    before.walks().filter_map(open).filter(|id| !stays(id)).collect()
}
