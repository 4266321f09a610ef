//! `sufler chat`: the same conversation in a terminal.

use std::io::IsTerminal;
use std::sync::Arc;

use anyhow::Result;
use chrono::Utc;
use tokio::sync::mpsc::unbounded_channel;

use sufler::app::App;
use sufler::app::load::{self, Doors};
use sufler::backup::{seal, shelf};
use sufler::chat::event::Who;
use sufler::chat::house::Backups;
use sufler::cli::{ChatFlags, Exit, Seat};
use sufler::config::{self, Place};
use sufler::console::{self, Console};
use sufler::domain::people::{Person, PersonId, Role};
use sufler::domain::record::Change;
use sufler::store::{Batch, Book, Disk, Memory};
use sufler::timer;

use super::{clock, content, dice, env, longest, open_store, runtime, sources, train, warm_up};

/// Has the conversation in this terminal.
pub fn chat(flags: &ChatFlags) -> Result<Exit> {
    let sources = sources(&content(&flags.content)?)?;
    let disk: Arc<dyn Disk> = match &flags.data {
        Some(folder) => Arc::new(open_store(folder, &[shelf::folder(folder)])?),
        None => Arc::new(Memory::new()),
    };
    let doors = Doors { backups: backups_sent(flags)?, ..Doors::default() };
    let house = load::house(&sources, doors, &disk)?;
    let lang = match flags.language(house.words.languages(), &env) {
        Ok(lang) => lang,
        Err(why) => {
            eprintln!("sufler: {why}");
            return Ok(Exit::Usage);
        }
    };
    warm_up(&house.campaign.country);
    // Whoever types a note before that is done waits: he is alone.
    train(&house.notes);
    let who = sit_down(&disk, flags.seat, &lang, &house.words)?;
    let (draws, mut inbox) = unbounded_channel();
    let words = house.words.clone();
    runtime()?.block_on(async {
        let app = Arc::new(App::start(Arc::new(house), disk, clock(), dice(), draws)?);
        let waiting = tokio::spawn(timer::run(app.clone(), longest()));
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

/// What `/backup` needs: the same passphrase as with the bot.
fn backups_sent(flags: &ChatFlags) -> Result<Option<Backups>> {
    let config = flags.content.config.as_deref();
    let file = config::read(config)?;
    let place = Place::gather(flags.data.as_deref(), config, &env, file.as_deref())?;
    let passphrase = place.backups.passphrase.filter(|words| seal::long_enough(words).is_ok());
    Ok(passphrase.map(|passphrase| Backups { passphrase, folder: None }))
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
    let seats = Role::ALL.map(|role| PersonId(role as i64 + 1));
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
        former: None,
        exempt: false,
        default_for_calls: false,
    };
    let who = Who { id, name: person.name.clone(), lang: Some(lang.to_owned()) };
    let mut batch = Batch::new();
    book.put(&mut batch, &[Change::Person(person)])?;
    disk.write(batch)?;
    disk.sync()?;
    Ok(who)
}
