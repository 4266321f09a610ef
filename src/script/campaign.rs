//! The campaign's file.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;

use super::defect::{Defect, Notes};
use super::names::{Names, check_id, once};
use super::tree::{self, Clock, Fields, leaf};
use crate::domain::campaign::{Campaign, Local, MESSAGE_MINUTES, OFFICE, Routing, Source};
use crate::domain::codes::{CodeId, Codes};

/// Reads the campaign.
///
/// # Errors
/// Everything that is wrong with it, in the order of lines.
pub fn read_campaign(file: &str, text: &str, codes: &Codes) -> Result<Campaign, Vec<Defect>> {
    let known = codes.list.iter().map(|code| code.id.0.clone()).collect();
    let scripts = Names::known("script", None);
    read(file, text, &Names::known("code", Some(known)), &scripts)
}

/// The same, with the ids of codes and scripts only.
pub(super) fn read(
    file: &str,
    text: &str,
    codes: &Names,
    scripts: &Names,
) -> Result<Campaign, Vec<Defect>> {
    let notes = Notes::new(file, text);
    let campaign = tree::parse(&notes).and_then(|root| {
        let fields = Fields::new("campaign", root.span(), root.get_ref(), &notes);
        campaign(fields, &notes, codes, scripts)
    });
    notes.finish(campaign)
}

fn campaign<'n>(
    mut fields: Fields<'n>,
    notes: &'n Notes<'n>,
    codes: &Names,
    scripts: &Names,
) -> Option<Campaign> {
    let id: Option<Spanned<String>> = fields.need("id");
    if let Some(id) = &id {
        check_id(notes, "campaign", &id.span(), id.get_ref());
    }
    let script = fields.need("script").and_then(|script| scripts.find(notes, &script));
    let record: Option<Spanned<String>> = fields.need("record");
    let language = record.as_ref().map(Spanned::get_ref);
    let customer = local(&mut fields, "customer", language, notes);
    let city = local(&mut fields, "city", language, notes);
    let offer = local(&mut fields, "offer", language, notes);
    let field = local(&mut fields, "field", language, notes);
    let spoken = fields.needed_list("spoken").map(|(span, list)| languages(&span, list, notes));
    let zone = fields.need("zone");
    let country = fields.need("country");
    if let Some(country) = &country {
        check_country(country, notes);
    }
    let (permitted, spread) = (fields.need("permitted"), fields.need("spread"));
    let days = fields.needed_list("workdays").map(|(span, list)| workdays(&span, list, notes));
    let (holidays, extra_workdays) = (fields.list("holidays"), fields.list("extra_workdays"));
    once(notes, "day", &holidays);
    once(notes, "day", &extra_workdays);
    let (after, within) = (fields.need("recall_after_days"), fields.need("recall_within_days"));
    check_days(after.as_ref(), within.as_ref(), notes);
    let (grace, result): (Option<Spanned<u32>>, Option<Spanned<u32>>) =
        (fields.need("grace_minutes"), fields.need("result_minutes"));
    for minutes in [&grace, &result].into_iter().flatten() {
        in_range(minutes, 1, 1440, "minutes", notes);
    }
    let consented = codes.find_all(notes, &fields.list("consented"));
    let (transfer, ordinal) = (fields.maybe("transfer"), fields.maybe("ordinal"));
    let forget = fields.maybe("forget");
    let long_term_months: Option<Spanned<u32>> = fields.maybe("long_term_months");
    if let Some(months) = &long_term_months {
        in_range(months, 1, 120, "months", notes);
    }
    let long_term_months = long_term_months.map(Spanned::into_inner);
    let inbound = scripts.find_all(notes, &fields.list("inbound"));
    let name_tells_field: Option<Spanned<bool>> = fields.maybe("name_tells_field");
    let post = match fields.node("post") {
        Some(_) => local(&mut fields, "post", language, notes),
        None => Some(Local::new()),
    };
    let office = fields.table("office").map(|table| office(table, language, notes));
    let shift_ends: Option<Spanned<Clock>> = fields.maybe("shift_ends");
    let message_minutes: Option<Spanned<u32>> = fields.maybe("message_minutes");
    if let Some(minutes) = &message_minutes {
        in_range(minutes, 1, 1440, "minutes", notes);
    }
    let routing = fields.table("routing").map(|table| routing(table, notes)).unwrap_or_default();
    fields.done();
    Some(Campaign {
        id: id?.into_inner(),
        script: script?,
        customer: customer?,
        city: city?,
        offer: offer?,
        field: field?,
        spoken: spoken?,
        record: record?.into_inner(),
        zone: zone?.into_inner(),
        country: country?.into_inner(),
        permitted: permitted?.into_inner(),
        spread: spread?.into_inner(),
        workdays: days?,
        holidays: values(holidays),
        extra_workdays: values(extra_workdays),
        recall_after_days: after?.into_inner(),
        recall_within_days: within?.into_inner(),
        grace_minutes: grace?.into_inner(),
        result_minutes: result?.into_inner(),
        consented: consented.into_iter().map(CodeId).collect(),
        transfer: transfer.is_some_and(Spanned::into_inner),
        ordinal: ordinal.map(Spanned::into_inner).unwrap_or_default(),
        forget: forget.map(Spanned::into_inner).unwrap_or_default(),
        long_term_months,
        inbound,
        name_tells_field: name_tells_field.is_some_and(Spanned::into_inner),
        post: post?,
        office: office.unwrap_or_default(),
        shift_ends: shift_ends.map(|clock| clock.into_inner().0),
        message_minutes: message_minutes.map_or(MESSAGE_MINUTES, Spanned::into_inner),
        routing,
    })
}

/// What is known of the office.
fn office<'n>(
    mut fields: Fields<'n>,
    record: Option<&String>,
    notes: &'n Notes<'n>,
) -> BTreeMap<String, Local> {
    let mut known = BTreeMap::new();
    for name in OFFICE {
        if fields.node(name).is_some() {
            known.extend(
                local(&mut fields, name, record, notes).map(|text| (name.to_owned(), text)),
            );
        }
    }
    fields.done();
    known
}

fn routing(mut fields: Fields<'_>, notes: &Notes<'_>) -> Routing {
    let usual = Routing::default();
    let sources: Vec<Spanned<Source>> = fields.list("sources");
    once(notes, "source", &sources);
    let sources = if sources.is_empty() { usual.sources } else { values(sources) };
    let area_code: Option<Spanned<String>> = fields.maybe("area_code");
    if let Some(code) = &area_code {
        let text = code.get_ref();
        if !(1..=5).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            let why = format!("`{text}` is no area code: one to five digits, such as `495`");
            notes.add(&code.span(), why);
        }
    }
    let seconds: Option<Spanned<u32>> = fields.maybe("offer_seconds");
    if let Some(seconds) = &seconds {
        in_range(seconds, 10, 600, "seconds", notes);
    }
    fields.done();
    Routing {
        sources,
        area_code: area_code.map(Spanned::into_inner),
        offer_seconds: seconds.map_or(usual.offer_seconds, Spanned::into_inner),
    }
}

fn values<T>(list: Vec<Spanned<T>>) -> Vec<T> {
    list.into_iter().map(Spanned::into_inner).collect()
}

/// A text in several languages, that of the record among them.
fn local<'n>(
    fields: &mut Fields<'n>,
    name: &'static str,
    record: Option<&String>,
    notes: &'n Notes<'n>,
) -> Option<Local> {
    let table = fields.needed(name).and_then(|node| Fields::of(name, node, notes))?;
    let span = table.span.clone();
    let texts = table.all().filter_map(|(language, node)| {
        let text = leaf(language.get_ref(), node, notes)?;
        Some((language.into_inner(), text.into_inner()))
    });
    let texts: BTreeMap<String, String> = texts.collect();
    if let Some(record) = record.filter(|record| !texts.contains_key(*record)) {
        notes.add(&span, format!("`{name}` has no text in `{record}`, the language of the record"));
    }
    Some(texts)
}

fn languages(span: &Range<usize>, spoken: Vec<Spanned<String>>, notes: &Notes<'_>) -> Vec<String> {
    if spoken.is_empty() {
        notes.add(span, "no language: `spoken` names those in which clients are called");
    }
    once(notes, "language", &spoken);
    values(spoken)
}

fn check_country(country: &Spanned<String>, notes: &Notes<'_>) {
    let code = country.get_ref();
    if code.len() != 2 || !code.chars().all(|c| c.is_ascii_uppercase()) {
        let why = format!("`{code}` is no country: two capital letters, such as `RU`");
        notes.add(&country.span(), why);
    }
}

fn workdays(span: &Range<usize>, days: Vec<Spanned<u32>>, notes: &Notes<'_>) -> Vec<u32> {
    for day in days.iter().filter(|day| !(1..=7).contains(day.get_ref())) {
        let why = format!("{} is no weekday: 1 is Monday, 7 is Sunday", day.get_ref());
        notes.add(&day.span(), why);
    }
    if days.is_empty() {
        notes.add(span, "`workdays` names no day: recalls would never come due");
    }
    once(notes, "workday", &days);
    values(days)
}

/// Notes a number that is out of all reason.
fn in_range(number: &Spanned<u32>, least: u32, most: u32, what: &str, notes: &Notes<'_>) {
    if !(least..=most).contains(number.get_ref()) {
        let why = format!("{} {what} is out of reason: {least} to {most}", number.get_ref());
        notes.add(&number.span(), why);
    }
}

fn check_days(after: Option<&Spanned<u64>>, within: Option<&Spanned<u64>>, notes: &Notes<'_>) {
    if let (Some(after), Some(within)) = (after, within)
        && after.get_ref() > within.get_ref()
    {
        let (days, limit) = (after.get_ref(), within.get_ref());
        let why = format!("a recall {days} days later lies beyond `recall_within_days = {limit}`");
        notes.add(&after.span(), why);
    }
}
