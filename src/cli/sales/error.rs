//! The errors of `keyclerk sales`.

use crate::domain::SaleId;
use crate::ledger::{LedgerError, OpenError};
use crate::settings::NoDatabaseFile;

/// The reason why the ledger was not shown.
#[derive(Debug, thiserror::Error)]
pub(super) enum SalesError {
    /// The ledger is named wrongly.
    #[error("DATABASE_URL: {0}")]
    Database(#[from] NoDatabaseFile),
    /// There is no ledger, or it cannot be opened.
    #[error("DATABASE_URL: {0}")]
    Open(#[from] OpenError),
    /// There is no such sale.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// It cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] LedgerError),
    /// The bot was started on a ledger that seemed to be at rest.
    #[error("the bot began to write this ledger while it was read; run the command again")]
    WrittenMeanwhile,
    /// A table could not be written.
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

impl SalesError {
    /// Tells whether the setting, or what it names, has to be put right before another attempt.
    pub(super) fn is_wrong_setting(&self) -> bool {
        match self {
            Self::Database(_) => true,
            Self::Open(error) => error.is_wrong_setting(),
            _ => false,
        }
    }
}
