//! The power cut: the process ends at once, and whatever the disk did not have yet is gone.
//!
//! Killing a process loses nothing that it wrote, because the system still has it. Therefore the bot says how much of
//! its write-ahead log is synced, and the demo cuts the log off there.

use std::io::{BufRead, Write};
use std::path::Path;

use crate::ledger::Sqlite;

/// The environment variable that makes the bot listen for a power cut.
pub(super) const WATCHES: &str = "KEYCLERK_DEMO_POWER";
/// The line that asks for one.
pub(super) const CUT: &str = "cut the power";

/// Waits for a power cut in a thread of its own, if the demo started this process. The process also ends when the demo
/// does.
pub(in crate::cli) fn watch_for_power_cut(ledger: &Sqlite) {
    if std::env::var_os(WATCHES).is_none() {
        return;
    }
    let ledger = ledger.clone();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            if line.is_ok_and(|line| line == CUT) {
                // Nothing may be synced and told between these two steps. They are microseconds apart.
                let synced = ledger.synced_wal();
                let told = writeln!(std::io::stdout(), "{synced}");
                drop(told);
                std::process::abort();
            }
        }
        std::process::exit(0);
    });
}

/// Cuts off the write-ahead log of a ledger that no process has open. Returns how many bytes are lost.
///
/// # Errors
/// Returns an error if a file cannot be changed.
pub(super) fn cut_off(ledger: &Path, synced: u64) -> std::io::Result<u64> {
    let beside = |ending: &str| {
        let mut path = ledger.as_os_str().to_owned();
        path.push(ending);
        path
    };
    let log = std::fs::OpenOptions::new().write(true).open(beside("-wal"))?;
    let lost = log.metadata()?.len().saturating_sub(synced);
    if lost > 0 {
        log.set_len(synced)?;
    }
    // It is shared memory, which does not survive.
    match std::fs::remove_file(beside("-shm")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(lost),
    }
}
