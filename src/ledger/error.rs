//! The errors of the ledger.

use crate::domain::{NoSuchStep, SaleId, SaleState, UnknownWord};

use super::CorruptRow;

/// The error of an engine's database.
pub type DatabaseError = Box<dyn std::error::Error + Send + Sync>;

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
    /// A rule across sales refused the write: another sale has the license, the reference or the place.
    #[error("the ledger's database refused a write")]
    Taken(#[source] DatabaseError),
    /// The database refused a write for another reason, or failed to write.
    #[error("the ledger's database refused a write")]
    Refused(#[source] DatabaseError),
    /// The database failed to read.
    #[error("the ledger's database failed")]
    Database(#[source] DatabaseError),
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
    /// Returns true if a rule across sales refused the write.
    #[must_use]
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Taken(_))
    }
}
