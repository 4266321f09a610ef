//! The command line: what can be said to the program, and with which code it leaves.

mod backup;
mod import;
mod notes;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::domain::people::{PersonId, Role};

pub use backup::{BackupFlags, RestoreFlags};
pub use import::{ImportFlags, Kind};
pub use notes::{EvalFlags, ExplainFlags, NotesCommand, NotesFlags, parse_moment};

/// With which code the program leaves. Part of what `--help` promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Fine = 0,
    /// It failed while it ran; `health`: the bot is not alive.
    Failed = 1,
    /// The command line or the settings are wrong (clap leaves with the same code).
    Usage = 2,
    /// `check` or `verify` found defects.
    Defects = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

const EXAMPLES: &str = "\
Examples:
  sufler chat                               try it here: no token, no network
  TELOXIDE_TOKEN=123:AAF... sufler run --owner 123456789
  sufler export my && sufler check --scripts my/scripts --locales my/locales
  sufler backup monday.sufler               also while the bot works
  sufler import contacts.csv --from amocrm  who answers for whom; so too

Where settings come from:
  a flag, else a variable of the environment, else sufler.toml in the working
  directory (or --config FILE), else the default. The keys of sufler.toml are
  token, api_url, data, owners, access, scripts, locales, rate, chat_rate,
  listen, backups, backup_keep, backup_passphrase.
  The token comes from TELOXIDE_TOKEN or sufler.toml, never from a flag:
  every user of a machine can read the command lines of others.

Exit codes:
  0  all is well
  1  it failed while it ran
  2  the command line or the settings are wrong
  3  `sufler check` or `sufler verify` found defects";

/// A Telegram prompter for call-centre operators
///
/// Sufler stands beside an operator during a call: it says what to say next,
/// helps against objections, names the result as the rules want it, and
/// remembers when to call again.
#[derive(Debug, Parser)]
#[command(
    name = "sufler",
    version,
    verbatim_doc_comment,
    after_long_help = EXAMPLES,
    after_help = "`sufler --help` shows examples, where settings come from, and the exit codes.",
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Cli {
    /// Log more: -v every turn, -vv every request to Telegram too
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// How the log looks [env: SUFLER_LOG_FORMAT] [default: text]
    #[arg(long, global = true, value_enum, value_name = "FORMAT")]
    pub log_format: Option<LogFormat>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How the log looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    Text,
    /// One JSON object in a line, for machines.
    Json,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the bot until it is told to stop (Ctrl-C, SIGTERM)
    ///
    /// The token comes from TELOXIDE_TOKEN or sufler.toml; @BotFather in Telegram gives one.
    Run(RunFlags),
    /// Have the same conversation in this terminal, without token or network
    Chat(ChatFlags),
    /// Check scripts and texts, and list every defect with file and line
    Check(ContentFlags),
    /// Write the built-in scripts and texts into a folder, to make your own of them
    Export(ExportFlags),
    /// Look through all stored data, or a backup, and list every defect
    ///
    /// Every record has to open, every index entry has to lead to a record that wants it, and what
    /// records say of one another has to be so. Defects are named by kind and number: no telephone
    /// number, no name. Nothing is changed. While the bot runs, a copy of its data is made and looked
    /// through; that and a backup are unpacked into the folder for temporary files.
    Verify(VerifyFlags),
    /// Write everything that is stored into one file, also while the bot works
    #[command(after_help = backup::BACKUP_EXAMPLES)]
    Backup(BackupFlags),
    /// Put a backup in the place of what is stored (while the bot is stopped)
    #[command(after_help = backup::RESTORE_EXAMPLES)]
    Restore(RestoreFlags),
    /// Load who answers for whom from the export of a CRM, also while the bot works
    ///
    /// The table of that CRM takes the place of the one before. Callers are then led to the colleague
    /// who is responsible for their number, as `routing` in scripts/campaign.toml has it.
    #[command(after_help = import::IMPORT_EXAMPLES)]
    Import(ImportFlags),
    /// Measure or explain how hasty notes are understood
    #[command(after_help = notes::NOTES_EXAMPLES)]
    Notes(NotesFlags),
    /// Tell whether a running bot is well, and what is wrong if not (exit code 0 or 1)
    Health(HealthFlags),
}

/// The flags of `sufler run`.
#[derive(Args, Clone, Debug, Default)]
pub struct RunFlags {
    /// Address of the Bot API server [env: TELOXIDE_API_URL] [default: Telegram's own]
    #[arg(long, value_name = "URL")]
    pub api_url: Option<String>,
    /// Folder of the data, made if it is not there [env: SUFLER_DATA] [default: ./data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Telegram id of an administrator; may be repeated [env: SUFLER_OWNERS=1,2]
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = parse_owner)]
    pub owner: Vec<PersonId>,
    /// Who may start to work with the bot [env: SUFLER_ACCESS] [default: invite]
    #[arg(long, value_enum, value_name = "WHO")]
    pub access: Option<Access>,
    /// Messages a second over all chats [env: SUFLER_RATE] [default: Telegram's limit]
    ///
    /// Raise both rates only for a Bot API server that lets more through.
    #[arg(long, value_name = "N")]
    pub rate: Option<String>,
    /// Messages a second in one chat [env: SUFLER_CHAT_RATE] [default: Telegram's limit]
    #[arg(long, value_name = "N")]
    pub chat_rate: Option<String>,
    /// Serve /healthz and /metrics at this address [env: SUFLER_LISTEN] [default: nowhere]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Folder of daily backups, or off [env: SUFLER_BACKUPS] [default: backups in the data folder]
    #[arg(long, value_name = "DIR")]
    pub backups: Option<PathBuf>,
    /// Scripts, texts, settings file.
    #[command(flatten)]
    pub content: ContentFlags,
}

/// Who may start to work with the bot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Access {
    /// Only the owners, and who comes with an invite.
    #[default]
    Invite,
    /// Everybody who writes to the bot, as an operator.
    Open,
}

/// Where scripts, texts and settings are.
#[derive(Args, Clone, Debug, Default)]
pub struct ContentFlags {
    /// Folder of scripts [env: SUFLER_SCRIPTS] [default: the built-in ones]
    #[arg(long, value_name = "DIR")]
    pub scripts: Option<PathBuf>,
    /// Folder of texts [env: SUFLER_LOCALES] [default: the built-in ones]
    #[arg(long, value_name = "DIR")]
    pub locales: Option<PathBuf>,
    /// Settings file [default: ./sufler.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The flags of `sufler chat`.
#[derive(Args, Clone, Debug)]
pub struct ChatFlags {
    /// Folder of the data [default: none, all is forgotten at the end]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Language: ru, ka, en, or another of the texts [default: the terminal's, else en]
    #[arg(long, value_name = "LANG")]
    pub lang: Option<String>,
    /// In whose place you are
    #[arg(long = "as", value_enum, value_name = "ROLE", default_value_t = Seat::Operator)]
    pub seat: Seat,
    /// Scripts, texts, settings file.
    #[command(flatten)]
    pub content: ContentFlags,
}

/// In whose place one talks to the bot in the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Seat {
    /// Calls.
    Operator,
    /// Leads operators.
    Supervisor,
    /// Owns the installation.
    Admin,
}

impl Seat {
    /// What one may do there.
    pub fn role(self) -> Role {
        match self {
            Seat::Operator => Role::Operator,
            Seat::Supervisor => Role::Supervisor,
            Seat::Admin => Role::Admin,
        }
    }
}

/// The flags of `sufler export`.
#[derive(Args, Clone, Debug)]
pub struct ExportFlags {
    /// Folder that gets scripts/ and locales/; nothing in it is overwritten
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// The flags of `sufler verify`.
#[derive(Args, Clone, Debug)]
pub struct VerifyFlags {
    /// Folder of the data [env: SUFLER_DATA] [default: ./data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// A backup to look through instead
    #[arg(long, value_name = "FILE", conflicts_with = "data")]
    pub backup: Option<PathBuf>,
    /// Settings file [default: ./sufler.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// The flags of `sufler health`.
#[derive(Args, Clone, Debug, Default)]
pub struct HealthFlags {
    /// Folder of the data of the bot that runs [env: SUFLER_DATA] [default: ./data]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Where the bot serves /healthz [env: SUFLER_LISTEN] [default: its heartbeat file is read]
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Settings file [default: ./sufler.toml, if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What an owner is, for who gave something else.
pub const OWNER_IS: &str =
    "a person's id in Telegram is a whole number such as 123456789, not a @name or a phone number";

/// One person's id as it is written on the command line; a value parser for clap.
///
/// # Errors
/// What would be right.
pub fn parse_owner(text: &str) -> Result<PersonId, String> {
    match text.trim().parse() {
        Ok(id) if id > 0 => Ok(PersonId(id)),
        _ => Err(OWNER_IS.to_owned()),
    }
}

impl Cli {
    /// What the log shows, as a filter of `tracing`. The libraries' finest levels never: they
    /// show addresses of requests, and the token is a part of these.
    pub fn log_filter(&self) -> &'static str {
        match (&self.command, self.verbose) {
            (Command::Run(_), 0) => "warn,sufler=info",
            (_, 0) => "warn",
            (_, 1) => "warn,sufler=debug",
            (_, _) => "info,sufler=trace",
        }
    }
}

impl ChatFlags {
    /// The language to talk in, one of `known`: the one that was asked for, else the terminal's
    /// (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English, else the first.
    ///
    /// # Errors
    /// The one that was asked for is not among them: a sentence that names those that are.
    pub fn language(
        &self,
        known: &[String],
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<String, String> {
        let find = |lang: &str| known.iter().find(|known| known.eq_ignore_ascii_case(lang));
        if let Some(asked) = &self.lang {
            return find(asked).cloned().ok_or_else(|| {
                format!("--lang: there are no texts in `{asked}`, only in {}", known.join(", "))
            });
        }
        // The first variable that is set decides, as everywhere in a terminal.
        let set = |name| env(name).filter(|value| !value.is_empty());
        let terminal = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
        let own = terminal.and_then(|value| find(value.split(['_', '.', '@']).next()?).cloned());
        let fallback = || find("en").or(known.first()).cloned();
        own.or_else(fallback).ok_or_else(|| "there are no texts in any language".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use clap::error::ErrorKind;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn help_says_what_is_promised() {
        let help = Cli::command().render_long_help().to_string();
        let exits = [Exit::Fine, Exit::Failed, Exit::Usage, Exit::Defects];
        for code in exits.map(|exit| exit as u8) {
            assert!(help.contains(&format!("\n  {code}  ")), "exit code {code}:\n{help}");
        }
        for word in ["sufler chat", "TELOXIDE_TOKEN", "sufler.toml", "environment"] {
            assert!(help.contains(word), "{word}:\n{help}");
        }
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{help}");
    }

    #[test]
    fn a_token_is_no_flag() {
        let error = parse("sufler run --token 1:x").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnknownArgument);
        assert_eq!(error.exit_code(), i32::from(Exit::Usage as u8));
    }

    #[test]
    fn owners_are_ids() {
        let Command::Run(flags) = parse("sufler run --owner 1 --owner 2,3").unwrap().command else {
            panic!("not run");
        };
        assert_eq!(flags.owner, [PersonId(1), PersonId(2), PersonId(3)]);
        let said = parse("sufler run --owner @me").unwrap_err().to_string();
        assert!(said.contains("whole number such as 123456789"), "{said}");
    }

    #[test]
    fn the_log_never_shows_addresses() {
        for line in ["sufler run", "sufler run -v", "sufler chat -vvv", "sufler -vv check"] {
            let filter = parse(line).unwrap().log_filter();
            let libraries = filter.split(',').next();
            assert!(matches!(libraries, Some("warn" | "info")), "{line}: {filter}");
        }
        let filters = ["sufler run", "sufler run -v", "sufler run -vv"];
        let filters = filters.map(|line| parse(line).unwrap().log_filter());
        assert_eq!(filters, ["warn,sufler=info", "warn,sufler=debug", "info,sufler=trace"]);
    }

    #[test]
    fn chat_speaks_the_language_of_its_terminal() {
        let known = ["en", "ka", "ru"].map(str::to_owned);
        let language = |line: &str, set: (&str, &str)| {
            let Command::Chat(flags) = parse(line).unwrap().command else { panic!("not chat") };
            assert_eq!(flags.seat.role(), Role::Operator);
            flags.language(&known, &|name| (name == set.0).then(|| set.1.to_owned()))
        };
        let cases = [
            ("sufler chat", ("LANG", "ka_GE.UTF-8"), "ka"),
            ("sufler chat", ("LC_ALL", "ru"), "ru"),
            ("sufler chat", ("LANG", "C.UTF-8"), "en"),
            ("sufler chat", ("TERM", "ka"), "en"),
            ("sufler chat --lang RU", ("LANG", "ka_GE"), "ru"),
        ];
        for (line, set, expected) in cases {
            assert_eq!(language(line, set).as_deref(), Ok(expected), "{line} {set:?}");
        }
        let said = language("sufler chat --lang de", ("LANG", "ka")).unwrap_err();
        assert_eq!(said, "--lang: there are no texts in `de`, only in en, ka, ru");
    }
}
