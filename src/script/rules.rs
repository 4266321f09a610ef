//! All rules of an installation, read from its files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::files::{CAMPAIGN, CODES, CRM, Files, NOTES, PLACES, ScriptFile};
use super::names::Names;
use super::{Defect, campaign, codes, conversation, notes, read_codes, read_crm, read_places};
use crate::domain::campaign::Campaign;
use crate::domain::codes::Codes;
use crate::domain::crm::Crm;
use crate::domain::places::Places;
use crate::domain::script::Script;
use crate::notes::{Example, Settings};

/// Everything that is data in the rules of the work, checked.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Result codes.
    pub codes: Codes,
    /// The campaign.
    pub campaign: Campaign,
    /// Time zones.
    pub places: Places,
    /// How CRMs title the columns of their exports.
    pub crm: Crm,
    /// Scripts by id.
    pub scripts: BTreeMap<String, Arc<Script>>,
}

/// What notes are understood by: all examples, and the figures. Built-in examples of a code that a
/// company has struck out are left out.
///
/// # Errors
/// Everything that is wrong in any of the files, ordered by file and line.
pub fn read_notes(files: &Files) -> Result<(Vec<Example>, Settings), Vec<Defect>> {
    let mut all = Vec::new();
    let settings = each_note(files, &mut |example| all.push(example))?;
    Ok((all, settings))
}

/// The same, one example after the other: all of them at once are long.
///
/// # Errors
/// As those of [`read_notes`]; what could be read was handed over nevertheless.
pub fn each_note(files: &Files, each: &mut dyn FnMut(Example)) -> Result<Settings, Vec<Defect>> {
    let any = Names::known("code", None);
    let codes = known_codes(files);
    let mut known = |example: Example| {
        if codes.has(example.code.as_str()) {
            each(example);
        }
    };
    let mut defects = examples(files.built_in_examples(), &any, &mut known);
    defects.extend(examples(files.notes.iter().cloned(), &codes, each));
    let settings = keep(&mut defects, fixed(files, NOTES, notes::read_settings));
    defects.sort();
    settings.filter(|_| defects.is_empty()).ok_or(defects)
}

/// What is wrong with the examples and the figures. The built-in examples are read only where all
/// else is built in too: a folder cannot spoil them.
pub fn check_notes(files: &Files) -> Vec<Defect> {
    if *files == Files::built_in() {
        return read_notes(files).err().unwrap_or_default();
    }
    let mut defects = examples(files.notes.iter().cloned(), &known_codes(files), &mut drop);
    keep(&mut defects, fixed(files, NOTES, notes::read_settings));
    defects.sort();
    defects
}

fn known_codes(files: &Files) -> Names {
    let codes = files.named(CODES).map(|(_, text)| codes::ids(text));
    codes.unwrap_or_else(|| Names::known("code", None))
}

fn examples(
    files: impl Iterator<Item = (String, String)>,
    codes: &Names,
    each: &mut dyn FnMut(Example),
) -> Vec<Defect> {
    let mut defects = Vec::new();
    for (path, text) in files {
        let list = keep(&mut defects, notes::read(&path, &text, codes));
        list.into_iter().flatten().for_each(&mut *each);
    }
    defects
}

impl Rules {
    /// Reads all files. `texts` gives all texts of a script, by its id: they go into its digest.
    ///
    /// # Errors
    /// Everything that is wrong in any of them, ordered by file and line.
    pub fn read(files: &Files, texts: &dyn Fn(&str) -> String) -> Result<Rules, Vec<Defect>> {
        let read = Reading::of(files, texts);
        match (read.codes, read.campaign, read.places, read.crm) {
            (Some(codes), Some(campaign), Some(places), Some(crm)) if read.defects.is_empty() => {
                Ok(Rules { codes, campaign, places, crm, scripts: read.scripts })
            }
            _ => Err(read.defects),
        }
    }
}

/// What could be read of an installation's files, and what is wrong with the rest.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Result codes, if nothing is wrong with them.
    pub codes: Option<Codes>,
    /// The campaign, if nothing is wrong with it.
    pub campaign: Option<Campaign>,
    /// Time zones, if nothing is wrong with them.
    pub places: Option<Places>,
    /// Titles of CRM exports, if nothing is wrong with them.
    pub crm: Option<Crm>,
    /// Those scripts with which nothing is wrong, by id.
    pub scripts: BTreeMap<String, Arc<Script>>,
    /// Ordered by file and line.
    pub defects: Vec<Defect>,
}

impl Reading {
    /// Reads all files; `texts` as in [`Rules::read`].
    pub fn of(files: &Files, texts: &dyn Fn(&str) -> String) -> Reading {
        let mut defects = Vec::new();
        let ids = match files.named(CODES) {
            Some((_, text)) => codes::ids(text),
            None => Names::known("code", None),
        };
        let codes = keep(&mut defects, fixed(files, CODES, read_codes));
        let scripts = files.scripts().map(|script| script.id.to_owned()).collect();
        let scripts = Names::known("script", Some(scripts));
        let campaign = |path: &str, text: &str| campaign::read(path, text, &ids, &scripts);
        let campaign = keep(&mut defects, fixed(files, CAMPAIGN, campaign));
        let places = keep(&mut defects, fixed(files, PLACES, read_places));
        let crm = keep(&mut defects, fixed(files, CRM, read_crm));
        let mut scripts = BTreeMap::new();
        for ScriptFile { id, path, text } in files.scripts() {
            let digest = digest(&[text, &texts(id)]);
            let script = conversation::read(id, path, text, &ids, digest);
            if let Some(script) = keep(&mut defects, script) {
                scripts.insert(id.to_owned(), Arc::new(script));
            }
        }
        defects.sort();
        Reading { codes, campaign, places, crm, scripts, defects }
    }
}

fn keep<T>(defects: &mut Vec<Defect>, read: Result<T, Vec<Defect>>) -> Option<T> {
    read.map_err(|wrong| defects.extend(wrong)).ok()
}

fn fixed<T>(
    files: &Files,
    name: &str,
    read: impl Fn(&str, &str) -> Result<T, Vec<Defect>>,
) -> Result<T, Vec<Defect>> {
    match files.named(name) {
        Some((path, text)) => read(path, text),
        None => Err(vec![Defect::whole(&files.path_for(name), "this file is missing")]),
    }
}

/// A fingerprint (FNV-1a, 64 bits, hexadecimal). Line ends do not count.
fn digest(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        part.bytes().filter(|byte| *byte != b'\r').for_each(&mut eat);
        // No text contains this byte: parts that are cut elsewhere have another digest.
        eat(0xff);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_tells_texts_apart_and_not_line_ends() {
        assert_eq!(digest(&["a\r\nb", "c"]), digest(&["a\nb", "c"]));
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&["a", "b"]), digest(&["a", "d"]));
        assert_eq!(digest(&[]), "cbf29ce484222325");
    }
}
