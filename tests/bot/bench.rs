//! A bot to be tested: the binary, its data, its settings, and the stand-in that it talks to.

use std::collections::HashSet;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use sufler::domain::notice::NoticeId;
use sufler::domain::recall::RecallId;
use sufler::domain::record::{Change, Counter};
use sufler::store::verify::verify_sled;
use sufler::store::{Batch, Book, Disk, Sled};
use sufler::words::Phrase;
use tempfile::TempDir;

use crate::common::bot_api::{BotApi, Message, Press, User};
use crate::common::process::{Process, Program};
use crate::words::{said, said_with, say, script};

/// Longer than any step of a healthy bot takes on a busy machine.
pub const SOON: Duration = Duration::from_secs(60);

/// The number of the source's own example.
pub const PHONE: &str = "8 (499) 322-46-85";

/// A running bot. [`Bench::done`] ends it, and looks once more at all it has said.
pub struct Bench {
    pub api: BotApi,
    pub bot: Process,
    program: Program,
    folder: TempDir,
    /// What the processes before this one have logged.
    logged: String,
    /// Errors that this test is about.
    forgiven: Option<&'static str>,
    done: bool,
}

/// How a bot is started.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    owners: Vec<i64>,
    invite: bool,
    campaign: Vec<(&'static str, &'static str)>,
    args: Vec<String>,
    env: Vec<(&'static str, String)>,
}

/// A bot that lets everybody in and calls at any hour of any day: the tests run at all hours.
pub fn open() -> Setup {
    let always = [
        ("permitted", "\"00:00-24:00\""),
        ("workdays", "[1, 2, 3, 4, 5, 6, 7]"),
        ("holidays", "[]"),
        ("extra_workdays", "[]"),
    ];
    Setup { campaign: always.to_vec(), ..Setup::default() }
}

/// The same, but only who is invited may come in.
pub fn invite_only() -> Setup {
    Setup { invite: true, ..open() }
}

impl Setup {
    /// An administrator.
    pub fn owner(mut self, id: i64) -> Setup {
        self.owners.push(id);
        self
    }

    /// A value of the campaign, as TOML.
    pub fn campaign(mut self, key: &'static str, value: &'static str) -> Setup {
        self.campaign.push((key, value));
        self
    }

    /// More flags of the command line.
    pub fn args<const N: usize>(mut self, args: [&str; N]) -> Setup {
        self.args.extend(args.map(str::to_owned));
        self
    }

    /// A variable of the environment.
    pub fn env(mut self, name: &'static str, value: impl Into<String>) -> Setup {
        self.env.push((name, value.into()));
        self
    }

    pub async fn start(self) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let api = BotApi::start().await;
        api.patience(SOON);
        let program = self.program(&api, folder.path());
        let bot = program.start();
        let (logged, forgiven) = (String::new(), None);
        Bench { api, bot, program, folder, logged, forgiven, done: false }
    }

    /// How the bot is started for data in this folder.
    pub fn program(&self, api: &BotApi, folder: &Path) -> Program {
        let scripts = write_campaign(folder, &self.campaign);
        let access = if self.invite { "invite" } else { "open" };
        let mut program = Program::sufler()
            .args(["-vv", "run", "--access", access, "--api-url"])
            .args([api.url()])
            .args([Path::new("--data"), &folder.join("data")])
            .args([Path::new("--scripts"), &scripts])
            .env("TELOXIDE_TOKEN", api.token())
            .dir(folder)
            .args(&self.args);
        for (name, value) in &self.env {
            program = program.env(name, value);
        }
        for owner in &self.owners {
            program = program.args(["--owner".to_owned(), owner.to_string()]);
        }
        program
    }
}

/// The built-in campaign with some of its properties replaced.
fn write_campaign(folder: &Path, properties: &[(&str, &str)]) -> PathBuf {
    let scripts = folder.join("scripts");
    std::fs::create_dir_all(&scripts).unwrap();
    let built_in = include_str!("../../scripts/campaign.toml");
    let mut campaign: toml::Table = toml::from_str(built_in).unwrap();
    for (name, value) in properties {
        let value: toml::Table = toml::from_str(&format!("value = {value}")).unwrap();
        campaign.insert((*name).to_owned(), value["value"].clone());
    }
    std::fs::write(scripts.join("campaign.toml"), toml::to_string(&campaign).unwrap()).unwrap();
    write_notes(&scripts.join("notes"));
    scripts
}

/// One in so many examples of notes.
const EXAMPLES: usize = 12;

/// A few of the built-in examples in place of all: an unoptimised bot would be busy with them for ten
/// seconds after each start, beside what a test is about.
fn write_notes(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/notes");
    for file in built_in.read_dir().unwrap() {
        let file = file.unwrap();
        let examples = std::fs::read_to_string(file.path()).unwrap();
        let few: Vec<&str> = examples.lines().step_by(EXAMPLES).collect();
        std::fs::write(folder.join(file.file_name()), few.join("\n")).unwrap();
    }
}

impl Bench {
    /// Somebody whose app speaks Russian.
    pub fn person(&self, id: i64, name: &str) -> Person {
        self.person_of("ru", id, name)
    }

    /// Somebody whose app speaks this language.
    pub fn person_of(&self, lang: &'static str, id: i64, name: &str) -> Person {
        Person { user: self.api.user(id, name, Some(lang)), lang }
    }

    /// Somebody who has started the bot.
    pub async fn started(&self, id: i64, name: &str) -> Person {
        let person = self.person(id, name);
        person.command("/start").await;
        person.sees("home-hint").await;
        person
    }

    /// Where the data are.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// All that it has logged so far.
    pub fn log(&self) -> String {
        self.logged.clone() + &self.bot.output()
    }

    /// How the bot was started.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Kills the bot without warning.
    pub fn kill(&mut self) {
        self.bot.finish();
        self.logged += &self.bot.output();
        self.api.abandon_queries();
    }

    /// Starts it again on the same data.
    pub fn restart(&mut self) {
        self.bot = self.program.start();
    }

    /// Kills it without warning and starts it again.
    pub fn kill_and_restart(&mut self) {
        self.kill();
        self.restart();
    }

    /// Ends the bot, once it has begun: a signal before that just kills it.
    pub async fn stop(&mut self) {
        self.bot.expect_output("serving").await;
        self.bot.terminate();
        let status = self.bot.wait_exit(SOON).await;
        assert!(status.success(), "{status:?}\n{}", self.bot.output());
        self.logged += &self.bot.output();
    }

    /// Ends the bot in the middle of a conversation and starts it again. People go on where they
    /// were; a chat that has used up its pace (one message a second) begins anew.
    pub async fn afresh(&mut self) {
        self.api.wait_settled().await;
        self.stop().await;
        self.restart();
    }

    /// Ends the bot, lets this time pass for all recalls and alerts, and starts it again.
    pub async fn later(&mut self, minutes: i64) {
        self.pass(TimeDelta::minutes(minutes)).await;
    }

    /// The same, to the second.
    pub async fn pass(&mut self, time: TimeDelta) {
        self.stop().await;
        let_pass(&self.data(), time);
        self.restart();
    }

    /// Waits until everything that people did is answered, ends the bot, and looks at what it has
    /// left: no key without an answer, nothing refused by Telegram, nothing sloppy, no word of
    /// people in the log, and records that fit together.
    pub async fn done(mut self) {
        self.api.wait_settled().await;
        self.stop().await;
        self.done = true;
        self.examine();
    }

    /// The test has spoilt what is stored, and has looked at the log by itself.
    pub fn given_up(mut self) {
        self.done = true;
    }

    /// An error with these words in it is what the test is about.
    pub fn forgive(&mut self, words: &'static str) {
        self.forgiven = Some(words);
    }

    fn examine(&self) {
        assert!(self.api.slips().is_empty(), "{:?}", self.api.slips());
        // What others do meanwhile: the message is gone, the chat is, the press is an old one.
        let harmless = ["message is not modified", "to edit not found", "blocked by", "too old"];
        for call in self.api.calls().iter().filter(|call| call.fault.is_none()) {
            let error = call.error().unwrap_or_default();
            let fine = error.is_empty() || harmless.iter().any(|part| error.contains(part));
            assert!(fine || call.method == "getUpdates", "refused: {call}");
        }
        let forgiven = |line: &&str| !self.forgiven.is_some_and(|words| line.contains(words));
        let log: Vec<&str> = self.logged.lines().filter(forgiven).collect();
        examine_log(&log.join("\n"), &self.api);
        let store = Sled::open(self.data()).unwrap();
        let report = verify_sled(&store, &mut |_| {}).unwrap();
        assert!(report.is_clean(), "{:#?}", report.findings);
    }
}

/// The log holds no word that a person wrote, no name, no number, no token.
pub fn examine_log(log: &str, api: &BotApi) {
    assert!(!log.contains(api.token()), "the token is in the log:\n{log}");
    assert!(!log.contains("ERROR"), "{log}");
    let foreign = |c: char| matches!(c, '\u{400}'..='\u{52F}' | '\u{10A0}'..='\u{10FF}');
    let line = log.lines().find(|line| line.contains(foreign));
    assert_eq!(line, None, "a word of somebody in the log");
    let numbers = digits_of(log);
    for text in api.typed_by_people() {
        // Numbers and words that are told from what any log holds.
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        let end = digits.get(digits.len().saturating_sub(7)..).unwrap_or_default();
        assert!(!numbers.contains(end), "the number {text:?} is in the log:\n{log}");
        let is_number = text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
        if text.chars().count() >= 7 && !text.starts_with('/') && !is_number {
            assert!(!log.contains(&text), "{text:?} is in the log:\n{log}");
        }
    }
}

/// Every seven digits in a row.
fn digits_of(log: &str) -> HashSet<&[u8]> {
    let windows = log.as_bytes().windows(7);
    windows.filter(|window| window.iter().all(u8::is_ascii_digit)).collect()
}

impl Drop for Bench {
    fn drop(&mut self) {
        if !self.done && !std::thread::panicking() {
            panic!("a test has to end with done()");
        }
    }
}

/// Moves everything that waits for its time so much nearer.
fn let_pass(data: &Path, time: TimeDelta) {
    let disk = Arc::new(Sled::open(data).unwrap());
    let book = Book::new(disk.clone());
    let mut changes = Vec::new();
    for id in 1..book.next(Counter::Recall).unwrap() {
        let mut recall = book.recall(RecallId(id)).unwrap().unwrap();
        recall.due -= time;
        recall.wake = recall.wake.map(|at| at - time);
        changes.push(Change::Recall(recall));
    }
    for id in 1..book.next(Counter::Notice).unwrap() {
        let mut notice = book.notice(NoticeId(id)).unwrap().unwrap();
        notice.at -= time;
        changes.push(Change::Notice(notice));
    }
    let mut batch = Batch::new();
    book.put(&mut batch, &changes).unwrap();
    disk.write(batch).unwrap();
    disk.sync().unwrap();
}

/// Somebody in front of a telephone. Keys and texts go by their ids in `locales/`.
#[derive(Clone, Debug)]
pub struct Person {
    user: User,
    pub lang: &'static str,
}

impl Deref for Person {
    type Target = User;
    fn deref(&self) -> &User {
        &self.user
    }
}

impl Person {
    /// Presses the key with this text of `locales/`.
    pub async fn tap(&self, id: &str) -> Press {
        self.press(&say(self.lang, id)).await
    }

    /// Presses the key whose label begins so: labels with a name or a time in them.
    pub async fn tap_like(&self, start: &str) -> Press {
        let label = self.key_like(start);
        self.press(&label).await
    }

    /// The label under the newest message that begins so.
    pub fn key_like(&self, start: &str) -> String {
        let keys: Vec<String> = self.keys().into_iter().flatten().collect();
        let found = keys.iter().find(|key| key.starts_with(start));
        found.unwrap_or_else(|| panic!("no key {start}… among {keys:?}")).clone()
    }

    /// Waits for a message with this text of `locales/`, whatever its variables hold.
    pub async fn sees(&self, id: &str) -> Message {
        self.expect(said(self.lang, id)).await
    }

    /// Waits for a message with this phrase; variables that it does not give may hold anything.
    pub async fn sees_with(&self, phrase: Phrase) -> Message {
        self.expect(said_with(self.lang, phrase)).await
    }

    /// Chooses a result for a number: the card.
    pub async fn result(&self, number: &str, code: &str) -> Message {
        self.command(&format!("/result {number}")).await;
        self.sees("situations-title").await;
        self.tap(&format!("code-{code}")).await;
        self.sees("card-comment").await
    }

    /// Saves the card.
    pub async fn save(&self) -> Message {
        self.tap("key-save").await;
        self.sees("saved-title").await
    }

    /// «No answer», saved.
    pub async fn no_answer(&self, number: &str) -> Message {
        self.result(number, "no_answer").await;
        self.save().await
    }
}

/// The outbound script.
impl Person {
    /// Waits for a step of the script.
    pub async fn step(&self, step: &str) -> Message {
        let title = script(self.lang, &format!("{step}.title"));
        let is_step = |m: &Message| m.stretches("bold").contains(&title);
        self.expect_where(&format!("the step {step}, «{title}»"), is_step).await
    }

    /// Takes a branch, `step.branch`.
    pub async fn branch(&self, id: &str) -> Press {
        self.press(&script(self.lang, id)).await
    }
}
