//! What a situation would come to, before it is chosen.

use anyhow::Result;

use crate::domain::attempt::{Disposition, Draft, Refusal, Said, Verdict};
use crate::domain::codes::{CodeId, Need};
use crate::domain::lead::Lead;
use crate::domain::walk::Walk;

use super::flow::{self, Way};
use super::turn::Room;

/// What a situation would come to for this lead and this call.
pub struct Preview {
    /// The result in the making.
    pub draft: Draft,
    /// What has still to be asked.
    pub asks: Vec<Need>,
    /// What the rules make of it, once that is answered.
    pub end: Result<Disposition, Option<Refusal>>,
}

/// What a situation would come to; nothing is changed.
///
/// # Errors
/// The store's.
pub fn preview(
    room: &Room<'_>,
    lead: &Lead,
    draft: &Draft,
    walk: Option<&Walk>,
    situation: &CodeId,
) -> Result<Preview> {
    let way = Way::default();
    let mut answered = flow::settle(room, lead, draft.clone(), walk, situation.clone(), way);
    let mut asks = Vec::new();
    let end = loop {
        match flow::verdict(room, lead, &answered)?.1 {
            Verdict::Ask(need) if !asks.contains(&need) => {
                asks.push(need);
                stand_in(&mut answered, need);
            }
            Verdict::Ask(_) => break Err(None),
            Verdict::Refused(why) => break Err(Some(why)),
            Verdict::Ready(end) => break Ok(end),
        }
    };
    Ok(Preview { draft: answered, asks, end })
}

/// Something in the place of an answer that is still to come.
fn stand_in(draft: &mut Draft, need: Need) {
    draft.confirm.retain(|other| *other != need);
    match need {
        Need::When => draft.when = Some(draft.spread),
        Need::NoData => drop(draft.answers.insert(need, Said::No)),
        Need::Stages => drop(draft.answers.insert(need, Said::Yes)),
        Need::Refusal => drop(draft.answers.insert(need, Said::Chip(String::new()))),
        _ => drop(draft.answers.entry(need).or_insert_with(|| Said::Text("\u{2026}".to_owned()))),
    }
}
