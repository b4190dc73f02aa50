//! Opening the ledger: file, lock, version of SQLite, migrations, connections.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::domain::{Clock, Timestamp};

use super::LedgerError;
use super::health::Health;
use super::requests::Waiting;
use super::shop::Shops;
use super::trip::LeftOpen;

/// The first SQLite that cannot corrupt a WAL database when two connections write or checkpoint
/// at once (fixed in 3.51.3; <https://sqlite.org/releaselog/3_51_3.html>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// A connection in turns, first come, first served; `None` once the ledger is closed. A pool would
/// ask SQLite twice whether it is still there, each time a step of a sale borrows it.
type InTurns = Arc<Mutex<Option<SqliteConnection>>>;

/// A turn at a connection.
pub(super) type Turn = OwnedMappedMutexGuard<Option<SqliteConnection>, SqliteConnection>;

/// The ledger's connections. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger {
    writer: InTurns,
    reader: InTurns,
    /// For people who look: what they ask for may take its time.
    pub(super) browsing: SqlitePool,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) opened_at: Timestamp,
    pub(super) waiting: Waiting,
    pub(super) health: Health,
    pub(super) left_open: LeftOpen,
    pub(super) shops: Shops,
    /// `None` for those who only read.
    lock: Option<Arc<File>>,
}

/// Why a ledger could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds this ledger.
    #[error("another keyclerk process is using the ledger {}; one process a ledger", .0.display())]
    InUse(PathBuf),
    /// The file or its lock could not be made or opened.
    #[error("the ledger {} cannot be opened: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The SQLite this program was built with can corrupt a database.
    #[error("SQLite {0} can corrupt a WAL database; keyclerk needs 3.51.3 or later")]
    OldSqlite(String),
    /// The migrations do not fit this file: it is damaged, or of a newer keyclerk.
    #[error("the ledger's tables cannot be brought up to date: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// What the servers have set could not be read.
    #[error("the settings of the servers cannot be read: {0}")]
    Settings(LedgerError),
    /// SQLite failed.
    #[error("the ledger's database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
}

impl Ledger {
    /// Opens the ledger at `path`, makes it (mode 0600) when it is missing and brings it up to date.
    ///
    /// # Errors
    /// [`OpenError`], each in words for the owner; nothing was changed then, save for a file newly made.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        private_file(path)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .optimize_on_close(false, None)
            // Statements of the ledger are not for the log; not even asking is the cheapest.
            .disable_statement_logging();
        let mut writer = options.connect().await?;
        check_version(&mut writer).await?;
        sqlx::migrate!("migrations/ledger").run(&mut writer).await?;
        let options = options.read_only(true).pragma("query_only", "on");
        let reader = options.connect().await?;
        let browsing =
            SqlitePoolOptions::new().max_connections(2).min_connections(0).connect_lazy_with(options);
        let in_turns = |connection| Arc::new(Mutex::new(Some(connection)));
        let ledger = Self {
            writer: in_turns(writer),
            reader: in_turns(reader),
            browsing,
            opened_at: clock.now(),
            clock,
            waiting: Waiting::default(),
            health: Health::default(),
            left_open: LeftOpen::default(),
            shops: Shops::default(),
            lock: Some(Arc::new(lock)),
        };
        ledger.read_shops().await.map_err(OpenError::Settings)?;
        Ok(ledger)
    }

    /// Opens the ledger at `path` to look at, beside the process that sells: nothing is locked,
    /// made or brought up to date, and every write is refused.
    ///
    /// # Errors
    /// [`OpenError`]: there is no ledger, or it is not readable.
    pub async fn open_to_read(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        if let Err(error) = File::open(path) {
            return Err(OpenError::File { path: path.to_owned(), error });
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .pragma("query_only", "on")
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        let mut reader = options.connect().await?;
        check_version(&mut reader).await?;
        let ledger = Self {
            writer: Arc::default(),
            reader: Arc::new(Mutex::new(Some(reader))),
            browsing: SqlitePoolOptions::new().max_connections(1).connect_lazy_with(options),
            opened_at: clock.now(),
            clock,
            waiting: Waiting::default(),
            health: Health::default(),
            left_open: LeftOpen::default(),
            shops: Shops::default(),
            lock: None,
        };
        ledger.read_shops().await.map_err(OpenError::Settings)?;
        Ok(ledger)
    }

    /// The connection that writes; requests that wait are written first. They are other tasks': this
    /// must not be dropped halfway, or those tasks take their own sales for told already.
    pub(super) async fn writer(&self) -> Result<Turn, LedgerError> {
        let mut turn = turn(&self.writer).await?;
        self.left_open.clear(&mut turn).await;
        Ok(self.write_waiting(turn).await)
    }

    /// The connection a sale reads through.
    pub(super) async fn reader(&self) -> Result<Turn, LedgerError> {
        turn(&self.reader).await
    }

    /// Closes every connection; writes under way are finished first, later ones are refused.
    pub async fn close(&self) {
        self.browsing.close().await;
        for connection in [&self.reader, &self.writer] {
            if let Some(connection) = connection.lock().await.take()
                && let Err(error) = connection.close().await
            {
                tracing::warn!(?error, "a connection to the ledger did not close well");
            }
        }
        // A task that still knows this ledger does not keep the next process from opening it.
        if let Some(Err(error)) = self.lock.as_deref().map(File::unlock) {
            tracing::warn!(%error, "the ledger's lock file stays locked until this process ends");
        }
    }
}

async fn turn(connection: &InTurns) -> Result<Turn, LedgerError> {
    let turn = Arc::clone(connection).lock_owned().await;
    OwnedMutexGuard::try_map(turn, Option::as_mut).map_err(|_| LedgerError::Closed)
}

/// Locks a file beside the database: SQLite's own locks would let two processes take turns.
fn lock(database: &Path) -> Result<File, OpenError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let file = private_file(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(database.to_owned())),
        Err(TryLockError::Error(error)) => Err(OpenError::File { path, error }),
    }
}

/// SQLite gives its WAL the database's mode, so that making the database private is enough.
fn private_file(path: &Path) -> Result<File, OpenError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|error| OpenError::File { path: path.to_owned(), error })
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
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::domain::SystemClock;

    #[test]
    fn an_sqlite_that_can_corrupt_a_wal_is_refused() {
        assert!(is_safe("3.51.3") && is_safe("3.52.0") && is_safe("4.0"));
        assert!(!is_safe("3.51.2") && !is_safe("3.9.9") && !is_safe("nonsense"));
    }

    #[tokio::test]
    async fn a_ledger_is_private_and_one_process_alone_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let ledger = Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(Ledger::open(&path, Arc::new(SystemClock)).await, Err(OpenError::InUse(_))));
        ledger.close().await;
        drop(ledger);
        Ledger::open(&path, Arc::new(SystemClock)).await.unwrap();
    }

    #[tokio::test]
    async fn readers_cannot_write_and_a_closed_ledger_refuses() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("ledger.db"), Arc::new(SystemClock)).await.unwrap();
        let insert = "insert into guild_setting values (1, 'a', 'b', 0, null)";
        assert!(sqlx::query(insert).execute(&ledger.browsing).await.is_err());
        assert!(sqlx::query(insert).execute(&mut *ledger.reader().await.unwrap()).await.is_err());
        sqlx::query(insert).execute(&mut *ledger.writer().await.unwrap()).await.unwrap();
        ledger.close().await;
        assert!(matches!(ledger.writer().await, Err(LedgerError::Closed)));
    }
}
