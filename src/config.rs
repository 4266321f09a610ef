//! Settings: from the command line, else the environment, else `sufler.toml`, else a default.
//!
//! Everything is gathered by pure functions: the environment and the text of the file are
//! arguments. An empty value is as good as none. The token never shows in an error or in debug
//! output, and cannot be given on the command line, where every user of the machine could read it.

mod backup;
mod error;
mod file;

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use reqwest::Url;
use secrecy::SecretString;

use crate::cli::{Access, ContentFlags, HealthFlags, LogFormat, RunFlags, parse_owner};
use crate::domain::people::PersonId;

pub use backup::{Backups, Place};
pub use error::{ApiUrlFault, Origin, SettingsError, TokenFault};
use file::File;

/// The settings file that is read if it exists and no other is named.
pub const FILE: &str = "sufler.toml";

/// The folder of the data if none is set.
pub const DATA: &str = "./data";

/// A variable of the environment by its name; none if it is not set or not text.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Where scripts and texts come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// A folder like `scripts/`; none: the scripts inside the program.
    pub scripts: Option<PathBuf>,
    /// A folder like `locales/`; none: the texts inside the program.
    pub locales: Option<PathBuf>,
}

/// All that `sufler run` needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The bot's token.
    pub token: SecretString,
    /// A Bot API server other than Telegram's own, without a slash at its end.
    pub api_url: Option<Url>,
    /// The folder of the store; need not exist yet.
    pub data: PathBuf,
    /// Who is an administrator from the start, each once.
    pub owners: Vec<PersonId>,
    /// Who may start to work with the bot.
    pub access: Access,
    /// Messages a second over all chats that the server lets through; none: Telegram's own limit.
    pub rate: Option<f64>,
    /// Messages a second in one chat; none: Telegram's own limit.
    pub chat_rate: Option<f64>,
    /// Where health and figures are served; none: nowhere.
    pub listen: Option<SocketAddr>,
    /// Backups.
    pub backups: Backups,
    /// Scripts and texts.
    pub content: Content,
}

impl Settings {
    /// The settings of `sufler run`: each from the first source that has it. `file` is the text of
    /// the settings file, if there is one (see [`read`]).
    ///
    /// # Errors
    /// The first value that cannot be right, with where it stands; or that there is no token.
    pub fn gather(
        flags: &RunFlags,
        env: Env<'_>,
        file: Option<&str>,
    ) -> Result<Self, SettingsError> {
        let sources = Sources::new(&flags.content, env, file)?;
        let api_url = sources.text(&API_URL, flags.api_url.as_deref());
        let access = sources.text(&ACCESS, None);
        let token = sources.text(&TOKEN, None);
        let data = sources.path(&DATA_DIR, flags.data.as_deref()).unwrap_or_else(|| DATA.into());
        Ok(Settings {
            backups: Backups::gather(&sources, flags.backups.as_deref(), &data)?.sound(&sources)?,
            api_url: api_url.map(|(text, at)| parse_api_url(text, at)).transpose()?,
            data,
            owners: sources.owners(&flags.owner)?,
            access: match (flags.access, access) {
                (Some(access), _) => access,
                (None, Some((text, at))) => parse_access(text, at)?,
                (None, None) => Access::default(),
            },
            rate: sources.rate(&RATE, flags.rate.as_deref())?,
            chat_rate: sources.rate(&CHAT_RATE, flags.chat_rate.as_deref())?,
            listen: sources.listen(flags.listen.as_deref())?,
            content: sources.content(&flags.content),
            token: token.map_or(Err(SettingsError::NoToken), |(text, at)| parse_token(text, at))?,
        })
    }
}

impl Content {
    /// Where scripts and texts come from, for the commands that need nothing else.
    ///
    /// # Errors
    /// The settings file has a defect.
    pub fn gather(
        flags: &ContentFlags,
        env: Env<'_>,
        file: Option<&str>,
    ) -> Result<Self, SettingsError> {
        Ok(Sources::new(flags, env, file)?.content(flags))
    }
}

/// The data folder of a bot that runs elsewhere, for `sufler health`.
///
/// # Errors
/// The settings file has a defect.
pub fn data_dir(
    flags: &HealthFlags,
    env: Env<'_>,
    file: Option<&str>,
) -> Result<PathBuf, SettingsError> {
    let content = ContentFlags { config: flags.config.clone(), ..ContentFlags::default() };
    let sources = Sources::new(&content, env, file)?;
    Ok(sources.path(&DATA_DIR, flags.data.as_deref()).unwrap_or_else(|| DATA.into()))
}

/// Where a bot that runs elsewhere serves its health, for `sufler health`.
///
/// # Errors
/// The settings file has a defect; this is no address.
pub fn listen(
    flags: &HealthFlags,
    env: Env<'_>,
    file: Option<&str>,
) -> Result<Option<SocketAddr>, SettingsError> {
    let content = ContentFlags { config: flags.config.clone(), ..ContentFlags::default() };
    Sources::new(&content, env, file)?.listen(flags.listen.as_deref())
}

/// How the log looks. It begins before the settings file is read: no key there.
///
/// # Errors
/// The variable names another format.
pub fn log_format(flag: Option<LogFormat>, env: Env<'_>) -> Result<LogFormat, SettingsError> {
    let variable = || env(LOG_FORMAT).filter(|text| !text.trim().is_empty());
    match (flag, variable()) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(LogFormat::default()),
        (None, Some(text)) => LogFormat::from_str(text.trim(), true)
            .map_err(|_| SettingsError::LogFormat { at: Origin::Variable(LOG_FORMAT), text }),
    }
}

/// The text of the settings file: of the one that was named, else of [`FILE`] if it exists.
///
/// # Errors
/// The file that was named is not there, or a file cannot be read.
pub fn read(named: Option<&Path>) -> Result<Option<String>, SettingsError> {
    let path = named.unwrap_or(Path::new(FILE));
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(SettingsError::Unreadable {
            file: path.display().to_string(),
            reason: error.to_string(),
        }),
    }
}

/// The names of one setting in its sources.
struct Setting {
    flag: &'static str,
    variable: &'static str,
    key: &'static str,
}

const fn setting(flag: &'static str, variable: &'static str, key: &'static str) -> Setting {
    Setting { flag, variable, key }
}

const TOKEN: Setting = setting("", "TELOXIDE_TOKEN", "token");
const API_URL: Setting = setting("--api-url", "TELOXIDE_API_URL", "api_url");
const DATA_DIR: Setting = setting("--data", "SUFLER_DATA", "data");
const OWNERS: Setting = setting("--owner", "SUFLER_OWNERS", "owners");
const ACCESS: Setting = setting("--access", "SUFLER_ACCESS", "access");
const SCRIPTS: Setting = setting("--scripts", "SUFLER_SCRIPTS", "scripts");
const RATE: Setting = setting("--rate", "SUFLER_RATE", "rate");
const CHAT_RATE: Setting = setting("--chat-rate", "SUFLER_CHAT_RATE", "chat_rate");
const LISTEN: Setting = setting("--listen", "SUFLER_LISTEN", "listen");
const LOG_FORMAT: &str = "SUFLER_LOG_FORMAT";
const LOCALES: Setting = setting("--locales", "SUFLER_LOCALES", "locales");

/// Where values are looked for, in order.
struct Sources<'a> {
    env: Env<'a>,
    file: File,
}

impl<'a> Sources<'a> {
    fn new(flags: &ContentFlags, env: Env<'a>, file: Option<&str>) -> Result<Self, SettingsError> {
        let name = flags.config.as_deref().unwrap_or(Path::new(FILE)).display().to_string();
        Ok(Sources { env, file: File::parse(&name, file.unwrap_or_default())? })
    }

    /// The first value that is not empty, without the spaces around it.
    fn text(&self, setting: &Setting, flag: Option<&str>) -> Option<(String, Origin)> {
        let flag = flag.map(|text| (text.to_owned(), Origin::Flag(setting.flag)));
        let variable =
            || (self.env)(setting.variable).map(|text| (text, Origin::Variable(setting.variable)));
        let full = |(text, at): (String, Origin)| {
            let text = text.trim();
            (!text.is_empty()).then(|| (text.to_owned(), at))
        };
        flag.and_then(full)
            .or_else(|| variable().and_then(full))
            .or_else(|| self.file.get(setting.key).and_then(full))
    }

    fn path(&self, setting: &Setting, flag: Option<&Path>) -> Option<PathBuf> {
        // A path on the command line may be no text at all: it is taken as it is.
        flag.map(Path::to_path_buf)
            .or_else(|| self.text(setting, None).map(|(text, _)| PathBuf::from(text)))
    }

    fn rate(&self, setting: &Setting, flag: Option<&str>) -> Result<Option<f64>, SettingsError> {
        let Some((text, at)) = self.text(setting, flag) else { return Ok(None) };
        match text.parse() {
            Ok(rate) if (0.1..=100_000.0).contains(&rate) => Ok(Some(rate)),
            _ => Err(SettingsError::Rate { at, text }),
        }
    }

    fn listen(&self, flag: Option<&str>) -> Result<Option<SocketAddr>, SettingsError> {
        let Some((text, at)) = self.text(&LISTEN, flag) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| SettingsError::Listen { at, text })
    }

    fn content(&self, flags: &ContentFlags) -> Content {
        Content {
            scripts: self.path(&SCRIPTS, flags.scripts.as_deref()),
            locales: self.path(&LOCALES, flags.locales.as_deref()),
        }
    }

    fn owners(&self, flags: &[PersonId]) -> Result<Vec<PersonId>, SettingsError> {
        let mut owners = flags.to_vec();
        if let (true, Some((text, at))) = (flags.is_empty(), self.text(&OWNERS, None)) {
            let ids = text.split([',', ';', ' ']).map(str::trim).filter(|id| !id.is_empty());
            owners = ids
                .map(|id| {
                    parse_owner(id)
                        .map_err(|_| SettingsError::Owner { at: at.clone(), text: id.to_owned() })
                })
                .collect::<Result<_, _>>()?;
        }
        owners.sort_unstable();
        owners.dedup();
        Ok(owners)
    }
}

/// Refuses only what no server would take: whether a token is good, Telegram alone knows.
fn parse_token(text: String, at: Origin) -> Result<SecretString, SettingsError> {
    let fault = if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some(TokenFault::Space)
    } else if text.starts_with(['"', '\'']) || text.ends_with(['"', '\'']) {
        Some(TokenFault::Quoted)
    } else {
        match text.split_once(':') {
            None => Some(TokenFault::NoColon),
            Some(("", _) | (_, "")) => Some(TokenFault::HalfMissing),
            Some(_) => None,
        }
    };
    fault.map_or(Ok(SecretString::from(text)), |fault| Err(SettingsError::Token { at, fault }))
}

fn parse_api_url(text: String, at: Origin) -> Result<Url, SettingsError> {
    let fault = |fault| SettingsError::ApiUrl { at: at.clone(), fault };
    let url = Url::parse(text.trim_end_matches('/')).map_err(|_| fault(ApiUrlFault::NotUrl))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(fault(ApiUrlFault::NotHttp));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault(ApiUrlFault::Tail));
    }
    // `…/bot<token>` is added by every request; somebody who copied it along would send it twice.
    let holds_token = |part: &str| part.starts_with("bot") && part.contains(':');
    if url.path_segments().is_some_and(|mut parts| parts.any(holds_token)) {
        return Err(fault(ApiUrlFault::HoldsToken));
    }
    Ok(url)
}

fn parse_access(text: String, at: Origin) -> Result<Access, SettingsError> {
    Access::from_str(&text, true).map_err(|_| SettingsError::Access { at, text })
}

#[cfg(test)]
mod tests;
