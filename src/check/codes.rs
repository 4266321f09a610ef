//! Result codes and their texts.

use std::collections::BTreeSet;

use super::Check;
use crate::chat::press::Act;
use crate::domain::attempt::{ANSWER_MAX, REFUSALS};
use crate::domain::campaign::Campaign;
use crate::domain::codes::{Code, Codes, Group, Need};
use crate::script::nearest;
use crate::words::Arg;

/// The longest text that Telegram copies at a tap, in characters.
const COPY_MAX: usize = 256;

/// The variables of a comment: call, date, which of two refusals, and answers to open questions.
const VARIABLES: [&str; 7] =
    ["call", "when", "refusal", "reason", "relation", "competitor", "fault"];

/// The values of a comment's variable that make the longest comments.
fn longest_values(variable: &str) -> Vec<Arg> {
    match variable {
        "call" => [1, 2, 3, 99].map(Arg::Number).to_vec(),
        "refusal" => REFUSALS.map(Arg::from).to_vec(),
        "when" => vec![Arg::from("30.09, 23:59")],
        known if VARIABLES.contains(&known) => vec![Arg::from("x".repeat(ANSWER_MAX))],
        _ => Vec::new(),
    }
}

/// The ready answers that a code asks for by keys.
fn chips(code: &Code) -> impl Iterator<Item = &str> {
    let refusals = if code.needs.contains(&Need::Refusal) { &REFUSALS[..] } else { &[] };
    code.chips.iter().map(String::as_str).chain(refusals.iter().copied())
}

/// The texts of keys have no variables.
fn no_values(_: &str) -> Vec<Arg> {
    Vec::new()
}

impl Check<'_> {
    /// Codes, chips and groups; comments in the campaign's language, or in all where there is no
    /// campaign.
    pub(super) fn codes(&mut self, codes: &Codes, campaign: Option<&Campaign>) {
        let mut known = BTreeSet::new();
        for code in &codes.list {
            self.code(code, campaign.map(|campaign| campaign.record.as_str()));
            known.insert(format!("code-{}", code.id));
        }
        let chips: BTreeSet<&str> = codes.list.iter().flat_map(chips).collect();
        for chip in chips {
            let id = format!("chip-{chip}");
            self.label(None, &id, "a ready answer", &no_values);
            self.data("codes.toml", Act::Chip(chip.to_owned()), chip);
            known.insert(id);
        }
        for group in Group::ALL {
            let id = format!("group-{}", group.id());
            self.label(None, &id, "a heading of the situations", &no_values);
            self.need(None, &format!("{id}.hint"), "how its situations are told apart");
            known.insert(id);
        }
        self.unused(&known);
    }

    fn code(&mut self, code: &Code, record: Option<&str>) {
        let id = format!("code-{}", code.id);
        self.label(None, &id, "the official name", &no_values);
        self.need(None, &format!("{id}.hint"), "when this result is right");
        let comment = format!("{id}.comment");
        self.need(None, &comment, "what the next operator reads");
        self.data("codes.toml", Act::Code(code.id.0.clone()), code.id.as_str());
        for lang in self.words.languages() {
            for variable in self.words.variables(lang, &comment, None) {
                if !VARIABLES.contains(&variable.as_str()) {
                    let known = VARIABLES.join(", $");
                    let why = format!("`{comment}`: nobody fills ${variable}; there are ${known}");
                    self.add(lang, None, &comment, why);
                }
            }
            let longest = self.longest(lang, None, &comment, &longest_values);
            if longest > COPY_MAX && record.is_none_or(|record| record == lang) {
                let why = format!("`{comment}` can have {longest} characters");
                let limit = format!(" with the longest answers; Telegram copies {COPY_MAX}");
                self.add(lang, None, &comment, why + &limit);
            }
        }
    }

    /// Texts of codes, chips and groups that do not exist. What only begins like one is left
    /// alone: ids have no hyphen, codes and groups have hints.
    fn unused(&mut self, known: &BTreeSet<String>) {
        let candidates: Vec<&str> = known.iter().map(String::as_str).collect();
        for lang in self.words.languages() {
            for text in self.words.ids(lang, None) {
                let Some(id) = text.strip_suffix(".hint").or_else(|| chip(&text)) else { continue };
                let own =
                    ["code-", "chip-", "group-"].iter().find_map(|sort| id.strip_prefix(sort));
                let of_an_id = own.is_some_and(|rest| !rest.contains('-'));
                if of_an_id && !known.contains(id) && !self.index.is_referred(None, id) {
                    let mut why = format!("`{id}` is of no code, chip or group");
                    if let Some(meant) = nearest(id, &candidates) {
                        why += &format!("; did you mean `{meant}`?");
                    }
                    self.add(lang, None, id, why);
                }
            }
        }
    }
}

fn chip(id: &str) -> Option<&str> {
    id.starts_with("chip-").then_some(id)
}
