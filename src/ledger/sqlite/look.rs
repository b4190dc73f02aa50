//! Connections that only look at a ledger, also where nothing may be written.
//!
//! A connection to a WAL database needs `-shm` beside it, and makes `-wal` and `-shm` where they are
//! missing (<https://sqlite.org/wal.html#readonly>). A folder that cannot be written is therefore read
//! in another way, and files that were made are removed again.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sqlx::sqlite::{SqliteConnectOptions, SqliteLockingMode};
use sqlx::{ConnectOptions, Connection};

use super::files::{SHARED_MEMORY, WAL, beside, may_write_all};

/// How a ledger is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// As SQLite does it, beside a process that writes.
    Beside,
    /// The same where no `-wal` and no `-shm` was: they are removed at the end.
    AndTidy(PathBuf),
    /// As a file that nobody changes, because it cannot be written and has no WAL. It was changed last
    /// at this time.
    Unchanging(PathBuf, Option<SystemTime>),
    /// With the WAL, indexed in this process's own memory: a copy that lacks `-shm` and cannot be
    /// written. Nobody has it open, or there would be a `-shm`.
    OwnIndex,
}

impl Look {
    /// Chooses the way for the ledger at a real path.
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
            // An exclusive lock cannot be had on a file opened for reading; nobody else wants one.
            Self::OwnIndex => options.vfs("unix-none").locking_mode(SqliteLockingMode::Exclusive),
        }
    }

    /// Tells whether somebody began to write what was taken for unchanging.
    pub(super) fn is_outdated(&self) -> bool {
        match self {
            Self::Unchanging(database, since) => {
                beside(database, WAL).metadata().is_ok_and(|wal| wal.len() > 0) || changed(database) != *since
            }
            _ => false,
        }
    }

    /// Removes what looking has left behind. SQLite does it as the last connection that may write is
    /// closed, and leaves it where the bot has been started meanwhile.
    pub(super) async fn tidy(&self) {
        let Self::AndTidy(database) = self else { return };
        let options = SqliteConnectOptions::new().filename(database).disable_statement_logging();
        let Ok(mut last) = options.connect().await else { return };
        // A connection attaches to the WAL with its first read.
        let _ = sqlx::query("select 1 from sqlite_schema").fetch_optional(&mut last).await;
        // Files that stay are empty, and harm nobody.
        let _ = last.close().await;
    }
}

fn changed(database: &Path) -> Option<SystemTime> {
    database.metadata().and_then(|found| found.modified()).ok()
}
