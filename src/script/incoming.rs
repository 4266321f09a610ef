//! What a script says besides its steps: data that are asked, outcomes, ways that are always
//! there, questions, phrases, clocks. Most of it is for inbound calls.

use std::ops::Range;

use toml::Spanned;

use super::defect::Notes;
use super::names::{Names, check_id, once};
use super::tree::Fields;
use crate::domain::inbound::ClientStage;
use crate::domain::lead::Field;
use crate::domain::script::{
    Clock, Datum, DatumKind, Direction, HOLD, Outcome, Promise, Saying, Soon,
};

/// The variables that every script's texts have: no datum can bear such a name, except those that
/// stand on the lead's card under it.
pub(crate) const FIXED: [&str; 18] = [
    "customer",
    "operator",
    "contact",
    "offer",
    "field",
    "city",
    "kind",
    "daytime",
    "name_tells",
    "post",
    "manager",
    "stopped",
    "minutes",
    "office_hours",
    "office_address",
    "office_email",
    "office_prices",
    "office_reception",
];

/// The data that a message to a colleague is made of. Source: domain page, section 6.
pub(crate) const MESSAGE: [&str; 8] =
    ["caller", "position", "organisation", "about", "number", "when", "instead", "mood"];

/// The parts of a script besides its steps, as they were written.
pub(super) struct Parts {
    direction: Option<Spanned<Direction>>,
    data: Vec<RawDatum>,
    outcomes: Vec<RawOutcome>,
    faq: Vec<Spanned<String>>,
    sms: Vec<Spanned<String>>,
    phrases: Vec<(Spanned<String>, Spanned<String>)>,
    clock: Option<RawClock>,
    register: Option<RawRegister>,
}

struct RawDatum {
    id: Spanned<String>,
    kind: Option<Spanned<DatumKind>>,
    card: Option<Spanned<Field>>,
}

struct RawOutcome {
    id: Spanned<String>,
    talk: Option<Spanned<bool>>,
    stage: Option<Spanned<ClientStage>>,
    recall: Option<Spanned<Promise>>,
    message: Option<Spanned<bool>>,
    register: Option<Spanned<bool>>,
}

struct RawClock {
    ring: Option<Spanned<u32>>,
    hold: Option<Spanned<u32>>,
    marks: Vec<Spanned<u32>>,
    ask: Option<RawSoon>,
}

struct RawSoon {
    within: Option<Spanned<u32>>,
    fields: Vec<Spanned<String>>,
}

struct RawRegister {
    span: Range<usize>,
    every: Option<Spanned<u32>>,
}

impl Parts {
    /// Takes its fields out of a script's.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        let mut clocks = fields.table("clock");
        let mut register = fields.table("register");
        let parts = Parts {
            direction: fields.maybe("direction"),
            data: fields.tables("field").into_iter().filter_map(raw_datum).collect(),
            outcomes: fields.tables("outcome").into_iter().filter_map(raw_outcome).collect(),
            faq: fields.tables("faq").into_iter().filter_map(only_id).collect(),
            sms: fields.tables("sms").into_iter().filter_map(only_id).collect(),
            phrases: fields.tables("phrase").into_iter().filter_map(raw_phrase).collect(),
            clock: clocks.as_mut().map(raw_clock),
            register: register.as_mut().map(raw_register),
        };
        clocks.into_iter().chain(register).for_each(Fields::done);
        parts
    }

    /// Who rings whom.
    pub fn direction(&self) -> Direction {
        self.direction.as_ref().map(|given| *given.get_ref()).unwrap_or_default()
    }

    /// The ids of what is asked.
    pub fn datum_names(&self, notes: &Notes<'_>) -> Names {
        Names::given("field", notes, self.data.iter().map(|datum| &datum.id))
    }

    /// The ids of outcomes.
    pub fn outcome_names(&self, notes: &Notes<'_>) -> Names {
        Names::given("outcome", notes, self.outcomes.iter().map(|outcome| &outcome.id))
    }

    /// The groups of phrases.
    pub fn groups(&self) -> Names {
        let groups = self.phrases.iter().map(|(_, group)| group.get_ref().clone());
        let mut groups: Vec<String> = groups.collect();
        groups.sort();
        groups.dedup();
        Names::known("group of phrases", Some(groups))
    }

    /// What is asked; what is wrong with it is noted.
    pub fn data(&self, notes: &Notes<'_>) -> Vec<Datum> {
        self.data.iter().map(|raw| raw.datum(notes)).collect()
    }

    /// How a call can end; what is wrong with it is noted.
    pub fn outcomes(&self, notes: &Notes<'_>) -> Vec<Outcome> {
        if self.direction() == Direction::Outbound {
            for outcome in &self.outcomes {
                let why = "an outbound script ends in result codes; outcomes are for";
                notes.add(&outcome.id.span(), format!("{why} `direction = \"inbound\"`"));
            }
        }
        self.outcomes.iter().map(|raw| self.outcome(raw, notes)).collect()
    }

    fn outcome(&self, raw: &RawOutcome, notes: &Notes<'_>) -> Outcome {
        let said = |flag: &Option<Spanned<bool>>| flag.as_ref().map(|flag| *flag.get_ref());
        let message = said(&raw.message).unwrap_or_default();
        if let Some(flag) = raw.message.as_ref().filter(|_| message) {
            let has = |id: &&&str| !self.data.iter().any(|datum| datum.id.get_ref() == **id);
            let missing: Vec<&str> = MESSAGE.iter().filter(has).copied().collect();
            if !missing.is_empty() {
                let why = format!("a message needs the fields `{}`", missing.join("`, `"));
                notes.add(&flag.span(), why + "; add a `[[field]]` for each");
            }
        }
        if let (Some(flag), None) = (raw.register.as_ref(), &self.register) {
            let why = "`register` of an outcome goes with a `[register]` of the script";
            notes.add(&flag.span(), why);
        }
        Outcome {
            id: raw.id.get_ref().clone(),
            talk: said(&raw.talk).unwrap_or(true),
            stage: raw.stage.as_ref().map(|stage| *stage.get_ref()),
            recall: raw.recall.as_ref().map(|recall| *recall.get_ref()),
            message,
            register: said(&raw.register).unwrap_or(true) && self.register.is_some(),
        }
    }

    /// Frequent questions.
    pub fn faq(&self, notes: &Notes<'_>) -> Vec<String> {
        Names::given("question", notes, &self.faq).into_list()
    }

    /// Short messages.
    pub fn sms(&self, notes: &Notes<'_>) -> Vec<String> {
        Names::given("short message", notes, &self.sms).into_list()
    }

    /// Phrases.
    pub fn phrases(&self, notes: &Notes<'_>) -> Vec<Saying> {
        Names::given("phrase", notes, self.phrases.iter().map(|(id, _)| id));
        let groups = self.phrases.iter().map(|(_, group)| group);
        groups.for_each(|group| check_id(notes, "group", &group.span(), group.get_ref()));
        let saying = |(id, group): &(Spanned<String>, Spanned<String>)| Saying {
            id: id.get_ref().clone(),
            group: group.get_ref().clone(),
        };
        self.phrases.iter().map(saying).collect()
    }

    /// The clocks.
    pub fn clock(&self, data: &Names, notes: &Notes<'_>) -> Clock {
        let Some(raw) = &self.clock else { return Clock::default() };
        let within = |number: &Option<Spanned<u32>>, least: u32, most: u32, what: &str| {
            let given = number.as_ref()?;
            if !(least..=most).contains(given.get_ref()) {
                let why = format!("{} {what} is out of reason: {least} to {most}", given.get_ref());
                notes.add(&given.span(), why);
            }
            Some(*given.get_ref())
        };
        once(notes, "mark", &raw.marks);
        for mark in raw.marks.iter().filter(|mark| !(10..=7200).contains(mark.get_ref())) {
            let why = format!("{} seconds is out of reason: 10 to 7200", mark.get_ref());
            notes.add(&mark.span(), why);
        }
        let mut marks: Vec<u32> = raw.marks.iter().map(|mark| *mark.get_ref()).collect();
        marks.sort_unstable();
        Clock {
            ring: within(&raw.ring, 1, 20, "signals"),
            hold: within(&raw.hold, 10, 600, "seconds").unwrap_or(HOLD),
            marks,
            ask: raw.ask.as_ref().and_then(|ask| {
                let seconds = within(&ask.within, 10, 3600, "seconds")?;
                Some(Soon { within: seconds, fields: data.find_all(notes, &ask.fields) })
            }),
        }
    }

    /// Minutes between reminders to record a call elsewhere.
    pub fn register(&self, notes: &Notes<'_>) -> Option<u32> {
        let raw = self.register.as_ref()?;
        let Some(every) = &raw.every else {
            notes.add(&raw.span, "`[register]` needs `every`: minutes between two reminders");
            return None;
        };
        if !(1..=1440).contains(every.get_ref()) {
            let why = format!("{} minutes is out of reason: 1 to 1440", every.get_ref());
            notes.add(&every.span(), why);
        }
        Some(*every.get_ref())
    }
}

impl RawDatum {
    fn datum(&self, notes: &Notes<'_>) -> Datum {
        let id = self.id.get_ref();
        let card = self.card.as_ref().map(|card| *card.get_ref());
        let own = match id.as_str() {
            "contact" => card == Some(Field::Contact),
            "city" => card == Some(Field::City),
            _ => false,
        };
        if FIXED.contains(&id.as_str()) && !own {
            let why = format!("no field can be called `{id}`: texts have ${id} already");
            notes.add(&self.id.span(), why);
        }
        if let (Some(given), Some(Field::Phone)) = (&self.card, card) {
            let why = "the number on a card is typed as a field with `kind = \"phone\"`";
            notes.add(&given.span(), why);
        }
        let kind = self.kind.as_ref().map(|kind| *kind.get_ref()).unwrap_or_default();
        Datum { id: id.clone(), kind, card }
    }
}

fn raw_datum(mut fields: Fields<'_>) -> Option<RawDatum> {
    let (id, kind, card) = (fields.need("id"), fields.maybe("kind"), fields.maybe("card"));
    fields.done();
    Some(RawDatum { id: id?, kind, card })
}

fn raw_outcome(mut fields: Fields<'_>) -> Option<RawOutcome> {
    let id = fields.need("id");
    let (talk, stage, recall) =
        (fields.maybe("talk"), fields.maybe("stage"), fields.maybe("recall"));
    let (message, register) = (fields.maybe("message"), fields.maybe("register"));
    fields.done();
    Some(RawOutcome { id: id?, talk, stage, recall, message, register })
}

fn only_id(mut fields: Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.need("id");
    fields.done();
    id
}

fn raw_phrase(mut fields: Fields<'_>) -> Option<(Spanned<String>, Spanned<String>)> {
    let (id, group) = (fields.need("id"), fields.need("group"));
    fields.done();
    Some((id?, group?))
}

fn raw_clock(fields: &mut Fields<'_>) -> RawClock {
    let (ring, hold) = (fields.maybe("ring"), fields.maybe("hold"));
    let marks = fields.list("marks");
    let ask = fields.table("ask").map(|mut ask| {
        let soon = RawSoon { within: ask.need("within"), fields: ask.list("fields") };
        ask.done();
        soon
    });
    RawClock { ring, hold, marks, ask }
}

fn raw_register(fields: &mut Fields<'_>) -> RawRegister {
    RawRegister { span: fields.span.clone(), every: fields.maybe("every") }
}
