//! The clocks of a call in hand: putting a caller on hold and taking him back, and what a turn does to
//! the alarm and the messages of a desk. How it looks is `screens/hold.rs`; what an alarm comes to,
//! `ring/desk.rs`.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::clocks::{Clocks, Mark};
use crate::domain::forget::Gone;
use crate::domain::inbound::Inbound;
use crate::domain::notice::{Notice, NoticeId};
use crate::domain::people::PersonId;
use crate::domain::record::Change;
use crate::domain::script::{Clock, Datum, Script};
use crate::domain::walk::Walk;

use super::desk::{Desk, InHand, Screen};
use super::house::House;
use super::press::Act;
use super::turn::Turn;
use super::view::t;

/// Minutes that can be announced with one tap.
pub const MINUTES: [u32; 4] = [1, 2, 3, 5];

/// The clocks of the call in hand, if it came in.
pub fn of(desk: &Desk) -> Option<&Clocks> {
    desk.walk.as_ref()?.inbound.as_ref().map(|inbound| &inbound.clocks)
}

/// The caller of this call waits on hold.
pub fn waits(walk: &Walk) -> bool {
    walk.inbound.as_ref().is_some_and(|inbound| inbound.clocks.hold.is_some())
}

/// How the script of a call sets its clocks; as usual where that script is lost.
pub fn clock(house: &House, walk: &Walk) -> Clock {
    house.script_of(walk).map(|(script, _)| script.clock.clone()).unwrap_or_default()
}

/// What has to be asked soon in a call and is not known.
pub fn lacking<'s>(script: &'s Script, inbound: &Inbound) -> Vec<&'s Datum> {
    let soon = script.clock.ask.iter().flat_map(|ask| &ask.fields);
    let open = soon.filter(|id| !inbound.filled.contains_key(*id));
    open.filter_map(|id| script.datum(id)).collect()
}

/// How much is lacking.
pub fn lacks(house: &House, walk: &Walk) -> usize {
    let script = house.script_of(walk).map(|(script, _)| script);
    script.zip(walk.inbound.as_ref()).map_or(0, |(s, inbound)| lacking(s, inbound).len())
}

/// When a desk has to be looked at again by itself. Of a call that was put aside only the caller who
/// waits counts.
pub fn next(house: &House, desk: &Desk) -> Option<DateTime<Utc>> {
    let in_hand = desk.walk.as_ref().and_then(|walk| {
        let inbound = walk.inbound.as_ref()?;
        inbound.clocks.next(&clock(house, walk), inbound.begun)
    });
    let aside = desk.shelved_all().filter_map(|in_hand| in_hand.walk.as_ref()?.inbound.as_ref());
    in_hand.into_iter().chain(aside.filter_map(|inbound| inbound.clocks.next_ping())).min()
}

/// The messages about calls that say something now, and on how much else that depends.
fn live(house: &House, desk: &Desk) -> Vec<(NoticeId, usize)> {
    let clocks = desk.walks().filter_map(|walk| walk.inbound.as_ref()).map(|own| &own.clocks);
    let pings = clocks.filter_map(|clocks| clocks.asking().map(|(id, _)| (id, 0)));
    let mark = desk.walk.as_ref().zip(of(desk)).and_then(|(walk, clocks)| match clocks.mark? {
        (id, Mark::Ask) => Some((id, lacks(house, walk))),
        (id, Mark::Talk(_)) => Some((id, usize::MAX)),
    });
    pings.chain(mark.filter(|(_, lacks)| *lacks > 0)).collect()
}

/// Whether a hold goes on: the call stands where it stood, in the same hands.
fn goes_on(before: Option<&Desk>, is: &Walk) -> bool {
    let begun = |walk: &Walk| walk.inbound.as_ref().map(|inbound| inbound.begun);
    let same = |was: &Walk| begun(was) == begun(is) && was.trail == is.trail;
    before.is_some_and(|before| before.walks().any(same))
}

/// What becomes of a desk by which another one is replaced. A hold is over when the call goes on by
/// another step, or is in other hands; who was put aside on hold waits on. The alarm is moved to where it belongs now.
/// Gives the messages that are over, or say something else now.
pub fn follow(
    house: &House,
    who: PersonId,
    before: Option<&Desk>,
    after: &mut Desk,
    now: DateTime<Utc>,
) -> (Option<Change>, Vec<NoticeId>) {
    for walk in after.walks_mut() {
        if !goes_on(before, walk)
            && let Some(inbound) = &mut walk.inbound
        {
            inbound.clocks.end_hold(now);
        }
    }
    let stays = live(house, after);
    let over = before.map(|before| live(house, before)).unwrap_or_default();
    let over = over.into_iter().filter(|told| !stays.contains(told)).map(|(id, _)| id).collect();
    let subject = Subject::Desk(who);
    let change = match (before.and_then(|before| next(house, before)), next(house, after)) {
        (was, is) if was == is => None,
        (_, Some(at)) => Some(Change::Alarm(Alarm { subject, at })),
        (_, None) => Some(Change::Gone(Gone::Alarm(subject))),
    };
    (change, over)
}

/// Keys of the clocks; true if this was one.
///
/// # Errors
/// The store's.
pub fn press(turn: &mut Turn<'_>, act: &Act) -> Result<bool> {
    if !matches!(act, Act::Hold | Act::Unhold | Act::Minutes(_)) {
        return Ok(false);
    }
    let (house, now) = (turn.house, turn.now);
    let on_hold = of(&turn.desk).map(|clocks| clocks.hold.is_some());
    let set = turn.desk.walk.as_ref().map(|walk| clock(house, walk)).unwrap_or_default();
    let Some(walk) = turn.desk.walk.as_mut() else { return Ok(gone(turn)) };
    let stop = walk.trail.len();
    let Some(clocks) = walk.inbound.as_mut().map(|inbound| &mut inbound.clocks) else {
        return Ok(gone(turn));
    };
    match act {
        Act::Hold => clocks.put_on_hold(&set, now),
        Act::Minutes(minutes) if on_hold == Some(true) && MINUTES.contains(minutes) => {
            clocks.announce(&set, *minutes, now);
            if let Some((ping, _)) = clocks.asking() {
                turn.redraw(ping)?;
            }
        }
        Act::Unhold if on_hold == Some(true) => {
            clocks.end_hold(now);
            clocks.back_at = Some(stop);
        }
        _ => return Ok(gone(turn)),
    }
    turn.go(Screen::Step);
    Ok(true)
}

/// Puts the caller of the call in hand on hold, if there is one: another call is taken up.
pub fn wait(turn: &mut Turn<'_>) {
    let (house, now) = (turn.house, turn.now);
    let set = turn.desk.walk.as_ref().map(|walk| clock(house, walk)).unwrap_or_default();
    if let Some(inbound) = turn.desk.walk.as_mut().and_then(|walk| walk.inbound.as_mut()) {
        inbound.clocks.put_on_hold(&set, now);
    }
}

/// Takes back the caller of a call that was put aside on hold and that this message asks about: the
/// call in hand changes places with it, and its own caller waits. False: no such call lies there.
pub fn change_over(turn: &mut Turn<'_>, notice: &Notice) -> bool {
    let asks = |in_hand: &InHand| {
        let inbound = in_hand.walk.as_ref().and_then(|walk| walk.inbound.as_ref());
        let asking = inbound.and_then(|inbound| inbound.clocks.asking());
        asking.is_some_and(|(id, _)| id == notice.id)
    };
    let Some(InHand { walk, draft, .. }) = turn.desk.unshelve(asks) else { return false };
    wait(turn);
    turn.desk.pile();
    (turn.desk.walk, turn.desk.draft) = (walk, draft);
    let now = turn.now;
    if let Some(walk) = &mut turn.desk.walk {
        let stop = walk.trail.len();
        if let Some(inbound) = &mut walk.inbound {
            inbound.clocks.end_hold(now);
            inbound.clocks.back_at = Some(stop);
        }
    }
    turn.go(Screen::Step);
    true
}

/// The key came too late: nobody waits any more.
fn gone(turn: &mut Turn<'_>) -> bool {
    turn.toast = Some(t("toast-hold-over"));
    turn.still = true;
    true
}
