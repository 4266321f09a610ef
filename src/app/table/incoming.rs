//! Calls that came in, among the rows of the table.

use std::collections::HashMap;
use std::io::Write;

use anyhow::Result;

use super::{COLUMNS, cell, number, operator, said, step_title, time};
use crate::chat::turn::Room;
use crate::domain::inquiry::Inquiry;
use crate::domain::lead::Lead;
use crate::domain::people::{Person, PersonId};
use crate::domain::recall::Recall;
use crate::store::Book;
use crate::words::Phrase;

/// Writes a call that came in; returns how many rows that makes.
///
/// # Errors
/// The store's; those of the table.
pub(super) fn write<W: Write>(
    room: &Room<'_>,
    book: &Book,
    id: u64,
    known: &mut HashMap<PersonId, Option<Person>>,
    csv: &mut csv::Writer<W>,
) -> Result<u64> {
    // Removed since the index was read.
    let Some(inquiry) = book.inquiry(id)? else { return Ok(0) };
    let lead = inquiry.lead.map(|lead| book.lead(lead)).transpose()?.flatten();
    let next = inquiry.recall.map(|id| book.recall(id)).transpose()?.flatten();
    let by = operator(room, known, inquiry.by, inquiry.ended)?;
    csv.write_record(row(room, &inquiry, lead.as_ref(), next.as_ref(), by))?;
    Ok(1)
}

fn row(
    room: &Room<'_>,
    inquiry: &Inquiry,
    lead: Option<&Lead>,
    next: Option<&Recall>,
    by: String,
) -> [String; COLUMNS.len()] {
    let (record, words) = (&room.house.campaign.record, &room.house.words);
    let of_lead = |field: fn(&Lead) -> &Option<String>| {
        lead.and_then(|lead| field(lead).as_deref()).map(cell).unwrap_or_default()
    };
    let outcome = match &inquiry.outcome {
        None => words.say(record, &Phrase::new("inquiry-left")),
        Some(outcome) => {
            let id = format!("outcome-{outcome}");
            let known = words.has(record, &id, Some(&inquiry.script));
            let phrase = Phrase::new(id).from_book(inquiry.script.clone());
            if known { words.say(record, &phrase) } else { outcome.clone() }
        }
    };
    let kind = Phrase::new(format!("kind-{}", inquiry.kind.id()));
    let closed = lead.is_some_and(|lead| lead.closed.is_some());
    [
        time(room, inquiry.ended, "%Y-%m-%d %H:%M:%S"),
        inquiry.lead.map(|lead| lead.0.to_string()).unwrap_or_default(),
        of_lead(|lead| &lead.name),
        of_lead(|lead| &lead.contact),
        of_lead(|lead| &lead.city),
        lead.and_then(|lead| lead.phone.as_ref()).map(number).unwrap_or_default(),
        said(room, "table-incoming"),
        cell(&outcome),
        cell(&words.say(record, &kind)),
        cell(&inquiry.text),
        next.map(|recall| time(room, recall.due, "%Y-%m-%d %H:%M")).unwrap_or_default(),
        cell(&by),
        String::new(),
        cell(&inquiry.script),
        inquiry.version.to_string(),
        cell(&step_title(room, &inquiry.script, &inquiry.step)),
        said(room, "table-good"),
        said(room, if closed { "table-yes" } else { "table-no" }),
    ]
}
