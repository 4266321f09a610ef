//! A client's data are deleted: who shows them no longer does, and who is on the telephone is told.

use crate::bench::{invite_only, open};
use crate::words::say;

#[tokio::test]
async fn a_lead_is_forgotten_while_somebody_calls_it() {
    let bench = open().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    let anna = bench.started(101, "Анна").await;
    let nina = bench.started(102, "Нина").await;
    anna.command("/call 8 499 322-46-85").await;
    anna.step("dial").await;
    nina.command("/call 8 499 322-46-86").await;
    nina.step("dial").await;

    owner.command("/forget 1").await;
    owner.sees("forget-lead-ask").await;
    owner.tap("key-forget-yes").await;
    let card = owner.sees("forgotten-lead").await;
    assert!(!card.text.contains("322"), "{card}");
    let told = anna.sees("forgotten-in-hand").await;
    assert!(!told.text.contains("322"), "{told}");

    // The other call goes on where it was.
    nina.branch("dial.secretary").await;
    nina.step("sec_greet").await;
    // Who wants to go on is told as well.
    anna.command("/call 1").await;
    anna.sees("gate-forgotten").await;
    bench.done().await;
}

#[tokio::test]
async fn a_promise_holds_after_the_client_is_forgotten_and_the_bot_was_killed() {
    let mut bench = open().owner(1).start().await;
    let owner = bench.started(1, "Марина").await;
    owner.send("8 499 322-46-85").await;
    owner.tap("key-do-not-call").await;
    owner.tap("key-do-not-call-yes").await;
    owner.sees("do-not-call-done").await;
    owner.tap("key-forget").await;
    owner.sees("forget-lead-promise").await;
    owner.tap("key-forget-yes").await;
    owner.sees("forgotten-lead").await;
    bench.kill_and_restart();
    owner.send("8 499 322-46-85").await;
    owner.sees("do-not-call-number").await;
    owner.command("/audit").await;
    let trail = owner.sees("audit-title").await;
    assert!(trail.text.contains(&say("ru", "deed-lead-forgotten")), "{trail}");
    bench.done().await;
}

#[tokio::test]
async fn nobody_but_an_administrator_reads_the_trail_or_forgets() {
    let bench = open().owner(1).start().await;
    bench.started(1, "Марина").await;
    let anna = bench.started(101, "Анна").await;
    anna.send("8 499 322-46-85").await;
    anna.sees("call-of").await;
    for command in ["/audit", "/audit 1", "/forget", "/forget 1"] {
        anna.command(command).await;
        anna.sees("command-forbidden").await;
    }
    bench.done().await;

    let bench = invite_only().owner(1).start().await;
    let stranger = bench.person(102, "Кто-то");
    stranger.command("/audit").await;
    stranger.sees("stranger").await;
    bench.done().await;
}
