//! SQLite as an engine of the ledger.

use std::fs::File;

use async_trait::async_trait;

use crate::domain::Durability;
use crate::ledger::{Engine, LedgerError};

use super::Sqlite;
use super::batch::Batch;

#[async_trait]
impl Engine for Sqlite {
    async fn sync(&self) -> Result<(), LedgerError> {
        self.writer.sync().await
    }

    async fn probe(&self) -> Result<(), LedgerError> {
        self.writer.write(Batch::new(Durability::Lazy)).await.map(drop)
    }

    async fn broken(&self) {
        self.health.failed().await;
    }

    async fn close(&self) {
        self.browsing.close().await;
        self.reader.close().await;
        self.draw_check.close();
        self.writer.close().await;
        if let Some(look) = &self.look {
            look.tidy().await;
        }
        // A task that still holds this ledger must not keep the next process from opening it.
        if let Some(Err(error)) = self.lock.as_deref().map(File::unlock) {
            tracing::warn!(%error, "the ledger's lock file cannot be unlocked before this process ends");
        }
    }
}
