//! Restores a ledger from a backup.
//!
//! A copy of the backup is prepared beside the ledger: migrated, with a new id, its unfinished sales ended,
//! and the restore recorded. Only then it takes the ledger's place, by one rename. The old ledger is kept
//! under another name.
//!
//! Invariant: whatever ends the process, either the old ledger or the finished new one is in place. The
//! backup is only read.

mod lost_licenses;
mod place;
mod prepare;

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::domain::Timestamp;
use crate::ledger::RestoreError;

use super::backup_names::stamp;
use super::copy::{CopyCheck, copy};
use super::files::{self, beside, real};
use prepare::Prepared;

/// The suffix of the copy while it is prepared.
const PREPARED: &str = ".restoring";

/// A finished restore.
#[derive(Debug, Clone)]
pub struct Restored {
    /// The ledger.
    pub path: PathBuf,
    /// The old ledger under its new name, if there was one.
    pub kept: Option<PathBuf>,
    /// The number of sales in the backup.
    pub sales: i64,
    /// The instant of the newest change in the backup. Later changes are lost.
    pub newest_change: Option<Timestamp>,
    /// The number of sales that were unfinished in the backup, and that are ended or held for staff.
    pub unfinished: usize,
    /// The number of the next sale.
    pub next_sale: i64,
}

/// Puts a copy of the backup `file` in the place of the ledger at `path`. The old ledger is kept.
///
/// # Errors
/// Returns [`RestoreError`]. In that case the ledger is unchanged.
pub async fn restore(path: &Path, file: &Path, now: Timestamp) -> Result<Restored, RestoreError> {
    files::check_places(path)?;
    let (path, file) = (real(path), real(file));
    let lock = files::lock(&path)?;
    if is_same(&path, &file) {
        return Err(RestoreError::IsLedger(file));
    }
    let prepared = beside(&path, PREPARED);
    // An earlier restore may have been killed.
    place::remove_database(&prepared)?;
    let restored = restored(&path, &file, &prepared, now).await;
    if restored.is_err() {
        // The next restore removes what cannot be removed now.
        let _ = place::remove_database(&prepared);
    }
    drop(lock);
    restored
}

async fn restored(
    path: &Path,
    file: &Path,
    prepared: &Path,
    now: Timestamp,
) -> Result<Restored, RestoreError> {
    files::private(prepared).map_err(|error| place::failed(prepared, error))?;
    let copied = copy(file, prepared, CopyCheck::Whole).await?;
    let Prepared { unfinished, newest_change, next_sale } =
        prepare::prepared(prepared, path, file, now).await?;
    let kept = place::free_name(beside(path, &format!(".before-restore-{}", stamp(now))));
    let kept = place::put_in_place(prepared, path, &kept).await?;
    Ok(Restored { path: path.to_owned(), kept, sales: copied.sales, newest_change, unfinished, next_sale })
}

/// Returns true if both paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let id = |path: &Path| path.metadata().ok().map(|file| (file.dev(), file.ino()));
    id(one).is_some_and(|found| id(other) == Some(found))
}
