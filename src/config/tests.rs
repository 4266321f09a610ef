use clap::Parser;
use secrecy::ExposeSecret;

use crate::cli::{Cli, Command};

use super::*;

const GOOD: &str = "123456789:AAF-good_token";

fn flags(line: &str) -> RunFlags {
    let words = ["sufler", "run"].into_iter().chain(line.split_whitespace());
    match Cli::try_parse_from(words).unwrap().command {
        Command::Run(flags) => flags,
        other => panic!("{other:?}"),
    }
}

type Vars<'a> = &'a [(&'a str, &'a str)];

fn gather(line: &str, env: Vars<'_>, file: &str) -> Result<Settings, SettingsError> {
    let lookup = |name: &str| {
        env.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    };
    Settings::gather(&flags(line), &lookup, Some(file))
}

/// The whole of the settings in a line, with the token in clear.
fn shown(line: &str, env: Vars<'_>, file: &str) -> String {
    match gather(line, env, file) {
        Ok(it) => format!(
            "{} api={} data={} owners={:?} {:?} scripts={:?} locales={:?}{}{}{}",
            it.token.expose_secret(),
            it.api_url.map_or("-".to_owned(), |url| url.to_string()),
            it.data.display(),
            it.owners.iter().map(|id| id.0).collect::<Vec<_>>(),
            it.access,
            it.content.scripts.unwrap_or_default(),
            it.content.locales.unwrap_or_default(),
            it.rate.map_or_else(String::new, |rate| format!(" rate={rate}")),
            it.chat_rate.map_or_else(String::new, |rate| format!(" chat_rate={rate}")),
            it.listen.map_or_else(String::new, |at| format!(" listen={at}")),
        ),
        Err(error) => error.to_string(),
    }
}

fn refused(line: &str, env: Vars<'_>, file: &str) -> String {
    gather(line, env, file).unwrap_err().to_string()
}

const FULL_FILE: &str = r#"
token = "1:file"
api_url = "http://file/"
data = "/file"
owners = [3, 1, 3]
access = "open"
scripts = "file-s"
locales = "file-l"
rate = 100
chat_rate = 2.5
listen = "127.0.0.1:1"
"#;
const FULL_ENV: [(&str, &str); 10] = [
    ("TELOXIDE_TOKEN", "1:env"),
    ("TELOXIDE_API_URL", "http://env/bot-api/"),
    ("SUFLER_DATA", "/env"),
    ("SUFLER_OWNERS", "2, 1,"),
    ("SUFLER_ACCESS", "Open"),
    ("SUFLER_SCRIPTS", "env-s"),
    ("SUFLER_LOCALES", "env-l"),
    ("SUFLER_RATE", "200"),
    ("SUFLER_CHAT_RATE", "3"),
    ("SUFLER_LISTEN", "[::1]:2"),
];

#[test]
fn each_setting_comes_from_the_first_source_that_has_it() {
    let nothing = r#"1:t api=- data=./data owners=[] Invite scripts="" locales="""#;
    let of_file = r#"1:file api=http://file/ data=/file owners=[1, 3] Open scripts="file-s" locales="file-l" rate=100 chat_rate=2.5 listen=127.0.0.1:1"#;
    let of_env = r#"1:env api=http://env/bot-api data=/env owners=[1, 2] Open scripts="env-s" locales="env-l" rate=200 chat_rate=3 listen=[::1]:2"#;
    let of_flags = r#"1:env api=https://flag:8443/ data=/flag owners=[7, 8] Invite scripts="flag-s" locales="flag-l" rate=300 chat_rate=4 listen=0.0.0.0:3"#;
    let all_flags = "--api-url https://flag:8443// --data /flag --owner 8 --owner 7 \
                     --access invite --scripts flag-s --locales flag-l --rate 300 \
                     --chat-rate 4 --listen 0.0.0.0:3";
    let empty = FULL_ENV.map(|(name, _)| (name, " "));

    assert_eq!(shown("", &[("TELOXIDE_TOKEN", "1:t\n")], ""), nothing);
    assert_eq!(shown("", &[], FULL_FILE), of_file);
    assert_eq!(shown("", &empty, FULL_FILE), of_file, "an empty variable is as good as none");
    assert_eq!(shown("", &FULL_ENV, FULL_FILE), of_env);
    assert_eq!(shown(all_flags, &FULL_ENV, FULL_FILE), of_flags);
}

#[test]
fn without_a_token_it_says_how_to_get_one() {
    for (env, file) in [("", ""), (" ", ""), ("", "token = ''")] {
        let said = refused("", &[("TELOXIDE_TOKEN", env)], file);
        assert!(said.contains("@BotFather") && said.contains("/newbot"), "{said}");
        assert!(said.contains("TELOXIDE_TOKEN") && said.contains("sufler chat"), "{said}");
    }
}

#[test]
fn a_token_that_cannot_be_one_is_refused_and_never_shown() {
    let cases = [
        ("SECRET", "has no colon"),
        ("1:SE CRET", "has a space or a line break inside"),
        ("\"1:SECRET\"", "is in quotation marks"),
        ("SECRET:", "is cut off at its colon"),
        (":SECRET", "is cut off at its colon"),
    ];
    for (token, fault) in cases {
        let error = gather("", &[("TELOXIDE_TOKEN", token)], "").unwrap_err();
        let said = format!("{error} {error:?}");
        assert!(said.contains(fault), "{token}: {said}");
        assert!(said.starts_with("the variable TELOXIDE_TOKEN: "), "{said}");
        assert!(!said.contains("SECRET"), "{said}");
    }
    assert_eq!(
        refused("", &[], "\ntoken = 'SECRET'"),
        "sufler.toml, line 2: this token has no colon; one looks like \
         123456789:AAF-letters_and_digits"
    );
}

#[test]
fn debug_output_hides_the_token() {
    let settings = gather("", &[("TELOXIDE_TOKEN", GOOD)], "").unwrap();
    let shown = format!("{settings:?} {settings:#?}");
    assert!(!shown.contains("good_token") && shown.contains("REDACTED"), "{shown}");
}

#[test]
fn a_bad_value_is_named_with_its_place() {
    let cases: [(&str, Vars<'_>, &str, &str); 17] = [
        ("--api-url nonsense", &[], "", "--api-url: this is not an address; right is"),
        ("--api-url ftp://x", &[], "", "--api-url: the address must start with http:// or"),
        ("", &[("TELOXIDE_API_URL", "http://x/?a")], "", "TELOXIDE_API_URL: the address must end"),
        ("", &[("SUFLER_OWNERS", "1,@me")], "", "SUFLER_OWNERS: `@me` is no owner: a person's id"),
        ("", &[("SUFLER_OWNERS", "-100123")], "", "SUFLER_OWNERS: `-100123` is no owner"),
        ("", &[("SUFLER_ACCESS", "all")], "", "SUFLER_ACCESS: there is no access `all`; it is"),
        ("", &[], "# so\naccess = 'all'", "sufler.toml, line 2: there is no access `all`"),
        ("", &[], "owners = '1'", "sufler.toml, line 1: `owners` must be a list of ids, such"),
        ("", &[], "owners = [0]", "sufler.toml, line 1: `0` is no owner"),
        ("", &[], "data = 5", "sufler.toml, line 1: `data` must be text in quotation marks"),
        ("", &[], "data = 'a'\ndata = 'b'", "sufler.toml, line 2: duplicate key"),
        ("--config my.toml", &[], "data =\n", "my.toml, line 1: "),
        ("--rate 0", &[], "", "--rate: `0` is no number of messages a second"),
        ("", &[("SUFLER_CHAT_RATE", "fast")], "", "SUFLER_CHAT_RATE: `fast` is no number"),
        ("", &[], "rate = '29'", "sufler.toml, line 1: `rate` must be a number of messages"),
        ("--listen 9464", &[], "", "--listen: `9464` is no address to listen on; right is"),
        ("", &[], "listen = 9464", "sufler.toml, line 1: `listen` must be text in quotation marks"),
    ];
    for (line, env, file, expected) in cases {
        let said = refused(line, env, file);
        assert!(said.contains(expected), "{said}\nshould contain {expected}");
    }
}

#[test]
fn an_unknown_key_is_an_error_that_knows_what_was_meant() {
    let cases = [
        ("api-url = ''", "there is no setting `api-url`; did you mean `api_url`?"),
        ("owner = [1]", "did you mean `owners`?"),
        ("TELOXIDE_TOKEN = ''", "did you mean `token`?"),
        ("acess = ''", "did you mean `access`?"),
        ("[telegram]", "there is no setting `telegram`; there are token, api_url, data,"),
    ];
    for (file, expected) in cases {
        let said = refused("", &[("TELOXIDE_TOKEN", GOOD)], file);
        assert!(said.starts_with("sufler.toml, line 1: "), "{said}");
        assert!(said.contains(expected), "{said}\nshould contain {expected}");
    }
}

#[test]
fn no_error_shows_a_secret_of_the_file_or_the_address() {
    let broken = [
        "token = 1:SECRET",
        "token = '1:SECRET",
        "token = ['1:SECRET']",
        "token = \"1:SECRET\" x",
        "api_url = 'http://host/bot1:SECRET/'",
    ];
    for file in broken {
        let error = gather("", &[], file).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
    }
}

#[test]
fn content_and_data_are_found_without_a_token() {
    let env = |name: &str| (name == "SUFLER_SCRIPTS").then(|| "env-s".to_owned());
    let flags = ContentFlags { locales: Some("flag-l".into()), ..ContentFlags::default() };
    let content = Content::gather(&flags, &env, Some(FULL_FILE)).unwrap();
    assert_eq!(content.scripts, Some("env-s".into()));
    assert_eq!(content.locales, Some("flag-l".into()));

    let health = HealthFlags::default();
    assert_eq!(data_dir(&health, &env, None).unwrap(), PathBuf::from(DATA));
    assert_eq!(data_dir(&health, &env, Some(FULL_FILE)).unwrap(), PathBuf::from("/file"));
}

#[test]
fn where_the_bot_listens_and_how_the_log_looks_are_found_without_a_token() {
    let at = |flag: Option<&str>, env: &str, file| {
        let health = HealthFlags { listen: flag.map(str::to_owned), ..HealthFlags::default() };
        listen(&health, &|name| (name == "SUFLER_LISTEN").then(|| env.to_owned()), file)
    };
    assert_eq!(at(None, "", None).unwrap(), None);
    assert_eq!(at(None, "", Some(FULL_FILE)).unwrap(), "127.0.0.1:1".parse().ok());
    assert_eq!(at(Some("[::]:3"), "1.1.1.1:2", Some(FULL_FILE)).unwrap(), "[::]:3".parse().ok());

    let format = |flag, env: &str| log_format(flag, &|_| Some(env.to_owned()));
    assert_eq!(format(None, " "), Ok(LogFormat::Text));
    assert_eq!(format(None, "JSON"), Ok(LogFormat::Json));
    assert_eq!(format(Some(LogFormat::Text), "json"), Ok(LogFormat::Text));
    let said = format(None, "xml").unwrap_err().to_string();
    assert_eq!(
        said,
        "the variable SUFLER_LOG_FORMAT: there is no format `xml`; it is `text` or `json`"
    );
}

#[test]
fn a_file_that_was_named_must_be_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my.toml");
    let said = read(Some(&path)).unwrap_err().to_string();
    assert!(said.contains("my.toml: cannot be read: "), "{said}");
    std::fs::write(&path, "data = 'x'").unwrap();
    assert_eq!(read(Some(&path)).unwrap().as_deref(), Some("data = 'x'"));
}

#[test]
fn backups_go_where_they_are_told() {
    let of = |line: &str, env: Vars<'_>, file: &str| {
        let settings = gather(line, &[env, &[("TELOXIDE_TOKEN", GOOD)]].concat(), file).unwrap();
        let it = settings.backups;
        (it.folder.map(|folder| folder.display().to_string()), it.keep, it.passphrase.is_some())
    };
    let at = |folder: &str| Some(folder.to_owned());
    assert_eq!(of("", &[], ""), (at("./data/backups"), 7, false));
    let file = "data = \"/d\"\nbackups = \"/file\"\nbackup_keep = 3\n\
                backup_passphrase = \"twelve or more\"";
    assert_eq!(of("", &[], file), (at("/file"), 3, true));
    let env = [("SUFLER_BACKUPS", "/env"), ("SUFLER_BACKUP_KEEP", "30")];
    assert_eq!(of("", &env, file), (at("/env"), 30, true));
    assert_eq!(of("--backups off", &env, file), (None, 30, true));
    let said = refused("", &[("SUFLER_BACKUP_KEEP", "none")], "");
    assert!(said.contains("SUFLER_BACKUP_KEEP: `none` is no number of days"), "{said}");
    let said = refused("", &[("SUFLER_BACKUP_PASSPHRASE", "hunter2")], "");
    assert!(said.contains("too short") && !said.contains("hunter2"), "{said}");
    let settings = gather("", &[("TELOXIDE_TOKEN", GOOD)], file).unwrap();
    assert!(!format!("{settings:?}").contains("twelve or more"));
}
