//! What the source documents give in quotes stands in the scripts, letter for letter. Each file
//! `tests/phrases/*.toml` lists the phrases of one document:
//!
//! ```toml
//! seed = 2                      # the document's number, with which the file's name begins
//! language = "ru"               # the document's language
//! script = "hotline"            # the script in which they stand, where the phrase does not say
//!
//! [[phrase]]
//! text = "Меня зовут /имя/, слушаю"   # as printed
//! gaps = ["/имя/"]                    # what is printed where a datum is put in
//! mended = "…"                        # as it stands instead: printed run together, or in the wrong form
//! note = "run together"               # why it is mended
//! skip = "a term, not said in a call" # why it stands nowhere
//! advised_against = true              # stands as advice against it only, in `.avoid`
//! script = "duty"                     # another script than the others
//! file = "inbound"                    # or in no script, but in the common texts of this file
//! ```
//!
//! White space counts as one space, every quotation mark as one, three dots as an ellipsis; a phrase may
//! begin a sentence.
//! `SUFLER_SEEDS=folder cargo test --test words phrases` also asks
//! whether the documents have them; they are not part of the repository.

use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use serde::Deserialize;

/// Where a datum is put in.
const DATUM: char = '\u{fffc}';

/// Quotation marks: documents and languages have each their own.
const QUOTES: [char; 6] = ['«', '»', '„', '“', '”', '"'];

/// Texts beyond so many variants are not followed.
const MOST_VARIANTS: usize = 1_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    seed: u32,
    language: String,
    script: Option<String>,
    #[serde(default)]
    phrase: Vec<Phrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    text: String,
    #[serde(default)]
    gaps: Vec<String>,
    mended: Option<String>,
    note: Option<String>,
    skip: Option<String>,
    #[serde(default)]
    advised_against: bool,
    script: Option<String>,
    file: Option<String>,
}

/// A text of a file, with everything it may come out as.
struct Text {
    /// `message` or `message.attribute`.
    id: String,
    variants: Vec<String>,
}

impl Text {
    fn advises_against(&self) -> bool {
        self.id.ends_with(".avoid")
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|own| own == ending)).collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn documents() -> Vec<(String, Document)> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let read = toml::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        (name(&path), read)
    };
    files(&root().join("tests/phrases"), "toml").into_iter().map(read).collect()
}

/// All texts of a file of `locales/`.
fn texts(path: &Path) -> Vec<Text> {
    let text = fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let resource = fluent_syntax::parser::parse(text.as_str())
        .unwrap_or_else(|(_, why)| panic!("{}: {why:?}", path.display()));
    let mut texts = Vec::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        let own = message.value.iter().map(|value| (id.to_owned(), value));
        let attributes = message.attributes.iter();
        let attributes = attributes.map(|a| (format!("{id}.{}", a.id.name), &a.value));
        for (id, pattern) in own.chain(attributes) {
            let variants = variants(pattern).iter().map(|text| plain(text)).collect();
            texts.push(Text { id, variants });
        }
    }
    texts
}

/// Every text that a pattern may come out as.
fn variants(pattern: &Pattern<&str>) -> Vec<String> {
    let mut all = vec![String::new()];
    for element in &pattern.elements {
        let here = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => match expression {
                Expression::Select { variants: list, .. } => {
                    list.iter().flat_map(|variant| variants(&variant.value)).collect()
                }
                Expression::Inline(InlineExpression::StringLiteral { value }) => {
                    vec![(*value).to_owned()]
                }
                Expression::Inline(_) => vec![DATUM.to_string()],
            },
        };
        all = all
            .iter()
            .flat_map(|text| here.iter().map(move |next| format!("{text}{next}")))
            .collect();
        all.truncate(MOST_VARIANTS);
    }
    all
}

fn plain(text: &str) -> String {
    let text = text.replace(QUOTES, "\"").replace("...", "\u{2026}");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Phrase {
    /// What has to stand there, in pieces between the data that are put in.
    fn pieces(&self) -> Vec<String> {
        let mut text = self.mended.clone().unwrap_or_else(|| self.text.clone());
        for gap in &self.gaps {
            text = text.replace(gap, &DATUM.to_string());
        }
        text.split(DATUM).map(plain).collect()
    }

    fn is_in(&self, text: &Text) -> bool {
        text.variants.iter().any(|variant| stands(&self.pieces(), variant))
    }
}

/// Whether the pieces stand in the text one after another as whole words, with a datum between
/// each two.
fn stands(pieces: &[String], text: &str) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return true };
    [first.clone(), capital(first)].iter().any(|first| {
        text.match_indices(first.as_str()).any(|(at, found)| {
            let begins = !text[..at].ends_with(char::is_alphanumeric);
            begins && follow(rest, &text[at + found.len()..])
        })
    })
}

/// As a sentence begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn follow(pieces: &[String], text: &str) -> bool {
    let Some((next, rest)) = pieces.split_first() else {
        return !text.starts_with(char::is_alphanumeric);
    };
    let mut between = text.match_indices(next.as_str());
    between.any(|(at, found)| {
        let gap = &text[..at];
        let letters = gap.chars().any(char::is_alphanumeric);
        let data = gap.matches(DATUM).count();
        !letters && data == 1 && follow(rest, &text[at + found.len()..])
    })
}

#[test]
fn what_the_documents_give_in_quotes_stands_in_the_scripts() {
    let mut missing = Vec::new();
    for (file, document) in documents() {
        assert!(file.starts_with(&format!("{:03}", document.seed)), "{file}: its number");
        assert!(!document.phrase.is_empty(), "{file}: no phrases");
        let locale = root().join("locales").join(&document.language);
        for phrase in document.phrase.iter().filter(|phrase| phrase.skip.is_none()) {
            let script = phrase.script.as_ref().or(document.script.as_ref());
            let path = match (&phrase.file, script) {
                (Some(file), _) => locale.join(format!("{file}.ftl")),
                (None, Some(script)) => locale.join(format!("scripts/{script}.ftl")),
                (None, None) => panic!("{file}: where does `{}` stand?", phrase.text),
            };
            let texts = texts(&path);
            let mut places = texts.iter().filter(|text| phrase.is_in(text));
            let there = match phrase.advised_against {
                true => places.any(Text::advises_against),
                false => places.any(|text| !text.advises_against()),
            };
            if !there {
                let stands = phrase.mended.as_ref().unwrap_or(&phrase.text);
                missing.push(format!("{file}: {}: {stands}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "not there:\n{}", missing.join("\n"));
}

#[test]
fn what_a_document_advises_against_stands_as_advice_against_it_only() {
    let mut wrong = Vec::new();
    for (file, document) in documents() {
        let scripts = root().join("locales").join(&document.language).join("scripts");
        for path in files(&scripts, "ftl") {
            let texts = texts(&path);
            for phrase in document.phrase.iter().filter(|phrase| phrase.advised_against) {
                let said = texts.iter().filter(|text| !text.advises_against());
                wrong.extend(
                    said.filter(|text| phrase.is_in(text)).map(|text| {
                        format!("{file}: {}: {}: {}", name(&path), text.id, phrase.text)
                    }),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "advised against, and yet:\n{}", wrong.join("\n"));
}

#[test]
fn what_is_mended_differs_from_what_is_printed() {
    for (file, document) in documents() {
        for phrase in &document.phrase {
            let same =
                phrase.mended.as_ref().is_some_and(|mended| plain(mended) == plain(&phrase.text));
            assert!(!same, "{file}: nothing is mended in `{}`", phrase.text);
            let why = phrase.mended.is_none() || phrase.note.is_some();
            assert!(why, "{file}: why is `{}` mended? Say it in `note`", phrase.text);
            for gap in &phrase.gaps {
                assert!(phrase.text.contains(gap), "{file}: no `{gap}` in `{}`", phrase.text);
            }
        }
    }
}

#[test]
fn the_documents_have_what_is_listed() {
    let Some(folder) = std::env::var_os("SUFLER_SEEDS").map(PathBuf::from) else { return };
    let seeds = files(&folder, "txt");
    for (file, document) in documents() {
        let number = format!("{:03}", document.seed);
        let seed = seeds.iter().find(|path| name(path).starts_with(&number));
        let seed = plain(&fs::read_to_string(seed.unwrap()).unwrap());
        for phrase in &document.phrase {
            assert!(seed.contains(&plain(&phrase.text)), "{file}: not printed: {}", phrase.text);
        }
    }
}

#[test]
fn a_datum_is_put_in_where_the_document_has_a_gap() {
    let phrase = |text: &str| Phrase {
        text: text.to_owned(),
        gaps: vec!["/name/".to_owned()],
        mended: None,
        note: None,
        skip: None,
        advised_against: false,
        script: None,
        file: None,
    };
    let text = |variant: &str| Text { id: "greet".into(), variants: vec![variant.into()] };
    let said = text("Hello, my name is \u{fffc}, how can I help?");
    assert!(phrase("my name is /name/ how can I help?").is_in(&said));
    assert!(!phrase("my name is /name/ can I help?").is_in(&said));
    assert!(phrase("hello, my name").is_in(&said));
    assert!(!phrase("my name is how can I help?").is_in(&said));
    assert!(!phrase("/name/ /name/").is_in(&said));
    assert!(!phrase("my name is /name/ how can I hel").is_in(&said));
}
