//! Reads a CRM's export of contacts: a CSV file as amoCRM, Bitrix24 or Megaplan writes it, in UTF-8 or in
//! the Windows code page 1251, with `;`, `,` or a tab between the columns. Which columns hold what is
//! data: `scripts/crm.toml`.

use std::collections::HashMap;

use anyhow::{Result, bail};
use csv::ReaderBuilder;

use crate::domain::campaign::Source;
use crate::domain::crm::{Contact, Layout, Missing, Skip, Titles};
use crate::domain::phone::Phone;

/// The largest file that is read, in bytes.
pub const LARGEST: usize = 32 << 20;

/// What a file comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Numbers, each once.
    pub numbers: Vec<Row>,
    /// How many lines hold a contact that is taken in.
    pub contacts: u64,
    /// Lines that are not taken in, by their numbers in the file, and why.
    pub skipped: Vec<(u64, Skip)>,
}

/// A number, and what the file says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file.
    pub line: u64,
    /// The number.
    pub phone: Phone,
    /// Whose it is.
    pub contact: Contact,
}

/// Reads a file.
///
/// # Errors
/// It is no such file: a sentence that says what it lacks.
pub fn read(
    bytes: &[u8],
    source: Source,
    titles: &Titles,
    country: &str,
    area: Option<&str>,
) -> Result<Table> {
    if bytes.len() > LARGEST {
        bail!("the file is larger than {} MiB", LARGEST >> 20);
    }
    let text = decoded(bytes)?;
    let (layout, separator) = layout(&text, source, titles)?;
    let mut reader = ReaderBuilder::new();
    let reader = reader.delimiter(separator).flexible(true).has_headers(true);
    let mut table = Table::default();
    // Where each number stands in the table.
    let mut met: HashMap<Phone, usize> = HashMap::new();
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    for record in reader.from_reader(text.as_bytes()).into_records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = lines.at(error.position());
                table.skipped.push((line, Skip::Broken));
                continue;
            }
        };
        let line = lines.at(record.position());
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let contact = match layout.contact(&cells, country, area) {
            Ok(contact) => contact,
            Err(why) => {
                table.skipped.push((line, why));
                continue;
            }
        };
        table.contacts += 1;
        for phone in contact.phones.clone() {
            if let Some(row) = met.get(&phone).and_then(|at| table.numbers.get_mut(*at)) {
                if row.contact.responsible != contact.responsible {
                    table.skipped.push((row.line, Skip::Repeated));
                }
                (row.line, row.contact) = (line, contact.clone());
            } else {
                met.insert(phone.clone(), table.numbers.len());
                table.numbers.push(Row { line, phone, contact: contact.clone() });
            }
        }
    }
    table.skipped.sort_unstable();
    table.skipped.dedup();
    Ok(table)
}

/// Counts the lines of a file as an editor does. The reader of CSV takes the end of a line for the
/// beginning of the next record.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, position: Option<&csv::Position>) -> u64 {
        let byte = position.and_then(|position| usize::try_from(position.byte()).ok());
        let rest = self.text.as_bytes().get(byte.unwrap_or(self.at)..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(**byte, b'\r' | b'\n')).count();
        let start = self.text.len() - rest.len() + ends;
        let passed = self.text.as_bytes().get(self.at..start).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = self.at.max(start);
        self.line
    }
}

/// The layout, with the separator under which the first line has one.
fn layout(text: &str, source: Source, titles: &Titles) -> Result<(Layout, u8)> {
    let mut missing = Missing::Phones;
    for separator in [b';', b',', b'\t'] {
        let mut reader = ReaderBuilder::new();
        let reader = reader.delimiter(separator).flexible(true).has_headers(false);
        let first = reader.from_reader(text.as_bytes()).into_records().next();
        let Some(Ok(heading)) = first else { continue };
        let heading: Vec<String> = heading.iter().map(str::to_owned).collect();
        match Layout::find(titles, &heading) {
            Ok(layout) => return Ok((layout, separator)),
            Err(Missing::Responsible) => missing = Missing::Responsible,
            Err(Missing::Phones) => {}
        }
    }
    let (what, list) = match missing {
        Missing::Phones => ("telephone numbers", &titles.phones),
        Missing::Responsible => ("who is responsible", &titles.responsible),
    };
    let known = list.iter().map(|title| format!("`{title}`")).collect::<Vec<_>>().join(", ");
    bail!(
        "the first line has no column of {what}: for {source} it is titled {known} (scripts/crm.toml)"
    )
}

/// The text of a file: UTF-8, with or without a byte order mark, else code page 1251.
fn decoded(bytes: &[u8]) -> Result<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"PK\x03\x04") || bytes.contains(&0) {
        bail!("this is no CSV file of text: export it as CSV, in UTF-8 or Windows-1251");
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Ok(bytes.iter().map(|byte| cp1251(*byte)).collect()),
    }
}

/// A byte of the Windows code page 1251.
fn cp1251(byte: u8) -> char {
    // From 0x80 to 0xbf; the letters after them stand as in Unicode.
    const UPPER: [u16; 64] = [
        0x402, 0x403, 0x201a, 0x453, 0x201e, 0x2026, 0x2020, 0x2021, 0x20ac, 0x2030, 0x409, 0x2039,
        0x40a, 0x40c, 0x40b, 0x40f, 0x452, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0xfffd, 0x2122, 0x459, 0x203a, 0x45a, 0x45c, 0x45b, 0x45f, 0xa0, 0x40e, 0x45e, 0x408, 0xa4,
        0x490, 0xa6, 0xa7, 0x401, 0xa9, 0x404, 0xab, 0xac, 0xad, 0xae, 0x407, 0xb0, 0xb1, 0x406,
        0x456, 0x491, 0xb5, 0xb6, 0xb7, 0x451, 0x2116, 0x454, 0xbb, 0x458, 0x405, 0x455, 0x457,
    ];
    let code = match byte {
        0..0x80 => u32::from(byte),
        0x80..0xc0 => UPPER.get(usize::from(byte - 0x80)).copied().map_or(0xfffd, u32::from),
        _ => 0x410 + u32::from(byte - 0xc0),
    };
    char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
}
