//! The log: text for people or JSON for machines, on stderr.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{IsTerminal, stderr};
use std::panic::PanicHookInfo;

use sufler::cli::LogFormat;
use tracing_subscriber::EnvFilter;

/// Begins to log.
pub fn begin(filter: &str, format: LogFormat) {
    let log = tracing_subscriber::fmt().with_env_filter(EnvFilter::new(filter)).with_writer(stderr);
    match format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).with_target(false).init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(false).with_span_list(false).init();
        }
    }
    std::panic::set_hook(Box::new(panicked));
}

/// A panic is one event, like other faults. What it says is left out unless it is a text of the
/// source: it may quote what people wrote.
fn panicked(panic: &PanicHookInfo<'_>) {
    let thread = std::thread::current();
    let said = panic.payload().downcast_ref::<&str>();
    let at = panic.location().map(ToString::to_string);
    let trace = Backtrace::capture();
    let trace = (trace.status() == BacktraceStatus::Captured).then(|| trace.to_string());
    tracing::error!(thread = thread.name(), at, said, trace, "panic");
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::panic::{catch_unwind, set_hook, take_hook};
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl Write for Log {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_panic_is_logged_with_its_place_and_without_what_people_wrote() {
        let (log, name) = (Log::default(), String::from("Ivanov"));
        let writer = log.clone();
        let json = tracing_subscriber::fmt().json().flatten_event(true);
        let subscriber = json.with_writer(move || writer.clone()).finish();
        let usual = take_hook();
        set_hook(Box::new(panicked));
        tracing::subscriber::with_default(subscriber, || {
            let quotes = catch_unwind(|| panic!("no such client: {name}"));
            let plain = catch_unwind(|| panic!("a text of the source"));
            assert!(quotes.is_err() && plain.is_err());
        });
        set_hook(usual);
        let said = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
        let events: Vec<serde_json::Value> =
            said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(events.len(), 2, "{said}");
        assert!(events.iter().all(|event| event["message"] == "panic"), "{said}");
        assert!(events[0]["at"].as_str().unwrap().starts_with("src/command/log.rs:"), "{said}");
        assert_eq!(events[1]["said"], "a text of the source");
        assert!(!said.contains("Ivanov"), "{said}");
    }
}
