//! The promise under torture: fifty people at work while the bot is killed again and again, and a
//! whole day in ten minutes. What was acknowledged was acted on once, what was shown as saved is in
//! the store, nothing is there twice, everybody gets an answer, every recall is told of.
//!
//! | variable | what |
//! |---|---|
//! | `SUFLER_TORTURE` | so many kills; 20 otherwise |
//! | `SUFLER_DAY` | the day takes so many seconds; a piece of it otherwise |
//! | `SUFLER_SEED` | repeats what people did and how the bot was killed |
//! | `SUFLER_BINARY` | the binary that is tried |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

#[path = "torture/audit.rs"]
mod audit;
#[path = "torture/boss.rs"]
mod boss;
#[path = "torture/clients.rs"]
mod clients;
#[path = "torture/day.rs"]
mod day;
#[path = "torture/dice.rs"]
mod dice;
#[path = "torture/house.rs"]
mod house;
#[path = "torture/journal.rs"]
mod journal;
#[path = "torture/killer.rs"]
mod killer;
#[path = "torture/kills.rs"]
mod kills;
#[path = "torture/operator.rs"]
mod operator;
#[path = "torture/seat.rs"]
mod seat;
#[path = "torture/shift.rs"]
mod shift;
#[path = "torture/trial.rs"]
mod trial;
#[allow(dead_code)]
#[path = "bot/words.rs"]
mod words;
