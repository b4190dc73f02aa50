//! The vendor's database of licenses, in SQLite.
//!
//! Invariant: the free licenses of an account occupy the slots 0, 1, 2 … without a gap. Therefore a random
//! license takes one index look-up. When a license leaves its slot, a trigger moves the last license there.

use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use rand::Rng;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::domain::{BuyerId, Clock, LicenseKey, SystemClock};
use crate::reseller::wire::{FetchedLicense, InfoEntry, StockEntry};

use super::api_keys::KeyFault;
use super::initiator::Initiator;

/// The number of random slots to try before the unexpired licenses are counted.
const GUESSES: i64 = 32;

/// The reason why an operation of the store failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be created or opened.
    #[error("the vendor's database cannot be opened: {0}")]
    File(#[source] std::io::Error),
    /// The migrations failed.
    #[error("the vendor's database cannot be migrated: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// SQLite failed.
    #[error("the vendor's database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// The name of an account is invalid.
    #[error("an account name must have 1 to 100 characters and no control characters")]
    BadAccountName,
    /// There is no such account.
    #[error("there is no account {0}")]
    NoSuchAccount(String),
    /// An API key is not created or rolled.
    #[error(transparent)]
    Key(#[from] KeyFault),
}

/// The vendor's database. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(super) writer: SqlitePool,
    pub(super) readers: SqlitePool,
    pub(super) clock: Arc<dyn Clock>,
    /// The initiator that the audit records for changes.
    pub(super) initiator: Initiator,
}

impl Store {
    /// Opens the database at `path`, and creates it with mode 0600 if it is missing.
    ///
    /// # Errors
    /// Returns [`StoreError`].
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, Arc::new(SystemClock)).await
    }

    /// Does the same as [`Self::open`], with another clock.
    ///
    /// # Errors
    /// Returns [`StoreError`].
    pub async fn open_with(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let file = std::fs::OpenOptions::new();
        file.clone().read(true).write(true).create(true).mode(0o600).open(path).map_err(StoreError::File)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        // A file does not disconnect, and a test before every use would double the time of a look-up.
        let pool = SqlitePoolOptions::new().test_before_acquire(false);
        let writer = pool.clone().max_connections(1).connect_with(options.clone()).await?;
        sqlx::migrate!("migrations/vendor").run(&writer).await?;
        let readers = pool.max_connections(4).connect_with(options.read_only(true)).await?;
        Ok(Self { writer, readers, clock, initiator: Initiator::CommandLine })
    }

    /// Returns the same database for changes that `initiator` starts.
    #[must_use]
    pub fn started_by(&self, initiator: Initiator) -> Self {
        Self { initiator, ..self.clone() }
    }

    /// Returns the stock of the account with this name.
    ///
    /// # Errors
    /// Returns [`StoreError::NoSuchAccount`], or the database's error.
    pub async fn stock_of(&self, account: &str) -> Result<Vec<StockEntry>, StoreError> {
        let id = sqlx::query_scalar!(r#"select id as "id!" from vendor_account where name = ?"#, account)
            .fetch_optional(&self.readers)
            .await?
            .ok_or_else(|| StoreError::NoSuchAccount(account.to_owned()))?;
        self.available(id).await
    }

    /// Returns every assigned license with its user.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn assigned(&self) -> Result<Vec<(LicenseKey, BuyerId)>, StoreError> {
        let rows = sqlx::query!(
            r#"select license_key, assigned_to as "assigned_to!" from vendor_license
            where assigned_to is not null order by assigned_at, id"#
        )
        .fetch_all(&self.readers)
        .await?;
        let both = |key: &str, buyer: &str| Some((key.parse().ok()?, buyer.parse().ok()?));
        Ok(rows.iter().filter_map(|row| both(&row.license_key, &row.assigned_to)).collect())
    }

    pub(super) async fn available(&self, account: i64) -> Result<Vec<StockEntry>, StoreError> {
        let now = self.clock.now().as_millis();
        let rows = sqlx::query!(
            "select license_key, product, expiration, created_at from vendor_license
            where account_id = ? and slot is not null and (expiration is null or expiration > ?) order by slot",
            account,
            now
        )
        .fetch_all(&self.readers)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| StockEntry {
                key: row.license_key,
                product: row.product,
                expiration: row.expiration,
                created_at: Some(row.created_at),
            })
            .collect())
    }

    pub(super) async fn info(&self, account: i64, key: &str) -> Result<Option<InfoEntry>, StoreError> {
        let now = self.clock.now().as_millis();
        let row = sqlx::query!(
            r#"select license_key, product, expiration, created_at, assigned_to is not null as "assigned!: bool"
            from vendor_license where license_key = ? and account_id = ? and withdrawn_at is null"#,
            key,
            account
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| InfoEntry {
            key: row.license_key,
            product: Some(row.product),
            expiration: row.expiration,
            is_expired: row.expiration.is_some_and(|end| end <= now),
            is_assigned: row.assigned,
            created_at: Some(row.created_at),
        }))
    }

    /// Returns a random free license, all with equal probability. Tries random slots first. If most of the
    /// stock has expired, counts the unexpired licenses and picks one of them.
    pub(super) async fn random(&self, account: i64) -> Result<Option<FetchedLicense>, StoreError> {
        let now = self.clock.now().as_millis();
        for _ in 0..GUESSES {
            let random = any_number();
            let row = sqlx::query!(
                "select license_key, expiration from vendor_license
                where account_id = ?1 and slot = ?2 % (
                    select max(slot) + 1 from vendor_license where account_id = ?1 and slot is not null)",
                account,
                random
            )
            .fetch_optional(&self.readers)
            .await?;
            let Some(row) = row else { break };
            if row.expiration.is_none_or(|end| end > now) {
                return Ok(Some(FetchedLicense { key: row.license_key, expiration: row.expiration }));
            }
        }
        let random = any_number();
        let row = sqlx::query!(
            "select license_key, expiration from vendor_license
            where account_id = ?1 and slot is not null and coalesce(expiration, 9223372036854775807) > ?2
            order by coalesce(expiration, 9223372036854775807) limit 1 offset ?3 % (
                select max(count(*), 1) from vendor_license
                where account_id = ?1 and slot is not null and coalesce(expiration, 9223372036854775807) > ?2)",
            account,
            now,
            random
        )
        .fetch_optional(&self.readers)
        .await?;
        Ok(row.map(|row| FetchedLicense { key: row.license_key, expiration: row.expiration }))
    }
}

/// Returns a random non-negative number. SQL reduces the number to a position with a modulo.
fn any_number() -> i64 {
    rand::rng().random_range(0..=i64::MAX)
}
