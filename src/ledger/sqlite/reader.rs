//! The read-only connection that sales share through a fair lock.
//!
//! A pool would check twice that a connection is alive each time it lends one.

use std::sync::Arc;

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::ledger::LedgerError;

/// Keeps the connection locked until this guard is dropped.
pub(super) type ConnectionGuard = OwnedMappedMutexGuard<Option<SqliteConnection>, SqliteConnection>;

/// The read-only connection. `None` once the ledger is closed. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct ReadConnection(Arc<Mutex<Option<SqliteConnection>>>);

impl ReadConnection {
    pub(super) fn new(connection: SqliteConnection) -> Self {
        Self(Arc::new(Mutex::new(Some(connection))))
    }

    /// Waits for the connection. Callers are served in order.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] when the ledger is closed.
    pub(super) async fn lock(&self) -> Result<ConnectionGuard, LedgerError> {
        let turn = Arc::clone(&self.0).lock_owned().await;
        OwnedMutexGuard::try_map(turn, Option::as_mut).map_err(|_| LedgerError::Closed)
    }

    /// Closes the connection once nobody uses it.
    pub(super) async fn close(&self) {
        if let Some(connection) = self.0.lock().await.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the ledger's read connection did not close cleanly");
        }
    }
}
