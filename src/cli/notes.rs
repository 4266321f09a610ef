//! The flags of `sufler notes`.

use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::{Args, Subcommand};

use super::ContentFlags;

/// Examples under the help of `sufler notes`.
pub(super) const NOTES_EXAMPLES: &str = "\
Examples:
  sufler notes explain \"secr refused, has a supplier\"
  sufler notes eval my-notes.jsonl --now 2026-11-23T10:00
  sufler notes eval --scripts my/scripts

A file of notes has one JSON object a line: {\"lang\", \"text\", \"code\"}, with \"reason\", \"when\" and \"now\"
where a note has them. The examples by which notes are understood are in scripts/notes/; a folder of
scripts (--scripts) may have more in notes/.";

/// What can be done with notes.
#[derive(Subcommand, Clone, Debug)]
pub enum NotesCommand {
    /// Count how often the notes of a file are understood
    Eval(EvalFlags),
    /// Show what decides how a note is understood
    Explain(ExplainFlags),
}

/// The flags of `sufler notes`.
#[derive(Args, Clone, Debug)]
pub struct NotesFlags {
    /// What to do.
    #[command(subcommand)]
    pub command: NotesCommand,
}

/// The flags of `sufler notes eval`.
#[derive(Args, Clone, Debug)]
pub struct EvalFlags {
    /// File of notes [default: the examples themselves, each part read by what the others teach]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Only notes in this language
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// The local moment at which the notes were typed, where they do not say [default: now]
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM", value_parser = parse_moment)]
    pub now: Option<NaiveDateTime>,
    /// List the notes that are not understood
    #[arg(long)]
    pub wrong: bool,
    /// One JSON object instead of a table
    #[arg(long)]
    pub json: bool,
    /// Scripts, texts, settings file.
    #[command(flatten)]
    pub content: ContentFlags,
}

/// The flags of `sufler notes explain`.
#[derive(Args, Clone, Debug)]
pub struct ExplainFlags {
    /// The note
    #[arg(value_name = "NOTE")]
    pub note: String,
    /// The local moment at which it was typed [default: now]
    #[arg(long, value_name = "YYYY-MM-DDTHH:MM", value_parser = parse_moment)]
    pub now: Option<NaiveDateTime>,
    /// Scripts, texts, settings file.
    #[command(flatten)]
    pub content: ContentFlags,
}

/// A local moment on the command line.
///
/// # Errors
/// What would be right.
pub fn parse_moment(text: &str) -> Result<NaiveDateTime, String> {
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let read = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    read.ok_or_else(|| "a local moment is written as 2026-11-23T10:00".to_owned())
}
