//! The program: command line, settings, wiring.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, Result};
use chrono::Utc;
use clap::Parser;
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::sync::mpsc::unbounded_channel;

use sufler::app::load::{self, Defects, Doors, Sources};
use sufler::app::{App, Clock, Dice};
use sufler::chat::event::Who;
use sufler::cli::{
    Access, ChatFlags, Cli, Command, ContentFlags, Exit, ExportFlags, HealthFlags, RunFlags, Seat,
};
use sufler::config::{self, Content, Settings, SettingsError};
use sufler::console::{self, Console};
use sufler::domain::people::{Person, PersonId};
use sufler::domain::phone::Phone;
use sufler::domain::record::Change;
use sufler::store::{Batch, Book, Disk, Memory, Sled, StoreError};
use sufler::{health, telegram, timer};

fn main() -> ExitCode {
    let cli = Cli::parse();
    log(&cli);
    let done = match &cli.command {
        Command::Run(flags) => run(flags),
        Command::Chat(flags) => chat(flags),
        Command::Check(flags) => check_files(flags),
        Command::Export(flags) => export(flags),
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

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn clock() -> Clock {
    Arc::new(Utc::now)
}

/// Random numbers from a generator that is fit for secrets, seeded by the system.
fn dice() -> Dice {
    let mut generator = StdRng::from_rng(&mut rand::rng());
    Box::new(move || generator.next_u64())
}

/// The first look at a telephone number reads the tables of all countries: done before anybody
/// waits for it.
fn warm_up(country: &str) {
    let _ = Phone::parse("+74993224685", country);
}

fn open_store(folder: &Path) -> Result<Arc<dyn Disk>> {
    Ok(Arc::new(Sled::open(folder)?))
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.enable_all().build().context("the runtime cannot be started")
}

fn run(flags: &RunFlags) -> Result<Exit> {
    let file = config::read(flags.content.config.as_deref())?;
    let settings = Settings::gather(flags, &env, file.as_deref())?;
    let sources = sources(&settings.content)?;
    let disk = open_store(&settings.data)?;
    let done = runtime()?.block_on(serve(&settings, &sources, disk));
    match done {
        Err(error) if error.downcast_ref::<StoreError>().is_some() => {
            Err(error.context("the data folder"))
        }
        done => done,
    }
}

async fn serve(settings: &Settings, sources: &Sources, disk: Arc<dyn Disk>) -> Result<Exit> {
    let options =
        telegram::Options { token: settings.token.clone(), api_url: settings.api_url.clone() };
    let shutdown = stop_signal()?;
    tokio::pin!(shutdown);
    let me = tokio::select! {
        me = telegram::who_am_i(&options) => me?,
        () = &mut shutdown => return Ok(Exit::Fine),
    };
    let open = settings.access == Access::Open;
    if !open && settings.owners.is_empty() {
        tracing::warn!("nobody is an owner: give --owner ID, or nobody can be let in");
    }
    let doors = Doors { owners: settings.owners.clone(), open, bot: Some(me.username.clone()) };
    let house = Arc::new(load::house(sources, doors, &disk)?);
    warm_up(&house.campaign.country);
    let (draws, inbox) = unbounded_channel();
    let words = house.words.clone();
    let app = Arc::new(App::start(house, disk, clock(), dice(), draws)?);
    let mut waiting = tokio::spawn(timer::run(app.clone()));
    let heart = health::heartbeat(&settings.data);
    let last = AtomicI64::new(0);
    let beat = move || {
        let now = Utc::now();
        if now.timestamp() - last.swap(now.timestamp(), Ordering::Relaxed) >= HEARTBEAT_EVERY
            && let Err(error) = health::beat(&heart, now)
        {
            tracing::warn!("the heartbeat cannot be written: {error}");
        }
    };
    tracing::info!("serving @{}", me.username);
    let end = tokio::select! {
        end = telegram::run(options, app.clone(), words, inbox, shutdown, beat) => end?,
        // Without it no recall would ever come.
        _ = &mut waiting => anyhow::bail!("the timer broke down; see the log"),
    };
    waiting.abort();
    match end {
        telegram::End::ShutDown => Ok(Exit::Fine),
        telegram::End::TokenRefused => Err(telegram::TokenRefused.into()),
        telegram::End::StageClosed => anyhow::bail!("the store takes no more turns; see the log"),
    }
}

/// Seconds between two heartbeats at least.
const HEARTBEAT_EVERY: i64 = 10;

/// Resolves on Ctrl-C and on SIGTERM.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

fn sources(content: &Content) -> Result<Sources> {
    Sources::checked(content.scripts.as_deref(), content.locales.as_deref())
}

fn content(flags: &ContentFlags) -> Result<Content> {
    let file = config::read(flags.config.as_deref())?;
    Ok(Content::gather(flags, &env, file.as_deref())?)
}

fn chat(flags: &ChatFlags) -> Result<Exit> {
    let sources = sources(&content(&flags.content)?)?;
    let disk: Arc<dyn Disk> = match &flags.data {
        Some(folder) => open_store(folder)?,
        None => Arc::new(Memory::new()),
    };
    let house = load::house(&sources, Doors::default(), &disk)?;
    let lang = match flags.language(house.words.languages(), &env) {
        Ok(lang) => lang,
        Err(why) => {
            eprintln!("sufler: {why}");
            return Ok(Exit::Usage);
        }
    };
    warm_up(&house.campaign.country);
    let who = sit_down(&disk, flags.seat, &lang, &house.words)?;
    let (draws, mut inbox) = unbounded_channel();
    let words = house.words.clone();
    runtime()?.block_on(async {
        let app = Arc::new(App::start(Arc::new(house), disk, clock(), dice(), draws)?);
        let waiting = tokio::spawn(timer::run(app.clone()));
        let style = console::Style {
            colour: std::io::stdout().is_terminal(),
            echo: !std::io::stdin().is_terminal(),
        };
        let mut console = Console::new(app.clone(), words, who, std::io::stdout(), style);
        let lines = console::lines(tokio::io::BufReader::new(tokio::io::stdin()));
        let done = console.run(lines, &mut inbox).await;
        waiting.abort();
        match done {
            Err(error) if is_closed_pipe(&error) => Ok(()),
            done => done,
        }
    })?;
    // Reading standard input goes on in a thread that nothing ends but the program's end.
    std::process::exit(Exit::Fine as i32)
}

/// Nobody reads on: `sufler chat | head`.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io = error.downcast_ref::<std::io::Error>();
    io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Puts somebody in the chosen place, with a name from the texts.
fn sit_down(
    disk: &Arc<dyn Disk>,
    seat: Seat,
    lang: &str,
    words: &sufler::words::Words,
) -> Result<Who> {
    let role = seat.role();
    let id = PersonId(role as i64 + 1);
    let book = Book::new(disk.clone());
    let seats = [Seat::Operator, Seat::Supervisor].map(|seat| PersonId(seat.role() as i64 + 1));
    if book.people()?.iter().any(|person| !seats.contains(&person.id)) {
        anyhow::bail!("this is the data of a bot with a team; give --data another folder");
    }
    let name = words.say(lang, &sufler::words::Phrase::new(format!("console-{}", role.id())));
    let known = book.person(id)?;
    let person = Person {
        id,
        name: known.as_ref().map_or(name, |known| known.name.clone()),
        role,
        lang: lang.to_owned(),
        zone: known.as_ref().and_then(|known| known.zone),
        on_shift: true,
        since: known.map_or_else(Utc::now, |known| known.since),
        unreachable: false,
        left: false,
    };
    let who = Who { id, name: person.name.clone(), lang: Some(lang.to_owned()) };
    let mut batch = Batch::new();
    book.put(&mut batch, &[Change::Person(person)])?;
    disk.write(batch)?;
    disk.sync()?;
    Ok(who)
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
