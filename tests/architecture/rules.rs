//! The rules themselves. What they allow stands in the tables of `architecture.rs`.

use crate::source::Source;
use crate::{FORBIDDEN, FOREIGN, FREE, LONGEST, MAY_IMPORT, TOKIO_CLOCK};

/// A library that only some rooms may use.
pub struct Foreign {
    /// Its name in paths.
    pub library: &'static str,
    /// Who may use it.
    pub rooms: &'static [&'static str],
}

/// Words that only some rooms may use.
pub struct Forbidden {
    /// The words, as code.
    pub words: &'static [&'static str],
    /// Who may use them.
    pub only_in: &'static [&'static str],
    /// Whether tests inside `src/` are bound too.
    pub in_tests_too: bool,
    /// What to say.
    pub rule: &'static str,
}

/// Every broken rule, as `file:line: rule`.
pub fn violations(sources: &[Source]) -> Vec<String> {
    let test_files: Vec<&Vec<String>> = sources.iter().flat_map(|file| &file.test_files).collect();
    let mut found = Vec::new();
    for source in sources {
        let all_test = test_files.iter().any(|module| source.module.starts_with(module));
        let look = Look { source, all_test };
        look.letters(&mut found);
        look.imports(&mut found);
        look.libraries(&mut found);
        look.words(&mut found);
        look.shape(&mut found);
    }
    found
}

struct Look<'a> {
    source: &'a Source,
    all_test: bool,
}

impl Look<'_> {
    fn is_test(&self, at: usize) -> bool {
        self.all_test || self.source.test[at]
    }

    fn report(&self, found: &mut Vec<String>, at: usize, rule: &str) {
        found.push(format!("{}:{}: {rule}", self.source.path, self.source.line(at)));
    }

    fn letters(&self, found: &mut Vec<String>) {
        for (number, line) in self.source.text.lines().enumerate() {
            if let Some(letter) = line.chars().find(|c| is_foreign_letter(*c)) {
                let place = format!("{}:{}", self.source.path, number + 1);
                let rule = "Cyrillic or Georgian letters: texts belong to locales/, data to files";
                found.push(format!("{place}: {rule} ({letter})"));
            }
        }
    }

    fn imports(&self, found: &mut Vec<String>) {
        let room = self.source.room();
        if FREE.contains(&room) {
            return;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            let rule = format!("`{room}` has no line in the table of who may import whom");
            self.report(found, 0, &rule);
            return;
        };
        for (at, name) in self.source.imports() {
            if name != room && !allowed.contains(&name.as_str()) && !self.is_test(at) {
                let own =
                    if allowed.is_empty() { "only itself".into() } else { allowed.join(", ") };
                self.report(found, at, &format!("`{room}` may not import `{name}` (may: {own})"));
            }
        }
    }

    fn libraries(&self, found: &mut Vec<String>) {
        for Foreign { library, rooms } in FOREIGN {
            for at in self.source.find(&format!("{library}::")) {
                // `store::sled::…` is a module of ours.
                let ours = self.source.code[..at].ends_with(&[':', ':']);
                if !ours && !rooms.contains(&self.source.room()) && !self.is_test(at) {
                    let rule = format!("`{library}` belongs to {}", rooms.join(", "));
                    self.report(found, at, &rule);
                }
            }
        }
    }

    fn words(&self, found: &mut Vec<String>) {
        let room = self.source.room();
        for forbidden in FORBIDDEN.iter().filter(|it| !it.only_in.contains(&room)) {
            for words in forbidden.words {
                for at in self.source.find(words) {
                    let bound = forbidden.in_tests_too || !self.is_test(at);
                    let excused = *words == "Instant::now" && self.reads_tokio_clock();
                    if bound && !excused {
                        self.report(found, at, &format!("{} (`{words}`)", forbidden.rule));
                    }
                }
            }
        }
    }

    fn reads_tokio_clock(&self) -> bool {
        let code: String = self.source.code.iter().collect();
        let names_std = code.split(';').any(|statement| {
            statement.split_once("std::time::").is_some_and(|(_, rest)| rest.contains("Instant"))
        });
        TOKIO_CLOCK.contains(&self.source.room()) && code.contains("tokio::time") && !names_std
    }

    fn shape(&self, found: &mut Vec<String>) {
        let first = self.source.text.lines().find(|line| !line.trim().is_empty());
        let documented = first.is_some_and(|line| line.starts_with("//!"));
        // What main.rs does is said by lib.rs and `--help`; a file of tests says it by their names.
        if !documented && !self.all_test && self.source.room() != "main" {
            self.report(found, 0, "starts without //! docs that say what it is");
        }
        let lines = self.source.text.lines().count();
        if lines > LONGEST {
            self.report(
                found,
                0,
                &format!("{lines} lines, at most {LONGEST}: split it by subject"),
            );
        }
    }
}

/// Letters of the languages that the product speaks, other than Latin ones.
fn is_foreign_letter(c: char) -> bool {
    let cyrillic = ['\u{400}'..='\u{52f}', '\u{1c80}'..='\u{1c8f}', '\u{a640}'..='\u{a69f}'];
    let georgian = ['\u{10a0}'..='\u{10ff}', '\u{1c90}'..='\u{1cbf}', '\u{2d00}'..='\u{2d2f}'];
    cyrillic.iter().chain(&georgian).any(|letters| letters.contains(&c))
}
