//! A call in hand that is offered to a colleague. The call itself stays on the desk of whoever offers
//! it until the colleague takes it, so that it is never lost, nor in two hands. What nobody takes in
//! time comes back. Source: seed 001 (intelligent contact manager), domain page section 7.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::lead::LeadId;
use super::notice::NoticeId;
use super::people::PersonId;

/// An offer. Times are UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Its number.
    pub id: u64,
    /// Whose call it is.
    pub from: PersonId,
    /// To whom.
    pub to: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// Until when it has to be taken.
    pub until: DateTime<Utc>,
    /// Who is calling, where that is known.
    #[serde(default)]
    pub lead: Option<LeadId>,
    /// The number of this transfer in the call, from 1.
    pub transfer: u16,
    /// The message that tells the colleague.
    pub notice: NoticeId,
    /// What became of it; none: it waits.
    #[serde(default)]
    pub end: Option<Ended>,
}

/// What became of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// What.
    pub how: End,
    /// When.
    pub at: DateTime<Utc>,
}

/// What can become of an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The call is the colleague's now.
    Taken,
    /// The colleague cannot take it.
    Refused,
    /// Nobody answered in time.
    Late,
    /// Whoever offered it took it back.
    Withdrawn,
    /// The call was over before anybody took it.
    Over,
}

impl End {
    /// The id in message names.
    pub fn id(self) -> &'static str {
        match self {
            End::Taken => "taken",
            End::Refused => "refused",
            End::Late => "late",
            End::Withdrawn => "withdrawn",
            End::Over => "over",
        }
    }

    /// The call is back with whoever offered it, and the next colleague may be asked.
    pub fn came_back(self) -> bool {
        matches!(self, End::Refused | End::Late)
    }
}

impl Offer {
    /// It waits for an answer.
    pub fn is_open(&self) -> bool {
        self.end.is_none()
    }

    /// It ends now.
    pub fn finish(&mut self, how: End, at: DateTime<Utc>) {
        self.end = Some(Ended { how, at });
    }
}

/// What a call in hand knows of its being handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handing {
    /// The offer that waits for an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<u64>,
    /// The offer that came back last, until the call goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<u64>,
    /// Whom the one who has the call has asked in vain.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<PersonId>,
    /// The stop of the call at which it became known who is calling: there it is shown whose client that
    /// is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_at: Option<usize>,
    /// Through whose hands it went, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transfers: Vec<Transfer>,
}

/// A call went from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Who had it.
    pub from: PersonId,
    /// Who has it now.
    pub to: PersonId,
    /// When, UTC.
    pub at: DateTime<Utc>,
}

impl Handing {
    /// Nothing was handed over, nor offered.
    pub fn is_empty(&self) -> bool {
        *self == Handing::default()
    }

    /// The number that the next transfer would have.
    pub fn next_transfer(&self) -> u16 {
        u16::try_from(self.transfers.len()).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// The offer ended without a new owner.
    pub fn end(&mut self, offer: &Offer) {
        if self.open == Some(offer.id) {
            self.open = None;
        }
        if offer.end.is_some_and(|end| end.how.came_back()) {
            self.back = Some(offer.id);
            if !self.asked.contains(&offer.to) {
                self.asked.push(offer.to);
            }
        }
    }

    /// The call has another owner.
    pub fn pass_on(&mut self, offer: &Offer, at: DateTime<Utc>) {
        (self.open, self.back) = (None, None);
        self.asked.clear();
        self.transfers.push(Transfer { from: offer.from, to: offer.to, at });
    }
}
