//! The interface of the ledger.
//!
//! [`Ledger`] adds the clock and the cached settings to the engine, and contains no SQL.

mod backlog;
mod guild_moves;
mod lookups;
mod sales;
mod settings;
mod stock;

use std::path::Path;
use std::sync::Arc;

use crate::domain::{Clock, Timestamp};

use super::settings_cache::ShopSettingsCache;
use super::sqlite::{Sqlite, ledger_files};
use super::{Diagnosis, LedgerError, LedgerFiles, OpenError, Thoroughness};

/// The ledger. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger {
    pub(in crate::ledger) sqlite: Sqlite,
    clock: Arc<dyn Clock>,
    opened_at: Timestamp,
    shops: ShopSettingsCache,
}

impl Ledger {
    /// Opens the ledger at `path`. Creates it (mode 0600) when it is missing, and migrates it.
    ///
    /// # Errors
    /// Returns [`OpenError`], worded for the owner. In that case nothing was changed, except that a new
    /// file may exist.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Sqlite::open(path).await?, clock).await
    }

    /// Opens the ledger at `path` for reading, beside the process that sells. Locks, creates and
    /// migrates nothing, and refuses every write.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the ledger does not exist, is not readable, or has another version.
    pub async fn open_to_read(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Sqlite::open_to_read(path).await?, clock).await
    }

    async fn over(sqlite: Sqlite, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let shops = ShopSettingsCache::read(&sqlite).await.map_err(OpenError::Settings)?;
        Ok(Self { sqlite, opened_at: clock.now(), clock, shops })
    }

    /// Checks that the bot could write or create the ledger at `path`, without writing or creating
    /// anything.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the bot could not.
    pub fn check_writable(path: &Path) -> Result<(), OpenError> {
        Sqlite::check_writable(path)
    }

    /// Examines the files of the ledger at `path` without opening them. The ledger may not exist.
    #[must_use]
    pub fn files(path: &Path) -> LedgerFiles {
        ledger_files(path)
    }

    /// Examines the database, and lets SQLite check it. A check does not delay the process that sells.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn diagnose(&self, thoroughness: Thoroughness) -> Result<Diagnosis, LedgerError> {
        self.sqlite.diagnose(thoroughness).await
    }

    /// Closes every connection. Finishes pending writes first, and refuses later ones.
    pub async fn close(&self) {
        self.sqlite.close().await;
    }

    /// Completes once a write has failed because of the disk.
    pub async fn broken(&self) {
        self.sqlite.broken().await;
    }

    /// Returns true if a process began to write this ledger after it was opened as a file that nobody
    /// changes. The parts that were read may then be inconsistent.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.sqlite.is_outdated()
    }

    /// Returns how many bytes of the write-ahead log survive a power loss.
    #[must_use]
    pub fn synced_wal(&self) -> u64 {
        self.sqlite.synced_wal()
    }

    /// Returns the current instant, by the ledger's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
