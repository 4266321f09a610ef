//! Scripts and their texts.

use std::collections::BTreeSet;

use super::Check;
use crate::chat::press::Act;
use crate::domain::kind::Kind;
use crate::domain::script::{Script, Step};
use crate::script::{Files, Reading, ScriptFile, nearest};
use crate::words::Arg;

/// The variables of a script's texts.
const VARIABLES: [&str; 7] = ["customer", "operator", "contact", "offer", "field", "city", "kind"];

/// Attributes of a step besides its branches, and of an objection, that may be left out.
const ASIDES: [&str; 2] = ["do", "tone"];

/// The values that a variable may have: every kind, a contact that is known and one that is not.
fn values(variable: &str) -> Vec<Arg> {
    match variable {
        "kind" => Kind::ALL.into_iter().map(|kind| Arg::from(kind.id())).collect(),
        "contact" => vec![Arg::from("none"), Arg::from("Contact")],
        other => vec![Arg::from(other)],
    }
}

impl Check<'_> {
    /// All scripts that could be read, and texts of scripts that are not there.
    pub(super) fn scripts(&mut self, files: &Files, read: &Reading) {
        for ScriptFile { id, path, .. } in files.scripts() {
            if let Some(script) = read.scripts.get(id) {
                self.script(path, script);
            }
        }
        for book in self.words.books() {
            if files.scripts().all(|script| script.id != book) {
                for lang in self.words.languages() {
                    if !self.words.ids(lang, Some(&book)).is_empty() {
                        let message = format!("there is no script `{book}` that says these texts");
                        self.add(lang, Some(&book), "", message);
                    }
                }
            }
        }
    }

    fn script(&mut self, path: &str, script: &Script) {
        let book = Some(script.id.as_str());
        if !self.words.books().contains(&script.id) {
            for lang in self.words.languages() {
                let message = format!("the script `{}` has no texts: add this file", script.id);
                self.add(lang, book, "", message);
            }
            return;
        }
        let mut known = BTreeSet::new();
        for phase in &script.phases {
            let id = format!("phase-{phase}");
            self.need(book, &id, "the name of the phase");
            known.insert(id);
        }
        for step in script.steps.values() {
            self.step(path, book, step, &mut known);
        }
        for objection in script.objections.keys() {
            let id = format!("objection-{objection}");
            self.label(book, &id, "the objection's key", &values);
            self.need(book, &format!("{id}.reply"), "what to say to the objection");
            self.data(path, Act::Object(objection.clone()), objection);
            known.extend([format!("{id}.reply"), format!("{id}.tone"), id]);
        }
        self.texts(&script.id, &known);
    }

    fn step(&mut self, path: &str, book: Option<&str>, step: &Step, known: &mut BTreeSet<String>) {
        let id = &step.id;
        self.need(book, &format!("{id}.title"), "the step's heading");
        for branch in &step.branches {
            let label = format!("{id}.{}", branch.id);
            self.label(book, &label, "the branch's key", &values);
            self.data(path, Act::Branch(branch.id.clone()), &branch.id);
            known.insert(label);
        }
        known.extend([id.clone(), format!("{id}.title")]);
        known.extend(ASIDES.iter().map(|aside| format!("{id}.{aside}")));
    }

    /// Texts that nothing shows, and variables that nobody fills.
    fn texts(&mut self, script: &str, known: &BTreeSet<String>) {
        let book = Some(script);
        let messages: BTreeSet<&str> = known.iter().map(|id| message_of(id)).collect();
        for lang in self.words.languages() {
            let mut strangers = BTreeSet::new();
            for id in self.words.ids(lang, book) {
                let message = message_of(&id);
                if !messages.contains(message) {
                    strangers.insert(message.to_owned());
                } else if !known.contains(&id) {
                    strangers.insert(id.clone());
                }
                self.variables(lang, script, &id);
            }
            for id in strangers {
                if !self.index.is_referred(book, message_of(&id)) {
                    self.stranger(lang, script, &id, known);
                }
            }
        }
    }

    fn stranger(&mut self, lang: &str, script: &str, id: &str, known: &BTreeSet<String>) {
        let candidates: Vec<&str> = known.iter().map(String::as_str).collect();
        let mut why = format!("`{id}` is of no step, branch, objection or phase");
        if let Some(meant) = nearest(id, &candidates) {
            why += &format!("; did you mean `{meant}`?");
        }
        self.add(lang, Some(script), id, why);
    }

    fn variables(&mut self, lang: &str, script: &str, id: &str) {
        for variable in self.words.variables(lang, id, Some(script)) {
            if !VARIABLES.contains(&variable.as_str()) {
                let known = VARIABLES.join(", $");
                let why = format!("`{id}`: nobody fills ${variable}; there are ${known}");
                self.add(lang, Some(script), id, why);
            }
        }
    }
}

/// The message that an attribute belongs to; a message is its own.
fn message_of(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}
