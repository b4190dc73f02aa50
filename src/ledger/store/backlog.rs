//! Counts of unfinished work, and a probe of the writer, for health checks and metrics.

use crate::domain::GuildId;
use crate::ledger::{Backlog, LedgerError};

use super::Ledger;

impl Ledger {
    /// Counts the sales, licenses and messages that are not finished. Undelivered sales are counted in
    /// these servers only.
    ///
    /// # Errors
    /// Returns the database's error, or [`LedgerError::Corrupt`].
    pub async fn backlog(&self, guilds: &[GuildId]) -> Result<Backlog, LedgerError> {
        self.engine.backlog(guilds).await
    }

    /// Completes once the writer has begun and ended an empty transaction. Writes nothing to the disk.
    ///
    /// # Errors
    /// Returns [`LedgerError::Closed`] or [`LedgerError::DiskFailed`].
    pub async fn probe(&self) -> Result<(), LedgerError> {
        self.engine.probe().await
    }
}
