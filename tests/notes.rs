//! Understanding hasty notes: a small reader of which all is known, the built-in one measured over
//! notes that nobody who wrote examples has seen, and what operators teach it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "notes/learning.rs"]
mod learning;
#[path = "notes/measured.rs"]
mod measured;
#[path = "notes/small.rs"]
mod small;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use sufler::app::load::Sources;
use sufler::notes::{Example, Notes, Reader};
use sufler::script::{read_noted, read_notes};

/// The built-in reader. Unoptimised it takes some seconds to train: once for all tests.
fn notes() -> &'static Notes {
    static NOTES: OnceLock<Notes> = OnceLock::new();
    let trained = || {
        let sources = Sources::read(None, None).unwrap();
        sources.notes(&Arc::new(sources.words().unwrap()))
    };
    NOTES.get_or_init(trained)
}

fn reader() -> &'static Reader {
    notes().reader()
}

/// The built-in examples.
fn examples() -> Vec<Example> {
    read_notes(&Sources::read(None, None).unwrap().files).unwrap().0
}

/// A file of notes to measure by.
fn noted(name: &str) -> Vec<Example> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/notes").join(name);
    read_noted(name, &std::fs::read_to_string(path).unwrap()).unwrap()
}
