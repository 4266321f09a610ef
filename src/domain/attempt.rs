//! What a call comes to: the result code, whether it is final, and what follows. One pure
//! function, [`decide`], holds the rules of seed 000 over the data of `scripts/codes.toml`.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::campaign::{Campaign, Ordinal};
use super::codes::{Code, CodeId, Codes, Early, Finality, Need, Next, Reached};
use super::lead::{Lead, LeadId};
use super::note::Noted;
use super::people::PersonId;
use super::places::Places;
use super::recall::DueKind;
use super::record::{Attempt, Standing};

/// The longest answer to an open question, in characters: with it every comment still fits the
/// 256 characters that Telegram copies.
pub const ANSWER_MAX: usize = 200;

/// A result that is being put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Whom it is about.
    pub lead: LeadId,
    /// Who has called.
    #[serde(default)]
    pub by: PersonId,
    /// What happened.
    pub situation: CodeId,
    /// What the operator answered so far; kept for another situation that needs it too.
    #[serde(default, with = "pairs", skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<Need, Said>,
    /// The condition for an early final result is met.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub early: bool,
    /// Objections worked off in the call.
    #[serde(default)]
    pub objections: u16,
    /// When the recall is if nobody names a time; drawn once, so that it stays.
    #[serde(with = "super::moment")]
    pub spread: DateTime<Utc>,
    /// The exact date and time that was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<DateTime<Utc>>,
    /// The day of an appointment of which nobody has named the hour yet, by the operator's clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// It was named to the minute, not chosen inside a day or a part of one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Answers that were given for another situation: asked again, and kept with one tap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirm: Vec<Need>,
    /// What the way through the script asks for besides the code's own needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<Need>,
    /// The day off from which the named date was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<NaiveDate>,
    /// Script, version and last step of a guided call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<(String, u32, String)>,
    /// The client asks not to be called any more: with the result the lead goes on the do-not-call list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_more_calls: bool,
    /// What was typed about the call, where the result is made of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Noted>,
}

impl Draft {
    /// Something was typed about the call, and nobody has said yet which situation that is.
    pub fn is_open(&self) -> bool {
        self.note.as_ref().is_some_and(|noted| noted.open)
    }

    /// The operator answers himself.
    pub fn answered(&mut self, need: Need) {
        if let Some(noted) = &mut self.note {
            noted.answered(need);
        }
    }

    /// Takes back what came from the note.
    pub fn unfill(&mut self) {
        let gave = self.note.as_mut().map(|noted| std::mem::take(&mut noted.gave));
        for need in gave.unwrap_or_default() {
            self.answers.remove(&need);
            if need == Need::When {
                (self.when, self.exact, self.moved, self.day) = (None, false, None, None);
            }
        }
    }
}

/// JSON has only text for keys; needs are few: a list of pairs.
mod pairs {
    use super::{BTreeMap, Need, Said};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(map: &BTreeMap<Need, Said>, to: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<Need, Said>, D::Error> {
        Ok(Vec::<(Need, Said)>::deserialize(from)?.into_iter().collect())
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Yes.
    Yes,
    /// No.
    No,
    /// One of the ready answers, by its id.
    Chip(String),
    /// In the operator's words.
    Text(String),
}

/// The ready answers to [`Need::Refusal`].
pub const REFUSALS: [&str; 2] = ["not_interested", "not_relevant"];

/// What the rules say of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This is missing.
    Ask(Need),
    /// Not this code.
    Refused(Refusal),
    /// It can be saved.
    Ready(Disposition),
}

/// Why a code is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No such code any more.
    Unknown,
    /// The intermediate result, but this is the last call.
    LastCall {
        /// The calls that a situation takes.
        of: u16,
    },
    /// Not all three stages were passed.
    Stages,
    /// The campaign's script has no transfer algorithm.
    NoTransfer,
    /// Another city.
    City {
        /// The client's.
        theirs: String,
    },
    /// The organisation gave its data: correct the lead and go on with the call.
    DataGiven,
}

/// A result, ready to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposition {
    /// The official result.
    pub code: CodeId,
    /// What the ordinal in the comment is.
    pub ordinal: u16,
    /// The lead is closed by it.
    pub closes: bool,
    /// The lead goes on the do-not-call list.
    pub do_not_call: bool,
    /// What has to be remembered.
    pub due: Option<Due>,
    /// The customer's consent has to be asked for this attempt.
    pub consent: bool,
    /// The rule that led to it.
    pub rule: Rule,
    /// The condition under which it would be final now, where that can be.
    pub early: Option<Early>,
}

/// The next call or visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub at: DateTime<Utc>,
    /// Which rules its date obeys.
    pub kind: DueKind,
    /// Somebody named the time.
    pub agreed: bool,
}

/// The rule behind a disposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Calls before the last one are intermediate.
    Intermediate {
        /// The calls that the situation takes.
        of: u16,
    },
    /// The last call is final.
    LastCall {
        /// The calls that the situation takes.
        of: u16,
    },
    /// Final on an earlier call, because of this.
    Early(Early),
    /// Final at once.
    First,
    /// A time was agreed with somebody who does not decide.
    Agreed,
}

/// What stands in the way of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Nobody knows any more whom to call.
    Forgotten,
    /// The lead is on the do-not-call list.
    DoNotCall,
    /// A final result closed the lead: a supervisor has to open it.
    Closed(CodeId),
    /// The last attempt waits for the customer's consent.
    Pending,
}

/// Whether a further attempt on the lead may be made. `own_call` says that an agreed call, which
/// the operator makes himself, is due.
pub fn gate(lead: &Lead, last: Option<&Attempt>, own_call: bool) -> Option<Gate> {
    if lead.phone.is_none() {
        return Some(Gate::Forgotten);
    }
    if lead.do_not_call.is_some() {
        return Some(Gate::DoNotCall);
    }
    if last.is_some_and(|attempt| attempt.standing == Standing::Pending) {
        return Some(Gate::Pending);
    }
    match &lead.closed {
        Some(closed) if !own_call => Some(Gate::Closed(closed.code.clone())),
        _ => None,
    }
}

/// The number of the call that `by` is making: the next one, or that of his own attempt whose
/// consent was declined and which needs another result.
pub fn call_number(lead: &Lead, last: Option<&Attempt>, by: PersonId) -> u16 {
    match last {
        Some(attempt) if attempt.standing == Standing::Declined && attempt.by == by => {
            attempt.number
        }
        _ => lead.attempts + 1,
    }
}

/// What the rules make of a draft, for this lead with these earlier attempts.
pub fn decide(
    codes: &Codes,
    campaign: &Campaign,
    places: &Places,
    lead: &Lead,
    earlier: &[Attempt],
    draft: &Draft,
) -> Verdict {
    let Some(code) = codes.get(&draft.situation) else {
        return Verdict::Refused(Refusal::Unknown);
    };
    let number = call_number(lead, earlier.last(), draft.by);
    let ordinal = match campaign.ordinal {
        Ordinal::Lead => number,
        Ordinal::Situation => {
            let same = |a: &&Attempt| a.situation == code.id && a.number < number;
            earlier.iter().filter(same).count() as u16 + 1
        }
    };
    let last_call = ordinal >= codes.calls;
    if code.finality == Finality::Never && last_call {
        return Verdict::Refused(Refusal::LastCall { of: codes.calls });
    }
    let needs = code.needs.iter().chain(&draft.asks);
    let is_recall = code.finality != Finality::First;
    let unmet = |need| match draft.confirm.contains(&need) {
        true => Some(Verdict::Ask(need)),
        false => unmet(need, campaign, places, lead, draft, is_recall),
    };
    if let Some(verdict) = needs.copied().find_map(unmet) {
        return verdict;
    }
    let of = codes.calls;
    let early = code.early.filter(|_| code.finality == Finality::Third && !last_call);
    let rule = match code.finality {
        Finality::First => Rule::First,
        Finality::Never => Rule::Agreed,
        Finality::Third if last_call => Rule::LastCall { of },
        Finality::Third => match early.filter(|_| draft.early) {
            Some(early) => Rule::Early(early),
            None => Rule::Intermediate { of },
        },
    };
    let closes = !matches!(rule, Rule::Intermediate { .. } | Rule::Agreed);
    let consent = code.needs.contains(&Need::Consent) && !campaign.consented.contains(&code.id);
    // Who waits for the customer is to be called.
    let do_not_call = code.do_not_call || (draft.no_more_calls && !consent);
    Verdict::Ready(Disposition {
        code: if closes { code.id.clone() } else { codes.intermediate.clone() },
        ordinal,
        closes,
        do_not_call,
        due: due(code, campaign, closes, draft).filter(|_| !do_not_call),
        consent,
        rule,
        early,
    })
}

fn due(code: &Code, campaign: &Campaign, closes: bool, draft: &Draft) -> Option<Due> {
    let named = |kind| draft.when.map(|at| Due { at, kind, agreed: true });
    if !closes {
        let at = draft.when.unwrap_or(draft.spread);
        // A time that the operator chose by himself was agreed with nobody.
        let agreed = draft.when.is_some() && draft.exact && code.reached != Reached::Nobody;
        return Some(Due { at, kind: DueKind::Recall, agreed });
    }
    match code.next {
        Next::Nothing => None,
        Next::Call => named(DueKind::Call),
        Next::OwnCall => named(DueKind::OwnCall),
        Next::Visit => named(DueKind::Visit),
        Next::LongTerm => {
            let months = chrono::Months::new(campaign.long_term_months?);
            Some(Due { at: draft.spread + months, kind: DueKind::LongTerm, agreed: false })
        }
    }
}

/// What an unmet need makes of the draft; `None`: the need is met.
fn unmet(
    need: Need,
    campaign: &Campaign,
    places: &Places,
    lead: &Lead,
    draft: &Draft,
    is_recall: bool,
) -> Option<Verdict> {
    let said = draft.answers.get(&need);
    let ask = Some(Verdict::Ask(need));
    match (need, said) {
        // Asked of a supervisor when the attempt is saved.
        (Need::Consent, _) => None,
        (Need::Transfer, _) if campaign.transfer => None,
        (Need::Transfer, _) => Some(Verdict::Refused(Refusal::NoTransfer)),
        (Need::Stages, Some(Said::No)) => Some(Verdict::Refused(Refusal::Stages)),
        (Need::NoData, Some(Said::Yes)) => Some(Verdict::Refused(Refusal::DataGiven)),
        (Need::City, _) => match &lead.city {
            None => ask,
            Some(city) if campaign.city.values().any(|ours| places.same_city(ours, city)) => None,
            Some(city) => Some(Verdict::Refused(Refusal::City { theirs: city.clone() })),
        },
        (Need::When, _) if draft.when.is_some() => None,
        // Only a recall may do without a time that was named.
        (Need::When, Some(Said::No)) if is_recall => None,
        (Need::When, _) => ask,
        (_, Some(_)) => None,
        (_, None) => ask,
    }
}
