//! The health of the ledger's disk. After a failed write to it nobody knows the content of
//! the file: nothing more is sold, and the process stops.

use tokio_util::sync::CancellationToken;

/// SQLite's primary codes for a disk or a file that cannot be relied on: read-only, I/O error,
/// corrupt, full, cannot be opened, no database (<https://sqlite.org/rescode.html>).
const FATAL: [i32; 6] = [8, 10, 11, 13, 14, 26];
/// SQLite's primary code for a refusal by a constraint or a trigger.
const CONSTRAINT: i32 = 19;

/// Broken once, broken for good.
#[derive(Debug, Clone, Default)]
pub(super) struct Health(CancellationToken);

impl Health {
    /// Takes note that nothing can be relied on any more.
    pub(super) fn fail(&self, error: &sqlx::Error) {
        tracing::error!(%error, "the ledger's disk failed");
        self.0.cancel();
    }

    /// Tells whether a write has failed for the disk's sake.
    pub(super) fn has_failed(&self) -> bool {
        self.0.is_cancelled()
    }

    /// Completes once a write has failed for the disk's sake; never while all is well.
    pub(super) async fn failed(&self) {
        self.0.cancelled().await;
    }
}

/// Tells whether a constraint or a trigger refused a statement: nothing else is wrong.
pub(super) fn is_refusal(error: &sqlx::Error) -> bool {
    code(error) == Some(CONSTRAINT)
}

/// Tells whether the disk failed, or SQLite's thread.
pub(super) fn is_fatal(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(_) | sqlx::Error::WorkerCrashed)
        || code(error).is_some_and(|code| FATAL.contains(&code))
}

/// Returns SQLite's primary code, which is the low byte.
fn code(error: &sqlx::Error) -> Option<i32> {
    let code: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(code & 0xff)
}
