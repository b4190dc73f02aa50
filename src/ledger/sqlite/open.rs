//! Opens the ledger: locks the file, checks the version of SQLite, migrates, and connects.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use rusqlite::OpenFlags;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::ledger::OpenError;

use super::Sqlite;
use super::draw_check::DrawCheck;
use super::files;
use super::health::Health;
use super::migrate::{self, BackupFirst, Identity};
use super::read_only::Look;
use super::reader::ReadConnection;
use super::reconciliation;
use super::wal::{self, Wal};
use super::writer::Writer;

/// The first version of SQLite that cannot corrupt a WAL database when two connections write or checkpoint
/// at the same time (fixed in 3.51.3; <https://sqlite.org/releaselog/3_51_3.html>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// The size of the pages of a new ledger, in bytes. An older ledger keeps its own. A sale changes a few rows
/// in some thirty pages, each of which goes to the log as a whole. With pages of 1 KiB instead of SQLite's
/// 4 KiB, a lone sale costs 7 % less CPU and reaches its buyer 6 % sooner.
const PAGE_SIZE: u32 = 1_024;
/// The capacity of the writer's cache of prepared statements. The writer uses fewer statements.
const PREPARED: usize = 100;
/// The time that a connection waits for another process to release its lock on the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

impl Sqlite {
    /// Opens the ledger at `path`. Creates it (mode 0600) when it is missing, and migrates it.
    ///
    /// # Errors
    /// Returns [`OpenError`], worded for the owner. In that case nothing was changed, except that a new
    /// file may exist.
    pub async fn open(path: &Path) -> Result<Self, OpenError> {
        files::check(path)?;
        let path = files::made(path)?;
        let lock = files::lock(&path)?;
        Self::open_locked(&path, Some(lock), BackupFirst::Yes).await
    }

    /// Opens the ledger at a real path. The caller has locked it, or nobody else knows of it.
    pub(super) async fn open_locked(
        path: &Path,
        lock: Option<File>,
        backup_first: BackupFirst,
    ) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .page_size(PAGE_SIZE)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .optimize_on_close(false, None)
            // The ledger's statements are not logged. This is cheaper than filtering the log.
            .disable_statement_logging();
        // Migrations checkpoint the log themselves.
        let mut connection = options.clone().pragma("wal_autocheckpoint", "0").connect().await?;
        let brought_up_to_date = brought_up_to_date(&mut connection, path, backup_first).await;
        // The connection is closed before any error is returned, so that the next opener finds no
        // connection and no log files.
        connection.close().await?;
        let Identity { id, hasher } = brought_up_to_date?;
        let health = Health::default();
        let writer = Writer::start(connect_writer(path)?, Wal::of(path), health.clone())?;
        files::keep_private(path);
        let options = options.read_only(true).pragma("query_only", "on");
        // Each sale reads only a few rows, so half a megabyte of cached pages is enough.
        let mut reader = options.clone().pragma("cache_size", "-512").connect().await?;
        let reconciled = Arc::new(AtomicBool::new(reconciliation::read(&mut reader).await?));
        let reader = ReadConnection::new(reader);
        let browsing =
            SqlitePoolOptions::new().max_connections(2).min_connections(0).connect_lazy_with(options);
        Ok(Self {
            id,
            writer,
            reader,
            draw_check: DrawCheck::open(path)?,
            browsing,
            hasher,
            health,
            reconciled,
            lock: lock.map(Arc::new),
            look: None,
        })
    }

    /// Opens the ledger at `path` for reading, beside the process that sells. Locks, creates and
    /// migrates nothing, and refuses every write.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the ledger does not exist, is not readable, or has another version.
    pub async fn open_to_read(path: &Path) -> Result<Self, OpenError> {
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
        let reconciled = Arc::new(AtomicBool::new(reconciliation::read(&mut connection).await?));
        Ok(Self {
            id,
            writer: Writer::refusing(&path),
            reader: ReadConnection::new(connection),
            draw_check: DrawCheck::default(),
            browsing: SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options),
            hasher,
            health: Health::default(),
            reconciled,
            lock: None,
            look: Some(look),
        })
    }

    /// Checks that the bot could write or create the ledger at `path`, without writing or creating
    /// anything.
    ///
    /// # Errors
    /// Returns [`OpenError`] if the bot could not.
    pub fn check_writable(path: &Path) -> Result<(), OpenError> {
        files::check(path)
    }
}

/// Opens the write connection.
pub(super) fn connect_writer(path: &Path) -> Result<rusqlite::Connection, OpenError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    connection
        .execute_batch("pragma foreign_keys = on; pragma synchronous = full; pragma cache_size = -1024")?;
    wal::watch(&connection)?;
    Ok(connection)
}

async fn brought_up_to_date(
    connection: &mut SqliteConnection,
    path: &Path,
    backup_first: BackupFirst,
) -> Result<Identity, OpenError> {
    check_version(connection).await?;
    migrate::bring_up_to_date(connection, path, backup_first).await
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
