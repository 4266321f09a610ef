//! Takes in who answers for whom in a CRM: its export takes the place of the one before, at once or not
//! at all.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Result, ensure};
use chrono::{DateTime, Utc};

use crate::domain::audit::{Deed, Done};
use crate::domain::campaign::{Campaign, Source};
use crate::domain::crm::{Crm, Skip};
use crate::domain::naming::{Named, Names};
use crate::domain::record::Change;
use crate::domain::responsible::{self, Responsible};
use crate::store::Book;

use super::crm::{self, Row, Table};

/// So many lines, and so many names, are told of; all are counted.
const TOLD: usize = 50;

/// A table that is to be taken in.
#[derive(Clone, Debug)]
pub struct Order {
    source: Source,
    table: Table,
}

/// What came of it, in words for whoever ordered it. It names colleagues as the CRM does, never clients
/// or telephone numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Lines that hold a contact.
    pub contacts: u64,
    /// Numbers in the table now.
    pub numbers: u64,
    /// Lines that were not taken in, by their numbers in the file.
    pub skipped: Vec<(u64, Skip)>,
    /// Names that are nobody's in the team, and how many numbers each has.
    pub unknown: Vec<(String, u64)>,
    /// Names that more than one in the team may have.
    pub several: Vec<(String, u64)>,
}

impl Order {
    /// Reads a file.
    ///
    /// # Errors
    /// It is no export of this CRM, or nothing in it can be taken in.
    pub fn read(source: Source, file: &[u8], crm: &Crm, campaign: &Campaign) -> Result<Order> {
        let titles = crm.titles(source);
        let titles = titles.ok_or_else(|| anyhow::anyhow!("{source} is loaded from no file"))?;
        let area = campaign.routing.area_code.as_deref();
        let table = crm::read(file, source, titles, &campaign.country, area)?;
        ensure!(
            !table.numbers.is_empty(),
            "no line of the file can be taken in ({} were tried); the table is as it was",
            table.skipped.len()
        );
        Ok(Order { source, table })
    }
}

/// What a table changes, and what is told of it.
///
/// # Errors
/// The store's.
pub fn changes(
    book: &Book,
    campaign: &str,
    order: Order,
    now: DateTime<Utc>,
) -> Result<(Vec<Change>, Imported)> {
    let Order { source, table } = order;
    let people = book.people()?;
    let secret = book.secret()?;
    let mut told = Imported { contacts: table.contacts, ..Imported::default() };
    told.skipped = table.skipped;
    let mut lines = Vec::with_capacity(table.numbers.len());
    let mut names: BTreeMap<String, u64> = BTreeMap::new();
    for Row { line, phone, contact } in table.numbers {
        let mark = secret.as_ref().and_then(|secret| secret.mark(campaign, &phone));
        if mark.map_or(Ok(false), |mark| book.marked(&mark))? {
            told.skipped.push((line, Skip::Forgotten));
            continue;
        }
        *names.entry(contact.responsible.clone()).or_default() += 1;
        let name = contact.responsible;
        lines.push(Responsible { source, phone, client: contact.client, name });
    }
    told.skipped.sort_unstable();
    told.numbers = lines.len() as u64;
    let team = Names::new(&people);
    for (name, count) in names {
        let near = team.near(&name);
        let named = if near.is_empty() { Named::Nobody } else { responsible::find(&name, &near) };
        match named {
            Named::One(_) => {}
            Named::Several => told.several.push((name, count)),
            Named::Nobody => told.unknown.push((name, count)),
        }
    }
    let mut changes = book.replace_table(source, lines)?;
    let deed = Deed::Imported { source, numbers: told.numbers };
    changes.push(Change::Audit(Done { at: now, by: None, deed }));
    tracing::info!(
        %source,
        contacts = told.contacts,
        numbers = told.numbers,
        changes = changes.len() - 1,
        skipped = told.skipped.len(),
        unknown = told.unknown.len(),
        "the table of a CRM was taken in"
    );
    Ok((changes, told))
}

fn reason(why: Skip) -> &'static str {
    match why {
        Skip::NoPhone => "has no telephone number",
        Skip::BadPhone => "has something else where the telephone number belongs",
        Skip::NoResponsible => "names nobody who is responsible",
        Skip::Broken => "cannot be read",
        Skip::Repeated => "has a number that a later line gives to somebody else",
        Skip::Forgotten => "is of a client who asked not to be called and was forgotten",
    }
}

impl fmt::Display for Imported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (contacts, numbers) = (self.contacts, self.numbers);
        writeln!(f, "{contacts} contacts read, {numbers} numbers in the table now")?;
        for (line, why) in self.skipped.iter().take(TOLD) {
            writeln!(f, "line {line}: {}; left out", reason(*why))?;
        }
        more(f, self.skipped.len(), "lines")?;
        for (name, count) in self.unknown.iter().take(TOLD) {
            writeln!(f, "`{name}`: nobody in the team has this name; {count} numbers")?;
        }
        more(f, self.unknown.len(), "names")?;
        for (name, count) in self.several.iter().take(TOLD) {
            writeln!(f, "`{name}`: more than one in the team has this name; {count} numbers")?;
        }
        more(f, self.several.len(), "names")
    }
}

fn more(f: &mut fmt::Formatter<'_>, count: usize, what: &str) -> fmt::Result {
    if count > TOLD { writeln!(f, "and {} {what} more", count - TOLD) } else { Ok(()) }
}
