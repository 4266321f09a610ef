//! Makes text of phrases.
//!
//! Most texts are pieces with values between them, or choose between wordings by a value that is a
//! text, or by some numbers: those are put together here, in one string. Texts that choose by the kind
//! of a number (one, few, many), or refer to other texts, go by Fluent, which makes the same of the
//! others too.

use std::fmt::Write as _;

use chrono::{Datelike as _, NaiveDate};
use fluent_bundle::{FluentArgs, FluentValue};
use fluent_syntax::ast::{
    Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey,
};

use super::{Arg, Phrase, Voice, Words};

/// Numbers beyond this are not exact in Fluent, which counts in `f64`.
const LARGEST_NUMBER: u64 = 1 << 53;

/// Room for a usual text, in bytes: a line of Russian or Georgian has two or three to a letter.
const USUAL: usize = 128;

/// What a text may have filled in.
pub(super) trait Values {
    /// Adds the value of this name to a text; false: there is none.
    fn put(&self, name: &str, to: &mut String) -> bool;
    /// The value of this name where wordings are chosen by it.
    fn choice(&self, name: &str) -> Option<Choice<'_>>;
    /// All values, as Fluent takes them.
    fn all(&self) -> FluentArgs<'_>;
}

/// What wordings are chosen by.
#[derive(Clone, Copy)]
pub(super) enum Choice<'a> {
    Text(&'a str),
    Number(i64),
}

impl Choice<'_> {
    /// Whether a wording is the one under this name; none: that is for Fluent to say.
    fn is(self, name: &VariantKey<&str>) -> Option<bool> {
        match (self, name) {
            (Choice::Text(text), VariantKey::Identifier { name }) => Some(*name == text),
            (Choice::Text(_), VariantKey::NumberLiteral { .. }) => Some(false),
            (Choice::Number(_), VariantKey::Identifier { .. }) => None,
            (Choice::Number(number), VariantKey::NumberLiteral { value }) => {
                value.parse().ok().map(|value: i64| value == number)
            }
        }
    }
}

/// The arguments of a phrase.
struct Filled<'a> {
    words: &'a Words,
    lang: &'a str,
    phrase: &'a Phrase,
    year: Option<i32>,
}

impl Filled<'_> {
    fn value(&self, name: &str) -> Option<&Arg> {
        // Of two of the same name the later one counts.
        let value = self.phrase.args.iter().rev().find(|(other, _)| other == name);
        value.map(|(_, value)| value)
    }

    fn put_value(&self, value: &Arg, to: &mut String) {
        let Filled { words, lang, year, .. } = self;
        match value {
            Arg::Text(text) => to.push_str(text),
            // Writing to a string does not fail.
            Arg::Number(number) => drop(write!(to, "{number}")),
            Arg::Phrase(phrase) => words.put(lang, phrase, *year, to),
            Arg::Time(moment, zone, style) => {
                let local = moment.with_timezone(zone).naive_local();
                words.put_date(lang, local.date(), Some(local.time()), *style, *year, to);
            }
            Arg::Day(day, style) => words.put_date(lang, *day, None, *style, *year, to),
        }
    }
}

impl Values for Filled<'_> {
    fn put(&self, name: &str, to: &mut String) -> bool {
        self.value(name).inspect(|value| self.put_value(value, to)).is_some()
    }

    fn choice(&self, name: &str) -> Option<Choice<'_>> {
        match self.value(name)? {
            Arg::Text(text) => Some(Choice::Text(text)),
            Arg::Number(n) if n.unsigned_abs() < LARGEST_NUMBER => Some(Choice::Number(*n)),
            _ => None,
        }
    }

    fn all(&self) -> FluentArgs<'_> {
        let mut args = FluentArgs::with_capacity(self.phrase.args.len());
        for (name, value) in &self.phrase.args {
            let value = match value {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(n) if n.unsigned_abs() < LARGEST_NUMBER => FluentValue::from(*n),
                other => {
                    let mut text = String::with_capacity(USUAL);
                    self.put_value(other, &mut text);
                    FluentValue::from(text)
                }
            };
            args.set(name.as_ref(), value);
        }
        args
    }
}

impl Words {
    /// The text of a phrase for a reader of `lang`. A year is never shown in a date; see
    /// [`Words::say_at`].
    pub fn say(&self, lang: &str, phrase: &Phrase) -> String {
        self.text(lang, phrase, None)
    }

    /// As [`Words::say`], with the year in dates that are not in the year of `today`.
    pub fn say_at(&self, lang: &str, phrase: &Phrase, today: NaiveDate) -> String {
        self.text(lang, phrase, Some(today.year()))
    }

    /// As [`Words::say`], added to a text.
    pub fn say_to(&self, lang: &str, phrase: &Phrase, to: &mut String) {
        self.put(lang, phrase, None, to);
    }

    fn text(&self, lang: &str, phrase: &Phrase, year: Option<i32>) -> String {
        let mut text = String::with_capacity(USUAL);
        self.put(lang, phrase, year, &mut text);
        text
    }

    fn put(&self, lang: &str, phrase: &Phrase, year: Option<i32>, to: &mut String) {
        let lang = match &phrase.voice {
            Voice::Reader => lang,
            Voice::In(own) => own,
        };
        let values = Filled { words: self, lang, phrase, year };
        self.fill(lang, &phrase.id, phrase.book.as_deref(), &values, to);
    }

    /// Adds a message in the first language that has it, or its id.
    pub(super) fn fill(
        &self,
        lang: &str,
        id: &str,
        book: Option<&str>,
        values: &impl Values,
        to: &mut String,
    ) {
        let done = self.with_book(book, |texts| {
            let own = texts.get(lang).and_then(|texts| texts.pattern(id));
            own.is_some_and(|pattern| put_pieces(pattern, values, to))
        });
        if done != Some(true) {
            self.fill_by_fluent(lang, id, book, values, to);
        }
    }

    fn fill_by_fluent(
        &self,
        lang: &str,
        id: &str,
        book: Option<&str>,
        values: &impl Values,
        to: &mut String,
    ) {
        let found = self.with_book(book, |texts| {
            let args = values.all();
            self.order(lang).find_map(|l| Some((l, texts.get(l)?.format(id, &args, to)?)))
        });
        match found.flatten() {
            Some((used, errors)) if used == lang && errors.is_empty() => {}
            Some((_, errors)) => self.complain(lang, id, book, &errors),
            None => {
                self.complain(lang, id, book, &["no language has it".to_owned()]);
                to.push_str(id);
            }
        }
    }
}

/// Adds a text of pieces, values, and wordings that are chosen without rules of a language; false: it
/// is none, and nothing was added.
fn put_pieces(pattern: &Pattern<&str>, values: &impl Values, to: &mut String) -> bool {
    let start = to.len();
    for element in &pattern.elements {
        let put = match element {
            PatternElement::TextElement { value } => {
                to.push_str(value);
                true
            }
            PatternElement::Placeable { expression } => put_expression(expression, values, to),
        };
        if !put {
            to.truncate(start);
            return false;
        }
    }
    true
}

fn put_expression(expression: &Expression<&str>, values: &impl Values, to: &mut String) -> bool {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => values.put(id.name, to),
        Expression::Inline(InlineExpression::StringLiteral { value }) if !value.contains('\\') => {
            to.push_str(value);
            true
        }
        Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
            let Some(choice) = values.choice(id.name) else { return false };
            let variant = wording(variants, choice);
            variant.is_some_and(|variant| put_pieces(&variant.value, values, to))
        }
        _ => false,
    }
}

/// The wording that is chosen; none: that is for Fluent to say.
fn wording<'v, 's>(
    variants: &'v [Variant<&'s str>],
    choice: Choice<'_>,
) -> Option<&'v Variant<&'s str>> {
    let (usual, others) = variants.split_last().filter(|(last, _)| last.default)?;
    for variant in others {
        if choice.is(&variant.key)? {
            return Some(variant);
        }
    }
    Some(usual)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use chrono_tz::Tz;

    use super::*;
    use crate::words::{Source, TimeStyle};

    /// The text of a phrase as Fluent makes it.
    fn by_fluent(words: &Words, lang: &str, phrase: &Phrase) -> String {
        let values = Filled { words, lang, phrase, year: None };
        let mut text = String::new();
        words.common.get(lang).unwrap().format(&phrase.id, &values.all(), &mut text).unwrap();
        text
    }

    fn sources() -> Vec<Source> {
        let read = |lang: &str| {
            let folder = format!("{}/locales/{lang}", env!("CARGO_MANIFEST_DIR"));
            let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
            let files = files.filter(|path| path.is_file());
            let source = |path: std::path::PathBuf| Source {
                path: format!("{lang}/{}", path.file_name().unwrap().to_str().unwrap()),
                text: std::fs::read_to_string(path).unwrap(),
            };
            files.map(source).collect::<Vec<_>>()
        };
        ["ru", "ka", "en"].iter().flat_map(|lang| read(lang)).collect()
    }

    #[test]
    fn every_text_is_the_same_as_by_fluent() {
        let words = Words::load(&sources()).unwrap();
        let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let inner = Phrase::new("due-recall").with("time", Arg::Time(at, Tz::UTC, TimeStyle::Long));
        let values: [Arg; 11] = [
            "none".into(),
            "cold".into(),
            "one".into(),
            "a { $b } \u{2068}c".into(),
            "".into(),
            0_u32.into(),
            2_u32.into(),
            Arg::Number(-(1 << 60)),
            inner.into(),
            Arg::Time(at, Tz::Europe__Moscow, TimeStyle::Short),
            Arg::Day(at.date_naive(), TimeStyle::Weekday),
        ];
        let mut pieces = 0;
        for lang in ["ru", "ka", "en"] {
            for id in words.ids(lang, None) {
                for value in &values {
                    let mut phrase = Phrase::new(id.clone());
                    for name in words.variables(lang, &id, None) {
                        phrase = phrase.with(name, value.clone());
                    }
                    let said = words.say(lang, &phrase);
                    assert_eq!(said, by_fluent(&words, lang, &phrase), "{lang} {id} {value:?}");
                    pieces += 1;
                }
            }
        }
        assert!(pieces > 10_000);
    }

    #[test]
    fn wordings_are_chosen_as_by_fluent() {
        let text = concat!(
            "a = <{ $a ->\n    [one] 1{ $b }\n    [2] two\n   *[other] { $b ->\n",
            "        [one] x{\"\"}\n       *[few] y{\" \"}\n    }\n }>{ \"\\u0041\" }\n",
            "n = { $a ->\n    [1] one\n    [-2] minus { $b }\n    [02] two\n    [3.0] three\n   *[other] { $a }\n }\n",
            "m = { $a ->\n    [1] one\n   *[2] two\n }\n",
            "early = { $a ->\n   *[other] some\n    [2] two\n }\n",
        );
        let words = Words::load(&[Source { path: "en/a.ftl".to_owned(), text: text.to_owned() }]);
        let words = words.unwrap();
        let values: [Arg; 10] = [
            "one".into(),
            "2".into(),
            "other".into(),
            "".into(),
            1_u32.into(),
            2_u32.into(),
            3_u32.into(),
            Arg::Number(-2),
            Arg::Number(1 << 60),
            Phrase::new("one").into(),
        ];
        for id in ["a", "n", "m", "early"] {
            for a in &values {
                for b in &values {
                    let phrase = Phrase::new(id).with("a", a.clone()).with("b", b.clone());
                    let said = words.say("en", &phrase);
                    assert_eq!(said, by_fluent(&words, "en", &phrase), "{id} {a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_missing_is_left_to_fluent_and_the_later_of_two_counts() {
        let text = "two = { $a }-{ $b }\nown = { $a }".to_owned();
        let words = Words::load(&[Source { path: "en/a.ftl".to_owned(), text }]).unwrap();
        let phrase = Phrase::new("two").with("a", "1");
        assert_eq!(words.say("en", &phrase), "1-{$b}");
        let phrase = Phrase::new("own").with("a", "1").with("a", "2");
        assert_eq!(words.say("en", &phrase), by_fluent(&words, "en", &phrase));
        assert_eq!(words.say("en", &phrase), "2");
    }
}
