//! The error of a command, a press or a form.

use crate::courier::rest::{ALREADY_ACKNOWLEDGED, Failed};
use crate::domain::InvalidSnowflake;
use crate::ledger::LedgerError;

/// The reason why an interaction was not carried out. The framework logs it, and the user reads a fixed text.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// Discord did not accept an answer.
    #[error(transparent)]
    Discord(#[from] Failed),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Discord sent an invalid id.
    #[error(transparent)]
    Id(#[from] InvalidSnowflake),
    /// A CSV table could not be written.
    #[error("a table cannot be written: {0}")]
    Table(#[from] csv::Error),
}

impl CommandError {
    /// Returns true if the interaction was answered before. Discord then delivered it twice, and the user has
    /// an answer.
    pub(super) fn is_duplicate(&self) -> bool {
        matches!(self, Self::Discord(failed) if failed.code() == Some(ALREADY_ACKNOWLEDGED))
    }
}
