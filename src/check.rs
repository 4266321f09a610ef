//! Whether rules and texts fit together: the library part of `sufler check`. Everything is
//! looked at, and everything that is wrong is told at once, each with file, line and column.
//!
//! What is wrong inside one file, [`script`](crate::script) and [`words`](crate::words) tell; here
//! is what only shows when both are there: steps without words, words without a step, keys that a
//! telephone cannot show, comments that Telegram cannot copy.

mod codes;
mod index;
mod scripts;

use std::fmt;

use crate::chat::press::{Act, DATA_MAX, On, Press};
use crate::domain::campaign::Campaign;
use crate::notes::cues::Cues;
use crate::script::{Defect, Files, Reading, check_notes};
use crate::words::{Arg, Phrase, Source, Words};
use index::Index;

/// The longest text of a key, in characters: more does not fit the width of a telephone.
pub const LABEL_MAX: usize = 40;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// All defects, ordered by file and line.
    pub defects: Vec<Defect>,
}

impl Report {
    /// Nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.defects.is_empty()
    }
}

/// One line a defect, and a line with their number.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for defect in &self.defects {
            writeln!(f, "{defect}")?;
        }
        match self.defects.len() {
            0 => writeln!(f, "no defects"),
            1 => writeln!(f, "1 defect"),
            count => writeln!(f, "{count} defects"),
        }
    }
}

/// Checks rules and texts, each by itself and one against the other. `texts` are the files of
/// `locales/`.
pub fn check(files: &Files, texts: &[Source]) -> Report {
    let read = Reading::of(files, &|script| script_texts(texts, script));
    let mut defects = read.defects.clone();
    defects.extend(check_notes(files));
    defects.extend(Cues::read(texts).err().into_iter().flatten().map(of_words));
    match Words::load(texts) {
        Err(wrong) => defects.extend(wrong.into_iter().map(of_words)),
        Ok(words) => {
            defects.extend(words.check().into_iter().map(of_words));
            let mut check = Check { words: &words, index: Index::new(texts), defects };
            check.scripts(files, &read);
            if let Some(codes) = &read.codes {
                check.codes(codes, read.campaign.as_ref());
            }
            if let Some(campaign) = &read.campaign {
                check.languages(files, campaign);
                check.directions(files, campaign, &read);
            }
            defects = check.defects;
        }
    }
    defects.sort();
    defects.dedup();
    Report { defects }
}

/// All texts of a script, in all languages: what its digest covers besides its structure.
pub fn script_texts(texts: &[Source], script: &str) -> String {
    let end = format!("/scripts/{script}.ftl");
    let mut own: Vec<&Source> = texts.iter().filter(|source| source.path.ends_with(&end)).collect();
    own.sort_by(|a, b| a.path.cmp(&b.path));
    own.iter().map(|source| format!("{}\n{}\n", source.path, source.text)).collect()
}

fn of_words(defect: crate::words::Defect) -> Defect {
    let crate::words::Defect { file, line, column, message } = defect;
    Defect { file: index::shown(&file), line, column, message }
}

/// Where a text is looked for: a script's book, or the common texts.
type Book<'b> = Option<&'b str>;

/// What a variable may be filled with: the values that make the longest texts.
type Values<'v> = &'v dyn Fn(&str) -> Vec<Arg>;

struct Check<'a> {
    words: &'a Words,
    index: Index<'a>,
    defects: Vec<Defect>,
}

impl Check<'_> {
    fn add(&mut self, lang: &str, book: Book<'_>, id: &str, message: String) {
        self.defects.push(self.index.defect(lang, book, id, message));
    }

    /// Notes a text that no language has. What only some of them lack, `words` tells.
    fn need(&mut self, book: Book<'_>, id: &str, what: &str) {
        let languages = self.words.languages();
        if languages.iter().any(|lang| self.words.has(lang, id, book)) {
            return;
        }
        for lang in languages {
            self.add(lang, book, id, format!("`{id}` is missing: {what}"));
        }
    }

    /// The same, for the text of a key: short enough in every language.
    fn label(&mut self, book: Book<'_>, id: &str, what: &str, values: Values<'_>) {
        self.need(book, id, what);
        for lang in self.words.languages() {
            let longest = self.longest(lang, book, id, values);
            if longest > LABEL_MAX {
                let why = format!("key text too long: `{id}` has {longest} characters");
                self.add(lang, book, id, format!("{why}, a key shows {LABEL_MAX}"));
            }
        }
    }

    /// The length of a text in characters, with the values that make it longest; 0 where the
    /// language has no such text.
    fn longest(&self, lang: &str, book: Book<'_>, id: &str, values: Values<'_>) -> usize {
        if !self.words.has(lang, id, book) {
            return 0;
        }
        let mut phrases =
            vec![Phrase { book: book.map(str::to_owned), ..Phrase::new(id.to_owned()) }];
        for variable in self.words.variables(lang, id, book) {
            let filled = values(&variable).into_iter().flat_map(|value| {
                let with = |phrase: &Phrase| phrase.clone().with(variable.clone(), value.clone());
                phrases.iter().map(with).collect::<Vec<_>>()
            });
            let filled: Vec<Phrase> = filled.collect();
            if !filled.is_empty() {
                phrases = filled;
            }
        }
        let length = |phrase| self.words.say(lang, phrase).chars().count();
        phrases.iter().map(length).max().unwrap_or_default()
    }

    /// Notes an id that makes the data of a key longer than Telegram takes.
    fn data(&mut self, file: &str, act: Act, id: &str) {
        let data = Press { on: On::Screen(u32::MAX), act }.to_string().len();
        if data > DATA_MAX {
            let why = format!("a key with the id `{id}` has {data} bytes of data");
            self.defects.push(Defect::whole(file, format!("{why}, and may have {DATA_MAX}")));
        }
    }

    /// Notes scripts that are named for calls of the other direction.
    fn directions(&mut self, files: &Files, campaign: &Campaign, read: &Reading) {
        let Some((path, text)) = files.named("campaign.toml") else { return };
        let inbound = campaign.inbound.iter().map(|id| ("inbound", id, true));
        for (key, id, wanted) in inbound.chain([("script", &campaign.script, false)]) {
            if read.scripts.get(id).is_some_and(|script| script.is_inbound() != wanted) {
                let way = if wanted { "inbound" } else { "outbound" };
                let message = format!(
                    "`{key}`: the script `{id}` is not for calls with the direction `{way}`"
                );
                self.defects.push(Defect::at(path, text, value(text, key, id), message));
            }
        }
    }

    /// Notes the languages of the campaign that have no texts.
    fn languages(&mut self, files: &Files, campaign: &Campaign) {
        let Some((path, text)) = files.named("campaign.toml") else { return };
        let spoken = campaign.spoken.iter().map(|lang| ("spoken", lang));
        for (key, lang) in spoken.chain([("record", &campaign.record)]) {
            if !self.words.languages().contains(lang) {
                let known = self.words.languages().join("`, `");
                let message = format!("`{key}`: there are no texts in `{lang}`, only in `{known}`");
                self.defects.push(Defect::at(path, text, value(text, key, lang), message));
            }
        }
    }
}

/// The byte at which a value of a key stands in a TOML file; of the key, where it cannot be found.
fn value(text: &str, key: &str, value: &str) -> usize {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with(key) {
            let rest = text[start..].find(&format!("\"{value}\""));
            return start + rest.unwrap_or_default();
        }
        start += line.len();
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::ID_MAX;

    #[test]
    fn every_id_that_a_file_may_give_fits_into_a_key() {
        let words = Words::load(&[]).unwrap();
        let mut check = Check { words: &words, index: Index::new(&[]), defects: Vec::new() };
        let longest = "x".repeat(ID_MAX);
        for act in [Act::Branch, Act::Object, Act::Code, Act::Chip] {
            check.data("f", act(longest.clone()), &longest);
        }
        assert_eq!(check.defects, []);
        check.data("f", Act::Chip("x".repeat(DATA_MAX)), "x");
        assert_eq!(check.defects.len(), 1);
    }

    #[test]
    fn a_value_is_found_on_the_line_of_its_key() {
        let text = "a = \"ru\"\nspoken = [\"ka\", \"ru\"]\n";
        assert_eq!(value(text, "spoken", "ru"), text.rfind("\"ru\"").unwrap());
        assert_eq!(value(text, "record", "ru"), 0);
    }
}
