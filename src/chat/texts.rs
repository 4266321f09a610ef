//! Texts of a script as a call shows and speaks them, with what is known filled in.

use anyhow::Result;
use chrono::{NaiveDate, Timelike as _};

use crate::domain::campaign::OFFICE;
use crate::domain::lead::{Field, Lead};
use crate::domain::script::{Datum, DatumKind, Script};
use crate::domain::walk::Walk;
use crate::words::{Arg, Phrase, TimeStyle};

use super::turn::Room;

/// How a date is kept among the data of a call.
pub const DATE: &str = "%Y-%m-%d";

/// The texts of the script of one call.
pub struct Texts<'a> {
    room: Room<'a>,
    walk: &'a Walk,
    script: &'a Script,
    book: &'a str,
    lead: Option<&'a Lead>,
    manager: Option<String>,
    minutes: Option<u32>,
}

impl<'a> Texts<'a> {
    /// Texts of this script, from the book with this name.
    ///
    /// # Errors
    /// The store's.
    pub fn new(
        room: Room<'a>,
        walk: &'a Walk,
        (script, book): (&'a Script, &'a str),
        lead: Option<&'a Lead>,
    ) -> Result<Self> {
        let manager = walk.inbound.as_ref().and_then(|inbound| inbound.manager);
        let manager = manager.map(|id| room.name(id)).transpose()?;
        Ok(Texts { room, walk, script, book, lead, manager, minutes: None })
    }

    /// The same, with so many minutes announced to the client.
    #[must_use]
    pub fn announced(self, minutes: Option<u32>) -> Self {
        Texts { minutes, ..self }
    }

    /// Whether the script has such a text in any language.
    pub fn has(&self, id: &str) -> bool {
        let words = &self.room.house.words;
        words.languages().iter().any(|lang| words.has(lang, id, Some(self.book)))
    }

    /// A text for the operator.
    pub fn shown(&self, id: &str) -> Phrase {
        self.filled(Phrase::new(id.to_owned()).from_book(self.book), &self.room.me.lang, true)
    }

    /// A text for the client.
    pub fn spoken(&self, id: &str) -> Phrase {
        self.in_lang(id, &self.walk.spoken)
    }

    /// A text in this language.
    pub fn in_lang(&self, id: &str, lang: &str) -> Phrase {
        let phrase = Phrase::new(id.to_owned()).from_book(self.book).in_lang(lang.to_owned());
        self.filled(phrase, lang, true)
    }

    /// What is known of a datum.
    pub fn value(&self, datum: &Datum) -> Option<Arg> {
        let inbound = self.walk.inbound.as_ref()?;
        Some(value(datum, inbound.filled.get(&datum.id)?))
    }

    fn filled(&self, phrase: Phrase, lang: &str, deep: bool) -> Phrase {
        let campaign = &self.room.house.campaign;
        let tells = if campaign.name_tells_field { "yes" } else { "no" };
        let manager = self.manager.as_deref().unwrap_or("none");
        let minutes = self.minutes.map_or(Arg::from("none"), Arg::from);
        let mut phrase = phrase
            .with("customer", campaign.text(&campaign.customer, lang))
            .with("operator", self.room.me.name.as_str())
            .with("contact", self.contact())
            .with("offer", campaign.text(&campaign.offer, lang))
            .with("field", campaign.text(&campaign.field, lang))
            .with("kind", self.walk.kind.id());
        if self.script.datum("city").is_none() {
            phrase = phrase.with("city", campaign.text(&campaign.city, lang));
        }
        if !self.script.is_inbound() {
            return phrase;
        }
        phrase = phrase
            .with("daytime", self.daytime())
            .with("name_tells", tells)
            .with("post", given(campaign.text(&campaign.post, lang)))
            .with("manager", manager)
            .with("minutes", minutes)
            .with("stopped", self.stopped(lang, deep));
        for fact in OFFICE {
            let text = campaign.office.get(fact).map_or("", |text| campaign.text(text, lang));
            phrase = phrase.with(format!("office_{fact}"), given(text));
        }
        for datum in self.script.data.iter().filter(|datum| datum.id != "contact") {
            let known = self.value(datum).unwrap_or_else(|| "none".into());
            phrase = phrase.with(datum.id.clone(), known);
        }
        phrase
    }

    /// The contact person: as told in this call, else as the card has it.
    fn contact(&self) -> &str {
        let told = self.script.data.iter().filter(|datum| datum.card == Some(Field::Contact));
        let filled = self.walk.inbound.as_ref().map(|inbound| &inbound.filled);
        let told = told.filter_map(|datum| filled?.get(&datum.id)).next().map(String::as_str);
        let card = self.lead.and_then(|lead| lead.contact.as_deref()).map(str::trim);
        told.or(card.filter(|contact| !contact.is_empty())).unwrap_or("none")
    }

    /// Where the talk is: the heading of the step.
    fn stopped(&self, lang: &str, deep: bool) -> Arg {
        let title = self.walk.here().map(|here| format!("{}.title", here.step));
        match title.filter(|title| deep && self.has(title)) {
            Some(title) => {
                let phrase = Phrase::new(title).from_book(self.book);
                self.filled(phrase.in_lang(lang.to_owned()), lang, false).into()
            }
            None => "none".into(),
        }
    }

    /// The part of the day in the campaign's zone, as a greeting names it.
    fn daytime(&self) -> &'static str {
        match self.room.now.with_timezone(&self.room.house.campaign.zone).hour() {
            5..12 => "morning",
            12..18 => "day",
            18..23 => "evening",
            _ => "night",
        }
    }
}

/// A text of the campaign as texts of scripts have it: they know what is missing by `none`.
fn given(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

/// What was filled in for a datum.
pub fn value(datum: &Datum, text: &str) -> Arg {
    let date = NaiveDate::parse_from_str(text, DATE).ok();
    match date.filter(|_| datum.kind == DatumKind::Date) {
        Some(date) => Arg::Day(date, TimeStyle::Day),
        None => text.into(),
    }
}
