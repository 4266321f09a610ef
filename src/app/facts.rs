//! The store answers what the conversation asks.

use anyhow::Result;
use chrono::{DateTime, Utc};

use crate::chat::desk::Desk;
use crate::chat::facts::Facts;
use crate::domain::alarm::{Alarm, Subject};
use crate::domain::audit::Audit;
use crate::domain::campaign::Source;
use crate::domain::consent::Request;
use crate::domain::due::Known;
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
use crate::store::{Book, is_damage, unless_damaged};

use super::desk;

macro_rules! answered_by_the_book {
    ($(fn $name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)*) => {
        impl Facts for Book {
            $(fn $name(&self, $($arg: $type),*) -> Result<$answer> {
                Book::$name(self, $($arg),*)
            })*

            fn desk(&self, id: PersonId) -> Result<Option<Desk>> {
                Ok(Book::desk(self, id)?.map(|bytes| desk::read(&bytes)))
            }

            fn desks(&self) -> Result<Vec<(PersonId, Desk)>> {
                let read = |who| -> Result<Option<(PersonId, Desk)>> {
                    Ok(self.desk(who)?.map(|bytes| (who, desk::read(&bytes))))
                };
                let all: Result<Vec<_>> = Book::desks(self)?.into_iter().map(read).collect();
                Ok(all?.into_iter().flatten().collect())
            }

            fn learning(&self) -> Result<Learning> {
                Book::learning(self).or_else(|fault| {
                    if !is_damage(&fault) {
                        return Err(fault);
                    }
                    let fault = format_args!("{fault:#}");
                    tracing::error!(%fault, "what lessons come to is damaged, nothing is learned");
                    self.learning_anew()
                })
            }
        }
    };
}

answered_by_the_book! {
    fn person(id: PersonId) -> Option<Person>;
    fn people() -> Vec<Person>;
    fn invite(token: &str) -> Option<Invite>;
    fn lead(id: LeadId) -> Option<Lead>;
    fn lead_by_phone(campaign: &str, phone: &Phone) -> Option<LeadId>;
    fn attempts(lead: LeadId) -> Vec<Attempt>;
    fn attempt(lead: LeadId, number: u16) -> Option<Attempt>;
    fn inquiry(id: u64) -> Option<Inquiry>;
    fn inquiries(lead: LeadId) -> Vec<Inquiry>;
    fn recall(id: RecallId) -> Option<Recall>;
    fn open_recall(lead: LeadId) -> Option<Recall>;
    fn recalls_of(owner: PersonId, limit: usize) -> Vec<Recall>;
    fn dues_of(owner: PersonId, limit: usize) -> Vec<(DateTime<Utc>, RecallId)>;
    fn request(id: u64) -> Option<Request>;
    fn open_request(lead: LeadId) -> Option<Request>;
    fn open_requests() -> Vec<Request>;
    fn notice(id: NoticeId) -> Option<Notice>;
    fn alert(to: PersonId) -> Option<Notice>;
    fn audit(lead: Option<LeadId>, upto: u64, limit: usize) -> Vec<Audit>;
    fn audit_newer(lead: Option<LeadId>, after: u64, limit: usize) -> Option<u64>;
    fn about(lead: LeadId) -> About;
    fn secret() -> Option<Secret>;
    fn tallies() -> Vec<Tally>;
    fn heard(id: u64) -> Option<Heard>;
    fn heard_at(spot: &Spot, dealt: bool, skip: usize, limit: usize) -> Vec<Heard>;
    fn answers_alike(id: u64, skip: usize, limit: usize) -> Vec<OtherAnswer>;
    fn alarm(subject: Subject) -> Option<Alarm>;
    fn message(id: MessageId) -> Option<Message>;
    fn unread() -> Vec<Message>;
    fn unread_of(who: PersonId, limit: usize) -> usize;
    fn messages_of(who: PersonId, limit: usize) -> Vec<Message>;
    fn recent_messages(limit: usize) -> Vec<Message>;
    fn profile(who: PersonId) -> Option<Profile>;
    fn profiles() -> Vec<Profile>;
    fn marked(mark: &str) -> bool;
    fn responsible(source: Source, phone: &Phone) -> Option<Responsible>;
    fn responsible_named(name: &str) -> Vec<Responsible>;
    fn offer(id: u64) -> Option<Offer>;
    fn count_lessons(who: Option<PersonId>) -> u32;
    fn oldest_lesson(who: Option<PersonId>) -> Option<Lesson>;
    fn notice_on(who: PersonId, message: i32) -> Option<Notice>;
    fn next(counter: Counter) -> u64;
}

/// What is damaged counts as gone: it must not keep everybody from being told of what is due.
impl Known for Book {
    fn lead(&self, id: LeadId) -> Result<Option<Lead>> {
        unless_damaged(Book::lead(self, id))
    }

    fn recall(&self, id: RecallId) -> Result<Option<Recall>> {
        unless_damaged(Book::recall(self, id))
    }

    fn alert(&self, to: PersonId) -> Result<Option<Notice>> {
        unless_damaged(Book::alert(self, to))
    }

    fn callers(&self, id: LeadId) -> Result<Vec<PersonId>> {
        let attempts = unless_damaged(self.attempts(id))?;
        Ok(attempts.iter().rev().map(|attempt| attempt.by).collect())
    }
}
