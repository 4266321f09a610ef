//! Keys of the book. The table of them is in [`book`](super::book).
//!
//! Numbers are big-endian, signed ones with the sign bit turned over, so that they sort.

use chrono::{DateTime, Utc};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::campaign::Source;
use crate::domain::forget::Count;
use crate::domain::heard::{Heard, Spot};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::LeadId;
use crate::domain::lesson::Lesson;
use crate::domain::message::MessageId;
use crate::domain::people::PersonId;
use crate::domain::phone::Phone;
use crate::domain::recall::{Recall, RecallId};
use crate::domain::record::{Attempt, Standing};

use super::seen::SeenBlock;

/// A key of these parts.
pub fn key(prefix: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut key = Vec::with_capacity(1 + length);
    key.push(prefix);
    parts.iter().for_each(|part| key.extend_from_slice(part));
    key
}

/// Signed numbers in an order that bytes keep.
pub fn signed(number: i64) -> [u8; 8] {
    ((number as u64) ^ (1 << 63)).to_be_bytes()
}

/// The moment of which [`signed`] milliseconds stand in a key.
pub fn moment(bytes: &[u8]) -> Option<DateTime<Utc>> {
    let millis = u64::from_be_bytes(bytes.try_into().ok()?) ^ (1 << 63);
    DateTime::from_timestamp_millis(millis as i64)
}

/// What is kept under a person.
pub fn person_key(prefix: u8, id: PersonId) -> Vec<u8> {
    key(prefix, &[&signed(id.0)])
}
/// A lead.
pub fn lead_key(id: LeadId) -> Vec<u8> {
    key(b'l', &[&id.0.to_be_bytes()])
}
/// The lead with a number.
pub fn phone_key(campaign: &str, phone: &Phone) -> Vec<u8> {
    key(b'f', &[campaign.as_bytes(), &[0], phone.e164().as_bytes()])
}
/// An attempt.
pub fn attempt_key(lead: LeadId, number: u16) -> Vec<u8> {
    key(b'a', &[&lead.0.to_be_bytes(), &number.to_be_bytes()])
}
/// An attempt by the moment at which it was saved.
pub fn time_key(attempt: &Attempt) -> Vec<u8> {
    let at = signed(attempt.at.timestamp_millis());
    key(b't', &[&at, &attempt.lead.0.to_be_bytes(), &attempt.number.to_be_bytes()])
}
/// A numbered record.
pub fn number_key(prefix: u8, id: u64) -> Vec<u8> {
    key(prefix, &[&id.to_be_bytes()])
}
/// An inquiry of a lead.
pub fn inquiry_of_key(lead: LeadId, id: u64) -> Vec<u8> {
    key(b'L', &[&lead.0.to_be_bytes(), &id.to_be_bytes()])
}
/// An inquiry by the moment at which it ended.
pub fn ended_key(inquiry: &Inquiry) -> Vec<u8> {
    let at = signed(inquiry.ended.timestamp_millis());
    key(b'T', &[&at, &inquiry.id.to_be_bytes()])
}
/// An answer that no branch foresaw, with how often it was given.
pub fn heard_key(id: u64) -> Vec<u8> {
    number_key(b'G', id)
}
/// One time that it was given.
pub fn said_key(id: u64, answer: u64) -> Vec<u8> {
    key(b'V', &[&id.to_be_bytes(), &answer.to_be_bytes()])
}
/// What there is at a step.
pub fn tally_key(spot: &Spot) -> Vec<u8> {
    spot_key(b'S', spot)
}
fn spot_key(prefix: u8, spot: &Spot) -> Vec<u8> {
    let version = spot.version.to_be_bytes();
    key(prefix, &[spot.script.as_bytes(), &[0], &version, spot.step.as_bytes(), &[0]])
}
/// Answers at a step that were dealt with, or not.
pub fn order_prefix(spot: &Spot, dealt: bool) -> Vec<u8> {
    let mut key = spot_key(b'Y', spot);
    key.push(u8::from(dealt));
    key
}
/// An answer among those at its step: the most frequent first, of those the newest.
pub fn order_key(heard: &Heard) -> Vec<u8> {
    let mut key = order_prefix(&heard.spot, heard.dealt.is_some());
    key.extend((u32::MAX - heard.times).to_be_bytes());
    key.extend(signed(!heard.last.timestamp_millis()));
    key.extend(heard.id.to_be_bytes());
    key
}
/// The open recall of a lead.
pub fn open_key(lead: LeadId) -> Vec<u8> {
    key(b'o', &[&lead.0.to_be_bytes()])
}
/// The open request about a lead.
pub fn asked_key(lead: LeadId) -> Vec<u8> {
    key(b'y', &[&lead.0.to_be_bytes()])
}
/// How many calls were removed, by what reports tell apart.
pub fn count_key(count: &Count) -> Vec<u8> {
    let day = count.day.to_string();
    let code = count.code.as_str();
    let standing: &[u8] = match count.standing {
        Standing::Good => b"g",
        Standing::Pending => b"p",
        Standing::Declined => b"d",
    };
    key(b'c', &[count.campaign.as_bytes(), &[0], day.as_bytes(), code.as_bytes(), &[0], standing])
}
/// What the audit trail tells of a lead.
pub fn told_key(lead: LeadId) -> Vec<u8> {
    key(b'b', &[&lead.0.to_be_bytes()])
}
/// A recall by the moment at which the timer looks.
pub fn wake_key(at: DateTime<Utc>, id: RecallId) -> Vec<u8> {
    key(b'w', &[&signed(at.timestamp_millis()), &id.0.to_be_bytes()])
}
/// Where it is kept what lessons come to.
pub const LEARNING: &[u8] = b"K";
/// Where lessons begin.
pub fn first_lesson_key() -> Vec<u8> {
    number_key(b'K', 0)
}
/// A lesson among those of a person.
pub fn lesson_of_key(lesson: &Lesson) -> Vec<u8> {
    key(b'Q', &[&signed(lesson.who.0), &lesson.id.to_be_bytes()])
}
/// Who answers for a number in a CRM.
pub fn responsible_key(source: Source, phone: &Phone) -> Vec<u8> {
    key(b'R', &[source.id().as_bytes(), &[0], phone.e164().as_bytes()])
}
/// What an alarm is about: a letter, and the person or the number.
fn subject(subject: Subject) -> [u8; 9] {
    let (letter, number) = match subject {
        Subject::Desk(who) => (b'd', signed(who.0)),
        Subject::Message(id) => (b'm', id.to_be_bytes()),
        Subject::Offer(id) => (b'o', id.to_be_bytes()),
        Subject::Inquiry(id) => (b'i', id.to_be_bytes()),
    };
    let mut bytes = [letter; 9];
    bytes[1..].copy_from_slice(&number);
    bytes
}
/// The alarm of a subject.
pub fn alarm_key(about: Subject) -> Vec<u8> {
    key(b'A', &[&subject(about)])
}
/// An alarm by the moment at which it goes off.
pub fn ring_key(alarm: &Alarm) -> Vec<u8> {
    key(b'W', &[&signed(alarm.at.timestamp_millis()), &subject(alarm.subject)])
}
/// The alarm to which an entry of the index leads.
pub fn alarm_of_ring(ring: &[u8]) -> Option<Vec<u8>> {
    let about = ring.get(9..).filter(|about| about.len() == 9)?;
    Some(key(b'A', &[about]))
}
/// A message among those that were sent to a person.
pub fn inbox_key(who: PersonId, id: MessageId) -> Vec<u8> {
    key(b'N', &[&signed(who.0), &id.0.to_be_bytes()])
}
/// A recall by its owner and due date.
pub fn owner_key(recall: &Recall) -> Vec<u8> {
    let due = signed(recall.due.timestamp_millis());
    key(b'm', &[&signed(recall.owner.0), &due, &recall.id.0.to_be_bytes()])
}

/// The block of updates that an update belongs to.
pub fn seen_key(update: i64) -> Vec<u8> {
    key(b'g', &[&signed(SeenBlock::of(update))])
}

/// The number at the end of an index key.
pub fn last_number(key: &[u8]) -> Option<u64> {
    let start = key.len().checked_sub(8)?;
    key.get(start..)?.try_into().ok().map(u64::from_be_bytes)
}
