//! What systemd is told (`sd_notify`): ready, stopping, and that all is well. Without systemd, when
//! the variable `NOTIFY_SOCKET` is not set, nothing happens.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

use anyhow::Result;
use sd_notify::NotifyState;
use tokio::time::sleep;

use super::{Failing, Stage, Vitals};

/// How often the state is looked at if systemd does not ask for it more often.
const LOOK: Duration = Duration::from_secs(10);

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Ready,
    Stopping,
    Alive,
    Status(String),
}

/// Tells systemd that the bot is ready, what is wrong, and that the bot is alive unless something
/// is wrong that a new start may mend. A new start brings neither Telegram back nor room on the
/// disk.
///
/// # Errors
/// No thread can be started.
pub async fn watch(vitals: Arc<Vitals>) -> Result<()> {
    if std::env::var_os("NOTIFY_SOCKET").is_none() {
        return Ok(());
    }
    let words = mouth()?;
    let tell = |word| {
        let _ = words.send(word);
    };
    let asked = sd_notify::watchdog_enabled();
    let pause = asked.map_or(LOOK, |limit| (limit / 3).min(LOOK));
    let mut stage = vitals.stage();
    let mut said = String::new();
    loop {
        if stage.has_changed().unwrap_or(false) {
            match *stage.borrow_and_update() {
                Stage::Starting => {}
                Stage::Serving => tell(Word::Ready),
                Stage::Ending => tell(Word::Stopping),
            }
        }
        let failing = vitals.failing().await;
        if asked.is_some() && !failing.iter().any(|part| part.restart) {
            tell(Word::Alive);
        }
        let status = status(&failing);
        if status != said {
            tell(Word::Status(status.clone()));
            said = status;
        }
        tokio::select! {
            () = sleep(pause) => {}
            Ok(()) = stage.changed() => stage.mark_changed(),
        }
    }
}

/// A thread that says what it is given: a systemd that does not listen holds up nobody else.
fn mouth() -> Result<Sender<Word>> {
    let (words, inbox) = channel();
    std::thread::Builder::new().name("systemd".into()).spawn(move || {
        for word in inbox {
            let told = match &word {
                Word::Ready => sd_notify::notify(&[NotifyState::Ready]),
                Word::Stopping => sd_notify::notify(&[NotifyState::Stopping]),
                Word::Alive => sd_notify::notify(&[NotifyState::Watchdog]),
                Word::Status(text) => sd_notify::notify(&[NotifyState::Status(text)]),
            };
            if let Err(error) = told {
                tracing::warn!(fault = %error, "systemd cannot be told");
            }
        }
    })?;
    Ok(words)
}

/// One line for `systemctl status`.
fn status(failing: &[Failing]) -> String {
    if failing.is_empty() {
        return "all is well".to_owned();
    }
    let parts: Vec<String> =
        failing.iter().map(|Failing { part, why, .. }| format!("{part}: {why}")).collect();
    parts.join("; ").replace('\n', " ")
}
