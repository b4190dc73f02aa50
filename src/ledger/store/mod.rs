//! The ledger as the other layers use it.
//!
//! [`Ledger`] adds the clock and the cached settings to an engine, and contains no SQL. It decides what has to be
//! synced before people are shown it.

mod backlog;
mod guild_moves;
mod lookups;
mod sales;
mod settings;
mod stock;

use std::path::Path;
use std::sync::Arc;

use crate::domain::{Clock, Timestamp};

use super::engine::Engine;
use super::settings_cache::ShopSettingsCache;
use super::{OpenError, Sqlite};

/// The ledger. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger {
    engine: Arc<dyn Engine>,
    clock: Arc<dyn Clock>,
    opened_at: Timestamp,
    shops: ShopSettingsCache,
}

impl Ledger {
    /// Creates a ledger over an open engine, and reads the settings of the servers.
    ///
    /// # Errors
    /// Returns [`OpenError::Settings`] if the settings cannot be read.
    pub async fn over(engine: Arc<dyn Engine>, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let shops = ShopSettingsCache::read(&*engine).await.map_err(OpenError::Settings)?;
        Ok(Self { engine, opened_at: clock.now(), clock, shops })
    }

    /// Opens the ledger in the file at `path`, as [`Sqlite::open`] does.
    ///
    /// # Errors
    /// Returns [`OpenError`], worded for the owner. In that case nothing was changed, except that a new
    /// file may exist.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Arc::new(Sqlite::open(path).await?), clock).await
    }

    /// Opens the ledger in the file at `path` for reading, as [`Sqlite::open_to_read`] does.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the ledger does not exist, is not readable, or has another version.
    pub async fn open_to_read(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        Self::over(Arc::new(Sqlite::open_to_read(path).await?), clock).await
    }

    /// Closes the engine. Finishes pending writes first, and refuses later ones.
    pub async fn close(&self) {
        self.engine.close().await;
    }

    /// Completes once a write has failed because of the disk.
    pub async fn broken(&self) {
        self.engine.broken().await;
    }

    /// Returns the current instant, by the ledger's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
