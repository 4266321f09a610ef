//! A caller on hold: asked about at 40 and 80 seconds, through a kill, and marks beside the screen.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::TimeDelta;
use sufler::words::Phrase;

use crate::bench::{Bench, Person, SOON, Setup, open};
use crate::common::bot_api::Message;
use crate::trial::Trial;
use crate::words::{say, say_with};

fn on(trial: &Trial) -> Setup {
    let setup = open().args(["--rate", "1000", "--chat-rate", "1000"]);
    setup.env(Trial::VARIABLE, trial.folder())
}

fn text(book: &str, id: &'static str) -> String {
    say_with("ru", Phrase::new(id).from_book(book))
}

/// Waits for a step of a script.
async fn step(nina: &Person, script: &str, id: &'static str) -> Message {
    let title = text(script, id);
    nina.expect_where(&title, |m| m.stretches("bold").contains(&title)).await
}

/// Somebody who has taken a call by this script.
async fn answered(bench: &Bench, script: &str) -> Person {
    let nina = bench.started(101, "Нина").await;
    nina.command("/incoming").await;
    nina.sees("scripts-title").await;
    nina.press(&text(script, "name")).await;
    let first = if script == "duty" { "answer.title" } else { "greet.title" };
    step(&nina, script, first).await;
    nina
}

/// The seconds that a message about a hold tells; none: it is another message.
fn waited(message: &Message) -> Option<u32> {
    let title = say("ru", "ping-title");
    let start = title.split("{$").next().unwrap();
    let span = message.text.lines().next()?.strip_prefix(start)?;
    let numbers: Vec<u32> = span.split(' ').filter_map(|word| word.parse().ok()).collect();
    match numbers[..] {
        [minutes, seconds] => Some(minutes * 60 + seconds),
        [number] if span.contains("мин") => Some(number * 60),
        [seconds] => Some(seconds),
        _ => None,
    }
}

/// The next message about a hold.
async fn ping(nina: &Person) -> (Message, u32) {
    let message = nina.expect_where("a question about the hold", |m| waited(m).is_some()).await;
    let seconds = waited(&message).unwrap();
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

fn is_ping(message: &Message) -> bool {
    waited(message).is_some()
}

#[tokio::test]
async fn a_hold_is_asked_about_at_forty_and_eighty_seconds() {
    let trial = Trial::new();
    let bench = on(&trial).start().await;
    let nina = answered(&bench, "secretary").await;
    // Ninety seconds are three.
    trial.fast(30);
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    let (first, at) = ping(&nina).await;
    assert!((40..50).contains(&at) && !first.silent, "{first}");
    let (second, at) = ping(&nina).await;
    assert!((80..90).contains(&at) && !second.silent, "{second}");
    assert!(second.id > first.id && second.has_key(&say("ru", "key-unhold")), "{second}");
    nina.tap("key-unhold").await;
    let back = step(&nina, "secretary", "greet.title").await;
    assert!(back.text.contains("за ожидание"), "{back}");
    left(&nina, 0, is_ping).await;
    // Nobody waits any more.
    tokio::time::sleep(Duration::from_secs(2)).await;
    left(&nina, 0, is_ping).await;
    bench.done().await;
}

#[tokio::test]
async fn a_hold_goes_on_after_a_kill_and_what_was_missed_comes_once() {
    let trial = Trial::new();
    let mut bench = on(&trial).start().await;
    let nina = answered(&bench, "secretary").await;
    nina.tap("key-hold").await;
    nina.sees("hold-title").await;
    trial.forth(TimeDelta::seconds(40));
    assert!((40..50).contains(&ping(&nina).await.1));
    bench.api.wait_settled().await;
    // It is noted that it was drawn: otherwise it would be drawn again.
    tokio::time::sleep(Duration::from_millis(500)).await;
    bench.kill();
    trial.forth(TimeDelta::seconds(130));
    bench.restart();
    let (again, at) = ping(&nina).await;
    assert!((170..190).contains(&at), "{again}");
    left(&nina, 1, is_ping).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    bench.kill_and_restart();
    // The key of the question is the way back, and a second tap does nothing.
    trial.forth(TimeDelta::seconds(20));
    nina.tap("key-unhold").await;
    step(&nina, "secretary", "greet.title").await;
    left(&nina, 0, is_ping).await;
    trial.forth(TimeDelta::minutes(5));
    tokio::time::sleep(Duration::from_millis(300)).await;
    left(&nina, 0, is_ping).await;
    bench.done().await;
}

#[tokio::test]
async fn a_mark_makes_no_sound_and_takes_no_key_away() {
    let trial = Trial::new();
    let bench = on(&trial).start().await;
    let nina = answered(&bench, "duty").await;
    let screen = nina.last();
    trial.forth(TimeDelta::seconds(61));
    let start = say("ru", "mark-ask");
    let start = start.split("{$").next().unwrap().to_owned();
    let ask = nina.expect_where("a mark", |m| m.text.starts_with(&start)).await;
    assert!(ask.silent && ask.keys.is_empty(), "{ask}");
    // The key that was under the finger acts.
    nina.press_on(screen.id, &text("duty", "answer.next")).await;
    step(&nina, "duty", "introduce.title").await;
    trial.forth(TimeDelta::seconds(180));
    let mark = nina.expect_where("a mark", |m| m.text.starts_with(&start)).await;
    assert!(mark.silent && mark.text.contains("4 мин"), "{mark}");
    left(&nina, 1, |m| m.text.starts_with(&start)).await;
    bench.done().await;
}

/// The program in a terminal; it ends with the test.
struct Terminal {
    program: std::process::Child,
    lines: tokio::sync::mpsc::UnboundedReceiver<String>,
}

impl Terminal {
    fn start(trial: &Trial) -> Terminal {
        let mut program = Command::new(env!("CARGO_BIN_EXE_sufler"))
            .args(["chat", "--lang", "en"])
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

#[tokio::test]
async fn the_terminal_asks_about_a_hold_too() {
    let trial = Trial::new();
    trial.fast(30);
    let script = |id: &'static str| say_with("en", Phrase::new(id).from_book("secretary"));
    let told = say("en", "ping-title");
    let told = told.split("{$").next().unwrap();
    let mut terminal = Terminal::start(&trial);
    terminal.types("/incoming");
    terminal.presses(&script("name")).await;
    terminal.presses(&say("en", "key-hold")).await;
    let first = terminal.reads(told).await;
    assert!(first.ends_with(" s") && first.contains(" 4"), "{first}");
    let second = terminal.reads(told).await;
    assert!(second.contains("1 min 2"), "{second}");
    terminal.presses(&say("en", "key-unhold")).await;
    terminal.reads(&script("greet.title")).await;
}
