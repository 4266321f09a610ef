//! A desk: where one person stands in the conversation. It survives restarts; what it shows is
//! read from the store each time it is drawn.

use serde::{Deserialize, Serialize};

use crate::domain::attempt::Draft;
use crate::domain::codes::{CodeId, Need};
use crate::domain::lead::LeadId;
use crate::domain::message::MessageId;
use crate::domain::note::Note;
use crate::domain::people::{PersonId, Role};
use crate::domain::profile::{Extra, Question};
use crate::domain::recall::RecallId;
use crate::domain::walk::Walk;
use crate::words::Phrase;

use super::press::Field;
use super::shelf::{Look, Name};

/// So many calls lie on somebody's shelf that no further one is put there: nobody leads that many, and
/// a desk is read only to a certain depth.
pub const MOST_ASIDE: usize = 20;

/// Where a person stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// Rises at each turn that changes the screen; the keys of earlier states do not act.
    pub stamp: u32,
    /// The state at which something of the person's came to stand below the screen: a screen drawn
    /// before it has to be a new message.
    pub below: u32,
    /// What the screen is.
    pub screen: Screen,
    /// Short remarks on top of the screen, once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Phrase>,
    /// What was typed and could be a note about the call: offered as long as the screen stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Note>,
    /// The guided call in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walk: Option<Walk>,
    /// The result that is being put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// What was put aside, to be taken up again after another call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<Box<InHand>>,
    /// The script by which the person led a call that came in last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// Who is calling, where that was told before the call was begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rung_by: Option<LeadId>,
    /// Leads whose telephone numbers the person typed: the last one, and those in hand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<LeadId>,
}

/// A call or a result in the making.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InHand {
    /// The guided call.
    pub walk: Option<Walk>,
    /// The result.
    pub draft: Option<Draft>,
    /// What was put aside before it, and is taken up after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shelf: Option<Box<InHand>>,
}

impl InHand {
    /// The lead it is about; none: an incoming call of which nobody knows yet who is calling.
    pub fn lead(&self) -> Option<LeadId> {
        lead_of(self.walk.as_ref(), self.draft.as_ref())
    }
}

fn lead_of(walk: Option<&Walk>, draft: Option<&Draft>) -> Option<LeadId> {
    walk.and_then(|walk| walk.lead).or(draft.map(|draft| draft.lead))
}

/// The screens. One variant, one file in `screens/`. A name is never changed once it was released:
/// desks in the store bear it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// Nothing in hand.
    #[default]
    Home,
    /// Asks for a number.
    Number(Then),
    /// A lead's card.
    Lead(LeadId),
    /// All attempts on a lead, a page of them.
    History(LeadId, u32),
    /// What can be changed on the card.
    Edit(LeadId),
    /// Asks for one field of the card.
    Field(LeadId, Field),
    /// Asks whether the lead really goes on the do-not-call list.
    DoNotCall(LeadId),
    /// Another call is unfinished: what about it?
    Unfinished(LeadId, Then),
    /// No attempt may be made on this lead.
    Gate(LeadId),
    /// The list of situations, for a call to this lead.
    Situations(LeadId),
    /// What a note about a call to this lead may mean.
    Guesses(LeadId),
    /// Asks about which call a note is: perhaps one to these leads.
    Whose(Note, Vec<LeadId>),
    /// Asks for what a code needs.
    Ask(Need),
    /// Asks for another date.
    Time,
    /// The result card, shown for this number of call.
    Card(u16),
    /// A code that the rules refuse.
    Refused(CodeId),
    /// Saved: the lead and the number of the call.
    Saved(LeadId, u16),
    /// A step of the script, or an objection.
    Step,
    /// The list of recalls, a page of it.
    Recalls(u32),
    /// One recall.
    Recall(RecallId),
    /// Puts a recall off.
    Later(RecallId),
    /// Hands recalls over.
    Hand(Vec<RecallId>),
    /// To whom the call in hand may be handed over.
    Transfer,
    /// The call in hand is offered to a colleague.
    Offered(u64),
    /// The team, a page of it.
    Team(u32),
    /// A member of the team.
    Member(PersonId),
    /// For which role an invite is.
    Inviting,
    /// An invite: its token.
    Invited(String, Role),
    /// Settings.
    Settings,
    /// Choice of the language.
    Langs,
    /// Choice of the time zone.
    Zones,
    /// Asks for the person's name.
    Name,
    /// Of which days a table of attempts is to be.
    Export,
    /// Asks whether a backup is to be sent.
    Backup,
    /// Messages, a page of them.
    Messages(u32),
    /// One message.
    Message(MessageId),
    /// When the caller is called back.
    MessageWhen(MessageId),
    /// To whom a message is passed on: those whose names begin so.
    PassOn(MessageId, String),
    /// For whom a caller asks: colleagues whose names begin so.
    Asked(String),
    /// How somebody's calls are handled.
    Profile(PersonId),
    /// A question of the telephone form.
    ProfileAsk(PersonId, Question),
    /// What belongs to it beside the ten questions; of colleagues, those whose names begin so.
    ProfileMore(PersonId, Extra, String),
    /// Help.
    Help,
    /// The audit trail, or one lead's part of it, from the entry with this number back; 0: from the
    /// newest one.
    Audit(Option<LeadId>, u64),
    /// Asks whether a lead is really to be forgotten.
    ForgetLead(LeadId),
    /// The same of somebody who has left.
    ForgetPerson(PersonId),
    /// Those who have left, a page of them.
    Left(u32),
    /// The scripts for a call that comes in.
    Incoming,
    /// A call comes in while another one is in hand: what about that?
    Interrupted,
    /// What else can be done during a call that came in.
    More,
    /// Asks who is calling.
    Caller,
    /// Asks for what the caller tells, under this id.
    Datum(String),
    /// Asks for the time of the call that this outcome promises.
    Promised(String),
    /// Asks what happened in the call that came in and is broken off.
    BreakOff,
    /// A call that came in, as it was recorded.
    Inquiry(u64),
    /// Looks for questions, short messages and phrases.
    Faq(Look),
    /// One of them; and what was looked for.
    FaqText(Look, Name),
    /// What clients said that no branch foresaw: at which steps, a page of them.
    Answers(u32),
    /// The same at one step: whether it was dealt with, a page of it.
    AnswersAt(u64, bool, u32),
    /// One such answer, a page of the times that it was given.
    Answer(u64, u32),
    /// What guesses have been taught.
    Learning,
    /// Asks whether all that, or what this person taught, is to be forgotten.
    Unlearn(Option<PersonId>),
}

/// What a number is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// To be led through the call.
    Call,
    /// To name the result.
    Result,
    /// The same, and this was typed about it.
    Note(Note),
}

impl Screen {
    /// The lead that the screen is about by itself.
    pub fn lead(&self) -> Option<LeadId> {
        match self {
            Screen::Lead(id)
            | Screen::History(id, _)
            | Screen::Edit(id)
            | Screen::Field(id, _)
            | Screen::DoNotCall(id)
            | Screen::Unfinished(id, _)
            | Screen::Gate(id)
            | Screen::Situations(id)
            | Screen::Guesses(id)
            | Screen::Saved(id, _)
            | Screen::ForgetLead(id) => Some(*id),
            Screen::Audit(lead, _) => *lead,
            _ => None,
        }
    }
}

impl Desk {
    /// A guided call or a result is unfinished.
    pub fn is_busy(&self) -> bool {
        self.walk.is_some() || self.draft.is_some()
    }

    /// The lead that the unfinished call or result is about, where it is known.
    pub fn unfinished(&self) -> Option<LeadId> {
        lead_of(self.walk.as_ref(), self.draft.as_ref())
    }

    /// The lead of what was put aside.
    pub fn shelved(&self) -> Option<LeadId> {
        self.shelf.as_ref().and_then(|shelf| shelf.lead())
    }

    /// The person typed this lead's number; whoever types one knows it.
    pub fn typed(&mut self, lead: LeadId) {
        let in_hand = [self.unfinished(), self.shelved()];
        self.typed.retain(|known| *known != lead && in_hand.contains(&Some(*known)));
        self.typed.push(lead);
    }

    /// Forgets the call and the result in hand.
    pub fn clear(&mut self) {
        self.walk = None;
        self.draft = None;
    }

    /// Puts what is in hand aside, on top of what is there. Where the shelf is full, the oldest gives
    /// way, and is given back.
    pub fn put_aside(&mut self) -> Option<InHand> {
        let mut below = self.shelved_all().count();
        let full = self.is_busy() && below >= MOST_ASIDE;
        let oldest = full.then(|| {
            self.unshelve(|_| {
                below -= 1;
                below == 0
            })
        });
        self.pile();
        oldest.flatten()
    }

    /// Puts what is in hand aside, on top of what is there: nothing is dropped.
    pub fn pile(&mut self) {
        if self.is_busy() {
            let (walk, draft, shelf) = (self.walk.take(), self.draft.take(), self.shelf.take());
            self.shelf = Some(Box::new(InHand { walk, draft, shelf }));
        }
    }

    /// Everything that is on the shelf, what was put there last first.
    pub fn shelved_all(&self) -> impl Iterator<Item = &InHand> {
        std::iter::successors(self.shelf.as_deref(), |in_hand| in_hand.shelf.as_deref())
    }

    /// The calls in hand and on the shelf.
    pub fn walks(&self) -> impl Iterator<Item = &Walk> {
        self.walk.iter().chain(self.shelved_all().filter_map(|in_hand| in_hand.walk.as_ref()))
    }

    /// The same, to be changed.
    pub fn walks_mut(&mut self) -> Vec<&mut Walk> {
        let mut walks: Vec<&mut Walk> = self.walk.iter_mut().collect();
        let mut next = self.shelf.as_deref_mut();
        while let Some(in_hand) = next {
            walks.extend(in_hand.walk.as_mut());
            next = in_hand.shelf.as_deref_mut();
        }
        walks
    }

    /// The results in hand and on the shelf, to be changed.
    pub fn drafts_mut(&mut self) -> Vec<&mut Draft> {
        let mut drafts: Vec<&mut Draft> = self.draft.iter_mut().collect();
        let mut next = self.shelf.as_deref_mut();
        while let Some(in_hand) = next {
            drafts.extend(in_hand.draft.as_mut());
            next = in_hand.shelf.as_deref_mut();
        }
        drafts
    }

    /// Takes what satisfies this off the shelf.
    pub fn unshelve(&mut self, mut wanted: impl FnMut(&InHand) -> bool) -> Option<InHand> {
        let mut place = &mut self.shelf;
        while place.as_deref().is_some_and(|in_hand| !wanted(in_hand)) {
            place = &mut place.as_mut()?.shelf;
        }
        let mut found = *place.take()?;
        *place = found.shelf.take();
        Some(found)
    }

    /// Takes up again what was put aside last; what is in hand is put aside in its place.
    pub fn take_up(&mut self) {
        self.take_up_that(|_| true);
    }

    /// The same of a call or result to this lead, however many were put aside after it.
    pub fn take_up_with(&mut self, lead: LeadId) {
        self.take_up_that(|aside| aside.lead() == Some(lead));
    }

    fn take_up_that(&mut self, wanted: impl FnMut(&InHand) -> bool) {
        if let Some(aside) = self.unshelve(wanted) {
            self.pile();
            (self.walk, self.draft) = (aside.walk, aside.draft);
        }
    }
}
