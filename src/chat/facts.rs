//! What a turn may look up. The store answers; tests may answer from memory.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::domain::alarm::{Alarm, Subject};
use crate::domain::audit::Audit;
use crate::domain::campaign::Source;
use crate::domain::consent::Request;
use crate::domain::forget::{About, Secret};
use crate::domain::heard::{Heard, Spot, Tally};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::learning::Learning;
use crate::domain::lesson::Lesson;
use crate::domain::message::{Message, MessageId};
use crate::domain::notice::{Notice, NoticeId};
use crate::domain::offer::Offer;
use crate::domain::people::{Invite, Person, PersonId};
use crate::domain::phone::Phone;
use crate::domain::profile::Profile;
use crate::domain::recall::{Recall, RecallId};
use crate::domain::record::{Attempt, Counter, OtherAnswer};
use crate::domain::responsible::Responsible;

use super::desk::Desk;

/// Facts, as they are before the turn. Every error is a fault of the store.
pub trait Facts {
    /// A person, also one who has left.
    ///
    /// # Errors
    /// The store's.
    fn person(&self, id: PersonId) -> Result<Option<Person>>;
    /// Everybody, also those who have left.
    ///
    /// # Errors
    /// The store's.
    fn people(&self) -> Result<Vec<Person>>;
    /// An invite, used or not.
    ///
    /// # Errors
    /// The store's.
    fn invite(&self, token: &str) -> Result<Option<Invite>>;
    /// A lead.
    ///
    /// # Errors
    /// The store's.
    fn lead(&self, id: LeadId) -> Result<Option<Lead>>;
    /// The lead with this number in this campaign.
    ///
    /// # Errors
    /// The store's.
    fn lead_by_phone(&self, campaign: &str, phone: &Phone) -> Result<Option<LeadId>>;
    /// All attempts on a lead, by number.
    ///
    /// # Errors
    /// The store's.
    fn attempts(&self, lead: LeadId) -> Result<Vec<Attempt>>;
    /// One of them.
    ///
    /// # Errors
    /// The store's.
    fn attempt(&self, lead: LeadId, number: u16) -> Result<Option<Attempt>>;
    /// A call that came in.
    ///
    /// # Errors
    /// The store's.
    fn inquiry(&self, id: u64) -> Result<Option<Inquiry>>;
    /// All calls that came in from a lead, by number.
    ///
    /// # Errors
    /// The store's.
    fn inquiries(&self, lead: LeadId) -> Result<Vec<Inquiry>>;
    /// A recall.
    ///
    /// # Errors
    /// The store's.
    fn recall(&self, id: RecallId) -> Result<Option<Recall>>;
    /// The open recall of a lead: there is at most one.
    ///
    /// # Errors
    /// The store's.
    fn open_recall(&self, lead: LeadId) -> Result<Option<Recall>>;
    /// Open recalls of a person, by due date, at most `limit`.
    ///
    /// # Errors
    /// The store's.
    fn recalls_of(&self, owner: PersonId, limit: usize) -> Result<Vec<Recall>>;
    /// When open recalls of a person are due, and which they are; by due date, at most `limit`. Costs
    /// far less than the recalls themselves.
    ///
    /// # Errors
    /// The store's.
    fn dues_of(&self, owner: PersonId, limit: usize) -> Result<Vec<(DateTime<Utc>, RecallId)>>;
    /// A request to supervisors.
    ///
    /// # Errors
    /// The store's.
    fn request(&self, id: u64) -> Result<Option<Request>>;
    /// The request about a lead that waits for an answer.
    ///
    /// # Errors
    /// The store's.
    fn open_request(&self, lead: LeadId) -> Result<Option<Request>>;
    /// All requests that wait for an answer.
    ///
    /// # Errors
    /// The store's.
    fn open_requests(&self) -> Result<Vec<Request>>;
    /// A message to somebody.
    ///
    /// # Errors
    /// The store's.
    fn notice(&self, id: NoticeId) -> Result<Option<Notice>>;
    /// The last alert of a supervisor.
    ///
    /// # Errors
    /// The store's.
    fn alert(&self, to: PersonId) -> Result<Option<Notice>>;
    /// Entries of the audit trail, or of one lead's part of it: numbers up to `upto`, newest first,
    /// at most `limit`.
    ///
    /// # Errors
    /// The store's.
    fn audit(&self, lead: Option<LeadId>, upto: u64, limit: usize) -> Result<Vec<Audit>>;
    /// Where the page begins that ends right after the entry `after`; none: nothing is newer.
    ///
    /// # Errors
    /// The store's.
    fn audit_newer(&self, lead: Option<LeadId>, after: u64, limit: usize) -> Result<Option<u64>>;
    /// Everything, beside its attempts, that points to a lead.
    ///
    /// # Errors
    /// The store's.
    fn about(&self, lead: LeadId) -> Result<About>;
    /// The key of the marks of forgotten numbers.
    ///
    /// # Errors
    /// The store's.
    fn secret(&self) -> Result<Option<Secret>>;
    /// Whether a number with this mark must never be called.
    ///
    /// # Errors
    /// The store's.
    fn marked(&self, mark: &str) -> Result<bool>;
    /// The alarm of a subject, if one is set.
    ///
    /// # Errors
    /// The store's.
    fn alarm(&self, subject: Subject) -> Result<Option<Alarm>>;
    /// A message to a colleague.
    ///
    /// # Errors
    /// The store's.
    fn message(&self, id: MessageId) -> Result<Option<Message>>;
    /// Messages that nobody has read, oldest first.
    ///
    /// # Errors
    /// The store's.
    fn unread(&self) -> Result<Vec<Message>>;
    /// How many of those were sent to a person, counted no further than `limit`.
    ///
    /// # Errors
    /// The store's.
    fn unread_of(&self, who: PersonId, limit: usize) -> Result<usize>;
    /// Messages that were sent to a person, newest first, at most `limit`.
    ///
    /// # Errors
    /// The store's.
    fn messages_of(&self, who: PersonId, limit: usize) -> Result<Vec<Message>>;
    /// The last messages of all, newest first, at most `limit`.
    ///
    /// # Errors
    /// The store's.
    fn recent_messages(&self, limit: usize) -> Result<Vec<Message>>;
    /// How a manager's calls are handled, if he was asked.
    ///
    /// # Errors
    /// The store's.
    fn profile(&self, who: PersonId) -> Result<Option<Profile>>;
    /// The same of all managers who were asked.
    ///
    /// # Errors
    /// The store's.
    fn profiles(&self) -> Result<Vec<Profile>>;
    /// A person's desk.
    ///
    /// # Errors
    /// The store's.
    fn desk(&self, id: PersonId) -> Result<Option<Desk>>;
    /// What clients said that no branch foresaw: how much at each step.
    ///
    /// # Errors
    /// The store's.
    fn tallies(&self) -> Result<Vec<Tally>>;
    /// One such answer, with how often it was given.
    ///
    /// # Errors
    /// The store's.
    fn heard(&self, id: u64) -> Result<Option<Heard>>;
    /// Such answers at a step, dealt with or not: the most frequent first, without the first `skip`,
    /// at most `limit`.
    ///
    /// # Errors
    /// The store's.
    fn heard_at(&self, spot: &Spot, dealt: bool, skip: usize, limit: usize) -> Result<Vec<Heard>>;
    /// Each time that such an answer was given, the last one first, without the first `skip`, at most
    /// `limit`.
    ///
    /// # Errors
    /// The store's.
    fn answers_alike(&self, id: u64, skip: usize, limit: usize) -> Result<Vec<OtherAnswer>>;
    /// The desks of all who have one.
    ///
    /// # Errors
    /// The store's.
    fn desks(&self) -> Result<Vec<(PersonId, Desk)>>;
    /// Who answers for a number in a CRM.
    ///
    /// # Errors
    /// The store's.
    fn responsible(&self, source: Source, phone: &Phone) -> Result<Option<Responsible>>;
    /// All lines of CRMs that name somebody so.
    ///
    /// # Errors
    /// The store's.
    fn responsible_named(&self, name: &str) -> Result<Vec<Responsible>>;
    /// A call that was offered to a colleague.
    ///
    /// # Errors
    /// The store's.
    fn offer(&self, id: u64) -> Result<Option<Offer>>;
    /// What lessons come to.
    ///
    /// # Errors
    /// The store's.
    fn learning(&self) -> Result<Learning>;
    /// How many lessons there are, or are a person's: also those that do not read.
    ///
    /// # Errors
    /// The store's.
    fn count_lessons(&self, who: Option<PersonId>) -> Result<u32>;
    /// The oldest of them.
    ///
    /// # Errors
    /// The store's.
    fn oldest_lesson(&self, who: Option<PersonId>) -> Result<Option<Lesson>>;
    /// The notice that stands on this message in a person's chat, if it is one of the last, or reminds
    /// of an open recall.
    ///
    /// # Errors
    /// The store's.
    fn notice_on(&self, who: PersonId, message: i32) -> Result<Option<Notice>>;
    /// The number that comes next.
    ///
    /// # Errors
    /// The store's.
    fn next(&self, counter: Counter) -> Result<u64>;
}
