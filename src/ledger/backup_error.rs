//! The reasons why a ledger cannot be backed up.

use std::path::PathBuf;

/// The reason why a ledger could not be backed up, worded for the owner.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is no such file.
    #[error("there is no ledger {}", .0.display())]
    Missing(PathBuf),
    /// The user may not read the file or enter its folder.
    #[error(
        "uid {uid}, which keyclerk runs as, may not read {0}; change its owner: chown {uid} {0}, or that of its folder",
        path.display()
    )]
    Unreadable {
        /// The ledger.
        path: PathBuf,
        /// The user.
        uid: u32,
    },
    /// The file is not a ledger.
    #[error("{} is not a ledger of keyclerk", .0.display())]
    NoLedger(PathBuf),
    /// The file of the backup exists already.
    #[error("{} exists already and is not overwritten; name another file, or a folder, where each second has a name", .0.display())]
    Exists(PathBuf),
    /// Another process is making this backup.
    #[error("another process is making the backup {}", .0.display())]
    UnderWay(PathBuf),
    /// Only backups in a folder are counted.
    #[error("--keep counts the backups in a folder, but {} is not a folder", .0.display())]
    KeepsNoFile(PathBuf),
    /// The disk has too little free space for the copy.
    #[error("the copy needs {needed} MiB of free disk space in {}, and {free} MiB are free", folder.display())]
    DiskSpace {
        /// The folder of the copy.
        folder: PathBuf,
        /// Mebibytes that are needed.
        needed: u64,
        /// Mebibytes that are free.
        free: u64,
    },
    /// The integrity check found damage in the copy, and so in the ledger.
    #[error("the ledger {} is damaged, so that no copy of it is kept: {words}", path.display())]
    Damaged {
        /// The ledger.
        path: PathBuf,
        /// The first finding of the check.
        words: String,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// The system's error.
        error: std::io::Error,
    },
    /// SQLite failed.
    #[error("the ledger {} cannot be copied: {error}", path.display())]
    Database {
        /// The ledger.
        path: PathBuf,
        /// SQLite's error.
        error: sqlx::Error,
    },
}

impl BackupError {
    /// Returns true if another process makes or has made a backup of the same name.
    #[must_use]
    pub fn is_made_by_another(&self) -> bool {
        matches!(self, Self::Exists(_) | Self::UnderWay(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_without_access_rights_names_the_user_who_needs_them() {
        let words = BackupError::Unreadable { path: "/backups/old.db".into(), uid: 65532 }.to_string();
        assert!(words.contains("uid 65532") && words.contains("chown 65532 /backups/old.db"), "{words}");
    }
}
