//! The program: the command line, and the commands that are short.

mod command;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use sufler::app::load::{self, Defects, Sources};
use sufler::cli::{Cli, Command, ContentFlags, Exit, ExportFlags, LogFormat};
use sufler::config::{self, SettingsError};

use command::{content, env};

/// A turn is many short allocations in a few threads: with the system's allocator they are a third of its
/// time. How this one is set is in `.cargo/config.toml`.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let (format, done) = match config::log_format(cli.log_format, &env) {
        Ok(format) => {
            command::log::begin(cli.log_filter(), format);
            (format, run(&cli))
        }
        Err(error) => (LogFormat::Text, Err(error.into())),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            match format {
                LogFormat::Text => eprintln!("sufler: {error:#}"),
                LogFormat::Json => {
                    tracing::error!(fault = %format_args!("{error:#}"), "ended by a fault");
                }
            }
            let usage = error.downcast_ref::<SettingsError>().is_some();
            let defects = error.downcast_ref::<Defects>().is_some();
            if usage || defects { Exit::Usage.into() } else { Exit::Failed.into() }
        }
    }
}

fn run(cli: &Cli) -> Result<Exit> {
    match &cli.command {
        Command::Run(flags) => command::run::run(flags),
        Command::Chat(flags) => command::chat::chat(flags),
        Command::Check(flags) => check_files(flags),
        Command::Export(flags) => export(flags),
        Command::Verify(flags) => command::verify::verify(flags),
        Command::Backup(flags) => command::backup::backup(flags),
        Command::Restore(flags) => command::backup::restore(flags),
        Command::Import(flags) => command::import::import(flags),
        Command::Notes(flags) => command::notes::notes(flags),
        Command::Health(flags) => command::health::health(flags),
    }
}

fn check_files(flags: &ContentFlags) -> Result<Exit> {
    let content = content(flags)?;
    let report = Sources::read(content.scripts.as_deref(), content.locales.as_deref())?.check();
    // Whoever closes the pipe early has seen enough.
    let _ = write!(std::io::stdout(), "{report}");
    Ok(if report.is_clean() { Exit::Fine } else { Exit::Defects })
}

fn export(flags: &ExportFlags) -> Result<Exit> {
    let count = load::export(&flags.dir)?;
    println!("{count} files written to {}", flags.dir.display());
    Ok(Exit::Fine)
}
