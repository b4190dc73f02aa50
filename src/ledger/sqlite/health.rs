//! The health of the ledger's disk.
//!
//! After a failed write the content of the file is unknown. Nothing more is sold, and the process
//! stops.

use tokio_util::sync::CancellationToken;

/// SQLite's primary result codes for an unreliable disk or file: read-only, I/O error,
/// corrupt, full, cannot be opened, no database (<https://sqlite.org/rescode.html>).
const FATAL: [i32; 6] = [8, 10, 11, 13, 14, 26];
/// SQLite's primary result code for a refusal by a constraint or a trigger.
const CONSTRAINT: i32 = 19;

/// Records whether the disk has failed. It never recovers within a process.
#[derive(Debug, Clone, Default)]
pub(super) struct Health(CancellationToken);

impl Health {
    /// Records that the disk has failed.
    pub(super) fn fail(&self, error: &sqlx::Error) {
        tracing::error!(%error, "the ledger's disk failed");
        self.0.cancel();
    }

    /// Tells whether a write has failed because of the disk.
    pub(super) fn has_failed(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Completes once a write has failed because of the disk.
    pub(super) async fn failed(&self) {
        self.0.cancelled().await;
    }
}

/// Tells whether an error is only the refusal of a statement by a constraint or a trigger.
pub(super) fn is_refusal(error: &sqlx::Error) -> bool {
    code(error) == Some(CONSTRAINT)
}

/// Tells whether the disk failed, or SQLite's thread.
pub(super) fn is_fatal(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed)
        || code(error).is_some_and(|code| FATAL.contains(&code))
}

/// Returns SQLite's primary result code, which is the low byte.
fn code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
