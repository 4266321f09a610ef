//! Dialogues: what people type and press, and exactly what the bot shows, as files under
//! `tests/dialogues/`. `UPDATE_DIALOGUES=1 cargo test --test dialogues` writes them anew;
//! `DIALOGUE=name` runs only those whose path has `name` in it.
//!
//! A file begins with its settings:
//!
//! ```text
//! now = 2026-11-23 06:00              UTC; the clock moves only by `@`
//! seed = 7                            of the dice
//! person Анна = operator ru           name, role, language; then a time zone, `off`. The first one acts
//! guest Ева = ka                      not in the team; the language of the app
//! owner = Ева                         administrator from the outset
//! open = true                         whoever comes is let in
//! passphrase = correct horse battery  for backups that are sent
//! example no_answer = rang out        notes are understood by such lines alone, not by the built-in ones
//! campaign permitted = "00:00-24:00"  instead of what scripts/campaign.toml says
//! ```
//!
//! After an empty line come the steps, and under each what it makes the bot show, as the terminal
//! shows it:
//!
//! ```text
//! # a remark; `[name]` in it is a rule of tests/dialogues/rules.txt that is shown here
//! > /call 4993224685        types a line
//! > [Звонок по скрипту]     presses a key, by its whole label; of the last thing that bears it
//! >> 15                     the same, and what it shows is left out
//! > old [Назад]             presses a key of a screen that has been replaced since
//! ^ text                    answers the newest message beside the screen, a reminder perhaps
//! ! picture                 sends something that is no text; so `edit`, `block`, `unblock`
//! ! restart                 the bot ends and starts again over the same store
//! ! import megaplan A;B | c;d      the export of a CRM is loaded, `|` ends its lines
//! ! script "a" => "b"       so too, with another text in the script of the first person's language
//! @ +2h                     time passes, and what comes due is told; so `+15m`, `+3d`, `+40s`
//! @ 2026-11-24 12:00        until then, UTC
//! as Пётр:                  another person acts
//! ```
//!
//! What somebody else sees has the name before it; `(again)` is an older message drawn again, `(gone)`
//! one that is taken away.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "dialogues/furniture.rs"]
mod furniture;
#[path = "dialogues/world.rs"]
mod world;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use world::World;

#[test]
fn russian_dialogues() {
    check("ru");
}

#[test]
fn georgian_dialogues() {
    check("ka");
}

#[test]
fn english_dialogues() {
    check("en");
}

/// Performs every dialogue of a folder and compares all that it shows with what the file says.
fn check(folder: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues").join(folder);
    let only = std::env::var("DIALOGUE").unwrap_or_default();
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "txt"))
        .filter(|path| path.to_string_lossy().contains(&only))
        .collect();
    files.sort();
    assert!(!files.is_empty() || !only.is_empty(), "no dialogues in {}", folder.display());
    let wrong = Mutex::new(Vec::new());
    let next = Mutex::new(files.into_iter());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let Some(path) = next.lock().unwrap().next() else { break };
                    let found = std::panic::catch_unwind(|| check_one(&path));
                    let found = found.unwrap_or_else(|_| Some("the dialogue panicked".into()));
                    wrong.lock().unwrap().extend(found.map(|why| (path, why)));
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    let said: Vec<_> =
        wrong.iter().map(|(path, why)| format!("{}: {why}", path.display())).collect();
    assert!(said.is_empty(), "{}", said.join("\n\n"));
    let faults = furniture::faults();
    assert!(faults.is_empty(), "the log has errors:\n{faults}");
}

/// Every rule of `tests/dialogues/rules.txt` is named in a remark, and every rule that a remark names
/// is in that table.
#[test]
fn every_rule_is_named_by_a_dialogue() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dialogues");
    let table = fs::read_to_string(folder.join("rules.txt")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let rules: Vec<&str> = lines.map(|line| line.split_whitespace().nth(1).unwrap()).collect();
    let unique: BTreeSet<&str> = rules.iter().copied().collect();
    assert_eq!(unique.len(), rules.len(), "a rule is there twice");
    let mut named = BTreeSet::new();
    for lang in ["ru", "ka", "en"] {
        for entry in fs::read_dir(folder.join(lang)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let remarks = text.lines().filter(|line| line.starts_with("# "));
            let brackets = remarks.flat_map(|line| line.split('[').skip(1));
            let names = brackets.filter_map(|rest| rest.split_once(']')).map(|(name, _)| name);
            named.extend(names.filter(|name| is_rule(name)).map(str::to_owned));
        }
    }
    let named: BTreeSet<&str> = named.iter().map(String::as_str).collect();
    let unshown: Vec<_> = unique.difference(&named).collect();
    assert!(unshown.is_empty(), "no dialogue names these rules: {unshown:?}");
    let unknown: Vec<_> = named.difference(&unique).collect();
    assert!(unknown.is_empty(), "rules.txt does not have these: {unknown:?}");
}

/// Names of rules have a dot and small letters: `duty.donts`.
fn is_rule(name: &str) -> bool {
    let small = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
    name.contains('.') && name.chars().all(small)
}

/// What is wrong with a dialogue, if anything is.
fn check_one(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).unwrap();
    let performed = perform(&text);
    let impossible = performed.lines().position(|line| line.starts_with(IMPOSSIBLE));
    if std::env::var_os("UPDATE_DIALOGUES").is_some() {
        fs::write(path, &performed).unwrap();
        return impossible.map(|at| format!("line {}: a step cannot be done", at + 1));
    }
    if performed == text && impossible.is_none() {
        return None;
    }
    let (expected, found): (Vec<_>, Vec<_>) = (text.lines().collect(), performed.lines().collect());
    let same = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let some =
        |lines: &[&str]| lines.iter().skip(same).take(8).copied().collect::<Vec<_>>().join("\n  ");
    Some(format!("line {}\nexpected\n  {}\nfound\n  {}", same + 1, some(&expected), some(&found)))
}

/// Before the reason why a step cannot be done.
const IMPOSSIBLE: &str = "!! ";

/// The dialogue as it goes now: settings, steps and remarks as they are, with what is shown.
fn perform(text: &str) -> String {
    let (head, body) = text.split_once("\n\n").expect("an empty line after the settings");
    let mut world = World::new(head);
    let mut out = format!("{head}\n");
    let mut fresh = true;
    for line in body.lines() {
        if line.starts_with("# ") {
            out += if fresh { "\n" } else { "" };
            out += &format!("{line}\n");
            fresh = false;
            continue;
        }
        if !is_step(line) {
            continue;
        }
        out += if fresh { "\n" } else { "" };
        out += &format!("{line}\n");
        fresh = true;
        let shown = world.step(line).unwrap_or_else(|why| format!("{IMPOSSIBLE}{why}"));
        let shown = shown.trim_matches('\n');
        if shown.is_empty() {
            fresh = false;
        } else {
            out += &format!("{shown}\n");
        }
    }
    for defect in world.defects() {
        out += &format!("{IMPOSSIBLE}{defect}\n");
    }
    out
}

fn is_step(line: &str) -> bool {
    ["> ", ">> ", "^ ", "! ", "@ "].iter().any(|mark| line.starts_with(mark))
        || (line.starts_with("as ") && line.ends_with(':'))
}
