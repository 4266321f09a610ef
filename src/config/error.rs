//! What may be wrong with the settings, in sentences: where it stands, what is wrong, what would
//! be right. No sentence repeats a token, nor a value that might hold one.

use std::fmt;

use crate::backup::seal::SHORTEST;
use crate::cli::OWNER_IS;

use super::file::KEYS;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Flag(&'static str),
    /// In the environment.
    Variable(&'static str),
    /// In a settings file.
    File {
        /// The file's name as it was given.
        name: String,
        /// The line, from 1.
        line: usize,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Flag(name) => f.write_str(name),
            Origin::Variable(name) => write!(f, "the variable {name}"),
            Origin::File { name, line } => write!(f, "{name}, line {line}"),
        }
    }
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// Spaces or line breaks inside.
    Space,
    /// Quotation marks that became a part of it.
    Quoted,
    /// No colon.
    NoColon,
    /// Nothing before the colon, or nothing behind it.
    HalfMissing,
}

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TokenFault::Space => "has a space or a line break inside",
            TokenFault::Quoted => "is in quotation marks, which do not belong to it",
            TokenFault::NoColon => "has no colon",
            TokenFault::HalfMissing => "is cut off at its colon",
        })
    }
}

/// What is wrong with the address of a Bot API server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiUrlFault {
    /// No address at all.
    NotUrl,
    /// Neither http nor https.
    NotHttp,
    /// Something after `?` or `#`.
    Tail,
    /// The bot's token is a part of it.
    HoldsToken,
}

impl fmt::Display for ApiUrlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ApiUrlFault::NotUrl => "this is not an address",
            ApiUrlFault::NotHttp => "the address must start with http:// or https://",
            ApiUrlFault::Tail => "the address must end before any ? or #",
            ApiUrlFault::HoldsToken => "the address must end before /bot and the token",
        })
    }
}

/// Why there are no settings.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// No source has a token.
    #[error(
        "no bot token: get one from @BotFather in Telegram with /newbot and put it into the \
         variable TELOXIDE_TOKEN (`sufler chat` needs none)"
    )]
    NoToken,
    /// A token that cannot be one.
    #[error("{at}: this token {fault}; one looks like 123456789:AAF-letters_and_digits")]
    Token {
        /// Where it stands.
        at: Origin,
        /// What is wrong.
        fault: TokenFault,
    },
    /// An address that cannot be one.
    #[error("{at}: {fault}; right is, for example, http://localhost:8081")]
    ApiUrl {
        /// Where it stands.
        at: Origin,
        /// What is wrong.
        fault: ApiUrlFault,
    },
    /// Not the id of a person.
    #[error("{at}: `{text}` is no owner: {OWNER_IS}")]
    Owner {
        /// Where it stands.
        at: Origin,
        /// The wrong one of the list.
        text: String,
    },
    /// Not a kind of access.
    #[error("{at}: there is no access `{text}`; it is `invite` or `open`")]
    Access {
        /// Where it stands.
        at: Origin,
        /// The wrong word.
        text: String,
    },
    /// Not a number of messages a second.
    #[error("{at}: `{text}` is no number of messages a second between 0.1 and 100000")]
    Rate {
        /// Where it stands.
        at: Origin,
        /// The wrong word.
        text: String,
    },
    /// Not a number of days.
    #[error("{at}: `{text}` is no number of days between 1 and 1000")]
    BackupKeep {
        /// Where it stands.
        at: Origin,
        /// The wrong word.
        text: String,
    },
    /// Too short to guard a backup.
    #[error("{at}: the passphrase of backups is too short: take at least {SHORTEST} characters")]
    Passphrase {
        /// Where it stands.
        at: Origin,
    },
    /// Not an address to listen on.
    #[error("{at}: `{text}` is no address to listen on; right is, for example, 127.0.0.1:9464")]
    Listen {
        /// Where it stands.
        at: Origin,
        /// The wrong one.
        text: String,
    },
    /// Not a format of the log.
    #[error("{at}: there is no format `{text}`; it is `text` or `json`")]
    LogFormat {
        /// Where it stands.
        at: Origin,
        /// The wrong word.
        text: String,
    },
    /// A key of the file that means nothing.
    #[error("{at}: there is no setting `{key}`; {}", instead(*.meant))]
    UnknownKey {
        /// Where it stands.
        at: Origin,
        /// The key.
        key: String,
        /// A key that looks alike.
        meant: Option<&'static str>,
    },
    /// A value of the file that is of another type.
    #[error("{at}: `{key}` must be {expected}")]
    Type {
        /// Where it stands.
        at: Origin,
        /// Whose value.
        key: &'static str,
        /// What would be right, with an example.
        expected: &'static str,
    },
    /// The file is not TOML.
    #[error("{at}: {message}")]
    Syntax {
        /// Where it stops being TOML.
        at: Origin,
        /// What the parser says.
        message: String,
    },
    /// The file cannot be read.
    #[error("{file}: cannot be read: {reason}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system says.
        reason: String,
    },
}

fn instead(meant: Option<&'static str>) -> String {
    match meant {
        Some(key) => format!("did you mean `{key}`?"),
        None => format!("there are {}", KEYS.join(", ")),
    }
}
