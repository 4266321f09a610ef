//! A caller on hold: asked about at 40 and 80 seconds, through a kill, and marks beside the screen.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use sufler::words::Phrase;

use crate::bench::{Bench, Person, SOON};
use crate::common::bot_api::Message;
use crate::desk::{Desk, on};
use crate::trial::Trial;
use crate::words::{say, say_with};

/// Somebody who has taken a call by this script.
async fn answered(bench: &Bench, script: &'static str, lang: &'static str) -> Desk {
    let desk = Desk::at(bench, script, lang).await;
    desk.rings().await;
    desk.step(if script == "duty" { "answer" } else { "greet" }).await;
    desk
}

/// The seconds that a line about a hold tells; none: it is another line.
fn waited(lang: &str, line: &str) -> Option<u32> {
    let title = say(lang, "ping-title");
    let span = line.split_once(title.split("{$").next().unwrap())?.1;
    let minute = say_with(lang, Phrase::new("span").with("minutes", 1).with("seconds", 0));
    let minute = minute.rsplit(' ').next().unwrap();
    let words: Vec<&str> = span.split_whitespace().collect();
    let seconds = |pair: &[&str]| {
        let number: u32 = pair.first()?.parse().ok()?;
        Some(if pair.get(1)? == &minute { number * 60 } else { number })
    };
    words.chunks(2).map(seconds).sum()
}

fn is_ping(lang: &str, message: &Message) -> bool {
    message.text.lines().next().is_some_and(|line| waited(lang, line).is_some())
}

/// The next message about a hold, and the seconds it tells.
async fn ping(nina: &Person) -> (Message, u32) {
    let is_ping = |m: &Message| is_ping(nina.lang, m);
    let message = nina.expect_where("a question about the hold", is_ping).await;
    let seconds = waited(nina.lang, message.text.lines().next().unwrap()).unwrap();
    (message, seconds)
}

/// Waits until so many messages of a kind are there: older ones are taken away in their own time.
async fn left(nina: &Person, count: usize, kind: impl Fn(&Message) -> bool) {
    let there = |m: &&Message| m.is_from_bot() && !m.deleted && kind(m);
    for _ in 0..1_000 {
        if nina.messages().iter().filter(there).count() == count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not {count}: {:?}", nina.visible());
}

/// No question about a hold is left.
async fn no_ping(nina: &Person) {
    left(nina, 0, |m| is_ping(nina.lang, m)).await;
}

async fn forty_and_eighty(lang: &'static str) {
    let trial = Trial::new();
    let bench = on(&trial, lang).start().await;
    let desk = answered(&bench, "secretary", lang).await;
    let nina = &desk.who;
    // Ninety seconds are three.
    trial.fast(30);
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    let (first, at) = ping(nina).await;
    assert!((40..50).contains(&at) && !first.silent, "{first}");
    let (second, at) = ping(nina).await;
    assert!((80..90).contains(&at) && !second.silent, "{second}");
    assert!(second.id > first.id && second.has_key(&say(lang, "key-unhold")), "{second}");
    nina.tap("key-unhold").await;
    let back = desk.step("greet").await;
    let thanks = Phrase::new("hold.back").from_book("secretary");
    let thanks = say_with(lang, thanks.with("caller", "none").with("matter", "none"));
    assert!(back.stretches("blockquote").concat().contains(&thanks), "{back}");
    no_ping(nina).await;
    // The clock of the next hold is its own.
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    let (again, at) = ping(nina).await;
    assert!((40..50).contains(&at), "{again}");
    bench.done().await;
}

#[tokio::test]
async fn a_hold_is_asked_about_at_forty_and_eighty_seconds_in_russian() {
    forty_and_eighty("ru").await;
}

#[tokio::test]
async fn a_hold_is_asked_about_at_forty_and_eighty_seconds_in_georgian() {
    forty_and_eighty("ka").await;
}

#[tokio::test]
async fn a_hold_is_asked_about_at_forty_and_eighty_seconds_in_english() {
    forty_and_eighty("en").await;
}

#[tokio::test]
async fn a_hold_goes_on_after_a_kill_and_what_was_missed_comes_once() {
    let trial = Trial::new();
    let mut bench = on(&trial, "ru").start().await;
    let desk = answered(&bench, "secretary", "ru").await;
    let nina = &desk.who;
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    trial.forth(TimeDelta::seconds(40));
    assert!((40..50).contains(&ping(nina).await.1));
    bench.api.wait_settled().await;
    // It is noted that it was drawn: otherwise it would be drawn again.
    tokio::time::sleep(Duration::from_secs(2)).await;
    bench.kill();
    trial.forth(TimeDelta::seconds(130));
    bench.restart();
    let (again, at) = ping(nina).await;
    assert!((170..190).contains(&at), "{again}");
    left(nina, 1, |m| is_ping("ru", m)).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    bench.kill_and_restart();
    // The key of the question is the way back, and a second tap does nothing.
    trial.forth(TimeDelta::seconds(20));
    nina.tap("key-unhold").await;
    desk.step("greet").await;
    no_ping(nina).await;
    trial.forth(TimeDelta::minutes(5));
    tokio::time::sleep(Duration::from_millis(300)).await;
    no_ping(nina).await;
    bench.done().await;
}

#[tokio::test]
async fn a_mark_makes_no_sound_and_takes_no_key_away() {
    let trial = Trial::new();
    let bench = on(&trial, "ru").start().await;
    let desk = answered(&bench, "duty", "ru").await;
    let nina = &desk.who;
    let screen = nina.last();
    trial.forth(TimeDelta::seconds(61));
    let start = say("ru", "mark-ask");
    let start = start.split("{$").next().unwrap().to_owned();
    let ask = nina.expect_where("a mark", |m| m.text.starts_with(&start)).await;
    assert!(ask.silent && ask.keys.is_empty(), "{ask}");
    // The key that was under the finger acts.
    nina.press_on(screen.id, &desk.text("answer.next")).await;
    desk.step("introduce").await;
    trial.forth(TimeDelta::seconds(180));
    let mark = nina.expect_where("a mark", |m| m.text.starts_with(&start)).await;
    assert!(mark.silent && mark.text.contains("4 мин"), "{mark}");
    left(nina, 1, |m| m.text.starts_with(&start)).await;
    bench.done().await;
}

/// The program in a terminal; it ends with the test.
struct Terminal {
    program: std::process::Child,
    lines: tokio::sync::mpsc::UnboundedReceiver<String>,
}

impl Terminal {
    fn start(trial: &Trial, lang: &str) -> Terminal {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sufler"))
            .args(["chat", "--lang", lang])
            .env(Trial::VARIABLE, trial.folder())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(program.stdout.take().unwrap());
        let (sender, lines) = tokio::sync::mpsc::unbounded_channel();
        std::thread::spawn(move || {
            output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Terminal { program, lines }
    }

    fn types(&mut self, line: &str) {
        writeln!(self.program.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Reads up to the line that is looked for.
    async fn reads(&mut self, what: &str) -> String {
        let mut seen = String::new();
        let search = async {
            while let Some(line) = self.lines.recv().await {
                seen += &format!("{line}\n");
                if line.contains(what) {
                    return line;
                }
            }
            String::new()
        };
        let found = tokio::time::timeout(SOON, search).await.unwrap_or_default();
        assert!(!found.is_empty(), "no «{what}» in the terminal:\n{seen}");
        found
    }

    /// Presses the key with this label, once it is there.
    async fn presses(&mut self, label: &str) {
        let line = self.reads(&format!("] {label}")).await;
        let before = line.split(&format!("] {label}")).next().unwrap();
        let number = before.rsplit('[').next().unwrap().to_owned();
        self.types(&number);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

async fn in_the_terminal(lang: &'static str) {
    let trial = Trial::new();
    trial.fast(30);
    let script = |id: &'static str| say_with(lang, Phrase::new(id).from_book("secretary"));
    let told = say(lang, "ping-title");
    let told = told.split("{$").next().unwrap();
    let mut terminal = Terminal::start(&trial, lang);
    terminal.types("/incoming");
    terminal.presses(&script("name")).await;
    terminal.presses(&say(lang, "key-hold")).await;
    for seconds in [40, 80] {
        let line = terminal.reads(told).await;
        let at = waited(lang, &line).unwrap();
        assert!((seconds..seconds + 10).contains(&at), "{line}");
    }
    terminal.presses(&say(lang, "key-unhold")).await;
    terminal.reads(&script("greet.title")).await;
}

#[tokio::test]
async fn the_terminal_asks_about_a_hold_in_russian() {
    in_the_terminal("ru").await;
}

#[tokio::test]
async fn the_terminal_asks_about_a_hold_in_georgian() {
    in_the_terminal("ka").await;
}

#[tokio::test]
async fn the_terminal_asks_about_a_hold_in_english() {
    in_the_terminal("en").await;
}
