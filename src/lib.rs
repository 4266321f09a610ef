//! Sufler, the prompter beside a call-centre operator. This page is the map of the crate.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod app;
pub mod chat;
pub mod check;
pub mod cli;
pub mod config;
pub mod console;
pub mod domain;
pub mod health;
pub mod script;
pub mod store;
pub mod telegram;
pub mod timer;
pub mod words;
