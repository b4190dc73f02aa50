//! Examines the files and the database of a ledger. Changes nothing.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use sqlx::SqliteConnection;

use crate::ledger::{Diagnosis, LedgerError, LedgerFiles, Thoroughness};

use super::Sqlite;
use super::files::{self, JOURNAL, PRIVATE, SHARED_MEMORY, WAL, beside};

/// Examines the files without opening them: closing a file would release the locks of the process on it.
pub(super) fn files(path: &Path) -> LedgerFiles {
    let path = files::real(path);
    let length = |ending: &str| beside(&path, ending).metadata().map_or(0, |file| file.len());
    let accessible = ["", WAL, SHARED_MEMORY, JOURNAL].into_iter().filter_map(|ending| {
        let file = beside(&path, ending);
        let mode = file.metadata().ok()?.permissions().mode() & 0o777;
        (mode & !PRIVATE != 0).then_some((file, mode))
    });
    let disk = rustix::fs::statvfs(if path.exists() { &path } else { files::folder(&path) });
    LedgerFiles {
        accessible: accessible.collect(),
        size: length("") + length(WAL),
        wal: length(WAL),
        free: disk.ok().map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize)),
    }
}

impl Sqlite {
    /// Examines the database, and lets SQLite check it. A check does not delay the process that sells.
    ///
    /// # Errors
    /// Returns the database's error.
    pub async fn diagnose(&self, thoroughness: Thoroughness) -> Result<Diagnosis, LedgerError> {
        let mut connection = self.reader.lock().await?;
        let sqlite = sqlx::query_scalar!(r#"select sqlite_version() as "version!: String""#)
            .fetch_one(&mut *connection)
            .await?;
        let tables = sqlx::query_scalar("select coalesce(max(version), 0) from _sqlx_migrations")
            .fetch_one(&mut *connection)
            .await?;
        Ok(Diagnosis { sqlite, tables, faults: faults(&mut connection, thoroughness).await? })
    }
}

/// Lets SQLite check the database, and returns at most ten faults.
async fn faults(
    connection: &mut SqliteConnection,
    thoroughness: Thoroughness,
) -> Result<Option<Vec<String>>, LedgerError> {
    let check = match thoroughness {
        Thoroughness::None => return Ok(None),
        Thoroughness::Quick => "pragma quick_check(10)",
        Thoroughness::Full => "pragma integrity_check(10)",
    };
    let mut faults: Vec<String> = sqlx::query_scalar(check).fetch_all(connection).await?;
    faults.retain(|fault| fault != "ok");
    Ok(Some(faults))
}
