//! Makes backups: one checked file each, under its final name only once it is complete.
//!
//! A backup is written to a hidden file beside its place and renamed. A process that is killed leaves at
//! most that hidden file, which the next backup in the folder removes.
//!
//! Invariant: no file is overwritten, and only files that are named like backups are removed.

use std::path::{Path, PathBuf};

use crate::domain::Timestamp;
use crate::ledger::BackupError;

use super::backup_names::{instant_of, is_name, is_partial, name_at, partial, stamp};
use super::copy::{CopyCheck, copy};
use super::files::{folder, real};
use super::hidden_file::{begun, is_at, is_removed_if_abandoned, named, remove};

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
    let lock = begun(&partial, target).await?;
    let finished = async {
        let copied = copy(ledger, &partial, CopyCheck::Rows).await?;
        named(&partial, target)?;
        Ok(Backup { path: target.to_owned(), bytes: copied.bytes, sales: copied.sales })
    };
    let finished = finished.await;
    if finished.is_err() && is_at(&lock, &partial) {
        // The next backup in this folder removes what cannot be removed now.
        let _ = std::fs::remove_file(&partial);
    }
    finished
}

/// Removes the hidden files of backups whose process was killed.
fn remove_abandoned(folder: &Path) -> Result<(), BackupError> {
    for path in listed(folder, is_partial)? {
        is_removed_if_abandoned(&path)?;
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

/// Returns a name beside the ledger for the backup before an upgrade to this version.
pub(super) fn before_upgrade(ledger: &Path, version: i64, now: Timestamp) -> PathBuf {
    let name = ledger.file_name().unwrap_or_default().to_string_lossy();
    folder(ledger).join(format!("{name}.before-v{version}-{}.db", stamp(now)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::domain::SystemClock;
    use crate::ledger::Ledger;

    #[tokio::test(flavor = "multi_thread")]
    async fn of_many_backups_under_one_name_one_is_made_and_none_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let (ledger, target) = (folder.path().join("keyclerk.db"), folder.path().join("backups"));
        Ledger::open(&ledger, Arc::new(SystemClock)).await.unwrap().close().await;
        std::fs::create_dir(&target).unwrap();
        for round in 0..20 {
            let now = Timestamp::from_millis(round * 1_000);
            let (ledger, target) = (ledger.clone(), target.clone());
            let tasks = (0..6).map(|_| {
                let (ledger, target) = (ledger.clone(), target.clone());
                tokio::spawn(async move { back_up(&ledger, &target, now).await })
            });
            let mut made = BTreeSet::new();
            for task in tasks.collect::<Vec<_>>() {
                match task.await.unwrap() {
                    Ok(backup) => assert!(made.insert(backup.path), "round {round}: made twice"),
                    Err(BackupError::Exists(_) | BackupError::UnderWay(_)) => {}
                    Err(error) => panic!("round {round}: {error}"),
                }
            }
            assert_eq!(made.len(), 1, "round {round}");
            let copied = made.first().unwrap();
            let again = back_up(copied, &folder.path().join(format!("copy-{round}.db")), now).await;
            assert_eq!(again.unwrap().sales, 0, "round {round}");
        }
        assert!(listed(&target, is_partial).unwrap().is_empty());
    }
}
