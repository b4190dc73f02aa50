//! Copies a ledger of any version into one new file, beside a process that writes it.
//!
//! `VACUUM INTO` reads one snapshot of the ledger. It holds a read lock meanwhile, so that the log grows
//! instead of restarting, and delays no writer. SQLite runs in a thread of the connection.
//!
//! Invariant: a copy that is returned has passed SQLite's check and is on the disk.

use std::borrow::Cow;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::fs::Access;
use rustix::io::Errno;
use rustix::process::geteuid;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use crate::ledger::BackupError;

use super::disk_space::{self, Shortage};
use super::files::folder;
use super::read_only::Look;
use super::version::version;

/// SQLite's code for a file that is not a database.
const NOT_A_DATABASE: &str = "26";

/// The pause between two syncs of a copy that grows.
const SYNC_EVERY: Duration = Duration::from_millis(20);

/// How thoroughly a copy is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CopyCheck {
    /// Reads every row and every page, and does not compare the indexes with the tables. This takes a third
    /// of the time, and a restore builds the indexes anew.
    Rows,
    /// Builds the indexes anew, and compares them with the tables, too.
    Whole,
}

/// A finished copy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Copied {
    /// The number of sales.
    pub(super) sales: i64,
    /// The length of the file.
    pub(super) bytes: u64,
}

/// Copies a ledger into `to`, which is an empty file.
///
/// # Errors
/// Returns [`BackupError`]. The content of `to` is then undefined.
pub(super) async fn copy(from: &Path, to: &Path, check: CopyCheck) -> Result<Copied, BackupError> {
    check_access(from)?;
    check_space(from, to)?;
    let look = Look::at(from);
    let copied = tokio::select! {
        copied = vacuumed(look.options(from), from, to) => copied,
        never = synced_meanwhile(to) => never,
    };
    look.tidy().await;
    copied?;
    let sales = checked(from, to, check).await?;
    let bytes = on_disk(to.to_owned()).await?;
    Ok(Copied { sales, bytes })
}

/// Checks access without opening the file: closing it would release the locks that this process has on its ledger.
fn check_access(from: &Path) -> Result<(), BackupError> {
    match rustix::fs::access(from, Access::READ_OK) {
        Err(Errno::ACCESS) => Err(BackupError::Unreadable { path: from.to_owned(), uid: geteuid().as_raw() }),
        Err(Errno::NOENT | Errno::NOTDIR) => Err(BackupError::Missing(from.to_owned())),
        // SQLite words any other error.
        _ => Ok(()),
    }
}

fn check_space(from: &Path, to: &Path) -> Result<(), BackupError> {
    let folder = folder(to);
    disk_space::check(folder, disk_space::length(from)).map_err(|Shortage { needed, free }| {
        BackupError::DiskSpace { folder: folder.to_owned(), needed, free }
    })
}

/// Writes the copy.
async fn vacuumed(options: SqliteConnectOptions, from: &Path, to: &Path) -> Result<(), BackupError> {
    let failed = |error| failed(from, error);
    // The connection may not write the ledger, but it has to write the copy.
    let mut connection = options.pragma("query_only", "off").connect().await.map_err(failed)?;
    let vacuumed = async {
        let found = version(&mut connection).await.map_err(failed)?;
        let is_ledger = "select count(*) from sqlite_schema where type = 'table' and name = 'sale'";
        let is_ledger: i64 =
            sqlx::query_scalar(is_ledger).fetch_one(&mut connection).await.map_err(failed)?;
        if found == 0 || is_ledger == 0 {
            return Err(BackupError::NoLedger(from.to_owned()));
        }
        let target = to.to_str().ok_or_else(|| BackupError::File {
            path: to.to_owned(),
            error: std::io::Error::from(std::io::ErrorKind::InvalidFilename),
        })?;
        sqlx::query("vacuum into ?").bind(target).execute(&mut connection).await.map_err(failed)?;
        Ok(())
    };
    let vacuumed = vacuumed.await;
    connection.close().await.map_err(failed)?;
    vacuumed
}

fn failed(from: &Path, error: sqlx::Error) -> BackupError {
    let code = error.as_database_error().and_then(|error| error.code().map(Cow::into_owned));
    match code.as_deref() {
        Some(NOT_A_DATABASE) => BackupError::NoLedger(from.to_owned()),
        _ => BackupError::Database { path: from.to_owned(), error },
    }
}

/// Checks a copy, and returns its number of sales.
async fn checked(from: &Path, copy: &Path, check: CopyCheck) -> Result<i64, BackupError> {
    let failed = |error| failed(from, error);
    let is_whole = check == CopyCheck::Whole;
    let mut options =
        SqliteConnectOptions::new().filename(copy).read_only(!is_whole).disable_statement_logging();
    if is_whole {
        // A copy whose process is killed is thrown away, so that it needs no journal.
        options = options.pragma("journal_mode", "memory").pragma("synchronous", "off");
    }
    let mut connection: SqliteConnection = options.connect().await.map_err(failed)?;
    let found = async {
        let pragma = if is_whole {
            sqlx::query("reindex").execute(&mut connection).await.map_err(failed)?;
            "pragma integrity_check(1)"
        } else {
            "pragma quick_check(1)"
        };
        let words: String = sqlx::query_scalar(pragma).fetch_one(&mut connection).await.map_err(failed)?;
        if words != "ok" {
            return Err(BackupError::Damaged { path: from.to_owned(), words });
        }
        sqlx::query_scalar("select count(*) from sale").fetch_one(&mut connection).await.map_err(failed)
    };
    let found = found.await;
    connection.close().await.map_err(failed)?;
    found
}

/// Syncs the growing copy every few milliseconds. Written at once at the end, the whole copy would delay the
/// synced writes of the process that sells.
async fn synced_meanwhile(copy: &Path) -> Result<(), BackupError> {
    loop {
        tokio::time::sleep(SYNC_EVERY).await;
        on_disk(copy.to_owned()).await?;
    }
}

/// Waits until a copy is on the disk, and returns its length.
async fn on_disk(copy: PathBuf) -> Result<u64, BackupError> {
    let path = copy.clone();
    let synced = tokio::task::spawn_blocking(move || {
        let file = File::open(copy)?;
        file.sync_all()?;
        Ok(file.metadata()?.len())
    });
    let synced = synced.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    synced.map_err(|error| BackupError::File { path, error })
}
