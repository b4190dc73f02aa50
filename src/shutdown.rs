//! The signals that ask the process to stop.

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
