//! Cases that are measured in a process of their own each, so that the memory of one is not that
//! of another.

use std::process::Command;

/// Runs the case that the command line names, or each of `cases` in a process of its own.
pub fn run(cases: &[&str], case: impl Fn(&str)) {
    let named: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    if !named.is_empty() {
        named.iter().for_each(|name| case(name));
        return;
    }
    let flags: Vec<String> = std::env::args().skip(1).filter(|a| a.starts_with('-')).collect();
    for name in cases {
        let myself = std::env::current_exe().unwrap();
        let status = Command::new(myself).arg(name).args(&flags).status().unwrap();
        assert!(status.success(), "{name} failed");
    }
}
