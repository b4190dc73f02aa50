//! The files of a ledger: their real paths, their modes, and the lock.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions, Permissions, TryLockError};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, CWD, RenameFlags};
use rustix::io::Errno;
use rustix::process::{getegid, geteuid};

use crate::ledger::{NotWritable, OpenError};

/// The suffixes of the files that SQLite keeps beside a database.
pub(super) const WAL: &str = "-wal";
pub(super) const SHARED_MEMORY: &str = "-shm";
pub(super) const JOURNAL: &str = "-journal";
const LOCK: &str = ".lock";

/// The mode of every file of a ledger.
pub(super) const PRIVATE: u32 = 0o600;
/// The first bytes of every SQLite database.
const MAGIC: &[u8] = b"SQLite format 3\0";

impl NotWritable {
    fn new(path: &Path, error: &std::io::Error) -> Self {
        let (path, uid, gid) = (path.to_owned(), geteuid().as_raw(), getegid().as_raw());
        match error.kind() {
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyMount(path),
            ErrorKind::PermissionDenied if uid != 0 => match path.metadata() {
                Ok(found) if found.uid() == uid => Self::OwnMode { path, uid },
                _ => Self::Foreign { path, uid, gid },
            },
            // File modes do not restrict root, so the cause is an attribute or a policy.
            reason => Self::Other { path, uid, reason },
        }
    }
}

/// Returns the path of a file beside the database.
pub(super) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut path = database.as_os_str().to_owned();
    path.push(OsStr::new(ending));
    PathBuf::from(path)
}

/// Resolves the symbolic links of a path. A file that does not exist yet keeps its name.
pub(super) fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match path.file_name() {
        Some(name) => {
            folder(path).canonicalize().map_or_else(|_| path.to_owned(), |folder| folder.join(name))
        }
        None => path.to_owned(),
    })
}

/// Returns the folder of a file.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Checks that this process may write a ledger and its folder. Creates and writes nothing.
///
/// # Errors
/// Returns [`OpenError::NotWritable`], or [`OpenError::NoLedger`] for a file that is not a ledger.
pub(super) fn check(path: &Path) -> Result<(), OpenError> {
    check_places(path)?;
    let path = real(path);
    // Closing a file releases all locks of the process on it, including those of SQLite. The file may
    // be read here if no lock file exists, because then no process has the ledger open.
    if path.exists() && !beside(&path, LOCK).exists() && !is_database(&path) {
        return Err(OpenError::NoLedger(path));
    }
    Ok(())
}

/// Checks that this process may write the files of a ledger and its folder, whatever the files contain.
///
/// # Errors
/// Returns [`OpenError::NotWritable`].
pub(super) fn check_places(path: &Path) -> Result<(), OpenError> {
    let path = real(path);
    let files = ["", WAL, SHARED_MEMORY, JOURNAL, LOCK].map(|ending| beside(&path, ending));
    let there = files.iter().filter(|file| file.exists());
    for place in there.map(PathBuf::as_path).chain([folder(&path)]) {
        may_write(place).map_err(|error| NotWritable::new(place, &error))?;
    }
    Ok(())
}

/// Returns true if a file is an SQLite database, or is empty so that it can become one.
fn is_database(path: &Path) -> bool {
    let mut start = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut start).map(drop));
    read.is_err() || start.is_empty() || start == MAGIC
}

/// Returns true if a file begins like an SQLite database. SQLite would delete the log beside any other file.
/// No connection of this process may have the file open.
pub(super) fn begins_as_database(path: &Path) -> bool {
    let mut start = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut start).map(drop));
    read.is_ok() && start == MAGIC
}

/// Checks that this process may write a file, or create files in a folder.
pub(super) fn may_write(path: &Path) -> std::io::Result<()> {
    Ok(rustix::fs::access(path, Access::READ_OK | Access::WRITE_OK)?)
}

/// Returns true if this process may write a database and create files beside it.
pub(super) fn may_write_all(database: &Path) -> bool {
    may_write(database).is_ok() && may_write(folder(database)).is_ok()
}

/// Creates the database if it is missing, accessible only to its user, and returns its real path.
/// SQLite gives the files beside it the same mode.
pub(super) fn made(path: &Path) -> Result<PathBuf, OpenError> {
    let failed = |error| OpenError::File { path: path.to_owned(), error };
    if !path.exists() {
        private(path).map_err(failed)?;
    }
    path.canonicalize().map_err(failed)
}

/// Locks a file beside the database. SQLite's own locks would let two processes take turns.
pub(super) fn lock(database: &Path) -> Result<File, OpenError> {
    let path = beside(database, LOCK);
    let locked = private(&path).and_then(|file| match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    });
    match locked {
        Ok(Some(file)) => Ok(file),
        Ok(None) => Err(OpenError::InUse(database.to_owned())),
        Err(error) => Err(OpenError::File { path, error }),
    }
}

/// Opens a file, and creates it accessible only to its user.
pub(super) fn private(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(PRIVATE).open(path)
}

/// Renames a file, and never replaces another one.
///
/// # Errors
/// Returns an error of the kind [`ErrorKind::AlreadyExists`] if there is a file of the new name.
pub(super) fn rename_to_new(from: &Path, to: &Path) -> std::io::Result<()> {
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => rename_by_link(from, to),
        renamed => Ok(renamed?),
    }
}

/// Renames a file on a file system that cannot refuse to replace another one.
fn rename_by_link(from: &Path, to: &Path) -> std::io::Result<()> {
    match std::fs::hard_link(from, to) {
        Ok(()) => std::fs::remove_file(from),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(error),
        // The file system has no links either. An empty file takes the name first.
        Err(_) => {
            File::create_new(to)?;
            std::fs::rename(from, to)
        }
    }
}

/// Waits until the names of the files in a file's folder are on the disk.
pub(super) fn sync_folder(file: &Path) -> std::io::Result<()> {
    File::open(folder(file))?.sync_all()
}

/// Restricts a ledger's files to their user, and logs each change.
pub(super) fn keep_private(database: &Path) {
    for file in ["", WAL, SHARED_MEMORY, JOURNAL].map(|ending| beside(database, ending)) {
        let Ok(found) = file.metadata() else { continue };
        let mode = found.permissions().mode() & 0o777;
        if mode & !PRIVATE == 0 {
            continue;
        }
        let changed = std::fs::set_permissions(&file, Permissions::from_mode(PRIVATE));
        let file = file.display();
        match changed {
            Ok(()) => {
                tracing::warn!(
                    "{file} had mode {mode:04o}, which let other users access it; changed to 0600"
                );
            }
            Err(error) => tracing::warn!(
                "{file} has mode {mode:04o}, so that others can use it, and it cannot be changed: {error}"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_a_free_name_and_replaces_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        for rename in [rename_to_new, rename_by_link] {
            std::fs::write(&from, "new").unwrap();
            rename(&from, &to).unwrap();
            assert_eq!((from.exists(), std::fs::read(&to).unwrap()), (false, b"new".to_vec()));
            std::fs::write(&from, "newer").unwrap();
            assert_eq!(rename(&from, &to).unwrap_err().kind(), ErrorKind::AlreadyExists);
            assert_eq!(std::fs::read(&to).unwrap(), b"new");
            std::fs::remove_file(&to).unwrap();
        }
    }
}
