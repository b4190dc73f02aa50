//! The hidden file to which a backup is written, until it gets its final name.
//!
//! Invariant: only the process that has locked a hidden file renames or removes it, and a final name never
//! replaces another file.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use crate::ledger::BackupError;

use super::files::{PRIVATE, rename_to_new, sync_folder};

/// The attempts to create a hidden file whose name another process uses. That process may only be removing an
/// abandoned file.
const MOST_BEGINNINGS: usize = 50;
/// The wait between two of these attempts.
const BEFORE_NEXT_BEGINNING: Duration = Duration::from_millis(5);

/// Creates and locks the hidden file of a backup. The lock tells it from a file whose process was killed.
/// Such a file is removed and never reused, because a killed process may have given it its final name, too.
pub(super) async fn begun(partial: &Path, target: &Path) -> Result<File, BackupError> {
    let failed = |error| BackupError::File { path: partial.to_owned(), error };
    for _ in 0..MOST_BEGINNINGS {
        match OpenOptions::new().read(true).write(true).create_new(true).mode(PRIVATE).open(partial) {
            Ok(file) if is_locked_at(&file, partial).map_err(failed)? => return Ok(file),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if is_removed_if_abandoned(partial)? {
                    continue;
                }
            }
            Err(error) => return Err(failed(error)),
        }
        tokio::time::sleep(BEFORE_NEXT_BEGINNING).await;
    }
    Err(BackupError::UnderWay(target.to_owned()))
}

/// Locks a file. Returns false if another process has locked it, or has renamed or removed it before it was
/// locked. Whoever holds the lock may do so, and nobody else.
fn is_locked_at(file: &File, path: &Path) -> std::io::Result<bool> {
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(false),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    Ok(is_at(file, path))
}

/// Returns true if a path still leads to this open file.
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    let id = |found: std::io::Result<Metadata>| found.ok().map(|found| (found.dev(), found.ino()));
    let open = id(file.metadata());
    open.is_some() && open == id(path.symlink_metadata())
}

/// Removes a hidden file whose process was killed. Returns false if its process is writing it, or if it cannot
/// be opened.
pub(super) fn is_removed_if_abandoned(path: &Path) -> Result<bool, BackupError> {
    let file = match File::open(path) {
        Ok(file) => file,
        // Its process has just finished.
        Err(error) => return Ok(error.kind() == ErrorKind::NotFound),
    };
    if !is_locked_at(&file, path).unwrap_or(false) {
        return Ok(!path.exists());
    }
    remove(path)?;
    Ok(true)
}

/// Removes a file. Its absence is fine, too.
pub(super) fn remove(path: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(BackupError::File { path: path.to_owned(), error })
        }
        _ => Ok(()),
    }
}

/// Gives a finished backup its name, and waits until the name is on the disk.
pub(super) fn named(partial: &Path, target: &Path) -> Result<(), BackupError> {
    rename_to_new(partial, target).and_then(|()| sync_folder(target)).map_err(|error| match error.kind() {
        // Another process has made a file of this name meanwhile.
        ErrorKind::AlreadyExists => BackupError::Exists(target.to_owned()),
        _ => BackupError::File { path: target.to_owned(), error },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hidden_file_that_also_has_a_final_name_is_not_emptied() {
        let folder = tempfile::tempdir().unwrap();
        let (hidden, target) = (folder.path().join(".partial"), folder.path().join("backup.db"));
        std::fs::write(&hidden, "a finished backup").unwrap();
        // Its process was killed after it had named the backup, or is about to remove the hidden name.
        std::fs::hard_link(&hidden, &target).unwrap();
        let next = begun(&hidden, &folder.path().join("other.db")).await.unwrap();
        assert_eq!(next.metadata().unwrap().len(), 0);
        assert_eq!(std::fs::read(&target).unwrap(), b"a finished backup");
        let busy = begun(&hidden, &target).await.unwrap_err();
        assert!(matches!(busy, BackupError::UnderWay(_)), "{busy}");
        assert!(is_at(&next, &hidden), "a file that is being written stays");
    }

    #[tokio::test]
    async fn a_lock_on_a_file_that_has_its_final_name_by_now_does_not_count() {
        let folder = tempfile::tempdir().unwrap();
        let (hidden, target) = (folder.path().join(".partial"), folder.path().join("backup.db"));
        let first = begun(&hidden, &target).await.unwrap();
        let opened_by_another = File::open(&hidden).unwrap();
        named(&hidden, &target).unwrap();
        drop(first);
        assert!(!is_locked_at(&opened_by_another, &hidden).unwrap());
        std::fs::write(&hidden, "another backup").unwrap();
        let taken = named(&hidden, &target).unwrap_err();
        assert!(matches!(taken, BackupError::Exists(_)), "{taken}");
    }
}
