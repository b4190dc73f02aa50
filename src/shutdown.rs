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
    /// True if the process began at a terminal.
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
        Ok(Self { hangup: signal(SignalKind::hangup())?, has_terminal: has_terminal() })
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
