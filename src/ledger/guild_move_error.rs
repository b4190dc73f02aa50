//! The error of a move of a server's sales.

use crate::domain::GuildId;

use super::LedgerError;

/// The reason why the sales of a server were not moved. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum GuildMoveError {
    /// Both servers are the same.
    #[error("the old and the new server are the same: {0}")]
    SameServer(GuildId),
    /// The ledger holds nothing of the old server.
    #[error("the ledger holds nothing of server {0}; check the id, and whether it was moved before")]
    NothingToMove(GuildId),
    /// The new server has sales of its own.
    #[error("server {0} has {1} sales of its own; sales move only to a server without sales")]
    HasSales(GuildId, i64),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}
