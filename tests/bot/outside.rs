//! The world outside is not well: another bot with the same token, a token that was revoked.

use serde_json::{Value, json};
use sufler::store::{Book, Sled};

use crate::bench::{Bench, PHONE, Person, SOON, examine_log, open};
use crate::common::bot_api::{BotApi, Fault};
use crate::words::say;

/// One getUpdates of somebody else who has the token; he acknowledges nothing.
async fn foreign_poll(api: &BotApi) -> Value {
    let url = format!("{}/bot{}/getUpdates", api.url(), api.token());
    let request = reqwest::Client::new().post(url).header("Content-Type", "application/json");
    let response = request.body(json!({"timeout": 10}).to_string()).send().await.unwrap();
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

/// How many attempts the store holds on the first lead; the bot must not run.
fn attempts(bench: &Bench) -> usize {
    let disk = std::sync::Arc::new(Sled::open(bench.data()).unwrap());
    Book::new(disk).attempts(sufler::domain::lead::LeadId(1)).unwrap().len()
}

fn saved(person: &Person) -> usize {
    let title = say("ru", "saved-title");
    person.visible().iter().filter(|m| m.text.contains(&title)).count()
}

#[tokio::test]
async fn another_instance_is_named_in_the_log_and_nothing_is_lost_or_done_twice() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    nina.result(PHONE, "no_answer").await;
    bench.api.wait_settled().await;
    // He throws ours out, and is thrown out by it, as long as both run.
    let conflicts = |api: &BotApi| {
        let ours = |c: &&crate::common::bot_api::Call| c.status == Some(409);
        api.calls_of("getUpdates").iter().filter(ours).count()
    };
    let rival = async {
        while conflicts(&bench.api) < 3 {
            foreign_poll(&bench.api).await;
        }
    };
    tokio::time::timeout(SOON, rival).await.unwrap();
    let save = nina.tap("key-save").await;
    let got = foreign_poll(&bench.api).await;
    println!("the other one got {}", got["result"]);
    nina.sees("saved-title").await;
    bench.api.wait_acknowledged(save.update_id).await;
    bench.api.wait_settled().await;
    assert_eq!(saved(&nina), 1);
    nina.command("/help").await;
    nina.sees("help-text").await;
    bench.bot.terminate();
    assert!(bench.bot.wait_exit(SOON).await.success());
    let log = bench.bot.output();
    let told = log.lines().filter(|line| line.contains("another instance")).collect::<Vec<_>>();
    assert!(!told.is_empty() && told.iter().all(|line| line.contains("ERROR")), "{log}");
    assert!(log.contains("updates come in again"), "{log}");
    examine_log(&log.replace("ERROR", "told"), &bench.api);
    assert_eq!(attempts(&bench), 1);
    bench.restart();
    bench.done().await;
}

#[tokio::test]
async fn a_token_that_is_revoked_ends_the_bot_and_loses_nothing() {
    let mut bench = open().start().await;
    let nina = bench.started(101, "Нина").await;
    let pyotr = bench.started(102, "Пётр").await;
    nina.result(PHONE, "no_answer").await;
    bench.api.wait_settled().await;
    // What she does is on disk; then nothing goes through any more.
    bench.api.fault(Fault::error(401, "Unauthorized").on("editMessageText").always());
    nina.tap("key-save").await;
    bench.api.wait_settled().await;
    let began = std::time::Instant::now();
    bench.api.fault(Fault::error(401, "Unauthorized").always());
    pyotr.send("8 499 322-46-86").await;
    let code = bench.bot.wait_exit(SOON).await.code();
    assert_eq!(code, Some(1), "{}", bench.bot.output());
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    let said = bench.bot.output();
    assert!(said.contains("sufler: Telegram does not know this bot token"), "{said}");
    examine_log(&said, &bench.api);
    assert_eq!(attempts(&bench), 1);
    // With a token that is good again everybody finds himself where he was.
    bench.api.clear_faults();
    bench.restart();
    nina.sees("saved-title").await;
    pyotr.expect("№ 2 · +7 499 322-46-86").await;
    bench.api.wait_settled().await;
    assert_eq!(saved(&nina), 1);
    bench.done().await;
}
