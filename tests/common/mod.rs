//! What the black-box tests stand on: a Bot API that runs in the test process, and the bot itself
//! as a child process.
//!
//! A test says what a person does and what that person then sees:
//!
//! ```ignore
//! let api = BotApi::start().await;
//! let bot = Program::sufler().args(["run"]).env("SUFLER_TOKEN", api.token()).start();
//! let ann = api.user(7, "Ann", Some("ru"));
//! ann.command("/start").await;
//! ann.expect("Привет").await;
//! ann.press("Начать смену").await;
//! ```

#![allow(dead_code, unused_imports, missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod bot_api;
pub mod process;
