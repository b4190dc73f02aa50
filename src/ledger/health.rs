//! Whether the ledger can still be written. After a failed write to the disk nobody knows what is
//! on it: nothing more is sold, and the process stops.

use tokio_util::sync::CancellationToken;

use super::{Ledger, LedgerError};

/// SQLite's primary codes for a disk or a file that cannot be relied on: read-only, I/O error,
/// corrupt, full, cannot be opened, no database (<https://sqlite.org/rescode.html>).
const FATAL: [i32; 6] = [8, 10, 11, 13, 14, 26];

/// Broken once, broken for good.
#[derive(Debug, Clone, Default)]
pub(super) struct Health(CancellationToken);

impl Health {
    /// Takes note of how a write ended.
    pub(super) fn of<T>(&self, written: Result<T, sqlx::Error>) -> Result<T, LedgerError> {
        if let Err(error) = &written
            && is_fatal(error)
        {
            tracing::error!(%error, "the ledger's disk failed");
            self.0.cancel();
        }
        Ok(written?)
    }
}

impl Ledger {
    /// Completes once a write has failed for the disk's sake; never while all is well.
    pub async fn broken(&self) {
        self.health.0.cancelled().await;
    }
}

fn is_fatal(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    // The low byte is the primary code.
    code.is_some_and(|code| FATAL.contains(&(code & 0xff)))
}
