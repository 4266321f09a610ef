//! The file of places: telephone prefixes and cities with their time zones.

use toml::Spanned;

use chrono_tz::Tz;

use super::defect::{Defect, Notes};
use super::tree::{self, Fields};
use crate::domain::places::Places;

/// Reads the places.
///
/// # Errors
/// Everything that is wrong with them, in the order of lines.
pub fn read_places(file: &str, text: &str) -> Result<Places, Vec<Defect>> {
    let notes = Notes::new(file, text);
    let places = tree::parse(&notes).map(|root| {
        let fields = Fields::new("list of places", root.span(), root.get_ref(), &notes);
        places(fields, &notes)
    });
    notes.finish(places)
}

fn places<'n>(mut fields: Fields<'n>, notes: &'n Notes<'n>) -> Places {
    let (prefixes, cities) = (fields.tables("prefix"), fields.tables("city"));
    if prefixes.is_empty() && cities.is_empty() {
        fields.wrong("no places; each is a `[[prefix]]` or a `[[city]]`");
    }
    fields.done();
    let mut places = Places::default();
    for area in prefixes {
        prefix(area, &mut places, notes);
    }
    for (number, place) in cities.into_iter().enumerate() {
        city(number, place, &mut places, notes);
    }
    places
}

fn prefix<'n>(mut fields: Fields<'n>, places: &mut Places, notes: &'n Notes<'n>) {
    let starts: Vec<Spanned<String>> = fields.list("starts");
    let zone: Option<Spanned<Tz>> = fields.need("zone");
    let language: Option<String> = fields.maybe("language").map(Spanned::into_inner);
    if starts.is_empty() {
        fields.wrong("this prefix has no `starts`");
    }
    fields.done();
    for start in &starts {
        let digits = start.get_ref().strip_prefix('+');
        if !digits.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit()))
        {
            let why =
                format!("`{}` is no prefix: `+` and digits, such as `+7495`", start.get_ref());
            notes.add(&start.span(), why);
        }
    }
    let Some(zone) = zone.map(Spanned::into_inner) else { return };
    for start in &starts {
        let before = places.add_prefix(start.get_ref(), zone, language.as_deref());
        if let Some(other) = before.filter(|before| *before != zone) {
            notes.add(&start.span(), two_zones("prefix", start.get_ref(), other, zone));
        }
    }
}

fn city<'n>(number: usize, mut fields: Fields<'n>, places: &mut Places, notes: &'n Notes<'n>) {
    let names: Vec<Spanned<String>> = fields.list("names");
    let zone: Option<Spanned<Tz>> = fields.need("zone");
    if names.is_empty() {
        fields.wrong("this city has no `names`");
    }
    fields.done();
    let Some(zone) = zone.map(Spanned::into_inner) else { return };
    for name in &names {
        let before = places.add_city(number, name.get_ref(), zone);
        if let Some(other) = before.filter(|before| *before != zone) {
            notes.add(&name.span(), two_zones("city", name.get_ref(), other, zone));
        }
    }
}

fn two_zones(what: &str, name: &str, before: Tz, now: Tz) -> String {
    format!("the {what} `{name}` is in {before} already, and here in {now}; it has one time zone")
}
