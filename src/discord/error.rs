//! Why a command, a press or a form was not carried out.

use crate::courier::rest::{ALREADY_ACKNOWLEDGED, Failed};
use crate::domain::InvalidSnowflake;
use crate::ledger::LedgerError;

/// Why an interaction was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// Discord did not take an answer.
    #[error(transparent)]
    Discord(#[from] Failed),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Discord named somebody or something by an id that is none.
    #[error(transparent)]
    Id(#[from] InvalidSnowflake),
    /// A table could not be written.
    #[error("a table cannot be written: {0}")]
    Table(#[from] csv::Error),
}

impl CommandError {
    /// Tells whether Discord had the interaction answered before: it came twice, and whoever asked has
    /// their answer.
    pub(super) fn is_duplicate(&self) -> bool {
        matches!(self, Self::Discord(failed) if failed.code() == Some(ALREADY_ACKNOWLEDGED))
    }
}
