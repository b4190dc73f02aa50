//! Opening the ledger: file, lock, version of SQLite, migrations, connections.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard};

use crate::domain::{Clock, Timestamp};

use super::LedgerError;
use super::files::{self, NotWritable};
use super::health::Health;
use super::look::Look;
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
    /// How it is looked at by those who only read.
    look: Option<Look>,
}

/// Why a ledger could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds this ledger.
    #[error("another keyclerk process is using the ledger {}; only one may open it", .0.display())]
    InUse(PathBuf),
    /// There is no such file.
    #[error("there is no ledger {}; `keyclerk run` makes it", .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{} is no ledger of keyclerk's, and no SQLite database at all", .0.display())]
    NoLedger(PathBuf),
    /// A file or folder of the ledger cannot be written.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// The file or its lock could not be made or opened.
    #[error("{} cannot be opened by uid {}: {error}", path.display(), rustix::process::geteuid().as_raw())]
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

impl OpenError {
    /// Tells whether the setting, or what it names, has to be put right before another attempt.
    #[must_use]
    pub fn is_wrong_setting(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::NoLedger(_) | Self::NotWritable(_) | Self::File { .. })
    }
}

impl Ledger {
    /// Opens the ledger at `path`, makes it (mode 0600) when it is missing and brings it up to date.
    ///
    /// # Errors
    /// [`OpenError`], each in words for the owner; nothing was changed then, save for a file newly made.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        files::check(path)?;
        let path = files::made(path)?;
        let lock = files::lock(&path)?;
        let options = SqliteConnectOptions::new()
            .filename(&path)
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
        files::keep_private(&path);
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
            look: None,
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
            look: Some(look),
        };
        ledger.read_shops().await.map_err(OpenError::Settings)?;
        Ok(ledger)
    }

    /// Checks that the bot could write the ledger at `path`, or make it. Nothing is made or written.
    ///
    /// # Errors
    /// [`OpenError`]: it could not.
    pub fn check_writable(path: &Path) -> Result<(), OpenError> {
        files::check(path)
    }

    /// Tells whether the bot began to write this ledger although it was opened to be read as a file
    /// that nobody changes: what was read then may not fit together.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.look.as_ref().is_some_and(Look::is_outdated)
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
        if let Some(look) = &self.look {
            look.tidy().await;
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
