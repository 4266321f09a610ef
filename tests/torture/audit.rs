//! Holds what is in the store against what people did and saw.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use sufler::chat::desk::Desk;
use sufler::domain::lead::LeadId;
use sufler::domain::notice::{Body, Notice, NoticeId};
use sufler::domain::people::PersonId;
use sufler::domain::phone::Phone;
use sufler::domain::recall::{Recall, RecallId, State};
use sufler::domain::record::Counter;
use sufler::store::seen::SeenBlock;
use sufler::store::verify::verify_sled;
use sufler::store::{Book, Disk, Sled};

use crate::boss::Boss;
use crate::clients::{Client, Clients};
use crate::journal::{Journal, Saved};
use crate::operator::Operator;
use crate::trial::Trial;
use crate::words::say;

/// Copies a store that nobody has open. The copy is looked at: the store itself is for the bot to
/// find as it was left.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() && entry.file_name() == "blobs" {
            copy(&entry.path(), &to.join("blobs"));
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A store that was opened to be looked at.
pub struct Audit {
    disk: Arc<Sled>,
    pub book: Book,
}

impl Audit {
    pub fn open(folder: &Path) -> Audit {
        let disk = Arc::new(Sled::open(folder).unwrap());
        Audit { book: Book::new(disk.clone()), disk }
    }

    /// Everything that is stored fits together: what `sufler verify` looks at.
    pub fn fits_together(&self) {
        let mut found = Vec::new();
        verify_sled(&self.disk, &mut |finding| found.push(finding.to_string())).unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }

    /// What has to hold after any kill: everything that was acknowledged was made a turn of,
    /// everything that was shown as saved is there once.
    pub fn after_kill(&self, acknowledged: &[i64], saved: &[Saved]) {
        for update in acknowledged {
            assert!(self.book.seen(*update).unwrap(), "update {update} was acknowledged, and lost");
        }
        for saved in saved {
            self.is_there_once(saved);
        }
    }

    fn is_there_once(&self, saved: &Saved) {
        let attempts = self.book.attempts(LeadId(saved.lead)).unwrap();
        let of_it: Vec<_> = attempts
            .iter()
            .filter(|attempt| attempt.by == PersonId(saved.who) && attempt.comment == saved.comment)
            .collect();
        assert_eq!(of_it.len(), 1, "shown as saved: {saved:?}\nin the store: {attempts:#?}");
        let code = say("ru", &format!("code-{}", of_it[0].code.0));
        assert!(saved.text.contains(&code), "not {code}: {saved:?}");
    }

    /// All updates of which a turn was made.
    pub fn seen(&self) -> BTreeSet<i64> {
        let pairs = self.disk.range(b"g", b"h", usize::MAX).unwrap();
        let updates = pairs.iter().flat_map(|(key, value)| {
            let bits = u64::from_be_bytes(key[1..].try_into().unwrap());
            SeenBlock::read(value).unwrap().updates((bits ^ (1 << 63)) as i64)
        });
        updates.collect()
    }

    pub fn entries(&self) -> u64 {
        self.disk.tally().pairs
    }

    /// The bytes of the store's files.
    pub fn size(&self) -> u64 {
        self.disk.size().unwrap()
    }

    /// Each person's desk has moved on by one for each turn.
    pub fn desks(&self, people: impl Iterator<Item = (i64, u32)>) {
        for (id, stamp) in people {
            let bytes = self.book.desk(PersonId(id)).unwrap().unwrap();
            let desk: Desk = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(desk.stamp, stamp, "turns of person {id}");
        }
    }

    /// All that was saved is there, in order, and nothing else. The number of attempts.
    pub fn attempts(&self, clients: &Clients, campaign: &str) -> usize {
        let mut expected: BTreeMap<LeadId, Client> = BTreeMap::new();
        for client in clients.all() {
            let phone = Phone::parse(&client.phone, "RU").unwrap();
            let lead = self.book.lead_by_phone(campaign, &phone).unwrap().unwrap();
            expected.insert(lead, client);
        }
        let mut count = 0;
        for id in 1..self.book.next(Counter::Lead).unwrap() {
            let lead = LeadId(id as u32);
            let attempts = self.book.attempts(lead).unwrap();
            let client = expected.remove(&lead).unwrap();
            let found: Vec<_> =
                attempts.iter().map(|attempt| (attempt.by.0, attempt.comment.clone())).collect();
            assert_eq!(found, client.saved, "lead {id}");
            let numbers = attempts.iter().map(|attempt| usize::from(attempt.number));
            assert!(numbers.eq(1..=attempts.len()), "a gap in the attempts on lead {id}");
            let own = self.book.lead(lead).unwrap().unwrap().attempts;
            assert_eq!(usize::from(own), attempts.len(), "the count of lead {id}");
            count += attempts.len();
        }
        assert!(expected.is_empty(), "leads that are not there: {expected:?}");
        count
    }

    /// Each answer that no branch foresaw was kept once.
    pub fn answers(&self, operators: &[Operator]) {
        let count = self.book.next(Counter::Answer).unwrap() - 1;
        let said: u64 = operators.iter().map(|operator| operator.answers).sum();
        assert_eq!(count, said, "unforeseen answers");
    }

    pub fn recalls(&self) -> Vec<Recall> {
        let ids = 1..self.book.next(Counter::Recall).unwrap();
        ids.map(|id| self.book.recall(RecallId(id)).unwrap().unwrap()).collect()
    }

    fn notices(&self) -> Vec<Notice> {
        let ids = 1..self.book.next(Counter::Notice).unwrap();
        ids.map(|id| self.book.notice(NoticeId(id)).unwrap().unwrap()).collect()
    }

    /// What became of the recalls, as people were told of them.
    /// What came due after `leap` was waited for by setting the clock forth.
    pub fn reminders(&self, journal: &Journal, trial: &Trial, leap: DateTime<Utc>) -> Reminders {
        let recalls: HashMap<RecallId, Recall> =
            self.recalls().into_iter().map(|recall| (recall.id, recall)).collect();
        let mut told: HashMap<RecallId, SystemTime> = HashMap::new();
        let entries = journal.entries();
        let mut all = Reminders { set: recalls.len(), ..Reminders::default() };
        for notice in self.notices() {
            let (Body::Due { recalls: ids } | Body::Overdue { recalls: ids }) = &notice.body else {
                continue;
            };
            let Some((message, _)) = notice.shown else {
                // What was settled before it was sent is not sent. Recalls that wait are looked for
                // below.
                continue;
            };
            let place = (notice.to.0, i64::from(message));
            let at = entries.notices.get(&notice.id.0).or(entries.messages.get(&place));
            let at = *at.unwrap_or_else(|| panic!("nobody saw {notice:?}"));
            all.notices += 1;
            for id in ids {
                let recall = &recalls[id];
                let due = recall.due;
                assert!(notice.at >= due, "decided too early: {notice:?} of {recall:?}");
                assert!(trial.shown(at) >= due, "shown too early: {notice:?} of {recall:?}");
                let first = told.entry(*id).or_insert(at);
                *first = at.min(*first);
            }
        }
        for recall in recalls.values() {
            match told.get(&recall.id) {
                Some(at) => {
                    all.fired += 1;
                    let late = trial.shown(*at) - recall.due;
                    all.earliest = Some(all.earliest.map_or(late, |other| other.min(late)));
                    if recall.due < leap {
                        all.late.push(trial.real_millis(late));
                    }
                }
                None if recall.state == State::Closed => {
                    all.closed_before(self.closed_at(recall), recall)
                }
                None => panic!("it was never told of: {recall:?}"),
            }
        }
        all.late.sort_unstable();
        all
    }

    /// When the attempt was saved that made a recall needless.
    fn closed_at(&self, recall: &Recall) -> DateTime<Utc> {
        let attempts = self.book.attempts(recall.lead).unwrap();
        let next = attempts.iter().find(|attempt| attempt.number > recall.attempt);
        next.unwrap_or_else(|| panic!("closed by nothing: {recall:?}")).at
    }
}

/// Recalls and what became of them.
#[derive(Debug, Default)]
pub struct Reminders {
    pub set: usize,
    pub fired: usize,
    /// Closed by another call before they were due.
    pub closed: usize,
    /// Due, but closed by another call before the bot came to tell of them.
    pub overtaken: usize,
    /// Messages.
    pub notices: usize,
    /// How long after its time the first was told of, by the trial's clock.
    pub earliest: Option<TimeDelta>,
    /// How late those were told of that came due by themselves, in milliseconds of ours; in order.
    pub late: Vec<i64>,
}

impl Reminders {
    fn closed_before(&mut self, closed: DateTime<Utc>, recall: &Recall) {
        if closed <= recall.due {
            self.closed += 1;
        } else {
            self.overtaken += 1;
        }
    }
}

/// Desks of everybody.
pub fn stamps<'a>(
    bosses: &'a [Boss],
    operators: &'a [Operator],
) -> impl Iterator<Item = (i64, u32)> + 'a {
    let bosses = bosses.iter().map(|boss| &boss.seat);
    let seats = bosses.chain(operators.iter().map(|operator| &operator.seat));
    seats.map(|seat| (seat.user.id, seat.stamp))
}
