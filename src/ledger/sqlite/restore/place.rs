//! Puts a prepared ledger in the place of the old one.
//!
//! A database and its write-ahead log are two files, and SQLite would apply the log of the old ledger to the
//! new one. The log of the old ledger is therefore written into it first. One rename then suffices.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::ledger::{BackupError, RestoreError};

use super::super::files::{
    PRIVATE, SHARED_MEMORY, WAL, begins_as_database, beside, keep_private, rename_to_new, sync_folder,
};

/// SQLite's codes for a database that another connection uses.
const BUSY: [&str; 2] = ["5", "261"];
/// SQLite's code for a full disk.
const FULL: &str = "13";

pub(super) fn failed(path: &Path, error: std::io::Error) -> RestoreError {
    RestoreError::Copy(BackupError::File { path: path.to_owned(), error })
}

/// Removes the files of a database.
pub(super) fn remove_database(database: &Path) -> Result<(), RestoreError> {
    for ending in ["", WAL, SHARED_MEMORY] {
        let path = beside(database, ending);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(&path, error)),
            _ => {}
        }
    }
    Ok(())
}

/// Returns a name for the old ledger that no file has. A restore that was killed may have taken the first one
/// within the same second.
pub(super) fn free_name(kept: PathBuf) -> PathBuf {
    let names = (2..).map(|number: u32| beside(&kept, &format!("-{number}")));
    let mut names = std::iter::once(kept.clone()).chain(names);
    let is_free =
        |name: &PathBuf| ["", WAL, SHARED_MEMORY].iter().all(|ending| !beside(name, ending).exists());
    names.find(is_free).unwrap_or(kept)
}

/// Moves the prepared ledger to `path`, and keeps the old one as `kept`. Returns `kept` if there was one.
///
/// # Errors
/// Returns [`RestoreError`]. The old ledger is then still in its place.
pub(super) async fn put_in_place(
    prepared: &Path,
    path: &Path,
    kept: &Path,
) -> Result<Option<PathBuf>, RestoreError> {
    whole(prepared)?;
    let has_old = path.exists();
    if has_old {
        if begins_as_database(path) {
            join_log(path).await?;
        }
        keep(path, kept)?;
    }
    // A log is left only if SQLite cannot read the old ledger, or if the ledger itself is missing.
    for ending in [WAL, SHARED_MEMORY] {
        let left = beside(path, ending);
        if left.exists() {
            rename_to_new(&left, &beside(kept, ending)).map_err(|error| failed(&left, error))?;
        }
    }
    sync_folder(path).map_err(|error| failed(path, error))?;
    std::fs::rename(prepared, path).map_err(|error| failed(prepared, error))?;
    sync_folder(path).map_err(|error| failed(path, error))?;
    keep_private(path);
    Ok(has_old.then(|| kept.to_owned()))
}

/// Checks that a prepared ledger is one file, and waits until it is on the disk.
fn whole(prepared: &Path) -> Result<(), RestoreError> {
    let log = beside(prepared, WAL);
    if log.exists() {
        let error = std::io::Error::other("the log of the prepared ledger was not written into it");
        return Err(failed(&log, error));
    }
    File::open(prepared).and_then(|file| file.sync_all()).map_err(|error| failed(prepared, error))
}

/// Writes the log of the old ledger into it, and removes the log. This needs the ledger for itself, so that no
/// other program has it open when it is moved. A ledger that SQLite cannot read keeps its log.
async fn join_log(path: &Path) -> Result<(), RestoreError> {
    let options = SqliteConnectOptions::new().filename(path).disable_statement_logging();
    let joined = async {
        let mut connection = options.connect().await?;
        let joined = sqlx::query("pragma journal_mode = delete").execute(&mut connection).await;
        connection.close().await?;
        joined
    };
    match joined.await {
        Ok(_) => Ok(()),
        Err(error) if has_code(&error, &BUSY) => Err(RestoreError::InUse(path.to_owned())),
        // The log is whole, and its sales would be lost without it.
        Err(error) if has_code(&error, &[FULL]) => {
            Err(RestoreError::Copy(BackupError::Database { path: path.to_owned(), error }))
        }
        Err(error) => {
            tracing::warn!(%error, "the old ledger cannot be read; it is kept as it is");
            Ok(())
        }
    }
}

fn has_code(error: &sqlx::Error, codes: &[&str]) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| codes.contains(&code.as_ref()))
}

/// Gives the old ledger a second name. The first one stays, so that a ledger is in place at any time.
fn keep(path: &Path, kept: &Path) -> Result<(), RestoreError> {
    let linked = match std::fs::hard_link(path, kept) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // Some file systems have no links.
            copy_to_new(path, kept)
        }
        linked => linked,
    };
    linked.map_err(|error| failed(kept, error))
}

fn copy_to_new(path: &Path, kept: &Path) -> std::io::Result<()> {
    let mut copy = OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(kept)?;
    std::io::copy(&mut File::open(path)?, &mut copy)?;
    copy.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_old_ledger_replaces_no_other_file() {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, kept) = (folder.path().join("keyclerk.db"), folder.path().join("kept"));
        std::fs::write(&ledger, "the old ledger").unwrap();
        copy_to_new(&ledger, &kept).unwrap();
        assert_eq!(std::fs::read(&kept).unwrap(), b"the old ledger");
        assert_eq!(copy_to_new(&ledger, &kept).unwrap_err().kind(), ErrorKind::AlreadyExists);
    }

    #[test]
    fn an_earlier_kept_ledger_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("kept");
        for expected in ["kept", "kept-2", "kept-3"] {
            let free = free_name(kept.clone());
            assert_eq!(free, folder.path().join(expected));
            std::fs::write(free, "").unwrap();
        }
        // Only the log was left of a ledger that was kept before.
        std::fs::write(folder.path().join("kept-4-wal"), "").unwrap();
        assert_eq!(free_name(kept), folder.path().join("kept-5"));
    }
}
