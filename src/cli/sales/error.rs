//! The errors of `keyclerk sales`.

use crate::domain::SaleId;
use crate::ledger::{GuildMoveError, LedgerError, OpenError};
use crate::settings::NoDatabaseFile;

/// The reason why `keyclerk sales` failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum SalesError {
    /// `DATABASE_URL` does not name a database file.
    #[error("DATABASE_URL: {0}")]
    Database(#[from] NoDatabaseFile),
    /// There is no ledger, or it cannot be opened.
    #[error("DATABASE_URL: {0}")]
    Open(#[from] OpenError),
    /// There is no sale with this number.
    #[error("there is no sale {0}")]
    NoSuchSale(SaleId),
    /// The ledger cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] LedgerError),
    /// The bot started to write to a ledger that was opened as unused.
    #[error("the bot started to write to this ledger while it was read; run the command again")]
    WrittenMeanwhile,
    /// The sales of a server cannot be moved.
    #[error("nothing was moved: {0}")]
    Move(#[from] GuildMoveError),
    /// The CSV table could not be written.
    #[error("the table cannot be written: {0}")]
    Csv(#[from] csv::Error),
}

impl SalesError {
    /// Returns true if the user has to correct the setting, or the file that it names, before another
    /// attempt.
    pub(super) fn is_wrong_setting(&self) -> bool {
        match self {
            Self::Database(_) => true,
            Self::Open(error) => error.is_wrong_setting(),
            _ => false,
        }
    }
}
