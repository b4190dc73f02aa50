//! Converts the errors of SQLite's libraries into those of the ledger.

use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};

use crate::ledger::LedgerError;

impl From<rusqlite::Error> for LedgerError {
    /// Converts the error of a write.
    fn from(error: rusqlite::Error) -> Self {
        let is_unique = |code| matches!(code, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY);
        if error.sqlite_error().is_some_and(|error| is_unique(error.extended_code)) {
            Self::Taken(error.into())
        } else {
            Self::Refused(error.into())
        }
    }
}

impl From<sqlx::Error> for LedgerError {
    /// Converts the error of a read.
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Returns SQLite's words if it refused a write.
pub(super) fn words(error: &LedgerError) -> Option<&str> {
    let LedgerError::Refused(error) = error else { return None };
    match error.downcast_ref() {
        Some(rusqlite::Error::SqliteFailure(_, Some(words))) => Some(words),
        _ => None,
    }
}
