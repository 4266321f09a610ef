//! The local socket of a running bot: other commands of the program ask it for what only the process
//! that has the store open can do.
//!
//! One connection is one question. The question is a line of JSON, an [`Ask`], and what it says that
//! follows. The answer begins with
//! a line: `ok`, and what was asked for follows; or `refused` and why, and nothing follows. An answer
//! that ends too early was broken off: what is asked for has to tell by itself whether it is whole.
//!
//! The socket lies in the data folder, open to the same user of the machine only. Who binds it has the
//! store open, so what lies there already was left by a bot that was killed.

use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

/// Its name in the data folder.
const SOCKET: &str = "control.sock";

/// Its name before it is closed to others. Not longer: a socket's path is short.
const FRESH: &str = "control.new";

/// How long either side waits for the other to go on.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest question, and the longest refusal, in bytes.
const LONGEST: u64 = 4_096;

/// So many questions are answered at a time.
const AT_ONCE: usize = 4;

/// What can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A backup, as [`backup::write`](crate::backup::write) makes it.
    Backup,
    /// Loads the export of a CRM: so many bytes of it follow the question. The answer is what came of
    /// it, in words.
    Import {
        /// Which CRM, by its id.
        from: String,
        /// How long the file is.
        bytes: u64,
    },
}

/// Listens until it is dropped.
pub struct Server {
    path: PathBuf,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// Begins to listen in a data folder whose store this process has open. `answer` reads what follows the
/// question, and writes what was asked for; if it fails before its first byte, the asker is told why.
///
/// # Errors
/// The path is too long for a socket, something else lies there, or the system's.
pub fn serve<A>(data: &Path, answer: A) -> Result<Server>
where
    A: Fn(Ask, &mut dyn Read, &mut dyn Write) -> Result<()> + Send + Sync + 'static,
{
    let path = data.join(SOCKET);
    let fresh = data.join(FRESH);
    let said = || path.display().to_string();
    for left in [&path, &fresh] {
        match fs::symlink_metadata(left) {
            Ok(found) if found.file_type().is_socket() => {
                fs::remove_file(left).with_context(said)?;
            }
            Ok(_) => bail!("{} is not a socket", left.display()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(said),
        }
    }
    let listener = UnixListener::bind(&fresh).with_context(said)?;
    fs::set_permissions(&fresh, Permissions::from_mode(0o600)).with_context(said)?;
    fs::rename(&fresh, &path).with_context(said)?;
    let over = Arc::new(AtomicBool::new(false));
    let ending = over.clone();
    let listen = move || {
        let (answer, busy) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        for stream in listener.incoming() {
            if ending.load(Ordering::Acquire) {
                return;
            }
            let Ok(stream) = stream else {
                thread::sleep(Duration::from_millis(100));
                continue;
            };
            let (answer, place) = (answer.clone(), Place::take(&busy));
            let talk = move || talk(stream, &*answer, place.is_some());
            if let Err(error) = thread::Builder::new().name("control".into()).spawn(talk) {
                tracing::warn!(fault = %error, "a question on the control socket was not answered");
            }
        }
    };
    let thread = thread::Builder::new().name("control".into()).spawn(listen)?;
    Ok(Server { path, over, thread: Some(thread) })
}

/// A place among those that are answered.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(busy: &Arc<AtomicUsize>) -> Option<Place> {
        let place = Place(busy.clone());
        let taken = busy.fetch_add(1, Ordering::AcqRel);
        (taken < AT_ONCE).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Release);
        // Wakes the thread. Where nobody can connect any more, it is left to the program's end.
        let awake = UnixStream::connect(&self.path).is_ok();
        if let Some(thread) = self.thread.take().filter(|_| awake) {
            let _ = thread.join();
        }
        let _ = fs::remove_file(&self.path);
    }
}

/// Who answers: reads what follows the question, and writes what was asked for.
type Answer = dyn Fn(Ask, &mut dyn Read, &mut dyn Write) -> Result<()> + Send + Sync;

fn talk(stream: UnixStream, answer: &Answer, has_place: bool) {
    let mut speech = Speech { stream: &stream, begun: false };
    let mut hears = BufReader::new(&stream);
    let mut question = || {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        ensure!(has_place, "the bot is answering too many others");
        let mut line = String::new();
        hears.by_ref().take(LONGEST).read_line(&mut line)?;
        serde_json::from_str(&line).context("another version of Sufler is asked this")
    };
    let done = question().and_then(|ask: Ask| {
        tracing::info!(?ask, "asked on the control socket");
        answer(ask, &mut hears, &mut speech)
    });
    match done {
        Ok(()) => {}
        Err(error) if speech.begun => {
            let fault = format_args!("{error:#}");
            tracing::warn!(%fault, "an answer on the control socket was broken off");
        }
        Err(error) => {
            let said = format!("{error:#}").replace(['\n', '\r'], " ");
            let _ = (&stream).write_all(format!("refused {said}\n").as_bytes());
        }
    }
}

/// Says `ok` before the first byte.
struct Speech<'a> {
    stream: &'a UnixStream,
    begun: bool,
}

impl Write for Speech<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.begun {
            self.begun = true;
            self.stream.write_all(b"ok\n")?;
        }
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// Asks the bot that runs with this data folder, and returns what follows its `ok`. None if nobody
/// listens there.
///
/// # Errors
/// It refuses, or breaks off; the system's.
pub fn ask(data: &Path, ask: &Ask) -> Result<Option<impl Read + use<>>> {
    ask_with(data, ask, &[])
}

/// The same with what follows the question.
///
/// # Errors
/// As [`ask`].
pub fn ask_with(data: &Path, ask: &Ask, more: &[u8]) -> Result<Option<impl Read + use<>>> {
    let path = data.join(SOCKET);
    let mut stream = match UnixStream::connect(&path) {
        Ok(stream) => stream,
        Err(error) => match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => return Ok(None),
            _ => return Err(error).with_context(|| path.display().to_string()),
        },
    };
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(format!("{}\n", serde_json::to_string(ask)?).as_bytes())?;
    // Who refuses does not hear the rest out; the answer says why.
    let _ = stream.write_all(more);
    let mut answer = BufReader::new(stream);
    let mut line = String::new();
    answer.by_ref().take(LONGEST).read_line(&mut line).context("the bot does not answer")?;
    match line.trim_end().split_once(' ') {
        None if line == "ok\n" => Ok(Some(answer)),
        Some(("refused", why)) => bail!("the bot refuses: {why}"),
        _ => bail!("the bot broke off before it answered"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(data: &Path) -> Result<Option<String>> {
        let Some(mut answer) = ask(data, &Ask::Backup)? else { return Ok(None) };
        let mut text = String::new();
        answer.read_to_string(&mut text)?;
        Ok(Some(text))
    }

    #[test]
    fn who_asks_is_answered_and_afterwards_nobody_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        assert_eq!(asked(data).unwrap(), None);
        let server = serve(data, |_, _, to| Ok(to.write_all(b"all\nof it")?)).unwrap();
        assert_eq!(asked(data).unwrap().as_deref(), Some("all\nof it"));
        assert_eq!(asked(data).unwrap().as_deref(), Some("all\nof it"), "as often as wanted");
        let mode = fs::metadata(data.join(SOCKET)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        drop(server);
        assert_eq!(asked(data).unwrap(), None);
        assert_eq!(fs::read_dir(data).unwrap().count(), 0);
    }

    #[test]
    fn what_a_killed_bot_has_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        drop(UnixListener::bind(data.join(SOCKET)).unwrap());
        drop(UnixListener::bind(data.join(FRESH)).unwrap());
        assert_eq!(asked(data).unwrap(), None, "nobody listens there");
        drop(serve(data, |_, _, _| Ok(())).unwrap());
        fs::write(data.join(SOCKET), "a letter").unwrap();
        let why = serve(data, |_, _, _| Ok(())).map(|_| ()).unwrap_err();
        assert!(why.to_string().contains("is not a socket"), "{why}");
        assert_eq!(fs::read(data.join(SOCKET)).unwrap(), b"a letter");
    }

    #[test]
    fn a_refusal_is_told_and_a_break_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let server = serve(folder.path(), |_, _, _| bail!("not\nnow")).unwrap();
        assert_eq!(asked(folder.path()).unwrap_err().to_string(), "the bot refuses: not now");
        drop(server);
        let broken = |_, _: &mut dyn Read, to: &mut dyn Write| {
            to.write_all(b"half")?;
            bail!("the disk")
        };
        let _server = serve(folder.path(), broken).unwrap();
        assert_eq!(asked(folder.path()).unwrap().as_deref(), Some("half"));
        // Something else than a question.
        let mut stream = UnixStream::connect(folder.path().join(SOCKET)).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        assert!(said.starts_with("refused another version"), "{said}");
    }

    #[test]
    fn what_follows_the_question_is_heard() {
        let folder = tempfile::tempdir().unwrap();
        let hear = |ask, more: &mut dyn Read, to: &mut dyn Write| {
            let Ask::Import { bytes, .. } = ask else { bail!("something else") };
            let mut file = Vec::new();
            more.take(bytes).read_to_end(&mut file)?;
            file.reverse();
            Ok(to.write_all(&file)?)
        };
        let _server = serve(folder.path(), hear).unwrap();
        let file: Vec<u8> = (0..200_000u32).map(|at| at as u8).collect();
        let ask = Ask::Import { from: "megaplan".into(), bytes: file.len() as u64 };
        let mut heard = Vec::new();
        let mut answer = ask_with(folder.path(), &ask, &file).unwrap().unwrap();
        answer.read_to_end(&mut heard).unwrap();
        heard.reverse();
        assert!(heard == file);
    }

    #[test]
    fn a_path_that_is_too_long_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("long".repeat(30));
        fs::create_dir(&data).unwrap();
        assert!(serve(&data, |_, _, _| Ok(())).is_err());
    }
}
