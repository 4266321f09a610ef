//! Defects of rules and texts: each is found, said plainly, and at its place.
//!
//! `tests/defects/base/` is a small installation with which nothing is wrong. Each file
//! `tests/defects/*.txt` holds cases: what is changed in it, and which defects are then reported.
//!
//! ```text
//! == a misspelt step
//! edit scripts/talk.toml
//! - the lines to be replaced (they are there exactly once, in a row)
//! + the lines in their place; without lines to be replaced they are added at the end
//! remove locales/ru/codes.ftl
//! expect
//! scripts/talk.toml:17:31: there is no step `ofer`; did you mean `offer`?
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sufler::check::{Report, check, script_texts};
use sufler::domain::script::{Condition, Side, Target};
use sufler::script::{Files, Rules};
use sufler::words::Source;

/// Texts by path.
type Tree = BTreeMap<String, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/defects")
}

fn base() -> Tree {
    fn read(root: &Path, folder: &Path, tree: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(root, &path, tree);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                tree.insert(name, fs::read_to_string(&path).unwrap().replace("\r\n", "\n"));
            }
        }
    }
    let root = folder().join("base");
    let mut tree = Tree::new();
    read(&root, &root, &mut tree);
    tree
}

fn parts(tree: &Tree) -> (Files, Vec<Source>) {
    let mut files = Files::default();
    let mut texts = Vec::new();
    for (path, text) in tree {
        match path.strip_prefix("locales/") {
            Some(path) => texts.push(Source { path: path.to_owned(), text: text.clone() }),
            None => files.put(path.clone(), text.clone()),
        }
    }
    (files, texts)
}

fn report(tree: &Tree) -> Report {
    let (files, texts) = parts(tree);
    check(&files, &texts)
}

struct Case {
    name: String,
    tree: Tree,
    expected: Vec<String>,
}

/// One change to a file: what is there, what comes in its place.
fn edit(tree: &mut Tree, case: &str, path: &str, old: &str, new: &str) {
    if old.is_empty() {
        tree.entry(path.to_owned()).or_default().push_str(new);
        return;
    }
    let text = tree.get_mut(path).unwrap_or_else(|| panic!("{case}: there is no file {path}"));
    let lines = format!("\n{text}");
    let found = lines.matches(&format!("\n{old}")).count();
    assert_eq!(found, 1, "{case}: these lines are in {path} {found} times:\n{old}");
    *text = lines.replacen(&format!("\n{old}"), &format!("\n{new}"), 1)[1..].to_owned();
}

fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut cases = Vec::new();
    for case in text.split("\n== ").skip(1) {
        let mut lines = case.lines().peekable();
        let name = format!("{file}: {}", lines.next().unwrap());
        let mut tree = base();
        while let Some(line) = lines.next() {
            match line.split_once(' ') {
                _ if line.is_empty() => {}
                _ if line == "expect" => break,
                Some(("remove", path)) => {
                    tree.remove(path).unwrap_or_else(|| panic!("{name}: there is no {path}"));
                }
                Some(("edit", path)) => {
                    let mut block = |sign: &str| {
                        let mut block = String::new();
                        while let Some(line) = lines.next_if(|line| line.starts_with(sign)) {
                            let line = line.strip_prefix(sign).unwrap();
                            block += line.strip_prefix(' ').unwrap_or(line);
                            block.push('\n');
                        }
                        block
                    };
                    let (old, new) = (block("-"), block("+"));
                    edit(&mut tree, &name, path, &old, &new);
                }
                _ => panic!("{name}: neither edit nor remove nor expect: {line}"),
            }
        }
        let expected = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
        cases.push(Case { name, tree, expected });
    }
    assert!(!cases.is_empty(), "{file} has no cases");
    cases
}

/// A defect of which the expected line gives the place and the beginning of what is said, where
/// it ends in `…`.
fn matches(expected: &str, shown: &str) -> bool {
    match expected.strip_suffix('…') {
        Some(beginning) => shown.starts_with(beginning),
        None => shown == expected,
    }
}

#[test]
fn what_is_built_in_has_no_defects() {
    let report = sufler::app::load::Sources::read(None, None).unwrap().check();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn every_defect_is_found_at_its_place() {
    let mut failures = String::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    assert!(files.len() > 4);
    for case in files.iter().flat_map(|path| cases(path)) {
        let report = report(&case.tree);
        let shown: Vec<String> = report.defects.iter().map(ToString::to_string).collect();
        let same = shown.len() == case.expected.len()
            && case.expected.iter().zip(&shown).all(|(expected, shown)| matches(expected, shown));
        if !same {
            let (expected, shown) = (case.expected.join("\n"), shown.join("\n"));
            failures += &format!("== {}\n{shown}\n-- expected\n{expected}\n\n", case.name);
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn the_base_is_clean_and_read_as_it_is_written() {
    let tree = base();
    let report = report(&tree);
    assert!(report.is_clean(), "{report}");
    assert_eq!(report.to_string(), "no defects\n");

    let (files, texts) = parts(&tree);
    let rules = Rules::read(&files, &|script| script_texts(&texts, script)).unwrap();
    let talk = &rules.scripts["talk"];
    assert_eq!((talk.id.as_str(), talk.version, talk.start.as_str()), ("talk", 1, "dial"));
    assert_eq!(talk.phases, ["begin", "talk"]);
    assert_eq!(talk.limits[&Side::Lpr].limit, 3);
    assert_eq!(talk.limits[&Side::Lpr].then.as_str(), "refusal");
    let offer = &talk.steps["offer"];
    assert_eq!(offer.objections, ["price"]);
    let ids: Vec<&str> = offer.branches.iter().map(|branch| branch.id.as_str()).collect();
    assert_eq!(ids, ["agree", "wait", "enough"], "branches keep the order of the file");
    assert_eq!(offer.branches[1].to, Target::Step("hold".into()));
    assert_eq!(offer.branches[2].when, Some(Condition::ObjectionsFrom(3)));
    let codes: Vec<&str> = rules.codes.list.iter().map(|code| code.id.as_str()).collect();
    assert_eq!(codes, ["recall", "no_answer", "refusal", "interest"]);
    assert_eq!(rules.campaign.customer["en"], "Daisy Ltd");
    assert_eq!(rules.places.zone(Some("PERM"), None), Some(chrono_tz::Asia::Yekaterinburg));
}

#[test]
fn a_digest_follows_structure_and_texts() {
    let tree = base();
    let digest = |tree: &Tree| {
        let (files, texts) = parts(tree);
        let rules = Rules::read(&files, &|script| script_texts(&texts, script)).unwrap();
        rules.scripts["talk"].digest.clone()
    };
    let before = digest(&tree);
    assert_eq!(before, digest(&base()), "the same every time");
    let changed = |path: &str, old: &str, new: &str| {
        let mut tree = tree.clone();
        let text = tree.get_mut(path).unwrap();
        assert!(text.contains(old));
        *text = text.replacen(old, new, 1);
        digest(&tree)
    };
    assert_ne!(before, changed("scripts/talk.toml", "version = 1", "version = 2"));
    assert_ne!(before, changed("locales/ru/scripts/talk.ftl", "Хватит", "Довольно"));
    assert_eq!(before, changed("locales/ru/codes.ftl", "Прочее", "Остальное"), "not its texts");
}

#[test]
fn a_report_ends_with_the_number_of_defects() {
    let mut tree = base();
    tree.remove("scripts/places.toml");
    let one = report(&tree);
    assert!(!one.is_clean());
    assert_eq!(one.to_string(), "scripts/places.toml:1:1: this file is missing\n1 defect\n");
    tree.remove("scripts/campaign.toml");
    assert!(report(&tree).to_string().ends_with("\n2 defects\n"));
}
