//! Killed again and again, the bot loses nothing and does nothing twice.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::audit::Reminders;
use crate::dice::Dice;
use crate::house::{House, print, seed, wanted};
use crate::killer::Killer;
use crate::shift::{BOSSES, Figures, Rhythm, Shift};

const OPERATORS: u64 = 52;
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
    let rhythm = Rhythm { thinks: 0, rests: 0, follows: 30 };
    let shift = Shift::begin(&house, &dice, OPERATORS, rhythm);
    let mut killer = Killer::new(&house, dice.fork(0));
    killer.run(kills as usize).await;
    let mut bot = house.start();
    let figures = shift.end(&house, &mut bot).await;
    report(&killer, figures, &house, began.elapsed());
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
    let Figures { attempts, updates, acted, reminders, reminded, answered, handed, size, .. } =
        figures;
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
