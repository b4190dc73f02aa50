//! The signals that ask a process to stop.

use tokio::signal::unix::{SignalKind, signal};

/// Completes on SIGTERM or Ctrl-C.
///
/// # Errors
/// The signals cannot be listened for.
pub async fn asked_to_stop() -> std::io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
