//! Where each text stands in its file.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::Entry;

use super::Book;
use crate::script::Defect;
use crate::words::Source;

/// Language and book.
type Shelf<'a> = (&'a str, Book<'a>);

/// The places of all messages and attributes.
pub(super) struct Index<'a> {
    /// File and byte by language, book and `message` or `message.attribute`.
    places: BTreeMap<(Shelf<'a>, String), (&'a Source, usize)>,
    /// Messages that others of the same book refer to.
    referred: BTreeMap<Book<'a>, BTreeSet<&'a str>>,
}

impl<'a> Index<'a> {
    /// Of the files of `locales/`.
    pub fn new(sources: &'a [Source]) -> Index<'a> {
        let mut index = Index { places: BTreeMap::new(), referred: BTreeMap::new() };
        for source in sources {
            if let Some(shelf) = shelf(&source.path) {
                index.add(source, shelf);
            }
        }
        index
    }

    fn add(&mut self, source: &'a Source, shelf: Shelf<'a>) {
        let text = source.text.as_str();
        let resource = match fluent_syntax::parser::parse(text) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // Names are slices of the text.
        let byte = |name: &str| (name.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let id = message.id.name;
            self.places.insert((shelf, id.to_owned()), (source, byte(id)));
            for attribute in message.attributes {
                let name = attribute.id.name;
                self.places.insert((shelf, format!("{id}.{name}")), (source, byte(name)));
            }
        }
        let braces = text.split('{').skip(1).map(str::trim_start);
        let names = braces.map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
            &rest[..end.unwrap_or(rest.len())]
        });
        self.referred.entry(shelf.1).or_default().extend(names);
    }

    /// A defect where a text stands; of a missing attribute where its message does, of a missing
    /// message where its file (or that of its like) begins.
    pub fn defect(&self, lang: &str, book: Book<'_>, id: &str, message: String) -> Defect {
        let own = id.split('.').next().unwrap_or(id);
        let at = |id: &str| self.places.get(&((lang, book), id.to_owned()));
        if let Some((source, byte)) = at(id).or_else(|| at(own)) {
            return Defect::at(&shown(&source.path), &source.text, *byte, message);
        }
        Defect::whole(&self.file(lang, book, own), message)
    }

    /// The file that a missing message belongs to.
    fn file(&self, lang: &str, book: Book<'_>, id: &str) -> String {
        if let Some(book) = book {
            return shown(&format!("{lang}/scripts/{book}.ftl"));
        }
        let family = id.split_inclusive('-').next().unwrap_or(id);
        let like = |((shelf, other), _): &(&(Shelf<'_>, String), _)| {
            *shelf == (lang, None) && other.starts_with(family)
        };
        match self.places.iter().find(like) {
            Some((_, (source, _))) => shown(&source.path),
            None => shown(&format!("{lang}/codes.ftl")),
        }
    }

    /// Whether another text of the book shows this message.
    pub fn is_referred(&self, book: Book<'_>, message: &str) -> bool {
        self.referred.get(&book).is_some_and(|names| names.contains(message))
    }
}

/// The path of a file of texts as people see it.
pub(super) fn shown(path: &str) -> String {
    format!("locales/{path}")
}

fn shelf(path: &str) -> Option<Shelf<'_>> {
    let (lang, rest) = path.split_once('/')?;
    let name = rest.strip_suffix(".ftl")?;
    match name.strip_prefix("scripts/") {
        Some(book) => Some((lang, Some(book))),
        None => Some((lang, None)),
    }
}
