//! Starts the bot and kills it, again and again; after each kill looks at what it has left.

use std::fmt;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::audit::{Audit, copy};
use crate::common::process::Process;
use crate::dice::Dice;
use crate::house::House;

/// How the bot comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kill {
    /// SIGKILL while it works.
    AtWork,
    /// SIGKILL while it starts.
    AtStart,
    /// At a point of its own: see `src/trial.rs`.
    At(&'static str),
}

impl fmt::Display for Kill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kill::AtWork => "at work",
            Kill::AtStart => "at the start",
            Kill::At(point) => point,
        })
    }
}

/// What comes, in turn.
const ROUND: [Kill; 10] = [
    Kill::AtWork,
    Kill::At("before-write"),
    Kill::AtWork,
    Kill::At("before-sync"),
    Kill::AtStart,
    Kill::At("before-told"),
    Kill::AtWork,
    Kill::At("after-told"),
    Kill::AtWork,
    Kill::At("before-noted"),
];

/// So often a point is passed at most before the crash: all but the last are passed once by each
/// group of turns.
const PASSED: u64 = 40;
const NOTED: u64 = 200;

/// How long a bot that has a crash to come to may live.
const LONGEST: Duration = Duration::from_secs(5);

/// Kills the bot.
pub struct Killer<'a> {
    house: &'a House,
    dice: Dice,
    pub kills: Vec<Kill>,
    /// From the start of the process to its first poll.
    pub starts: Vec<Duration>,
    /// So many entries of the journal were looked at.
    updates: usize,
    saved: usize,
    audit: Option<JoinHandle<()>>,
}

impl<'a> Killer<'a> {
    pub fn new(house: &'a House, dice: Dice) -> Killer<'a> {
        Killer {
            house,
            dice,
            kills: Vec::new(),
            starts: Vec::new(),
            updates: 0,
            saved: 0,
            audit: None,
        }
    }

    /// So many kills.
    pub async fn run(&mut self, kills: usize) {
        for n in 0..kills {
            let kill = self.live_and_die(ROUND[n % ROUND.len()]).await;
            self.kills.push(kill);
            self.look().await;
        }
        self.house.trial.crash(None);
        if let Some(audit) = self.audit.take() {
            audit.await.unwrap();
        }
    }

    /// Starts the bot and kills it so; says how it died.
    async fn live_and_die(&mut self, kill: Kill) -> Kill {
        let crash = match kill {
            Kill::At(point) => {
                let most = if point == "before-noted" { NOTED } else { PASSED };
                Some((point, 1 + self.dice.below(most)))
            }
            _ => None,
        };
        self.house.trial.crash(crash);
        let polls = self.house.api.polls();
        let mut bot = self.house.start();
        let died = match kill {
            Kill::AtStart => {
                tokio::time::sleep(Duration::from_millis(self.dice.below(150))).await;
                kill
            }
            Kill::AtWork => {
                self.poll(&mut bot, polls).await;
                tokio::time::sleep(Duration::from_millis(self.dice.below(600))).await;
                kill
            }
            Kill::At(_) => {
                self.poll(&mut bot, polls).await;
                let end = Instant::now() + LONGEST;
                while bot.is_running() && Instant::now() < end {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                if bot.is_running() { Kill::AtWork } else { kill }
            }
        };
        if !matches!(died, Kill::At(_)) {
            assert!(bot.is_running(), "it ended by itself\n{}", bot.output());
        }
        bot.finish();
        let log = bot.output();
        assert!(!log.contains("ERROR"), "{log}");
        self.house.api.abandon_queries();
        died
    }

    async fn poll(&mut self, bot: &mut Process, polls: u64) {
        self.starts.extend(self.house.first_poll(bot, polls).await);
    }

    /// Looks at what the dead bot has left, while the next one starts.
    async fn look(&mut self) {
        let copied = self.house.aside(&format!("killed-{}", self.kills.len()));
        let (updates, saved) = {
            let entries = self.house.journal.entries();
            let saved = entries.saved[self.saved..].to_vec();
            self.saved = entries.saved.len();
            (entries.updates[self.updates..].to_vec(), saved)
        };
        // Only now: people go on meanwhile, and what they do waits.
        let pending = self.house.api.pending_ids();
        let acknowledged: Vec<i64> =
            updates.iter().copied().filter(|id| !pending.contains(id)).collect();
        // Those that wait are looked at again, with some behind them.
        let first = updates.iter().position(|id| pending.contains(id));
        self.updates += first.unwrap_or(updates.len());
        copy(&self.house.data(), &copied);
        if let Some(audit) = self.audit.take() {
            audit.await.unwrap();
        }
        // With a large store that takes longer than the next bot lives.
        let whole = self.kills.len() < 50 || self.kills.len().is_multiple_of(10);
        self.audit = Some(tokio::task::spawn_blocking(move || {
            let audit = Audit::open(&copied);
            audit.after_kill(&acknowledged, &saved);
            if whole {
                audit.fits_together();
            }
            drop(audit);
            std::fs::remove_dir_all(copied).unwrap();
        }));
    }
}
