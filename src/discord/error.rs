//! What can go wrong in a command, as the framework sees it.

use crate::courier::http::Failed;
use crate::ledger::LedgerError;

use super::defer::ANSWERED;

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// Discord did not take an answer.
    #[error("{0}")]
    Discord(Failed),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A table could not be written.
    #[error("a table cannot be written: {0}")]
    Table(#[from] csv::Error),
}

impl CommandError {
    /// Whether Discord had the interaction answered before: it came twice, and whoever asked has
    /// their answer.
    pub(super) fn came_before(&self) -> bool {
        matches!(self, Self::Discord(Failed::Refused { code: ANSWERED, .. }))
    }
}

impl From<serenity::Error> for CommandError {
    fn from(error: serenity::Error) -> Self {
        Self::Discord(Failed::from_serenity(&error))
    }
}

impl From<Failed> for CommandError {
    fn from(failed: Failed) -> Self {
        Self::Discord(failed)
    }
}
