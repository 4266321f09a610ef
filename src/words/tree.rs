//! What the syntax tree of a Fluent file tells: which messages, attributes, variables, references
//! and selectors there are, and where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_syntax::ast;

use super::Defect;

/// A place in a file; line and column count characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub file: Arc<str>,
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The place of a byte offset.
    pub fn at(file: &Arc<str>, source: &str, offset: usize) -> Self {
        let mut offset = offset.min(source.len());
        while !source.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &source[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: Arc::clone(file),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    /// A defect here.
    pub fn defect(&self, message: String) -> Defect {
        Defect { file: self.file.to_string(), line: self.line, column: self.column, message }
    }
}

/// What a placeable refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A message or, with a leading `-`, a term; perhaps one of its attributes.
    Entry(String, Option<String>),
    Function(String),
}

/// A reference and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub target: Target,
    pub place: Place,
}

/// A select expression.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    pub place: Place,
    /// `NUMBER(…)` is the selector.
    pub on_number: bool,
    pub keys: Vec<String>,
}

/// What a pattern (the value of a message, or of an attribute) uses.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub place: Place,
    pub variables: BTreeSet<String>,
    pub references: Vec<Reference>,
    pub selectors: Vec<Selector>,
}

/// A message, or a term (its id begins with `-`).
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub place: Place,
    pub value: Option<Facts>,
    pub attributes: BTreeMap<String, Facts>,
}

impl Entry {
    /// The value and the attributes.
    pub fn patterns(&self) -> impl Iterator<Item = &Facts> {
        self.value.iter().chain(self.attributes.values())
    }
}

/// Adds the entries of one file; ids that are there already are defects.
pub(super) fn collect<'s>(
    file: &Arc<str>,
    source: &'s str,
    body: impl Iterator<Item = &'s ast::Entry<&'s str>>,
    entries: &mut BTreeMap<String, Entry>,
    defects: &mut Vec<Defect>,
) {
    let mut walk = Walk { file, source, lines: line_starts(source), defects };
    for entry in body {
        let (id, entry) = match entry {
            ast::Entry::Message(m) => {
                (m.id.name.to_owned(), walk.entry(m.id.name, m.value.as_ref(), &m.attributes))
            }
            ast::Entry::Term(t) => {
                (format!("-{}", t.id.name), walk.entry(t.id.name, Some(&t.value), &t.attributes))
            }
            _ => continue,
        };
        if let Some(first) = entries.get(&id) {
            let Place { file, line, .. } = &first.place;
            let message = format!("`{id}` is defined twice: first at {file}:{line}; keep one");
            walk.defects.push(entry.place.defect(message));
        } else {
            entries.insert(id, entry);
        }
    }
}

/// Where each line begins, in bytes.
fn line_starts(source: &str) -> Vec<usize> {
    std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

struct Walk<'a> {
    file: &'a Arc<str>,
    source: &'a str,
    /// There are thousands of places in a file: to count its lines for each of them took a third of
    /// the program's start.
    lines: Vec<usize>,
    defects: &'a mut Vec<Defect>,
}

impl Walk<'_> {
    /// The place of a slice of the source.
    fn place(&self, slice: &str) -> Place {
        let offset = (slice.as_ptr() as usize).saturating_sub(self.source.as_ptr() as usize);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let before = self.source.get(start..offset).unwrap_or_default();
        Place { file: Arc::clone(self.file), line, column: before.chars().count() + 1 }
    }

    fn entry(
        &mut self,
        name: &str,
        value: Option<&ast::Pattern<&str>>,
        attributes: &[ast::Attribute<&str>],
    ) -> Entry {
        let place = self.place(name);
        let value = value.map(|pattern| self.facts(place.clone(), pattern));
        let mut found = BTreeMap::new();
        for attribute in attributes {
            let place = self.place(attribute.id.name);
            let facts = self.facts(place.clone(), &attribute.value);
            if found.insert(attribute.id.name.to_owned(), facts).is_some() {
                let message = format!("`{name}` has two attributes `.{}`", attribute.id.name);
                self.defects.push(place.defect(message));
            }
        }
        Entry { place, value, attributes: found }
    }

    fn facts(&self, place: Place, pattern: &ast::Pattern<&str>) -> Facts {
        let mut facts = Facts {
            place,
            variables: BTreeSet::new(),
            references: Vec::new(),
            selectors: Vec::new(),
        };
        self.pattern(pattern, &mut facts);
        facts
    }

    fn pattern(&self, pattern: &ast::Pattern<&str>, facts: &mut Facts) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                self.expression(expression, facts);
            }
        }
    }

    fn expression(&self, expression: &ast::Expression<&str>, facts: &mut Facts) {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline, facts),
            ast::Expression::Select { selector, variants } => {
                self.inline(selector, facts);
                let keys = variants.iter().map(|v| match &v.key {
                    ast::VariantKey::Identifier { name } => (*name).to_owned(),
                    ast::VariantKey::NumberLiteral { value } => (*value).to_owned(),
                });
                facts.selectors.push(Selector {
                    place: self.inline_place(selector).unwrap_or_else(|| facts.place.clone()),
                    on_number: matches!(selector, ast::InlineExpression::FunctionReference { id, .. }
                        if id.name == "NUMBER"),
                    keys: keys.collect(),
                });
                for variant in variants {
                    self.pattern(&variant.value, facts);
                }
            }
        }
    }

    fn inline_place(&self, inline: &ast::InlineExpression<&str>) -> Option<Place> {
        use ast::InlineExpression as I;
        match inline {
            I::VariableReference { id }
            | I::FunctionReference { id, .. }
            | I::MessageReference { id, .. }
            | I::TermReference { id, .. } => Some(self.place(id.name)),
            _ => None,
        }
    }

    fn inline(&self, inline: &ast::InlineExpression<&str>, facts: &mut Facts) {
        use ast::InlineExpression as I;
        let mut refer = |target, name| {
            facts.references.push(Reference { target, place: self.place(name) });
        };
        let name_of = |a: &Option<ast::Identifier<&str>>| a.as_ref().map(|a| a.name.to_owned());
        match inline {
            I::VariableReference { id } => {
                facts.variables.insert(id.name.to_owned());
            }
            I::MessageReference { id, attribute } => {
                refer(Target::Entry(id.name.to_owned(), name_of(attribute)), id.name);
            }
            I::TermReference { id, attribute, arguments } => {
                refer(Target::Entry(format!("-{}", id.name), name_of(attribute)), id.name);
                if let Some(arguments) = arguments {
                    self.arguments(arguments, facts);
                }
            }
            I::FunctionReference { id, arguments } => {
                refer(Target::Function(id.name.to_owned()), id.name);
                self.arguments(arguments, facts);
            }
            I::Placeable { expression } => self.expression(expression, facts),
            I::StringLiteral { .. } | I::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&self, arguments: &ast::CallArguments<&str>, facts: &mut Facts) {
        for argument in &arguments.positional {
            self.inline(argument, facts);
        }
        for argument in &arguments.named {
            self.inline(&argument.value, facts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_by_lines_and_by_counting() {
        let source = "f\u{e9}e = \u{10d3}\n\nb = { $x }\r\n  c\n";
        let file: Arc<str> = Arc::from("ru/x.ftl");
        let walk =
            Walk { file: &file, source, lines: line_starts(source), defects: &mut Vec::new() };
        for (offset, _) in source.char_indices() {
            assert_eq!(walk.place(&source[offset..]), Place::at(&file, source, offset), "{offset}");
        }
    }
}
