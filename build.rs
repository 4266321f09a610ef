//! Scripts and texts are built into the program: it is built anew when one of them is new or gone,
//! which the compiler does not notice by itself. The examples of notes are many, and read once, by
//! whoever trains: they go in compressed, and apart from the other files.

use std::error::Error;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=scripts");
    println!("cargo:rerun-if-changed=locales");
    let out = std::env::var("OUT_DIR")?;
    let out = Path::new(&out);
    let kept = out.join("scripts");
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    for path in files("scripts")? {
        if let Some(name) = path.file_name().filter(|name| Path::new(name).extension().is_some()) {
            fs::copy(&path, kept.join(name))?;
        }
    }
    let mut packed = GzEncoder::new(fs::File::create(out.join("notes.gz"))?, Compression::best());
    for path in files("scripts/notes")? {
        let text = fs::read_to_string(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // No line of an example begins like this one.
        writeln!(packed, "= {name}\n{}", text.trim_end())?;
    }
    packed.finish()?;
    pack_texts(&out.join("texts.gz"))
}

/// The texts, compressed too: each file as the length of its path, its path, the length of its text
/// (both of 4 bytes, big-endian) and its text.
fn pack_texts(to: &Path) -> Result<(), Box<dyn Error>> {
    let mut packed = GzEncoder::new(fs::File::create(to)?, Compression::best());
    let mut open = vec![PathBuf::from("locales")];
    let mut paths = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { paths.push(path) }
        }
    }
    paths.sort();
    for path in paths {
        let name = path.strip_prefix("locales")?.to_string_lossy().replace('\\', "/");
        for part in [name, fs::read_to_string(&path)?] {
            packed.write_all(&u32::try_from(part.len())?.to_be_bytes())?;
            packed.write_all(part.as_bytes())?;
        }
    }
    packed.finish()?;
    Ok(())
}

/// The files of a folder, not those in its folders, in the order of names.
fn files(folder: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut list = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            list.push(path);
        }
    }
    list.sort();
    Ok(list)
}
