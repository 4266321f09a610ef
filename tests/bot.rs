//! The binary from outside: real processes, real data, and a stand-in for the Bot API.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

// The longest test comes first in the order of names.
#[path = "bot/abuse.rs"]
mod abuse;
#[path = "bot/alarm.rs"]
mod alarm;
#[path = "bot/backlog.rs"]
mod backlog;
#[path = "bot/backup.rs"]
mod backup;
#[path = "bot/bench.rs"]
mod bench;
#[path = "bot/blocked.rs"]
mod blocked;
#[path = "bot/clock.rs"]
mod clock;
#[path = "bot/consent.rs"]
mod consent;
#[path = "bot/desk.rs"]
mod desk;
#[path = "bot/desks.rs"]
mod desks;
#[path = "bot/ending.rs"]
mod ending;
#[path = "bot/files.rs"]
mod files;
#[path = "bot/flood.rs"]
mod flood;
#[path = "bot/guided.rs"]
mod guided;
#[path = "bot/hand_over.rs"]
mod hand_over;
#[path = "bot/hold.rs"]
mod hold;
#[path = "bot/import.rs"]
mod import;
#[path = "bot/inline.rs"]
mod inline;
#[path = "bot/keys.rs"]
mod keys;
#[path = "bot/messages.rs"]
mod messages;
#[path = "bot/notes.rs"]
mod notes;
#[path = "bot/odd.rs"]
mod odd;
#[path = "bot/operations.rs"]
mod operations;
#[path = "bot/outside.rs"]
mod outside;
#[path = "bot/privacy.rs"]
mod privacy;
#[path = "bot/process.rs"]
mod process;
#[path = "bot/recalls.rs"]
mod recalls;
#[path = "bot/results.rs"]
mod results;
#[path = "bot/room.rs"]
mod room;
#[path = "bot/secrets.rs"]
mod secrets;
#[path = "bot/survival.rs"]
mod survival;
#[path = "bot/team.rs"]
mod team;
#[path = "bot/torn.rs"]
mod torn;
#[path = "bot/trial.rs"]
mod trial;
#[path = "bot/typed.rs"]
mod typed;
#[path = "bot/verify.rs"]
mod verify;
#[path = "bot/vitals.rs"]
mod vitals;
#[path = "bot/words.rs"]
mod words;
