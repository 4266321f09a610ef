//! From TOML text to the rules of the domain. A file is either right, or all its defects are
//! known at once, each with file, line and column.
//!
//! `tree` reads a file into values that remember where they stood; `conversation` (with `steps`
//! and `incoming`), `codes`, `campaign`, `crm`, `notes` and `places` make the domain's things of them, one
//! kind of file each; `graph` asks whether a script leads everywhere and always out again; `files` finds the
//! texts and `rules` reads them all.

mod answers;
mod campaign;
mod codes;
mod condition;
mod conversation;
mod crm;
mod defect;
mod files;
mod graph;
mod incoming;
mod names;
mod notes;
mod places;
mod rules;
mod steps;
mod tree;

pub use campaign::read_campaign;
pub use codes::read_codes;
pub use conversation::read_script;
pub use crm::read_crm;
pub use defect::Defect;
pub use files::{Files, ScriptFile};
pub(crate) use incoming::FIXED;
pub use names::{ID_MAX, nearest};
pub use notes::{read_examples, read_noted, read_settings};
pub use places::read_places;
pub use rules::{Reading, Rules, check_notes, each_note, read_notes};
