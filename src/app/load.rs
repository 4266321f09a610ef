//! Reads an installation: rules and words from the program or from folders, and the versions of
//! scripts to which running calls are pinned.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use chrono::NaiveDateTime;
use flate2::read::GzDecoder;

use crate::chat::house::{Backups, House};
use crate::chat::taught::Taught;
use crate::check::{self, Report, script_texts};
use crate::domain::people::PersonId;
use crate::notes::cues::Cues;
use crate::notes::examples::Examples;
use crate::notes::extract::{Lesson, Setting, Studied};
use crate::notes::{Notes, Reader, Settings, Trained};
use crate::script::{Files, Rules, each_note, read_script};
use crate::store::book::Version;
use crate::store::{Batch, Book, Disk};
use crate::words::{Source, Words};

/// `locales/**`, compressed (see `build.rs`).
static TEXTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/texts.gz"));

/// Rules and words as text.
pub struct Sources {
    /// `scripts/*.toml`.
    pub files: Files,
    /// `locales/**`.
    pub texts: Vec<Source>,
    /// The folder of texts that are not the built-in ones, and their paths in it.
    own: Option<(String, Vec<String>)>,
}

/// What is wrong in scripts and locales, one line each.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Defects(pub String);

impl Sources {
    /// The built-in ones, overlaid by the files of these folders, and checked where they are not
    /// the built-in ones: those are checked before a release.
    ///
    /// # Errors
    /// A folder cannot be read; [`Defects`].
    pub fn checked(scripts: Option<&Path>, locales: Option<&Path>) -> Result<Sources> {
        let sources = Sources::read(scripts, locales)?;
        if scripts.is_some() || locales.is_some() {
            let report = sources.check();
            if !report.is_clean() {
                return Err(Defects(report.to_string().trim_end().to_owned()).into());
            }
        }
        Ok(sources)
    }

    /// The built-in ones, overlaid by the files of these folders.
    ///
    /// # Errors
    /// A folder cannot be read, or what is built in.
    pub fn read(scripts: Option<&Path>, locales: Option<&Path>) -> Result<Sources> {
        let files = match scripts {
            Some(folder) => Files::with_folder(folder)?,
            None => Files::built_in(),
        };
        let mut texts = built_in_texts()?;
        let mut own = None;
        if let Some(folder) = locales {
            let mut paths = Vec::new();
            overlay(&mut texts, folder, "", &mut paths)
                .with_context(|| format!("cannot read {}", folder.display()))?;
            let shown = folder.to_string_lossy().replace('\\', "/");
            own = Some((shown.trim_end_matches('/').to_owned(), paths));
        }
        texts.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Sources { files, texts, own })
    }

    /// Everything that is wrong with them, at the paths where people find it.
    pub fn check(&self) -> Report {
        let mut report = check::check(&self.files, &self.texts);
        for defect in &mut report.defects {
            let path = defect.file.strip_prefix("locales/");
            if let (Some(path), Some((folder, own))) = (path, &self.own)
                && own.iter().any(|known| known == path)
            {
                defect.file = format!("{folder}/{path}");
            }
        }
        report
    }

    /// The words.
    ///
    /// # Errors
    /// [`Defects`].
    pub fn words(&self) -> Result<Words> {
        Words::load(&self.texts).map_err(|defects| Defects(lines(&defects)).into())
    }

    /// The rules.
    ///
    /// # Errors
    /// [`Defects`].
    pub fn rules(&self) -> Result<Rules> {
        let texts = |script: &str| script_texts(&self.texts, script);
        Rules::read(&self.files, &texts).map_err(|defects| Defects(lines(&defects)).into())
    }

    /// The words that tell situations apart in notes.
    ///
    /// # Errors
    /// [`Defects`].
    pub fn cues(&self) -> Result<Cues> {
        Cues::read(&self.texts).map_err(|defects| Defects(lines(&defects)).into())
    }

    /// What understands notes; `words` are what [`Sources::words`] gives. It is trained when it is first
    /// needed, or by who asks for it before; the built-in one once only, however many houses there are.
    /// What is wrong with words and examples is told by [`Sources::check`].
    pub fn notes(&self, words: &Arc<Words>) -> Notes {
        static BUILT_IN: OnceLock<Notes> = OnceLock::new();
        // Of the texts, only those are read by which notes are.
        let read = |source: &&Source| source.path.ends_with(".toml");
        let texts: Arc<[Source]> = self.texts.iter().filter(read).cloned().collect();
        let (files, words) = (self.files.clone(), words.clone());
        // The cues too are read only here: that takes longer than all the rest of a start.
        let notes = Notes::new(move || train(&files, &texts, &words));
        let built_in = self.own.is_none() && self.files == Files::built_in();
        if built_in { BUILT_IN.get_or_init(|| notes).clone() } else { notes }
    }
}

/// Trains a reader, and what finds reasons. Who overlays files has heard of their defects before
/// ([`Sources::checked`]); a reader that knows nothing is what is left then.
fn train(files: &Files, texts: &[Source], words: &Words) -> Trained {
    let cues = Cues::read(texts).unwrap_or_else(|defects| {
        tracing::error!(defects = %lines(&defects), "the words of notes cannot be read");
        Cues::default()
    });
    let mut examples = Examples::none();
    let settings = each_note(files, &mut |example| examples.add(&example));
    let settings = settings.unwrap_or_else(|defects| {
        tracing::error!(defects = %lines(&defects), "the examples of notes cannot be read");
        examples = Examples::none();
        Settings::default()
    });
    // Beside each other, for one after the other they take more than a second.
    let lessons = examples.lessons();
    let (reader, reasons) = std::thread::scope(|both| {
        let reasons = both.spawn(|| study(&lessons, words).map(Studied::learn));
        (Reader::learn(examples.lessons(), &cues, &settings), reasons.join())
    });
    let reasons = reasons.unwrap_or_else(|_| {
        tracing::error!("what finds reasons in notes could not be trained");
        None
    });
    Trained { reader, reasons }
}

/// Takes examples apart for what finds reasons, in two halves: that is most of the work.
fn study(lessons: &[Lesson<'_>], words: &Words) -> Option<Studied> {
    let now = NaiveDateTime::default();
    let setting = Setting { words, reasons: None, country: COUNTRY, now };
    let part = |part: usize| Studied::part(lessons, part..2, &setting);
    if lessons.is_empty() {
        return None;
    }
    std::thread::scope(|both| {
        let second = both.spawn(|| part(1));
        let first = part(0);
        match second.join() {
            Ok(second) => Some(first.and(second)),
            // Told by whoever waits for both halves.
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Whose telephone numbers stand in the examples.
const COUNTRY: &str = "RU";

fn lines<D: std::fmt::Display>(defects: &[D]) -> String {
    defects.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// The built-in texts.
///
/// # Errors
/// What is built in does not read: the program file is damaged.
fn built_in_texts() -> Result<Vec<Source>> {
    unpack(TEXTS).context("the texts that are built into the program do not read")
}

fn unpack(packed: &[u8]) -> Result<Vec<Source>> {
    fn part(rest: &mut &[u8]) -> Result<String> {
        let (len, after) = rest.split_first_chunk::<4>().context("a length is cut")?;
        let len = usize::try_from(u32::from_be_bytes(*len))?;
        let (part, after) = after.split_at_checked(len).context("a part is cut")?;
        *rest = after;
        Ok(String::from_utf8(part.to_vec())?)
    }
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes)?;
    let (mut rest, mut texts) = (&bytes[..], Vec::new());
    while !rest.is_empty() {
        texts.push(Source { path: part(&mut rest)?, text: part(&mut rest)? });
    }
    Ok(texts)
}

/// Files of the folder take the place of those with the same path.
fn overlay(
    texts: &mut Vec<Source>,
    folder: &Path,
    under: &str,
    own: &mut Vec<String>,
) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{under}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            overlay(texts, &entry.path(), &format!("{path}/"), own)?;
        } else if path.ends_with(".ftl") || path.ends_with(".toml") {
            let text = std::fs::read_to_string(entry.path())?;
            texts.retain(|known| known.path != path);
            own.push(path.clone());
            texts.push(Source { path, text });
        }
    }
    Ok(())
}

/// Who may come in, and under which name.
#[derive(Clone, Debug, Default)]
pub struct Doors {
    /// Administrators from the outset.
    pub owners: Vec<PersonId>,
    /// Whoever starts is an operator.
    pub open: bool,
    /// What backups need that are sent; none: there is no passphrase.
    pub backups: Option<Backups>,
    /// The bot's user name.
    pub bot: Option<String>,
}

/// Puts an installation together. Scripts that are new or changed are kept in the store, so that
/// calls which began with them can end with them.
///
/// # Errors
/// [`Defects`]; the store's.
pub fn house(sources: &Sources, doors: Doors, disk: &Arc<dyn Disk>) -> Result<House> {
    put_together(sources, Parts::read(sources)?, doors, disk)
}

/// An installation's rules and words, read.
struct Parts {
    words: Words,
    rules: Rules,
}

impl Parts {
    /// Reads the rules beside the words.
    fn read(sources: &Sources) -> Result<Parts> {
        let (words, rules) = thread::scope(|threads| {
            let rules = threads.spawn(|| sources.rules());
            (sources.words(), rules.join())
        });
        let rules = rules.map_err(|_| anyhow!("the rules cannot be read"))?;
        Ok(Parts { words: words?, rules: rules? })
    }
}

/// An installation that is being read, in a thread of its own: that takes a while, and the store is
/// opened and Telegram asked meanwhile.
pub struct Reading(JoinHandle<Result<(Sources, Parts)>>);

impl Reading {
    /// Begins to read.
    ///
    /// # Errors
    /// There can be no further thread.
    pub fn begin(sources: Sources) -> Result<Reading> {
        let read = move || Parts::read(&sources).map(|parts| (sources, parts));
        let reading = thread::Builder::new().name("reader".to_owned()).spawn(read);
        Ok(Reading(reading.context("no thread to read the scripts and texts")?))
    }

    /// Waits until it is read, and puts it together as [`house`] does.
    ///
    /// # Errors
    /// As [`house`].
    pub fn house(self, doors: Doors, disk: &Arc<dyn Disk>) -> Result<House> {
        let read = self.0.join().map_err(|_| anyhow!("the scripts and texts cannot be read"))?;
        let (sources, parts) = read?;
        put_together(&sources, parts, doors, disk)
    }
}

fn put_together(
    sources: &Sources,
    parts: Parts,
    doors: Doors,
    disk: &Arc<dyn Disk>,
) -> Result<House> {
    let Parts { words, rules } = parts;
    let book = Book::new(disk.clone());
    let mut versions = HashMap::new();
    let kept = book.versions()?;
    let mut batch = Batch::new();
    for (id, script) in &rules.scripts {
        versions.insert(script.digest.clone(), (script.clone(), id.clone()));
        if !kept.iter().any(|version| version.digest == script.digest) {
            book.put_version(&mut batch, &version_of(sources, id, &script.digest))?;
        }
    }
    for version in
        kept.iter().filter(|version| !rules.scripts.values().any(|s| s.digest == version.digest))
    {
        let name = format!("{}@{}", version.script, version.digest);
        let file = format!("{}.toml", version.script);
        let read = read_script(
            &version.script,
            &file,
            &version.structure,
            &rules.codes,
            version.digest.clone(),
        );
        match (read, words.add_book(&name, &version.texts)) {
            (Ok(script), Ok(())) => {
                versions.insert(version.digest.clone(), (Arc::new(script), name));
            }
            // Its calls go on with the script as it is now.
            _ => tracing::warn!(script = version.script, "an older version does not read any more"),
        }
    }
    if !batch.is_empty() {
        disk.write(batch)?;
        disk.sync()?;
    }
    let words = Arc::new(words);
    Ok(House {
        codes: rules.codes,
        campaign: rules.campaign,
        places: rules.places,
        crm: rules.crm,
        scripts: rules.scripts,
        versions,
        notes: sources.notes(&words),
        words,
        taught: Taught::default(),
        owners: doors.owners,
        open: doors.open,
        backups: doors.backups,
        bot: doors.bot,
    })
}

fn version_of(sources: &Sources, id: &str, digest: &str) -> Version {
    let structure = sources.files.named(&format!("{id}.toml")).map(|(_, text)| text.to_owned());
    let end = format!("/scripts/{id}.ftl");
    let texts = sources.texts.iter().filter_map(|source| {
        let lang = source.path.strip_suffix(&end)?;
        Some((lang.to_owned(), source.text.clone()))
    });
    Version {
        script: id.to_owned(),
        digest: digest.to_owned(),
        structure: structure.unwrap_or_default(),
        texts: texts.collect(),
    }
}

/// Writes the built-in scripts and texts into a folder; returns how many files.
///
/// # Errors
/// A file is there already, or cannot be written.
pub fn export(folder: &Path) -> Result<usize> {
    let built_in = Files::built_in();
    let examples = built_in.built_in_examples();
    let scripts = built_in.list.iter().cloned().chain(examples);
    let texts = built_in_texts()?.into_iter();
    let texts = texts.map(|source| (format!("locales/{}", source.path), source.text));
    let files: Vec<_> = scripts.chain(texts).collect();
    for (path, _) in &files {
        let path = folder.join(path);
        anyhow::ensure!(!path.exists(), "{} is there already; nothing was written", path.display());
    }
    for (path, text) in &files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)
                .with_context(|| format!("cannot make {}", parent.display()))?;
        }
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(files.len())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn all_texts_are_built_in() {
        let mut found = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        overlay(&mut found, &folder, "", &mut Vec::new()).unwrap();
        let sorted = |mut texts: Vec<Source>| {
            texts.sort_by(|a, b| a.path.cmp(&b.path));
            texts
        };
        assert!(found.len() > 30);
        assert_eq!(sorted(built_in_texts().unwrap()), sorted(found));
    }

    #[test]
    fn texts_that_are_cut_or_changed_are_not_taken_for_fewer_texts() {
        for len in 0..TEXTS.len().min(200) {
            assert!(unpack(&TEXTS[..len]).is_err(), "cut to {len}");
        }
        assert!(unpack(&TEXTS[..TEXTS.len() - 1]).is_err());
        let mut changed = TEXTS.to_vec();
        let middle = changed.len() / 2;
        changed[middle] ^= 1;
        assert!(unpack(&changed).is_err());
        // Whole as an archive, and yet the last part is cut.
        let packed = |bytes: &[u8]| {
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        };
        let whole = b"\0\0\0\x01a\0\0\0\x02bc";
        assert_eq!(unpack(&packed(whole)).unwrap().len(), 1);
        for len in 1..whole.len() {
            assert!(unpack(&packed(&whole[..len])).is_err(), "{len}");
        }
    }
}
