//! The flags of `sufler import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ContentFlags;
use crate::domain::campaign::Source;

/// Examples under the help of `sufler import`.
pub(super) const IMPORT_EXAMPLES: &str = "\
Examples:
  sufler import contacts.csv --from amocrm
  sufler import clients.csv --from megaplan --data /var/lib/sufler

The file is CSV, in UTF-8 or Windows-1251, with a comma, a semicolon or a tab between the columns.
Which columns are read stands in scripts/crm.toml. Names of colleagues are compared with the names in
the team, whatever their order; a name that is nobody's is listed, and kept until somebody has it.";

/// The flags of `sufler import`.
#[derive(Args, Clone, Debug)]
pub struct ImportFlags {
    /// File that the CRM exported
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Which CRM exported it
    #[arg(long, value_enum, value_name = "CRM")]
    pub from: Kind,
    /// Folder of the data [env: SUFLER_DATA] [default: ./data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Scripts, texts, settings file; a bot that runs takes its own.
    #[command(flatten)]
    pub content: ContentFlags,
}

/// A CRM whose exports are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// amoCRM (Kommo)
    Amocrm,
    /// Bitrix24
    Bitrix24,
    /// Megaplan
    Megaplan,
}

impl Kind {
    /// The source of the campaign's `sources`.
    pub fn source(self) -> Source {
        match self {
            Kind::Amocrm => Source::AmoCrm,
            Kind::Bitrix24 => Source::Bitrix24,
            Kind::Megaplan => Source::Megaplan,
        }
    }
}
