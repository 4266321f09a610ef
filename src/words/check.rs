//! Whether the texts are complete: every language says everything that another says, with the same
//! variables, with all its plural forms, and refers to nothing that is not there.

use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentValue};

use super::texts::{Book, Texts};
use super::tree::{Facts, Selector, Target};
use super::{Defect, Words, dates, sort};

/// The names of plural categories in CLDR.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A message that formats a number to the name of its plural category.
const PROBE: &str = "probe = { $n ->\n    [zero] zero\n    [one] one\n    [two] two\n    [few] few
    [many] many\n   *[other] other\n  }\n";

/// The plural categories that whole numbers have in a language (CLDR).
fn categories(language: &str) -> BTreeSet<String> {
    let mut texts = Texts::new(language.parse().unwrap_or_default());
    texts.add("probe", PROBE, &mut Vec::new());
    // Rules for whole numbers look at the last two digits, a few at millions.
    let numbers = (0..=200_i64).chain([1_000, 1_000_000]);
    numbers
        .filter_map(|n| {
            let mut args = FluentArgs::new();
            args.set("n", FluentValue::from(n));
            let mut category = String::new();
            texts.format("probe", &args, &mut category).map(|_| category)
        })
        .collect()
}

/// All defects of the loaded texts, ordered by file and line.
pub(super) fn check(words: &Words) -> Vec<Defect> {
    let mut defects = Vec::new();
    let languages = words.languages();
    check_book(&words.common, None, languages, &mut defects);
    for (name, book) in words.read_books().iter() {
        check_book(book, Some(name), languages, &mut defects);
    }
    check_speech(words, &mut defects);
    sort(&mut defects);
    defects.dedup();
    defects
}

/// `when.toml` and the messages that this module itself needs.
fn check_speech(words: &Words, defects: &mut Vec<Defect>) {
    if words.speech.is_empty() {
        return;
    }
    for language in words.languages() {
        let at = |file: &str, message: String| Defect {
            file: format!("{language}/{file}"),
            line: 1,
            column: 1,
            message,
        };
        if !words.speech.contains_key(language) {
            defects.push(at("when.toml", "missing: the names of months and weekdays".into()));
        }
        let texts = words.common.get(language);
        for id in dates::REQUIRED {
            if !texts.is_some_and(|texts| texts.has(id)) {
                defects.push(at("dates.ftl", format!("message `{id}` is missing")));
            }
        }
    }
}

fn check_book(book: &Book, name: Option<&str>, languages: &[String], defects: &mut Vec<Defect>) {
    for (language, texts) in book.iter() {
        check_own(language, texts, defects);
    }
    let Some((first, _)) = book.iter().next() else { return };
    for language in languages {
        if book.get(language).is_none() {
            let (what, file) = match name {
                Some(name) => (format!("script `{name}`"), format!("scripts/{name}.ftl")),
                None => ("common texts".to_owned(), "*.ftl".to_owned()),
            };
            defects.push(Defect {
                file: format!("{first}/{file}"),
                line: 1,
                column: 1,
                message: format!("{language} has no {what}: add {language}/{file}"),
            });
        }
    }
    for (having, texts) in book.iter() {
        for (lacking, other) in book.iter().filter(|(other, _)| *other != having) {
            compare((having, texts), (lacking, other), defects);
        }
    }
}

/// What the first language has and the second lacks.
fn compare(
    (having, texts): (&str, &Texts),
    (lacking, other): (&str, &Texts),
    defects: &mut Vec<Defect>,
) {
    for (id, entry) in texts.entries.iter().filter(|(id, _)| !id.starts_with('-')) {
        let Some(counterpart) = other.entries.get(id) else {
            let message = format!("message `{id}` is missing in {lacking} ({having} has it)");
            defects.push(entry.place.defect(message));
            continue;
        };
        let mut pair = |id: &str, mine: &Facts, theirs: Option<&Facts>| {
            let Some(theirs) = theirs else {
                let message = format!("`{id}` is missing in {lacking} ({having} has it)");
                defects.push(mine.place.defect(message));
                return;
            };
            if dates::is_pattern(id) {
                return;
            }
            let used = other.variables(theirs);
            for variable in texts.variables(mine).difference(&used) {
                let message = format!(
                    "`{id}` in {lacking} does not use ${variable} ({}:{}), {having} does",
                    theirs.place.file, theirs.place.line
                );
                defects.push(mine.place.defect(message));
            }
        };
        if let Some(value) = &entry.value {
            pair(id, value, counterpart.value.as_ref());
        }
        for (name, facts) in &entry.attributes {
            pair(&format!("{id}.{name}"), facts, counterpart.attributes.get(name));
        }
    }
}

/// What one language's texts show by themselves.
fn check_own(language: &str, texts: &Texts, defects: &mut Vec<Defect>) {
    let needed = categories(language);
    for (id, entry) in &texts.entries {
        for facts in entry.patterns() {
            check_references(texts, facts, defects);
            for selector in &facts.selectors {
                check_plural(language, &needed, id, selector, defects);
            }
            if dates::is_pattern(id) {
                let unknown = facts.variables.iter().filter(|v| !dates::PARTS.contains(&&***v));
                defects.extend(unknown.map(|variable| {
                    let known = dates::PARTS.join(", $");
                    let message = format!("`{id}`: ${variable} is no part of a date: ${known}");
                    facts.place.defect(message)
                }));
            }
        }
    }
}

fn check_references(texts: &Texts, facts: &Facts, defects: &mut Vec<Defect>) {
    for reference in &facts.references {
        let fault = match &reference.target {
            Target::Function(name) if name == "NUMBER" => None,
            Target::Function(name) => Some(format!("unknown function {name}: only NUMBER exists")),
            Target::Entry(id, attribute) => match (texts.entries.get(id), attribute) {
                (None, _) => Some(format!("`{id}` is not defined in this language")),
                (Some(entry), Some(name)) if !entry.attributes.contains_key(name) => {
                    Some(format!("`{id}` has no attribute `.{name}`"))
                }
                (Some(entry), None) if entry.value.is_none() => {
                    Some(format!("`{id}` has no text of its own, only attributes"))
                }
                _ => None,
            },
        };
        defects.extend(fault.map(|message| reference.place.defect(message)));
    }
}

/// A selector that names a plural category must name all that the language has for whole numbers
/// (the default stands for `other`), and none that it has not.
fn check_plural(
    language: &str,
    needed: &BTreeSet<String>,
    id: &str,
    selector: &Selector,
    defects: &mut Vec<Defect>,
) {
    let keys: BTreeSet<&str> = selector.keys.iter().map(String::as_str).collect();
    let named = CATEGORIES.iter().any(|c| *c != "other" && keys.contains(c));
    if !named && !selector.on_number {
        return;
    }
    let list = |set: Vec<&str>| set.join(", ");
    let missing: Vec<&str> =
        needed.iter().map(String::as_str).filter(|c| *c != "other" && !keys.contains(c)).collect();
    if !missing.is_empty() {
        let message = format!("`{id}`: plural forms missing for {language}: [{}]", list(missing));
        defects.push(selector.place.defect(message));
    }
    let foreign: Vec<&str> = CATEGORIES
        .into_iter()
        .filter(|c| *c != "other" && keys.contains(c) && !needed.contains(*c))
        .collect();
    if !foreign.is_empty() {
        let forms: Vec<&str> = needed.iter().map(String::as_str).collect();
        let message = format!(
            "`{id}`: {language} has no plural form [{}], only [{}]",
            list(foreign),
            list(forms)
        );
        defects.push(selector.place.defect(message));
    }
}
