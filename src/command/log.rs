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
