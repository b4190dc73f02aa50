//! Opens the ledger: file, lock, version of SQLite, migrations, connections.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::OpenFlags;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::ledger::LedgerError;

use super::Sqlite;
use super::files::{self, NotWritable};
use super::health::Health;
use super::look::Look;
use super::migrate::{self, Identity};
use super::reader::ReadConnection;
use super::wal::{self, Wal};
use super::writer::{Writer, WriterError};

/// The first SQLite that cannot corrupt a WAL database when two connections write or checkpoint
/// at once (fixed in 3.51.3; <https://sqlite.org/releaselog/3_51_3.html>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// Prepared statements that the writer keeps. It has fewer.
const PREPARED: usize = 100;
/// How long a connection waits for another process that holds a lock on the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// The reason why a ledger could not be opened, worded for the owner.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the ledger open.
    #[error("another keyclerk process is using the ledger {}; only one may open it", .0.display())]
    InUse(PathBuf),
    /// There is no such file.
    #[error("there is no ledger {}; `keyclerk run` creates it", .0.display())]
    Missing(PathBuf),
    /// The file is no ledger.
    #[error("{} is no ledger of keyclerk: it is not an SQLite database", .0.display())]
    NoLedger(PathBuf),
    /// A file or folder of the ledger cannot be written.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// The file or its lock could not be created or opened.
    #[error("{} cannot be opened by uid {}: {error}", path.display(), rustix::process::geteuid().as_raw())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's error.
        error: std::io::Error,
    },
    /// The SQLite this program was built with can corrupt a database.
    #[error("SQLite {0} can corrupt a WAL database; keyclerk needs 3.51.3 or later")]
    OldSqlite(String),
    /// A newer keyclerk has written this ledger.
    #[error(
        "the ledger {} is of a newer keyclerk: it has tables of version {found}, and this one knows {known}; \
        run the newer keyclerk, or restore a backup of before the upgrade", path.display()
    )]
    Newer {
        /// The ledger.
        path: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// An older keyclerk has written this ledger, and it is opened for reading.
    #[error("the ledger {} is of an older keyclerk; start `keyclerk run` once, which brings it up to date", .0.display())]
    Older(PathBuf),
    /// The disk has too little free space for the migration.
    #[error(
        "the ledger {} cannot be brought up to date: that takes {needed} MiB of free disk space, and {free} MiB are \
        free; nothing was changed", path.display()
    )]
    DiskSpace {
        /// The ledger.
        path: PathBuf,
        /// Mebibytes that are needed.
        needed: u64,
        /// Mebibytes that are free.
        free: u64,
    },
    /// The migrations do not fit this file: it is damaged.
    #[error("the ledger's tables cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The id of the ledger or the key of its hashes cannot be parsed.
    #[error("the ledger {} is damaged: its own row cannot be parsed", .0.display())]
    Damaged(PathBuf),
    /// The settings of the servers could not be read.
    #[error("the settings of the servers cannot be read: {0}")]
    Settings(LedgerError),
    /// SQLite failed.
    #[error("the ledger's database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// The writer of the ledger cannot start.
    #[error("the ledger's database cannot be opened to write: {0}")]
    Writer(#[from] WriterError),
}

impl OpenError {
    /// Tells whether the owner has to correct the setting, or the file it names, before another attempt.
    #[must_use]
    pub fn is_wrong_setting(&self) -> bool {
        matches!(
            self,
            Self::Missing(_)
                | Self::NoLedger(_)
                | Self::NotWritable(_)
                | Self::File { .. }
                | Self::Newer { .. }
                | Self::Older(_)
                | Self::DiskSpace { .. }
        )
    }
}

impl Sqlite {
    pub(in crate::ledger) async fn open(path: &Path) -> Result<Self, OpenError> {
        files::check(path)?;
        let path = files::made(path)?;
        let lock = files::lock(&path)?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .optimize_on_close(false, None)
            // Statements of the ledger are not logged. Disabling this is cheaper than filtering them.
            .disable_statement_logging();
        // Migrations make their checkpoints themselves.
        let mut connection = options.clone().pragma("wal_autocheckpoint", "0").connect().await?;
        let brought_up_to_date = brought_up_to_date(&mut connection, &path).await;
        // Whoever opens the ledger next finds no connection and none of its files.
        connection.close().await?;
        let Identity { id, hasher } = brought_up_to_date?;
        let health = Health::default();
        let writer = Writer::start(connect_writer(&path)?, Wal::of(&path), health.clone())?;
        files::keep_private(&path);
        let options = options.read_only(true).pragma("query_only", "on");
        let reader = ReadConnection::new(options.connect().await?);
        let browsing =
            SqlitePoolOptions::new().max_connections(2).min_connections(0).connect_lazy_with(options);
        Ok(Self { id, writer, reader, browsing, hasher, health, lock: Some(Arc::new(lock)), look: None })
    }

    pub(in crate::ledger) async fn open_to_read(path: &Path) -> Result<Self, OpenError> {
        match File::open(path) {
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(OpenError::Missing(path.to_owned()));
            }
            Err(error) => return Err(OpenError::File { path: path.to_owned(), error }),
        }
        let path = files::real(path);
        let look = Look::at(&path);
        let options = look.options(&path);
        let mut connection = options.connect().await?;
        let Identity { id, hasher } = match found(&mut connection, &path).await {
            Ok(identity) => identity,
            Err(error) => {
                connection.close().await?;
                look.tidy().await;
                return Err(error);
            }
        };
        Ok(Self {
            id,
            writer: Writer::refusing(&path),
            reader: ReadConnection::new(connection),
            browsing: SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options),
            hasher,
            health: Health::default(),
            lock: None,
            look: Some(look),
        })
    }

    pub(in crate::ledger) fn check_writable(path: &Path) -> Result<(), OpenError> {
        files::check(path)
    }
}

/// Opens the connection that writes.
pub(super) fn connect_writer(path: &Path) -> Result<rusqlite::Connection, WriterError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection.execute_batch("pragma foreign_keys = on; pragma synchronous = full")?;
    wal::watch(&connection)?;
    Ok(connection)
}

async fn brought_up_to_date(connection: &mut SqliteConnection, path: &Path) -> Result<Identity, OpenError> {
    check_version(connection).await?;
    migrate::bring_up_to_date(connection, path).await
}

/// Reads the identity of a ledger that is opened for reading.
async fn found(connection: &mut SqliteConnection, path: &Path) -> Result<Identity, OpenError> {
    check_version(connection).await?;
    migrate::up_to_date(connection, path).await
}

async fn check_version(connection: &mut SqliteConnection) -> Result<(), OpenError> {
    let version =
        sqlx::query_scalar!(r#"select sqlite_version() as "version!: String""#).fetch_one(connection).await?;
    if is_safe(&version) { Ok(()) } else { Err(OpenError::OldSqlite(version)) }
}

fn is_safe(version: &str) -> bool {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut part = || parts.next().unwrap_or(0);
    (part(), part(), part()) >= OLDEST_SQLITE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_that_can_corrupt_a_wal_is_refused() {
        assert!(is_safe("3.51.3") && is_safe("3.52.0") && is_safe("4.0"));
        assert!(!is_safe("3.51.2") && !is_safe("3.9.9") && !is_safe("nonsense"));
    }
}
