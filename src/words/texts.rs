//! The texts of one language: a Fluent bundle, and an index of what is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Pattern;
use unic_langid::LanguageIdentifier;

use super::Defect;
use super::tree::{self, Entry, Facts, Place, Target};

/// The texts of one book in all languages, by their codes. There are few, and whatever is said begins
/// with a look at one of them: each is compared, which takes less than a search.
#[derive(Default)]
pub(super) struct Book(Vec<(String, Texts)>);

impl Book {
    /// The texts of a language.
    pub fn get(&self, lang: &str) -> Option<&Texts> {
        self.0.iter().find(|(own, _)| own == lang).map(|(_, texts)| texts)
    }

    /// Adds a file in a language; see [`Texts::add`].
    pub fn add(
        &mut self,
        (lang, id): (&str, LanguageIdentifier),
        file: &str,
        text: &str,
        defects: &mut Vec<Defect>,
    ) {
        let place = self.0.partition_point(|(own, _)| own.as_str() < lang);
        if self.0.get(place).is_none_or(|(own, _)| own != lang) {
            self.0.insert(place, (lang.to_owned(), Texts::new(id)));
        }
        if let Some((_, texts)) = self.0.get_mut(place) {
            texts.add(file, text, defects);
        }
    }

    /// All languages with their texts.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Texts)> {
        self.0.iter().map(|(lang, texts)| (lang.as_str(), texts))
    }
}

/// The texts of one language.
pub(super) struct Texts {
    bundle: FluentBundle<Arc<FluentResource>>,
    pub entries: BTreeMap<String, Entry>,
}

/// The deepest nesting of braces and parentheses in one message. The library's parser calls itself
/// for each and has no limit: a file of nothing but braces would end the program.
const DEEPEST: usize = 50;

/// Where a message nests too deeply, in bytes.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Where a message begins, nothing is open.
        let id = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let rest = line.trim_start_matches(id);
        if rest.len() < line.len() && rest.trim_start_matches(' ').starts_with('=') {
            depth = 0;
        }
        for (at, c) in line.char_indices() {
            match c {
                '{' | '(' => depth += 1,
                '}' | ')' => depth = usize::saturating_sub(depth, 1),
                _ => {}
            }
            if depth > DEEPEST {
                return Some(start + at);
            }
        }
        start += line.len();
    }
    None
}

impl Texts {
    /// Empty texts of a language.
    pub fn new(language: LanguageIdentifier) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        // Fails only where NUMBER is defined already.
        let _ = bundle.add_builtins();
        Texts { bundle, entries: BTreeMap::new() }
    }

    /// Adds a file. What cannot be read is left out and reported.
    pub fn add(&mut self, file: &str, text: &str, defects: &mut Vec<Defect>) {
        let file: Arc<str> = Arc::from(file);
        // Offsets must be those of the file as people see it, so no byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some(at) = too_deep(text) {
            let place = Place::at(&file, text, at);
            defects.push(place.defect("braces are nested more than 50 deep".to_owned()));
            return;
        }
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
            defects.extend(errors.iter().map(|error| {
                Place::at(&file, text, error.pos.start).defect(format!("Fluent syntax: {error}"))
            }));
            rest
        });
        tree::collect(&file, resource.source(), resource.entries(), &mut self.entries, defects);
        // Complains about duplicates only, which `collect` has reported with their places.
        let _ = self.bundle.add_resource(Arc::new(resource));
    }

    /// Whether there is such a message with a value, or `message.attribute`.
    pub fn has(&self, id: &str) -> bool {
        self.facts(id).is_some()
    }

    /// What `message` or `message.attribute` uses.
    pub fn facts(&self, id: &str) -> Option<&Facts> {
        match id.split_once('.') {
            Some((message, attribute)) => self.entries.get(message)?.attributes.get(attribute),
            None => self.entries.get(id)?.value.as_ref(),
        }
    }

    /// What `message` or `message.attribute` says.
    pub fn pattern(&self, id: &str) -> Option<&Pattern<&str>> {
        match id.split_once('.') {
            Some((message, attribute)) => {
                Some(self.bundle.get_message(message)?.get_attribute(attribute)?.value())
            }
            None => self.bundle.get_message(id)?.value(),
        }
    }

    /// Adds the text of `message` or `message.attribute`; gives what went wrong in making it.
    pub fn format(&self, id: &str, args: &FluentArgs<'_>, to: &mut String) -> Option<Vec<String>> {
        let pattern = self.pattern(id)?;
        let mut errors = Vec::new();
        // Writing to a string does not fail.
        let _ = self.bundle.write_pattern(to, pattern, Some(args), &mut errors);
        Some(errors.iter().map(ToString::to_string).collect())
    }

    /// The variables that a pattern needs, those of the messages it refers to included. (A term
    /// sees only the arguments it is given.)
    pub fn variables(&self, facts: &Facts) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![facts];
        while let Some(facts) = open.pop() {
            all.extend(facts.variables.iter().cloned());
            for reference in &facts.references {
                let Target::Entry(id, attribute) = &reference.target else { continue };
                let Some(entry) = self.entries.get(id) else { continue };
                if id.starts_with('-') || !seen.insert((id, attribute)) {
                    continue;
                }
                open.extend(match attribute {
                    Some(attribute) => entry.attributes.get(attribute),
                    None => entry.value.as_ref(),
                });
            }
        }
        all
    }
}
