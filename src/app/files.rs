//! Files that people are given, made when they are sent.

use std::io::{self, Write};

use anyhow::Result;
use chrono::NaiveDate;

use crate::backup::{self, shelf};
use crate::chat::edge::File;
use crate::chat::screens::role_name;
use crate::chat::turn::Room;
use crate::chat::view::Style::Plain;
use crate::chat::view::{View, t};
use crate::domain::audit::Deed;
use crate::domain::document::{Document, Span};
use crate::store::tap::Closed;
use crate::store::{Book, Tap};
use crate::words::{Arg, Phrase, TimeStyle};

use super::table;
use super::zip::Zip;

/// What a file is made of.
pub struct Maker<'a> {
    /// Who reads it, and when.
    pub room: &'a Room<'a>,
    /// The records.
    pub book: &'a Book,
    /// The store, for backups of it.
    pub tap: &'a Tap,
    /// So many bytes at most.
    pub most: u64,
}

/// A file, and what is said about it; or no file, and why not.
#[derive(Debug)]
pub struct Made {
    /// What is said.
    pub view: View,
    /// The file.
    pub file: Option<File>,
    /// What the audit trail notes once it was sent.
    pub deed: Option<Deed>,
}

impl Made {
    fn nothing(why: Phrase) -> Made {
        Made { view: said(why), file: None, deed: None }
    }

    fn file(about: Phrase, name: String, bytes: Vec<u8>, deed: Deed) -> Made {
        Made { view: said(about), file: Some(File { name, bytes }), deed: Some(deed) }
    }
}

impl Maker<'_> {
    /// Makes a file. What goes wrong is logged, and the reader is told: to try again and again would
    /// not help.
    pub fn make(&self, what: Document) -> Made {
        let (least, me) = (what.least(), self.room.me);
        if !me.is(least) {
            return Made::nothing(t("command-forbidden").with("role", role_name(least)));
        }
        let made = match what {
            Document::Attempts { days } => self.attempts(days),
            Document::Backup => self.backup(),
        };
        made.unwrap_or_else(|fault| {
            let fault = format_args!("{fault:#}");
            tracing::error!(person = me.id.0, %fault, "a file was not made");
            Made::nothing(t("file-failed"))
        })
    }

    fn attempts(&self, days: Span) -> Result<Made> {
        let today = self.room.now.with_timezone(&self.room.house.campaign.zone).date_naive();
        let mut name = name_of(days, today);
        let mut out = Limited::new(self.tap, self.most);
        let mut written = table::write(self.room, self.book, days, &mut out);
        if out.over {
            // A tenth of it, but one more step for the reader.
            out = Limited::new(self.tap, self.most);
            written = self.zipped(days, &name, &mut out);
            name = name.replace(".csv", ".zip");
        }
        if out.over {
            return Ok(Made::nothing(t("export-too-large")));
        }
        let rows = written?;
        let about = |id| t(id).with("days", days_of(days));
        if rows == 0 {
            let none = if days.from.is_none() { t("export-none") } else { about("export-empty") };
            return Ok(Made::nothing(none));
        }
        let deed = Deed::Exported { attempts: rows, from: days.from, to: days.to };
        Ok(Made::file(about("export-done").with("rows", rows), name, out.bytes, deed))
    }

    fn zipped(&self, days: Span, name: &str, out: &mut Limited<'_>) -> Result<u64> {
        let mut zip = Zip::new(out, name)?;
        let rows = table::write(self.room, self.book, days, &mut zip)?;
        zip.finish()?;
        Ok(rows)
    }

    fn backup(&self) -> Result<Made> {
        let (now, zone) = (self.room.now, self.room.zone());
        // It may have been taken out of the settings since the backup was ordered.
        let Some(backups) = &self.room.house.backups else {
            return Ok(Made::nothing(t("backup-no-passphrase")));
        };
        let most = usize::try_from(self.most).unwrap_or(usize::MAX);
        let bytes = match backup::bytes(self.tap, now, &backups.passphrase, most) {
            Ok(bytes) => bytes,
            Err(fault) if fault.is::<backup::TooLarge>() => {
                let folder = backups.folder.as_ref().map(|folder| folder.display().to_string());
                let folder = folder.unwrap_or_else(|| "none".to_owned());
                return Ok(Made::nothing(t("backup-too-large").with("folder", folder)));
            }
            Err(fault) => return Err(fault),
        };
        let name = format!("sufler-{}{}.age", shelf::stamp(now), shelf::ENDING);
        let deed = Deed::BackedUp { bytes: bytes.len() as u64 };
        let about = t("backup-done")
            .with("time", Arg::Time(now, zone, TimeStyle::Long))
            .with("name", name.as_str());
        Ok(Made::file(about, name, bytes, deed))
    }
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

/// Bytes in memory, up to a limit, and until the program ends: its end does not wait for a table.
struct Limited<'a> {
    tap: &'a Tap,
    bytes: Vec<u8>,
    most: u64,
    /// More was written than may be.
    over: bool,
}

impl<'a> Limited<'a> {
    fn new(tap: &'a Tap, most: u64) -> Self {
        Limited { tap, bytes: Vec::new(), most, over: false }
    }
}

impl Write for Limited<'_> {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.tap.is_closed() {
            return Err(io::Error::other(Closed));
        }
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
