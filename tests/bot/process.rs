//! Starts that fail, and say why.

use std::path::Path;

use crate::bench::{SOON, examine_log, open};
use crate::common::bot_api::{BotApi, Fault};
use crate::common::process::Program;

/// Runs it to its end: the exit code and what it says.
async fn end(program: &Program, api: &BotApi) -> (Option<i32>, String) {
    let mut process = program.start();
    let code = process.wait_exit(SOON).await.code();
    examine_log(&process.output(), api);
    assert_eq!(process.stdout(), "");
    (code, process.stderr())
}

#[tokio::test]
async fn a_second_bot_on_the_same_data_is_refused() {
    let bench = open().start().await;
    bench.started(101, "Нина").await;
    let (code, said) = end(bench.program(), &bench.api).await;
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("in use by another process"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    bench.done().await;
}

#[tokio::test]
async fn without_a_token_one_sentence_says_where_it_comes_from() {
    let api = BotApi::start().await;
    let folder = tempfile::tempdir().unwrap();
    let program = open().program(&api, folder.path()).env("TELOXIDE_TOKEN", "");
    let (code, said) = end(&program, &api).await;
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("TELOXIDE_TOKEN"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(!Path::new(&folder.path().join("data")).exists(), "nothing is made before that");
    assert!(api.calls().is_empty());
}

#[tokio::test]
async fn a_token_that_telegram_does_not_know_is_said() {
    for method in ["getMe", "getUpdates"] {
        let api = BotApi::start().await;
        let folder = tempfile::tempdir().unwrap();
        api.fault(Fault::error(401, "Unauthorized").on(method).always());
        let (code, said) = end(&open().program(&api, folder.path()), &api).await;
        assert_eq!(code, Some(1), "{method}: {said}");
        assert!(said.contains("does not know this bot token"), "{method}: {said}");
    }
}

#[tokio::test]
async fn telegram_that_is_away_is_waited_for_and_a_signal_still_ends_the_bot() {
    let api = BotApi::start().await;
    let folder = tempfile::tempdir().unwrap();
    api.fault(Fault::hang().always());
    let mut bot = open().program(&api, folder.path()).start();
    api.wait_calls("getMe", 1).await;
    bot.terminate();
    assert_eq!(bot.wait_exit(SOON).await.code(), Some(0), "{}", bot.output());
}
