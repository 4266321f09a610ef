//! A script that somebody writes by the README alone: `tests/pizza/`, an order line. It runs from
//! folders given on the command line, with the program as it is. What the README itself gives as
//! examples passes the check too.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The program with folders of somebody's own.
fn command(folder: &Path, args: &[&str]) -> Command {
    let named = std::env::var_os("SUFLER_BINARY").map(PathBuf::from);
    let mut command = Command::new(named.unwrap_or_else(|| env!("CARGO_BIN_EXE_sufler").into()));
    command.args(args);
    command.arg("--scripts").arg(folder.join("scripts"));
    command.arg("--locales").arg(folder.join("locales"));
    command.current_dir(std::env::temp_dir());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

fn sufler(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().unwrap()
}

fn check(folder: &Path) {
    let checked = sufler(folder, &["check"]);
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    assert!(checked.status.success() && said.contains("no defects"), "{said}");
}

#[test]
fn the_order_line_has_no_defects() {
    check(&root().join("tests/pizza"));
}

#[test]
fn the_examples_of_the_readme_have_no_defects() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut found = 0;
    // Before each example stands its file: `my/scripts/survey.toml`:
    for (path, text) in readme.split("`my/").skip(1).filter_map(|part| {
        let (path, rest) = part.split_once("`:\n\n```")?;
        let (_, text) = rest.split_once('\n')?;
        Some((path, text.split_once("\n```")?.0))
    }) {
        let path = folder.path().join(path);
        let langs = ["en", "ru", "ka"].map(|lang| format!("/locales/{lang}/"));
        for lang in &langs {
            let path = path.to_string_lossy().replace(&langs[0], lang);
            fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        found += 1;
    }
    assert_eq!(found, 4, "two scripts, and their words");
    check(folder.path());
}

/// A conversation in the terminal.
struct Terminal {
    child: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    /// The screen shown last.
    shown: String,
}

impl Terminal {
    fn open(lang: &str) -> Terminal {
        let folder = root().join("tests/pizza");
        let mut child = command(&folder, &["chat", "--lang", lang]).spawn().unwrap();
        let stdin = child.stdin.take().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut terminal = Terminal { child, stdin, stdout, shown: String::new() };
        terminal.read();
        terminal
    }

    /// Reads on, until the terminal waits for a line.
    fn read(&mut self) {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\n> ") {
            let before = bytes.len();
            let mut one = [0];
            if self.stdout.read(&mut one).unwrap() == 1 {
                bytes.push(one[0]);
            }
            assert_ne!(before, bytes.len(), "it ended:\n{}", String::from_utf8_lossy(&bytes));
        }
        self.shown = String::from_utf8(bytes).unwrap();
    }

    fn says(&mut self, line: &str) -> &str {
        writeln!(self.stdin, "{line}").unwrap();
        self.read();
        &self.shown
    }

    /// Presses the key with this label.
    fn press(&mut self, label: &str) -> &str {
        let keys = self.shown.split('[').skip(1).filter_map(|key| key.split_once("] "));
        let mut keys = keys.map(|(number, rest)| (number, rest.split(['\n', '[']).next()));
        let key = keys.find(|(_, key)| key.is_some_and(|key| key.trim() == label));
        let Some((number, _)) = key else { panic!("no key `{label}` in\n{}", self.shown) };
        let number = number.to_owned();
        self.says(&number)
    }

    fn sees(&self, text: &str) {
        assert!(self.shown.contains(text), "no `{text}` in\n{}", self.shown);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is pressed, and what is then seen, in one language.
struct Order {
    lang: &'static str,
    wants: &'static str,
    brings: &'static str,
    reads: &'static str,
    right: &'static str,
    taken: &'static str,
    outcome: &'static str,
    asks: &'static str,
}

#[test]
fn an_order_is_taken_in_each_language() {
    let orders = [
        Order {
            lang: "en",
            wants: "Wants to order",
            brings: "We bring it",
            reads: "Reading it back",
            right: "Right",
            taken: "Ordered",
            outcome: "Ordered, we bring it",
            asks: "paying",
        },
        Order {
            lang: "ru",
            wants: "Хочет заказать",
            brings: "Доставляем",
            reads: "Читаю вслух",
            right: "Верно",
            taken: "Заказ принят",
            outcome: "Заказ, доставляем",
            asks: "оплатить картой",
        },
        Order {
            lang: "ka",
            wants: "შეკვეთა უნდა",
            brings: "მივუტანთ",
            reads: "ვუკითხავ",
            right: "სწორია",
            taken: "შეკვეთა მივიღე",
            outcome: "შეკვეთა, მივუტანთ",
            asks: "ბარათით გადავიხადო",
        },
    ];
    for order in orders {
        let mut line = Terminal::open(order.lang);
        line.says("/incoming");
        // The greeting is spoken in the campaign's first language.
        line.sees("«Мама Миа»");
        line.says("8 499 322-46-85");
        line.press(order.wants);
        line.says("2 Margherita, 30 cm");
        line.sees("2 Margherita, 30 cm");
        line.press(order.brings);
        line.says("Arbat 1");
        line.says("Nino");
        line.says("19:30");
        line.press(order.reads);
        line.sees("2 Margherita, 30 cm. Адрес: Arbat 1.");
        line.press(order.right);
        line.sees("Nino!");
        line.press(order.taken);
        line.sees(order.outcome);
        // The order has to be in the till: there is a text to paste.
        line.sees("2 Margherita, 30 cm");
        // Its questions are found by words that nobody wrote down so.
        line.says(&format!("/faq {}", order.asks));
        line.sees("Наличными или картой");
    }
}

#[test]
fn bytes_that_are_no_text_do_not_end_the_conversation() {
    let mut chat = command(&root().join("tests/pizza"), &["chat", "--lang", "en"]).spawn().unwrap();
    let mut input = chat.stdin.take().unwrap();
    input.write_all(b"\xff\xfe322\n/help\r\n").unwrap();
    drop(input);
    let told = chat.wait_with_output().unwrap();
    let said = String::from_utf8(told.stdout).unwrap();
    assert!(told.status.success(), "{said}");
    assert!(said.contains("> /help\n"), "{said}");
}
