//! The bot as a child process that can be killed and started again.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What to start: a program, its arguments, its whole environment.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    dir: Option<PathBuf>,
    stdin: bool,
}

impl Program {
    /// The bot as it was built for this test run, or the binary that `SUFLER_BINARY` names: the one
    /// that is released.
    pub fn sufler() -> Program {
        let named = std::env::var_os("SUFLER_BINARY").map(PathBuf::from);
        Program::at(named.unwrap_or_else(|| env!("CARGO_BIN_EXE_sufler").into()))
    }

    pub fn at(path: impl Into<PathBuf>) -> Program {
        Program { path: path.into(), args: Vec::new(), env: Vec::new(), dir: None, stdin: false }
    }

    #[must_use]
    pub fn args<I: IntoIterator<Item: Into<OsString>>>(mut self, args: I) -> Program {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// A variable; besides those given here the child has PATH and HOME only.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Program {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The working directory.
    #[must_use]
    pub fn dir(mut self, dir: impl AsRef<Path>) -> Program {
        self.dir = Some(dir.as_ref().to_owned());
        self
    }

    /// The child reads what [`Process::write_line`] writes; otherwise its input is empty.
    #[must_use]
    pub fn with_stdin(mut self) -> Program {
        self.stdin = true;
        self
    }

    /// Starts it; the description can start again as often as wanted.
    pub fn start(&self) -> Process {
        let mut command = Command::new(&self.path);
        command.args(&self.args).env_clear();
        let kept = ["PATH", "HOME"].map(|name| (name, std::env::var_os(name)));
        command.envs(kept.into_iter().filter_map(|(name, value)| Some((name, value?))));
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        if let Some(dir) = &self.dir {
            command.current_dir(dir);
        }
        command.stdin(if self.stdin { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program does not start");
        let (stdout, stderr) = (Captured::default(), Captured::default());
        let readers = vec![
            stdout.read(child.stdout.take().expect("piped")),
            stderr.read(child.stderr.take().expect("piped")),
        ];
        Process { stdin: child.stdin.take(), child, stdout, stderr, readers }
    }
}

#[derive(Clone, Debug, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    fn read(&self, mut pipe: impl Read + Send + 'static) -> JoinHandle<()> {
        let bytes = self.0.clone();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n) = pipe.read(&mut buffer) {
                if n == 0 {
                    return;
                }
                bytes.lock().unwrap_or_else(PoisonError::into_inner).extend(&buffer[..n]);
            }
        })
    }

    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// A running child. Dropped, it is killed; if the test is failing then, its output is printed.
#[derive(Debug)]
pub struct Process {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Captured,
    stderr: Captured,
    readers: Vec<JoinHandle<()>>,
}

impl Process {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL, and waits until it is gone.
    pub fn kill_9(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// SIGKILL unless it has ended; all its output is there then.
    pub fn finish(&mut self) {
        self.kill_9();
        for reader in self.readers.drain(..) {
            let _ = reader.join();
        }
    }

    /// SIGTERM.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// SIGINT, as Ctrl-C gives it.
    pub fn interrupt(&self) {
        self.signal("INT");
    }

    /// Any signal by its name.
    pub fn signal(&self, name: &str) {
        let mut kill = Command::new("kill");
        kill.arg(format!("-{name}")).arg(self.id().to_string());
        let status = kill.status().expect("kill does not start");
        assert!(status.success(), "kill -{name} {}: {status}", self.id());
    }

    /// Whether it has not ended by itself.
    pub fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits for its end; all its output is there then.
    ///
    /// # Panics
    /// It runs on for longer than `limit`.
    pub async fn wait_exit(&mut self, limit: Duration) -> ExitStatus {
        let end = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().expect("the child cannot be waited for") {
                // A grandchild may hold the pipes open: that is no reason to wait for ever.
                let end = Instant::now() + Duration::from_secs(1);
                while self.readers.iter().any(|r| !r.is_finished()) && Instant::now() < end {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                return status;
            }
            assert!(Instant::now() < end, "still running after {limit:?}\n{}", self.output());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Writes a line to its input.
    pub fn write_line(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().expect("started without stdin");
        writeln!(stdin, "{line}").and_then(|()| stdin.flush()).expect("it reads no more");
    }

    /// Ends its input.
    pub fn close_stdin(&mut self) {
        self.stdin = None;
    }

    pub fn stdout(&self) -> String {
        self.stdout.text()
    }

    pub fn stderr(&self) -> String {
        self.stderr.text()
    }

    /// Both outputs, for messages.
    pub fn output(&self) -> String {
        format!("--- stdout\n{}\n--- stderr\n{}\n---", self.stdout(), self.stderr())
    }

    /// Waits until one of its outputs contains this.
    ///
    /// # Panics
    /// It does not within 10 seconds, or the child ends before.
    pub async fn expect_output(&mut self, wanted: &str) {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            let running = self.is_running();
            if !running {
                self.wait_exit(Duration::ZERO).await;
            }
            if self.stdout().contains(wanted) || self.stderr().contains(wanted) {
                return;
            }
            let waiting = running && Instant::now() < end;
            assert!(waiting, "no {wanted:?} in the output\n{}", self.output());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill_9();
        if std::thread::panicking() {
            eprintln!("child {}\n{}", self.id(), self.output());
        }
    }
}
