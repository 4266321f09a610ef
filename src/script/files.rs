//! Where the rules come from: files built into the program, and a folder that replaces some of
//! them.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::Context;
use flate2::read::GzDecoder;
use include_dir::{Dir, include_dir};

/// `scripts/*.toml`.
static BUILT_IN: Dir<'_> = include_dir!("$OUT_DIR/scripts");
/// `scripts/notes/*.jsonl`, compressed (see `build.rs`): each file behind a line with its name.
static EXAMPLES_PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/notes.gz"));

/// The file of result codes.
pub(super) const CODES: &str = "codes.toml";
/// The campaign's file.
pub(super) const CAMPAIGN: &str = "campaign.toml";
/// The file of CRM exports.
pub(super) const CRM: &str = "crm.toml";
/// The file of figures for understanding notes.
pub(super) const NOTES: &str = "notes.toml";
/// The folder of examples of notes.
const EXAMPLES: &str = "notes";
/// The file of time zones.
pub(super) const PLACES: &str = "places.toml";

/// The file of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScriptFile<'f> {
    /// Its id: the name of the file.
    pub id: &'f str,
    /// The file's path.
    pub path: &'f str,
    /// Its text.
    pub text: &'f str,
}

/// Texts of TOML files by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Path with `/` (what comes after the last one is the name that counts) and text, in the
    /// order of names.
    pub list: Vec<(String, String)>,
    /// Files of examples that a folder adds to the built-in ones, `notes/*.jsonl`, in the same way.
    pub notes: Vec<(String, String)>,
}

impl Files {
    /// The files that come with the product: `scripts/*.toml`.
    pub fn built_in() -> Files {
        let mut files = Files::default();
        for file in BUILT_IN.files() {
            if let (Some(name), Some(text)) = (toml_name(file.path()), file.contents_utf8()) {
                files.put(format!("scripts/{name}"), text.to_owned());
            }
        }
        files
    }

    /// The files of examples that come with the product, `scripts/notes/*.jsonl`, without those that
    /// a file of the folder with the same name replaces.
    pub fn built_in_examples(&self) -> impl Iterator<Item = (String, String)> {
        let replaced = |name: &str| self.notes.iter().any(|(path, _)| name_of(path) == name);
        let kept = packed_examples().filter(move |(name, _)| !replaced(name));
        kept.map(|(name, text)| (format!("scripts/{EXAMPLES}/{name}"), text))
    }

    /// The same, overlaid by the `.toml` files of a folder: one with the name of a built-in file
    /// replaces it, another is new; and by `notes/*.jsonl` in it, in the same way. Other folders
    /// inside are left alone.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read.
    pub fn with_folder(dir: &Path) -> anyhow::Result<Files> {
        let mut files = Files::built_in();
        let unreadable = || format!("cannot read {}", dir.display());
        let folder = dir.to_string_lossy().replace('\\', "/");
        let folder = folder.trim_end_matches('/');
        for entry in fs::read_dir(dir).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            if let Some(name) = toml_name(&path).filter(|_| path.is_file()) {
                let text = fs::read_to_string(&path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                files.put(format!("{folder}/{name}"), text);
            }
        }
        if dir.join(EXAMPLES).is_dir() {
            read_examples(&dir.join(EXAMPLES), &format!("{folder}/{EXAMPLES}"), &mut files)?;
        }
        Ok(files)
    }

    /// The file with this name, with its path.
    pub fn named(&self, name: &str) -> Option<(&str, &str)> {
        let found = self.list.iter().find(|(path, _)| name_of(path) == name);
        found.map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The scripts: all files that are neither codes nor the campaign nor places nor CRM
    /// exports nor the figures for notes.
    pub fn scripts(&self) -> impl Iterator<Item = ScriptFile<'_>> {
        self.list.iter().filter_map(|(path, text)| {
            let name = name_of(path);
            let id = name.strip_suffix(".toml")?;
            let script = ![CODES, CAMPAIGN, PLACES, CRM, NOTES].contains(&name);
            script.then_some(ScriptFile { id, path, text })
        })
    }

    /// Where a file with this name would be: beside the others.
    pub(super) fn path_for(&self, name: &str) -> String {
        let folder = self.list.first().and_then(|(path, _)| path.rsplit_once('/'));
        folder.map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
    }

    /// Puts a file in the place of the one with its name.
    pub fn put(&mut self, path: String, text: String) {
        let list = if path.ends_with(".jsonl") { &mut self.notes } else { &mut self.list };
        list.retain(|(known, _)| name_of(known) != name_of(&path));
        list.push((path, text));
        list.sort_by(|(a, _), (b, _)| name_of(a).cmp(name_of(b)));
    }
}

/// The built-in examples: name and text of each file, one after the other, since all of them at once
/// are long.
fn packed_examples() -> impl Iterator<Item = (String, String)> {
    let mut lines = BufReader::new(GzDecoder::new(EXAMPLES_PACKED));
    let mut line = String::new();
    let mut next: Option<String> = None;
    std::iter::from_fn(move || {
        let mut name = next.take();
        let mut text = String::new();
        loop {
            line.clear();
            let read = lines.read_line(&mut line).unwrap_or_else(|error| {
                tracing::error!(%error, "the built-in examples of notes cannot be unpacked");
                0
            });
            match (line.strip_prefix("= "), &name) {
                _ if read == 0 => break,
                (Some(first), None) => name = Some(first.trim_end().to_owned()),
                (Some(other), Some(_)) => {
                    next = Some(other.trim_end().to_owned());
                    break;
                }
                (None, _) => text.push_str(&line),
            }
        }
        Some((name?, text))
    })
}

fn read_examples(dir: &Path, shown: &str, files: &mut Files) -> anyhow::Result<()> {
    let unreadable = || format!("cannot read {shown}");
    for entry in fs::read_dir(dir).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let shown = format!("{shown}/{}", entry.file_name().to_string_lossy());
        if shown.ends_with(".jsonl") && entry.path().is_file() {
            let text =
                fs::read_to_string(entry.path()).with_context(|| format!("cannot read {shown}"))?;
            files.put(shown, text);
        }
    }
    Ok(())
}

/// What comes after the last `/`.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn toml_name(path: &Path) -> Option<&str> {
    let toml = path.extension().is_some_and(|extension| extension == "toml");
    path.file_name().and_then(|name| name.to_str()).filter(|_| toml)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_replaces_and_adds_files() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("codes.toml"), "mine").unwrap();
        fs::write(dir.path().join("extra.toml"), "new").unwrap();
        fs::write(dir.path().join("notes.txt"), "no").unwrap();
        fs::create_dir(dir.path().join("folder.toml")).unwrap();
        let files = Files::with_folder(dir.path()).unwrap();
        assert_eq!(files.named("codes.toml").unwrap().1, "mine");
        assert_eq!(files.named("extra.toml").unwrap().1, "new");
        assert!(files.named("extra.toml").unwrap().0.ends_with("/extra.toml"));
        assert_eq!(files.named("notes.txt"), None);
        assert_eq!(files.named("folder.toml"), None);
        let codes = files.list.iter().filter(|(path, _)| path.ends_with("codes.toml")).count();
        assert_eq!(codes, 1);
        assert!(Files::with_folder(&dir.path().join("absent")).is_err());
    }

    #[test]
    fn a_folder_adds_examples_and_replaces_those_of_a_built_in_file() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join(EXAMPLES)).unwrap();
        fs::write(dir.path().join(EXAMPLES).join("ours.jsonl"), "new").unwrap();
        fs::write(dir.path().join(EXAMPLES).join("ka-lpr.jsonl"), "mine").unwrap();
        let ours = Files::with_folder(dir.path()).unwrap();
        let text = |list: &[(String, String)], name| {
            list.iter().find(|(path, _)| name_of(path) == name).map(|(_, text)| text.clone())
        };
        assert_eq!(text(&ours.notes, "ours.jsonl").as_deref(), Some("new"));
        assert_eq!(text(&ours.notes, "ka-lpr.jsonl").as_deref(), Some("mine"));
        let built_in: Vec<_> = ours.built_in_examples().collect();
        assert_eq!(text(&built_in, "ka-lpr.jsonl"), None);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/notes");
        let on_disk = fs::read_to_string(folder.join("ru-lpr.jsonl")).unwrap();
        assert_eq!(text(&built_in, "ru-lpr.jsonl"), Some(on_disk));
    }
}
