//! While one group of turns is synced the next one is decided; nobody is told of either before it is on
//! the disk, and the groups are told of in their order.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use sufler::chat::edge::{Backstage, Draw, PersonId};
use sufler::chat::event::Event;
use tokio::sync::oneshot::{self, error::TryRecvError};
use tokio::time::timeout;

use super::{BROKEN, FULL, NINA, PYOTR, ROOM, SOON, bench, incoming, ordered, until};

#[tokio::test]
async fn the_next_turn_is_decided_while_one_is_synced_and_neither_is_told_before() {
    let mut bench = bench().await;
    bench.disk.syncs_wait(true);
    let mut first = bench.app.submit(incoming(3, NINA, Event::typed("8 499 322-46-85")));
    until(|| bench.disk.waiting.load(Ordering::SeqCst) == 1).await;
    let mut second = bench.app.submit(incoming(4, PYOTR, Event::typed("/help")));
    until(|| bench.seen(4)).await;
    // What was seen before is no news, but it too is only told of once it is on the disk.
    let again = bench.app.submit(incoming(3, NINA, Event::typed("8 499 322-46-85")));
    let mut alive = bench.app.ping();
    assert_eq!(first.try_recv().unwrap_err(), TryRecvError::Empty);
    assert_eq!(second.try_recv().unwrap_err(), TryRecvError::Empty);
    assert_eq!(alive.try_recv().unwrap_err(), TryRecvError::Empty);
    assert_eq!(bench.drawn(), []);
    bench.disk.syncs_wait(false);
    assert!(!timeout(SOON, second).await.unwrap().unwrap().held);
    assert!(!first.try_recv().unwrap().skipped, "told before the second");
    let drawn = bench.drawn();
    let place = |who| drawn.iter().position(|draw| *draw == Draw::Screen(PersonId(who)));
    assert!(place(NINA).unwrap() < place(PYOTR).unwrap(), "{drawn:?}");
    assert!(timeout(SOON, again).await.unwrap().unwrap().skipped);
    timeout(SOON, alive).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_was_told_of_is_not_drawn_as_a_turn_leaves_it_that_is_not_on_the_disk() {
    let bench = bench().await;
    assert!(!bench.says(3, NINA, "8 499 322-46-85").await.held);
    let shown = || bench.app.screen(PersonId(NINA)).unwrap().map(|drawing| drawing.stamp);
    let before = shown().unwrap();
    bench.disk.syncs_wait(true);
    let turn = bench.app.submit(incoming(4, NINA, Event::typed("/help")));
    until(|| bench.disk.waiting.load(Ordering::SeqCst) == 1).await;
    // It is written, and decided on; its own drawing comes after the sync.
    assert!(bench.seen(4));
    assert_eq!(shown(), None);
    bench.disk.syncs_wait(false);
    timeout(SOON, turn).await.unwrap().unwrap();
    assert!(shown().unwrap() > before);
}

#[tokio::test]
async fn after_a_sync_that_failed_nobody_is_told_of_what_was_decided_meanwhile() {
    let mut bench = bench().await;
    bench.disk.syncs_wait(true);
    let first = bench.app.submit(incoming(3, NINA, Event::typed("8 499 322-46-85")));
    until(|| bench.disk.waiting.load(Ordering::SeqCst) == 1).await;
    let second = bench.app.submit(incoming(4, PYOTR, Event::typed("/help")));
    until(|| bench.seen(4)).await;
    bench.disk.is(BROKEN);
    bench.disk.syncs_wait(false);
    assert!(timeout(SOON, first).await.unwrap().is_err());
    assert!(timeout(SOON, second).await.unwrap().is_err());
    timeout(SOON, bench.app.broken()).await.unwrap();
    assert_eq!(bench.drawn(), []);
}

#[tokio::test]
async fn after_a_sync_that_failed_what_was_seen_in_it_does_not_count_as_seen() {
    let bench = bench().await;
    bench.disk.syncs_wait(true);
    let says = || bench.app.submit(incoming(3, NINA, Event::typed("8 499 322-46-85")));
    let first = says();
    until(|| bench.disk.waiting.load(Ordering::SeqCst) == 1).await;
    assert!(bench.seen(3));
    // Neither writes anything: there is nothing of them that could fail.
    let (again, alive) = (says(), bench.app.ping());
    bench.disk.is(BROKEN);
    bench.disk.syncs_wait(false);
    assert!(timeout(SOON, first).await.unwrap().is_err());
    assert!(timeout(SOON, again).await.unwrap().is_err(), "Telegram would not send it again");
    assert!(timeout(SOON, alive).await.unwrap().is_err());
}

#[tokio::test]
async fn a_file_is_given_out_once_what_it_was_made_of_is_on_the_disk() {
    let bench = bench().await;
    let id = ordered(&bench);
    let waiting = || bench.disk.waiting.load(Ordering::SeqCst);
    bench.disk.syncs_wait(true);
    let turn = bench.app.submit(incoming(3, NINA, Event::typed("8 499 322-46-85")));
    until(|| waiting() == 1).await;
    let parcel = std::thread::scope(|scope| {
        let file = scope.spawn(|| bench.app.file(id, u64::MAX).unwrap().unwrap());
        let since = Instant::now();
        while waiting() < 2 && since.elapsed() < SOON {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(!file.is_finished());
        bench.disk.syncs_wait(false);
        file.join().unwrap()
    });
    assert!(parcel.file.is_some());
    timeout(SOON, turn).await.unwrap().unwrap();
    bench.disk.is(BROKEN);
    assert!(bench.app.file(id, u64::MAX).is_err(), "nobody knows whether it is on the disk");
}

#[tokio::test]
async fn a_turn_without_room_is_held_and_the_one_that_is_being_synced_is_told() {
    let bench = bench().await;
    bench.disk.syncs_wait(true);
    let first = bench.app.submit(incoming(3, NINA, Event::typed("8 499 322-46-85")));
    until(|| bench.disk.waiting.load(Ordering::SeqCst) == 1).await;
    bench.disk.is(FULL);
    let second = bench.app.submit(incoming(4, NINA, Event::typed("8 499 322-46-86")));
    assert!(timeout(SOON, second).await.unwrap().unwrap().held);
    bench.disk.syncs_wait(false);
    assert!(!timeout(SOON, first).await.unwrap().unwrap().held);
    assert!(bench.seen(3) && !bench.seen(4));
    bench.disk.is(ROOM);
    bench.app.again();
    assert!(!bench.says(4, NINA, "8 499 322-46-86").await.held);
    assert!(bench.seen(4));
}

#[tokio::test]
async fn what_came_together_shares_a_sync() {
    let bench = bench().await;
    for round in 0..20 {
        let before = bench.disk.syncs.load(Ordering::SeqCst);
        let (together, answers): (Vec<_>, Vec<_>) = (0..50)
            .map(|turn| {
                let who = if turn % 2 == 0 { NINA } else { PYOTR };
                let (sender, answer) = oneshot::channel();
                ((incoming(3 + 50 * round + turn, who, Event::typed("/help")), sender), answer)
            })
            .unzip();
        bench.app.submit_all(together);
        for answer in answers {
            let settled = timeout(SOON, answer).await.unwrap().unwrap();
            assert!(!settled.held && !settled.skipped);
        }
        assert_eq!(bench.disk.syncs.load(Ordering::SeqCst), before + 1, "round {round}");
    }
}

#[tokio::test]
async fn the_end_waits_for_what_is_being_synced() {
    let mut bench = bench().await;
    bench.disk.syncs_wait(true);
    let turns: Vec<_> = (3..9)
        .map(|update| {
            let who = if update % 2 == 0 { NINA } else { PYOTR };
            bench.app.submit(incoming(update, who, Event::typed("/help")))
        })
        .collect();
    let disk = bench.disk.clone();
    let stopping = tokio::task::spawn_blocking(move || {
        bench.app.stop();
        bench
    });
    until(|| disk.waiting.load(Ordering::SeqCst) == 1).await;
    disk.syncs_wait(false);
    let bench = timeout(SOON, stopping).await.unwrap().unwrap();
    for mut turn in turns {
        assert!(!turn.try_recv().unwrap().held);
    }
    assert!((3..9).all(|update| bench.seen(update)));
}

#[tokio::test]
async fn without_room_the_threads_of_turns_are_alive() {
    let bench = bench().await;
    bench.disk.is(FULL);
    for update in 3..20 {
        let held = bench.app.submit(incoming(update, NINA, Event::typed("8 499 322-46-85")));
        timeout(SOON, bench.app.ping()).await.unwrap().unwrap();
        assert!(timeout(SOON, held).await.unwrap().unwrap().held);
        bench.app.again();
    }
}
