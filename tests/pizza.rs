//! A script that somebody writes by the README alone: `tests/pizza/`, an order line. It runs from
//! folders given on the command line, with the program as it is. What the README itself gives as
//! examples passes the check too.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The program with folders of somebody's own, and with these lines typed.
fn sufler(folder: &Path, args: &[&str], typed: &str) -> Output {
    let named = std::env::var_os("SUFLER_BINARY").map(PathBuf::from);
    let mut command = Command::new(named.unwrap_or_else(|| env!("CARGO_BIN_EXE_sufler").into()));
    command.args(args);
    command.arg("--scripts").arg(folder.join("scripts"));
    command.arg("--locales").arg(folder.join("locales"));
    command.current_dir(std::env::temp_dir());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn check(folder: &Path) {
    let checked = sufler(folder, &["check"], "");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    let why = String::from_utf8_lossy(&checked.stderr).into_owned();
    assert!(checked.status.success() && said.contains("no defects"), "{said}{why}");
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
