//! The signals that ask the process to stop, or to read settings again.

use std::fs::File;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// A listener for SIGTERM and Ctrl-C. It is created first at start: in a container, the first process
/// ignores signals that have no handler.
pub struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    /// Installs the signal handlers.
    ///
    /// # Errors
    /// Returns the system's error if a handler cannot be installed.
    pub fn listen() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Completes on SIGTERM or Ctrl-C, even if the signal arrived before this call.
    pub async fn received(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// A listener for SIGHUP, which would otherwise end the process.
pub struct HangupSignals {
    hangup: Signal,
    /// True if the process began at a terminal, and is to stop with it.
    has_terminal: bool,
}

/// The meaning of a SIGHUP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangup {
    /// Somebody asks the process to read settings again.
    Reload,
    /// The terminal of the process was closed, so that nobody attends to it any more.
    TerminalClosed,
}

impl HangupSignals {
    /// Installs the signal handler.
    ///
    /// # Errors
    /// Returns the system's error if the handler cannot be installed.
    pub fn listen() -> std::io::Result<Self> {
        // `nohup` lets a process outlive its terminal. The handler would undo this.
        let outlives_terminal = status().is_some_and(|status| ignores_hangup(&status));
        Ok(Self { hangup: signal(SignalKind::hangup())?, has_terminal: has_terminal() && !outlives_terminal })
    }

    /// Completes on SIGHUP, even if the signal arrived before this call.
    pub async fn received(&mut self) -> Hangup {
        self.hangup.recv().await;
        if self.has_terminal && !has_terminal() { Hangup::TerminalClosed } else { Hangup::Reload }
    }
}

/// Returns true if the process has a controlling terminal that is open.
fn has_terminal() -> bool {
    File::open("/dev/tty").is_ok()
}

/// Returns what the system tells of this process.
fn status() -> Option<String> {
    std::fs::read_to_string("/proc/self/status").ok()
}

/// Returns true if a process with this status ignores SIGHUP.
fn ignores_hangup(status: &str) -> bool {
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    // The lowest bit is signal 1, which is SIGHUP.
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_that_nohup_started_ignores_hangups() {
        assert!(ignores_hangup("Name:\tkeyclerk\nSigIgn:\t0000000000001001\nSigCgt:\t0\n"));
        assert!(!ignores_hangup("Name:\tkeyclerk\nSigIgn:\t0000000000001000\n"));
        assert!(!ignores_hangup("Name:\tkeyclerk\n") && !ignores_hangup("SigIgn:\tnonsense\n"));
        assert!(status().is_some_and(|status| status.contains("\nSigIgn:")));
    }
}
