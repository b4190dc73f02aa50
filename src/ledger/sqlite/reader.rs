//! The connection through which sales read, in turns: first come, first served. It cannot write.
//!
//! A pool would ask SQLite twice whether the connection is still there, each time one is borrowed.

use std::sync::Arc;

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::ledger::LedgerError;

/// A turn at the connection.
pub(super) type ConnectionGuard = OwnedMappedMutexGuard<Option<SqliteConnection>, SqliteConnection>;

/// The connection; `None` once the ledger is closed. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct ReadConnection(Arc<Mutex<Option<SqliteConnection>>>);

impl ReadConnection {
    pub(super) fn new(connection: SqliteConnection) -> Self {
        Self(Arc::new(Mutex::new(Some(connection))))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// [`LedgerError::Closed`].
    pub(super) async fn lock(&self) -> Result<ConnectionGuard, LedgerError> {
        let turn = Arc::clone(&self.0).lock_owned().await;
        OwnedMutexGuard::try_map(turn, Option::as_mut).map_err(|_| LedgerError::Closed)
    }

    /// Closes the connection once its turn is over.
    pub(super) async fn close(&self) {
        if let Some(connection) = self.0.lock().await.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!(%error, "the connection that reads the ledger did not close well");
        }
    }
}
