//! The walk itself: page by page, on past what does not read, and what all checks use.

use std::collections::BTreeMap;

use anyhow::Result;

use super::lessons::Lessons;
use super::place::{kind, other, place};
use super::records::Run;
use super::trail::Trail;
use super::{Finding, Report};
use crate::domain::heard::{Spot, Tally};
use crate::domain::notice::NoticeId;
use crate::domain::people::PersonId;
use crate::store::disk::{Disk, after, prefix_end};
use crate::store::error::StoreError;
use crate::store::keys::person_key;
use crate::store::record::{Record, open};
use crate::store::schema::{self, SCHEMA};
use crate::store::schema::{Schema, schema_key};

/// So many pairs are read at once.
const PAGE: usize = 256;

/// What a damaged record should be.
const WHOLE: &str = "the bytes that were written there; restore a backup";

/// What lies under a key.
pub(super) enum Look<R> {
    Nothing,
    /// Something that does not open: found when the walk comes to it.
    Broken,
    There(R),
}

/// A walk under way.
pub(super) struct Walker<'a> {
    pub disk: &'a dyn Disk,
    /// An older version wrote it: what is new in this one is not missing.
    pub old: bool,
    /// The attempts of the lead at which the walk is.
    pub run: Option<Run>,
    /// The last alert of each supervisor, as the notices have it.
    pub alerts: BTreeMap<PersonId, NoticeId>,
    /// What no branch foresaw, summed up by step; and how often each answer has still to come up.
    pub heard: BTreeMap<Spot, Tally>,
    pub said: BTreeMap<u64, u32>,
    /// One of them does not read: the sums are not known.
    pub heard_broken: bool,
    /// Lessons by person, and what the record beside them says of that.
    pub lessons: Lessons,
    /// The audit trail, as far as the walk has come.
    pub trail: Trail,
    found: &'a mut dyn FnMut(&Finding),
    report: Report,
}

/// Walks through everything.
pub(super) fn walk(disk: &dyn Disk, found: &mut dyn FnMut(&Finding)) -> Result<Report> {
    let report = Report::default();
    let (alerts, trail) = (BTreeMap::new(), Trail::default());
    let old = matches!(schema::find(disk), Ok(Some(found)) if found < SCHEMA);
    let (heard, said) = (BTreeMap::new(), BTreeMap::new());
    let heard_broken = false;
    let lessons = Lessons::default();
    let mut walker = Walker {
        disk,
        old,
        run: None,
        alerts,
        heard,
        said,
        heard_broken,
        lessons,
        trail,
        found,
        report,
    };
    let mut start = Vec::new();
    let end = prefix_end(&[]);
    loop {
        let last = match disk.range(&start, &end, PAGE) {
            Ok(pairs) => {
                for (key, bytes) in &pairs {
                    walker.visit(key, Some(bytes))?;
                }
                pairs.last().map(|(key, _)| after(key)).filter(|_| pairs.len() == PAGE)
            }
            Err(fault) if is_damage(&fault) => walker.carefully(&start, &end)?,
            Err(fault) => return Err(fault),
        };
        match last {
            Some(next) => start = next,
            None => break,
        }
    }
    walker.end_of_run()?;
    walker.end_of_alerts();
    walker.end_of_heard();
    walker.end_of_lessons();
    walker.end_of_trail();
    Ok(walker.report)
}

fn counted(letter: u8) -> &'static str {
    kind(letter).unwrap_or("of no kind")
}

/// A page does not read because of what is wrong with one value.
pub(super) fn is_damage(fault: &anyhow::Error) -> bool {
    matches!(fault.downcast_ref(), Some(StoreError::Damaged(..)))
}

impl<'a> Walker<'a> {
    /// A page of which not everything reads, one by one. Gives where to go on; none at the end.
    fn carefully(&mut self, start: &[u8], end: &[u8]) -> Result<Option<Vec<u8>>> {
        let keys = match self.disk.keys(start, end, PAGE) {
            Ok(keys) => keys,
            Err(fault) if is_damage(&fault) => return Ok(Some(self.pass_over(start))),
            Err(fault) => return Err(fault),
        };
        for key in &keys {
            match self.disk.get(key) {
                Ok(bytes) => self.visit(key, bytes.as_deref())?,
                Err(fault) if is_damage(&fault) => {
                    self.visit(key, None)?;
                    self.say(key, "its value does not read", WHOLE);
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(keys.last().map(|key| after(key)).filter(|_| keys.len() == PAGE))
    }

    /// Nothing reads from here on; behind the letter something may again.
    fn pass_over(&mut self, start: &[u8]) -> Vec<u8> {
        let letter = start.first().copied().unwrap_or_default();
        let what = kind(letter).unwrap_or("the store");
        self.say_at(
            what.to_owned(),
            "a part of it does not read, what follows is passed over",
            WHOLE,
        );
        prefix_end(&[letter])
    }

    /// One pair; without bytes, one that does not read.
    fn visit(&mut self, key: &[u8], bytes: Option<&[u8]>) -> Result<()> {
        let letter = key.first().copied().unwrap_or_default();
        *self.report.counts.entry(counted(letter)).or_default() += 1;
        if letter == b'a' {
            self.next_attempt(key)?;
        } else {
            self.end_of_run()?;
        }
        let Some(bytes) = bytes else { return Ok(()) };
        match letter {
            b'p' => self.person(key, bytes),
            b'i' => self.invite(key, bytes)?,
            b'l' => self.lead(key, bytes)?,
            b'a' => self.attempt(key, bytes)?,
            b'I' => self.inquiry(key, bytes)?,
            b'r' => self.recall(key, bytes)?,
            b'q' => self.request(key, bytes)?,
            b'n' => self.notice(key, bytes)?,
            b's' => self.answer(key, bytes)?,
            b'd' => self.desk(key, bytes)?,
            b'v' => self.shown(key, bytes)?,
            b'g' => self.updates(key, bytes),
            b'u' => self.update(key, bytes),
            b'k' => self.version(key, bytes),
            b'j' => drop(self.own::<Schema>(key, bytes, |_| schema_key())),
            b'f' | b'o' | b'y' | b'z' => self.pointer(key, bytes)?,
            b'e' => self.trail(key, bytes)?,
            b'b' => self.told(key, bytes)?,
            b'A' => self.alarm(key, bytes)?,
            b'G' => self.heard(key, bytes)?,
            b'S' => self.tally(key, bytes),
            b'M' => self.message(key, bytes)?,
            b'P' => self.profile(key, bytes)?,
            b'O' => self.offer(key, bytes)?,
            b'R' => self.responsible(key, bytes),
            b'K' => self.lesson(key, bytes)?,
            b'h' => self.forgotten(key, bytes),
            b'c' => self.count(key, bytes),
            b't' | b'w' | b'm' | b'V' | b'Y' | b'x' | b'W' | b'N' | b'U' | b'L' | b'T' | b'Q' => {
                self.mark(key, bytes)?
            }
            _ => self.say(key, "nothing of this kind is kept", "no such key"),
        }
        Ok(())
    }

    /// Something is wrong.
    pub fn say(&mut self, at: &[u8], wrong: impl Into<String>, right: &'static str) {
        let letter = at.first().copied().unwrap_or_default();
        let count = self.report.counts.get(counted(letter)).copied().unwrap_or_default();
        self.say_at(place(at, count), wrong, right);
    }

    fn say_at(&mut self, place: String, wrong: impl Into<String>, right: &'static str) {
        let finding = Finding { place, wrong: wrong.into(), right };
        (self.found)(&finding);
        self.report.add(finding);
    }

    /// The record under a key at which the walk is.
    pub fn open<R: Record>(&mut self, key: &[u8], bytes: &[u8]) -> Option<R> {
        match open(key, bytes) {
            Ok(record) => Some(record),
            Err(why) => {
                // What a reader of JSON says may quote the record.
                let plain = why.downcast_ref::<serde_json::Error>().is_none();
                let why = if plain { why.to_string() } else { "the record does not read".into() };
                self.say(key, why, WHOLE);
                None
            }
        }
    }

    /// The same, if it also says that it is what the key says.
    pub fn own<R: Record>(
        &mut self,
        key: &[u8],
        bytes: &[u8],
        own_key: impl Fn(&R) -> Vec<u8>,
    ) -> Option<R> {
        let record = self.open(key, bytes)?;
        let own = own_key(&record);
        if own != key {
            let wrong = format!("it says that it is {}", other(&own));
            self.say(key, wrong, "a record lies under its own key");
            return None;
        }
        Some(record)
    }

    /// The record under another key.
    pub fn look<R: Record>(&self, key: &[u8]) -> Result<Look<R>> {
        match self.disk.get(key) {
            Ok(None) => Ok(Look::Nothing),
            Ok(Some(bytes)) => Ok(open(key, &bytes).map_or(Look::Broken, Look::There)),
            Err(fault) if is_damage(&fault) => Ok(Look::Broken),
            Err(fault) => Err(fault),
        }
    }

    /// Whether there is anything under a key.
    pub fn has(&self, key: &[u8]) -> Result<bool> {
        match self.disk.get(key) {
            Ok(found) => Ok(found.is_some()),
            Err(fault) if is_damage(&fault) => Ok(true),
            Err(fault) => Err(fault),
        }
    }

    /// What a record refers to has to be there. `role` says what it is to the record.
    pub fn refers(&mut self, from: &[u8], role: &str, to: &[u8]) -> Result<bool> {
        let there = self.has(to)?;
        if !there {
            let wrong = format!("{role}, {}, is not there", other(to));
            self.say(from, wrong, "what a record refers to is there");
        }
        Ok(there)
    }

    /// So have people, also those who have left.
    pub fn knows(&mut self, from: &[u8], role: &str, who: PersonId) -> Result<()> {
        self.refers(from, role, &person_key(b'p', who)).map(|_| ())
    }
}
