//! What happens when a recall comes due: who is told, and who is told when nobody takes it.
//! Source: domain page, section 3.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};

use super::calendar::Calendar;
use super::campaign::Campaign;
use super::lead::{Lead, LeadId};
use super::notice::{Body, Notice, NoticeId};
use super::people::{Person, PersonId, Role};
use super::places::Places;
use super::recall::{DueKind, Recall, RecallId, State};
use super::record::Change;

/// Where to look things up while recalls come due.
pub trait Known {
    /// A lead.
    ///
    /// # Errors
    /// The store's.
    fn lead(&self, id: LeadId) -> anyhow::Result<Option<Lead>>;
    /// A recall.
    ///
    /// # Errors
    /// The store's.
    fn recall(&self, id: RecallId) -> anyhow::Result<Option<Recall>>;
    /// The last alert of a supervisor.
    ///
    /// # Errors
    /// The store's.
    fn alert(&self, to: PersonId) -> anyhow::Result<Option<Notice>>;
    /// Who has called a lead, the last caller first.
    ///
    /// # Errors
    /// The store's.
    fn callers(&self, id: LeadId) -> anyhow::Result<Vec<PersonId>>;
}

/// Who is to be told of what.
#[derive(Default)]
struct Post {
    due: BTreeMap<PersonId, Vec<RecallId>>,
    overdue: BTreeMap<PersonId, Vec<RecallId>>,
}

/// Tells of the recalls whose time has come: each person gets one message, however many recalls
/// there are. `next_notice` is the number of the first new message.
///
/// # Errors
/// The store's.
pub fn tell(
    recalls: Vec<Recall>,
    people: &[Person],
    campaign: &Campaign,
    places: &Places,
    known: &dyn Known,
    now: DateTime<Utc>,
    next_notice: u64,
) -> anyhow::Result<Vec<Change>> {
    let mut post = Post::default();
    let mut moved = Vec::new();
    for mut recall in recalls {
        let Some(lead) = known.lead(recall.lead)? else {
            recall.close();
            moved.push(recall);
            continue;
        };
        let zone = places.zone(lead.city.as_deref(), lead.e164());
        let calendar = Calendar { campaign, zone: zone.unwrap_or(campaign.zone) };
        if recall.kind != DueKind::Visit && !calendar.permits(now) {
            recall.wake = Some(calendar.next_permitted(now));
        } else {
            tell_one(&mut recall, people, campaign, known, now, &mut post)?;
        }
        moved.push(recall);
    }
    let mut changes = Vec::new();
    let mut next = next_notice;
    let mut places: BTreeMap<_, _> = moved.iter_mut().map(|recall| (recall.id, recall)).collect();
    for (to, recalls) in post.due {
        for id in &recalls {
            if let Some(recall) = places.get_mut(id) {
                recall.notice = Some(next);
            }
        }
        let body = Body::Due { recalls };
        changes.push(Change::Notice(Notice::new(NoticeId(next), to, now, body)));
        next += 1;
    }
    let together = Duration::minutes(i64::from(campaign.grace_minutes));
    for (to, recalls) in post.overdue {
        alert(&mut changes, NoticeId(next), to, recalls, known, now, together)?;
        next += 1;
    }
    changes.extend(moved.into_iter().map(Change::Recall));
    Ok(changes)
}

fn tell_one(
    recall: &mut Recall,
    people: &[Person],
    campaign: &Campaign,
    known: &dyn Known,
    now: DateTime<Utc>,
    post: &mut Post,
) -> anyhow::Result<()> {
    let minutes = |count: u32| now + Duration::minutes(i64::from(count));
    if recall.state != State::Told
        && recall.state != State::Overdue
        && let Some(person) = who_calls(recall, people, known)?
    {
        recall.owner = person;
        recall.state = State::Told;
        recall.wake = Some(minutes(campaign.grace_minutes));
        post.due.entry(person).or_default().push(recall.id);
        return Ok(());
    }
    let can_read = |p: &&Person| p.is(Role::Supervisor) && !p.unreachable;
    let supervisors: Vec<_> = people.iter().filter(can_read).collect();
    let on_shift: Vec<_> = supervisors.iter().filter(|p| p.on_shift).collect();
    let told = if on_shift.is_empty() {
        supervisors.iter().map(|p| p.id).collect()
    } else {
        on_shift.iter().map(|p| p.id).collect::<Vec<_>>()
    };
    if told.is_empty() {
        // Nobody above: remind the owner again rather than let it be forgotten.
        recall.state = State::Told;
        recall.wake = Some(minutes(campaign.result_minutes));
        post.due.entry(recall.owner).or_default().push(recall.id);
        return Ok(());
    }
    recall.state = State::Overdue;
    recall.wake = None;
    for supervisor in told {
        post.overdue.entry(supervisor).or_default().push(recall.id);
    }
    Ok(())
}

/// Their owner cannot be written to any more: what he was told of and has not taken is told of
/// anew, at once, and then goes to somebody else.
pub fn let_go(recalls: Vec<Recall>, now: DateTime<Utc>) -> Vec<Change> {
    let told = recalls.into_iter().filter(|recall| recall.state == State::Told);
    told.map(|recall| Change::Recall(Recall { state: State::Waiting, wake: Some(now), ..recall }))
        .collect()
}

/// The owner if he is on shift, else somebody on shift who knows the lead.
fn who_calls(
    recall: &Recall,
    people: &[Person],
    known: &dyn Known,
) -> anyhow::Result<Option<PersonId>> {
    let works = |id: PersonId| {
        people.iter().any(|p| p.id == id && p.on_shift && p.is(Role::Operator) && !p.unreachable)
    };
    if works(recall.owner) {
        return Ok(Some(recall.owner));
    }
    // Promised for when he is off shift.
    let reads = |p: &Person| p.id == recall.owner && !p.left && !p.unreachable;
    if recall.kind == DueKind::ShiftEnd && people.iter().any(reads) {
        return Ok(Some(recall.owner));
    }
    Ok(known.callers(recall.lead)?.into_iter().find(|id| works(*id)))
}

/// Alerts of one supervisor are one message: what follows soon is added to it, and a later one
/// takes over what nobody has taken yet.
fn alert(
    changes: &mut Vec<Change>,
    id: NoticeId,
    to: PersonId,
    mut recalls: Vec<RecallId>,
    known: &dyn Known,
    now: DateTime<Utc>,
    together: Duration,
) -> anyhow::Result<()> {
    if let Some(mut last) = known.alert(to)?
        && let Body::Overdue { recalls: before } = &mut last.body
    {
        let mut open = Vec::new();
        for id in before.iter() {
            let overdue = known.recall(*id)?.is_some_and(|recall| recall.state == State::Overdue);
            if overdue && !recalls.contains(id) {
                open.push(*id);
            }
        }
        if !open.is_empty() {
            open.append(&mut recalls);
            recalls = open;
            let soon = now < last.at + together;
            *before = if soon { std::mem::take(&mut recalls) } else { Vec::new() };
            last.stamp = last.stamp.wrapping_add(1);
            changes.push(Change::Notice(last));
            if soon {
                return Ok(());
            }
        }
    }
    changes.push(Change::Notice(Notice::new(id, to, now, Body::Overdue { recalls })));
    Ok(())
}
