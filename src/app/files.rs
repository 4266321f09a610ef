//! Files that people are given, made when they are sent.

use std::io::{self, Write};

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

use crate::chat::edge::File;
use crate::chat::screens::role_name;
use crate::chat::turn::Room;
use crate::chat::view::Style::Plain;
use crate::chat::view::{View, t};
use crate::domain::document::{Document, Span};
use crate::store::Book;
use crate::words::{Arg, Phrase, TimeStyle};

use super::table;

/// A file of at most `most` bytes, and what is said about it; or no file, and why not. What goes
/// wrong is logged, and the reader is told: to try again and again would not help.
pub fn make(room: &Room<'_>, book: &Book, what: Document, most: u64) -> (View, Option<File>) {
    let least = what.least();
    if !room.me.is(least) {
        return (said(t("command-forbidden").with("role", role_name(least))), None);
    }
    let mut out = Limited { bytes: Vec::new(), most, over: false };
    let made = match what {
        Document::Attempts { days } => attempts(room, book, days, &mut out),
        Document::Backup => Err(anyhow!("there are no backups yet")),
    };
    match made {
        Ok((about, name)) => {
            let file = name.map(|name| File { name, bytes: out.bytes });
            (said(about), file)
        }
        Err(_) if out.over => (said(t("export-too-large")), None),
        Err(fault) => {
            let fault = format_args!("{fault:#}");
            tracing::error!(person = room.me.id.0, %fault, "a file was not made");
            (said(t("file-failed")), None)
        }
    }
}

/// What is said about a table of attempts, and its name; none if it would be empty.
fn attempts(
    room: &Room<'_>,
    book: &Book,
    days: Span,
    out: &mut Limited,
) -> Result<(Phrase, Option<String>)> {
    let rows = table::write(room, book, days, out)?;
    let about = |id| t(id).with("days", days_of(days));
    if rows == 0 {
        return Ok((about("export-empty"), None));
    }
    let today = room.now.with_timezone(&room.house.campaign.zone).date_naive();
    Ok((about("export-done").with("rows", rows), Some(name_of(days, today))))
}

fn said(phrase: Phrase) -> View {
    let mut view = View::default();
    view.line(Plain, phrase);
    view
}

fn days_of(days: Span) -> Phrase {
    let day = |day: NaiveDate| Arg::Day(day, TimeStyle::Day);
    match (days.from, days.to) {
        (Some(from), Some(to)) if from == to => t("days-one").with("day", day(from)),
        (Some(from), Some(to)) => t("days-span").with("from", day(from)).with("to", day(to)),
        _ => t("days-all"),
    }
}

/// The name tells what is in the file and sorts by day.
fn name_of(days: Span, today: NaiveDate) -> String {
    match (days.from, days.to) {
        (Some(from), Some(to)) if from == to => format!("sufler-calls-{from}.csv"),
        (Some(from), Some(to)) => format!("sufler-calls-{from}-{to}.csv"),
        _ => format!("sufler-calls-all-{today}.csv"),
    }
}

/// Bytes in memory, up to a limit.
struct Limited {
    bytes: Vec<u8>,
    most: u64,
    /// More was written than may be.
    over: bool,
}

impl Write for Limited {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if (self.bytes.len() + more.len()) as u64 > self.most {
            self.over = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
