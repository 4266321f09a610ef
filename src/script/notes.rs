//! Examples of hasty notes, one JSON object a line, and the figures by which notes are understood.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use super::defect::{Defect, Notes};
use super::names::Names;
use super::tree::{self, Fields};
use crate::notes::{Example, Settings};

/// A line of `notes/*.jsonl`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    lang: String,
    text: String,
    code: String,
    reason: Option<String>,
    when: Option<String>,
    now: Option<String>,
}

/// The longest note, in characters: nobody types more in a hurry.
const LONGEST: usize = 500;

/// Reads a file of examples.
///
/// # Errors
/// Everything that is wrong with it, in the order of lines.
pub fn read_examples(file: &str, text: &str) -> Result<Vec<Example>, Vec<Defect>> {
    read(file, text, &Names::known("code", None))
}

/// Reads a file of notes to measure by: as a file of examples, but what else stands in a line is left
/// alone.
///
/// # Errors
/// As those of [`read_examples`].
pub fn read_noted(file: &str, text: &str) -> Result<Vec<Example>, Vec<Defect>> {
    lines::<Noted>(file, text, &Names::known("code", None))
}

/// The same, where the codes are known.
pub(super) fn read(file: &str, text: &str, codes: &Names) -> Result<Vec<Example>, Vec<Defect>> {
    lines::<Line>(file, text, codes)
}

/// A line of a file to measure by.
#[derive(Deserialize)]
struct Noted {
    lang: String,
    text: String,
    code: String,
    reason: Option<String>,
    when: Option<String>,
    now: Option<String>,
}

impl From<Noted> for Line {
    fn from(Noted { lang, text, code, reason, when, now }: Noted) -> Line {
        Line { lang, text, code, reason, when, now }
    }
}

fn lines<L: DeserializeOwned + Into<Line>>(
    file: &str,
    text: &str,
    codes: &Names,
) -> Result<Vec<Example>, Vec<Defect>> {
    let notes = Notes::new(file, text);
    let mut list = Vec::new();
    let mut start = 0;
    for row in text.split_inclusive('\n') {
        let span = start..start + row.len();
        start = span.end;
        if row.trim().is_empty() {
            continue;
        }
        match serde_json::from_str::<L>(row) {
            Ok(line) => {
                let line: Line = line.into();
                let why = wrong(&line, codes);
                match why {
                    Some(why) => notes.add(&span, why),
                    None => list.push(example(line)),
                }
            }
            Err(error) => {
                let at = span.start + byte(row, error.column());
                notes.add(&(at..at), format!("no example: {}", plain(&error)));
            }
        }
    }
    notes.finish(Some(list))
}

fn example(line: Line) -> Example {
    let Line { lang, text, code, reason, when, now } = line;
    Example { lang, text, code: code.as_str().into(), reason, when, now }
}

/// What is wrong with a line that can be read.
fn wrong(line: &Line, codes: &Names) -> Option<String> {
    if line.text.trim().is_empty() {
        return Some("`text` is empty".to_owned());
    }
    let length = line.text.chars().count();
    if length > LONGEST {
        return Some(format!("`text` has {length} characters, and may have {LONGEST}"));
    }
    if line.lang.len() != 2 || !line.lang.bytes().all(|byte| byte.is_ascii_lowercase()) {
        let lang = &line.lang;
        return Some(format!("`lang`: `{lang}` is no language code; write it as `ru`"));
    }
    (!codes.has(&line.code)).then(|| codes.unknown(&line.code))
}

/// What serde says, without its own count of lines.
fn plain(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let end = said.rfind(" at line ").unwrap_or(said.len());
    said[..end].to_owned()
}

/// The byte of a column, which serde counts from 1.
fn byte(row: &str, column: usize) -> usize {
    column.saturating_sub(1).min(row.trim_end().len())
}

/// Reads the figures.
///
/// # Errors
/// Everything that is wrong with them, in the order of lines.
pub fn read_settings(file: &str, text: &str) -> Result<Settings, Vec<Defect>> {
    let notes = Notes::new(file, text);
    let settings = tree::parse(&notes).and_then(|root| {
        let mut fields = Fields::new("file", root.span(), root.get_ref(), &notes);
        let verdict = fields.needed("verdict").and_then(|node| Fields::of("verdict", node, &notes));
        let training =
            fields.needed("training").and_then(|node| Fields::of("training", node, &notes));
        fields.done();
        let (mut verdict, mut training) = (verdict?, training?);
        let share = |fields: &mut Fields<'_>, name| {
            let value: Spanned<f64> = fields.need(name)?;
            let share = *value.get_ref();
            if !(0.0..=1.0).contains(&share) {
                notes.add(&value.span(), format!("`{name}`: {share} is not between 0 and 1"));
            }
            Some(share as f32)
        };
        let above = |fields: &mut Fields<'_>, name| {
            let value: Spanned<f64> = fields.need(name)?;
            if !(value.get_ref().is_finite() && *value.get_ref() > 0.0) {
                notes.add(&value.span(), format!("`{name}`: a number above 0 is wanted"));
            }
            Some(*value.get_ref() as f32)
        };
        let clear = share(&mut verdict, "clear");
        let ahead = share(&mut verdict, "ahead");
        let unsure = share(&mut verdict, "unsure");
        let known =
            if verdict.node("known").is_some() { share(&mut verdict, "known")? } else { 0.0 };
        let temperature = above(&mut verdict, "temperature");
        let fewest: Option<Spanned<u16>> = training.need("fewest");
        let rounds: Option<Spanned<u16>> = training.need("rounds");
        let step = above(&mut training, "step");
        let smoothing = share(&mut training, "smoothing");
        verdict.done();
        training.done();
        Some(Settings {
            clear: clear?,
            ahead: ahead?,
            unsure: unsure?,
            known,
            temperature: temperature?,
            fewest: fewest?.into_inner(),
            rounds: rounds?.into_inner(),
            step: step?,
            smoothing: smoothing?,
        })
    });
    notes.finish(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        let codes = Names::known("code", Some(vec!["no_answer".to_owned()]));
        match read("f", text, &codes) {
            Ok(list) => list.into_iter().map(|example| example.text).collect(),
            Err(defects) => defects.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn each_line_is_an_example_or_a_defect() {
        let good = r#"{"lang":"en","text":"rings out","code":"no_answer"}"#;
        assert_eq!(said(&format!("{good}\n\n{good}\n")), ["rings out", "rings out"]);
        let cases = [
            (r#"{"lang":"en","text":" ","code":"no_answer"}"#, "f:2:1: `text` is empty"),
            (
                r#"{"lang":"en","text":"a","code":"no_anwser"}"#,
                "f:2:1: there is no code `no_anwser`; did you mean `no_answer`?",
            ),
            (
                r#"{"lang":"English","text":"a","code":"no_answer"}"#,
                "f:2:1: `lang`: `English` is no language code; write it as `ru`",
            ),
            ("{\"lang\":1}", "f:2:9: no example: invalid type: integer `1`, expected a string"),
        ];
        for (line, expected) in cases {
            assert_eq!(said(&format!("{good}\n{line}\n{good}\n")), [expected]);
        }
        let long = format!(r#"{{"lang":"en","text":"{}","code":"no_answer"}}"#, "a".repeat(501));
        assert_eq!(said(&long), ["f:1:1: `text` has 501 characters, and may have 500"]);
    }

    #[test]
    fn figures_are_held_to_their_ranges() {
        let text = "[verdict]\nclear = 1.5\nahead = 0.4\nunsure = 0.3\ntemperature = 0\n\
                    [training]\nfewest = 2\nrounds = 5\nstep = 0.1\nsmoothing = 0.1\nmore = 1\n";
        let said: Vec<String> =
            read_settings("f", text).unwrap_err().iter().map(ToString::to_string).collect();
        assert_eq!(said[0], "f:2:9: `clear`: 1.5 is not between 0 and 1");
        assert_eq!(said[1], "f:5:15: `temperature`: a number above 0 is wanted");
        assert!(said[2].starts_with("f:11:1: there is no field `more`"), "{said:?}");
        assert_eq!(said.len(), 3);
    }
}
