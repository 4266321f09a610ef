//! What is looked up to forget a lead, and what is left of those that were forgotten.

use anyhow::Result;

use crate::domain::consent::Request;
use crate::domain::forget::{About, Count, Secret};
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::{Lead, LeadId};
use crate::domain::message::{Message, MessageId};
use crate::domain::note::Note;
use crate::domain::notice::{Body, Notice};
use crate::domain::offer::Offer;
use crate::domain::recall::Recall;
use crate::domain::record::OtherAnswer;

use super::book::Book;
use super::disk::{prefix_end, walk};
use super::keys::key;
use super::record::{Record, open};

/// Where the key of the marks lies.
pub(super) const SECRET: &[u8] = b"h";
/// So many records are read at a time.
const PAGE: usize = 1_000;

impl Book {
    /// Everything, beside its attempts, that points to a lead. There is no index for it, because it
    /// is asked for rarely: all recalls, requests, messages, calls that came in, notices and answers
    /// are looked through. A debug build takes a second for some 90,000 of them.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn about(&self, lead: LeadId) -> Result<About> {
        let inquiries: Vec<u64> = self.inquiries(lead)?.iter().map(|one| one.id).collect();
        let phone = self.lead(lead)?.and_then(|lead| lead.phone);
        let told = |text: Option<&str>| phone.as_ref().zip(text).is_some_and(|(p, t)| p.is_in(t));
        let mut about = About {
            recalls: self.those(b'r', |recall: &Recall| recall.lead == lead)?,
            requests: self.those(b'q', |request: &Request| request.lead == lead)?,
            messages: self.those(b'M', |message: &Message| {
                let taken = message.inquiry.is_some_and(|id| inquiries.contains(&id));
                message.lead == Some(lead) || taken || told(message.form.number.as_deref())
            })?,
            told: Vec::new(),
            notices: Vec::new(),
            answers: self.those(b's', |answer: &OtherAnswer| answer.lead == Some(lead))?,
            leads: self.those(b'l', |other: &Lead| {
                let known = phone.as_ref().zip(other.other_phone.as_deref());
                other.id != lead && known.is_some_and(|(phone, text)| Note::tells_in(text, phone))
            })?,
        };
        let taken: Vec<MessageId> = about.messages.iter().map(|message| message.id).collect();
        about.told = self.those(b'I', |inquiry: &Inquiry| {
            let tells = phone.as_ref().is_some_and(|phone| inquiry.tells(phone));
            let took = inquiry.message.is_some_and(|id| taken.contains(&id));
            inquiry.lead != Some(lead) && (tells || took)
        })?;
        let offers = self.those(b'O', |offer: &Offer| offer.lead == Some(lead))?;
        let About { recalls, requests, messages, .. } = &about;
        let notices = self.those(b'n', |notice: &Notice| match &notice.body {
            Body::Due { recalls: ids }
            | Body::Overdue { recalls: ids }
            | Body::Handed { recalls: ids, .. } => {
                ids.iter().any(|id| recalls.iter().any(|recall| recall.id == *id))
            }
            Body::Relieved { recall, promise } => {
                recalls.iter().any(|one| [*recall, *promise].contains(&one.id))
            }
            Body::Request { request: id } | Body::Answer { request: id } => {
                requests.iter().any(|request| request.id == *id)
            }
            Body::Message { message: id } | Body::MessageNews { message: id } => {
                messages.iter().any(|message| message.id == *id)
            }
            Body::Unrecorded { inquiry } => {
                inquiries.contains(inquiry) || about.told.iter().any(|one| one.id == *inquiry)
            }
            Body::Role | Body::Joined { .. } | Body::Hold | Body::Mark | Body::File { .. } => false,
            Body::Offer { offer: id } | Body::Offered { offer: id } => {
                offers.iter().any(|offer| offer.id == *id)
            }
        })?;
        about.notices = notices;
        Ok(about)
    }

    fn those<R: Record>(&self, prefix: u8, wanted: impl Fn(&R) -> bool) -> Result<Vec<R>> {
        let mut found = Vec::new();
        walk(self.disk(), &[prefix], &prefix_end(&[prefix]), PAGE, |key, bytes| {
            let record: R = open(key, bytes)?;
            if wanted(&record) {
                found.push(record);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The key of the marks, once there is one.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn secret(&self) -> Result<Option<Secret>> {
        self.read(SECRET)
    }

    /// Whether a number with this mark must never be called.
    ///
    /// # Errors
    /// The disk's.
    pub fn marked(&self, mark: &str) -> Result<bool> {
        Ok(self.disk().get(&key(b'h', &[mark.as_bytes()]))?.is_some())
    }

    /// How many calls of a campaign were removed, by day and result: reports add them to those that
    /// are there.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn counts(&self, campaign: &str) -> Result<Vec<Count>> {
        let pairs = self.pairs(&key(b'c', &[campaign.as_bytes(), &[0]]), usize::MAX)?;
        pairs.iter().map(|(key, bytes)| open(key, bytes)).collect()
    }
}
