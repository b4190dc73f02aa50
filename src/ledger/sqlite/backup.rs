//! Makes backups: one checked file each, under its final name only once it is complete.
//!
//! A backup is written to a hidden file beside its place and renamed. A process that is killed leaves at
//! most that hidden file, which the next backup in the folder removes.
//!
//! Invariant: no file is overwritten, and only files that are named like backups are removed.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::domain::Timestamp;
use crate::ledger::BackupError;

use super::backup_names::{instant_of, is_name, is_partial, name_at, partial, stamp};
use super::copy::{CopyCheck, copy};
use super::files::{PRIVATE, folder, real, sync_folder};

/// A finished backup.
#[derive(Debug, Clone)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// Its length in bytes.
    pub bytes: u64,
    /// The number of sales in it.
    pub sales: i64,
}

/// Backs up the ledger at `ledger`, also while a bot writes it. `target` is a new file, or a folder, in
/// which the backup is named by the instant `now`.
///
/// # Errors
/// Returns [`BackupError`]. In that case there is no new backup.
pub async fn back_up(ledger: &Path, target: &Path, now: Timestamp) -> Result<Backup, BackupError> {
    let target = if target.is_dir() {
        remove_abandoned(target)?;
        target.join(name_at(now))
    } else {
        target.to_owned()
    };
    copy_to(&real(ledger), &real(&target)).await
}

/// Copies a ledger to a new file under its final name.
pub(super) async fn copy_to(ledger: &Path, target: &Path) -> Result<Backup, BackupError> {
    if target.exists() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    let partial = partial(target);
    let _lock = begun(&partial, target)?;
    let finished = async {
        let copied = copy(ledger, &partial, CopyCheck::Rows).await?;
        // Another process may have made a file of this name meanwhile.
        if target.exists() {
            return Err(BackupError::Exists(target.to_owned()));
        }
        let failed = |error| BackupError::File { path: target.to_owned(), error };
        std::fs::rename(&partial, target).map_err(failed)?;
        sync_folder(target).map_err(failed)?;
        Ok(Backup { path: target.to_owned(), bytes: copied.bytes, sales: copied.sales })
    };
    let finished = finished.await;
    if finished.is_err() {
        // The next backup in this folder removes what cannot be removed now.
        let _ = std::fs::remove_file(&partial);
    }
    finished
}

/// Creates and locks the hidden file of a backup. The lock tells it from a file whose process was killed.
fn begun(partial: &Path, target: &Path) -> Result<File, BackupError> {
    let failed = |error| BackupError::File { path: partial.to_owned(), error };
    let options =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(PRIVATE).clone();
    let file = options.open(partial).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(BackupError::UnderWay(target.to_owned())),
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    file.set_len(0).map_err(failed)?;
    Ok(file)
}

/// Removes the hidden files of backups whose process was killed.
fn remove_abandoned(folder: &Path) -> Result<(), BackupError> {
    for path in listed(folder, is_partial)? {
        let is_abandoned = File::open(&path).is_ok_and(|file| file.try_lock().is_ok());
        if is_abandoned {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Removes the oldest backups of a folder, so that at most `keep` stay. Returns the removed files. A backup
/// later than `now` stays and does not count, because the clock was set back. Otherwise such backups would
/// take the places of those that are made now.
///
/// # Errors
/// Returns [`BackupError`] if the folder cannot be read or a file cannot be removed.
pub fn remove_old_backups(folder: &Path, keep: usize, now: Timestamp) -> Result<Vec<PathBuf>, BackupError> {
    if !folder.is_dir() {
        return Err(BackupError::KeepsNoFile(folder.to_owned()));
    }
    // The names sort by time.
    let mut backups = listed(folder, |name| instant_of(name).is_some_and(|at| at <= now))?;
    backups.truncate(backups.len().saturating_sub(keep));
    backups.iter().try_for_each(|path| remove(path))?;
    Ok(backups)
}

/// Returns the instant of the newest backup in a folder, or `None` if it holds none. A backup later than
/// `now` does not count, because the clock was set back.
///
/// # Errors
/// Returns [`BackupError`] if the folder cannot be read.
pub fn newest_backup(folder: &Path, now: Timestamp) -> Result<Option<Timestamp>, BackupError> {
    let backups = listed(folder, is_name)?;
    let instants = backups.iter().filter_map(|path| instant_of(path.file_name()?.to_str()?));
    Ok(instants.filter(|instant| *instant <= now).max())
}

/// Lists the files of a folder whose names pass a test, by name.
fn listed(folder: &Path, is_meant: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, BackupError> {
    let failed = |error| BackupError::File { path: folder.to_owned(), error };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(&is_meant) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

fn remove(path: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(BackupError::File { path: path.to_owned(), error })
        }
        _ => Ok(()),
    }
}

/// Returns a name beside the ledger for the backup before an upgrade to this version.
pub(super) fn before_upgrade(ledger: &Path, version: i64, now: Timestamp) -> PathBuf {
    let name = ledger.file_name().unwrap_or_default().to_string_lossy();
    folder(ledger).join(format!("{name}.before-v{version}-{}.db", stamp(now)))
}
