//! The errors of the ledger.

use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};

use crate::domain::{NoSuchStep, SaleId, SaleState, UnknownWord};

use super::CorruptRow;

/// An error of the ledger.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// Another task has changed the sale since it was read. The task that gets this error stops.
    #[error("sale {0} was changed by another task")]
    Overtaken(SaleId),
    /// The state tables do not allow the step.
    #[error("sale {0} cannot become {1} by this step")]
    Illegal(SaleId, SaleState),
    /// The ledger has no such sale.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// A row cannot be parsed, or contradicts another row.
    #[error("the ledger's rows are corrupt: {0}")]
    Corrupt(#[from] CorruptRow),
    /// The ledger was closed; the process is stopping.
    #[error("the ledger is closed")]
    Closed,
    /// A write failed because of the disk. Nothing more is written, and the process is stopping.
    #[error("the ledger's disk failed; nothing is written any more")]
    DiskFailed,
    /// The write was not made, because another write in the same group failed.
    #[error("nothing was written, because another write of the same group failed")]
    NotWritten,
    /// SQLite refused a write, or failed to write.
    #[error("the ledger's database refused a write")]
    Refused(#[source] rusqlite::Error),
    /// SQLite failed to read what a draw depends on.
    #[error("the ledger's database failed")]
    NotRead(#[source] rusqlite::Error),
    /// SQLite failed to read.
    #[error("the ledger's database failed")]
    Database(#[from] sqlx::Error),
}

impl From<UnknownWord> for LedgerError {
    fn from(error: UnknownWord) -> Self {
        Self::Corrupt(error.into())
    }
}

impl From<NoSuchStep> for LedgerError {
    fn from(error: NoSuchStep) -> Self {
        match error {
            NoSuchStep::Illegal(sale, state) => Self::Illegal(sale, state),
            NoSuchStep::Decided(sale) => Self::Overtaken(sale),
        }
    }
}

impl LedgerError {
    /// Returns true if a unique index refused the write.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        let Self::Refused(error) = self else { return false };
        let is_unique = |code| matches!(code, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY);
        error.sqlite_error().is_some_and(|error| is_unique(error.extended_code))
    }
}
