//! Killed again and again, the bot loses nothing and does nothing twice.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::task::JoinHandle;

use crate::audit::{Audit, Reminders, stamps};
use crate::boss::Boss;
use crate::common::process::Process;
use crate::dice::Dice;
use crate::house::{House, SOON, print, seed, wanted};
use crate::killer::Killer;
use crate::operator::Operator;

const OPERATORS: u64 = 52;
const BOSSES: u64 = 3;
/// So many of the bot's minutes pass in one: what is due in an hour is due in 15 seconds.
const PACE: f64 = 240.0;
const KILLS: u64 = 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn killed_again_and_again_it_loses_nothing_and_does_nothing_twice() {
    let kills = wanted("SUFLER_TORTURE").unwrap_or(KILLS);
    let seed = seed();
    print(&format!("torture: {kills} kills, SUFLER_SEED={seed}"));
    let began = Instant::now();
    let house = House::new(PACE, BOSSES).await;
    let dice = Dice::new(seed);
    let over = Arc::new(AtomicBool::new(false));
    let (bosses, operators) = all_at_work(&house, &dice, &over);

    let mut killer = Killer::new(&house, dice.fork(0));
    killer.run(kills as usize).await;
    let mut bot = house.start();
    over.store(true, Ordering::Relaxed);
    let mut operators = all(operators).await;
    let mut bosses = all(bosses).await;

    let leap = house.trial.shown(SystemTime::now());
    house.trial.leap(TimeDelta::days(8));
    told_of_all(&house, &mut bot, &mut operators, &mut bosses).await;
    for operator in &mut operators {
        operator.is_answered().await;
    }
    for boss in &mut bosses {
        boss.is_answered().await;
    }
    end(&house, &mut bot).await;
    let figures = examine(&house, &operators, &bosses, leap);
    let took = began.elapsed();
    report(&killer, figures, &house, took);
}

fn all_at_work(
    house: &House,
    dice: &Dice,
    over: &Arc<AtomicBool>,
) -> (Vec<JoinHandle<Boss>>, Vec<JoinHandle<Operator>>) {
    let bosses = (1..=BOSSES).map(|number| {
        let (mut boss, over) = (house.boss(number, dice), over.clone());
        tokio::spawn(async move {
            boss.work(|| over.load(Ordering::Relaxed)).await;
            boss
        })
    });
    let operators = (1..=OPERATORS).map(|number| {
        let (mut operator, over) = (house.operator(number, dice), over.clone());
        tokio::spawn(async move {
            operator.work(|| over.load(Ordering::Relaxed), 0).await;
            operator
        })
    });
    (bosses.collect(), operators.collect())
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

struct Figures {
    attempts: usize,
    updates: usize,
    acted: usize,
    reminders: Reminders,
    reminded: u64,
    answered: u64,
    handed: u64,
    size: u64,
}

fn examine(house: &House, operators: &[Operator], bosses: &[Boss], leap: DateTime<Utc>) -> Figures {
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
    let attempts = audit.attempts(operators, "default");
    Figures {
        attempts,
        updates: updates.len(),
        acted: seen.len(),
        reminders: audit.reminders(&house.journal, &house.trial, leap),
        reminded: operators.iter().map(|operator| operator.reminded).sum(),
        answered: bosses.iter().map(|boss| boss.answered).sum(),
        handed: bosses.iter().map(|boss| boss.handed).sum(),
        size: audit.size(),
    }
}

fn report(killer: &Killer<'_>, figures: Figures, house: &House, took: Duration) {
    let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
    for kill in &killer.kills {
        *kinds.entry(*kill).or_default() += 1;
    }
    let kinds: Vec<String> = kinds.iter().map(|(kill, count)| format!("{count} {kill}")).collect();
    let mut starts: Vec<u128> = killer.starts.iter().map(Duration::as_millis).collect();
    starts.sort_unstable();
    let middle = |of: &[u128]| of.get(of.len() / 2).copied().unwrap_or_default();
    let last = starts.last().copied().unwrap_or_default();
    let Figures { attempts, updates, acted, reminders, reminded, answered, handed, size } = figures;
    let Reminders { set, fired, closed, overtaken, notices, earliest, late } = reminders;
    let entries = house.journal.entries();
    print(&format!(
        "  kills            {} {}\n  \
           updates          {updates} sent, {updates} acknowledged, {acted} acted on\n  \
           attempts         {attempts}; losses 0, doubles 0\n  \
           messages         {} sent, {} of them duplicates, {} edits, {} answers to presses\n  \
           first poll       {} ms after the start (median), {last} ms at most\n  \
           recalls          {set} set, {fired} told of in {notices} messages, {closed} done before, \
                            {overtaken} overtaken\n  \
           told of          {} s after their time at the earliest (trial's clock); {} came due by \
                            themselves, {} ms after it (median)\n  \
           followed         {reminded} reminders, {answered} requests, {handed} alerts\n  \
           store            {size} bytes\n  \
           refused          {:?}\n  \
           took             {:.1} s",
        killer.kills.len(),
        kinds.join(", "),
        entries.sent,
        entries.duplicates,
        entries.edited,
        entries.toasts,
        middle(&starts),
        earliest.unwrap_or_default().num_seconds(),
        late.len(),
        late.get(late.len() / 2).copied().unwrap_or_default(),
        house.api.refused(),
        took.as_secs_f64(),
    ));
}
