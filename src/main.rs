//! The program: the command line, and the commands that are short.

mod command;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Result;
use chrono::Utc;
use clap::Parser;

use sufler::app::load::{self, Defects, Sources};
use sufler::cli::{Cli, Command, ContentFlags, Exit, ExportFlags, HealthFlags};
use sufler::config::{self, SettingsError};
use sufler::health;

use command::{content, env};

fn main() -> ExitCode {
    let cli = Cli::parse();
    log(&cli);
    let done = match &cli.command {
        Command::Run(flags) => command::run::run(flags),
        Command::Chat(flags) => command::chat::chat(flags),
        Command::Check(flags) => check_files(flags),
        Command::Export(flags) => export(flags),
        Command::Verify(flags) => command::verify::verify(flags),
        Command::Health(flags) => healthy(flags),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            eprintln!("sufler: {error:#}");
            let usage = error.downcast_ref::<SettingsError>().is_some();
            let defects = error.downcast_ref::<Defects>().is_some();
            if usage || defects { Exit::Usage.into() } else { Exit::Failed.into() }
        }
    }
}

fn log(cli: &Cli) {
    let filter = tracing_subscriber::EnvFilter::new(cli.log_filter());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
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

fn healthy(flags: &HealthFlags) -> Result<Exit> {
    let file = config::read(flags.config.as_deref())?;
    let data = config::data_dir(flags, &env, file.as_deref())?;
    health::check(&health::heartbeat(&data), Utc::now(), health::LIMIT)?;
    Ok(Exit::Fine)
}
