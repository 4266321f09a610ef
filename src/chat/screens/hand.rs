//! Hands recalls over to a colleague.

use anyhow::Result;

use crate::chat::desk::Screen;
use crate::chat::press::Act;
use crate::chat::say::lead_line;
use crate::chat::turn::{Room, Turn};
use crate::chat::view::{Sheet, raw, t};
use crate::domain::notice::Body;
use crate::domain::people::{Person, PersonId, Role};
use crate::domain::recall::{Recall, RecallId, State};
use crate::domain::record::Change;

/// So many leads are named; the rest is counted.
const NAMED: usize = 10;
/// So many colleagues are offered.
const OFFERED: usize = 30;

/// How the choice of the colleague looks: those on shift first.
pub fn view(room: &Room<'_>, recalls: &[RecallId], sheet: &mut Sheet) -> Result<()> {
    sheet.title(t("hand-title").with("count", recalls.len()));
    let mut others = false;
    for (at, id) in recalls.iter().enumerate() {
        let recall = room.facts.recall(*id)?;
        // Whoever leads no longer, or gave it away meanwhile, is not shown whom it is about.
        let Some(recall) = recall.filter(|recall| super::recalls::is_mine(room, recall)) else {
            continue;
        };
        others |= recall.is_open() && recall.owner != room.me.id;
        if at < NAMED {
            sheet.plain(lead_line(room, &room.lead(recall.lead)?)?);
        }
    }
    if recalls.len() > NAMED {
        sheet.aside(t("and-more").with("count", recalls.len() - NAMED));
    }
    // Nobody takes what is his.
    if others {
        sheet.keys([(t("key-take"), Act::To(room.me.id.0))]);
    }
    let mut people = colleagues(room)?;
    people.sort_by_key(|person| (!person.on_shift, person.name.clone()));
    if people.is_empty() {
        sheet.plain(t("hand-nobody"));
    }
    for person in people.into_iter().take(OFFERED) {
        let label = if person.on_shift {
            raw(&person.name)
        } else {
            t("off-shift-name").with("name", person.name)
        };
        sheet.keys([(label, Act::To(person.id.0))]);
    }
    sheet.keys([(t("key-back"), Act::Back)]);
    Ok(())
}

fn colleagues(room: &Room<'_>) -> Result<Vec<Person>> {
    let people = room.facts.people()?;
    Ok(people
        .into_iter()
        .filter(|p| p.is(Role::Operator) && !p.unreachable && p.id != room.me.id)
        .collect())
}

/// What the keys do.
pub fn press(turn: &mut Turn<'_>, recalls: &[RecallId], act: &Act) -> Result<()> {
    let Act::To(to) = act else {
        turn.go(match recalls {
            [one] => Screen::Recall(*one),
            _ => Screen::Home,
        });
        return Ok(());
    };
    let to = PersonId(*to);
    let Some(person) = turn.facts.person(to)?.filter(|p| p.is(Role::Operator)) else {
        turn.remark(t("hand-gone"));
        return Ok(());
    };
    let from = turn.me.id;
    if to == from {
        let (mut own, mut others) = (false, false);
        for id in recalls {
            if let Some(recall) = turn.facts.recall(*id)?.filter(Recall::is_open) {
                own |= recall.owner == from;
                others |= recall.owner != from;
                super::recalls::take(turn, recall)?;
            }
        }
        if own && !others {
            turn.remark(t("recall-yours"));
        }
        turn.go(match recalls {
            [one] => Screen::Recall(*one),
            _ => Screen::Recalls(0),
        });
        return Ok(());
    }
    let mut handed = Vec::new();
    let mut theirs = false;
    for id in recalls {
        let Some(mut recall) = turn.facts.recall(*id)?.filter(Recall::is_open) else { continue };
        if !super::recalls::is_mine(turn, &recall) {
            theirs = true;
            continue;
        }
        turn.retell(&recall)?;
        recall.owner = to;
        if recall.due <= turn.now {
            let grace = i64::from(turn.house.campaign.grace_minutes);
            recall.state = State::Told;
            recall.wake = Some(turn.now + chrono::Duration::minutes(grace));
        }
        handed.push(recall);
    }
    let count = handed.len();
    if count > 0 {
        let ids = handed.iter().map(|recall| recall.id).collect();
        let notice = turn.notify(to, Body::Handed { recalls: ids, from })?;
        let told = handed.into_iter().map(|recall| Recall { notice: Some(notice.0), ..recall });
        turn.changes.extend(told.map(Change::Recall));
    }
    turn.remark(match count {
        0 if theirs => t("recall-not-yours"),
        0 => t("recall-closed"),
        _ => t("handed").with("count", count).with("name", person.name),
    });
    turn.go(Screen::Recalls(0));
    Ok(())
}
