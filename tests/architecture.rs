//! The house rules, held against the text of `src/`. The tables come first: who may import whom,
//! what may stand where. A rule that must change is changed here, in the open.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;

use std::path::{Path, PathBuf};

use rules::{Forbidden, Foreign, violations};
use source::Source;

/// Which modules of ours a module may import, besides itself. Tests inside `src/` are free.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("words", &[]),
    ("notes", &["domain", "words"]),
    ("script", &["domain", "notes"]),
    ("store", &["domain", "trial"]),
    ("chat", &["domain", "words", "notes"]),
    ("telegram", &["chat", "words", "meter"]),
    ("console", &["chat", "words"]),
    ("timer", &["store", "domain", "meter"]),
    ("meter", &[]),
    ("backup", &["store", "trial"]),
    ("control", &[]),
];

/// Modules that put the others together: they may import every other.
const FREE: &[&str] =
    &["lib", "main", "command", "app", "check", "config", "cli", "health", "ops", "trial"];

/// Libraries that belong to one room, so that no other depends on them.
const FOREIGN: &[Foreign] = &[
    Foreign { library: "sled", rooms: &["store"] },
    Foreign { library: "age", rooms: &["backup"] },
    Foreign { library: "csv", rooms: &["app"] },
    Foreign { library: "rustix", rooms: &["store"] },
    Foreign { library: "teloxide", rooms: &["telegram", "app", "main", "command"] },
    Foreign { library: "hyper", rooms: &["ops", "telegram"] },
    Foreign { library: "hyper_util", rooms: &["ops", "telegram"] },
    Foreign { library: "hyper_rustls", rooms: &["telegram"] },
    Foreign { library: "sd_notify", rooms: &["ops"] },
    Foreign { library: "metrics", rooms: &["meter"] },
    Foreign { library: "metrics_exporter_prometheus", rooms: &["meter"] },
    Foreign { library: "reqwest", rooms: &["telegram", "app", "main", "command", "config"] },
];

/// What may stand only in some modules.
const FORBIDDEN: &[Forbidden] = &[
    Forbidden {
        words: &["Utc::now", "Local::now", "SystemTime::now", "Instant::now"],
        only_in: &["app", "timer", "main", "command", "ops", "trial"],
        in_tests_too: true,
        rule: "no clock here: the time is an argument",
    },
    Forbidden {
        words: &["rand::rng", "rand::random", "thread_rng", "from_os_rng", "OsRng", "SysRng"],
        only_in: &["app", "timer", "main", "command"],
        in_tests_too: true,
        rule: "no randomness here: random numbers are an argument",
    },
    Forbidden {
        words: &[".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!"],
        only_in: &[],
        in_tests_too: false,
        rule: "no panic outside tests: a refusal is a value, a fault is an error",
    },
    Forbidden {
        words: &["println!", "print!", "eprintln!", "eprint!", "dbg!"],
        only_in: &["main", "command", "console", "cli"],
        in_tests_too: false,
        rule: "nothing is printed here: only the command line and the console do",
    },
    Forbidden {
        words: &[
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::thread",
            "tokio::fs",
            "tokio::net",
            "tokio::io",
            "tokio::process",
            "tokio::time",
            "tokio::spawn",
            "tokio::task",
        ],
        only_in: ANY_BUT_PURE,
        in_tests_too: false,
        rule: "no IO here: the rules and the conversation are pure",
    },
];

/// All that may do IO: everything except `domain` and `chat`.
const ANY_BUT_PURE: &[&str] = &[
    "lib", "main", "command", "app", "check", "config", "cli", "health", "ops", "trial", "words",
    "script", "store", "telegram", "console", "timer", "meter", "backup", "control",
];

/// Modules that may read `tokio::time::Instant`, the clock that tests can stop: an edge keeps the
/// pace of its own requests by it. No decision rests on it.
const TOKIO_CLOCK: &[&str] = &["telegram"];

/// The longest file, in lines.
const LONGEST: usize = 450;

#[test]
fn the_source_keeps_the_house_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    let sources: Vec<Source> = files
        .iter()
        .map(|path| {
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            Source::new(&name, &std::fs::read_to_string(path).unwrap())
        })
        .collect();
    assert!(!sources.is_empty(), "there is no source to look at");
    let found = violations(&sources);
    assert!(found.is_empty(), "{} broken rules:\n{}", found.len(), found.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// A rule that never fires guards nothing: each is shown a file that breaks it, and where it
/// must keep still, one that does not. An empty expectation is silence.
#[test]
fn every_rule_fires_and_only_where_it_should() {
    let cases: &[(&str, &str, &str)] = &[
        (
            "src/chat/a.rs",
            "use crate::store::Store;",
            "src/chat/a.rs:2: `chat` may not import `store`",
        ),
        ("src/chat/a.rs", "use crate::words::Phrase;", ""),
        ("src/chat/a.rs", "use crate::chat::View;", ""),
        ("src/chat/a.rs", "use super::view::View;", ""),
        ("src/chat/a.rs", "use super::super::store::Store;", "`chat` may not import `store`"),
        ("src/chat/mod.rs", "use super::store::Store;", "`chat` may not import `store`"),
        ("src/chat.rs", "use super::{store::{self, Store}, words};", "may not import `store`"),
        ("src/chat.rs", "mod inner { use super::store; }", ""),
        ("src/chat.rs", "mod inner { use super::super::store; }", "may not import `store`"),
        ("src/domain/a.rs", "fn f() { crate::words::f() }", "`domain` may not import `words`"),
        (
            "src/words/a.rs",
            "use crate::{\n    words::A,\n    domain::{B, C},\n};",
            "src/words/a.rs:2: `words` may not import `domain`",
        ),
        ("src/telegram/a.rs", "use crate::domain::X;", "`telegram` may not import `domain`"),
        ("src/domain.rs", "use crate::*;", "`domain` may not import `*`"),
        ("src/app.rs", "use crate::store::Store;", ""),
        ("src/news.rs", "", "`news` has no line in the table"),
        ("src/chat.rs", "// use crate::store::Store;", ""),
        ("src/chat.rs", "const A: &str = \"crate::store\";", ""),
        ("src/chat.rs", "#[cfg(test)]\nmod tests {\n    use crate::store::A;\n}", ""),
        ("src/chat.rs", "#[cfg(test)]\nmod t {}\nuse crate::store::A;", "may not import `store`"),
        ("src/chat.rs", "use sled::Db;", "`sled` belongs to store"),
        ("src/store/a.rs", "use sled::Db;", ""),
        ("src/app.rs", "use crate::store::sled::Db;", ""),
        ("src/domain.rs", "use std::fs;", "no IO here"),
        ("src/chat/a.rs", "tokio::spawn(f);", "no IO here"),
        ("src/chat/a.rs", "use tokio::sync::oneshot;", ""),
        ("src/chat.rs", "let t = Utc::now();", "no clock here"),
        ("src/chat.rs", "#[cfg(test)]\nmod t { fn f() { Utc::now(); } }", "no clock here"),
        ("src/app.rs", "let t = Utc::now();", ""),
        ("src/telegram/a.rs", "use tokio::time::Instant;\nfn f() { Instant::now(); }", ""),
        ("src/telegram/a.rs", "fn f() { tokio::time::Instant::now(); }", ""),
        (
            "src/telegram/a.rs",
            "use std::time::{Duration, Instant};\nfn f() { Instant::now(); }",
            "no clock here",
        ),
        ("src/telegram/a.rs", "fn f() { std::time::Instant::now(); }", "no clock here"),
        ("src/telegram/a.rs", "fn f() { Utc::now(); }", "no clock here"),
        ("src/store.rs", "let r = rand::rng();", "no randomness here"),
        ("src/chat.rs", "a.unwrap();", "no panic outside tests"),
        ("src/chat.rs", "a.unwrap_or(1);", ""),
        ("src/chat.rs", "a\n    .expect(\"so\");", "src/chat.rs:3: no panic outside tests"),
        ("src/chat.rs", "let c = '\"'; a.unwrap(); // \"", "no panic outside tests"),
        ("src/chat.rs", "fn f<'a>(a: &'a str) { a.unwrap(); }", "no panic outside tests"),
        ("src/chat.rs", "let s = r#\"a.unwrap() \" panic!\"#;", ""),
        ("src/chat.rs", "/* a /* nested */ panic!() */", ""),
        ("src/chat.rs", "#[cfg(test)]\nfn f(a: [u8; 2]) { a.unwrap(); }\n", ""),
        ("src/words.rs", "eprintln!();", "nothing is printed here"),
        ("src/console/a.rs", "println!();", ""),
        ("src/domain.rs", "// \u{434}\u{430}", "Cyrillic or Georgian"),
        (
            "src/domain.rs",
            "#[cfg(test)]\nmod t { const A: &str = \"\u{10d0}\"; }",
            "Cyrillic or Georgian",
        ),
        ("src/domain.rs", "// \u{ab}caf\u{e9}\u{bb}", ""),
    ];
    for (path, text, expected) in cases {
        let found = violations(&[Source::new(path, &format!("//! Docs.\n{text}\n"))]).join("\n");
        let right = if expected.is_empty() { found.is_empty() } else { found.contains(expected) };
        assert!(right, "{path}\n{text}\nshould give: {expected}\ngives: {found}");
    }
}

#[test]
fn a_file_starts_with_what_it_is_and_stays_short() {
    let found = |text: &str| violations(&[Source::new("src/domain/a.rs", text)]).join("\n");
    assert!(found("pub fn f() {}\n").contains("src/domain/a.rs:1: starts without //! docs"));
    assert!(found(&format!("//! Docs.\n{}", "\n".repeat(LONGEST - 1))).is_empty());
    assert!(found(&format!("//! Docs.\n{}", "\n".repeat(LONGEST))).contains("451 lines"));
}

#[test]
fn a_file_of_tests_is_a_test() {
    let parent = Source::new("src/chat/a.rs", "//! Docs.\n#[cfg(test)]\nmod tests;\n");
    let child = |path| Source::new(path, "use crate::store::A;\nfn f() { a.unwrap(); }\n");
    assert_eq!(violations(&[parent.clone(), child("src/chat/a/tests.rs")]), [""; 0]);
    assert_eq!(violations(&[parent, child("src/chat/b/tests.rs")]).len(), 3);
}
