//! Scripts and their texts.

use std::collections::BTreeSet;

use super::Check;
use crate::chat::press::Act;
use crate::domain::kind::Kind;
use crate::domain::script::{Branch, Script, Step};
use crate::script::{FIXED, Files, Reading, ScriptFile, nearest};
use crate::words::Arg;

/// Attributes of a step besides its branches, and of an objection, that may be left out.
const ASIDES: [&str; 3] = ["do", "tone", "avoid"];

/// The kinds of inbound call for which a script may have advice.
const ADVICE: [&str; 4] = ["first_time", "returned", "recommended", "repeat"];

/// The values that a variable may have: every kind, a contact that is known and one that is not.
fn values(variable: &str) -> Vec<Arg> {
    match variable {
        "kind" => Kind::ALL.into_iter().map(|kind| Arg::from(kind.id())).collect(),
        "contact" | "manager" | "minutes" => vec![Arg::from("none"), Arg::from("Contact")],
        "daytime" => ["morning", "day", "evening", "night"].map(Arg::from).to_vec(),
        "name_tells" => ["yes", "no"].map(Arg::from).to_vec(),
        office if office.starts_with("office_") => vec![Arg::from("none"), Arg::from("Office")],
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
        for always in &script.always {
            self.branch(path, book, "always", &always.branch, &mut known);
        }
        self.beside(path, script, &mut known);
        self.texts(script, &known);
    }

    /// The texts that belong to no step.
    fn beside(&mut self, path: &str, script: &Script, known: &mut BTreeSet<String>) {
        let book = Some(script.id.as_str());
        let mut need = |id: String, what: &str| {
            self.need(book, &id, what);
            known.insert(id);
        };
        for datum in &script.data {
            need(format!("field-{}", datum.id), "what the field is called");
        }
        for outcome in &script.outcomes {
            need(format!("outcome-{}", outcome.id), "what the outcome is called");
        }
        for id in &script.faq {
            need(format!("faq-{id}"), "the question");
            need(format!("faq-{id}.answer"), "what to answer");
        }
        for id in &script.sms {
            need(format!("sms-{id}"), "the short message");
            need(format!("sms-{id}.title"), "what the short message is about");
        }
        for saying in &script.phrases {
            need(format!("phrase-{}", saying.id), "the phrase");
            need(format!("group-{}", saying.group), "what the group of phrases is called");
        }
        if script.is_inbound() {
            need("hold".to_owned(), "what to say before the caller waits");
            need("hold.back".to_owned(), "what to say to a caller who has waited");
            self.label(book, "name", "the name of the script", &values);
            known.extend(ADVICE.map(|kind| format!("advice.{kind}")));
        }
        known.extend(["name".to_owned(), "name.about".to_owned()]);
        for datum in &script.data {
            known.extend(["ask", "hint"].map(|aside| format!("field-{}.{aside}", datum.id)));
        }
        known.extend(script.faq.iter().map(|id| format!("faq-{id}.also")));
        for outcome in &script.outcomes {
            self.data(path, Act::Branch(outcome.id.clone()), &outcome.id);
        }
    }

    /// A way on: what its key says.
    fn branch(
        &mut self,
        path: &str,
        book: Option<&str>,
        of: &str,
        branch: &Branch,
        known: &mut BTreeSet<String>,
    ) {
        let label = format!("{of}.{}", branch.id);
        self.label(book, &label, "the branch's key", &values);
        self.data(path, Act::Branch(branch.id.clone()), &branch.id);
        known.insert(label);
    }

    fn step(&mut self, path: &str, book: Option<&str>, step: &Step, known: &mut BTreeSet<String>) {
        let id = &step.id;
        self.need(book, &format!("{id}.title"), "the step's heading");
        for branch in &step.branches {
            self.branch(path, book, id, branch, known);
        }
        known.extend([id.clone(), format!("{id}.title")]);
        known.extend(ASIDES.iter().map(|aside| format!("{id}.{aside}")));
    }

    /// Texts that nothing shows, and variables that nobody fills.
    fn texts(&mut self, script: &Script, known: &BTreeSet<String>) {
        let book = Some(script.id.as_str());
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
                    self.stranger(lang, &script.id, &id, known);
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

    fn variables(&mut self, lang: &str, script: &Script, id: &str) {
        let book = Some(script.id.as_str());
        for variable in self.words.variables(lang, id, book) {
            if !FIXED.contains(&variable.as_str()) && script.datum(&variable).is_none() {
                let data = script.data.iter().map(|datum| datum.id.as_str());
                let known: Vec<&str> = FIXED.into_iter().chain(data).collect();
                let known = known.join(", $");
                let why = format!("`{id}`: nobody fills ${variable}; there are ${known}");
                self.add(lang, book, id, why);
            }
        }
    }
}

/// The message that an attribute belongs to; a message is its own.
fn message_of(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}
