//! What a CRM's export says of its contacts: which columns hold the client, the telephone numbers and
//! who is responsible. The titles are data (`scripts/crm.toml`). Source: seed 001.

use super::campaign::Source;
use super::naming::folded;
use super::phone::{Phone, is_part};

/// How a CRM titles the columns of its exports, in any language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Titles {
    /// The client's whole name; the first that is there and not empty counts.
    pub name: Vec<String>,
    /// Its parts, in the order in which they are read, where there is no whole name.
    pub parts: Vec<String>,
    /// The organisation.
    pub company: Vec<String>,
    /// Telephone numbers: all of them count. A number or a word in brackets may follow.
    pub phones: Vec<String>,
    /// The colleague; the first that is there and not empty counts.
    pub responsible: Vec<String>,
}

/// The titles of every CRM that exports are read of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crm {
    /// Of amoCRM.
    pub amocrm: Titles,
    /// Of Bitrix24.
    pub bitrix24: Titles,
    /// Of Megaplan.
    pub megaplan: Titles,
}

impl Crm {
    /// The titles of a source; none: it is no CRM.
    pub fn titles(&self, source: Source) -> Option<&Titles> {
        match source {
            Source::Own => None,
            Source::AmoCrm => Some(&self.amocrm),
            Source::Bitrix24 => Some(&self.bitrix24),
            Source::Megaplan => Some(&self.megaplan),
        }
    }
}

/// Which columns of a file hold what, by their numbers from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    name: Vec<usize>,
    parts: Vec<usize>,
    company: Vec<usize>,
    phones: Vec<usize>,
    responsible: Vec<usize>,
}

/// What a file lacks to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No column of telephone numbers.
    Phones,
    /// No column of who is responsible.
    Responsible,
}

/// A contact, as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The client: name, organisation, or both.
    pub client: Option<String>,
    /// Its numbers, each once.
    pub phones: Vec<Phone>,
    /// Who is responsible, as the CRM writes the name.
    pub responsible: String,
}

/// Why a line is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skip {
    /// It has no telephone number.
    NoPhone,
    /// What stands there is no telephone number.
    BadPhone,
    /// Nobody is responsible.
    NoResponsible,
    /// It cannot be read as a line of this file.
    Broken,
    /// Its number stands in a later line with somebody else, and that line counts.
    Repeated,
    /// The client was forgotten and asked not to be called.
    Forgotten,
}

/// The longest name that is kept, in characters.
const LONGEST: usize = 100;

/// The most numbers of one contact.
const MOST_PHONES: usize = 20;

impl Layout {
    /// Finds the columns by the titles in the first line.
    ///
    /// # Errors
    /// What is missing.
    pub fn find(titles: &Titles, heading: &[String]) -> Result<Layout, Missing> {
        let heading: Vec<String> = heading.iter().map(|title| folded(title)).collect();
        let exact = |wanted: &[String]| -> Vec<usize> {
            let place = |title: &String| heading.iter().position(|known| *known == folded(title));
            wanted.iter().filter_map(place).collect()
        };
        let is_phone = |title: &String| {
            titles.phones.iter().map(|wanted| folded(wanted)).any(|wanted| {
                let rest = title.strip_prefix(&wanted);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        };
        let phones = heading.iter().enumerate().filter(|(_, title)| is_phone(title));
        let layout = Layout {
            name: exact(&titles.name),
            parts: exact(&titles.parts),
            company: exact(&titles.company),
            phones: phones.map(|(at, _)| at).collect(),
            responsible: exact(&titles.responsible),
        };
        if layout.phones.is_empty() {
            return Err(Missing::Phones);
        }
        if layout.responsible.is_empty() {
            return Err(Missing::Responsible);
        }
        Ok(layout)
    }

    /// The contact in a line.
    ///
    /// # Errors
    /// Why it is not taken in.
    pub fn contact(
        &self,
        cells: &[String],
        country: &str,
        area: Option<&str>,
    ) -> Result<Contact, Skip> {
        let all = |columns: &[usize]| -> Vec<String> {
            let filled = columns.iter().filter_map(|at| cells.get(*at)).map(|cell| line(cell));
            filled.filter(|cell| !cell.is_empty()).collect()
        };
        let responsible = all(&self.responsible).into_iter().next().ok_or(Skip::NoResponsible)?;
        let mut name = all(&self.name).into_iter().next();
        if name.is_none() {
            name = Some(cut(&all(&self.parts).join(" "))).filter(|name| !name.is_empty());
        }
        let company = all(&self.company).into_iter().next().filter(|it| Some(it) != name.as_ref());
        let client = [name, company].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let written: Vec<&String> =
            self.phones.iter().filter_map(|at| cells.get(*at)).filter(|c| has_digit(c)).collect();
        if written.is_empty() {
            return Err(Skip::NoPhone);
        }
        let mut phones: Vec<Phone> = Vec::new();
        for phone in written.into_iter().flat_map(|cell| numbers(cell, country, area)) {
            if !phones.contains(&phone) && phones.len() < MOST_PHONES {
                phones.push(phone);
            }
        }
        if phones.is_empty() {
            return Err(Skip::BadPhone);
        }
        Ok(Contact { client: Some(client).filter(|it| !it.is_empty()), phones, responsible })
    }
}

fn has_digit(cell: &str) -> bool {
    cell.contains(|c: char| c.is_ascii_digit())
}

/// One line of text, without an apostrophe that a spreadsheet put before it.
fn line(cell: &str) -> String {
    let visible = cell.chars().map(|c| if c.is_control() { ' ' } else { c });
    let line: String = visible.collect::<String>();
    cut(&line.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{feff}', ""))
}

fn cut(text: &str) -> String {
    let cut: String = text.chars().take(LONGEST).collect();
    cut.trim_matches(['\'', ' ']).to_owned()
}

/// The telephone numbers in a cell: several are separated by commas, semicolons, bars, slashes or lines;
/// words between them do not matter.
fn numbers(cell: &str, country: &str, area: Option<&str>) -> Vec<Phone> {
    let separates = |c: char| ",;|/\n\r".contains(c);
    let mut found = Vec::new();
    for piece in cell.split(separates) {
        // What follows a word is an extension, and no number of its own.
        let runs = piece.split(|c| !is_part(c)).filter(|run| has_digit(run));
        for run in runs.take(1) {
            match Phone::parse_in(run, country, area) {
                Some(phone) => found.push(phone),
                None => {
                    let words = run.split(char::is_whitespace);
                    found.extend(words.filter_map(|word| Phone::parse_in(word, country, area)));
                }
            }
        }
    }
    found
}
