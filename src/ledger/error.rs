//! Why the ledger could not do something.

use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};

use crate::domain::{NoSuchStep, SaleId, SaleState, UnknownWord};

/// Why the ledger could not do something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The sale is not as it was read any more: another task has moved it, and this one stops.
    #[error("sale {0} was moved by somebody else")]
    Overtaken(SaleId),
    /// The tables of states know no such step.
    #[error("sale {0} cannot become {1} by this step")]
    Illegal(SaleId, SaleState),
    /// The ledger has no such sale.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// A row does not read as this version writes it.
    #[error("a row of the ledger makes no sense: {0}")]
    Corrupt(String),
    /// The ledger was closed; the process is stopping.
    #[error("the ledger is closed")]
    Closed,
    /// A write failed for the disk's sake, and nothing is written any more; the process is stopping.
    #[error("the ledger's disk failed; nothing is written any more")]
    DiskFailed,
    /// The write was not made, because another one failed that was to be made with it.
    #[error("the ledger's database took no write")]
    NotWritten,
    /// SQLite refused a write, or failed to write.
    #[error("the ledger's database refused a write")]
    Refused(#[source] rusqlite::Error),
    /// SQLite failed to read.
    #[error("the ledger's database failed")]
    Database(#[from] sqlx::Error),
}

impl From<UnknownWord> for LedgerError {
    fn from(error: UnknownWord) -> Self {
        Self::Corrupt(error.to_string())
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
    /// Tells whether a write was refused because another row holds what has to be unique.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        let Self::Refused(error) = self else { return false };
        let is_unique = |code| matches!(code, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY);
        error.sqlite_error().is_some_and(|error| is_unique(error.extended_code))
    }
}
