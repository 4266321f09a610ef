//! Where the rules come from: files built into the program, and a folder that replaces some of
//! them.

use std::fs;
use std::path::Path;

use anyhow::Context;
use include_dir::{Dir, include_dir};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scripts");

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
    /// Files of examples, `notes/**/*.jsonl`, in the same way; they are told apart by the path from
    /// `notes/` on.
    pub notes: Vec<(String, String)>,
}

impl Files {
    /// The files that come with the product: `scripts/*.toml`, `scripts/notes/**/*.jsonl`.
    pub fn built_in() -> Files {
        let mut files = Files::default();
        for file in BUILT_IN.files() {
            if let (Some(name), Some(text)) = (toml_name(file.path()), file.contents_utf8()) {
                files.put(format!("scripts/{name}"), text.to_owned());
            }
        }
        if let Some(dir) = BUILT_IN.get_dir(EXAMPLES) {
            add_examples(dir, &mut files);
        }
        files
    }

    /// The same, overlaid by the `.toml` files of a folder: one with the name of a built-in file
    /// replaces it, another is new; and by `notes/**/*.jsonl` in it, in the same way. Other folders
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

    /// Puts a file in the place of the one with its name; examples, of the one with its path.
    pub fn put(&mut self, path: String, text: String) {
        if path.ends_with(".jsonl") {
            self.notes.retain(|(known, _)| example_of(known) != example_of(&path));
            self.notes.push((path, text));
            self.notes.sort_by(|(a, _), (b, _)| example_of(a).cmp(example_of(b)));
            return;
        }
        self.list.retain(|(known, _)| name_of(known) != name_of(&path));
        self.list.push((path, text));
        self.list.sort_by(|(a, _), (b, _)| name_of(a).cmp(name_of(b)));
    }
}

fn add_examples(dir: &Dir<'_>, files: &mut Files) {
    for file in dir.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        if let Some(text) = file.contents_utf8().filter(|_| path.ends_with(".jsonl")) {
            files.put(format!("scripts/{path}"), text.to_owned());
        }
    }
    dir.dirs().for_each(|dir| add_examples(dir, files));
}

fn read_examples(dir: &Path, shown: &str, files: &mut Files) -> anyhow::Result<()> {
    let unreadable = || format!("cannot read {shown}");
    for entry in fs::read_dir(dir).with_context(unreadable)? {
        let entry = entry.with_context(unreadable)?;
        let (path, name) = (entry.path(), entry.file_name());
        let shown = format!("{shown}/{}", name.to_string_lossy());
        if path.is_dir() {
            read_examples(&path, &shown, files)?;
        } else if shown.ends_with(".jsonl") {
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
            files.put(shown, text);
        }
    }
    Ok(())
}

/// The path of a file of examples from `notes/` on.
fn example_of(path: &str) -> &str {
    path.rsplit_once("/notes/").map_or(path, |(_, name)| name)
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
}
