//! An installation to be tried: its folder, its campaign, the bot's process, the stand-in, and the
//! people.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use tempfile::TempDir;

use crate::boss::Boss;
use crate::clients::Clients;
use crate::common::bot_api::BotApi;
use crate::common::process::{Process, Program};
use crate::dice::Dice;
use crate::journal::Journal;
use crate::operator::Operator;
use crate::seat::Seat;
use crate::trial::Trial;

/// Longer than any start or end of a healthy bot takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(30);

/// Longer than it takes to look through a large store.
const LONG: Duration = Duration::from_secs(600);

/// An installation.
pub struct House {
    pub api: BotApi,
    pub trial: Arc<Trial>,
    pub journal: Arc<Journal>,
    pub clients: Arc<Clients>,
    program: Program,
    folder: TempDir,
}

impl House {
    /// An empty one, whose clock goes so many times faster than ours.
    pub async fn new(pace: f64, bosses: u64) -> House {
        let folder = tempfile::tempdir().unwrap();
        // A Wednesday: nothing moves because of a day off.
        let begin: DateTime<Utc> = "2026-11-25T06:00:00Z".parse().unwrap();
        let trial = Trial::new(folder.path().join("trial"), begin, pace);
        let api = BotApi::start().await;
        api.be_brief(400);
        let owners: Vec<String> = (1..=bosses).map(|id| id.to_string()).collect();
        let program = Program::sufler()
            .args(["run", "--access", "open", "--rate", "100000", "--chat-rate", "100000"])
            .args(["--api-url".to_owned(), api.url()])
            .args(["--owner".to_owned(), owners.join(",")])
            .args([Path::new("--data"), &folder.path().join("data")])
            .args([Path::new("--scripts"), &campaign(folder.path())])
            .env("TELOXIDE_TOKEN", api.token())
            .env(sufler::trial::VARIABLE, trial.folder())
            .dir(folder.path());
        let (journal, clients) = (Arc::default(), Arc::default());
        House { api, trial: Arc::new(trial), journal, clients, program, folder }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A new folder beside the data.
    pub fn aside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn start(&self) -> Process {
        self.program.start()
    }

    /// Waits until the bot has asked for updates more than `polls` times, or has ended.
    pub async fn first_poll(&self, bot: &mut Process, polls: u64) -> Option<Duration> {
        let began = Instant::now();
        while self.api.polls() <= polls {
            if !bot.is_running() {
                return None;
            }
            assert!(began.elapsed() < SOON, "no first poll\n{}", bot.output());
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Some(began.elapsed())
    }

    /// Somebody whose seat is the `number`th; languages alternate.
    fn seat(&self, id: i64, name: &str, dice: &Dice) -> Seat {
        let lang = ["ru", "ru", "ru", "ka", "en"][(id % 5) as usize];
        let user = self.api.user(id, name, Some(lang));
        Seat::new(user, lang, dice.fork(id.unsigned_abs()), self.journal.clone())
    }

    pub fn boss(&self, number: u64, dice: &Dice) -> Boss {
        Boss::new(self.seat(number as i64, &format!("Старший-{number}"), dice))
    }

    pub fn operator(&self, number: u64, dice: &Dice) -> Operator {
        let id = 1_000 + number as i64;
        let seat = self.seat(id, &format!("Оператор-{number}"), dice);
        Operator::new(seat, number, self.clients.clone())
    }
}

impl House {
    /// Another command of the program on the same data, run to its end: its status and output.
    pub async fn command(&self, name: &str) -> (ExitStatus, String) {
        let program = Program::sufler()
            .args([Path::new(name), Path::new("--data"), &self.data()])
            .dir(self.folder.path());
        let mut process = program.start();
        let status = process.wait_exit(LONG).await;
        (status, process.output())
    }
}

/// The built-in campaign; calls are allowed at any hour of any day, for the clock runs fast.
fn campaign(folder: &Path) -> PathBuf {
    let scripts = folder.join("scripts");
    std::fs::create_dir_all(&scripts).unwrap();
    let built_in = include_str!("../../scripts/campaign.toml");
    let mut campaign: toml::Table = toml::from_str(built_in).unwrap();
    let always = "permitted = '00:00-24:00'\nworkdays = [1, 2, 3, 4, 5, 6, 7]\nholidays = []\n\
                  extra_workdays = []";
    let always: toml::Table = toml::from_str(always).unwrap();
    campaign.extend(always);
    std::fs::write(scripts.join("campaign.toml"), toml::to_string(&campaign).unwrap()).unwrap();
    scripts
}

/// The seed of this run, from the environment or the clock.
pub fn seed() -> u64 {
    let given = std::env::var("SUFLER_SEED").ok();
    let given = given.map(|seed| seed.parse().expect("SUFLER_SEED is a whole number"));
    given.unwrap_or_else(|| Utc::now().timestamp_millis() as u64 % 1_000_000_000)
}

/// The whole number that a variable of the environment holds.
pub fn wanted(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{variable} is a whole number, not {value:?}")))
}

/// Prints also where the test runner keeps the output of tests that pass to itself.
pub fn print(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
