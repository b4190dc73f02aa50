//! The ledger in SQLite.
//!
//! One thread owns the connection that writes ([`writer`]). Callers send it batches of statements
//! ([`batch`]) and await the result. The thread commits the waiting batches as one transaction
//! ([`group_commit`]). A change of a sale becomes a batch in [`change`], a request in [`request`], and
//! [`load`] reads a sale back. All other code only reads. Recovery reads through one locked connection
//! ([`reader`]), draws through one of their own ([`draw_check`]), and lookups by people use a pool.

mod backlog;
mod backup;
mod backup_names;
mod batch;
mod buyers;
mod by_number;
mod change;
mod copy;
mod diagnosis;
mod disk_space;
mod draw_check;
mod due;
mod files;
mod group_commit;
mod guild_move;
mod hashes;
mod health;
mod hidden_file;
mod history;
mod listing;
mod load_sale;
mod migrate;
mod open;
mod pages;
mod products;
mod read_only;
mod reader;
mod reconciliation;
mod request;
mod restore;
mod returns;
mod server_alerts;
mod settings;
mod statistics;
mod stock_audit;
mod stock_levels;
mod stock_sightings;
#[cfg(test)]
mod tests;
mod transfers;
mod version;
mod wal;
mod writer;

use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use sqlx::SqlitePool;

use crate::domain::{Change, Durability, Sale, SaleId, SaleRequest, Settled, Timestamp};

use super::{LedgerError, Requested};
use batch::{Batch, values};
use draw_check::DrawCheck;
use hashes::Hasher;
use health::Health;
use read_only::Look;
use reader::ReadConnection;
use writer::Writer;

pub use backup::{Backup, back_up, newest_backup, remove_old_backups};
pub(super) use diagnosis::files as ledger_files;
pub use restore::{Restored, restore};
pub(super) use settings::StoredSetting;

/// The error text of the trigger that refuses a version which does not follow its predecessor.
const OVERTAKEN: &str = "overtaken";
const WIPE_TOKENS: &str =
    "update sale set reply_token = null where reply_token is not null and reply_token_until <= ?";

/// A ledger in SQLite. Cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Sqlite {
    /// The ledger's own id.
    id: [u8; 16],
    writer: Writer,
    reader: ReadConnection,
    draw_check: DrawCheck,
    /// Serves lookups by people, which may be slow.
    browsing: SqlitePool,
    hasher: Hasher,
    health: Health,
    /// False while a restore is not compared with the vendor's stock.
    reconciled: Arc<AtomicBool>,
    /// The lock file. `None` for a ledger that is opened for reading.
    lock: Option<Arc<File>>,
    /// The way in which the ledger is opened for reading, if it is.
    look: Option<Look>,
}

impl Sqlite {
    pub(super) async fn request(
        &self,
        request: &SaleRequest,
        now: Timestamp,
        repeats_within: Duration,
    ) -> Result<Requested, LedgerError> {
        let batch = request::batch_of(request, now, repeats_within, &self.hasher);
        request::recorded(request, now, &self.writer.write(batch).await?)
    }

    pub(super) async fn commit(&self, change: Change) -> Result<Sale, LedgerError> {
        let sale = change.after.id;
        match self.writer.write(change::batch_of(&change, &self.hasher)).await {
            Ok(_) => Ok(change.after),
            Err(LedgerError::Refused(rusqlite::Error::SqliteFailure(_, Some(words))))
                if words == OVERTAKEN =>
            {
                Err(LedgerError::Overtaken(sale))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns once everything that was committed before is on the disk.
    pub(super) async fn sync(&self) -> Result<(), LedgerError> {
        self.writer.sync().await
    }

    /// Completes once the writer has answered an empty batch.
    pub(super) async fn probe(&self) -> Result<(), LedgerError> {
        self.writer.write(Batch::new(Durability::Lazy)).await.map(drop)
    }

    pub(super) async fn sale(&self, sale: SaleId) -> Result<Sale, LedgerError> {
        load_sale::sale(&mut self.reader.lock().await?, sale).await
    }

    pub(super) async fn settle(
        &self,
        sale: SaleId,
        settled: &[Settled],
        now: Timestamp,
    ) -> Result<(), LedgerError> {
        if settled.is_empty() {
            return Ok(());
        }
        let mut batch = Batch::new(Durability::Lazy);
        for settled in settled {
            change::settle(&mut batch, sale, *settled, now);
        }
        self.writer.write(batch).await.map(drop)
    }

    pub(super) async fn wipe_dead_tokens(&self, now: Timestamp) -> Result<(), LedgerError> {
        let number = now.as_millis();
        let is_any = sqlx::query_scalar!(
            r#"select exists (select 1 from sale
                where reply_token is not null and reply_token_until <= ?) as "is_any!: bool""#,
            number
        )
        .fetch_one(&mut *self.reader.lock().await?)
        .await?;
        if !is_any {
            return Ok(());
        }
        self.writer.write(Batch::of(Durability::Lazy, WIPE_TOKENS, values![number])).await.map(drop)
    }

    /// Completes once a write has failed because of the disk.
    pub(super) async fn broken(&self) {
        self.health.failed().await;
    }

    /// Returns how many bytes of the write-ahead log survive a power loss.
    pub(super) fn synced_wal(&self) -> u64 {
        self.writer.wal().synced_length()
    }

    /// Returns true if a ledger that was opened as an unchanging file was written.
    pub(super) fn is_outdated(&self) -> bool {
        self.look.as_ref().is_some_and(Look::is_outdated)
    }

    /// Closes every connection. Writes pending batches first, and refuses later ones.
    pub(super) async fn close(&self) {
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
