//! People at work, the end of it, and what is then held against what.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinHandle;

use crate::audit::{Audit, Reminders, stamps};
use crate::boss::Boss;
use crate::common::process::Process;
use crate::dice::Dice;
use crate::house::{House, SOON};
use crate::operator::Operator;

/// So many supervisors.
pub const BOSSES: u64 = 3;

/// How people work.
#[derive(Clone, Copy, Debug)]
pub struct Rhythm {
    /// Milliseconds before a tap or a text at most.
    pub thinks: u64,
    /// Milliseconds between two calls at most.
    pub rests: u64,
    /// In so many of a hundred cases a reminder is followed before the next call; what is not
    /// followed in time goes to supervisors.
    pub follows: u64,
}

/// Everybody who works with the bot.
pub struct Shift {
    over: Arc<AtomicBool>,
    operators: Vec<JoinHandle<Operator>>,
    bosses: Vec<JoinHandle<Boss>>,
}

impl Shift {
    /// So many operators begin to work.
    pub fn begin(house: &House, dice: &Dice, operators: u64, rhythm: Rhythm) -> Shift {
        let over = Arc::new(AtomicBool::new(false));
        let bosses = (1..=BOSSES).map(|number| {
            let (mut boss, over) = (house.boss(number, dice), over.clone());
            boss.seat.thinks = rhythm.thinks;
            tokio::spawn(async move {
                boss.work(|| over.load(Ordering::Relaxed)).await;
                boss
            })
        });
        let operators = (1..=operators).map(|number| {
            let (mut operator, over) = (house.operator(number, dice), over.clone());
            operator.seat.thinks = rhythm.thinks;
            operator.follows = rhythm.follows;
            tokio::spawn(async move {
                operator.work(|| over.load(Ordering::Relaxed), rhythm.rests).await;
                operator
            })
        });
        Shift { bosses: bosses.collect(), operators: operators.collect(), over }
    }

    /// Everybody finishes what is in hand; what is due up to the day after tomorrow is told of; then
    /// the bot has to answer everybody, and to end. What it leaves is held against what people know.
    pub async fn end(self, house: &House, bot: &mut Process) -> Figures {
        self.over.store(true, Ordering::Relaxed);
        let mut operators = all(self.operators).await;
        let mut bosses = all(self.bosses).await;
        let leap = house.trial.shown(SystemTime::now());
        house.trial.leap(TimeDelta::days(8));
        told_of_all(house, bot, &mut operators, &mut bosses).await;
        for operator in &mut operators {
            operator.seat.thinks = 0;
            operator.is_answered().await;
        }
        for boss in &mut bosses {
            boss.seat.thinks = 0;
            boss.is_answered().await;
        }
        end(house, bot).await;
        examine(house, &operators, &bosses, leap).await
    }
}

async fn all<T>(tasks: Vec<JoinHandle<T>>) -> Vec<T> {
    let mut done = Vec::new();
    for task in tasks {
        done.push(task.await.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic())));
    }
    done
}

/// Waits until nothing is told any more.
async fn told_of_all(
    house: &House,
    bot: &mut Process,
    operators: &mut [Operator],
    bosses: &mut [Boss],
) {
    loop {
        let before = house.journal.entries().sent;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(bot.is_running(), "{}", bot.output());
        for seat in operators.iter_mut().map(|o| &mut o.seat) {
            seat.listen();
        }
        for seat in bosses.iter_mut().map(|b| &mut b.seat) {
            seat.listen();
        }
        if house.journal.entries().sent == before {
            return;
        }
    }
}

async fn end(house: &House, bot: &mut Process) {
    bot.terminate();
    let status = bot.wait_exit(SOON).await;
    assert!(status.success(), "{status}\n{}", bot.output());
    assert!(!bot.output().contains("ERROR"), "{}", bot.output());
    assert!(house.api.slips().is_empty(), "{:?}", house.api.slips());
}

/// What was found.
pub struct Figures {
    pub attempts: usize,
    pub updates: usize,
    pub acted: usize,
    pub reminders: Reminders,
    pub reminded: u64,
    pub answered: u64,
    pub handed: u64,
    /// Bytes of the store's files.
    pub size: u64,
    /// Entries in it.
    pub entries: u64,
}

async fn examine(
    house: &House,
    operators: &[Operator],
    bosses: &[Boss],
    leap: DateTime<Utc>,
) -> Figures {
    let audit = Audit::open(&house.data());
    let (updates, saved) = {
        let entries = house.journal.entries();
        (entries.updates.clone(), entries.saved.clone())
    };
    assert!(house.api.pending_ids().is_empty(), "updates that were never acknowledged");
    audit.after_kill(&updates, &saved);
    let seen = audit.seen();
    assert_eq!(seen, updates.iter().copied().collect(), "turns of what nobody did");
    audit.desks(stamps(bosses, operators));
    audit.answers(operators);
    let attempts = audit.attempts(&house.clients, "default");
    let figures = Figures {
        attempts,
        updates: updates.len(),
        acted: seen.len(),
        reminders: audit.reminders(&house.journal, &house.trial, leap),
        reminded: operators.iter().map(|operator| operator.reminded).sum(),
        answered: bosses.iter().map(|boss| boss.answered).sum(),
        handed: bosses.iter().map(|boss| boss.handed).sum(),
        size: audit.size(),
        entries: audit.entries(),
    };
    drop(audit);
    let (status, output) = house.command("verify").await;
    assert!(status.success(), "{status}\n{output}");
    figures
}
