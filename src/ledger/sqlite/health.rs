//! The health of the ledger's disk.
//!
//! After a failed write, the content of the file is unknown. The process then sells nothing more and
//! stops.

use std::fmt::Display;

use tokio_util::sync::CancellationToken;

/// SQLite's primary result codes for an unreliable disk or file: read-only, I/O error,
/// corrupt, full, cannot be opened, no database (<https://sqlite.org/rescode.html>).
const FATAL: [i32; 6] = [8, 10, 11, 13, 14, 26];

/// Records whether the disk has failed. The state never recovers within a process.
#[derive(Debug, Clone, Default)]
pub(super) struct Health(CancellationToken);

impl Health {
    /// Records that the disk has failed.
    pub(super) fn fail(&self, error: &dyn Display) {
        tracing::error!(%error, "the ledger's disk failed");
        self.0.cancel();
    }

    /// Returns true if a write has failed because of the disk.
    pub(super) fn has_failed(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Completes once a write has failed because of the disk.
    pub(super) async fn failed(&self) {
        self.0.cancelled().await;
    }
}

/// Returns true if an error means that the disk failed.
pub(super) fn is_fatal(error: &rusqlite::Error) -> bool {
    // The primary code is the low byte.
    error.sqlite_error().is_some_and(|error| FATAL.contains(&(error.extended_code & 0xff)))
}
