//! Attempts as a table for a spreadsheet: CSV, UTF-8 with a byte order mark, by which Excel knows
//! the encoding. What separates the columns is a text of the reader's language, because Excel
//! takes the separator of the reader's country: `;` in Russia and Georgia, `,` with English.
//!
//! A cell must not become a formula, whatever a client or a colleague is called: see [`cell`].

mod incoming;

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::Write;

use anyhow::Result;
use chrono::{DateTime, Utc};
use csv::{Terminator, WriterBuilder};
use unicode_normalization::UnicodeNormalization as _;

use crate::chat::turn::Room;
use crate::chat::typed;
use crate::domain::codes::CodeId;
use crate::domain::document::Span;
use crate::domain::lead::Lead;
use crate::domain::people::{Person, PersonId};
use crate::domain::phone::Phone;
use crate::domain::record::{Attempt, Standing};
use crate::store::Book;
use crate::words::Phrase;

/// The columns, each with its heading `column-…`.
const COLUMNS: [&str; 18] = [
    "time",
    "lead",
    "name",
    "contact",
    "city",
    "phone",
    "call",
    "result",
    "situation",
    "comment",
    "next",
    "operator",
    "objections",
    "script",
    "version",
    "step",
    "standing",
    "closed",
];

/// How a byte order mark reads in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes the attempts of these days and the calls that came in, the earliest first, with a row of headings; returns how many
/// there are.
///
/// # Errors
/// The store's; those of `out`.
pub fn write(room: &Room<'_>, book: &Book, days: Span, mut out: impl Write) -> Result<u64> {
    out.write_all(MARK)?;
    let separator = said(room, "csv-separator");
    let separator = separator.bytes().next().filter(|byte| b",;\t".contains(byte)).unwrap_or(b',');
    let mut csv =
        WriterBuilder::new().delimiter(separator).terminator(Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS.map(|column| said(room, &format!("column-{column}"))))?;
    let mut known = HashMap::new();
    let mut rows = 0;
    let (from, to) = days.moments(room.house.campaign.zone);
    // Calls of both directions in one order of time; of those that came in, only when and which.
    let mut ended = book.ended_between(from, to)?.into_iter().peekable();
    book.attempts_between(from, to, |attempt| {
        while let Some((_, id)) = ended.next_if(|(at, _)| *at <= attempt.at) {
            rows += incoming::write(room, book, id, &mut known, &mut csv)?;
        }
        let lead = book.lead(attempt.lead)?;
        let by = operator(room, &mut known, attempt.by, attempt.at)?;
        csv.write_record(row(room, &attempt, lead.as_ref(), by))?;
        rows += 1;
        Ok(())
    })?;
    for (_, id) in ended {
        rows += incoming::write(room, book, id, &mut known, &mut csv)?;
    }
    csv.flush()?;
    Ok(rows)
}

/// The name of whoever made or took a call; of somebody who was forgotten since, a word and a number.
fn operator(
    room: &Room<'_>,
    known: &mut HashMap<PersonId, Option<Person>>,
    id: PersonId,
    at: DateTime<Utc>,
) -> Result<String> {
    let person = match known.entry(id) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => entry.insert(room.facts.person(id)?),
    };
    let Some(person) = person else { return Ok(id.0.to_string()) };
    let number = person.number_at(at);
    Ok(number.map_or_else(|| person.name.clone(), |number| room.former(number)))
}

fn row(
    room: &Room<'_>,
    attempt: &Attempt,
    lead: Option<&Lead>,
    by: String,
) -> [String; COLUMNS.len()] {
    let record = &room.house.campaign.record;
    let official = |code: &CodeId| {
        let (words, id) = (&room.house.words, format!("code-{code}"));
        let known = words.has(record, &id, None);
        cell(&if known { words.say(record, &Phrase::new(id)) } else { code.to_string() })
    };
    let of_lead = |field: fn(&Lead) -> &Option<String>| {
        lead.and_then(|lead| field(lead).as_deref()).map(cell).unwrap_or_default()
    };
    let (script, version, step) = match &attempt.script {
        Some((script, version, step)) => {
            (cell(script), version.to_string(), cell(&step_title(room, script, step)))
        }
        None => Default::default(),
    };
    let standing = match attempt.standing {
        Standing::Good => "good",
        Standing::Pending => "pending",
        Standing::Declined => "declined",
    };
    let closed = lead.is_some_and(|lead| lead.closed.is_some());
    [
        time(room, attempt.at, "%Y-%m-%d %H:%M:%S"),
        attempt.lead.0.to_string(),
        of_lead(|lead| &lead.name),
        of_lead(|lead| &lead.contact),
        of_lead(|lead| &lead.city),
        lead.and_then(|lead| lead.phone.as_ref()).map(number).unwrap_or_default(),
        attempt.number.to_string(),
        official(&attempt.code),
        official(&attempt.situation),
        cell(&attempt.comment),
        attempt.next.map(|at| time(room, at, "%Y-%m-%d %H:%M")).unwrap_or_default(),
        cell(&by),
        attempt.objections.to_string(),
        script,
        version,
        step,
        said(room, &format!("table-{standing}")),
        said(room, if closed { "table-yes" } else { "table-no" }),
    ]
}

fn said(room: &Room<'_>, id: &str) -> String {
    room.house.words.say(&room.me.lang, &Phrase::new(id.to_owned()))
}

/// A moment in the campaign's zone, as every spreadsheet understands it.
fn time(room: &Room<'_>, at: DateTime<Utc>, format: &str) -> String {
    at.with_timezone(&room.house.campaign.zone).format(format).to_string()
}

/// A step by its title in the script as it is now, else by its id.
fn step_title(room: &Room<'_>, script: &str, step: &str) -> String {
    let (words, id) = (&room.house.words, format!("{step}.title"));
    if !words.has(&room.me.lang, &id, Some(script)) {
        return step.to_owned();
    }
    words.say(&room.me.lang, &Phrase::new(id).from_book(script))
}

/// A telephone number as text: `(+7) 499 322-46-85`. With a plus in front it would be a formula,
/// and as bare digits a number that Excel rounds.
fn number(phone: &Phone) -> String {
    let pretty = phone.pretty();
    match pretty.split_once(' ') {
        Some((code, rest)) if code.starts_with('+') => format!("({code}) {rest}"),
        _ => cell(&pretty),
    }
}

/// What begins a formula, as it stands or full-width.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// A text as a cell that no spreadsheet takes for a formula: an apostrophe goes before it.
///
/// Signs, spaces and quotation marks before the dangerous sign do not hide it. A spreadsheet that
/// expects another separator would cut a cell where it has a `,` or `;`: what follows one counts as
/// the beginning of a cell too. Lines are kept, other control characters and invisible ones are not.
fn cell(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\u{2028}', '\u{2029}']).map(typed::line);
    let lines: Vec<String> =
        lines.filter(|line| !line.is_empty()).map(|line| inert(&line)).collect();
    lines.join("\n")
}

/// One line, with an apostrophe before every beginning of a formula.
fn inert(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    for part in line.split_inclusive([',', ';']) {
        let hidden = |c: &char| c.is_whitespace() || QUOTES.contains(c);
        let first = part.chars().find(|c| !hidden(c));
        let plain = first.and_then(|c| std::iter::once(c).nfkc().next());
        let rest = part.trim_start();
        safe.push_str(&part[..part.len() - rest.len()]);
        if plain.is_some_and(|c| FORMULA.contains(&c)) {
            safe.push('\'');
        }
        safe.push_str(rest);
    }
    safe
}

/// Quotation marks and the apostrophe, in the forms that keyboards have.
const QUOTES: [char; 13] = [
    '"', '\'', '`', '\u{ab}', '\u{bb}', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201c}', '\u{201d}',
    '\u{201e}', '\u{ff02}', '\u{ff07}',
];

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use csv::ReaderBuilder;
    use proptest::prelude::*;

    use super::*;
    use crate::app::load::{self, Doors, Sources};
    use crate::domain::lead::LeadId;
    use crate::domain::people::Role;
    use crate::domain::record::Change;
    use crate::store::{Batch, Disk, Memory};

    #[test]
    fn a_cell_never_begins_a_formula() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("+7 499", "'+7 499"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            ("\r=1", "'=1"),
            ("\n\n =1", "'=1"),
            ("  \u{a0}=1", "'=1"),
            ("\"=1\"", "'\"=1\""),
            ("'=1", "''=1"),
            ("\u{ab}-1\u{bb}", "'\u{ab}-1\u{bb}"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("\u{ff0b}1", "'\u{ff0b}1"),
            ("\u{fe63}1", "'\u{fe63}1"),
            ("\u{200b}\u{feff}=1", "'=1"),
            ("\u{202e}=1", "'=1"),
            ("\0=1", "'=1"),
            ("no, =1", "no, '=1"),
            ("no;\"@x\"; -", "no;'\"@x\"; '-"),
            ("one\r\n=two", "one\n'=two"),
        ] {
            assert_eq!(cell(text), safe, "{text:?}");
        }
        for harmless in ["2 = 2", "a-b", "mail: a@b.c", "1, 2; 3", "\"so\"", ""] {
            assert_eq!(cell(harmless), harmless);
        }
        assert_eq!(cell("bell\u{7}, tab\tbell"), "bell, tab bell");
    }

    #[test]
    fn a_number_is_text_and_can_be_dialled() {
        let number = |text: &str| number(&Phone::parse(text, "RU").unwrap());
        assert_eq!(number("84993224685"), "(+7) 499 322-46-85");
        assert_eq!(number("+995322123456"), "(+995) 32 212 34 56");
    }

    #[test]
    fn calls_of_both_directions_stand_in_one_order_of_time() {
        let disk: Arc<dyn Disk> = Arc::new(Memory::new());
        let sources = Sources::read(None, None).unwrap();
        let house = load::house(&sources, Doors::default(), &disk).unwrap();
        let book = Book::new(disk.clone());
        let at = |minute: i64| DateTime::from_timestamp(1_795_000_000 + minute * 60, 0).unwrap();
        let me = Person {
            id: PersonId(1),
            name: "Ann".into(),
            role: Role::Supervisor,
            lang: "en".into(),
            zone: None,
            on_shift: true,
            since: at(0),
            unreachable: false,
            left: false,
            former: None,
            exempt: false,
            default_for_calls: false,
        };
        let phone = Phone::parse("84993224685", "RU").unwrap();
        let lead = Lead::new(LeadId(1), "default", phone, me.id, at(0));
        let call = |number: u16, minute| {
            Change::Attempt(Attempt {
                lead: lead.id,
                number,
                campaign: lead.campaign.clone(),
                by: me.id,
                at: at(minute),
                code: "no_answer".into(),
                situation: "no_answer".into(),
                comment: String::new(),
                standing: Standing::Good,
                next: None,
                objections: 0,
                script: None,
            })
        };
        let came = |id, minute, outcome: Option<&str>| {
            let lead = outcome.map(|_| 1);
            let inquiry = serde_json::json!({
                "id": id, "campaign": "default", "by": 1, "lead": lead, "kind": "returned",
                "script": "hotline", "version": 1, "step": "greet", "outcome": outcome,
                "talk": true, "text": "=1\n-2", "begun": at(minute), "ended": at(minute),
            });
            Change::Inquiry(serde_json::from_value(inquiry).unwrap())
        };
        let changes = [
            Change::Person(me.clone()),
            Change::Lead(lead.clone()),
            call(1, 10),
            call(2, 30),
            came(1, 5, Some("consulted")),
            came(2, 20, None),
            came(3, 40, Some("no_longer_in_the_script")),
        ];
        let mut batch = Batch::new();
        book.put(&mut batch, &changes).unwrap();
        disk.write(batch).unwrap();
        let room = Room { house: &house, facts: &book, now: at(60), me: &me, typed: &[] };
        let mut table = Vec::new();
        assert_eq!(write(&room, &book, Span::default(), &mut table).unwrap(), 5);
        let rows = read(&table[MARK.len()..], b',');
        let column = |name: &str| COLUMNS.iter().position(|column| *column == name).unwrap();
        let cells = |name| rows[1..].iter().map(|row| row[column(name)].as_str()).collect();
        let calls: Vec<&str> = cells("call");
        assert_eq!(calls, ["incoming", "1", "incoming", "2", "incoming"]);
        let leads: Vec<&str> = cells("lead");
        assert_eq!(leads, ["1", "1", "", "1", "1"]);
        let results: Vec<&str> = cells("result");
        assert_eq!(results[4], "no_longer_in_the_script");
        assert!(!results[0].is_empty() && results[0] != "consulted");
        let comments: Vec<&str> = cells("comment");
        assert_eq!(comments[0], "'=1\n'-2");
    }

    /// The rows as a spreadsheet reads them that expects this separator.
    fn read(table: &[u8], separator: u8) -> Vec<Vec<String>> {
        let mut reader = ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(separator);
        let rows = reader.from_reader(table).into_records();
        rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    proptest! {
        #[test]
        fn whatever_is_typed_and_whichever_separator_is_expected(
            texts in prop::collection::vec("[ -@a\"',;\t\r\n\u{ff1d}\u{200b}\u{ab}=+]{0,12}", 3)
        ) {
            for separator in [b';', b','] {
                let mut csv = WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
                let cells: Vec<String> = texts.iter().map(|text| cell(text)).collect();
                csv.write_record(&cells).unwrap();
                let table = csv.into_inner().unwrap();
                prop_assert_eq!(&read(&table, separator), &[cells]);
                for expected in [b';', b',', b'\t'] {
                    for found in read(&table, expected).concat() {
                        let first = found.trim_start().chars().next();
                        let formula = first.is_some_and(|c| "=+-@\u{ff1d}".contains(c));
                        prop_assert!(!formula, "{found:?} of {texts:?}");
                    }
                }
            }
        }
    }
}
