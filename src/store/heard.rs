//! Answers that no branch foresaw: the same ones together, counted by step when they are written,
//! so that a list costs what it shows.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use anyhow::Result;

use crate::domain::heard::{Heard, Spot, Tally};
use crate::domain::record::OtherAnswer;

use super::book::Book;
use super::disk::{Batch, Disk, prefix_end, walk};
use super::error::is_damage;
use super::keys::{
    heard_key, last_number, number_key, order_key, order_prefix, said_key, tally_key,
};
use super::record::{Record, open, seal};

/// So many entries are read and written at a time.
const PAGE: usize = 1_000;

impl Book {
    /// What there is at each step at which there is something.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn tallies(&self) -> Result<Vec<Tally>> {
        self.pairs(b"S", usize::MAX)?.iter().map(|(key, bytes)| open(key, bytes)).collect()
    }

    /// An answer with how often it was given.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn heard(&self, id: u64) -> Result<Option<Heard>> {
        self.read(&heard_key(id))
    }

    /// Answers at a step that were dealt with, or not: the most frequent first, of those the newest;
    /// without the first `skip`, at most `limit`.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn heard_at(
        &self,
        spot: &Spot,
        dealt: bool,
        skip: usize,
        limit: usize,
    ) -> Result<Vec<Heard>> {
        let prefix = order_prefix(spot, dealt);
        let keys = self.pairs(&prefix, skip.saturating_add(limit))?;
        let ids = keys.iter().skip(skip).filter_map(|(key, _)| last_number(key));
        let found = ids.map(|id| self.heard(id));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// Each time that an answer was given, the last one first; without the first `skip`, at most
    /// `limit`.
    ///
    /// # Errors
    /// As [`Book::person`].
    pub fn answers_alike(&self, id: u64, skip: usize, limit: usize) -> Result<Vec<OtherAnswer>> {
        let prefix = number_key(b'V', id);
        let most = skip.saturating_add(limit);
        let keys = self.disk().range_back(&prefix, &prefix_end(&prefix), most)?;
        let ids = keys.iter().skip(skip).filter_map(|(key, _)| last_number(key));
        let found = ids.map(|id| self.read(&number_key(b's', id)));
        Ok(found.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// Puts an answer, and counts it with those like it.
    pub(super) fn put_answer(&self, batch: &mut Batch, answer: &OtherAnswer) -> Result<()> {
        let key = number_key(b's', answer.id);
        let before = self.latest::<OtherAnswer>(batch, &key)?.and_then(|before| before.alike());
        let before = match before {
            Some(id) if self.stands(batch, &said_key(id, answer.id))? => Some(id),
            _ => None,
        };
        let now = answer.alike();
        if before != now {
            if let Some(id) = before {
                self.unsay(batch, id, answer.id)?;
            }
            if let Some(id) = now {
                self.say_again(batch, id, answer)?;
            }
        }
        put(batch, key, answer)
    }

    /// Puts an answer as its author has left it.
    pub(super) fn put_heard(&self, batch: &mut Batch, heard: &Heard) -> Result<()> {
        let before = self.latest(batch, &heard_key(heard.id))?;
        self.change(batch, before.as_ref(), Some(heard))
    }

    fn say_again(&self, batch: &mut Batch, id: u64, answer: &OtherAnswer) -> Result<()> {
        let before: Option<Heard> = self.latest(batch, &heard_key(id))?;
        let mut heard = before.clone();
        match &mut heard {
            Some(heard) => heard.again(answer),
            None => heard = Some(Heard::new(id, answer)),
        }
        batch.put(said_key(id, answer.id), Vec::new());
        self.change(batch, before.as_ref(), heard.as_ref())
    }

    fn unsay(&self, batch: &mut Batch, id: u64, answer: u64) -> Result<()> {
        batch.delete(said_key(id, answer));
        let Some(before) = self.latest::<Heard>(batch, &heard_key(id))? else { return Ok(()) };
        let times = before.times.saturating_sub(1);
        let left = (times > 0).then(|| Heard { times, ..before.clone() });
        self.change(batch, Some(&before), left.as_ref())
    }

    /// One state of an answer in place of another, with its place in the list and in the count.
    fn change(
        &self,
        batch: &mut Batch,
        before: Option<&Heard>,
        after: Option<&Heard>,
    ) -> Result<()> {
        let Some(spot) = after.or(before).map(|heard| heard.spot.clone()) else { return Ok(()) };
        let key = tally_key(&spot);
        let tally = self.latest(batch, &key)?;
        let mut tally = tally.unwrap_or_else(|| Tally::new(spot));
        if let Some(before) = before {
            tally.remove(before);
            batch.delete(order_key(before));
            batch.delete(heard_key(before.id));
        }
        if let Some(after) = after {
            tally.add(after);
            batch.put(order_key(after), Vec::new());
            put(batch, heard_key(after.id), after)?;
        }
        if tally.is_empty() {
            batch.delete(key);
            return Ok(());
        }
        put(batch, key, &tally)
    }

    /// A record as it is on the disk or was put by this batch. A damaged one counts as none: what was
    /// counted is not worth the turn.
    fn latest<R: Record>(&self, batch: &Batch, key: &[u8]) -> Result<Option<R>> {
        match batch.iter().rev().find(|(put, _)| *put == key) {
            Some((_, bytes)) => bytes.map(|bytes| open(key, bytes)).transpose(),
            None => self
                .read(key)
                .or_else(|fault| if is_damage(&fault) { Ok(None) } else { Err(fault) }),
        }
    }

    /// Whether there is such an entry, on the disk or by this batch.
    fn stands(&self, batch: &Batch, key: &[u8]) -> Result<bool> {
        Ok(match batch.iter().rev().find(|(put, _)| *put == key) {
            Some((_, bytes)) => bytes.is_some(),
            None => self.disk().get(key)?.is_some(),
        })
    }
}

fn put<R: Record>(batch: &mut Batch, key: Vec<u8>, record: &R) -> Result<()> {
    let sealed = seal(&key, record)?;
    batch.put(key, sealed);
    Ok(())
}

/// Counts all answers anew, in a store that has not counted them. Gives how many there are, and how
/// many do not read.
pub(super) fn count_all(disk: &dyn Disk) -> Result<(u64, u64)> {
    let (mut heard, mut tallies) = (BTreeMap::<u64, Heard>::new(), BTreeMap::<_, Tally>::new());
    let (mut counted, mut unreadable) = (0, 0);
    let mut batch = Batch::new();
    walk(disk, b"s", &prefix_end(b"s"), PAGE, |key, bytes| {
        let Ok(answer) = open::<OtherAnswer>(key, bytes) else {
            unreadable += 1;
            return Ok(());
        };
        counted += 1;
        let Some(id) = answer.alike() else { return Ok(()) };
        batch.put(said_key(id, answer.id), Vec::new());
        match heard.entry(id) {
            Entry::Occupied(mut known) => known.get_mut().again(&answer),
            Entry::Vacant(new) => drop(new.insert(Heard::new(id, &answer))),
        }
        if batch.len() >= PAGE { disk.write(std::mem::take(&mut batch)) } else { Ok(()) }
    })?;
    for heard in heard.values() {
        batch.put(order_key(heard), Vec::new());
        put(&mut batch, heard_key(heard.id), heard)?;
        let tally = tallies.entry(heard.spot.clone());
        tally.or_insert_with(|| Tally::new(heard.spot.clone())).add(heard);
        if batch.len() >= PAGE {
            disk.write(std::mem::take(&mut batch))?;
        }
    }
    for tally in tallies.values() {
        put(&mut batch, tally_key(&tally.spot), tally)?;
    }
    disk.write(batch)?;
    Ok((counted, unreadable))
}
