//! Checks that a license may be drawn, on a connection of its own and in the thread of the caller.
//!
//! The check looks up three rows by index, which takes some microseconds. A hop to the thread of another
//! connection and back takes several times as long, in every sale, while staff wait.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags, params};

use crate::domain::{StaffId, Timestamp};
use crate::ledger::LedgerError;

use super::hashes::Hash;

pub(super) const IS_TAKEN: &str = "select exists (select 1 from line where key_hash = ?1 and state not in ('wanted', 'released')) \
    or exists (select 1 from unattributed where key_hash = ?1) \
    or exists (select 1 from seen where key_hash = ?1 and shown_at > ?2 and shown_by <> ?3)";

/// The longest wait for a lock. A reader of the write-ahead log waits only while another process recovers
/// the log.
const BUSY_TIMEOUT: Duration = Duration::from_millis(100);

/// The connection of the check. `None` once the ledger is closed, and if it is opened for reading. Cheap to
/// clone.
#[derive(Debug, Clone, Default)]
pub(super) struct DrawCheck(Arc<Mutex<Option<Connection>>>);

impl DrawCheck {
    /// Opens the connection.
    ///
    /// # Errors
    /// Returns SQLite's error.
    pub(super) fn open(path: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.execute_batch("pragma query_only = on; pragma cache_size = -256")?;
        Ok(Self(Arc::new(Mutex::new(Some(connection)))))
    }

    /// Returns false if a live sale holds the license, if it left the stock after a backup, or if it was
    /// shown to other staff after `shown_since`.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`], or SQLite's error.
    pub(super) fn is_free(
        &self,
        license: &Hash,
        staff: StaffId,
        shown_since: Timestamp,
    ) -> Result<bool, LedgerError> {
        let connection = self.0.lock();
        let Some(connection) = &*connection else { return Err(LedgerError::Closed) };
        let parameters = params![license, shown_since.as_millis(), staff.as_i64()];
        let is_taken: rusqlite::Result<bool> = connection
            .prepare_cached(IS_TAKEN)
            .and_then(|mut statement| statement.query_row(parameters, |row| row.get(0)));
        is_taken.map(|is_taken| !is_taken).map_err(|error| LedgerError::Database(error.into()))
    }

    /// Closes the connection.
    pub(super) fn close(&self) {
        if let Some(connection) = self.0.lock().take()
            && let Err((_, error)) = connection.close()
        {
            tracing::warn!(%error, "the ledger's connection for draws did not close cleanly");
        }
    }
}
