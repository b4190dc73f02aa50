//! Opens read-only connections to a ledger, including in folders that cannot be written.
//!
//! A connection to a WAL database needs a `-shm` file. It creates `-wal` and `-shm` if they are missing
//! (<https://sqlite.org/wal.html#readonly>). A ledger in a folder that cannot be written is therefore
//! opened differently. Files that were created are removed afterwards.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode};
use sqlx::{ConnectOptions, Connection};

use super::files::{SHARED_MEMORY, WAL, beside, may_write_all};

/// The way in which a ledger is opened for reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// The usual way, beside a process that writes.
    Beside,
    /// The usual way, but `-wal` and `-shm` did not exist and are removed at the end.
    AndTidy(PathBuf),
    /// Opened as a file that nobody changes, because it cannot be written and has no WAL. The value is
    /// the time of its last change.
    Unchanging(PathBuf, Option<SystemTime>),
    /// Opened with a WAL index in the memory of this process, because the ledger lacks `-shm` and
    /// cannot be written. No other process has it open, because that would have created `-shm`.
    OwnIndex,
}

impl Look {
    /// Chooses the way to open the ledger at a real path.
    pub(super) fn at(database: &Path) -> Self {
        let (wal, shm) = (beside(database, WAL), beside(database, SHARED_MEMORY));
        let has_wal = wal.metadata().is_ok_and(|wal| wal.len() > 0);
        match (may_write_all(database), wal.exists(), shm.exists()) {
            (true, false, false) => Self::AndTidy(database.to_owned()),
            (true, _, _) | (false, true, true) => Self::Beside,
            (false, true, false) if has_wal => Self::OwnIndex,
            (false, _, _) => Self::Unchanging(database.to_owned(), changed(database)),
        }
    }

    /// Returns the options of a connection.
    pub(super) fn options(&self, database: &Path) -> SqliteConnectOptions {
        let options = SqliteConnectOptions::new()
            .filename(database)
            .read_only(true)
            .pragma("query_only", "on")
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        match self {
            Self::Beside | Self::AndTidy(_) => options,
            Self::Unchanging(..) => options.immutable(true),
            // A file that is opened for reading cannot be locked exclusively. No lock is needed,
            // because nobody else locks the file.
            Self::OwnIndex => options.vfs("unix-none").locking_mode(SqliteLockingMode::Exclusive),
        }
    }

    /// Returns true if a file that was assumed to be unchanging was written.
    pub(super) fn is_outdated(&self) -> bool {
        match self {
            Self::Unchanging(database, since) => {
                beside(database, WAL).metadata().is_ok_and(|wal| wal.len() > 0) || changed(database) != *since
            }
            _ => false,
        }
    }

    /// Removes the files that reading created. SQLite removes them when the last connection that may write
    /// is closed, and keeps them if the bot has been started meanwhile.
    pub(super) async fn tidy(&self) {
        let Self::AndTidy(database) = self else { return };
        let options = SqliteConnectOptions::new().filename(database).disable_statement_logging();
        let Ok(mut last) = options.connect().await else { return };
        // A connection attaches to the WAL with its first read.
        let _ = sqlx::query("select 1 from sqlite_schema").fetch_optional(&mut last).await;
        // Files that remain are empty and harmless.
        let _ = last.close().await;
    }
}

fn changed(database: &Path) -> Option<SystemTime> {
    database.metadata().and_then(|found| found.modified()).ok()
}
